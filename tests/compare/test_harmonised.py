"""Across July 2025: worked out by hand, and what cannot be added refused.

Gia Lai of 1/7/2025 is Bình Định and Gia Lai as they were; Cần Thơ is Cần Thơ, Hậu Giang and Sóc Trăng; Lạng Sơn is Lạng Sơn.
"""

from __future__ import annotations

import pytest

from newsmine.compare import carry, compare, join_scores, trends
from newsmine.errors import InputError

LANG_SON, CAN_THO, SOC_TRANG, HAU_GIANG = "pro:20@2004", "pro:92@2004", "pro:94@2004", "pro:93@2004"
BINH_DINH, GIA_LAI, NEW_GIA_LAI = "pro:52@2004", "pro:64@2004", "pro:52@2025"


def cells(store, indicator, to, **options):
    carried = carry(store, compare(store, indicator, **options), to)
    return {(cell.locality_id, cell.period): cell for cell in carried.cells}


def heads(of, value, **more):
    return {"of": of, "in": 2024, "value": value, "unit": "người", "kind": "count", "indicator": "cadre_total"} | more


def test_counts_of_whole_units_add_up(book):
    store = book([heads(BINH_DINH, "3412"), heads(GIA_LAI, "4105"), heads(LANG_SON, "4020")])
    found = cells(store, "cadre_total", "34")
    assert (found[NEW_GIA_LAI, "2024"].value, found[NEW_GIA_LAI, "2024"].carried) == (7517, "merged")
    assert (found[LANG_SON, "2024"].value, found[LANG_SON, "2024"].carried) == (4020, "same")


def test_a_part_without_a_figure_is_not_filled_in(book):
    store = book([heads(SOC_TRANG, "2210"), heads(CAN_THO, "1900")])
    cell = cells(store, "cadre_total", "34")[CAN_THO, "2024"]
    assert (cell.value, cell.carried, cell.missing) == (None, "incomplete", (HAU_GIANG,))


def test_shares_take_their_own_denominators(book):
    # 90 of 100 and 30 of 60: 120 of 160 is 75 %, where the plain mean of 90 % and 50 % would be 70 %
    share = {"unit": "người", "kind": "ratio", "indicator": "cadre_univ_share"}
    store = book([
        {"of": BINH_DINH, "in": 2024, "value": "90", "denominator": "100", **share},
        {"of": GIA_LAI, "in": 2024, "value": "30", "denominator": "60", **share},
    ])  # fmt: skip
    assert cells(store, "cadre_univ_share", "34")[NEW_GIA_LAI, "2024"].value == 75


def test_shares_take_the_denominator_that_another_article_gives(book):
    share = {"in": 2024, "indicator": "cadre_univ_share"}
    store = book([
        {"of": BINH_DINH, "value": "90", **share}, {"of": GIA_LAI, "value": "80", **share},
        heads(BINH_DINH, "1000"), heads(GIA_LAI, "3000"),
    ])  # fmt: skip
    assert cells(store, "cadre_univ_share", "34")[NEW_GIA_LAI, "2024"].value == 82.5


def test_shares_without_denominators_are_refused(book):
    share = {"in": 2024, "indicator": "cadre_univ_share"}
    store = book([{"of": BINH_DINH, "value": "90", **share}, {"of": GIA_LAI, "value": "80", **share}])
    cell = cells(store, "cadre_univ_share", "34")[NEW_GIA_LAI, "2024"]
    assert (cell.value, cell.carried) == (None, "refused")
    assert "denominator" in cell.reason


def test_a_name_that_outlives_its_borders_is_two_units(book):
    before, after = heads(CAN_THO, "1900", published="2025-02-01"), heads(CAN_THO, "5600", published="2026-02-01", **{"in": 2025})
    store = book([before, after])
    on34 = cells(store, "cadre_total", "34")
    assert on34[CAN_THO, "2024"].carried == "incomplete"
    assert (on34[CAN_THO, "2025"].value, on34[CAN_THO, "2025"].carried) == (5600, "reported")
    on63 = cells(store, "cadre_total", "63")
    assert (on63[CAN_THO, "2024"].value, on63[CAN_THO, "2024"].carried) == (1900, "reported")
    assert (on63[CAN_THO, "2025"].value, on63[CAN_THO, "2025"].carried) == (None, "refused")


def test_a_ratio_behind_the_share_that_stands_first_gives_the_weight(book):
    # the share is printed by more articles than the ratio: it stands, and 60 of 80 (75 %) and 10 of 20 (50 %) are 70 %
    share = {"in": 2024, "indicator": "cadre_univ_share"}
    ratio = {"unit": "người", "kind": "ratio"} | share
    store = book([
        {"of": BINH_DINH, "value": "75", **share}, {"of": BINH_DINH, "value": "75.0", **share},
        {"of": BINH_DINH, "value": "60", "denominator": "80", **ratio},
        {"of": GIA_LAI, "value": "10", "denominator": "20", **ratio},
    ])  # fmt: skip
    assert cells(store, "cadre_univ_share", "34")[NEW_GIA_LAI, "2024"].value == 70


