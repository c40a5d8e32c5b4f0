"""The registry for people: list it, show an entry, check an entry against its site, draft an entry for a new newspaper."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from newsmine.collect.charset import decode_page
from newsmine.collect.discovery import in_scope, kind_of, looks_like_article, read_feed, read_listing, read_sitemap
from newsmine.collect.fetch import Fetched, Fetcher, FetchError, Limits
from newsmine.collect.guard import Guard
from newsmine.collect.identity import absolute, clean_url, host_of
from newsmine.collect.pages import read_page
from newsmine.collect.pages.dom import attr, element_text, parse
from newsmine.collect.registry import HOST_DATES, Newspaper, Registry
from newsmine.collect.robots import Robots, robots_of
from newsmine.errors import InputError

__all__ = ["Check", "check_source", "draft_source", "list_sources", "show_source"]

_LOOKED_AT = 3  # article pages that a check reads
_USUAL_FEEDS = ("/rss/home.rss", "/rss.xml", "/rss", "/feed")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked of an entry: what, whether it holds, and what was seen."""

    what: str
    ok: bool
    seen: str

    def __str__(self) -> str:
        """Return one line for a person."""
        return f"{'ok  ' if self.ok else 'NO  '}{self.what}: {self.seen}"


def list_sources(registry: Registry, *, province: str | None = None) -> list[dict[str, Any]]:
    """Return one row a newspaper: id, name, provinces before and since 1/7/2025, host, feeds, site rule or not, notes."""
    rows = []
    for newspaper in registry:
        if province and province.lower() not in f"{newspaper.province_pre2025} {newspaper.province_2025}".lower():
            continue
        notes = [
            note for note in (newspaper.robots, f"successor: {newspaper.successor}" if newspaper.successor else None) if note
        ]
        rows.append(
            {
                "id": newspaper.id,
                "name": newspaper.name,
                "province_pre2025": newspaper.province_pre2025,
                "province_2025": newspaper.province_2025,
                "host": newspaper.host,
                "feeds": len(newspaper.feeds),
                "site_rule": bool(newspaper.layouts),
                "notes": "; ".join(notes),
            }
        )
    return rows


def show_source(registry: Registry, name: str) -> str:
    """Return what is known of one newspaper, as lines for a person."""
    newspaper = registry.get(name)
    rows: list[tuple[str, Any]] = [
        ("id", newspaper.id),
        ("name", newspaper.name),
        ("province until 30/6/2025", newspaper.province_pre2025),
        ("province since 1/7/2025", newspaper.province_2025),
        ("host", newspaper.host),
        ("other hosts", ", ".join(_dated(host) for host in newspaper.past_hosts)),
        ("from", newspaper.since),
        ("until", newspaper.until),
        ("successor", newspaper.successor),
        ("feeds", ", ".join(newspaper.feeds)),
        ("sitemaps", ", ".join(newspaper.sitemaps)),
        ("sections", ", ".join(newspaper.sections)),
        ("pages of a day", ", ".join(newspaper.day_pages)),
        ("article addresses", newspaper.article_url),
        ("robots", newspaper.robots),
        ("evidence", newspaper.evidence),
        ("checked on", newspaper.checked),
    ]
    lines = [f"{key}: {value}" for key, value in rows if value]
    for layout in newspaper.layouts:
        lines.append(
            f"layout{f' since {layout.since}' if layout.since else ''}{f' until {layout.until}' if layout.until else ''}:"
        )
        lines += [f"  {key}: {value if isinstance(value, str) else ', '.join(value)}" for key, value in layout.selectors.items()]
    if not newspaper.layouts:
        lines.append("layout: none (pages are read by the generic reader)")
    return "\n".join(lines)


def _dated(host: Mapping[str, str]) -> str:
    dates = " ".join(f"{word.replace('_', ' ')} {host[word]}" for word in HOST_DATES if word in host)
    return f"{host['host']} ({dates})" if dates else host["host"]


