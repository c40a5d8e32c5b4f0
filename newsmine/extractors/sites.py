"""The places of a document as figures need them: named units, villages and zones, and unnamed units (``toàn huyện``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from newsmine._data import data_toml
from newsmine.extractors.lexical import LOWER, UPPER, words
from newsmine.extractors.seats import places_of
from newsmine.language.document import Document
from newsmine.places.mentions import PlaceMention

__all__ = ["Site", "Sites", "sites"]

_RANK = {"village": 0, "zone": 0, "commune": 1, "district": 2, "province": 3, "region": 4, "country": 5}


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an article: where it stands, how the article names it best, its level and its unit where it is known."""

    start: int
    end: int
    name: str  # bare name
    label: str  # as the article gives it, with the type of unit where it is printed somewhere
    level: str  # village, zone, commune, district, province, country
    locality_id: str | None
    generic: bool = False  # it stands for a named place: "toàn huyện"
    inside: bool = False  # it only says where a smaller place lies: "phường Đông Kinh, thành phố Lạng Sơn"


@dataclass(frozen=True, slots=True)
class Sites:
    """All places of a document in order, and the one that the article is about."""

    items: tuple[Site, ...]
    main: Site | None
    rivals: frozenset[str] = frozenset()  # names of places of its level that the article is about as well, its own among them

    def between(self, start: int, end: int) -> list[Site]:
        """Return the places that stand in a stretch of the text."""
        return [item for item in self.items if start <= item.start and item.end <= end]


@cache
def _table() -> dict[str, Any]:
    return data_toml("newsmine.extractors", "locality.toml")


@cache
def _village() -> re.Pattern[str]:
    kinds = words([*_table()["words"]["villages"], *_table()["words"]["zones"]])
    name = rf"[{UPPER}][\w'’]*(?:[ -](?:[{UPPER}][\w'’]*|\d+)){{0,3}}|\d+"
    return re.compile(rf"(?P<kind>(?i:{kinds})) (?P<name>{name})")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(words(_table()["generic"]), re.IGNORECASE)


