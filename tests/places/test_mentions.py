"""Places in sentences: each case is a line of tests/cases/places/mentions.jsonl, with every place and nothing else in it."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsmine.normal import read
from newsmine.places import find_places

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "places" / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
]
TEXTS = [case["text"] for case in CASES]


def found(case, text):
    reading = read(text)
    places = find_places(reading.text, on=case["on"], home=case["home"])
    spans = [reading.source(place.start, place.end) for place in places]
    return [
        [start, end, text[start:end], place.resolution.status, place.locality_id]
        for (start, end), place in zip(spans, places, strict=True)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_each_place_of_a_sentence_is_found_and_resolved(case):
    assert found(case, case["text"]) == case["places"]


def test_the_cases_hold_the_hard_kinds():
    places = [place for case in CASES for place in case["places"]]
    statuses = {status for *_, status, _ in places}
    assert len(places) >= 300
    assert statuses == {"exact", "stale", "anticipated", "ambiguous", "conflict", "unknown"}


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: case["text"][:60])
def test_decomposed_text_gives_the_same_places(case):
    given_text = unicodedata.normalize("NFD", case["text"])
    assert [place[3:] for place in found(case, given_text)] == [place[3:] for place in case["places"]]
    assert [unicodedata.normalize("NFC", place[2]) for place in found(case, given_text)] == [p[2] for p in case["places"]]


@given(text=st.one_of(st.text(max_size=300), st.lists(st.sampled_from(TEXTS), max_size=4).map(" ".join)), hamlets=st.booleans())
@example(text="XÃ Aa ThÀNH phố V", hamlets=False)
@settings(max_examples=150, deadline=None)
def test_spans_stand_in_order_and_are_what_is_printed(text, hamlets):
    view = read(text).text
    places = find_places(view, on="2021-04-05", home="Lạng Sơn", hamlets=hamlets)
    assert all(view[place.start : place.end] == place.text and place.text for place in places)
    assert all(before.end <= after.start for before, after in pairwise(places))
    assert all(
        (place.locality_id is None) == (place.resolution.status in {"ambiguous", "conflict", "unknown"}) for place in places
    )


def test_excluded_spans_are_no_places():
    text = "Chuyên gia Lan Hà Nam và Hà Nội cùng dự."
    start = text.index("Hà Nội")
    assert [place.text for place in find_places(text, on="2021-04-05", exclude=[(start, start + 6)])] == []


def test_hamlets_are_given_on_request_with_what_holds_them():
    text = "Tại thôn Phù Liễn, xã Hồng Phong, huyện Nam Sách, lúa tốt."
    assert [place.level for place in find_places(text, on="2021-04-05")] == ["commune", "district"]
    hamlet = find_places(text, on="2021-04-05", hamlets=True)[0]
    assert (hamlet.level, hamlet.text, hamlet.locality_id) == ("hamlet", "thôn Phù Liễn", None)
    assert hamlet.chain == ("xã Hồng Phong", "huyện Nam Sách")


def test_an_undated_text_that_names_districts_is_read_on_their_map():
    places = find_places("Xã Liên Hà, huyện Đông Anh, Hà Nội và xã Liên Hà.")
    assert [place.locality_id for place in places] == ["com:00484@2004", "dis:017@2004", "pro:01@2004", "com:00484@2004"]


def test_length_of_a_text_without_end_marks_is_no_trouble():
    assert len(find_places("xã " * 3000 + "Hà Nội " * 3000, on="2021-04-05")) <= 3000
