"""The words that the scan of places goes by, made ready once: type words, names without one, what refuses a name."""

from __future__ import annotations

import re
from functools import lru_cache

from newsmine._data import data_toml
from newsmine.places.gazetteer import aliases, load, other_names
from newsmine.places.names import UPPER, name_key, type_words

__all__ = [
    "WORD_STARTS",
    "alias_pattern",
    "bare_firsts",
    "bare_names",
    "dashed_firsts",
    "former_names",
    "hamlet_pattern",
    "last_ends",
    "last_words",
    "left_type",
    "not_places",
    "run_types",
    "word_sets",
]

WORD_STARTS = " \n(/"  # what a type word before a name begins after


@lru_cache(maxsize=1)
def word_sets() -> dict[str, frozenset[str]]:
    """Return the word lists of mentions.toml by name."""
    return {name: frozenset(words) for name, words in data_toml("newsmine.places", "mentions.toml").items()}


@lru_cache(maxsize=1)
def left_type() -> re.Pattern[str]:
    """Return the pattern of type words that end where a name begins; several are joined (``các xã, phường: ``)."""
    words = sorted(type_words(), key=len, reverse=True)
    full = "|".join(re.escape(word) for word in words if len(word) > 1 and not word.endswith("."))
    dotted = "|".join(re.escape(word) for word in words if word.endswith("."))
    joint = ", | và |; |/| - "
    after = r"(?P<colon>\s*(?:như|gồm|gồm có|sau|là)?\s*:\s*| như | gồm | )"
    return re.compile(
        rf"(?<![\w.])(?<!ợp tác )(?<!ỢP TÁC )(?i:(?P<many>(?:(?:{full})(?:{joint}))*)(?P<one>{full}){after}|(?P<dot>{dotted}) ?)$"
    )


@lru_cache(maxsize=1)
def last_words() -> frozenset[str]:
    """Return the small-letter words that may stand last before a name behind a type word."""
    return frozenset({word.split()[-1] for word in type_words()} | {"như", "gồm", "có", "sau", "là"})


@lru_cache(maxsize=1)
def last_ends() -> frozenset[str]:
    """Return the last three small letters of the words before a name behind a type word, of short ones with what is before."""
    words = last_words() | {"ủy", "đoàn"}
    return frozenset(f"{before}{word}"[-3:] for word in words for before in WORD_STARTS)


@lru_cache(maxsize=1)
def run_types() -> frozenset[str]:
    """Return the capitalised first words of type words, as they stand inside a run (``Huyện Kỳ Anh``, ``TP Vinh``)."""
    firsts = {word.split()[0] for word in type_words() if not word.endswith(".")}
    whole = {first.capitalize() for first in firsts if len(first) > 1 and first in type_words()} | {"Thủ", "Đặc"}
    return frozenset(whole | {first.upper() for first in firsts if len(first) > 1} | {"Tp", "Tx", "Tt"})


@lru_cache(maxsize=1)
def alias_pattern() -> re.Pattern[str]:
    """Return the pattern of other names; it starts with literals, so that the search is fast, and the edges are checked after."""
    names = sorted((name for name in aliases() if name not in word_sets()["never_bare"]), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in names) + r"(?!\w)")


@lru_cache(maxsize=1)
def bare_names() -> dict[str, str]:
    """Return the names that are read without a type word, in small letters and in capitals, with their first word."""
    gazetteer = load()
    names = {unit.name for unit in gazetteer.units if unit.level == "province" and unit.start < "2025-01-01"}
    wide = [unit for unit in gazetteer.units if unit.level in {"country", "region"}]
    names |= {name for unit in wide for name in (unit.name, *unit.others)}
    names |= set(other_names())
    names |= word_sets()["well_known"]
    names |= {name for name, entry in data_toml("newsmine.places", "former.toml").items() if entry.get("bare")}
    names -= word_sets()["never_bare"]
    spelled = {name for name in names if not re.search("[-–]", name)}
    spelled |= {
        re.sub(r"\s*[-–]\s*", dash, name)
        for name in names
        for dash in (" - ", "-", " – ", "–", "- ", " -", "– ", " –")
        if re.search("[-–]", name)
    }
    return {form: form.split()[0] for name in spelled for form in (name, name.upper())}


@lru_cache(maxsize=1)
def bare_firsts() -> dict[str, tuple[str, ...]]:
    """Return the bare names by their first word, longest first."""
    out: dict[str, list[str]] = {}
    for name, first in bare_names().items():
        out.setdefault(first, []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in out.items()}


@lru_cache(maxsize=1)
def dashed_firsts() -> frozenset[str]:
    """Return keys of the first halves of names that hold a dash (``Phan Rang-Tháp Chàm``)."""
    names = [unit.name for unit in load().units if "-" in unit.name] + [name for name in other_names() if "-" in name]
    return frozenset(name_key(re.split("[-–]", name)[0]) for name in names)


@lru_cache(maxsize=1)
def hamlet_pattern() -> re.Pattern[str]:
    """Return the pattern of the words for places below the commune (thôn, bản, ấp …) before a name or a number."""
    words = "|".join(re.escape(word) for word in sorted(word_sets()["hamlets"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?i:{words}) (?=[{UPPER}\d])")


@lru_cache(maxsize=1)
def not_places() -> tuple[str, ...]:
    """Return the longer names that begin with the name of a place."""
    return tuple(word_sets()["not_places"])


@lru_cache(maxsize=1)
def former_names() -> tuple[str, ...]:
    """Return the names of the provinces that ended before the lists begin."""
    return tuple(data_toml("newsmine.places", "former.toml"))
