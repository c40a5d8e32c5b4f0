"""One pass over a reading view: at each anchor a number is refused, read as a period, or read as a quantity."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from newsmine.numerals.anchors import ANCHOR, ANCHOR_FIRST
from newsmine.numerals.dates import NONE, STRONG
from newsmine.numerals.days import shift_years
from newsmine.numerals.draft import NUMBER_WORDS, Draft
from newsmine.numerals.model import FoundPeriod, Period, RejectedNumber
from newsmine.numerals.periods import LEADS, PeriodHit, period_at
from newsmine.numerals.points import DAY_WORDS, READERS
from newsmine.numerals.quantities import in_words, quantity_at, vague_at
from newsmine.numerals.rejects import URL, attached, bare_reason, label_before, label_goes_on, name_before, shape_at
from newsmine.numerals.settle import finish
from newsmine.numerals.units import noun_at, unit_at

__all__ = ["Passage", "read_passage"]


_PERIOD_WORDS = frozenset(READERS) | DAY_WORDS | LEADS
_WORDS_PERIOD = re.compile(r"(?:\w+ ){1,3}(?:tháng|qu[ýí]|năm|tuần|ngày)(?!\w)")
_MAYBE_PERIOD = re.compile(r"\d{1,4} ?(?:[-/.–—,]|đến|và|tháng|qu[ýí]|năm|tuần|ngày)")
_HEAD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_CHAIN = re.compile(r"(?:, ?| và | hoặc | hay | ?[-–] ?|, và |; ?)(?:từ )?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?![\d.,/-]*\d)(?!\w)")
_YEARS = re.compile(r"((?:1[89]|20)\d\d) ?(?:[-–]|đến|tới) ?((?:1[89]|20)\d\d)(?![\d.,/]*\d)(?!\w)")
_RATIO = re.compile(r"(\d[\d.]*\d|\d) ?/ ?(\d[\d.]*\d|\d)(?! ?/ ?\d)")
_FRACTION_CUE = re.compile(
    r"(?:nhất|thiểu|đa|nửa|bằng|chiếm|gần|hơn|khoảng|còn|đạt|được|có|quá|tới|trên|dưới|giảm|tăng|tỷ lệ|mất|là|từ|"
    r"thu hồi|lên|trong|đã|cho|cả|nguồn) $"
)
_OF = re.compile(r" ?(?:tổng|số|diện tích|dân số|lượng|khối lượng|thời gian|chiều dài|giá|chi phí|kinh phí|vốn)(?!\w)")
_DATE_CUE = re.compile(r"(?:dịp|lễ|ngày|đường|quảng trường|chiến thắng|kỷ niệm|trước|sau|vào|hôm|sáng|chiều|tối|đêm|và|,|\() ?$")
# Streets, squares, halls that bear a day
_NAMED = re.compile(r"(?:đường|hội trường|quảng trường|phố|công viên|chợ|trường|cầu|bệnh viện|nhà máy|xí nghiệp|rạp|sân) $")
_NAMED_DAY = re.compile(r"\d{1,2} (?:tháng) \d{1,2}(?! ?(?:/|năm))|\d{1,2}[-./]\d{1,2}(?![\d/.-]*\d)")
_BORN = re.compile(r"(?<!\w)(?:sinh|sn|mất) (?:vào )?$")
_EVENT = re.compile(r"tháng (?:tám|mười|8|10)(?!\w)(?![/.-]?\d)")
_LAW = re.compile(
    r"(?<!\w)(?:(?:luật|bộ luật|hiến pháp|pháp lệnh)(?: (?!được|ban hành|thông qua|có hiệu|trong|từ|đến|quy định)[^\W\d_]+){0,10}"
    r"|(?:nghị định|nghị quyết|thông tư|quyết định) \S+(?: [^\W\d_]+){0,5}) $"
)


_DAY_DIGITS, _LAST_DAY, _MONTHS = 2, 31, 12
_LONG_TITLE = 80  # characters
_LABEL_DIGITS = 2  # of a number that goes on from the label before it: *tổ 3, 4*
_SMALL_WHOLE = 5  # *2/3*, *3/4*, *4/5 hộ*
_YEARLY = re.compile(r" (?:năm|tới|vừa|hằng|hàng)")


class Passage:
    """What one pass has found so far."""

    def __init__(self, low: str, text: str, on: date | None) -> None:
        self.low, self.text, self.on = low, text, on
        self.quantities: list[Draft] = []
        self.periods: list[FoundPeriod] = []
        self.rejects: list[RejectedNumber] = []
        self.unexplained: list[tuple[int, int]] = []
        self.limit = 0  # end of what was consumed

    def reject(self, start: int, end: int, reason: str, rule: str = "") -> int:
        """Keep a refused number; return its end."""
        self.rejects.append(RejectedNumber(start=start, end=end, text=self.text[start:end], reason=reason, rule=rule or reason))
        self.limit = end
        return end

    def hit(self, start: int, found: PeriodHit | None) -> int | None:
        """Keep the period that was read at ``start``; return its end, or None where there was none."""
        return None if found is None else self.period(start, found.end, found.period, found.rule, baseline=found.baseline)

    def number(self, pos: int) -> int | None:
        """Keep the quantity whose number begins at ``pos``; return its end, or None where there is none."""
        found = quantity_at(self.low, self.text, pos, self.limit)
        return None if found is None else self.quantity(found)

    def period(self, start: int, end: int, period: Period, rule: str, *, baseline: bool = False) -> int:
        """Keep a period; return its end. One right after a document is that document's date."""
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


