"""Words before a number, read backwards from it: bounds, change, level, status."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml

__all__ = ["Before", "read_before"]

_RANK = {"about": 1, "nearly": 2, "more_than": 3, "less_than": 3, "at_least": 4, "at_most": 4}
_AFTER_BOUND = frozenset({"là", "tới", "đến", "có", "được", "thêm", "mức"})  # *ít nhất là 3*, *khoảng được 20*
_WINDOW = 56
_LONGEST = 4


class Before(NamedTuple):
    """What stands before a number: ``start`` of the span with its bound and change words, and what they say."""

    start: int
    bound: str = "exact"
    change: str | None = None
    level: bool = False
    multiple: bool = False
    estimate: bool = False
    source: bool = False
    words: tuple[str, ...] = ()


@cache
def _table() -> dict[str, tuple[str, str]]:
    data = data_toml("newsmine.numerals", "words_before.toml")
    out = dict.fromkeys(data["filler"]["words"], ("filler", ""))
    out |= dict.fromkeys(data["change"]["level"], ("level", ""))
    out |= {word: ("change", kind) for kind in ("increase", "decrease") for word in data["change"][kind]}
    out |= {word: ("bound", bound) for bound, words in data["bound"].items() for word in words}
    return out


@cache
def _lasts() -> frozenset[str]:
    return frozenset(word.rsplit(" ", 1)[-1] for word in _table())


@cache
def _not_bound() -> dict[str, frozenset[str]]:
    return {word: frozenset(before) for word, before in data_toml("newsmine.numerals", "words_before.toml")["not_bound"].items()}


_SPLIT = re.compile(r"\S+")


def read_before(low: str, limit: int, pos: int) -> Before:  # noqa: C901, PLR0912 - one branch a kind of word
    """Read the words before a number at ``pos``, no farther back than ``limit``."""
    if pos - limit > 1 and low[pos - 1] == " ":
        at = low.rfind(" ", limit, pos - 1) + 1
        last = low[max(at, limit) : pos - 1]
        if last.isalpha() and last not in _lasts():
            return Before(pos, source=last == "từ")
    floor = max(limit, pos - _WINDOW)
    chunk = low[floor:pos]
    gap = len(chunk) - len(chunk.rstrip(" "))
    if gap > 1 or (gap == 0 and chunk and chunk[-1] not in "(“\"‘'><~≥≤"):
        return Before(pos)
    words = [(m.group(), floor + m.start()) for m in _SPLIT.finditer(chunk)]
    if floor > limit and words and low[floor - 1] not in " \n":
        words = words[1:]
    start, bound, change, level, multiple, estimate = pos, "exact", None, False, False, False
    fillers: list[str] = []
    used: list[str] = []
    table = _table()
    i = len(words)
    while i > 0:
        found = None
        for size in range(min(_LONGEST, i), 0, -1):
            group = words[i - size : i]
            key = " ".join(word for word, _ in group).lstrip("(“\"‘'-–")
            if key in table:
                found = (size, key, *table[key], group[0][1] + len(group[0][0]) - len(group[0][0].lstrip("(“\"‘'-–")))
                break
        if found is None:
            break
        size, key, kind, value, at = found
        previous = words[i - size - 1][0] if i > size else ""
        if kind == "bound":
            two = f"{words[i - size - 2][0]} {previous}" if i > size + 1 else ""
            if key in _not_bound() and (previous in _not_bound()[key] or two in _not_bound()[key]):
                break
            if change or level:
                if value != "about":
                    break
            if any(word not in _AFTER_BOUND for word in fillers) and not key.startswith("ước"):
                break
            if _RANK[value] > _RANK.get(bound, 0):
                bound = value
            estimate = estimate or key.startswith("ước")
            start = at
            fillers.clear()
        elif kind == "change":
            if level or change:
                break
            if key == "bớt" and previous in ("giảm", "cắt"):
                key = "giảm bớt"
            if any(word.startswith(("lên", "xuống")) for word in fillers):
                level = True
            else:
                change = value
                multiple = key.endswith("gấp")
            start = at if not level else start
            fillers.clear()
        elif kind == "level":
            if change or level:
                break
            level = True
            fillers.append(key)
        else:
            fillers.append(key)
        used.append(key)
        i -= size
        if low[at - 1 : at] in ("(", "“", '"', "-"):
            break
    source = i > 0 and words[i - 1][0] == "từ"
    return Before(start, bound, change, level, multiple, estimate, source, tuple(used))
