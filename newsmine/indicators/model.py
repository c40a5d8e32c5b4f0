"""The trained model: for each indicator the weights of features, and how a score becomes a probability.

It is data, made by ``python -m newsmine.indicators.train`` from ``data/phrases.toml`` alone: one logistic regression an indicator
against all others and against what is none, one that weighs its score with the evidence around the figure, and a calibration on
phrases that were held back while training. No scikit-learn is needed to use it: a score is a sum over the features of a figure.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["MODEL", "Model", "load", "parse", "weighed"]

MODEL = "model.json.gz"
LEAD = 8.0  # a lead that is greater says no more; also that of an indicator without a rival


def weighed(score: float, evidence: int, foreign: float) -> tuple[float, float, float]:
    """Return what an indicator is weighed by.

    That is its score, whether the words it asks for are the figure's own, and the share of the words at the figure that no phrase
    of this indicator has: *hộ nghèo vay vốn* is foreign to the poverty rate.
    """
    return (max(-LEAD, min(LEAD, score)), float(evidence > 0), foreign)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights by feature and number of the indicator; ``mixing`` and ``calibration``: weights with a constant at the end."""

    numbers: dict[str, int]
    intercepts: tuple[float, ...]
    weights: dict[str, dict[int, float]]
    words: dict[str, frozenset[int]]  # of the phrases of each indicator
    mixing: tuple[float, ...]
    calibration: tuple[float, float, float]
    threshold: float
    sha: str

    def scores(self, features: Sequence[tuple[str, float]], among: Sequence[int]) -> list[float]:
        """Return the log-odds of the indicators with the numbers ``among``, given the features of a figure."""
        sums = [self.intercepts[number] for number in among]
        for name, value in features:
            row = self.weights.get(name)
            if row is not None:
                for at, number in enumerate(among):
                    if number in row:
                        sums[at] += row[number] * value
        return sums

    def mixed(self, number: int, score: float, evidence: int, words: Collection[str]) -> float:
        """Return the log-odds of an indicator, given its score, the evidence and the words at the figure."""
        strange = sum(number not in self.words.get(word, ()) for word in words)
        parts = weighed(score, evidence, strange / max(len(words), 1))
        return sum(weight * part for weight, part in zip(self.mixing, parts, strict=False)) + self.mixing[-1]

    def probability(self, best: float, second: float) -> float:
        """Return how probable it is that the best of the indicators is right, given its log-odds and those of the next."""
        slope, lead, constant = self.calibration
        return 1.0 / (1.0 + math.exp(-(slope * max(-LEAD, min(LEAD, best)) + lead * min(best - second, LEAD) + constant)))


@cache
def load() -> Model:
    """Return the model that ships with newsmine, read once."""
    return parse((resources.files("newsmine.indicators") / "data" / MODEL).read_bytes())


def parse(data: bytes) -> Model:
    """Return the model of a file's bytes (JSON, gzip)."""
    raw = json.loads(gzip.decompress(data))
    scale = raw["scale"]
    return Model(
        {name: number for number, name in enumerate(raw["indicators"])},
        tuple(raw["intercepts"]),
        {name: {row[at]: row[at + 1] / scale for at in range(0, len(row), 2)} for name, row in raw["weights"].items()},
        {word: frozenset(numbers) for word, numbers in raw["words"].items()},
        tuple(raw["mixing"]),
        tuple(raw["calibration"]),
        raw["threshold"],
        raw["phrases"],
    )
