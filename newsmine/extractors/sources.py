"""What may speak, and the people of an article as sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.lexical import LOWER, trie
from newsmine.extractors.people import Figure, Mention, PeopleIndex

__all__ = ["Source", "between", "is_addressed", "name_alone", "people_sources"]

_BARE = 2  # words of an office without its body
_KINDS = {"full": "person", "given": "person", "title": "office", "pronoun": "pronoun"}


@dataclass(frozen=True, slots=True)
class Source:
    """Something that may speak, as printed in ``[start, end)``, its name in ``[name_start, name_end)``.

    ``kind`` is person (named here), shared (a given name that fits several), office (title alone), pronoun, unnamed, stranger
    (capitals that no table knows), body, place or document. ``figure`` is whom ``people`` says it is, ``role`` the offices that
    hold for it.
    """

    start: int
    end: int
    kind: str
    name_start: int
    name_end: int
    honorific: tuple[int, int] | None = None
    figure: Figure | None = None
    role: tuple[int, int] | None = None

    @property
    def personal(self) -> bool:
        """Whether it is a person, named or not."""
        return self.kind in {"person", "shared", "stranger", "office", "pronoun", "unnamed"}

    @property
    def has_office(self) -> bool:
        """Whether an office is printed after the name."""
        return self.end > self.name_end


@cache
def between(key: str) -> str:
    """Return the pattern of a list of ``data/adverb_shell.toml`` (section ``between``), small and capital first letters."""
    words = data_toml("newsmine.extractors", "adverb_shell.toml")["between"][key]
    return trie({*words, *(word[0].upper() + word[1:] for word in words)})


@cache
def _addressed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{between('addressed')})(?:[ ](?:đồng chí|ông|bà|anh|chị|các))?[ ]\Z")


@cache
def _owner() -> re.Pattern[str]:
    """Return the pattern of an addressee or of one whose question is answered: "trả lời ", "ý kiến của "."""
    return re.compile(rf"(?<!\w)(?:{between('addressed')})[ ]\Z")


@cache
def _family() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{between('family')})[ ](?:(?:ông|bà|anh|chị|cô|chú)[ ])?\Z")


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{between('body')})[ ]\Z")


@cache
def _several() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{between('plural')})[ ]\Z")


@cache
def _plural() -> re.Pattern[str]:
    return re.compile(rf"(?:{between('plural')})[ ]")


def is_addressed(text: str, source: Source) -> bool:
    """Say whether what stands before a source makes it an addressee or an owner: "trả lời ông Hải", "gửi Sở Y tế"."""
    return bool(_addressed().search(text, max(0, source.start - 20), source.start))


# what follows the name of a body or a document without being a part of it: a bracket, what it is, when it said so
_NOT_NAME = re.compile(
    rf"[ ]\([^()\n]*\)\Z|[ ][–-][ ](?=[{LOWER}])[^–]*\Z"
    r"|[ ](?:tính[ ])?(?:đến|hồi|vào|lúc)[ ](?=[^,]*\d|tháng|cuối|đầu)(?:(?!của)[^,])*\Z"
    r"|[ ](?:hôm nay|hôm qua|mới đây|mới nhất|vừa qua|sáng nay|chiều nay|tối qua)\Z"
)
_DAY = re.compile(r"[ ](?:ngày|hôm|sáng|chiều|tối)[ ]\d[\d./-]*\Z")


def name_alone(text: str, source: Source) -> Source:
    """Return a source without a person's name with its name alone: no bracket, apposition or date after it."""
    if source.figure is not None or source.kind not in {"body", "place", "unnamed", "document", "office"}:
        return source
    found = _NOT_NAME.search(text, source.name_start, source.name_end)
    if found is None and source.kind in {"body", "unnamed"}:
        found = _DAY.search(text, source.name_start, source.name_end)
    return replace(source, name_end=found.start()) if found and found.start() > source.name_start else source


def people_sources(text: str, index: PeopleIndex) -> list[Source]:
    """Return the mentions of people as sources, in order, none overlapping another."""
    return _People(text, index).run()


