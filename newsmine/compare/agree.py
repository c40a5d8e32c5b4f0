"""When two reports of one figure agree: what each says about the true value leaves room for the other."""

from __future__ import annotations

from decimal import Decimal

from newsmine.compare.facts import Fact

__all__ = ["agree", "firmness"]

_ABOUT = Decimal("0.05")
"""``khoảng 95%`` is taken as within a twentieth of it, here only: whether it contradicts another report."""

_FIRM = {"exact": 0, "range": 1, "about": 3}


def firmness(fact: Fact) -> int:
    """Return how firmly a report says its figure: 0 exact, 1 a range, 2 a bound on one side, 3 about."""
    return _FIRM.get(fact.bound, 2)


def agree(one: Fact, other: Fact) -> bool:
    """Tell whether two reports of the same thing can both be true: equal, rounded, or one within the bounds of the other."""
    if firmness(one) == 0 and firmness(other) == 0:
        return one.value == other.value or _rounded(one.value, other.value) or _rounded(other.value, one.value)
    low, high = _room(one)
    low2, high2 = _room(other)
    return (high is None or low2 is None or low2 <= high) and (high2 is None or low is None or low <= high2)


def _room(fact: Fact) -> tuple[Decimal | None, Decimal | None]:
    if fact.bound == "about":
        slack = abs(fact.value) * _ABOUT
        return fact.value - slack, fact.value + slack
    return fact.low, fact.high


def _rounded(fine: Decimal, coarse: Decimal) -> bool:
    """Tell whether a figure with decimals is another one, rounded: 95.27 and 95.3, but not 1,512 and 1,500."""
    return _places(fine) > _places(coarse) and round(fine, _places(coarse)) == coarse


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
