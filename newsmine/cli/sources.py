"""``newsmine sources``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.group("sources", short_help="The registered newspapers.")
@click.option(
    "--registry", "registries", type=click.Path(path_type=Path), multiple=True, help="More entries: a TOML file or folder."
)
@click.pass_context
def command(ctx: click.Context, registries: tuple[Path, ...]) -> None:
    """List, show, check and draft entries of the newspaper registry."""
    ctx.obj = registries


@command.command("list")
@click.option("--province", help="Only newspapers of this province, by its name before or since 1/7/2025.")
@click.pass_obj
def list_(registries: tuple[Path, ...], province: str | None) -> None:
    """List the newspapers: id, name, province then and now, domain."""
    from newsmine.collect import load_registry
    from newsmine.collect.sources import list_sources

    for row in list_sources(load_registry(registries), province=province):
        was, now = row["province_pre2025"], row["province_2025"]
        place = was if was == now else f"{was} → {now}"
        click.echo(f"{row['id']:18s} {row['name']:28s} {place:34s} {row['host']}{'  ' + row['notes'] if row['notes'] else ''}")


@command.command("show")
@click.argument("name")
@click.pass_obj
def show(registries: tuple[Path, ...], name: str) -> None:
    """Show all that is known of one newspaper."""
    from newsmine.collect import load_registry
    from newsmine.collect.sources import show_source

    click.echo(show_source(load_registry(registries), name))


@command.command("check")
@click.argument("name")
@click.option("--base", help="Where it is served from, if elsewhere.")
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="HOST", help="A host that is not public and may be asked.")
@click.option("--contact", help="Address or e-mail that the User-Agent names.")
@click.option("--delay", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Least seconds between requests.")
@click.pass_obj
def check(
    registries: tuple[Path, ...], name: str, base: str | None, allow_hosts: tuple[str, ...], contact: str | None, delay: float
) -> int:
    """Ask a newspaper's site whether its entry still holds. Exit code 1: it does not."""
    from newsmine.collect import load_registry
    from newsmine.collect.sources import check_source

    registry = load_registry(registries)
    found = check_source(registry.get(name), registry=registry, base=base, allow_hosts=allow_hosts, contact=contact, delay=delay)
    for line in found:
        click.echo(str(line))
    return 0 if all(line.ok for line in found) else 1


@command.command("new")
@click.argument("url")
@click.option("--name", help="Name of the newspaper.")
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="HOST", help="A host that is not public and may be asked.")
@click.option("--contact", help="Address or e-mail that the User-Agent names.")
def new(url: str, name: str | None, allow_hosts: tuple[str, ...], contact: str | None) -> None:
    """Print a draft entry for the newspaper at URL, from its home page, robots.txt and usual feeds."""
    from newsmine.collect.sources import draft_source

    click.echo(draft_source(url, name=name, allow_hosts=allow_hosts, contact=contact))
