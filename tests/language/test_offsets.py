"""``text[start:end]`` is what is printed, for every record, word and sentence, whatever the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import newsmine
from benchmarks.offsets import told, violations
from newsmine.errors import InputError

PIECES = [
    *("Ông Lò Văn Pá, Phó Chủ tịch UBND xã Đề Thám", "bà Nguyễn Thị Hoà", "ông Pá", "Sở Nội vụ tỉnh Hoà Bình", "Uỷ ban MTTQ"),
    *(
        " cho biết: ",
        " khẳng định, ",
        ", theo ",
        " yêu cầu ",
        " dự báo ",
        "“",
        "”",
        '"',
        " – ",
        "-",
        ". ",
        ", ",
        "; ",
        " ",
        "(",
        ")",
        "… ",
    ),
    *("\n", "\r\n", "\r", "\t", "\u2028", "\u00a0", "\x0c", "\x00"),
    *(
        "Toàn xã có 1.204 hộ",
        "tăng 5,2%",
        "20/21 đồng chí",
        "hơn 1,5 tỷ đồng",
        "từ 98 đến 99%",
        "trong đó 84 hộ nghèo",
        "năm 2023",
    ),
    *("Quyết định số 12/QĐ-UBND ngày 5/4/2021", "TP. Sơn La", "PGS.TS. ", "năm 2023", "huyện Đà Bắc", "Ảnh: T.L"),
]
FORMS = {
    "as it is": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "compatible": lambda text: unicodedata.normalize("NFKD", text),
    "half decomposed": lambda text: "".join(
        unicodedata.normalize("NFD", char) if index % 2 else char for index, char in enumerate(text)
    ),
    "eth for Đ": lambda text: text.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
    "zero width between letters": "\u200b".join,
    "joiner before marks": lambda text: unicodedata.normalize("NFD", text).replace("\u0301", "\u200d\u0301"),
    "soft hyphens": lambda text: text.replace("n", "n\u00ad"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "capitals": str.upper,
}
PRINTED = st.builds(lambda form, piece: FORMS[form](piece), st.sampled_from(sorted(FORMS)), st.sampled_from(PIECES))
TEXTS = st.lists(PRINTED, max_size=16).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(TEXTS)
@example("\u200b“\u0301”: 5\u0302%\r\n\u200b")
@settings(max_examples=80)
def test_spans_of_broken_print(text):
    assert violations(text)[1] == []


@given(ANY)
@settings(max_examples=50)
def test_spans_of_any_text(text):
    assert violations(text)[1] == []


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@example("Sở Nội vụ tỉnh Hoà Bình dự báo, Toàn xã có 1.204 hộ.")
@settings(max_examples=50)
def test_decomposed_text_has_the_same_records(text):
    assert told(newsmine.extract(unicodedata.normalize("NFD", text))) == told(newsmine.extract(text))


def test_the_decomposed_press_has_the_same_records(press):
    for text in press[::8]:
        assert told(newsmine.extract(unicodedata.normalize("NFD", text))) == told(newsmine.extract(text))


@given(ANY, st.characters(categories=["Cs"]), ANY)
@settings(max_examples=50)
def test_lone_surrogates_are_refused_in_one_line(before, surrogate, after):
    with pytest.raises(InputError) as refusal:
        newsmine.extract(before + surrogate + after)
    assert f"offset {len(before)}" in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize("form", FORMS)
def test_the_press_in_every_form(form, press):
    for text in press[::25]:
        checked, wrong, _ = violations(FORMS[form](text))
        assert wrong == []
        assert checked["sentence"] > 0
