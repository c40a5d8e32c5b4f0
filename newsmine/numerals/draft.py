"""A quantity in the making: what :mod:`quantities` reads and :mod:`settle` completes."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["NUMBER_WORDS", "Draft"]


NUMBER_WORDS = frozenset(
    [
        "phân",
        "một",
        "hai",
        "ba",
        "bốn",
        "năm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "mười",
        "nửa",
        "trăm",
        "tỷ",
        "triệu",
        "nghìn",
    ]
)


class Draft:
    """A quantity in the making, with offsets of the reading view."""

    # defaults stand in the class: most quantities keep most of them
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    unit: str | None = None
    unit_start: int | None = None
    unit_end: int | None = None
    kind: str = "count"
    bound: str = "exact"
    dimension: str | None = None
    change: str | None = None
    level: bool = False
    negated: bool = False
    spelled: bool = False
    source: bool = False
    baseline_start: int | None = None
    baseline_end: int | None = None
    status: str | None = None
    statistic: bool = True
    firm: bool = True
    magnitude: int | None = None
    confidence: float = 1.0
    rule: str = ""
    scale: int = 1

    def __init__(self, start: int, end: int, number_start: int, number_end: int, value: Decimal | None) -> None:
        self.start, self.end, self.number_start, self.number_end, self.value = start, end, number_start, number_end, value
        self.inherited: list[str] = []