def test_one_name_of_two_areas_in_one_year_is_two_rows(book):
    # after the merger the press works out 2024 anew, for the new area: no contradiction to what was said of the old one
    old = heads(CAN_THO, "1742", published="2025-03-18")
    new = heads(CAN_THO, "5590", published="2026-01-13")
    store = book([old, new, heads(SOC_TRANG, "2264", published="2025-03-18"), heads(HAU_GIANG, "1584", published="2025-03-18")])
    comparison = compare(store, "cadre_total")
    rows = [row for row in comparison.rows if row.fact.locality_id == CAN_THO]
    assert [(int(row.fact.value), len(row.others)) for row in rows] == [(1742, 0), (5590, 0)]
    assert [row.as_dict()["borders_since"] for row in rows] == [None, "2025-07-01"]
    assert comparison.cells()[CAN_THO, "2024"].fact.value == 1742
    assert "thành phố Cần Thơ: other borders since 2025-07-01" in comparison.lines()
    assert trends(comparison)["refused"].tolist() == ["the same time, within other borders"]
    carried = cells(store, "cadre_total", "34")[CAN_THO, "2024"]
    assert (carried.value, carried.carried, carried.differs) == (5590, "reported", None)
    assert cells(store, "cadre_total", "63")[CAN_THO, "2024"].value == 1742


def test_two_units_of_one_name_are_told_apart(book):
    store = book(
        [heads(GIA_LAI, "4386"), heads(NEW_GIA_LAI, "6318", published="2026-01-20", **{"in": 2025}), heads(LANG_SON, "4020")]
    )
    names = [name for _, name in compare(store, "cadre_total").localities()]
    assert names == ["tỉnh Gia Lai (until 2025-06-30)", "tỉnh Gia Lai (since 2025-07-01)", "tỉnh Lạng Sơn"]
    chau_thanh = [{"of": of, "in": 2023, "value": "3"} for of in ("dis:933@2004", "dis:942@2008")]
    names = [name for _, name in compare(book(chau_thanh), "poverty_rate", by="district").localities()]
    assert names == ["huyện Châu Thành (tỉnh Hậu Giang)", "huyện Châu Thành (tỉnh Sóc Trăng)"]


def test_parts_that_give_the_printed_value_do_not_contradict_it(book):
    # 1.210 of 431.200, 6.867 of 214.600, 5.690 of 327.010 poor households are 13.767 of 972.810, 1,415 %: printed as 1,42 %
    parts = [(CAN_THO, "1210", "431200"), (HAU_GIANG, "6867", "214600"), (SOC_TRANG, "5690", "327010")]
    before = [
        {"of": of, "in": 2024, "value": n, "denominator": all_, "unit": "hộ", "kind": "ratio", "published": "2025-03-18"}
        for of, n, all_ in parts
    ]
    after = {"of": CAN_THO, "in": 2024, "value": "1.42", "published": "2026-01-13"}
    cell = cells(book([*before, after]), "poverty_rate", "34")[CAN_THO, "2024"]
    assert (str(cell.value), cell.carried, cell.differs) == ("1.42", "reported", None)
    wrong = cells(book([*before, after | {"value": "1.24"}]), "poverty_rate", "34")[CAN_THO, "2024"]
    assert "its parts give 1,42" in wrong.reason


def test_a_new_unit_is_not_taken_apart(book):
    store = book([heads(NEW_GIA_LAI, "7517", published="2026-02-01"), heads(LANG_SON, "4020", published="2026-02-01")])
    found = cells(store, "cadre_total", "63")
    assert found[NEW_GIA_LAI, "2024"].value is None
    assert set(found[NEW_GIA_LAI, "2024"].missing) == {BINH_DINH, GIA_LAI}
    assert found[LANG_SON, "2024"].value == 4020


def test_what_is_reported_of_the_new_unit_stands_before_the_sum_of_its_parts(book):
    store = book([heads(BINH_DINH, "3412"), heads(GIA_LAI, "4105"), heads(NEW_GIA_LAI, "7600", published="2025-09-01")])
    cell = cells(store, "cadre_total", "34")[NEW_GIA_LAI, "2024"]
    assert (cell.value, cell.carried, cell.differs) == (7600, "reported", 7517)


def test_communes_of_before_2025_merge_too(book):
    dong_kinh = "com:05980@2004"
    store = book([heads(dong_kinh, "21", published="2021-04-05", **{"in": 2020})])
    answers = list(cells(store, "cadre_total", "34", by="commune").values())
    assert answers
    assert all(cell.value is None and cell.carried in {"incomplete", "split"} for cell in answers)


def test_a_map_is_named_or_a_day(book):
    store = book([heads(LANG_SON, "4020")])
    assert cells(store, "cadre_total", "2009-01-01")[LANG_SON, "2024"].value == 4020
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        cells(store, "cadre_total", "35")


def test_published_scores_join_by_name_and_year(book, tmp_path):
    table = tmp_path / "scores.csv"
    table.write_text("prov,year,score\nLang Son,2015,36.1\nBA RIA - VUNG TAU,2015,35\nNowhere,2015,1\nLang Son,2016,37\n")
    store = book([{"of": LANG_SON, "in": 2015, "value": "20"}, {"of": BINH_DINH, "in": 2015, "value": "9"}])
    joined = join_scores(compare(store, "poverty_rate"), table)
    scores = dict(zip(joined.frame["locality_id"], joined.frame["score"], strict=True))
    assert scores[LANG_SON] == 36.1
    assert (joined.unknown_names, joined.without_score) == (("Nowhere",), 1)
    with pytest.raises(InputError, match="no column 'province'"):
        join_scores(compare(store, "poverty_rate"), table, locality="province")
