"""Which source stands before or after a cue.

A source is whatever may speak: a named person with honorific, title and apposition; an office without a name; a pronoun;
a body, a place that stands for its government, an unnamed person, a document. Who a person is, is decided in ``people``;
here only who is the subject of a cue. The distance between source and cue may hold an adverb shell ("cũng thẳng thắn"),
brackets, a place of residence, a time, a description without a verb, and nothing else; where two fit, the nearer one
speaks; where none does, nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property

from newsmine.extractors.bodies import document_phrase, find_phrases, has_verb
from newsmine.extractors.cues import Cue, Lexicon
from newsmine.extractors.names import foreign
from newsmine.extractors.people import Figure
from newsmine.extractors.sources import Source, between, is_addressed

__all__ = ["Sources", "clause_start"]

_LOOK = 12  # sources looked back at
_REACH = 260  # characters between a source and its cue
_DESCRIBED = 200  # characters of a description between a person and his cue
_HOLD = 120  # characters between a person and the body that ends his office
_SHELL = 4  # adverbs before a cue …
_ADVERB = 24  # … of so many characters
_COMMAS = 3  # commas inside the name of a document
_BARE = 2  # words of an office without its body ("Thủ tướng", "Bộ trưởng")
_BRACKETS = r"(?:[ ]?\([^()\n]{1,160}\))"
_STOPS = '.;:“”"\n'
_TERM = re.compile(r"[“\"][^“”\"\n]{2,60}[”\"]")  # a name in marks: "Phó Chủ nhiệm CLB “Gia đình hạnh phúc” ấp Bình Chánh"
_ENCLOSING = re.compile(r"[ ]?[-–—][ ]")
# "Số liệu hải quan mà chúng tôi có được cho thấy"
_GAINED = re.compile(
    r"[ ](?:mà[ ])?(?:chúng tôi|phóng viên|PV|tòa soạn)[ ](?:có|có được|thu thập được|tiếp cận được|nhận được)\Z"
)
_INFORMATION = re.compile(r"(?:[tT]hông tin|[nN]guồn tin)[^,.;]{0,40}[ ](?:từ|của|do)[ ]")


def clause_start(text: str, floor: int, end: int) -> int:
    """Return where the clause that ends at ``end`` begins: after the last comma or semicolon, else at ``floor``."""
    cut = max(text.rfind(", ", floor, end), text.rfind("; ", floor, end))
    return cut + 2 if cut >= 0 else floor


def _before_cue(source: Source, cues: list[Cue]) -> Source:
    """Return a source without the first syllable of a cue, where its noun phrase took that in: "Trưởng thôn Nà Pàn | đúc rút"."""
    index = bisect_left(cues, source.start, key=lambda cue: cue.start)
    while index < len(cues) and cues[index].start < source.end:
        cue = cues[index]
        if cue.start > source.start and source.end <= cue.end:
            end = cue.start - 1
            return replace(source, end=end, name_end=min(source.name_end, end))
        index += 1
    return source


class Sources:
    """All sources of a text in order, with what stands between them and the cues."""

    def __init__(self, text: str, people: list[Source], table: Lexicon, cues: list[Cue], windows: list[tuple[int, int]]) -> None:
        self.text = text
        people = [_before_cue(item, cues) for item in people]
        self._people = sorted(people, key=lambda item: item.start)
        self._people_starts = [item.start for item in self._people]
        phrases = [
            _before_cue(Source(item.start, item.end, item.kind, item.start, item.end), cues)
            for item in find_phrases(text, windows)
            if not self._named(item.start, item.end)
        ]
        self.all = sorted([*people, *phrases], key=lambda item: (item.end, item.start))
        self._ends = [item.end for item in self.all]
        self._by_start = sorted(self.all, key=lambda item: (item.start, -item.end))
        self._starts = [item.start for item in self._by_start]
        self._compile(table)

    def _compile(self, table: Lexicon) -> None:
        shell = table.shell.pattern
        free = r"(?:[^.;:…“”\"\n]|(?<=[ ,(][A-ZĐ])\.|(?<=TP)\.)"  # "Chủ tịch UBND H. Bạch Long Vĩ, TP. Hải Phòng"
        home = rf"(?:,?[ ](?:{between('home')}|\d{{2,3}}[ ]tuổi)[ ,]{free}{{1,140}}?)"
        apposition = rf"(?:,[ ]{free}{{2,220}}?,|[ ][-–][ ]{free}{{2,160}}?[ ][-–](?=[ ]))"
        when = rf"(?:{between('when')}|ở|từ|của|thuộc|người|\d)"
        letter = rf"(?:[ ](?:{between('letter')})(?:[ ]số[ ][\w/.&-]+)?(?:[ ](?:ngày[ ])?\d[\d/.-]*)?,?)"
        self._near = re.compile(rf"{_BRACKETS}?{letter}?{shell}")
        self._far = re.compile(rf"(?:{home}|{_BRACKETS}?{home}?{apposition}){shell}")
        # "Cử tri tổ 9, phường Tân An, TP …": where they live, up to the place right before the cue
        settled = rf"[ ]{between('settled')}[ ][^,.;:…“”\"\n]{{1,40}}"
        self._lives = re.compile(rf"(?P<where>(?:{settled})?)(?:,{settled})*,[ ]")
        self._home = re.compile(rf"{_BRACKETS}?,?[ ](?:{between('home')})[ ]")
        self._description = re.compile(rf"{_BRACKETS}?(?:[ ]?[,–—-][ ]?|[ ](?={when})){free}{{1,{_DESCRIBED}}}?{shell}")
        self._when = re.compile(rf"[ ](?:{between('when')})(?!\w)[^,.;:…“”\"\n]{{0,40}}?{shell}|[ ]về[ ]{free}{{2,60}}?{shell}")
        self._rest = re.compile(rf"(?:[ ,]|(?<=[A-ZĐ])\.){free}{{1,90}}?{shell}")
        self._last = re.compile(rf"[ ,](?:{table.shell_words})[ ,]*\Z")

    def _named(self, start: int, end: int) -> bool:
        """Say whether a stretch overlaps a mention of a person."""
        index = bisect_left(self._people_starts, end) - 1
        return index >= 0 and self._people[index].end > start

    def before(self, start: int, floor: int) -> tuple[Source, bool] | None:
        """Return the source of the cue at ``start``, none printed before ``floor``; and whether a description stands between."""
        last = bisect_right(self._ends, start) - 1
        passed = False  # a person stands between: then only brackets may ("ông Thông (55 tuổi, cha anh Thành) cho hay")
        for index in range(last, max(-1, last - _LOOK), -1):
            source = self.all[index]
            if source.start < floor or start - source.end > _REACH:
                break
            if self._near.fullmatch(self.text, source.end, start) or (not passed and self._dated(source, start)):
                return self._holder(index, floor), False
            if source.kind in {"person", "shared", "office"} and not passed:
                if self._office_goes_on(source, start):
                    return source, False
                if self._described(source, start):
                    return source, True
                passed = True
        return None

    def _dated(self, source: Source, start: int) -> bool:
        """Say whether only a time stands between a body and a cue: "Bộ Y tế hồi tháng 7 khuyến cáo"."""
        return source.kind == "body" and bool(self._when.fullmatch(self.text, source.end, start))

    def _described(self, source: Source, start: int) -> bool:
        """Say whether all between a person and a cue describes him or says when and where: no verb, no other clause."""
        if source.kind != "office" and self._far.fullmatch(self.text, source.end, start):
            return True
        if (source.kind == "office" and source.figure is None) or start - source.end > _DESCRIBED:
            return False
        return bool(self._description.fullmatch(self.text, source.end, start)) and not has_verb(self.text, source.end, start)

    def _office_goes_on(self, source: Source, start: int) -> bool:
        """Say whether only the rest of an office stands between: longer than its pattern knows, and without a verb."""
        if source.kind != "person" or not source.has_office or start - source.end > _HOLD:
            return False
        if self._far.fullmatch(self.text, source.end, start):
            return False
        return bool(self._rest.fullmatch(self.text, source.end, start)) and not has_verb(self.text, source.end, start)

    def _holder(self, index: int, floor: int) -> Source:
        """Return who really speaks: the person whose office or home a body ends, or the document that names it."""
        source = self.all[index]
        if source.kind not in {"body", "place", "unnamed"}:
            return source
        resident = None
        for other in reversed(self.all[max(0, index - _LOOK) : index]):
            if other.start < floor or source.start - other.end > _HOLD:
                break
            if other.kind in {"person", "shared"} and other.end <= source.start:
                if self._holds(other, source) or self._enclosed(other, source):
                    return other
                break
            resident = resident or self._resident(other, source)
        if resident:
            return resident
        document = self.document(floor, source.end, source) if source.kind != "unnamed" else None
        return document or source

    def _resident(self, people: Source, place: Source) -> Source | None:
        """Return people without a name whose home ends with a place right before a cue: "Cử tri tổ 9, phường Tân An, TP …"."""
        if people.kind != "unnamed" or place.kind != "place" or is_addressed(self.text, people):
            return None
        lives = self._lives.fullmatch(self.text, people.end, place.start)
        return replace(people, end=place.end, name_end=lives.end("where")) if lives and lives.group() != ", " else None

    def _holds(self, person: Source, source: Source) -> bool:
        """Say whether a body, place or unnamed phrase ends the office or the home of the person before it."""
        gap = _TERM.sub("", self.text[person.end : source.start])
        if (
            any(sign in gap for sign in _STOPS)
            or has_verb(self.text, person.end, source.start)
            or is_addressed(self.text, person)
        ):
            return False
        if person.has_office and (gap.strip() == "," or self.text.startswith(",", source.end)):
            return True
        if person.has_office and "," not in gap and source.kind != "unnamed":
            return True
        described = gap.startswith((",", " –", " -", "-", "–", " (")) and (source.kind != "body" or gap.strip(" ,–-(") != "")
        return described or bool(self._home.match(self.text, person.end))

    def _enclosed(self, person: Source, source: Source) -> bool:
        """Say whether dashes enclose all after a name: ``ông Hải - Vụ trưởng thanh toán, Kho bạc Nhà nước - cho biết``."""
        opened, closed = _ENCLOSING.match(self.text, person.name_end), _ENCLOSING.match(self.text, source.end)
        return bool(opened and closed and not has_verb(self.text, person.name_end, source.start))

    def document(self, floor: int, end: int, printed: Source | None = None) -> Source | None:
        """Return the document whose noun phrase fills the clause that ends at ``end``, or None."""
        gained = _GAINED.search(self.text, floor, end) if printed is None else None
        end = gained.start() if gained else end
        start = clause_start(self.text, floor, end)
        if printed is not None and _INFORMATION.fullmatch(self.text, start, printed.start):
            return None  # "Thông tin từ Công an tỉnh cho biết": the police speak
        for _ in range(_COMMAS):
            if (printed is None or printed.start > start) and document_phrase(self.text, start, end):
                return Source(start, end, "document", start, end)
            if not self.text.startswith(", ", start - 2) or not self.text[start : start + 1].islower():
                break
            start = clause_start(self.text, floor, start - 2)  # "Nghị quyết về đổi mới căn bản, toàn diện giáo dục"
        return None

    def at(self, start: int) -> Source | None:
        """Return the longest source that begins at ``start``."""
        index = bisect_left(self._starts, start)
        return self._by_start[index] if index < len(self._by_start) and self._starts[index] == start else None

    def ending(self, end: int) -> Source | None:
        """Return the longest source that ends at ``end``."""
        index = bisect_left(self._ends, end)
        return self.all[index] if index < len(self.all) and self._ends[index] == end else None

    def without_shell(self, floor: int, start: int) -> int:
        """Return where the adverb shell before a cue begins: the end of the clause that may hold its subject."""
        end = start
        for _ in range(_SHELL):
            cut = self._last.search(self.text, max(floor, end - _ADVERB), end)
            if cut is None:
                break
            end = cut.start()
        while end > floor and self.text[end - 1] in " ,–-":
            end -= 1
        return end

    def fullest(self, source: Source) -> str:
        """Return the phrase of a source without a name; a bare office ("Thủ tướng") in its longest form."""
        phrase = self.text[source.name_start : source.name_end]
        if source.kind != "office" or phrase.count(" ") >= _BARE:
            return phrase
        offices = {
            self.text[item.name_start : item.name_end] for item in self._people if item.kind == "office" and item.figure is None
        }
        longer = [item for item in offices if item.lower().startswith(phrase.lower() + " ")]
        return longer[0] if len(longer) == 1 else phrase

    @cached_property
    def _figures(self) -> tuple[dict[str, list[Figure]], dict[str, list[Figure]]]:
        """The people of the article by the last and by the first word of their names of several words."""
        last: dict[str, list[Figure]] = {}
        first: dict[str, list[Figure]] = {}
        for figure in {item.figure.key: item.figure for item in self._people if item.figure is not None}.values():
            words = figure.name.split(" ")
            if len(words) > 1:
                last.setdefault(words[-1].removesuffix("."), []).append(figure)
                first.setdefault(words[0], []).append(figure)
        return last, first

    def called(self, given: str) -> list[Figure]:
        """Return the people of the article whose name ends with a syllable; foreigners may be called by their first name."""
        last, first = self._figures
        return last.get(given.removesuffix("."), []) or (first.get(given, []) if foreign(given) else [])

    def by_given(self, start: int, end: int) -> Source | None:
        """Return the person whose name a stretch ends, "shared" where two have it: ``ĐB Hoa``, ``Trang``; or None."""
        figures = self.called(self.text[start:end].split()[-1]) if end > start else []
        only = figures[0] if len(figures) == 1 else None
        role = (only.role or only.affiliation or only.rank) if only else None
        return Source(start, end, "person" if only else "shared", start, end, figure=only, role=role) if figures else None

    def people_in(self, start: int, end: int) -> list[Source]:
        """Return the named people, offices and pronouns printed in a stretch, in order."""
        return self._people[bisect_left(self._people_starts, start) : bisect_left(self._people_starts, end)]

    def within(self, start: int, end: int) -> list[Source]:
        """Return all sources that begin in a stretch, in order."""
        return self._by_start[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
