"""How much of the ledger extraction finds, field by field: ``python -m corpora.sample_site.check [PAPER…] [--errors]``.

A line of the ledger counts as found where a figure of its value stands in its printed words. Then each field is compared:
indicator, locality, period, bound, status. A period agrees where it ends on the ledger's day and begins on its day, or, of a
state (blank start), at the beginning of that year; ``no period`` are figures to which extraction gives none.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpora.sample_site.source import HERE, Page, expected, load_pages, load_papers
from newsmine import extractors
from newsmine.collect.registry import Registry, load_registry
from newsmine.indicators.match import assign
from newsmine.places import resolve
from newsmine.records import Article, Statistic

FIELDS = ("indicator", "locality", "period", "bound", "status")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger beside what extraction says: ``wrong`` are the fields that differ, ``said`` how."""

    paper: str
    slug: str
    text: str
    found: bool
    wrong: tuple[str, ...]
    said: str


@cache
def _registry() -> Registry:
    return load_registry([HERE / "registry.toml"], own=False)


def check(papers: Sequence[str]) -> Iterator[Line]:
    """Extract the articles of the papers that the ledger has, and compare line by line."""
    ledger: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with (HERE / "ledger.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ledger[row["paper"], row["slug"]].append(row)
    for paper in papers:
        for page in load_pages(paper):
            if rows := ledger.get((paper, page.slug)):
                yield from _of_page(page, rows)


def _of_page(page: Page, rows: list[dict[str, str]]) -> Iterator[Line]:
    truth = expected(page.paper, page.slug)
    article = Article(
        article_id=page.slug,
        text=truth["text"],
        title=truth["title"],
        source=page.paper,
        published_at=truth["published"],
        home=_registry().get(page.paper).home(truth["published"]),
    )
    statistics = assign(extractors.extract(article)).statistics
    for row in rows:
        here = [item for item in statistics if _is(item, row, article.text)]
        wrong = min((_differences(item, row, page) for item in here), key=len, default={})
        said = "; ".join(f"{name}: {what}" for name, what in wrong.items())
        yield Line(page.paper, page.slug, row["text"], bool(here), tuple(wrong), said)


def _is(item: Statistic, row: dict[str, str], text: str) -> bool:
    """Tell whether a statistic is the figure of a line: its value, inside the printed words, wherever they stand."""
    if item.value is None or item.unit != "%" or abs(float(item.value) - float(row["value"])) > 1e-9:  # noqa: PLR2004
        return False
    at = text.find(row["text"])
    while at >= 0:
        if at <= item.start < at + len(row["text"]):
            return True
        at = text.find(row["text"], at + 1)
    return False


def _differences(item: Statistic, row: dict[str, str], page: Page) -> dict[str, str]:
    day = min(row["period_end"], page.published.date().isoformat())
    place = resolve(row["locality"], on=day).locality_id
    out = {}
    if item.indicator_id != row["indicator_id"]:
        out["indicator"] = f"{item.indicator_id}, not {row['indicator_id']}"
    if item.locality_id != place:
        out["locality"] = f"{item.locality}, not {row['locality']}"
    if not _same_time(item, row):
        none = not (item.period_start or item.period_end)
        said = f"{item.period_start}–{item.period_end}, not {row['period_start'] or '…'}–{row['period_end']}"
        out["no period" if none else "period"] = said
    for name in ("bound", "status"):
        if getattr(item, name) != row[name]:
            out[name] = f"{getattr(item, name)}, not {row[name]}"
    return out


def _same_time(item: Statistic, row: dict[str, str]) -> bool:
    end = row["period_end"]
    starts = {row["period_start"]} if row["period_start"] else {"", f"{end[:4]}-01-01"}
    return item.period_end == end and (item.period_start or "") in starts


def main() -> None:
    """Print for each paper how many lines are found, and of these how many differ in which field."""
    parser = argparse.ArgumentParser(description="How much of the sample press's ledger extraction finds.")
    parser.add_argument("papers", nargs="*", metavar="PAPER", help="default: all")
    parser.add_argument("--errors", action="store_true", help="print every line that differs")
    options = parser.parse_args()
    names = options.papers or list(load_papers())
    if unknown := [name for name in names if name not in load_papers()]:
        raise SystemExit(f"no paper {', '.join(unknown)}: one of {', '.join(load_papers())}")
    lines = list(check(names))
    columns = ("lines", "found", "all right", *FIELDS, "no period")
    print("".join(f"{name:>11}" for name in ("", *columns)))
    for paper in (*names, *(["together"] if len(names) > 1 else [])):
        own = [line for line in lines if paper in (line.paper, "together")]
        found = [line for line in own if line.found]
        differ = Counter(name for line in found for name in line.wrong)
        row = [len(own), len(found), sum(not line.wrong for line in found), *(differ[name] for name in columns[3:])]
        print(f"{paper:>11}" + "".join(f"{count:>11}" for count in row))
    for line in lines if options.errors else ():
        if line.wrong or not line.found:
            print(f"{line.paper}/{line.slug}: {line.text} | {line.said or 'not found'}")


if __name__ == "__main__":
    main()
