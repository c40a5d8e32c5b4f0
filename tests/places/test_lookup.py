"""Places asked by hand and by column."""

from __future__ import annotations

import pandas as pd

from newsmine.places import place_lines, resolve_series


def test_lines_tell_the_unit_what_holds_it_and_what_it_is_today():
    lines = place_lines("phường Đông Kinh, thành phố Lạng Sơn", on="2021-04-05")
    assert lines == [
        "phường Đông Kinh, thành phố Lạng Sơn  (on 2021-04-05)",
        "  exact: in thành phố Lạng Sơn",
        "  unit: phường Đông Kinh, com:05980@2004, since 2004-08-31 or before until 2025-07-01",
        "  in: thành phố Lạng Sơn, dis:178@2004",
        "  in: tỉnh Lạng Sơn, pro:20@2004",
        "  today: phường Đông Kinh, tỉnh Lạng Sơn, com:05977@2025 (whole)",
    ]


def test_lines_give_the_candidates_of_what_is_ambiguous():
    lines = place_lines("xã Tân Thành", on="2021-04-05", home="Lạng Sơn")
    assert lines[1].startswith("  ambiguous:")
    assert sum(line.startswith("  ? xã Tân Thành, huyện ") for line in lines) == 3


def test_lines_for_what_stands_and_for_what_is_unknown():
    assert "  today: the same (2026-04-30)" in place_lines("Lạng Sơn", on="2021-04-05")
    assert place_lines("Nghĩa Lộ Tây", on="2021-04-05")[1].startswith("  unknown:")


def test_a_column_keeps_its_index_and_loses_no_row():
    column = pd.Series(["Lang Son", "TP HCM", None, "xã Tân Thành", "Hà Tây"], index=list("abcde"))
    table = resolve_series(column, on=pd.Series(["2016-01-01"] * 4 + ["2007-01-01"], index=list("abcde")))
    assert list(table.index) == list("abcde")
    assert list(table.status) == ["exact", "exact", "unknown", "ambiguous", "exact"]
    assert list(table.province_id.dropna()) == ["pro:20@2004", "pro:79@2004", "pro:28@2004"]
    assert len(table.loc["d", "candidates"]) > 20


def test_a_column_without_rows():
    assert list(resolve_series(pd.Series([], dtype=object), on="2021-01-01").columns)[:2] == ["locality_id", "status"]
