"""Score against gold."""

from __future__ import annotations

from newsmine.evaluate.floors import below_floors
from newsmine.evaluate.gold import check_gold
from newsmine.evaluate.score import Result, Tally, evaluate

__all__ = ["Result", "Tally", "below_floors", "check_gold", "evaluate"]
