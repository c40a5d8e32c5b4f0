"""Sources in a text, and which of them stands before or after a cue.

A source is whatever may speak: a named person with honorific, title and apposition; an office without a name; a pronoun; a body, a
place that stands for its government, an unnamed person, a document. Who a person is, is decided in ``people``; here only who is the
subject of a cue. The distance between source and cue may hold an adverb shell ("cũng thẳng thắn"), brackets, a place of residence or an
apposition between commas, and nothing else; where two fit, the nearer one speaks; where none does, nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from newsmine.extractors.bodies import document_phrase, find_phrases
from newsmine.extractors.cues import Lexicon
from newsmine.extractors.people import Figure, Mention, PeopleIndex

__all__ = ["Source", "Sources", "people_sources"]

# What may be skipped right after a source: brackets, or where the person lives and what he is.
_BRACKETS = r"(?:[ ]?\([^()\n]{1,160}\))"
_HOME = r"(?:,?[ ](?:ở|trú|ngụ|tại|quê|thôn|bản|ấp|buôn|xóm|tổ|khu phố|khu|xã|phường|người dân|chủ|hiện|sinh năm|SN|là|thành viên|hộ|dân tộc|\d{2,3}[ ]tuổi|năm nay)[ ,][^.;:“”\"\n]{1,140}?)"
_APPOSITION = r"(?:,[ ][^.;:“”\"\n]{2,220}?,)"


@dataclass(frozen=True, slots=True)
class Source:
    """Something that may speak, as printed in ``[start, end)``, its name in ``[name_start, name_end)``.

    ``kind`` is person (named here), office (title alone), pronoun, unnamed, body, place or document. ``figure`` is whom ``people`` says it is.
    """

    start: int
    end: int
    kind: str
    name_start: int
    name_end: int
    honorific: tuple[int, int] | None = None
    figure: Figure | None = None

    @property
    def personal(self) -> bool:
        """Whether it is a person, named or not."""
        return self.kind in {"person", "office", "pronoun", "unnamed"}


def _honorific(mention: Mention) -> tuple[int, int] | None:
    if mention.honorific_start is None or mention.honorific_end is None:
        return None
    return mention.honorific_start, mention.honorific_end


_KINDS = {"full": "person", "given": "person", "title": "office", "pronoun": "pronoun"}


def people_sources(index: PeopleIndex) -> list[Source]:
    """Return the mentions of people as sources, in order, none overlapping another."""
    found: list[Source] = []
    names: dict[str, tuple[int, int]] = {}
    for mention in index.mentions:
        start, end = mention.full_start, mention.full_end
        if found and start < found[-1].end:
            start = mention.start
            if start < found[-1].end:
                continue
        name = (mention.start, mention.end)
        if mention.key is not None and mention.kind in {"full", "given"}:
            names[mention.key] = name
        elif mention.key is not None and mention.kind == "pronoun":
            name = names.get(mention.key, name)  # a pronoun speaks by the name printed last before it
        found.append(Source(start, end, _KINDS[mention.kind], *name, _honorific(mention), index.person(mention.key)))
    return found


class Sources:
    """All sources of a text in order, with what stands between them and the cues."""

    def __init__(self, text: str, people: list[Source], table: Lexicon) -> None:
        self.text = text
        taken = _Cover(people)
        phrases = [
            Source(item.start, item.end, item.kind, item.start, item.end) for item in find_phrases(text) if not taken.covers(item.start, item.end)
        ]
        self.all = sorted([*people, *phrases], key=lambda item: (item.end, item.start))
        self._ends = [item.end for item in self.all]
        self.by_start = sorted(self.all, key=lambda item: (item.start, -item.end))
        self._starts = [item.start for item in self.by_start]
        self._people = sorted(people, key=lambda item: item.start)
        self._people_starts = [item.start for item in self._people]
        shell = table.shell.pattern
        self._shell = re.compile(shell)
        self._reach = re.compile(rf"{_BRACKETS}?{shell}|(?P<far>{_HOME}{shell}|{_BRACKETS}?{_APPOSITION}{shell}|{_BRACKETS}?{_HOME}?{_APPOSITION}{shell})")

    def before(self, start: int, floor: int) -> tuple[Source, bool] | None:
        """Return the source whose cue begins at ``start``, none printed before ``floor``; and whether an apposition stands between."""
        last = bisect_right(self._ends, start) - 1
        looked = 0
        blocked = False
        while last >= 0 and looked < 12 and self.all[last].start >= floor and start - self.all[last].end <= 260:
            source = self.all[last]
            last -= 1
            looked += 1
            match = self._reach.fullmatch(self.text, source.end, start)
            if match and not match["far"]:
                return self._widest(source, floor), False
            if match and source.kind in {"person", "office"} and not blocked:
                return source, True
            blocked = blocked or source.kind in {"person", "office"}
        return None

    def _widest(self, source: Source, floor: int) -> Source:
        """Return the document that a body belongs to, where one does: "Báo cáo của Sở Y tế cho thấy"."""
        if source.kind not in {"body", "place"}:
            return source
        return self.document(floor, source.end) or source

    def document(self, floor: int, end: int) -> Source | None:
        """Return the document whose noun phrase fills the clause that ends at ``end``, or None."""
        start = max(floor, self.text.rfind(", ", floor, end) + 2, self.text.rfind("; ", floor, end) + 2)
        for here in (floor, start):
            if document_phrase(self.text, here, end):
                return Source(here, end, "document", here, end)
        return None

    def at(self, start: int, *, reach: int = 0) -> Source | None:
        """Return the longest source that begins at ``start`` (or up to ``reach`` characters after it)."""
        index = bisect_left(self._starts, start)
        if index < len(self.by_start) and self._starts[index] <= start + reach:
            return self.by_start[index]
        return None

    def people_in(self, start: int, end: int) -> list[Source]:
        """Return the named people, offices and pronouns printed in a stretch, in order."""
        return self._people[bisect_left(self._people_starts, start) : bisect_left(self._people_starts, end)]

    def within(self, start: int, end: int) -> list[Source]:
        """Return all sources that begin in a stretch, in order."""
        return self.by_start[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class _Cover:
    """Tells whether a stretch overlaps one of some stretches that do not overlap each other."""

    def __init__(self, items: list[Source]) -> None:
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]

    def covers(self, start: int, end: int) -> bool:
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._items[index].end > start

