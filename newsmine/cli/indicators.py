"""``newsmine indicators``: what figures can be, what they are, and what no indicator claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsmine.errors import InputError

if TYPE_CHECKING:
    from newsmine.indicators import Taxonomy
    from newsmine.indicators.discover import Group

__all__ = ["command"]

_OWN = click.option(
    "--indicators", "own", type=click.Path(dir_okay=False, path_type=Path), help="TOML file with indicators of your own."
)


@click.group("indicators", short_help="The taxonomy, and what figures are in it.")
def command() -> None:
    """List and show indicators, match figures to them, and discover what no indicator claims."""


def _taxonomy(own: Path | None) -> Taxonomy:
    from newsmine.indicators import built_in, read_taxonomy

    return read_taxonomy(own) if own else built_in()


@command.command("list")
@click.option("--dimension", help="Only those of one dimension, such as cadres or budget.")
@_OWN
def listed(dimension: str | None, own: Path | None) -> None:
    """List the indicators: id, unit and name."""
    known = _taxonomy(own).indicators.values()
    found = [one for one in known if dimension in {None, one.dimension}]
    if not found:
        raise InputError(f"{dimension}: not a dimension; there are {', '.join(sorted({one.dimension for one in known}))}")
    for one in found:
        click.echo(f"{one.id:26s} {one.unit:14s} {one.name_vi}")


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="ID…")
@_OWN
def show(names: tuple[str, ...], own: Path | None) -> int:
    """Show all that is known of indicators."""
    for name in names:
        one = _taxonomy(own)[name]
        lines = {
            "": f"{one.name_vi} — {one.name_en}",
            "dimension": one.dimension,
            "unit": one.unit,
            "kinds": ", ".join(one.kinds),
            "units": ", ".join(unit or "(none)" for unit in one.units),
            "change": one.change,
            "denominator": one.denominator,
            "direction": one.direction,
            "aggregate": one.aggregate,
            "definition": one.definition,
            "source": one.source,
            "phrases": "; ".join(words.strip().replace("_", " ") for words in one.phrases),
        }
        click.echo(one.id)
        for label, value in lines.items():
            if value:
                click.echo(f"  {label:12s} {value}" if label else f"  {value}")
    return 0


@command.command()
@click.argument("text")
@_OWN
def match(text: str, own: Path | None) -> int:
    """Say what the figures of TEXT are: indicator and score, or that no indicator claims them.

    Exit code 1: no figure is an indicator.
    """
    from newsmine import extractors
    from newsmine.indicators.match import matches

    taxonomy = _taxonomy(own)
    found = extractors.extract(text)
    said = matches(found, taxonomy)
    for item, one in zip(found.statistics, said, strict=True):
        name = f"{one.indicator} {one.score:.2f} ({one.rule})" if one else "no indicator"
        click.echo(f"{item.text}  →  {name}")
    if not found.statistics:
        click.echo("newsmine: no figure in this text", err=True)
    return 0 if any(said) else 1


@command.command()
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option(
    "--min", "smallest", type=click.IntRange(min=2), default=3, show_default=True, help="Figures of the smallest group."
)
@click.option("--top", type=click.IntRange(min=1), default=30, show_default=True, help="Groups to print.")
@click.option("--promote", type=click.IntRange(min=1), metavar="NUMBER", help="Make this group an indicator.")
@click.option("--id", "name", metavar="ID", help="The id of that indicator.")
@click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("indicators.toml"),
    show_default=True,
    help="Your own TOML file, in which it is written.",
)
def discover(store: Path, smallest: int, top: int, promote: int | None, name: str | None, file: Path) -> int:
    """Group the figures of STORE that no indicator claims, the largest group first.

    With --promote NUMBER --id ID a group becomes an indicator of your own: an entry in --file, to be read over and used with
    newsmine extract --indicators FILE. Exit code 1: there is no group.
    """
    from newsmine.indicators.discover import promote as promoted

    groups = _groups(store, smallest)
    if promote is None:
        for number, group in enumerate(groups[:top], 1):
            unit = group.unit or group.kind
            click.echo(
                f"{number:4d}  {group.figures:5,} figures {group.articles:4,} articles {group.localities:3,} places  {unit}"
            )
            click.echo(f"      {'; '.join(group.measures[:4])}")
        if not groups:
            click.echo(f"newsmine: {store}: no group of {smallest} figures without an indicator", err=True)
        return 0 if groups else 1
    if name is None:
        raise click.UsageError("--promote needs --id: what is the indicator to be called?")
    if promote > len(groups):
        raise click.UsageError(f"--promote {promote}: there are {len(groups)} groups")
    entry = promoted(groups[promote - 1], name, file).indicators[name]
    click.echo(f"{entry.id}: {entry.name_vi} ({entry.unit}), found by: {'; '.join(words.strip() for words in entry.phrases)}")
    click.echo(f"written to {file}; read it over, then: newsmine extract INPUT… --out {store} --indicators {file}")
    return 0


def _groups(store: Path, smallest: int) -> list[Group]:
    from newsmine.dataset import Store
    from newsmine.indicators.discover import Unmatched
    from newsmine.indicators.discover import discover as grouped

    query = (
        "SELECT measure, kind, coalesce(unit, '') AS unit, article_id, locality_id, statistic_id FROM statistics "
        "WHERE indicator_id IS NULL AND measure IS NOT NULL AND value IS NOT NULL AND change IS NULL ORDER BY statistic_id"
    )
    with Store(store, must_exist=True) as opened:
        return grouped((Unmatched(**dict(row)) for row in opened.db.execute(query)), smallest)
