"""``newsmine rule``: a rule by example, and the cases that hold it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsmine.cli.options import plural

if TYPE_CHECKING:
    from newsmine.records import Article

__all__ = ["command"]

_FILE = click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("indicators.toml"),
    show_default=True,
    help="Your own TOML file of indicators and phrases.",
)
_CASES = click.option(
    "--cases",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("indicators-cases.jsonl"),
    show_default=True,
    help="Your cases, one a line.",
)
_SHOWN = 20


@click.group("rule", short_help="Teach a phrase by an example.")
def command() -> None:
    """Teach which indicator a figure is, by a sentence, and check that what was taught still holds."""


@command.command()
@click.option("--from", "text", required=True, metavar="SENTENCE", help="A sentence that prints the figure.")
@click.option("--value", required=True, metavar="FIGURE", help="The figure in it, as printed: 97,2%.")
@click.option("--indicator", required=True, metavar="ID", help="What it is.")
@click.option("--words", metavar="WORDS", help="The words that say so; without it, the measure of the figure.")
@_FILE
@_CASES
@click.option("--in", "where", type=click.Path(exists=True, path_type=Path), help="A store or a folder: what else is hit there?")
@click.option("--dry-run", is_flag=True, help="Show the entry and what it hits, and write nothing.")
def new(
    text: str, value: str, indicator: str, words: str | None, file: Path, cases: Path, where: Path | None, *, dry_run: bool
) -> int:
    """Write the data entry and the case that make FIGURE the indicator ID, and show what else the new phrase hits."""
    from newsmine.indicators import built_in, read_taxonomy
    from newsmine.indicators.rules import Case, draft, hits, new_rule
    from newsmine.indicators.taxonomy import parse_taxonomy

    before = read_taxonomy(file) if file.is_file() else built_in()
    case = Case(text, value, indicator)
    if dry_run:
        entry = draft(case, before, words)
        after = parse_taxonomy(f"{before.text}\n\n{entry}", str(file))
    else:
        entry, after = new_rule(case, file, cases, before, words)
    click.echo(entry.rstrip())
    click.echo("nothing was written" if dry_run else f"written to {file}, and the case to {cases}")
    if where is not None:
        found = list(hits(_articles(where), before, after))
        click.echo(f"{plural(len(found), 'figure')} in {where} with another indicator now{':' if found else ''}")
        for hit in islice(found, _SHOWN):
            click.echo(f"  {hit.before or 'none'} → {indicator}  {hit.text}  ({hit.article})")
    return 0


def _articles(where: Path) -> Iterator[Article]:
    from newsmine.collect.inputs import Unreadable, read_inputs
    from newsmine.dataset import Store
    from newsmine.dataset.store import store_path
    from newsmine.records import Article

    if store_path(where).is_file() and store_path(where).suffix == ".sqlite":
        with Store(where, must_exist=True) as store:
            for row in store.db.execute("SELECT article_id, text, title, origin, published_at FROM articles ORDER BY article_id"):
                yield Article(**dict(row))
        return
    for item in read_inputs([str(where)]):
        if isinstance(item, Unreadable):
            click.echo(f"newsmine: {item}", err=True)
        else:
            yield item


@command.command()
@_FILE
@_CASES
def check(file: Path, cases: Path) -> int:
    """Go through your cases. Exit code 1: one of them does not hold."""
    from newsmine.errors import InputError
    from newsmine.indicators import built_in, read_taxonomy
    from newsmine.indicators.rules import Case
    from newsmine.indicators.rules import check as checked

    try:
        known = [Case(**json.loads(line)) for line in cases.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(
            f"{cases}: cannot be read as cases, one JSON object a line with text, figure, indicator ({reason})"
        ) from error
    wrong = 0
    for case, said in checked(known, read_taxonomy(file) if file.is_file() else built_in()):
        if said != case.indicator:
            wrong += 1
            click.echo(f"newsmine: {case.figure} is {said or 'no indicator'}, not {case.indicator}: {case.text}", err=True)
    click.echo(f"{len(known) - wrong} of {len(known)} cases hold")
    return 1 if wrong else 0
