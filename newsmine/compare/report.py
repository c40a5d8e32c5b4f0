"""The report: one self-contained HTML page, without network, whose every figure leads to its sentence.

The page reads without script; its one script only filters. It loads nothing: a content-security policy inside it forbids it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import newsmine
from newsmine._data import data_text
from newsmine.compare.chart import dot_plot, small_multiples, svg
from newsmine.compare.facts import LEVELS, Fact, indicators_in
from newsmine.compare.harmonised import MAPS, carry
from newsmine.compare.maps import tile_map
from newsmine.compare.table import Comparison, Row, compare, shown_value
from newsmine.compare.trends import coverage
from newsmine.dataset.provenance import rules_hash
from newsmine.dataset.store import Store
from newsmine.extractors.highlight import STYLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["report", "write_report"]

_LEVEL_VI = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
_ENOUGH = 3  # localities, or years, from which a map, or charts over time, say more than the table


def write_report(store: Store, path: Path, **options: Any) -> None:
    """Write the report of a store to a file; see :func:`report` for the options."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report(store, **options), encoding="utf-8")


def report(
    store: Store,
    *,
    title: str = "Local governance in the provincial press",
    indicators: Sequence[str] = (),
    quotations: int = 40,
    seed: int = 1,
    assumed_places: bool = False,
) -> str:
    """Return the page: a section for each indicator and level that has facts, and a sample of ``quotations`` quotations.

    ``indicators`` names those to show (all that the store has, if empty), ``assumed_places`` takes figures whose place is only
    assumed, too. The same store and options give the same bytes.
    """
    import jinja2

    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(data_text("newsmine.compare", "report.html.j2"))
    names = list(indicators) or [name for name, _ in indicators_in(store)]
    found = (compare(store, name, by=level, assumed_places=assumed_places) for name in names for level in LEVELS)
    sections = [section for result in found if (section := _section(store, result))]
    first, last = store.db.execute("SELECT min(published_at), max(published_at) FROM articles").fetchone()
    return template.render(
        title=title,
        version=newsmine.__version__,
        rules=rules_hash(),
        style=STYLE,
        script=data_text("newsmine.compare", "report.js"),
        counts={table: store.count(table) for table in ("articles", "people", "quotations", "statistics", "references")},
        first=first and first[:10],
        last=last and last[:10],
        sections=sections,
        quotations=_quotations(store, quotations, seed),
        seed=seed,
    )


def _section(store: Store, result: Comparison) -> dict[str, Any] | None:
    if not result.rows:
        return None
    meaning = result.meaning
    columns, cells = result.columns(), result.cells()
    shown = {row.fact.statistic_id for row in cells.values()}
    lines = [
        {"name": name, "cells": [_cell(cells.get((unit, column))) for column in columns]} for unit, name in result.localities()
    ]
    facts = [fact for row in result.rows for fact in (row.fact, *row.others, *row.agreeing)]
    last = coverage(result).to_dict("records")[-1]
    return {
        "anchor": f"{meaning.id}-{result.level}",
        "name": f"{meaning.name_vi} — {_LEVEL_VI[result.level]}",
        "name_en": meaning.name_en,
        "unit": meaning.unit,
        "level": result.level,
        "columns": columns,
        "lines": lines,
        "extremes": _extremes([row for (_, column), row in cells.items() if column == last["column"]]),
        "coverage": last,
        "conflicts": sum(bool(row.others) for row in result.rows),
        "more": [_more(row) for row in result.rows if row.fact.statistic_id not in shown],
        "refused": result.refused,
        "figures": _figures(store, result),
        "said": [_said(store, fact) for fact in facts],
    }


