"""A document: one article, read once, with everything that is computed about its text computed once and shared.

Extractors work on ``doc.text``, the reading view (see :mod:`newsmine.normal`), and report spans of it; :meth:`Document.span`
maps a span to offsets in the article's own text. Sentences are split when first asked for, words and tags sentence by sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from newsmine.normal import Reading, read
from newsmine.records import Article

__all__ = ["Document", "Span"]


class Span(NamedTuple):
    """A half-open stretch of the reading view."""

    start: int
    end: int


_LINE = re.compile(r"[^\n\r]+")
_STOP = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+(?=[\"“‘«(]?[A-ZĐÀ-Ỹ0-9-])")


@dataclass(frozen=True)
class Document:
    """An article and its reading view."""

    article: Article
    reading: Reading

    @classmethod
    def of(cls, article: Article | str) -> Document:
        """Make a document of an article or of a bare text (which gets an id of its own)."""
        if isinstance(article, str):
            from newsmine.records import stable_id  # noqa: PLC0415

            article = Article(article_id=stable_id("text", article), text=article)
        return cls(article, read(article.text))

    @property
    def text(self) -> str:
        """The reading view that all patterns work on."""
        return self.reading.text

    @property
    def date(self) -> str | None:
        """Day of publication, ISO 8601, or None."""
        return self.article.published_at[:10] if self.article.published_at else None

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Return start, end and text, in the article's own text, of a span of the reading view."""
        here, there = self.reading.source(start, end)
        return here, there, self.article.text[here:there]

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Lines that hold anything but white space."""
        return tuple(Span(m.start(), m.end()) for m in _LINE.finditer(self.text) if m.group().strip())

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in order; none crosses a line."""
        out: list[Span] = []
        for start, end in self.paragraphs:
            here = start
            for match in _STOP.finditer(self.text, start, end):
                out.append(Span(here, match.start()))
                here = match.end()
            out.append(Span(here, end))
        return tuple(out)

    @cached_property
    def _words(self) -> dict[Span, tuple[Span, ...]]:
        return {}

    def words(self, sentence: Span) -> tuple[Span, ...]:
        """Words of a sentence (underthesea), as spans of the reading view; computed once a sentence."""
        raise NotImplementedError

    def tags(self, sentence: Span) -> tuple[tuple[str, str, str, str], ...]:
        """(word, pos, chunk, ner) of each word of a sentence, the same as ``underthesea.ner``; computed once a sentence."""
        raise NotImplementedError
