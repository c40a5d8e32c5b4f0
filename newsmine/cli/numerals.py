"""``newsmine numerals``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

__all__ = ["command"]

_TOLD = 40  # inputs that were not read are named up to so many


@click.command("numerals", short_help="Account for every number of articles.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "--list",
    "kinds",
    type=click.Choice(["quantities", "periods", "refused", "unexplained"]),
    multiple=True,
    default=["unexplained"],
    show_default=True,
    help="Name each number of this kind, with what was read or why it was refused; may be given several times.",
)
@click.option(
    "--max-bytes", type=click.IntRange(min=1), default=10_000_000, show_default=True, help="Size of the largest article."
)
def command(inputs: tuple[str, ...], kinds: tuple[str, ...], max_bytes: int) -> int:
    """Say of every run of digits in INPUT… whether it is a quantity, a period, refused (and why) or unexplained.

    INPUT is what newsmine extract reads. Exit code 1: some were not read.
    """
    from newsmine.collect.inputs import Unreadable, read_inputs
    from newsmine.numerals.balance import balance_lines

    unread: list[Unreadable] = []

    def texts() -> Iterator[tuple[str, str, date | None]]:
        for item in read_inputs(inputs, max_bytes=max_bytes):
            if isinstance(item, Unreadable):
                unread.append(item)
            else:
                day = date.fromisoformat(item.published_at[:10]) if item.published_at else None
                yield item.origin or item.url or item.article_id, item.text, day

    for line in balance_lines(texts(), kinds):
        click.echo(line)
    for item in unread[:_TOLD]:
        click.echo(f"newsmine: {item}", err=True)
    if len(unread) > _TOLD:
        click.echo(f"newsmine: and {len(unread) - _TOLD:,} more were not read", err=True)
    return 1 if unread else 0
