"""What a notebook shows: the whole text and nothing else between the marks, and one short line where HTML is not read."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

import newsmine

TEXT = "Bà Lò Thị Mến, Chủ tịch UBND xã Chiềng Sinh cho biết: Xã có 1.204 hộ & 12 bản.\nNăm 2023, tỷ lệ hộ nghèo < 5%.\n"
PARTS = ["Bà Lò Thị Mến", " cho biết: ", "“Xã có 12 hộ”", ", ", "<b>", "&amp;", "\n", "Theo ", "5%", "Ðo\u0300n "]


def shown(text: str) -> str:
    html = newsmine.extract(text)._repr_html_()
    body = html.partition('lang="vi">')[2].removesuffix("</div></div>")
    return unescape(re.sub(r"</?mark[^>]*>", "", body))


def test_the_text_is_shown_as_it_is_with_its_records_marked():
    html = newsmine.extract(TEXT)._repr_html_()
    assert shown(TEXT) == TEXT
    assert "speaker: Lò Thị Mến" in html
    assert html.count('class="nm-s"') > 1


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_marks_never_change_the_text(text):
    assert shown(text) == text


def test_the_plain_form_is_one_short_line():
    found = newsmine.extract(TEXT)
    assert re.fullmatch(r"<Extraction [0-9a-f]{16}: 1 people, 1 quotations, \d statistics.*>", repr(found))
    assert "no records" in repr(newsmine.extract(""))
    assert "to_pandas" in repr(newsmine.extract_many([TEXT]))
