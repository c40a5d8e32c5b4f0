"""People of an article, with the offices that it gives them and every place where it mentions them.

For extractors that need to know who stands where::

    index = index_people(doc)                  # once a document; pass it around
    for mention in index.mentions:             # in order; offsets of the reading view (doc.text)
        mention.start, mention.end             # the name alone ("Cương"), the office ("Chủ tịch UBND tỉnh"), the pronoun
        mention.full_start, mention.full_end   # with honorific, rank and the office right before or after
        mention.kind                           # full | given | title | pronoun
        mention.key                            # person, or None where the article names nobody or two people fit
        mention.roles                          # whole printed stretches of offices beside the name, as spans
    index.person(mention.key).name             # "Lục Mạnh Cương"; also honorific, gender, role (span), title, organisation
    index.role_of(mention)                     # span of the printed offices that hold for it (beside it or elsewhere)
    index.at(start, end)                       # mentions whose name overlaps a span

:func:`find_people` makes the records (source offsets) from the same index.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from newsmine.extractors.address import tables
from newsmine.extractors.coreference import Draft, resolve
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.lexicon import Lexicon, lexicon, words_of
from newsmine.extractors.mentions import Found, find_mentions
from newsmine.extractors.offices import Office
from newsmine.language.document import Document, Span
from newsmine.records import Person, Role, stable_id

__all__ = ["Figure", "Mention", "PeopleIndex", "find_people", "index_people"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a person in the reading view."""

    start: int
    end: int
    honorific: str | None  # as printed
    honorific_start: int | None
    honorific_end: int | None
    full_start: int
    full_end: int
    key: str | None
    kind: str
    roles: tuple[Span, ...] = ()
    rank: Span | None = None
    affiliation: Span | None = None
    standing: Span | None = None  # the rank, where it says who somebody is


@dataclass(frozen=True, slots=True)
class Figure:
    """What the article says of one person; spans are of the reading view."""

    key: str
    name: str  # fullest name, reading view
    named: bool  # False for initials
    honorific: str | None
    gender: str | None
    role: Span | None  # the fullest printed stretch of offices, or that with an office of the country
    spans: tuple[Span, ...]  # all stretches of offices beside the name, the fullest first
    rank: Span | None  # first rank, academic or religious title, calling: stands for the role where there is no office
    affiliation: Span | None  # a body printed in place of an office: (Trường Đại học …)
    title: str | None
    organisation: str | None
    offices: tuple[Office, ...]
    mentions: tuple[int, ...]  # indexes into PeopleIndex.mentions


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """Mentions in order and the people behind them."""

    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    _by_key: dict[str, Figure] = field(default_factory=dict, repr=False)
    _starts: tuple[int, ...] = ()
    _words: dict[Span, frozenset[str]] = field(default_factory=dict, repr=False)

    def person(self, key: str | None) -> Figure | None:
        """Return what is known of a person, or None for no key."""
        return self._by_key.get(key) if key is not None else None

    def role_of(self, mention: Mention) -> Span | None:
        """Return the printed offices of a mention: those beside it, unless the fullest stretch says all that they say."""
        figure = self.person(mention.key)
        beside = (
            max(mention.roles, key=lambda span: span.end - span.start, default=None)
            if mention.kind in {"full", "given"}
            else None
        )
        if figure is None or figure.role is None:
            home = mention.affiliation or (figure.affiliation if figure else None)
            return beside or home or mention.standing or (figure.rank if figure else None)
        if mention.kind == "title":
            return self._holding(mention, figure)
        if beside is None:
            return figure.role
        said = self._words.get(beside, frozenset())
        return figure.role if said <= self._words.get(figure.role, frozenset()) else beside

    def _holding(self, mention: Mention, figure: Figure) -> Span | None:
        """Return the fullest stretch of offices that holds an office printed alone: Thủ tướng, not Trưởng Ban Chỉ đạo."""
        printed = frozenset().union(*(self._words.get(span, frozenset()) for span in mention.roles))
        return next((span for span in figure.spans if printed <= self._words.get(span, frozenset())), figure.role)

    def at(self, start: int, end: int) -> list[Mention]:
        """Return the mentions whose name overlaps a span of the reading view, in order."""
        first = bisect_left(self._starts, start)
        while first > 0 and self.mentions[first - 1].end > start:
            first -= 1
        out = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end > start:
                out.append(mention)
        return out


