"""Documents that an article names: one readable line a case in tests/cases/references/*.jsonl.

All references of a case are compared, in order, by their printed spans; of their fields only those that the case gives.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmine.extractors import extract
from newsmine.extractors.references import find_references
from newsmine.language.document import Document
from newsmine.records import REFERENCE_KINDS

CASES = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[1] / "cases" / "references").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def found(text):
    return find_references(Document.of(text))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    got = found(case["text"])
    assert [item.text for item in got] == [want["text"] for want in case["references"]]
    for item, want in zip(got, case["references"], strict=True):
        assert {name: getattr(item, name) for name in want} == want


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_decomposed_text_gives_the_same_documents(case):
    text = unicodedata.normalize("NFD", case["text"])
    got = found(text)
    assert [text[item.start : item.end] for item in got] == [item.text for item in got]
    want = found(case["text"])
    assert [(item.kind, item.number, item.issued_on) for item in got] == [
        (item.kind, item.number, item.issued_on) for item in want
    ]


pieces = st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=6)


@given(pieces, st.sampled_from(["\n", " ", "\n\n"]))
@settings(max_examples=60, deadline=None)
def test_spans_are_printed_and_apart(texts, gap):
    text = gap.join(texts)
    last = 0
    for item in found(text):
        assert item.start >= last
        assert text[item.start : item.end] == item.text
        assert item.kind in REFERENCE_KINDS
        assert 0 < item.confidence <= 1
        last = item.end


def test_numbers_of_documents_are_no_statistics():
    text = "Nghị quyết số 12-NQ/TU ngày 3/4/2020 và Đề án 06 hỗ trợ xã Tân Lập 45 con bò."
    assert [item.text for item in extract(text).statistics] == ["45 con bò"]


def test_a_long_list_is_read_whole():
    text = ", ".join(f"Quyết định số {number}/QĐ-UBND" for number in range(1, 401)) + "."
    assert [item.number for item in found(text)] == [f"{number}/QĐ-UBND" for number in range(1, 401)]
