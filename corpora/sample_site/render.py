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


def local_time(paper: str, when: datetime) -> str:
    """Print a time as the paper does: ``Thứ Hai, 12/04/2021 08:15 (GMT+7)`` and two other forms."""
    day = WEEKDAYS[when.weekday()]
    if paper == "songkon":
        return f"{day}, {when.day}/{when.month}/{when.year}, {when.hour}:{when:%M} [GMT+7]"
    if paper == "bathac":
        return f"{day.capitalize()}, ngày {when:%d-%m-%Y} | {when:%H:%M}"
    return f"{day}, {when:%d/%m/%Y} {when:%H:%M} (GMT+7)"


def to_windows_1258(text: str) -> bytes:
    """Encode for the Vietnamese code page of Windows, which writes tone marks as characters of their own."""
    out: list[str] = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts if mark in TONES), "")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else char)
    return "".join(out).encode("cp1258", "xmlcharrefreplace")


def _html(paper: Paper, template: str, changed: datetime, *, charset: str = "utf-8", **values: object) -> Answer:
    source = TEMPLATES.get_template(f"{paper.layout}_{template}.html")
    text = source.render(
        paper=paper, note=NOTE, charset=charset, local_time=lambda when: local_time(paper.id, when), runs=runs, **values
    )
    body = to_windows_1258(text) if charset == "windows-1258" else text.encode("utf-8")
    # the old system of `bathac` sends no charset in its header: only the page's own <meta> tells
    header = "text/html" if paper.id == "bathac" else f"text/html; charset={charset}"
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
        page_path=lambda n: paged(paper, path, n), hidden=hidden,
    )  # fmt: skip


def paged(paper: Paper, path: str, number: int) -> str:
    """Return the address of a list's page: each paper counts in its own way."""
    if number == 1 or path == "/":
        return path
    return {"kycung": f"{path}/trang-{number}", "songkon": f"{path}?trang={number}", "bathac": f"{path}&page={number}"}[paper.id]


def not_found(paper: Paper) -> Answer:
    """Return the paper's page for an address that it does not have."""
    text = f"<html><title>{paper.name}</title>Không tìm thấy trang. {NOTE}</html>"
    return Answer(404, "text/html; charset=utf-8", text.encode())


def _feed(paper: Paper, pages: list[Page], base: str) -> Answer:
    def stamp(when: datetime) -> str:
        return f"{when:%d/%m/%Y %H:%M}" if paper.id == "songkon" else format_datetime(when)

    shown = pages[:FEED_LENGTH]
    text = TEMPLATES.get_template("feed.xml").render(paper=paper, pages=shown, base=base, stamp=stamp, note=NOTE)
    return Answer(200, "application/rss+xml; charset=utf-8", text.encode(), pages[0].published)


def _sitemap(pages: list[Page], base: str) -> bytes:
    return TEMPLATES.get_template("sitemap.xml").render(pages=pages, base=base).encode()


def _files(paper: Paper, pages: list[Page], base: str) -> dict[str, Answer]:
    """Return the answers that are neither articles nor lists, by path."""
    forbidden = "/noibo.php" if paper.id == "bathac" else "/noi-bo/"
    sitemap = {"kycung": "/sitemap.xml", "songkon": "/sitemap-news.xml"}.get(paper.id)
    robots = f"User-agent: *\nDisallow: {forbidden}\n" + (f"\nSitemap: {base}{sitemap}\n" if sitemap else "")
    files = {"/robots.txt": Answer(200, "text/plain; charset=utf-8", robots.encode())}
    files[{"kycung": "/rss/home.rss", "songkon": "/rss.xml", "bathac": "/rss.php"}[paper.id]] = _feed(paper, pages, base)
    if paper.id == "songkon":
        files["/sitemap-news.xml"] = Answer(200, "application/xml", _sitemap(pages, base))
    if paper.id == "kycung":
        recent = [page for page in pages if page.published.year >= 2024]  # noqa: PLR2004 - where this paper cuts its sitemaps
        older = [page for page in pages if page not in recent]
        index = TEMPLATES.get_template("sitemap_index.xml").render(base=base, names=["sitemap-moi.xml", "sitemap-cu.xml.gz"])
        files["/sitemap.xml"] = Answer(200, "application/xml", index.encode())
        files["/sitemap-moi.xml"] = Answer(200, "application/xml", _sitemap(recent, base))
        files["/sitemap-cu.xml.gz"] = Answer(200, "application/gzip", gzip.compress(_sitemap(older, base), mtime=0))
    return files


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
    wanted = f"{split.path}?id={query['id']}" if paper_id == "bathac" and "id" in query else split.path
    if page := next((page for page in every if page.path == wanted), None):
        return _article(paper, page, base)
    return _section(paper, pages, base, split.path, query)


def _section(paper: Paper, pages: list[Page], base: str, path: str, query: dict[str, str]) -> Answer:
    """Answer for a section's list, or with 404."""
    path, _, trailing = path.partition("/trang-")
    number = trailing or query.get("trang") or query.get("page") or "1"
    if "muc" in query:
        path = f"{path}?muc={query['muc']}"
    for key, (label, section_path) in paper.sections.items():
        if path == section_path and number.isdecimal():
            own = [page for page in pages if page.section == key]
            return _listing(paper, own, base, label, int(number), section_path)
    return not_found(paper)
