"""Personal names in runs of capitalised syllables: where a name begins, where it ends, and what is no name.

Everything here works on the reading view and on lists of syllables; nothing looks further than the run it is given, except
:func:`refused`, which looks at the words just before it. Tables: ``data/surnames.toml``, ``data/name_blocklist.toml`` and the
names of administrative units (:mod:`newsmine.places`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.lexical import LOWER, UPPER, trie
from newsmine.places import load

__all__ = ["CAPITALS", "INITIALS", "SHOUTED", "Names", "foreign", "names"]

# Letters of the highland languages (Êđê, Jrai, M'nông) beside the Vietnamese alphabet.
_UP = UPPER + "ČŎĬŬÑ"
_LOW = LOWER + "čŏĭŭñ"
_APOSTROPHE = "'’ʼ‘`"
# One capitalised syllable: Nguyễn, A, H'Hen, K’Brèo, Bhnướch, KRông, McDonald; Jong-un (after the hyphen, of a list)
_KOREAN = "|".join(data_toml("newsmine.extractors", "surnames.toml")["korean"]["after"])
_SYLLABLE = (
    rf"[{_UP}](?:[{_UP}](?=[{_LOW}]{{2}}))?[{_LOW}]*(?:[{_APOSTROPHE}][{_UP}{_LOW}][{_LOW}]*)?(?:-(?:{_KOREAN})(?!\w))?(?!\w)"
)
CAPITALS = re.compile(rf"(?<![\w{_APOSTROPHE}]){_SYLLABLE}(?: {_SYLLABLE}){{0,9}}")
# N.V.T., H., Th.; Nguyễn Văn A. is left to CAPITALS
INITIALS = re.compile(rf"(?:[CGKNPT]h|Ngh?|Tr|Gi|Qu|[{_UP}])\.(?:\s?[{_UP}][{_LOW}]?\.){{0,3}}(?:\s?[{_UP}](?![\w.]))?")
# NGUYỄN VĂN BA
SHOUTED = re.compile(rf"[{_UP}]{{2,}}(?: [{_UP}]+){{1,4}}(?!\w)")
_MOST = 5  # syllables of a Vietnamese name
_LONGEST = 6  # syllables of any name
_TWO, _THREE = 2, 3
_STRONG = 2  # see surname_at
_WOMEN = "Thị"  # the middle name of women: hardly anything else has it in second place
_PLACE_WORDS = 4  # words of the longest name of a place that is looked for


# What a syllable of Vietnamese looks like without its marks; a word that is none is a foreigner's name or a brand.
_VIETNAMESE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?[aeiouy]{1,3}(?:ch|c|m|ng|nh|n|p|t)?", re.IGNORECASE
)


class Names(NamedTuple):
    """The tables, ready for use; get them by :func:`names`."""

    strong: frozenset[str]
    weak: frozenset[str]
    double: frozenset[tuple[str, str]]
    particles: frozenset[str]
    middle: frozenset[str]
    markers: frozenset[str]
    given: frozenset[str]
    world: frozenset[str]
    before: re.Pattern[str]
    firm: re.Pattern[str]
    prefixes: frozenset[tuple[str, ...]]
    longest_prefix: int
    runs: frozenset[tuple[str, ...]]
    historic: frozenset[tuple[str, ...]]
    provinces: frozenset[str]
    districts: frozenset[str]
    communes: frozenset[str]
    district_heads: frozenset[str]  # first syllables of districts
    countries: frozenset[str]
    by_level: dict[str | None, tuple[frozenset[str], ...]]  # whose names may follow the type word of a level
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
    levels["province"] |= set(block["provinces_too"])
    prefixes = frozenset(tuple(run.split()) for run in block["prefixes"])
    provinces, districts, communes = (frozenset(levels[level]) for level in ("province", "district", "commune"))
    countries = frozenset(country.lower() for country in block["countries"])
    return Names(
        strong,
        weak,
        frozenset((first, second) for first, second in (name.split() for name in surnames["double"]["names"] if " " in name)),
        frozenset(surnames["particles"]["open"]),
        frozenset(surnames["middle"]["sure"]),
        frozenset(surnames["middle"]["markers"]),
        frozenset(surnames["given"]["sure"]),
        frozenset(surnames["world"]["given"]),
        re.compile(rf"(?<!\w)(?:{trie(block['before'])})[.:]?\s?\Z"),
        re.compile(
            r"(?:công ty|ctcp|tập đoàn|hợp tác xã|htx|doanh nghiệp|nhà xuất bản|cơ sở sản xuất|trường)\b[^,.;:()\n“”\"]{0,60}\Z",
        ),
        prefixes,
        max(map(len, prefixes)),
        frozenset(tuple(run.split()) for run in block["runs"]),
        frozenset(tuple(run.split()) for run in block["historic"]),
        provinces,
        districts,
        communes,
        frozenset(name.split()[0] for name in districts),
        countries,
        {
            "province": (provinces,),
            "district": (districts, provinces),
            "commune": (communes, districts),
            "village": (communes, districts, provinces),
            None: (provinces, districts, countries),
        },
        frozenset(block["firm_words"]),
        frozenset(block["sentence_words"]),
        frozenset(block["openers"]),
    )


def surname_at(table: Names, words: Sequence[str], at: int) -> int:
    """Return how sure a family name begins at a word: 0 not, 1 weak, 2 strong."""
    word = words[at]
    if at + 1 < len(words) and (word, words[at + 1]) in table.double:
        return _STRONG
    if word in table.strong:
        return _STRONG
    if word in table.weak:
        return 1
    return _STRONG if highland(word) else 0


def highland(word: str) -> bool:
    """Tell whether a word is a name of the highland peoples by itself: H'Hen, K'Brèo, Y'Bham."""
    return len(word) > _TWO and word[0] in "HKY" and word[1] in _APOSTROPHE


