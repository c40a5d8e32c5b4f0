"""Places in running text: where they stand, what they are called, which unit they are on the day of the article.

One pass over the runs of capitalised words (compiled once); a run is looked up only behind a type word (``huyện Kỳ Anh``, ``TP. Vinh``,
``các xã A, B và C``), or where it is a name that the country knows without one (``Hà Tĩnh``, ``TP.HCM``, ``Đà Lạt``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from newsmine._data import data_toml
from newsmine.places.gazetteer import Gazetteer, aliases, load
from newsmine.places.names import LEVEL_OF, UPPER, Part, letter_of, name_key
from newsmine.places.resolve import Resolution, resolve_parts

__all__ = ["PlaceMention", "find_places"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text: span of the text that was given, printed words, level, bare name, chain printed after it, unit."""

    start: int
    end: int
    text: str
    level: str
    name: str
    types: str  # type letters ('' for a bare name), see names.TYPE_OF
    resolution: Resolution
    chain: tuple[str, ...] = ()  # the units printed after it as the ones that hold it, smallest first

    @property
    def locality_id(self) -> str | None:
        """Id of the unit, or None where it is not resolved."""
        return self.resolution.locality_id


_TOKEN = rf"[{UPPER}][\w'’]*"
_RUN = re.compile(rf"{_TOKEN}(?: (?:{_TOKEN}|\d{{1,2}}(?![\w.,/%]*\d)))*")
_WORD = re.compile(r"\S+")
_DASH = re.compile(r" ?[-–—] ?")
_NUMBERED = re.compile(r"\b([Qq]uận|[Pp]hường|QUẬN|PHƯỜNG|Q\.|P\.|Q|P) ?(\d{1,2})(?![\w/%]|[.,]\d)")
_NEXT_NUMBER = re.compile(r"(?:, | và )(\d{1,2})(?![\w/%]|[.,]\d)")
_LIST = re.compile(r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+|\s+cùng\s+|\s*&\s*)$")
_PLURAL = re.compile(r"(?i:các|những|nhiều|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một số|\d+|nhất là|là|giữa|cả)\s+$")
_CHAIN = re.compile(r"\s*,\s*(?:thuộc\s+)?|\s*\(\s*(?:thuộc\s+|nay thuộc\s+)?|\s*[-–]\s*|\s+(?:thuộc|ở|của|nay thuộc|tại)\s+|\s+")
_RANK = {"commune": 0, "district": 1, "province": 2}


@dataclass(slots=True)
class _Raw:
    start: int  # of the type word, if any
    name_start: int
    end: int
    types: str
    name: str
    plural: bool = False
    listed: bool = False  # an element of a list whose head bears the type word
    known: bool = True


def _set(name: str) -> frozenset[str]:
    return frozenset(data_toml("newsmine.places", "mentions.toml")[name])


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = data_toml("newsmine.places", "mentions.toml")
    return {name: frozenset(table[name]) for name in table}


@lru_cache(maxsize=1)
def _left_type() -> re.Pattern[str]:
    """Return the pattern of type words that end where a run of capitals begins; several are joined (``các xã, phường: ``)."""
    words = data_toml("newsmine.places", "names.toml")["types"]
    full = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 1 and not word.endswith("."))
    dotted = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word.endswith("."))
    return re.compile(
        rf"(?<![\w.])(?i:(?P<many>(?:(?:{full})(?:, | và |; ))*)(?P<one>{full})(?P<colon>: ?| như:? | gồm:? | )|(?P<dot>{dotted}) ?)$"
    )


@lru_cache(maxsize=1)
def _alias_pattern() -> re.Pattern[str]:
    names = [name for name in aliases() if name not in {"HN", "HCM", "TTH", "BMT"}]
    spelled = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:(?:[Tt]ỉnh|[Tt]hành phố) )?(?P<name>{spelled})(?!\w)")


@lru_cache(maxsize=1)
def _bare_names() -> dict[str, int]:
    """Return the bare names that are looked up without a type word, by their first word and whole, with their number of words."""
    gazetteer = load()
    names = {unit.name for unit in gazetteer.units if unit.level == "province"} | _words()["well_known"]
    names -= _words()["never_bare"]
    spelled = {name for name in names if "-" not in name}
    out = {name: len(name.split()) for name in spelled}
    out.update({name.upper(): len(name.split()) for name in spelled})
    return out


