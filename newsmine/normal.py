"""One text, two spellings: a normalised reading view with a map back to the text as given.

Every pattern of newsmine is written for one spelling (NFC, ``Đ`` U+0110, tone marks as in *hòa, thủy*, single plain
spaces, nothing invisible). Newspapers print others. :func:`read` gives the reading view; :meth:`Reading.source` maps a span of it
back to the text as given, so that ``given[start:end]`` is always what was printed.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

__all__ = ["Reading", "collation_key", "compose", "read"]

# One-to-one: the length does not change. U+00D0 (Icelandic eth) is what one provincial newspaper prints for Đ. U+0085 to U+0097
# are Windows punctuation read as Latin-1; HTML reads them so, too.
_PLAIN = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ",
    "\u0085": "…", "\u0091": "‘", "\u0092": "’", "\u0093": "“", "\u0094": "”", "\u0096": "–", "\u0097": "—",
    **dict.fromkeys("\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u000b\u000c\u2028\u2029", "\n"),
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
}  # fmt: skip
_NOT_PLAIN = re.compile(f"[{''.join(_PLAIN)}]")
# Soft hyphen, zero-width space and joiners, word joiner, byte order mark, marks and embeddings of direction, variation selectors.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_ODD = re.compile(f"[{''.join(_PLAIN)}{_UNSEEN}]")

_SPACES = re.compile(" {2,}")

# Old tone placement (hoà, khoẻ, thuỷ) to the new one (hòa, khỏe, thủy), at the end of a syllable only; "quý" is not "qu" + "ý".
_TONE = {
    old[0] + old[1]: new
    for old, new in (
        *zip(("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa"), strict=True),
        *zip(("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe"), strict=True),
        *zip(("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy"), strict=True),
    )
}
_OLD_TONE = re.compile(r"[oOuU](?<![qQ].)[àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?!\w)")


def _new_tone(match: re.Match[str]) -> str:
    old, after = match.group(), match.string[match.end() : match.end() + 1]
    new = _TONE.get(old.lower())
    if new is None or (after and unicodedata.combining(after)):
        return old
    return "".join(n.upper() if o.isupper() else n for o, n in zip(old, new, strict=True))


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading view ``text`` of ``given``, and the map between them (None where the two have the same offsets).

    ``text[i]`` was read from ``given[starts[i]:ends[i]]``; both lists never fall, and these stretches never overlap.
    """

    given: str
    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Map the span ``[start, end)`` of ``text`` to the span of ``given`` that it was read from."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            here = self.starts[start] if start < len(self.starts) else len(self.given)
            return here, here
        return self.starts[start], self.ends[end - 1]

    def view(self, start: int, end: int) -> tuple[int, int]:
        """Map the span ``[start, end)`` of ``given`` to the smallest span of ``text`` that covers it."""
        if self.starts is None or self.ends is None:
            return start, end
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


# Text without a character beyond these stretches has no marks but U+0300–U+036F.
_LATIN = (
    (0, 0x36F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x20CF),
    (0x2100, 0x2BFF),
    (0xFB00, 0xFB06),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFFD, 0xFFFD),
)
_BEYOND_LATIN = re.compile(f"[^{''.join(f'{chr(first)}-{chr(last)}' for first, last in _LATIN)}]")
_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"


def _latin() -> Iterator[str]:
    return (chr(code) for first, last in _LATIN for code in range(first, last + 1))


@cache
def _alone() -> str:
    """Return the few characters of these stretches that composing changes by themselves."""
    return "".join(char for char in _latin() if unicodedata.normalize("NFC", char) != char)


@cache
def _latin_cluster() -> re.Pattern[str]:
    """Compile the pattern of marks, and of what composing changes without any."""
    return re.compile(f"[{_FIRST_MARK}-{_LAST_MARK}{_alone()}][{_FIRST_MARK}-{_LAST_MARK}]*")


@cache
def _unusual() -> re.Pattern[str]:
    """Compile the pattern of what a reading view may change besides tone marks and spaces: most articles have none of it.

    One class of characters is searched for faster than two, and than Python tells whether a text is in NFC.
    """
    changed = re.compile(f"[{_FIRST_MARK}-{_LAST_MARK}{_alone()}]|{_ODD.pattern}")
    return re.compile(f"[^{re.escape(''.join(char for char in _latin() if not changed.match(char)))}]")


