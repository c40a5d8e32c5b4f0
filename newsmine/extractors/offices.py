"""Offices in text: title, organisation, qualifier, and several offices of one person joined (kiêm, comma, dash).

Works on the reading view. A title comes from ``data/titles.toml`` (and a user's :mod:`newsmine.extractors.knowledge`); the
organisation is what follows it as long as bodies, fields, levels (``data/organisations.toml``), names of places and
abbreviations go on (:mod:`newsmine.extractors.organisations`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newsmine.extractors.lexicon import Lexicon
from newsmine.extractors.names import CAPITALS, place_prefix
from newsmine.extractors.organisations import Reader

__all__ = ["Office", "Stretch", "stretches"]

_JOIN = re.compile(r",\s|\s?[-–—]\s?|;\s| |\s/\s")
_LONGEST_JOIN = 20  # characters between two offices of one person
_QUALIFIER = re.compile(r"(?<!\w)(nguyên là|phụ trách|tạm quyền|\w+|q\.) ?\Z")
_DEPUTY = re.compile(r"phó |p\.|thứ |pct|pgđ|pbt|\w+ phó")


@dataclass(frozen=True, slots=True)
class Office:
    """One office in the reading view; ``start`` takes in a qualifier, ``title_start`` does not."""

    start: int
    end: int
    title_start: int
    title_end: int
    organisation_start: int | None
    qualifier: str | None  # acting, deputy, former or None
    head: str  # title in small letters, without its qualifier
    common: bool  # a common noun too: an office only beside a name
    goes_on: bool = False  # may be longer than the tables know


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offices that belong together as printed; ``name_start`` is where a person's name follows at once (or None)."""

    start: int
    end: int
    offices: tuple[Office, ...]
    name_start: int | None = None

    def longer(self, end: int) -> Stretch:
        """Return the stretch with its last office up to ``end``; what a bare title is followed by becomes its organisation."""
        last = self.offices[-1]
        organisation = self.end + 1 if last.organisation_start is None else last.organisation_start
        return replace(self, end=end, offices=(*self.offices[:-1], replace(last, end=end, organisation_start=organisation)))

    def shorter(self, name_start: int) -> Stretch:
        """Return the stretch without the name that ends it, which begins at ``name_start``."""
        last, end = self.offices[-1], name_start - 1
        organisation = last.organisation_start if last.organisation_start is not None and last.organisation_start < end else None
        return replace(
            self,
            end=end,
            offices=(*self.offices[:-1], replace(last, end=end, organisation_start=organisation)),
            name_start=name_start,
        )


def stretches(text: str, low: str, lex: Lexicon) -> list[Stretch]:
    """Return all stretches of offices of a text, in order; none overlaps another. ``low`` is the text in small letters."""
    found = list(lex.title.finditer(low))
    found = [match for match in found if not _is_place(text, match.start(), match.group(), lex)]
    reader = Reader(lex, text, low, frozenset(match.start() for match in found))
    offices: list[tuple[Office, int | None]] = []
    last = 0
    for match in found:
        if match.start() < last:
            continue
        head = match.group()
        end, organisation, name = reader.read(match.start(), match.end())
        start, qualifier = _qualifier(lex, low, match.start(), last)
        if qualifier is None and _DEPUTY.match(head):
            qualifier = "deputy"
        common = head in lex.common
        office = Office(start, end, match.start(), match.end(), organisation, qualifier, head, common, reader.goes_on)
        offices.append((office, name))
        last = end
    return _joined(offices, text, low, lex)


def _is_place(text: str, start: int, head: str, lex: Lexicon) -> bool:
    """Tell whether what reads as a title is a place after the word for its level, or begins with one: xã Cổ Đông, xã Viên Sơn."""
    level, _, rest = head.partition(" ")
    if level in lex.levels and text[start].islower() and rest and text[start + len(level) + 1].isupper():
        return True
    if not (text[start].isupper() and text[text.rfind(" ", 0, max(0, start - 1)) + 1 : max(0, start - 1)] in lex.levels):
        return False
    run = CAPITALS.match(text, start)
    return run is not None and any(place_prefix(lex.names, run.group().split(" "), kind) > 1 for kind in ("commune", "district"))


def _qualifier(lex: Lexicon, low: str, start: int, least: int) -> tuple[int, str | None]:
    """Return start with the word before that says how the office is held, and which it is."""
    first = max(least, start - 12)
    found = _QUALIFIER.search(low, first, start)
    if found and found.group(1) in lex.qualifiers:
        return found.start(1), lex.qualifiers[found.group(1)]
    return start, None


def _joined(offices: list[tuple[Office, int | None]], text: str, low: str, lex: Lexicon) -> list[Stretch]:
    out: list[Stretch] = []
    group: list[Office] = []
    for index, (office, name) in enumerate(offices):
        group.append(office)
        following = offices[index + 1][0] if index + 1 < len(offices) else None
        if office.head in lex.loose and office.organisation_start is None:
            following = None  # "các cán bộ, Phó Bí thư …": not one person
        if name is None and following is not None and _joins(text, low, lex, office.end, following.start):
            continue
        out.append(Stretch(group[0].start, office.end, tuple(group), name))
        group = []
    return out


def _joins(text: str, low: str, lex: Lexicon, end: int, start: int) -> bool:
    if not 0 < start - end <= _LONGEST_JOIN:
        return False
    return bool(_JOIN.fullmatch(text, end, start) or lex.joins.fullmatch(low, end, start))
