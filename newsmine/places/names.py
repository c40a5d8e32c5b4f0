"""Names of places as strings: what their type word is, and one key for all their spellings.

Works on the reading view (:mod:`newsmine.normal`). A key joins what are two spellings of one name: ``Hòa Tú II`` and ``Hòa Tú
2``, ``Qui Nhơn`` and ``Quy Nhơn``, ``Đăk Lăk`` and ``Đắk Lắk``, ``Bà Rịa-Vũng Tàu`` and ``Bà Rịa – Vũng Tàu``, ``Phường 01``
and ``phường 1``. It never joins names that differ in a tone or a vowel of ordinary Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.normal import read

__all__ = ["LEVEL_OF", "TYPE_OF", "UPPER", "Part", "name_key", "normal_name", "parse", "plain_key", "split_type"]

# Capitals of Vietnamese (the ranges of Unicode mix them with small letters).
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"

# The type letters of units.tsv: T tỉnh, P thành phố, H huyện, Q quận, X thị xã, x xã, p phường, t thị trấn, k đặc khu.
TYPE_OF = {
    "T": "tỉnh", "P": "thành phố", "H": "huyện", "Q": "quận", "X": "thị xã", "x": "xã", "p": "phường", "t": "thị trấn", "k":
    "đặc khu",
}  # fmt: skip
LEVEL_OF = {
    "T": ("province",), "P": ("province", "district"), "H": ("district",), "Q": ("district",), "X": ("district",),
    "x": ("commune",), "p": ("commune",), "t": ("commune",), "k": ("commune",),
}  # fmt: skip

_I_FOR_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_Y = re.compile(r"(?<=[bcdđghklmnprstvx])[yỳýỷỹỵ]\b|(?<=qu)[yỳýỷỹỵ]\b")
_HIGHLAND = re.compile(r"\b(?:đ[aăắ][kc]|d[aăắ]k)(?=[^aăâeêioôơuưyàáảãạ]|\b)")
_LAK = re.compile(r"\bl[aăắ][kc]\b")
_FINAL_K = re.compile(r"(?<=\w)k\b")  # no Vietnamese syllable ends in k: Krông Pắk is Krông Pắc
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "X": "10"}
_NUMERAL = re.compile(r"(?:^|(?<= ))(?:[IVX]+|0+\d+)$")
_NUMERAL_ENDS = frozenset("IVX0123456789")
_Y_LETTERS = frozenset("yỳýỷỹỵ")
_DROP = dict.fromkeys(map(ord, " \t\n\u00a0'’`.-–—"))


def _numeral(match: re.Match[str]) -> str:
    word = match.group()
    return _ROMAN.get(word, word.lstrip("0") if word.isdigit() else word)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return the key of a bare name in the reading view: two spellings of one name have the same key."""
    text = name.strip()
    if text[-1:] in _NUMERAL_ENDS:
        text = _NUMERAL.sub(_numeral, text)
    text = text.lower()
    if not _Y_LETTERS.isdisjoint(text):
        text = _Y.sub(lambda m: m.group().translate(_I_FOR_Y), text)
    if "đ" in text or "d" in text or "k" in text or "l" in text:
        text = _FINAL_K.sub("c", _LAK.sub("lắc", _HIGHLAND.sub("đắc", text))).replace("krong", "krông")
    return text.replace("êa ", "ea ").translate(_DROP)


def plain_key(name: str) -> str:
    """Return the letters of a name without any diacritics (``Đắk Lắk`` → ``daklak``): for tables that are printed in ASCII."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_DROP)


class Part(NamedTuple):
    """One part of a printed place: the type letters that its type word allows ('' for none), and its bare name.

    ``former``: *cũ* stands behind it. ``central``: *trực thuộc Trung ương* does, so that a city has the rank of a province.
    ``renewed``: *mới* does, so that it is the unit to come where an older one still bears the name.
    """

    types: str
    name: str
    former: bool = False
    central: bool = False
    renewed: bool = False


@lru_cache(maxsize=1)
def type_words() -> dict[str, str]:
    """Return the type words and abbreviations, small letters, with their type letter."""
    return {str(word): str(letter) for word, letter in data_toml("newsmine.places", "names.toml")["types"].items()}


@lru_cache(maxsize=1)
def type_pattern() -> re.Pattern[str]:
    """Return the pattern of a type word at the start of a text; group 1 is the word."""
    words = sorted(type_words(), key=len, reverse=True)
    spelled = "|".join(re.escape(word) + (r"\s*(?=\S)" if word.endswith(".") else r"(?:\s+|(?=\d))") for word in words)
    return re.compile(rf"(?i:({spelled}))")


def letter_of(word: str) -> str:
    """Return the type letter of a printed type word (``TP.`` → ``P``), or '' where it is none."""
    return type_words().get(" ".join(word.lower().split()), "")


def split_type(text: str) -> Part:
    """Split a place name in the reading view into type letter and bare name (``TP. Lạng Sơn`` → ``P``, ``Lạng Sơn``)."""
    match = type_pattern().match(text)
    if match and (letter := letter_of(match.group(1).strip())):
        return Part(letter, text[match.end() :].strip())
    return Part("", text.strip())


_SPLIT = re.compile(r"\s*[,;()]\s*|\s+(?:thuộc|ở|tại|của)\s+|\s+[-–—]\s+(?=(?i:tỉnh|thành phố|tp\b|huyện|quận|thị xã|tx\b)[\s.])")
_FORMER = re.compile(r"\s+(?:cũ|trước đây)$|^(?i:trước (?:đây )?là)\s+")
_RENEWED = re.compile(r"(?<=\w)\s+mới$")
_NOW = re.compile(r"^(?i:nay (?:là|thuộc)|thuộc)\s+")


@lru_cache(maxsize=16384)
def parse(text: str) -> tuple[Part, ...]:
    """Split a printed place into its parts, smallest first: ``phường Đông Kinh, TP. Lạng Sơn`` → p Đông Kinh, P Lạng Sơn.

    ``cũ`` or ``mới`` alone in brackets goes with the part before it.
    """
    parts: list[Part] = []
    for piece in _SPLIT.split(read(text).text):
        bare = _RENEWED.sub("", _NOW.sub("", _FORMER.sub("", piece))).strip()
        if bare in {"cũ", "trước đây"}:
            if parts:
                parts[-1] = parts[-1]._replace(former=True)
        elif bare == "mới":
            if parts:
                parts[-1] = parts[-1]._replace(renewed=True)
        elif bare:
            part = split_type(bare)
            parts.append(part._replace(former=bool(_FORMER.search(piece)), renewed=bool(_RENEWED.search(piece))))
    return tuple(parts)


def normal_name(text: str, *, on: str | None = None) -> str:
    """Return a printed place in one spelling, its type word in full (``TP.Lạng Sơn`` → ``thành phố Lạng Sơn``).

    Only the first part of a chain is kept; an abbreviation of a province becomes its name on the day (``BR-VT`` → ``tỉnh Bà Rịa
    - Vũng Tàu``). A name without a type word stays without one.
    """
    from newsmine.places.gazetteer import load

    whole = " ".join(read(text).text.split())
    versions = load().alias(whole)
    if versions:
        return next((unit for unit in versions if on and unit.valid(on)), versions[-1]).full_name
    parts = parse(whole)
    if not parts:
        return ""
    kind, name = parts[0].types, parts[0].name
    return f"{TYPE_OF[kind]} {name}" if kind else name
