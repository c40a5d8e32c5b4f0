"""Parts and wholes: which figure another is a part of, and what a share is a share of.

``trong đó …`` and a list in brackets or after ``gồm`` make parts of the figure before them; ``trong tổng số 21 …`` gives the
whole of the ratios after it. Only what is printed is used; nothing is computed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsmine.extractors.figures import Figure
from newsmine.extractors.measure import Measure

__all__ = ["Population", "parts", "populations"]

_OPENS = re.compile(r"(?<!\w)(?:trong đó|trong số đó|trong số này|trong số họ|bao gồm|gồm)(?!\w)", re.IGNORECASE)
_AMONG = re.compile(r"(?:trong|trên)\s+(?:tổng\s+số|số|tổng)\s*$", re.IGNORECASE)
_ENDS = re.compile(r"(?<!\w)(?:ngoài ra|bên cạnh đó|đồng thời|tuy nhiên|cùng với đó|song song)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Population:
    """Of whom or what a share or a part is, as a span of the reading view."""

    start: int
    end: int


def parts(text: str, items: Sequence[Figure]) -> tuple[int | None, ...]:
    """Return for each figure the index of the figure that it is a part of, or None."""
    out: list[int | None] = []
    whole: int | None = None
    for item in items:
        last = items[item.index - 1] if item.index else None
        if last is None or last.paragraph != item.paragraph:
            whole = None
            out.append(None)
            continue
        between = text[last.end : item.start]
        if _OPENS.search(between):
            # a second "trong đó" goes on from the same whole where it opens a sentence
            chained = whole is not None and out[-1] is not None and item.first
            whole = whole if chained else _nearest(items, item, out)
        elif item.bracketed and not last.bracketed and item.quantity.kind == "count" and last.quantity.kind == "count":
            whole = last.index
        elif whole is not None and (item.first or _ENDS.search(between) or (last.bracketed and not item.bracketed)):
            whole = None
        if whole is not None and _fits(items[whole], item):
            out.append(whole)
            continue
        out.append(_denominated(text, item, items))
    return tuple(out)


def _nearest(items: Sequence[Figure], item: Figure, done: Sequence[int | None]) -> int | None:
    """Return the last figure before one that is no part itself and may be a whole."""
    for index in range(item.index - 1, max(-1, item.index - 6), -1):
        other = items[index]
        if other.paragraph != item.paragraph:
            return None
        if done[index] is None and other.quantity.kind in ("count", "money", "measure") and _fits(other, item):
            return index
    return None


def _fits(whole: Figure, part: Figure) -> bool:
    """Tell whether a figure can be a part of another: a share of it, or the same sort of thing and no more of it."""
    one, two = whole.quantity, part.quantity
    if two.change or one.change:
        return bool(two.change) == bool(one.change) and one.unit == two.unit
    if two.kind in ("percent", "ratio"):
        return one.kind in ("count", "money", "measure")
    if one.kind != two.kind or one.value is None or two.value is None:
        return False
    return two.value <= one.value and (one.kind == "count" or one.unit == two.unit)


def _denominated(text: str, item: Figure, items: Sequence[Figure]) -> int | None:
    """Return the figure that prints the denominator of a ratio, or the ``tổng số`` before a count, in the same sentence."""
    for index in range(item.index - 1, max(-1, item.index - 5), -1):
        other = items[index]
        if other.sentence != item.sentence:
            return None
        if other.quantity.kind != "count":
            continue
        if item.quantity.denominator is not None:
            if item.quantity.denominator == other.quantity.value:
                return index
        elif _AMONG.search(text, max(0, other.start - 20), other.start) and _fits(other, item):
            return index
    return None


def populations(
    items: Sequence[Figure],
    measured: Sequence[Measure | None],
    whole: Sequence[int | None],
    after: Sequence[Measure | None],
) -> tuple[Population | None, ...]:
    """Return of whom or what each figure is: the noun after a share that is measured before it, else what its whole counts."""
    out: list[Population | None] = []
    for item, measure, index, noun in zip(items, measured, whole, after, strict=True):
        if (
            item.quantity.kind in ("percent", "ratio")
            and noun
            and measure
            and noun.start >= item.end
            and measure.end <= item.start
        ):
            out.append(Population(noun.start, noun.end))
        elif index is not None and (found := measured[index]) is not None:
            out.append(Population(found.start, found.end))
        else:
            out.append(None)
    return tuple(out)
