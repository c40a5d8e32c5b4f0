"""The balance: every run of digits is read, refused with a reason, or listed as unexplained; and the command that shows it."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from newsmine.cli import cli
from newsmine.numerals import scan
from newsmine.numerals.balance import balance, balance_lines, total

TEXT = (
    "Thực hiện Quyết định số 705/QĐ-TTg, năm 2021 huyện Sơn Bình làm 12,5 km đường.\n"
    "Lúc 8h30 ngày 5/4/2021, 20/21 đại biểu có mặt tại số 12 đường Quốc lộ 1A.\n"
)


def test_every_run_of_digits_is_accounted_for():
    sums = balance(TEXT)
    assert (sums.runs, sums.quantities, sums.periods, sums.unexplained) == (13, 4, 4, ())
    assert dict(sums.refused) == {"document": 1, "time": 2, "ordinal": 1, "road": 1}


def test_what_no_rule_explains_is_listed():
    text = "Mã hàng 12.3.4.5.6 chờ xử lý, còn 3 thùng."
    sums = balance(text)
    assert [text[start:end] for start, end in sums.unexplained] == ["12", "3", "4", "5", "6"]
    assert (sums.runs, sums.quantities) == (6, 1)
    assert any("unexplained  «12»" in line for line in balance_lines([("bài", text, None)]))


def test_balances_add_up():
    one, two = balance(TEXT), balance("Có 3 xã.")
    sums = total([one, two])
    assert (sums.runs, sums.quantities) == (one.runs + two.runs, one.quantities + 1)


def test_a_scan_made_before_is_not_made_again():
    day = date(2021, 5, 1)
    assert balance(TEXT, found=scan(TEXT, day)) == balance(TEXT, day)


def test_lines_name_what_was_asked_for():
    lines = list(balance_lines([("bài", TEXT, None)], kinds=("refused",)))
    assert lines[0].startswith("bài:24-34  refused: document  «705/QĐ-TTg»")
    assert lines[-2] == "13 runs of digits: 4 in quantities, 4 in periods, 5 refused, 0 unexplained (0.00 %)"
    assert all("refused" in line for line in lines[:-2])


@pytest.mark.parametrize(("kinds", "words"), [((), ()), (("--list", "quantities"), ("12.5 km", "20/21 đại biểu"))])
def test_the_command_accounts_for_files(tmp_path, kinds, words):
    (tmp_path / "bài.txt").write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(cli, ["numerals", str(tmp_path), *kinds], standalone_mode=False)
    assert done.return_value == 0
    assert "13 runs of digits" in done.output
    assert all(word in done.output for word in words)


def test_the_command_names_what_it_cannot_read(tmp_path):
    done = CliRunner().invoke(cli, ["numerals", str(tmp_path / "none.txt")], standalone_mode=False)
    assert done.return_value == 1
    assert "no such file" in done.output