class _People:
    """Goes through the mentions of one article in order."""

    def __init__(self, text: str, index: PeopleIndex) -> None:
        self.text, self.index = text, index
        self.found: list[Source] = []
        self.names: dict[str, tuple[int, int]] = {}  # where each person's name was printed last
        self.by_given: dict[str, list[tuple[int, Figure]]] = {}
        for figure in index.figures:
            words = figure.name.split()
            if len(words) > 1 and figure.mentions:
                self.by_given.setdefault(words[-1], []).append((index.mentions[figure.mentions[0]].start, figure))

    def run(self) -> list[Source]:
        for mention in self.index.mentions:
            source = self._source(mention)
            if source:
                self.found.extend(self._apart(mention, source))
        return self.found

    def _apart(self, mention: Mention, source: Source) -> list[Source]:
        """Part an addressee from the bare office after a comma that speaks: "Trả lời đại biểu Hoa, Bộ trưởng cho biết"."""
        office = next((span for span in mention.roles if span.start > mention.end), None)
        if office is None or source.figure is None or not self.text.startswith(", ", office.start - 2):
            return [source]
        bare = self.text.count(" ", office.start, office.end) < _BARE
        if not bare or office.start - 2 != mention.end or not _owner().search(self.text, max(0, source.start - 20), source.start):
            return [source]
        alone = Source(office.start, office.end, "office", office.start, office.end)
        return [replace(source, end=mention.end), alone]

    def _start(self, mention: Mention) -> int | None:
        """Return where a mention begins with what belongs to it; None where it stands inside the one before."""
        start = mention.full_start
        last = self.found[-1].end if self.found else 0
        if start < last:
            start = mention.start
        if mention.honorific_start is not None and self.text.endswith(", ", start, mention.honorific_start):
            start = mention.honorific_start  # "Báo cáo với lãnh đạo tỉnh, ông …": what stands before the comma is somebody else's
        return start if start >= last else None

    def _source(self, mention: Mention) -> Source | None:
        start = self._start(mention)
        if start is None or self._no_person(mention, start):
            return None
        end = mention.full_end
        if mention.honorific is not None and _plural().match(mention.honorific):
            return Source(start, end, "unnamed", start, end)  # "các đồng chí lãnh đạo tỉnh": not one of them
        if mention.kind in {"full", "given"} and mention.honorific:
            family = _family().search(self.text, max(0, start - 14), mention.start)
            if family:
                return Source(family.start(), end, "unnamed", family.start(), end)  # "vợ chồng ông Hải"
        many = _several().search(self.text, max(0, start - 6), start) if mention.kind == "title" else None
        if many:
            return Source(many.start(), end, "unnamed", many.start(), end)  # "các đồng chí lãnh đạo tỉnh"
        figure, kind = self._figure(mention)
        if kind is None:
            return None
        name = (mention.start, mention.end)
        if mention.key is not None and mention.kind in {"full", "given"}:
            self.names[mention.key] = name
        elif mention.key is not None and mention.kind == "pronoun":
            name = self.names.get(mention.key, name)  # a pronoun speaks by the name printed last before it
        role = self.index.role_of(mention) or (figure.role if figure else None)
        return Source(start, end, kind, *name, _span(mention), figure, role)

    def _no_person(self, mention: Mention, start: int) -> bool:
        """Say whether a title or pronoun is a part of something else: "Ban Bí thư", "đơn vị này"."""
        if mention.kind == "title":
            return bool(_body().search(self.text, max(0, start - 9), start))
        return mention.kind == "pronoun" and self.text[max(0, start - 4) : start].lower() == "đơn "

    def _figure(self, mention: Mention) -> tuple[Figure | None, str | None]:
        """Return who is meant and the kind of source; of several people with a given name the only one named so far."""
        figure = self.index.person(mention.key)
        kind = _KINDS[mention.kind]
        if figure is not None or mention.kind != "given":
            return figure, kind
        sharing = self.by_given.get(self.text[mention.start : mention.end], [])
        before = [item for place, item in sharing if place < mention.start]
        if len(before) == 1:
            return before[0], kind
        if sharing:
            return None, "shared"
        return None, kind if mention.honorific is not None or mention.rank is not None else None


def _span(mention: Mention) -> tuple[int, int] | None:
    if mention.honorific_start is None or mention.honorific_end is None:
        return None
    return mention.honorific_start, mention.honorific_end
