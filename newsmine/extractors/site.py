"""A place of an article as figures need it, and the word lists of ``data/locality.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.finding import Finder, Indexed
from newsmine.extractors.lexical import UPPER, words
from newsmine.places import load
from newsmine.places.bodies import COUNTRY_ID

__all__ = ["NATION", "RANK", "Site", "above", "abroad_names", "central", "is_world", "listed_words", "opens", "table"]

RANK = {"village": 0, "zone": 0, "commune": 1, "district": 2, "province": 3, "region": 4, "country": 5, "abroad": 5}


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an article: where it stands, how the article names it best, its level and its unit where it is known."""

    start: int
    end: int
    name: str  # bare name
    label: str  # as the article gives it, with the type of unit where it is printed somewhere; '' where it is not printed
    level: str  # village, zone, commune, district, province, region, country, abroad
    locality_id: str | None
    generic: bool = False  # it stands for a named place: "toàn huyện"
    inside: bool = False  # it only says where a smaller place lies: "phường Đông Kinh, thành phố Lạng Sơn"
    former: bool = False  # "xã Vĩnh Hảo cũ": "xã" after it is not this one
    assumed: bool = False  # "toàn tỉnh" of an article that names no province: the newspaper's


def above(site: Site, on: str | None) -> set[str]:
    """Return the ids of the units in which a place lies on a day; none where its own unit is not known."""
    unit = load().get(site.locality_id or "")
    return {parent.locality_id for parent in load().parents(unit, on)} if unit else set()


def is_world(site: Site) -> bool:
    """Tell whether a place is the whole world, which has no name in a record."""
    return not site.name


NATION = Site(0, 0, "Việt Nam", "Việt Nam", "country", COUNTRY_ID)


@cache
def table() -> dict[str, Any]:
    """Return ``data/locality.toml``."""
    return data_toml("newsmine.extractors", "locality.toml")


@cache
def listed_words(key: str, *, tail: bool = False) -> Finder:
    """Return what finds the words of a list; with ``tail`` at the end of the search, a number after them allowed."""
    entries = table()["words"][key]
    if tail:  # of a few words before a place
        return re.compile(rf"{words(entries)}\s*(?:\d+\s*)?$", re.IGNORECASE)
    return Indexed(re.compile(words(entries), re.IGNORECASE), entries)


def opens(text: str, start: int, site: Site) -> bool:
    """Tell whether a place opens a sentence (``start``), alone or after a word of place."""
    lead = text[start : site.start].strip()
    return not lead or bool(listed_words("fronting").fullmatch(lead))


@cache
def abroad_names() -> tuple[str, ...]:
    """Return the names of the countries abroad."""
    return tuple(name for name in data_toml("newsmine.extractors", "name_blocklist.toml")["countries"] if name != "Việt Nam")


@cache
def central() -> re.Pattern[str]:
    """Return a pattern for the central bodies of the state; those of another are none: ``Bộ Y tế Ấn Độ``, ``Chính phủ Lào``."""
    body, abroad = words(table()["words"]["central"]), words(abroad_names())
    ministry = rf"Bộ (?!Chỉ huy|CHQS|Tư lệnh|Chính trị)(?:trưởng )?[{UPPER}](?!\w*(?: \w+){{0,2}} {abroad}(?!-| [{UPPER}]))"
    return re.compile(rf"(?i:{body})(?! {abroad}(?!-| [{UPPER}]))|(?<!\w){ministry}")
