"""The tables of offices and organisations (``data/titles.toml``, ``data/organisations.toml``), compiled once a knowledge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsmine._data import data_toml
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.lexical import trie
from newsmine.extractors.names import Names, names

__all__ = ["Lexicon", "lexicon", "lowered", "words_of"]

_WORD = re.compile(r"[\w.&]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns work on the text in small letters (:func:`lowered`); sets hold small letters."""

    title: re.Pattern[str]
    units: re.Pattern[str]  # what stands before the unit in "phó trưởng phòng"
    organisation: re.Pattern[str]  # longest level, body or field at a place
    levels: frozenset[str]
    bodies: frozenset[str]
    closed: frozenset[str]
    verbs: frozenset[str]  # that begin with the syllable of a body
    named: frozenset[str]
    boards: frozenset[str]
    hosts: frozenset[str]
    branches: frozenset[str]
    homes: frozenset[str]
    cooperatives: frozenset[str]
    stop: frozenset[str]
    common: frozenset[str]
    loose: frozenset[str]
    vague: frozenset[str]
    foreign: frozenset[str]
    persons: frozenset[str]
    first: frozenset[str]
    qualifiers: dict[str, str]
    joins: re.Pattern[str]
    expand: dict[str, str]
    after: frozenset[str]  # words that go on a title: Thường trực
    names: Names


@lru_cache(maxsize=16)
def lexicon(knowledge: Knowledge = BUILT_IN) -> Lexicon:
    """Return the compiled tables of a knowledge."""
    titles = data_toml("newsmine.extractors", "titles.toml")
    parts = data_toml("newsmine.extractors", "organisations.toml")
    modifiers = titles["modifiers"]
    deputies: set[str] = set()
    plain: set[str] = set()
    for group in titles.values():
        if "plain" in group:
            deputies.update(group["deputy"])
            plain.update(group["plain"])
    for entry in knowledge.titles:
        (deputies if entry.get("deputy", default=False) else plain).update(entry.words)
    heads = plain | deputies | {f"{deputy}{head}" for head in deputies for deputy in ("phó ", "p. ", "p.")}
    units = {
        head.removeprefix("phó ").removeprefix("trưởng ")
        for group in ("deputy", "plain")
        for head in titles["units"][group]
        if "trưởng đoàn" not in head
    }
    own = {word for entry in knowledge.organisations for word in entry.words}
    return Lexicon(
        title=re.compile(
            rf"(?<!\w)(?!(?:(?<=nhiệm )|(?<=chức )|(?<=phục ))vụ ){trie(heads)}(?: (?:{trie(modifiers['after'])}))?"
        ),
        units=re.compile(rf"(?:(?:phó |p\.? ?)?trưởng |phó )(?={trie(units)})"),
        organisation=re.compile(trie({*parts["levels"], *parts["bodies"], *parts["fields"], *own})),
        levels=frozenset(parts["levels"]),
        bodies=frozenset({*parts["bodies"], *own}),
        closed=frozenset(parts["closed"]),
        verbs=frozenset(parts["verbs"]),
        named=frozenset(parts["named"]),
        boards=frozenset(parts["boards"]),
        hosts=frozenset(parts["hosts"]),
        branches=frozenset(parts["branches"]),
        homes=frozenset(parts["homes"]),
        cooperatives=frozenset(parts["cooperatives"]),
        stop=frozenset(parts["stop"]),
        common=frozenset(titles["common"]["words"]),
        loose=frozenset(titles["common"]["loose"]),
        vague=frozenset(titles["common"]["vague"]),
        foreign=frozenset(titles["foreign"]["words"]),
        persons=frozenset(titles["foreign"]["persons"]),
        first=frozenset(titles["first"]["words"]),
        qualifiers={word: kind for kind in ("former", "acting") for word in modifiers[kind]},
        joins=re.compile(rf",? (?:{trie(modifiers['joins'])}) "),
        expand=dict(parts["expand"]),
        after=frozenset(word for phrase in modifiers["after"] for word in phrase.split()),
        names=names(),
    )


def lowered(text: str) -> str:
    """Return a text in small letters with the same length (what a letter would become two of is left as it is)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := char.lower()) == 1 else char for char in text)


def words_of(printed: str, lex: Lexicon) -> frozenset[str]:
    """Return the words of a printed office for comparing: small letters, abbreviations written out."""
    out: set[str] = set()
    for word in _WORD.findall(printed.lower()):
        known = lex.expand.get(word)
        if known is None:
            bare = word.rstrip(".")
            known = lex.expand.get(bare, bare)
        out.update(known.split())
    return frozenset(out)
