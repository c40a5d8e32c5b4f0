"""``newsmine places``."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("places", short_help="Resolve the name of a place.")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--on", metavar="DAY", help="The day it is named on, as 2021-04-05; without it, every date counts.")
@click.option("--home", metavar="PROVINCE", help="The province of the newspaper, to choose between namesakes.")
def command(names: tuple[str, ...], on: str | None, home: str | None) -> int:
    """Resolve NAME… at a day: the unit, the units above it, and what it is today.

    Exit code 1: a name was not resolved to one unit.
    """
    from newsmine.places import place_lines, resolve

    if not all(name.strip() for name in names):
        raise click.UsageError("an empty name; give one like 'phường Đông Kinh, thành phố Lạng Sơn'")
    for name in names:
        click.echo("\n".join(place_lines(name, on=on, home=home)))
    return 0 if all(resolve(name, on=on, home=home).locality_id for name in names) else 1
