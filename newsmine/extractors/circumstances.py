"""What kind of figure it is and what is seen around it: on this depends how what it counts is mostly printed."""

from __future__ import annotations

from collections.abc import Sequence

from newsmine.extractors.figures import Figure
from newsmine.extractors.noun_phrases import Measure, unit_of
from newsmine.extractors.phrases import listed, pattern, run

__all__ = ["around_of", "beside", "sort_of"]

_MARKS = frozenset(",;.:)")
_NEAR = 3  # words between a counted noun and its predicate


def sort_of(item: Figure) -> str:
    """Return the sort of a figure.

    ``share rate ratio money score measure multiple``, or by its counted noun ``bare people general special``.
    """
    quantity = item.quantity
    if quantity.kind == "percent":
        return "share"
    if quantity.kind == "rate" and quantity.dimension != "count":
        return "rate"
    if quantity.kind in ("ratio", "money", "score", "measure", "multiple"):
        return quantity.kind
    if item.noun == item.end:
        return "bare"
    unit = unit_of(item)
    if unit in listed("measure", "persons"):
        return "people"
    return "general" if unit in listed("measure", "generic_units") else "special"


def around_of(text: str, item: Figure, items: Sequence[Figure], done: Sequence[Measure | None], sort: str) -> list[str]:
    """Return the circumstances of a figure; ``done`` is what the figures before count."""
    out = [name for name, seen in (("change", item.quantity.change), ("bracket", item.bracketed)) if seen]
    follows = _follows(text, item)
    out += [follows, f"{sort}, {follows}"]
    out += [name for name in ("compared", "in_turn") if run("measure", name, end=True).search(text, item.left, item.start)]
    if pattern("measure", "among").search(text, item.sentence.start, item.start):
        out.append("among")
    other = items[item.index - 1] if item.index else None
    if other is not None:
        out += _like(item, other, done[other.index])
    if other is None or other.sentence != item.sentence:
        return [*out, "first"]
    between = text[other.end : item.start]
    if between.strip(" ,(") in ("", "và", "hoặc", "hay"):
        out.append("tight")
    if ";" not in between and "," not in between:
        out.append("one clause")
    if other.quantity.unit == item.quantity.unit:
        out.append("same unit")
    return out


def _follows(text: str, item: Figure) -> str:
    """Return whether a figure stands alone, has a predicate right after it, or goes on in other words."""
    end, right = item.end, item.right
    if (
        not text[end:right].strip(" ,")
        or text[end : end + 1] in _MARKS
        or pattern("measure", "stop_after").match(text, end + 1, right)
    ):
        return "alone"
    predicate = pattern("measure", "predicates").search(text, end, right)
    return "predicate" if predicate and len(text[end : predicate.start()].split()) <= _NEAR else "goes on"


def _like(item: Figure, other: Figure, measure: Measure | None) -> list[str]:
    """Return on which side of the figure before stands what it counts: lists are mostly alike."""
    if measure is None or other.paragraph != item.paragraph:
        return []
    side = "after" if measure.start >= other.noun else "before" if measure.start >= other.left else "farther"
    if (measure.start, measure.end) == (other.noun, other.end):
        side = "noun"
    where = "sentence" if other.sentence == item.sentence else "paragraph"
    out = [f"{where}: {side}"]
    if other.quantity.unit == item.quantity.unit:
        out.append(f"{where}, same unit: {side}")
    return out


def beside(text: str, item: Figure) -> list[str]:
    """Return the words right before and after a figure, and its unit."""
    before = text[max(item.sentence.start, item.start - 30) : item.start].casefold().split()
    after = text[item.end : item.end + 20].casefold().split()
    return [
        f"<{before[-1] if before else ''}",
        f">{after[0].strip(',.;:)') if after else ''}",
        f"={(item.quantity.unit or item.quantity.kind).casefold()}",
    ]
