"""Sentences: underthesea's boundaries, repaired, as exact spans.

``underthesea.sent_tokenize`` ends a sentence at every ``.``, ``?`` and ``!`` that does not follow one of its learned
abbreviations or stand inside a number. On the text of provincial newspapers this cuts after *PGS.TS.*, inside
*baolangson.vn*, between a closing mark and the *ông X nói* that goes with it, and joins what follows a single letter of its
list (*5 m. Đường …*). It also needs the whole package (half a second of import) and a scan of every character. So its rule
stands here as one pattern of candidates, and each known repair as one decision; a test holds the two together: on sentences
without a trap they are the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml

__all__ = ["sentences"]

_LINE = re.compile(r"[^\n\r]+")
# A stop with the marks that close after it, and what follows: white space; or nothing, where a space was forgotten ("dầu.Đây là",
# "(60 tháng).- Tiền lương").
_STOP = re.compile(
    r"""([.!?…]{1,12})
        (["”’»)\]]{0,4})
        (?: (\s+) (?= ["“‘«(\[]{0,3} (\S) )
          | (?<=\w[\w)]\.) (?=\w{2})
          | (?=[-+*•]\s) )""",
    re.VERBOSE,
)
_OPENING = ' \t(["“‘«,;:–—'
_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ])\Z")
_PLAIN = re.compile(r"[^\W\d_]{2,7}\Z")
_INITIALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")
_VOWELS = frozenset("aeiouy")
_WINDOW = 24  # characters before a stop that are looked at: longer than any abbreviation
_DASHES = "-–—"
_CLOSING_MARKS = '"”’»'
_GOES_ON = ",;:.!?…)]”’»"


class _Abbreviations(NamedTuple):
    never: frozenset[str]
    exact: frozenset[str]
    may_end: frozenset[str]
    labels: frozenset[str]
    heading: re.Pattern[str]


@cache
def _abbreviations() -> _Abbreviations:
    data = data_toml("newsmine.language", "abbreviations.toml")
    headings = "|".join(map(re.escape, data["headings"]))
    return _Abbreviations(
        never=frozenset(word.casefold() for kind in ("titles", "places", "others") for word in data[kind]),
        exact=frozenset(data["exact"]),
        may_end=frozenset(data["may_end"]),
        labels=frozenset(data["labels"]),
        heading=re.compile(rf"(?:{headings})\s(?:thứ\s)?(?:\d{{1,3}}|[IVX]{{1,5}})\Z", re.IGNORECASE),
    )


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the sentence that starts at ``start`` ends at this stop."""
    stop, close, _, following = match.groups()
    if following is None:
        return _space_forgotten(text, start, match)
    if following in _GOES_ON:
        return False
    if following.islower():
        if close or stop[-1] == "…" or len(stop) > 1:  # “… không?” ông hỏi; nhiều loại khác… nữa
            return False
    elif following in _DASHES and any(mark in close for mark in _CLOSING_MARKS):
        return False  # “….” – Ông X chia sẻ
    return stop != "." or bool(close) or not _abbreviated(text, start, match.start(), following)


def _last_token(text: str, start: int, stop: int) -> str:
    """Return what stands right before ``stop``, back to white space or a mark that opens or separates."""
    window = text[max(start, stop - _WINDOW) : stop]
    for index in range(len(window) - 1, -1, -1):
        if window[index] in _OPENING:
            return window[index + 1 :]
    return window


def _space_before(text: str, start: int, at: int) -> int:
    """Return how many characters of white space stand right before ``at``."""
    window = text[max(start, at - _WINDOW) : at]
    return len(window) - len(window.rstrip())


def _abbreviated(text: str, start: int, stop: int, following: str) -> bool:
    """Tell whether the full stop at ``stop`` belongs to an abbreviation, an initial or a heading's number."""
    word = _last_token(text, start, stop)
    if not word:
        return False
    known = _abbreviations()
    folded = word.casefold()
    if folded in known.may_end:
        return following.islower()
    last = folded.replace("-", ".").replace("/", ".").rpartition(".")[2]
    if folded in known.never or last in known.never or word in known.exact:
        return True
    at = stop - len(word)
    if len(word) == 1 and word in _INITIALS:  # "Lê Thị M. (52 tuổi)", but "viêm gan B. Bệnh …"
        return _last_token(text, start, at - _space_before(text, start, at)).casefold() not in known.labels
    if len(last) < len(word) and len(last) == 1 and last.isalpha():  # N.V.T., T.Ư.
        return True
    return _heads(text, start, at, word)


def _heads(text: str, start: int, at: int, word: str) -> bool:
    """Tell whether a number (or a letter) at ``at`` heads what follows: "1. Nội dung", "gồm: 1. Xã A", "Điều 5. Phạm vi"."""
    if _MARKER.match(word):
        last = at - _space_before(text, start, at) - 1
        if last < start or text[last] in ":;":
            return True
    return at - start < _WINDOW and _abbreviations().heading.match(text[start : at + len(word)]) is not None


def _space_forgotten(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a sentence ends at a stop with no space after it: before a list's dash, or syllable to capital."""
    end = match.end()
    if not text[end].isalnum():
        return text[end + 2 : end + 3].isupper() and not any(mark in match[2] for mark in _CLOSING_MARKS)
    if not (text[end].isupper() and text[end + 1].islower()):
        return False
    word = _last_token(text, start, match.start()).rstrip(")")
    if not (_PLAIN.match(word) and word.islower()) or word in _abbreviations().never:
        return False
    return any(unicodedata.normalize("NFD", char)[0] in _VOWELS for char in word)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text in order as ``(start, end)``, without the white space around them; none crosses a line.

    >>> text = "PGS.TS. Lò Văn Pá đến TP. Sơn La. Ông nói: “Tốt lắm!”"
    >>> [text[start:end] for start, end in sentences(text)]
    ['PGS.TS. Lò Văn Pá đến TP. Sơn La.', 'Ông nói: “Tốt lắm!”']
    """
    out: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if not stripped:
            continue
        start = line.start() + line.group().index(stripped[0])
        last = start + len(stripped)
        for match in _STOP.finditer(text, start, last):
            if _ends(text, start, match):
                end = match.start(3) if match[3] else match.end()
                out.append((start, end))
                start = match.end()
        if start < last:
            out.append((start, last))
    return out
