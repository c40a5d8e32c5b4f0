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

from newsmine.extractors.bodies import document_phrase, find_phrases, has_verb
from newsmine.extractors.cues import Lexicon
from newsmine.extractors.people import Figure, Mention, PeopleIndex

__all__ = ["Source", "Sources", "clause_start", "is_addressed", "people_sources"]

# What may be skipped right after a source: brackets, or where the person lives and what he is.
_BRACKETS = r"(?:[ ]?\([^()\n]{1,160}\))"
_HOME = r"(?:,?[ ](?:ở|trú|ngụ|tại|quê|thôn|bản|ấp|buôn|xóm|tổ|khu phố|khu|xã|phường|người dân|chủ|hiện|sinh năm|SN|là|thành viên|hộ|dân tộc|\d{2,3}[ ]tuổi|năm nay)[ ,][^.;:“”\"\n]{1,140}?)"
_HOME_START = re.compile(rf"{_BRACKETS}?,?[ ](?:ở|trú|ngụ|tại|quê|thôn|bản|ấp|buôn|xóm|tổ|khu phố|xã|phường|thuộc)[ ]")
_LOOK = 12  # sources looked back at
_REACH = 260  # characters between a source and its cue
_DESCRIBED = 200  # characters of a description between a person and his cue
_WHEN = r"(?:trong|vào|tại|sáng|chiều|tối|trưa|ngày|hôm|sau đó|trước đó|mới đây|ở|từ|của|thuộc|người|\d)"
_HOLD = 120  # characters between a person and the body that ends his office
_ADDRESSED = re.compile(r"(?<!\w)(?:với|cho|cùng|của|bởi|tới|đến|[tT]rả lời|[gG]ửi|[gG]iao|nghe|như|mà)(?:[ ](?:đồng chí|ông|bà|anh|chị|các))?[ ]\Z")
_APPOSITION = r"(?:,[ ][^.;:“”\"\n]{2,220}?,)"


@dataclass(frozen=True, slots=True)
class Source:
    """Something that may speak, as printed in ``[start, end)``, its name in ``[name_start, name_end)``.

    ``kind`` is person (named here), shared (a given name that fits several), office (title alone), pronoun, unnamed, body, place or document. ``figure`` is whom ``people`` says it is.
    """

    start: int
    end: int
    kind: str
    name_start: int
    name_end: int
    honorific: tuple[int, int] | None = None
    figure: Figure | None = None
    role: tuple[int, int] | None = None  # the printed offices that hold for it

    @property
    def personal(self) -> bool:
        """Whether it is a person, named or not."""
        return self.kind in {"person", "shared", "office", "pronoun", "unnamed"}


def _honorific(mention: Mention) -> tuple[int, int] | None:
    if mention.honorific_start is None or mention.honorific_end is None:
        return None
    return mention.honorific_start, mention.honorific_end


_SEVERAL = re.compile(r"(?<!\w)(?:[vV]ợ chồng|[gG]ia đình|[bB]ố con|[mM]ẹ con|[aA]nh em|[cC]on trai|[cC]on gái|[vV]ợ|[cC]hồng)[ ](?:(?:ông|bà|anh|chị|cô|chú)[ ])?\Z")
_INFORMATION = re.compile(r"(?:[tT]hông tin|[nN]guồn tin)[^,.;]{0,40}[ ](?:từ|của|do)[ ]")
_NO_OFFICE = re.compile(r"(?:Ban|ban|Bộ|bộ|Ủy ban|Văn phòng|văn phòng)[ ]\Z")
_KINDS = {"full": "person", "given": "person", "title": "office", "pronoun": "pronoun"}


