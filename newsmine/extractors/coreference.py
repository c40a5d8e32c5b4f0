"""Who is who within one article: full names make people, later mentions are tied to them, and ties are left open.

A given name with an honorific (``ông Cương``) goes to the person whose full name ends so; among several to the one with the
same office, then the same honorific, then the only one named so far or near; otherwise to nobody. An office alone (``Chủ tịch
UBND tỉnh``) goes to the one person to whom the article gives that office, before or after. ``ông``, ``bà``, ``vị này`` go to the
nearest person that fits. A wrong person costs more than a missing one: wherever two fit, the mention stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsmine.extractors.address import honorifics
from newsmine.extractors.lexicon import Lexicon, words_of
from newsmine.extractors.mentions import SURE, Found
from newsmine.extractors.offices import Office
from newsmine.language.document import Document

__all__ = ["Draft", "resolve"]

_REACH = 2  # paragraphs back that a pronoun reaches
_STEPS = 60  # mentions back that a pronoun reaches
_TWO = 2
_CROWD = 12
_INITIAL = re.compile(r"\w{1,3}\.?")
# offices of the country: without a country's name they are Viet Nam's, whoever else is named
_NATIONAL = frozenset({"thủ tướng", "chủ tịch nước", "bộ trưởng", "chủ tịch quốc hội"})


@dataclass(slots=True)
class Draft:
    """A person while the article is read; ``mentions`` are indexes into the list of found mentions."""

    key: str
    name: str
    words: tuple[str, ...]
    first: int
    mentions: list[int] = field(default_factory=list)
    honorifics: set[str] = field(default_factory=set)
    gender: str | None = None
    offices: list[tuple[Office, frozenset[str]]] = field(default_factory=list)


def resolve(doc: Document, found: Sequence[Found], lex: Lexicon) -> tuple[list[Draft], list[str | None]]:
    """Return the people in order of first mention, and for each mention the key of its person or None."""
    article = _Article(doc, found, lex)
    article.each("full", article.name)
    article.merge()
    article.each("given", article.given)
    article.each("title", article.title)
    article.pronouns()
    return sorted(article.people.values(), key=lambda person: person.first), article.keys


class _Article:
    def __init__(self, doc: Document, found: Sequence[Found], lex: Lexicon) -> None:
        self.text, self.found, self.lex = doc.text, found, lex
        self.paragraphs = [span.start for span in doc.paragraphs]
        self.sentences = [span.start for span in doc.sentences]
        self.people: dict[str, Draft] = {}
        self.keys: list[str | None] = [None] * len(found)
        self.by_last: dict[str, list[Draft]] = defaultdict(list)
        self.by_first: dict[str, list[Draft]] = defaultdict(list)
        self.by_head: dict[frozenset[str], dict[str, Draft]] | None = None
        self._said: dict[str, frozenset[str]] = {}

    def each(self, kind: str, tie: Callable[[int, Found], None]) -> None:
        """Tie all mentions of a kind, in order."""
        for index, item in enumerate(self.found):
            if item.kind == kind:
                tie(index, item)

    def said(self, printed: str) -> frozenset[str]:
        """Return the words of a printed office."""
        words = self._said.get(printed)
        if words is None:
            words = self._said[printed] = words_of(printed, self.lex)
        return words

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self.paragraphs, offset) - 1

    def _word(self, item: Found) -> str:
        return self.text[item.honorific[0] : item.honorific[1]].lower() if item.honorific else ""

    def _gender(self, item: Found) -> str | None:
        entry = honorifics().get(self._word(item))
        return entry.gender if entry else None

    def _take(self, person: Draft, index: int) -> None:
        """Give a mention to a person."""
        item = self.found[index]
        person.mentions.append(index)
        self.keys[index] = person.key
        if item.kind == "pronoun":
            return
        if item.honorific:
            person.honorifics.add(self._word(item))
            person.gender = person.gender or self._gender(item)
        if item.kind != "title":
            for stretch in item.stretches:
                person.offices += [(office, self.said(self.text[office.title_start : office.end])) for office in stretch.offices]

    def name(self, index: int, item: Found) -> None:
        """Take a full name: the same name is the same person."""
        name = " ".join(self.text[item.start : item.end].split())
        if name.isupper() and " " in name and "." not in name:
            name = name.title()
        self._take(self._person(name.lower(), name, item), index)

    def _person(self, key: str, name: str, item: Found) -> Draft:
        person = self.people.get(key)
        if person is None:
            person = self.people[key] = Draft(key, name, tuple(name.split()), item.start)
            self.by_last[person.words[-1]].append(person)
            self.by_first[person.words[0]].append(person)
        return person

    def merge(self) -> None:
        """Fold a name without a family name of its own (Phương Hoa, Kim Thanh) into the one longer name that ends so."""
        for key in list(self.people):
            person = self.people[key]
            size = len(person.words)
            if size == 1 and (whole := self._spelled_out(person)) is not None:
                self._fold(key, whole)
                continue
            longer = [
                other
                for other in self.by_last[person.words[-1]]
                if len(other.words) > size and other.words[-size:] == person.words
            ]
            if size >= _TWO and len(longer) == 1 and self._fits(longer[0], person.gender):
                self._fold(key, longer[0])

    def _fold(self, key: str, target: Draft) -> None:
        """Give all mentions of a person to another one."""
        person = self.people.pop(key)
        for index in person.mentions:
            self._take(target, index)
        target.mentions.sort()
        target.first = min(target.first, person.first)
        self.by_last[person.words[-1]].remove(person)
        self.by_first[person.words[0]].remove(person)

    def _spelled_out(self, person: Draft) -> Draft | None:
        """Return the one person whose initials end with a single one: ``chị H.`` is ``chị N.T.H.``."""
        if _INITIAL.fullmatch(person.name) is None:
            return None
        longer = [
            other
            for other in self.people.values()
            if other is not person and other.name.endswith((f".{person.name}", f" {person.name}"))
        ]
        return longer[0] if len(longer) == 1 and self._fits(longer[0], person.gender) else None

    @staticmethod
    def _fits(person: Draft, gender: str | None) -> bool:
        return gender is None or person.gender is None or person.gender == gender

    def given(self, index: int, item: Found) -> None:
        """Tie a given name to a full one."""
        words = tuple(self.text[item.start : item.end].split())
        size = len(words)
        gender = self._gender(item)
        ending = [person for person in self.by_last[words[-1]] if len(person.words) > size and person.words[-size:] == words]
        fitting = [person for person in ending if self._fits(person, gender)]
        if not ending and size == 1 and item.rule == "honorific+name":
            # people of East Asia are called by the family name: ông Tập, ông Kim
            fitting = [
                person
                for person in self.by_first[words[0]]
                if len(person.words) > 1 and self._fits(person, gender) and not self._vietnamese(person)
            ]
        person = fitting[0] if len(fitting) == 1 else self._tie(fitting, item)
        if person is not None:
            self._take(person, index)
        elif not fitting and (item.honorific is not None or item.rule.endswith(SURE)):
            # a short name that no longer one explains (anh Minh): a person of its own, one for each gender
            name = " ".join(words)
            self._take(self._person(name.lower() + (f" ({gender})" if gender else ""), name, item), index)

    def _vietnamese(self, person: Draft) -> bool:
        return len(person.words) > _TWO and person.words[0] in self.lex.names.strong

    def _tie(self, fitting: list[Draft], item: Found) -> Draft | None:
        """Choose among people with the same given name by office, honorific, being the only one named so far or near."""
        if len(fitting) > _CROWD:
            return None  # a list of names: to weigh each against each would take its square
        offices = [self.said(self.text[office.title_start : office.end]) for part in item.stretches for office in part.offices]
        word = self._word(item)
        here = self._paragraph(item.start)
        full: dict[str, list[int]] = {}
        for person in fitting:
            names = (self.found[number] for number in person.mentions)
            full[person.key] = [name.start for name in names if name.kind == "full" and name.start < item.start]
        same_office = [p for p in fitting if any(own <= mine or mine <= own for own in offices for _, mine in p.offices)]
        same_honorific = [p for p in fitting if word in p.honorifics]
        so_far = [p for p in fitting if full[p.key]]
        near = [p for p in fitting if any(self._paragraph(start) == here for start in full[p.key])]
        return next((left[0] for left in (same_office, same_honorific, so_far, near) if len(left) == 1), None)

    def title(self, index: int, item: Found) -> None:
        """Tie an office that stands alone to the one person who holds it."""
        if self.by_head is None:
            self.by_head = defaultdict(dict)
            for person in self.people.values():
                for own, _ in person.offices:
                    self.by_head[self._head(own)][person.key] = person
        gender = self._gender(item)
        office = item.stretches[0].offices[0]
        printed = self.said(self.text[office.title_start : office.end])
        if office.head == "vị đại diện":
            rest = printed - self.said(office.head)
            holders = [p for p in self.people.values() if rest and any(rest <= words for _, words in p.offices)]
        else:
            same = self.by_head.get(self._head(office), {}).values()
            holders = [p for p in same if any(self._same_office(office, printed, own, words) for own, words in p.offices)]
        fitting = [person for person in holders if self._fits(person, gender)]
        if len(fitting) > 1:
            fitting = [person for person in fitting if any(printed == words for _, words in person.offices)]
        if len(fitting) == 1:
            self._take(fitting[0], index)

    def _head(self, office: Office) -> frozenset[str]:
        """Return the words of a title less what may go on it: Phó Thủ tướng (Thường trực)."""
        return self.said(office.head) - self.lex.after

    def _same_office(self, office: Office, printed: frozenset[str], own: Office, words: frozenset[str]) -> bool:
        if (own.qualifier == "former") != (office.qualifier == "former") or self._head(own) != self._head(office):
            return False
        if not (printed <= words or words <= printed):
            return False
        return words <= printed or office.head not in _NATIONAL or not self._foreign(own)

    def _foreign(self, own: Office) -> bool:
        low = self.text[own.title_end : own.end].lower()
        return any(country in low for country in self.lex.names.countries if country != "việt nam")

    def pronouns(self) -> None:
        """Tie each pronoun to the nearest person that fits, unless two fit equally."""
        for index, item in enumerate(self.found):
            if item.kind != "pronoun":
                continue
            gender = self._gender(item)
            near = self._near(index, gender)
            if len(near) > 1 and gender is not None:
                near = [key for key in near if self.people[key].gender == gender]
            if len(near) == 1:
                self._take(self.people[near[0]], index)

    def _near(self, index: int, gender: str | None) -> list[str]:
        """Return the people of the nearest sentence before a mention that names any who fits."""
        reach = self._paragraph(self.found[index].start) - _REACH
        near: list[str] = []
        sentence = None
        for back in range(index - 1, max(-1, index - 1 - _STEPS), -1):
            start = self.found[back].start
            key = self.keys[back]
            if self._paragraph(start) < reach:
                break
            if key is None or not self._fits(self.people[key], gender):
                continue
            where = bisect_right(self.sentences, start)
            if sentence is not None and where != sentence:
                break
            sentence = where
            if key not in near:
                near.append(key)
        return near
