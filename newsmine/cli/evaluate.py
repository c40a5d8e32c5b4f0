"""``newsmine evaluate``."""

from __future__ import annotations

import json
from pathlib import Path

import click

__all__ = ["command"]


@click.command("evaluate", short_help="Score records against gold.")
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("records", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--errors", is_flag=True, help="List every record that is wrong, missed or spurious.")
@click.option("--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Also write the figures to this file.")
@click.option(
    "--floors", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML of least F1 a field; fail below one."
)
def command(gold: Path, records: Path, *, errors: bool, json_path: Path | None, floors: Path | None) -> int:
    """Score the records in DIR (as JSONL, from ``newsmine extract GOLD/*.txt --out DIR``) against the gold annotation in GOLD.

    Exit code 1: a figure is below its floor.
    """
    from newsmine.errors import InputError
    from newsmine.evaluate import below_floors, evaluate

    result = evaluate(gold, records)
    if result.not_extracted and len(result.not_extracted) == result.articles:
        raise InputError(
            f"{records}: none of the articles of {gold}; extract them: newsmine extract {gold}/*.txt --out {records}"
        )
    for line in result.error_lines() if errors else []:
        click.echo(line)
    for name in result.not_extracted:
        click.echo(f"newsmine: {name}: in gold, but not among the extracted articles", err=True)
    click.echo(result.table())
    if json_path is not None:
        json_path.write_text(json.dumps(result.figures(), indent=1) + "\n", encoding="utf-8")
    low = below_floors(result, floors) if floors is not None else []
    for line in low:
        click.echo(f"newsmine: {line}", err=True)
    return 1 if low else 0