def _refused_year(passage: Passage, pos: int) -> int | None:
    """Refuse *năm 1980* after *sinh*, and the year of a law."""
    year = _YEAR.match(passage.low, pos + len("năm "))
    if year is None:
        return None
    if _BORN.search(passage.low, max(passage.limit, pos - 12), pos):
        return passage.reject(pos, year.end(), "age", "birth year")
    if _LAW.search(passage.low, max(passage.limit, pos - _LONG_TITLE), pos):
        return passage.reject(pos, year.end(), "document", "year of a law")
    return None


def _word(passage: Passage, word: str, pos: int) -> int:
    """Handle a word that may begin a period or a number; return the end of what was read, or ``pos``."""
    done: int | None = None
    if word == "tháng" and (event := _EVENT.match(passage.low, pos)) and passage.low.endswith("cách mạng ", 0, pos):
        return passage.reject(pos, event.end(), "label", "name of an event")
    if word == "năm":
        done = _refused_year(passage, pos)
        if done is None and _five(passage, pos):
            done = passage.number(pos)
    if done is None and word in _PERIOD_WORDS:
        done = passage.hit(pos, period_at(passage.low, pos, passage.on))
    if done is None and word == "thứ":
        done = _ordinal(passage, pos)
    if done is None:
        done = _number_words(passage, word, pos)
    return pos if done is None else done


def _number_words(passage: Passage, word: str, pos: int) -> int | None:
    """Read a vague amount, a period counted in words, or a number in words."""
    low, text = passage.low, passage.text
    found = None
    if word in _VAGUE_WORDS:
        found = vague_at(low, text, pos, passage.limit)
    elif word in NUMBER_WORDS or word in ("gấp", "nửa"):
        if word not in ("năm", "gấp", "nửa") and _WORDS_PERIOD.match(low, pos):
            done = passage.hit(pos, period_at(low, pos, passage.on))
            if done is not None:
                return done
        found = quantity_at(low, text, pos, passage.limit)
    if found is None or (found.spelled and text[pos].isupper() and _inside(text, pos)):
        return None
    return passage.quantity(found)


def _inside(text: str, pos: int) -> bool:
    """Tell whether a capital at ``pos`` stands inside a sentence, where it makes a name (*Ngã Ba Đồng Lộc*)."""
    before = text[max(0, pos - 3) : pos]
    return before[-1:] == " " and before.rstrip(" ")[-1:].isalnum()


_BEFORE_YEAR = re.compile(
    r"(?:hàng|hằng|mỗi|trong|cả|cuối|đầu|giữa|từng|các|nhiều|mấy|những|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|\d|mươi|"
    r"lăm|rưỡi|nửa|vài|qua|suốt|sau|trước|hết|theo|vào)$"
)


def _five(passage: Passage, pos: int) -> bool:
    """Tell whether *năm* is five: a known noun follows, and no word before makes it a year."""
    low = passage.low
    noun = noun_at(low, passage.text, pos + 4) if low.startswith("năm ", pos) else None
    if noun is None or passage.text[pos + 4].isupper():
        return False
    return not _BEFORE_YEAR.search(low[max(0, pos - 8) : pos].rstrip(" "))


