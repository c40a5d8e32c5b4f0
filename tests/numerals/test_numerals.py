"""Numbers, quantities, periods and refusals: one readable line a case in tests/cases/numerals/*.jsonl.

``numbers.jsonl`` goes through :func:`parse_number`. In the other files ``quantities``, ``periods`` and ``rejects`` are compared
where a case gives them, each list in full and in order; a quantity that is no statistic by itself (a plain duration) is left out.
What a quantity does not name is exact, without change, without upper end, without denominator; ``"change": "*"`` leaves it open.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from newsmine.numerals import find_periods, find_quantities, find_rejects, parse_number
from newsmine.records import REJECT_REASONS

FOLDER = Path(__file__).parents[1] / "cases" / "numerals"


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


NUMBERS = read(FOLDER / "numbers.jsonl")
TEXTS = [case for path in sorted(FOLDER.glob("*.jsonl")) if path.name != "numbers.jsonl" for case in read(path)]


def decimal(value):
    return None if value is None else Decimal(value)


@pytest.mark.parametrize("case", NUMBERS, ids=[case["id"] for case in NUMBERS])
def test_a_whole_string_is_one_number_or_none(case):
    assert parse_number(case["text"]) == decimal(case["value"])


def seen(quantity, case):
    """Return of a quantity what a case says of it."""
    row = {
        "span": quantity.text,
        "value": quantity.value,
        "value_max": quantity.value_max,
        "denominator": quantity.denominator,
        "bound": quantity.bound,
        "change": quantity.change,
        "level": quantity.level,
    }
    row |= {key: getattr(quantity, key) for key in ("unit", "kind") if key in case}
    if "spelled" in case:
        row["spelled"] = quantity.spelled
    if "inherited" in case:
        row["inherited"] = "unit" in quantity.inherited
    return row


def wanted(case, quantity):
    row = {"value_max": None, "denominator": None, "bound": "exact", "change": None, "level": False, **case}
    if row["change"] == "*":
        row["change"] = quantity.change
    return row | {key: decimal(row[key]) for key in ("value", "value_max", "denominator")}


@pytest.mark.parametrize("case", TEXTS, ids=[case["id"] for case in TEXTS])
def test_case(case):
    text, on = case["text"], date.fromisoformat(case["on"]) if "on" in case else None
    if "quantities" in case:
        found = [item for item in find_quantities(text, on) if item.statistic]
        assert [item.text for item in found] == [row["span"] for row in case["quantities"]]
        for item, row in zip(found, case["quantities"], strict=True):
            assert seen(item, row) == wanted(row, item)
            assert text[item.start : item.end] == item.text
    if "periods" in case:
        periods = find_periods(text, on)
        assert [(item.text, item.period.start, item.period.end) for item in periods] == [
            (row["span"], row["start"], row["end"]) for row in case["periods"]
        ]
        kinds = [(item.period.kind, row.get("kind")) for item, row in zip(periods, case["periods"], strict=True)]
        assert all(wanted_kind in (None, kind) for kind, wanted_kind in kinds)
    if "rejects" in case:
        rejects = find_rejects(text)
        assert [item.reason for item in rejects] == case["rejects"]
        assert {item.reason for item in rejects} <= set(REJECT_REASONS)


def test_ids_are_unique():
    ids = [case["id"] for case in (*NUMBERS, *TEXTS)]
    assert len(ids) == len(set(ids))
