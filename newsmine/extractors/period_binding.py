"""The time that a figure is about: printed at it, or carried within the paragraph.

Rules, first that holds (``period_rule`` of the record in brackets):

``after``    the period right after the figure: ``25 hộ nghèo năm 2014`` (printed)
``before``   the nearest period before it in its sentence: ``Năm 2024, thu ngân sách đạt …`` (printed)
``later``    a period further on in its clause, where none stands before it (printed)
``carried``  the period of the figure or sentence before it in the same paragraph (inherited)

A period is carried no further where another is printed, where ``hiện nay``, ``đến nay`` or a turn (``ngoài ra``) stands between,
where another source begins to speak, nor over more than two sentences. The day of an event is not carried out of its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from operator import attrgetter

from newsmine.extractors.figures import ITEM, Figure, headings
from newsmine.extractors.lexical import words
from newsmine.extractors.phrases import listed, pattern
from newsmine.language.document import Document, Span
from newsmine.numerals.model import FoundPeriod
from newsmine.records import Quotation

__all__ = ["Bound", "periods_of"]

_NEAR_AFTER = re.compile(r"\s*(?:\([^()]{0,30}\)\s*)?(?:[^\s,;:.()]+\s+){0,4}\(?")
_CLAUSE = re.compile(r"[^,;:.]{0,80}")
_NEW_CLAUSE = re.compile(r"(?<!\w)(?:và|đã|sẽ|nhưng|để|khi|nếu|dự kiến|phấn đấu)(?!\w)", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|so với|nhưng|đến|tới|của|khi|nếu)(?!\w)")
_QUOTED = re.compile(r"“[^“”]{0,120}”|\"[^\"]{0,120}\"|\([^()]{0,60}\)")
_LAW = re.compile(r"(?<!\w)(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh)\s+[^,.;:]{0,40}$")
_TERM = re.compile(r"(?<!\w)(?:trong|suốt|của|cả|đầu|giữa|cuối|hết)\s+$", re.IGNORECASE)
_COMPARED = re.compile(r"so với\s+(?:[^\s,;:.]+\s+){1,3}$", re.IGNORECASE)
# "đến 16 giờ ngày 31/5": counted up to that day, not on it
_UP_TO_HOUR = re.compile(
    r"(?<!\w)(?:tính )?đến (?:khoảng )?\d{1,2} ?(?:giờ|h|g)(?: ?\d{1,2}(?: phút)?)?(?: (?:sáng|trưa|chiều|tối))?,? $",
    re.IGNORECASE,
)
# what a figure is measured against: "gấp 1,9 lần năm 2015", "bằng 39% năm 2023", "thấp hơn năm trước 3.000 đồng"
_BASE = re.compile(
    r"(?<!\w)(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|sớm|muộn|chậm|nhanh|vẫn|khá|tốt|đông) hơn(?: hẳn)?(?: cả)?|so sánh với"
    r"|(?:gấp|bằng) (?:\w+ )?[\d.,]+(?:%| lần)(?: so với| của)?(?: (?!và |trong |vào |cho )\w+){0,3}"
    r"|bằng (?:phân|một) nửa|gấp (?:rưỡi|đôi|ba|bốn|năm|mười)(?: so với)?"
    r"|kém(?: (?:chính )?(?:mình|nó|hơn))?) $",
    re.IGNORECASE,
)
# a level that is left behind: "từ mốc 12% cuối năm 2021 … còn 6%"
_LEFT = re.compile(r"(?<!\w)từ (?:mốc |mức |con số |chỗ )?(?:\w+ )?$", re.IGNORECASE)
_REACHED = re.compile(r"(?<!\w)(?:còn|xuống|lên|tăng|giảm|đạt)(?!\w)", re.IGNORECASE)
# a sentence that goes on to what came after: "Sau khi hoàn thành, …", "Bốn tháng sau, …"
_LATER = re.compile(
    r"(?:sau (?:khi|hơn|gần|sự|đó|đợt|vụ|một|hai|ba|bốn|năm|sáu|\d)"
    r"|(?:\d+|một|hai|ba|bốn|năm|sáu|vài|mấy) (?:năm|tháng|tuần|ngày) sau)(?!\w)",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|có thể)(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(r"(?<!\w)(?:so với|hơn) (?:mức |con số |mốc )?$", re.IGNORECASE)
_UNTIL_NOW = re.compile(r",? (?:nay|nhưng|mà|song)(?!\w)")
_FINISHED = re.compile(r"(?<!\w)(?:hoàn thành|xong|kết thúc|về đích)(?: (?:vào|trong|trước))? $")
_SET_FOR = re.compile(r"(?<!\w)(?:giao|đề ra|đặt ra|xác định) (?:cho |trong )?$", re.IGNORECASE)
_DONE = re.compile(r"(?<!\w)(?:đã|vừa|từng|mới có|mới chỉ|mới đạt)(?!\w)", re.IGNORECASE)
_SIZE = re.compile(r"(?<!\w)(?:dài|rộng|cao|sâu|dày|cách|quãng đường)(?!\w)[^,;.()]{0,40}$", re.IGNORECASE)
_NEW_PART = re.compile(r"[;:]|, (?!(?:bình quân|trong đó|với|đạt|gồm|tăng|giảm)(?!\w))|(?<!\w)và (?:đề nghị|giao|yêu cầu)(?!\w)")
_BRACKETED = 12  # figures before one that may stand in the same brackets
_REACH = 2  # sentences over which a period is carried without a figure of its own
_LOOK = 32
_EARLY = 2  # a month of the year in which reviews of the year before still appear
_HEAD = 3  # words before a period at the head of its sentence


@dataclass(frozen=True, slots=True)
class Bound:
    """A period with the rule that bound it to a figure."""

    found: FoundPeriod
    rule: str

    @property
    def source(self) -> str:
        """Value of ``period_rule`` in the record."""
        if self.rule == "carried":
            return "inherited"
        return "printed" if self.found.period.resolved_by == "printed" else "dateline"


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the rules look at."""

    doc: Document
    items: Sequence[Figure]
    quoted: Sequence[Quotation | None]
    found: Sequence[FoundPeriod]
    on: date | None
    headings: Sequence[Span | None]
    printed: Sequence[FoundPeriod]  # with those in names: "Nghị quyết về nhiệm vụ năm 2026 gồm:"


