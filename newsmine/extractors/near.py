"""Spans of a text in order, and those of them that reach into a stretch: found without looking at all of a long article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["near"]

_LONGEST = 1000  # characters of a span: a period, a place, a name


def near(spans: Sequence[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """Return the spans (in order of their starts) of which a part stands after ``low`` and before ``high``."""
    first, last = bisect_left(spans, (low - _LONGEST,)), bisect_left(spans, (high,))
    return [span for span in spans[first:last] if span[1] > low]
