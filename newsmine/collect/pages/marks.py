"""What the names in a page's markup say: caption, related box, advertisement, closing signature and the like."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from newsmine._data import data_toml
from newsmine.collect.pages.dom import attr, element_text
from newsmine.collect.pages.walk import DROP

__all__ = ["any_of", "generic_marks", "named", "tables_of"]

_ALWAYS_DROP = {"nav", "footer", "header", "aside"}
_SHORT = 120
_ROLES = {"navigation": DROP, "banner": DROP, "contentinfo": DROP, "search": DROP, "complementary": DROP}
_FEW_CELLS, _LONG_CELL = 2, 120


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
    pattern = any_of("names", key)
    return [element for element in root.iter() if isinstance(element.tag, str) and pattern.search(_names(element))]


def generic_marks(root: Any) -> dict[Any, str]:
    """Mark elements of a page nobody wrote a rule for, by tag, role, class and id."""
    marks: dict[Any, str] = {}
    patterns = [(kind, any_of("names", kind)) for kind in ("drop", "caption", "related", "box", "signature", "source_line")]
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in {"html", "body", "main", "article"}:
            continue
        if tag in _ALWAYS_DROP or attr(element, "role") in _ROLES or "display:none" in attr(element, "style").replace(" ", ""):
            marks[element] = DROP
        elif tag == "figcaption":
            marks[element] = "caption"
        elif names := _names(element).strip():
            for kind, pattern in patterns:
                if pattern.search(names):
                    if kind not in {"signature", "source_line"} or len(element_text(element)) <= _SHORT:
                        marks[element] = kind
                    break
    tables_of(root, marks)
    return marks


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