_RANK = re.compile(r"(?:đứng|xếp|xếp hạng|vị trí|hạng|ở vị trí|giữ vị trí|đứng vị trí|lên vị trí|xếp ở vị trí) $")
_RANK_AT = re.compile(r"thứ (\d{1,3})(?!\d)(?: ?/ ?(\d{1,3})(?!\d))?")


def _ordinal(passage: Passage, pos: int) -> int:
    """Read *thứ 5/63 tỉnh* after *đứng*, *xếp* as a score; any other *thứ N* is refused."""
    match = _RANK_AT.match(passage.low, pos)
    if match and _RANK.search(passage.low[max(passage.limit, pos - 20) : pos]):
        unit = (
            noun_at(passage.low, passage.text, match.end() + 1)
            if match[2] and passage.low[match.end() : match.end() + 1] == " "
            else None
        )
        stop = unit or match.end()
        draft = Draft(pos, stop, match.start(1), match.end(), Decimal(int(match[1])))
        draft.denominator = Decimal(int(match[2])) if match[2] else None
        draft.kind, draft.dimension, draft.rule = "score", "score", "rank"
        if unit is not None:
            draft.unit, draft.unit_start, draft.unit_end = passage.text[match.end() + 1 : unit].lower(), match.end() + 1, unit
        return passage.quantity(draft)
    digits = re.compile(r"thứ (\d[\d.]*\d|\d)").match(passage.low, pos)
    if digits:
        return passage.reject(pos, digits.end(), "ordinal", "thứ")
    return pos


class _Slash:
    """``n/m`` in its place, and what speaks for a date or a ratio."""

    def __init__(self, passage: Passage, pos: int, match: re.Match[str]) -> None:
        low = passage.low
        self.n, self.m, self.end = match[1], match[2], match.end()
        self.left = low[max(passage.limit, pos - 14) : pos]
        self.unit = unit_at(low, passage.text, self.end, generic=False)
        self.any_unit = unit_at(low, passage.text, self.end) is not None
        self.after = low[self.end : self.end + 10]
        self.of = _OF.match(low, self.end) is not None

    @property
    def valid(self) -> bool:
        """There is such a day."""
        short = all("." not in part and len(part) <= _DAY_DIGITS for part in (self.n, self.m))
        return short and 1 <= int(self.n) <= _LAST_DAY and 1 <= int(self.m) <= _MONTHS

    @property
    def unit_near(self) -> bool:
        """A unit stands right after, or what it is a share of."""
        return (self.unit is not None and self.unit.start <= self.end + 1) or self.of

    @property
    def dated(self) -> bool:
        """The words before are those before a date."""
        if (self.of and self.left.rstrip()[-1:] in (",", "(")) or self.left.endswith("và "):
            return False
        return bool(_DATE_CUE.search(self.left))

    def is_ratio(self) -> bool:
        """Tell whether it is a ratio, where no word decides otherwise."""
        valid, dated = self.valid, self.dated
        rising = valid and int(self.n) < int(self.m)
        if valid and self.after.startswith(" năm "):
            return False
        if self.unit_near:
            return not (valid and dated) or (self.unit is not None and self.unit.known)
        if dated:
            return False
        if _FRACTION_CUE.search(self.left) and (not valid or rising):
            return True
        return rising and int(self.m) <= _SMALL_WHOLE and self.any_unit and not _YEARLY.match(self.after)


def _slash(passage: Passage, pos: int, match: re.Match[str]) -> int | None:
    """Decide what ``n/m`` is: a ratio, a date, or an address."""
    slash = _Slash(passage, pos, match)
    left = slash.left
    if left.endswith("số ") and not left.endswith(("tổng số ", "trong số ")) and not slash.unit_near:
        return passage.reject(pos, match.end(), "address", "số n/m")
    if _NAMED.search(left):
        return passage.reject(pos, match.end(), "address", "named for a day")
    if slash.valid and not slash.is_ratio():
        done = passage.hit(pos, period_at(passage.low, pos, passage.on, cue=STRONG))
        if done is not None:
            return done
    return passage.number(pos)


