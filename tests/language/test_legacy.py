from __future__ import annotations

import unicodedata

import pytest
from encoders import ENCODERS
from hypothesis import given
from hypothesis import strategies as st

from newsmine.errors import InputError
from newsmine.language import decode, repair
from newsmine.language.legacy import _by_letter, _vni_table

TEXT = (
    "Những năm qua, cấp uỷ huyện Tràng Định đã chú trọng nâng chất lượng đội ngũ cán bộ. "
    "Ông Nông Văn Ngoạn, xã Đề Thám, kể: Tại bản này, 48 hộ đều có xe máy; chỉ 3 hộ nghèo, giảm 5,2%.\n"
    "Kỳ họp sẽ quyết nghị về thuỷ lợi, nước sạch và điện cho bản Phja Đén."
)


@pytest.mark.cases("legacy")
def test_case(case):
    found = repair(case["text"])
    assert found.text == case["expect"]
    assert found.encoding == case["encoding"]
    assert len(found.notes) == 1
    assert "converted from" in found.notes[0]


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "x-user-defined"])
def test_bytes_come_back_as_they_were(encoding, declared):
    found = decode(ENCODERS[encoding](TEXT), declared)
    assert found.text == TEXT
    assert found.encoding == encoding
    assert len(found.notes) == 1
    assert found.notes[0].startswith("converted from ")


@pytest.mark.parametrize("encoding", ENCODERS)
def test_bytes_read_as_latin_come_back(encoding):
    assert repair(ENCODERS[encoding](TEXT).decode("latin-1")).text == TEXT


def test_every_letter_of_every_table_comes_back():
    for encoding, encode in ENCODERS.items():
        letters = set(_by_letter(encoding).values()) if encoding in ("tcvn3", "viscii") else set(_vni_table()[1].values())
        for letter in letters:
            text = f"{TEXT} {letter}"
            assert decode(encode(text)).text == text, (encoding, letter)


def test_utf8_read_twice_wrongly_is_left_with_a_note_or_repaired():
    once = TEXT.encode().decode("cp1252", "replace")
    assert "\ufffd" in once  # five bytes have no character in Windows-1252: what was lost stays lost, the rest comes back
    found = repair(TEXT.encode().decode("latin-1"))
    assert found.text == TEXT
    assert found.encoding == "utf-8"


def test_sound_text_is_given_back(press):
    for text in press:
        assert decode(text.encode()) == (text, "utf-8", ())
        assert repair(text) == (text, "unicode", ())


def test_decomposed_text_is_noted_and_left(press):
    text = unicodedata.normalize("NFD", press[0])
    found = decode(text.encode())
    assert found.text == text
    assert found.encoding == "utf-8"
    assert "NFD" in found.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain ASCII",
        "naïve café déjà vu, Señor Muñoz à Genève",
        "«Hà Nội» – “Đà Nẵng”",
        "Ủy ban HĐND QĐ-TTg BĐBP ATNĐ",
        "\x880¨0Ä",
    ],
)
def test_other_text_is_given_back(text):
    assert repair(text) == (text, "unicode", ())
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_forms_of_unicode(encoding):
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_utf8_with_lost_bytes():
    data = TEXT.encode()
    found = decode(data[:-30] + b"\xe1" + data[-30:] + "ễ".encode()[:2])
    assert found.encoding == "utf-8"
    assert "2 places" in found.notes[0]


def test_other_encodings_are_read_as_declared_and_said_to_be_uncertain():
    found = decode("Привет, мир".encode("cp1251"), "windows-1251")
    assert found.text == "Привет, мир"
    assert "not certain" in found.notes[0]
    assert decode("déjà".encode("cp1252")).text == "déjà"


def test_binary_is_no_text():
    with pytest.raises(InputError, match="not a text"):
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\xff\xd8")


@given(st.text())
def test_any_text_survives_utf8(given):
    data = given.encode("utf-8", "replace")
    if b"\0" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        found = decode(data)
        assert found.text == data.decode() or any("converted from" in note for note in found.notes)


def refusal(data: bytes) -> str | None:
    """Return what is said of bytes that are no text, None where they are read."""
    try:
        decode(data)
    except InputError as error:
        return str(error)
    return None


@given(st.binary())
def test_any_bytes_give_a_text_or_one_clear_line(given):
    said = refusal(given)
    assert said is None or (said.startswith("not a text: ") and len(said.splitlines()) == 1)
