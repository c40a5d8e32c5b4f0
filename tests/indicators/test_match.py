from __future__ import annotations

import dataclasses
import subprocess
import sys
from decimal import Decimal

import pytest
from conftest import CASES
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmine import extractors
from newsmine.extractors.extraction import Extraction
from newsmine.indicators import built_in, parse_taxonomy
from newsmine.indicators.constraints import candidates, fits
from newsmine.indicators.match import assign, matches
from newsmine.indicators.model import load
from newsmine.indicators.passages import labelled, read_passages
from newsmine.indicators.taxonomy import toml_entry
from newsmine.indicators.train import phrases_sha
from newsmine.records import STATISTIC_KINDS, Article, Statistic


def said(text, figure, taxonomy=None):
    found = assign(extractors.extract(text), taxonomy)
    here = [item for item in found.statistics if figure in item.text]
    assert here, f"no figure {figure} in {[item.text for item in found.statistics]}"
    return here[0]


@pytest.mark.cases("measures.jsonl")
def test_measures(case):
    assert said(case["text"], case["figure"]).indicator_id == case["indicator"]


def test_held_out_passages_are_matched_as_promised():
    pairs = []
    for passage in read_passages((CASES / "held_out.txt").read_text(encoding="utf-8")):
        marks = labelled(passage)
        found = matches(marks[0].found, built_in())
        pairs += [
            (mark.mark[2], found[mark.index].indicator if mark.index is not None and found[mark.index] else None)
            for mark in marks
        ]
    named = [(label, one) for label, one in pairs if one]
    right = sum(label == one for label, one in named)
    assert len(pairs) >= 400
    assert right / len(named) >= 0.95
    assert right / sum(label is not None for label, _ in pairs) >= 0.85


def test_the_model_is_made_from_the_phrases_and_the_taxonomy_that_stand_beside_it():
    assert load().sha == phrases_sha(), "run: python -m newsmine.indicators.train"


def test_matching_needs_no_scikit_learn():
    code = (
        "import sys, newsmine; newsmine.extract('Tỷ lệ hộ nghèo còn 5,2%.'); "
        "sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


UNITS = sorted({unit for one in built_in().indicators.values() for unit in one.units} | {"VND", "VND/m2", "kg", "ha"})
WORDS = sorted({word.strip().replace("_", " ") for one in built_in().indicators.values() for group in one.near for word in group})
FIGURES = st.builds(
    Statistic,
    statistic_id=st.just("s"),
    article_id=st.just("a"),
    start=st.just(0),
    end=st.just(0),
    text=st.just(""),
    value=st.decimals(0, 5000, places=1),
    denominator=st.none() | st.decimals(1, 5000, places=0),
    unit=st.none() | st.sampled_from(UNITS),
    kind=st.sampled_from(STATISTIC_KINDS),
    change=st.sampled_from([None, "increase", "decrease"]),
)


@settings(max_examples=300, deadline=None)
@given(item=FIGURES, before=st.lists(st.sampled_from(WORDS), max_size=6), after=st.lists(st.sampled_from(WORDS), max_size=4))
def test_no_words_make_a_figure_what_its_type_forbids(item, before, after):
    left = " ".join(before)
    text = f"{left} 7 {' '.join(after)}"
    start = len(left) + 1
    placed = dataclasses.replace(item, start=start, end=start + 1, text="7")
    match = matches(Extraction(Article(article_id="a", text=text), statistics=(placed,)), built_in())[0]
    if match is None:
        return
    one = built_in()[match.indicator]
    assert fits(one, placed)
    assert placed.kind in one.kinds
    assert 0.5 <= match.score <= 1
    if placed.kind in {"percent", "ratio"}:
        assert one.unit in {"%", "điểm %"} or one.id in {"par_score", "sipas_score"}
    if placed.kind == "money":
        assert {"VND", "USD"} & set(one.units)
    if placed.change is not None and placed.unit != "điểm %":
        assert one.change != "never"


@given(item=FIGURES)
def test_candidates_are_what_fits(item):
    assert list(candidates(built_in(), item)) == [one for one in built_in().indicators.values() if fits(one, item)]


def test_a_share_above_a_hundred_is_believed_only_against_a_plan():
    names = {one.id for one in candidates(built_in(), _percent("112"))}
    assert "budget_revenue_plan" in names
    assert "poverty_rate" not in names


def _percent(value):
    return Statistic(statistic_id="s", article_id="a", start=0, end=0, text="", value=Decimal(value), unit="%", kind="percent")


def test_a_phrase_of_ones_own_matches_what_the_model_does_not_know():
    text = "Bà con nộp lá phiếu thông hành qua ki-ốt, đạt 64% lượt giao dịch."
    own = parse_taxonomy(
        toml_entry("phrase", {"indicator": "dossier_online_share", "words": ["nộp lá phiếu thông hành qua ki-ốt"]})
    )
    assert said(text, "64%").indicator_id is None
    assert said(text, "64%", own).indicator_id == "dossier_online_share"


def test_an_indicator_of_ones_own_is_held_to_its_type():
    own = parse_taxonomy(
        toml_entry(
            "indicator",
            {"id": "well_n", "name_vi": "Số giếng khoan", "unit": "giếng", "kinds": ["count"], "phrases": ["giếng khoan"]},
        )
    )
    assert said("Xã có 24 giếng khoan.", "24 giếng", own).indicator_id == "well_n"
    assert said("Xã có 24 giếng khoan.", "24 giếng").indicator_id is None
    assert said("Có 64% giếng khoan đạt yêu cầu.", "64%", own).indicator_id is None


def test_the_same_text_gives_the_same_scores():
    text = "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,4%; hộ nghèo còn 4,2%."
    assert assign(extractors.extract(text)).statistics == assign(extractors.extract(text)).statistics


def test_a_part_of_a_sum_is_not_the_sum():
    found = assign(extractors.extract("Sau sắp xếp, toàn tỉnh còn 58 đơn vị hành chính cấp xã, gồm 41 xã và 17 phường."))
    assert [(item.value, item.indicator_id) for item in found.statistics] == [(58, "unit_total"), (41, None), (17, None)]
