"""*gấp đôi*, vague amounts, and numbers said again in words."""

from __future__ import annotations

import re
from decimal import Decimal

from newsmine.numerals.around import apply_unit
from newsmine.numerals.before import read_before
from newsmine.numerals.draft import Draft
from newsmine.numerals.units import unit_at
from newsmine.numerals.words import read_tokens

__all__ = ["fixed_multiple", "in_words"]


_FIXED = {
    "đôi": Decimal(2),
    "rưỡi": Decimal("1.5"),
    "ba": Decimal(3),
    "bốn": Decimal(4),
    "năm": Decimal(5),
    "hai": Decimal(2),
    "mười": Decimal(10),
}


def fixed_multiple(low: str, pos: int, match: re.Match[str], limit: int) -> Draft | None:
    """Read *gấp đôi*, *gấp rưỡi*, *gấp ba (lần)*."""
    word = match[1]
    end = match.end()
    times = re.compile(r" lần(?!\w)").match(low, end)
    if word not in ("đôi", "rưỡi") and not times:
        return None
    draft = Draft(pos, times.end() if times else end, match.start(1), end, _FIXED[word])
    draft.unit, draft.dimension, draft.kind, draft.rule, draft.spelled = "lần", "multiple", "multiple", "gấp", False
    if times:
        draft.unit_start, draft.unit_end = times.start() + 1, times.end()
    before = read_before(low, limit, pos)
    draft.start, draft.change = before.start, before.change
    hedge = re.compile(r"gấp (hơn|gần|khoảng|trên)").match(low, pos)
    if hedge:
        draft.bound = {"hơn": "more_than", "gần": "nearly", "khoảng": "about", "trên": "more_than"}[hedge[1]]
    return draft


_VAGUE = re.compile(r"(hàng|vài|mấy|cả|hơn|gần|ngót)((?: (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))+)(?!\w)")
_ORDER = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


def vague_at(low: str, text: str, pos: int, limit: int) -> Draft | None:
    """Read a vague amount: *hàng nghìn công nhân*, *vài chục tấn*: no value, an order of magnitude."""
    match = _VAGUE.match(low, pos)
    if not match:
        return None
    order = 1
    for word in match[2].split():
        order *= _ORDER[word]
    draft = Draft(pos, match.end(), pos, match.end(), None)
    draft.magnitude, draft.spelled, draft.rule, draft.bound = order, True, "vague", "about"
    unit = unit_at(low, text, match.end(), tight=False)
    apply_unit(draft, unit, low)
    before = read_before(low, limit, pos)
    draft.start, draft.change = before.start, before.change
    return draft


_BRACKET = re.compile(r" ?\(([^()\d]{2,160})\)")


def in_words(low: str, draft: Draft) -> int | None:
    """Return the end of a bracket right after a quantity that says its number again in words, or None."""
    match = _BRACKET.match(low, draft.end) if "(" in low[draft.end : draft.end + 2] else None
    if not match or draft.value is None:
        return None
    words = re.sub(r" *(?:đồng|chẵn|việt nam|vnđ|/)+[./]* *$", "", match[1].strip(" ./")).strip()
    words = re.sub(r" (?:đồng|đồng chẵn)$", "", words)
    return match.end() if read_tokens(list(words.split())) == draft.value else None
