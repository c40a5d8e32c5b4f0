"""Where articles are found: feeds, sitemaps, section pages with paging back in time. Functions from a page to links."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsmine.collect.charset import decode_page
from newsmine.collect.compression import decompress
from newsmine.collect.dates import parse_time
from newsmine.collect.frontier import Link
from newsmine.collect.identity import absolute, clean_url, host_of, url_key
from newsmine.collect.pages.dom import cleaned
from newsmine.errors import InputError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

    from newsmine.collect.registry import Newspaper

__all__ = ["Listing", "kind_of", "looks_like_article", "read_feed", "read_listing", "read_section", "read_sitemap"]

_SITEMAP_BYTES = 60_000_000
_MOST_LINKS = 60_000  # a sitemap holds up to 50,000
_NOT_ARTICLES = re.compile(
    r"/(?:tags?|tu-khoa|chu-de|topic|search|tim-kiem|rss|lien-he|contact|gioi-thieu|about|dang-nhap|login|video|podcast|multimedia|anh|photo|"
    r"tac-gia|author|ajax|api|quang-cao|print|in-bai|epaper|e-?magazine-list)(?:[/.?]|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|css|js|xml|ico|woff2?)$",
    re.IGNORECASE,
)
# An article's own address: a long slug, or a number of four digits and more, at the end of the path or in the query.
_SLUG = re.compile(r"(?:[^/\-]+-){3,}[^/]*$|\d{4,}[^/]*$", re.IGNORECASE)
_QUERY_ID = re.compile(r"(?:^|&)(?:id|newsid|articleid|idbv|aid|p(?==\d{3}))=\d+", re.IGNORECASE)
_NEXT_WORDS = re.compile(
    r"(?:trang\s*)?(?:sau|tiếp(?:\s*theo)?|kế|tiếp|next|cũ hơn|xem thêm)\s*[»›>→]*|[»›>→]{1,2}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list page gives: links, in page order, and the page after it."""

    links: tuple[Link, ...] = ()
    next_page: str | None = None


def kind_of(body: bytes, content_type: str | None) -> str:
    """Tell a ``feed`` from a ``sitemap`` and a ``page`` by how they begin."""
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", head):
        return "feed"
    if re.search(rb"<(?:urlset|sitemapindex)[\s>]", head) or (
        head.startswith(b"\x1f\x8b") and "html" not in (content_type or "")
    ):
        return "sitemap"
    return "page"


def read_feed(body: bytes, url: str, content_type: str | None = None) -> Listing:
    """Read RSS or Atom: address, title and time of each entry (also in local forms that feed readers drop).

    Raises :class:`InputError` where it is no feed.
    """
    import feedparser

    text, _ = decode_page(body, content_type)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8")), response_headers={"content-type": "application/xml; charset=utf-8"}
    )
    if not parsed.entries and not parsed.get("version"):
        raise InputError("not a feed")
    links = []
    for entry in parsed.entries:
        address = absolute(url, entry.get("link") or entry.get("id") or "")
        if address:
            printed = entry.get("published") or entry.get("updated") or entry.get("dc_date") or ""
            tags = entry.get("tags") or [{}]
            links.append(Link(address, "article", entry.get("title"), parse_time(str(printed)), None, tags[0].get("term")))
    return Listing(tuple(links))


