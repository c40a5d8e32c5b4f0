"""The report: one self-contained HTML page, without network or script, whose every figure leads to its sentence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import newsmine
from newsmine._data import data_text
from newsmine.compare.chart import dot_plot, svg
from newsmine.compare.facts import LEVELS, Fact, indicators_in
from newsmine.compare.table import Comparison, compare, shown_value
from newsmine.dataset.provenance import rules_hash
from newsmine.dataset.store import Store
from newsmine.extractors.highlight import STYLE
from newsmine.indicators import indicator

__all__ = ["report", "write_report"]


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
) -> str:
    """Return the page: a section for each indicator and level that has facts, and a sample of ``quotations`` quotations.

    ``indicators`` names those to show (all that the store has, if empty). The same store and options give the same bytes.
    """
    import jinja2

    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(data_text("newsmine.compare", "report.html.j2"))
    names = list(indicators) or [name for name, _ in indicators_in(store)]
    sections = [section for name in names for level in LEVELS if (section := _section(store, compare(store, name, by=level)))]
    first, last = store.db.execute("SELECT min(published_at), max(published_at) FROM articles").fetchone()
    return template.render(
        title=title,
        version=newsmine.__version__,
        rules=rules_hash(),
        style=STYLE,
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
    meaning = indicator(result.indicator_id)
    periods = result.periods()
    cells = {(row.fact.locality_id, row.fact.period): row for row in result.rows}
    names = {row.fact.locality_id: row.fact.locality for row in result.rows}
    lines = []
    for unit in sorted(names, key=lambda unit: (names[unit], unit)):
        found = [cells.get((unit, period)) for period in periods]
        lines.append({"name": names[unit], "cells": [row and _cell(row.fact, conflict=bool(row.others)) for row in found]})
    facts = [fact for row in result.rows for fact in (row.fact, *row.others)]
    return {
        "anchor": f"{meaning.id}-{result.level}",
        "name": f"{meaning.name_vi} — {result.level}",
        "name_en": meaning.name_en,
        "unit": meaning.unit,
        "level": result.level,
        "periods": periods,
        "lines": lines,
        "refused": result.refused,
        "svg": svg(dot_plot(result, meaning.name_vi, meaning.unit)) if len(result.rows) > 1 else "",
        "said": [_said(store, fact) for fact in facts],
    }


def _cell(fact: Fact, *, conflict: bool) -> dict[str, Any]:
    text = shown_value(fact) + ("*" if conflict else "")
    return {"id": fact.statistic_id, "text": text, "assumed": fact.period_source == "publication"}


def _said(store: Store, fact: Fact) -> dict[str, Any]:
    row = store.db.execute(
        "SELECT s.start, s.end, s.measure, a.text, a.title, a.source, a.url, a.origin, a.published_at FROM statistics s "
        "JOIN articles a USING (article_id) WHERE s.statistic_id = ?",
        (fact.statistic_id,),
    ).fetchone()
    head = [f"{fact.locality}, {fact.period}: {shown_value(fact)} {fact.unit or ''}".strip(), row["measure"] or ""]
    if fact.speaker:
        head.append(f"{fact.speaker} nói")
    html = _marked_paragraph(row["text"], row["start"], row["end"], "nm-s")
    return {"id": fact.statistic_id, "head": " · ".join(part for part in head if part), "html": html, "source": _source(row)}


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


def _source(row: Any, title: str = "title") -> str:
    parts = (row[title], row["source"], row["published_at"] and row["published_at"][:10], row["url"] or row["origin"])
    return " · ".join(part for part in parts if part)
