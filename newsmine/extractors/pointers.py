"""Mentions without a name: an office alone (Chủ tịch UBND tỉnh), a word of address alone (Ông cho biết thêm, vị này)."""

from __future__ import annotations

import re

from newsmine.extractors.mentions import Found, Scan

__all__ = ["pronouns", "titles"]

_AFTER = re.compile(r" ([a-zà-ỹđ]+)")
# common nouns that point to one person even without organisation and honorific, where the article has one such
_POINTS_ALONE = frozenset({"bí thư", "chủ tịch", "hiệu trưởng"})


def titles(scan: Scan) -> list[Found]:
    """Return the offices that stand beside no name and can point to one person."""
    out: list[Found] = []
    for stretch in scan.stretches:
        if stretch.start in scan.used:
            continue
        honorific = scan.honorifics.get(stretch.start)
        noun = all(office.common and office.organisation_start is None for office in stretch.offices)
        if noun and honorific is None and stretch.offices[0].head not in _POINTS_ALONE:
            continue
        if honorific and scan.tables.words[scan.low[slice(*honorific)]].plural:
            continue  # các đồng chí lãnh đạo tỉnh
        if scan.tables.no_pointer.search(scan.low, max(0, stretch.start - 16), stretch.start):
            continue
        start = honorific[0] if honorific else stretch.start
        out.append(Found(stretch.start, stretch.end, start, stretch.end, "title", honorific, None, (stretch,), "office"))
    return out


def pronouns(scan: Scan) -> list[Found]:
    """Return the words of address that stand alone for a person named before."""
    return [
        Found(start, end, start, end, "pronoun", (start, end), None, (), "pronoun")
        for start, end in scan.alone
        if _points(scan, start, end)
    ]


def _points(scan: Scan, start: int, end: int) -> bool:
    entry = scan.tables.words[scan.low[start:end]]
    if not entry.pronoun:
        return False
    if entry.anaphor:
        return scan.tables.compound_before.search(scan.low, max(0, start - 14), start) is None  # nhóm người này
    after = _AFTER.match(scan.text, end)
    if after is None:
        return scan.text[end : end + 1] in {",", "."}
    if after.group(1) in scan.tables.compound_after:
        return False
    return scan.tables.compound_before.search(scan.low, max(0, start - 14), start) is None
