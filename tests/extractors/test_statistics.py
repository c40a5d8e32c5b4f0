"""Figures with what they count, when, where, how firmly: one readable line a case in tests/cases/statistics/*.jsonl.

A case names its figures by their printed spans; only the fields that it gives are compared. ``period`` is the first and the
last day (null where open), or null where the article gives none; ``part_of`` names the whole by its span; ``speaker`` is the
canonical name.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmine.extractors import extract
from newsmine.extractors.statistics import explain
from newsmine.records import LOCALITY_RULES, PERIOD_RULES, REJECT_REASONS, STATUSES

CASES = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[1] / "cases" / "statistics").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
ARTICLE = (
    "Cán bộ cơ sở ở thành phố Lạng Sơn\n"
    "Ông Lý Văn Pao – Bí thư Đảng ủy phường Đông Kinh, thành phố Lạng Sơn cho biết: Trong tổng số 21 cán bộ của phường "
    "có 20/21 đồng chí có trình độ đại học.\n"
    "Năm 2023, thành phố mở 115 lớp bồi dưỡng với hơn 10.600 lượt cán bộ tham gia. "
    "Phấn đấu đến năm 2030, 95% hồ sơ được xử lý đúng hạn."
)


def fields(text):
    found = extract(text).statistics
    spans = {item.statistic_id: item.text for item in found}
    rows = {}
    for item in found:
        period = [item.period_start, item.period_end] if item.period_text else None
        rows.setdefault(
            item.text,
            {
                "item": item,
                "measure": item.measure,
                "period": period,
                "locality": item.locality,
                "status": item.status,
                "population": item.population,
                "part_of": spans.get(item.part_of),
                "checks": list(item.checks),
                "negated": item.negated,
                "speaker": item.speaker_name,
            },
        )
    return rows


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    rows = fields(case["text"])
    for figure in case["figures"]:
        assert figure["span"] in rows, f"{case['note']}: found only {list(rows)}"
        row = rows[figure["span"]]
        wanted = {name: value for name, value in figure.items() if name != "span"}
        assert {name: row[name] for name in wanted} == wanted, f"{case['note']}: {row['item'].rule}"
        item = row["item"]
        assert case["text"][item.start : item.end] == item.text
        if item.measure is not None:
            assert case["text"][item.measure_start : item.measure_end] == item.measure
        if item.population is not None:
            assert case["text"][item.population_start : item.population_end] == item.population


def check_records(text):
    found = extract(text)
    ids = {item.statistic_id for item in found.statistics}
    quotations = {item.quotation_id for item in found.quotations}
    assert len(ids) == len(found.statistics)
    for item in found.statistics:
        assert text[item.start : item.end] == item.text
        for name in ("measure", "population", "baseline"):
            printed = getattr(item, "baseline_text" if name == "baseline" else name)
            start, end = getattr(item, f"{name}_start"), getattr(item, f"{name}_end")
            assert (printed is None) == (start is None) == (end is None)
            assert printed is None or text[start:end] == printed
        assert item.part_of is None or item.part_of in ids - {item.statistic_id}
        assert item.quotation_id is None or item.quotation_id in quotations
        assert item.measure is None or any(map(str.isalnum, item.measure))
        assert item.locality_id is None or item.locality_assumed_id is None
        assert item.status in STATUSES
        assert item.period_rule is None or item.period_rule in PERIOD_RULES
        assert item.locality_rule is None or item.locality_rule in LOCALITY_RULES
        assert 0 <= item.confidence <= 1
        assert set(explain(item)) == {"value", "measure", "period", "locality", "status", "speaker"}
    for item in found.rejects:
        assert text[item.start : item.end] == item.text
        assert item.reason in REJECT_REASONS


def test_records_of_an_article():
    check_records(ARTICLE)


@pytest.mark.parametrize("form", ["NFD", "NBSP", "eth"])
def test_other_spellings_give_the_same_records(form):
    import unicodedata

    other = {
        "NFD": unicodedata.normalize("NFD", ARTICLE),
        "NBSP": ARTICLE.replace("21 cán", "21\u00a0cán"),
        "eth": ARTICLE.replace("Đ", "\u00d0"),
    }[form]
    check_records(other)
    plain, changed = extract(ARTICLE).statistics, extract(other).statistics
    assert [(i.value, i.unit, i.status, i.period_start, i.rule) for i in plain] == [
        (i.value, i.unit, i.status, i.period_start, i.rule) for i in changed
    ]


def test_same_text_gives_the_same_ids():
    assert extract(ARTICLE).statistics == extract(ARTICLE).statistics


def test_explanation_spells_out_every_rule():
    item = next(i for i in extract(ARTICLE).statistics if i.text.startswith("115"))
    told = explain(item)
    assert told["period"] == "before: nearest before the figure in its sentence"
    assert told["locality"].startswith("before:")


def test_a_plain_duration_is_refused_with_its_reason():
    found = extract("Tuyến đường được thi công trong 18 tháng.")
    assert [item.text for item in found.statistics] == []
    assert [(item.text, item.reason) for item in found.rejects] == [("18 tháng", "duration")]


def test_confidence_falls_where_the_place_is_only_guessed():
    sure, guessed = extract("Huyện Chi Lăng có 12 xã.").statistics[0], extract("Nay có 12 xã.").statistics[0]
    assert sure.confidence > guessed.confidence


@pytest.mark.parametrize("text", ["12 hộ _, 15 hộ.", "Mẫu: ____ 15 hộ ____ đạt 12%.", "Kho rộng 1,5 m2 = 12 m2 * 4%."])
def test_blanks_and_marks_alone_are_not_what_is_counted(text):
    found = extract(text).statistics
    assert found
    assert all(any(map(str.isalnum, item.measure)) for item in found if item.measure)


def test_a_neutral_paragraph_changes_nothing_else():
    added = ARTICLE + "\nBà con rất phấn khởi trước những đổi thay của địa phương."
    assert [(i.text, i.measure, i.locality) for i in extract(ARTICLE).statistics] == [
        (i.text, i.measure, i.locality) for i in extract(added).statistics
    ]


PRESS = """
Năm 2023 , . ; : ( ) “ ” - % 12 4.500 hộ xã huyện Chi Lăng tỉnh trong đó đạt chiếm tăng giảm từ lên còn tổng số tỷ đồng
người được có với phấn đấu dự kiến đến hiện nay cho biết ông Lý Văn Pao tại thôn Tri 20/21 lần ____ _ … = > * # cán_bộ
thành lập từ hai xã về so với cùng kỳ cựu Chủ tịch Bệnh viện Đa khoa Ảnh: trên thế giới
"""
WORDS = st.sampled_from([*PRESS.split(), "\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_order_of_the_words_of_the_press_is_read(text):
    check_records(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    check_records(text)


def test_weights_choose_among_candidates_that_stand_in_the_text():
    from newsmine.extractors.figures import figures
    from newsmine.extractors.measure import complements, measures
    from newsmine.extractors.ranker import Printed, features, ranked
    from newsmine.language.document import Document
    from newsmine.numerals.scan import scan

    doc = Document.of(ARTICLE)
    items = figures(doc, [item for item in scan(doc.text).quantities if item.statistic])
    chosen = measures(doc.text, items, complements(doc.text, items, ()), ())
    printed = Printed(doc.text, items, (), ())
    first = ranked(printed, chosen)
    assert first == ranked(printed, chosen)
    assert all(measure is not None and doc.text[measure.start : measure.end].strip() for measure in first)
    for item, rule in zip(items, chosen, strict=True):
        pool = [candidate for candidate, _ in features(printed, item, first, rule)]
        assert len({(c.start, c.end) for c in pool}) == len(pool) > 1
        assert rule is None or (rule.start, rule.end) in {(c.start, c.end) for c in pool}