@lru_cache(maxsize=1)
def _dashed() -> frozenset[str]:
    """Return keys of the first halves of names that hold a dash (``Phan Rang-Tháp Chàm``)."""
    return frozenset(name_key(re.split("[-–]", unit.name)[0]) for unit in load().units if "-" in unit.name)


def _longest(gazetteer: Gazetteer, tokens: Sequence[re.Match[str]], text: str, types: str) -> tuple[int, int] | None:
    """Return (number of tokens, end) of the longest name of a type, or of its level, at the start of the tokens."""
    for exactly in (True, False):
        for count in range(min(len(tokens), 5), 0, -1):
            name = text[tokens[0].start() : tokens[count - 1].end()]
            key = name_key(name)
            if key in gazetteer.by_key and (gazetteer.named(key, types) if exactly else gazetteer.same_level(key, types)):
                return count, tokens[count - 1].end()
    return None


def _rest_is_free(tokens: Sequence[re.Match[str]]) -> bool:
    """Tell whether what follows a name in its run may stand there without being part of a longer name."""
    if not tokens:
        return True
    word = tokens[0].group()
    words = _words()
    return (
        word.isdigit()
        or word in words["surnames"]
        or word.isupper()
        or bool(letter_of(word))
        or any(" ".join(t.group() for t in tokens[:n]) in _bare_names() for n in (2, 3, 4))
    )


def _typed(gazetteer: Gazetteer, text: str, run: re.Match[str]) -> _Raw | None:
    """Read a run behind a type word, inside the run (``Huyện Kỳ Anh``) or before it (``huyện Kỳ Anh``)."""
    tokens = list(_WORD.finditer(text, run.start(), run.end()))
    for index, token in enumerate(tokens[:-1]):
        one = letter_of(token.group()) if len(token.group()) > 1 else ""
        two = letter_of(f"{token.group()} {tokens[index + 1].group()}") if index + 2 < len(tokens) else ""
        if two or one:
            raw = _name_after(gazetteer, text, tokens[index + (2 if two else 1) :], two or one, token.start())
            if raw is not None:
                return raw
    left = _left_type().search(text, max(0, run.start() - 40), run.start())
    if left is None:
        return None
    word = left.group("one") or left.group("dot")
    types = letter_of(word)
    for other in re.split(", | và |; ", left.group("many") or ""):
        types += letter_of(other)
    raw = _name_after(gazetteer, text, tokens, types, left.start())
    if raw is None or (left.group("dot") and len(word) == 2 and not raw.known):  # noqa: PLR2004  (a single letter and a dot)
        return None
    before = text[max(0, left.start() - 12) : left.start()]
    raw.plural = len(types) > 1 or bool(_PLURAL.search(before)) or ":" in (left.group("colon") or "")
    if len(types) > 1:
        raw.start = raw.name_start
    return raw


def _name_after(gazetteer: Gazetteer, text: str, tokens: Sequence[re.Match[str]], types: str, start: int) -> _Raw | None:
    if not tokens:
        return None
    found = _longest(gazetteer, tokens, text, types)
    dash = _dash_name(gazetteer, text, tokens, types)
    if dash is not None:
        return _Raw(start, tokens[0].start(), dash, types, text[tokens[0].start() : dash])
    if found is not None and _rest_is_free(tokens[found[0] :]):
        return _Raw(start, tokens[0].start(), found[1], types, text[tokens[0].start() : found[1]])
    if (
        tokens[0].group() in _words()["not_names"]
        or letter_of(tokens[0].group())
        or (tokens[0].group().isupper() and len(tokens) == 1)
    ):
        return None
    end = tokens[min(len(tokens), 4) - 1].end()
    return _Raw(start, tokens[0].start(), end, types, text[tokens[0].start() : end], known=False)


def _dash_name(gazetteer: Gazetteer, text: str, tokens: Sequence[re.Match[str]], types: str) -> int | None:
    """Return the end of a name that goes on behind a dash (``Bà Rịa - Vũng Tàu``), or None."""
    end = tokens[-1].end()
    dash = _DASH.match(text, end)
    if dash is None or name_key(text[tokens[0].start() : end]) not in _dashed():
        return None
    second = _RUN.match(text, dash.end())
    if second is None:
        return None
    parts = list(_WORD.finditer(text, second.start(), second.end()))
    for count in range(min(len(parts), 5), 0, -1):
        key = name_key(text[tokens[0].start() : parts[count - 1].end()])
        if gazetteer.named(key, types):
            return parts[count - 1].end()
    return None


