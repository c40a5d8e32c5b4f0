"""What several patterns of reported speech look at: word lists compiled, marks, counts of words."""

from __future__ import annotations

import re
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.lexical import trie

__all__ = ["AFTER_MARK", "BACK", "OPENING", "TERM_WORDS", "count_words", "listed", "starts", "whole", "word_before"]

BACK = 1200  # characters of a sentence looked back through for a source
TERM_WORDS = 5  # fewer marked words with the sentence going on after them are a term, not speech
OPENING = '“"«„'
AFTER_MARK = re.compile(r"\s*(?:[.!?…;]|$|\n)")
_FRONT = re.compile(r"(?:^|[\s,;“\"(])(?P<word>[\w]+)[ ]$")


@cache
def listed(section: str, key: str) -> frozenset[str]:
    """Return one list of ``data/patterns.toml`` as a set."""
    return frozenset(data_toml("newsmine.extractors", "patterns.toml")[section][key])


@cache
def starts(section: str, key: str) -> re.Pattern[str]:
    """Return a pattern that matches an entry of a list where it stands, as whole words."""
    return re.compile(rf"(?:{trie(listed(section, key))})")


@cache
def whole(section: str, key: str) -> re.Pattern[str]:
    """Return a pattern to search a stretch for an entry of a list, as whole words."""
    return re.compile(rf"(?<!\w)(?:{trie(listed(section, key))})")


def word_before(text: str, place: int) -> str:
    """Return the word right before a place, or an empty string."""
    match = _FRONT.search(text, max(0, place - 16), place)
    return match["word"] if match else ""


def count_words(text: str, start: int, end: int) -> int:
    """Return how many words a stretch holds."""
    return text.count(" ", start, end) + 1 if end > start else 0
