"""Who is who within one article: full names make people, later mentions are tied to them, and ties are left open.

A given name with an honorific (``ông Cương``) goes to the person whose full name ends so; among several the one with the same office,
then the same honorific, then the only one named in the same paragraph; otherwise nobody. An office alone (``Chủ tịch UBND tỉnh``)
goes to the one person to whom the article gives that office, before or after. ``ông``, ``bà``, ``vị này`` go to the nearest person
that fits. A wrong person costs more than a missing one: wherever two fit, the mention stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsmine.extractors.mentions import Found, honorifics
from newsmine.extractors.offices import Lexicon, Office, words_of
from newsmine.language.document import Document

__all__ = ["Draft", "resolve"]

_REACH = 2  # paragraphs back that a pronoun reaches


@dataclass(slots=True)
class Draft:
    """A person while the article is read; ``mentions`` are indexes into the list of found mentions."""

    key: str
    name: str
    words: tuple[str, ...]
    first: int
    mentions: list[int] = field(default_factory=list)
    honorifics: list[str] = field(default_factory=list)
    gender: str | None = None
    offices: list[tuple[Office, frozenset[str]]] = field(default_factory=list)


def resolve(doc: Document, found: Sequence[Found], lex: Lexicon) -> tuple[list[Draft], list[str | None]]:
    """Return the people in order of first mention, and for each mention the key of its person or None."""
    return _Article(doc, found, lex).run()


class _Article:
    def __init__(self, doc: Document, found: Sequence[Found], lex: Lexicon) -> None:
        self.text, self.found, self.lex = doc.text, found, lex
        self.paragraphs = [span.start for span in doc.paragraphs]
        self.doc = doc
        self.people: dict[str, Draft] = {}
        self.keys: list[str | None] = [None] * len(found)

    def run(self) -> tuple[list[Draft], list[str | None]]:
        for index, item in enumerate(self.found):
            if item.kind == "full":
                self._name(index, item)
        self._merge_endings()
        for index, item in enumerate(self.found):
            if item.kind == "given":
                self._given(index, item)
        for index, item in enumerate(self.found):
            if item.kind == "title":
                self._title(index, item)
        self._pronouns()
        people = sorted(self.people.values(), key=lambda person: person.first)
        return people, self.keys

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self.paragraphs, offset) - 1

    def _printed(self, item: Found) -> str:
        name = " ".join(self.text[item.start : item.end].split())
        return name.title() if name.isupper() and " " in name and "." not in name else name

    def _take(self, key: str, index: int, item: Found) -> None:
        person = self.people[key]
        person.mentions.append(index)
        self.keys[index] = key
        if item.honorific:
            word = self.text[item.honorific[0] : item.honorific[1]]
            entry = honorifics().get(word.lower())
            if item.kind != "pronoun":
                person.honorifics.append(word)
            if person.gender is None and entry is not None and not entry.plural and item.kind != "pronoun":
                person.gender = entry.gender
        if item.kind in {"full", "given"}:
            for stretch in item.stretches:
                for office in stretch.offices:
                    person.offices.append((office, words_of(self.text[office.title_start : office.end], self.lex)))

    def _name(self, index: int, item: Found) -> None:
        name = self._printed(item)
        key = name.lower()
        if key not in self.people:
            self.people[key] = Draft(key, name, tuple(name.split()), item.start)
        self._take(key, index, item)

    def _merge_endings(self) -> None:
        """Fold a name without a family name of its own (Phượng Hoa, Kim Thanh) into the one longer name that ends so."""
        for key in list(self.people):
            person = self.people[key]
            longer = [
                other
                for other in self.people.values()
                if len(other.words) > len(person.words) >= 2 and other.words[-len(person.words) :] == person.words  # noqa: PLR2004
            ]
            if len(longer) == 1 and self._fits(longer[0], person.gender):
                target = longer[0]
                for index in person.mentions:
                    self._take(target.key, index, self.found[index])
                target.mentions.sort()
                target.first = min(target.first, person.first)
                del self.people[key]

    @staticmethod
    def _fits(person: Draft, gender: str | None) -> bool:
        return gender is None or person.gender is None or person.gender == gender

    def _gender(self, item: Found) -> str | None:
        if item.honorific is None:
            return None
        entry = honorifics().get(self.text[item.honorific[0] : item.honorific[1]].lower())
        return entry.gender if entry else None

    def _given(self, index: int, item: Found) -> None:
        words = tuple(self.text[item.start : item.end].split())
        gender = self._gender(item)
        fitting = [
            person
            for person in self.people.values()
            if len(person.words) > len(words) and person.words[-len(words) :] == words and self._fits(person, gender)
        ]
        if not fitting and len(words) == 1 and item.rule == "honorific+name":
            # foreigners of East Asia are called by the family name: ông Tập, ông Kim
            fitting = [
                person for person in self.people.values() if len(person.words) > 1 and person.words[0] == words[0] and self._fits(person, gender)
            ]
            fitting = [person for person in fitting if not self._vietnamese(person)]
        person = fitting[0] if len(fitting) == 1 else self._tie(fitting, item) if fitting else None
        if person is not None:
            self._take(person.key, index, item)
        elif not fitting and item.honorific is not None:
            self._alone(index, item, words, gender)

    def _vietnamese(self, person: Draft) -> bool:
        return len(person.words) > 2 and person.words[0] in self.lex.names.strong  # noqa: PLR2004

    def _alone(self, index: int, item: Found, words: tuple[str, ...], gender: str | None) -> None:
        """Make a person of a short name that no longer one explains (anh Minh), one for each gender."""
        key = " ".join(words).lower() + (f" ({gender})" if gender else "")
        if key not in self.people:
            self.people[key] = Draft(key, " ".join(words), words, item.start)
        self._take(key, index, item)

    def _tie(self, fitting: list[Draft], item: Found) -> Draft | None:
        """Choose among people with the same given name: same office, same honorific, the only one named so far or near; else nobody."""
        if item.stretches:
            offices = [words_of(self.text[office.title_start : office.end], self.lex) for s in item.stretches for office in s.offices]
            same = [person for person in fitting if any(own <= mine or mine <= own for own in offices for _, mine in person.offices)]
            if len(same) == 1:
                return same[0]
        if item.honorific:
            word = self.text[item.honorific[0] : item.honorific[1]].lower()
            same = [person for person in fitting if any(own.lower() == word for own in person.honorifics)]
            if len(same) == 1:
                return same[0]
        before = [person for person in fitting if any(self.found[i].kind == "full" and self.found[i].start < item.start for i in person.mentions)]
        if len(before) == 1:
            return before[0]
        here = self._paragraph(item.start)
        for back in (0, 1):
            near = [
                person
                for person in fitting
                if any(self.found[i].kind == "full" and self.found[i].start < item.start and self._paragraph(self.found[i].start) == here - back for i in person.mentions)
            ]
            if near:
                return near[0] if len(near) == 1 else None
        return None

    def _title(self, index: int, item: Found) -> None:
        gender = self._gender(item)
        office = item.stretches[0].offices[0]
        printed = words_of(self.text[office.title_start : office.end], self.lex)
        head = words_of(office.head, self.lex)
        fitting = [
            person
            for person in self.people.values()
            if self._fits(person, gender) and any(self._same_office(office, head, printed, own, words) for own, words in person.offices)
        ]
        if len(fitting) > 1:
            exact = [person for person in fitting if any(printed == words for _, words in person.offices)]
            fitting = exact if len(exact) == 1 else fitting
        if len(fitting) == 1:
            self._take(fitting[0].key, index, item)

    def _same_office(self, office: Office, head: frozenset[str], printed: frozenset[str], own: Office, words: frozenset[str]) -> bool:
        if (own.qualifier == "former") != (office.qualifier == "former"):
            return False
        if office.head == "vị đại diện":
            rest = printed - head
            return bool(rest) and rest <= words
        if words_of(own.head, self.lex) != head:
            return False
        if not (printed <= words or words <= printed):
            return False
        # "Thủ tướng" alone is Viet Nam's, whoever else is named
        missing = words - printed
        return not (missing and office.head in {"thủ tướng", "chủ tịch nước", "bộ trưởng", "chủ tịch quốc hội"} and self._foreign(own))

    def _foreign(self, own: Office) -> bool:
        low = self.text[own.title_end : own.end].lower()
        return any(country in low for country in self.lex.names.countries if country != "việt nam")

    def _pronouns(self) -> None:
        """Tie each pronoun to the nearest person that fits, unless two fit equally."""
        sentences = [span.start for span in self.doc.sentences]
        for index, item in enumerate(self.found):
            if item.kind != "pronoun":
                continue
            gender = self._gender(item)
            reach = self._paragraph(item.start) - _REACH
            near: list[str] = []
            sentence = None
            for back in range(index - 1, -1, -1):
                other = self.found[back]
                if self._paragraph(other.start) < reach:
                    break
                key = self.keys[back]
                if key is None or not self._fits(self.people[key], gender):
                    continue
                where = bisect_right(sentences, other.start)
                if sentence is not None and where != sentence:
                    break
                sentence = where
                if key not in near:
                    near.append(key)
            if len(near) > 1 and gender is not None:
                sure = [key for key in near if self.people[key].gender == gender]
                near = sure if len(sure) == 1 else near
            if len(near) == 1:
                self._take(near[0], index, item)
