"""``newsmine people``."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from newsmine.cli.options import plural

if TYPE_CHECKING:
    from newsmine.dataset.officials import Official, Officials

__all__ = ["command"]


@click.command("people", short_help="List officials with their offices over time.")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--province", metavar="NAME", help="Only officials with an office in this province (old or present name).")
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file instead of printing.")
def command(store: Path, province: str | None, form: str, out: Path | None) -> int:
    """List the officials in STORE (a folder that ``newsmine extract`` wrote, or its newsmine.sqlite).

    For each: the offices with the first and last day on which an article prints them, the newspapers, how often quoted, how many
    figures stated. People of several articles are merged only for a reason that is told (same office, same unit, same province,
    same newspaper), with a confidence; people of one name that may be two are kept apart. Exit code 1: nobody was found.
    """
    from newsmine.dataset import Store
    from newsmine.dataset.officials import officials

    with Store(store, must_exist=True) as opened:
        found = officials(opened, province=province)
    if out is None:
        _write(found, form, sys.stdout)
    else:
        with out.open("w", encoding="utf-8", newline="") as file:
            _write(found, form, file)
        click.echo(f"written: {out}")
    if form == "table" or out is not None:
        unlisted = f"{found.without_office:,} without an office not listed"
        click.echo(f"{plural(len(found.items), 'official')}; {unlisted}", err=form != "table")
    return 0 if found.items else 1


def _write(found: Officials, form: str, file: TextIO) -> None:
    if form == "jsonl":
        file.writelines(json.dumps(item.as_dict(), ensure_ascii=False) + "\n" for item in found.items)
    elif form == "csv":
        rows = [row for item in found.items for row in item.rows()]
        if rows:
            table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
    else:
        file.writelines("\n".join(_lines(item)) + "\n" for item in found.items)


def _lines(item: Official) -> Iterator[str]:
    where = f" · {item.province}" if item.province else ""
    yield f"{item.name}{where}"
    for office in item.offices:
        held = f" ({office.qualifier})" if office.qualifier else ""
        days = office.first or "undated"
        if office.last and office.last != office.first:
            days += f" – {office.last}"
        yield f"    {office.text}{held}: {days}, {plural(office.articles, 'article')}"
    papers = ", ".join(item.sources) or "no newspaper known"
    yield f"    {papers}; {plural(item.quotations, 'quotation')}, {plural(item.statistics, 'figure')}"
    if item.merged:
        why = ", ".join(f"{reason} ×{count}" for reason, count in item.merged)
        yield f"    merged from {item.articles} articles: {why}; confidence {item.confidence:.2f}"
    if item.namesakes:
        yield f"    kept apart from {item.namesakes} other{'s' if item.namesakes > 1 else ''} of the same name"
