"""Officials of a store with their offices over time: first and last day, newspapers, quotations and figures, and why merged.

    with Store("out") as store:
        for official in officials(store, province="Lạng Sơn").items:
            print(official.name, [office.text for office in official.offices])

Merging people of several articles is :mod:`newsmine.dataset.same_person`'s; nothing is merged without a reason that is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from newsmine.dataset.same_person import Cluster, group
from newsmine.dataset.sightings import Held, province_of, sightings
from newsmine.dataset.store import Store
from newsmine.errors import InputError
from newsmine.places import load, resolve, successors
from newsmine.places.names import name_key
from newsmine.records import stable_id

__all__ = ["OfficeSpan", "Official", "Officials", "officials"]


@dataclass(frozen=True, slots=True)
class OfficeSpan:
    """One office of a person, from the first to the last article that prints it."""

    text: str  # fullest printed form
    title: str
    organisation: str | None
    qualifier: str | None  # acting, deputy, former or None
    locality_id: str | None
    locality: str | None
    first: str | None  # ISO day of the first dated article; None where none is dated
    last: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Official:
    """One person with an office; ``merged`` says how many merges each reason made, ``confidence`` how sure they are."""

    official_id: str
    name: str
    gender: str | None
    province: str | None
    offices: tuple[OfficeSpan, ...]
    first: str | None
    last: str | None
    articles: int
    sources: tuple[str, ...]
    quotations: int
    statistics: int
    confidence: float
    merged: tuple[tuple[str, int], ...]
    namesakes: int  # others of the same name in the store that were kept apart
    person_ids: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-able values."""
        return {**asdict(self), "merged": dict(self.merged)}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give one flat row an office."""
        for office in self.offices:
            yield {
                "official_id": self.official_id,
                "name": self.name,
                "gender": self.gender,
                "province": self.province,
                "office": office.text,
                "title": office.title,
                "organisation": office.organisation,
                "qualifier": office.qualifier,
                "locality": office.locality,
                "locality_id": office.locality_id,
                "first": office.first,
                "last": office.last,
                "articles_office": office.articles,
                "articles": self.articles,
                "sources": "; ".join(self.sources),
                "quotations": self.quotations,
                "statistics": self.statistics,
                "confidence": self.confidence,
                "merged": "; ".join(f"{reason} ×{count}" for reason, count in self.merged),
                "namesakes": self.namesakes,
            }


@dataclass(frozen=True, slots=True)
class Officials:
    """The officials of a store in order of province and name, and what was not listed."""

    items: tuple[Official, ...]
    without_office: int  # people of the store with a full name and no office that could be given to nobody


def officials(store: Store, *, province: str | None = None) -> Officials:
    """Return the officials of a store; ``province`` keeps those with an office there (old or present name of the province).

    Raises :class:`newsmine.errors.InputError` for a name that is no province.
    """
    wanted = _wanted(province) if province else None
    items: list[Official] = []
    without = 0
    for clusters in group(sightings(store)):
        for cluster in clusters:
            if not any(item.offices for item in cluster.sightings):
                without += 1
            elif wanted is None or not wanted.isdisjoint(map(name_key, cluster.provinces)):
                items.append(_official(cluster, len(clusters) - 1))
    items.sort(key=lambda item: (item.province or "\uffff", item.name, item.official_id))
    return Officials(tuple(items), without)


def _wanted(province: str) -> frozenset[str]:
    """Return the keys of a province's names: its own, and those of the provinces that went into it or that it went into."""
    found = resolve(province, on=None)
    unit = load().get(found.locality_id or (found.candidates[0] if found.candidates else ""))
    if unit is None or unit.level != "province":
        raise InputError(f"--province {province}: no province of that name")
    names = {unit.name}
    for other in load().units:
        if other.level == "province" and any(
            step.locality_id.split("@")[0] == unit.lineage for step in successors(other.locality_id)
        ):
            names.add(other.name)
    return frozenset(map(name_key, names))


def _official(cluster: Cluster, namesakes: int) -> Official:
    seen = cluster.sightings
    days = sorted(item.day for item in seen if item.day)
    names = Counter(item.name for item in seen)
    offices = _offices(cluster)
    provinces = Counter(name for item in seen for held in item.offices if (name := province_of(held.unit)))
    return Official(
        official_id=stable_id("official", names.most_common(1)[0][0].lower(), *sorted(item.person_id for item in seen)[:1]),
        name=min(names, key=lambda name: (-names[name], name)),
        gender=next(iter(cluster.genders), None),
        province=min(provinces, key=lambda name: (-provinces[name], name)) if provinces else None,
        offices=offices,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        articles=len({item.article_id for item in seen}),
        sources=tuple(sorted({item.source for item in seen if item.source})),
        quotations=sum(item.quotations for item in seen),
        statistics=sum(item.statistics for item in seen),
        confidence=cluster.confidence,
        merged=tuple(sorted(cluster.reasons.items())),
        namesakes=namesakes,
        person_ids=tuple(item.person_id for item in seen),
    )


def _offices(cluster: Cluster) -> tuple[OfficeSpan, ...]:
    """Return the different offices of a person, the first seen first."""
    found: dict[tuple[str, ...], list[tuple[str | None, str, Held]]] = defaultdict(list)
    for item in cluster.sightings:
        for held in item.offices:
            found[(held.qualifier or "", *(held.key or (held.text.lower(), "")))].append((item.day, item.article_id, held))
    for key, entries in list(found.items()):
        # "Bí thư Tỉnh ủy" without its place is the office of that title which the same person holds somewhere, if it is one
        title = entries[0][2].title.lower()
        same = [other for other in found if other[2] and other[0] == key[0] and found[other][0][2].title.lower() == title]
        if not key[2] and len(same) == 1:
            found[same[0]] += found.pop(key)
    spans = [_span(entries) for entries in found.values()]
    return tuple(sorted(spans, key=lambda span: (span.first or "\uffff", span.text)))


def _span(entries: Sequence[tuple[str | None, str, Held]]) -> OfficeSpan:
    days = sorted(day for day, _, _ in entries if day)
    fullest = max((held for _, _, held in entries), key=lambda held: (held.unit is not None, len(held.text.split()), held.text))
    return OfficeSpan(
        text=fullest.text,
        title=fullest.title,
        organisation=fullest.organisation,
        qualifier=fullest.qualifier,
        locality_id=fullest.unit.locality_id if fullest.unit else None,
        locality=fullest.unit.full_name if fullest.unit else None,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        articles=len({article for _, article, _ in entries}),
    )
