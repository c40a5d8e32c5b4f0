"""Personal names in runs of capitalised syllables: where a name begins, where it ends, and what is no name.

Everything here works on the reading view and on lists of syllables; nothing looks further than the run it is given, except
:func:`refused`, which looks at the words just before it. Tables: ``data/surnames.toml``, ``data/name_blocklist.toml`` and the
names of administrative units (:mod:`newsmine.places`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.lexical import LOWER, UPPER, trie
from newsmine.places import load

__all__ = ["CAPITALS", "INITIALS", "Names", "names"]

# Letters of the highland languages (Êđê, Jrai, M'nông) beside the Vietnamese alphabet.
_UP = UPPER + "ČŎĬŬÑ"
_LOW = LOWER + "čŏĭŭñ"
_APOSTROPHE = "'’ʼ‘`"
# One capitalised syllable: Nguyễn, A, H'Hen, K’Brèo, Bhnướch, McDonald; Jong-un (small letter after the hyphen, of a short list)
_SYLLABLE = rf"[{_UP}][{_LOW}]*(?:[{_APOSTROPHE}][{_UP}{_LOW}][{_LOW}]*)?(?:-(?:un|moon|il|in|hye|ho|soo|su|jun|hee|hyun|jin|young|jae)(?!\w))?(?![\w])"
CAPITALS = re.compile(rf"(?<![\w{_APOSTROPHE}]){_SYLLABLE}(?: {_SYLLABLE}){{0,9}}")
# N.V.T., H., Nguyễn Văn A. is left to CAPITALS
INITIALS = re.compile(rf"[{_UP}][{_LOW}]{{0,2}}\.(?:\s?[{_UP}][{_LOW}]?\.){{0,3}}(?:\s?[{_UP}](?![\w.]))?")
_MOST = 5  # syllables of a Vietnamese name
_LONGEST = 6  # syllables of any name


class Names(NamedTuple):
    """The tables, ready for use; get them by :func:`names`."""

    strong: frozenset[str]
    weak: frozenset[str]
    double: frozenset[tuple[str, str]]
    particles: frozenset[str]
    middle: frozenset[str]
    before: re.Pattern[str]
    firm: re.Pattern[str]
    prefixes: frozenset[tuple[str, ...]]
    longest_prefix: int
    runs: frozenset[tuple[str, ...]]
    historic: frozenset[tuple[str, ...]]
    provinces: frozenset[str]
    districts: frozenset[str]
    communes: frozenset[str]
    countries: frozenset[str]
    firm_words: frozenset[str]
    sentence_words: frozenset[str]
    openers: frozenset[str]


@cache
def names() -> Names:
    """Return the tables; read at the first call."""
    surnames = data_toml("newsmine.extractors", "surnames.toml")
    block = data_toml("newsmine.extractors", "name_blocklist.toml")
    groups: list[Any] = [group for group in surnames.values() if "strong" in group]
    weak = frozenset(name for group in groups for name in group["weak"])
    strong = frozenset(name for group in groups for name in group["strong"]) - weak
    levels: dict[str, set[str]] = {"province": set(), "district": set(), "commune": set()}
    for unit in load().units:
        for name in (unit.name, *unit.others):
            if not name.isdigit() and (known := levels.get(unit.level)) is not None:
                known.add(name.lower())
    # a province is printed in parts too: Bà Rịa - Vũng Tàu, Thừa Thiên Huế
    levels["province"] |= {
        "thừa thiên",
        "thừa thiên huế",
        "bà rịa",
        "vũng tàu",
        "bà rịa vũng tàu",
        "huế",
        "sài gòn",
        "việt nam",
        "đắc lắc",
        "đăk lăk",
        "daklak",
        "bắc cạn",
    }
    prefixes = frozenset(tuple(run.split()) for run in block["prefixes"])
    return Names(
        strong,
        weak,
        frozenset((first, second) for first, second in (name.split() for name in surnames["double"]["names"] if " " in name)),
        frozenset(surnames["particles"]["open"]),
        frozenset(surnames["middle"]["sure"]),
        re.compile(rf"(?<!\w)(?:{trie(block['before'])})\.?\s?\Z"),
        re.compile(
            r"(?:công ty|ctcp|tập đoàn|hợp tác xã|htx|doanh nghiệp|nhà xuất bản|cơ sở sản xuất|trường)\b[^,.;:()\n“”\"]{0,60}\Z",
        ),
        prefixes,
        max(map(len, prefixes)),
        frozenset(tuple(run.split()) for run in block["runs"]),
        frozenset(tuple(run.split()) for run in block["historic"]),
        frozenset(levels["province"]),
        frozenset(levels["district"]),
        frozenset(levels["commune"]),
        frozenset(country.lower() for country in block["countries"]),
        frozenset(block["firm_words"]),
        frozenset(block["sentence_words"]),
        frozenset(block["openers"]),
    )


def surname_at(table: Names, words: Sequence[str], at: int) -> int:
    """Return how sure a family name begins at a word: 0 not, 1 weak, 2 strong."""
    word = words[at]
    if at + 1 < len(words) and (word, words[at + 1]) in table.double:
        return 2
    if word in table.strong:
        return 2
    if word in table.weak:
        return 1
    if len(word) > 2 and word[0] in "HKY" and word[1] in _APOSTROPHE:  # H'Hen, K'Brèo, Y'Bham
        return 2
    return 0


def name_like(table: Names, words: Sequence[str]) -> bool:
    """Tell whether a run of syllables can be a full Vietnamese name: family name first, two to five syllables."""
    if not 2 <= len(words) <= _MOST:
        return False
    sure = surname_at(table, words, 0)
    if sure == 2:
        return True
    if words[0] in table.particles and len(words) >= 2:
        return len(words) >= 3 or words[0] in {"Y", "A"}
    return sure == 1 and len(words) >= 3 and (words[1] in table.middle or words[1] in {"Thị", "Văn"})


def blocked_run(table: Names, words: Sequence[str]) -> bool:
    """Tell whether a run begins with words that are never a person (Hà Nội, Bà Rịa, Hoàng Anh Gia Lai)."""
    return any(tuple(words[:count]) in table.prefixes for count in range(2, min(len(words), table.longest_prefix) + 1))


def place_prefix(table: Names, words: Sequence[str], level: str | None) -> int:
    """Return how many of the first words are a known name of a place, of a level (province, district, commune) or of any above commune."""
    lists = {
        "province": (table.provinces,),
        "district": (table.districts, table.provinces),
        "commune": (table.communes, table.districts),
        None: (table.provinces, table.districts, table.countries),
    }[level]
    for count in range(min(len(words), 4), 0, -1):
        name = " ".join(words[:count]).lower()
        if any(name in known for known in lists):
            return count
    return 0


def split(table: Names, words: Sequence[str], level: str | None, *, named: bool, after_level: bool) -> int:
    """Return how many of the words belong to the place or organisation printed first; a person's name begins after them.

    ``words`` is a run inside an office (``Chủ tịch UBND tỉnh | Sóc Trăng Trần Văn Lâu`` → 2). ``level`` is the level whose type word
    stands before (province, district, commune), ``after_level`` whether one does, ``named`` whether a firm, a school or the like does.
    """
    count = len(words)
    known = 0 if named else place_prefix(table, words, level if after_level else None)
    if known == count:
        return count
    if known and (name_like(table, words[known:]) or " ".join(words[:known]).lower() in table.countries):
        # "phường Hoàng Văn Thụ": the longest known name wins; "tỉnh Hà Nam" + "Nguyễn …", "Campuchia" + "Hun Sen" are split here
        return known
    if not known and not named and name_like(table, words) and surname_at(table, words, 0) == 2:
        if not after_level or level == "province":
            return 0
        if count >= 3 and tuple(words) not in table.historic and (words[1] in table.middle or level == "district"):
            return 0
    if not known and not named and not after_level and name_like(table, words):
        return 0
    # an unknown place or a firm's name of one to three words, then a full name
    for at in (2, 1, 3, 4):
        if at < count and surname_at(table, words, at) == 2 and 2 <= count - at <= _MOST and name_like(table, words[at:]):
            if named and count - at < 3:
                continue
            return at
    return count


def bare(table: Names, words: Sequence[str]) -> tuple[int, int] | None:
    """Return where in a run with nothing that announces a name a full name stands, as word indexes, or None."""
    count = len(words)
    if not table.firm_words.isdisjoint(words):
        return None
    known = place_prefix(table, words, None)
    for at in range(known, count - 1):
        sure = surname_at(table, words, at)
        if not sure and words[at] not in table.particles:
            continue
        rest = words[at:]
        if blocked_run(table, rest):
            return None
        length = min(len(rest), _MOST)
        if len(rest) > _MOST or not name_like(table, rest[:length]):
            continue
        printed = " ".join(rest).lower()
        if printed in table.provinces or printed in table.districts:
            return None
        if length == 2 and (printed in table.communes or sure < 2):  # noqa: PLR2004
            return None
        if tuple(rest) in table.historic or tuple(rest) in table.runs:
            return None
        if at > known and (length == 2 or sure < 2) and not (at == 1 and words[0] in table.openers):  # noqa: PLR2004
            return None  # the end of another name: Ma Lù Thàng, Ban Quản Lý Rừng
        if length > 2 and sure < 2 and " ".join(rest[-2:]).lower() in table.provinces:  # noqa: PLR2004
            return None
        return at, count
    return None


def announced(table: Names, words: Sequence[str]) -> int:
    """Return how many words of a run are the name, where an honorific, a rank or an office says that a name begins here; 0 for none."""
    if blocked_run(table, words):
        return 0
    count = len(words)
    if surname_at(table, words, 0) and count > _MOST:
        # two names or a name and a place printed without a comma: Nguyễn Văn Nam Hà Nội
        for cut in (4, 3, 5):
            if place_prefix(table, words[cut:], None) or (cut < count and surname_at(table, words, cut) == 2):  # noqa: PLR2004
                return cut
        return _MOST
    return min(count, _LONGEST)
