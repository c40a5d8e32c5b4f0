"""``newsmine report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

__all__ = ["command"]


@click.command("report", short_help="Write one HTML page about a store.")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), default=Path("report.html"), show_default=True)
@click.option("--indicator", "-i", "indicators", multiple=True, help="Show these indicators only; may be given more than once.")
@click.option("--assumed-places", is_flag=True, help="Also take figures to whose place nothing printed ties them.")
@click.option("--title", default="Local governance in the provincial press", show_default=True)
@click.option("--quotations", type=click.IntRange(min=0), default=40, show_default=True, help="How many quotations to show.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which quotations are drawn.")
def command(store: Path, out: Path, indicators: tuple[str, ...], **options: Any) -> int:
    """Write one self-contained HTML page about STORE: tables and charts whose every figure leads to its sentence, and quotations.

    The page asks for nothing from the network.
    """
    from newsmine.compare.report import write_report
    from newsmine.dataset import Store

    with Store(store, must_exist=True) as opened:
        names = [opened.taxonomy()[name].id for name in indicators]
        write_report(opened, out, indicators=names, **options)
    click.echo(f"written: {out}")
    return 0
