"""Whose a figure is: what a firm, a school, a project, a family or a person has or does on its own account is no place's.

A figure is somebody's own where the holder opens the clause that it stands in, and nothing in the sentence sets it in a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from newsmine.extractors.figures import Figure
from newsmine.extractors.finding import Finder, Indexed
from newsmine.extractors.lexical import UPPER, words
from newsmine.extractors.phrases import last, pattern
from newsmine.extractors.site import Site, listed_words, opens, table
from newsmine.normal import read

__all__ = ["is_own", "of_institution"]

# a holder without a name: "tôi bán", "nhà chị có", "anh Páo nuôi"; these are its words
_CALLED_BY = ("tôi", "tui", "em", "con tôi", "anh", "chị")
_CALLED = rf"(?:(?:tôi|tui|Tôi|Tui|em|Em|con tôi|Con tôi)|(?:[Aa]nh|[Cc]hị)(?: [{UPPER}]\w+){{0,4}})"
_CLAUSE = r"(?:(?<=[.!?,:;“\"(] )|(?<=[“\"(])|(?<=^)|(?<=\n)|(?<=\bmà )|(?<=\bnên )|(?<=nhà )|(?<=nay )|(?<=đình ))"
_HEAD = 32  # characters at the head of a sentence within which its subject is named
_BACK = 400  # characters looked back for whom a pronoun stands for


@cache
def _person() -> Finder:
    """Return a common person as the subject of a clause, before a verb of what he does with his own."""
    return Indexed(re.compile(rf"{_CLAUSE}{_CALLED}(?=,| {words(table()['words']['person_verbs'])})"), _CALLED_BY)


@cache
def _has() -> re.Pattern[str]:
    """Return what a person does with his own, after his name: ``còn nợ``, ``kể mình nhận``."""
    lists = table()["words"]
    return re.compile(rf"(?:,[^,.;:]{{0,40}},)? (?:{words(lists['has_lead'])} ){{0,3}}{words(lists['has'])}")


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(words(table()["words"]["own_pronouns"]))


@cache
def _in_name() -> re.Pattern[str]:
    """Return what stands between a holder and a place in its name: ``Công ty [cổ phần Nhiệt điện] Hải Phòng``."""
    return re.compile(rf" (?:(?:[{UPPER}\d][\w&.-]*|{words(table()['words']['own_name'])}) ){{0,8}}")


@cache
def _holder() -> re.Pattern[str]:
    """Return a holder at the head of a clause, perhaps after words that say when or join clauses, or after ``do``."""
    lists = table()["words"]
    own, bare, lead = (words(lists[key]) for key in ("own", "own_bare", "own_lead"))
    when = r"(?:[Nn]ăm|[Tt]háng|[Nn]gày|[Qq]uý) [\d/.IV-]+(?:[/-]\d+)?"
    before = rf"(?:(?:(?i:{lead})|{when})[, ]+){{0,3}}"
    head = r"(?:^|(?<=[;:“\"(–-])\s*|(?<=[.!?…] )|(?<=\n))"
    named = rf"(?:{head}|(?<=,)\s*){before}(?i:{own})"
    known = rf"{head}{before}(?i:{bare})(?! (?:hợp|học)(?!\w))"  # trường hợp, trường học
    return re.compile(rf"(?:{named}|{known}|(?<!\w)do (?i:{own}))(?= )")


@cache
def _owners() -> Finder:
    """Return what finds the words for a holder anywhere."""
    entries = [*table()["words"]["own"], *table()["words"]["own_bare"]]
    return Indexed(re.compile(words(entries), re.IGNORECASE), entries)


def of_institution(role: str | None) -> bool:
    """Tell whether an office is one of a firm, a school, a hospital: what its holder tells is theirs, and no place's."""
    return role is not None and bool(listed_words("institutions").search(read(role).text))


def is_own(text: str, item: Figure, before: Sequence[Site], lay: Sequence[tuple[int, bool]]) -> bool:
    """Tell whether a holder opens the clause of a figure; ``before`` are the places of its sentence before it.

    ``lay`` says where each mention of a person ends, in order, and whether that person holds no office.
    """
    start = item.sentence.start
    held = _owners().search(text, start, item.start)
    for match in _holder().finditer(text, start, item.start) if held else ():
        inside = any(site.start > match.end() and not _in_name().fullmatch(text, match.end(), site.start) for site in before)
        framed = any(site.start < match.start() and opens(text, start, site) for site in before)
        if not inside and not framed:
            return True
    return _is_personal(text, item, before) or _is_lay(text, item, before, lay)


def _is_personal(text: str, item: Figure, before: Sequence[Site]) -> bool:
    """Tell whether somebody tells of his own: the subject nearest to a figure is a person, no place and no report follows."""
    start = item.sentence.start
    for match in pattern("measure", "reporting").finditer(text, start, item.start):
        start = match.end()
    found = last(_person(), text, start, item.start)
    return found is not None and not any(site.end > found.end() for site in before)


def _is_lay(text: str, item: Figure, before: Sequence[Site], lay: Sequence[tuple[int, bool]]) -> bool:
    """Tell whether a sentence without a place tells what a person without an office has, by name or as ``Ông``, ``Chị``."""
    start = item.sentence.start
    if not lay or any(not site.generic for site in before):
        return False
    first = bisect_right(lay, (start, True))
    if first < len(lay) and lay[first][0] <= min(item.start, start + _HEAD):
        end, without = lay[first]
        return without and bool(_has().match(text, end))
    if not first or lay[first - 1][0] < start - _BACK or not lay[first - 1][1]:
        return False
    pronoun = _pronoun().match(text, start)
    return bool(pronoun and _has().match(text, pronoun.end()))
