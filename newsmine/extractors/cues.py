"""Finds reporting cues, and what stands between each and the words it reports.

All knowledge is in ``data/cues.toml`` (the cues and what may follow them), ``data/cue_blocklist.toml`` (what only looks
like one) and ``data/adverb_shell.toml``. A cue found here is a candidate: whether a source stands before it, is decided
in ``quotations``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.lexical import trie, words

__all__ = ["Cue", "CueEntry", "Lexicon", "find_cues", "lexicon"]

_PACKAGE = "newsmine.extractors"
_TAIL = 12  # characters of an adverb that belongs to the cue as printed ("cho biết thêm")
_WORD = re.compile(r"\w+")
# "phát biểu tại hội nghị:", "chia sẻ với phóng viên rằng": transparent only where a colon or "rằng" closes it
_FRONT = "qua|bằng|với|cùng|trước|tại|trong|về|ở|khi|sau|cho|tới|đến|bên lề|vào|trên|nhân|đối với|năm|hồi|ngay|hôm"
_ADJUNCT = rf"(?:\s(?:{_FRONT})\s[^:,.;“”\"«»\n]{{1,100}}?)"
# "nói là …", "nói với vợ là …": whom it was said to, and "là" in the place of "rằng"
_THAT = r"(?:\s(?:với|cho)\s[^:,.;…“”\"«»\n]{1,40}?)?\slà(?=\s(?!làm|một|rằng))"
_SIGN = re.compile(
    r"\s*(?P<colon>:)\s*|\s*,?\s*(?P<rang>rằng)(?!\w)\s*[,:]?\s*|\s*(?P<comma>,)\s*|\s+(?=[“\"«„])(?P<marks>)|\s+(?P<clause>)"
)


@dataclass(frozen=True, slots=True)
class CueEntry:
    """What the table says about a cue."""

    words: str
    kind: str
    act: str
    follow: frozenset[str]
    source: frozenset[str]
    needs: str | None = None  # what a clause that follows at once must hold: verb, question


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a text.

    ``sign`` is what follows: colon, rang, comma, marks, clause; "none" where the table does not let the words follow it (it may
    still close a marked quotation: ``“…”, ông X nói.``). ``content`` is where the words reported would begin.
    """

    start: int
    end: int
    entry: CueEntry
    sign: str
    content: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cue tables, compiled."""

    entries: Mapping[str, CueEntry]
    pattern: re.Pattern[str]
    after: Mapping[str, re.Pattern[str]]
    before: Mapping[str, frozenset[str]]
    any_before: frozenset[str]
    unless: frozenset[str]  # what ends like one of those and makes no noun of the cue
    shell: re.Pattern[str]  # between source and cue
    shell_words: str
    tail: re.Pattern[str]  # between cue and sign


@lru_cache(maxsize=16)
def lexicon(knowledge: Knowledge = BUILT_IN) -> Lexicon:
    """Return the compiled tables, with the cues of the user's own added (an unknown class or act is read as core, state)."""
    data = data_toml(_PACKAGE, "cues.toml")
    entries: dict[str, CueEntry] = {}
    rows: list[dict[str, Any]] = [*data["cue"], *({"words": own.words, **dict(own.fields)} for own in knowledge.cues)]
    for row in rows:
        kind = row.get("class", "core") if row.get("class", "core") in data["class"] else "core"
        follow = frozenset(row.get("follow", data["class"][kind]["follow"]))
        source = frozenset(row.get("source", ["person", "body"]))
        for word in row["words"]:
            entries[word] = CueEntry(word, kind, row.get("act", "state"), follow, source, row.get("needs"))
    blocks = data_toml(_PACKAGE, "cue_blocklist.toml")
    after: dict[str, list[str]] = {word: list(blocks["any"]["after"]) for word in entries}
    before: dict[str, set[str]] = {word: set() for word in entries}
    for row in blocks["block"]:
        for word in row["cue"]:
            after[word].extend(row.get("after", []))
            before[word].update(row.get("before", []))
    shell = data_toml(_PACKAGE, "adverb_shell.toml")
    return Lexicon(
        entries,
        re.compile(words([*entries, *(word[0].upper() + word[1:] for word in entries)])),
        {word: _after_pattern(rows) for word, rows in after.items()},
        {word: frozenset(rows) for word, rows in before.items()},
        frozenset(blocks["any"]["before"]),
        frozenset(blocks["any"]["unless"]),
        re.compile(rf"(?:[ ]?[,;–—-]?(?:[ ],?(?:{trie(shell['before'])}),?)*[ ]|[ ]?[–—-])"),
        trie(shell["before"]),
        _tail(shell),
    )


