"""What a Doc and newsmine's Document have to do with each other: one text, one set of offsets, data that survives JSON."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from newsmine.extractors.extraction import Extraction
from newsmine.indicators.pipeline import extract
from newsmine.language.document import Document
from newsmine.records import Article

__all__ = ["article_of", "as_lists", "document_of", "extraction_of", "keep_article", "kept_records"]

_ARTICLE = "newsmine.article"  # keys in Doc.user_data
_RECORDS = "newsmine.records"
# Blocks repeat the text; the text is the Doc's.
_LEFT_OUT = frozenset({"text", "blocks"})


def keep_article(doc: Doc, article: Article) -> None:
    """Leave what is known of an article on its Doc, but for the text."""
    doc.user_data[_ARTICLE] = {
        name: value for name, value in article.as_dict().items() if name not in _LEFT_OUT and value not in (None, [])
    }


def article_of(text: str, user_data: dict[Any, Any]) -> Article:
    """Return the article of a Doc: with all that was left on it, or made of its text alone."""
    kept = user_data.get(_ARTICLE)
    if kept is None:
        return Document.of(text).article
    names = {field.name for field in dataclasses.fields(Article)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in names
    }
    return Article(text=text, **values)


# The components of one pipeline are asked about the same text one after another: what was computed for the last few is kept.
@lru_cache(maxsize=4)
def document_of(text: str) -> Document:
    """Return the Document of a text, with whatever of it has been computed."""
    return Document.of(text)


@lru_cache(maxsize=4)
def extraction_of(article: Article) -> Extraction:
    """Return the records of an article."""
    return extract(article)


def as_lists(value: Any) -> Any:
    """Return data with lists where there are tuples: a DocBin gives these back for those."""
    if isinstance(value, dict):
        return {key: as_lists(item) for key, item in value.items()}
    return [as_lists(item) for item in value] if isinstance(value, list | tuple) else value


def kept_records(doc: Doc) -> dict[str, list[dict[str, object]]]:
    """Return the tables of records that components have left on a Doc; what is added to it stays on the Doc."""
    tables: dict[str, list[dict[str, object]]] = doc.user_data.setdefault(_RECORDS, {})
    return tables
