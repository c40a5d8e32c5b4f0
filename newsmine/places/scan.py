"""Where places stand in a text: spans, type words and bare names, before anything is resolved.

One pass over the runs of capitalised words. A run is read behind a type word (``huyện Kỳ Anh``, ``TP. Vinh``, ``các xã A, B và
C``), as a name that the whole country knows without one (``Hà Tĩnh``, ``TP.HCM``, ``Đà Lạt``), or as a name that the article
has introduced with its type word before. What looks like a place and is a person, a street or a longer name is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsmine._data import data_toml
from newsmine.places.gazetteer import REFORM, Gazetteer, Unit, load
from newsmine.places.lexicon import (
    WORD_STARTS,
    alias_pattern,
    bare_firsts,
    bare_names,
    dashed_firsts,
    former_names,
    hamlet_pattern,
    last_ends,
    last_words,
    left_type,
    not_places,
    run_types,
    word_sets,
)
from newsmine.places.names import LEVEL_OF, UPPER, letter_of, name_key
from newsmine.places.validity import status_of

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
    central: bool = False  # trực thuộc Trung ương stands behind it
    renewed: bool = False  # mới does: the unit that comes, where an older one still bears the name
    hamlet: bool = False  # a thôn, bản, ấp …: below the units of the lists


_TOKEN = rf"[{UPPER}][\w'’]*"
_RUN = re.compile(rf"{_TOKEN}(?: (?:{_TOKEN}|\d{{1,2}}(?![\w%]|[.,/]\d)))*")
_DASH = re.compile(r" ?[-–—] ?")
_NUMBERED = re.compile(r"(quận |phường |Quận |Phường |QUẬN |PHƯỜNG |Q\. |P\. |Q\.|P\.)(\d{1,2})(?![\w/%]|[.,-]\d)")
_NEXT_NUMBER = re.compile(
    r"(?:, | và )(\d{1,2})(?![\w/%]|[.,-]\d)"
    r"(?=,|\.|;|\)|\n| \(|$| (?:và|thuộc|của|được|có|đã|đều|cũng|là|bị|sẽ|đang|với|từ|phải|trên)\b)"
)
LIST_GAP = re.compile(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+và\s+|\s+hoặc\s+|\s+cùng\s+|\s+với\s+|\s*&\s*")
_PLURAL = re.compile(
    r"(?:^|[\s(])(?i:các|những|nhiều|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một số|\d+|giữa|cả|mấy|toàn bộ|các loại)\s+(?:\w+\s+)?$"
)
_RIVERS = re.compile(rf"[Ss]ông {_TOKEN}(?: {_TOKEN})? ?[-–]$")  # sông Hồng - Thái Bình
_FORMER = re.compile(r"\s*[(,]?\s*(?:cũ|trước đây(?! (?:là|thuộc|gồm|vốn|có)))(?!\w)")
_RENEWED = re.compile(
    r"\s*\(mới\)|\s+mới(?=[.,;)\n]|$| sau | sẽ | được thành lập| hình thành)"
    r"|\s+(?:hình thành )?sau (?:khi )?(?:sắp xếp|sáp nhập|hợp nhất)(?!\w)"
)
_CENTRAL = re.compile(r"(?i:(?: là)?(?: thành phố)? trực thuộc trung ương)(?!\w)")
_SMALL = re.compile(r" \w{1,7}(?!\w)")
_HELD = re.compile(r"\s*,?\s*\(\s*|\s*,\s*|\s+[-–]\s+")
_END = 3  # letters before a name by which most type words are told
_LIST_REACH = 9  # how far apart the elements of a list, or a place and what holds it, may stand
_WORDS_BEFORE = 40  # how far back type words of a list (các huyện, thị xã, thành phố:) may stand


def _starts(words: Sequence[str], start: int) -> list[int]:
    """Return where each word of a run starts."""
    starts = [start]
    for word in words[:-1]:
        starts.append(starts[-1] + len(word) + 1)
    return starts


def _longest(gazetteer: Gazetteer, words: Sequence[str], types: str) -> tuple[int, bool] | None:
    """Return (number of words, whether the type fits) of the longest name of a type, else of its level."""
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
    table = word_sets()
    return (
        word.isdigit()
        or word in table["surnames"]
        or word.isupper()
        or bool(letter_of(word))
        or word in table["free_after"]
        or any(" ".join(words).startswith(name) for name in bare_firsts().get(word, ()))
    )


def _named(gazetteer: Gazetteer, text: str, words: Sequence[str], starts: Sequence[int], types: str, start: int) -> Raw | None:
    """Read the name at the start of the words behind a type word that starts at ``start``."""
    first = starts[0]
    if (dash := _dash_name(gazetteer, text, words, starts, types)) is not None:
        return Raw(start, first, dash, types, text[first:dash])
    found = _longest(gazetteer, words, types)
    if "T" in types and text.startswith(former_names(), first):
        former = next((name for name in former_names() if _word_at(text, name, first)), None)
        if former:
            return Raw(start, first, first + len(former), types, former, known=False)
    if found is not None and _rest_is_free(words[found[0] :]):
        end = starts[found[0] - 1] + len(words[found[0] - 1])
        return Raw(start, first, end, types, text[first:end])
    if (small := _small_letters(gazetteer, text, words, starts, types)) is not None:
        return Raw(start, first, small, types, text[first:small])
    return _unknown(text, words, starts, types, start)


def _unknown(text: str, words: Sequence[str], starts: Sequence[int], types: str, start: int) -> Raw | None:
    """Return a place that no list knows, where the words are no person's name and no common phrase."""
    if "T" in types or len(words) == 1:  # all provinces are known; a single word is the start of the next sentence or a brand
        return None
    sets = word_sets()
    if words[0] in sets["surnames"] or words[0] in sets["not_names"]:  # Chủ tịch UBND xã Lục Văn Thảo; huyện Đoàn
        return None
    if letter_of(words[0]) or (words[0].isupper() and len(words[0]) > 1):
        return None
    count = next((n for n, word in enumerate(words) if n and (word.isdigit() or word in run_types())), min(len(words), 4))
    end = starts[count - 1] + len(words[count - 1])
    return Raw(start, starts[0], end, types, text[starts[0] : end], known=False)


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


