"""Words before a number, read backwards from it: bounds, change, level, status."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml

__all__ = ["Before", "places_of", "read_before"]

_RANK = {"about": 1, "nearly": 2, "more_than": 3, "less_than": 3, "at_least": 4, "at_most": 4}
_AFTER_BOUND = frozenset({"bằng", "là", "tới", "đến", "có", "được", "thêm", "mức"})  # *ít nhất là 3*, *khoảng được 20*
_WINDOW = 56


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
def _lasts() -> dict[str, tuple[int, ...]]:
    """How many words the entries have that end with a word, the longest first."""
    sizes: dict[str, set[int]] = {}
    for entry in _table():
        sizes.setdefault(entry.rsplit(" ", 1)[-1], set()).add(entry.count(" ") + 1)
    return {last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()}


@cache
def places_of(word: str) -> frozenset[str]:
    """Nouns that a bound word stands before as a preposition of place, where few are counted."""
    return frozenset(data_toml("newsmine.numerals", "words_before.toml")["not_bound_before"].get(word, ()))


@cache
def _not_bound() -> dict[str, frozenset[str]]:
    return {word: frozenset(before) for word, before in data_toml("newsmine.numerals", "words_before.toml")["not_bound"].items()}


_OPENING = "(“\"‘'-–"  # marks that may hang before a word
_TIGHT = frozenset("(“\"‘'><~≥≤")  # signs that may stand right at the number, without a space
_STOPS_AT = frozenset('(“"-')


class _Word(NamedTuple):
    """An entry of the table where it is printed: ``size`` words, what it says."""

    size: int
    key: str
    kind: str
    value: str


def _last_word(words: list[str], count: int) -> _Word | None:
    """Return the longest entry of the table that the first ``count`` words end with."""
    table = _table()
    for size in _lasts().get(words[count - 1].lstrip(_OPENING), ()):
        if size <= count:
            key = " ".join(words[count - size : count]).lstrip(_OPENING)
            if key in table:
                return _Word(size, key, *table[key])
    return None


class _Stack:
    """What the words read so far, from the number backwards, say about it."""

    def __init__(self, pos: int) -> None:
        self.start = pos
        self.bound = "exact"
        self.change: str | None = None
        self.level = self.multiple = self.estimate = False
        self.fillers: list[str] = []
        self.used: list[str] = []

    def take(self, word: _Word, at: int, previous: str, two_before: str) -> bool:
        """Take one more entry, which begins at ``at``; False where it does not belong to the number."""
        if word.kind == "bound":
            taken = self._take_bound(word, at, previous, two_before)
        elif word.kind == "change":
            taken = self._take_change(word, at)
        else:
            taken = word.kind != "level" or not (self.change or self.level)
            if taken:
                self.level = self.level or word.kind == "level"
                self.fillers.append(word.key)
        if taken:
            self.used.append(word.key)
        return taken

    def _take_bound(self, word: _Word, at: int, previous: str, two_before: str) -> bool:
        no_bound_after = _not_bound().get(word.key, frozenset())
        if previous in no_bound_after or two_before in no_bound_after:
            return False
        if (self.change or self.level) and word.value != "about":
            return False
        rough = word.key.startswith("ước")
        if not rough and any(filler not in _AFTER_BOUND for filler in self.fillers):
            return False
        if _RANK[word.value] > _RANK.get(self.bound, 0):
            self.bound = word.value
        self.estimate = self.estimate or rough
        self.start = at
        self.fillers.clear()
        return True

    def _take_change(self, word: _Word, at: int) -> bool:
        if self.level or self.change:
            return False
        if any(filler.startswith(("lên", "xuống")) for filler in self.fillers):
            self.level = True
        else:
            self.change = word.value
            self.multiple = word.key.endswith("gấp")
            self.start = at
        self.fillers.clear()
        return True


def _no_word_of_ours(low: str, limit: int, pos: int) -> str | None:
    """Return the word right before ``pos`` where no entry of the table ends with it: the usual case, settled fast."""
    if pos - limit <= 1 or low[pos - 1] != " ":
        return None
    at = low.rfind(" ", limit, pos - 1) + 1
    last = low[max(at, limit) : pos - 1]
    return last if last.isalpha() and last not in _lasts() else None


def _words_before(low: str, limit: int, pos: int) -> list[str]:
    """Return the words that end right before ``pos``; none where something else stands between."""
    floor = max(limit, pos - _WINDOW)
    chunk = low[floor:pos]
    gap = len(chunk) - len(chunk.rstrip(" "))
    if gap > 1 or (gap == 0 and chunk and chunk[-1] not in _TIGHT):
        return []
    words = chunk.split()
    cut_off = floor > limit and words and low[floor - 1] not in " \n"
    return words[1:] if cut_off else words


def _begin(low: str, words: list[str], end: int) -> int:
    """Return where the first of some words begins, the last of which ends before ``end``, nothing but spaces between them."""
    for word in reversed(words):
        end = low.rindex(word, 0, end)
    return end


def read_before(low: str, limit: int, pos: int) -> Before:
    """Read the words before a number at ``pos``, no farther back than ``limit``."""
    other = _no_word_of_ours(low, limit, pos)
    if other is not None:
        return Before(pos, source=other == "từ")
    words = _words_before(low, limit, pos)
    stack = _Stack(pos)
    left = len(words)
    end = pos
    while left > 0 and (word := _last_word(words, left)):
        rest = left - word.size
        end = _begin(low, words[rest:left], end)
        at = end + len(words[rest]) - len(words[rest].lstrip(_OPENING))
        previous = words[rest - 1] if rest > 0 else low[limit - 1 : limit] if at == limit + 1 else ""
        two_before = f"{words[rest - 2]} {previous}" if rest > 1 else ""
        if not stack.take(word, at, previous, two_before):
            break
        left = rest
        if low[at - 1 : at] in _STOPS_AT:
            break
    source = left > 0 and words[left - 1].lstrip(_OPENING) == "từ"
    return Before(stack.start, stack.bound, stack.change, stack.level, stack.multiple, stack.estimate, source, tuple(stack.used))
