"""Answers of the sample press: every address of a newspaper to a status, a type and bytes.

Nothing here opens a socket; ``serve.py`` does.
"""

from __future__ import annotations

import gzip
import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import jinja2

from corpora.sample_site.source import HERE, NOTE, Page, Paper, load_pages, load_papers, related_pages, runs

HANOI = timezone(timedelta(hours=7))
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
FEED_LENGTH = 10
TONES = "\u0300\u0301\u0303\u0309\u0323"
PIXEL = bytes.fromhex(
    "47494638396101000100800000c0c0c000000021f90401000000002c00000000010001000002024401003b"
)  # a grey picture of one pixel, GIF

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(HERE / "layouts"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends: status, content type, body, and when it last changed."""

    status: int
    content_type: str
    body: bytes
    changed: datetime | None = None

    @property
    def etag(self) -> str:
        """A strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def local_time(paper: Paper, when: datetime) -> str:
    """Print a time as the paper does, by the template of its entry: ``Thứ Hai, 12/04/2021 08:15 (GMT+7)``."""
    day = WEEKDAYS[when.weekday()]
    return paper.time.format(at=when, day=day, day_low=day.capitalize())


def to_windows_1258(text: str) -> bytes:
    """Encode for the Vietnamese code page of Windows, which writes tone marks as characters of their own."""
    out: list[str] = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts if mark in TONES), "")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else char)
    return "".join(out).encode("cp1258", "xmlcharrefreplace")


def _html(paper: Paper, template: str, changed: datetime, *, charset: str = "utf-8", **values: object) -> Answer:
    source = TEMPLATES.get_template(f"{paper.id}_{template}.html")
    text = source.render(
        paper=paper, note=NOTE, charset=charset, local_time=lambda when: local_time(paper, when), runs=runs, **values
    )
    body = to_windows_1258(text) if charset == "windows-1258" else text.encode("utf-8")
    header = f"text/html; charset={charset}" if paper.charset_in_header else "text/html"
    return Answer(200, header, body, changed)


def _article(paper: Paper, page: Page, base: str) -> Answer:
    charset = "windows-1258" if page.published.year < paper.legacy_charset_before else "utf-8"
    section = paper.sections[page.section]
    return _html(
        paper, "article", page.published, charset=charset, page=page, base=base, section=section, related=related_pages(page)
    )


def _listing(paper: Paper, pages: list[Page], base: str, title: str, number: int, path: str) -> Answer:
    """Return a page of a list: `number` counts from 1; a number past the end is not found."""
    last = max(1, -(-len(pages) // paper.page_size))
    if not 1 <= number <= last:
        return not_found(paper)
    shown = pages[(number - 1) * paper.page_size : number * paper.page_size]
    hidden = [page for page in load_pages(paper.id) if page.disallowed] if path == "/" else []
    changed = (pages or load_pages(paper.id))[0].published
    return _html(
        paper, "list", changed, base=base, title=title, pages=shown, number=number, last=last,
        page_path=lambda n: paper.paged(path, n), hidden=hidden,
    )  # fmt: skip


def not_found(paper: Paper) -> Answer:
    """Return the paper's page for an address that it does not have."""
    text = f"<html><title>{paper.name}</title>Không tìm thấy trang. {NOTE}</html>"
    return Answer(404, "text/html; charset=utf-8", text.encode())


def _feed(paper: Paper, pages: list[Page], base: str) -> Answer:
    def stamp(when: datetime) -> str:
        return paper.feed_time.format(at=when) if paper.feed_time else format_datetime(when)

    shown = pages[:FEED_LENGTH]
    text = TEMPLATES.get_template(f"{paper.feed_form}.xml").render(paper=paper, pages=shown, base=base, stamp=stamp, note=NOTE)
    return Answer(200, f"application/{paper.feed_form}+xml; charset=utf-8", text.encode(), pages[0].published)


def _sitemap(pages: list[Page], base: str) -> bytes:
    return TEMPLATES.get_template("sitemap.xml").render(pages=pages, base=base).encode()


def _sitemaps(paper: Paper, pages: list[Page], base: str) -> dict[str, Answer]:
    """Return a paper's sitemaps by path, in the form that its entry names."""
    if paper.sitemap is None:
        return {}
    path, form = paper.sitemap["path"], paper.sitemap["form"]
    if form == "text":
        lines = "".join(f"{base}{page.path}\n" for page in pages)
        return {path: Answer(200, "text/plain; charset=utf-8", lines.encode())}
    if form == "plain":
        return {path: Answer(200, "application/xml", _sitemap(pages, base))}
    if form == "halves":
        recent = [page for page in pages if page.published.year >= 2024]  # noqa: PLR2004 - where this paper cuts its sitemaps
        older = [page for page in pages if page not in recent]
        parts = {
            "sitemap-moi.xml": Answer(200, "application/xml", _sitemap(recent, base)),
            "sitemap-cu.xml.gz": Answer(200, "application/gzip", gzip.compress(_sitemap(older, base), mtime=0)),
        }
    else:
        years = sorted({page.published.year for page in pages}, reverse=True)
        parts = {
            f"sitemap-{year}.xml": Answer(
                200, "application/xml", _sitemap([page for page in pages if page.published.year == year], base)
            )
            for year in years
        }
    index = TEMPLATES.get_template("sitemap_index.xml").render(base=base, names=list(parts))
    return {path: Answer(200, "application/xml", index.encode())} | {f"/{name}": part for name, part in parts.items()}


def _files(paper: Paper, pages: list[Page], base: str) -> dict[str, Answer]:
    """Return the answers that are neither articles nor lists, by path."""
    robots = f"User-agent: *\nDisallow: {paper.forbidden}\n"
    if paper.sitemap:
        robots += f"\nSitemap: {base}{paper.sitemap['path']}\n"
    return {
        "/robots.txt": Answer(200, "text/plain; charset=utf-8", robots.encode()),
        paper.feed: _feed(paper, pages, base),
        **_sitemaps(paper, pages, base),
    }


def respond(paper_id: str, target: str, base: str) -> Answer:
    """Answer a request for `target` (path and query); `base` is the address under which the paper was asked."""
    paper = load_papers()[paper_id]
    every = load_pages(paper_id)
    pages = [page for page in every if not page.disallowed]
    split = urlsplit(target)
    query = {key: values[0] for key, values in parse_qs(split.query).items()}
    if split.path in ("/", "/index.php"):
        return _listing(paper, pages, base, "Trang chủ", 1, "/")
    if split.path.startswith("/anh/"):
        return Answer(200, "image/gif", PIXEL)
    if answer := _files(paper, pages, base).get(split.path):
        return answer
    # list pages of one paper link with more fields than the article's own address has
    wanted = f"{split.path}?id={query['id']}" if "id" in query else split.path
    if page := next((page for page in every if page.path == wanted), None):
        return _article(paper, page, base)
    return _section(paper, pages, base, target)


def _section(paper: Paper, pages: list[Page], base: str, target: str) -> Answer:
    """Answer for a page of a section's list, or with 404."""
    for key, (label, path) in paper.sections.items():
        own = [page for page in pages if page.section == key]
        for number in range(1, len(own) // paper.page_size + 2):
            if target == paper.paged(path, number):
                return _listing(paper, own, base, label, number, path)
    return not_found(paper)
