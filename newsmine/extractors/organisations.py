"""The organisation that follows a title, read part by part (``UBND | tỉnh | Sóc Trăng``) up to where a name begins.

It ends before a verb, a person's name, and punctuation that does not go on with a place or a field.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.lexicon import Lexicon
from newsmine.extractors.names import CAPITALS, foreign, name_like, place_prefix, split, surname_at

__all__ = ["Reader"]

_PARTS = 24  # an organisation of more parts than this is a sentence
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐƯ0-9&]*(?:[./,-]?[A-ZĐƯ0-9&]+)+(?:-(?:Huế|ĐT))?(?!\w)|[A-ZĐ][A-ZĐƯ]+(?!\w)")
_DOTTED = frozenset({"tp", "tx", "tt", "q", "p", "h"})  # TP.Hà Nội
_NUMBER = re.compile(r"(?:số )?\d{1,4}[A-Z]?(?:/\d{1,3})?(?![\w.,]\d|\w|%)")
_SPACE = re.compile(r" {0,3}")
_CONNECTOR = re.compile(r"(?P<comma>, )|(?P<dash> ?[-–—] ?)|(?P<and> (?:và|&) |&)|(?P<of> (?:của|thuộc) )")
_BRACKET = re.compile(r" ?\((?:thuộc )?([^()\n]{2,90})\)")
_SMALL = re.compile(r" ([a-zà-ỹđ]{2,7})(?!\w)")
_GOES_ON = re.compile(r" (?:và|&) | [-–] |, | ?\(")
_LEVEL = {
    "tỉnh": "province",
    **dict.fromkeys(("xã", "phường", "thị trấn", "tt.", "tt", "p.", "đặc khu"), "commune"),
    **dict.fromkeys(
        ("huyện", "huyện đảo", "quận", "thị xã", "tx", "tx.", "q.", "h.", "thành phố", "tp", "tp.", "thủ đô"), "district"
    ),
}
_TWO = 2


class _Part(NamedTuple):
    """One part that was read: where it ends, what it is, its words in small letters, whether a firm's name follows."""

    end: int
    kind: str  # level, closed, body, field, name, short
    phrase: str = ""
    named: bool = False


