"""``newsmine scale``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from newsmine.cli.options import form_option

__all__ = ["command"]


@click.command("scale", short_help="Extract in shards, on this machine or on a Dask cluster.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for store and export.")
@form_option("jsonl")
@click.option(
    "--shards",
    type=click.IntRange(min=1),
    default=8,
    show_default=True,
    help="Parts of the work; keep the number when you run again.",
)
@click.option("--jobs", "-j", type=click.IntRange(min=1), default=2, show_default=True, help="Processes of this machine.")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler (tcp://host:8786) whose workers do the shards.")
@click.option("--rejects", is_flag=True, help="Also write the numbers that were seen and refused, with the reason.")
@click.option(
    "--knowledge",
    type=click.Path(dir_okay=False, path_type=Path),
    help="TOML file with cue words, titles and organisations of your own.",
)
@click.option("--indicators", type=click.Path(dir_okay=False, path_type=Path), help="TOML file with indicators of your own.")
@click.option("--quiet", "-q", is_flag=True, help="No summary.")
def command(inputs: tuple[str, ...], out: Path, form: str, *, quiet: bool, **options: Any) -> int:
    """Do what ``newsmine extract`` does, in shards that are stores of their own under OUT/shards, and make one dataset of them.

    With --scheduler the workers of a Dask cluster do them; they must see INPUT… and OUT under the same paths. The exports are
    byte for byte those of ``newsmine extract``. Exit code 1: some inputs were not read.
    """
    from newsmine.scale import extract_sharded

    said = " ".join(["newsmine", "scale", *inputs, "--out", str(out), "--format", form])
    summary = extract_sharded(inputs, out, form, command=said, **options)
    for item in summary.unread:
        click.echo(f"newsmine: {item}", err=True)
    if not quiet:
        for line in summary.lines():
            click.echo(line)
        click.echo(f"written to {out}: {', '.join(sorted({path.name for path in summary.written} | {'newsmine.sqlite'}))}")
    return 1 if summary.unread else 0
