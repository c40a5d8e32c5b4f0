"""A page of no known layout: trafilatura says which lines are the article's, our own marks say what each of them is."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import Any

from newsmine.collect.dates import parse_time
from newsmine.collect.pages.closing import is_caption
from newsmine.collect.pages.marks import any_of, generic_marks, named
from newsmine.collect.pages.walk import DROP, Piece, walk

__all__ = ["generic_pieces"]

_NOT_WORDS = re.compile(r"[\W_]+")
_SURE = 25  # letters from which a line found anywhere in the chosen text counts as chosen
_SWALLOWS = 0.35  # share of the chosen text that a marked element may hold before its mark is taken for a mistake
_GAP = 40  # shortest line that is added where it stands between chosen lines in the same container
_COVERED = 0.7
_OPENING = 60
_LINKS = 0.8
_MANY_LINKS = 0.5
_SOME_LINKS = 0.3
_OPENING_LINES = 6  # lines from the first chosen one among which the sapo may stand


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", text).lower()


def _chosen(root: Any) -> list[str]:
    """Lines that trafilatura takes for the article's."""
    import trafilatura

    found = trafilatura.bare_extraction(copy.deepcopy(root), include_comments=False, include_tables=True, with_metadata=False)
    text = getattr(found, "text", None) if found is not None else None
    return [line for line in (text or "").split("\n") if line.strip()]


def generic_pieces(root: Any, title: str | None, description: str | None) -> list[Piece]:
    """Return the lines of a page's article, typed as far as place and markup tell; empty where there is no article.

    ``title`` and ``description`` (from the page's head) help to find the sapo, which trafilatura often leaves out.
    """
    lines = _chosen(root)
    if not lines:
        return []
    exact = {_plain(line) for line in lines} - {""}
    whole = "".join(_plain(line) for line in lines)
    body = root.find(".//body")
    top = body if body is not None else root
    marks = generic_marks(top)
    _unmark(top, marks, exact, whole)
    pieces = walk(top, marks)
    leads_on = any_of("closing", "related")
    for piece in pieces:
        if not piece.kind and piece.link_share > _SOME_LINKS and leads_on.fullmatch(piece.text):
            piece.kind = "related"
    keys = [_plain(piece.text) for piece in pieces]
    taken = [bool(key) and (key in exact or (len(key) >= _SURE and key in whole)) for key in keys]
    taken = [hit and piece.kind != "related" for hit, piece in zip(taken, pieces, strict=True)]
    if sum(len(key) for key, hit in zip(keys, taken, strict=True) if hit) < _COVERED * len(whole):
        return [Piece("", line.lstrip("- ").strip(), root, "p") for line in lines]
    taken = _trim_title(pieces, keys, taken, _plain(title or ""))
    home = _fill(pieces, taken)
    if True not in taken:
        return []
    first, last = taken.index(True), len(taken) - 1 - taken[::-1].index(True)
    first = _find_sapo(pieces, keys, taken, first, _plain(description or ""), top)
    end = last + _after(pieces, last, home) + 1
    return _kept(pieces[first:end], taken[first:end])


def _kept(pieces: list[Piece], taken: list[bool]) -> list[Piece]:
    """Keep the chosen lines and the marked ones among them; the line of author and time under the headline goes."""
    begun = False
    out = []
    for piece, hit in zip(pieces, taken, strict=True):
        if not hit and piece.kind not in {"caption", "related", "table", "signature", "source_line"}:
            continue
        if not begun and (piece.kind in {"signature", "source_line"} or (not piece.kind and _is_stamp(piece.text))):
            continue
        if piece.kind == "" and is_caption(piece):
            piece.kind = "caption"
        begun = begun or piece.kind in {"", "sapo", "box"}
        out.append(piece)
    return out


def _is_stamp(text: str) -> bool:
    """Whether a line is nothing but a time of publication: ``Thứ ba, ngày 14-07-2020 | 07:30``."""
    return len(text) <= _OPENING and (parse_time(text) or "")[10:11] == "T"


def _after(pieces: list[Piece], last: int, home: Any) -> int:
    """How many marked closing lines stand right after the last chosen one (related titles only inside the same container)."""
    count = 0
    for piece in pieces[last + 1 :]:
        inside = piece.kind == "related" and home in piece.element.iterancestors()
        if piece.kind not in {"signature", "source_line", "caption"} and not inside:
            break
        count += 1
    return count


def _unmark(top: Any, marks: dict[Any, str], exact: set[str], whole: str) -> None:
    """Take back marks of elements that hold much of the chosen text: their names mislead."""
    total = max(1, len(whole))
    for element, kind in list(marks.items()):
        if kind in {DROP, "related", "caption", "signature", "source_line"}:
            held = 0
            for piece in walk(element, {}):
                key = _plain(piece.text)
                if key in exact or (len(key) >= _SURE and key in whole):
                    held += len(key)
            if held > _SWALLOWS * total and element is not top:
                del marks[element]


def _trim_title(pieces: list[Piece], keys: list[str], taken: list[bool], title: str) -> list[bool]:
    """Leave the headline out of the body, however often it is printed above it."""
    return [
        hit and not (title and key == title and piece.kind in {"", "subhead"})
        for piece, key, hit in zip(pieces, keys, taken, strict=True)
    ]


def _fill(pieces: list[Piece], taken: list[bool]) -> Any:
    """Take lines that trafilatura left out though they stand between chosen ones in the same container; returns the container."""
    hits = [index for index, hit in enumerate(taken) if hit]
    if not hits:
        return None
    homes: dict[Any, int] = {}
    for index in hits:
        parent = pieces[index].element.getparent()
        homes[parent] = homes.get(parent, 0) + len(pieces[index].text)
    home = max(homes, key=lambda parent: homes[parent])
    for index in hits:
        # Lists of links that trafilatura took along stand outside the container that holds the body.
        outside = home not in pieces[index].element.iterancestors() and pieces[index].element is not home
        if outside and pieces[index].link_share > _LINKS:
            taken[index] = False
    hits = [index for index, hit in enumerate(taken) if hit]
    for index in range(hits[0], hits[-1]) if hits else ():
        piece = pieces[index]
        inside = piece.element.getparent() is home or piece.element is home
        plain = not piece.kind and (len(piece.text) >= _GAP or piece.all_strong)
        if not taken[index] and inside and (plain or piece.kind == "subhead") and piece.link_share < _MANY_LINKS:
            taken[index] = True
    return home


def _find_sapo(pieces: list[Piece], keys: list[str], taken: list[bool], first: int, description: str, top: Any) -> int:
    """Mark the sapo: the line that repeats the page's description, or stands above the body in an element named so."""
    opening = description[:_OPENING]
    candidates: Iterable[int] = range(min(first + _OPENING_LINES, len(pieces)))
    leads = set(named(top, "sapo"))
    if opening and len(opening) >= _SURE:
        for index in candidates:
            if keys[index].startswith(opening) or (len(keys[index]) >= _OPENING and opening in keys[index][: _OPENING * 2]):
                return _mark_sapo(pieces, taken, index, first)
    for index in candidates:
        element = pieces[index].element
        if len(keys[index]) >= _SURE and (element in leads or element.getparent() in leads) and pieces[index].link_share < 0.5:  # noqa: PLR2004
            return _mark_sapo(pieces, taken, index, first)
    return first


def _mark_sapo(pieces: list[Piece], taken: list[bool], index: int, first: int) -> int:
    pieces[index].kind = "sapo"
    taken[index] = True
    return min(index, first)
