"""Places asked by hand and by column."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

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


@pytest.mark.parametrize("zone", [None, "Asia/Ho_Chi_Minh"])
def test_a_column_of_dates_of_a_frame_put_together_from_several(zone):
    frame = pd.DataFrame({"place": ["tỉnh Hà Tây", "Lạng Sơn"], "day": pd.to_datetime(["2007-01-01", None])})
    twice = pd.concat([frame, frame.assign(day=pd.to_datetime("2021-01-01"))])  # labels 0, 1, 0, 1
    table = resolve_series(twice.place, on=twice.day.dt.tz_localize(zone))
    assert list(table.index) == [0, 1, 0, 1]
    assert list(table.status) == ["exact", "exact", "unknown", "exact"]


def test_a_column_of_other_rows_is_matched_by_label():
    column = pd.Series(["xã Tân Lập", "xã Tân Lập"], index=["a", "b"])
    homes = pd.Series(["Hà Nội", "Lạng Sơn"], index=["b", "a"])
    assert list(resolve_series(column, on="2021-04-05", home=homes).locality_id) == ["com:06352@2004", "com:09820@2004"]


def run(*arguments):
    command = [sys.executable, "-m", "newsmine", "places", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_prints_each_name_and_succeeds_where_all_are_resolved():
    done = run("phường Đông Kinh, thành phố Lạng Sơn", "Hà Tây", "--on", "2008-04-05")
    assert done.returncode == 0
    assert "  today: phường Đông Kinh, tỉnh Lạng Sơn, com:05977@2025 (whole)" in done.stdout.splitlines()
    assert "  today: thành phố Hà Nội, pro:01@2004 (whole)" in done.stdout.splitlines()


def test_the_command_says_what_is_open_and_fails():
    done = run("xã Tân Thành", "--on", "2021-04-05", "--home", "Lạng Sơn")
    assert done.returncode == 1
    assert done.stdout.count("  ? xã Tân Thành, huyện ") == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("Hà Nội", "--on", "hôm qua"), "'hôm qua' is no date"), (("Hà Nội", "--home", "Nơi Nào"), "'Nơi Nào' is no province")],
)
def test_the_command_says_in_one_line_what_it_cannot_read(arguments, words):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
