"""Where places stand in a text: spans, type words and bare names, before anything is resolved.

One pass over the runs of capitalised words. A run is read behind a type word (``huyện Kỳ Anh``, ``TP. Vinh``, ``các xã A, B và C``), as a
name that the whole country knows without one (``Hà Tĩnh``, ``TP.HCM``, ``Đà Lạt``), or as a name that the article has introduced with its
type word before. What looks like a place and is a person, a street or a longer name is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsmine._data import data_toml
from newsmine.places.gazetteer import Gazetteer, aliases, load
from newsmine.places.names import UPPER, letter_of, name_key, type_words

__all__ = ["LIST_GAP", "Raw", "scan"]


@dataclass(slots=True)
class Raw:
    """A place as it stands in the text, unresolved."""

    start: int  # of the type word where it stands right before the name
    name_start: int
    end: int
    types: str  # type letters that the name is looked up with; '' for a bare name
    name: str
    plural: bool = False  # the head of a list, or an element of one
    listed: bool = False  # an element of a list whose head bears the type word
    known: bool = True  # the lists know the name with that type or level
    bare: bool = False  # printed without a type word, though looked up with one
    former: bool = False  # cũ stands behind it
    hamlet: bool = False  # a thôn, bản, ấp …: below the units of the lists


_TOKEN = rf"[{UPPER}][\w'’]*"
_RUN = re.compile(rf"{_TOKEN}(?: (?:{_TOKEN}|\d{{1,2}}(?![\w%]|[.,/]\d)))*")
_DASH = re.compile(r" ?[-–—] ?")
_NUMBERED = re.compile(r"(quận |phường |Quận |Phường |QUẬN |PHƯỜNG |Q\. |P\. |Q\.|P\.)(\d{1,2})(?![\w/%]|[.,-]\d)")
_NEXT_NUMBER = re.compile(r"(?:, | và )(\d{1,2})(?![\w/%]|[.,-]\d)(?=,|\.|;| và|\)|\n| \(|$| thuộc| của)")
LIST_GAP = re.compile(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+và\s+|\s+hoặc\s+|\s+cùng\s+|\s+với\s+|\s*&\s*")
_PLURAL = re.compile(
    r"(?:^|[\s(])(?i:các|những|nhiều|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một số|\d+|giữa|cả|mấy|toàn bộ|các loại)\s+(?:\w+\s+)?$"
)
_FORMER = re.compile(r"\s*[(,]?\s*(?:cũ|trước đây)(?!\w)")
_SMALL = re.compile(r" \w{1,7}(?!\w)")
_HELD = re.compile(r"\s*,?\s*\(\s*|\s*,\s*|\s+[-–]\s+")
_WORDS_BEFORE = 40  # how far back type words of a list (các huyện, thị xã, thành phố:) may stand


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in data_toml("newsmine.places", "mentions.toml").items()}


@lru_cache(maxsize=1)
def _left_type() -> re.Pattern[str]:
    """Return the pattern of type words that end where a name begins; several are joined (``các xã, phường: ``)."""
    words = sorted(type_words(), key=len, reverse=True)
    full = "|".join(re.escape(word) for word in words if len(word) > 1 and not word.endswith("."))
    dotted = "|".join(re.escape(word) for word in words if word.endswith("."))
    joint = ", | và |; |/| - "
    after = r"(?P<colon>\s*(?:như|gồm|gồm có|sau|là)?\s*:\s*| như | gồm | )"
    return re.compile(rf"(?<![\w.])(?i:(?P<many>(?:(?:{full})(?:{joint}))*)(?P<one>{full}){after}|(?P<dot>{dotted}) ?)$")


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """Return the small-letter words that may stand last before a name behind a type word."""
    return frozenset({word.split()[-1] for word in type_words()} | {"như", "gồm", "có", "sau", "là"})


@lru_cache(maxsize=1)
def _run_types() -> frozenset[str]:
    """Return the capitalised first words of type words, as they stand inside a run (``Huyện Kỳ Anh``, ``TP Vinh``, ``THÀNH PHỐ``)."""
    firsts = {word.split()[0] for word in type_words() if not word.endswith(".")}
    whole = {first.capitalize() for first in firsts if len(first) > 1 and first in type_words()} | {"Thủ", "Đặc"}
    return frozenset(whole | {first.upper() for first in firsts if len(first) > 1} | {"Tp", "Tx", "Tt"})


@lru_cache(maxsize=1)
def _alias_pattern() -> re.Pattern[str]:
    """Return the pattern of other names; it starts with literals, so that the search is fast, and the edges are checked after."""
    names = sorted((name for name in aliases() if name not in _table()["never_bare"]), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in names) + r"(?!\w)")


@lru_cache(maxsize=1)
def _bare_names() -> dict[str, str]:
    """Return the names that are looked up without a type word, as printed with small letters or in capitals, with their first word."""
    gazetteer = load()
    names = {unit.name for unit in gazetteer.units if unit.level == "province" and unit.start < "2025-01-01"}
    names |= {unit.name for unit in gazetteer.units if unit.level in {"country", "region"}}
    names |= _table()["well_known"]
    names |= {name for name, entry in data_toml("newsmine.places", "former.toml").items() if entry.get("bare")}
    names -= _table()["never_bare"]
    spelled = {name for name in names if not re.search("[-–]", name)}
    spelled |= {
        re.sub(r"\s*[-–]\s*", dash, name) for name in names for dash in (" - ", "-", " – ", "–") if re.search("[-–]", name)
    }
    return {form: form.split()[0] for name in spelled for form in (name, name.upper())}


@lru_cache(maxsize=1)
def _bare_firsts() -> dict[str, tuple[str, ...]]:
    """Return the bare names by their first word, longest first."""
    out: dict[str, list[str]] = {}
    for name, first in _bare_names().items():
        out.setdefault(first, []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in out.items()}


@lru_cache(maxsize=1)
def _dashed() -> frozenset[str]:
    """Return keys of the first halves of names that hold a dash (``Phan Rang-Tháp Chàm``)."""
    names = [unit.name for unit in load().units if "-" in unit.name] + [name for name in aliases() if "-" in name]
    return frozenset(name_key(re.split("[-–]", name)[0]) for name in names)


@lru_cache(maxsize=1)
def _hamlet() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_table()["hamlets"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?i:{words}) (?=[{UPPER}\d])")


def _starts(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """Return the words of a run and where each starts."""
    words = text[start:end].split(" ")
    starts = [start]
    for word in words[:-1]:
        starts.append(starts[-1] + len(word) + 1)
    return words, starts


def _longest(gazetteer: Gazetteer, words: Sequence[str], types: str) -> tuple[int, bool] | None:
    """Return (number of words, whether the type fits) of the longest name of a type, else of its level, at the start of the words."""
    level = 0
    for count in range(min(len(words), 5), 0, -1):
        key = name_key(" ".join(words[:count]))
        if key in gazetteer.by_key:
            if gazetteer.named(key, types):
                return count, True
            if not level and gazetteer.same_level(key, types):
                level = count
    return (level, False) if level else None


def _rest_is_free(words: Sequence[str]) -> bool:
    """Tell whether what follows a name in its run may stand there without being part of a longer name."""
    if not words:
        return True
    word = words[0]
    table = _table()
    return (
        word.isdigit()
        or word in table["surnames"]
        or word.isupper()
        or bool(letter_of(word))
        or word in table["free_after"]
        or any(" ".join(words).startswith(name) for name in _bare_firsts().get(word, ()))
    )


def _named(gazetteer: Gazetteer, text: str, words: Sequence[str], starts: Sequence[int], types: str, start: int) -> Raw | None:
    """Read the name at the start of the words behind a type word that starts at ``start``."""
    first = starts[0]
    if (dash := _dash_name(gazetteer, text, words, starts, types)) is not None:
        return Raw(start, first, dash, types, text[first:dash])
    found = _longest(gazetteer, words, types)
    if found is not None and _rest_is_free(words[found[0] :]):
        end = starts[found[0] - 1] + len(words[found[0] - 1])
        return Raw(start, first, end, types, text[first:end])
    if types == "T" and (former := next((n for n in _former_names() if _word_at(text, n, first)), None)):
        return Raw(start, first, first + len(former), types, former, known=False)
    if (small := _small_letters(gazetteer, text, words, starts, types)) is not None:
        return Raw(start, first, small, types, text[first:small])
    if (
        "T" in types or len(words) == 1 or (len(words) > 1 and words[0] in _table()["surnames"])
    ):  # a person: Chủ tịch UBND xã Lục Văn Thảo
        return None
    if words[0] in _table()["not_names"] or letter_of(words[0]) or (words[0].isupper() and len(words[0]) > 1):
        return None
    count = next((n for n, word in enumerate(words) if n and (word.isdigit() or word in _run_types())), min(len(words), 4))
    end = starts[count - 1] + len(words[count - 1])
    return Raw(start, first, end, types, text[first:end], known=False)


def _word_at(text: str, name: str, start: int) -> bool:
    """Tell whether a name stands at a place as whole words."""
    end = start + len(name)
    return text.startswith(name, start) and not text[end : end + 1].isalnum()


def _small_letters(gazetteer: Gazetteer, text: str, words: Sequence[str], starts: Sequence[int], types: str) -> int | None:
    """Return the end of a name whose last word is printed in small letters (``huyện Thường tín``), or None."""
    end = starts[-1] + len(words[-1])
    more = _SMALL.match(text, end)
    if more is None or len(words) > 1 + 1 or not gazetteer.named(name_key(text[starts[0] : more.end()]), types):
        return None
    return more.end()


@lru_cache(maxsize=1)
def _former_names() -> tuple[str, ...]:
    return tuple(data_toml("newsmine.places", "former.toml"))


def _dash_name(gazetteer: Gazetteer, text: str, words: Sequence[str], starts: Sequence[int], types: str) -> int | None:
    """Return the end of a name that goes on behind a dash (``Bà Rịa - Vũng Tàu``), or None."""
    end = starts[-1] + len(words[-1])
    dash = _DASH.match(text, end)
    if dash is None or name_key(" ".join(words)) not in _dashed():
        return None
    second = _RUN.match(text, dash.end())
    if second is None:
        return None
    more, more_starts = _starts(text, second.start(), second.end())
    for count in range(min(len(more), 5), 0, -1):
        stop = more_starts[count - 1] + len(more[count - 1])
        name = text[starts[0] : stop]
        if gazetteer.named(name_key(name), types) or name in aliases():
            return stop
    return None


def _typed(gazetteer: Gazetteer, text: str, start: int, end: int) -> Raw | None:
    """Read a run behind a type word, inside the run (``Huyện Kỳ Anh``) or before it (``huyện Kỳ Anh``)."""
    if not _run_types().isdisjoint(text[start:end].split(" ")):
        words, starts = _starts(text, start, end)
        for index, word in enumerate(words[:-1]):
            if word not in _run_types() or (index and not _opens(words[index - 1])):
                continue
            two = letter_of(f"{word} {words[index + 1]}") if index + 2 < len(words) else ""
            skip = 2 if two else 1
            types = two or letter_of(word)
            if types and (raw := _named(gazetteer, text, words[index + skip :], starts[index + skip :], types, starts[index])):
                return raw
    tail = text[max(0, start - 9) : start].rstrip(" :")
    last = tail[max(tail.rfind(" "), tail.rfind("\n"), tail.rfind("("), tail.rfind("/")) + 1 :].lower()
    if last in {"ủy", "đoàn"}:
        return _after_body(gazetteer, text, start, end)
    if last not in _last_words():
        return None
    left = _left_type().search(text, max(0, start - _WORDS_BEFORE), start)
    if left is None:
        return None
    printed = left.group("one") or left.group("dot")
    types = letter_of(printed) + "".join(letter_of(word) for word in re.split(", | và |; |/| - ", left.group("many") or ""))
    raw = _named(gazetteer, text, *_starts(text, start, end), types, left.start())
    if raw is None or (left.group("dot") and len(printed) == len("x.") and not raw.known):
        return None
    colon = ":" in (left.group("colon") or "") or len((left.group("colon") or "").split()) > 0
    raw.plural = colon or len(types) > 1 or bool(_PLURAL.search(text, max(0, left.start() - 16), left.start()))
    if raw.plural and raw.types == "T":
        raw.types = "TP"  # các tỉnh Lạng Sơn, Hà Nội …
    if colon or len(types) > 1:
        raw.start = raw.name_start
    return raw


def _after_body(gazetteer: Gazetteer, text: str, start: int, end: int) -> Raw | None:
    """Read a bare name behind a party or youth body that says its type (``Huyện ủy Can Lộc``)."""
    words = text[max(0, start - 12) : start].lower().split()
    types = data_toml("newsmine.places", "names.toml")["body_types"].get(" ".join(words[-2:]))
    if types is None or text[start - 1] != " ":
        return None
    raw = _named(gazetteer, text, *_starts(text, start, end), types, start)
    if raw is None or not raw.known:
        return None
    raw.bare = True
    return raw


def _opens(word: str) -> bool:
    """Tell whether a capitalised word before a bare name or type word is no part of it (``Báo Hà Nam``, ``UBND Huyện``)."""
    return word in _table()["open_before"] or (word.isupper() and len(word) > 1)


def _bare(text: str, start: int, end: int) -> list[Raw]:
    """Find names that the country knows without a type word in a run of capitals."""
    words, starts = _starts(text, start, end)
    firsts = _bare_firsts()
    out: list[Raw] = []
    done = start
    for index, word in enumerate(words):
        if word not in firsts or starts[index] < done:
            continue
        here = starts[index]
        name = next((name for name in firsts[word] if _word_at(text, name, here)), None)
        if name is None or any(text.startswith(longer, here) for longer in _table()["not_places"]):
            continue
        stop = here + len(name)
        capitals = name.isupper()
        before = words[index - 1] if index else ""
        after = text[stop + 1 : end].split(" ")[0] if stop + 1 < end else ""
        if (
            before
            and not (before.capitalize() if capitals else before) in _table()["open_before"]
            and (capitals or not before.isupper())
        ):
            continue
        if after and not _free_after(after, capitals=capitals):
            continue
        if not before and _refused(text, here):
            continue
        out.append(Raw(here, here, stop, "", name))
        done = stop
    return out


def _free_after(word: str, *, capitals: bool) -> bool:
    table = _table()
    plain = word.capitalize() if capitals else word
    return plain in table["surnames"] or plain in table["free_after"] or word.isdigit() or (word.isupper() and not capitals)


def _refused(text: str, start: int) -> bool:
    """Tell whether the one or two words before a bare name make it a street, a person or a thing."""
    before = text[max(0, start - 24) : start].rstrip('“"‘ ')
    if not before or before[-1] in ".,;:!?()…\n-–/":
        return False
    words = before[before.rfind("\n") + 1 :].split()[-2:]
    table = _table()["refuse_before"]
    return bool(words) and (words[-1].lower() in table or words[-1] in table or " ".join(words).lower() in table)


def _numbered(text: str) -> list[Raw]:
    """Find quarters and wards with a number (``quận 1``, ``các phường 1, 2 và 3``, ``Q.10``)."""
    out: list[Raw] = []
    for match in _NUMBERED.finditer(text):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        types = letter_of(match.group(1).strip())
        plural = bool(_PLURAL.search(text, max(0, match.start() - 16), match.start()))
        out.append(Raw(match.start(), match.start(2), match.end(), types, match.group(2), plural=plural))
        end = match.end()
        while plural and (more := _NEXT_NUMBER.match(text, end)) is not None:
            out.append(Raw(more.start(1), more.start(1), more.end(), types, more.group(1), plural=True, listed=True))
            end = more.end()
    return out


def _aliases(text: str) -> list[Raw]:
    out: list[Raw] = []
    for match in _alias_pattern().finditer(text):
        start = match.start()
        before = text[start - 1 : start]
        if before.isalnum() or before == "." or _refused(text, start) or text[match.end() : match.end() + 1].isalnum():
            continue
        if any(text.startswith(longer, start) for longer in _table()["not_places"]):
            continue
        left = text[max(0, start - 10) : start].lower()
        word = next((word for word in ("thành phố ", "tỉnh ") if left.endswith(word)), "")
        out.append(Raw(start - len(word), start, match.end(), "", match.group()))
    return out


def _listed(gazetteer: Gazetteer, text: str, start: int, end: int, head: Raw) -> Raw | None:
    """Read a run as the next element of a list that began behind a type word."""
    words, starts = _starts(text, start, end)
    if (dash := _dash_name(gazetteer, text, words, starts, head.types)) is not None:
        return Raw(start, start, dash, head.types, text[start:dash], plural=True, listed=True)
    found = _longest(gazetteer, words, head.types)
    if found is None or not found[1] or not _rest_is_free(words[found[0] :]):
        return None
    stop = starts[found[0] - 1] + len(words[found[0] - 1])
    return Raw(start, start, stop, head.types, text[start:stop], plural=True, listed=True)


def _again(text: str, start: int, end: int, introduced: dict[str, str]) -> Raw | None:
    """Read a run as a name that stood behind its type word before; a commune's only behind a word of place (tại, ở, về …)."""
    words = text[start:end].split(" ")
    for count in range(min(len(words), 4), 1, -1):
        name = " ".join(words[:count])
        types = introduced.get(name)
        if types is None:
            continue
        after = words[count] if count < len(words) else ""
        if (after and not _free_after(after, capitals=False)) or _refused(text, start):
            return None
        if types in "xptk" and not _located(text, start):
            return None
        return Raw(start, start, start + len(name), types, name, bare=True)
    return None


