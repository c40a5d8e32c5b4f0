"""Numbers printed in figures: ``10.600``, ``84,3``, ``1.234,5``, ``38.81``, ``1,754.67``, ``200 000``, ``08``.

The comma is decimal and the full stop groups thousands; where both stand in one number the last is decimal; a full stop before
other than three digits is decimal too. ``13,788`` is read as a decimal, which is what the press means nearly always, with less
confidence.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

__all__ = ["FIGURE", "figure_confidence", "read_figure", "tidy"]

# One printed figure; spaces group thousands only in whole groups of three after a short first group.
FIGURE = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*"
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_COMMA_DECIMAL = re.compile(r"\d+,\d+")
_DOT_DECIMAL = re.compile(r"\d+\.\d+")
_DOUBTFUL = re.compile(r"[1-9]\d{0,2},\d{3}")
_PLAUSIBLE_DOT = 0.9
_ONE = Decimal(1)
_DIGITS = 27  # what decimal arithmetic keeps exactly


@lru_cache(maxsize=4096)
def read_figure(text: str) -> Decimal | None:
    """Return the value of one printed figure (no sign, no unit), or None where its groups make no sense (``1.23.4``)."""
    if text.isdigit():
        return Decimal(text)
    if " " in text:
        text = text.replace(" ", "")
        return Decimal(text.replace(",", "."))
    if _DOT_THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _COMMA_THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _COMMA_DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return Decimal(text) if _DOT_DECIMAL.fullmatch(text) else None


def tidy(value: Decimal) -> Decimal:
    """Return a whole number without decimals (1200000.0 → 1200000) and any other as it is."""
    if value.same_quantum(_ONE):
        return value
    return value.quantize(_ONE) if value == value.to_integral_value() and value.adjusted() < _DIGITS else value


@lru_cache(maxsize=4096)
def figure_confidence(text: str) -> float:
    """Return how sure the reading of a figure is: less for ``13,788`` (decimal or thousands?) and for a decimal full stop."""
    if _DOUBTFUL.fullmatch(text):
        return 0.7
    if "." in text and not _DOT_THOUSANDS.fullmatch(text):
        return _PLAUSIBLE_DOT
    return 1.0
