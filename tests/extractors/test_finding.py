"""What is found by the index of a text's words is what the pattern finds by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmine.extractors.finding import Indexed
from newsmine.extractors.lexical import words

ENTRIES = ("đạt", "đạt mức", "sẽ", "tp.", "=", "mặt_bằng", "is", "tỷ lệ")
PIECES = ["đạt", "Đạt", "ĐẠT MỨC", "mức", "sẽ", "TP.", "=", "mặt_bằng", "mặt bằng", "ıS", "tỷ lệ", "tỷ", ",", ".", "12", "(", "x"]
LONG = " nhà" * 120  # long enough for the index
SOUGHT = {
    "entry": (re.compile(words(ENTRIES), re.IGNORECASE), {}),
    "run": (re.compile(rf"\s*(?:{words(ENTRIES)}[\s,]*){{1,8}}", re.IGNORECASE), {"lead": ""}),
    "run to the end": (re.compile(rf"(?:[\s,]*{words(ENTRIES)}[\s,]*){{1,8}}$", re.IGNORECASE), {"lead": ","}),
    "tail": (re.compile(rf"\s*(?:{words(ENTRIES)}[\s,]*){{1,8}}$", re.IGNORECASE), {"lead": "", "tail": True}),
}


def spans(matches):
    return [match.span() for match in matches]


@pytest.mark.parametrize("name", SOUGHT)
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=12),
    gaps=st.lists(st.sampled_from([" ", " ", "\n", "", "\t"]), min_size=12, max_size=12),
    start=st.integers(0, 40),
    end=st.integers(0, 60) | st.none(),
)
def test_same_as_the_pattern(name, pieces, gaps, start, end):
    pattern, how = SOUGHT[name]
    indexed = Indexed(pattern, ENTRIES, **how)
    text = "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False)) + LONG
    stretch = (text, start) if end is None else (text, start, end)
    assert spans(indexed.finditer(*stretch)) == spans(pattern.finditer(*stretch))
    assert spans(filter(None, [indexed.search(*stretch)])) == spans(filter(None, [pattern.search(*stretch)]))


def test_two_texts_in_turn():
    pattern, _ = SOUGHT["entry"]
    indexed = Indexed(pattern, ENTRIES)
    one, two = "Đạt 5%." + LONG, "Xã đạt mức 7%." + LONG
    for text in (one, two, one):
        assert spans(indexed.finditer(text)) == spans(pattern.finditer(text)) != []
