"""The comparison: what stands in a row, what contradicts it, what is refused."""

from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner

from newsmine.cli import cli
from newsmine.compare import compare, coverage, ranks, trends
from newsmine.errors import InputError

LANG_SON, CAO_BANG, BAC_KAN, BINH_DINH = "pro:20@2004", "pro:04@2004", "pro:06@2004", "pro:52@2004"


def test_sources_that_agree_are_counted_and_reprints_are_not(book):
    store = book([
        {"of": LANG_SON, "in": 2023, "value": "6.15", "source": "kycung", "article": "a1"},
        {"of": LANG_SON, "in": 2023, "value": "6.2", "source": "songkon"},
        {"of": LANG_SON, "in": 2023, "value": "6", "bound": "more_than", "source": "bathac"},
        {"of": LANG_SON, "in": 2023, "value": "6.15", "source": "bathac", "duplicate_of": "a1"},
    ])  # fmt: skip
    (row,) = compare(store, "poverty_rate").rows
    assert (float(row.fact.value), row.articles, row.sources, row.others) == (6.15, 3, 3, ())


def test_a_contradiction_is_kept_and_shown(book):
    store = book([
        {"of": LANG_SON, "in": 2023, "value": "6.15", "source": "kycung"},
        {"of": LANG_SON, "in": 2023, "value": "6.15", "source": "songkon"},
        {"of": LANG_SON, "in": 2023, "value": "7.9", "source": "bathac", "published": "2024-06-01", "speaker": "Nông Thị Bích"},
    ])  # fmt: skip
    result = compare(store, "poverty_rate")
    line = result.rows[0].as_dict()
    assert (line["value"], line["conflict"], line["articles"]) == (6.15, True, 2)
    assert line["other_values"] == "7,9 (bathac, 2024-06-01, Nông Thị Bích)"
    assert "6,15*" in result.lines()[1]
    assert list(result.reports()["stands"]) == ["first", "agrees", "differs"]


def test_a_part_of_a_year_never_stands_for_the_year(book):
    store = book([
        {"of": LANG_SON, "in": ["2023-01-01", "2023-06-30"], "value": "3.1"},
        {"of": LANG_SON, "in": 2023, "value": "6.15"},
        {"of": CAO_BANG, "in": ["2023-01-01", "2023-06-30"], "value": "4.4"},
    ])  # fmt: skip
    result = compare(store, "poverty_rate")
    assert [(row.fact.locality_id, row.fact.period) for row in result.rows] == [
        (CAO_BANG, "2023 H1"), (LANG_SON, "2023"), (LANG_SON, "2023 H1"),
    ]  # fmt: skip
    assert not any(row.others for row in result.rows)
    assert float(result.cells()[LANG_SON, "2023"].fact.value) == 6.15
    assert any("4,4 (H1)" in line for line in result.lines())


def test_what_cannot_be_compared_is_refused_with_its_reason(book):
    store = book([
        {"of": LANG_SON, "in": 2023, "value": "6.15"},
        {"of": LANG_SON, "in": 2025, "value": "3", "status": "target"},
        {"of": LANG_SON, "in": 2022, "value": "12346", "unit": "hộ", "kind": "count"},
        {"of": "dis:178@2004", "in": 2022, "value": "1"},
        {"of": LANG_SON, "in": 2022, "value": "7", "negated": True},
    ])  # fmt: skip
    result = compare(store, "poverty_rate")
    assert len(result.rows) == 1
    assert result.refused == {
        "about a district": 1, "in hộ, not in %": 1, "negated": 1, "status target, not actual": 1,
    }  # fmt: skip
    (target,) = compare(store, "poverty_rate", status="target").rows
    assert target.fact.period == "2025"


def test_figures_of_assumed_places_are_taken_only_on_request(book):
    store = book([
        {"of": LANG_SON, "in": 2023, "value": "6.15"},
        {"of": LANG_SON, "in": 2022, "value": "7.1", "assumed": True},
        {"of": CAO_BANG, "in": 2023, "value": "9.4", "assumed": True},
    ])  # fmt: skip
    sure = compare(store, "poverty_rate")
    assert [(row.fact.locality_id, row.fact.period) for row in sure.rows] == [(LANG_SON, "2023")]
    assert sure.refused == {"place only assumed": 2}
    every = compare(store, "poverty_rate", assumed_places=True).to_pandas()
    found = {(row.locality_id, row.period): row.place_assumed for row in every.itertuples()}
    assert found == {(CAO_BANG, "2023"): True, (LANG_SON, "2022"): True, (LANG_SON, "2023"): False}
    assert set(every.locality) == {"tỉnh Lạng Sơn", "tỉnh Cao Bằng"}


def test_a_figure_of_a_sure_place_stands_before_those_of_an_assumed_one(book):
    store = book([
        {"of": LANG_SON, "in": 2023, "value": "18.5", "assumed": True},
        {"of": LANG_SON, "in": 2023, "value": "18.5", "assumed": True},
        {"of": LANG_SON, "in": 2023, "value": "21.5", "article": "a9", "source": "kycung", "assumed": True},
        {"of": LANG_SON, "in": 2023, "value": "21.5", "article": "a9", "source": "kycung"},
    ])  # fmt: skip
    result = compare(store, "poverty_rate", assumed_places=True)
    (row,) = result.rows
    assert (float(row.fact.value), row.fact.place_assumed, len(row.others)) == (21.5, False, 2)
    assert not any("only assumed" in line for line in result.lines())