def _bare_year(passage: Passage, pos: int) -> int | None:
    """Read a year without *năm*: a period in a range or a chain of years, a refused date, or a count where a noun says so."""
    low, text = passage.low, passage.text
    span = _YEARS.match(low, pos)
    if span and int(span[1]) <= int(span[2]):
        unit = unit_at(low, text, span.end(), generic=False)
        if unit is None:
            period = Period(start=f"{span[1]}-01-01", end=f"{span[2]}-12-31")
            return passage.period(pos, span.end(), period, "y-y")
    match = _YEAR.match(low, pos)
    if not match:
        return None
    unit = unit_at(low, text, match.end(), generic=False)
    if unit is not None and unit.dimension != "time" and not text[unit.start].isupper():
        return None
    chained = passage.periods and passage.periods[-1].end == passage.limit and _CHAIN.fullmatch(low, passage.limit, pos)
    if chained or low[pos - 1 : pos] == "(":
        period = Period(start=f"{match.group()}-01-01", end=f"{match.group()}-12-31")
        return passage.period(pos, match.end(), period, "y")
    return passage.reject(pos, match.end(), "date", "bare year")


_IN_BRACKETS = re.compile(r"\d{1,2}[-./]\d{1,2}(?:[-./](?:19|20)\d\d)?\)")
_HOLIDAY = re.compile(
    r"(?:lễ|dịp|quốc khánh|thống nhất|lao động|nay|qua|mai|chiến thắng|kỷ niệm|giải phóng|từ|đến|nghỉ lễ|phụ nữ|độc lập) \(?$"
)
_DAY_MONTH = re.compile(r"(\d{1,2})([-.])(\d{1,2})(?![\d.,/-]*\d)(?!\w)")
_HYPHENS = re.compile(r" ?[-–] ?")


def _dated(passage: Passage, pos: int) -> bool:
    """Tell whether what stands around ``27-6`` or ``30.4`` makes it a date: brackets, a holiday word, a date right before."""
    low = passage.low
    match = _DAY_MONTH.match(low, pos)
    if not match:
        return False
    if (low[pos - 1 : pos] == "(" and _IN_BRACKETS.match(low, pos)) or _HOLIDAY.search(low, max(0, pos - 16), pos):
        return True
    if passage.periods and passage.periods[-1].end == passage.limit and _HYPHENS.fullmatch(low, passage.limit, pos):
        return True
    falls = match[2] == "-" and int(match[1]) > int(match[3]) and match[3] != "0"
    return falls and unit_at(low, passage.text, match.end(), generic=False) is None


def _chained_label(passage: Passage, pos: int) -> int | None:
    """Refuse the next of a list of labels: *Điều 5, 6 và 7*, *tổ 3, 4*."""
    previous = passage.rejects[-1] if passage.rejects else None
    if previous is None or previous.end != passage.limit or previous.rule != "label":
        return None
    if not _CHAIN.fullmatch(passage.low, passage.limit, pos):
        return None
    end = _plain_end(passage.low, pos)
    last = _LAST_DIGITS.search(previous.text)
    short = end - pos <= _LABEL_DIGITS
    counts_on = last is not None and short and int(last.group()) + 1 == int(re.sub(r"\D", "", passage.low[pos:end]))
    if counts_on or unit_at(passage.low, passage.text, end, generic=False) is None:
        return passage.reject(pos, _label_end(passage.low, pos), previous.reason, "label")
    return None


def _refused(passage: Passage, pos: int, label: tuple[str, bool, int] | None) -> int | None:
    """Refuse a figure by its shape, by a label that holds whatever follows, as one of a list, as part of a name."""
    low, text = passage.low, passage.text
    shape = attached(low, text, pos) or shape_at(low, text, pos, passage.limit)
    if shape:
        start, end, reason = shape
        if label is not None and reason == "label":  # *Quốc lộ 1A*: the words before know better
            reason, start = label[0], label[2]
        return passage.reject(max(start, passage.limit), end, reason, "shape")
    if label is not None and label[1]:
        return _label(passage, pos, label)
    done = _chained_label(passage, pos)
    if done is None and _NAMED.search(low, max(passage.limit, pos - 16), pos) and (named := _NAMED_DAY.match(low, pos)):
        return passage.reject(pos, named.end(), "address", "named for a day")
    return done


def _timed(passage: Passage, pos: int) -> int | None:
    """Read a figure as a period, as ``n/m``, as a year."""
    low = passage.low
    done = None
    if _MAYBE_PERIOD.match(low, pos):
        done = passage.hit(pos, period_at(low, pos, passage.on, cue=STRONG if _dated(passage, pos) else NONE))
    ratio = _RATIO.match(low, pos) if done is None else None
    if ratio:
        done = _slash(passage, pos, ratio)
    if done is None and low[pos] in "12":
        done = _bare_year(passage, pos)
    return done


