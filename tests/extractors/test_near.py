"""Spans near a figure: what is found in order is what looking at all would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsmine.extractors.near import near

SPANS = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 900)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=40)


@given(SPANS, st.integers(0, 5000), st.integers(0, 5000))
def test_near_is_what_all_would_give(spans, one, other):
    low, high = sorted((one, other))
    assert near(sorted(spans), low, high) == [span for span in sorted(spans) if span[1] > low and span[0] < high]
