"""What holds of numbers whatever they are, and of any text: printed forms read back, spans exact, one spelling of Unicode as good
as the other, nothing lost and nothing said twice."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmine.numerals import find_periods, find_quantities, parse_number, parse_period, scan
from newsmine.numerals.balance import balance
from newsmine.records import REJECT_REASONS

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ")
# Pieces of sentences as the press writes them, and anything at all.
PIECES = st.sampled_from(
    [
        "Toàn xã có ", "giảm ", "tăng ", "hơn ", "khoảng ", "từ ", "đến ", "năm ", "tháng ", "quý ", "giai đoạn ", "12", "1.204",
        "84,3", "20/21", "5/4", "2020", "2016-2020", "%", " tỷ", " đồng", " ha", " hộ", " người", "m2", " lần", "gấp ", "hai ",
        "ba mươi", " rưỡi", "còn ", "Điều ", "QL", "Covid-19", "30a/2008/NQ-CP", "0256.3822.123", "8h30", " tuổi", "(", ")", ",",
        ". ", "\n", " ", "-", "–", "/", "thứ ", "một nửa", "hàng nghìn ", "Ngày ", "Tổ ", "Hòa An ", "trở lên", "xuống ", "lên ",
    ]
)  # fmt: skip
TIMES = st.lists(
    st.sampled_from(
        [
            "cùng kỳ", "so với", "năm", "tháng", "ngày", "quý", "đến", "từ", "trước", "sau", "(", ")", "-", "–", "5", "11", "0",
            "12", "2020", "1/1", "29/2", "31/12", "11-6", "đầu năm", "cuối năm", "qua", "tới", "nay", "giai đoạn",
            "nhiệm kỳ", "mỗi",
            "tính đến", "hết", "đến nay", "năm học", "vụ đông xuân", "tuần trước", "hôm qua", "và", "trong", "III", "60 tháng",
            "6 tháng đầu năm", "năm ngoái", "năm trước", "5 năm", "\n",
        ]
    ),
    max_size=9,
).map(" ".join)  # fmt: skip
PRESS = st.lists(PIECES, max_size=24).map("".join)
TEXTS = PRESS | st.text(max_size=60) | st.text(alphabet="0123456789.,/-–% abđmkt()", max_size=40)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2035, 12, 31))
WHOLE = st.integers(0, 10**15 - 1)


def below_thousand(number: int, *, full: bool) -> list[str]:
    """Spell a number under one thousand; ``full`` says the hundreds even where there are none."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 1:
        words += ["mười", *([["lăm" if units == 5 else DIGITS[units]][0]] if units else [])]
    elif tens:
        last = {1: "mốt", 4: "tư", 5: "lăm"}.get(units, DIGITS[units])
        words += [DIGITS[tens], "mươi", *([last] if units else [])]
    elif units:
        words += ["linh", DIGITS[units]] if words else [DIGITS[units]]
    return words


def spelled(number: int) -> str:
    """Spell a number under 10^15 in full, each group of three with its hundreds."""
    if number < 1000:
        return " ".join(below_thousand(number, full=False)) or "không"
    billions, rest = divmod(number, 10**9)
    words = [*spelled(billions).split(), "tỷ"] if billions else []
    for scale in (2, 1, 0):
        group = rest // 1000**scale % 1000
        if group:
            words += [*below_thousand(group, full=bool(words)), SCALES[scale]]
    return " ".join(word for word in words if word)


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(WHOLE)
def test_a_number_is_read_back_from_every_form_that_it_is_printed_in(number):
    assert parse_number(str(number)) == number
    assert parse_number(grouped(number, ".")) == number
    assert parse_number(spelled(number)) == number
    assert parse_number(f"âm {spelled(number)}") == (-number if number else 0)
    if number >= 1000:
        assert parse_number(grouped(number, " ")) == number


@given(WHOLE, st.integers(1, 999))
def test_decimals_are_read_back(number, thousandths):
    decimals = f"{thousandths:03d}".rstrip("0")
    value = Decimal(f"{number}.{decimals}")
    assert parse_number(f"{grouped(number, '.')},{decimals}") == value
    assert parse_number(f"{spelled(number)} phẩy {' '.join(DIGITS[int(digit)] for digit in decimals)}") == value


@given(st.integers(1, 999), st.sampled_from([("nghìn", 10**3), ("triệu", 10**6), ("tỷ", 10**9), ("nghìn tỷ", 10**12)]))
def test_multipliers_are_exact(number, scale):
    word, factor = scale
    assert parse_number(f"{number} {word}") == number * factor
    assert parse_number(f"{number},5 {word}") == number * factor + factor // 2
    (found,) = find_quantities(f"Tổng vốn là {number} {word} đồng.")
    assert (found.value, found.unit, found.text) == (number * factor, "VND", f"{number} {word} đồng")


