"""One pass over a text: quantities, periods and refused numbers, no two of them overlapping."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from newsmine.normal import Reading, read
from newsmine.numerals.days import shift_years
from newsmine.numerals.figures import tidy
from newsmine.numerals.model import FoundPeriod, Period, Quantity, RejectedNumber, Scan
from newsmine.numerals.periods import LEADS, period_at
from newsmine.numerals.plain import lower, restored
from newsmine.numerals.points import _DAY_WORDS, _READERS, NONE, STRONG, point_at
from newsmine.numerals.quantities import NUMBER_WORDS, Draft, finish, in_words, quantity_at, vague_at
from newsmine.numerals.rejects import _URL, attached, bare_reason, label_before, name_before, shape_at
from newsmine.numerals.units import noun_at, unit_at

__all__ = ["find_periods", "find_quantities", "find_rejects", "parse_period", "scan"]

_AFTER_FROM = r"(?= (?:\d|ngày|tháng|năm|đầu|cuối|giữa|nay(?!\w)|qu[ýí]|giai|khoảng|hôm|sáng|chiều|tối|đêm|rạng|nửa|mùng|mồng|nhiệm|thập|những năm|thứ))"
_AFTER_TO = r"(?= (?:\d|hết|ngày|tháng|năm|đầu|cuối|giữa|qu[ýí]|nhiệm|thời|trước|khoảng|giai|sáng|chiều|mùng|vụ|tận|là))"
_AFTER_EDGE = (
    r"(?= (?:\d|năm|tháng|qu[ýí]|nhiệm|giai|thập|thế|các năm|những|vòng|thời|cả|suốt|ngày|vụ|hai|ba|bốn|sáu|bảy|tám|chín|mười))"
)
_SCALE_NEXT = r"(?= (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))"
# What may begin a period or a number in words; each with what must follow, so that the pass stops at little else.
_ANCHORS = (
    "năm", "tháng", "ngày", "qu[ýí]", "giai đoạn", "nhiệm k[ỳì]", "niên khóa", "niên độ", "thời kỳ(?= \\d)", r"khóa(?= (?:\d|năm))",
    r"kỳ(?= \d)", "kế hoạch 5 năm", "(?:đông ?[-–]? ?xuân|hè ?[-–]? ?thu|thu ?[-–]? ?đông)(?= (?:năm )?\\d)", "vụ(?= (?:sản|lúa|mùa|đông|hè|thu|xuân))", "mùa vụ", r"(?:đầu|giữa|cuối|hết|cả|trọn|suốt|dịp)" + _AFTER_EDGE,
    "trong" + _AFTER_EDGE, "nửa", "cùng (?:kỳ|kì|thời)", "so (?:với|cùng)", "từ" + _AFTER_FROM, "(?:kể|bắt đầu|ngay) từ", "tính (?:đến|tới|từ)",
    "ngay trong", "(?:lũy kế|cộng dồn|cho|kéo dài|chậm nhất|muộn nhất) (?:đến|tới)", "(?:chậm|muộn) nhất", "(?:đến|tới)" + _AFTER_TO, r"trước(?= (?:ngày|tháng|năm|qu[ýí]|\d))", "xong trước",
    "(?:mỗi|hằng|hàng|từng)(?= (?:một|năm|tháng|qu[ýí]|tuần|ngày|vụ|giờ|phút|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))", "thập (?:niên|kỷ)", "(?:những|các) năm",
    "hôm", "rạng sáng", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "mùng", "mồng", r"thứ(?= (?:\d|hai|ba|tư|năm|sáu|bảy))", "chủ nhật",
    "tuần (?:này|trước|qua|tới|sau)", "(?:vài|mấy|cả|hơn|gần|ngót)" + _SCALE_NEXT, "gấp", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "không phẩy",
    "một(?= (?:nửa|phần|tá|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))",
    *(f"một(?<={word} một)" for word in ("hơn", "nhất", "thiểu", "đa", "quá", "gần", "đầy", "đến", "khoảng")),
    "(?:tỷ|triệu) rưỡi",
)  # fmt: skip


def _opened(phrase: str) -> list[str]:
    """Open the alternatives that a phrase begins with: ``(?:đầu|cuối) năm`` to two phrases."""
    if not phrase.startswith("(?:"):
        return [phrase]
    close = phrase.index(")")
    return [head + phrase[close + 1 :] for head in phrase[3:close].split("|")]


def _trie(phrases: tuple[str, ...]) -> str:
    """Join alternatives by their first letter, so that the pass asks about a place only those that can match."""
    by_first: dict[str, list[str]] = {}
    for phrase in (one for many in phrases for one in _opened(many)):
        by_first.setdefault(phrase[0], []).append(phrase[1:])
    return "|".join(f"{first}(?:{'|'.join(group)})" for first, group in by_first.items())


_WORD_ANCHOR = rf"(?:{_trie(_ANCHORS)})(?!\w)"
# A digit, or a character that may stand before a word with an anchor after it: the first class lets the engine skip ahead.
_ANCHOR = re.compile(rf"[0-9 \n\r(\[\"“‘'–—/…*+•.,;:>-](?:({_WORD_ANCHOR})|(?<=[0-9])[0-9]*)")
_ANCHOR_FIRST = re.compile(_WORD_ANCHOR)
_PERIOD_WORDS = frozenset(_READERS) | _DAY_WORDS | LEADS
_WORDS_PERIOD = re.compile(r"(?:\w+ ){1,3}(?:tháng|qu[ýí]|năm|tuần|ngày)(?!\w)")
_MAYBE_PERIOD = re.compile(r"\d{1,4} ?(?:[-/.–—,]|đến|và|tháng|qu[ýí]|năm|tuần|ngày)")
_HEAD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_CHAIN = re.compile(r"(?:, ?| và | hoặc | hay | ?[-–] ?|, và |; ?)(?:từ )?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?![\d.,/-]*\d)(?!\w)")
_YEARS = re.compile(r"((?:1[89]|20)\d\d) ?(?:[-–]|đến|tới) ?((?:1[89]|20)\d\d)(?![\d.,/]*\d)(?!\w)")
_RATIO = re.compile(r"(\d[\d.]*\d|\d) ?/ ?(\d[\d.]*\d|\d)(?! ?/ ?\d)")
_FRACTION_CUE = re.compile(
    r"(?:nhất|thiểu|đa|nửa|bằng|chiếm|gần|hơn|khoảng|còn|đạt|được|có|quá|tới|trên|dưới|giảm|tăng|tỷ lệ|mất|là|từ|thu hồi|lên|trong|đã|cho|cả|nguồn) $"
)
_OF = re.compile(r" ?(?:tổng|số|diện tích|dân số|lượng|khối lượng|thời gian|chiều dài|giá|chi phí|kinh phí|vốn)(?!\w)")
_DATE_CUE = re.compile(r"(?:dịp|lễ|ngày|đường|quảng trường|chiến thắng|kỷ niệm|trước|sau|vào|hôm|sáng|chiều|tối|đêm|và|,|\() ?$")
# Streets, squares, halls that bear a day
_NAMED = re.compile(r"(?:đường|hội trường|quảng trường|phố|công viên|chợ|trường|cầu|bệnh viện|nhà máy|xí nghiệp|rạp|sân) $")
_NAMED_DAY = re.compile(r"\d{1,2} (?:tháng) \d{1,2}(?! ?(?:/|năm))|\d{1,2}[-./]\d{1,2}(?![\d/.-]*\d)")
_BORN = re.compile(r"(?<!\w)(?:sinh|sn|mất) (?:vào )?$")
_LAW = re.compile(
    r"(?<!\w)(?:luật|bộ luật|hiến pháp|pháp lệnh|nghị định \S+|nghị quyết \S+|thông tư \S+|quyết định \S+)(?: [^\W\d_]+){0,5} $"
)


class _State:
    """What one pass has found so far."""

    def __init__(self, low: str, text: str, on: date | None) -> None:
        self.low, self.text, self.on = low, text, on
        self.quantities: list[Draft] = []
        self.periods: list[FoundPeriod] = []
        self.rejects: list[RejectedNumber] = []
        self.unexplained: list[tuple[int, int]] = []
        self.limit = 0  # end of what was consumed

    def reject(self, start: int, end: int, reason: str, rule: str = "") -> int:
        self.rejects.append(RejectedNumber(start=start, end=end, text=self.text[start:end], reason=reason, rule=rule or reason))
        self.limit = end
        return end

    def period(self, start: int, end: int, period: Period, rule: str, *, baseline: bool = False) -> int:
        if period.resolved_by == "open" and rule == "cùng kỳ":
            period = self._same(start)
        before = self.rejects[-1] if self.rejects else None
        if (
            before is not None
            and before.reason == "document"
            and before.end == self.limit
            and self.low[before.end : start] in (" ", ", ")
        ):
            rule = "document date"
        found = FoundPeriod(start=start, end=end, text=self.text[start:end], period=period, baseline=baseline, rule=rule)
        self.periods.append(found)
        self.limit = end
        return end

    def quantity(self, found: Draft) -> int:
        """Keep a quantity; the same number in words in brackets after it (*04 (bốn)*) is one fact with it."""
        self.quantities.append(found)
        self.limit = found.end
        again = in_words(self.low, found)
        if again is not None:
            self.limit = again
        return self.limit

    def _same(self, start: int) -> Period:
        """Resolve *cùng kỳ* from the period before it in the paragraph: one year earlier."""
        line = self.low.rfind("\n", 0, start) + 1
        for found in reversed(self.periods):
            if found.start < line:
                break
            if not found.baseline and found.period.end and found.period.kind != "rate":
                first, last = shift_years(found.period.start, -1), shift_years(found.period.end, -1)
                return replace(found.period, start=first, end=last, resolved_by="context")
        return Period(resolved_by="open")


_VAGUE_WORDS = frozenset({"hàng", "vài", "mấy", "cả", "hơn", "gần", "ngót"})


def _word(state: _State, word: str, pos: int) -> int:
    """Handle a word that may begin a period or a number; return the end of what was read, or ``pos``."""
    low = state.low
    if word == "năm" and (year := _YEAR.match(low, pos + 4)):
        if _BORN.search(low, max(state.limit, pos - 12), pos):
            return state.reject(pos, year.end(), "age", "birth year")
        if _LAW.search(low, max(state.limit, pos - 48), pos):
            return state.reject(pos, year.end(), "document", "year of a law")
    if word in _PERIOD_WORDS:
        if word == "năm" and _five(state, pos):
            found = quantity_at(low, state.text, pos, state.limit)
            if found is not None:
                return state.quantity(found)
        hit = period_at(low, pos, state.on)
        if hit is not None:
            return state.period(pos, hit.end, hit.period, hit.rule, baseline=hit.baseline)
    if word == "thứ":
        return _ordinal(state, pos)
    if word in _VAGUE_WORDS:
        found = vague_at(low, state.text, pos, state.limit)
    elif word in NUMBER_WORDS or word in ("gấp", "nửa"):
        hit = period_at(low, pos, state.on) if word not in ("năm", "gấp", "nửa") and _WORDS_PERIOD.match(low, pos) else None
        if hit is not None:
            return state.period(pos, hit.end, hit.period, hit.rule, baseline=hit.baseline)
        found = quantity_at(low, state.text, pos, state.limit)
    else:
        found = None
    if found is None or (found.spelled and state.text[pos].isupper() and _inside(state.text, pos)):
        return pos
    return state.quantity(found)


def _inside(text: str, pos: int) -> bool:
    """Tell whether a capital at ``pos`` stands inside a sentence, where it makes a name (*Ngã Ba Đồng Lộc*)."""
    before = text[max(0, pos - 3) : pos]
    return before[-1:] == " " and before.rstrip(" ")[-1:].isalnum()


_BEFORE_YEAR = re.compile(
    r"(?:hàng|hằng|mỗi|trong|cả|cuối|đầu|giữa|từng|các|nhiều|mấy|những|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|\d|mươi|lăm|rưỡi|nửa|vài|qua|suốt|sau|trước|hết|theo|vào)$"
)


def _five(state: _State, pos: int) -> bool:
    """Tell whether *năm* is five: a known noun follows, and no word before makes it a year."""
    low = state.low
    noun = noun_at(low, state.text, pos + 4) if low.startswith("năm ", pos) else None
    if noun is None or state.text[pos + 4].isupper():
        return False
    return not _BEFORE_YEAR.search(low[max(0, pos - 8) : pos].rstrip(" "))


_RANK = re.compile(r"(?:đứng|xếp|xếp hạng|vị trí|hạng|ở vị trí|giữ vị trí|đứng vị trí|lên vị trí|xếp ở vị trí) $")
_RANK_AT = re.compile(r"thứ (\d{1,3})(?!\d)(?: ?/ ?(\d{1,3})(?!\d))?")


def _ordinal(state: _State, pos: int) -> int:
    """Read *thứ 5/63 tỉnh* after *đứng*, *xếp* as a score; any other *thứ N* is refused."""
    match = _RANK_AT.match(state.low, pos)
    if match and _RANK.search(state.low[max(state.limit, pos - 20) : pos]):
        unit = (
            noun_at(state.low, state.text, match.end() + 1)
            if match[2] and state.low[match.end() : match.end() + 1] == " "
            else None
        )
        stop = unit or match.end()
        draft = Draft(pos, stop, match.start(1), match.end(), Decimal(int(match[1])))
        draft.denominator = Decimal(int(match[2])) if match[2] else None
        draft.kind, draft.dimension, draft.rule = "score", "score", "rank"
        if unit is not None:
            draft.unit, draft.unit_start, draft.unit_end = state.text[match.end() + 1 : unit].lower(), match.end() + 1, unit
        return state.quantity(draft)
    digits = re.compile(r"thứ (\d[\d.]*\d|\d)").match(state.low, pos)
    if digits:
        return state.reject(pos, digits.end(), "ordinal", "thứ")
    return pos


def _slash(state: _State, pos: int, match: re.Match[str]) -> int | None:
    """Decide what ``n/m`` is: a ratio, a date, or an address."""
    low, text = state.low, state.text
    n, m = match[1], match[2]
    left = low[max(state.limit, pos - 14) : pos]
    unit = unit_at(low, text, match.end(), generic=False)
    valid = "." not in n + m and len(n) <= 2 and len(m) <= 2 and 1 <= int(n) <= 31 and 1 <= int(m) <= 12
    date_cue = bool(_DATE_CUE.search(left))
    of = _OF.match(low, match.end()) is not None
    if of and left.rstrip()[-1:] in (",", "(") or left.endswith("và "):
        date_cue = False
    ratio = (unit is not None and unit.start <= match.end() + 1) or of
    if left.endswith("số ") and not left.endswith(("tổng số ", "trong số ")) and not ratio:
        return state.reject(pos, match.end(), "address", "số n/m")
    if ratio and valid and date_cue and not (unit is not None and unit.known):
        ratio = False
    if not ratio and not date_cue and _FRACTION_CUE.search(left) and (not valid or int(n) < int(m)):
        ratio = True
    if not ratio and not date_cue and valid and int(n) < int(m) <= 5 and unit_at(low, text, match.end()) is not None:
        ratio = not re.match(r" (?:năm|tới|vừa|hằng|hàng)", low[match.end() :])
    if _NAMED.search(left):
        return state.reject(pos, match.end(), "address", "named for a day")
    if valid and low.startswith(" năm ", match.end()):
        ratio = False
    if not ratio and valid:
        hit = period_at(low, pos, state.on, cue=STRONG)
        if hit is not None:
            return state.period(pos, hit.end, hit.period, hit.rule)
    found = quantity_at(low, text, pos, state.limit)
    if found is None:
        return None
    return state.quantity(found)


def _bare_year(state: _State, pos: int) -> int | None:
    """A year without *năm*: a period in a range or a chain of years, else a refused date; a count where a noun says so."""
    low, text = state.low, state.text
    span = _YEARS.match(low, pos)
    if span and int(span[1]) <= int(span[2]):
        unit = unit_at(low, text, span.end(), generic=False)
        if unit is None:
            period = Period(start=f"{span[1]}-01-01", end=f"{span[2]}-12-31")
            return state.period(pos, span.end(), period, "y-y")
    match = _YEAR.match(low, pos)
    if not match:
        return None
    unit = unit_at(low, text, match.end(), generic=False)
    if unit is not None and unit.dimension != "time":
        return None
    chained = state.periods and state.periods[-1].end == state.limit and _CHAIN.fullmatch(low, state.limit, pos)
    if chained or low[pos - 1 : pos] == "(":
        period = Period(start=f"{match.group()}-01-01", end=f"{match.group()}-12-31")
        return state.period(pos, match.end(), period, "y")
    return state.reject(pos, match.end(), "date", "bare year")


_IN_BRACKETS = re.compile(r"\d{1,2}[-./]\d{1,2}(?:[-./](?:19|20)\d\d)?\)")
_HOLIDAY = re.compile(
    r"(?:lễ|dịp|quốc khánh|thống nhất|lao động|nay|qua|mai|chiến thắng|kỷ niệm|giải phóng|từ|đến|nghỉ lễ|phụ nữ|độc lập) \(?$"
)
_DAY_MONTH = re.compile(r"(\d{1,2})([-.])(\d{1,2})(?![\d.,/-]*\d)(?!\w)")
_HYPHENS = re.compile(r" ?[-–] ?")


def _dated(state: _State, pos: int) -> bool:
    """Tell whether what stands around ``27-6`` or ``30.4`` makes it a date: brackets, a holiday word, a date right before."""
    low = state.low
    match = _DAY_MONTH.match(low, pos)
    if not match:
        return False
    if (low[pos - 1 : pos] == "(" and _IN_BRACKETS.match(low, pos)) or _HOLIDAY.search(low, max(0, pos - 16), pos):
        return True
    if state.periods and state.periods[-1].end == state.limit and _HYPHENS.fullmatch(low, state.limit, pos):
        return True
    falls = match[2] == "-" and int(match[1]) > int(match[3]) and match[3] != "0"
    return falls and unit_at(low, state.text, match.end(), generic=False) is None


def _digits(state: _State, pos: int) -> int:  # noqa: C901, PLR0911, PLR0912 - the order of the questions is the rule
    """Handle a figure: refuse it by its shape or label, read it as a period, or as a quantity."""
    low, text = state.low, state.text
    refused = attached(low, text, pos) or shape_at(low, text, pos, state.limit)
    if refused:
        start, end, reason = refused
        return state.reject(max(start, state.limit), end, reason, "shape")
    label = label_before(low, pos, state.limit)
    if label is not None and label[1]:
        return _label(state, pos, label)
    previous = state.rejects[-1] if state.rejects else None
    if (
        previous is not None
        and previous.end == state.limit
        and previous.rule == "label"
        and _CHAIN.fullmatch(low, state.limit, pos)
    ):
        end = _plain_end(low, pos)
        last = re.search(r"\d+$", previous.text)
        counts_on = last is not None and end - pos <= 2 and int(last.group()) + 1 == int(re.sub(r"\D", "", low[pos:end]))
        if counts_on or unit_at(low, text, end, generic=False) is None:
            return state.reject(pos, _label_end(low, pos), previous.reason, "label")
    if _NAMED.search(low, max(state.limit, pos - 16), pos) and (named := _NAMED_DAY.match(low, pos)):
        return state.reject(pos, named.end(), "address", "named for a day")
    hit = period_at(low, pos, state.on, cue=STRONG if _dated(state, pos) else NONE) if _MAYBE_PERIOD.match(low, pos) else None
    if hit is not None:
        return state.period(pos, hit.end, hit.period, hit.rule)
    ratio = _RATIO.match(low, pos)
    if ratio:
        done = _slash(state, pos, ratio)
        if done is not None:
            return done
    done = _bare_year(state, pos) if low[pos] in "12" else None
    if done is not None:
        return done
    found = quantity_at(low, text, pos, state.limit)
    if label is not None and (found is None or not found.firm):
        return _label(state, pos, label)
    if found is not None and not found.firm and found.unit is not None and found.start == pos and name_before(text, pos):
        return state.reject(pos, _plain_end(low, pos), "label", "name")
    if found is None:
        hit = period_at(low, pos, state.on, cue=STRONG)
        if hit is not None:
            return state.period(pos, hit.end, hit.period, hit.rule)
        end = _plain_end(low, pos)
        if re.compile(r"\d+ (?:trăm|chục)").match(low, pos):
            return state.reject(pos, end, "label", "malformed")  # *300 trăm*: no number is said so
        state.unexplained.append((pos, end))
        state.limit = end
        return end
    return state.quantity(found)


def _plain_end(low: str, pos: int) -> int:
    match = re.compile(r"\d+(?:[.,]\d+)*").match(low, pos)
    return match.end() if match else pos + 1


def _label_end(low: str, pos: int) -> int:
    match = re.compile(r"\d+(?:[.,/-]\d+)*(?: [-–] \d+)?[a-zđ]?(?!\w)|\d+").match(low, pos)
    return match.end() if match else pos + 1


def _label(state: _State, pos: int, label: tuple[str, bool, int]) -> int:
    reason, _, start = label
    return state.reject(max(start, state.limit), _label_end(state.low, pos), reason, "label")


def _scan_view(low: str, text: str, on: date | None) -> _State:
    """Run the pass over a reading view."""
    state = _State(low, text, on)
    urls = [m.span() for m in _URL.finditer(low)] if "www." in low or "http" in low or "@" in low else []
    pos = 0
    first = _ANCHOR_FIRST.match(low)
    if first:
        pos = max(_word(state, re.split(r"[ –-]", first.group())[0], 0), 1)
    while True:
        match = _ANCHOR.search(low, pos)
        if not match:
            break
        word = match[1]
        if word is None or low[match.start()].isdigit():
            word, start = None, match.start()
        else:
            start = match.start(1)
        if urls and (url := next((span for span in urls if span[0] <= start < span[1]), None)):
            if _DIGITS.search(low, start, url[1]):
                state.reject(max(url[0], state.limit), url[1], "label", "url")
            pos = url[1]
        elif word is None:
            pos = max(_digits(state, start), start + 1)
        else:
            head = _HEAD.match(word).group()  # type: ignore[union-attr]
            pos = max(_word(state, head, start), start + len(head))
    finish(state.quantities, low, text)
    _refuse_bare(state)
    return state


def _refuse_bare(state: _State) -> None:
    """Move numbers that got no unit from anywhere, and that no word states as a figure, to the refused ones."""
    kept: list[Draft] = []
    for draft in state.quantities:
        if draft.unit is None and draft.kind == "count" and draft.scale == 1 and draft.magnitude is None and not draft.inherited:
            previous = kept[-1] if kept else None
            chained = previous is not None and previous.unit is None and _CHAIN.fullmatch(state.low, previous.end, draft.start)
            reason = None if chained else bare_reason(state.low, state.text, draft.start, draft.number_start, draft.number_end)
            if reason is not None:
                state.reject(draft.number_start, draft.number_end, reason, "bare number")
                continue
        kept.append(draft)
    if len(kept) < len(state.quantities):
        state.quantities = kept
        state.rejects.sort(key=lambda item: item.start)


def _tidy(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidy(value)


def _mapped(reading: Reading, state: _State) -> Scan:
    """Make records of what was found, with offsets and texts of the string as given."""
    given, source = reading.given, reading.source
    quantities = []
    for draft in state.quantities:
        start, end = source(draft.start, draft.end)
        n1, n2 = source(draft.number_start, draft.number_end)
        u = (
            source(draft.unit_start, draft.unit_end)
            if draft.unit_start is not None and draft.unit_end is not None
            else (None, None)
        )
        b = (
            source(draft.baseline_start, draft.baseline_end)
            if draft.baseline_start is not None and draft.baseline_end is not None
            else (None, None)
        )
        quantities.append(
            Quantity(
                start=start, end=end, text=given[start:end], number_start=n1, number_end=n2, unit_start=u[0], unit_end=u[1],
                value=_tidy(draft.value), value_max=_tidy(draft.value_max), denominator=_tidy(draft.denominator), unit=draft.unit, kind=draft.kind,
                dimension=draft.dimension, bound=draft.bound, change=draft.change, level=draft.level,
                baseline_start=b[0], baseline_end=b[1], baseline=given[b[0] : b[1]] if b[0] is not None else None,
                status=draft.status, negated=draft.negated, spelled=draft.spelled, statistic=draft.statistic,
                magnitude=draft.magnitude, inherited=tuple(draft.inherited), confidence=round(draft.confidence, 3), rule=draft.rule,
            )
        )  # fmt: skip
    if reading.starts is None:
        return Scan(
            tuple(quantities),
            tuple(_plainly(given, state.periods)),
            tuple(_plainly(given, state.rejects)),
            tuple(state.unexplained),
        )
    periods = [_moved(item, reading) for item in state.periods]
    rejects = [_moved(item, reading) for item in state.rejects]
    return Scan(tuple(quantities), tuple(periods), tuple(rejects), tuple(source(*span) for span in state.unexplained))


def _plainly(given: str, items: list) -> list:  # type: ignore[type-arg]
    return [
        item if item.text == given[item.start : item.end] else replace(item, text=given[item.start : item.end]) for item in items
    ]


def _moved(item, reading: Reading):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    start, end = reading.source(item.start, item.end)
    return replace(item, start=start, end=end, text=reading.given[start:end])


def scan(text: str, on: date | None = None) -> Scan:
    """Find quantities, periods and refused numbers in one pass; ``on`` is the day of publication, for dates without a year.

    >>> [(q.text, q.value, q.unit, q.bound) for q in scan("Xã có hơn 1.200 hộ.").quantities]
    [('hơn 1.200 hộ', Decimal('1200'), 'hộ', 'more_than')]
    """
    reading = read(text)
    return _mapped(reading, _scan_view(lower(restored(reading.text)), reading.text, on))


def find_quantities(text: str, on: date | None = None) -> list[Quantity]:
    """Return the quantities of a text, in order."""
    return list(scan(text, on).quantities)


def find_periods(text: str, on: date | None = None) -> list[FoundPeriod]:
    """Return the periods of a text, in order, resolved against the day of publication where one is given."""
    return list(scan(text, on).periods)


def find_rejects(text: str) -> list[RejectedNumber]:
    """Return the numbers of a text that are no statistics, in order, each with its reason."""
    return list(scan(text).rejects)


@lru_cache(maxsize=256)
def parse_period(text: str, on: date | None = None) -> Period | None:
    """Return the period that a string prints: the whole string if it is one, else the first in it; None if there is none.

    >>> parse_period("9 tháng năm 2021")
    Period(start='2021-01-01', end='2021-09-30', kind='interval', resolved_by='printed')
    """
    low = lower(restored(read(text).text)).strip()
    hit = period_at(low, 0, on, cue=STRONG)
    if hit is not None and not low[hit.end :].strip(" .,;:!?)"):
        return hit.period
    point = point_at(low, 0, on, cue=STRONG, bare_year=True)
    if point is not None and not low[point.end :].strip(" .,;:!?)") and hit is None and not point.weak:
        from newsmine.numerals.days import resolve

        return resolve(point.stretch, on)
    found = find_periods(text, on)
    if found:
        return found[0].period
    return hit.period if hit is not None else None
