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
_AND = re.compile(r"(?: và| cùng|,) ")
_CLAUSE = re.compile(r"[.;:!?,]\s|\n")


def issuer_after(text: str, low: str, here: int) -> tuple[int, int] | None:
    """Return the body or office printed after "của"."""
    of = _OF.match(text, here)
    found = _body(text, low, of.end()) if of else None
    both = _AND.match(text, found[1]) if found else None
    second = _body(text, low, both.end()) if both else None
    together = found and second and low.startswith((" về ", " khóa "), second[1])
    return (found[0], second[1]) if found and second and together else found


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
    last_end = first
    for body in lexicon().organisation.finditer(low, first, verb.start()):
        if body.start() >= last_end and text[body.start()].isupper():
            whole = _body(text, low, body.start())
            if whole is None:
                continue
            last_end = whole[1]
            if last_end >= verb.start():
                return (body.start(), verb.start())
            # two bodies that issue together: Bộ Chính trị và Ban Bí thư ban hành …
            both = _AND.match(text, last_end)
            if both and (second := _body(text, low, both.end(), verb.start())):
                return (whole[0], second[1])
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
        begins = lex.organisation.match(small)
        known = begins is not None and (begins.group() in lex.bodies or begins.group() in lex.levels)
        last, first, _ = Reader(lex, part, small, frozenset()).read(0, 0)
        if first is None or not (known or part[:2].isupper()):
            return None
    last += start
    return (start, last) if end is None or last == end else None
