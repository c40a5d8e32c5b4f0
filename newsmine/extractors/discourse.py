"""Who a pronoun, a bare office or a shared given name speaks for, where the order of speakers in the article says it.

``people`` ties mentions by name, office and nearness. A report knows one thing more: who spoke before. A pronoun that
``people`` leaves open goes to the last person who spoke, if nobody else was introduced since; an office printed without
its body ("Bộ trưởng") to the one speaker who holds it. Where a pronoun was tied to a person only mentioned inside the
words of somebody else, two fit, and it is left open, unless "cũng" or "thêm" says that the same source goes on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.lexical import UPPER, trie
from newsmine.extractors.people import Figure
from newsmine.extractors.signs import listed, starts
from newsmine.extractors.sources import Source

__all__ = ["settle"]

_GOES_ON = re.compile(r"(?<!\w)(?:cũng|thêm|tiếp tục|tiếp|còn)(?!\w)")
_LINES = 5  # a speaker is remembered for so many lines
_GENDER = {"ông": "male", "anh": "male", "chú": "male", "bà": "female", "chị": "female", "cô": "female"}


def settle(page: Page, drafts: list[Draft]) -> None:
    """Give drafts whose source is a pronoun, a bare office or a shared name the person who is meant, or nobody."""
    order = _Order(page)
    for draft in sorted(drafts, key=lambda item: (item.lead, item.start)):
        if draft.source is not None:
            draft.source = order.meant(draft, draft.source)
            order.note(draft)


class _Order:
    """Who spoke so far in an article, and last."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.last: Draft | None = None
        self.spoken: dict[str, Draft] = {}  # the last report of everybody who spoke
        self.unknown: Draft | None = None  # the last report, where it is one person's whose name is not known

    def meant(self, draft: Draft, source: Source) -> Source:
        """Return the source with the person who is meant."""
        page, last = self.page, self.last
        if last is not None and page.sentence_at(draft.lead).line - page.sentence_at(last.start).line > _LINES:
            self.last = last = None
        if source.kind == "office" and source.figure is None:
            source = _named(page, source)
        if source.figure is None and source.kind in {"unnamed", "office"} and _definite().match(page.text, source.start):
            return _epithet(page, draft, source, last)
        if source.kind == "pronoun":
            if self.unknown is not None and not _named_since(page, self.unknown, source):
                return replace(source, figure=None, role=None)  # the one without a name may be meant
            return _pronoun(page, draft, source, last)
        if source.kind in {"office", "shared"} and source.figure is None:
            fitting = _fitting(page, self.spoken, source)
            if len(fitting) == 1 and (fitting[0] is last or not _rival(page, fitting[0], source)):
                return _meant(source, fitting[0])
        return source

    def note(self, draft: Draft) -> None:
        """Note who spoke."""
        source = draft.source
        if source and source.figure:
            self.last, self.unknown = draft, None
            self.spoken[source.figure.key] = draft
        elif source and _one(self.page, source):
            self.last, self.unknown = None, draft


def _named_since(page: Page, unknown: Draft, source: Source) -> bool:
    """Say whether the person whom ``people`` ties a pronoun to was named since somebody without a name spoke."""
    return any(
        item.kind == "person" and item.figure is not None and item.figure is source.figure
        for item in page.sources.people_in(unknown.lead, source.start)
    )


def _one(page: Page, source: Source) -> bool:
    """Say whether a source without a name is one person, whom a pronoun may mean: an office, capitals, "một cán bộ xã"."""
    if source.kind == "unnamed":
        return bool(starts("subject", "one").match(page.text, source.start))
    several = starts("subject", "several").match(page.text, source.start)
    return source.kind in {"office", "stranger", "person", "shared"} and not several


def _fitting(page: Page, spoken: dict[str, Draft], source: Source) -> list[Draft]:
    """Return the last reports of those who spoke and may be meant; who holds the office of a named body comes first."""
    fitting = [draft for draft in spoken.values() if draft.source and _holds(page, draft.source, source)]
    return [draft for draft in fitting if draft.source and _holds(page, draft.source, source, of_body=True)] or fitting


def _named(page: Page, source: Source) -> Source:
    """Return a bare office that ends with the given name of one person of the article as that person: "bí thư Nhân"."""
    words = page.text[source.name_start : source.name_end].split()
    figures = page.sources.called(words[-1]) if len(words) > 1 and words[-1].istitle() else []
    return replace(source, figure=figures[0], role=figures[0].role) if len(figures) == 1 else source


