"""The localities table of a store: the units that its records name, with the units above them and what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from newsmine.dataset.store import Store
from newsmine.records import Locality

__all__ = ["localities_of"]


_NAMED = """
SELECT locality_id FROM statistics UNION SELECT locality_assumed_id FROM statistics UNION SELECT locality_id FROM quotations
"""


def localities_of(store: Store) -> Iterator[Locality]:
    """Give the units that people, quotations and statistics of a store refer to, and every unit above one of them."""
    from newsmine.places import load

    gazetteer = load()
    todo = {row[0] for row in store.db.execute(_NAMED)}
    for (roles,) in store.db.execute("SELECT roles FROM people WHERE roles <> '[]'"):
        todo.update(role["locality_id"] for role in json.loads(roles))
    seen: set[str] = set()
    while todo := {unit for unit in todo if unit is not None and unit not in seen}:
        seen |= todo
        parents: set[str] = set()
        for unit in sorted(todo):
            locality = gazetteer.locality(unit)
            if locality is not None:
                yield locality
                if locality.parent_id:
                    parents.add(locality.parent_id)
        todo = parents
