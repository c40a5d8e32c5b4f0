"""Pages of our own writing in layouts that no site rule knows, with what is to be read from them marked inside the page.

A page stands in ``tests/cases/collect/pages/GROUP/NAME.html``. Its first line is a comment ``<!-- gold {…} -->`` with fields of
the article; in the markup ``⟦kind:…⟧`` frames what is one block of that kind, ``⟦kind?:…⟧`` what may be one or be left out. The
marks are taken out before the page is read.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "tests" / "cases" / "collect" / "pages"
KINDS = {
    "title": "title", "sapo": "sapo", "p": "paragraph", "sub": "subhead", "box": "box", "cap": "caption", "table": "table",
    "sig": "signature", "src": "source_line", "rel": "related", "note": "note",
}  # fmt: skip
IN_TEXT = {"sapo", "paragraph", "subhead", "box"}
_MARK = re.compile(r"⟦(\w+)(\??):(.*?)⟧", re.DOTALL)
_HEAD = re.compile(r"<!-- gold (\{.*?\}) -->\s*")
_CELLS = re.compile(r"</t[dh]>\s*<t[dh][^>]*>")
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class LayoutPage:
    """A page, its blocks as (kind, text) in page order, what may be left out, and fields of its article."""

    name: str
    html: str
    blocks: tuple[tuple[str, str], ...]
    optional: frozenset[tuple[str, str]]
    fields: dict[str, Any]

    @property
    def text(self) -> str:
        """The article's text, a block a line."""
        return "\n".join(text for kind, text in self.blocks if kind in IN_TEXT)

    def of(self, kind: str) -> list[str]:
        """Texts of one kind of block."""
        return [text for one, text in self.blocks if one == kind]


def _plain(marked: str) -> str:
    return " ".join(html.unescape(_TAGS.sub("", _CELLS.sub(" | ", marked))).split())


def layout_page(path: Path) -> LayoutPage:
    """Read one page with its marks."""
    source = path.read_text(encoding="utf-8")
    head = _HEAD.match(source)
    if head is None:
        message = f"{path.name}: no gold in its first line"
        raise ValueError(message)
    marks = [(KINDS[kind], bool(maybe), _plain(text)) for kind, maybe, text in _MARK.findall(source)]
    blocks = tuple((kind, text) for kind, maybe, text in marks if not maybe)
    optional = frozenset((kind, text) for kind, maybe, text in marks if maybe)
    return LayoutPage(path.stem, _MARK.sub(r"\3", source[head.end() :]), blocks, optional, json.loads(head[1]))


def layout_pages(group: str = "*") -> list[LayoutPage]:
    """Return the pages of a group (``made_for``: rules were made with them at hand; ``unseen``: read before that), or all."""
    return [layout_page(path) for path in sorted(FOLDER.glob(f"{group}/*.html"))]
