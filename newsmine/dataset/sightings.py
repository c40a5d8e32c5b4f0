"""One person in one article, as the list of officials reads it from a store: offices with units, date, newspaper, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsmine.collect.registry import load_registry
from newsmine.dataset.store import Store
from newsmine.errors import InputError
from newsmine.extractors.lexicon import lexicon, words_of
from newsmine.places import Unit, body_level, body_place, load

__all__ = ["Held", "Sighting", "province_of", "sightings"]


@dataclass(frozen=True, slots=True)
class Held:
    """An office as one article prints it.

    ``key`` (title and unit, or title and body of the country) is equal for offices that are the same, whoever holds them now or
    held them; None where the body is one of many and the article does not say of which place (Chủ tịch UBND tỉnh).
    """

    text: str
    title: str
    organisation: str | None
    qualifier: str | None
    unit: Unit | None
    key: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person of one article."""

    person_id: str
    article_id: str
    name: str
    gender: str | None
    day: str | None
    source: str | None
    home: str | None  # province of the newspaper
    offices: tuple[Held, ...]
    quotations: int
    statistics: int


def sightings(store: Store) -> Iterator[Sighting]:
    """Give all people with a full name in a store, article by article; repeats of an article are left out."""
    articles = {
        row["article_id"]: (row["published_at"], row["source"]) for row in store.rows("articles") if not row["duplicate_of"]
    }
    quoted: Counter[str] = Counter()
    holder: dict[str, str] = {}
    for row in store.rows("quotations"):
        if row["person_id"]:
            quoted[row["person_id"]] += 1
            holder[row["quotation_id"]] = row["person_id"]
    counted = Counter(holder[row["quotation_id"]] for row in store.rows("statistics") if row["quotation_id"] in holder)
    for row in store.rows("people"):
        if row["article_id"] not in articles or " " not in row["name"] or "." in row["name"]:
            continue
        published, source = articles[row["article_id"]]
        day = published[:10] if published else None
        home = _home(source, day)
        yield Sighting(
            row["person_id"],
            row["article_id"],
            " ".join(row["name"].split()),
            row["gender"],
            day,
            source,
            home,
            tuple(held for role in row["roles"] if (held := _held(role, day, home)) is not None),
            quoted[row["person_id"]],
            counted[row["person_id"]],
        )


@cache
def _home(source: str | None, day: str | None) -> str | None:
    """Return the province of a newspaper, of today's or of the old map."""
    if source is None:
        return None
    try:
        paper = load_registry().get(source)
    except InputError:
        return None
    return paper.home(day)


def _held(role: dict[str, Any], day: str | None, home: str | None) -> Held | None:
    """Return an office, or None for a rank or a calling."""
    title, organisation = role["title"] or role["text"], role["organisation"]
    if organisation is None and not _speaks_for_itself(title):
        return None
    unit = load().get(role["locality_id"] or "")
    level = body_level(f"{title} {organisation or ''}")
    if unit is None and organisation and level != "country" and home:
        found = body_place(organisation, on=day, home=home)
        unit = load().get(found.locality_id) if found and found.locality_id else None
    key = None
    if unit is not None:
        key = (_words(title), unit.lineage)
    elif level not in {"province", "district", "commune", "city"}:
        key = (_words(title), _words(organisation or "", but=_SAID_TWICE) or "country")
    return Held(role["text"], title, organisation, role["qualifier"], unit, key)


_SAID_TWICE = frozenset({"bộ", "và", "&", "chính", "phủ"})  # Bộ trưởng (Bộ) Tài chính, Phó Thủ tướng (Chính phủ)
_STANDING = frozenset({"thường", "trực"})  # Phó Chủ tịch (Thường trực)


def _words(printed: str, but: frozenset[str] = _STANDING) -> str:
    return " ".join(sorted(words_of(printed, lexicon()) - but))


@cache
def _speaks_for_itself(title: str) -> bool:
    """Tell whether a title says its body: Thủ tướng, Chủ tịch nước, Ủy viên Bộ Chính trị."""
    return body_level(title) == "country"


def province_of(unit: Unit | None) -> str | None:
    """Return the name of the province that a unit lies in, of the map on which the unit stands; None for none."""
    if unit is None or unit.level in {"country", "region"}:
        return None
    if unit.level == "province":
        return unit.name
    above = load().parents(unit, unit.start or "2004-08-31")
    return above[-1].name if above else None
