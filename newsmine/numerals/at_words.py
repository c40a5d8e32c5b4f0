"""What a word begins where the pass stops: a period, a number in words, a rank, or nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from newsmine.numerals.draft import NUMBER_WORDS, Draft
from newsmine.numerals.multiples import vague_at
from newsmine.numerals.nouns import noun_at
from newsmine.numerals.passage import Passage
from newsmine.numerals.periods import LEADS, period_at
from newsmine.numerals.points import DAY_WORDS, READERS
from newsmine.numerals.quantities import quantity_at

__all__ = ["LONE_YEAR", "read_word"]


_PERIOD_WORDS = frozenset(READERS) | DAY_WORDS | LEADS
_WORDS_PERIOD = re.compile(r"(?:\w+ ){1,3}(?:tháng|qu[ýí]|năm|tuần|ngày)(?!\w)")

LONE_YEAR = re.compile(r"(?:1[89]|20)\d\d(?![\d.,/-]{0,24}\d)(?!\w)")
_BORN = re.compile(r"(?<!\w)(?:sinh|sn|mất) (?:vào )?$")

_EVENT = re.compile(r"tháng (?:tám|mười|8|10)(?!\w)(?![/.-]?\d)")
_LAW = re.compile(
    r"(?<!\w)(?:(?:luật|bộ luật|hiến pháp|pháp lệnh)(?: (?!được|ban hành|thông qua|có hiệu|trong|từ|đến|quy định)[^\W\d_]+){0,10}"
    r"|(?:nghị định|nghị quyết|thông tư|quyết định) \S+(?: [^\W\d_]+){0,5}) $"
)

_LONG_TITLE = 80  # characters
_VAGUE_WORDS = frozenset({"hàng", "vài", "mấy", "cả", "hơn", "gần", "ngót"})


def _refused_year(passage: Passage, pos: int) -> int | None:
    """Refuse *năm 1980* after *sinh*, and the year of a law."""
    year = LONE_YEAR.match(passage.low, pos + len("năm "))
    if year is None:
        return None
    if _BORN.search(passage.low, max(passage.limit, pos - 12), pos):
        return passage.reject(pos, year.end(), "age", "birth year")
    if _LAW.search(passage.low, max(passage.limit, pos - _LONG_TITLE), pos):
        return passage.reject(pos, year.end(), "document", "year of a law")
    return None


def read_word(passage: Passage, word: str, pos: int) -> int:
    """Handle a word that may begin a period or a number; return the end of what was read, or ``pos``."""
    done: int | None = None
    five = _five(passage, pos) if word == "năm" else None
    if word == "tháng" and (event := _EVENT.match(passage.low, pos)) and passage.low.endswith("cách mạng ", 0, pos):
        return passage.reject(pos, event.end(), "label", "name of an event")
    if word == "năm":
        done = _refused_year(passage, pos)
        if done is None and five:
            done = passage.number(pos)
    if done is None and word in _PERIOD_WORDS:
        done = passage.hit(pos, period_at(passage.low, pos, passage.on))
    if done is None and word == "thứ":
        done = _ordinal(passage, pos)
    if done is None and (word != "năm" or five is not False):
        done = _number_words(passage, word, pos)
    return pos if done is None else done


def _number_words(passage: Passage, word: str, pos: int) -> int | None:
    """Read a vague amount, a period counted in words, or a number in words."""
    low, text = passage.low, passage.text
    found = None
    if word in _VAGUE_WORDS:
        found = vague_at(low, text, pos, passage.limit)
    elif word in NUMBER_WORDS or word in ("gấp", "nửa"):
        if word not in ("năm", "gấp", "nửa") and _WORDS_PERIOD.match(low, pos):
            done = passage.hit(pos, period_at(low, pos, passage.on))
            if done is not None:
                return done
        found = quantity_at(low, text, pos, passage.limit)
    if found is None or (found.spelled and text[pos].isupper() and _inside(text, pos)):
        return None
    return passage.quantity(found)


def _inside(text: str, pos: int) -> bool:
    """Tell whether a capital at ``pos`` stands inside a sentence, where it makes a name (*Ngã Ba Đồng Lộc*)."""
    before = text[max(0, pos - 3) : pos]
    return before[-1:] == " " and before.rstrip(" ")[-1:].isalnum()


_BEFORE_YEAR = re.compile(
    r"(?:hàng|hằng|mỗi|trong|cả|cuối|đầu|giữa|từng|các|nhiều|mấy|những|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|\d|mươi|"
    r"lăm|rưỡi|nửa|vài|qua|suốt|sau|trước|hết|theo|vào|là)$"
)


def _five(passage: Passage, pos: int) -> bool | None:
    """Tell whether *năm* is five: a known noun follows, and no word before makes it a year; None where no noun follows."""
    low = passage.low
    noun = noun_at(low, passage.text, pos + 4) if low.startswith("năm ", pos) else None
    if noun is None:
        return None
    if passage.text[pos + 4].isupper():
        return False
    return not _BEFORE_YEAR.search(low[max(0, pos - 8) : pos].rstrip(" "))


_RANK = re.compile(r"(?:đứng|xếp|xếp hạng|vị trí|hạng|ở vị trí|giữ vị trí|đứng vị trí|lên vị trí|xếp ở vị trí) $")
_RANKS = re.compile(r"(?: [^\W\d_]+){0,5}(?:,| và|, và) ")

_RANK_AT = re.compile(r"thứ (\d{1,3})(?!\d)(?: ?/ ?(\d{1,3})(?!\d))?")


def _after_rank(passage: Passage, pos: int) -> bool:
    """Tell whether a rank stands before in the same list: *đứng thứ 3 vùng và thứ 12 cả nước*."""
    previous = passage.quantities[-1] if passage.quantities else None
    return previous is not None and previous.rule == "rank" and bool(_RANKS.fullmatch(passage.low, previous.end, pos))


def _ordinal(passage: Passage, pos: int) -> int:
    """Read *thứ 5/63 tỉnh* after *đứng*, *xếp* as a score; any other *thứ N* is refused."""
    match = _RANK_AT.match(passage.low, pos)
    if match and (match[2] or _RANK.search(passage.low, max(passage.limit, pos - 20), pos) or _after_rank(passage, pos)):
        unit = (
            noun_at(passage.low, passage.text, match.end() + 1)
            if match[2] and passage.low[match.end() : match.end() + 1] == " "
            else None
        )
        stop = unit or match.end()
        draft = Draft(pos, stop, match.start(1), match.end(), Decimal(int(match[1])))
        draft.denominator = Decimal(int(match[2])) if match[2] else None
        draft.kind, draft.dimension, draft.rule = "score", "score", "rank"
        if unit is not None:
            draft.unit, draft.unit_start, draft.unit_end = passage.text[match.end() + 1 : unit].lower(), match.end() + 1, unit
        return passage.quantity(draft)
    digits = re.compile(r"thứ (\d[\d.]*\d|\d)").match(passage.low, pos)
    if digits:
        return passage.reject(pos, digits.end(), "ordinal", "thứ")
    return pos
