from __future__ import annotations

import json

import pytest

from newsmine.errors import InputError
from newsmine.indicators import built_in, read_taxonomy
from newsmine.indicators.rules import Case, check, draft, hits, new_rule
from newsmine.records import Article

CASE = Case("Bà con nộp lá phiếu thông hành qua ki-ốt đạt 64% lượt giao dịch.", "64%", "dossier_online_share")


def test_an_example_makes_the_entry_and_the_case(tmp_path):
    file, cases = tmp_path / "own.toml", tmp_path / "cases.jsonl"
    entry, after = new_rule(CASE, file, cases, built_in(), "lá phiếu thông hành")
    assert entry in file.read_text(encoding="utf-8")
    assert json.loads(cases.read_text(encoding="utf-8")) == {
        "text": CASE.text,
        "figure": "64%",
        "indicator": "dossier_online_share",
    }
    assert list(check([CASE], read_taxonomy(file))) == [(CASE, "dossier_online_share")]
    assert list(check([CASE], built_in())) == [(CASE, None)]
    assert after == read_taxonomy(file)


def test_what_else_is_hit_is_shown(tmp_path):
    _, after = new_rule(CASE, tmp_path / "own.toml", tmp_path / "cases.jsonl", built_in(), "lá phiếu thông hành")
    articles = [
        Article(article_id="a", text="Hai xã có lá phiếu thông hành đạt 71%. Trường có 30% học sinh giỏi."),
        Article(article_id="b", text="Trời mưa 30 mm."),
    ]
    found = list(hits(articles, built_in(), after))
    assert [(hit.article, hit.statistic.value, hit.before) for hit in found] == [("a", 71, None)]


@pytest.mark.parametrize(
    ("case", "words", "error"),
    [
        (Case("Xã có 64 hộ nghèo.", "64", "poverty_rate"), None, "is a count"),
        (Case("Xã có 64 con bò.", "64", "village_total"), None, "has the unit"),
        (Case("Hộ nghèo giảm 6,4%.", "6,4%", "poverty_rate"), None, "amount of a change"),
        (Case("Thu ngân sách 64 tỷ đồng.", "64 tỷ", "poverty_rate"), None, "is a money"),
        (Case("Hộ nghèo còn 6,4%.", "7%", "poverty_rate"), None, "not a figure of this sentence"),
        (Case("Hộ nghèo còn 6,4%.", "6,4%", "no_such"), None, "not an indicator"),
        (CASE, "tàu hỏa", "does not stand"),
    ],
)
def test_what_cannot_be_taught_is_refused_with_the_reason(case, words, error):
    with pytest.raises(InputError, match=error):
        draft(case, built_in(), words)
