"""Where a document names people: names with what stands around them, offices without a name, and words of address alone.

Works on the reading view and decides nothing about who is who (:mod:`newsmine.extractors.coreference` does).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.lexical import trie
from newsmine.extractors.names import (
    CAPITALS,
    INITIALS,
    announced,
    bare,
    blocked_run,
    name_like,
    surname_at,
)
from newsmine.extractors.offices import Lexicon, Stretch, lexicon, lowered, stretches
from newsmine.language.document import Document

__all__ = ["Found", "Honorific", "find_mentions", "honorifics"]

_AFTER_NAME = re.compile(
    r"(?: ?\([^()\n]{1,40}\))?(?P<sep>,? ?[-–—] ?| ?, ?| ?\(|: | )"
    r"(?:(?:\d{1,3} tuổi|(?:sinh|SN) ?(?:năm )?\d{4}|dân tộc \w+)[,;] ?)?"
    r"(?:hiện là |hiện |là |vốn là |nay là |giữ chức(?: vụ)? |được bầu làm |đang là )?"
)
_BRACKET_END = re.compile(r" ?\)")
_WORD_BEFORE = re.compile(r"(\w+)[ ]\Z")
_PRONOUN_AFTER = re.compile(r" ([a-zà-ỹđ]+)")


class Honorific(NamedTuple):
    """What the table says of one word of address."""

    gender: str | None
    pronoun: bool
    anaphor: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One place that names or points to a person, in the reading view; ``start``–``end`` is the name, title or pronoun alone."""

    start: int
    end: int
    full_start: int
    full_end: int
    kind: str  # full, given, title, pronoun
    honorific: tuple[int, int] | None = None
    rank: tuple[int, int] | None = None
    stretches: tuple[Stretch, ...] = ()
    rule: str = ""


class _Tables(NamedTuple):
    honorific: re.Pattern[str]
    words: dict[str, Honorific]
    rank: re.Pattern[str]
    calling: frozenset[str]
    of_many: frozenset[str]
    after: frozenset[str]
    before: re.Pattern[str]
    credit: re.Pattern[str]
    no_pointer: re.Pattern[str]
    places: re.Pattern[str]
    temples: re.Pattern[str]


def honorifics() -> dict[str, Honorific]:
    """Return the table of words of address, small letters."""
    return _tables().words


@cache
def _tables() -> _Tables:
    words: dict[str, Honorific] = {}
    for entry in data_toml("newsmine.extractors", "honorifics.toml")["honorific"]:
        for word in entry["words"]:
            words[word] = Honorific(
                entry.get("gender"), entry.get("pronoun", False), entry.get("anaphor", False), entry.get("plural", False)
            )
    ranks = data_toml("newsmine.extractors", "ranks.toml")
    block = data_toml("newsmine.extractors", "name_blocklist.toml")
    short = "|".join(re.escape(item) for item in sorted(ranks["academic_short"], key=len, reverse=True))
    full = trie({item for key in ("military", "academic", "religious", "calling") for item in ranks[key]})
    credit = trie(block["credit"])
    return _Tables(
        honorific=re.compile(rf"(?<!\w)(?:{trie(words)})"),
        words=words,
        rank=re.compile(rf"(?<!\w)(?<!thủ )(?:{full}|(?:{short})(?:(?:\.|, ?|-| |/)? ?(?:{short})(?!\w))*(?!\w)\.?)"),
        calling=frozenset(ranks["calling"]),
        of_many=frozenset(ranks["of_many"]),
        after=frozenset(block["compound_after"]),
        before=re.compile(rf"(?<!\w)(?:{trie(block['compound_before'])}) \Z"),
        credit=re.compile(rf"(?<!\w){credit} ?[:.] ?\Z"),
        no_pointer=re.compile(rf"(?<!\w){trie(block['no_pointer'])} \Z"),
        places=re.compile(rf"(?<!\w)(?:{trie(block['address_places'])}) \Z"),
        temples=re.compile(r"(?<!\w)(?:chùa|đền|miếu|cầu) \Z"),
    )


