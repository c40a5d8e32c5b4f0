"""Units and classifiers after a number: symbols, money, rates (``triệu đồng/người/năm``), nouns, known to a table or not."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.numerals.nouns import SYLLABLES, known_noun, noun_at, stop_words

__all__ = ["Unit", "kind_of", "per_at", "unit_at"]

_PACKAGE = "newsmine.numerals"
_TWO_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)?")
_MOST_DENOMINATORS = 3  # đồng/m3/hộ/tháng


class Unit(NamedTuple):
    """A unit where it is printed. ``per`` holds the denominators of a rate; ``known`` is False for the generic rule."""

    start: int
    end: int
    symbol: str
    dimension: str
    per: tuple[str, ...] = ()
    known: bool = True
    text: str = ""


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Each name of a unit with the symbol that records write and its dimension; a word is written as printed."""
    table = data_toml(_PACKAGE, "units.toml")["unit"]
    names = {name: (row["symbol"], row["dimension"]) for row in table for name in row["names"]}
    return names | {word: (word, row["dimension"]) for row in table for word in row.get("words", ())}


@cache
def _unit_pattern() -> re.Pattern[str]:
    by_first: dict[str, list[str]] = {}
    for name in sorted(_names(), key=len, reverse=True):
        by_first.setdefault(name[0], []).append(re.escape(name[1:]) + (r"(?!\w)" if name[-1].isalnum() else ""))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()))


_NOT_UNIT = re.compile(
    r"(?:m|g|l|đ|w|ha)[.](?:\w)|năm (?:sinh)|tháng (?:\d|tuổi)|lần thứ|tấn công|cân bằng|tạ ơn|yên (?:bái|bình|tâm|"
    r"lạc|thế|dũng|định)|"
    r"tiếng (?:anh|việt|nói|hàn|pháp|trung|nhật|ồn|động)|lượng (?!vàng)|điểm (?:cầu|đen|sạt|trường|du|nóng|giao|bán|"
    r"đến|thi|bưu|nghẽn|sáng|mới|phục|chốt|tham|quan|ngập|tiếp|văn|sinh|tái|dân|tựa|bầu|cực|lẻ|chính|dừng|khai|kiểm|"
    r"đấu|mỏ|tập|phát)|"
    r"hạng (?:mục|cân)|bậc (?:học|thang|thợ|cha)|năm (?:xã|huyện)|phút chốc|ngày công|ngày (?=hội)|tuần tra|lần lượt|"
    r"phân (?!\d)|quý (?!liên)|công (?!đất|ruộng|lúa)|mẫu (?!ruộng|đất|lúa|ta)|"
    # đồng is money, but not in these: đồng chí, đồng bào … are in the noun table or begin another word
    r"đồng (?:chí|bào|đội|hồ|nghiệp|hương|phục|thời|tình|ruộng|loạt|bộ|hành|bằng|ý|thuận|minh|đều|lòng|giải|hạng)(?!\w)"
)


_KIND = {"percent": "percent", "money": "money", "count": "count", "score": "score"}


def kind_of(unit: Unit) -> str:
    """Return the kind of a statistic in this unit: a rate where it is per something, else by its dimension."""
    return "rate" if unit.per and unit.dimension != "percent" else _KIND.get(unit.dimension, "measure")


def _generic(low: str, text: str, pos: int) -> int | None:
    """Return the end of a noun that no table knows: up to two syllables, up to a stop word or a name."""
    words = _TWO_WORDS.match(low, pos)
    if not words:
        return None
    stops = stop_words()
    end = None
    here = pos
    for word in SYLLABLES.split(words.group()):
        if word in stops or (end is not None and text[here].isupper() and not text[here : here + 2].isupper()):
            break
        end = here + len(word)
        here = end + 1
    if end is not None and text[pos].isupper() and not text[pos:end].replace(" ", "").isupper():
        return None  # a name
    return end


def _printed(text: str, start: int, end: int) -> str:
    """Lower-case a printed noun, except abbreviations (*DN*, *HTX*)."""
    printed = text[start:end]
    if printed == printed.lower():
        return printed
    return " ".join(word if len(word) > 1 and word.isupper() else word.lower() for word in printed.split(" "))


