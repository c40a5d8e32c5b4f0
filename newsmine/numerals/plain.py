"""Functions on reading views: lower case of the same length, and the few words that count where a text lost its diacritics."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from newsmine._data import data_toml

__all__ = ["lower", "restored"]

_MARKED = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def lower(text: str) -> str:
    """Lower-case a text and keep its length (U+0130 and the like stay as they are)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def fold(text: str) -> str:
    """Drop the diacritics of a composed text; the length stays."""
    return "".join("d" if c == "đ" else "D" if c == "Đ" else unicodedata.normalize("NFD", c)[0] for c in text)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    phrases = data_toml("newsmine.numerals", "plain.toml")["phrases"]
    known = {fold(phrase): phrase for phrase in phrases}
    pattern = "|".join(re.escape(key) for key in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), known


def restored(text: str) -> str:
    """Give a text without any diacritic those of the words that numbers need (*giam* → *giảm*); others come back unchanged."""
    if _MARKED.search(text) or not any(char.isalpha() for char in text):
        return text
    pattern, known = _table()
    return pattern.sub(lambda m: known[m.group()], lower(text))
