"""Options that several commands share, and how counts are said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

__all__ = ["FORMATS", "form_option", "plural"]

FORMATS = ("jsonl", "csv", "parquet", "sqlite", "stata", "package")
"""What a store can be written as: those of :data:`newsmine.dataset.export.FORMATS`, and the data package."""


def form_option(default: str) -> Callable[[Any], Any]:
    """Return the option ``--format`` of the commands that write a dataset."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default=default,
        show_default=True,
        help="package: a Frictionless data package with codebook and data statement; sqlite: the store alone.",
    )


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 figure``, ``2,000 figures``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
