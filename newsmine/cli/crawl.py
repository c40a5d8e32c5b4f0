"""``newsmine crawl``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = ["command"]

_PATH = click.Path(path_type=Path)


@click.command("crawl", short_help="Collect articles of newspapers.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]…")
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for archive and articles."
)
@click.option(
    "--registry", "registries", type=_PATH, multiple=True, help="More registry entries: a TOML file or a folder of them."
)
@click.option("--since", metavar="DAY", help="First day of publication, as 2025-07-01.")
@click.option("--until", metavar="DAY", help="Last day of publication, inclusive.")
@click.option("--section", "sections", multiple=True, help="Only articles of this section; may be given more than once.")
@click.option("--keyword", "keywords", multiple=True, help="Only articles that have this word; may be given more than once.")
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most so many article pages in this run.")
@click.option("--max-pages", type=click.IntRange(min=1), default=100, show_default=True, help="Most pages of one section.")
@click.option("--deep", is_flag=True, help="Page back in sections even where nothing is new.")
@click.option("--refresh", is_flag=True, help="Ask again, conditionally, for pages that were read before.")
@click.option(
    "--delay", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Least seconds between requests to a host."
)
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="HOST", help="A host that is not public and may be asked.")
@click.option("--base", "bases", multiple=True, metavar="ID=URL", help="Where a newspaper is served from, if elsewhere.")
@click.option(
    "--ignore-robots", multiple=True, metavar="HOST", help="A host whose owner has allowed you what robots.txt forbids."
)
@click.option("--contact", help="Address or e-mail that the User-Agent names, so that a site can reach you.")
@click.option("--from-warc", type=_PATH, multiple=True, help="Read web archives or saved pages instead of the network.")
@click.option("--dry-run", is_flag=True, help="List what would be fetched, and keep nothing.")
@click.option("--log", type=_PATH, help="Append every outcome to this file, a JSON line each.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
def command(
    sources: tuple[str, ...], registries: tuple[Path, ...], bases: tuple[str, ...], *, quiet: bool, **options: Any
) -> int:
    """Collect articles of SOURCE…: newspapers of the registry (newsmine sources list), addresses, or files of addresses.

    Within robots.txt, one request a second a host. Pages are kept as WARC in OUT, articles in OUT/articles.jsonl, who carried
    the same text in OUT/reprints.csv. Stopped or killed at any moment, the same command goes on where it was. Exit code 1:
    pages failed or are left to fetch.
    """
    from newsmine.collect import crawl

    if not sources and not options["from_warc"]:
        raise click.UsageError("name a SOURCE (see: newsmine sources list), or --from-warc")
    pairs = dict(pair.split("=", 1) for pair in bases if "=" in pair)
    if len(pairs) < len(bases):
        raise click.UsageError("--base takes ID=URL, as in kycung=http://127.0.0.1:8701")
    progress = None if quiet or not sys.stderr.isatty() else _progress()
    summary = crawl(sources, registry=registries or None, bases=pairs, progress=progress, **options)
    if not quiet:
        click.echo(str(summary))
    if summary.interrupted:
        return 130
    return 0 if summary.complete or summary.dry_run else 1


def _progress() -> Callable[[dict[str, Any]], None]:
    from tqdm import tqdm

    bar = tqdm(unit=" pages")
    return lambda _outcome: bar.update() and None
