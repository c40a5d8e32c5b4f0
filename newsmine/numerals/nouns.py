"""Nouns and classifiers of the table where they stand: the longest, what of it is taken, and its partners."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml

__all__ = ["SYLLABLES", "known_noun", "named_places", "noun_at", "stop_words"]

_PACKAGE = "newsmine.numerals"
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,5}")
_SYLLABLE = re.compile(r"[^\W\d_]+")
SYLLABLES = re.compile("[ -]")
_COMPOUND = 2
_TIMES_HEAD = 3  # a unit has at most so many times the syllables of its classifier: *vụ phạm pháp*, not *vụ phạm pháp hình sự*
_JOIN = re.compile(r" ?[,/] ?")
_AT = " ở"


@cache
def nouns() -> frozenset[str]:
    """All nouns and classifiers of the table."""
    table = data_toml(_PACKAGE, "nouns.toml")
    return frozenset(name for key in ("people", "events", "objects", "groups") for name in table[key])


@cache
def _persons() -> frozenset[str]:
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["persons"])


@cache
def _whole_names() -> frozenset[str]:
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["whole"])


@cache
def named_places() -> frozenset[str]:
    """Nouns that belong to the name after them."""
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["named_places"])


@cache
def stop_words() -> frozenset[str]:
    """Words that begin another phrase after a number."""
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["stop"])


@cache
def _siblings() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in data_toml(_PACKAGE, "nouns.toml")["coordinated"]:
        for name in row:
            out.setdefault(name, set()).update(row)
    return {name: frozenset(row) for name, row in out.items()}


@cache
def _runs() -> dict[str, re.Pattern[str]]:
    """Return the run of words to look up, as many as the longest noun of the table has, by its first word: most begin none."""
    longest: dict[str, int] = {}
    for name in nouns():
        words = SYLLABLES.split(name)
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    run = r"[^\W\d_]+(?:[ -][^\W\d_]+){{0,{}}}"
    patterns = {most: re.compile(run.format(most - 1)) for most in set(longest.values())}
    return {first: patterns[most] for first, most in longest.items()}


class _Noun(NamedTuple):
    """What the table says of a noun that stands in a text: how many characters of it are taken, and what holds for those."""

    length: int
    person: bool
    siblings: frozenset[str] | None


def _taken(noun: str) -> int:
    """Return how long the part of a noun of the table is that makes a unit, where no longer noun stands there."""
    table = nouns()
    ends = [match.start() for match in SYLLABLES.finditer(noun)] + [len(noun)]
    known = [end for end in ends if noun[:end] in table]
    if noun in _whole_names():
        return len(noun)
    head = _COMPOUND if ends[1:_COMPOUND] and ends[1] in known else 1
    return next((end for end in reversed(known) if ends.index(end) < _TIMES_HEAD * head), known[0])


@cache
def _noun_table() -> dict[str, _Noun]:
    taken = {noun: noun[: _taken(noun)] for noun in nouns()}
    return {noun: _Noun(len(part), part in _persons(), _siblings().get(part)) for noun, part in taken.items()}


def _noun(low: str, pos: int) -> _Noun | None:
    """Return the longest noun of the table that begins at ``pos``."""
    first = _SYLLABLE.match(low, pos)
    if first is None:
        return None
    run = first.group()
    words = _runs().get(run)
    if words is None:
        return None
    longest = words.match(low, pos)
    run = longest.group() if longest else run
    table = _noun_table()
    while (noun := table.get(run)) is None and run:
        run = run[: max(run.rfind(" "), run.rfind("-"), 0)]
    return noun


def known_noun(low: str, pos: int) -> int | None:
    """Return the end of the longest noun of the table that begins at ``pos``."""
    noun = _noun(low, pos)
    return None if noun is None else pos + noun.length


def noun_at(low: str, text: str, pos: int) -> int | None:
    """Return the end of the noun of the table at ``pos``, with its partners (*cán bộ, công chức*); None if there is none."""
    noun = _noun(low, pos)
    if noun is None:
        return None
    end = pos + noun.length
    if text[pos].isupper() and not text[pos : pos + 2].isupper() and " " not in low[pos:end]:
        return None
    if noun.person and text[end + 1 : end + 2].isupper():
        return None  # *3 chị Lan*: a name
    siblings = noun.siblings
    if low.endswith(_AT, pos, end) and (text[end + 1 : end + 2].isupper() or known_noun(low, end + 1)):
        end -= len(_AT)  # *7.900 nhà ở thành phố Yên Bái*: houses in a place
        siblings = _siblings().get(low[pos:end])
    return end if siblings is None else _with_partners(low, text, low[pos:end], end, siblings)


def _with_partners(low: str, text: str, first: str, end: int, siblings: frozenset[str]) -> int:
    """Return the end of a noun that ends at ``end`` with the partners that follow it."""
    while True:
        join = _JOIN.match(low, end)
        words = _WORDS.match(low, join.end()) if join else None
        if join is None or words is None:
            return end
        run = words.group()
        cuts = [len(run), *(i for i in range(len(run) - 1, 0, -1) if run[i] in " -")]
        name = next((run[:cut] for cut in cuts if run[:cut] in siblings), None)
        if name is None or name == first:
            return end
        after = join.end() + len(name)
        follows = text[after + 1 : after + 2]
        if low[after : after + 1] == " " and (follows.isdigit() or follows.isupper()):  # *3 thôn, xã Hòa An*
            return end
        end = after
