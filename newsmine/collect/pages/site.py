"""A page of a known layout: the selectors of the newspaper's entry in the registry say what stands where."""

from __future__ import annotations

from typing import Any

from newsmine.collect.dates import parse_time
from newsmine.collect.pages.closing import is_caption
from newsmine.collect.pages.dom import attr, element_text, select
from newsmine.collect.pages.marks import tables_of
from newsmine.collect.pages.walk import DROP, Piece, walk

__all__ = ["site_pieces", "site_time", "site_title"]

_MARKED = ("sapo", "subhead", "caption", "box", "table", "signature", "source_line", "related", "note")


def site_pieces(root: Any, selectors: dict[str, Any]) -> list[Piece]:
    """Return the typed lines of a page by its layout's selectors; empty where the layout's ``body`` is not on the page."""
    bodies = select(root, selectors["body"])
    if not bodies:
        return []
    marks: dict[Any, str] = {}
    for css in _list(selectors.get("drop")):
        marks.update(dict.fromkeys(select(root, css), DROP))
    wanted: dict[Any, str] = dict.fromkeys(bodies, "")
    for kind in _MARKED:
        for css in _list(selectors.get(kind)):
            for element in select(root, css):
                marks[element] = kind
                wanted.setdefault(element, kind)
    tables_of(root, marks)
    rescued = _rescued(wanted, marks)
    pieces: list[Piece] = []
    inside: set[Any] = set()
    # iter() gives page order; what stands inside a stretch already walked is not walked again.
    for element in root.iter():
        if element in wanted and not inside.intersection(element.iterancestors()):
            inside.add(element)
            pieces.extend(walk(element, marks, wanted[element], rescued))
    for piece in pieces:
        if not piece.kind and is_caption(piece):
            piece.kind = "caption"
    return pieces


def _list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _rescued(wanted: dict[Any, str], marks: dict[Any, str]) -> dict[Any, list[Any]]:
    """For each dropped box, the related titles in it: they are kept, as what they are, though the box is no text."""
    out: dict[Any, list[Any]] = {}
    for element, kind in wanted.items():
        if kind == "related":
            boxes = [above for above in element.iterancestors() if marks.get(above) == DROP]
            if boxes:
                out.setdefault(boxes[-1], []).append(element)
    return out


def site_title(root: Any, selectors: dict[str, Any]) -> str | None:
    """Return the title by the layout's selector, or None."""
    found = select(root, selectors["title"]) if "title" in selectors else []
    return (element_text(found[0]) or None) if found else None


def site_time(root: Any, selectors: dict[str, Any]) -> str | None:
    """Return the time of publication by the layout's selector (attribute ``datetime`` before the text), or None.

    Of several selectors the first that finds a time wins.
    """
    for css in _list(selectors.get("published")):
        for element in select(root, css):
            for printed in (attr(element, "datetime"), attr(element, "content"), element_text(element)):
                if printed and (stamp := parse_time(printed)):
                    return stamp
    return None
