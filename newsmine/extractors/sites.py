"""The places of a document as figures need them: named units, villages and zones, and unnamed units (``toàn huyện``)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate

from newsmine.extractors.areas import areas
from newsmine.extractors.bare import bare_units
from newsmine.extractors.finding import Finder, Indexed
from newsmine.extractors.lexical import LOWER, UPPER, words
from newsmine.extractors.main_site import in_turn, is_told_of, main_site
from newsmine.extractors.near import near
from newsmine.extractors.seats import places_of
from newsmine.extractors.site import Site, listed_words, table
from newsmine.extractors.site_marks import bodies_marked, compared, in_name_of_body, in_past_office, is_second_half, marked
from newsmine.language.document import Document
from newsmine.places import load, resolve
from newsmine.places.bodies import COUNTRY_ID
from newsmine.places.mentions import PlaceMention

__all__ = ["Site", "Sites", "sites"]


@dataclass(frozen=True)
class Sites:
    """All places of a document in order, and the one that the article is about."""

    items: tuple[Site, ...]
    main: Site | None
    told: bool = True  # the article tells of the main place, not only names it most
    rivals: frozenset[str] = frozenset()  # names of places of its level that the article is about as well, its own among them

    def between(self, start: int, end: int) -> list[Site]:
        """Return the places that stand in a stretch of the text."""
        first, last = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [item for item in self.items[first:last] if item.end <= end]

    @cached_property
    def named(self) -> list[Site]:
        """The places that are named and meant, in order."""
        return [item for item in self.items if not item.inside and not item.generic]

    @cached_property
    def _starts(self) -> list[int]:
        return [item.start for item in self.items]


@cache
def _village() -> Finder:
    kinds = [*table()["words"]["villages"], *table()["words"]["zones"]]
    name = rf"[{UPPER}][\w'’]*(?:[ -](?:[{UPPER}][\w'’]*|\d+)){{0,3}}|\d+"
    return Indexed(re.compile(rf"(?P<kind>(?i:{words(kinds)})) (?P<name>{name})"), kinds)


@cache
def _generic() -> Finder:
    return Indexed(re.compile(words(table()["generic"]), re.IGNORECASE), table()["generic"])


@cache
def _country() -> tuple[Finder, re.Pattern[str]]:
    """Return the words of the whole country, and a central body with a verb of setting a figure, matched at a place."""
    lists = table()["words"]
    opening = rf"{words(lists['government'])}\s+(?:đã\s+)?(?:đặt|giao|ban hành|đề ra|quy định)"
    country = Indexed(re.compile(words(lists["country"]), re.IGNORECASE), lists["country"])
    return country, re.compile(opening, re.IGNORECASE)


# the name of the country at the head of a line or after a word in small letters; what stands before it is told last: it is rare
_FREE = re.compile(rf"Việt Nam(?!\w)(?:(?<=[.!?:{LOWER}0-9%,] Việt Nam)|(?<![^\n]Việt Nam))")


@cache
def _governs() -> re.Pattern[str]:
    """Return what stands before a commune or a village without a name that is the one which the article names."""
    return re.compile(rf"(?:^|[.,;:!?(“\"\n-]\s*|(?:{words(table()['words']['governs'])}|năm \d{{4}})\s+)$", re.IGNORECASE)


@cache
def _other_end() -> re.Pattern[str]:
    """Return what stands between the ends of a way: ``từ Lạng Sơn [về] Hà Nội``, ``cao tốc Phú Yên [-] Đắk Lắk``."""
    return re.compile(rf" [-–] | {words(table()['words']['on_the_way'])} ")


@cache
def _bearers() -> re.Pattern[str]:
    return re.compile(rf"{words(table()['words']['bearers'])}\s*$", re.IGNORECASE)


@cache
def _in_event() -> re.Pattern[str]:
    """Return the name of an event up to the end of the search: ``Giải Bóng chuyền`` (toàn quốc)."""
    return re.compile(rf"{words(table()['words']['events'])}(?: [^\s,.;:()]+){{0,6}} $", re.IGNORECASE)


def _countries(doc: Document) -> list[Site]:
    """Return mentions of the whole country; ``Việt Nam`` in the name of a body or of a people is none."""
    text = doc.text
    plain, opening = _country()
    spans = [
        match.span() for match in plain.finditer(text) if not _in_event().search(text, max(0, match.start() - 48), match.start())
    ]
    spans += [
        match.span()
        for match in _FREE.finditer(text)
        if not _bearers().search(text, max(0, match.start() - 24), match.start()) and not in_name_of_body(text, match.start())
    ]
    spans += [match.span() for sentence in doc.sentences if (match := opening.match(text, sentence.start))]
    return [Site(start, end, "Việt Nam", "Việt Nam", "country", COUNTRY_ID) for start, end in spans]


def sites(
    doc: Document, on: str | None, exclude: Sequence[tuple[int, int]] = (), offices: Sequence[tuple[int, int]] = ()
) -> Sites:
    """Return the places of a document; ``on`` is the day of the article.

    ``exclude`` are spans of names of persons, ``offices`` spans of their offices, whose places say little of what it is about.
    """
    text = doc.text
    spans = list(exclude)
    found = [
        item
        for item in places_of(text, on, tuple(spans), doc.article.home)
        if item.level != "country" and (item.locality_id or item.former or item.level != "province")
    ]
    named, ends = _named(text, found)
    spans += ends
    small = _small(text, named, spans)
    named = [item for item in named if not any(other.start < item.start and item.end <= other.end for other in small)] + small
    named += _bare(text, named, spans)
    untyped = bare_units(text, named, spans, on)
    named += untyped
    named = _with_areas(named, areas(doc), spans)
    named += _countries(doc)
    named.sort(key=lambda item: (item.start, -item.end))
    named = marked(doc, named, spans)
    guessed = {(item.start, item.end) for item in untyped}
    telling = [item for item in named if (item.start, item.end) not in guessed and not in_past_office(text, item)]
    main, rivals = main_site(doc, telling, offices)
    named = bodies_marked(text, named)  # they tell what an article is about, but no figure is of their places
    unnamed = _unnamed(doc, named, main, rivals, on)
    whole = sorted([*named, *unnamed], key=lambda item: (item.start, -item.end))
    return Sites(tuple(whole), main, is_told_of(text, main, rivals, whole, on), rivals)


def _with_areas(named: Sequence[Site], found: Sequence[Site], exclude: Sequence[tuple[int, int]]) -> list[Site]:
    """Return the places with the areas that are no part of another name; an area holds the places in its own name."""
    taken = [*exclude, *((item.start, item.end) for item in named)]
    whole = [
        area
        for area in found
        if not any(start < area.end and area.start < end and not area.start <= start < end <= area.end for start, end in taken)
    ]
    inside = [item for item in named if any(area.start <= item.start and item.end <= area.end for area in whole)]
    return [*(item for item in named if item not in inside), *whole]


def _named(text: str, found: Sequence[PlaceMention]) -> tuple[list[Site], list[tuple[int, int]]]:
    """Return the places, and spans of the far ends of ways, which are no places of a figure."""
    labels: dict[tuple[str, str], Counter[str]] = {}
    for item in found:
        if not item.former:
            labels.setdefault((item.name, item.level), Counter())[item.text] += 1 if item.types and item.text != item.name else 0
    out: list[Site] = []
    ends: list[tuple[int, int]] = []
    dropped = 0  # end of the last one that is none
    for item in found:
        start = max(0, item.start - 24)
        if listed_words("not_place_before", tail=True).search(text, start, item.start) and not _NO_SCHOOL.search(
            text, start, item.start
        ):
            dropped = item.end
            continue
        if dropped and _other_end().fullmatch(text, dropped, item.start):
            dropped = item.end
            ends.append((item.start, item.end))
            continue
        if not item.types and in_name_of_body(text, item.start):
            continue
        if item.former:  # not the place of that name of today
            out.append(Site(item.start, item.end, f"{item.name} cũ", item.text, item.level, item.locality_id, former=True))
            continue
        printed = labels[(item.name, item.level)]
        out.append(Site(item.start, item.end, item.name, _label(item, printed), item.level, item.locality_id))
    return out, ends


def _label(item: PlaceMention, printed: Counter[str]) -> str:
    """Return a place as the article gives it, with the type of unit where it is printed somewhere."""
    label = item.text
    if not item.types or item.text == item.name:
        best, times = printed.most_common(1)[0]
        label = best if times else item.text
    elif item.text.casefold().endswith(f" {item.name}".casefold()) and item.text.count(" ") > 1 + item.name.count(" "):
        label = _plain(item, printed)
    if listed_words("ornate").match(label):
        plain = [text for text, _ in printed.most_common() if not listed_words("ornate").match(text)]
        return plain[0] if plain else item.name  # "Thủ đô Hà Nội"
    if label.startswith("TP.") and label[3:4] != " " and item.name in printed:
        return item.name  # "TP.Hà Nội" where the article prints "Hà Nội" as well
    return label


def _plain(item: PlaceMention, printed: Counter[str]) -> str:
    """Return the label without what is said of the place between type and name: ``xã [biên giới] Kiên Mộc``."""
    shorter = [text for text in printed if text.count(" ") < item.text.count(" ") and text != item.name]
    return max(shorter, key=lambda text: (printed[text], text)) if shorter else item.text


def _small(text: str, named: Sequence[Site], exclude: Sequence[tuple[int, int]]) -> list[Site]:
    """Return villages and zones. Several named at once (``3 thôn A, B, C``) are no place of their own."""
    out = []
    for match in _village().finditer(text):
        end = min([match.end(), *(start for start, _ in exclude if match.start("name") <= start < match.end())])
        name = text[match.start("name") : end].rstrip()
        before = text[max(0, match.start() - 10) : match.start()].rstrip()
        if (
            not name
            or (name.isupper() and not any(sign.isdigit() for sign in name))
            or (match.group()[0].isupper() and _AFTER_NAME.search(text, max(0, match.start() - 12), match.start()))
            or (name.isdigit() and (match.group("kind").casefold() not in _NUMBERED or len(name) > _DIGITS))
            or before[-1:].isdigit()
            or before.endswith(_OTHER_WORD)
        ):
            continue
        end = match.start("name") + len(name)
        if any(item.start <= match.start() < item.end for item in named):
            continue
        level = "zone" if match.group("kind").casefold() in table()["words"]["zones"] else "village"
        out.append(Site(match.start(), end, name, text[match.start() : end], level, None))
    return out


def _bare(text: str, named: Sequence[Site], exclude: Sequence[tuple[int, int]]) -> list[Site]:
    """Return mentions of communes, villages and zones by the bare name that the article prints elsewhere with its type."""
    labels: dict[str, Site] = {}
    for item in named:
        if " " in item.name and item.label != item.name and item.level not in ("province", "country"):
            labels.setdefault(item.name, item)
    if not labels:
        return []
    taken = sorted([(item.start, item.end) for item in named] + list(exclude))
    out = []
    for here, name in _occurrences(text, labels):
        if near(taken, here, here + len(name)):
            continue
        if listed_words("not_place_before", tail=True).search(text, max(0, here - 24), here) or in_name_of_body(text, here):
            continue
        if is_second_half(text, here):
            continue
        source = labels[name]
        label = source.name if source.level == "village" else source.label
        out.append(Site(here, here + len(name), source.name, label, source.level, source.locality_id))
    return out


def _occurrences(text: str, names: Iterable[str]) -> list[tuple[int, str]]:
    """Return where names stand as whole words, the longest at a place, none over another."""
    found = []
    for name in names:
        here = text.find(name)
        while here >= 0:
            found.append((here, name))
            here = text.find(name, here + 1)
    out, done = [], 0
    for here, name in sorted(found, key=lambda pair: (pair[0], -len(pair[1]))):
        end = here + len(name)
        if here >= done and not (_is_word(text[here - 1 : here]) or _is_word(text[end : end + 1])):
            out.append((here, name))
            done = end
    return out


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


_NO_SCHOOL = re.compile(r"(?:môi|thị|nông|lâm|công) trường $", re.IGNORECASE)  # "Phòng Tài nguyên và Môi trường huyện …"
_DIGITS = 2  # of the number of a hamlet: "cả thôn 312 hộ" is no thôn 312
_NUMBERED = ("thôn", "ấp", "khu phố", "tổ dân phố", "khóm", "khu đô thị")
_AFTER_NAME = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+ $")  # "Chau Sóc Kim" is a name, "Sóc Kim" no village
# ends of words of which the type of a village is only the second half, and of plurals
_OTHER_WORD = ("các", "những", "hai", "ba", "nông", "nhiều", "chăm", "văn", "kịch", "cơ", "tài", "phiên", "dân", "nhân")


def _province_of_newspaper(doc: Document, on: str | None) -> Site | None:
    """Return the province of the newspaper, for an article that says only ``toàn tỉnh``."""
    home = doc.article.home
    found = resolve(home, on=on) if home else None
    unit = load().get(found.locality_id) if found and found.locality_id else None
    if unit is None or unit.level != "province":
        return None
    return Site(0, 0, unit.name, "", unit.level, unit.locality_id, assumed=True)


def _only_above(named: Sequence[Site], level: str, on: str | None) -> Site | None:
    """Return the one unit of a level that holds all places of an article, none of which is of that level itself."""
    gazetteer = load()
    units = {unit for item in named if item.locality_id and (unit := gazetteer.get(item.locality_id))}
    chains = [gazetteer.parents(unit, on) for unit in units if unit.level in {"commune", "district"} and unit.level != level]
    above = {next((unit for unit in chain if unit.level == level), None) for chain in chains}
    only = above.pop() if len(above) == 1 else None
    return Site(0, 0, only.name, "", level, only.locality_id) if only else None


def _not_printed(doc: Document, named: Sequence[Site], level: str, on: str | None) -> Site | None:
    """Return what ``toàn tỉnh`` is where the article names no province, ``toàn huyện`` where it names no district.

    It is the newspaper's province, or the unit that holds all places of the article; else a place that is not known: a figure
    of the whole province is not one of a commune that the article is about.
    """
    if any(item.level == level for item in named):
        return None
    home = _province_of_newspaper(doc, on) if level == "province" else None
    return home or _only_above(named, level, on) or Site(0, 0, "", "", level, None)


def _unnamed(doc: Document, named: Sequence[Site], main: Site | None, rivals: frozenset[str], on: str | None) -> list[Site]:
    """Return the units without a name, each standing for a place of its level: of its paragraph, the main one, or the last."""
    text, out = doc.text, []
    levels = table()["generic"]
    lines = [span.start for span in doc.paragraphs]
    starts, ends = [item.start for item in named], list(accumulate((item.end for item in named), max))
    for match in _generic().finditer(text):
        inside = bisect_right(starts, match.start())
        if inside and match.start() < ends[inside - 1]:
            continue
        before = text[max(0, match.start() - 16) : match.start()]
        after = text[match.end() : match.end() + 16]
        if _LISTED_UNIT.match(after) or _UNIT_LIST.search(before) or listed_words("not_generic_before", tail=True).search(before):
            continue
        if listed_words("not_generic_after").match(after, 1):
            continue  # "chính trị - [xã] hội"
        if (after[:1] == " " and after[1:2].isupper()) or before.rstrip()[-1:].isdigit():
            continue
        level = levels[match.group().casefold()]
        if level in ("commune", "village") and not _governs().search(text, max(0, match.start() - 24), match.start()):
            continue
        if _MEASURED_BY.match(after) or compared().search(text, max(0, match.start() - 32), match.start()):
            continue
        line = lines[max(0, bisect_right(lines, match.start()) - 1)] if lines else 0
        sure = bool(_WHOLLY.search(before) or _SUBJECT.search(before))
        source = _antecedent(named, in_turn(named, main, rivals, match.start()), match.start(), line, level, sure=sure)
        lead = text[max(line, match.start() - 40) : match.start()]
        if source is None and level in _NOT_PRINTED and _WHOLLY.search(before) and not listed_words("compared").search(lead):
            source = _not_printed(doc, named, level, on)
        if source is not None:
            out.append(replace(source, start=match.start(), end=match.end(), generic=True, inside=False))
    return out


_KINDS = r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|thôn|ấp|bản|buôn|làng|khóm|xóm|khu phố|tổ dân phố|cấp|ngành)"
_LISTED_UNIT = re.compile(rf"\s*[,/–-]\s*{_KINDS}(?!\w)", re.IGNORECASE)
_UNIT_LIST = re.compile(rf"(?<!\w){_KINDS}\s*[,/–-]\s*$", re.IGNORECASE)


_MEASURED_BY = re.compile(r" (?:nào(?!\w)|(?:dưới|trên|đủ) \d|từ [\d.]+ \w+ trở)")  # "[xã] dưới 15.000 dân" is any such one
_NOT_PRINTED = ("province", "district")  # levels that are told from elsewhere where the article does not name them
_SUBJECT = re.compile(r"(?:^|[.!?;:,]\s*|\n)$")  # a unit without a name that opens a clause: ", xã đã vận động …"
_WHOLLY = re.compile(r"(?<!\w)(?:toàn|khắp|địa bàn|ubnd|hđnd|mttq|công an|của|chủ tịch|bí thư|phó)\s*$", re.IGNORECASE)


def _antecedent(named: Sequence[Site], main: Site | None, here: int, line: int, level: str, *, sure: bool) -> Site | None:
    """Return the place that a unit without a name stands for; one far away only after such words as ``toàn``."""
    wanted = {"province", "district"} if level == "city" else {level}
    fitting = [item for item in named if item.level in wanted and not item.former and (level != "city" or _is_city(item))]
    near = [item for item in fitting if line <= item.start < here]
    if near:
        return near[-1]
    if main is not None and main in fitting:
        return main
    if not sure:
        return None
    earlier = [item for item in fitting if item.start < here]
    if earlier:
        return earlier[-1]
    return fitting[0] if fitting else None


def _is_city(item: Site) -> bool:
    label = item.label.casefold()
    return label.startswith(("thành phố", "tp", "thủ đô")) or item.name in table()["words"]["cities"]