def _dash_name(gazetteer: Gazetteer, text: str, words: Sequence[str], starts: Sequence[int], types: str) -> int | None:
    """Return the end of a name that goes on behind a dash (``Bà Rịa - Vũng Tàu``), or None."""
    end = starts[-1] + len(words[-1])
    dash = _DASH.match(text, end)
    if dash is None or name_key(" ".join(words)) not in dashed_firsts():
        return None
    second = _RUN.match(text, dash.end())
    if second is None:
        return None
    more = second.group().split(" ")
    more_starts = _starts(more, second.start())
    for count in range(min(len(more), 5), 0, -1):
        stop = more_starts[count - 1] + len(more[count - 1])
        name = text[starts[0] : stop]
        if gazetteer.named(name_key(name), types):
            return stop
    return None


def _typed(gazetteer: Gazetteer, text: str, words: Sequence[str], start: int, end: int) -> Raw | None:
    """Read a run behind a type word, inside the run (``Huyện Kỳ Anh``) or before it (``huyện Kỳ Anh``)."""
    if len(words) > 1 and end - start > len("Xã A") and not run_types().isdisjoint(words):
        raw = _typed_inside(gazetteer, text, words, start)
        if raw is not None:
            return raw
    stop = start - 1 if text[start - 1 : start] == " " else start
    before = text[max(0, stop - _END) : stop].lower()  # most runs open a sentence: told by these letters
    if len(before) == _END and before not in last_ends() and before[1:] not in last_ends() and before[-1] != ":":
        return None
    tail = text[max(0, start - 9) : start].rstrip(" :")
    last = tail[max(map(tail.rfind, WORD_STARTS)) + 1 :].lower()
    if last in {"ủy", "đoàn"}:
        return _after_body(gazetteer, text, words, start)
    if last not in last_words():
        return None
    left = left_type().search(text, max(0, start - _WORDS_BEFORE), start)
    return _typed_before(gazetteer, text, words, start, left) if left is not None else None


def _typed_inside(gazetteer: Gazetteer, text: str, words: Sequence[str], start: int) -> Raw | None:
    starts = _starts(words, start)
    for index, word in enumerate(words[:-1]):
        if word not in run_types() or (index and not _opens(words[index - 1])):
            continue
        two = letter_of(f"{word} {words[index + 1]}") if index + 2 < len(words) else ""
        name = index + (2 if two else 1)
        types = two or letter_of(word)
        if types and (raw := _named(gazetteer, text, words[name:], starts[name:], types, starts[index])):
            return raw
    return None


