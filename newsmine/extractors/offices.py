"""Offices in text: title, organisation, qualifier, and several offices of one person joined (kiêm, comma, dash).

Works on the reading view. A title comes from ``data/titles.toml`` (and a user's :class:`~newsmine.extractors.knowledge.Knowledge`);
the organisation is what follows it as long as bodies, fields, levels (``data/organisations.toml``), names of places and abbreviations
go on. It ends before a verb, a person's name and punctuation that does not go on with a place or a field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.lexical import trie
from newsmine.extractors.names import CAPITALS, Names, name_like, names, place_prefix, split

__all__ = ["Lexicon", "Office", "Stretch", "lexicon", "lowered", "stretches"]

_PARTS = 24  # an organisation of more parts than this is a sentence
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐ0-9&]*(?:[./,-]?[A-ZĐ0-9&]+)+(?:-(?:Huế|ĐT))?(?!\w)|[A-ZĐ]{2,}(?!\w)")
_DOTTED = frozenset({"tp", "tx", "tt", "q", "p", "h"})  # TP.Hà Nội
_NUMBER = re.compile(r"(?:số )?\d{1,4}[A-Z]?(?:/\d{1,3})?(?![\w.,]\d|\w|%)")
_SPACE = re.compile(r" {0,3}")
_JOIN = re.compile(r",\s|\s?[-–—]\s?|;\s| |\s/\s", re.UNICODE)
_CONNECTOR = re.compile(r"(?P<comma>, )|(?P<dash> ?[-–—] ?)|(?P<and> (?:và|&) |&)|(?P<of> (?:của|thuộc) )")
_BRACKET = re.compile(r" ?\((?:thuộc )?([^()\n]{2,90})\)")
_WORD = re.compile(r"\w+")
_SMALL = re.compile(r" ([a-zà-ỹđ]{2,7})(?!\w)")
_PROVINCE = {"tỉnh"}
_COMMUNE = {"xã", "phường", "thị trấn", "tt.", "p.", "đặc khu"}
_DISTRICT = {"huyện", "quận", "thị xã", "tx", "tx.", "q.", "h."}
_CITY = {"thành phố", "tp", "tp.", "thủ đô"}


@dataclass(frozen=True, slots=True)
class Office:
    """One office in the reading view; ``start`` takes in a qualifier, ``title_start`` does not."""

    start: int
    end: int
    title_start: int
    title_end: int
    organisation_start: int | None
    qualifier: str | None  # acting, deputy, former or None
    head: str  # title in small letters, without its qualifier
    common: bool  # a common noun too: an office only beside a name


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offices that belong together as printed; ``name_start`` is where a person's name follows at once (or None)."""

    start: int
    end: int
    offices: tuple[Office, ...]
    name_start: int | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled tables of one knowledge."""

    title: re.Pattern[str]
    units: re.Pattern[str]  # what stands before the unit in "phó trưởng phòng"
    organisation: re.Pattern[str]
    levels: frozenset[str]
    bodies: frozenset[str]
    closed: frozenset[str]
    named: frozenset[str]
    stop: frozenset[str]
    common: frozenset[str]
    qualifiers: dict[str, str]
    joins: re.Pattern[str]
    expand: dict[str, str]
    foreign: frozenset[str]
    loose: frozenset[str]
    names: Names


@lru_cache(maxsize=16)
def lexicon(knowledge: Knowledge = BUILT_IN) -> Lexicon:
    """Return the compiled tables of a knowledge."""
    titles = data_toml("newsmine.extractors", "titles.toml")
    bodies = data_toml("newsmine.extractors", "organisations.toml")
    deputies: set[str] = set()
    plain: set[str] = set()
    for group in titles.values():
        deputies.update(group.get("deputy", ()) if "plain" in group else ())
        plain.update(group.get("plain", ()))
    for entry in knowledge.titles:
        (deputies if entry.get("deputy", default=False) else plain).update(entry.words)
    heads = plain | deputies | {f"{deputy}{head}" for head in deputies for deputy in ("phó ", "p. ", "p.")}
    modifiers = titles["modifiers"]
    units = {
        head.removeprefix("phó ").removeprefix("trưởng ") for group in ("deputy", "plain") for head in titles["units"][group] if "trưởng đoàn" not in head
    }
    own = {word for entry in knowledge.organisations for word in entry.words}
    qualifiers = {word: kind for kind in ("former", "acting") for word in modifiers[kind]}
    return Lexicon(
        title=re.compile(rf"(?<!\w){trie(heads)}(?: (?:{trie(modifiers['after'])}))?"),
        units=re.compile(rf"(?:(?:phó |p\.? ?)?trưởng |phó )(?={trie(units)})"),
        organisation=re.compile(trie({*bodies["levels"], *bodies["bodies"], *bodies["fields"], *own})),
        levels=frozenset(bodies["levels"]),
        bodies=frozenset({*bodies["bodies"], *own}),
        closed=frozenset(bodies["closed"]),
        named=frozenset(bodies["named"]),
        stop=frozenset(bodies["stop"]),
        common=frozenset(titles["common"]["words"]),
        qualifiers=qualifiers,
        joins=re.compile(rf"(?:,? (?:{trie(modifiers['joins'])}) )"),
        expand=dict(bodies["expand"]),
        foreign=frozenset(titles["foreign"]["words"]),
        loose=frozenset(titles["common"]["loose"]),
        names=names(),
    )


def lowered(text: str) -> str:
    """Return a text in small letters with the same length (what a letter would become two of is left as it is)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _level(phrase: str) -> str | None:
    if phrase in _PROVINCE:
        return "province"
    if phrase in _COMMUNE:
        return "commune"
    if phrase in _DISTRICT or phrase in _CITY:
        return "district"
    return None


