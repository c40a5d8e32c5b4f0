"""Reported speech, one readable line a case: tests/cases/quotations/*.jsonl.

A case's text carries ⟦ ⟧ around the words reported (taken out before reading); ``who`` is the canonical name of each source in
order (null where two people fit and none may be named), ``kind`` what each quotation is. The leading number of a note is that of
docs/quotations.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from newsmine.extractors.people import index_people
from newsmine.extractors.quotations import find_quotations
from newsmine.language.document import Document

CASES = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[1] / "cases" / "quotations").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def unmark(marked):
    """Return the text without ⟦ ⟧, and the spans that they enclose."""
    places = [match.start() - taken for taken, match in enumerate(re.finditer("[⟦⟧]", marked))]
    return re.sub("[⟦⟧]", "", marked), list(zip(places[::2], places[1::2], strict=True))


def quotations(text):
    doc = Document.of(text)
    return find_quotations(doc, index_people(doc))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    text, spans = unmark(case["text"])
    found = quotations(text)
    assert [text[item.start : item.end] for item in found] == [text[start:end] for start, end in spans], case["note"]
    assert [(item.start, item.end) for item in found] == spans
    assert [item.speaker_name for item in found] == case["who"], case["note"]
    assert [item.kind for item in found] == case["kind"], case["note"]
    assert [item.role for item in found] == case.get("role", [item.role for item in found])
    for item in found:
        assert item.content == text[item.start : item.end]
        if item.speaker is not None:
            assert item.speaker == text[item.speaker_start : item.speaker_end]
        if item.cue is not None:
            assert item.cue == text[item.cue_start : item.cue_end]


def test_the_cases_are_many_and_each_has_its_own_id():
    assert len(CASES) >= 200
    assert len({case["id"] for case in CASES}) == len(CASES)
