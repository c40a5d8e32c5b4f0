"""All records of one article, together."""

from __future__ import annotations

from dataclasses import dataclass

from newsmine.records import Article, Person, Quotation, Reference, Reject, Statistic

__all__ = ["Extraction"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article and its records."""

    article: Article
    people: tuple[Person, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    references: tuple[Reference, ...] = ()
    rejects: tuple[Reject, ...] = ()
