"""``newsmine compare``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("compare", short_help="Compare an indicator across localities.")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option(
    "--indicator", "-i", "indicators", multiple=True, help="Indicator id; may be given more than once. Without it: list them."
)
@click.option("--by", type=click.Choice(["province", "district", "commune"]), default="province", show_default=True)
@click.option("--period", type=click.Choice(["year"]), default="year", show_default=True)
@click.option("--status", type=click.Choice(["actual", "target", "estimate"]), default="actual", show_default=True)
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="Folder for CSV and chart; default: the store's."
)
def command(store: Path, indicators: tuple[str, ...], by: str, period: str, status: str, out: Path | None) -> int:
    """Compare indicators across the localities in STORE (a folder that ``newsmine extract`` wrote, or its newsmine.sqlite).

    Prints a table, and writes compare-INDICATOR-LEVEL.csv and .png. Exit code 1: an indicator has no statistics at this level.
    """
    from newsmine.compare import chart_files, compare
    from newsmine.compare.facts import indicators_in
    from newsmine.dataset import Store
    from newsmine.indicators import indicator

    code = 0
    with Store(store, must_exist=True) as opened:
        if not indicators:
            for name, count in indicators_in(opened):
                click.echo(f"{count:6,}  {name:28s} {indicator(name).name_vi}")
            return 0
        folder = out or opened.path.parent
        folder.mkdir(parents=True, exist_ok=True)
        for name in indicators:
            meaning = indicator(name)
            result = compare(opened, meaning.id, by=by, status=status)
            click.echo(f"{meaning.name_vi} ({meaning.unit}) · {by} · {period} · {status}")
            for line in result.lines():
                click.echo(f"  {line}")
            if not result.rows:
                click.echo(f"newsmine: {name}: no {status} statistics about a {by} in {opened.path}", err=True)
                code = 1
                continue
            written = chart_files(result, folder)
            click.echo(f"  written: {', '.join(str(path) for path in written)}\n")
    return code
