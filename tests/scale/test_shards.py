"""Shards give the same dataset as one run, on processes and on a real Dask cluster."""

from __future__ import annotations

import json
import unicodedata

import pytest

from newsmine.dataset import extract_to
from newsmine.errors import InputError, NewsmineError
from newsmine.scale import extract_sharded

TABLES = ("articles", "people", "quotations", "statistics", "references", "localities", "unread")


@pytest.fixture
def inputs(tmp_path, press):
    """Ten articles in a file of lines, given twice, two texts, one of decomposed letters, and one that cannot be read."""
    lines = tmp_path / "bài.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for number, text in enumerate(press[:10]):
            file.write(json.dumps({"id": f"b{number}", "text": text}, ensure_ascii=False) + "\n")
    for number, text in enumerate(press[10:12]):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "rỗng.txt").write_text("", encoding="utf-8")
    (tmp_path / "nfd.txt").write_text(unicodedata.normalize("NFD", press[12]), encoding="utf-8")
    return [lines, tmp_path / "0.txt", tmp_path / "1.txt", tmp_path / "rỗng.txt", tmp_path / "nfd.txt", lines]


def exports(folder):
    return {table: (folder / f"{table}.jsonl").read_bytes() for table in TABLES}


def test_shards_on_processes_give_the_same_bytes(tmp_path, inputs):
    one = extract_to(inputs, tmp_path / "one", "jsonl")
    summary = extract_sharded(inputs, tmp_path / "many", "jsonl", shards=3)
    assert [line.replace(str(summary.out), str(one.out)) for line in summary.lines()] == one.lines()
    assert exports(tmp_path / "many") == exports(tmp_path / "one")
    assert [item.reason for item in summary.unread] == ["the file is empty"]
    again = extract_sharded(inputs, tmp_path / "many", "jsonl", shards=3)
    assert exports(tmp_path / "many") == exports(tmp_path / "one")
    assert again.unread == summary.unread
    assert (again.extracted, again.unchanged) == (0, one.extracted)


def test_words_and_indicators_of_the_user_reach_every_shard(tmp_path, inputs):
    words, own = tmp_path / "words.toml", tmp_path / "own.toml"
    words.write_text('[[cue]]\nwords = ["bộc bạch"]\nclass = "core"\nact = "state"\n', encoding="utf-8")
    fields = {"id": "ho", "name_vi": "Số hộ", "name_en": "Households", "dimension": "poverty", "unit": "hộ"}
    entry = [f'{key} = "{value}"' for key, value in fields.items()]
    lists = ['kinds = ["count"]', 'units = ["hộ"]', 'direction = "neutral"', 'aggregate = "sum"', 'definition = "Households."']
    own.write_text(
        "\n".join(["[[indicator]]", *entry, *lists, 'source = "own"', 'phrases = ["hộ", "hộ dân", "hộ nghèo"]', ""]),
        encoding="utf-8",
    )
    extract_to(inputs, tmp_path / "one", "jsonl", rejects=True, knowledge=words, indicators=own)
    extract_sharded(inputs, tmp_path / "many", "jsonl", shards=2, rejects=True, knowledge=words, indicators=own)
    assert exports(tmp_path / "many") == exports(tmp_path / "one")
    assert (tmp_path / "many" / "rejects.jsonl").read_bytes() == (tmp_path / "one" / "rejects.jsonl").read_bytes()
    assert '"ho"' in (tmp_path / "many" / "statistics.jsonl").read_text(encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        extract_sharded(inputs, tmp_path / "x", indicators=tmp_path / "none.toml")


def test_shards_on_a_dask_cluster_give_the_same_bytes(tmp_path, inputs):
    distributed = pytest.importorskip("distributed")
    extract_to(inputs, tmp_path / "one", "jsonl")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        extract_sharded(inputs, tmp_path / "many", "jsonl", shards=2, scheduler=cluster.scheduler_address)
    assert exports(tmp_path / "many") == exports(tmp_path / "one")


def test_what_cannot_be_done_is_one_line(tmp_path, inputs):
    with pytest.raises(InputError, match="at least one"):
        extract_sharded(inputs, tmp_path / "x", shards=0)
    with pytest.raises(NewsmineError, match="no Dask scheduler answers"):
        extract_sharded(inputs, tmp_path / "x", scheduler="nonsense://nowhere")
