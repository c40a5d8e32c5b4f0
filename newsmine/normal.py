"""One text, two spellings: a normalised reading view with a map back to the text as given.

Every pattern of newsmine is written for one spelling (NFC, ``Đ`` U+0110, tone marks as in *hòa, thủy*, plain spaces, no zero-width
characters). Newspapers print others. :func:`read` gives the reading view; :meth:`Reading.source` maps a span of it back to
the text as given, so that ``source[start:end]`` is always what was printed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Reading", "read"]

# One-to-one: the length does not change. U+00D0 (Icelandic eth) is what one provincial newspaper prints for Đ.
_SAME_LENGTH = str.maketrans(
    {
        "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ",
        "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
        "\t": " ", "\u2010": "-", "\u2011": "-", "\u2212": "-",
    }
)  # fmt: skip
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_NEEDS_WORK = re.compile(f"[{_INVISIBLE}\u0300-\u036f]")

# Old tone placement (hoà, khoẻ, thuỷ) to the new one (hòa, khỏe, thủy), at the end of a syllable only; "quý" is not "qu" + "ý".
_TONE = {
    old[0] + old[1]: new
    for old, new in (
        *zip(("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa"), strict=True),
        *zip(("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe"), strict=True),
        *zip(("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy"), strict=True),
    )
}
_OLD_TONE = re.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\w)")


def _new_tone(match: re.Match[str]) -> str:
    old = match.group()
    new = _TONE[old.lower()]
    return "".join(n.upper() if o.isupper() else n for o, n in zip(old, new, strict=True))


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading view ``text`` of ``given``, and the map between them (None where the two have the same offsets)."""

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


def read(given: str) -> Reading:
    """Return the reading view of a text: NFC, one spelling of Đ, tone marks, spaces and hyphens; nothing invisible."""
    if not _NEEDS_WORK.search(given) and unicodedata.is_normalized("NFC", given):
        return Reading(given, _OLD_TONE.sub(_new_tone, given.translate(_SAME_LENGTH)))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    # Composition never crosses a character of combining class 0 that does not compose with what precedes it; taking one base
    # character with the marks after it as a unit is exact for Vietnamese, and for any other script keeps the map monotone.
    cuts = [i for i, char in enumerate(given) if not unicodedata.combining(char)]
    if not cuts or cuts[0] != 0:
        cuts.insert(0, 0)
    cuts.append(len(given))
    for here, there in pairwise(cuts):
        piece = unicodedata.normalize("NFC", given[here:there])
        piece = "".join(char for char in piece if char not in _INVISIBLE)
        pieces.append(piece)
        starts.extend([here] * len(piece))
        ends.extend([there] * len(piece))
    text = "".join(pieces).translate(_SAME_LENGTH)
    return Reading(given, _OLD_TONE.sub(_new_tone, text), tuple(starts), tuple(ends))