_PER = re.compile(r" ?/ ?(?:1 ?|một )?")
# *82 thuê bao/100 dân*, *12 bác sĩ/10.000 dân*
_PER_MANY = re.compile(r" ?/ ?(1(?:00|[.]?000|0[.]?000|00[.]?000) (?:dân|người|trẻ|hộ|ca|phụ nữ|học sinh|lao động))(?!\w)")
_OVER_MANY = re.compile(_PER_MANY.pattern.replace(" ?/ ?", " trên ", 1))  # *42 ca trên 100.000 dân*
_PER_ANY = re.compile(r"(?:vạn |nghìn |100\.000 |10\.000 )?[^\W\d_]+")


def per_at(low: str, text: str, pos: int) -> tuple[int, tuple[str, ...]]:
    """Read the denominators of a rate that begin at ``pos``: ``/người/năm``; return the end and their symbols."""
    found: list[str] = []
    if "/" not in low[pos : pos + 2]:
        over = _OVER_MANY.match(low, pos) if low.startswith(" trên 1", pos) else None
        return (over.end(), (over[1],)) if over else (pos, ())
    while len(found) < _MOST_DENOMINATORS:
        many = _PER_MANY.match(low, pos)
        if many:
            found.append(many[1])
            pos = many.end()
            continue
        slash = _PER.match(low, pos)
        if not slash or slash.end() >= len(low) or (low[slash.end()].isdigit() and slash.group().strip() != "/1"):
            break
        at = slash.end()
        unit = _unit_pattern().match(low, at)
        noun = known_noun(low, at)
        if unit and (noun is None or unit.end() >= noun):
            symbol, end = _names()[unit.group()][0], unit.end()
        elif noun is not None:
            symbol, end = _printed(text, at, noun), noun
        else:
            words = _PER_ANY.match(low, at)
            if not words:
                break
            symbol, end = words.group(), words.end()
        found.append(symbol)
        pos = end
    return pos, tuple(found)


_CASE = re.compile(r"F[0-3](?!\w)")  # contacts of a patient: *5 F1*


# Begins another phrase: *hệ số 6,20 mức lương 14.508.000 đồng*
_NOT_COUNTED = re.compile(r"mức (?:lương|thu|giá|phạt|đóng|phí|chi|hưởng|hỗ trợ|độ|sống)(?!\w)")


def _symbol_at(low: str, at: int, *, tight: bool) -> re.Match[str] | None:
    """Return the entry of the unit table at ``at``, unless it begins another word or phrase."""
    match = _unit_pattern().match(low, at)
    if match is None or _NOT_UNIT.match(low, at):
        return None
    letter = len(match.group()) == 1 and match.group().isalpha()
    return None if letter and not tight else match


def _counted(low: str, text: str, at: int, end: int, *, known: bool = True) -> Unit:
    """Make the unit of a noun, with the denominators of a rate after it."""
    stop, per = per_at(low, text, end)
    printed = _printed(text, at, end)
    return Unit(at, stop, "/".join((printed, *per)) if per else printed, "count", per, known, low[at:end])


def unit_at(low: str, text: str, pos: int, *, tight: bool = True, generic: bool = True) -> Unit | None:
    """Return the unit that begins at ``pos`` (right after a number, spaces allowed), or None.

    ``tight``: a figure stands before, so that ``20m`` may be meant; ``generic``: a noun that no table knows counts too.
    """
    at = pos + low.startswith(" ", pos)
    if at >= len(low) or (low[at] == "m" and _NOT_COUNTED.match(low, at)):
        return None
    noun = None if low[at] == "%" else noun_at(low, text, at)
    match = _symbol_at(low, at, tight=tight)
    if match and match.end() >= (noun or 0):
        symbol, dimension = _names()[match.group()]
        end, per = per_at(low, text, match.end())
        return Unit(at, end, "/".join((symbol, *per)) if per else symbol, dimension, per, text=match.group())
    if noun is not None:
        return _counted(low, text, at, noun)
    case = _CASE.match(text, at) if text[at] == "F" else None
    if case:
        return Unit(at, case.end(), case.group(), "count", text=case.group())
    hangs = at == pos and low[at].isalpha() and low[pos - 1 : pos].isdigit()
    end_generic = _generic(low, text, at) if generic and not hangs else None
    return None if end_generic is None else _counted(low, text, at, end_generic, known=False)
