"""What the head of a page says about it: title, description, time of publication, section, authors, addresses."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from newsmine.collect.dates import parse_time
from newsmine.collect.identity import absolute, clean_url
from newsmine.collect.pages.closing import is_outlet
from newsmine.collect.pages.dom import attr, element_text, select
from newsmine.collect.pages.marks import any_of, named
from newsmine.collect.pages.walk import Piece, walk

__all__ = ["Head", "published_near", "read_head", "section_printed"]

_TITLES = ("og:title", "twitter:title", "title", "headline")
_TIMES = (
    "article:published_time",
    "pubdate",
    "datepublished",
    "publishdate",
    "publish_date",
    "date",
    "dc.date",
    "dc.date.issued",
    "article:published",
)
_AUTHORS = ("dable:author", "article:author", "author", "dc.creator", "cxenseparse:author")
_SECTIONS = ("article:section", "articlesection", "its_section", "section")
_ARTICLE_TYPES = {"article", "newsarticle", "reportagenewsarticle", "blogposting"}
_SHORT = 140
_STAMP = 90
_AFTER_TITLE, _BEFORE_TITLE = 6, 3  # lines from the headline among which the printed time may stand
_SHORTEST_TITLE, _LONGEST_TITLE = 15, 400
_LONGEST_NAME = 6  # words
_LONGEST_SECTION = 60
_AROUND = 4
_HOME_NAMES = {"trang chủ", "home", "trang nhất", "trang chính"}
_SUFFIX = re.compile(r"\s*(?:\||::|»|[-–—])\s*[^|»]{2,50}$")
_SPACE = re.compile(r"[\s\u00a0]+")


@dataclass(slots=True)
class Head:
    """Values found in the head of a page; None where it does not say."""

    title: str | None = None
    description: str | None = None
    published_at: str | None = None
    section: str | None = None
    authors: list[str] = field(default_factory=list)
    canonical: str | None = None
    og_type: str | None = None
    site_name: str | None = None


def _clean(text: str | None) -> str:
    return _SPACE.sub(" ", html.unescape(text or "")).strip()


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 5:  # noqa: PLR2004
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph", []), depth + 1)


def _linked_data(root: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if attr(script, "type").lower() == "application/ld+json" and script.text:
            try:
                found.extend(_objects(json.loads(script.text, strict=False)))
            except (ValueError, RecursionError):
                continue
    return found


def _kind(item: dict[str, Any]) -> set[str]:
    kind = item.get("@type", "")
    return {str(name).lower() for name in (kind if isinstance(kind, list) else [kind])}


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = attr(meta, "property") or attr(meta, "name") or attr(meta, "itemprop")
        content = _clean(attr(meta, "content"))
        if name and content:
            metas.setdefault(name.lower(), content)
    return metas


def read_head(root: Any, url: str | None) -> Head:
    """Read the head (``meta``, ``link``, JSON-LD) of a page."""
    metas = _metas(root)
    linked = _linked_data(root)
    articles = [item for item in linked if _kind(item) & _ARTICLE_TYPES]
    head = Head(og_type=metas.get("og:type"), site_name=metas.get("og:site_name"))
    head.title = _title(root, metas, articles)
    head.description = (
        max((metas.get(name, "") for name in ("og:description", "description", "twitter:description")), key=len) or None
    )
    times = [*(metas[name] for name in _TIMES if name in metas), *(str(item.get("datePublished", "")) for item in articles)]
    # The one with a clock time that comes first: some sites give the day alone in one place and the minute in another.
    read = [stamp for stamp in map(parse_time, times) if stamp]
    head.published_at = next((stamp for stamp in read if "T" in stamp and "T00:00:00" not in stamp), read[0] if read else None)
    head.section = next((metas[name] for name in _SECTIONS if name in metas), None) or _breadcrumb(linked)
    head.authors = _authors(metas, articles, head.site_name)
    head.canonical = _canonical(root, metas, url)
    return head


def _title(root: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    page = _clean(next((element.text for element in root.iter("title") if element.text), ""))
    named_title = next((metas[name] for name in _TITLES if name in metas), "") or _clean(
        next((str(item["headline"]) for item in articles if item.get("headline")), "")
    )
    said = f"{page}\n{named_title}".lower()
    for heading in root.iter("h1"):
        text = element_text(heading)
        if not text or len(text) >= _LONGEST_TITLE or _leads_on(heading, text):
            continue
        if text.lower() in said or named_title.startswith(text[:40]):
            return text
    if named_title:
        return named_title
    printed = [
        text
        for element in named(root, "title")
        if _SHORTEST_TITLE <= len(text := element_text(element)) < _LONGEST_TITLE and not _leads_on(element, text)
    ]
    of_page = _SUFFIX.sub("", page) or page
    if in_page := [text for text in printed if text.lower() in said]:
        return in_page[0]
    # A page whose <title> names only the site or the section has its headline where its markup says so.
    return printed[0] if printed and not _is_printed(root, of_page) else of_page or None


def _leads_on(element: Any, text: str) -> bool:
    """Whether an element is a link to another page (a headline of a list) from end to end."""
    return any(above.tag == "a" for above in element.iterancestors()) or any(
        element_text(link) == text and attr(link, "href") not in {"", "#"} for link in element.iter("a")
    )


def _is_printed(root: Any, title: str) -> bool:
    """Whether some line of the page is its title."""
    return bool(title) and any(isinstance(e.tag, str) and e.tag != "title" and _clean(e.text) == title for e in root.iter())


def _breadcrumb(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        if "breadcrumblist" in _kind(item):
            names = []
            for step in item.get("itemListElement") or []:
                for one in step if isinstance(step, list) else [step]:
                    if isinstance(one, dict):
                        inner = one.get("item")
                        name = one.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
                        names.append(_clean(str(name or "")))
            kept = [name for name in names if name and name.lower() not in _HOME_NAMES]
            if kept:
                return kept[0]
    return None


def _authors(metas: dict[str, str], articles: list[dict[str, Any]], site: str | None) -> list[str]:
    found = [metas[name] for name in _AUTHORS if name in metas]
    for item in articles:
        held = item.get("author")
        for one in held if isinstance(held, list) else [held]:
            found.append(str(one.get("name", "")) if isinstance(one, dict) else str(one or ""))  # noqa: PERF401
    out: list[str] = []
    for name in (_clean(part) for value in found for part in re.split(r"[;|]", value)):
        if _is_person(name, site) and name.lower() not in {other.lower() for other in out}:
            out.append(name)
        if out and _value_ends(found, out):
            break
    return out


def _is_person(name: str, site: str | None) -> bool:
    words = name.split()
    if not 0 < len(words) <= _LONGEST_NAME or is_outlet(name) or name == site:
        return False
    return any(char.isupper() for char in name) and (len(words) > 1 or "." in name or name.isupper())


def _value_ends(found: list[str], out: list[str]) -> bool:
    """Whether all names of the first place that gave any have been read (later places only repeat them)."""
    for value in found:
        names = [_clean(part) for part in re.split(r"[;|]", value)]
        kept = [name for name in names if name in out]
        if kept:
            return kept[-1] == [name for name in names if name][-1]
    return False


def _canonical(root: Any, metas: dict[str, str], url: str | None) -> str | None:
    links = [attr(link, "href") for link in root.iter("link") if "canonical" in attr(link, "rel").lower().split()]
    for link in (*links, metas.get("og:url", "")):
        if not link:
            continue
        address = absolute(url or "", link) if url or "://" in link else None
        if address is None and link.startswith("//"):
            address = absolute("https://x.invalid/", link)
        if address and not address.split("://", 1)[1].rstrip("/").endswith(address.split("/")[2]):
            return clean_url(address)
    return None


def published_near(root: Any, title: str | None = None) -> str | None:
    """Find the printed time of publication where the head gives none.

    Lines beside the headline come first, then ``<time>``, then short lines whose class says time or date; of these the first
    with a clock time wins, else the first day.
    """
    stamps = _beside(root, title) if title else []
    if any("T" in stamp for stamp in stamps):
        return next(stamp for stamp in stamps if "T" in stamp)
    days = stamps[:1]
    for element in select(root, "time[datetime]"):
        stamps.extend(filter(None, [parse_time(attr(element, "datetime"))]))
    for element in root.iter("time"):
        stamps.extend(filter(None, [parse_time(element_text(element))]))
    if not any("T" in stamp for stamp in stamps):
        for element in named(root, "time"):
            text = element_text(element)
            if len(text) <= _SHORT and (stamp := parse_time(text)):
                stamps.append(stamp)
    # A minute elsewhere counts where it is of the day beside the headline, if there is one.
    minutes = (stamp for stamp in stamps if "T" in stamp and (not days or stamp.startswith(days[0])))
    return next(minutes, stamps[0] if stamps else None)


def _lines(root: Any) -> list[Piece]:
    body = root.find(".//body")
    return walk(root if body is None else body, {})


def _beside(root: Any, title: str) -> list[str]:
    """Return times printed in the lines right after the headline, or right before it."""
    lines = [line.text for line in _lines(root)]
    found: list[str] = []
    for index in [index for index, line in enumerate(lines) if line == title]:
        near = lines[index + 1 : index + 1 + _AFTER_TITLE] + lines[max(0, index - _BEFORE_TITLE) : index][::-1]
        found += [stamp for line in near if len(line) <= _STAMP and (stamp := parse_time(line))]
    return found


def section_printed(root: Any, title: str | None = None) -> str | None:
    """Return the section that is printed on the page, or None.

    It is the first step of the way down from the home page, else a single short link right above the headline.
    """
    for element in named(root, "breadcrumb") + select(root, "nav[aria-label=breadcrumb]"):
        links = list(element.iter("a")) or [element]
        names = [element_text(link) for link in links]
        kept = [name for name in names if name and name.lower() not in _HOME_NAMES and len(name) <= _LONGEST_SECTION]
        if kept:
            return kept[0]
    lines = _lines(root)
    for above, heading in pairwise(lines):
        if heading.text == title and _names_section(above, heading.element.getparent()):
            return above.text
    return None


def _names_section(line: Piece, beside: Any) -> bool:
    """Whether a line is one short link that stands with the headline, in the element that holds it."""
    text, element = line.text, line.element
    if line.link_share < 1 or len(text) > _LONGEST_SECTION or text.lower() in _HOME_NAMES:
        return False
    around = [element, *element.iterancestors()][:_AROUND]
    links = [*element.iterancestors("a"), *element.iter("a")]
    return beside in around and any(element_text(link) == text for link in links)


def error_words(title: str, text: str) -> bool:
    """Whether a page without an article reads like an error page."""
    pattern = any_of("head", "error_pages")
    return bool(pattern.search(title) or (len(text) < 1500 and pattern.search(text)))  # noqa: PLR2004
