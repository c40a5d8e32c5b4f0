from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from newsmine.normal import compose, read

TRAPS = st.sampled_from(
    [
        *("a", "O", "Đ", "Ð", "đ", "ð", "hoà", "Thuỷ", "quý", "ế", "\u0300", "\u0301", "\u0302", "\u0323", "\u031b"),
        *("\u200b", "\u200d", "\u00ad", "\ufeff", "\u00a0", "\r\n", "\n", "\t", " ", "\u2028", "\x0c", "\x96"),
        *("\u1100", "\u1161", "\u11a8", "각", "\u0344", "\u0f73", "\u0958", "\ufb2c", "\u212b", "\u0b47", "\u0b3e"),
        *("\ud800", "\udc00", "😀", "\ufe0f", "."),
    ]
)
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(TRAPS).map("".join),
    st.text(st.characters(exclude_categories=[])),
    st.lists(st.sampled_from("ếẠỡươđ ")).map("".join),
)
VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵĐ .,1\n")


@given(ANY_TEXT)
@example("\u0301a")
@example("a\u200d\u0302\u0301")
def test_the_map_is_monotone_and_spans_do_not_overlap(given):
    for reading in (read(given), compose(given)):
        done = 0
        for index in range(len(reading.text)):
            start, end = reading.source(index, index + 1)
            assert done <= start <= end <= len(given)
            done = end
        assert reading.source(0, len(reading.text))[1] <= len(given)


@given(ANY_TEXT)
def test_compose_is_nfc(given):
    assert compose(given).text == unicodedata.normalize("NFC", given)


@given(ANY_TEXT)
@example("OÀ\u0300")
@example("uỷ\u0323")
@example("OÀ\u0f71\u0300")
def test_reading_a_reading_changes_nothing(given):
    once = read(given).text
    assert read(once).text == once
    assert unicodedata.is_normalized("NFC", once)


@given(ANY_TEXT)
def test_what_is_read_was_printed_there(given):
    """Of each character read, the letter without its marks stands in the stretch that it was read from."""
    reading = read(given)
    for index, char in enumerate(reading.text):
        start, end = reading.source(index, index + 1)
        if char.isascii() and char.isalnum() and end - start == 1:
            assert unicodedata.normalize("NFD", given[start])[0] == char


@given(ANY_TEXT, st.data())
def test_view_covers_what_it_is_asked_for(given, data):
    reading = read(given)
    if reading.text:
        start = data.draw(st.integers(0, len(reading.text) - 1))
        end = data.draw(st.integers(start + 1, len(reading.text)))
        here, there = reading.source(start, end)
        if here < there:
            first, last = reading.view(here, there)
            assert first <= start or reading.source(first, first + 1)[0] >= here
            assert last >= end or reading.source(end - 1, end)[0] >= there


@given(VIETNAMESE)
def test_nfd_is_read_as_nfc(given):
    decomposed = unicodedata.normalize("NFD", given)
    reading = read(decomposed)
    assert reading.text == read(given).text
    for match in re.finditer(r"\w+", reading.text):
        start, end = reading.source(*match.span())
        assert unicodedata.normalize("NFC", decomposed[start:end]) == given[slice(*read(given).source(*match.span()))]


@given(VIETNAMESE)
def test_plain_text_needs_no_map(given):
    assert (read(given).starts is None) == ("  " not in given)


@given(VIETNAMESE)
def test_spellings_of_one_text_are_read_alike(given):
    expected = read(given).text
    assert read(given.replace("Đ", "Ð").replace("đ", "ð")).text == expected
    assert read(given.replace(" ", "\u00a0")).text == expected
    assert read(given.replace(" ", " \u00a0\t ")).text == expected
    assert read("\u200b".join(given)).text == expected or "oa" in expected or "uy" in expected or "oe" in expected
    assert read("\ufeff" + given).text == expected


def test_old_tone_marks():
    assert (
        read("Hoà Bình, khoẻ, THUỶ lợi, uỷ ban, quý, QUỸ, toàn, hoài, uà, oý, uý").text
        == "Hòa Bình, khỏe, THỦY lợi, ủy ban, quý, QUỸ, toàn, hoài, uà, oý, úy"
    )


def test_a_span_is_what_was_printed():
    given = "Ủy ban nha\u0302n da\u0302n ti\u0309nh Hoà\u00a0Bi\u0300nh\u200b họp."
    reading = read(given)
    assert reading.text == "Ủy ban nhân dân tỉnh Hòa Bình họp."
    start = reading.text.index("Hòa Bình")
    assert given[slice(*reading.source(start, start + 8))] == "Hoà\u00a0Bi\u0300nh"
    assert reading.source(0, 0) == (0, 0)
    assert reading.source(len(reading.text), len(reading.text)) == (len(given), len(given))


def test_several_spaces_are_read_as_one():
    given = "Bà  Hứa\t \u00a0Thị\u200b  Mến  "
    reading = read(given)
    assert reading.text == "Bà Hứa Thị Mến "
    spans = [reading.source(match.start(), match.end()) for match in re.finditer(r"\S+|\s", reading.text)]
    assert [given[start:end] for start, end in spans] == ["Bà", "  ", "Hứa", "\t \u00a0", "Thị", "  ", "Mến", "  "]
    assert reading.view(0, 2) == (0, 2)
    assert reading.view(4, 7) == (3, 6)


def test_invisible_characters_between_letter_and_mark():
    reading = read("ti\u200b\u0309nh")
    assert reading.text == "tỉnh"
    assert reading.source(1, 2) == (1, 4)


def test_the_press_decomposed(press):
    for text in press:
        decomposed = unicodedata.normalize("NFD", text)
        reading = read(decomposed)
        assert reading.text == read(text).text
        assert unicodedata.normalize("NFC", decomposed[slice(*reading.source(0, len(reading.text)))]) == text
