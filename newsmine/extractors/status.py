"""Whether a figure has happened (actual), is aimed at (target) or reckoned (estimate), and whether it is denied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from newsmine.extractors.figures import ITEM, Figure, headings
from newsmine.extractors.lexical import UPPER, words
from newsmine.extractors.period_binding import Bound
from newsmine.extractors.phrases import last, listed, pattern
from newsmine.language.document import Document, Span
from newsmine.normal import read
from newsmine.records import Quotation

__all__ = ["Status", "statuses"]

_COMPARED = re.compile(r"so với\s*$", re.IGNORECASE)
# words that are a cue but for what follows: a condition that only compares, "sắp xếp"
_NO_CUE = re.compile(
    r"(?:nếu\s+(?:so|tính|như|kể|xét|nhìn|trước|cộng|năm\s+\d{4})|sắp\s+(?:xếp|đặt)"
    r"|(?:đề nghị|yêu cầu) (?:được )?(?:không (?:được )?nêu|giấu)"
    r"|quyết nghị (?:thành lập|sáp nhập|sắp xếp|bầu|miễn nhiệm|phê chuẩn))(?!\w)",
    re.IGNORECASE,
)
_IN_WORD = {"hướng": "định ", "phải": "không "}  # "định hướng đến", "không phải là"
_FROM = re.compile(r"(?<!\w)từ (?=\d)", re.IGNORECASE)
_RISES = re.compile(
    r" ?(?:\([^()]*\) ?)?(?:(?:hiện nay|hiện tại|hiện|(?:vào )?năm \d{4}) )?(?:tăng lên|giảm xuống|lên|xuống)(?!\w)"
)
_SHARE_OF = re.compile(r"%\s*$")  # a plan that a share is said of is no cue: "đạt 92% kế hoạch năm"
_LEAST = re.compile(r"(?<!\w)ít nhất(?!\w)", re.IGNORECASE)
_MUST = re.compile(r"(?<!\w)(?:phải|cần) (?:được |luôn |tự |chỉ )?$", re.IGNORECASE)
_MUST_REACH = 12  # characters of its longest words, "phải được ", and more
_PRICED = ("percent", "money", "rate", "score", "multiple", "measure")
# the plan whose figure this is: "kế hoạch là 8%", "dự toán 9.150 tỷ đồng", "đạt 98% kế hoạch (2,9 tỷ USD)"
_LINK = re.compile(
    r"(?:(?: thu| chi)? năm \d{4}| cả năm| đề ra| được giao| giao| đặt ra)?(?: chưa tới| chưa đến| chỉ)?(?: là| ở mức|:| \()? ?$"
)
_GOES_ON = re.compile(
    r",? ?(?:bằng|đạt|tăng|giảm|vượt|tương đương|chiếm|(?:thấp|cao) hơn(?: \w+){0,2}) ?(?:khoảng |gần |hơn )?$", re.IGNORECASE
)
_NOT_ASIDE = re.compile(r"[.;:()]|(?<!\w)(?:trong khi|còn|nhưng|song|so với)(?!\w)", re.IGNORECASE)
_NAMED = re.compile(rf"[{UPPER}]\w* $")
# what is said as the ground of a plan or against it is no part of it: "sẽ ưu tiên, vì tỷ lệ … còn 1,9%"
_GROUND = re.compile(
    r"(?:, nơi|(?<!\w)(?:vì(?! (?:vậy|thế|mục tiêu|sự nghiệp|người nghèo))"
    r"|bởi(?! (?:vậy|thế))|trong khi|nhưng|với lý do))(?!\w)",
    re.IGNORECASE,
)
# for whom or of what something is asked, which is there already: "đề nghị hỗ trợ cho [7 xã]"
_THERE = re.compile(r"(?<!\w)(?:cho|với|của|ở|toàn bộ|tất cả) (?:cả )?$", re.IGNORECASE)
# what a plan holds, after its colon: "Chỉ tiêu năm 2026 gồm: …", "Sở trình đề án: …"; not what of it was reached
_HELD = re.compile(
    r"(?<!\w)(?<!\d )(?<!sở )(?<!bộ )(?<!phòng )(?<! - )"
    r"(?:chỉ tiêu|kế hoạch|nhiệm vụ|định mức|phương án|dự thảo|đề án)(?!\w)[^:.;\n]{0,60}:(?=[^:\n]*$)",
    re.IGNORECASE,
)
_REACHED = re.compile(r"(?<!\w)(?:kết quả|hoàn thành|đạt|vượt|thực hiện được|đánh giá|so với)(?!\w)", re.IGNORECASE)
# "diện tích tối thiểu được tách thửa … là 500 m2"
_LIMIT_IS = re.compile(r"(?<!\w)(?<!lương )(?:tối thiểu|tối đa)(?!\w)[^,.;:\n]{0,90} là $", re.IGNORECASE)
_REACHED_BY = re.compile(r"(?<!\w)(?:thấp hơn|cao hơn|vượt|hụt|kém|thiếu) (?:so với )?$", re.IGNORECASE)
_GOALS = re.compile(r"(?<!\w)(?<!sở )(?<!bộ )(?<!phòng )(?:chỉ tiêu|kế hoạch|nhiệm vụ|giải pháp|định mức)(?!\w)", re.IGNORECASE)
_SUPPOSED = ("nếu", "giả sử")
_FORECASTER = re.compile(r"(?<!\w)dự báo(?!\w)", re.IGNORECASE)
_MEASURED = re.compile(r"(?<!\w)(?:đo được|ghi nhận|quan trắc|lượng mưa|qua|đã)(?!\w)", re.IGNORECASE)
_NEGATION_REACH = 24
_NOUN_REACH = 24


@dataclass(frozen=True, slots=True)
class Status:
    """Status of a figure with its rule.

    ``number``, ``plan``, ``threshold``, ``from``, ``cue``, ``list``, ``order``, ``part``, ``reported``, ``future``,
    ``default``.
    """

    status: str
    rule: str
    negated: bool = False
    at: int = field(default=-1, compare=False)  # end of the cue


class _Taken:
    """Where figures stand: what is printed there is no cue for another."""

    def __init__(self, items: Sequence[Figure]) -> None:
        self._starts = [item.start for item in items]
        self._ends = list(accumulate((item.end for item in items), max))

    def holds(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset)
        return index > 0 and offset < self._ends[index - 1]


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('status', 'reached'))}\s+$", re.IGNORECASE)


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(rf"{words(listed('status', 'negation'))}\s*(?:tới|đến|được|đủ|mức|tỷ lệ)?\s*$", re.IGNORECASE)


def statuses(
    doc: Document,
    items: Sequence[Figure],
    quoted: Sequence[Quotation | None],
    bound: Sequence[Bound | None],
    whole: Sequence[int | None],
    on: str | None,
) -> tuple[Status, ...]:
    """Return the status of each figure; ``bound`` holds their periods, ``whole`` their wholes, ``on`` the day of the article."""
    out: list[Status] = []
    taken = _Taken(items)
    lines = headings(doc)
    for item, quotation, period, index in zip(items, quoted, bound, whole, strict=True):
        found = _status(doc, item, quotation, period, on, taken)
        line = lines[item.paragraph]
        if line is not None and found.rule in ("default", "future") and _names_goals(doc.text, line):
            found = Status("target", "list")
        before = items[item.index - 1] if item.index else None
        if index is not None and found.rule in ("cue", "default") and found.at < items[index].end:
            found = Status(out[index].status, "part")
        elif before is not None and found.rule == "default" and out[item.index - 1] == Status("estimate", "number"):
            found = Status("estimate", "part") if _goes_on(doc.text, before, item) else found
        elif before is not None and found.rule == "default" and item.paragraph - before.paragraph <= 1:
            goes_on = ITEM.match(doc.text, item.sentence.start) or (
                pattern("status", "imperative").match(doc.text, item.sentence.start) and item.paragraph == before.paragraph
            )
            if goes_on and out[item.index - 1].status == "target":
                found = Status("target", "list")
        negated = item.quantity.negated or bool(
            _denied().search(doc.text, max(item.left, item.start - _NEGATION_REACH), item.start)
        )
        out.append(Status(found.status, found.rule, negated))
    return tuple(out)


def _status(  # noqa: C901, PLR0911, PLR0912 (one rule after another)
    doc: Document,
    item: Figure,
    quotation: Quotation | None,
    period: Bound | None,
    on: str | None,
    taken: _Taken,
) -> Status:
    text = doc.text
    for name in ("estimate", "target"):
        if pattern("status", name).match(text, item.start, item.end):
            return Status(name, "number")
    if _planned(text, item):
        return Status("target", "plan")
    floor = item.sentence.start
    if quotation is not None:  # what the reporter says before the words quoted is not said of them
        floor = max(floor, doc.reading.view(quotation.start, quotation.end)[0])
    cue, kind = -1, ""
    if pattern("status", "proposals").search(text, item.sentence.start, floor):
        cue, kind = floor, "target"
    for name in ("estimate", "target"):
        for match in pattern("status", name).finditer(text, floor, item.start):
            word = match.group().casefold()
            if taken.holds(match.start()) or _NO_CUE.match(text, match.start()) or _in_word(text, match):
                continue
            if word in _SUPPOSED and ";" in text[match.end() : item.start]:
                continue
            if _SHARE_OF.search(text, floor, match.start()):
                continue
            if word in listed("status", "goal_nouns") and _reached().search(
                text, max(item.sentence.start, match.start() - 20), match.start()
            ):
                continue
            if match.end() > cue and not (kind == "estimate" and word == "sẽ"):
                cue, kind = match.end(), name
    done = -1
    for match in pattern("status", "actual").finditer(text, floor, item.start):
        named = match.group().casefold().startswith("mới") and _NAMED.search(text, max(0, match.start() - 12), match.start())
        if not named and not _COMPARED.search(text, max(0, match.start() - 8), match.start()):
            done = match.end()
    held = _HELD.search(text, floor, item.start) if text.find(":", floor, item.start) >= 0 else None
    if held and held.end() > max(cue, done) and not _REACHED.search(text, item.sentence.start, held.end()):
        return Status("target", "list")
    if done < 0 and _is_threshold(text, item):
        return Status("target", "threshold")
    if _from_here(text, item):
        return Status("actual", "from")
    if kind and cue > done and not _GROUND.search(text, cue, item.start):
        return Status(kind, "cue", at=cue)
    if done >= 0 and not (period and _future(period, on)):
        return Status("actual", "cue", at=done)
    reported = _reported(text, item, quotation, period, on)
    if reported:
        return Status(reported, "reported")
    if pattern("status", "urging").match(text, item.sentence.start) or _heading(doc, item):
        return Status("target", "list")
    said = read(quotation.cue or "").text if quotation else ""
    ordered = quotation is not None and quotation.cue_act == "order" and not pattern("status", "no_order").match(said)
    if ordered and done < 0 and not _GROUND.search(text, floor, item.start) and not _is_there(text, item):
        return Status("target", "order")
    if period and _future(period, on):
        return Status("target", "future")
    return Status("actual", "default")


def _reported(text: str, item: Figure, quotation: Quotation | None, period: Bound | None, on: str | None) -> str:
    """Return the status that lies in who says it and how: ``ước tính``, ``hứa``, a bureau of forecasts; else nothing."""
    if quotation is None:
        return ""
    for name, status in (("estimate", "estimate"), ("promises", "target")):
        if quotation.cue and pattern("status", name).fullmatch(read(quotation.cue).text):
            return status
    over = on is not None and period is not None and period.found.period.end is not None and period.found.period.end < on
    if over or not _FORECASTER.search(read(quotation.speaker_name or "").text):
        return ""
    return "" if _MEASURED.search(text, item.sentence.start, item.start) else "estimate"


def _in_word(text: str, match: re.Match[str]) -> bool:
    before = _IN_WORD.get(match.group().split()[0].casefold())
    return before is not None and text[max(0, match.start() - len(before)) : match.start()].casefold() == before


def _planned(text: str, item: Figure) -> bool:
    """Tell whether a figure is a duty, or of a plan named right before it: ``phải [tăng 15%]``, ``thấp hơn chỉ tiêu [95%]``."""
    if item.quantity.kind not in _PRICED:
        return False
    if _MUST.search(text, max(item.left, item.start - _MUST_REACH), item.start):
        return item.quantity.kind != "measure"
    link = _LINK.search(text, max(item.sentence.start, item.start - 2 * _NOUN_REACH), item.start)
    here = link.start() if link else item.start
    noun = last(pattern("status", "plans"), text, max(item.sentence.start, here - _NOUN_REACH), here)
    if noun is None or noun.end() != here or _COMPARED.search(text, item.sentence.start, noun.start()):
        return False
    if item.quantity.unit and "điểm" in item.quantity.unit and _REACHED_BY.search(text, item.sentence.start, noun.start()):
        return False  # by how much a plan was missed
    return not item.quantity.change or (link is not None and link.group().strip().endswith(("là", ":")))


def _is_threshold(text: str, item: Figure) -> bool:
    """Tell whether a figure is printed as the least or the most that is asked for."""
    if item.quantity.kind in _PRICED and _LIMIT_IS.search(text, item.sentence.start, item.start):
        return True
    if item.quantity.bound not in ("at_least", "at_most"):
        return False
    if pattern("status", "threshold").search(text, item.start, item.end):
        return True
    return item.quantity.kind in _PRICED and bool(_LEAST.search(text, item.start, item.end))


def _goes_on(text: str, before: Figure, item: Figure) -> bool:
    """Tell whether a figure says of the estimate before it how much that is: ``ước đạt 120 tỷ đồng, [bằng 98%] dự toán``."""
    shares = item.quantity.kind in ("percent", "multiple", "ratio", "money")
    if before.sentence != item.sentence or not (shares or (item.quantity.kind == "rate" and item.quantity.change)):
        return False
    between = text[before.end : item.quantity.number_start]
    return not _NOT_ASIDE.search(between) and bool(_GOES_ON.search(between))


def _is_there(text: str, item: Figure) -> bool:
    """Tell whether a counted figure is that for whom or of what something is asked."""
    return item.noun < item.end and bool(_THERE.search(text, max(item.left, item.start - _NOUN_REACH), item.start))


def _from_here(text: str, item: Figure) -> bool:
    """Tell whether the figure is what a change sets out from, which is so already: ``nâng công suất từ 40% lên 60%``."""
    return bool(_FROM.search(text, max(0, item.start - 4), item.start + 3) and _RISES.match(text, item.end))


def _names_goals(text: str, line: Span) -> bool:
    """Tell whether the line that opens a list names goals: ``Nghị quyết gồm các chỉ tiêu:``, not ``Kết quả các chỉ tiêu:``."""
    goals = pattern("status", "target").search(text, line.start, line.end) or _GOALS.search(text, line.start, line.end)
    return goals is not None and not _REACHED.search(text, line.start, line.end)


def _heading(doc: Document, item: Figure) -> bool:
    """Tell whether the item stands in a list under a line that names goals: ``Mục tiêu đến hết năm 2025:``."""
    if not ITEM.match(doc.text, item.sentence.start):
        return False
    here = doc.text.rfind(":", max(0, item.sentence.start - 200), item.sentence.start)
    line = max(doc.text.rfind(mark, 0, max(here, 0)) for mark in ("\n", ". "))
    return here >= 0 and bool(pattern("status", "target").search(doc.text, line + 1, here))


def _future(period: Bound, on: str | None) -> bool:
    """Tell whether a period is not over on the day of the article, so that its figure is no count of what happened."""
    if on is None:
        return False
    start, end = period.found.period.start, period.found.period.end
    if period.found.text.casefold().startswith(listed("status", "counted_up_to")):
        return False
    if period.found.period.kind == "school_year" and start and end and start[:4] == on[:4]:
        return False  # it is spoken of as begun from the summer before
    return bool((start and start > on) or (start is None and end and end > on and end[:4] > on[:4]))