def foreign(word: str) -> bool:
    """Tell whether a word is no syllable of Vietnamese: Kiatisuk, Putin."""
    bare = "".join(char for char in unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D")) if char.isalpha())
    return _VIETNAMESE.fullmatch(bare) is None


def name_like(table: Names, words: Sequence[str]) -> bool:
    """Tell whether a run of syllables can be a full Vietnamese name: family name first, two to five syllables."""
    count = len(words)
    if not _TWO <= count <= _MOST:
        return False
    sure = surname_at(table, words, 0)
    if sure == _STRONG or (count >= _THREE and words[1] == _WOMEN):
        return True
    if words[0] in table.particles:
        return count >= _THREE or words[0] in {"Y", "A"}
    return sure > 0 and count >= _THREE and words[1] in table.middle


def blocked_run(table: Names, words: Sequence[str]) -> bool:
    """Tell whether a run begins with words that are never a person (Hà Nội, Bà Rịa, Hoàng Anh Gia Lai)."""
    return any(tuple(words[:count]) in table.prefixes for count in range(_TWO, min(len(words), table.longest_prefix) + 1))


def place_prefix(table: Names, words: Sequence[str], level: str | None) -> int:
    """Return how many of the first words are a known place: of a level (village: any unit), or (None) with the countries."""
    lists = table.by_level[level]
    for count in range(min(len(words), _PLACE_WORDS), 0, -1):
        name = " ".join(words[:count]).lower()
        if any(name in known for known in lists):
            return count
    return 0


def likely(table: Names, words: Sequence[str]) -> bool:
    """Tell whether a run is a full name where only a name can follow: a weak family name needs three or four syllables."""
    return name_like(table, words) or (_THREE <= len(words) < _MOST and surname_at(table, words, 0) > 0)


def split(table: Names, words: Sequence[str], level: str | None, *, named: bool, after_level: bool, board: bool = False) -> int:
    """Return how many of the words belong to the place or organisation printed first; a person's name begins after them.

    ``words`` is a run inside an office (``Chủ tịch UBND tỉnh | Sóc Trăng Trần Văn Lâu`` → 2). ``level`` is the level whose
    type word stands before (province, district, commune), ``after_level`` whether one does, ``named`` whether a firm, a school or
    the like does, ``board`` whether a body stands before that has no name of its own (HĐQT).
    """
    # no country stands after the type word of a hamlet: "ấp Mỹ Lợi", "thôn Anh Dũng"
    known = 0 if named else place_prefix(table, words, (level or "village") if after_level else None)
    if known:
        # "phường Hoàng Văn Thụ": the longest known name wins; after a country a foreigner's name needs no family name
        rest = words[known:]
        unknown = len(rest) == _THREE and rest[-1] in table.given and rest[1] in table.given | table.middle  # Đầu Thanh Tùng
        if not rest or likely(table, rest) or unknown or " ".join(words[:known]).lower() in table.countries:
            return known
        if (
            level != "province"
            and len(rest) == 1
            and rest[0] in table.given
            and _begins(table, words, level, after_level=after_level)
        ):
            return 0  # "xã Hà Trung Dũng": the place would leave half a name
    elif not named and _begins(table, words, level, after_level=after_level, board=board):
        return 0
    return _after_unknown(table, words, named=named)


def _begins(table: Names, words: Sequence[str], level: str | None, *, after_level: bool, board: bool = False) -> bool:
    """Tell whether a run of no known place is a name at once: UBND tỉnh | Phạm Anh Tuấn, but thôn | Lê Bình.

    All provinces and districts are known, and nearly all communes: what is none of them and begins with a family name is a
    person, the surer the more syllables it has. Hamlets are not known.
    """
    if tuple(words) in table.historic or blocked_run(table, words):
        return False
    if not after_level:
        # giám đốc Lương Kiến Bách: the family name is an ordinary word too, but what ends like a name is hardly a firm
        return name_like(table, words) or (
            likely(table, words) and (board or (len(words) == _THREE and words[-1] in table.given))
        )
    if level in {"province", "district"}:
        # of two syllables where no district begins like it: huyện | Nguyễn Bay, but not thị xã | Sơn Lâm
        return likely(table, words) and (len(words) >= _THREE or words[0].lower() not in table.district_heads)
    if len(words) < _THREE or not name_like(table, words):
        return False
    sure = surname_at(table, words, 0)
    if level == "commune":
        return sure == _STRONG or words[1] in table.markers
    return sure == _STRONG and words[1] in table.middle


def _after_unknown(table: Names, words: Sequence[str], *, named: bool) -> int:
    """Return where a full name begins after an unknown place or a firm's name of one to four words; the count for nowhere."""
    count = len(words)
    least = _THREE if named else _TWO
    for at in (2, 1, 3, 4):
        rest = words[at:]
        if least <= len(rest) <= _MOST and name_like(table, rest):
            sure = surname_at(table, words, at)
            if at == 1 and not named and surname_at(table, words, 0) and count < _MOST:
                return 0  # Kim Lý Hùng: hardly a place called Kim and half a name
            if sure == _STRONG or (sure and len(rest) >= _THREE and rest[1] in table.markers):
                return at
    return count


def bare(table: Names, words: Sequence[str]) -> tuple[int, int] | None:
    """Return where in a run that nothing announces a full name stands, as word indexes, or None."""
    if not table.firm_words.isdisjoint(words):
        return None
    if words[0] in table.world and len(words) <= _THREE and foreign(words[1]) and " ".join(words).lower() not in table.countries:
        return (0, len(words))
    known = place_prefix(table, words, None)
    for at in range(known, len(words) - 1):
        if not surname_at(table, words, at) and words[at] not in table.particles:
            continue
        rest = words[at:]
        if blocked_run(table, rest):
            return None
        if name_like(table, rest):
            return (at, len(words)) if _alone(table, words, at, known) else None
    return None


def _alone(table: Names, words: Sequence[str], at: int, known: int) -> bool:
    """Tell whether a run like a name is one although nothing announces it: no place, no firm, not the end of another name."""
    rest = words[at:]
    count = len(rest)
    sure = surname_at(table, words, at)
    printed = " ".join(rest).lower()
    if printed in table.provinces or printed in table.districts or tuple(rest) in table.historic or tuple(rest) in table.runs:
        return False
    if count == _TWO and (printed in table.communes or sure < _STRONG):
        return False
    if at == 0 and tuple(rest[1:]) in table.historic:
        return False  # Đường Lê Lợi, at the beginning of a sentence
    if at > known and (count == _TWO or sure < _STRONG) and not (at == 1 and words[0] in table.openers):
        return False  # Ma Lù Thàng, Ban Quản Lý Rừng
    return sure == _STRONG or count == _TWO or " ".join(rest[-2:]).lower() not in table.provinces


def announced(table: Names, words: Sequence[str]) -> int:
    """Return how many words of a run are the name, where an honorific, a rank or an office says that one begins; 0 for none."""
    if blocked_run(table, words):
        return 0
    count = len(words)
    if count > _MOST and surname_at(table, words, 0):
        # two names or a name and a place printed without a comma: Nguyễn Văn Nam Hà Nội
        for cut in (4, 3, 5):
            if place_prefix(table, words[cut:], None) or (cut < count and surname_at(table, words, cut) == _STRONG):
                return cut
        return _MOST
    return min(count, _LONGEST)
