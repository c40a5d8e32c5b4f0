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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import words
from newsmine.extractors.phrases import listed, pattern
from newsmine.language.document import Document
from newsmine.numerals.model import FoundPeriod
from newsmine.records import Quotation

__all__ = ["Bound", "periods_of"]

_ITEM = re.compile(r"\s*[-–+•*]\s")
_NEAR_AFTER = re.compile(r"\s*(?:\([^()]{0,30}\)\s*)?(?:[^\s,;:.()]+\s+){0,4}\(?")
_CLAUSE = re.compile(r"[^,;:.]{0,80}")
_NEW_CLAUSE = re.compile(r"(?<!\w)(?:và|đã|sẽ|nhưng|để|khi|nếu|dự kiến|phấn đấu)(?!\w)", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|so với|nhưng|đến|tới|của)(?!\w)")
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
    r"(?<!\w)(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn(?: hẳn)?|so sánh với|(?:gấp|bằng) (?:\w+ )?[\d.,]+(?:%| lần)(?: so với| của)?"
    r"|bằng (?:phân|một) nửa) $",
    re.IGNORECASE,
)
# a level that is left behind: "từ mốc 12% cuối năm 2021 … còn 6%"
_LEFT = re.compile(r"(?<!\w)từ (?:mốc |mức |con số |chỗ )?(?:\w+ )?$", re.IGNORECASE)
_REACHED = re.compile(r"(?<!\w)(?:còn|xuống|lên|tăng|giảm|đạt)(?!\w)", re.IGNORECASE)
_SIZE = re.compile(r"(?<!\w)(?:dài|rộng|cao|sâu|dày|cách|quãng đường)(?!\w)[^,;.()]{0,40}$", re.IGNORECASE)
_REACH = 2  # sentences over which a period is carried without a figure of its own
_LOOK = 32
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


@cache
def _not_of_figure() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('period', 'not_of_figure'))}\s*(?:vào |từ )?$", re.IGNORECASE)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('period', 'named_by_period'))}[^,.;:]{{0,24}}[,\s]*$", re.IGNORECASE)


def periods_of(
    doc: Document,
    items: Sequence[Figure],
    quoted: Sequence[Quotation | None],
    found: Sequence[FoundPeriod],
    blocked: Sequence[tuple[int, int]],
    on: date | None,
) -> tuple[Bound | None, ...]:
    """Return the period of each figure. ``blocked`` are spans (names of documents) whose dates are not of figures."""
    usable = [_up_to(doc.text, item) for item in _within_year(found) if _usable(doc.text, item, blocked)]
    scene = _Scene(doc, items, quoted, usable, on)
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


def _within_year(found: Sequence[FoundPeriod]) -> list[FoundPeriod]:
    """Give ``trong năm`` the year that was printed last before it."""
    out: list[FoundPeriod] = []
    year: FoundPeriod | None = None
    for item in found:
        if item.text.casefold() in ("trong năm", "cả năm") and year is not None:
            out.append(replace(item, period=replace(year.period, resolved_by="context")))
            continue
        if _is_year(item):
            year = item
        out.append(item)
    return out


def _is_year(item: FoundPeriod) -> bool:
    start, end = item.period.start, item.period.end
    return bool(start and end and start.endswith("-01-01") and end.endswith("-12-31") and start[:4] == end[:4])


def _usable(text: str, item: FoundPeriod, blocked: Sequence[tuple[int, int]]) -> bool:
    period = item.period
    unknown = (period.start is None and period.end is None) or period.kind == "rate"
    if unknown or any(start <= item.start and item.end <= end for start, end in blocked):
        return False
    before = max(0, item.start - _LOOK)
    if _is_word(text, item, before) or (_BASE.search(text, before, item.start) and not text.startswith(" (", item.end)):
        return False
    if not item.baseline and (_not_of_figure().search(text, before, item.start) or _COMPARED.search(text, before, item.start)):
        return False
    if _LAW.search(text, max(0, item.start - 48), item.start):
        return False
    kind = item.text.casefold()
    if kind.startswith("nhiệm kỳ"):
        return item.text[0].isupper() or bool(_TERM.search(text, before, item.start))
    return not (kind.startswith(("giai đoạn", "khóa")) and _named().search(text, max(0, item.start - 60), item.start))


def _is_word(text: str, item: FoundPeriod, before: int) -> bool:
    """Tell whether the words are part of others: ``nửa [năm qua]``, ``nhiệm [vụ thu]``, ``kỳ họp [cuối năm]``."""
    key = {"năm": "counting", "vụ": "halves"}.get(item.text.split()[0].casefold(), "")
    if key and not any(sign.isdigit() for sign in item.text) and _right_before(key).search(text, before, item.start):
        return True
    return bool(_right_before("events").search(text, before, item.start))


