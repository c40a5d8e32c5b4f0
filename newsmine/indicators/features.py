"""What a model sees of a figure: n-grams of words and characters of its zones, each with a weight.

A feature is a string whose first letter names its zone: ``m`` measure and population, ``o`` the words at the figure, ``b`` the
sentence before it, ``a`` what follows after a comma, ``c`` four characters of the measure, ``u`` unit, ``k`` kind and change. The
weights of a zone shrink with its length, so that a long sentence does not outweigh a short measure.
"""

from __future__ import annotations

from newsmine.indicators.surroundings import Surroundings
from newsmine.indicators.words import content
from newsmine.records import Statistic

__all__ = ["features", "own_words"]

_ZONES = (("m", 1.6, 3), ("o", 1.2, 2), ("b", 0.5, 2), ("a", 0.4, 2))  # name, weight, longest n-gram
_BEFORE = 24  # words of the sentence that are looked at
_BEYOND = 12
_CHARACTERS = 4


def features(item: Statistic, around: Surroundings) -> list[tuple[str, float]]:
    """Return the features of a statistic with their weights, each once."""
    found: dict[str, float] = {f"u {item.unit or ''}": 0.6, f"k {item.kind} {item.change or ''}": 0.6}
    names = around.names
    measure = _words(f"{around.measure}{around.population}", names)
    here = _words(f"{around.left}{around.right}{around.farther if around.first else ''}", names)
    before = _words(around.before, names)[-_BEFORE:]
    beyond = _words(around.beyond, names)[:_BEYOND]
    for (zone, weight, longest), words in zip(_ZONES, (measure, here, before, beyond), strict=True):
        share = weight / max(len(words), 2) ** 0.5
        found.update(dict.fromkeys([f"{zone} {word}" for word in words], share))
        for size in range(2, longest + 1):
            found.update(
                dict.fromkeys(
                    [f"{zone} {' '.join(gram)}" for gram in zip(*(words[at:] for at in range(size)), strict=False)], share
                )
            )
    letters = " ".join(measure)
    pieces = {letters[at : at + _CHARACTERS] for at in range(len(letters) - _CHARACTERS + 1)}
    found.update(dict.fromkeys([f"c{piece}" for piece in pieces], 0.8 / max(len(pieces), 4) ** 0.5))
    return list(found.items())


def _words(text: str, names: frozenset[str]) -> list[str]:
    """Return the words of a zone without names; long numbers all look alike, short ones say something (*dưới 35 tuổi*)."""
    words = text.split()
    return [
        "#" if word[0].isdigit() and len(word) > 2 else word  # noqa: PLR2004 (35 is short, 2023 is long)
        for word in words
        if word not in names
    ]


def own_words(around: Surroundings) -> frozenset[str]:
    """Return the words at a figure that say what it counts, without names."""
    return frozenset(content(around.tight)) - around.names
