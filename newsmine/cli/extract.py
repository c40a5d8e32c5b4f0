"""``newsmine extract``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from newsmine.cli.options import form_option

__all__ = ["command"]

_TOLD = 40  # inputs that were not read are named up to so many; the file has all


@click.command("extract", short_help="Extract records from articles.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="Folder for store and export.")
@form_option("jsonl")
@click.option("--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to share the work.")
@click.option("--rejects", is_flag=True, help="Also write the numbers that were seen and refused, with the reason.")
@click.option(
    "--explain", is_flag=True, help="Print, for each figure, the rule of each field, and the refused numbers; no --out."
)
@click.option("--excel", is_flag=True, help="CSV that opens right in Excel (byte-order mark, nothing runs as a formula).")
@click.option(
    "--knowledge",
    type=click.Path(dir_okay=False, path_type=Path),
    help="TOML file with cue words, titles and organisations of your own.",
)
@click.option(
    "--indicators",
    type=click.Path(dir_okay=False, path_type=Path),
    help="TOML file with indicators of your own.",
)
@click.option(
    "--max-bytes", type=click.IntRange(min=1), default=10_000_000, show_default=True, help="Size of the largest article."
)
@click.option("--force", is_flag=True, help="Do again what the store already has.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
def command(inputs: tuple[str, ...], out: Path | None, *, quiet: bool, explain: bool, **options: Any) -> int:
    """Extract people, quotations, figures and documents from INPUT….

    An INPUT is a .txt, .html, .jsonl (one article a line) or .warc.gz file, or a folder of them. Without --out, the records of
    each article are printed, with --explain the rules that made each figure. Stopped at any moment, the same command goes on
    where it was. Exit code 1: some were not read.
    """
    if out is None:
        return _print(inputs, options["knowledge"], options["indicators"], options["max_bytes"], explain=explain)
    if explain:
        raise click.UsageError("--explain prints; leave out --out, or read the column `rule` of what is written")
    from newsmine.dataset import extract_to

    shown = not quiet
    form = options.pop("form")
    said = " ".join(["newsmine", "extract", *inputs, "--out", str(out), "--format", form])
    summary = extract_to(inputs, out, form, progress=shown and sys.stderr.isatty(), command=said, **options)
    for item in summary.unread[:_TOLD]:
        click.echo(f"newsmine: {item}", err=True)
    if len(summary.unread) > _TOLD:
        click.echo(f"newsmine: and {len(summary.unread) - _TOLD:,} more, all in {out / 'unread.jsonl'}", err=True)
    if shown:
        if summary.only is not None:
            click.echo(str(summary.only))
        for line in summary.lines():
            click.echo(line)
        click.echo(f"written to {out}: {', '.join(sorted({path.name for path in summary.written} | {'newsmine.sqlite'}))}")
    return 1 if summary.unread else 0


def _print(inputs: tuple[str, ...], knowledge: Path | None, indicators: Path | None, max_bytes: int, *, explain: bool) -> int:
    import newsmine
    from newsmine.collect.inputs import Unreadable, read_inputs
    from newsmine.collect.registry import load_registry
    from newsmine.extractors import Knowledge
    from newsmine.extractors.explained import explanation
    from newsmine.indicators import read_taxonomy

    own = Knowledge.read(knowledge) if knowledge else Knowledge()
    taxonomy = read_taxonomy(indicators) if indicators else None
    code = 0
    for item in read_inputs(inputs, registry=load_registry(), max_bytes=max_bytes):
        if isinstance(item, Unreadable):
            click.echo(f"newsmine: {item}", err=True)
            code = 1
        else:
            found = newsmine.extract(item, own, taxonomy)
            click.echo(explanation(found) if explain else str(found))
    return code
