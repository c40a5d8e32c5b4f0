"""``newsmine export``."""

from __future__ import annotations

from pathlib import Path

import click

from newsmine.cli.options import form_option

__all__ = ["command"]


@click.command("export", short_help="Write a store's tables in another format.")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@form_option("csv")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option("--rejects", is_flag=True, help="Also write the numbers that were seen and refused, with the reason.")
@click.option("--excel", is_flag=True, help="CSV that opens right in Excel (byte-order mark, nothing runs as a formula).")
def command(store: Path, form: str, out: Path, *, rejects: bool, excel: bool) -> int:
    """Write the tables of STORE (a folder that ``newsmine extract`` wrote, or its newsmine.sqlite) to a folder.

    The same store gives the same bytes. codebook.json beside the tables says what the columns mean.
    """
    from newsmine.dataset import Store, export

    with Store(store, must_exist=True) as opened:
        copied = form == "sqlite"
        written = [opened.copy_to(out)] if copied else export(opened, out, form, rejects=rejects, excel=excel)
    click.echo(f"written to {out}: {', '.join(sorted(path.name for path in written))}")
    return 0