def _pronoun(page: Page, draft: Draft, source: Source, last: Draft | None) -> Source:
    before = last.source if last else None
    if source.figure is not None and not _fits(page, source, source.figure):
        source = replace(source, figure=None, role=None)
    if last is None or before is None or before.figure is None or not _fits(page, source, before.figure):
        return source
    if source.figure is None:
        return _as(source, before) if not _others(page, last, source, before.figure) else source
    if source.figure.key == before.figure.key:
        return source
    inside = [
        item for item in page.sources.people_in(last.start, last.end) if item.figure and item.figure.key == source.figure.key
    ]
    if not inside or page.sources.people_in(last.end, source.start):
        return source
    goes_on = draft.cue_end is not None and _GOES_ON.search(page.text, source.end, draft.cue_end)
    return _as(source, before) if goes_on else replace(source, figure=None, role=None)


def _epithet(page: Page, draft: Draft, source: Source, last: Draft | None) -> Source:
    """Return one person who is called by what he is as the person meant: ``Nữ võ sĩ này``, ``HLV người Hàn Quốc``, or nobody new.

    He is the only one named in this sentence and the one before; where those name nobody, the one who spoke right before.
    """
    number = page.sentence(draft.lead)
    floor = page.layout.sentences[max(0, number - 1)].start
    named = [item for item in page.sources.people_in(floor, source.start) if item.kind in {"person", "shared", "office"}]
    spoke = last.source if last is not None and number - page.sentence(last.end) <= 1 else None
    if spoke is not None and all(item.start == spoke.start for item in named):
        named = [spoke]
    keys = {item.figure.key if item.figure else None for item in named}
    figure = named[-1].figure if len(keys) == 1 else None
    woman = page.text.startswith(("Nữ ", "nữ "), source.start)
    if figure is None or (woman and figure.gender == "male") or (not woman and _man(page, source) and figure.gender == "female"):
        return source
    return replace(named[-1], start=source.start, end=source.end, kind="pronoun")


def _man(page: Page, source: Source) -> bool:
    return page.text.startswith(("Nam ", "nam "), source.start)


@cache
def _definite() -> re.Pattern[str]:
    """Return the pattern of what somebody is, said of one who was named: with nữ or nam, này, an age, a country, or a praise."""
    calling = f"(?:{_either('callings')})"
    after = rf"(?:[ ]này|[ ]\d{{2}}[ ]tuổi|[ ]người(?=[ ][{UPPER}])|[ ]sinh năm[ ]\d{{4}})"
    return re.compile(rf"(?:(?:[nN]ữ|[nN]am|[vV]ị)[ ]{calling}|{calling}{after}|(?:{_either('praises')}))(?!\w)")


def _either(key: str) -> str:
    words = listed("epithet", key)
    return trie({*words, *(word[0].upper() + word[1:] for word in words)})


def _as(source: Source, before: Source) -> Source:
    return replace(source, figure=before.figure, role=before.role, name_start=before.name_start, name_end=before.name_end)


def _fits(page: Page, source: Source, figure: Figure) -> bool:
    """Say whether a pronoun may mean a person; "Thị" in a name is never evidence for a gender, but "ông" is not taken for it."""
    gender = _GENDER.get(page.text[source.start : source.end].lower().split()[0])
    if gender == "male" and figure.gender is None and " Thị " in figure.name:
        return False
    return gender is None or figure.gender is None or gender == figure.gender


def _others(page: Page, last: Draft, source: Source, figure: Figure) -> bool:
    """Say whether somebody else is named between the last report and a pronoun."""
    return any(
        item.kind in {"person", "shared"} and (item.figure is None or item.figure.key != figure.key)
        for item in page.sources.people_in(max(last.end, last.source.end if last.source else 0), source.start)
    )


def _meant(source: Source, before: Draft) -> Source:
    spoke = before.source
    return replace(source, figure=spoke.figure, role=spoke.role) if spoke else source


def _rival(page: Page, before: Draft, source: Source) -> bool:
    """Say whether another one who holds the bare office, or has the given name, was named since a speaker spoke."""
    spoke = before.source
    of_body = spoke is not None and _holds(page, spoke, source, of_body=True)
    return any(
        item.figure is not None
        and spoke is not None
        and item.figure is not spoke.figure
        and _holds(page, item, source, of_body=of_body)
        for item in page.sources.people_in(before.lead, source.start)
    )


def _holds(page: Page, person: Source, source: Source, *, of_body: bool = False) -> bool:
    """Say whether a person holds the bare office that is printed (``of_body``: with the body), or ends with the given name."""
    figure = person.figure
    if figure is None:
        return False
    printed = page.text[source.name_start : source.name_end].lower()
    if source.kind == "shared":
        return figure.name.lower().endswith(" " + printed)
    return any(
        page.text[office.title_start : office.end].lower().startswith(printed)
        and (not of_body or office.organisation_start is not None)
        for office in figure.offices
    )
