"""Reprints: articles of different papers (or of one) that share most of their words, found by shingles.

Each article has a sketch: the smallest hashes of its runs of five words. Two sketches that share most of their hashes belong to
two texts that share most of their runs (bottom-k sampling), so nothing is compared with everything.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

__all__ = ["find_duplicates", "sketch"]

SHINGLE = 5
SIZE = 128
SAME = 0.5
"""Share of the smaller text's runs that two articles must have in common. Two reports of one event by different hands share
under a tenth; a reprint with another headline, sapo and signature over eight tenths; a shortened one about two thirds."""
_LEAST = 12  # runs below which a text is too short to judge
_WORDS = re.compile(r"\w+")


def sketch(text: str) -> list[int]:
    """Return the sketch of a text: up to 128 hashes, sorted; empty where the text is too short to judge."""
    words = _WORDS.findall(text.lower())
    hashes = {
        zlib.crc32(" ".join(words[i : i + SHINGLE]).encode("utf-8", "surrogatepass")) for i in range(len(words) - SHINGLE + 1)
    }
    return sorted(hashes)[:SIZE] if len(hashes) >= _LEAST else []


def _share(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimate what share of the smaller text's runs is in the other one."""
    # Beyond the smaller of the two largest hashes one of the sketches says nothing.
    limit = min(a[-1], b[-1]) if len(a) == SIZE or len(b) == SIZE else max(a[-1], b[-1])
    left = {value for value in a if value <= limit}
    right = {value for value in b if value <= limit}
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller >= _LEAST // 2 else 0.0


def find_duplicates(articles: Iterable[tuple[str, str, bool, Sequence[int]]]) -> dict[str, str]:
    """Return {article: the article that it repeats}, by keys.

    ``articles`` gives (key, time of publication or empty, whether it names another outlet as its source, sketch). The one that is
    repeated is the earliest that names no other source; what is repeated itself repeats nothing.
    """
    items = sorted(articles, key=lambda item: (item[2], item[1] or "9999", item[0]))
    index: defaultdict[int, list[int]] = defaultdict(list)
    originals: dict[str, str] = {}
    sketches: list[Sequence[int]] = []
    keys: list[str] = []
    for key, _, _, hashes in items:
        if not hashes:
            continue
        shared = Counter(number for value in hashes for number in index.get(value, ()))
        best = max(
            ((_share(hashes, sketches[number]), -number) for number, count in shared.items() if count >= 4),  # noqa: PLR2004
            default=(0.0, 0),
        )
        if best[0] >= SAME:
            originals[key] = keys[-best[1]]
            continue
        number = len(keys)
        keys.append(key)
        sketches.append(hashes)
        for value in hashes:
            index[value].append(number)
    return originals
