"""Which people of several articles are one person: never silently, each merge with its reason and how sure it is.

Only people of the same full name are compared. In steps:

1. ``same office``: the same title in the same unit or body.
2. ``same unit``: another office in the same unit (Phó Chủ tịch, then Chủ tịch of one district).
3. ``same province``: offices in one province, the name no common one, and nobody else of the name in between.
4. ``same newspaper``: no office printed, or one of no known place, and just one official of that name in that newspaper or its
   province; the name no common one.

Different gender keeps two apart, whatever they hold. Where one could be two others, he stays apart and is counted as ambiguous.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from newsmine._data import data_toml
from newsmine.dataset.sightings import Sighting, province_of

__all__ = ["CONFIDENCE", "Cluster", "group"]

CONFIDENCE = {"same office": 0.99, "same unit": 0.95, "same province": 0.85, "same newspaper": 0.8}
"""Share of merges that were right, by reason (docs/people.md); a person's confidence is that of the weakest reason used."""

_FULL = 3  # syllables of a name that is no common one


@dataclass(slots=True)
class Cluster:
    """People taken for one person, and why."""

    sightings: list[Sighting]
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def genders(self) -> set[str]:
        """Genders that honorifics gave."""
        return {item.gender for item in self.sightings if item.gender}

    @property
    def units(self) -> set[str]:
        """Units of the offices, without era."""
        return {held.unit.lineage for item in self.sightings for held in item.offices if held.unit}

    @property
    def provinces(self) -> set[str]:
        """Provinces of the offices."""
        found = {province_of(held.unit) for item in self.sightings for held in item.offices}
        return {name for name in found if name}

    @property
    def placed(self) -> bool:
        """Tell whether an office says where, or is one of the country."""
        return any(held.key for item in self.sightings for held in item.offices)

    @property
    def confidence(self) -> float:
        """How sure all this is one person: that of the weakest reason used, 1 where nothing was merged."""
        return min((CONFIDENCE[reason] for reason in self.reasons), default=1.0)

    def fits(self, other: Cluster) -> bool:
        """Tell whether honorifics allow that both are one person."""
        return len(self.genders | other.genders) < len(("male", "female"))

    def take(self, other: Cluster, reason: str) -> None:
        """Take another cluster in."""
        self.sightings += other.sightings
        self.reasons += other.reasons
        self.reasons[reason] += 1


def group(people: Iterable[Sighting]) -> list[list[Cluster]]:
    """Return the people of each name, in order of names; a list of several are namesakes that were kept apart."""
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for item in people:
        by_name[item.name.lower()].append(item)
    return [_of_name(by_name[name]) for name in sorted(by_name)]


def _of_name(people: Sequence[Sighting]) -> list[Cluster]:
    held = [item for item in people if item.offices]
    clusters = _by_office(held)
    clusters = _by_link(clusters, lambda cluster: cluster.units, "same unit")
    if not _common(people[0].name):
        clusters = _by_link(clusters, lambda cluster: cluster.provinces, "same province")
    placed = [cluster for cluster in clusters if cluster.placed]
    open_ = [cluster for cluster in clusters if not cluster.placed] + [Cluster([item]) for item in people if not item.offices]
    return _with_open(placed, open_)


def _common(name: str) -> bool:
    """Tell whether many bear a name: two syllables, or a family and a middle name of the most frequent ones."""
    table = data_toml("newsmine.dataset", "common_names.toml")
    words = name.split()
    return len(words) < _FULL or (len(words) == _FULL and words[0] in table["families"] and words[1] in table["middles"])


def _by_office(people: Sequence[Sighting]) -> list[Cluster]:
    """Return the people with an office in common as one; offices in common chain."""
    clusters: list[Cluster] = []
    at: dict[tuple[str, str], Cluster] = {}
    for item in people:
        own = Cluster([item])
        keys = [held.key for held in item.offices if held.key]
        fitting = list({id(at[key]): at[key] for key in keys if key in at}.values())
        fitting = [cluster for cluster in fitting if cluster.fits(own)]
        if fitting:
            first = fitting[0]
            first.take(own, "same office")
            for other in fitting[1:]:
                if first.fits(other):
                    first.take(other, "same office")
                    clusters.remove(other)
                    at.update({key: first for key, cluster in at.items() if cluster is other})
            own = first
        else:
            clusters.append(own)
        for key in keys:
            at.setdefault(key, own)
    return clusters


def _by_link(clusters: list[Cluster], link: Callable[[Cluster], set[str]], reason: str) -> list[Cluster]:
    """Merge clusters that share a unit or a province, where all that share it fit each other."""
    by: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for value in link(cluster):
            by[value].append(cluster)
    merged: dict[int, Cluster] = {}

    def now(cluster: Cluster) -> Cluster:
        while id(cluster) in merged:
            cluster = merged[id(cluster)]
        return cluster

    for value in sorted(by):
        sharing = list({id(now(cluster)): now(cluster) for cluster in by[value]}.values())
        if len({gender for cluster in sharing for gender in cluster.genders}) > 1:
            continue
        if reason == "same province" and not _one_place(sharing):
            continue
        for other in sharing[1:]:
            sharing[0].take(other, reason)
            merged[id(other)] = sharing[0]
    return [cluster for cluster in clusters if id(cluster) not in merged]


def _one_place(clusters: Sequence[Cluster]) -> bool:
    """Tell whether no two hold offices below the province in different units: two communes of one province are two people."""
    below = {unit for cluster in clusters for unit in cluster.units if not unit.startswith("pro:")}
    return len(below) <= 1


def _with_open(placed: list[Cluster], open_: list[Cluster]) -> list[Cluster]:
    """Give people whose office is of no known place, or who have none, to the one official of the name in their newspaper."""
    rest: list[Cluster] = []
    for own in open_:
        item = own.sightings[0]
        near = [
            cluster
            for cluster in placed
            if cluster.fits(own)
            and ((item.source and item.source in {s.source for s in cluster.sightings}) or (item.home in cluster.provinces))
        ]
        if len(near) == 1 and not _common(item.name):
            near[0].take(own, "same newspaper")
        else:
            rest.append(own)
    return placed + rest
