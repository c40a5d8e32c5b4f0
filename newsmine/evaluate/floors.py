"""Floors: the least F1 of each figure, that the next change may raise and never lower."""

from __future__ import annotations

import tomllib
from pathlib import Path

from newsmine.errors import InputError
from newsmine.evaluate.score import Result

__all__ = ["below_floors"]


def below_floors(result: Result, floors: Path, part: str | None = None) -> list[str]:
    """Return a line for each figure of ``result`` that is below its floor.

    ``floors`` is a TOML file with a table ``[f1]`` (figure to least F1) and ``[at_most]`` (``quote.wrong person`` to the highest
    rate); those of a ``part`` of the gold stand in ``[part.f1]`` and ``[part.at_most]``. A figure that does not exist raises
    :class:`newsmine.errors.InputError`: a floor that can never fail is a defect.
    """
    figures = result.figures()
    book = tomllib.loads(floors.read_text(encoding="utf-8"))
    book = book.get(part, {}) if part else book
    low = []
    for name, least in book.get("f1", {}).items():
        if name not in figures:
            raise InputError(f"{floors}: there is no figure {name!r}; the figures are: {', '.join(figures)}")
        if figures[name]["f1"] < least:
            low.append(f"{name}: F1 {figures[name]['f1']:.4f} is below its floor {least}")
    for name, most in book.get("at_most", {}).items():
        if name not in figures or "rate" not in figures[name]:
            raise InputError(f"{floors}: there is no rate {name!r}")
        if figures[name]["rate"] > most:
            low.append(f"{name}: {figures[name]['rate']:.4f} is above its ceiling {most}")
    return low