def _bare(text: str, run: re.Match[str]) -> list[_Raw]:
    """Find names that the country knows without a type word in a run of capitals."""
    names = _bare_names()
    tokens = list(_WORD.finditer(text, run.start(), run.end()))
    words = _words()
    out: list[_Raw] = []
    index = 0
    while index < len(tokens):
        for count in (3, 2, 1):
            if index + count > len(tokens):
                continue
            start, end = tokens[index].start(), tokens[index + count - 1].end()
            if names.get(text[start:end]) != count:
                continue
            if any(text.startswith(longer, start) for longer in words["not_places"]):
                break
            previous = tokens[index - 1].group() if index else ""
            follows = tokens[index + count].group() if index + count < len(tokens) else ""
            if previous and previous not in words["open_before"] and not previous.isupper():
                continue
            if (
                follows
                and follows not in words["surnames"]
                and not (follows.isupper() and not text[start:end].isupper())
                and not follows.isdigit()
            ):
                continue
            if not previous and _refused(text, start):
                continue
            out.append(_Raw(start, start, end, "", text[start:end]))
            index += count - 1
            break
        index += 1
    return out


def _refused(text: str, start: int) -> bool:
    """Tell whether the one or two words before a bare name make it a street, a person or a thing."""
    before = text[max(0, start - 24) : start].rstrip('“"‘ ')
    if not before or before[-1] in ".,;:!?()…\n":
        return False
    words = before.split("\n")[-1].split()[-2:]
    table = _words()["refuse_before"]
    return bool(words) and (words[-1].lower() in table or words[-1] in table or " ".join(words).lower() in table)


def _scan(gazetteer: Gazetteer, text: str) -> list[_Raw]:
    out: list[_Raw] = []
    taken = -1
    for match in _alias_pattern().finditer(text):
        if not _refused(text, match.start()):
            out.append(_Raw(match.start(), match.start("name"), match.end(), "", match.group("name")))
    for match in _NUMBERED.finditer(text):
        types = letter_of(match.group(1)) or letter_of(match.group(1) + ".")
        out.append(_Raw(match.start(), match.start(2), match.end(), types, match.group(2), plural=True))
        end = match.end()
        while (more := _NEXT_NUMBER.match(text, end)) is not None and _PLURAL.search(
            text[max(0, match.start() - 12) : match.start()]
        ):
            out.append(_Raw(more.start(1), more.start(1), more.end(), types, more.group(1), plural=True, listed=True))
            end = more.end()
    spans = sorted((raw.start, raw.end) for raw in out)
    last: _Raw | None = None
    for run in _RUN.finditer(text):
        if run.start() < taken or any(start < run.end() and run.start() < end for start, end in spans):
            continue
        raw = _typed(gazetteer, text, run)
        if raw is None and last is not None and last.plural and _LIST.fullmatch(text, last.end, run.start()):
            raw = _listed(gazetteer, text, run, last)
        if raw is not None:
            out.append(raw)
            taken = raw.end
            last = raw
            rest = _RUN.match(text, raw.end + 1) if raw.end < run.end() else None
            if rest is not None:
                out.extend(_bare(text, rest))
            continue
        out.extend(_bare(text, run))
    return sorted(out, key=lambda raw: (raw.name_start, raw.end))


def _listed(gazetteer: Gazetteer, text: str, run: re.Match[str], head: _Raw) -> _Raw | None:
    tokens = list(_WORD.finditer(text, run.start(), run.end()))
    found = _longest(gazetteer, tokens, text, head.types)
    if (
        found is None
        or not gazetteer.named(name_key(text[run.start() : found[1]]), head.types)
        or not _rest_is_free(tokens[found[0] :])
    ):
        return None
    return _Raw(run.start(), run.start(), found[1], head.types, text[run.start() : found[1]], plural=True, listed=True)


def _rank(gazetteer: Gazetteer, raw: _Raw) -> int:
    if raw.types:
        levels = {level for letter in raw.types for level in LEVEL_OF[letter]}
        if levels == {"province", "district"}:
            units = gazetteer.named(name_key(raw.name), raw.types)
            levels = {unit.level for unit in units} or levels
        return max(_RANK[level] for level in levels)
    lineage = aliases().get(raw.name)
    if lineage:
        return _RANK["province" if lineage.startswith("pro") else "district"]
    return max((_RANK[unit.level] for unit in gazetteer.named(name_key(raw.name)) if unit.level != "commune"), default=0)