def _cell(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    fact = row.fact
    note = {"part": fact.period[5:], "as_of": fact.period, "publication": "by publication"}.get(fact.basis, "")
    others = len({other.value for other in row.others})
    label = f"{fact.locality}, {fact.period}: {shown_value(fact)} {fact.unit}" + (
        f"; {others} other values reported" if others else ""
    )
    return {"id": fact.statistic_id, "text": shown_value(fact), "conflict": bool(others), "note": note, "label": label}


def _more(row: Row) -> dict[str, str]:
    fact = row.fact
    return {"id": fact.statistic_id, "text": f"{fact.locality}, {fact.period}: {shown_value(fact)}"}


def _extremes(rows: list[Row]) -> list[dict[str, str]]:
    """Return the lowest and the highest figure of a column, as links."""
    ordered = sorted(rows, key=lambda row: (row.fact.value, row.fact.locality))
    ends = [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered
    return [{"id": row.fact.statistic_id, "text": f"{shown_value(row.fact)} {row.fact.locality}"} for row in ends]


def _figures(store: Store, result: Comparison) -> list[dict[str, str]]:
    meaning = result.meaning
    title = f"{meaning.name_vi}, {_LEVEL_VI[result.level]}"
    out = []
    if len(result.localities()) > 1:
        out.append(_figure(dot_plot(result, title, meaning.unit), "Dot plot: localities down, values across, a shape a year"))
    years = [len({row.fact.column for row in result.rows if row.fact.locality_id == unit}) for unit, _ in result.localities()]
    if max(years) >= _ENOUGH:
        out.append(_figure(small_multiples(result, title, meaning.unit), "A small chart over time for each locality"))
    if result.level == "province" and len(result.localities()) >= _ENOUGH:
        out += _map(store, result, title, meaning.unit)
    return out


def _map(store: Store, result: Comparison, title: str, unit: str) -> list[dict[str, str]]:
    """Draw the tile grid of the year that most provinces of one map report, where there are enough of them."""
    best: tuple[int, int, str, dict[str, str], dict[str, float | None]] | None = None
    for provinces in (63, 34):
        carried = carry(store, result, MAPS[str(provinces)])
        for column in carried.columns:
            found = {c.locality_id: c for c in carried.cells if c.column == column and c.value is not None}
            if len(found) >= _ENOUGH and (best is None or len(found) > best[0]):
                texts = {key: shown_value(c.rows[0].fact) for key, c in found.items() if len(c.rows) == 1}
                values = {key: None if c.value is None else float(c.value) for key, c in found.items()}
                best = (len(found), provinces, column, texts, values)
    if best is None:
        return []
    _, provinces, column, texts, values = best
    drawn = tile_map(values, f"{title}, {column}", unit, provinces=provinces, shown=texts)
    return [_figure(drawn, f"Tile map of the {provinces} provinces, {column}")]


def _figure(drawn: Figure, label: str) -> dict[str, str]:
    return {"svg": svg(drawn), "label": label}


def _said(store: Store, fact: Fact) -> dict[str, Any]:
    row = store.db.execute(
        "SELECT s.start, s.end, s.measure, a.text, a.title, a.source, a.url, a.origin, a.published_at FROM statistics s "
        "JOIN articles a USING (article_id) WHERE s.statistic_id = ?",
        (fact.statistic_id,),
    ).fetchone()
    head = [f"{fact.locality}, {fact.period}: {shown_value(fact)} {fact.unit}", row["measure"] or ""]
    if fact.derived:
        head.append(f"{fact.derived}, printed: {row['text'][row['start'] : row['end']]}")
    if fact.speaker:
        head.append(f"{fact.speaker} nói")
    html = _marked_paragraph(row["text"], row["start"], row["end"], "nm-s")
    return {
        "id": fact.statistic_id,
        "year": fact.column,
        "head": " · ".join(part for part in head if part),
        "html": html,
        "source": _source(row),
    }


def _quotations(store: Store, count: int, seed: int) -> list[dict[str, Any]]:
    ids = [row[0] for row in store.db.execute("SELECT quotation_id FROM quotations ORDER BY quotation_id")]
    chosen = sorted(random.Random(seed).sample(ids, min(count, len(ids))))  # noqa: S311 - a sample, not a secret
    out = []
    for quotation_id in chosen:
        row = store.db.execute(
            "SELECT q.*, a.text, a.title AS a_title, a.source, a.url, a.origin, a.published_at FROM quotations q "
            "JOIN articles a USING (article_id) WHERE q.quotation_id = ?",
            (quotation_id,),
        ).fetchone()
        who = row["speaker_name"] or row["speaker"] or "speaker not said"
        out.append(
            {
                "id": quotation_id,
                "who": f"{row['honorific']} {who}" if row["honorific"] else who,
                "role": row["role"],
                "kind": row["kind"],
                "cue": row["cue"],
                "html": _marked_paragraph(row["text"], row["start"], row["end"], "nm-q"),
                "source": _source(row, title="a_title"),
            }
        )
    return out


def _marked_paragraph(text: str, start: int, end: int, css: str) -> str:
    here = text.rfind("\n", 0, start) + 1
    there = text.find("\n", end)
    there = len(text) if there < 0 else there
    before, inside, after = (escape(part, quote=False) for part in (text[here:start], text[start:end], text[end:there]))
    return f'{before}<mark class="{css}">{inside}</mark>{after}'.replace("\n", "<br>")


def _source(row: Any, title: str = "title") -> dict[str, str | None]:
    url = row["url"] if (row["url"] or "").startswith(("http://", "https://")) else None
    parts = (row[title], row["source"], row["published_at"] and row["published_at"][:10], None if url else row["origin"])
    return {"text": " · ".join(part for part in parts if part), "url": url}