def find_mentions(doc: Document, knowledge: Knowledge = BUILT_IN) -> list[Found]:
    """Return all mentions of a document in order: names, offices that stand alone, pronouns; bylines and credits are left out."""
    text = doc.text
    low = lowered(text)
    lex = lexicon(knowledge)
    scan = _Scan(doc, text, low, lex)
    scan.names()
    scan.titles()
    scan.pronouns()
    return sorted(scan.found, key=lambda item: (item.start, item.end))


class _Scan:
    """One pass over one text; holds what the steps share."""

    def __init__(self, doc: Document, text: str, low: str, lex: Lexicon) -> None:
        self.doc, self.text, self.low, self.lex = doc, text, low, lex
        self.tables = _tables()
        self.stretches = stretches(text, low, lex)
        self.starts = [stretch.start for stretch in self.stretches]
        self.by_start = {stretch.start: stretch for stretch in self.stretches}
        self.by_end: dict[int, Stretch] = {}
        for stretch in self.stretches:
            self.by_end[stretch.end] = stretch
        self.sentence_starts = [span.start for span in doc.sentences]
        self.used: set[int] = set()  # starts of stretches that stand beside a name
        self.found: list[Found] = []
        self.honorifics: dict[int, tuple[int, int]] = {}  # where the next word begins → span
        self.alone: list[tuple[int, int]] = []
        self._read_honorifics()
        self.ranks: dict[int, tuple[int, int]] = {}
        self.rank_starts: set[int] = set()
        for match in self.tables.rank.finditer(low):
            end = match.end()
            self.rank_starts.add(match.start())
            after = end + (1 if text[end : end + 1] == " " else 2 if text[end : end + 2] == ", " else 0)
            if after > end or text[end - 1] == ".":
                self.ranks[after] = (match.start(), end)

    def _read_honorifics(self) -> None:
        text, low = self.text, self.low
        for match in self.tables.honorific.finditer(low):
            start, end = match.span()
            if text[start].isupper() and start > 1 and text[start - 1] == " ":
                before = self._word_before(start)
                if before[:1].isupper() and before not in _OPENERS and not before.isupper():
                    continue  # Trần Anh Tuấn, Nguyễn Thị Bà, huyện Kỳ Anh
                if self.tables.places.search(low, max(0, start - 10), start):
                    continue  # cầu Bà Cương
            follows = end + 1 if text[end : end + 1] == " " else end
            if follows > end and text[follows : follows + 1].isupper():
                if text[start].isupper() and blocked_run(self.lex.names, _BREAK.split(text[start : follows + 24])[:3]):
                    continue  # Bà Rịa, Cô Tô
                if " " in text[start:end] and text[start:end].istitle() and self.tables.words[low[start:end]].plural:
                    continue  # Hai Bà Trưng
                if self.tables.temples.search(low, max(0, start - 8), start):
                    continue  # chùa bà Đanh
                if not self._compound(start, low[start:end]):
                    self.honorifics[follows] = (start, end)
            else:
                self.alone.append((start, end))

    def _word_before(self, start: int) -> str:
        found = _WORD_BEFORE.search(self.text, max(0, start - 12), start)
        return found.group(1) if found else ""

    def _compound(self, start: int, word: str) -> bool:
        """Tell whether the words before make it no address: nước Anh, chị em Hội …, quần chúng anh em."""
        if word in {"anh", "em", "cháu", "cô", "mẹ", "bạn", "bác"} and self.tables.before.search(self.low, max(0, start - 10), start):
            before = self._word_before(start).lower()
            if word == "anh" and before in {"nước", "tiếng", "người", "của"}:
                return self.text[start].isupper()
            return before in {"chị", "anh", "con", "nước", "tiếng", "bà", "ông"} and word in {"em", "anh", "cháu"}
        return False

    # -- names ---------------------------------------------------------------------------------------------------------

    def names(self) -> None:
        """Find the names in the runs of capitals."""
        text = self.text
        blocked_to = -1  # end of the last run that a word like "đường" refused, for lists: đường Trần Phú, Nguyễn Huệ
        for match in CAPITALS.finditer(text):
            start, end = match.span()
            begin, end = self._outside_offices(start, end)
            if begin >= end:
                continue
            begin = self._after_address(begin, end)
            words = self._whole(text[begin:end].split(" "))
            end = begin + len(" ".join(words))
            if len(words) == 1 and len(words[0]) == 1 and text[end : end + 1] == ".":
                continue  # initials, see below
            if len(words) > 2 and len(words[-1]) == 1 and text[end : end + 1] == "." and text[end + 1 : end + 2].isupper():  # noqa: PLR2004
                words = words[:-1]  # "Lê Thanh Hải T.N": who took the picture
                end -= 2
            chain, honorific, rank, stretch = self._before(begin)
            if begin in self.rank_starts or (honorific and self._line(honorific[0], end)):
                continue
            sure = honorific is not None or stretch is not None or (rank is not None and self._strong(rank))
            if sure or rank is not None:
                count, kind, rule = self._announced(begin, words, honorific, rank, stretch)
                if count:
                    here = begin + len(" ".join(words[:count]))
                    self._add(begin, here, chain, honorific, rank, stretch, kind, rule)
                    continue
                if honorific is not None:
                    continue
            where = bare(self.lex.names, words)
            if where is None:
                if self._refused(begin):
                    blocked_to = end
                continue
            first = begin + sum(len(word) + 1 for word in words[: where[0]])
            here = first + len(" ".join(words[where[0] : where[1]]))
            if self._broken(first, here) or self._byline(first, here):
                continue
            if self._refused(first) or (0 <= first - blocked_to <= 6 and blocked_to > 0 and _LIST.fullmatch(text, blocked_to, first)):
                blocked_to = here
                continue
            self._add(first, here, first, None, None, None, "full", "surname")
        for after, span in self.honorifics.items():
            found = INITIALS.match(text, after)
            if found and len(found.group()) <= 12:  # noqa: PLR2004
                end = found.end()
                if found.group().count(".") == 1 and text[end : end + 2].strip()[:1].isupper():
                    end -= 1  # "chị H. Ngày …": the stop ends the sentence; it is kept out
                self._add(after, end, span[0], span, None, None, "full", "initials")

    def _line(self, start: int, end: int) -> bool:
        """Tell whether "Anh Thơ" is a line of its own: a byline, not an address."""
        text = self.text
        return text.startswith("Anh ", start) and (start == 0 or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n")

    def _whole(self, words: list[str]) -> list[str]:
        """Return the words of a run up to one that begins a new sentence (paragraphs lost in collection)."""
        for number, word in enumerate(words):
            if number > 1 and word in self.lex.names.sentence_words:
                return words[:number]
        return words

    def _broken(self, start: int, end: int) -> bool:
        """Tell whether a run is the beginning of a body in small letters: Đoàn Thanh niên, Đoàn Trường đại học."""
        at = start
        while 0 <= at < end:
            found = self.lex.organisation.match(self.low, at)
            if found and found.end() > end:
                return True
            at = self.text.find(" ", at, end) + 1 or end
        return self.text.startswith("Đoàn ", start) and self.low[start + 5 : end] in self.lex.names.provinces

    def _byline(self, start: int, end: int) -> bool:
        """Tell whether the sentence is nothing but names and a credit at the end of a paragraph: who wrote, not who is written of."""
        at = bisect_right(self.sentence_starts, start) - 1
        if at < 0:
            return False
        first, last = self.doc.sentences[at]
        if last - first > _BYLINE or (last < len(self.text) and self.text[last] not in "\r\n"):
            return False
        return bool(_BYLINE_REST.fullmatch(CAPITALS.sub("", self.text[first:last])))

    def _outside_offices(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of a run that no office covers."""
        at = bisect_right(self.starts, start) - 1
        if at >= 0 and self.stretches[at].end > start:
            start = self.stretches[at].end + 1
        at = bisect_right(self.starts, start)
        if at < len(self.starts) and self.starts[at] < end:
            end = self.starts[at] - 1
        return start, end

    def _after_address(self, begin: int, end: int) -> int:
        """Return where the name begins in a run that itself begins with an honorific or a rank: Ông Nguyễn …, Đại Tá …"""
        at = self.text.find(" ", begin, end)
        for _ in range(3):
            if at < 0:
                break
            if (at + 1) in self.honorifics or (at + 1) in self.ranks:
                begin = at + 1
            at = self.text.find(" ", at + 1, end)
        return begin

    def _before(self, begin: int) -> tuple[int, tuple[int, int] | None, tuple[int, int] | None, Stretch | None]:
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
        if stretch is not None and stretch.start in self.used:
            stretch = None
        if stretch is not None:
            here = stretch.start
        return here, honorific, rank, stretch

    def _strong(self, rank: tuple[int, int]) -> bool:
        return self.low[rank[0] : rank[1]] not in self.tables.calling

    def _announced(
        self, begin: int, words: list[str], honorific: tuple[int, int] | None, rank: tuple[int, int] | None, stretch: Stretch | None
    ) -> tuple[int, str, str]:
        """Return how many words are the name, the kind of mention and the rule; 0 words where it is none."""
        table = self.lex.names
        count = announced(table, words)
        if not count:
            return 0, "", ""
        own = words[:count]
        printed = " ".join(own).lower()
        if honorific is not None:
            word = self.low[honorific[0] : honorific[1]]
            if word == "mẹ" and own[:2] == ["Việt", "Nam"]:
                return 0, "", ""
            soft = word in {"anh", "em", "cháu", "cô", "bạn", "bác", "cụ", "mẹ", "thầy", "chú", "cậu"}
            if soft and (printed in table.provinces or (count == 1 and self.lex.organisation.match(self.low, begin))):
                return 0, "", ""
            if soft and own[0] == "Hồ" and word == "bác":
                return 0, "", ""
            full = count > 1 and (surname_at(table, own, 0) > 0 or count > 2 or own[0] in table.particles)  # noqa: PLR2004
            return count, "full" if full else "given", "honorific+name"
        least = 2 if (rank and self.low[rank[0] : rank[1]] in self.tables.of_many) or (stretch and stretch.offices[-1].common) else 1
        if name_like(table, own) or (count > 1 and surname_at(table, own, 0) >= least and printed not in table.provinces and printed not in table.districts):
            return count, "full", "office+name" if stretch else "rank+name"
        if stretch is not None and stretch.name_start == begin and count > 1:
            return count, "full", "office+name"
        if rank is not None and self._strong(rank) and printed not in table.provinces | table.districts | table.countries:
            if count == 1 or self.lex.organisation.match(self.low, begin):
                return (1, "given", "rank+name") if count == 1 else (0, "", "")
            return (count, "full", "rank+name") if not self._refused(begin) else (0, "", "")
        if stretch is not None and count == 1 and not self.lex.organisation.match(self.low, begin):
            return 1, "given", "office+name"
        return 0, "", ""

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

    def _add(
        self,
        start: int,
        end: int,
        chain: int,
        honorific: tuple[int, int] | None,
        rank: tuple[int, int] | None,
        stretch: Stretch | None,
        kind: str,
        rule: str,
    ) -> None:
        beside = []
        full_end = end
        if stretch is not None:
            beside.append(stretch)
            self.used.add(stretch.start)
        after = _AFTER_NAME.match(self.text, end)
        if after:
            follows = self.by_start.get(after.end())
            if follows is not None and follows.name_start is None and not self._owned(follows) and after.group("sep") != " ":
                beside.append(follows)
                self.used.add(follows.start)
                full_end = follows.end
                if "(" in after.group("sep") and (closing := _BRACKET_END.match(self.text, full_end)):
                    full_end = closing.end()
        self.found.append(Found(start, end, chain, full_end, kind, honorific, rank, tuple(beside), rule))

    def _owned(self, stretch: Stretch) -> bool:
        """Tell whether an office after a name belongs to another name that follows it at once."""
        follows = stretch.end + 1
        if follows in self.honorifics:
            return True
        if follows in self.ranks or self.text[stretch.end : follows] != " ":
            return False
        run = CAPITALS.match(self.text, follows)
        return bool(run and name_like(self.lex.names, run.group().split()[:5]))

    # -- titles and pronouns -------------------------------------------------------------------------------------------

    def titles(self) -> None:
        """Add the offices that stand without a name and can point to one person."""
        for stretch in self.stretches:
            if stretch.start in self.used:
                continue
            office = stretch.offices[0]
            if all(item.common and item.organisation_start is None for item in stretch.offices) and (
                stretch.start not in self.honorifics and office.head not in _POINTS_ALONE
            ):
                continue
            if self.tables.no_pointer.search(self.low, max(0, stretch.start - 16), stretch.start):
                continue
            honorific = self.honorifics.get(stretch.start)
            start = honorific[0] if honorific else stretch.start
            self.found.append(Found(stretch.start, stretch.end, start, stretch.end, "title", honorific, None, (stretch,), "office"))

    def pronouns(self) -> None:
        """Add the words of address that stand alone: Ông cho biết thêm, vị này, đồng chí."""
        taken = {span for span in self.honorifics.values()}
        for start, end in self.alone:
            word = self.low[start:end]
            entry = self.tables.words[word]
            if not entry.pronoun or (start, end) in taken or end in self.by_start or end + 1 in self.by_start:
                if (end + 1) in self.by_start and entry.pronoun:
                    self._address(start, end)
                continue
            after = _PRONOUN_AFTER.match(self.text, end)
            if not entry.anaphor:
                if after is None and self.text[end : end + 1] not in {",", "."}:
                    continue
                if after and after.group(1) in self.tables.after:
                    continue
                if self.tables.before.search(self.low, max(0, start - 14), start):
                    continue
            self.found.append(Found(start, end, start, end, "pronoun", (start, end), None, (), "pronoun"))

    def _address(self, start: int, end: int) -> None:
        """Give an office in small letters the honorific before it: đồng chí phó chủ tịch …"""
        for index, item in enumerate(self.found):
            if item.kind == "title" and item.start == end + 1 and item.honorific is None:
                self.found[index] = Found(item.start, item.end, start, item.full_end, "title", (start, end), None, item.stretches, item.rule)


_OPENERS = frozenset({"Theo", "Còn", "Riêng", "Với", "Về", "Và", "Khi", "Sau", "Do", "Tại", "Cùng", "Cạnh", "Nhà", "Từ", "Nếu", "Như", "Vợ", "Của", "Để", "Bởi", "Trước", "Qua", "Nhờ", "Được", "Là", "Nay", "Ngoài", "Gặp"})
_BREAK = re.compile(r"\W")
_BYLINE = 60  # characters
_BYLINE_REST = re.compile(r"(?:và|(?<!\w)[A-ZĐ]{2,}(?!\w)|[\s\-–—,/&().])*")
_HOUSE_NUMBER = re.compile(r"(?<![\w.,/-])(?:số )?\d{1,4}[a-z]?(?:/\d{1,3})? \Z")
_LIST = re.compile(r",? (?:và )?|, | - | – |/")
_POINTS_ALONE = frozenset({"bí thư", "chủ tịch", "hiệu trưởng"})
