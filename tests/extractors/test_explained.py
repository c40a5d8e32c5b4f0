"""Why each figure is as it is, in the library and on the command line."""

from __future__ import annotations

from click.testing import CliRunner

from newsmine.cli import cli
from newsmine.extractors import extract
from newsmine.extractors.explained import explanation
from newsmine.records import REJECT_REASONS

TEXT = "Năm 2023, huyện Chi Lăng mở 12 lớp nghề theo Quyết định số 705/QĐ-UBND của huyện.\nXem thêm."


def test_each_field_of_a_figure_says_its_rule_and_each_refused_number_its_reason():
    found = extract(TEXT)
    lines = explanation(found).splitlines()
    assert "Figures (1)" in lines
    for item in found.statistics:
        for name in ("measure", "period", "locality", "status", "speaker"):
            rule = next(part.split("=")[1] for part in item.rule.split("; ") if part.startswith(f"{name}="))
            assert any(line.strip().startswith(name) and f"({rule}:" in line for line in lines), name
    assert f"Refused ({len(found.rejects)})" in lines
    assert found.rejects
    for item in found.rejects:
        assert any(line.startswith(f"  {item.start}–{item.end} ") and f": {item.reason}, " in line for line in lines)


def test_every_reason_has_words():
    from newsmine.extractors.explained import _reasons

    assert set(_reasons()) == set(REJECT_REASONS)


def test_command_prints_it(tmp_path):
    path = tmp_path / "bai.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(cli, ["extract", str(path), "--explain"])
    assert result.exit_code == 0
    assert "complement: the counted noun" in result.output
    assert "document, the number of a document" in result.output


def test_command_refuses_to_explain_what_it_writes(tmp_path):
    result = CliRunner().invoke(cli, ["extract", str(tmp_path), "--explain", "--out", str(tmp_path / "out")])
    assert result.exit_code != 0
    assert "--explain prints" in result.output
