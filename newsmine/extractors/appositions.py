"""An office after a name, whole: what no table knows of it, up to the sign or the cue that ends the apposition.

``ông Hà - Vụ trưởng kiểm soát chi, Kho bạc Nhà nước - cho biết``: the tables of titles and organisations read ``Vụ trưởng``.
Between a name and what closes its apposition stands nothing but the office, so the rest belongs to it where it is a noun phrase:
no verb, no other person, and a comma, a closing dash or bracket, or a cue after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.lexical import trie
from newsmine.extractors.lexicon import Lexicon
from newsmine.extractors.organisations import Reader

__all__ = ["Apposition"]

_SEGMENTS = 4  # stretches between signs
_WORDS = 14  # of one of them
_FAR = 120  # characters looked at for the end of one
_SIGN = r"(?P<comma>,[ ])|(?P<dash>[ ]?[–—][ ]?|[ ]-[ ]?|-[ ])|(?P<close>\))|(?P<semicolon>;)|(?P<other>[.,:“”\"(\n?!…])"
_BELONGS = re.compile(r" (?:của|thuộc|một|tại|ở) ")
_OPENED = re.compile(r" ?\(|, ")
_HANGING = re.compile(r"(?<!\w)(?:và|của|về|từ|các|với|thuộc)\Z")


@cache
def _ends() -> re.Pattern[str]:
    """Return the pattern of what ends a stretch: a sign, a cue, a word that no noun phrase of an office holds."""
    cues = {word for entry in data_toml("newsmine.extractors", "cues.toml")["cue"] for word in entry["words"]}
    verbs = {
        *data_toml("newsmine.extractors", "bodies.toml")["body"]["never_in"],
        *data_toml("newsmine.extractors", "organisations.toml")["ends"],
    }
    return re.compile(rf"{_SIGN}|(?<!\w)(?:(?P<cue>{trie(cues)})|(?P<verb>{trie(verbs)}))(?!\w)")


class Apposition:
    """Reads on where an office after a name breaks off; ``barrier`` says whether a person or a title begins in a stretch."""

    __slots__ = ("barrier", "lex", "low", "reader", "text")

    def __init__(self, text: str, low: str, lex: Lexicon, reader: Reader, barrier: Callable[[int, int], bool]) -> None:
        """Hold the text, its small letters and the tables."""
        self.text, self.low, self.lex, self.reader, self.barrier = text, low, lex, reader, barrier

    def end(self, office_end: int, sign: str, *, goes_on: bool) -> int:
        """Return where the office really ends, at ``office_end`` or after it.

        ``sign`` is what opened the apposition (",", "-" or "("), ``goes_on`` whether more than a host ("Bệnh viện …") may follow.
        """
        sure = last = here = office_end
        for _ in range(_SEGMENTS):
            stop = _ends().search(self.text, here, here + _FAR)
            whole = goes_on and _BELONGS.match(self.text, here) is not None  # no verb begins so, and any word ends it
            if stop is None or (stop.lastgroup == "verb" and not whole) or not self._noun(here, stop.start(), goes_on=goes_on):
                break
            if self.text[here : stop.start()].strip():
                last = stop.start() - (self.text[stop.start() - 1] == " ")
            if stop.lastgroup == "comma":
                sure = last
                host = self._host(stop.end(), sign)
                if host is None:
                    break
                sure = last = here = host
            elif stop.lastgroup == "verb":
                return last
            elif stop.lastgroup == "dash" and sign != "-" and last > office_end - 1:
                here = stop.end()
            else:
                return last if self._ended(stop, sign, here) else sure
            goes_on = True
        return sure

    def affiliation(self, name_end: int, *, ranked: bool) -> tuple[int, int] | None:
        """Return the body that stands after a name in place of an office: (Trường Đại học …); after a rank between commas too."""
        opened = _OPENED.match(self.text, name_end)
        if opened is None:
            return None
        begin, sign = opened.end(), opened.group().strip()
        found = self.lex.organisation.match(self.low, begin)
        known = found is not None and found.group() in self.lex.homes and self.text[begin : begin + 1].isupper()
        end = self._host(begin, sign) if known and (ranked or sign == "(") else None
        closed = end is not None and self.text[end : end + 1] == (")" if sign == "(" else ",")
        return (begin, end) if end is not None and closed else None

    def _ended(self, stop: re.Match[str], sign: str, here: int) -> bool:
        """Tell whether a sign or word ends an apposition; a full stop does after what cannot be a verb: "chuyên gia của …"."""
        if stop.group() == ".":
            return _BELONGS.match(self.text, here) is not None
        if stop.group() == "(":
            return sign != "("
        return {"cue": True, "dash": sign == "-", "close": sign == "(", "semicolon": True}.get(str(stop.lastgroup), False)

    def _noun(self, start: int, end: int, *, goes_on: bool) -> bool:
        """Tell whether a stretch is the rest of a noun phrase, or nothing at all."""
        words = self.text[start:end].strip()
        if not words:
            return True
        if not goes_on or words.count(" ") >= _WORDS or _HANGING.search(words):
            return False
        return not self.barrier(start, end)

    def _host(self, begin: int, sign: str) -> int | None:
        """Return the end of a body after a comma to which the office belongs: Trưởng khoa Nhi, Bệnh viện …, cho biết."""
        found = self.lex.organisation.match(self.low, begin)
        if found is None:
            return None
        level = found.group() in self.lex.levels and self.text[found.end() : found.end() + 2].strip()[:1].isupper()
        if not (level or (found.group() in (self.lex.hosts | self.lex.homes) and self.text[begin].isupper())):
            return None
        end, _, name = self.reader.read(begin, begin)
        stop = _ends().search(self.text, end, end + _FAR)
        if name is not None or stop is None or not self._noun(end, stop.start(), goes_on=self.reader.goes_on):
            return None
        closing = {"comma": True, "cue": True, "dash": sign == "-", "close": sign == "("}
        return end if closing.get(str(stop.lastgroup), False) else None