@cache
def _not_of_figure() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('period', 'not_of_figure'))}\s*(?:vào |từ )?$", re.IGNORECASE)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('period', 'named_by_period'))}[^,.;:]{{0,24}}[,\s]*$", re.IGNORECASE)


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(
        rf"{words(listed('period', 'titles'))}(?: (?!và |trong |là |có |đã |cho )[^\s,.;:()]+){{0,3}} $", re.IGNORECASE
    )


@cache
def _issued() -> re.Pattern[str]:
    papers, verbs = words(listed("period", "papers")), words(listed("period", "issued"))
    return re.compile(rf"{papers}(?: [^\s,.;:()]+){{0,12}}? {verbs}(?: [^\s,.;:()]+){{0,6}} (?:vào |hồi )?$", re.IGNORECASE)


def periods_of(
    doc: Document,
    items: Sequence[Figure],
    quoted: Sequence[Quotation | None],
    found: Sequence[FoundPeriod],
    blocked: Sequence[tuple[int, int]],
    on: date | None,
) -> tuple[Bound | None, ...]:
    """Return the period of each figure. ``blocked`` are spans (names of documents) whose dates are not of figures."""
    usable = [_up_to(doc.text, item) for item in _within_year(doc, found, on) if _usable(doc.text, item, blocked)]
    scene = _Scene(doc, items, quoted, usable, on, headings(doc), found)
    out: list[Bound | None] = []
    for item in items:
        aside = _aside(scene, item)
        bound = Bound(aside, "before") if aside else _printed(scene, item, out) or _carried(scene, item, out)
        if bound and _is_size(doc.text, item):
            bound = None
        out.append(None if bound and bound.rule != "after" and _reaches(scene, item, out) else bound)
    return tuple(out)


def _up_to(text: str, item: FoundPeriod) -> FoundPeriod:
    """Take the hour before a day in: what is counted up to an hour of a day has no first day."""
    found = _UP_TO_HOUR.search(text, max(0, item.start - _LOOK), item.start) if _is_day(item) else None
    if found is None:
        return item
    period = replace(item.period, start=None, kind="as_of")
    return replace(item, start=found.start(), text=text[found.start() : item.end], period=period)