def _holder(gazetteer: Gazetteer, text: str, start: int, end: int, held: Raw) -> Raw | None:
    """Read a bare name right behind a place as the district that holds it (``xã Hồng Phong (Nam Sách)``), if it does hold one."""
    gap = _HELD.fullmatch(text, held.end, start)
    if gap is None or not set(held.types) & set("xpt") or not held.known:
        return None
    scope = {unit.number for unit in gazetteer.named(name_key(text[start:end])) if unit.level == "district"}
    if not any(scope & gazetteer.above(unit) for unit in gazetteer.named(name_key(held.name), held.types)):
        return None
    return Raw(start, start, end, "HQXP", text[start:end], bare=True)


def _located(text: str, start: int) -> bool:
    """Tell whether a word of place stands right before (tại, ở, về, địa bàn …)."""
    words = text[max(0, start - 16) : start].lower().split()
    return bool(words) and (words[-1] in _table()["locatives"] or " ".join(words[-2:]) in _table()["locatives"])


def scan(text: str, *, local: frozenset[str] = frozenset(), hamlets: bool = False) -> list[Raw]:
    """Return the places of a text in order.

    ``local``: bare names that count as places behind a word of place (the districts of the newspaper's province). ``hamlets``: also
    give thôn, bản, ấp …, which the lists do not know.
    """
    gazetteer = load()
    out = _aliases(text) + _numbered(text)
    spans = sorted((raw.start, raw.end) for raw in out)
    introduced: dict[str, str] = {}
    firsts = _bare_firsts()
    last: Raw | None = None
    taken = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        if start < taken:
            if end <= taken:
                continue
            start = taken + 1
            if start >= end or not text[start].isupper():
                continue
        if spans and any(a < end and start < b for a, b in spans):
            continue
        raw = _typed(gazetteer, text, start, end)
        if (
            raw is None
            and last is not None
            and last.plural
            and start - last.end < len("         ")
            and LIST_GAP.fullmatch(text, last.end, start)
        ):
            raw = _listed(gazetteer, text, start, end, last)
        if raw is not None:
            if raw.known and " " in raw.name and not raw.name.isupper():
                introduced.setdefault(raw.name, raw.types)
            last = raw
        else:
            words = run.group().split(" ")
            if not firsts.keys().isdisjoint(words):
                found = _bare(text, start, end)
                out.extend(found)
                if found:
                    taken = found[-1].end
                    continue
            if last is not None and 0 < start - last.end < len(" - (("):
                raw = _holder(gazetteer, text, start, end, last)
            if raw is None and introduced:
                raw = _again(text, start, end, introduced)
            if raw is None and local and text[start:end] in local and _located(text, start) and not _refused(text, start):
                raw = Raw(start, start, end, "", text[start:end], bare=True)
        if raw is not None:
            out.append(raw)
            taken = raw.end
            if raw.end + 1 < end and text[raw.end] == " ":
                rest = _bare(text, raw.end + 1, end)
                out.extend(rest)
                taken = rest[-1].end if rest else taken
    if hamlets:
        out += _hamlets(text, out)
    for raw in out:
        raw.former = bool(_FORMER.match(text, raw.end))
    return sorted(out, key=lambda raw: (raw.name_start, raw.end))


def _hamlets(text: str, found: Sequence[Raw]) -> list[Raw]:
    """Find thôn, bản, ấp … with a name or a number."""
    spans = [(raw.start, raw.end) for raw in found]
    out: list[Raw] = []
    for match in _hamlet().finditer(text):
        run = _RUN.match(text, match.end()) or re.compile(r"\d{1,3}(?![\w%]|[.,/]\d)").match(text, match.end())
        if run is None or any(a < run.end() and match.start() < b for a, b in spans):
            continue
        words, starts = _starts(text, run.start(), run.end())
        count = next((n for n, word in enumerate(words) if n and word in _run_types()), min(len(words), 5))
        end = starts[count - 1] + len(words[count - 1])
        out.append(Raw(match.start(), run.start(), end, "", text[run.start() : end], hamlet=True))
    return out
