"""``newsmine review``."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

__all__ = ["command"]


@click.command("review", short_help="Check records against the text on a local page.")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--table", type=click.Choice(["statistics", "quotations"]), default="statistics", show_default=True)
@click.option("--sample", "count", type=click.IntRange(min=1), default=60, show_default=True, help="Records drawn evenly.")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Which are drawn; reviewers with the same seed read the same."
)
@click.option("--reviewer", help="Name beside the decisions.  [default: your user name]")
@click.option("--port", type=click.IntRange(min=1, max=65535), default=8710, show_default=True)
@click.option("--summary", is_flag=True, help="Print what was found so far and end.")
@click.option("--with", "other", metavar="REVIEWER", help="With --summary: how far both agree.")
def command(
    store: Path, table: str, count: int, seed: int, reviewer: str | None, port: int, *, summary: bool, other: str | None
) -> int:
    """Show a sample of STORE's records one by one in their paragraphs, to be accepted, corrected or rejected.

    Decisions stand in the store's table reviews; records stay as they are. The page listens on this machine only. Stop it with
    Ctrl-C; the same command goes on where it was.
    """
    from newsmine.dataset import Store
    from newsmine.review import agreement, draw, progress

    if other and not summary:
        raise click.UsageError("--with goes with --summary: how far two reviewers agree is printed there")
    name = reviewer or getpass.getuser()
    if summary:
        with Store(store, must_exist=True) as opened:
            for line in progress(opened, table, draw(opened, table, count, seed), name).lines():
                click.echo(line)
            if other:
                both, alike, kappa = agreement(opened, name, other)
                share = f"{alike:.1%}" if both else "–"
                click.echo(f"{both} read by {name} and {other}: alike {share}, kappa {'–' if kappa is None else f'{kappa:.2f}'}")
        return 0
    from newsmine.review.app import make_app, run

    app = make_app(store, table=table, reviewer=name, count=count, seed=seed)
    click.echo(f"http://127.0.0.1:{port}/ — Ctrl-C ends it; decisions are kept")
    run(app, port)
    return 0