def _reaches(scene: _Scene, item: Figure, done: Sequence[Bound | None]) -> bool:
    """Tell whether a figure is what was reached from the one before, beside whose period it stands: ``từ 9% năm 2021 còn 6%``."""
    other = scene.items[item.index - 1] if item.index else None
    if other is None or other.sentence != item.sentence:
        return False
    last, text = done[item.index - 1], scene.doc.text
    if last is None or last.rule != "after" or not _LEFT.search(text, other.sentence.start, other.quantity.number_start):
        return False
    return bool(_REACHED.search(text, last.found.end, max(item.end, last.found.end)))


def _within_year(doc: Document, found: Sequence[FoundPeriod], on: date | None) -> list[FoundPeriod]:
    """Give ``trong năm`` the year that was printed last before it: in its paragraph, or anywhere early in the year."""
    out: list[FoundPeriod] = []
    year: FoundPeriod | None = None
    for item in found:
        if year is not None and item.text.casefold() in ("trong năm", "cả năm"):
            near = doc.text.find("\n", year.end, item.start) < 0
            if near or on is None or on.month <= _EARLY:
                out.append(replace(item, period=replace(year.period, resolved_by="context")))
                continue
        if _is_year(item) and not item.baseline and not _is_base(doc.text, item):
            year = item
        out.append(item)
    return out


def _is_year(item: FoundPeriod) -> bool:
    start, end = item.period.start, item.period.end
    return bool(start and end and start.endswith("-01-01") and end.endswith("-12-31") and start[:4] == end[:4])


def _usable(text: str, item: FoundPeriod, blocked: Sequence[tuple[int, int]]) -> bool:
    period = item.period
    unknown = (period.start is None and period.end is None) or period.kind == "rate"
    before = max(0, item.start - _LOOK)
    named = any(start <= item.start and item.end <= end for start, end in blocked)
    if unknown or (named and not _SET_FOR.search(text, before, item.start)):
        return False
    if _is_word(text, item, before) or (_is_base(text, item) and not text.startswith(" (", item.end)):
        return False
    if not item.baseline and _not_of_figure().search(text, before, item.start):
        return False
    if _LAW.search(text, max(0, item.start - 48), item.start):
        return False
    return not (_is_name(text, item) or _is_state(text, item) or _is_issued(text, item))


def _is_state(text: str, item: FoundPeriod) -> bool:
    """Tell whether a start only says since when something is as it is: ``thuê đất từ năm 2016, nay …``."""
    start, end = item.period.start, item.period.end
    return start is not None and end is None and item.text[0].islower() and _UNTIL_NOW.match(text, item.end) is not None


def _is_issued(text: str, item: FoundPeriod) -> bool:
    """Tell whether a day is that of a document: ``đề án trình HĐND tỉnh [hôm nay]``, ``văn bản gửi Sở [tuần trước]``."""
    if item.period.kind == "as_of" or item.period.start is None or item.period.end is None:
        return False
    short = item.period.start[:7] == item.period.end[:7]
    return short and _issued().search(text, max(0, item.start - 80), item.start) is not None


def _is_name(text: str, item: FoundPeriod) -> bool:
    """Tell whether a time is part of a name: ``bộ tiêu chí [giai đoạn 2016-2020]``, ``danh sách đợt 8 [năm 2019]``."""
    kind = item.text.casefold()
    if kind.startswith("nhiệm kỳ"):
        return not (item.text[0].isupper() or _TERM.search(text, max(0, item.start - _LOOK), item.start))
    if kind.startswith(("giai đoạn", "khóa")) and _named().search(text, max(0, item.start - 60), item.start):
        return True
    return bool(_titled().search(text, max(0, item.start - 48), item.start))


def _is_base(text: str, item: FoundPeriod) -> bool:
    """Tell whether a time only stands for what something is measured against: ``gấp 2 lần năm 2015``, ``sớm hơn năm trước``."""
    before = max(0, item.start - _LOOK)
    return bool(_BASE.search(text, before, item.start) or (not item.baseline and _COMPARED.search(text, before, item.start)))