def _chains(gazetteer: Gazetteer, text: str, raws: Sequence[_Raw]) -> list[list[int]]:
    """Return for each place the places printed right after it that hold it, smallest first."""
    ranks = [_rank(gazetteer, raw) for raw in raws]
    chains: list[list[int]] = [[] for _ in raws]
    for index in range(len(raws) - 2, -1, -1):
        here, after = raws[index], raws[index + 1]
        gap = _CHAIN.fullmatch(text, here.end, after.start)
        if gap is None:
            if after.listed and here.types == after.types and _LIST.fullmatch(text, here.end, after.start):
                chains[index] = list(chains[index + 1])
            continue
        if ranks[index + 1] > ranks[index] and not (after.types == "" and _enumerated(text, raws, ranks, index)):
            chains[index] = [index + 1, *chains[index + 1]]
        elif after.listed and here.types == after.types:
            chains[index] = list(chains[index + 1])
    return chains


def _enumerated(text: str, raws: Sequence[_Raw], ranks: Sequence[int], index: int) -> bool:
    """Tell whether a bare name after a comma is one of a list of equals (``thành phố Vinh, Hà Nội và Huế``), not the unit above."""
    after = raws[index + 1]
    if index + 2 >= len(raws):
        return False
    then = raws[index + 2]
    return ranks[index + 2] == ranks[index + 1] and then.types == "" and bool(_LIST.fullmatch(text, after.end, then.start))


def find_places(
    text: str, *, on: str | None = None, home: str | None = None, exclude: Iterable[tuple[int, int]] = ()
) -> list[PlaceMention]:
    """Return the places of a text in the reading view, in order, each resolved on a day with what stands around it.

    ``on``: ISO day of the article; without one, a text that names districts is read on the map before 1/7/2025, any other on today's.
    ``home``: the newspaper's province (id, GSO code or name). ``exclude``: spans that are no places, such as names of persons.
    """
    gazetteer = load()
    raws = _scan(gazetteer, text)
    spans = list(exclude)
    if spans:
        raws = [raw for raw in raws if not any(start <= raw.name_start and raw.end <= end for start, end in spans)]
    chains = _chains(gazetteer, text, raws)
    if on is None and any(set(raw.types) & set("HQX") and raw.known for raw in raws):
        on = "2025-06-30"
    ranks = [_rank(gazetteer, raw) for raw in raws]
    found: dict[int, Resolution] = {}
    context: list[str] = []
    for rank in (2, 1, 0):
        todo = [index for index, value in enumerate(ranks) if value == rank]
        for index in sorted(todo, key=lambda index: not chains[index]):
            result = _resolve(raws, chains[index], index, on=on, home=home, context=context)
            found[index] = result
        context.extend(dict.fromkeys(found[i].locality_id or "" for i in todo if found[i].locality_id))
        for index in todo:
            if found[index].status == "ambiguous":
                found[index] = _resolve(raws, chains[index], index, on=on, home=home, context=context)
    return [
        _mention(gazetteer, text, raw, found[index], [raws[i] for i in chains[index]], ranks[index])
        for index, raw in enumerate(raws)
    ]


def _resolve(
    raws: Sequence[_Raw], chain: Sequence[int], index: int, *, on: str | None, home: str | None, context: Sequence[str]
) -> Resolution:
    raw = raws[index]
    parts = (Part(raw.types, raw.name), *(Part(raws[i].types, raws[i].name) for i in chain))
    return resolve_parts(parts, raw.name, on=on, home=home, context=context)


def _mention(
    gazetteer: Gazetteer, text: str, raw: _Raw, resolution: Resolution, chain: Sequence[_Raw], rank: int
) -> PlaceMention:
    unit = gazetteer.get(resolution.locality_id) if resolution.locality_id else None
    level = unit.level if unit else next(name for name, value in _RANK.items() if value == rank)
    return PlaceMention(
        start=raw.start,
        end=raw.end,
        text=text[raw.start : raw.end],
        level=level,
        name=raw.name,
        types=raw.types,
        resolution=replace(resolution),
        chain=tuple(text[other.start : other.end] for other in chain),
    )
