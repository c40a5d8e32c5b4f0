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

    Raises :class:`newsmine.errors.InputError` where the text holds lone surrogates, :class:`TypeError` for what is no text.

    >>> found = extract("Bà Lò Thị Mến, Chủ tịch UBND xã Chiềng Sinh cho biết: Xã có 1.204 hộ.")
    """
    if not isinstance(article, Article | str):
        hint = "; newsmine.language.decode reads bytes" if isinstance(article, bytes) else ""
        raise TypeError(f"extract takes a text or an Article, not {type(article).__name__}{hint}")
    return assign(extractors.extract(article, knowledge), taxonomy)


def extract_many(
    articles: Iterable[Article | str], *, knowledge: Knowledge = BUILT_IN, taxonomy: Taxonomy | None = None, **options: Any
) -> Extractions:
    """Return the extractions of many texts or articles, in the order given, with indicators, made as they are asked for.

    ``knowledge`` and ``taxonomy`` as in :func:`extract`. ``options``: ``jobs`` processes share the work (a script then needs its
    ``if __name__ == "__main__":``), ``progress`` shows a bar on standard error, against ``total`` where it is known, and
    ``errors="keep"`` gives an article that cannot be processed with its ``failure`` instead of raising
    :class:`newsmine.errors.NewsmineError`. See :func:`newsmine.extractors.many.extract_many`. Raises :class:`TypeError` for a
    single text: it would be read letter by letter.
    """
    if isinstance(articles, Article | str | bytes):
        raise TypeError("extract_many takes several texts or articles; for a single one use newsmine.extract")
    return _extract_many(articles, extract=partial(extract, knowledge=knowledge, taxonomy=taxonomy), **options)
