"""Numbers, units, bounds, periods, and what only looks like a number: pure functions on strings."""

from __future__ import annotations

from newsmine.numerals.model import FoundPeriod, Period, Quantity, RejectedNumber, Scan
from newsmine.numerals.parse import parse_number
from newsmine.numerals.scan import find_periods, find_quantities, find_rejects, parse_period, scan

__all__ = [
    "FoundPeriod",
    "Period",
    "Quantity",
    "RejectedNumber",
    "Scan",
    "find_periods",
    "find_quantities",
    "find_rejects",
    "parse_number",
    "parse_period",
    "scan",
]
