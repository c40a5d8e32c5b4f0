"""The sources of the sample press: papers and articles as written, and what a page reader should find in them.

An article is a text file: a TOML head between ``+++`` lines, then blocks separated by blank lines (see README.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOTE = "Trang báo mẫu: nội dung, nhân vật và số liệu là hư cấu."
PREFIXES = {"## ": "subhead", "> ": "caption", "! ": "box", "| ": "table"}
BODY_KINDS = ("sapo", "paragraph", "subhead", "box")
"""The kinds of blocks that make up an article's text, as in ``newsmine.records``."""
RELATED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article: its kind and its text (of a table row: the cells joined by ``" | "``)."""

    kind: str
    text: str

    @property
    def cells(self) -> list[str]:
        """The cells of a table row."""
        return [cell.strip() for cell in self.text.split("|")]


@dataclass(frozen=True, slots=True)
class Paper:
    """A newspaper as ``papers.toml`` has it: its names, its addresses as templates, its sections (key to label and path)."""

    id: str
    name: str
    motto: str
    host: str
    port_offset: int
    page_size: int
    provinces: tuple[str, ...]
    sections: dict[str, tuple[str, str]]
    time: str
    article: str
    hidden: str
    forbidden: str
    paging: str
    feed: str
    feed_time: str = ""
    feed_form: str = "rss"
    sitemap: dict[str, str] | None = None
    legacy_charset_before: int = 0
    charset_in_header: bool = True

    def paged(self, path: str, number: int) -> str:
        """Return the address of a list's page: each paper counts in its own way."""
        return path if number == 1 or path == "/" else self.paging.format(path=path, n=number)


@dataclass(frozen=True, slots=True)
class Page:
    """An article page: its head and its blocks, sapo first."""

    paper: str
    slug: str
    id: int
    title: str
    section: str
    published: datetime
    author: str
    signature: str
    syndicated_from: str | None
    source_line: str | None
    related: tuple[str, ...]
    disallowed: bool
    blocks: tuple[Block, ...]

    @property
    def sapo(self) -> str:
        """The lead paragraph."""
        return self.blocks[0].text

    @property
    def path(self) -> str:
        """The page's own address inside its newspaper."""
        paper = load_papers()[self.paper]
        return (paper.hidden if self.disallowed else paper.article).format(page=self, at=self.published)


@cache
def load_papers() -> dict[str, Paper]:
    """Return the newspapers by id, in the order of ``papers.toml``."""
    with (HERE / "papers.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {
        key: Paper(
            id=key,
            sections={name: (label, path) for name, (label, path) in row.pop("sections").items()},
            provinces=tuple(row.pop("provinces")),
            **row,
        )
        for key, row in raw.items()
    }


def _blocks(body: str) -> Iterator[Block]:
    """Split the part after the head into blocks; each line of a box or table is a block of its own."""
    first = True
    for chunk in body.split("\n\n"):
        for line in filter(None, map(str.strip, chunk.splitlines())):
            prefix = next((p for p in PREFIXES if line.startswith(p)), "")
            kind = PREFIXES.get(prefix, "sapo" if first else "paragraph")
            text = line.removeprefix(prefix).strip()
            yield Block(kind, " | ".join(c.strip() for c in text.split("|")) if kind == "table" else text)
            first = False


def read_page(path: Path) -> Page:
    """Read one source file; a fault in it is a ``ValueError`` that names the file."""
    _, head_text, body = path.read_text("utf-8").split("+++\n", 2)
    head: dict[str, Any] = tomllib.loads(head_text)
    blocks = tuple(_blocks(body))
    if not blocks or blocks[0].kind != "sapo":
        raise ValueError(f"{path.name}: the first block must be the sapo")
    page = Page(
        paper=path.parent.name,
        slug=path.stem,
        author=head.get("author", ""),
        signature=head.pop("signature", head.get("author", "")),
        syndicated_from=head.pop("syndicated_from", None),
        source_line=head.pop("source_line", None),
        related=tuple(head.pop("related", ())),
        disallowed=head.pop("disallowed", False),
        blocks=blocks,
        **{key: head.pop(key) for key in ("id", "title", "section", "published")},
    )
    unknown = set(head) - {"author"}
    if unknown:
        raise ValueError(f"{path.name}: unknown keys in the head: {', '.join(sorted(unknown))}")
    return page


@cache
def load_pages(paper: str) -> tuple[Page, ...]:
    """Return all pages of a newspaper, newest first, the disallowed one included."""
    pages = [read_page(path) for path in sorted((HERE / "articles" / paper).glob("*.md"))]
    return tuple(sorted(pages, key=lambda page: (page.published, page.id), reverse=True))


def related_pages(page: Page) -> tuple[Page, ...]:
    """Return the pages that a page's related box links to: those it names, else the newest earlier ones of its section."""
    pages = load_pages(page.paper)
    if page.related:
        by_slug = {other.slug: other for other in pages}
        return tuple(by_slug[slug] for slug in page.related)
    earlier = [p for p in pages if p.section == page.section and p.published < page.published and not p.disallowed]
    return tuple(earlier[:RELATED_SHOWN])


def runs(blocks: tuple[Block, ...]) -> list[tuple[str, list[Block]]]:
    """Group the blocks after the sapo: the lines of one box or table stand together, every other block alone."""
    out: list[tuple[str, list[Block]]] = []
    for kind, group in groupby(blocks[1:], key=lambda block: block.kind):
        if kind in ("box", "table"):
            out.append((kind, list(group)))
        else:
            out.extend((kind, [block]) for block in group)
    return out


def expected(paper: str, slug: str) -> dict[str, Any]:
    """Return what a page reader should find on a page (see README.md), as JSON-able values."""
    page = next(p for p in load_pages(paper) if p.slug == slug)
    related = [other.title for other in related_pages(page)]
    closing = [("signature", page.signature), ("source_line", page.source_line), ("note", NOTE)]
    return {
        "paper": paper,
        "slug": slug,
        "path": page.path,
        "title": page.title,
        "section": load_papers()[paper].sections[page.section][0],
        "published": page.published.isoformat(),
        "author": page.author,
        "sapo": page.sapo,
        "captions": [block.text for block in page.blocks if block.kind == "caption"],
        "signature": page.signature or None,
        "source_line": page.source_line,
        "syndicated_from": page.syndicated_from,
        "related": related,
        "note": NOTE,
        "blocks": [
            {"kind": kind, "text": text}
            for kind, text in [("title", page.title), *((b.kind, b.text) for b in page.blocks), *closing]
            if text
        ],
        "text": "\n".join(block.text for block in page.blocks if block.kind in BODY_KINDS),
    }
