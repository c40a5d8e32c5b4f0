"""Whether words, and a text, are Vietnamese: by the make of its syllables, which is a small closed system."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.normal import compose

__all__ = ["is_syllable", "language_of"]

_WORD = re.compile(r"[^\W\d_]+")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_LONGEST = 7  # letters of "nghiêng", the longest syllable
_WORDS_READ = 600  # of a text, spread over it, to tell its language: enough, and the cost is bounded
_ENOUGH = 12  # words from which a text says anything about its language


class _Syllables(NamedTuple):
    toneless: frozenset[str]
    plain: frozenset[str]
    checked: tuple[str, ...]
    function_words: frozenset[str]
    plain_function_words: frozenset[str]


def _without_marks(word: str) -> str:
    kept = (char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return "".join(kept).replace("đ", "d")


@cache
def _syllables() -> _Syllables:
    data = data_toml("newsmine.language", "syllables.toml")
    toneless = frozenset(onset + rhyme for onset in data["onsets"] for rhyme in data["rhymes"])
    return _Syllables(
        toneless=toneless,
        plain=frozenset(map(_without_marks, toneless)),
        checked=tuple(data["checked"]),
        function_words=frozenset(data["function_words"]),
        plain_function_words=frozenset(map(_without_marks, data["function_words"])),
    )


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether a word is a well-formed Vietnamese syllable with its marks in any order or form.

    >>> is_syllable("nghiêng"), is_syllable("Hoà"), is_syllable("tôc"), is_syllable("phaûi")
    (True, True, False, False)
    """
    parts = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", parts.translate(_TONES))
    if len(toneless) > _LONGEST or toneless not in _syllables().toneless:
        return False
    tones = [char for char in parts if ord(char) in _TONES]
    if toneless.endswith(_syllables().checked):
        return len(tones) == 1 and tones[0] in "\u0301\u0323"
    return len(tones) <= 1


def language_of(text: str) -> str | None:
    """Return ``"vi"`` for Vietnamese (also without its marks), ``"und"`` for any other language, None for too few words to say.

    Only whether a text is Vietnamese is told: languages of the highlands that are written with the same letters, and names in a
    foreign text, lack its function words.

    >>> language_of("Những năm qua, các cấp ủy đảng trong tỉnh đã chú trọng nâng cao chất lượng đội ngũ cán bộ cơ sở.")
    'vi'
    """
    words = [word.lower() for word in _WORD.findall(compose(text).text)]
    if len(words) < _ENOUGH:
        return None
    words = words[:: -(-len(words) // _WORDS_READ)]
    known = _syllables()
    marked = sum(not word.isascii() for word in words)
    if marked * 5 >= len(words):  # a Vietnamese text has marks on three words in four
        fit, common = sum(map(is_syllable, words)), known.function_words
    else:
        fit, common = sum(word in known.plain for word in words), known.plain_function_words
    function = sum(word in common for word in words)
    # Of Vietnamese articles 0.85 to 1 of the words are syllables, 0.07 to 0.30 function words (a list of offices held: 0.02).
    # Of English ones 0.2, and next to none; of highland languages many are syllables by chance, few are these function words.
    fits, functions = fit / len(words), function / len(words)
    return "vi" if (fits >= 0.65 and functions >= 0.05) or (fits >= 0.85 and functions >= 0.01) else "und"  # noqa: PLR2004