def _typed_before(gazetteer: Gazetteer, text: str, words: Sequence[str], start: int, left: re.Match[str]) -> Raw | None:
    group = "one" if left.group("one") else "dot"
    printed, begin = left.group(group), left.start(group)
    types = letter_of(printed)
    listed = "".join(letter_of(word) for word in re.split(", | và |; |/| - ", left.group("many") or ""))
    if listed and all(_one_level(types, other) for other in listed):  # not "12 xã, huyện Bắc Sơn"
        types, begin = types + listed, left.start()
    raw = _named(gazetteer, text, words, _starts(words, start), types, begin)
    if raw is None or (left.group("dot") and _is_initial(printed, raw)):
        return None
    colon = bool((left.group("colon") or "").strip())  # : or như, gồm, sau
    raw.plural = colon or len(types) > 1 or bool(_PLURAL.search(text, max(0, begin - 16), begin))
    if raw.plural and raw.types == "T":
        raw.types = "TP"  # các tỉnh Lạng Sơn, Hà Nội …
    if colon or len(types) > 1:
        raw.start = raw.name_start
    return raw


def _one_level(one: str, other: str) -> bool:
    """Tell whether two type letters may stand for units of one level."""
    return not set(LEVEL_OF[one]).isdisjoint(LEVEL_OF[other])


def _is_initial(printed: str, raw: Raw) -> bool:
    """Tell whether a letter with a full stop is an initial (``P.V``, ``H. Minh``) and no abbreviated type word."""
    return (len(printed) == len("x.") and not raw.known) or len(raw.name) == 1


def _after_body(gazetteer: Gazetteer, text: str, words: Sequence[str], start: int) -> Raw | None:
    """Read a bare name behind a party or youth body that says its type (``Huyện ủy Can Lộc``)."""
    before = text[max(0, start - 12) : start].lower().split()
    types = data_toml("newsmine.places", "names.toml")["body_types"].get(" ".join(before[-2:]))
    if types is None or text[start - 1] != " ":
        return None
    raw = _named(gazetteer, text, words, _starts(words, start), types, start)
    if raw is None or not raw.known:
        return None
    raw.bare = True
    return raw


def _opens(word: str) -> bool:
    """Tell whether a capitalised word before a bare name or type word is no part of it (``Báo Hà Nam``, ``UBND Huyện``)."""
    return word in word_sets()["open_before"] or (word.isupper() and len(word) > 1)


def _bare(text: str, words: Sequence[str], start: int, end: int) -> list[Raw]:
    """Find names that the country knows without a type word in a run of capitals."""
    firsts = bare_firsts()
    if firsts.keys().isdisjoint(words):
        return []
    starts = _starts(words, start)
    out: list[Raw] = []
    done = start
    for index, word in enumerate(words):
        here = starts[index]
        if word not in firsts or here < done:
            continue
        name = next((name for name in firsts[word] if _word_at(text, name, here)), None)
        if name is None or text.startswith(not_places(), here):
            continue
        before = words[index - 1] if index else ""
        after = text[here + len(name) + 1 : end].split(" ", maxsplit=1)[0]
        capitals = name.isupper()
        if (after and not _free_after(after, capitals=capitals)) or not _free_before(text, before, here, capitals=capitals):
            continue
        out.append(Raw(here, here, here + len(name), "", name))
        done = here + len(name)
    return out


def _free_before(text: str, before: str, start: int, *, capitals: bool) -> bool:
    """Tell whether the word before a bare name, in its run or before the run, leaves it a place of its own."""
    if not before:
        return not _refused(text, start)
    sets = word_sets()
    if before in sets["refuse_before"]:
        return False
    return (before.capitalize() if capitals else before) in sets["open_before"] or (before.isupper() and not capitals)


def _free_after(word: str, *, capitals: bool) -> bool:
    table = word_sets()
    plain = word.capitalize() if capitals else word
    return plain in table["surnames"] or plain in table["free_after"] or word.isdigit() or (word.isupper() and not capitals)


def _refused(text: str, start: int) -> bool:
    """Tell whether the one or two words before a bare name make it a street, a person or a thing."""
    before = text[max(0, start - 24) : start].rstrip('“"‘ ')
    if before[-1:] in {"-", "–"}:
        return bool(_RIVERS.search(before))
    if not before or before[-1] in ".,;:!?()…\n/":
        return False
    words = before[before.rfind("\n") + 1 :].split()[-2:]
    table, both = word_sets()["refuse_before"], " ".join(words).lower()
    return bool(words) and both not in word_sets()["compounds"] and not table.isdisjoint((words[-1].lower(), words[-1], both))


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
    for match in alias_pattern().finditer(text):
        start = match.start()
        before = text[start - 1 : start]
        if before.isalnum() or before == "." or _refused(text, start) or text[match.end() : match.end() + 1].isalnum():
            continue
        if text.startswith(not_places(), start):
            continue
        left = left_type().search(text, max(0, start - _WORDS_BEFORE), start)
        begin = left.start() if left is not None and not left.group("many") else start
        out.append(Raw(begin, start, match.end(), "", match.group()))
    return out


