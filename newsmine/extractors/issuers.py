"""Who issued a document: ``… của UBND tỉnh`` after it, ``Ban Thường vụ Thành ủy đã ban hành …`` before it."""

from __future__ import annotations

import re
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.lexical import trie
from newsmine.extractors.lexicon import lexicon
from newsmine.extractors.offices import stretches
from newsmine.extractors.organisations import Reader

__all__ = ["issuer_after", "issuer_before"]

_REACH = 140  # characters
_OF = re.compile(r",? (?:của|do) ")
_CLAUSE = re.compile(r"[.;:!?,]\s|\n")


def issuer_after(text: str, low: str, here: int) -> tuple[int, int] | None:
    """Return the body or office printed after "của"."""
    of = _OF.match(text, here)
    return _body(text, low, of.end()) if of else None


def issuer_before(text: str, low: str, start: int) -> tuple[int, int] | None:
    """Return the body or office that is the subject of a verb of issuing right before the document."""
    first = max(0, start - _REACH)
    for clause in _CLAUSE.finditer(text, first, start):
        first = clause.end()
    verb = _issues().search(low, first, start)
    if verb is None:
        return None
    found = _body(text, low, first, verb.start())
    if found:
        return found
    for body in lexicon().organisation.finditer(low, first, verb.start()):
        if text[body.start()].isupper() and (found := _body(text, low, body.start(), verb.start())):
            return found
    return None


@cache
def _issues() -> re.Pattern[str]:
    reading = data_toml("newsmine.extractors", "document_kinds.toml")["reading"]
    return re.compile(rf" (?:(?:{trie(reading['adverbs'])}) ){{0,3}}(?:{trie(reading['issues'])}) \Z")


def _body(text: str, low: str, start: int, end: int | None = None) -> tuple[int, int] | None:
    """Return the body or office that begins at a place (and, where an end is given, ends there)."""
    lex = lexicon()
    limit = min(len(text), start + _REACH)
    part, small = text[start:limit], low[start:limit]
    office = next(iter(stretches(part, small, lex)), None)
    if office is not None and office.start == 0:
        last = office.end
    else:
        last, first, _ = Reader(lex, part, small, frozenset()).read(0, 0)
        if first is None:
            return None
    last += start
    return (start, last) if end is None or last == end else None
