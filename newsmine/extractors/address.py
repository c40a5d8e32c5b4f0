"""Words that stand before a name: honorifics, ranks, academic and religious titles, callings; and the words that undo them.

Tables: ``data/honorifics.toml``, ``data/ranks.toml``, ``data/name_blocklist.toml``. Patterns work on the text in small letters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.lexical import trie

__all__ = ["Honorific", "Tables", "honorifics", "tables"]


class Honorific(NamedTuple):
    """What the table says of one word of address."""

    gender: str | None
    pronoun: bool
    anaphor: bool
    plural: bool
    soft: bool  # an ordinary word as well: a place or a body after it is no person


class Tables(NamedTuple):
    """The compiled tables; get them by :func:`tables`."""

    honorific: re.Pattern[str]
    words: dict[str, Honorific]
    rank: re.Pattern[str]
    military: frozenset[str]
    calling: frozenset[str]
    of_many: frozenset[str]
    of_bodies: frozenset[str]
    compound_after: frozenset[str]
    compound_before: re.Pattern[str]
    credit: re.Pattern[str]
    no_pointer: re.Pattern[str]
    places: re.Pattern[str]
    temples: re.Pattern[str]
    answered: re.Pattern[str]
    audience: frozenset[str]
    hamlet: re.Pattern[str]


def honorifics() -> dict[str, Honorific]:
    """Return the table of words of address, small letters."""
    return tables().words


@cache
def tables() -> Tables:
    """Return the compiled tables; built at the first call."""
    words: dict[str, Honorific] = {}
    for entry in data_toml("newsmine.extractors", "honorifics.toml")["honorific"]:
        flags = [entry.get(name, False) for name in ("pronoun", "anaphor", "plural", "soft")]
        words.update(dict.fromkeys(entry["words"], Honorific(entry.get("gender"), *flags)))
    ranks = data_toml("newsmine.extractors", "ranks.toml")
    block = data_toml("newsmine.extractors", "name_blocklist.toml")
    short = "|".join(re.escape(item) for item in sorted(ranks["academic_short"], key=len, reverse=True))
    full = trie({item for key in ("military", "academic", "religious", "calling") for item in ranks[key]})
    credit = trie(block["credit"])
    return Tables(
        honorific=re.compile(rf"(?<!\w){trie(words)}"),
        words=words,
        rank=re.compile(rf"(?<!\w)(?<!thủ )(?:{full}|(?:{short})(?:(?:\.|, ?|-| |/)? ?(?:{short})(?!\w)){{0,5}}(?!\w)\.?)"),
        military=frozenset(ranks["military"]),
        calling=frozenset(ranks["calling"]),
        of_many=frozenset(ranks["of_many"]),
        of_bodies=frozenset(ranks["of_bodies"]),
        compound_after=frozenset(block["compound_after"]),
        compound_before=re.compile(rf"(?<!\w){trie(block['compound_before'])} \Z"),
        credit=re.compile(rf"(?<!\w){credit} ?[:.] ?\Z"),
        no_pointer=re.compile(rf"(?<!\w){trie(block['no_pointer'])} \Z"),
        places=re.compile(rf"(?<!\w){trie(block['address_places'])} \Z"),
        answered=re.compile(rf"(?<!\w){trie(block['answered'])} \Z"),
        audience=frozenset(ranks["audience"]),
        hamlet=re.compile(rf"(?:{trie(block['hamlets'])})\Z"),
        temples=re.compile(rf"(?<!\w){trie(block['address_temples'])} \Z"),
    )
