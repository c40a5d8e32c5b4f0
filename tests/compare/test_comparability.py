"""Periods, units and agreement: what may stand in one column."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmine.compare.agree import agree
from newsmine.compare.facts import interval
from newsmine.compare.periods import BASES, file_period
from newsmine.compare.units import factor


@pytest.mark.cases("periods")
def test_a_period_is_filed(case):
    start, end = (day or None for day in case["period"])
    filed = file_period(start, end, case.get("published", "2030-01-01") or None)
    assert (list(case["filed"]) or None) == (filed and [filed.label, filed.column, filed.basis])


@pytest.mark.cases("units")
def test_a_unit_is_carried_or_refused(case):
    found = factor(case["unit"] or None, case["wanted"])
    assert found == (Decimal(case["factor"]) if case["factor"] else None)


def report(value, bound, top=None):
    low, high = interval(Decimal(value), None if top is None else Decimal(top), bound)
    return SimpleNamespace(value=Decimal(value), bound=bound, low=low, high=high)


@pytest.mark.cases("agree")
def test_two_reports_agree_or_not(case):
    one, other = report(*case["one"]), report(*case["other"])
    assert agree(one, other) is case["agree"]
    assert agree(other, one) is case["agree"]


days = st.dates().map(lambda day: day.isoformat())


@given(days, days)
def test_a_closed_period_keeps_its_own_label(one, other):
    start, end = sorted([one, other])
    filed = file_period(start, end, None)
    assert filed is not None
    assert filed.basis in BASES
    assert filed.column[:4] == start[:4]
    assert filed.column[-4:] == end[:4]
    assert (filed.label == filed.column) == (filed.basis in {"year", "span"})


values = st.decimals(min_value=-1000, max_value=1000, places=2)
bounds = st.sampled_from(["exact", "more_than", "at_least", "less_than", "at_most", "nearly", "about"])


@given(values, bounds, values, bounds)
def test_agreement_is_mutual_and_everything_agrees_with_itself(value, bound, value2, bound2):
    one, other = report(value, bound), report(value2, bound2)
    assert agree(one, one)
    assert agree(one, other) == agree(other, one)