class _Visit:
    """Asks one site for a few pages, politely, within robots.txt."""

    def __init__(self, base: str, fetcher: Fetcher, delay: float) -> None:
        self.fetcher, self.delay = fetcher, delay
        self.robots: Robots | None = None
        self.base = base
        self._first = True
        self._pause = threading.Event()

    def get(self, url: str) -> Fetched:
        """Get a page, following redirects. Raises :class:`FetchError`, also where robots.txt forbids it."""
        if self.robots is None:
            self.robots = self._read_robots()
        for _ in range(6):
            if not self.robots.allows(url):
                raise FetchError("robots.txt", f"{url}: {self.robots.why or 'robots.txt forbids it'}", transient=False)
            answer = self._ask(url)
            if answer.location is None:
                return answer
            url = answer.location
        raise FetchError("too many redirects", f"{url}: redirects without end", transient=False)

    def _ask(self, url: str) -> Fetched:
        if not self._first:
            self._pause.wait(max(self.delay, self.robots.delay if self.robots else 0.0))
        self._first = False
        return self.fetcher.get(url)

    def _read_robots(self) -> Robots:
        url = f"{self.base}/robots.txt"
        for _ in range(6):
            try:
                answer = self._ask(url)
            except FetchError as error:
                return robots_of(int(error.kind[7:]) if error.kind.startswith("status ") else None)
            if answer.location is None:
                return robots_of(answer.status, answer.body)
            url = answer.location
        return robots_of(404)


def _visit(
    base: str, allow_hosts: Iterable[str], connect_to: Mapping[str, str] | None, contact: str | None, delay: float
) -> _Visit:
    fetcher = Fetcher(Guard(allow_hosts, connect_to), contact=contact, limits=Limits())
    return _Visit(base, fetcher, delay)


def check_source(
    newspaper: Newspaper,
    *,
    registry: Registry,
    base: str | None = None,
    allow_hosts: Iterable[str] = (),
    contact: str | None = None,
    delay: float = 1.0,
) -> list[Check]:
    """Ask a newspaper's site whether its entry still holds: robots.txt, feeds, sitemaps, sections, a few article pages.

    ``base`` is where it is served from, if elsewhere.
    """
    served = base or newspaper.base
    stand_in = {newspaper.host: urlsplit(served).netloc} if host_of(served) != newspaper.host else None
    visit = _visit(newspaper.address("/").rstrip("/"), allow_hosts, stand_in, contact, delay)
    checks: list[Check] = []
    articles: list[str] = []
    parts = [("feed", path) for path in newspaper.feeds] + [("sitemap", path) for path in newspaper.sitemaps]
    parts += [("section", path) for path in newspaper.sections or ("/",)]
    for kind, path in parts:
        check, found = _check_list(visit, kind, newspaper, path)
        checks.append(check)
        articles += found
    robots = visit.robots or robots_of(None)
    checks.insert(0, Check("robots.txt", not robots.refuses_all, robots.why or f"read; delay {robots.delay:g} s"))
    checks += [_check_article(visit, registry, url) for url in list(dict.fromkeys(articles))[:_LOOKED_AT]]
    visit.fetcher.close()
    return checks


def _check_list(visit: _Visit, kind: str, newspaper: Newspaper, path: str) -> tuple[Check, list[str]]:
    url = newspaper.address(path)
    what = f"{kind} {path}"
    try:
        answer = visit.get(url)
        if kind == "feed":
            links = read_feed(answer.body, url, answer.content_type).links
        elif kind == "sitemap":
            links = read_sitemap(answer.body, url).links
        else:
            links = read_listing(decode_page(answer.body, answer.content_type)[0], url, newspaper).links
    except (FetchError, InputError) as error:
        return Check(what, ok=False, seen=str(error)), []
    good = [link.url for link in links if link.kind != "article" or looks_like_article(link.url, newspaper)]
    seen = f"{len(links)} links" + (f", {len(links) - len(good)} of them unlike article_url" if len(good) < len(links) else "")
    return Check(what, ok=bool(good), seen=seen), [link.url for link in links if link.kind == "article"]


def _check_article(visit: _Visit, registry: Registry, url: str) -> Check:
    what = f"article {urlsplit(url).path}"
    try:
        answer = visit.get(url)
        article = read_page(answer.body, content_type=answer.content_type, url=answer.url, registry=registry, check=True)
    except (FetchError, InputError) as error:
        return Check(what, ok=False, seen=str(error))
    doubts = [note for note in article.notes if note.startswith("layout in doubt")]
    missing = [name for name in ("title", "lead", "published_at") if getattr(article, name) is None]
    seen = f"{len(article.text)} characters, {len(article.blocks)} blocks" + (f"; no {', '.join(missing)}" if missing else "")
    return Check(what, ok=not doubts and not missing, seen="; ".join([seen, *doubts]))


