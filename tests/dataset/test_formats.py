"""Stata and the data package, read back by readers that are not ours; the compact copy; provenance."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package
from test_store import extraction, filled

from newsmine.dataset import Store, export, extract_to
from newsmine.dataset.schema import columns
from newsmine.errors import InputError


def test_stata_keeps_diacritics_values_and_labels(tmp_path: Path) -> None:
    with filled(tmp_path / "s.sqlite", extraction("a1")) as store:
        export(store, tmp_path / "out", "stata")
    with pd.io.stata.StataReader(tmp_path / "out" / "statistics.dta") as reader:
        frame = reader.read()
        labels = reader.variable_labels()
    assert list(frame.columns) == [{"end": "end_"}.get(column.name, column.name) for column in columns("statistics")]
    assert frame["text"].tolist() == ["20/21 đồng chí", "hơn 84,3%"]
    assert frame["value"].tolist() == [20, 84.3]
    assert frame["negated"].tolist() == [0, 1]
    assert labels["denominator"] == "of a ratio"


def test_stata_holds_long_texts(tmp_path: Path) -> None:
    long = extraction("a1")
    object.__setattr__(long.article, "text", "Đường làng. " * 900)
    with filled(tmp_path / "s.sqlite", long) as store:
        export(store, tmp_path / "out", "stata")
    assert pd.read_stata(tmp_path / "out" / "articles.dta")["text"].tolist() == ["Đường làng. " * 900]


@pytest.mark.parametrize("form", ["stata", "package"])
def test_the_same_store_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    with filled(tmp_path / "s.sqlite", extraction("a1"), extraction("a2")) as store:
        one = {path.name: path.read_bytes() for path in export(store, tmp_path / "one", form)}
        two = {path.name: path.read_bytes() for path in export(store, tmp_path / "two", form)}
    assert one == two


def test_the_package_is_valid_by_frictionless(tmp_path: Path) -> None:
    with filled(tmp_path / "s.sqlite", extraction("a1"), extraction("a2")) as store:
        written = export(store, tmp_path / "out", "package", rejects=True)
    assert {path.name for path in written} > {"datapackage.json", "codebook.json", "README.md", "statistics.csv"}
    report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    assert Package(str(tmp_path / "out" / "datapackage.json")).get_resource("statistics").read_rows()[1]["value"] == Decimal(
        "84.3"
    )


def test_a_broken_package_is_not_valid(tmp_path: Path) -> None:
    with filled(tmp_path / "s.sqlite", extraction("a1")) as store:
        export(store, tmp_path / "out", "package")
    path = tmp_path / "out" / "statistics.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("more_than", "khoảng"), encoding="utf-8")
    assert not Package(str(tmp_path / "out" / "datapackage.json")).validate().valid


def test_a_copy_is_a_store_and_never_itself(tmp_path: Path) -> None:
    with filled(tmp_path / "newsmine.sqlite", extraction("a1")) as store:
        path = store.copy_to(tmp_path / "copy")
        with pytest.raises(InputError, match="this very store"):
            store.copy_to(tmp_path)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM statistics").fetchone() == (2,)
    with Store(path.parent, must_exist=True) as copy:
        assert copy.count("people") == 1


def test_a_run_says_what_made_it(tmp_path: Path) -> None:
    source = tmp_path / "bài.txt"
    source.write_text("Năm 2021, xã có 20/21 đồng chí đạt chuẩn.\n", encoding="utf-8")
    extract_to([source], tmp_path / "out", "csv", command="newsmine extract bài.txt")
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert run["inputs"] == [{"origin": str(source), "articles": 1, "sha256": digest}]
    assert run["underthesea"].startswith("9.")
    assert len(run["models"]) == len(run["rules"]) == 16
    with (tmp_path / "out" / "statistics.csv").open(encoding="utf-8", newline="") as file:
        assert run["counts"]["statistics"] == len(list(csv.DictReader(file)))