class _Reader:
    """Reads one organisation; the state is what the last part was."""

    __slots__ = ("end", "head", "lex", "low", "name_start", "text", "titles")

    def __init__(self, lex: Lexicon, text: str, low: str, titles: dict[int, int]) -> None:
        self.lex, self.text, self.low, self.titles = lex, text, low, titles
        self.end = 0
        self.head = ""
        self.name_start: int | None = None

    def read(self, title_start: int, title_end: int) -> tuple[int, int | None, int | None]:
        """Return end of the office, start of the organisation and start of a name that follows at once."""
        low, text, lex = self.low, self.text, self.lex
        self.end, self.name_start, self.head = title_end, None, low[title_start:title_end]
        first: int | None = None
        kind = "title"  # title, level, closed, body, field, name, short
        phrase = ""
        named = False
        unit = self.lex.units.match(low, title_start, title_end)
        if unit:
            # "Trưởng Ban Tổ chức": the unit is the first word of the organisation
            whole = lex.organisation.match(low, unit.end())
            self.end = max(title_end, whole.end() if whole else 0)
            first, kind = unit.end(), "body"
        here = self.end
        open_ = False  # a connector was read: something must follow
        for _ in range(_PARTS):
            if not open_:
                space = _SPACE.match(text, here)
                begin = space.end() if space else here
            else:
                begin = here
            if begin >= len(text):
                break
            part = self._part(begin, kind, phrase, named=named, joined=open_)
            if part is None:
                if open_:
                    break
                follow = self._connect(here, kind, named=named)
                if follow is None:
                    break
                here, open_ = follow, True
                continue
            end, kind, phrase, is_named = part
            if end > begin:
                first = begin if first is None else first
                self.end = here = end
                named = is_named or (named and kind in {"field", "short", "body"})
            open_ = False
            if self.name_start is not None:
                break
        if self.name_start is None:
            self._bracket(first is not None)
        return self.end, first, self.name_start

    def _part(self, begin: int, kind: str, phrase: str, *, named: bool, joined: bool) -> tuple[int, str, str, bool] | None:
        low, text, lex = self.low, self.text, self.lex
        capital = text[begin].isupper()
        if begin in self.titles:
            # a new title ends the organisation, unless it is inside a name of a body (Văn phòng Chủ tịch nước)
            return None
        found = lex.organisation.match(low, begin)
        word = found.group() if found else ""
        if found and self._surname(begin, found.end()):
            word = word.rpartition(" ")[0]  # "tỉnh Đoàn Anh Dũng": tỉnh; "Đoàn Văn Hậu": nothing
        short = _ABBREVIATION.match(text, begin) if capital else None
        if short and short.end() > begin + len(word):
            return self._short(short, named=named)
        if word:
            end = begin + len(word)
            if word in _DOTTED and text[end : end + 1] == ".":
                end += 1
            level = word in lex.levels
            if not capital and not level and kind in {"level", "closed", "name"}:
                return None  # a verb: "Chủ tịch UBND tỉnh kiểm tra …"
            if not capital and not level and kind == "title" and word not in lex.bodies and not joined and " " not in word:
                return None
            new = "level" if level else "closed" if word in lex.closed else "body" if word in lex.bodies else "field"
            return end, new, word, word in lex.named
        if capital:
            if short:
                return self._short(short, named=named)
            return self._capitals(begin, kind, phrase, named=named, joined=joined)
        number = _NUMBER.match(text, begin)
        if number and kind in {"level", "name"}:
            return number.end(), "name", "", named
        return None

    def _short(self, short: re.Match[str], *, named: bool) -> tuple[int, str, str, bool]:
        word = short.group().lower()
        return short.end(), "closed" if word in self.lex.closed else "short", word, named or word in self.lex.named

    def _surname(self, begin: int, end: int) -> bool:
        """Tell whether what reads as a body is a family name: "UBND tỉnh Đoàn Anh Dũng", "Văn Quan"."""
        word = self.text[begin:end]
        if " " in word:
            first, _, last = word.rpartition(" ")
            return bool(last == "Đoàn" and first.islower() and self.text[end : end + 2].strip().isupper())
        if word not in {"Đoàn", "Hội", "Vụ", "Mai", "Công", "Thuế", "Báo", "Đảng", "Luật", "Sản", "Nhi", "Than", "Số", "Nội", "Dược", "Cục", "Bộ", "Ban", "Sở", "Nghề"}:
            return False
        run = CAPITALS.match(self.text, begin)
        return bool(run and word == "Đoàn" and name_like(self.lex.names, run.group().split()))

    def _capitals(self, begin: int, kind: str, phrase: str, *, named: bool, joined: bool) -> tuple[int, str, str, bool] | None:
        text, lex = self.text, self.lex
        run = CAPITALS.match(text, begin)
        if run is None:
            return None
        ends = [word.end() for word in _WORDS.finditer(text, begin, run.end())]
        words = run.group().split()
        cut = len(words)
        at = begin
        for index, word in enumerate(words):
            if index and (at in self.titles or lex.organisation.match(self.low, at) and self._multi(at)):
                cut = index
                break
            at += len(word) + 1
        words, ends = words[:cut], ends[:cut]
        if joined and (name_like(lex.names, words) and kind != "level"):
            return None
        level = _level(phrase) if kind == "level" else None
        if kind == "title" and tuple(words) in lex.names.historic:
            self.name_start = begin  # Chủ tịch Hồ Chí Minh, Bí thư Lê Duẩn
            return begin, "name", "", named
        if kind == "title" and len(words) > 1 and self.head in lex.foreign and cut == len(run.group().split()) and not place_prefix(lex.names, words, None):
            small = _SMALL.match(text, ends[-1])
            if not (small and lex.organisation.match(self.low, ends[-2] + 1)):
                self.name_start = begin  # a name follows the title at once, a foreigner's too
                return begin, "name", "", named
        keep = split(lex.names, words, level, named=named, after_level=kind == "level")
        if keep < len(words):
            self.name_start = begin + sum(len(word) + 1 for word in words[:keep])
            return (ends[keep - 1] if keep else begin), "name", "", named
        end = ends[-1]
        if kind in {"body", "field", "title"} or joined:
            # "Phòng Khảo thí": the second half of a word in small letters
            small = _SMALL.match(text, end)
            if small and small.group(1) not in lex.stop and len(words) <= 2 and kind != "title":  # noqa: PLR2004
                return small.end(), "field", "", named
            if small and kind == "title" and len(words) == 1:
                return None
        if joined and kind not in {"level", "field", "body", "name", "short"}:
            return None
        return end, "name", "", named

    def _multi(self, at: int) -> bool:
        """Tell whether a body of two or more words, or an abbreviation, begins here (it ends a run of capitals)."""
        found = self.lex.organisation.match(self.low, at)
        return bool(found and " " in found.group() and found.group() in self.lex.bodies)

    def _connect(self, here: int, kind: str, *, named: bool) -> int | None:
        """Return where to go on after a comma, a dash, "và", "của", where what follows goes on the organisation."""
        text, low, lex = self.text, self.low, self.lex
        connector = _CONNECTOR.match(text, here)
        if connector is None or kind == "title":
            return None
        to = connector.end()
        if to >= len(text) or to in self.titles:
            return None
        found = lex.organisation.match(low, to)
        word = found.group() if found else ""
        which = connector.lastgroup
        if which == "comma":
            if word in lex.levels and found:
                after = text[found.end() : found.end() + 2].strip()
                return to if after[:1].isupper() or after[:1].isdigit() or (word in _CITY | _PROVINCE | _DISTRICT and not after[:1].isalpha()) else None
            return to if found and kind == "field" and word not in lex.bodies and self._list_of_fields(found.end()) else None
        if which == "of":
            return to if (found and (word in lex.bodies or word in lex.levels)) or _ABBREVIATION.match(text, to) else None
        if which == "dash":
            if kind == "name" and not named:
                # Bà Rịa - Vũng Tàu, Thừa Thiên - Huế
                run = CAPITALS.match(text, to)
                words = run.group().split() if run else []
                return to if words and place_prefix(lex.names, words, "province") and not name_like(lex.names, words) else None
            return to if (found and word not in lex.bodies) or _ABBREVIATION.match(text, to) else None
        return to if found and word not in lex.levels and kind in {"field", "short", "body"} else None

    def _list_of_fields(self, end: int) -> bool:
        """Tell whether a field after a comma is followed by "và", a dash or another comma and field, or ends the phrase."""
        return bool(re.compile(r" (?:và|&) | [-–] |, |\s?\(").match(self.text, end)) or self.lex.organisation.match(self.low, end + 1) is not None

    def _bracket(self, has_organisation: bool) -> None:  # noqa: FBT001
        found = _BRACKET.match(self.text, self.end)
        if found is None:
            return
        inside = found.start(1)
        word = self.lex.organisation.match(self.low, inside)
        run = CAPITALS.match(self.text, inside)
        known = bool(run and run.end() == found.end(1) and run.group().lower() in (self.lex.names.provinces | self.lex.names.districts))
        body = bool(word and (word.group() in self.lex.bodies or (word.group() in self.lex.levels and has_organisation)))
        short = _ABBREVIATION.match(self.text, inside)
        if known or body or (short and short.end() == found.end(1) and has_organisation):
            self.end = found.end()


