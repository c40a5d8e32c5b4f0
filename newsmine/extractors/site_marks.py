"""Places that are printed but not meant: where a smaller place lies, of an event, of a caption, of a delegate.

They are marked ``inside``, so that no figure is bound to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from newsmine.extractors.finding import Finder, Indexed
from newsmine.extractors.lexical import LOWER, UPPER, words
from newsmine.extractors.site import RANK, Site, table
from newsmine.language.document import Document

__all__ = ["bodies_marked", "compared", "in_name_of_body", "in_past_office", "is_second_half", "marked"]


def marked(doc: Document, named: Sequence[Site], people: Sequence[tuple[int, int]]) -> list[Site]:
    """Return the places in order, those that are not meant marked ``inside``; ``people`` are spans of names of persons."""
    found = _compared(doc.text, _events(doc, _captioned(doc, _nested(doc.text, named))))
    found = _origins(doc.text, found)
    found = [replace(item, inside=True) if in_past_office(doc.text, item) else item for item in found]
    return _bracketed(doc.text, found, people)


_HOLDS = re.compile(r"(?: *(?:, *(?:thuộc +)?|\( *(?:thuộc +)?|[-–] *)| +(?:thuộc +|của +)?)?")


def _nested(text: str, named: Sequence[Site]) -> list[Site]:
    """Mark the places that only say where the smaller place printed before them lies."""
    out: list[Site] = []
    for item in named:
        before = out[-1] if out else None
        if (
            before is not None
            and RANK[item.level] > RANK[before.level]
            and item.level != "country"
            and _HOLDS.fullmatch(text, before.end, item.start)
        ):
            item = replace(item, inside=True)  # noqa: PLW2901
        out.append(item)
    return out


_NAME = 2  # characters between the word of a credit and the name behind it
_CREDIT = re.compile(r"\(?(?:Ảnh|Nguồn ảnh|Ảnh minh họa)\s*(?::|chụp|cắt)")


def _captioned(doc: Document, named: Sequence[Site]) -> list[Site]:
    """Mark the places of captions, which say nothing of the figures around them, and who took the picture."""
    captions = []
    for match in _CREDIT.finditer(doc.text):
        sentence = next((span for span in doc.sentences if span.start <= match.start() < span.end), None)
        if sentence is not None:
            before = doc.sentences[doc.sentences.index(sentence) - 1] if match.start() == sentence.start else sentence
            captions.append((before.start, match.end() + _NAME))
    if not captions:
        return list(named)
    return [replace(item, inside=True) if any(start <= item.start <= end for start, end in captions) else item for item in named]


_EVENT = re.compile(
    r"(?:ngày|sáng|chiều|tối|trưa|vừa qua|mới đây|vừa|qua)[^.;:]{0,32},\s*(?:tại|ở)\s+(?:TP\.?\s*)?$", re.IGNORECASE
)


def _events(doc: Document, named: Sequence[Site]) -> list[Site]:
    """Mark the places that only say where an event was held: ``Sáng 26-6, tại Hà Nội, Bộ … tổ chức hội nghị``."""
    text = doc.text
    return [
        replace(item, inside=True)
        if item.level not in ("commune", "village")
        and text.startswith(",", item.end)
        and _EVENT.search(text, max(0, item.start - 60), item.start)
        else item
        for item in named
    ]


@cache
def compared() -> Finder:
    """Return what makes the unit after it what others are compared with: ``thấp hơn bình quân chung của``."""
    lists = table()["words"]
    between = words([*lists["averages"], *lists["compared_by"], *table()["generic"]])
    found = rf"{words(lists['compared'])}(?: {between})*{_OF}$"
    return Indexed(re.compile(found, re.IGNORECASE), lists["compared"])


@cache
def _measured() -> Finder:
    """Return what makes the country after it a measure: ``thấp hơn bình quân chung``, ``đứng thứ 9``, ``cao nhất``."""
    lists = table()["words"]
    entries = [*lists["compared"], *lists["averages"], *lists["ranks"]]
    return Indexed(re.compile(rf"(?:{words(entries)}|thứ \d+){_OF}$", re.IGNORECASE), [*entries, "thứ"])


_OF = r"\s+(?:(?:chung|của|trong|trên)\s+)*"


def _compared(text: str, named: Sequence[Site]) -> list[Site]:
    """Mark the places that a figure is only compared with."""
    return [
        replace(item, inside=True)
        if (_measured() if item.level == "country" else compared()).search(text, max(0, item.start - 32), item.start)
        else item
        for item in named
    ]


@cache
def _first_half() -> Finder:
    entries = table()["words"]["not_place_before"]
    return Indexed(re.compile(rf"(?i:{words(entries)})(?: [{UPPER}][{LOWER}]+){{1,3}} [-–] $"), entries)


def is_second_half(text: str, here: int) -> bool:
    """Tell whether the name that begins at ``here`` ends that of something else: ``mỏ Tây Đằng - [Minh Châu]``."""
    return bool(_first_half().search(text, max(0, here - _OFFICE), here))


def bodies_marked(text: str, named: Sequence[Site]) -> list[Site]:
    """Return the places, those in the names of firms, hospitals and schools marked ``inside``."""
    return [
        replace(item, inside=True) if item.level != "country" and in_name_of_body(text, item.start) else item for item in named
    ]


@cache
def _past() -> Finder:
    lists = table()["words"]
    office = rf"{words(lists['past'])} {words(lists['past_titles'])} (?:[^\s,.;:()]+ ){{0,8}}$"
    return Indexed(re.compile(office, re.IGNORECASE), lists["past"])


@cache
def _body() -> Finder:
    """Return a firm, a hospital, a school up to the place in its name: ``Bệnh viện Đa khoa [TP Lào Cai]``."""
    lists = table()["words"]
    name = rf"{words(lists['bodies'])}(?: (?!{words(lists['not_in_names'])})[\w&.-]+){{0,7}} $"
    return Indexed(re.compile(name, re.IGNORECASE), lists["bodies"])


def in_name_of_body(text: str, here: int) -> bool:
    """Tell whether the place that begins at ``here`` stands in the name of a firm, a hospital, a school."""
    return bool(_body().search(text, max(0, here - _OFFICE), here))


def in_past_office(text: str, site: Site) -> bool:
    """Tell whether a place stands in an office that is no longer held: ``cựu Chủ tịch UBND [TP Hà Nội]``."""
    return bool(_past().search(text, max(0, site.start - _OFFICE), site.start))


@cache
def _merging() -> Finder:
    """Return a verb of merging up to the first unit: ``được thành lập trên cơ sở nhập [xã …]``, ``hợp nhất từ hai [xã …]``."""
    lists = table()["words"]
    verbs, of = words(lists["merging"]), words([*lists["merging_of"], *lists["plural"], *table()["generic"]])
    name = rf"(?-i:[{UPPER}]\w*,?)"  # of a unit that stands before in the list
    no_other = "".join(rf"(?<!\b{word} )" for word in lists["not_merging"])
    made = rf"{no_other}{verbs}(?: (?:{of}|{verbs}|\d+))*? {words(lists['merging_by'])}(?: (?:{of}|\d+|{name}))* ?$"
    return Indexed(re.compile(made, re.IGNORECASE), lists["merging"])


def _origins(text: str, named: Sequence[Site]) -> list[Site]:
    """Mark the units that another was made of: ``Xã Trần Đề được thành lập từ thị trấn Trần Đề và hai xã Đại Ân 2, Trung Bình``.

    They are no more; a figure after them is of the new one, and so is ``xã`` after them.
    """
    out: list[Site] = []
    listed = False
    for item in named:
        before = out[-1] if out else None
        going_on = listed and before is not None and _goes_on().fullmatch(text, before.end, item.start)
        listed = bool(going_on or _merging().search(text, max(0, item.start - _OFFICE), item.start))
        out.append(replace(item, inside=True, former=True) if listed else item)
    for index in range(len(out) - 2, -1, -1):  # "hai xã Kế Thành, Kế An cũ": all of a list are former units
        item, after = out[index], out[index + 1]
        if after.former and item.level == after.level and _goes_on().fullmatch(text, item.end, after.start):
            out[index] = replace(item, former=True)
    return out


@cache
def _goes_on() -> re.Pattern[str]:
    """Return what stands between the units of a list: ``, ``, ``và hai xã``."""
    lists = table()["words"]
    return re.compile(
        rf"\s*,?\s*(?:(?:{words([*lists['merging_of'], *lists['plural'], *table()['generic']])}|\d+)\s*)*", re.IGNORECASE
    )


_OFFICE = 80  # characters of an office before its place
_BRACKET = re.compile(r"\(([^()]{0,80})\)")


def _bracketed(text: str, named: Sequence[Site], people: Sequence[tuple[int, int]]) -> list[Site]:
    """Mark the places in brackets without a number, after a place or a name.

    They say where a place lies or lay (``xã Ea Kly (trước đây thuộc huyện Krông Pắc)``) or whom a person stands for (``đại biểu
    Lò Thị Ban (Điện Biên)``).
    """
    brackets = [match.span(1) for match in _BRACKET.finditer(text) if not any(sign.isdigit() for sign in match.group(1))]
    if not brackets:
        return list(named)
    ends = {end for _, end in people} | {item.end for item in named}
    return [
        replace(item, inside=True)
        if any(start <= item.start and item.end <= end and _end(text, start - 1) in ends for start, end in brackets)
        else item
        for item in named
    ]


def _end(text: str, here: int) -> int:
    while here > 0 and text[here - 1] == " ":
        here -= 1
    return here
