"""Units and classifiers after a number: symbols, money, rates (``triệu đồng/người/năm``), nouns, known to a table or not."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml

__all__ = ["Unit", "kind_of", "noun_at", "per_at", "stop_words", "unit_at"]

_PACKAGE = "newsmine.numerals"
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,5}")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_NEXT_SYLLABLE = re.compile(r"[ -][^\W\d_]+")
_SYLLABLES = re.compile("[ -]")
_COMPOUND = 2
_TIMES_HEAD = 3  # a unit has at most so many times the syllables of its classifier: *vụ phạm pháp*, not *vụ phạm pháp hình sự*
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


@cache
def nouns() -> frozenset[str]:
    """All nouns and classifiers of the table."""
    table = data_toml(_PACKAGE, "nouns.toml")
    return frozenset(name for key in ("people", "events", "objects", "groups") for name in table[key])


@cache
def _persons() -> frozenset[str]:
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["persons"])


@cache
def _whole_names() -> frozenset[str]:
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["whole"])


@cache
def named_places() -> frozenset[str]:
    """Nouns that belong to the name after them."""
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["named_places"])


@cache
def stop_words() -> frozenset[str]:
    """Words that begin another phrase after a number."""
    return frozenset(data_toml(_PACKAGE, "nouns.toml")["stop"])


@cache
def _siblings() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in data_toml(_PACKAGE, "nouns.toml")["coordinated"]:
        for name in row:
            out.setdefault(name, set()).update(row)
    return {name: frozenset(row) for name, row in out.items()}


_JOIN = re.compile(r" ?[,/] ?")
_AT = " ở"
# đồng is money, but not in these: đồng chí, đồng bào … are in the noun table or begin another word
_NOT_MONEY = re.compile(
    r"đồng (?:chí|bào|đội|hồ|nghiệp|hương|phục|thời|tình|ruộng|loạt|bộ|hành|bằng|ý|thuận|minh|đều|lòng|giải|hạng)(?!\w)"
)
_NOT_UNIT = re.compile(
    r"(?:m|g|l|đ|w|ha)[.](?:\w)|năm (?:sinh)|tháng (?:\d|tuổi)|lần thứ|tấn công|cân bằng|tạ ơn|yên (?:bái|bình|tâm|"
    r"lạc|thế|dũng|định)|"
    r"tiếng (?:anh|việt|nói|hàn|pháp|trung|nhật|ồn|động)|lượng (?!vàng)|điểm (?:cầu|đen|sạt|trường|du|nóng|giao|bán|"
    r"đến|thi|bưu|nghẽn|sáng|mới|phục|chốt|tham|quan|ngập|tiếp|văn|sinh|tái|dân|tựa|bầu|cực|lẻ|chính|dừng|khai|kiểm|"
    r"đấu|mỏ|tập|phát)|"
    r"hạng (?:mục|cân)|bậc (?:học|thang|thợ|cha)|năm (?:xã|huyện)|phút chốc|ngày công|ngày (?=hội)|tuần tra|lần lượt|"
    r"phân (?!\d)|quý (?!liên)|công (?!đất|ruộng|lúa)|mẫu (?!ruộng|đất|lúa|ta)"
)


_KIND = {"percent": "percent", "money": "money", "count": "count", "score": "score"}


def kind_of(unit: Unit) -> str:
    """Return the kind of a statistic in this unit: a rate where it is per something, else by its dimension."""
    return "rate" if unit.per and unit.dimension != "percent" else _KIND.get(unit.dimension, "measure")


@cache
def _longest() -> dict[str, int]:
    """How many words the longest noun of the table has, by its first word: most words begin none."""
    longest: dict[str, int] = {}
    for name in nouns():
        words = _SYLLABLES.split(name)
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def _known_noun(low: str, pos: int) -> int | None:
    """Return the end of the longest noun of the table that begins at ``pos``."""
    first = _SYLLABLE.match(low, pos)
    most = _longest().get(first.group(), 0) if first else 0
    if first is None or not most:
        return None
    ends = [first.end()]
    while len(ends) < most and (more := _NEXT_SYLLABLE.match(low, ends[-1])):
        ends.append(more.end())
    table = nouns()
    known = [end for end in ends if low[pos:end] in table]
    if not known:
        return None
    if low[pos : known[-1]] in _whole_names():
        return known[-1]
    head = _COMPOUND if ends[1:_COMPOUND] and ends[1] in known else 1
    return next((end for end in reversed(known) if ends.index(end) < _TIMES_HEAD * head), known[0])


def noun_at(low: str, text: str, pos: int) -> int | None:
    """Return the end of the noun of the table at ``pos``, with its partners (*cán bộ, công chức*); None if there is none."""
    end = _known_noun(low, pos)
    if end is None or (text[pos].isupper() and not text[pos : pos + 2].isupper() and " " not in low[pos:end]):
        return None
    if low[pos:end] in _persons() and text[end + 1 : end + 2].isupper():
        return None  # *3 chị Lan*: a name
    if low.endswith(_AT, pos, end) and (text[end + 1 : end + 2].isupper() or _known_noun(low, end + 1)):
        end -= len(_AT)  # *7.900 nhà ở thành phố Yên Bái*: houses in a place
    first = low[pos:end]
    siblings = _siblings().get(first)
    while siblings:
        join = _JOIN.match(low, end)
        words = _WORDS.match(low, join.end()) if join else None
        if join is None or words is None:
            break
        run = words.group()
        cuts = [len(run), *(i for i in range(len(run) - 1, 0, -1) if run[i] in " -")]
        name = next((run[:cut] for cut in cuts if run[:cut] in siblings), None)
        if name is None or name == first:
            break
        after = join.end() + len(name)
        follows = text[after + 1 : after + 2]
        if low[after : after + 1] == " " and (follows.isdigit() or follows.isupper()):  # *3 thôn, xã Hòa An*
            break
        end = after
    return end


def _generic(low: str, text: str, pos: int) -> int | None:
    """Return the end of a noun that no table knows: up to two syllables, up to a stop word or a name."""
    words = _WORDS.match(low, pos)
    if not words:
        return None
    stops = stop_words()
    end = None
    here = pos
    for word in re.split("[ -]", words.group())[:2]:
        if word in stops or (end is not None and text[here].isupper() and not text[here : here + 2].isupper()):
            break
        end = here + len(word)
        here = end + 1
    if end is not None and text[pos].isupper() and not text[pos:end].replace(" ", "").isupper():
        return None  # a name
    return end


def _printed(text: str, start: int, end: int) -> str:
    """Lower-case a printed noun, except abbreviations (*DN*, *HTX*)."""
    return " ".join(word if len(word) > 1 and word.isupper() else word.lower() for word in text[start:end].split(" "))


_PER = re.compile(r" ?/ ?(?:1 ?|một )?")
# *82 thuê bao/100 dân*, *12 bác sĩ/10.000 dân*
_PER_MANY = re.compile(r" ?/ ?(1(?:00|[.]?000|0[.]?000|00[.]?000) (?:dân|người|trẻ|hộ|ca|phụ nữ|học sinh|lao động))(?!\w)")
_OVER_MANY = re.compile(_PER_MANY.pattern.replace(" ?/ ?", " trên ", 1))  # *42 ca trên 100.000 dân*
_PER_ANY = re.compile(r"(?:vạn |nghìn |100\.000 |10\.000 )?[^\W\d_]+")


def per_at(low: str, text: str, pos: int) -> tuple[int, tuple[str, ...]]:
    """Read the denominators of a rate that begin at ``pos``: ``/người/năm``; return the end and their symbols."""
    found: list[str] = []
    if "/" not in low[pos : pos + 2]:
        over = _OVER_MANY.match(low, pos)
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
        noun = _known_noun(low, at)
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
    if match is None or _NOT_UNIT.match(low, at) or _NOT_MONEY.match(low, at):
        return None
    letter = len(match.group()) == 1 and match.group().isalpha()
    return None if letter and not tight else match


def _counted(low: str, text: str, at: int, end: int, *, known: bool = True) -> Unit:
    """Make the unit of a noun, with the denominators of a rate after it."""
    stop, per = per_at(low, text, end)
    return Unit(at, stop, "/".join((_printed(text, at, end), *per)), "count", per, known=known, text=low[at:end])


def unit_at(low: str, text: str, pos: int, *, tight: bool = True, generic: bool = True) -> Unit | None:
    """Return the unit that begins at ``pos`` (right after a number, spaces allowed), or None.

    ``tight``: a figure stands before, so that ``20m`` may be meant; ``generic``: a noun that no table knows counts too.
    """
    at = pos + low.startswith(" ", pos)
    if at >= len(low) or (low[at] == "m" and _NOT_COUNTED.match(low, at)):
        return None
    noun = noun_at(low, text, at)
    match = _symbol_at(low, at, tight=tight)
    if match and match.end() >= (noun or 0):
        symbol, dimension = _names()[match.group()]
        end, per = per_at(low, text, match.end())
        return Unit(at, end, "/".join((symbol, *per)), dimension, per, text=match.group())
    if noun is not None:
        return _counted(low, text, at, noun)
    case = _CASE.match(text, at)
    if case:
        return Unit(at, case.end(), case.group(), "count", text=case.group())
    hangs = at == pos and low[at].isalpha() and low[pos - 1 : pos].isdigit()
    end_generic = _generic(low, text, at) if generic and not hangs else None
    return None if end_generic is None else _counted(low, text, at, end_generic, known=False)
