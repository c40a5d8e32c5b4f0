"""A quantity in the making: what :mod:`quantities` reads and :mod:`settle` completes."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["NUMBER_WORDS", "Draft"]


NUMBER_WORDS = frozenset(
    [
        "phân",
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

    __slots__ = (
        "baseline_end", "baseline_start", "bound", "change", "confidence", "denominator", "dimension", "end", "firm", "inherited",
        "kind", "level", "magnitude", "negated", "number_end", "number_start", "rule", "scale", "source", "spelled", "start",
        "statistic", "status", "unit", "unit_end", "unit_start", "value", "value_max",
    )  # fmt: skip

    def __init__(self, start: int, end: int, number_start: int, number_end: int, value: Decimal | None) -> None:
        self.start, self.end, self.number_start, self.number_end, self.value = start, end, number_start, number_end, value
        self.value_max: Decimal | None = None
        self.denominator: Decimal | None = None
        self.unit: str | None = None
        self.unit_start: int | None = None
        self.unit_end: int | None = None
        self.kind, self.bound = "count", "exact"
        self.dimension: str | None = None
        self.change: str | None = None
        self.level = self.negated = self.spelled = self.source = False
        self.baseline_start: int | None = None
        self.baseline_end: int | None = None
        self.status: str | None = None
        self.statistic = self.firm = True
        self.magnitude: int | None = None
        self.inherited: list[str] = []
        self.confidence, self.rule, self.scale = 1.0, "", 1
