"""Quotations in the making: what the patterns of ``quotations`` hand to each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from newsmine.extractors.cues import Cue, Lexicon
from newsmine.extractors.layout import Layout, Sentence
from newsmine.extractors.marks import Marked
from newsmine.extractors.signs import AFTER_MARK, TERM_WORDS, count_words
from newsmine.extractors.sources import Source
from newsmine.extractors.speakers import Sources

__all__ = ["Draft", "Page"]


@dataclass(slots=True)
class Draft:
    """A quotation in the making.

    ``lead`` is where its reporting begins (the clause of source and cue), ``cue_start`` and ``cue_end`` the cue, ``form`` how its
    end is found: marks (given), colon (to where the reporter speaks again), clause (to the end of the sentence), fixed (given).
    ``sibling``: a further cue of the same speaker in the same sentence.
    """

    start: int
    end: int
    lead: int
    source: Source | None
    rule: str
    form: str
    act: str | None = "state"
    cue_start: int | None = None
    cue_end: int | None = None
    sibling: bool = False

    @classmethod
    def of_mark(cls, mark: Marked, lead: int, source: Source, rule: str, cue: Cue, *, sibling: bool = False) -> Draft:
        """Make the draft of marked words with a cue."""
        return cls(mark.inner_start, mark.inner_end, lead, source, rule, "marks", cue.entry.act, cue.start, cue.end, sibling)

    @classmethod
    def of_cue(cls, start: int, lead: int, source: Source, rule: str, cue: Cue, *, form: str, sibling: bool = False) -> Draft:
        """Make the draft of words that follow a cue, their end yet open."""
        return cls(start, start, lead, source, rule, form, cue.entry.act, cue.start, cue.end, sibling)

    @classmethod
    def of_span(
        cls,
        start: int,
        end: int,
        lead: int,
        source: Source,
        rule: str,
        form: str,
        cue: tuple[int, int] | None,
        act: str = "state",
    ) -> Draft:
        """Make the draft of a stretch whose cue is no entry of the cue table ("theo", a noun, a colon), or none at all."""
        return cls(start, end, lead, source, rule, form, act, *(cue or (None, None)))


@dataclass(slots=True)
class Page:
    """A text with everything that the patterns look at, computed once."""

    text: str
    layout: Layout
    marks: list[Marked]
    cues: list[Cue]
    sources: Sources
    table: Lexicon
    _starts: list[int] = field(default_factory=list)
    _mark_starts: list[int] = field(default_factory=list)
    _cue_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index what is looked up by place."""
        self._starts = [item.start for item in self.layout.sentences]
        self._mark_starts = [item.start for item in self.marks]
        self._cue_starts = [item.start for item in self.cues]

    def sentence(self, place: int) -> int:
        """Return the number of the sentence that holds a place (or precedes it)."""
        return max(0, bisect_right(self._starts, place) - 1)

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence that holds a place."""
        return self.layout.sentences[self.sentence(place)]

    def mark_at(self, place: int) -> Marked | None:
        """Return the marked stretch that begins at a place."""
        index = bisect_right(self._mark_starts, place) - 1
        return self.marks[index] if index >= 0 and self.marks[index].start == place else None

    def is_speech(self, mark: Marked) -> bool:
        """Say whether marked words after a cue are speech, not a term: the sentence ends with them, or they are many."""
        if AFTER_MARK.match(self.text, mark.end) or self.text[mark.inner_end - 1] in ".!?…":
            return True
        return count_words(self.text, mark.inner_start, mark.inner_end) >= 2 * TERM_WORDS

    def mark_around(self, place: int) -> Marked | None:
        """Return the marked stretch that a place stands inside."""
        index = bisect_right(self._mark_starts, place) - 1
        return self.marks[index] if index >= 0 and self.marks[index].start < place < self.marks[index].end else None

    def marks_within(self, start: int, end: int) -> list[Marked]:
        """Return the marked stretches that begin inside a stretch."""
        return self.marks[bisect_left(self._mark_starts, start) : bisect_left(self._mark_starts, end)]

    def cue_before(self, place: int) -> Cue | None:
        """Return the last cue that begins before a place."""
        index = bisect_left(self._cue_starts, place) - 1
        return self.cues[index] if index >= 0 else None

    def cue_from(self, place: int) -> Cue | None:
        """Return the first cue that begins at a place or after it."""
        index = bisect_right(self._cue_starts, place - 1)
        return self.cues[index] if index < len(self.cues) else None
