"""Pairs quotation marks of every kind in one pass; a mark without its partner costs nothing but itself.

Opening and closing are told by shape for curly marks and guillemets, and by what stands beside them for straight ones.
Each pair is closed within its paragraph, or in one of the next few where the next mark of the text closes it (a quotation
of several paragraphs). A mark that stays without a partner is dropped, and whatever was paired inside it is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.lexical import UPPER, trie

__all__ = ["Marked", "find_marks", "is_own"]

_MARK = re.compile(r"[“”„‟«»\"＂]|(?<!')''(?!')|(?<!,),,(?=\w)")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»‟")
_OWN_WORDS, _JOINED_WORDS = 9, 4  # words of the source's own in marks that make a clause mixed
_LED = re.compile(rf"\w: (?=[{UPPER}])")
_PARAGRAPHS = 5  # a quotation may run over so many line ends …
_LENGTH = 6000  # … and so many characters


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked stretch: ``[start, end)`` with its marks, ``[inner_start, inner_end)`` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    straight: bool
    found: int  # how many pairs had been found when it was opened
    line: int


def find_marks(text: str) -> list[Marked]:
    """Return the outermost marked stretches of a text, in order. Linear in the length of the text."""
    found: list[Marked] = []
    stack: list[_Open] = []
    line, line_start, last_line = 0, 0, -1
    for match in _MARK.finditer(text):
        start, end, shape = match.start(), match.end(), match.group()
        newlines = text.count("\n", line_start, start)
        line, line_start = line + newlines, start
        opens = _opens(text, start, end, shape, open_before=bool(stack))
        if stack and line > stack[0].line and (_lost(stack[0], line, last_line, start, opens=opens) or _other(text, start)):
            stack.clear()
            opens = _opens(text, start, end, shape, open_before=False)
        last_line = line
        if opens:
            if stack and shape not in _OPENING and any(item.straight for item in stack[-2:]):
                stack.clear()  # straight marks do not nest in each other: the earlier one has lost its partner
            stack.append(_Open(start, end, shape not in _OPENING, len(found), line))
        elif stack:
            begin = stack.pop()
            del found[begin.found :]
            found.append(Marked(begin.start, end, begin.inner, start))
    return found


def _lost(begin: _Open, line: int, last_line: int, here: int, *, opens: bool) -> bool:
    """Say whether a mark opened on an earlier line has no partner: the first mark below does not close it, or too late."""
    return opens or last_line > begin.line or line - begin.line > _PARAGRAPHS or here - begin.start > _LENGTH


def _other(text: str, here: int) -> bool:
    """Say whether a closing mark ends words that a colon in its own paragraph led to: their opening mark is the lost one."""
    return bool(_LED.search(text, max(text.rfind("\n", max(0, here - _LENGTH), here), here - _LENGTH), here))


def _opens(text: str, start: int, end: int, shape: str, *, open_before: bool) -> bool:
    """Say whether a mark opens: by its shape, unless what stands beside it says that it was typed the wrong way round."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    free_before = before.isspace() or before in "([{:-–—/“‘"
    free_after = after.isspace() or after in ".,;:!?)]}…”-–—/"
    if shape in _OPENING or shape == ",,":
        return not (open_before and free_after and not free_before)
    if shape in _CLOSING:
        return not open_before and free_before and not free_after
    if free_before and not free_after:
        return True
    if free_after and not free_before:
        return False
    return not open_before


@cache
def _titled() -> re.Pattern[str]:
    """Return the pattern of a noun right before marks that hold its name or motto: ``phong trào “…”``, ``phương châm “…”``."""
    return re.compile(
        rf"(?<!\w)(?:{trie(data_toml('newsmine.extractors', 'patterns.toml')['words']['titled'])})[ ]?:?[ ]?\Z", re.IGNORECASE
    )


def is_own(text: str, start: int, mark: Marked) -> bool:
    """Say whether marks inside a clause that begins at ``start`` hold words of the source's own, not a name, a motto or a term.

    Nine words and more are the source's own; four and more where they stand as a part of the sentence (after a comma, "và",
    "là", "rằng", at its beginning).
    """
    if is_title(text, mark):
        return False
    count = text.count(" ", mark.inner_start, mark.inner_end) + 1
    joined = mark.start == start or text.endswith((", ", "và ", "là ", "rằng ", ": "), start, mark.start)
    return count >= (_JOINED_WORDS if joined else _OWN_WORDS)


def is_title(text: str, mark: Marked) -> bool:
    """Say whether marks inside a clause hold a name or a motto: by the noun before them, or by a capital inside the sentence."""
    if _titled().search(text, max(0, mark.start - 40), mark.start):
        return True
    return text[mark.inner_start].isupper() and text[: mark.start].rstrip()[-1:] not in {":", ","}
