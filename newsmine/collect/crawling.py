"""Crawl newspapers, or take in pages that others have saved: one call, one output folder, the same articles either way.

The folder holds ``articles.jsonl`` (one article a line), ``archive/`` (WARC) and ``frontier.sqlite`` (what is known of every
address). A crawl that is killed goes on where it stood when it is called again.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsmine.collect.archive import Archive, Page, read_warc, repair
from newsmine.collect.dates import now
from newsmine.collect.duplicates import sketch
from newsmine.collect.engine import Engine, Settings, salvage
from newsmine.collect.export import write_articles
from newsmine.collect.fetch import Fetcher, Limits
from newsmine.collect.filters import Filters
from newsmine.collect.frontier import LISTS, Frontier, Link
from newsmine.collect.guard import Guard
from newsmine.collect.identity import clean_url, host_of, url_key
from newsmine.collect.inputs import Unreadable, read_inputs
from newsmine.collect.outcome import report
from newsmine.collect.registry import Newspaper, Registry, load_registry
from newsmine.collect.summary import CrawlSummary
from newsmine.errors import InputError

__all__ = ["crawl"]

FRONTIER = "frontier.sqlite"
ARCHIVE = "archive"
ADDRESSES = "addresses:"  # what the frontier calls the source of addresses that were given outright


@dataclass(slots=True)
class _Plan:
    """What a crawl starts from: links by source, and hosts that stand in for others."""

    seeds: dict[str, list[Link]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    connect_to: dict[str, str] = field(default_factory=dict)

    def add(self, source: str, links: Iterable[Link]) -> None:
        self.seeds.setdefault(source, []).extend(links)


def crawl(  # noqa: PLR0913 - every parameter is an option of the command
    sources: Sequence[str],
    out: str | os.PathLike[str],
    *,
    registry: Registry | Iterable[str | os.PathLike[str]] | None = None,
    bases: Mapping[str, str] | None = None,
    allow_hosts: Iterable[str] = (),
    connect_to: Mapping[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    sections: Iterable[str] = (),
    keywords: Iterable[str] = (),
    limit: int | None = None,
    max_pages: int = 100,
    deep: bool = False,
    refresh: bool = False,
    delay: float = 1.0,
    max_hosts: int = 16,
    ignore_robots: Iterable[str] = (),
    contact: str | None = None,
    limits: Limits | None = None,
    from_warc: Iterable[str | os.PathLike[str]] = (),
    dry_run: bool = False,
    log: str | os.PathLike[str] | None = None,
    progress: Callable[[dict[str, Any]], None] | None = None,
    stop: threading.Event | None = None,
) -> CrawlSummary:
    """Collect articles of ``sources`` into the folder ``out`` and return what was done.

    sources: newspapers of the registry (id, host or name), addresses (an article, section page, feed or sitemap; what it is
        is seen when it comes), or files with one address a line.
    registry: a registry, or files and folders with entries that are added to the project's own.
    bases: {newspaper id: address} where a newspaper is served from elsewhere (a test server); its articles keep
        their own addresses.
    allow_hosts: hosts or addresses that may be talked to though they are not public (``127.0.0.1``).
    connect_to: {host: "address:port"} that stands in for a host.
    since, until: first and last day of publication (ISO dates, inclusive); sections, keywords: one of each is enough.
    limit: most article pages fetched in this run. max_pages: most pages of one section. deep: page back even where nothing
        is new.
    refresh: ask for pages of this run's addresses again (conditionally) though they have been read.
    delay: least seconds between two requests to one host (more where robots.txt asks for it); hosts are asked side by side.
    ignore_robots: hosts whose owner has allowed you, by name, what robots.txt forbids.
    contact: address or e-mail that the User-Agent names. limits: see :class:`newsmine.collect.fetch.Limits`.
    from_warc: web archives, saved pages or folders of them; they are read instead of the network, and no request is sent unless
        sources are given too.
    dry_run: read feeds, sitemaps and section pages only, keep nothing, and list what would be fetched.
    log: file to which every outcome is appended as a JSON line. progress: called with the same records.
    stop: set it to end early.

    Raises :class:`InputError` for a source, registry entry or filter that is not understood, or a folder in use.
    """
    books = registry if isinstance(registry, Registry) else load_registry([Path(path) for path in registry or ()])
    books = _served_from(books, bases or {})
    filters = Filters(since, until, tuple(sections), tuple(keywords))
    plan = _plan(sources, books, filters)
    plan.connect_to.update(connect_to or {})
    settings = Settings(
        delay=max(0.0, delay),
        max_hosts=max(1, max_hosts),
        max_pages=max_pages,
        limit=limit,
        deep=deep,
        refresh=refresh,
        lists_only=dry_run,
        ignore_robots=frozenset(host.lower() for host in ignore_robots),
        whole=frozenset(plan.whole),
    )
    limits = limits or Limits()
    given = [Path(path) for path in from_warc]
    if not plan.seeds and not given:
        raise InputError("nothing to crawl: name a newspaper, an address or a file of addresses")
    target = Path(out)
    with _folder(target, dry_run=dry_run) as folder, contextlib.closing(Frontier(folder / FRONTIER)) as frontier:
        archive = Archive(folder / ARCHIVE)
        fetcher = Fetcher(Guard(allow_hosts, plan.connect_to), contact=contact, limits=limits)
        names = list(plan.seeds)
        engine = Engine(
            frontier,
            archive,
            fetcher,
            books,
            filters,
            settings,
            names,
            stop=stop,
            log=Path(log) if log else None,
            progress=progress,
        )
        summary = CrawlSummary(out=str(target), dry_run=dry_run)
        try:
            _start(engine, plan, folder, limits, refresh=refresh)
            summary.resumed = frontier.resumed
            before = frontier.article_count()
            if given:
                summary.unreadable = _take_in(engine, given, limits.max_bytes)
            try:
                engine.run()
            except KeyboardInterrupt:
                summary.interrupted = True
            summary.interrupted = summary.interrupted or (stop is not None and stop.is_set() and bool(frontier.hosts(names)))
            if not summary.interrupted:
                frontier.finish()
        finally:
            archive.close()
            fetcher.close()
        report(summary, engine, target, before, known_of=target / FRONTIER if dry_run else None)
        if not dry_run:
            summary.duplicates_found(write_articles(frontier, target / "articles.jsonl", books))
    return summary


def _start(engine: Engine, plan: _Plan, folder: Path, limits: Limits, *, refresh: bool) -> None:
    """Make archive and frontier whole, begin the run and queue what it starts from."""
    frontier = engine.frontier
    found = repair(folder / ARCHIVE, frontier.accounted(), limits.max_bytes)
    frontier.begin(list(plan.seeds))
    salvage(engine, found)
    frontier.judge_again(lambda article: engine.filters.refuses(article) is None)
    for source, links in plan.seeds.items():
        frontier.add(links, source)
        if source.startswith(ADDRESSES):
            frontier.claim((link.url for link in links), source, again=refresh)


# -- what to start from -----------------------------------------------------------------------------------------------------


def _served_from(registry: Registry, bases: Mapping[str, str]) -> Registry:
    """Return the registry with other places to find newspapers at; the one given stays as it is."""
    out = Registry()
    for newspaper in registry:
        out.add(newspaper)
    for name, base in bases.items():
        newspaper = registry.get(name)
        out.add(replace(newspaper, base=base.rstrip("/")))
    return out


def _plan(sources: Sequence[str], registry: Registry, filters: Filters) -> _Plan:
    plan = _Plan()
    for given in sources:
        if "://" in given:
            _add_urls(plan, [given])
        elif Path(given).is_file():
            _add_urls(plan, _urls_of(Path(given)))
        else:
            newspaper = registry.get(given)
            plan.add(newspaper.id, _seeds(newspaper, filters))
            plan.whole.add(newspaper.id)
    for newspaper in registry:
        netloc = urlsplit(newspaper.base).netloc.lower()
        if netloc and netloc != newspaper.host:
            port = 443 if newspaper.base.startswith("https") else 80
            target = netloc if urlsplit(newspaper.base).port else f"{netloc}:{port}"
            plan.connect_to.update({host: target for name in newspaper.hosts for host in (name, f"www.{name}")})
    return plan


def _add_urls(plan: _Plan, urls: Iterable[str]) -> None:
    for given in urls:
        try:
            url = clean_url(given)
        except ValueError as error:
            raise InputError(str(error)) from None
        plan.add(f"{ADDRESSES}{host_of(url)}", [Link(url, "seed")])


def _urls_of(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a list of addresses ({error})") from None
    urls = [line.split()[0] for line in lines if line.strip() and not line.lstrip().startswith("#")]
    bad = next((url for url in urls if "://" not in url), None)
    if bad is not None:
        raise InputError(f"{path}: not an address: {bad[:80]!r} (one address a line; saved pages are read with from_warc)")
    return urls


def _seeds(newspaper: Newspaper, filters: Filters) -> list[Link]:
    links = [Link(newspaper.address(path), "feed") for path in newspaper.feeds]
    links += [Link(newspaper.address(path), "sitemap") for path in newspaper.sitemaps]
    wanted = [path for path in newspaper.sections if filters.section(path)]
    links += [Link(newspaper.address(path), "section") for path in wanted or newspaper.sections]
    links += [Link(url, "section") for day in filters.days(now()[:10]) for url in newspaper.pages_of_day(day)]
    return links or [Link(newspaper.address("/"), "section")]


# -- pages from elsewhere ---------------------------------------------------------------------------------------------------


def _take_in(engine: Engine, given: Iterable[Path], max_bytes: int) -> list[str]:
    """Read archives and saved pages into the frontier as if they had been fetched; returns what could not be read."""
    unreadable: list[str] = []
    for path in given:
        for file in sorted(path.rglob("*.warc*")) if path.is_dir() else [path]:
            if file.name.lower().endswith((".warc", ".warc.gz")) and file.is_file():
                unreadable += _replay(engine, file, max_bytes)
        if path.is_dir() or not path.name.lower().endswith((".warc", ".warc.gz")):
            unreadable += _saved(engine, path, max_bytes)
    return unreadable


def _replay(engine: Engine, file: Path, max_bytes: int) -> list[str]:
    unreadable: list[str] = []
    for page in read_warc(file, max_bytes=max_bytes):
        if not isinstance(page, Page):
            unreadable.append(f"{file}: {page}")
        elif page.body.strip() and (page.is_article_candidate or page.role in LISTS):
            newspaper = engine.registry.of_url(page.url)
            source = newspaper.id if newspaper else host_of(page.url)
            engine.replay(page, source)
    return unreadable


def _saved(engine: Engine, path: Path, max_bytes: int) -> list[str]:
    unreadable: list[str] = []
    for item in read_inputs([path], registry=engine.registry, max_bytes=max_bytes, warc=False):
        if isinstance(item, Unreadable):
            unreadable.append(str(item))
            continue
        data = item.as_dict()
        key = url_key(item.canonical_url or item.url or "") if item.canonical_url or item.url else f"file:{item.article_id}"
        engine.frontier.save_article(key, data, sketch(item.text), wanted=engine.filters.refuses(data) is None)
    return unreadable


# -- the folder and the report ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _folder(target: Path, *, dry_run: bool) -> Iterator[Path]:
    """Give the folder that a crawl works in, locked against a second crawl; a dry run works in one that is thrown away."""
    if dry_run:
        with tempfile.TemporaryDirectory(prefix="newsmine-") as name:
            yield Path(name)
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
        lock = (target / "crawl.lock").open("a")
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror})") from None
    with lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # pragma: no cover - no file locks on this system
            pass
        except OSError:
            raise InputError(f"{target}: another crawl is at work in this folder") from None
        yield target