@cache
def _hamlets() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the type words of hamlets, and the titles that end with one but stand before a name."""
    data = data_toml("newsmine.extractors", "name_blocklist.toml")
    return tuple(data["hamlets"]), frozenset(data["elders"])


class Reader:
    """Reads the organisations of one text; ``titles`` is where titles begin. Use :meth:`read`."""

    __slots__ = ("_joined", "_last", "_name_start", "_title", "lex", "low", "text", "titles")

    def __init__(self, lex: Lexicon, text: str, low: str, titles: frozenset[int]) -> None:
        """Hold the text, its small letters and the places of titles."""
        self.lex, self.text, self.low, self.titles = lex, text, low, titles
        self._last = _Part(0, "title")
        self._joined = False  # a connector was read: something must follow
        self._name_start: int | None = None
        self._title = ""

    @property
    def goes_on(self) -> bool:
        """Whether the office that was read last may be longer than the tables know: it ends with no place, no level."""
        last = self._last
        if last.kind == "level":
            return last.phrase not in _LEVEL  # "Tổ trưởng Tổ | hòa giải ấp Đồng"
        return last.kind in {"title", "body", "field", "short"} or (last.kind == "name" and last.named)

    def read(self, title_start: int, title_end: int) -> tuple[int, int | None, int | None]:
        """Return end of the office, start of the organisation and start of a name that follows at once."""
        self._title = self.low[title_start:title_end]
        self._last, self._joined, self._name_start = _Part(title_end, "title"), False, None
        first: int | None = None
        end = title_end
        unit = self.lex.units.match(self.low, title_start, title_end)
        if unit and not self._title.endswith(" trưởng"):
            # "Trưởng Ban Tổ chức": the unit is the first word of the organisation
            whole = self.lex.organisation.match(self.low, unit.end())
            end = max(title_end, whole.end() if whole else 0)
            first = unit.end()
            self._last = _Part(end, "body")
        here = end
        for _ in range(_PARTS):
            space = None if self._joined else _SPACE.match(self.text, here)
            begin = space.end() if space else here
            part = self._part(begin) if begin < len(self.text) else None
            if part is None:
                follow = None if self._joined or begin >= len(self.text) else self._connect(here)
                if follow is None:
                    break
                here, self._joined = follow, True
                continue
            if part.end > begin:
                first = begin if first is None else first
                end = here = part.end
                self._last = part._replace(named=part.named or (self._last.named and part.kind in {"field", "short", "body"}))
            self._joined = False
            if self._name_start is not None:
                return end, first, self._name_start
        return self._bracket(end, has_organisation=first is not None), first, None

    def _part(self, begin: int) -> _Part | None:
        """Return the part that begins at a place, or None."""
        if begin in self.titles:
            return None
        capital = self.text[begin].isupper()
        word = self._known(begin)
        short = _ABBREVIATION.match(self.text, begin) if capital else None
        if short and short.end() > begin + len(word):
            name = short.group().lower()
            return _Part(
                short.end(), "closed" if name in self.lex.closed else "short", name, self._last.named or name in self.lex.named
            )
        if word:
            return self._words(begin, word, capital=capital)
        if capital:
            return self._capitals(begin)
        number = _NUMBER.match(self.text, begin)
        return (
            _Part(number.end(), "name", "", self._last.named) if number and self._last.kind in {"level", "name", "body"} else None
        )

    def _known(self, begin: int) -> str:
        """Return the level, body or field that begins at a place, less a family name that reads as one ("tỉnh Đoàn Anh Dũng")."""
        found = self.lex.organisation.match(self.low, begin)
        if found is None or self._place(begin):
            return ""
        word = found.group()
        level, _, rest = word.partition(" ")
        if rest and level in self.lex.levels and self.text[begin].islower() and self.text[begin + len(level) + 1].isupper():
            return level  # "xã Hội Sơn": not "xã hội"
        last = begin + word.rfind(" ") + 1
        if self.text.startswith("Đoàn", last) and last + len("Đoàn") == found.end():
            run = CAPITALS.match(self.text, last)
            if (
                run
                and run.group() != "Đoàn"
                and (last == begin or self.text[begin].islower())
                and name_like(self.lex.names, run.group().split())
            ):
                return word[: max(0, last - begin - 1)]
        return word

    def _place(self, begin: int) -> bool:
        """Tell whether a known place of several syllables follows the word for its level, as xã Điện Dương, phường Nội Hoàng."""
        run = CAPITALS.match(self.text, begin) if self._last.kind == "level" else None
        return run is not None and place_prefix(self.lex.names, run.group().split(" "), _LEVEL.get(self._last.phrase)) >= _TWO

    def _words(self, begin: int, word: str, *, capital: bool) -> _Part | None:
        """Return the part made of a known level, body or field; None where it is a verb ("Chủ tịch UBND tỉnh kiểm tra")."""
        end = begin + len(word)
        if word in _DOTTED and self.text[end : end + 1] == ".":
            end += 1
        elif len(word) == 1:
            return None
        if word in self.lex.levels:
            return _Part(end, "level", word)
        if not capital and self._last.kind in {"level", "closed", "name"} and word not in self.lex.branches:
            return None
        if not capital and self._last.kind == "title" and " " not in word:
            after = _SMALL.match(self.text, end)
            if word not in self.lex.bodies or (after and f"{word} {after.group(1)}" in self.lex.verbs):
                return None  # "Thủ tướng ban hành"
        kind = "closed" if word in self.lex.closed else "body" if word in self.lex.bodies else "field"
        return _Part(end, kind, word, word in self.lex.named)

    def _capitals(self, begin: int) -> _Part | None:
        """Return the part made of capitalised words that no list knows (place, firm, half a word), or note that a name begins."""
        run = CAPITALS.match(self.text, begin)
        if run is None:
            return None
        words = self._before_next(begin, run.group().split(" "))
        end = begin + len(" ".join(words))
        last = self._last
        if self._joined and last.kind != "level" and name_like(self.lex.names, words):
            return None
        keep = 0 if self._is_name(words, end) else self._own(begin, words)
        if keep < len(words):
            own = len(" ".join(words[:keep]))
            self._name_start = begin + (own + 1 if keep else 0)
            return _Part(begin + own, "name", "", last.named)
        open_ = last.kind in {"body", "field", "title"} or last.phrase in self.lex.bodies or self._joined  # "Tổ Thẩm định"
        small = _SMALL.match(self.text, end) if open_ else None
        if small and last.kind == "title" and len(words) == 1:
            return None
        if small and len(words) == _TWO and place_prefix(self.lex.names, words, None) == _TWO:
            small = None  # "BQL KKT Hải Phòng đi kiểm tra"
        if small and last.kind != "title" and len(words) <= _TWO and small.group(1) not in self.lex.stop:
            return _Part(small.end(), "field", "", last.named)  # "Phòng Khảo thí": the second half of a word
        return _Part(end, "name", "", last.named)

    def _own(self, begin: int, words: list[str]) -> int:
        """Return how many of the words belong to the organisation."""
        last = self._last
        level = last.phrase if last.kind == "level" else self._hamlet(begin)
        if last.phrase in self.lex.cooperatives and self._member(words):
            return 0
        return split(
            self.lex.names,
            words,
            _LEVEL.get(level) if level else None,
            named=last.named,
            after_level=level is not None,
            board=last.phrase in self.lex.boards or (last.kind == "title" and self._title.endswith(tuple(self.lex.boards))),
        )

    def _hamlet(self, begin: int) -> str | None:
        """Return the type word of a hamlet that ends a title right before a place: trưởng ấp, trưởng khu phố."""
        if not self.low.endswith(f"{self._title} ", 0, begin):
            return None  # "Phát triển nông thôn | Trần Văn Lâu"
        hamlets, elders = _hamlets()
        return None if self._title in elders else next((word for word in hamlets if self._title.endswith(f" {word}")), None)

    def _member(self, words: list[str]) -> bool:
        """Tell whether a run after a cooperative's word is a person: hardly any is called after one (but HTX Nguyễn Huệ)."""
        table = self.lex.names
        full = len(words) > _TWO and words[1] in table.middle and tuple(words) not in table.historic
        return full and name_like(table, words) and surname_at(table, words, 0) > 1

    def _is_name(self, words: list[str], end: int) -> bool:
        """Tell whether a name follows the title at once where no family name says so: Chủ tịch Hồ Chí Minh, HLV Park Hang Seo."""
        if self._last.kind != "title":
            return False
        if tuple(words) in self.lex.names.historic:
            return True
        if self._title not in self.lex.foreign or place_prefix(self.lex.names, words, None):
            return False
        if len(words) < _TWO:
            return self._title in self.lex.persons and foreign(words[0])
        if self._title not in self.lex.persons and " ".join(words[-2:]).lower() in self.lex.names.provinces:
            return False  # Tổng Giám đốc Hoàng Long Gia Lai: a firm
        return not (_SMALL.match(self.text, end) and self.lex.organisation.match(self.low, end - len(words[-1])))

    def _before_next(self, begin: int, words: list[str]) -> list[str]:
        """Return the words of a run of capitals up to a title or a body of several words in it."""
        at = begin
        for number, word in enumerate(words):
            if number:
                found = self.lex.organisation.match(self.low, at)
                if at in self.titles or (found and " " in found.group() and found.group() in self.lex.bodies):
                    return words[:number]
            at += len(word) + 1
        return words

    def _connect(self, here: int) -> int | None:
        """Return where to go on after a comma, a dash, "và", "của", where what follows goes on the organisation."""
        connector = _CONNECTOR.match(self.text, here)
        if connector is None or self._last.kind == "title":
            return None
        to = connector.end()
        if to >= len(self.text) or to in self.titles:
            return None
        found = self.lex.organisation.match(self.low, to)
        goes_on = {"comma": self._after_comma, "dash": self._after_dash, "of": self._after_of, "and": self._after_and}
        return to if goes_on[str(connector.lastgroup)](to, found) else None

    def _after_comma(self, _to: int, found: re.Match[str] | None) -> bool:
        if found is None:
            return False
        word = found.group()
        if word in self.lex.levels:
            after = self.text[found.end() : found.end() + 2].strip()[:1]
            return after.isupper() or after.isdigit() or (_LEVEL.get(word, "commune") != "commune" and not after.isalpha())
        if self._last.kind != "field" or word in self.lex.bodies:
            return False
        # a list of fields goes on or ends: "Bảo vệ, chăm sóc trẻ em và Bình đẳng giới"
        return bool(_GOES_ON.match(self.text, found.end()) or self.lex.organisation.match(self.low, found.end() + 1))

    def _after_dash(self, to: int, found: re.Match[str] | None) -> bool:
        table = self.lex.names
        if self._last.kind == "name":
            run = CAPITALS.match(self.text, to)  # Bà Rịa - Vũng Tàu, Thừa Thiên - Huế
            words = run.group().split(" ") if run else []
            if words and place_prefix(table, words, "province") > 0 and not name_like(table, words):
                return True
            if not self._last.named:
                return False
        return (found is not None and found.group() not in self.lex.bodies) or _ABBREVIATION.match(self.text, to) is not None

    def _after_of(self, to: int, found: re.Match[str] | None) -> bool:
        known = found is not None and (found.group() in self.lex.bodies or found.group() in self.lex.levels)
        return known or _ABBREVIATION.match(self.text, to) is not None

    def _after_and(self, _to: int, found: re.Match[str] | None) -> bool:
        if found is None or found.group() in self.lex.levels:
            return False
        pair = self._last.kind == "closed" and found.group() in self.lex.closed  # Văn phòng HĐND và UBND
        return pair or self._last.kind in {"field", "short", "body"}

    def _bracket(self, end: int, *, has_organisation: bool) -> int:
        """Return the end of the office with a bracket that names its body or place: (Sở …), (Yên Bái)."""
        found = _BRACKET.match(self.text, end)
        if found is None:
            return end
        inside, last = found.span(1)
        known = self.lex.organisation.match(self.low, inside)
        short = _ABBREVIATION.match(self.text, inside)
        place = all(self._is_place(part) for part in self.text[inside:last].split(", "))
        body = bool(known and (known.group() in self.lex.bodies or (known.group() in self.lex.levels and has_organisation)))
        return found.end() if place or body or (short and short.end() == last and has_organisation) else end

    def _is_place(self, printed: str) -> bool:
        """Tell whether a whole phrase is a province, a district or a country, as printed in brackets."""
        words = printed.split(" ")
        return bool(CAPITALS.fullmatch(printed)) and place_prefix(self.lex.names, words, None) == len(words)
