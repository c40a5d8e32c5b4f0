"""The command line as a user meets it: help, exit codes, one clear line an error, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsmine.cli import _COMMANDS, cli
from newsmine.cli.options import FORMATS
from newsmine.dataset.export import FORMATS as WRITERS


def run(*args: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "newsmine", *args], capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize("name", list(_COMMANDS))
def test_every_command_has_help_and_every_option_says_what_it_does(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    command = cli.get_command(None, name)
    assert command is not None
    assert command.help
    undocumented = [p.name for p in command.params if p.param_type_name == "option" and not p.help and not p.show_default]
    assert undocumented == []


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, newsmine.cli\n"
        "try: newsmine.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'sklearn', 'underthesea', 'pandas', 'numpy', 'duckdb', 'trafilatura'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("heavy: []")


def test_import_is_lazy() -> None:
    code = (
        "import sys, newsmine\n"
        "print(sorted({'spacy', 'sklearn', 'underthesea', 'pandas', 'numpy', 'click', 'requests', 'bs4'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_extract_prints_a_summary(tmp_path: Path) -> None:
    path = tmp_path / "một bài.txt"
    path.write_text("Ông Hoàng Văn Thụy, Chủ tịch UBND xã Mẫu Sơn cho biết: Toàn xã có 1.204 hộ.\n", encoding="utf-8")
    done = run("extract", str(path))
    assert done.returncode == 0
    for words in ("Hoàng Văn Thụy", "Chủ tịch UBND xã Mẫu Sơn", "1.204 hộ"):
        assert words in done.stdout
    written = run("extract", str(path), "--out", str(tmp_path / "out"), "--format", "csv")
    assert written.returncode == 0
    assert "1 article extracted" in written.stdout
    assert (tmp_path / "out" / "statistics.csv").exists()


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["extract"], 2, "Missing argument"),
        (["extract", "không-có.txt", "--out", "x"], 1, "không-có.txt"),
        (["compare", "nowhere"], 2, "there is no store here"),
        (["compare", ".", "--by", "planet"], 2, "planet"),
        (["evaluate", "nowhere", "."], 2, "nowhere"),
        (["compare", ".", "--map", "70"], 2, "--map 70: give 63, 34 or a day"),
        (["review", ".", "--with", "an"], 2, "--with goes with --summary"),
        (["indicators", "list", "--dimension", "planets"], 2, "planets: not a dimension; there are"),
        (["indicators", "show", "poverty"], 2, "did you mean poverty_rate"),
        (["rule", "check"], 2, "(No such file or directory)"),
        (["scale", "a.txt", "--out", "x", "--shards", "0"], 2, "--shards"),
        (["scale", "a.txt", "--out", "x", "--knowledge", "nofile"], 2, "nofile: cannot be read"),
        (["sources", "new", "notanurl"], 2, "notanurl: not an address"),
        (["sources", "--registry", "nofile", "list"], 2, "nofile: cannot be read (No such file or directory)"),
        (["places", " "], 2, "an empty name"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_errors_are_one_line_and_a_code(tmp_path: Path, args: list[str], code: int, words: str) -> None:
    done = run(*args, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_records_of_other_articles_are_not_scored(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text("Xã có 12 hộ.", encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "khac.txt").write_text("Xã có 13 hộ.", encoding="utf-8")
    (tmp_path / "gold" / "khac.json").write_text('{"quotations": [], "statistics": []}', encoding="utf-8")
    assert run("extract", "bai.txt", "--out", "out", cwd=tmp_path).returncode == 0
    done = run("evaluate", "gold", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "none of the articles of gold" in done.stderr


def test_every_format_is_offered() -> None:
    assert set(FORMATS) == {*WRITERS, "package"}


def test_out_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xã có 12 hộ.", encoding="utf-8")
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    done = run("extract", "a.txt", "--out", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