@cache
def _any_cluster() -> re.Pattern[str]:
    """Compile the pattern of a character with all that may combine with it, for every script that Python knows."""
    marks: list[int] = list(range(0x1161, 0x1176)) + list(range(0x11A8, 0x11C3))  # vowels and final consonants of Hangul
    for code in range(0x300, sys.maxunicode + 1):
        char = chr(code)
        decomposition = unicodedata.decomposition(char)
        if decomposition and not decomposition.startswith("<"):
            parts = unicodedata.normalize("NFD", char)
            if unicodedata.combining(parts[0]):
                marks.append(code)
            if len(parts) > 1 and not unicodedata.combining(parts[-1]):
                marks.append(ord(parts[-1]))
        elif unicodedata.combining(char):
            marks.append(code)
    members = "".join(chr(code) for code in sorted(set(marks)))
    return re.compile(f"[\u0000-\u007f][{members}]+|[^\u0000-\u007f][{members}]*")


def _clusters(given: str) -> Iterator[tuple[int, int]]:
    """Give the stretches that composing may change: characters with the marks that combine with them."""
    if _BEYOND_LATIN.search(given):
        if not unicodedata.is_normalized("NFC", given):
            yield from (match.span() for match in _any_cluster().finditer(given))
        return
    for match in _latin_cluster().finditer(given):  # with marks in it, faster than to ask whether a text is in NFC
        here, there = match.span()
        yield (here - 1 if here and _FIRST_MARK <= given[here] <= _LAST_MARK else here), there


@lru_cache(maxsize=4096)
def _composed(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster)


def compose(given: str) -> Reading:
    """Return the text in NFC with a map to the text as given; nothing else is changed."""
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for here, there in _clusters(given):
        cluster = given[here:there]
        piece = _composed(cluster)
        if piece == cluster:
            continue
        pieces += given[done:here], piece
        starts += range(done, here + 1)
        more = len(piece) - 1
        if more:
            # The first character of the piece takes what the others leave: each of them stands for one character at the end.
            rest = min(more, there - here - 1)
            starts += range(there - rest, there)
            starts += [there] * (more - rest)  # where a composed form is longer than what was given: read from nothing
        done = there
    if not pieces:
        return Reading(given, given)
    pieces.append(given[done:])
    starts += range(done, len(given))
    # Nothing is dropped: each character ends where the next one starts.
    return Reading(given, "".join(pieces), tuple(starts), (*starts[1:], len(given)))


def read(given: str) -> Reading:
    """Return the reading view of a text: NFC, one spelling of Đ, tone marks and hyphens, single spaces; nothing invisible."""
    if not _unusual().search(given):
        return _single_spaced(Reading(given, _OLD_TONE.sub(_new_tone, given)))
    odd = _ODD.search(given) is not None
    composed = compose(_INVISIBLE.sub("", given) if odd else given)
    starts, ends = composed.starts, composed.ends
    if len(composed.given) < len(given):
        starts, ends = _around_unseen(given, composed)
    plain = composed.text
    if odd or plain != given:
        plain = _NOT_PLAIN.sub(lambda match: _PLAIN[match.group()], plain)
    return _single_spaced(Reading(given, _OLD_TONE.sub(_new_tone, plain), starts, ends))


def _around_unseen(given: str, composed: Reading) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the map to ``given`` of a text that was composed without the invisible characters of it."""
    kept: list[int] = []
    done = 0
    for match in _INVISIBLE.finditer(given):
        kept += range(done, match.start())
        done = match.end()
    kept += range(done, len(given))
    if composed.starts is None or composed.ends is None:
        return tuple(kept), tuple(here + 1 for here in kept)
    starts = tuple(kept[start] if start < len(kept) else len(given) for start in composed.starts)
    spans = zip(starts, composed.starts, composed.ends, strict=True)
    return starts, tuple(kept[end - 1] + 1 if end > start else here for here, start, end in spans)


def _single_spaced(reading: Reading) -> Reading:
    """Read several spaces as one, which is read from all of them."""
    text = reading.text
    if "  " not in text:
        return reading
    given_starts = range(len(text)) if reading.starts is None else reading.starts
    given_ends = range(1, len(text) + 1) if reading.ends is None else reading.ends
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _SPACES.finditer(text):
        first, last = match.start() + 1, match.end()
        pieces.append(text[done:first])
        starts += given_starts[done:first]
        ends += given_ends[done : first - 1]
        ends.append(given_ends[last - 1])
        done = last
    pieces.append(text[done:])
    starts += given_starts[done:]
    ends += given_ends[done:]
    return Reading(reading.given, "".join(pieces), tuple(starts), tuple(ends))


_ALPHABET = {letter: place for place, letter in enumerate(" -0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make letters of their own; the other marks are tones


def collation_key(text: str) -> tuple[tuple[int, ...], str]:
    """Return a key that sorts names in Vietnamese order: ``Cao Bằng, Đà Nẵng, Đồng Nai, Hà Nội``; tones decide last."""
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", text.lower()):
        if unicodedata.combining(char):
            if char in _SHAPES and letters:
                letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    return tuple(_ALPHABET.get(letter, ord(letter) + len(_ALPHABET)) for letter in letters), text