def index_people(doc: Document, knowledge: Knowledge = BUILT_IN) -> PeopleIndex:
    """Find and tie together all mentions of people in a document."""
    found = find_mentions(doc, knowledge)
    people, keys = resolve(doc, found, lexicon(knowledge))
    # a single capital after a rank or an office is a name only where the article names such a person
    kept = [number for number, item in enumerate(found) if keys[number] is not None or item.kind != "given" or item.honorific]
    if len(kept) < len(found):
        place = {number: new for new, number in enumerate(kept)}
        found, keys = [found[number] for number in kept], [keys[number] for number in kept]
        for person in people:
            person.mentions = [place[number] for number in person.mentions]
    mentions = tuple(_mention(doc, item, key) for item, key in zip(found, keys, strict=True))
    figures = tuple(_figure(doc, draft, found, lexicon(knowledge)) for draft in people)
    said = {span: words_of(doc.text[span.start : span.end], lexicon(knowledge)) for item in mentions for span in item.roles}
    return PeopleIndex(
        mentions, figures, {figure.key: figure for figure in figures}, tuple(item.start for item in mentions), said
    )


def _mention(doc: Document, item: Found, key: str | None) -> Mention:
    here, there = item.honorific or (None, None)
    printed = doc.text[here:there] if item.honorific and item.kind != "pronoun" else None
    roles = tuple(Span(stretch.start, stretch.end) for stretch in item.stretches)
    rank = Span(*item.rank) if item.rank else None
    home = Span(*item.affiliation) if item.affiliation else None
    return Mention(
        item.start,
        item.end,
        printed,
        here,
        there,
        item.full_start,
        item.full_end,
        key,
        item.kind,
        roles,
        rank,
        home,
        _standing(doc, item),
    )


def _standing(doc: Document, item: Found) -> Span | None:
    """Return the rank or calling that says who somebody is: not that he reads, watches or buys ("độc giả", "khách hàng")."""
    plain = item.rank is None or doc.text[slice(*item.rank)].lower() in tables().audience
    return None if plain or item.rank is None else Span(*item.rank)


def _figure(doc: Document, draft: Draft, found: list[Found], lex: Lexicon) -> Figure:
    own = [found[index] for index in draft.mentions]
    spans = _fullest(doc, own, lex)
    role = next(iter(spans), None)
    offices = _distinct(draft)
    first = next((office for office in offices if role and role.start <= office.start < role.end), None)
    return Figure(
        key=draft.key,
        name=draft.name,
        named="." not in draft.name,
        honorific=_honorific(doc, own),
        gender=draft.gender,
        role=role,
        spans=tuple(spans),
        rank=next((rank for item in own if (rank := _standing(doc, item))), None),
        affiliation=next((Span(*item.affiliation) for item in own if item.affiliation), None),
        title=doc.text[first.title_start : first.title_end] if first else None,
        organisation=doc.text[first.organisation_start : first.end] if first and first.organisation_start is not None else None,
        offices=offices,
        mentions=tuple(draft.mentions),
    )


_NEW = re.compile(r"(?:giữ chức(?: vụ| danh)?|bầu|làm|bổ nhiệm|nhận nhiệm vụ|phân công) \Z")


def _fullest(doc: Document, own: list[Found], lex: Lexicon) -> list[Span]:
    """Return the stretches of offices beside a name: the fullest form of the first one, then the others, the longest first.

    Who somebody is stands where he is introduced; before it go only offices of the country. An office that he is given (``giữ
    chức …``), a calling and a bare ``lãnh đạo`` introduce nobody.
    """
    rank: dict[Span, int] = {}
    for stretch in (stretch for item in own if item.kind in {"full", "given"} for stretch in item.stretches):
        vague = stretch.offices[0].head in lex.vague
        plain = vague or all(office.common and office.organisation_start is None for office in stretch.offices)
        new = _NEW.search(doc.text, max(0, stretch.start - 20), stretch.start) is not None
        country = any(office.head in lex.first for office in stretch.offices)
        rank[Span(stretch.start, stretch.end)] = 0 if country else 2 if plain or new else 1
    said = {span: words_of(doc.text[span.start : span.end], lex) for span in rank}
    base = said[min(rank, key=lambda span: (rank[span], span.start))] if rank else frozenset()
    return sorted(rank, key=lambda span: (rank[span], not base <= said[span], -len(said[span]), span.start))


