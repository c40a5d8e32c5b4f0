"""Finds statistics in a document."""

from __future__ import annotations

from newsmine.language.document import Document
from newsmine.records import Person, Quotation, Reference, Reject, Statistic

__all__ = ["find_statistics"]


def find_statistics(
    doc: Document, people: tuple[Person, ...], quotations: tuple[Quotation, ...], references: tuple[Reference, ...]
) -> tuple[tuple[Statistic, ...], tuple[Reject, ...]]:
    """Return the statistics of a document and the numbers that were refused, each in order."""
    return (), ()