def _is_word(text: str, item: FoundPeriod, before: int) -> bool:
    """Tell whether the words are part of others: ``nửa [năm qua]``, ``nhiệm [vụ thu]``, ``kỳ họp [cuối năm]``."""
    key = {"năm": "counting", "vụ": "halves"}.get(item.text.split()[0].casefold(), "")
    if key and not any(sign.isdigit() for sign in item.text) and _right_before(key).search(text, before, item.start):
        return True
    if item.text[0].isdigit() and text.endswith(("kỳ ", "đợt ", "lần "), before, item.start):
        return True  # "tiếp công dân kỳ 2 tháng 6"
    return bool(_right_before("events").search(text, before, item.start))


@cache
def _right_before(key: str) -> re.Pattern[str]:
    return re.compile(rf"{words(listed('period', key))} $", re.IGNORECASE)


def _is_deadline(scene: _Scene, item: FoundPeriod) -> bool:
    """Tell whether a period only says until when something is to be done."""
    period = item.period
    if period.start is not None or period.end is None or scene.on is None:
        return False
    on = scene.on.isoformat()
    now = period.end[:7] == on[:7] and "tháng" in item.text.casefold()  # "đến tháng 3" in an article of March is up to now
    ahead = period.end > on and not now
    return item.text.casefold().startswith(listed("period", "deadlines")) or (ahead and not period.end.endswith("-12-31"))


def _ended(scene: _Scene, period: FoundPeriod, item: Figure) -> bool:
    """Tell whether a deadline inside a sentence ended with its clause: ``… xong trước ngày 5/3; xã bị phạt [2 triệu đồng]``."""
    text = scene.doc.text
    head = text[item.sentence.start : period.start].rstrip()
    if not head or head[-1] in ",:;“" or not period.text.startswith(listed("period", "deadlines")):
        return False
    return bool(_NEW_PART.search(text, period.end, item.start))


def _is_day(item: FoundPeriod) -> bool:
    return item.period.start is not None and item.period.start == item.period.end


def _from(scene: _Scene, start: int, end: int) -> Sequence[FoundPeriod]:
    """Return the periods that begin in a stretch."""
    first, last = (bisect_left(scene.found, at, key=attrgetter("start")) for at in (start, end))
    return scene.found[first:last]


def _printed(scene: _Scene, item: Figure, done: Sequence[Bound | None]) -> Bound | None:
    text, items = scene.doc.text, scene.items
    here = [p for p in _from(scene, item.sentence.start, item.sentence.end) if p.end <= item.sentence.end and not p.baseline]
    following = items[item.index + 1].start if item.index + 1 < len(items) else len(text)
    after = [p for p in here if p.start >= item.end and not text[p.start].isupper() and not _aside_of_other(scene, item, p)]
    before = [p for p in here if p.end <= item.start and not _enclosed(scene, item, p)]
    quotation = scene.quoted[item.index]
    if quotation is not None:  # the day on which somebody said it is not the day of what is said
        start, _ = scene.doc.reading.view(quotation.start, quotation.end)
        before = [p for p in before if p.start >= start or not _is_day(p)]
    last = done[item.index - 1] if item.index else None
    theirs = bool(before) and last is not None and last.rule == "after" and last.found == before[-1]
    if after and after[0].start < following:
        gap = text[item.end : after[0].start]
        taken = bool(before) and before[-1].end >= item.left and not theirs
        if not taken and _NEAR_AFTER.fullmatch(gap) and not _NEW_CLAUSE.search(gap):
            return Bound(after[0], "after")
        if not before and _CLAUSE.fullmatch(gap) and not _NEW_CLAUSE.search(gap):
            return Bound(after[0], "after")
    if before and _ended(scene, before[-1], item):
        before = []
    if before:
        if _now(text, before[-1].end, item.start) and (theirs or not _holds(scene, before[-1])):
            return None
        return Bound(before[-1], "before")
    if after and _holds_later(scene, item, after[0]):
        return Bound(after[0], "later")
    return None


def _aside(scene: _Scene, item: Figure) -> FoundPeriod | None:
    """Return the period that a figure alone in brackets belongs to, a base too: ``so với cuối năm 2018 ([8,3%])``."""
    if not item.bracketed or not scene.doc.text.endswith("(", 0, item.start):
        return None
    end = item.start - 1
    return next((p for p in scene.found if item.sentence.start <= p.start and end - 1 <= p.end <= end), None)


