"""The scorer, on gold written for it: each rule of matching and each field has a case that a wrong scorer fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsmine.errors import InputError
from newsmine.evaluate import below_floors, check_gold, evaluate
from newsmine.evaluate.agree import place_key, same_unit, span_jaccard, word_f1

TEXT = "Ông Nông Văn Thạch, Chủ tịch UBND xã Hữu Khánh cho biết: Toàn xã có 1.204 hộ, hơn 95% hộ dùng nước sạch. Xã có ba thôn.\n"


def span(printed: str) -> dict[str, Any]:
    start = TEXT.index(printed)
    return {"start": start, "end": start + len(printed), "text": printed}


def found(printed: str, **fields: Any) -> dict[str, Any]:
    where = span(printed)
    return {"article_id": "a1", "start": where["start"], "end": where["end"], "text": printed, **fields}


CONTENT = "Toàn xã có 1.204 hộ, hơn 95% hộ dùng nước sạch. Xã có ba thôn."
GOLD = {
    "article": "one.txt",
    "quotations": [
        {
            "content": span(CONTENT), "kind": "direct", "cue": span("cho biết"), "speaker": span("Nông Văn Thạch"),
            "speaker_name": "Nông Văn Thạch", "speaker_kind": "person", "honorific": "Ông", "role": "Chủ tịch UBND xã Hữu Khánh",
        }
    ],
    "statistics": [
        {"span": span("1.204 hộ"), "value": 1204.0, "unit": "hộ", "bound": "exact", "change": None, "status": "actual",
         "measure": span("hộ"), "period": None, "locality": "xã Hữu Khánh", "speaker_name": "Nông Văn Thạch"},
        {"span": span("hơn 95%"), "value": 95.0, "unit": "%", "bound": "more_than", "change": None, "status": "actual",
         "measure": span("hộ dùng nước sạch"), "period": {"start": "2024-01-01", "end": "2024-12-31"}, "locality": "xã Hữu Khánh",
         "speaker_name": "Nông Văn Thạch"},
        {"span": span("ba thôn"), "value": 3.0, "unit": "thôn", "optional": True},
    ],
}  # fmt: skip
RIGHT_QUOTE = found(CONTENT, content=CONTENT, kind="direct", speaker_name="Nông Văn Thạch", speaker_kind="person",
                    role="Chủ tịch UBND xã Hữu Khánh")  # fmt: skip
RIGHT_STATISTICS = [
    found("1.204 hộ", value=1204, unit="hộ", bound="exact", status="actual", measure="hộ", locality="xã Hữu Khánh",
          speaker_name="Nông Văn Thạch", period_start=None, period_end=None),
    found("hơn 95%", value=95, unit="%", bound="more_than", status="actual", measure="hộ dùng nước sạch", locality="Hữu Khánh",
          speaker_name="nông văn thạch", period_start="2024-01-01", period_end="2024-12-31"),
]  # fmt: skip


def run(tmp_path: Path, quotations: list[dict[str, Any]], statistics: list[dict[str, Any]], gold: dict[str, Any] = GOLD) -> Any:
    (tmp_path / "gold").mkdir(exist_ok=True)
    (tmp_path / "out").mkdir(exist_ok=True)
    (tmp_path / "gold" / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "one.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    rows = {"articles": [{"article_id": "a1", "origin": "x/one.txt"}], "quotations": quotations, "statistics": statistics}
    for name, items in rows.items():
        lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
        (tmp_path / "out" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return evaluate(tmp_path / "gold", tmp_path / "out")


def test_right_records_score_one(tmp_path: Path) -> None:
    result = run(tmp_path, [RIGHT_QUOTE], RIGHT_STATISTICS)
    assert {name: t.f1 for name, t in result.tallies.items()} == dict.fromkeys(result.tallies, 1.0)
    assert result.error_lines() == []


@pytest.mark.parametrize(
    ("field", "wrong", "figure"),
    [
        ("value", 94, "stat.value"), ("unit", "hộ", "stat.value+unit"), ("bound", "exact", "stat.value+bound"),
        ("change", "increase", "stat.value+change"), ("status", "target", "stat.value+status"),
        ("measure", "thôn bản", "stat.value+measure(partial)"), ("period_end", None, "stat.value+period"),
        ("locality", "xã Mẫu Sơn", "stat.value+locality"), ("speaker_name", None, "stat.value+speaker"),
    ],
)  # fmt: skip
def test_one_wrong_field_costs_its_figure_and_the_record(tmp_path: Path, field: str, wrong: Any, figure: str) -> None:
    result = run(tmp_path, [RIGHT_QUOTE], [RIGHT_STATISTICS[0], {**RIGHT_STATISTICS[1], field: wrong}])
    assert result.tallies[figure].right == 1
    assert result.tallies["stat.record"].right == 1
    assert len(result.error_lines()) == 1


def test_optional_counts_neither_way_and_spurious_counts_against(tmp_path: Path) -> None:
    optional = found("ba thôn", value=3, unit="thôn")
    assert run(tmp_path, [RIGHT_QUOTE], [*RIGHT_STATISTICS, optional]).tallies["stat.value"].found == 2
    spurious = found("xã", value=1)
    result = run(tmp_path, [RIGHT_QUOTE], [*RIGHT_STATISTICS, spurious])
    assert result.tallies["stat.value"].found == 3
    assert any("SPURIOUS" in line for line in result.error_lines())


def test_missed_records_and_article(tmp_path: Path) -> None:
    result = run(tmp_path, [], RIGHT_STATISTICS[:1])
    assert result.tallies["quote.content"].recall == 0
    assert sum("MISSED" in line for line in result.error_lines()) == 2
    other = run(tmp_path, [], [], {**GOLD, "article": "two.txt"})
    assert other.not_extracted == ["two.txt"]


def test_half_a_quotation_is_found_and_not_exact(tmp_path: Path) -> None:
    half = CONTENT[: int(len(CONTENT) * 0.7)]
    result = run(tmp_path, [{**RIGHT_QUOTE, **found(half, content=half)}], RIGHT_STATISTICS)
    assert result.tallies["quote.content"].right == 1
    assert result.tallies["quote.content(exact)"].right == 0
    assert result.tallies["quote.speaker+content(strict)"].right == 0


def test_a_wrong_person_is_counted_and_an_unnamed_one_is_not(tmp_path: Path) -> None:
    result = run(tmp_path, [{**RIGHT_QUOTE, "speaker_name": "Nông Văn Thịnh"}], RIGHT_STATISTICS)
    assert result.figures()["quote.wrong person"] == {"rate": 1.0, "of": 1}
    result = run(tmp_path, [{**RIGHT_QUOTE, "speaker_name": "một cán bộ xã", "speaker_kind": "unnamed"}], RIGHT_STATISTICS)
    assert result.figures()["quote.wrong person"] == {"rate": 0.0, "of": 1}


def test_agreement_of_fields() -> None:
    assert same_unit("héc ta", "ha")
    assert same_unit("cán bộ, công chức", "cán bộ công chức")
    assert not same_unit("hộ", None)
    assert same_unit(None, "")
    assert place_key("TP. Lạng Sơn") == place_key("thành phố Lạng Sơn, tỉnh Lạng Sơn")
    assert place_key("huyện Hoà Vang") == place_key("Hòa Vang")
    assert word_f1("cán bộ cấp xã", "cán bộ xã") == pytest.approx(2 * 3 / 7)
    assert span_jaccard((0, 4), (2, 6)) == pytest.approx(2 / 6)


def test_floors_fail_where_they_should(tmp_path: Path) -> None:
    result = run(tmp_path, [{**RIGHT_QUOTE, "speaker_name": "Ai Đó"}], RIGHT_STATISTICS)
    floors = tmp_path / "floors.toml"
    floors.write_text('[f1]\n"stat.value" = 1.0\n"quote.speaker+content" = 0.5\n[at_most]\n"quote.wrong person" = 0.02\n')
    assert [line.split(":")[0] for line in below_floors(result, floors)] == ["quote.speaker+content", "quote.wrong person"]
    floors.write_text('[f1]\n"stat.valeu" = 1.0\n')
    with pytest.raises(InputError, match=r"no figure .stat\.valeu."):
        below_floors(result, floors)


def test_gold_is_checked(tmp_path: Path) -> None:
    run(tmp_path, [], [])
    assert check_gold(tmp_path / "gold") == []
    broken = json.loads(json.dumps(GOLD))
    broken["statistics"][0]["span"]["start"] += 1
    (tmp_path / "gold" / "one.json").write_text(json.dumps(broken), encoding="utf-8")
    assert len(check_gold(tmp_path / "gold")) == 1


def test_missing_records_are_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    with pytest.raises(InputError, match=r"articles\.jsonl: not there; write it with"):
        evaluate(tmp_path / "gold", tmp_path)