def people_sources(text: str, index: PeopleIndex) -> list[Source]:
    """Return the mentions of people as sources, in order, none overlapping another."""
    by_given: dict[str, list[tuple[int, Figure]]] = {}
    for figure in index.figures:
        words = figure.name.split()
        if len(words) > 1 and figure.mentions:
            by_given.setdefault(words[-1], []).append((index.mentions[figure.mentions[0]].start, figure))
    found: list[Source] = []
    names: dict[str, tuple[int, int]] = {}
    for mention in index.mentions:
        start, end = mention.full_start, mention.full_end
        if found and start < found[-1].end:
            start = mention.start
            if start < found[-1].end:
                continue
        if mention.honorific_start is not None and text.endswith(", ", start, mention.honorific_start):
            start = mention.honorific_start  # "Báo cáo với lãnh đạo tỉnh, ông …": what stands before the comma is somebody else's
        name = (mention.start, mention.end)
        if mention.key is not None and mention.kind in {"full", "given"}:
            names[mention.key] = name
        elif mention.key is not None and mention.kind == "pronoun":
            name = names.get(mention.key, name)  # a pronoun speaks by the name printed last before it
        figure = index.person(mention.key)
        kind = _KINDS[mention.kind]
        if figure is None and mention.kind == "given":
            # of several people with this given name, the only one named so far; with none, the name is all there is
            sharing = by_given.get(text[mention.start : mention.end], [])
            before = [item for place, item in sharing if place < mention.start]
            figure = before[0] if len(before) == 1 else None
            if figure is None and mention.honorific is None and mention.rank is None and not sharing:
                continue
            kind = "shared" if figure is None and sharing else kind
        if mention.kind == "title" and _NO_OFFICE.search(text, max(0, start - 9), start):
            continue  # "Ban Bí thư", "Bộ Chỉ huy", "Ủy ban Thường vụ"
        if mention.kind == "pronoun" and text.endswith(("Đơn ", "đơn "), start - 4 if start >= 4 else 0, start):
            continue  # "đơn vị này"
        several = _SEVERAL.search(text, max(0, start - 14), mention.start) if kind in {"person", "shared"} and mention.honorific else None
        if several:
            found.append(Source(several.start(), end, "unnamed", several.start(), end))  # "vợ chồng ông Hải"
            continue
        found.append(Source(start, end, kind, *name, _honorific(mention), figure, index.role_of(mention) or (figure.role if figure else None)))
    return found


def clause_start(text: str, floor: int, end: int) -> int:
    """Return where the clause that ends at ``end`` begins: after the last comma or semicolon, else at ``floor``."""
    cut = max(text.rfind(", ", floor, end), text.rfind("; ", floor, end))
    return cut + 2 if cut >= 0 else floor


def is_addressed(text: str, source: Source) -> bool:
    """Say whether what stands before a source makes it an addressee or an owner, not a subject: "trả lời ông Hải", "gửi Sở Y tế"."""
    return bool(_ADDRESSED.search(text, max(0, source.start - 20), source.start))


