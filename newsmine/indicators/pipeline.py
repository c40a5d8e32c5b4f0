"""Extraction with indicators: the records of an article, each figure matched to the taxonomy where it plainly is one of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsmine import extractors
from newsmine.extractors.extraction import Extraction, Extractions
from newsmine.extractors.many import extract_many as _extract_many
from newsmine.indicators.match import assign
from newsmine.records import Article

__all__ = ["extract", "extract_many"]


def extract(article: Article | str) -> Extraction:
    """Return all records of a text or an article: people, quotations, statistics with indicators, references, refused numbers.

    >>> found = extract("Bà Lò Thị Mến, Chủ tịch UBND xã Chiềng Sinh cho biết: Xã có 1.204 hộ.")
    """
    return assign(extractors.extract(article))


def extract_many(articles: Iterable[Article | str], **options: Any) -> Extractions:
    """Return the extractions of many articles in order, with indicators; see :func:`newsmine.extractors.many.extract_many`."""
    return _extract_many(articles, extract=extract, **options)