def draft_source(
    url: str,
    *,
    name: str | None = None,
    allow_hosts: Iterable[str] = (),
    connect_to: Mapping[str, str] | None = None,
    contact: str | None = None,
    delay: float = 1.0,
) -> str:
    """Return a draft entry (TOML) for a newspaper, from its home page, robots.txt and usual feed addresses.

    What could not be seen is left as a comment to fill in. Raises :class:`InputError` for what is no http(s) address
    and where the home page cannot be read.
    """
    try:
        home = clean_url(url)
    except ValueError:
        raise InputError(f"{url}: not an address; give one like https://baomau.vn") from None
    parts = urlsplit(home)
    base = f"{parts.scheme}://{parts.netloc}"
    visit = _visit(base, allow_hosts, connect_to, contact, delay)
    try:
        answer = visit.get(home)
    except FetchError as error:
        visit.fetcher.close()
        raise InputError(str(error)) from None
    text, _ = decode_page(answer.body, answer.content_type)
    root = parse(text)
    feeds = _feeds(visit, root, base)
    robots = visit.robots or robots_of(404)
    listing = read_listing(text, home, None)
    visit.fetcher.close()
    title = name or next((element_text(element) for element in root.iter("title")), "") or parts.netloc
    host = parts.netloc.removeprefix("www.")
    identity = re.sub(r"[^a-z0-9]+", "-", host.rpartition(".")[0].replace(".com", "").lower()).strip("-") or "newspaper"
    sitemaps = [urlsplit(address).path for address in robots.sitemaps]
    lines = [
        f'id = "{identity}"',
        f"name = {_quoted(title)}",
        'province_pre2025 = ""  # fill in',
        'province_2025 = ""  # fill in',
        f'host = "{host}"',
        f"feeds = [{', '.join(map(_quoted, feeds))}]",
        f"sitemaps = [{', '.join(map(_quoted, sitemaps))}]",
        f"sections = [{', '.join(map(_quoted, _sections(root, home)))}]",
        *_pattern([link.url for link in listing.links]),
        "# [selectors]          # without them pages are read by the generic reader; with them a golden page is needed",
        '# body = ""',
        '# title = ""',
        '# sapo = ""',
        '# published = ""',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _feeds(visit: _Visit, root: Any, base: str) -> list[str]:
    found = [attr(link, "href") for link in root.iter("link") if "rss" in attr(link, "type") or "atom" in attr(link, "type")]
    addresses = [address for href in found if (address := absolute(base, href))]
    for path in () if addresses else _USUAL_FEEDS:
        try:
            answer = visit.get(f"{base}{path}")
        except FetchError:
            continue
        if kind_of(answer.body, answer.content_type) == "feed":
            addresses.append(f"{base}{path}")
            break
    return [urlsplit(address).path or "/" for address in dict.fromkeys(addresses) if host_of(address) == host_of(base)]


def _sections(root: Any, home: str) -> list[str]:
    """Paths of the menu: links of one or two steps that are no articles, as often as they stand on the page."""
    counts: Counter[str] = Counter()
    for anchor in root.iter("a"):
        address = absolute(home, attr(anchor, "href")) if attr(anchor, "href") else None
        if not address or not in_scope(address, home, None) or looks_like_article(address, None):
            continue
        parts = urlsplit(address)
        if re.fullmatch(r"/(?:[a-z0-9]+-?)+(?:/(?:[a-z0-9]+-?)+)?/?", parts.path) and not parts.query and element_text(anchor):
            counts[parts.path] += 1
    return list(counts)[:20]


def _pattern(urls: list[str]) -> list[str]:
    """Guess the pattern of article addresses from how they end."""
    ends = Counter(
        re.sub(r"\d+", lambda run: rf"\d{{{max(1, len(run[0]) - 1)},}}", match[0]).replace(".", r"\.")
        for url in urls
        if (match := re.search(r"-(?:[a-z]{0,6})\d{4,}(?:\.[a-z]{2,5})?/?$", urlsplit(url).path))
    )
    if not ends or ends.most_common(1)[0][1] * 2 < len(urls):
        return ['# article_url = ""   # pattern of the path of an article, where addresses do not end in a number or a long slug']
    return [f"article_url = '{ends.most_common(1)[0][0]}$'"]