def _digits(passage: Passage, pos: int) -> int:
    """Handle a figure: refuse it by its shape or label, read it as a period, or as a quantity."""
    low, text = passage.low, passage.text
    label = label_before(low, pos, passage.limit)
    done = _refused(passage, pos, label)
    if done is None:
        done = _timed(passage, pos)
    if done is not None:
        return done
    found = quantity_at(low, text, pos, passage.limit)
    if label is not None and (found is None or not found.firm or _only_label(low, text, found)):
        return _label(passage, pos, label)
    if found is None:
        return _last_resort(passage, pos)
    capital = found.unit_start is not None and text[found.unit_start].isupper() and found.dimension == "count"
    if (not found.firm or capital) and found.unit is not None and found.start == pos and name_before(text, pos):
        return passage.reject(pos, _plain_end(low, pos), "label", "name")
    return passage.quantity(found)


def _only_label(low: str, text: str, found: Draft) -> bool:
    """Tell whether what seems the unit of a number with a label is none."""
    if found.unit_start is None or found.unit_end is None or found.scale > 1:
        return False
    return label_goes_on(low, text, found.unit_start, found.unit_end)


def _last_resort(passage: Passage, pos: int) -> int:
    """Read a figure that makes no number as a date, refuse what nobody says, or list it as unexplained."""
    done = passage.hit(pos, period_at(passage.low, pos, passage.on, cue=STRONG))
    if done is not None:
        return done
    end = _plain_end(passage.low, pos)
    if _MALFORMED.match(passage.low, pos):
        return passage.reject(pos, end, "label", "malformed")  # *300 trăm*: no number is said so
    passage.unexplained.append((pos, end))
    passage.limit = end
    return end


_MALFORMED = re.compile(r"\d+ (?:trăm|chục)")
_LAST_DIGITS = re.compile(r"\d+$")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)*")
_LABELLED = re.compile(r"\d+(?:[.,/-]\d+)*(?: [-–] \d+)?[a-zđ]?(?!\w)|\d+")


def _plain_end(low: str, pos: int) -> int:
    match = _PLAIN.match(low, pos)
    return match.end() if match else pos + 1


def _label_end(low: str, pos: int) -> int:
    match = _LABELLED.match(low, pos)
    return match.end() if match else pos + 1


def _label(passage: Passage, pos: int, label: tuple[str, bool, int]) -> int:
    reason, _, start = label
    return passage.reject(max(start, passage.limit), _label_end(passage.low, pos), reason, "label")


def read_passage(low: str, text: str, on: date | None) -> Passage:
    """Run the pass over a reading view."""
    passage = Passage(low, text, on)
    urls = [m.span() for m in URL.finditer(low)] if "www." in low or "http" in low or "@" in low else []
    pos = 0
    first = ANCHOR_FIRST.match(low)
    if first:
        pos = max(_word(passage, re.split(r"[ –-]", first.group())[0], 0), 1)
    while True:
        match = ANCHOR.search(low, pos)
        if not match:
            break
        word = match[1]
        if word is None or low[match.start()].isdigit():
            word, start = None, match.start()
        else:
            start = match.start(1)
        if urls and (url := next((span for span in urls if span[0] <= start < span[1]), None)):
            if _DIGITS.search(low, start, url[1]):
                passage.reject(max(url[0], passage.limit), url[1], "label", "url")
            pos = url[1]
        elif word is None:
            pos = max(_digits(passage, start), start + 1)
        else:
            head = _HEAD.match(word).group()  # type: ignore[union-attr]
            pos = max(_word(passage, head, start), start + len(head))
    finish(passage.quantities, low, text)
    _refuse_bare(passage)
    return passage


def _refuse_bare(passage: Passage) -> None:
    """Move numbers that got no unit from anywhere, and that no word states as a figure, to the refused ones."""
    kept: list[Draft] = []
    for draft in passage.quantities:
        if draft.unit is None and draft.kind == "count" and draft.scale == 1 and draft.magnitude is None and not draft.inherited:
            previous = kept[-1] if kept else None
            chained = previous is not None and previous.unit is None and _CHAIN.fullmatch(passage.low, previous.end, draft.start)
            reason = (
                None if chained else bare_reason(passage.low, passage.text, draft.start, draft.number_start, draft.number_end)
            )
            if reason is not None:
                passage.reject(draft.number_start, draft.number_end, reason, "bare number")
                continue
        kept.append(draft)
    if len(kept) < len(passage.quantities):
        passage.quantities = kept
        passage.rejects.sort(key=lambda item: item.start)