@cache
def _country() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the words of the whole country, and a central body with a verb of setting a figure; both are matched at a place."""
    table = _table()["words"]
    opening = rf"{words(table['government'])}\s+(?:đã\s+)?(?:đặt|giao|ban hành|đề ra|quy định)"
    return re.compile(words(table["country"]), re.IGNORECASE), re.compile(opening, re.IGNORECASE)


_FREE = re.compile(rf"(?:[.!?:] |\n|[{LOWER}0-9%,] |^)(?=Việt Nam(?!\w))")


@cache
def _governs() -> re.Pattern[str]:
    """Return what stands before a commune or a village without a name that is the one which the article names."""
    return re.compile(rf"(?:^|[.,;:!?(“\"\n-]\s*|(?:{words(_table()['words']['governs'])}|năm \d{{4}})\s+)$", re.IGNORECASE)


@cache
def _bearers() -> re.Pattern[str]:
    return re.compile(rf"{words(_table()['words']['bearers'])}\s*$", re.IGNORECASE)


def _countries(doc: Document) -> list[Site]:
    """Return mentions of the whole country; ``Việt Nam`` in the name of a body or of a people is none."""
    text = doc.text
    plain, opening = _country()
    spans = [match.span() for match in plain.finditer(text)]
    spans += [
        (match.end(), match.end() + len("Việt Nam"))
        for match in _FREE.finditer(text)
        if not _bearers().search(text, max(0, match.end() - 24), match.end())
    ]
    spans += [match.span() for sentence in doc.sentences if (match := opening.match(text, sentence.start))]
    return [Site(start, end, "Việt Nam", "Việt Nam", "country", "cou:VN") for start, end in spans]


@cache
def _word_list(key: str, *, tail: bool) -> re.Pattern[str]:
    body = words(_table()["words"][key])
    return re.compile(rf"{body}\s*(?:\d+\s*)?$" if tail else body, re.IGNORECASE)


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
        for item in places_of(text, on, tuple(spans))
        if item.level != "country" and (item.locality_id or item.level != "province")
    ]
    named = _named(text, found)
    small = _small(text, named, spans)
    named = [item for item in named if not any(other.start < item.start and item.end <= other.end for other in small)] + small
    named += _bare(text, named, spans)
    named += _countries(doc)
    named.sort(key=lambda item: (item.start, -item.end))
    named = _events(doc, _captioned(doc, _nested(text, named)))
    main, rivals = _main(doc, named, offices)
    whole = sorted([*named, *_unnamed(doc, named, main)], key=lambda item: (item.start, -item.end))
    return Sites(tuple(whole), main, rivals)


def _named(text: str, found: Sequence[PlaceMention]) -> list[Site]:
    labels: dict[tuple[str, str], Counter[str]] = {}
    for item in found:
        labels.setdefault((item.name, item.level), Counter())[item.text] += 1 if item.types and item.text != item.name else 0
    out = []
    for item in found:
        if _word_list("not_place_before", tail=True).search(text, max(0, item.start - 24), item.start):
            continue
        if not item.types and _FIRM.search(text, max(0, item.start - 48), item.start):
            continue
        printed = labels[(item.name, item.level)]
        label = item.text
        if not item.types or item.text == item.name:
            best, times = printed.most_common(1)[0]
            label = best if times else item.text
        if label.startswith("TP.") and label[3:4] != " " and item.name in printed:
            label = item.name  # "TP.Hà Nội" where the article prints "Hà Nội" as well
        out.append(Site(item.start, item.end, item.name, label, item.level, item.locality_id))
    return out


def _small(text: str, named: Sequence[Site], exclude: Sequence[tuple[int, int]]) -> list[Site]:
    """Return villages and zones. Several named at once (``3 thôn A, B, C``) are no place of their own."""
    out = []
    for match in _village().finditer(text):
        end = min([match.end(), *(start for start, _ in exclude if match.start("name") <= start < match.end())])
        name = text[match.start("name") : end].rstrip()
        before = text[max(0, match.start() - 10) : match.start()].rstrip()
        if (
            not name
            or name.isupper()
            or (name.isdigit() and match.group("kind").casefold() not in _NUMBERED)
            or before[-1:].isdigit()
            or before.endswith(_OTHER_WORD)
        ):
            continue
        end = match.start("name") + len(name)
        if any(item.start <= match.start() < item.end for item in named):
            continue
        level = "zone" if match.group("kind").casefold() in _table()["words"]["zones"] else "village"
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
    taken = [(item.start, item.end) for item in named] + list(exclude)
    out = []
    for match in re.finditer(words(labels), text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if _word_list("not_place_before", tail=True).search(text, max(0, match.start() - 24), match.start()):
            continue
        source = labels[match.group()]
        label = source.name if source.level == "village" else source.label
        out.append(Site(match.start(), match.end(), source.name, label, source.level, source.locality_id))
    return out


# a bare place name that ends the name of a firm, a school, a hospital
_FIRM = re.compile(
    r"(?:công ty|nhà máy|tập đoàn|bệnh viện|trường đại học|đại học|khách sạn|ngân hàng|xí nghiệp|tổng công ty)"
    r"(?: [\w&.-]+){0,7} $",
    re.IGNORECASE,
)
_NUMBERED = ("thôn", "ấp", "khu phố", "tổ dân phố", "khóm", "khu đô thị")
# ends of words of which the type of a village is only the second half, and of plurals
_OTHER_WORD = ("các", "những", "hai", "ba", "nông", "nhiều", "chăm", "văn", "kịch", "cơ", "tài", "phiên", "dân", "nhân")
_MAIN = 4  # weight under which a place is only named, not what the article is about: two mentions, or one in its lead
_HOLDS = re.compile(r"\s*(?:,\s*(?:thuộc\s+)?|\(\s*(?:thuộc\s+)?|[-–]\s*|thuộc\s+|của\s+)?")


def _nested(text: str, named: Sequence[Site]) -> list[Site]:
    """Mark the places that only say where the smaller place printed before them lies."""
    out: list[Site] = []
    for item in named:
        before = out[-1] if out else None
        if (
            before is not None
            and _RANK[item.level] > _RANK[before.level]
            and item.level != "country"
            and _HOLDS.fullmatch(text, before.end, item.start)
        ):
            item = replace(item, inside=True)  # noqa: PLW2901
        out.append(item)
    return out


_CREDIT = re.compile(r"\(?(?:Ảnh|Nguồn ảnh|Ảnh minh họa)\s*(?::|chụp|cắt)")


def _captioned(doc: Document, named: Sequence[Site]) -> list[Site]:
    """Mark the places of captions, which say nothing of the figures around them."""
    captions = []
    for match in _CREDIT.finditer(doc.text):
        sentence = next((span for span in doc.sentences if span.start <= match.start() < span.end), None)
        if sentence is not None:
            before = doc.sentences[doc.sentences.index(sentence) - 1] if match.start() == sentence.start else sentence
            captions.append((before.start, match.start()))
    if not captions:
        return list(named)
    return [replace(item, inside=True) if any(start <= item.start < end for start, end in captions) else item for item in named]


_EVENT = re.compile(
    r"(?:ngày|sáng|chiều|tối|trưa|vừa qua|mới đây|vừa|qua)[^.;:]{0,32},\s*(?:tại|ở)\s+(?:TP\.?\s*)?$", re.IGNORECASE
)


def _events(doc: Document, named: Sequence[Site]) -> list[Site]:
    """Mark the places that only say where an event was held: ``Sáng 26-6, tại Hà Nội, Bộ … tổ chức hội nghị``."""
    text = doc.text
    return [
        replace(item, inside=True)
        if text.startswith(",", item.end) and _EVENT.search(text, max(0, item.start - 60), item.start)
        else item
        for item in named
    ]


def _main(doc: Document, named: Sequence[Site], offices: Sequence[tuple[int, int]]) -> tuple[Site | None, frozenset[str]]:
    """Return the place that the article is about, and the names of its level that rival it.

    It is the one named most often; what stands in title and lead counts thrice, what stands in offices or in a chain half.
    """
    head = doc.paragraphs[min(1, len(doc.paragraphs) - 1)].end if doc.paragraphs else 0
    text, title = doc.text, doc.paragraphs[0].end if doc.paragraphs else 0
    weight: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Site] = {}
    for item in named:
        if item.level in ("country", "region") or (item.level in ("village", "zone") and item.name not in text[:title]):
            continue
        key = (item.name, item.level)
        first.setdefault(key, item)
        held = any(start <= item.start < end for start, end in offices)
        weight[key] += (3 if item.end <= head else 1) * (1 if item.inside or held else 2)
    if not weight or max(weight.values()) < _MAIN:
        return None, frozenset()
    best = max(weight, key=lambda key: (weight[key], -_RANK[key[1]], -first[key].start))
    rivals = {name for (name, level), value in weight.items() if level == best[1] and value * 2 >= weight[best]}
    return first[best], frozenset(rivals) if len(rivals) > 1 else frozenset()


def _unnamed(doc: Document, named: Sequence[Site], main: Site | None) -> list[Site]:
    """Return the units without a name, each standing for a place of its level: of its paragraph, the main one, or the last."""
    text, out = doc.text, []
    levels = _table()["generic"]
    lines = [span.start for span in doc.paragraphs]
    for match in _generic().finditer(text):
        if any(item.start <= match.start() < item.end for item in named):
            continue
        before = text[max(0, match.start() - 16) : match.start()]
        after = text[match.end() : match.end() + 16]
        if _LISTED_UNIT.match(after) or _UNIT_LIST.search(before) or _word_list("not_generic_before", tail=True).search(before):
            continue
        if (after[:1] == " " and after[1:2].isupper()) or before.rstrip()[-1:].isdigit():
            continue
        level = levels[match.group().casefold()]
        if level in ("commune", "village") and not _governs().search(text, max(0, match.start() - 24), match.start()):
            continue
        line = lines[max(0, bisect_right(lines, match.start()) - 1)] if lines else 0
        source = _antecedent(named, main, match.start(), line, level, sure=bool(_WHOLLY.search(before)))
        if source is not None:
            out.append(replace(source, start=match.start(), end=match.end(), generic=True, inside=False))
    return out


_KINDS = r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|thôn|ấp|bản|buôn|khu phố|cấp|ngành)"
_LISTED_UNIT = re.compile(rf"\s*[,/]\s*{_KINDS}(?!\w)")
_UNIT_LIST = re.compile(rf"(?<!\w){_KINDS}\s*[,/]\s*$", re.IGNORECASE)


_WHOLLY = re.compile(r"(?<!\w)(?:toàn|khắp|địa bàn|ubnd|hđnd|mttq|công an|của|chủ tịch|bí thư|phó)\s*$", re.IGNORECASE)


def _antecedent(named: Sequence[Site], main: Site | None, here: int, line: int, level: str, *, sure: bool) -> Site | None:
    """Return the place that a unit without a name stands for; one far away only after such words as ``toàn``."""
    wanted = {"province", "district"} if level == "city" else {level}
    fitting = [item for item in named if item.level in wanted and (level != "city" or _is_city(item))]
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
    return label.startswith(("thành phố", "tp", "thủ đô")) or item.name in _table()["words"]["cities"]
