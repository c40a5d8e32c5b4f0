"""Score against gold."""

from __future__ import annotations

from newsmine.evaluate.floors import below_floors
from newsmine.evaluate.gold import Pair, check_gold, read_pairs
from newsmine.evaluate.kinds import by_kind
from newsmine.evaluate.score import FIELDS, PEOPLE_FIELDS, Result, Tally, evaluate

__all__ = [
    "FIELDS",
    "PEOPLE_FIELDS",
    "Pair",
    "Result",
    "Tally",
    "below_floors",
    "by_kind",
    "check_gold",
    "evaluate",
    "read_pairs",
]
