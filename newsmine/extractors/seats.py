"""The unit that an office or a speaking body belongs to: ``locality_id`` of roles and of quotations.

A place printed in the organisation decides (``UBND huyện Kỳ Anh``); without one, the level of the body and the newspaper's
province, or the only place of that level which the article names (``UBND tỉnh``). Where two fit, none is given. Bodies of the
whole country have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from newsmine.extractors.dateline import reference_day
from newsmine.language.document import Document
from newsmine.places import body_level, body_place
from newsmine.places.mentions import PlaceMention, find_places
from newsmine.records import Person, Quotation, Role

__all__ = ["names_of", "places_of", "seat_people", "seat_quotations"]

_Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=1)
def places_of(text: str, on: str | None, exclude: _Spans, home: str | None = None) -> tuple[PlaceMention, ...]:
    """Return the places of a text in the reading view; the last text's are kept, for all who ask.

    ``home`` is the newspaper's province, which decides between namesakes.
    """
    return tuple(find_places(text, on=on, exclude=exclude, home=home))


def names_of(doc: Document, people: Iterable[Person]) -> _Spans:
    """Return the spans of all names of persons in the reading view: they are no places."""
    return tuple(doc.reading.view(start, end) for person in people for start, end in person.mentions)


class _Seats:
    """The places of one document, asked for only where an organisation needs them."""

    def __init__(self, doc: Document, people: Sequence[Person]) -> None:
        self.doc, self.people = doc, people
        self._found: tuple[PlaceMention, ...] | None = None
        self._known: dict[tuple[str, str | None], str | None] = {}
        day = reference_day(doc)
        self.on = day.isoformat() if day else None

    def places(self) -> tuple[PlaceMention, ...]:
        if self._found is None:
            self._found = places_of(self.doc.text, self.on, names_of(self.doc, self.people), self.doc.article.home)
        return self._found

    def of(self, start: int, end: int, phrase: str) -> str | None:
        """Return the unit of an organisation printed at a span of the source."""
        first, last = self.doc.reading.view(start, end)
        inside = [item for item in self.places() if first <= item.start and item.end <= last]
        if inside:
            # an office names its place smallest first, and what stands after it says only where that lies
            return inside[0].locality_id if inside[0].level != "country" else None
        level = body_level(phrase)
        if level is None or level == "country":
            return None
        if (phrase, level) not in self._known:
            around = [item.locality_id for item in self.places() if item.locality_id]
            found = body_place(phrase, on=self.on, home=self.doc.article.home, context=around)
            self._known[phrase, level] = found.locality_id if found else None
        return self._known[phrase, level]

    def role(self, role: Role) -> Role:
        if role.organisation is None:
            return role
        unit = self.of(role.end - len(role.organisation), role.end, role.organisation)
        return replace(role, locality_id=unit) if unit else role


def seat_people(doc: Document, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the people with the units of their offices."""
    if not any(role.organisation for person in people for role in person.roles):
        return tuple(people)
    seats = _Seats(doc, people)
    return tuple(
        replace(person, roles=tuple(seats.role(role) for role in person.roles)) if person.roles else person for person in people
    )


def seat_quotations(doc: Document, quotations: Sequence[Quotation], people: Sequence[Person]) -> tuple[Quotation, ...]:
    """Return the quotations with the unit of the speaker's office, or of the body that speaks."""
    roles = {(person.person_id, role.title, role.organisation): role for person in people for role in person.roles}
    seats = _Seats(doc, people)
    out = []
    for item in quotations:
        unit = None
        if item.person_id is not None and item.organisation is not None:
            role = roles.get((item.person_id, item.title, item.organisation))
            unit = role.locality_id if role else None
        elif item.speaker_kind in {"body", "unnamed"} and item.speaker and item.speaker_start is not None:
            unit = seats.of(item.speaker_start, item.speaker_end or item.speaker_start, item.speaker)
        out.append(replace(item, locality_id=unit) if unit else item)
    return tuple(out)
