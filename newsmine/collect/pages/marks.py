"""What the names in a page's markup say: caption, related box, advertisement, closing signature and the like."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from newsmine._data import data_toml
from newsmine.collect.pages.dom import attr, element_text
from newsmine.collect.pages.walk import DROP

__all__ = ["any_of", "generic_marks", "named", "tables_of"]

_ALWAYS_DROP = {"nav", "footer", "header", "aside"}
_SPEAKING_ASIDES = {"related", "box"}
_SHORT = 120
_FIGURE = 600
_HEADLINE = 20
_BOX = 1500
_SHORT_KINDS = {"signature", "source_line", "subhead"}
_FEW_LINKS = 5
_NAMED = ("drop", "caption", "related", "box", "subhead", "signature", "source_line")
_PICTURES = "img", "picture", "video", "iframe", "amp-img"
_ROLES = {"navigation": DROP, "banner": DROP, "contentinfo": DROP, "search": DROP, "complementary": DROP}
_FEW_CELLS, _LONG_CELL = 2, 120
_ROWS, _COLUMNS, _MOST_COLUMNS, _SHORT_CELL = 3, 2, 12, 60


@cache
def any_of(section: str, key: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Compile all patterns of one list of ``pages.toml`` into one."""
    patterns = data_toml("newsmine.collect", "pages.toml")[section][key]
    return re.compile(f"{before}(?:{'|'.join(patterns)}){after}", re.IGNORECASE)


def _names(element: Any) -> str:
    kind = element.get("type") or element.get("data-type") or ""
    return f"{attr(element, 'class')} {attr(element, 'id')} {kind}".lower().replace("_", "-")


def named(root: Any, key: str) -> list[Any]:
    """Return the elements whose class or id says ``key`` (a list under ``[names]`` of ``pages.toml``)."""
    return [element for element in root.iter() if isinstance(element.tag, str) and _says(_names(element), key)]


@lru_cache(maxsize=16_384)
def _says(names: str, key: str) -> bool:
    return bool(names.strip()) and any_of("names", key).search(names) is not None


@lru_cache(maxsize=16_384)
def _kind_of(names: str) -> str | None:
    return next((kind for kind in _NAMED if any_of("names", kind).search(names)), None)


def generic_marks(root: Any) -> dict[Any, str]:
    """Mark elements of a page nobody wrote a rule for, by tag, role, class and id."""
    marks: dict[Any, str] = {}
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in {"html", "body", "main", "article"}:
            continue
        kind = _by_tag(element)
        by_name = _by_name(element) if kind is None or element.tag == "aside" else None
        if by_name in _SPEAKING_ASIDES or kind is None:
            kind = by_name
        if kind is not None:
            marks[element] = kind
    tables_of(root, marks)
    return marks


def _by_tag(element: Any) -> str | None:
    tag = element.tag
    hidden = "display:none" in attr(element, "style").replace(" ", "")
    beside = tag in _ALWAYS_DROP and not (tag == "header" and _heads_an_article(element))
    if hidden or beside or attr(element, "role") in _ROLES:
        return DROP
    if tag == "figcaption" or (tag == "figure" and _is_picture(element)):
        return "caption"
    return "box" if _is_framed(element) else None


def _is_framed(element: Any) -> bool:
    """Whether an element is drawn as a box of its own by its style: what a newspaper sets apart from the running text."""
    style = attr(element, "style").lower()
    drawn = element.tag in {"div", "td", "blockquote"} and "background" in style and "border" in style
    return drawn and len(element_text(element)) <= _BOX


def _heads_an_article(header: Any) -> bool:
    """Whether a ``<header>`` is the article's own (title, sapo, time) and not the site's."""
    if any(above.tag in {"article", "main"} for above in header.iterancestors()):
        return True
    heading = next(header.iter("h1"), None)
    return heading is not None and len(element_text(heading)) >= _HEADLINE and sum(1 for _ in header.iter("a")) <= _FEW_LINKS


def _is_picture(figure: Any) -> bool:
    """Whether a ``<figure>`` holds a picture and what is said of it, no table and no pulled quotation."""
    return (
        next(figure.iter(*_PICTURES), None) is not None
        and next(figure.iter("table", "blockquote"), None) is None
        and len(element_text(figure)) <= _FIGURE
    )


def _by_name(element: Any) -> str | None:
    names = _names(element).strip()
    kind = _kind_of(names) if names else None
    return kind if kind not in _SHORT_KINDS or len(element_text(element)) <= _SHORT else None


def tables_of(root: Any, marks: dict[Any, str]) -> None:
    """Tell tables apart: a picture with its caption, a table of data, or a frame that only lays out."""
    for table in root.iter("table"):
        if table in marks or table.find(".//table") is not None:
            continue
        rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
        texts = [element_text(cell) for row in rows for cell in row]
        filled = [text for text in texts if text]
        if table.find(".//img") is not None and len(filled) <= _FEW_CELLS and sum(map(len, filled)) < 4 * _SHORT:
            marks[table] = "caption"
        elif (
            sum(len(row) >= _FEW_CELLS for row in rows) >= _FEW_CELLS
            and filled
            and sum(map(len, filled)) / len(filled) <= _LONG_CELL
        ):
            marks[table] = "table"
        elif len(filled) == 1 and table.find(".//p") is not None:
            marks[table] = "box"
    for element in root.iter("div", "ul", "section"):
        if element not in marks and _is_drawn_table(element):
            marks[element] = "table"


def _is_drawn_table(element: Any) -> bool:
    """Whether an element without ``<table>`` is one: several rows of as many short cells each, figures among them."""
    rows = list(element)
    if len(rows) < _ROWS or not all(isinstance(row.tag, str) and _COLUMNS <= len(row) <= _MOST_COLUMNS for row in rows):
        return False
    width = len(rows[0])
    cells = [cell for row in rows for cell in row]
    plain = all(isinstance(cell.tag, str) and len(cell) == 0 and cell.tag not in {"a", "img", "br"} for cell in cells)
    if not plain or any(len(row) != width or (row.text or "").strip() for row in rows):
        return False
    texts = [element_text(cell) for cell in cells]
    figures = sum(any(char.isdigit() for char in text) for text in texts)
    return all(len(text) <= _SHORT_CELL for text in texts) and figures * 3 >= len(texts)
