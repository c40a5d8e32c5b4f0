"""Where a document names people: names with what stands around them, offices without a name, and words of address alone.

Works on the reading view and decides nothing about who is who (:mod:`newsmine.extractors.coreference` does). Every run of
capitalised syllables is looked at once: an honorific, a rank or an office right before it announces a name; without one it
must begin with a family name, and nothing before it may make it a place, a street, a school, a firm or a credit.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsmine.extractors.address import Tables, tables
from newsmine.extractors.appositions import Apposition
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.lexical import UPPER
from newsmine.extractors.lexicon import Lexicon, lexicon, lowered
from newsmine.extractors.names import (
    CAPITALS,
    INITIALS,
    SHOUTED,
    announced,
    bare,
    blocked_run,
    foreign,
    highland,
    name_like,
    surname_at,
)
from newsmine.extractors.offices import Stretch, stretches
from newsmine.extractors.organisations import Reader
from newsmine.language.document import Document

__all__ = ["SURE", "Found", "Scan", "find_mentions"]

_AFTER_NAME = re.compile(
    r"(?: ?\([^()\n]{1,40}\))?(?P<sep>,? ?[-–—] ?| ?, ?| ?\(|: | )"
    r"(?:(?:\d{1,3} tuổi|(?:sinh|SN) ?(?:năm )?\d{4}|dân tộc \w+)[,;] ?)?"
    r"(?P<link>(?:hiện |nay |vốn |đang |từng )?(?:là|(?:được bầu |được bổ nhiệm )?giữ chức(?: vụ)?|được (?:bầu|bổ nhiệm) làm"
    r"|nhận nhiệm vụ|được bổ nhiệm) |hiện |một |một vị )?"
)
_OPEN = re.compile(r" ?\((?:(?:lúc đó |khi đó |lúc ấy |khi ấy |nay |hiện |hiện nay |vốn |từng )?là |lúc đó |khi đó |hiện |nay )?")
_BRACKET_END = re.compile(r" ?\)")
_WORD_BEFORE = re.compile(r"(\w+) \Z")
_GAP = re.compile(r" {1,3}")
_BREAK = re.compile(r"\W")
_BYLINE = 60  # characters of a line that is nothing but names
_BYLINE_REST = re.compile(r"(?:và|(?<!\w)[A-ZĐ]{2,}(?!\w)|[\s\-–—,/&().])*")
_HOUSE_NUMBER = re.compile(r"(?<![\w.,/-])(?:số )?\d{1,4}[a-z]?(?:/\d{1,3})? \Z")
_LIST = re.compile(r",? (?:và )?|, | - | – |/")
_TAIL = re.compile(rf"(?:{CAPITALS.pattern})\Z")
_APPOSED = re.compile(r"\w(?:, | [-–] )\Z")
_HAMLET = re.compile(
    rf" (?P<name>[{UPPER}]\w* [{UPPER}]\w*), (?:xã|phường|thị trấn|huyện|thị xã|quận|thành phố|TP\.?) (?=[{UPPER}])"
)
_INITIALS_LENGTH = 12
_TWO, _FIVE = 2, 5
SURE = ", sure"
"""Ends the rule of a single word that is a name by itself, whether or not the article gives a full name for it."""
_EDGE = frozenset({"", "\r", "\n"})
_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One place that names or points to a person, in the reading view; ``start``–``end`` is the name, title or pronoun alone."""

    start: int
    end: int
    full_start: int
    full_end: int
    kind: str  # full, given, title, pronoun
    honorific: _Pair | None = None
    rank: _Pair | None = None
    stretches: tuple[Stretch, ...] = ()
    rule: str = ""
    affiliation: _Pair | None = None  # a body that stands in place of an office


class _Around(NamedTuple):
    """What stands right before a name: where it all begins, honorific, rank, office."""

    start: int
    honorific: _Pair | None = None
    rank: _Pair | None = None
    stretch: Stretch | None = None


