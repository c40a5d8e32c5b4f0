"""Small tools for patterns built from word lists: letter classes, tries, whole words.

One alternation of some hundred words costs a regular expression engine one try a word at every place of a text; as a trie it
costs one try a letter. All lists of cues, bodies and shells are compiled through :func:`trie`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["LOWER", "UPPER", "trie", "words"]

# Letters of Vietnamese by case, for use inside [ ]: "À-Ỹ" would take in both cases.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơư" + "".join(chr(code) for code in range(0x1EA1, 0x1EFA, 2))


def trie(entries: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the entries that stands at a place (at word level: one branch a syllable)."""
    root: dict[str, Any] = {}
    for entry in entries:
        node = root
        for syllable in entry.split(" "):
            node = node.setdefault(syllable, {})
        node[""] = {}
    return _letters(root)


def _letters(node: dict[str, Any]) -> str:
    """Return the pattern of the branches of a node: branches grouped by first letter, so that most places fail at one letter."""
    groups: dict[str, list[str]] = {}
    for syllable in sorted((key for key in node if key), key=lambda key: (-len(key), key)):
        below = node[syllable]
        pattern = re.escape(syllable)
        if set(below) != {""}:
            inner = _letters({key: value for key, value in below.items() if key})
            pattern += rf"(?:[ ]{inner})" + ("?" if "" in below else "")
        groups.setdefault(syllable[0], []).append(pattern + r"(?!\w)")
    parts = []
    for first in sorted(groups):
        branches = groups[first]
        # the first letter is tested once for all branches that begin with it
        parts.append(branches[0] if len(branches) == 1 else rf"(?={re.escape(first)})(?:{'|'.join(branches)})")
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def words(entries: Iterable[str]) -> str:
    """Return a pattern that matches any of the entries as whole words, the longest first."""
    return rf"(?<!\w)(?:{trie(entries)})(?!\w)"