def _aside_of_other(scene: _Scene, item: Figure, period: FoundPeriod) -> bool:
    """Tell whether a period stands in brackets with a figure of its own: ``[90%] trở lên (hết tháng 10 đạt 88%)``."""
    text = scene.doc.text
    opening = text.rfind("(", item.end, period.start)
    other = scene.items[item.index + 1] if item.index + 1 < len(scene.items) else None
    if opening < 0 or text.find(")", opening, period.start) >= 0 or other is None:
        return False
    return period.end <= other.start and text.find(")", opening, other.start) < 0


def _enclosed(scene: _Scene, item: Figure, period: FoundPeriod) -> bool:
    """Tell whether a period is one of another figure in brackets: ``(35 tỷ đồng trong năm 2024), tổng là [85 tỷ đồng]``."""
    text = scene.doc.text
    opening = text.rfind("(", item.sentence.start, period.start)
    closing = text.find(")", period.end, item.start) if opening >= 0 else -1
    if closing < 0 or text.find(")", opening, period.start) >= 0:
        return False
    inside = scene.items[max(0, item.index - _BRACKETED) : item.index]
    return any(opening < other.start and other.end <= closing for other in inside)


def _is_size(text: str, item: Figure) -> bool:
    """Tell whether a figure is a size or a distance, which has no time: ``cầu dài [20 m]``, ``cách trung tâm xã [4 km]``."""
    return item.quantity.dimension == "length" and bool(_SIZE.search(text, item.left, item.start))


def _holds_later(scene: _Scene, item: Figure, period: FoundPeriod) -> bool:
    """Tell whether a period further on in a sentence holds for a figure: no other clause begins between them."""
    text = scene.doc.text
    if period.period.kind == "as_of" or period.period.start is None or period.period.end is None:
        return False
    gap = _QUOTED.sub("", text[item.end : period.start])
    if _FINISHED.search(gap) or _now(text, item.end, period.start):
        return False
    for other in scene.items[item.index + 1 :]:
        if other.start >= period.start:
            break
        gap = gap.replace(f", {text[other.start : other.end]}", " ").replace(text[other.start : other.end], " ")
    ends = not text[period.end : item.sentence.end].strip(' .!…”"')
    return not re.search(r"[;:]" if ends else r"[,;:]", gap) and not _OTHER_CLAUSE.search(gap[-60:])


def _carried(scene: _Scene, item: Figure, done: Sequence[Bound | None]) -> Bound | None:
    doc, items = scene.doc, scene.items
    paragraph = doc.paragraphs[item.paragraph]
    last: Bound | None = None
    where = paragraph.start
    before = item.index - 1
    while before > 0 and items[before - 1].sentence == items[before].sentence and _has_own(doc.text, items[before], item):
        before -= 1  # the time of what stands in brackets is its own, and a size has none
    other = items[before] if before >= 0 else None
    if other is not None and other.paragraph == item.paragraph:
        last, where = done[before], other.end
    if last is not None and _enclosed(scene, item, last.found):
        last = None
    if last is not None and other is not None and other.sentence == item.sentence:
        over = _now(doc.text, where, item.start) or _ended(scene, last.found, item)
        return None if over else Bound(last.found, "carried")
    earlier = reversed(_from(scene, paragraph.start, item.sentence.start))
    frames = (p for p in earlier if p.end <= item.sentence.start and not p.baseline and _frames(scene, p))
    printed = next(frames, None)
    if printed is not None and printed.start >= where and (last is None or printed != last.found):
        last, where, other = Bound(printed, "carried"), printed.end, None
    if last is None:
        return _of_list(scene, item)
    return None if _lost(scene, item, last, where, other) else Bound(last.found, "carried")


def _of_list(scene: _Scene, item: Figure) -> Bound | None:
    """Return the period of the line that opens a list: ``Chỉ tiêu năm 2026:`` before lines with dashes."""
    line = scene.headings[item.paragraph]
    if line is None:
        return None
    named = [p for p in scene.printed if _is_year(p) and line.start <= p.start and p.end <= line.end and not p.baseline]
    inside = [p for p in scene.found if line.start <= p.start and p.end <= line.end and not p.baseline] or named
    return Bound(inside[-1], "carried") if inside else None