class _Name(NamedTuple):
    """How many words of a run are the name, what kind of mention it is, by which rule; 0 words for none."""

    size: int
    kind: str = ""
    rule: str = ""


_NONE = _Name(0)


def find_mentions(doc: Document, knowledge: Knowledge = BUILT_IN) -> list[Found]:
    """Return all mentions of a document in order: names, offices that stand alone, pronouns; bylines and credits are left out."""
    from newsmine.extractors.pointers import pronouns, titles

    scan = Scan(doc, lexicon(knowledge))
    scan.names()
    pointing = titles(scan)
    return sorted([*scan.found, *pointing, *pronouns(scan)], key=lambda item: (item.start, item.end))


def _begins_in(places: list[int], start: int, end: int) -> bool:
    """Tell whether one of the places, which are in order, lies in a stretch."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


class Scan:
    """One pass over one text, and what its steps share."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        """Find offices, honorifics and ranks."""
        self.doc, self.text, self.lex = doc, doc.text, lex
        self.low = lowered(doc.text)
        self.tables: Tables = tables()
        self.stretches = [self._hamlet(item) for item in stretches(self.text, self.low, lex)]
        self.by_start = {stretch.start: stretch for stretch in self.stretches}
        self.by_end = {stretch.end: stretch for stretch in self.stretches}
        reader = Reader(
            lex, self.text, self.low, frozenset(office.title_start for item in self.stretches for office in item.offices)
        )
        self._apposition = Apposition(self.text, self.low, lex, reader, self._somebody)
        self._starts = [stretch.start for stretch in self.stretches]
        self._sentences = [span.start for span in doc.sentences]
        self.used: set[int] = set()  # starts of stretches that stand beside a name
        self.found: list[Found] = []
        self.honorifics: dict[int, _Pair] = {}  # where the next word begins → span
        self.alone: list[_Pair] = []  # honorifics that no capital follows
        self.ranks: dict[int, _Pair] = {}
        self._rank_starts: set[int] = set()
        self._read_ranks()
        self._read_honorifics()
        ranked = (place for place in self.ranks if self.text[place : place + 1].isupper())
        self._people_at = sorted([*self.honorifics, *ranked, *(start for start, _ in self.alone)])

    def _hamlet(self, stretch: Stretch) -> Stretch:
        """Return an office after a name with the hamlet of two syllables that it leads: ``, Trưởng xóm Vũ Lâm, huyện …``."""
        bare_title = len(stretch.offices) == 1 and stretch.offices[0].title_end == stretch.end
        name = (
            _HAMLET.match(self.text, stretch.end) if bare_title and self.tables.hamlet.search(stretch.offices[0].head) else None
        )
        apposed = name is not None and _APPOSED.search(self.text, max(0, stretch.start - 12), stretch.start)
        return replace(stretch.longer(name.end("name")), name_start=None) if name and apposed else stretch

    def _read_honorifics(self) -> None:
        text, low = self.text, self.low
        for match in self.tables.honorific.finditer(low):
            start, end = match.span()
            capital = text[start].isupper()
            if capital and (self._part_of_a_name(start, end) or self._called(start)):
                continue
            gap = _GAP.match(text, end)
            if gap is None or not text[gap.end() : gap.end() + 1].isupper():
                if gap and end + 1 in self.by_start:
                    self.honorifics[end + 1] = (start, end)  # đồng chí phó chủ tịch
                else:
                    self.alone.append((start, end))
                continue
            if capital and blocked_run(self.lex.names, _BREAK.split(text[start : end + 25])[:3]):
                continue  # Bà Rịa, Cô Tô
            if self.tables.temples.search(low, max(0, start - 8), start) or self._compound(start, match.group()):
                continue
            self.honorifics[gap.end()] = (start, end)

    def _part_of_a_name(self, start: int, end: int) -> bool:
        """Tell whether an honorific with a capital is no address: Trần Anh Tuấn, huyện Kỳ Anh, cầu Bà Cương, Hai Bà Trưng."""
        if self.text[start - 1 : start] == " ":
            before = self._word_before(start)
            if before[:1].isupper() and before not in self.lex.names.openers and not before.isupper():
                return True
            if self.tables.places.search(self.low, max(0, start - 10), start):
                return True
        printed = self.text[start:end]
        return " " in printed and printed.istitle() and self.tables.words[self.low[start:end]].plural

    def _called(self, start: int) -> bool:
        """Tell whether a calling stands right before an honorific with a capital, which then begins the name: độc giả Anh Thơ."""
        rank = self.ranks.get(start)
        return rank is not None and self.low[slice(*rank)] in self.tables.calling

    def _word_before(self, start: int) -> str:
        found = _WORD_BEFORE.search(self.text, max(0, start - 12), start)
        return found.group(1) if found else ""

    def _compound(self, start: int, word: str) -> bool:
        """Tell whether the words before make it no address, as in nước Anh, chị em Hội."""
        if not self.tables.words[word].soft:
            return False
        before = self._word_before(start).lower()
        if word == "anh":
            return before in {"nước", "tiếng", "người", "của"} and self.text[start].isupper()
        return word in {"em", "cháu"} and before in {"chị", "anh", "con", "bà", "ông"}

    def _read_ranks(self) -> None:
        text = self.text
        for match in self.tables.rank.finditer(self.low):
            end = match.end()
            if text[match.start()].isupper() and self._word_before(match.start()) in self.lex.levels:
                continue  # xã Đại Đức
            self._rank_starts.add(match.start())
            gap = 1 if text[end : end + 1] == " " else 2 if text[end : end + 2] == ", " else 0
            if gap > 1 and match.group() in self.tables.of_many:
                continue  # "Trao đổi với phóng viên, Chủ tịch UBND xã …": two people
            if gap or text[end - 1] == ".":
                self.ranks[end + gap] = (match.start(), end)

    # -- names ---------------------------------------------------------------------------------------------------------

    def names(self) -> None:
        """Find the names in the runs of capitals, and initials after an honorific."""
        refused_to = -1  # end of the last run that a word like "đường" refused, for lists: đường Trần Phú, Nguyễn Huệ
        for match in CAPITALS.finditer(self.text):
            begin, end = self._outside_offices(match.start(), match.end())
            if begin < end:
                refused_to = self._run(begin, end, refused_to)
        shouted = [stretch.end + 1 for stretch in self.stretches if self.text[stretch.start : stretch.end].isupper()]
        for after in [*self.honorifics, *shouted]:
            # announced names in capitals throughout: Ông NGUYỄN VĂN BA; those that nothing announces are bylines
            shout = SHOUTED.match(self.text, after)
            if shout and name_like(self.lex.names, shout.group().title().split(" ")):
                self._add(after, shout.end(), self._before(after), _Name(1, "full", "honorific+name"))
        for after, span in self.honorifics.items():
            found = INITIALS.match(self.text, after)
            if found and found.end() - after <= _INITIALS_LENGTH:
                end = found.end()
                if found.group().count(".") == 1 and self.text[end : end + 2].strip()[:1].isupper():
                    end -= 1  # "chị H. Ngày …": the stop ends the sentence
                self._add(after, end, _Around(span[0], span), _Name(1, "full", "initials"))
        self._names_in_offices()
        self._later_names()

    def _names_in_offices(self) -> None:
        """Part names off the ends of offices: "UBND xã Lìm Sáng Hoan", where the article calls nobody else "ông Hoan"."""
        printed = [(item, self.text[item.start : item.end].split(" ")) for item in self.found]
        ends = {words[-1] for item, words in printed if item.kind == "full"}
        called = {words[0] for item, words in printed if item.kind == "given" and item.honorific and len(words) == 1} - ends
        for number, stretch in enumerate(self.stretches if called else ()):
            free = stretch.name_start is None and stretch.start not in self.used
            start = self._name_in(stretch) if free and self.text[: stretch.end].rpartition(" ")[2] in called else None
            if start is not None:
                del self.by_end[stretch.end]
                self.stretches[number] = self.by_start[stretch.start] = self.by_end[start - 1] = stretch.shorter(start)
                size = self.text.count(" ", start, stretch.end) + 1
                self._add(start, stretch.end, self._before(start), _Name(size, "full", "office+name"))

    def _name_in(self, stretch: Stretch) -> int | None:
        """Return where a full name that ends an office begins, or None: with a family name, in no field, place or body."""
        table = self.lex.names
        tail = _TAIL.search(self.text, stretch.offices[-1].title_end, stretch.end)
        words = tail.group().split(" ") if tail else []
        for size in (4, 3, 2):
            own = words[-size:]
            start = stretch.end - len(" ".join(own))
            if (
                len(own) < size
                or (own[0] == "Thị" and len(words) > size)
                or surname_at(table, own, 0) < (_TWO if size == _TWO else 1)
                or blocked_run(table, own)
            ):
                continue
            found = self.lex.organisation.match(self.low, start)
            known = " ".join(own).lower() in table.communes | table.districts | table.provinces
            if not (known or (found and " " in found.group())):
                return start
        return None

    def _later_names(self) -> None:
        """Find the last two syllables or more of a full name that stand alone: Tuệ Minh, where the article has Lê Tuệ Minh."""
        table = self.lex.names
        endings: set[tuple[str, ...]] = set()
        for item in self.found:
            words = tuple(self.text[item.start : item.end].split(" ")) if item.kind == "full" else ()
            endings.update(words[at:] for at in range(1, len(words) - 1))
        if not endings:
            return
        taken = {item.start for item in self.found}
        for match in CAPITALS.finditer(self.text):
            words = tuple(match.group().split(" "))
            if words in endings and match.start() not in taken and self._outside_offices(*match.span()) == match.span():
                printed = match.group().lower()
                place = printed in table.provinces or printed in table.districts or printed in table.communes
                if not (place or words in table.runs or self._refused(match.start()) or self._byline(match.start())):
                    self._add(match.start(), match.end(), _Around(match.start()), _Name(len(words), "given", "ending"))

    def _run(self, begin: int, end: int, refused_to: int) -> int:
        """Look at one run of capitals; return the new end of the last refused run."""
        text = self.text
        begin = self._after_address(begin, end)
        words = self._whole(text[begin:end].split(" "))
        end = begin + len(" ".join(words))
        initial = text[end : end + 1] == "." and len(words[-1]) == 1
        if initial and len(words) > _TWO and text[end + 1 : end + 2].isupper():
            words = words[:-1]  # "Lê Thanh Hải T.N": who took the picture
        around = self._before(begin)
        lone = initial and len(words) == 1  # initials are read by themselves
        if lone or begin in self._rank_starts or (around.honorific and self._line(around.honorific[0], end)):
            return refused_to
        if around.honorific or around.rank or around.stretch:
            name = self._announced(begin, words, around)
            if name.size:
                self._add(begin, begin + len(" ".join(words[: name.size])), around, name)
            if name.size or around.honorific:
                return refused_to
        return self._unannounced(begin, words, refused_to) if len(words) > 1 else refused_to

    def _unannounced(self, begin: int, words: list[str], refused_to: int) -> int:
        """Look for a name in a run that nothing announces; return the new end of the last refused run."""
        where = bare(self.lex.names, words)
        if where is None:
            listed = 0 < refused_to < begin and _LIST.fullmatch(self.text, refused_to, begin)
            return begin + len(" ".join(words)) if listed or self._refused(begin) else refused_to
        first = begin + sum(len(word) + 1 for word in words[: where[0]])
        last = first + len(" ".join(words[where[0] : where[1]]))
        if self._broken(first, last) or self._byline(first):
            return refused_to
        if self._refused(first) or (refused_to > 0 and _LIST.fullmatch(self.text, refused_to, max(refused_to, first))):
            return last
        self._add(first, last, _Around(first), _Name(where[1] - where[0], "full", "surname"))
        return refused_to

    def _outside_offices(self, start: int, end: int) -> _Pair:
        """Return the part of a run that no office covers."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self.stretches[at].end > start:
            start = self.stretches[at].end + 1
        at = bisect_right(self._starts, start)
        if at < len(self._starts) and self._starts[at] < end:
            end = self._starts[at] - 1
        return start, end

    def _after_address(self, begin: int, end: int) -> int:
        """Return where the name begins in a run that itself begins with an honorific or a rank (Ông Nguyễn, Đại Tá)."""
        at = self.text.find(" ", begin, end)
        for _ in range(3):
            if at < 0:
                break
            if (at + 1) in self.honorifics or (at + 1) in self.ranks:
                begin = at + 1
            at = self.text.find(" ", at + 1, end)
        return begin

    def _whole(self, words: list[str]) -> list[str]:
        """Return the words of a run up to one that begins a new sentence (paragraphs lost in collection)."""
        for number, word in enumerate(words):
            if number > 1 and word in self.lex.names.sentence_words:
                return words[:number]
        return words

    def _before(self, begin: int) -> _Around:
        """Walk back over honorific, ranks and office that stand right before a name."""
        honorific = rank = None
        here = begin
        for _ in range(4):
            if honorific is None and here in self.honorifics:
                honorific = self.honorifics[here]
                here = honorific[0]
            elif here in self.ranks and self.ranks[here][0] not in self.by_start:
                rank = (self.ranks[here][0], rank[1] if rank else self.ranks[here][1])
                here = rank[0]
            else:
                break
        stretch = self.by_end.get(here - 1) if self.text[here - 1 : here] == " " else self.by_end.get(here)
        if stretch is None and honorific is not None and self.text[here - 2 : here] == ", ":
            stretch = self.by_end.get(here - 2)
        if stretch is not None and stretch.start not in self.used:
            # "đồng chí Chủ tịch UBND tỉnh Trương Quốc Huy": the honorific stands before the office
            honorific = honorific or self.honorifics.get(stretch.start)
            start = self.honorifics[stretch.start][0] if stretch.start in self.honorifics else stretch.start
            for _ in range(2):  # "Thượng tá, Trưởng Công an xã …", "Trung tá, bác sĩ …"
                if start in self.ranks:
                    rank = (self.ranks[start][0], rank[1] if rank else self.ranks[start][1])
                    start = rank[0]
            return _Around(start, honorific, rank, stretch)
        return _Around(here, honorific, rank)

    def _announced(self, begin: int, words: list[str], around: _Around) -> _Name:
        """Return the name that an honorific, a rank or an office announces, if it is one."""
        count = announced(self.lex.names, words)
        own = words[:count]
        if not count:
            return _NONE
        if around.honorific is not None and begin in self.honorifics:
            return self._addressed(begin, own, self.low[around.honorific[0] : around.honorific[1]])
        return self._titled(begin, own, around)

    def _addressed(self, begin: int, own: list[str], word: str) -> _Name:
        """Return the name after an honorific."""
        table = self.lex.names
        count = len(own)
        if self.tables.words[word].soft:
            printed = " ".join(own).lower()
            place = (
                printed in table.provinces
                or printed in table.countries
                or own[:2] == ["Việt", "Nam"]
                or (word == "bác" and own[0] == "Hồ")
            )
            if place or (count == 1 and self.lex.organisation.match(self.low, begin)):
                return _NONE
        full = count > _TWO or (count > 1 and (surname_at(table, own, 0) > 0 or own[0] in table.particles))
        return _Name(count, "full" if full else "given", "honorific+name")

    def _titled(self, begin: int, own: list[str], around: _Around) -> _Name:
        """Return the name after a rank or an office."""
        table = self.lex.names
        count, stretch, rank = len(own), around.stretch, around.rank
        word = self.low[rank[0] : rank[1]] if rank else ""
        printed = " ".join(own).lower()
        rule = "office+name" if stretch else "rank+name"
        least = 2 if word in self.tables.of_many or (stretch and stretch.offices[-1].common) else 1
        place = printed in table.provinces or printed in table.districts or printed in table.countries
        if name_like(table, own) or (count > 1 and not place and surname_at(table, own, 0) >= least):
            return _Name(count, "full", rule)
        if stretch is not None and stretch.name_start == begin and count > 1:
            return _Name(count, "full", rule)
        body = self.lex.organisation.match(self.low, begin)
        called = not place and own[-1] in table.given and tuple(own) not in table.runs and word not in self.tables.of_bodies
        alone = (called and word not in self.tables.of_many) or (word in self.tables.military and not place) or highland(own[0])
        if count == 1 and not body and (stretch or (rank and (alone or word not in self.tables.calling))):
            return _Name(1, "given", f"{rule}{SURE}" if alone or self._stranger(stretch, own[0]) else rule)
        addressed = own[0].lower() in self.tables.words and own[-1] in table.middle | table.given  # độc giả Anh Văn
        if count == _TWO and rank and (called or addressed) and not (body or printed in table.communes):
            return _Name(count, "full", rule)  # ca sĩ Mỹ Tâm
        if count > 1 and rank and word not in self.tables.calling and not (place or body or self._refused(begin)):
            return _Name(count, "full", rule)
        return _NONE

    def _stranger(self, stretch: Stretch | None, word: str) -> bool:
        """Tell whether a word after an office that foreigners hold is the name of one: HLV Kiatisuk, but not Đại sứ Pháp."""
        if stretch is None or stretch.offices[-1].head not in self.lex.persons:
            return False
        return foreign(word) and word.lower() not in self.lex.names.countries

    # -- what is no name -----------------------------------------------------------------------------------------------

    def _refused(self, start: int) -> bool:
        """Tell whether the words before a run with nothing else to announce it make it a place, a street, a firm, a credit."""
        low = self.low
        table = self.lex.names
        return bool(
            table.before.search(low, max(0, start - 30), start)
            or self.tables.credit.search(low, max(0, start - 20), start)
            or table.firm.search(low, max(0, start - 80), start)
            or _HOUSE_NUMBER.search(low, max(0, start - 10), start)
        )

    def _broken(self, start: int, end: int) -> bool:
        """Tell whether a run is the beginning of a body in small letters: Đoàn Thanh niên, Đoàn Trường đại học."""
        at = start
        while at < end:
            found = self.lex.organisation.match(self.low, at)
            if found and found.end() > end:
                return True
            at = self.text.find(" ", at, end) + 1 or end
        return self.text.startswith("Đoàn ", start) and self.low[start + 5 : end] in self.lex.names.provinces

    def _line(self, start: int, end: int) -> bool:
        """Tell whether "Anh Thơ" is a line of its own: a byline, not an address."""
        text = self.text
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        return text.startswith("Anh ", start) and before in _EDGE and after in _EDGE

    def _byline(self, start: int) -> bool:
        """Tell whether the sentence is nothing but names and a credit at the end of a paragraph: those who wrote."""
        at = bisect_right(self._sentences, start) - 1
        if at < 0:
            return False
        first, last = self.doc.sentences[at]
        if last - first > _BYLINE or self.text[last : last + 1] not in _EDGE:
            return False
        return bool(_BYLINE_REST.fullmatch(CAPITALS.sub("", self.text[first:last])))

    # -- what stands around --------------------------------------------------------------------------------------------

    def _add(self, start: int, end: int, around: _Around, name: _Name) -> None:
        """Add a name with the offices before and after it."""
        beside = []
        full_end = end
        home = None
        if around.stretch is not None:
            beside.append(around.stretch)
            self.used.add(around.stretch.start)
        follows = self._office_after(end)
        if (
            follows is not None
            and follows.name_start is None
            and not self._owned(follows)
            and not self._asked(around, end, follows)
        ):
            follows = self._entire(follows, end)
            beside.append(follows)
            self.used.add(follows.start)
            full_end = follows.end
            if closing := _BRACKET_END.match(self.text, full_end):
                full_end = closing.end()
        elif follows is None:
            home = self._apposition.affiliation(end, ranked=around.rank is not None)
            if home is not None:
                full_end = home[1] + (self.text[home[1]] == ")")
        self.found.append(
            Found(start, end, around.start, full_end, name.kind, around.honorific, around.rank, tuple(beside), name.rule, home)
        )

    def _entire(self, stretch: Stretch, name_end: int) -> Stretch:
        """Return an office after a name with all that belongs to it up to the sign that closes the apposition, or a cue."""
        sign = next((char for char in self.text[name_end : stretch.start] if char in ",(-–—"), "")
        sign = "-" if sign in "–—" else sign
        last = stretch.offices[-1]
        plain = last.head in self.lex.loose and last.organisation_start is None
        linked = self.text[stretch.start - 4 : stretch.start].strip() in {"là", "làm"} or len(stretch.offices) > 1
        goes_on = last.goes_on and not (plain and linked)
        end = self._apposition.end(stretch.end, sign, goes_on=goes_on) if sign else stretch.end
        if end == stretch.end:
            return stretch
        longer = stretch.longer(end)
        after = self.by_start.get(end + 2) if self.text.startswith(", ", end) else None
        if after is not None and after.name_start is None and not self._owned(after):
            self.used.add(after.start)
            longer = replace(longer, end=after.end, offices=(*longer.offices, *after.offices))
        self.stretches[bisect_left(self._starts, stretch.start)] = self.by_start[longer.start] = longer
        return longer

    def _somebody(self, start: int, end: int) -> bool:
        """Tell whether a title, a word of address or a rank begins in a stretch."""
        return _begins_in(self._starts, start, end) or _begins_in(self._people_at, start, end + 1)

    def _office_after(self, end: int) -> Stretch | None:
        """Return the office that follows a name: in brackets, after a comma or a dash, after "là"."""
        opening = _OPEN.match(self.text, end)
        if opening and opening.end() in self.by_start:
            return self.by_start[opening.end()]
        after = _AFTER_NAME.match(self.text, end)
        if after is None or (after["sep"] == " " and (after["link"] or "hiện ") in {"hiện ", "một ", "một vị "}):
            return None
        return self.by_start.get(after.end())

    def _asked(self, around: _Around, end: int, stretch: Stretch) -> bool:
        """Tell whether a bare title after a name is the one who answers: "Trả lời đại biểu Hoa, bộ trưởng nói"."""
        bare_title = len(stretch.offices) == 1 and stretch.offices[0].organisation_start is None
        speaks = bare_title and self.text[end : stretch.start] == ", " and self.text[stretch.end : stretch.end + 1] == " "
        return speaks and self.tables.answered.search(self.low, max(0, around.start - 24), around.start) is not None

    def _owned(self, stretch: Stretch) -> bool:
        """Tell whether an office after a name belongs to another name that follows it at once."""
        follows = stretch.end + 1
        if follows in self.honorifics:
            return True
        if follows in self.ranks or self.text[stretch.end : follows] != " ":
            return False
        run = CAPITALS.match(self.text, follows)
        words = run.group().split(" ")[:_FIVE] if run else []
        called = len(words) == 1 and stretch.offices[-1].organisation_start is None and words[0] in self.lex.names.given
        return called or name_like(self.lex.names, words)  # "đại biểu Hoa, Bộ trưởng Khánh cho biết"