class Sources:
    """All sources of a text in order, with what stands between them and the cues."""

    def __init__(self, text: str, people: list[Source], table: Lexicon, windows: list[tuple[int, int]] | None = None) -> None:
        self.text = text
        taken = _Cover(people)
        phrases = [
            Source(item.start, item.end, item.kind, item.start, item.end) for item in find_phrases(text, windows) if not taken.covers(item.start, item.end)
        ]
        self.all = sorted([*people, *phrases], key=lambda item: (item.end, item.start))
        self._ends = [item.end for item in self.all]
        self.by_start = sorted(self.all, key=lambda item: (item.start, -item.end))
        self._starts = [item.start for item in self.by_start]
        self._people = sorted(people, key=lambda item: item.start)
        self._people_starts = [item.start for item in self._people]
        shell = table.shell.pattern
        self._description = re.compile(rf"{_BRACKETS}?(?:[ ]?[,–—-][ ]?|[ ](?={_WHEN}))[^.;:…“”\"\n]{{1,{_DESCRIBED}}}?{shell}")
        self._when = re.compile(rf"[ ](?:hồi|vào|trong|sáng|chiều|tối|trưa|ngày|hôm|mới đây|vừa qua|sau đó|trước đó)(?!\w)[^,.;:…“”\"\n]{{0,40}}?{shell}|[ ]về[ ][^.;:…“”\"\n]{{2,60}}?{shell}")
        self._rest = re.compile(rf"[ ,][^.;:…“”\"\n]{{1,90}}?{shell}")
        self._last = re.compile(rf"[ ,](?:{table.shell_words})[ ,]*\Z")
        self._reach = re.compile(rf"{_BRACKETS}?{shell}|(?P<far>{_HOME}{shell}|{_BRACKETS}?{_APPOSITION}{shell}|{_BRACKETS}?{_HOME}?{_APPOSITION}{shell})")

    def before(self, start: int, floor: int) -> tuple[Source, bool] | None:
        """Return the source whose cue begins at ``start``, none printed before ``floor``; and whether an apposition stands between."""
        last = bisect_right(self._ends, start) - 1
        blocked = False
        for index in range(last, max(-1, last - _LOOK), -1):
            source = self.all[index]
            if source.start < floor or start - source.end > _REACH:
                break
            match = self._reach.fullmatch(self.text, source.end, start)
            if match and not match["far"]:
                return self._holder(index, source, start, floor), False
            if source.kind in {"body", "document"} and not blocked and self._when.fullmatch(self.text, source.end, start):
                return self._holder(index, source, start, floor), False
            if source.kind in {"person", "shared", "office"}:
                if blocked:
                    break
                if match and source.kind != "office":
                    return source, True
                if self._office_goes_on(source, start):
                    return source, False
                if self._described(source, start):
                    return source, True
                blocked = True
        return None

    def _described(self, source: Source, start: int) -> bool:
        """Say whether all that stands between a person and a cue describes him or says when and where: no verb, no other clause."""
        if source.kind == "office" and source.figure is None or start - source.end > _DESCRIBED:
            return False
        return bool(self._description.fullmatch(self.text, source.end, start)) and not has_verb(self.text, source.end, start)

    def _holder(self, index: int, source: Source, start: int, floor: int) -> Source:
        """Return who really speaks where a body or place stands before a cue: the person whose office or home it ends, or a document."""
        if source.kind not in {"body", "place", "unnamed"}:
            return source
        for other in reversed(self.all[max(0, index - _LOOK) : index]):
            if other.start < floor or source.start - other.end > _HOLD:
                break
            if other.kind not in {"person", "shared"} or other.end > source.start:
                continue
            between = self.text[other.end : source.start]
            if not any(sign in between for sign in ".;:“”\"\n") and not has_verb(self.text, other.end, source.start) and not is_addressed(self.text, other):
                plain = "," not in between and other.end > other.name_end and source.kind != "unnamed"
                described = between.startswith((",", " –", " -", "-", "–", " (")) and (source.kind != "body" or between.strip(" ,–-(") != "")
                enclosed = between.strip() == "," and other.end > other.name_end
                if plain or described or enclosed or _HOME_START.match(self.text, other.end):
                    return other
            break
        if source.kind == "unnamed":
            return source
        return self.document(floor, source.end, source) or source

    def _office_goes_on(self, source: Source, start: int) -> bool:
        """Say whether only the rest of an office stands between a person and a cue: longer than its pattern knows, and without a verb."""
        if source.kind != "person" or source.end == source.name_end or start - source.end > _HOLD:
            return False
        return bool(self._rest.fullmatch(self.text, source.end, start)) and not has_verb(self.text, source.end, start)

    def document(self, floor: int, end: int, printed: Source | None = None) -> Source | None:
        """Return the document whose noun phrase fills the clause that ends at ``end``, or None."""
        start = clause_start(self.text, floor, end)
        if printed is not None and _INFORMATION.fullmatch(self.text, start, printed.start):
            return None  # "Thông tin từ Công an tỉnh cho biết": the police speak
        if (printed is None or printed.start > start) and document_phrase(self.text, start, end):
            return Source(start, end, "document", start, end)
        return None

    def at(self, start: int, *, reach: int = 0) -> Source | None:
        """Return the longest source that begins at ``start`` (or up to ``reach`` characters after it)."""
        index = bisect_left(self._starts, start)
        if index < len(self.by_start) and self._starts[index] <= start + reach:
            return self.by_start[index]
        return None

    def without_shell(self, floor: int, start: int) -> int:
        """Return where the adverb shell before a cue begins: the end of the clause that may hold its subject."""
        end = start
        for _ in range(4):
            cut = self._last.search(self.text, max(floor, end - 24), end)
            if cut is None:
                break
            end = cut.start()
        while end > floor and self.text[end - 1] in " ,–-":
            end -= 1
        return end

    def fullest(self, source: Source) -> str:
        """Return the phrase of a source without a name; a bare office ("Thủ tướng") by its longest form ("Thủ tướng Chính phủ")."""
        phrase = self.text[source.name_start : source.name_end]
        if source.kind != "office" or phrase.count(" ") > 1:
            return phrase
        longer = {self.text[item.name_start : item.name_end] for item in self._people if item.kind == "office" and item.figure is None}
        longer = {item for item in longer if item.lower().startswith(phrase.lower() + " ")}
        return longer.pop() if len(longer) == 1 else phrase

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