def _lost(scene: _Scene, item: Figure, last: Bound, where: int, other: Figure | None) -> bool:
    """Tell whether a period of a sentence before, last of a figure or printed at ``where``, holds no more for a figure."""
    doc, found = scene.doc, last.found
    if other is not None:
        compared = last.rule == "after" and _is_compared(doc.text, other)
        if compared or _another_source(scene.quoted[other.index], scene.quoted[item.index]):
            return True
    over = _is_day(found) and not _of_event(scene, item, found)
    if over or _is_deadline(scene, found) or (_ahead(scene, found) and _DONE.search(doc.text, item.sentence.start, item.start)):
        return True
    if _LATER.match(doc.text, item.sentence.start) or (
        _is_over(scene, found) and _TO_COME.search(doc.text, item.sentence.start, item.start)
    ):
        return True
    goes_on = other is not None and _holds(scene, found) and other.quantity.unit == item.quantity.unit
    if _now(doc.text, where, item.start) and not goes_on:
        return True
    if doc.text.startswith("Nay ", item.sentence.start) or pattern("period", "turns").search(
        doc.text, item.sentence.start, item.start
    ):
        return True
    begin, end = (bisect_right(doc.sentences, at, key=attrgetter("end")) for at in (where, item.sentence.start))
    return end - begin > _REACH and not ITEM.match(doc.text, item.sentence.start)


def _of_event(scene: _Scene, item: Figure, day: FoundPeriod) -> bool:
    """Tell whether people or things are counted at what was held on a day: ``Ngày 5/6 … tổ chức hội thi. [40 em] dự``."""
    text, start = scene.doc.text, item.sentence.start
    index = bisect_left(scene.doc.sentences, start, key=lambda span: span.start)
    if index == 0 or item.quantity.kind not in ("count", "ratio") or scene.quoted[item.index] is not None:
        return False
    held = scene.doc.sentences[index - 1]
    if not held.start <= day.start < held.end or not pattern("period", "held").search(text, held.start, held.end):
        return False
    return len(text[start : item.start].split()) <= _HEAD or bool(pattern("period", "at_event").match(text, start))


def _is_compared(text: str, other: Figure) -> bool:
    """Tell whether a figure is only what another is measured against: ``giảm so với [9,1%] hồi tháng 8``."""
    return bool(_BESIDE.search(text, other.sentence.start, other.quantity.start))


def _has_own(text: str, other: Figure, item: Figure) -> bool:
    return (other.bracketed and not item.bracketed) or _is_size(text, other)


def _another_source(one: Quotation | None, two: Quotation | None) -> bool:
    """Tell whether another source speaks; reporting that goes on without a cue of its own is none."""
    if two is None:
        return one is not None and one.kind == "direct"
    if one is None:
        return two.cue_act == "order" or two.speaker_kind not in ("body", "document")
    return one.speaker_name != two.speaker_name


def _frames(scene: _Scene, period: FoundPeriod) -> bool:
    """Tell whether an open period (``từ năm 2003``) sets its sentence: at its head, before a comma, of a figure."""
    text = scene.doc.text
    if period.period.end is not None:
        return True
    sentence = next((span for span in scene.doc.sentences if span.start <= period.start < span.end), None)
    if sentence is None or len(text[sentence.start : period.start].split()) <= _HEAD:
        return True
    return any(sentence.start <= item.start < sentence.end for item in scene.items)


@cache
def _beside_now() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('period', 'compared_with_now'))}\s+$", re.IGNORECASE)


def _now(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch turns to the day of the article; ``như hiện nay``, ``thay vì hiện nay`` only compare with it."""
    found = pattern("period", "now").finditer(text, start, end)
    return any(not _beside_now().search(text, max(start, match.start() - _LOOK), match.start()) for match in found)


def _ahead(scene: _Scene, period: FoundPeriod) -> bool:
    """Tell whether a period is not over on the day of the article and has not begun, or is open at its start."""
    start, end = period.period.start, period.period.end
    if scene.on is None or end is None or end <= scene.on.isoformat():
        return False
    return start is None or start > scene.on.isoformat()


def _is_over(scene: _Scene, period: FoundPeriod) -> bool:
    end = period.period.end
    return scene.on is not None and end is not None and end <= scene.on.isoformat()


def _holds(scene: _Scene, period: FoundPeriod) -> bool:
    """Tell whether a period goes on on the day of the article."""
    start, end = period.period.start, period.period.end
    if scene.on is None or end is None:
        return False
    return end >= scene.on.isoformat() if start is not None else end == scene.on.isoformat()
