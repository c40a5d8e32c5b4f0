"""The main job on real files: what is read, kept, done again, named as unread; stopped and resumed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsmine.dataset import Store, extract_to
from newsmine.errors import InputError

ARTICLE = (
    "Ông Hoàng Văn Thụy, Chủ tịch UBND xã Mẫu Sơn cho biết: Toàn xã có {n} hộ, trong đó {m} hộ nghèo.\n"
    "Theo bà Lý Thị Mai, cán bộ văn hóa xã, tỷ lệ hộ nghèo giảm còn 12,5%.\n"
)


def write_articles(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"bai-{n:03d}.txt").write_text(ARTICLE.format(n=1000 + n, m=n + 2), encoding="utf-8")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def exported(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.jsonl"))}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 5)
    first = extract_to([tmp_path / "in"], tmp_path / "out")
    before = exported(tmp_path / "out")
    second = extract_to([tmp_path / "in"], tmp_path / "out")
    assert (first.extracted, second.extracted, second.unchanged) == (5, 0, 5)
    assert exported(tmp_path / "out") == before
    assert len(rows(tmp_path / "out" / "statistics.jsonl")) >= 10  # the figures of five articles are really there


def test_an_edited_article_replaces_what_it_was(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 3)
    extract_to([tmp_path / "in"], tmp_path / "out")
    (tmp_path / "in" / "bai-001.txt").write_text("Xã có 77 hộ.\n", encoding="utf-8")
    summary = extract_to([tmp_path / "in"], tmp_path / "out")
    assert (summary.extracted, summary.unchanged) == (1, 2)
    articles = rows(tmp_path / "out" / "articles.jsonl")
    assert [Path(a["origin"]).name for a in articles] == ["bai-000.txt", "bai-001.txt", "bai-002.txt"]
    assert articles[1]["text"] == "Xã có 77 hộ.\n"


def test_order_and_number_of_processes_do_not_show(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 40)
    extract_to([tmp_path / "in"], tmp_path / "one")
    extract_to([tmp_path / "in"], tmp_path / "two", jobs=2)
    files = sorted((tmp_path / "in").iterdir(), reverse=True)
    extract_to(files, tmp_path / "reverse")
    assert exported(tmp_path / "one") == exported(tmp_path / "two") == exported(tmp_path / "reverse")


def test_offsets_hold_in_the_export(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 1)
    extract_to([tmp_path / "in"], tmp_path / "out")
    text = rows(tmp_path / "out" / "articles.jsonl")[0]["text"]
    found = rows(tmp_path / "out" / "statistics.jsonl")
    assert found
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found)


def bad_inputs(folder: Path) -> list[Path]:
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "nothing.html").write_text("<html><body><nav>Trang chủ</nav></body></html>", encoding="utf-8")
    (folder / "huge.txt").write_text("Xã có 12 hộ. " * 4_200_000, encoding="utf-8")
    good = json.dumps({"id": "x1", "text": ARTICLE.format(n=5, m=1)}, ensure_ascii=False)
    other = json.dumps({"id": "x1", "text": "Xã khác có 9 hộ."}, ensure_ascii=False)
    (folder / "lines.jsonl").write_text(f'{good}\n{{"id": "x2", "text": \n{other}\n', encoding="utf-8")
    return [folder, folder / "missing.txt"]


def test_bad_input_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    inputs = bad_inputs(tmp_path / "in")
    summary = extract_to(inputs, tmp_path / "out")
    named = {(Path(item.origin).name, item.line) for item in summary.unread}
    assert named == {
        ("empty.txt", None),
        ("binary.txt", None),
        ("nothing.html", None),
        ("huge.txt", None),
        ("lines.jsonl", 2),  # a broken line
        ("lines.jsonl", None),  # an id that stands for two texts
        ("missing.txt", None),
    }
    assert summary.extracted == 1
    assert len(rows(tmp_path / "out" / "unread.jsonl")) == len(summary.unread)
    assert all("\n" not in str(item) and str(item) for item in summary.unread)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    with (folder / "all.jsonl").open("w", encoding="utf-8") as file:
        for n in range(400):
            file.write(json.dumps({"id": f"bai-{n}", "text": ARTICLE.format(n=n + 9, m=n)}, ensure_ascii=False) + "\n")
    return folder


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_stopped_at_any_moment_the_next_run_goes_on(many: Path, tmp_path: Path, stop: signal.Signals) -> None:
    command = [sys.executable, "-m", "newsmine", "extract", str(many / "all.jsonl"), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    store = tmp_path / "out" / "newsmine.sqlite-wal"
    while process.poll() is None and not (store.exists() and store.stat().st_size > 400_000):
        pass  # until some articles are committed; ends with the process in any case
    process.send_signal(stop)
    process.wait()
    resumed = extract_to([many / "all.jsonl"], tmp_path / "out")
    assert resumed.extracted + resumed.unchanged == 400
    extract_to([many / "all.jsonl"], tmp_path / "whole")
    assert exported(tmp_path / "out") == exported(tmp_path / "whole")


def test_knowledge_of_a_user_reaches_every_process_and_does_old_articles_again(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[[title]]\nwords = ["quan cầu phao"]\n\n[[organisation]]\nwords = ["tổ tiết kiệm"]\n', encoding="utf-8")
    source = tmp_path / "bài.txt"
    source.write_text("Bà Lò Thị Sắc, Quan cầu phao, và ông Hà Văn Ún, Chủ tịch Tổ tiết kiệm, đến dự.\n", encoding="utf-8")

    def offices(folder):
        with Store(folder) as store:
            return [(row["name"], [role["title"] for role in row["roles"]]) for row in store.rows("people")]

    out = tmp_path / "out"
    extract_to([source], out)
    assert ("Lò Thị Sắc", []) in offices(out)
    assert extract_to([source], out, knowledge=own, jobs=2).extracted == 1
    assert sorted(offices(out)) == [("Hà Văn Ún", ["Chủ tịch"]), ("Lò Thị Sắc", ["Quan cầu phao"])]
    assert extract_to([source], out, knowledge=own).unchanged == 1
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["knowledge"]["file"] == str(own)
    own.write_text("[[titel]]\n", encoding="utf-8")
    with pytest.raises(InputError, match="unknown section 'titel'"):
        extract_to([source], out, knowledge=own)
