"""The crawl at work: one thread a host, each asking its host one page at a time, all writing to one archive and one frontier."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsmine.collect.archive import Archive, Page, Place
from newsmine.collect.dates import now
from newsmine.collect.digest import Digest, digest
from newsmine.collect.discovery import in_scope
from newsmine.collect.fetch import Fetched, Fetcher, FetchError
from newsmine.collect.filters import Filters
from newsmine.collect.frontier import LISTS, Frontier, Link, Row
from newsmine.collect.identity import host_of, url_key
from newsmine.collect.registry import Registry
from newsmine.collect.robots import MAX_BYTES, Robots, robots_of

__all__ = ["Engine", "Settings"]

_MAX_HOPS = 5
_MAX_TRIES = 3
_MAX_BACKOFF = 60.0
_DEAF_AFTER = 5  # failures in a row without any answer after which a host is left alone for this run
_ROBOTS_SECONDS = 24 * 3600.0
_UNANSWERED = {"timeout", "connection failed", "name not found", "too slow"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a crawl behaves."""

    delay: float = 1.0
    max_hosts: int = 16
    max_wait: float = 300.0
    max_pages: int = 100
    limit: int | None = None
    deep: bool = False
    refresh: bool = False
    lists_only: bool = False
    ignore_robots: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()  # newspapers asked for as such, not by single addresses


@dataclass(slots=True)
class _Host:
    """What a worker knows of its host."""

    name: str
    last: float = 0.0  # monotonic time at which the last answer was complete
    deaf: int = 0
    robots: dict[str, Robots] = field(default_factory=dict)


class _Postponed(Exception):  # noqa: N818
    """The host is left alone for the rest of this run; what is queued stays queued."""


class _Stopped(Exception):  # noqa: N818
    """The crawl is to end now."""


