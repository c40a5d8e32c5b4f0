"""What a figure is where the pass stops: refused, a period, or a quantity."""

from __future__ import annotations

import re

from newsmine.numerals.at_slash import NAMED, read_slash
from newsmine.numerals.at_words import LONE_YEAR
from newsmine.numerals.dates import NONE, STRONG
from newsmine.numerals.draft import Draft
from newsmine.numerals.model import Period
from newsmine.numerals.passage import Passage
from newsmine.numerals.periods import period_at
from newsmine.numerals.quantities import quantity_at
from newsmine.numerals.rejects import PLAINLY, attached, label_before, label_goes_on, name_before, shape_at
from newsmine.numerals.units import unit_at

__all__ = ["CHAIN", "read_digits"]


# What may be a date or a length of time; groups of thousands and decimals are none.
_MAYBE_PERIOD = re.compile(
    r"(?!\d{1,3}\.\d{3}(?!\d))\d{1,4} ?(?:[-/–—]|\. ?\d|, (?:\d|đến|và)|đến|và|tháng|qu[ýí]|năm|tuần|ngày)"
)
CHAIN = re.compile(r"(?:, ?| và | hoặc | hay | ?[-–] ?|, và |; ?)(?:từ )?")

_YEARS = re.compile(r"((?:1[89]|20)\d\d) ?(?:[-–]|đến|tới) ?((?:1[89]|20)\d\d)(?![\d.,/]{0,24}\d)(?!\w)")
_CENTURIES = frozenset(("18", "19", "20"))  # of the years that are read without *năm*
_RATIO = re.compile(r"(\d[\d.]*\d|\d) ?/ ?(\d[\d.]*\d|\d)(?! ?/ ?\d)")

_NAMED_DAY = re.compile(r"\d{1,2} (?:tháng) \d{1,2}(?! ?(?:/|năm))|\d{1,2}[-./]\d{1,2}(?![\d/.-]{0,24}\d)")
_CLASSES = 12  # of a school
_PHONE_LIKE = re.compile(r"0|1[89]00|11\d(?!\d)|\d{6}|\d{2,4}[. -]\d{3,4}[. -]")
_YEAR_TELLS = re.compile(r" (?:đạt|tăng|giảm|là|ước|còn|có|chiếm|thu|chi|bằng)(?!\w)")
_PLAN_YEAR = re.compile(r"(?<!\w)(?:chỉ tiêu|kế hoạch|mục tiêu|dự toán|nhiệm vụ) $")
_PLAN_LOOK = 10
_MEASURED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?![\d/.-])")  # no label has groups of thousands
_LABEL_DIGITS = 2  # of a number that goes on from the label before it: *tổ 3, 4*


def _bare_year(passage: Passage, pos: int) -> int | None:
    """Read a year without *năm*: a period in a range or a chain of years, a refused date, or a count where a noun says so."""
    low, text = passage.low, passage.text
    span = _YEARS.match(low, pos)
    if span and int(span[1]) <= int(span[2]):
        unit = unit_at(low, text, span.end(), generic=False)
        if unit is None:
            period = Period(start=f"{span[1]}-01-01", end=f"{span[2]}-12-31")
            return passage.period(pos, span.end(), period, "y-y")
    match = LONE_YEAR.match(low, pos)
    if not match:
        return None
    unit = unit_at(low, text, match.end(), generic=False)
    if unit is not None and unit.dimension != "time" and not text[unit.start].isupper():
        return None
    chained = passage.periods and passage.periods[-1].end == passage.limit and CHAIN.fullmatch(low, passage.limit, pos)
    titled = _PLAN_YEAR.search(low, max(0, pos - _PLAN_LOOK), pos)  # *Chỉ tiêu 2024 gồm*
    told = low[pos - 2 : pos] in (", ", "; ") and _YEAR_TELLS.match(low, match.end())  # *…, 2023 đạt 19%*
    if chained or told or titled or low[pos - 1 : pos] == "(":
        period = Period(start=f"{match.group()}-01-01", end=f"{match.group()}-12-31")
        return passage.period(pos, match.end(), period, "y")
    return passage.reject(pos, match.end(), "date", "bare year")