def _honorific(doc: Document, own: list[Found]) -> str | None:
    """Return the honorific at the fullest name, else the first one printed with any mention of the name."""
    for kinds in ({"full"}, {"given"}):
        for item in own:
            if item.honorific and item.kind in kinds:
                return doc.text[item.honorific[0] : item.honorific[1]]
    return None


def _distinct(draft: Draft) -> tuple[Office, ...]:
    """Return the offices once each: one whose words another holds too is left out."""
    out: list[tuple[Office, frozenset[str]]] = []
    for office, words in sorted(draft.offices, key=lambda pair: (-len(pair[1]), pair[0].start)):
        if not any(words <= other and office.qualifier == kept.qualifier for kept, other in out):
            out.append((office, words))
    return tuple(office for office, _ in sorted(out, key=lambda pair: pair[0].start))


def find_people(doc: Document, index: PeopleIndex | None = None, knowledge: Knowledge = BUILT_IN) -> tuple[Person, ...]:
    """Return the people of a document in order of first mention; pass an index where one was made already."""
    index = index or index_people(doc, knowledge)
    return tuple(_person(doc, figure, index) for figure in index.figures)


def _person(doc: Document, figure: Figure, index: PeopleIndex) -> Person:
    article_id = doc.article.article_id
    mentions = [index.mentions[number] for number in figure.mentions]
    spans = tuple(sorted(doc.span(item.start, item.end)[:2] for item in mentions if item.kind in {"full", "given"}))
    full = [item for item in mentions if item.kind == "full"]
    rule = (
        "honorific+name"
        if any(item.honorific for item in full)
        else "office+name"
        if any(item.roles for item in full)
        else "name"
    )
    return Person(
        person_id=stable_id("person", article_id, figure.key),
        article_id=article_id,
        name=figure.name,
        honorific=_printed(doc, mentions, figure),
        gender=figure.gender,
        roles=_roles(doc, figure, mentions),
        mentions=spans,
        confidence=_CONFIDENCE[rule if full else "given name"],
        rule=rule if full else "given name",
    )


# Share of people that were right, by rule, on annotated sentences (docs/people.md).
_CONFIDENCE = {"honorific+name": 0.99, "office+name": 0.98, "name": 0.93, "given name": 0.9}


def _printed(doc: Document, mentions: list[Mention], figure: Figure) -> str | None:
    """Return the honorific as the source prints it."""
    for item in mentions:
        if (
            item.honorific == figure.honorific
            and item.honorific_start is not None
            and item.honorific_end is not None
            and item.kind != "pronoun"
        ):
            return doc.span(item.honorific_start, item.honorific_end)[2]
    return None


def _roles(doc: Document, figure: Figure, mentions: list[Mention]) -> tuple[Role, ...]:
    out: list[Role] = []
    seen: set[str] = set()
    for item in mentions:
        if item.rank is not None and (word := doc.text[item.rank.start : item.rank.end].lower().rstrip(".,")) not in seen:
            seen.add(word)
            start, end, text = doc.span(item.rank.start, item.rank.end)
            out.append(Role(text=text, start=start, end=end, title=text))
    for office in figure.offices:
        start, end, text = doc.span(office.start, office.end)
        organisation = doc.span(office.organisation_start, office.end)[2] if office.organisation_start is not None else None
        title = doc.span(office.title_start, office.title_end)[2]
        out.append(Role(text=text, start=start, end=end, title=title, organisation=organisation, qualifier=office.qualifier))
    return tuple(sorted(out, key=lambda role: role.start))
