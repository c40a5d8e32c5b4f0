"""Finds people in a document."""

from __future__ import annotations

from newsmine.language.document import Document
from newsmine.records import Person

__all__ = ["find_people"]


def find_people(doc: Document) -> tuple[Person, ...]:
    """Return the people of a document, in order."""
    return ()
