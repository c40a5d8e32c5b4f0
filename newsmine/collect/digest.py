"""From an answer to what the frontier keeps of it: links, the next page, an article, or why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsmine.collect.archive import Page
from newsmine.collect.discovery import Listing, kind_of, read_feed, read_section, read_sitemap
from newsmine.collect.duplicates import sketch
from newsmine.collect.filters import Filters
from newsmine.collect.frontier import Link, Row
from newsmine.collect.identity import url_key
from newsmine.collect.pages import read_page
from newsmine.collect.registry import Registry
from newsmine.errors import InputError

__all__ = ["Digest", "digest"]

_CHECKED = 16  # one page in so many has its site rule compared with the generic reader


@dataclass(frozen=True, slots=True)
class Digest:
    """What was read from a page."""

    state: str = "done"
    reason: str | None = None
    links: tuple[Link, ...] = ()
    next_page: Link | None = None
    article: tuple[str, dict[str, Any], Sequence[int]] | None = None
    doubt: bool = False


def digest(row: Row, page: Page, registry: Registry, filters: Filters) -> Digest:
    """Read an answer by what the address was asked as; an address given outright (``seed``) is judged by what came."""
    kind = row.kind
    if kind == "seed":
        came = kind_of(page.body, page.content_type)
        kind = "article" if came == "page" else came
    try:
        if kind in {"feed", "sitemap", "section"}:
            return _list(kind, row, page, registry)
        return _article(page, row, registry, filters)
    except InputError as error:
        if row.kind == "seed" and kind == "article":
            listed = _list("section", row, page, registry)
            if listed.links:
                return listed
        return Digest("failed", _short(str(error)))


def _short(reason: str) -> str:
    for known in ("an error page", "a list of articles", "no article", "the page is empty", "encoding", "not an HTML page"):
        if reason.startswith(known):
            return {"no article": "no article in the page"}.get(known, known)
    return reason[:60]


def _list(kind: str, row: Row, page: Page, registry: Registry) -> Digest:
    newspaper = registry.of_url(page.url)
    if kind == "feed" and kind_of(page.body, page.content_type) == "page":
        raise InputError("no feed at this address")
    if kind == "feed":
        listing = read_feed(page.body, page.url, page.content_type)
    elif kind == "sitemap":
        listing = read_sitemap(page.body, page.url)
    else:
        listing = read_section(page.body, page.url, newspaper, content_type=page.content_type, number=row.number)
    following = Link(listing.next_page, "section", number=row.number + 1) if listing.next_page else None
    return Digest(links=_scoped(listing, page.url, registry), next_page=following)


def _scoped(listing: Listing, url: str, registry: Registry) -> tuple[Link, ...]:
    """Keep links of the same newspaper: a feed or sitemap that lists other sites does not widen the crawl."""
    from newsmine.collect.discovery import article_address, in_scope

    newspaper = registry.of_url(url)
    return tuple(
        replace(link, url=article_address(link.url, newspaper)) if link.kind == "article" else link
        for link in listing.links
        if in_scope(link.url, url, newspaper)
    )


def _article(page: Page, row: Row, registry: Registry, filters: Filters) -> Digest:
    check = hashlib.sha256(url_key(page.url).encode()).digest()[0] % _CHECKED == 0
    article = read_page(
        page.body, content_type=page.content_type, url=page.url, registry=registry, fetched_at=page.fetched_at, check=check
    )
    if article.published_at is None and row.published_at:
        article = replace(article, published_at=row.published_at, notes=(*article.notes, "time of publication from the feed"))
    data = article.as_dict()
    refused = filters.refuses(data)
    doubt = any(note.startswith("layout in doubt") for note in article.notes)
    key = url_key(article.canonical_url or page.url)
    return Digest("filtered" if refused else "done", refused, article=(key, data, sketch(article.text)), doubt=doubt)