def read_sitemap(body: bytes, url: str) -> Listing:
    """Read a sitemap, a news sitemap or an index of them, gzipped or not; broken XML is read as far as it goes.

    Raises :class:`InputError` where it is no sitemap.
    """
    import lxml.etree  # type: ignore[import-untyped]

    if body.startswith(b"\x1f\x8b"):
        try:
            body = decompress(body, "gzip", _SITEMAP_BYTES)
        except (zlib.error, EOFError, ValueError) as error:
            raise InputError(f"the sitemap's compression is damaged ({error})") from None
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)
    try:
        root = lxml.etree.fromstring(body.lstrip(), parser)
    except (lxml.etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _local(root) not in {"urlset", "sitemapindex"}:
        lines = [line.strip() for line in body[:_SITEMAP_BYTES].decode("utf-8", "replace").split("\n")]
        plain = [line for line in lines if re.fullmatch(r"https?://\S+", line)]
        if not plain:
            raise InputError("not a sitemap")
        return Listing(tuple(Link(clean_url(line)) for line in plain[:_MOST_LINKS]))
    kind = "sitemap" if _local(root) == "sitemapindex" else "article"
    return Listing(tuple(_entries(root, url, kind)))


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _entries(root: Any, url: str, kind: str) -> Iterator[Link]:
    for count, entry in enumerate(root):
        if count >= _MOST_LINKS:
            return
        found: dict[str, str] = {}
        for element in entry.iter():
            found.setdefault(_local(element), (element.text or "").strip())
        address = absolute(url, found.get("loc", "")) if found.get("loc") else None
        if address:
            stamp = parse_time(found.get("publication_date", ""))
            yield Link(address, kind, found.get("title") or None, stamp, parse_time(found.get("lastmod", "")))


def looks_like_article(url: str, newspaper: Newspaper | None) -> bool:
    """Whether an address is one of an article: by the newspaper's own pattern, else by how such addresses look."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if newspaper and newspaper.article_url:
        pattern = re.compile(newspaper.article_url)
        if pattern.search(target):
            return True
        # The pattern may be of the short address: extra fields of the query do not make it another page.
        fields = parts.query.split("&")
        return any(pattern.search(f"{parts.path}?{field}") for field in fields) if parts.query else False
    if parts.path in {"", "/"} and not parts.query:
        return False
    if _NOT_ARTICLES.search(parts.path):
        return False
    return bool(_SLUG.search(parts.path.rstrip("/"))) or bool(_QUERY_ID.search(parts.query))


def article_address(url: str, newspaper: Newspaper | None) -> str:
    """Return an article's short address: where the newspaper's pattern names a query field, only that field is kept."""
    if newspaper is None or not newspaper.article_url or "?" not in url:
        return url
    parts = urlsplit(url)
    pattern = re.compile(newspaper.article_url)
    if pattern.search(f"{parts.path}?{parts.query}"):
        return url
    for field in parts.query.split("&"):
        if pattern.search(f"{parts.path}?{field}"):
            return parts._replace(query=field).geturl()
    return url


def in_scope(url: str, base: str, newspaper: Newspaper | None) -> bool:
    """Whether an address belongs to the newspaper (or, without one, to the host of the page it stands on)."""
    host = url_key(url).split("/")[0].split("?")[0]
    if newspaper is None:
        return host == url_key(base).split("/")[0].split("?")[0]
    return any(host == own or host.endswith("." + own) for own in newspaper.hosts)


def read_section(
    body: bytes, url: str, newspaper: Newspaper | None, *, content_type: str | None = None, number: int = 1
) -> Listing:
    """Read a section page: links to articles of the same newspaper, and the next page back in time.

    ``number`` is the number of this page in its section (from 1). Raises :class:`InputError` where it is no page.
    """
    text, _ = decode_page(body, content_type)
    return read_listing(text, url, newspaper, number)


def read_listing(text: str, url: str, newspaper: Newspaper | None, number: int = 1) -> Listing:
    """Read the text of a section page: see :func:`read_section`."""
    soup = _soup(text)
    links: dict[str, Link] = {}
    base = next((_href(element) for element in soup.find_all("base")), "") or url
    for anchor in soup.find_all("a"):
        href = _href(anchor)
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")) or "nofollow" in _rel(anchor):
            continue
        address = absolute(base, href)
        if address and in_scope(address, url, newspaper) and looks_like_article(address, newspaper):
            address = article_address(address, newspaper)
            title = _words(anchor) or str(anchor.get("title") or "") or None
            held = links.get(address)
            if held is None or len(title or "") > len(held.title or ""):
                links[address] = Link(address, "article", title)
    return Listing(tuple(links.values()), _next_page(soup, base, url, newspaper, number))


def _soup(text: str) -> BeautifulSoup:
    """Return the tree of a list page; such pages are the most broken of all, and Beautiful Soup reads on where others stop.

    Raises :class:`InputError` where there is no element at all.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(cleaned(text), "lxml")
    if next(soup.children, None) is None:
        raise InputError("not an HTML page")
    return soup


def _href(element: Tag) -> str:
    return str(element.get("href") or "").strip()


def _rel(element: Tag) -> list[str]:
    rel: str | list[str] = element.get("rel") or []
    return [word.lower() for word in (rel.split() if isinstance(rel, str) else rel)]


def _words(element: Tag) -> str:
    """Return the visible words of an element on one line."""
    return " ".join(element.get_text(" ").split())


def _next_page(soup: BeautifulSoup, base: str, url: str, newspaper: Newspaper | None, number: int) -> str | None:
    if newspaper and newspaper.next_page:
        if "{" in newspaper.next_page:
            stem = re.sub(_page_pattern(newspaper.next_page), "", url)
            return absolute(base, newspaper.next_page.replace("{url}", stem).replace("{n}", str(number + 1)))
        found = soup.select_one(newspaper.next_page)
        return absolute(base, _href(found)) if found else None
    anchors = [anchor for anchor in soup.find_all("a") if _href(anchor)]
    candidates = [element for element in soup.find_all(["link", "a"]) if "next" in _rel(element)]
    candidates += [anchor for anchor in anchors if _words(anchor) == str(number + 1)]
    candidates += [anchor for anchor in anchors if _NEXT_WORDS.fullmatch(_words(anchor))]
    for element in candidates:
        address = absolute(base, _href(element))
        if address and host_of(address) == host_of(url) and address != url and not looks_like_article(address, newspaper):
            return address
    return None


def _page_pattern(template: str) -> str:
    """Return a pattern of what a template such as ``{url}/trang-{n}`` adds to the section's own address."""
    return re.escape(template).replace(r"\{url\}", "").replace(r"\{n\}", r"\d+") + "$"