class Engine:
    """Runs one crawl."""

    def __init__(
        self,
        frontier: Frontier,
        archive: Archive,
        fetcher: Fetcher,
        registry: Registry,
        filters: Filters,
        settings: Settings,
        sources: list[str],
        *,
        stop: threading.Event | None = None,
        log: Path | None = None,
        progress: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        """Keep the parts."""
        self.frontier, self.archive, self.fetcher = frontier, archive, fetcher
        self.registry, self.filters, self.settings, self.sources = registry, filters, settings, sources
        self.stop = stop or threading.Event()
        self.counts: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()
        self.postponed: dict[str, str] = {}
        self.refused_hosts: dict[str, str] = {}
        self._progress = progress
        self._log = log.open("a", encoding="utf-8") if log else None
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._active: set[str] = set()
        self._crash: BaseException | None = None
        self._articles = frontier.fetched_articles()

    # -- hosts side by side -------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Fetch until nothing is queued that may be fetched, the limit is reached, or the crawl is stopped."""
        try:
            while not self.stop.is_set():
                waiting = [host for host in self.frontier.hosts(self.sources) if host not in self.postponed]
                with self._changed:
                    if self._crash is not None:
                        raise self._crash
                    idle = [host for host in waiting if host not in self._active and self._has_work(host)]
                    if not idle and not self._active:
                        return
                    for host in idle[: max(0, self.settings.max_hosts - len(self._active))]:
                        self._active.add(host)
                        threading.Thread(target=self._work, args=(host,), name=f"crawl {host}", daemon=True).start()
                    self._changed.wait(0.5)
        finally:
            self._settle_down()

    def _settle_down(self) -> None:
        self.stop.set()
        with self._changed:
            while self._active:
                self._changed.wait(0.5)
        if self._log:
            self._log.close()

    def _has_work(self, host: str) -> bool:
        return not self._full() and self.frontier.next(host, self.sources, articles=not self.settings.lists_only) is not None

    def _full(self) -> bool:
        return self.settings.limit is not None and self._articles >= self.settings.limit

    def _work(self, name: str) -> None:
        host = _Host(name)
        try:
            while not self.stop.is_set() and not self._full():
                row = self.frontier.next(name, self.sources, articles=not self.settings.lists_only)
                if row is None:
                    break
                self._take(host, row)
        except _Postponed as why:
            self.postponed[name] = str(why)
        except _Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - handed to the main thread, which raises it
            self._crash = error
        finally:
            with self._changed:
                self._active.discard(name)
                self._changed.notify_all()

    # -- one address --------------------------------------------------------------------------------------------------------

    def _take(self, host: _Host, row: Row) -> None:
        reason = self.filters.before_fetching(row.published_at, row.modified_at) if row.kind == "article" else None
        if row.kind == "sitemap" and self.filters.leaves_out_list(row.url, row.modified_at):
            reason = "date"
        if reason:
            self._settle(row, "filtered", reason=reason)
            return
        if self._refused(host, row.url):
            self._settle(row, "refused", reason="robots.txt")
            return
        try:
            answer = self._follow(host, row)
        except FetchError as error:
            self._failed(host, row, error)
            return
        host.deaf = 0
        if answer is None:
            return
        self._keep(row, answer)

    def _follow(self, host: _Host, row: Row) -> Fetched | None:
        """Fetch an address and where it sends on to within its host; None where that settled the address."""
        url, seen = row.url, {row.url}
        conditional = self.settings.refresh if row.kind not in LISTS else not self._goes_deep(row)
        while True:
            etag, changed = (row.etag, row.last_modified) if conditional and url == row.url else (None, None)
            answer = self._get(host, url, etag=etag, last_modified=changed)
            if answer.status == 304:  # noqa: PLR2004
                self._settle(row, "unchanged", status=304, fetched_at=answer.fetched_at)
                return None
            target = answer.location
            if target is None:
                if 300 <= answer.status < 400:  # noqa: PLR2004
                    raise FetchError("bad redirect", f"{url}: redirects to nowhere", transient=False)
                return answer
            _check_redirect(row, target, seen)
            if host_of(target) != host.name:
                self._elsewhere(row, target)
                return None
            if self._refused(host, target):
                self._settle(row, "refused", reason="robots.txt")
                return None
            if url_key(target) != row.key and self.frontier.state_of(target) in {"done", "filtered", "duplicate"}:
                self._settle(row, "duplicate", reason="redirects to a page already read")
                return None
            seen.add(target)
            url = target

    def _goes_deep(self, row: Row) -> bool:
        """Whether a section page is read though it may be unchanged, since the pages after it may not be."""
        return self.settings.deep and row.kind == "section"

    def _elsewhere(self, row: Row, target: str) -> None:
        """Queue what another host is to be asked for, if it is the newspaper's own or the user gave the address."""
        newspaper = self.registry.of_url(row.url)
        same = url_key(target) == row.key
        if row.kind != "seed" and not in_scope(target, row.url, newspaper) and not same:
            self._settle(row, "failed", reason=f"redirects to {host_of(target)}")
            return
        if same:
            # http to https, or to www: another host entry for the same page.
            self.frontier.move(row, target)
            return
        self._settle(row, "moved", links=(Link(target, row.kind, row.title, row.published_at),), hops=row.hops + 1)

    def _get(self, host: _Host, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        self._wait(host, self._delay(host, url))
        try:
            return self.fetcher.get(url, etag=etag, last_modified=last_modified)
        finally:
            host.last = time.monotonic()

    def _delay(self, host: _Host, url: str) -> float:
        robots = host.robots.get(_origin(url))
        return max(self.settings.delay, robots.delay if robots else 0.0)

    def _wait(self, host: _Host, delay: float) -> None:
        due = host.last + delay - time.monotonic() if host.last else 0.0
        due = max(due, self.frontier.not_before(host.name) - time.time())
        if due > self.settings.max_wait + delay:
            raise _Postponed(f"asks to be left alone for {due:.0f} s")
        if (due > 0 and self.stop.wait(due)) or self.stop.is_set():
            raise _Stopped

    def _failed(self, host: _Host, row: Row, error: FetchError) -> None:
        host.deaf = host.deaf + 1 if error.kind in _UNANSWERED else 0
        self._event("failed", row, reason=error.kind, message=str(error))
        if error.transient and row.tries + 1 < _MAX_TRIES:
            pause = error.retry_after
            if pause is None:
                pause = min(_MAX_BACKOFF, max(self.settings.delay, 0.05) * 2 ** (row.tries + 1))
            self.frontier.set_not_before(host.name, time.time() + pause)
            self.frontier.retry(row)
        else:
            self._settle(row, "failed", reason=error.kind, transient=error.transient)
        if host.deaf >= _DEAF_AFTER:
            raise _Postponed(f"does not answer ({error.kind})")

    # -- robots.txt ---------------------------------------------------------------------------------------------------------

    def _refused(self, host: _Host, url: str) -> bool:
        if host.name in self.settings.ignore_robots or host.name.partition(":")[0] in self.settings.ignore_robots:
            return False
        origin = _origin(url)
        if origin not in host.robots:
            host.robots[origin] = self._robots(host, origin)
            self._sitemaps(host.robots[origin], url)
        robots = host.robots[origin]
        if robots.why:
            self.refused_hosts[host.name] = robots.why
        return not robots.allows(url)

    def _sitemaps(self, robots: Robots, url: str) -> None:
        """Take sitemaps that robots.txt names, for a newspaper whose entry names none."""
        newspaper = self.registry.of_url(url)
        if newspaper and newspaper.id in self.settings.whole and not newspaper.sitemaps:
            links = [Link(sitemap, "sitemap") for sitemap in robots.sitemaps[:50] if in_scope(sitemap, url, newspaper)]
            self.frontier.add(links, newspaper.id)

    def _robots(self, host: _Host, origin: str) -> Robots:
        held = self.frontier.robots(origin)
        settled = held is not None and held[0] is not None and held[0] < 500 and held[0] != 429  # noqa: PLR2004
        if held and settled and time.time() - held[2] < _ROBOTS_SECONDS:
            return robots_of(held[0], held[1])
        status, body, url = None, b"", f"{origin}/robots.txt"
        tries = 0
        for _ in range(_MAX_HOPS + _MAX_TRIES):
            try:
                answer = self._get(host, url)
            except FetchError as error:
                status = int(error.kind[7:]) if error.kind.startswith("status ") else None
                tries += 1
                if not error.transient or tries >= _MAX_TRIES:
                    break
                pause = error.retry_after if error.retry_after is not None else max(self.settings.delay, 0.05) * 2**tries
                self.frontier.set_not_before(host.name, time.time() + pause)
                continue
            if answer.location is not None:
                status, url = 404, answer.location
                continue
            status, body = answer.status, answer.body[: MAX_BYTES + 1]
            self._archive(answer, "robots", f"{origin}/robots.txt", status=200)
            break
        self.frontier.set_robots(origin, status, body, time.time())
        return robots_of(status, body)

    # -- what came ----------------------------------------------------------------------------------------------------------

    def _archive(self, answer: Fetched, role: str, asked: str, *, status: int) -> Place:
        headers = dict(answer.headers)
        page = Page(answer.url, b"", status, answer.content_type, answer.fetched_at, role, asked)
        place = self.archive.write(page, headers, answer.raw, answer.reason)
        if role == "robots":
            self.frontier.note_archived(place)
        return place

    def _keep(self, row: Row, answer: Fetched) -> None:
        sha = hashlib.sha256(answer.body).hexdigest()
        if row.kind in LISTS and row.sha256 == sha and not self._goes_deep(row):
            self._settle(row, "unchanged", status=answer.status, headers=answer.headers, fetched_at=answer.fetched_at)
            return
        if not answer.body.strip():
            self._settle(row, "failed", reason="empty answer", status=answer.status)
            return
        place = self._archive(answer, row.kind, row.url, status=answer.status)
        page = Page(
            answer.url, answer.body, answer.status, answer.content_type, answer.fetched_at, row.kind, row.url,
            answer.headers.get("ETag"), answer.headers.get("Last-Modified"),
        )  # fmt: skip
        self.take_in(row, page, place, sha)

    def take_in(self, row: Row, page: Page, place: Place | None, sha: str) -> None:
        """Read what came for an address (fetched now, or found in the archive after a kill) and settle the address."""
        try:
            read = digest(row, page, self.registry, self.filters)
        except Exception as error:  # noqa: BLE001 - one strange page does not end a crawl; it is counted and logged
            read = Digest("failed", f"reader error ({type(error).__name__})")
        links = list(read.links)
        if read.next_page and self._pages_on(row, read):
            links.append(read.next_page)
        headers: Mapping[str, str | None] = {"ETag": page.etag, "Last-Modified": page.last_modified}
        if read.doubt and read.article:
            self.doubts[str(read.article[1].get("source") or "")] += 1
        self._settle(
            row, read.state, reason=read.reason, status=page.status, headers=headers, sha256=sha, place=place,
            fetched_at=page.fetched_at, links=links, article=read.article, wanted=read.state == "done",
        )  # fmt: skip
        if url_key(page.url) != row.key:
            self.frontier.alias(page.url, row)

    def replay(self, page: Page, source: str) -> None:
        """Take in a page out of somebody's archive as if it had been fetched."""
        asked = page.asked or page.url
        self.frontier.add((Link(asked, page.role if page.role in LISTS else "article"),), source)
        row = self.frontier.row_of(asked)
        if row is not None:
            self.take_in(row, replace(page, role=row.kind), None, hashlib.sha256(page.body).hexdigest())

    def wanted_queue(self) -> list[str]:
        """Return the queued articles that filters and robots.txt (as far as read) would let through."""
        out = []
        for row in self.frontier.queued(self.sources):
            held = self.frontier.robots(_origin(row.url))
            refused = held is not None and not robots_of(held[0], held[1]).allows(row.url)
            if not refused and not self.filters.before_fetching(row.published_at, row.modified_at):
                out.append(row.url)
        return out if self.settings.limit is None else out[: self.settings.limit]

    def _pages_on(self, row: Row, read: Digest) -> bool:
        """Whether the section is to be followed further back: while it shows new addresses of days that are wanted."""
        if row.number >= self.settings.max_pages or row.kind != "section":
            return False
        new = len(read.links) - self.frontier.known(link.url for link in read.links)
        if not self.settings.deep and new == 0:
            return False
        stamps = self.frontier.dates_of(link.url for link in read.links)
        return not self.filters.older(stamps)

    def _settle(self, row: Row, state: str, **values: Any) -> None:
        article = row.kind not in LISTS
        if values.get("place") is not None and article:
            with self._lock:
                self._articles += 1
        new = self.frontier.settle(row, state, **values)
        self._event(state, row, reason=values.get("reason"), status=values.get("status"), new_links=new)

    def _event(self, event: str, row: Row, **more: Any) -> None:
        record = {"at": now(), "event": event, "kind": row.kind, "url": row.url}
        record.update({key: value for key, value in more.items() if value is not None})
        with self._lock:
            self.counts[event] += 1
            if self._log:
                self._log.write(json.dumps(record, ensure_ascii=False) + "\n")
                self._log.flush()
        if self._progress:
            self._progress(record)


def _check_redirect(row: Row, target: str, seen: set[str]) -> None:
    """Raise :class:`FetchError` for a redirect that leads in a circle, on and on, or to the home page."""
    if target in seen:
        raise FetchError("redirect loop", f"{row.url}: redirects in a circle", transient=False)
    if len(seen) > _MAX_HOPS or row.hops >= _MAX_HOPS:
        raise FetchError("too many redirects", f"{row.url}: redirects more than {_MAX_HOPS} times", transient=False)
    if row.kind == "article" and urlsplit(target).path in {"", "/"} and not urlsplit(target).query:
        raise FetchError("gone (sent to the home page)", f"{row.url}: sends to the home page", transient=False)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def salvage(engine: Engine, found: list[tuple[Page, Place]]) -> int:
    """Settle addresses whose pages a killed run had archived without telling the frontier; returns how many."""
    count = 0
    for page, place in found:
        row = engine.frontier.row_of(page.asked or page.url)
        if page.role == "robots" or row is None or engine.frontier.state_of(row.url) != "queued":
            engine.frontier.note_archived(place)
            continue
        engine.take_in(row, replace(page, role=row.kind), place, hashlib.sha256(page.body).hexdigest())
        count += 1
    return count
