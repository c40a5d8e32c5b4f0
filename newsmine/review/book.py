"""The reviewers' book: which records are drawn, what was decided about them, and what that says about the data.

Decisions never change a record: they stand beside it in the table ``reviews``, so that a dataset and what people found in it are
both kept.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import sqrt

from newsmine.dataset.store import Store
from newsmine.errors import InputError
from newsmine.records import Review

__all__ = ["FIELDS", "Progress", "agreement", "decide", "draw", "progress", "wilson"]

FIELDS: dict[str, tuple[str, ...]] = {
    "statistics": (
        "value", "value_max", "denominator", "unit", "bound", "change", "status", "measure", "period_start", "period_end",
        "locality", "speaker_name", "indicator_id",
    ),
    "quotations": ("content", "kind", "cue", "speaker_name", "honorific", "role"),
}  # fmt: skip
"""Fields that a reviewer judges, by table."""

_ID = {"statistics": "statistic_id", "quotations": "quotation_id"}


def draw(store: Store, table: str, count: int, seed: int = 1) -> list[str]:
    """Return ids of ``count`` records, drawn evenly; the same store and seed give the same, and new articles move few of them.

    Raises :class:`newsmine.errors.InputError` for another table than statistics and quotations.
    """
    key = _key(table)
    ids = [row[0] for row in store.db.execute(f'SELECT {key} FROM "{table}"')]  # noqa: S608 - own names
    ids.sort(key=lambda record_id: hashlib.sha256(f"{seed}:{record_id}".encode()).digest())
    return ids[:count]


def _key(table: str) -> str:
    if table not in _ID:
        raise InputError(f"{table}: only {' and '.join(_ID)} are reviewed")
    return _ID[table]


def decide(
    store: Store, table: str, record_id: str, reviewer: str, fields: Mapping[str, str] | None, note: str | None = None
) -> list[Review]:
    """Write a decision and return its rows: ``fields`` as the reviewer would have them, or None to reject the record.

    A field that differs from the record's is a correction, a row each; where none differs the record is accepted. A later
    decision of the same reviewer counts in place of an earlier one. Raises :class:`InputError` for an unknown record.
    """
    key = _key(table)
    row = store.db.execute(f'SELECT * FROM "{table}" WHERE {key} = ?', (record_id,)).fetchone()  # noqa: S608 - own names
    if row is None:
        raise InputError(f"{record_id}: no such record in {table}")
    now = datetime.now(UTC)
    if fields is None:
        changes: list[tuple[str, str | None, str | None, str | None]] = [("reject", None, None, None)]
    else:
        changed = [(name, plain(row[name]), fields[name].strip()) for name in FIELDS[table] if name in fields]
        changes = [("correct", name, old or None, new or None) for name, old, new in changed if new != old]
        changes = changes or [("accept", None, None, None)]
    reviews = [
        Review(
            record_id=record_id,
            reviewer=reviewer,
            decision=decision,
            field=name,
            old=old,
            new=new,
            at=(now + timedelta(microseconds=place)).isoformat(),
            note=note or None,
        )
        for place, (decision, name, old, new) in enumerate(changes)
    ]
    store.db.execute("DELETE FROM reviews WHERE record_id = ? AND reviewer = ?", (record_id, reviewer))
    store.add("reviews", reviews)
    store.db.commit()
    return reviews


def plain(value: object) -> str:
    """Return a cell as a form shows it: whole numbers without ``.0``, nothing for null."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class Progress:
    """What was decided about some records: how many are read, how many of them are right, and each field's right of read."""

    drawn: int
    read: int
    right: int
    rejected: int
    fields: dict[str, tuple[int, int]]

    def lines(self) -> list[str]:
        """Return the summary that is printed, with the 95 % interval of each share."""
        out = [f"{self.read} of {self.drawn} read: {self.right} right in all fields, {self.rejected} no such record"]
        if self.read:
            low, high = wilson(self.right, self.read)
            out.append(f"  all fields      {self.right / self.read:6.1%}  ({low:.1%} to {high:.1%})")
        for name, (right, read) in self.fields.items():
            low, high = wilson(right, read)
            out.append(f"  {name:15s} {right / read:6.1%}  ({low:.1%} to {high:.1%})")
        return out


def progress(store: Store, table: str, ids: list[str], reviewer: str) -> Progress:
    """Return how far a reviewer is with some records, and what they found; a rejected record counts against no single field."""
    wrong: Counter[str] = Counter()
    decisions: dict[str, set[str]] = {}
    wanted = set(ids)
    for row in store.db.execute("SELECT record_id, decision, field FROM reviews WHERE reviewer = ?", (reviewer,)):
        if row["record_id"] in wanted:
            decisions.setdefault(row["record_id"], set()).add(row["decision"])
            wrong[row["field"] or ""] += row["decision"] == "correct"
    read = len(decisions)
    rejected = sum("reject" in found for found in decisions.values())
    judged = read - rejected
    right = sum(found == {"accept"} for found in decisions.values())
    fields = {name: (judged - wrong[name], judged) for name in FIELDS[table]} if judged else {}
    return Progress(len(ids), read, right, rejected, fields)


def wilson(right: int, read: int, z: float = 1.96) -> tuple[float, float]:
    """Return the interval of a share counted on a sample, 95 % by default (Wilson 1927)."""
    share, room = right / read, z * z / read
    middle = (share + room / 2) / (1 + room)
    half = z * sqrt(share * (1 - share) / read + room / (4 * read)) / (1 + room)
    return max(0.0, middle - half), min(1.0, middle + half)


def agreement(store: Store, one: str, other: str) -> tuple[int, float, float | None]:
    """Return how two reviewers agree on accepting: records both have read, share alike, Cohen's kappa (None: undefined)."""
    found: dict[str, dict[str, bool]] = {one: {}, other: {}}
    for row in store.db.execute("SELECT record_id, reviewer, decision FROM reviews WHERE reviewer IN (?, ?)", (one, other)):
        found[row["reviewer"]][row["record_id"]] = row["decision"] == "accept"
    both = sorted(found[one].keys() & found[other].keys())
    if not both:
        return 0, 0.0, None
    alike = sum(found[one][key] == found[other][key] for key in both) / len(both)
    share = [sum(found[who][key] for key in both) / len(both) for who in (one, other)]
    chance = share[0] * share[1] + (1 - share[0]) * (1 - share[1])
    return len(both), alike, None if chance == 1 else (alike - chance) / (1 - chance)
