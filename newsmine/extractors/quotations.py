"""Finds quotations in a document."""

from __future__ import annotations

from newsmine.language.document import Document
from newsmine.records import Person, Quotation

__all__ = ["find_quotations"]


def find_quotations(doc: Document, people: tuple[Person, ...]) -> tuple[Quotation, ...]:
    """Return the quotations of a document, in order."""
    return ()