def test_the_command_line_takes_assumed_places_on_request(book):
    store = book([{"of": LANG_SON, "in": 2022, "value": "7.1", "assumed": True}])
    asked = ["compare", str(store.path), "-i", "poverty_rate"]
    sure, every = CliRunner().invoke(cli, asked), CliRunner().invoke(cli, [*asked, "--assumed-places"])
    assert "place only assumed" in sure.output
    assert "7,1" not in sure.output
    assert "7,1" in every.output


def test_a_ratio_becomes_a_share_and_says_so(book):
    store = book([{"of": LANG_SON, "in": 2021, "value": "20", "denominator": "25", "unit": "hộ", "kind": "ratio"}])
    (row,) = compare(store, "poverty_rate").rows
    assert (float(row.fact.value), row.fact.derived, float(row.fact.denominator)) == (80.0, "share of a ratio", 25.0)


def test_unknown_names_are_one_clear_line(book, tmp_path):
    store = book([{"of": LANG_SON, "in": 2021, "value": "6"}])
    with pytest.raises(InputError, match="poverty_rate"):
        compare(store, "poverty_rat")
    with pytest.raises(InputError, match="one of province, district, commune"):
        compare(store, "poverty_rate", by="village")
    with pytest.raises(InputError, match="there is no store here"):
        compare(tmp_path / "nowhere", "poverty_rate")


def test_ranks_hold_ties_and_open_bounds(book):
    store = book([
        {"of": LANG_SON, "in": 2023, "value": "6"},
        {"of": CAO_BANG, "in": 2023, "value": "6"},
        {"of": BAC_KAN, "in": 2023, "value": "9"},
        {"of": BINH_DINH, "in": 2023, "value": "5", "bound": "more_than"},
    ])  # fmt: skip
    table = ranks(compare(store, "poverty_rate"), "2023")
    held = {row.locality_id: (row.rank_from, row.rank_to) for row in table.itertuples()}
    # lower is better; «hơn 5%» may be anything above 5, so it is surely ahead of nobody and surely behind nobody
    assert held == {LANG_SON: (1, 3), CAO_BANG: (1, 3), BAC_KAN: (3, 4), BINH_DINH: (1, 4)}
    with pytest.raises(InputError, match="2023"):
        ranks(compare(store, "poverty_rate"), "2019")


def test_trends_refuse_what_is_not_of_one_sort_and_mark_breaks(book):
    store = book([
        {"of": LANG_SON, "in": 2021, "value": "12.2", "published": "2022-01-03"},
        {"of": LANG_SON, "in": 2022, "value": "8.92", "published": "2023-01-03"},
        {"of": LANG_SON, "in": ["2023-01-01", "2023-06-30"], "value": "7", "published": "2023-07-03"},
        {"of": "pro:92@2004", "in": 2024, "value": "1.5", "published": "2025-01-10"},
        {"of": "pro:92@2004", "in": 2025, "value": "2.5", "published": "2026-01-10"},
    ])  # fmt: skip
    table = trends(compare(store, "poverty_rate"))
    steps = {(row.locality_id, row[3], row[4]): row for row in table.itertuples(index=True)}
    first = steps[LANG_SON, "2021", "2022"]
    assert (round(first.change, 2), first.direction) == (-3.28, "down")
    assert pd.isna(first.breaks)
    assert pd.isna(first.refused)
    assert steps[LANG_SON, "2022", "2023 H1"].refused == "2022 and 2023 H1 are not the same part of a year"
    assert "2025-07-01" in steps["pro:92@2004", "2024", "2025"].breaks


def test_coverage_counts_who_reports_of_those_that_stood(book):
    store = book([
        {"of": LANG_SON, "in": 2023, "value": "6"},
        {"of": LANG_SON, "in": 2023, "value": "9"},
        {"of": CAO_BANG, "in": 2025, "value": "6", "published": "2026-01-01"},
    ])  # fmt: skip
    table = coverage(compare(store, "poverty_rate")).set_index("column")
    assert list(table.loc["2023", ["reporting", "standing", "conflicts"]]) == [1, 63, 1]
    assert list(table.loc["2025", ["reporting", "standing", "conflicts"]]) == [1, 34, 0]


def test_the_wide_table_has_a_row_a_locality_and_a_column_a_year(book):
    store = book([{"of": LANG_SON, "in": 2022, "value": "8.92"}, {"of": LANG_SON, "in": 2023, "value": "6.15"}])
    table = compare(store, "poverty_rate").wide()
    assert table.loc[(LANG_SON, "tỉnh Lạng Sơn")].to_dict() == {"2022": 8.92, "2023": 6.15}


def test_localities_stand_in_vietnamese_order(book):
    ids = ["pro:48@2004", "pro:11@2004", "pro:75@2004", "pro:04@2004", "pro:01@2004", "pro:66@2004", "pro:64@2004"]
    store = book([{"of": unit, "in": 2023, "value": "6"} for unit in ids])
    names = [name for _, name in compare(store, "poverty_rate").localities()]
    assert names == [
        "tỉnh Cao Bằng", "thành phố Đà Nẵng", "tỉnh Đắk Lắk", "tỉnh Điện Biên", "tỉnh Đồng Nai", "tỉnh Gia Lai",
        "thành phố Hà Nội",
    ]  # fmt: skip