def _placed(text: str, start: int) -> bool:
    """Tell whether a name stands behind a word of place, at the start of a clause, or as an element of a list."""
    before = text[max(0, start - 8) : start].rstrip(" ")
    return not before or before[-1] in ",;:.(\n" or before.split()[-1].lower() in word_sets()["joints"] or _located(text, start)


def _located(text: str, start: int) -> bool:
    """Tell whether a word of place stands right before (tại, ở, về, địa bàn …)."""
    words = text[max(0, start - 16) : start].lower().split()
    return bool(words) and (words[-1] in word_sets()["locatives"] or " ".join(words[-2:]) in word_sets()["locatives"])


def scan(text: str, *, day: str | None = None, local: frozenset[str] = frozenset(), hamlets: bool = False) -> list[Raw]:
    """Return the places of a text in order.

    ``day``: the day of the text, ISO, if known. ``local``: bare names that count as places behind a word of place (the
    districts of the newspaper's province). ``hamlets``: also give thôn, bản, ấp …, which the lists do not know.
    """
    out = _Scanner(text, day, local).run()
    if hamlets:
        out += _hamlets(text, out)
    out = [raw for raw in out if not _is_foreign(text, raw)]
    for raw in out:
        raw.former = bool(_FORMER.match(text, raw.end))
        raw.renewed = bool(_RENEWED.match(text, raw.end))
        raw.central = bool(_CENTRAL.match(text, raw.end))
    return sorted(out, key=lambda raw: (raw.name_start, raw.end))


