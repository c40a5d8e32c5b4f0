"""A stretch of a page to its lines of text in order, each with what is known about it from where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsmine.collect.pages.dom import MAX_DEPTH, element_text

__all__ = ["DROP", "Piece", "walk"]

DROP = "drop"
_SPACE = re.compile(r"[\s\u00a0]+")
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "st1:place", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
}  # fmt: skip
_SILENT = {
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "option", "textarea", "button",
    "input", "audio", "canvas", "head", "title", "meta", "link", "map",
}  # fmt: skip
_STRONG = {"b", "strong"}
_IMAGES = {"img", "picture", "video", "amp-img", "iframe", "embed", "object", "audio", "amp-video", "amp-youtube"}
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LONGEST_FORM = 600


@dataclass(slots=True)
class Piece:
    """One line of text of a page. ``kind`` is what its place says it is, or empty where the place says nothing."""

    kind: str
    text: str
    element: Any
    tag: str = ""
    linked: int = 0
    strong: int = 0
    slanted: int = 0
    after_image: bool = False
    tail: str = ""  # text of a closing bold stretch, where the line ends in one

    @property
    def link_share(self) -> float:
        """Share of the characters that are links."""
        return self.linked / max(1, len(self.text))

    @property
    def all_strong(self) -> bool:
        """Whether the line is bold from end to end."""
        return self.strong >= len(self.text) - 2

    @property
    def all_slanted(self) -> bool:
        """Whether the line is slanted from end to end."""
        return self.slanted >= len(self.text) - 2


class _Walker:
    def __init__(self, marks: Mapping[Any, str], rescued: Mapping[Any, list[Any]]) -> None:
        self.marks = marks
        self.rescued = rescued
        self.pieces: list[Piece] = []
        self.parts: list[str] = []
        self.linked = self.strong = self.slanted = 0
        self.tail = ""
        self.after_image = False
        self.breaks = 0

    def flush(self, kind: str, element: Any) -> None:
        text = _SPACE.sub(" ", "".join(self.parts)).strip()
        if text:
            tail = _SPACE.sub(" ", self.tail).strip()
            piece = Piece(
                kind, text, element, element.tag, self.linked, self.strong, self.slanted, self.after_image,
                tail if text.endswith(tail) and len(tail) < len(text) else "",
            )  # fmt: skip
            self.pieces.append(piece)
            self.after_image = False
        self.parts.clear()
        self.linked = self.strong = self.slanted = 0
        self.tail = ""

    def say(self, text: str | None, style: tuple[bool, bool, bool]) -> None:
        if not text:
            return
        self.parts.append(text)
        size = len(text.strip())
        linked, strong, slanted = style
        self.linked += size * linked
        self.strong += size * strong
        self.slanted += size * slanted
        if size:
            self.tail = self.tail + text if strong else ""

    def visit(self, element: Any, kind: str, style: tuple[bool, bool, bool], depth: int) -> None:  # noqa: C901 - one case a sort of tag
        tag = element.tag
        if not isinstance(tag, str) or depth > MAX_DEPTH:
            return
        mark = self.marks.get(element)
        if tag in _IMAGES and mark != DROP:
            self.after_image = True
            return
        if mark == DROP or (mark is None and (tag in _SILENT or (tag == "form" and _asks(element)))):
            for inner in self.rescued.get(element, ()):
                self.visit(inner, kind, style, depth + 1)
            return
        if tag == "br":
            self.breaks += 1
            self.flush(kind, element.getparent())
            return
        # In a box of related titles each link is a title of its own.
        inline = tag in _INLINE and mark is None and not (tag == "a" and kind == "related")
        if not inline:
            above = element.getparent()
            self.flush(kind, element if above is None else above)
        kind = mark or kind
        if tag == "table" and kind == "table":
            self.rows(element)
            return
        if kind == "table" and not inline and self.is_row(element):
            self.row([child for child in element if isinstance(child.tag, str)], element)
            return
        style = (style[0] or tag == "a", style[1] or tag in _STRONG, style[2] or tag in {"i", "em"})
        if tag in _HEADS and not kind:
            kind = "subhead"
        self.say(element.text, style)
        outer, breaks = style, self.breaks
        for child in element:
            self.visit(child, kind, style, depth + 1)
            self.say(child.tail, outer)
        if not inline or (self.breaks > breaks and _ends_line(element)):
            self.flush(kind, element)

    @staticmethod
    def is_row(element: Any) -> bool:
        """Whether an element of a table without ``<table>`` holds cells: several children and no child with children."""
        return len(element) > 1 and all(isinstance(child.tag, str) and len(child) == 0 for child in element)

    def rows(self, table: Any) -> None:
        for row in table.iter("tr"):
            if next((above for above in row.iterancestors("table")), table) is table:
                self.row([cell for cell in row if cell.tag in {"td", "th"}], row)

    def row(self, cells: list[Any], element: Any) -> None:
        texts = [element_text(cell) for cell in cells]
        if any(texts):
            self.pieces.append(Piece("table", " | ".join(texts), element, "tr"))


def _ends_line(inline: Any) -> bool:
    """Whether nothing of the same line follows an inline element."""
    following = inline.getnext()
    return not (inline.tail or "").strip() and (following is None or following.tag not in _INLINE)


def _asks(form: Any) -> bool:
    """Whether a form is one that readers fill in; some systems put the whole page into a form, and that one is transparent."""
    return len(element_text(form)) <= _LONGEST_FORM


def walk(root: Any, marks: Mapping[Any, str], kind: str = "", rescued: Mapping[Any, list[Any]] | None = None) -> list[Piece]:
    """Return the lines of text under ``root`` in page order.

    ``marks`` gives elements their kind (a kind of :data:`newsmine.records.BLOCK_KINDS`, or :data:`DROP`); what stands inside a
    marked element has its kind; ``rescued`` names elements inside a dropped one that are walked all the same. Breaks and block
    elements end a line; white space is one space. Of a table each row is a line, cells split by `` | ``.
    """
    walker = _Walker(marks, rescued or {})
    walker.visit(root, kind, (False, False, False), 0)
    walker.flush(kind, root)
    return walker.pieces