def _tail(shell: dict[str, Any]) -> re.Pattern[str]:
    """Return the pattern of what may stand between a cue and its sign: adverbs, then whom it was said to, or where and when."""
    that = "|".join(rf"(?<={word})" for word in shell["that"])
    told = rf"(?:\s(?:{trie(shell['addressee'])}))(?=\s*[:,]|\s+rằng\b)"
    return re.compile(rf"(?:\s(?:{trie(shell['after'])}))*(?:(?:{that}){_THAT}|{told}|{_ADJUNCT}(?=\s*:|,?\s+rằng\b))?")


def _after_pattern(rows: list[str]) -> re.Pattern[str]:
    plain = [row for row in rows if row[0].isalnum() and row[-1] != "#"]
    counted = [row[:-2] for row in rows if row[-1] == "#"]  # "thông báo số 12"
    exact = [row[1:] for row in rows if row[0] == "="]  # "giao ban", but "giao Ban Nội chính"
    signs = [re.escape(row) for row in rows if not row[0].isalnum() and row[0] != "="]
    branches = [
        rf"\s(?:{trie(plain)})",
        *(rf"\s{row}\s\d" for row in counted),
        *(rf"\s(?-i:{row})(?!\w)" for row in exact),
        *(rf"\s?{row}(?!\w)" for row in signs),
    ]
    return re.compile("|".join(branches), re.IGNORECASE)


def find_cues(text: str, table: Lexicon | None = None) -> list[Cue]:
    """Return the cue candidates of a reading view, in order: each cue that the blocklist lets through, with the sign after it."""
    table = table or lexicon()
    found: list[Cue] = []
    for match in table.pattern.finditer(text):
        start, end = match.start(), match.end()
        word = match.group()
        entry = table.entries.get(word) or table.entries[word[0].lower() + word[1:]]
        tail = table.tail.match(text, end)
        tail_end = tail.end() if tail else end
        sign = _SIGN.match(text, tail_end)
        kind = sign.lastgroup if sign else None
        said = tail_end > end and text.endswith(" là", end, tail_end)
        if (said or entry.words.endswith(" rằng")) and kind in {"comma", "clause", "marks"}:
            kind = "rang"
        name = word[0].isupper() and text[start - 1 : start] == " " and (text[start - 2].isalpha() or text[start - 2] == ",")
        if name or _blocked_before(text, start, entry, table):
            continue  # "Ban Chỉ đạo", "Sở Văn hóa và Thông tin": a capital inside a clause is a name's
        if (
            kind is None
            or kind not in entry.follow
            or (kind in {"clause", "comma"} and table.after[entry.words].match(text, end))
        ):
            kind = "none"
        found.append(Cue(start, tail_end if tail_end - end < _TAIL else end, entry, kind, sign.end() if sign else tail_end))
    return found


def _blocked_before(text: str, start: int, entry: CueEntry, table: Lexicon) -> bool:
    """Say whether one of the up to four words before a cue makes it a noun, a passive, a refusal or a part of another word."""
    window_start = max(0, start - 32)
    window = text[window_start:start]
    stop = max(window.rfind(char) for char in '.\n:;“”"')
    tokens = [*_WORD.finditer(window, stop + 1)][-4:]
    if not tokens or window[tokens[-1].end() :].strip(" ,"):
        return False
    at_start = window[stop + 1 : tokens[0].start()].strip() == "" and (stop >= 0 or window_start == 0)
    blocked = table.before[entry.words]
    free = any(window[token.start() :].rstrip(" ").lower() in table.unless for token in tokens)
    for count in range(1, len(tokens) + 1):
        first = tokens[-count].start()
        phrase = window[first:].rstrip(" ")
        if count == len(tokens) and at_start:
            phrase = phrase[0].lower() + phrase[1:]  # a capital that only the sentence gives
        if phrase.lower() in blocked or (phrase in table.any_before and not free):
            return True
    return False
