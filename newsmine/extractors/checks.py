"""Arithmetic checks of figures against each other. They flag and never repair: what is printed is what is reported.

``ok``              the figures agree, within what their printed digits allow
``inconsistent``    they cannot all be right: parts above their whole, a fall from A to B that is not the fall printed, 5/3
``different_base``  a share in brackets that is not the share of the printed whole (it may be of another base)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from newsmine.extractors.figures import Figure
from newsmine.extractors.measure import Measure

__all__ = ["checks"]

_HUNDRED = Decimal(100)
_EXACT = ("exact",)
_FALLS = re.compile(r"(?:^|\W)(?:xuống|còn|lên|thành|đến)(?!\w)", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ(?!\w)[^.;]{0,12}$", re.IGNORECASE)
_LISTS = re.compile(r"(?<!\w)(?:gồm|bao gồm|còn lại)(?!\w)|\(", re.IGNORECASE)


def checks(
    text: str, items: Sequence[Figure], whole: Sequence[int | None], measured: Sequence[Measure | None]
) -> tuple[tuple[str, ...], ...]:
    """Return for each figure what the checks say of it, in order of the checks; nothing where none applies."""
    flags: list[list[str]] = [[] for _ in items]
    for item in items:
        _ratio(item, flags)
        _share(items, item, whole, flags)
        _levels(text, items, item, flags)
        _plan(items, item, measured, flags)
    _sums(text, items, whole, flags)
    return tuple(tuple(dict.fromkeys(row)) for row in flags)


def _step(value: Decimal) -> Decimal:
    """Return half of the last printed digit of a value, the most that rounding may have moved it."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1) if isinstance(exponent, int) else Decimal(0)


def _ratio(item: Figure, flags: list[list[str]]) -> None:
    quantity = item.quantity
    if quantity.kind == "ratio" and quantity.denominator and quantity.value is not None and quantity.value > quantity.denominator:
        flags[item.index].append("inconsistent")


def _share(items: Sequence[Figure], item: Figure, whole: Sequence[int | None], flags: list[list[str]]) -> None:
    """Check a percentage in brackets right after a figure against the whole that is printed for it."""
    share = item.quantity
    if share.kind != "percent" or not item.bracketed or not item.index or share.value is None or share.value_max is not None:
        return
    part = items[item.index - 1]
    if part.sentence != item.sentence or part.quantity.value is None:
        return
    base: Decimal | None
    if part.quantity.denominator:
        base, sure = part.quantity.denominator, True
    elif (index := whole[part.index]) is not None and items[index].quantity.value:
        base, sure = items[index].quantity.value, True
    else:
        before = items[part.index - 1] if part.index else None
        if (
            before is None
            or before.paragraph != part.paragraph
            or before.quantity.unit != part.quantity.unit
            or not before.quantity.value
        ):
            return
        base, sure = before.quantity.value, False
    if not base or part.quantity.bound not in _EXACT or share.bound not in _EXACT:
        return
    off = abs(part.quantity.value / base * _HUNDRED - share.value)
    if off <= _step(share.value) * 2:
        flags[item.index].append("ok")
    elif sure:
        flags[item.index].append("different_base")


def _levels(text: str, items: Sequence[Figure], item: Figure, flags: list[list[str]]) -> None:
    """Check ``giảm từ A xuống còn B, giảm D``: A - B against D."""
    if item.index < 2 or not item.quantity.change or item.quantity.value is None:  # noqa: PLR2004 (two levels before it)
        return
    first, second = items[item.index - 2], items[item.index - 1]
    one, two = first.quantity, second.quantity
    if first.sentence != item.sentence or one.value is None or two.value is None or one.change or two.change:
        return
    if not _FALLS.search(text, first.end, second.start) or not _FROM.search(text, max(0, first.start - 16), first.start + 3):
        return
    same = two.unit == item.quantity.unit
    if item.quantity.kind == "percent" and two.unit != "%" and one.value:
        off = abs(abs(one.value - two.value) / one.value * _HUNDRED - item.quantity.value)
        flags[item.index].append("ok" if off <= _step(item.quantity.value) * 2 else "inconsistent")
    elif same and {one.bound, two.bound, item.quantity.bound} == {"exact"}:
        flags[item.index].append("ok" if abs(one.value - two.value) == item.quantity.value else "inconsistent")


def _plan(items: Sequence[Figure], item: Figure, measured: Sequence[Measure | None], flags: list[list[str]]) -> None:
    """Check ``thu 90 tỷ đồng, đạt 60% kế hoạch 150 tỷ đồng``: the done against the share of the plan."""
    measure = measured[item.index]
    if measure is None or measure.rule != "plan" or not item.index or item.index + 1 >= len(items) or not item.quantity.value:
        return
    done, plan = items[item.index - 1], items[item.index + 1]
    if done.sentence != item.sentence or plan.sentence != item.sentence or plan.start > measure.end + 40:
        return
    if done.quantity.unit != plan.quantity.unit or not done.quantity.value or not plan.quantity.value:
        return
    off = abs(done.quantity.value / plan.quantity.value * _HUNDRED - item.quantity.value)
    near = _step(item.quantity.value) * 2
    flags[item.index].append("ok" if off <= near else "inconsistent")


def _sums(text: str, items: Sequence[Figure], whole: Sequence[int | None], flags: list[list[str]]) -> None:
    """Check the parts of one whole: they cannot exceed it, and a full list adds up to it."""
    groups: dict[int, list[Figure]] = {}
    for item, index in zip(items, whole, strict=True):
        if index is not None and item.quantity.kind == items[index].quantity.kind and item.quantity.value is not None:
            groups.setdefault(index, []).append(item)
    for index, members in groups.items():
        base = items[index].quantity
        if len(members) < 2 or base.value is None or {m.quantity.bound for m in members} | {base.bound} != {"exact"}:  # noqa: PLR2004
            continue
        total = sum((m.quantity.value for m in members if m.quantity.value is not None), Decimal(0))
        full = (
            bool(_LISTS.search(text, items[index].end, members[0].start)) or "còn lại" in text[members[0].start : members[-1].end]
        )
        if total == base.value:
            flags[index].append("ok")
        elif (total > base.value and len({m.quantity.unit for m in members}) == 1) or (
            full and total < base.value and _same(members, base.unit)
        ):
            flags[index].append("inconsistent")


def _same(members: Sequence[Figure], unit: str | None) -> bool:
    """Tell whether parts are counted in the unit of their whole or in kinds of it: ``trường``, ``trường mầm non``."""
    return all((member.quantity.unit or "").startswith(unit or "") for member in members)