_IN_BRACKETS = re.compile(r"\d{1,2}[-./]\d{1,2}(?:[-./](?:19|20)\d\d)?\)")
_HOLIDAY = re.compile(
    r"(?:lễ|dịp|quốc khánh|thống nhất|lao động|nay|qua|mai|chiến thắng|kỷ niệm|giải phóng|từ|đến|nghỉ lễ|phụ nữ|độc lập) \(?$"
)

_DAY_MONTH = re.compile(r"(\d{1,2})([-.])(\d{1,2})(?![\d.,/-]{0,24}\d)(?!\w)")
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
    if not CHAIN.fullmatch(passage.low, passage.limit, pos):
        return None
    end = _plain_end(passage.low, pos)
    last = _LAST_DIGITS.search(previous.text)
    short = end - pos <= _LABEL_DIGITS
    counts_on = last is not None and short and int(last.group()) + 1 == int(re.sub(r"\D", "", passage.low[pos:end]))
    if counts_on or unit_at(passage.low, passage.text, end, generic=False) is None:
        return passage.reject(pos, _label_end(passage.low, pos), previous.reason, "label")
    return None


_Label = tuple[str, bool, int]
_DATE_LETTERS = frozenset("đvtqn")  # first letters of what a date or a length of time goes on with after a space


def _maybe_date(low: str, pos: int, plainly: re.Match[str] | None) -> bool:
    """Tell whether a figure may be a date, a length of time or ``n/m``: one with a plain word or a percent sign rarely is."""
    return plainly is None or low[plainly.end() - 2] in _DATE_LETTERS or low.find(".", pos, plainly.end()) >= 0


def _refused(passage: Passage, pos: int, label: _Label | None, plainly: re.Match[str] | None) -> int | None:
    """Refuse a figure by its shape, by a label that holds whatever follows, as one of a list."""
    low, text = passage.low, passage.text
    shape = attached(low, text, pos) or shape_at(low, text, pos, passage.limit, plainly)
    if shape:
        start, end, reason = shape
        if label is not None and reason == "label":  # *Quốc lộ 1A*: the words before know better
            reason, start = label[0], label[2]
        return passage.reject(max(start, passage.limit), end, reason, "shape")
    if label is not None and label[1]:
        return _label(passage, pos, label)
    return _chained_label(passage, pos)


def _dated_or_slash(passage: Passage, pos: int) -> int | None:
    """Refuse a figure as part of a name, or read it as a period or as ``n/m``."""
    low = passage.low
    if low.endswith(NAMED, passage.limit, pos) and (named := _NAMED_DAY.match(low, pos)):
        return passage.reject(pos, named.end(), "address", "named for a day")
    done = None
    if _MAYBE_PERIOD.match(low, pos):
        done = passage.hit(pos, period_at(low, pos, passage.on, cue=STRONG if _dated(passage, pos) else NONE))
    ratio = _RATIO.match(low, pos) if done is None else None
    return read_slash(passage, pos, ratio) if ratio else done


def _no_label(low: str, text: str, pos: int, label: _Label) -> bool:
    """Tell whether what looks labelled is no label by its form: *qua điện thoại 1.640 người*, *có lớp 48 em*."""
    if label[0] == "phone":
        return not _PHONE_LIKE.match(low, pos)
    if low.startswith(("lớp", "khối"), label[2]):
        plain = _PLAIN.match(low, pos)
        large = plain is not None and plain.group().isdigit() and int(plain.group()) > _CLASSES
        return large and plain is not None and unit_at(low, text, plain.end(), generic=False) is not None
    return not label[1] and _MEASURED.match(low, pos) is not None


def read_digits(passage: Passage, pos: int) -> int:
    """Handle a figure: refuse it by its shape or label, read it as a period, or as a quantity."""
    low, text = passage.low, passage.text
    label = label_before(low, pos, passage.limit)
    if label is not None and _no_label(low, text, pos, label):
        label = None
    plainly = PLAINLY.match(low, pos)
    done = _refused(passage, pos, label, plainly)
    if done is None and _maybe_date(low, pos, plainly):
        done = _dated_or_slash(passage, pos)
    if done is None and low[pos : pos + 2] in _CENTURIES:
        done = _bare_year(passage, pos)
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


def _label(passage: Passage, pos: int, label: _Label) -> int:
    reason, _, start = label
    return passage.reject(max(start, passage.limit), _label_end(passage.low, pos), reason, "label")