@cache
def _right_before(key: str) -> re.Pattern[str]:
    return re.compile(rf"{words(listed('period', key))} $", re.IGNORECASE)


def _is_deadline(scene: _Scene, item: FoundPeriod) -> bool:
    """Tell whether a period only says until when something is to be done."""
    period = item.period
    if period.start is not None or period.end is None or scene.on is None:
        return False
    ahead = period.end > scene.on.isoformat()
    return item.text.casefold().startswith(listed("period", "deadlines")) or (ahead and not period.end.endswith("-12-31"))


def _is_day(item: FoundPeriod) -> bool:
    return item.period.start is not None and item.period.start == item.period.end


def _printed(scene: _Scene, item: Figure, done: Sequence[Bound | None]) -> Bound | None:
    text, items = scene.doc.text, scene.items
    here = [p for p in scene.found if item.sentence.start <= p.start and p.end <= item.sentence.end and not p.baseline]
    following = items[item.index + 1].start if item.index + 1 < len(items) else len(text)
    after = [p for p in here if p.start >= item.end and not text[p.start].isupper()]
    before = [p for p in here if p.end <= item.start]
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


def _is_size(text: str, item: Figure) -> bool:
    """Tell whether a figure is a size or a distance, which has no time: ``cầu dài [20 m]``, ``cách trung tâm xã [4 km]``."""
    return item.quantity.dimension == "length" and bool(_SIZE.search(text, item.left, item.start))


def _holds_later(scene: _Scene, item: Figure, period: FoundPeriod) -> bool:
    """Tell whether a period further on in a sentence holds for a figure: no other clause begins between them."""
    text = scene.doc.text
    if period.period.kind == "as_of" or period.period.start is None or period.period.end is None:
        return False
    gap = _QUOTED.sub("", text[item.end : period.start])
    for other in scene.items[item.index + 1 :]:
        if other.start >= period.start:
            break
        gap = gap.replace(f", {text[other.start : other.end]}", " ").replace(text[other.start : other.end], " ")
    ends = not text[period.end : item.sentence.end].strip(' .!…”"')
    return not re.search(r"[;:]" if ends else r"[,;:]", gap) and not _OTHER_CLAUSE.search(gap[-60:])


def _carried(scene: _Scene, item: Figure, done: Sequence[Bound | None]) -> Bound | None:  # noqa: PLR0911 (one return a rule)
    doc, items = scene.doc, scene.items
    paragraph = doc.paragraphs[item.paragraph]
    last: Bound | None = None
    where = paragraph.start
    before = item.index - 1
    while before > 0 and items[before].bracketed and not item.bracketed and items[before - 1].sentence == items[before].sentence:
        before -= 1  # the time of what stands in brackets is its own
    other = items[before] if before >= 0 else None
    if other is not None and other.paragraph == item.paragraph:
        last, where = done[before], other.end
    if last is not None and other is not None and other.sentence == item.sentence:
        return Bound(last.found, "carried") if not _now(doc.text, where, item.start) else None
    printed = [
        p
        for p in scene.found
        if paragraph.start <= p.start and p.end <= item.sentence.start and not p.baseline and _frames(scene, p)
    ]
    if printed and printed[-1].start > where:
        last, where, other = Bound(printed[-1], "carried"), printed[-1].end, None
    elif last is not None and other is not None and _another_source(scene.quoted[other.index], scene.quoted[item.index]):
        return None
    if last is None or _is_day(last.found) or _is_deadline(scene, last.found):
        return None
    if _now(doc.text, where, item.start) and not (
        other is not None and _holds(scene, last.found) and other.quantity.unit == item.quantity.unit
    ):
        return None
    if pattern("period", "turns").search(doc.text, item.sentence.start, item.start):
        return None
    between = [span for span in doc.sentences if where < span.end and span.end <= item.sentence.start]
    if len(between) > _REACH and not _ITEM.match(doc.text, item.sentence.start):
        return None
    return Bound(last.found, "carried")


def _another_source(one: Quotation | None, two: Quotation | None) -> bool:
    """Tell whether another source speaks; reporting that goes on without a cue of its own is none."""
    if two is None:
        return one is not None and one.kind == "direct"
    return one is None or one.speaker_name != two.speaker_name


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


def _holds(scene: _Scene, period: FoundPeriod) -> bool:
    """Tell whether a period goes on on the day of the article."""
    end = period.period.end
    return scene.on is not None and end is not None and end >= scene.on.isoformat()
