"""Extraction with indicators: the records of an article, each figure matched to the taxonomy where it plainly is one of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from newsmine import extractors
from newsmine.extractors.extraction import Extraction, Extractions
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.many import extract_many as _extract_many
from newsmine.indicators.match import assign
from newsmine.indicators.taxonomy import Taxonomy
from newsmine.records import Article

__all__ = ["extract", "extract_many"]


def extract(article: Article | str, knowledge: Knowledge = BUILT_IN, taxonomy: Taxonomy | None = None) -> Extraction:
    """Return all records of a text or an article: people, quotations, statistics with indicators, references, refused numbers.

    ``knowledge`` adds cues, titles and organisations of the user's own (``Knowledge.read("own.toml")``), ``taxonomy`` indicators
    (:func:`newsmine.indicators.read_taxonomy`).

    >>> found = extract("Bà Lò Thị Mến, Chủ tịch UBND xã Chiềng Sinh cho biết: Xã có 1.204 hộ.")
    """
    return assign(extractors.extract(article, knowledge), taxonomy)


def extract_many(
    articles: Iterable[Article | str], *, knowledge: Knowledge = BUILT_IN, taxonomy: Taxonomy | None = None, **options: Any
) -> Extractions:
    """Return the extractions of many articles in order, with indicators; see :func:`newsmine.extractors.many.extract_many`."""
    return _extract_many(articles, extract=partial(extract, knowledge=knowledge, taxonomy=taxonomy), **options)