@given(st.integers(2, 10**9))
def test_a_count_keeps_its_value_in_a_sentence(number):
    (found,) = find_quantities(f"Toàn tỉnh hiện có {grouped(number, '.')} hộ dân.")
    assert (found.value, found.unit, found.bound, found.change) == (number, "hộ dân", "exact", None)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(["-", " - ", "–", " đến "]))
def test_a_range_has_its_ends_in_order(low, high, join):
    found = [item for item in find_quantities(f"Tỷ lệ đạt {low}{join}{high}%.") if item.value_max is not None]
    assert bool(found) == (low < high)
    for item in found:
        assert (item.value, item.value_max, item.unit, item.bound) == (low, high, "%", "range")


@given(TEXTS, DAYS)
def test_spans_are_exact_and_apart_and_nothing_is_lost(text, on):
    found = scan(text, on)
    items = [*found.quantities, *found.periods, *found.rejects]
    for item in items:
        assert text[item.start : item.end] == item.text
        assert item.start < item.end
    spans = sorted([(item.start, item.end) for item in items] + list(found.unexplained))
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
    for item in found.quantities:
        assert item.start <= item.number_start < item.number_end <= item.end
        assert item.value_max is None or item.value is None or item.value < item.value_max
        assert (item.value is None) == (item.magnitude is not None)
    assert all(item.reason in REJECT_REASONS for item in found.rejects)
    sums = balance(text, found=found)
    assert sums.runs == sums.quantities + sums.periods + sum(n for _, n in sums.refused) + len(sums.unexplained)


@given(TIMES, DAYS)
def test_what_has_no_time_of_its_own_is_no_end_of_a_period(text, on):
    """A length, a rate and a *cùng kỳ* without a year stand nowhere in time."""
    for item in find_periods(text, on):
        assert "1900" <= (item.period.start or "2000") <= "2100"
        assert "1900" <= (item.period.end or "2000") <= "2100"


@given(TEXTS, DAYS)
def test_periods_do_not_end_before_they_start(text, on):
    for item in find_periods(text, on):
        first, last = item.period.start, item.period.end
        assert first is None or last is None or date.fromisoformat(first) <= date.fromisoformat(last)


@given(TEXTS, DAYS)
def test_composed_and_decomposed_text_say_the_same(text, on):
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", composed)
    one, two = scan(composed, on), scan(decomposed, on)
    assert [(q.value, q.value_max, q.denominator, q.unit, q.kind, q.bound, q.change) for q in one.quantities] == [
        (q.value, q.value_max, q.denominator, q.unit, q.kind, q.bound, q.change) for q in two.quantities
    ]
    assert [item.period for item in one.periods] == [item.period for item in two.periods]
    assert [item.reason for item in one.rejects] == [item.reason for item in two.rejects]
    for a, b in zip(one.quantities, two.quantities, strict=True):
        assert unicodedata.normalize("NFC", b.text) == unicodedata.normalize("NFC", a.text)


@given(PRESS, PRESS)
def test_a_paragraph_before_changes_nothing_in_the_next_but_what_it_refers_to(before, text):
    own = [(item.text, item.value, item.unit) for item in find_quantities(text)]
    both = [(item.text, item.value, item.unit) for item in find_quantities(f"{before}.\n\n{text}") if item.start > len(before)]
    assert both == own


@given(st.text(max_size=40), DAYS)
def test_any_string_parses_to_a_number_or_a_period_or_to_none(text, on):
    number, period = parse_number(text), parse_period(text, on)
    assert number is None or isinstance(number, Decimal)
    assert period is None or period.kind in ("interval", "as_of", "rate", "school_year", "season")


@pytest.mark.parametrize("mark", ["\u00a0", "\u202f", "\u2009"])
def test_the_press_spaces_are_spaces(mark):
    (found,) = find_quantities(f"Quỹ chi 300{mark}000{mark}đồng.")
    assert (found.value, found.text) == (300_000, f"300{mark}000{mark}đồng")


def test_the_same_text_gives_the_same_answer_twice():
    text = "Quý III/2021, thu ngân sách đạt 1.204 tỷ đồng, tăng 5,2% so với cùng kỳ năm 2020."
    assert scan(text, date(2021, 10, 5)) == scan(text, date(2021, 10, 5))