_WORDS = re.compile(r"\S+")


def _qualifier(lex: Lexicon, low: str, start: int) -> tuple[int, str | None]:
    """Return start with the word before that says how the office is held, and which it is."""
    before = low[max(0, start - 12) : start]
    found = _BEFORE.search(before)
    if found and found.group(1) in lex.qualifiers:
        return start - (len(before) - found.start(1)), lex.qualifiers[found.group(1)]
    return start, None


_BEFORE = re.compile(r"(?<!\w)(nguyên là|phụ trách|tạm quyền|\w+|q\.) ?\Z")
_DEPUTY = re.compile(r"phó |p\.|thứ |pct|pgđ|pbt|\w+ phó")


def stretches(text: str, low: str, lex: Lexicon) -> list[Stretch]:
    """Return all stretches of offices of a text, in order; none overlaps another."""
    found = list(lex.title.finditer(low))
    titles = {match.start(): match.end() for match in found}
    reader = _Reader(lex, text, low, titles)
    offices: list[tuple[Office, int | None]] = []
    last = 0
    for match in found:
        if match.start() < last:
            continue
        head = match.group()
        end, organisation, name = reader.read(match.start(), match.end())
        start, qualifier = _qualifier(lex, low, match.start())
        if qualifier is None and _DEPUTY.match(head):
            qualifier = "deputy"
        offices.append((Office(start, end, match.start(), match.end(), organisation, qualifier, head, head in lex.common), name))
        last = end
    return _joined(offices, text, low, lex)


