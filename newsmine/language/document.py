"""A document: one article, read once, with everything that is computed about its text computed once and shared.

Extractors work on ``doc.text``, the reading view (see :mod:`newsmine.normal`), and report spans of it; :meth:`Document.span`
maps a span to offsets in the article's own text. Sentences are split when first asked for, words and tags sentence by sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from newsmine.language.legacy import notes_on
from newsmine.language.segment import Segmentation, Span, Tag, segment, tag_words
from newsmine.language.splitting import sentences
from newsmine.normal import Reading, read
from newsmine.records import Article, stable_id

__all__ = ["Document", "Span", "Tag"]

_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True)
class Document:
    """An article and its reading view."""

    article: Article
    reading: Reading

    @classmethod
    def of(cls, article: Article | str) -> Document:
        """Make a document of an article, or of a bare text: it gets an id of its own, and notes on letters that are in doubt."""
        if isinstance(article, str):
            article = Article(article_id=stable_id("text", article), text=article, notes=notes_on(article))
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
        return tuple(Span(start, end) for start, end in sentences(self.text))

    @cached_property
    def _segmented(self) -> dict[tuple[int, int], Segmentation]:
        return {}

    @cached_property
    def _tagged(self) -> dict[tuple[int, int], tuple[Tag, ...]]:
        return {}

    def _segment(self, sentence: tuple[int, int]) -> Segmentation:
        start, end = sentence
        if (start, end) not in self._segmented:
            found = segment(self.text[start:end])
            spans = tuple(Span(start + here, start + there) for here, there in found.spans)
            self._segmented[start, end] = Segmentation(spans, found.words)
        return self._segmented[start, end]

    def words(self, sentence: tuple[int, int]) -> tuple[Span, ...]:
        """Words of a sentence (underthesea), as spans of the reading view; computed once a sentence."""
        return self._segment(sentence).spans

    def tags(self, sentence: tuple[int, int]) -> tuple[Tag, ...]:
        """(word, pos, chunk, ner) of each word of a sentence, the same as ``underthesea.ner``; computed once a sentence."""
        start, end = sentence
        if (start, end) not in self._tagged:
            self._tagged[start, end] = tuple(tag_words(self._segment(sentence).words))
        return self._tagged[start, end]