@lru_cache(maxsize=1)
def _foreign() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what makes the place before it a foreign one: a country in brackets; for a province, also behind a comma."""
    countries = "|".join(sorted(map(re.escape, word_sets()["foreign"]), key=len, reverse=True))
    tail = rf"(?:nước\s+)?(?:{countries})(?!\w)(?! [{UPPER}])"  # not Lào Cai
    return re.compile(rf"\s*\(\s*{tail}"), re.compile(rf"\s*(?:,|\(|\s(?:của|thuộc|ở|bên)\s)\s*{tail}")


def _is_foreign(text: str, raw: Raw) -> bool:
    """Tell whether a country other than Vietnam is printed as what holds a place (``tỉnh Hà Nam, Trung Quốc``)."""
    bracketed, held = _foreign()
    return bool((held if "T" in raw.types else bracketed).match(text, raw.end))


class _Scanner:
    """One pass over the runs of capitals of a text, with what the runs before have shown."""

    def __init__(self, text: str, day: str | None, local: frozenset[str]) -> None:
        self.text, self.day, self.local = text, day, local
        self.opening = word_sets()["open_before"]
        self.gazetteer = load()
        self.out = _aliases(text) + _numbered(text)
        self.spans = sorted((raw.start, raw.end) for raw in self.out)
        self.introduced: dict[str, str] = {}  # names that stood behind a type word, with their type letters
        self.firsts: set[str] = set()  # their first words
        self.last: Raw | None = None  # the last place read behind a type word
        self.taken = 0  # end of what is read

    def run(self) -> list[Raw]:
        """Return what is found, not yet in order."""
        for match in _RUN.finditer(self.text):
            start, end = match.span()
            if start < self.taken:
                start = self.taken + 1
                if start >= end or not self.text[start].isupper():
                    continue
            if self.spans and self._read_before(start, end):
                continue
            self._read(start, end)
        return self.out

    def _read_before(self, start: int, end: int) -> bool:
        """Tell whether a stretch meets an abbreviation or a number that is read already."""
        here = bisect_left(self.spans, (start, start))
        return (here < len(self.spans) and self.spans[here][0] < end) or (here > 0 and self.spans[here - 1][1] > start)

    def _read(self, start: int, end: int) -> None:
        words = self.text[start:end].split(" ")
        raw = _typed(self.gazetteer, self.text, words, start, end) or self._next_of_list(words, start)
        if raw is None:
            found = _bare(self.text, words, start, end)
            if found:
                self.out.extend(found)
                self.taken = found[-1].end
                return
            raw = self._held(start, end) or self._again(words, start) or self._local(start, end)
            if raw is None and len(words) > 1 and words[0] in self.opening:  # Ở Long Thành
                start += len(words[0]) + 1
                raw = self._again(words[1:], start) or self._local(start, end)
        else:
            self.last = raw
            if raw.known and " " in raw.name and not raw.name.isupper() and raw.name not in word_sets()["never_bare"]:
                self.introduced.setdefault(raw.name, raw.types)
                self.firsts.add(raw.name.split(" ", maxsplit=1)[0])
        if raw is not None:
            self.out.append(raw)
            self.taken = raw.end
            if raw.end + 1 < end and self.text[raw.end] == " ":
                start = raw.end + 1
                rest = _bare(self.text, self.text[start:end].split(" "), start, end)
                self.out.extend(rest)
                self.taken = rest[-1].end if rest else self.taken

    def _next_of_list(self, words: Sequence[str], start: int) -> Raw | None:
        """Read a run as the next element of a list that began behind a type word."""
        head = self.last
        if head is None or start - head.end > _LIST_REACH or not LIST_GAP.fullmatch(self.text, head.end, start):
            return None
        starts = _starts(words, start)
        if (dash := _dash_name(self.gazetteer, self.text, words, starts, head.types)) is not None:
            return Raw(start, start, dash, head.types, self.text[start:dash], plural=True, listed=True)
        found = _longest(self.gazetteer, words, head.types)
        if found is None or not found[1] or not _rest_is_free(words[found[0] :]):
            return None
        name = " ".join(words[: found[0]])
        if not head.plural and not self._beside(head, name):
            return None
        return Raw(start, start, start + len(name), head.types, name, plural=head.plural, listed=True)

    def _now(self, name: str, types: str = "") -> list[Unit]:
        """Return the units of a name on the day of the text, or on the maps with districts where the day is not known."""
        units = self.gazetteer.named(name_key(name), types)
        day = self.day
        return [unit for unit in units if (status_of(unit, day) in {"exact", "stale"} if day else unit.start < REFORM)]

    def _beside(self, head: Raw, name: str) -> bool:
        """Tell whether two units of one kind lie in one unit: then ``xã A, B`` is a list, though no plural is printed."""
        if not head.known or "P" in head.types or name in bare_names():
            return False
        parents = {unit.parent_id for unit in self._now(head.name, head.types)}
        return any(unit.parent_id in parents for unit in self._now(name, head.types))

    def _held(self, start: int, end: int) -> Raw | None:
        """Read a bare name right behind a commune as the district that holds it (``xã Hồng Phong (Nam Sách)``), if one does."""
        held = self.last
        if held is None or not 0 < start - held.end < _LIST_REACH or not set(held.types) & set("xpt") or not held.known:
            return None
        if not _HELD.fullmatch(self.text, held.end, start):
            return None
        scope = {unit.number for unit in self._now(self.text[start:end]) if unit.level == "district"}
        if not scope or not any(scope & self.gazetteer.above(unit) for unit in self._now(held.name, held.types)):
            return None
        return Raw(start, start, end, "HQXP", self.text[start:end], bare=True)

    def _again(self, words: Sequence[str], start: int) -> Raw | None:
        """Read a run as a name that stood behind its type word before; a commune's only behind a word of place (tại, ở, về …)."""
        if words[0] not in self.firsts:
            return None
        for count in range(min(len(words), 4), 1, -1):
            name = " ".join(words[:count])
            types = self.introduced.get(name)
            if types is None:
                continue
            after = words[count] if count < len(words) else ""
            if (after and not _free_after(after, capitals=False)) or _refused(self.text, start):
                return None
            if not set(types).isdisjoint("xptk") and not _located(self.text, start):
                return None
            return Raw(start, start, start + len(name), types, name, bare=True)
        return None

    def _local(self, start: int, end: int) -> Raw | None:
        """Read a run as a district of the newspaper's province, behind a word of place or at the start of a clause."""
        name = self.text[start:end]
        if name in self.local and _placed(self.text, start) and not _refused(self.text, start):
            return Raw(start, start, end, "", name, bare=True)
        return None


def _hamlets(text: str, found: Sequence[Raw]) -> list[Raw]:
    """Find thôn, bản, ấp … with a name or a number."""
    spans = [(raw.start, raw.end) for raw in found]
    out: list[Raw] = []
    for match in hamlet_pattern().finditer(text):
        run = _RUN.match(text, match.end()) or re.compile(r"\d{1,3}(?![\w%]|[.,/]\d)").match(text, match.end())
        if run is None or any(a < run.end() and match.start() < b for a, b in spans):
            continue
        words = run.group().split(" ")
        starts = _starts(words, run.start())
        count = next((n for n, word in enumerate(words) if n and word in run_types()), min(len(words), 5))
        end = starts[count - 1] + len(words[count - 1])
        out.append(Raw(match.start(), run.start(), end, "", text[run.start() : end], hamlet=True))
    return out