def _joined(offices: list[tuple[Office, int | None]], text: str, low: str, lex: Lexicon) -> list[Stretch]:
    out: list[Stretch] = []
    group: list[Office] = []
    for index, (office, name) in enumerate(offices):
        group.append(office)
        following = offices[index + 1][0] if index + 1 < len(offices) else None
        if office.common and office.organisation_start is None and office.head in lex.loose:
            following = None  # "các cán bộ, Phó Bí thư …": not one person
        if name is None and following is not None and _joins(office.end, following.start, text, low, lex):
            continue
        out.append(Stretch(group[0].start, office.end, tuple(group), name))
        group = []
    return out


def _joins(end: int, start: int, text: str, low: str, lex: Lexicon) -> bool:
    if not 0 < start - end <= 20:  # noqa: PLR2004
        return False
    between = text[end:start]
    return bool(_JOIN.fullmatch(between) or lex.joins.fullmatch(low[end:start]))


def words_of(printed: str, lex: Lexicon) -> frozenset[str]:
    """Return the words of a printed office for comparing: small letters, abbreviations written out, no levels' dots."""
    out: set[str] = set()
    for word in re.findall(r"[\w.&]+", printed.lower()):
        word = word.rstrip(".") if word not in lex.expand else word
        out.update(lex.expand.get(word, word).split())
    return frozenset(out)


