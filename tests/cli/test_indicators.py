"""``newsmine indicators`` and ``newsmine rule``, as a user runs them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from newsmine.cli import cli
from newsmine.errors import InputError


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


def lines(result):
    return result.output.strip().splitlines()


def test_list_and_show():
    assert len(lines(run("indicators", "list"))) >= 100
    only = lines(run("indicators", "list", "--dimension", "cadres"))
    assert only
    assert all(line.startswith(("cadre", "payroll")) for line in only)
    shown = run("indicators", "show", "poverty_rate").output
    assert "Tỷ lệ hộ nghèo" in shown
    assert "weighted_mean" in shown


def test_match_says_what_each_figure_is():
    said = run("indicators", "match", "Tỷ lệ hộ nghèo của xã còn 6,4%, có 12 trạm bơm.").output
    assert "6,4%  →  poverty_rate" in said
    assert "12 trạm bơm  →  no indicator" in said


ARTICLES = [
    f"Xã {name} hiện có {number} giếng khoan khai thác nước ngầm. Tỷ lệ hộ nghèo còn {rate}%."
    for name, number, rate in (("Yên Lỗ", 24, "6,4"), ("Hòa Bình", 31, "8,2"), ("Minh Tiến", 18, "12,5"))
]


@pytest.fixture
def store(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for number, text in enumerate(ARTICLES):
        (source / f"{number}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert run("extract", source, "--out", out, "-q").exit_code == 0
    return out


def test_a_group_is_discovered_promoted_and_extracted(store, tmp_path):
    own = tmp_path / "own.toml"
    found = run("indicators", "discover", store).output
    assert "giếng khoan" in found
    assert "hộ nghèo" not in found
    assert run("indicators", "discover", store, "--promote", 1, "--id", "well_n", "--file", own).exit_code == 0
    again = run("extract", tmp_path / "in", "--out", store, "--indicators", own)
    assert again.exit_code == 0
    facts = json.loads((store / "run.json").read_text(encoding="utf-8"))
    assert facts["indicators"]["file"] == str(own)
    rows = [json.loads(line) for line in (store / "statistics.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(row["indicator_id"] for row in rows) == ["poverty_rate"] * 3 + ["well_n"] * 3


def test_a_rule_is_taught_and_checked(store, tmp_path):
    own, cases = tmp_path / "own.toml", tmp_path / "cases.jsonl"
    sentence = "Xã có 24 giếng khoan khai thác nước ngầm."
    common = ("--from", sentence, "--value", "24", "--file", own, "--cases", cases)
    with pytest.raises(InputError, match="has the unit"):
        CliRunner().invoke(
            cli, [str(word) for word in ("rule", "new", *common, "--indicator", "village_total")], catch_exceptions=False
        )
    assert not own.exists()
    assert run("indicators", "discover", store, "--promote", 1, "--id", "well_n", "--file", own).exit_code == 0
    taught = run("rule", "new", *common, "--indicator", "well_n", "--in", store)
    assert taught.exit_code == 0
    assert "[[phrase]]" in taught.output
    checked = run("rule", "check", "--file", own, "--cases", cases)
    assert checked.exit_code == 0
    assert "1 of 1 cases hold" in checked.output
