"""The store and its exports, on real SQLite files and real readers of each format."""

from __future__ import annotations

import csv
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from newsmine.dataset import Store, read_frame
from newsmine.dataset.export import export
from newsmine.dataset.schema import columns, full_codebook
from newsmine.errors import InputError
from newsmine.extractors.extraction import Extraction
from newsmine.records import TABLES, Article, Person, Quotation, Reject, Role, Statistic

TEXT = "Bà H'Loan Niê, Trưởng thôn: “=SUM(A1) xong rồi”. Có 20/21 đồng chí đạt, hơn 84,3%."


def extraction(article_id: str = "a1", value: str = "84.3") -> Extraction:
    one = {"article_id": article_id}
    office = Role(text="Trưởng thôn", start=15, end=26, title="Trưởng thôn")
    person = Person(person_id=f"p-{article_id}", name="H'Loan Niê", honorific="Bà", gender="female", roles=(office,), **one)
    quotation = Quotation(quotation_id=f"q-{article_id}", start=29, end=46, content="=SUM(A1) xong rồi", kind="direct", **one)
    ratio = {"value": Decimal(20), "denominator": Decimal(21), "unit": "đồng chí", "kind": "ratio"}
    share = {"value": Decimal(value), "unit": "%", "kind": "percent", "bound": "more_than", "negated": True}
    return Extraction(
        Article(article_id=article_id, text=TEXT, origin=f"tệp/{article_id}.txt", captions=("Ảnh: P.V",)),
        people=(person,),
        quotations=(quotation,),
        statistics=(
            Statistic(statistic_id=f"s1-{article_id}", start=52, end=67, text="20/21 đồng chí", **ratio, **one),
            Statistic(statistic_id=f"s2-{article_id}", start=73, end=82, text="hơn 84,3%", **share, **one),
        ),
        rejects=(Reject(start=0, end=2, text="Bà", reason="label", **one),),
    )


def filled(path: Path, *extractions: Extraction) -> Store:
    store = Store(path)
    for number, item in enumerate(extractions, 1):
        store.put(item)
        row = (item.article.article_id, item.article.origin, number, "0", "r", 1, 1)
        store.db.execute("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    store.db.commit()
    return store


def test_a_second_write_replaces_and_never_doubles(tmp_path: Path) -> None:
    with filled(tmp_path / "s.sqlite", extraction(), extraction(value="85")) as store:
        rows = list(store.rows("statistics"))
    assert [row["value"] for row in rows] == [20, 85]
    fewer = Extraction(extraction().article)
    with filled(tmp_path / "s.sqlite", fewer) as store:
        assert [store.count(table) for table in ("articles", "statistics", "quotations", "people", "rejects")] == [1, 0, 0, 0, 0]


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    item = extraction()
    with filled(tmp_path / "s.sqlite", item) as store:
        for table in ("articles", "people", "quotations", "statistics", "rejects"):
            assert list(store.rows(table)) == [record.as_dict() for record in item.records(table)]


def test_plain_sql_reads_the_file(tmp_path: Path) -> None:
    filled(tmp_path / "s.sqlite", extraction()).db.close()
    with sqlite3.connect(tmp_path / "s.sqlite") as db:
        assert db.execute("SELECT value, unit FROM statistics WHERE bound = 'more_than'").fetchall() == [(84.3, "%")]
        assert db.execute("SELECT json_extract(roles, '$[0].title') FROM people").fetchone() == ("Trưởng thôn",)


def test_an_older_store_gets_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    filled(path, extraction()).db.close()
    with sqlite3.connect(path) as db:
        db.execute("ALTER TABLE statistics DROP COLUMN checks")
    with Store(path) as store:
        assert next(store.rows("statistics"))["checks"] == []


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_every_format_has_every_row_and_column(tmp_path: Path, form: str) -> None:
    with filled(tmp_path / "s.sqlite", extraction("a2"), extraction("a1")) as store:
        written = export(store, tmp_path / "out", form, rejects=True)
    assert {path.name for path in written} == {
        *(f"{name}.{form}" for name in ("articles", "people", "quotations", "statistics", "references", "localities", "rejects")),
        "codebook.json",
    }
    path = tmp_path / "out" / f"statistics.{form}"
    if form == "jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    elif form == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        rows = duckdb.sql(f"SELECT * FROM '{path}'").df().to_dict("records")  # noqa: S608 - a path of this test
    assert [row["statistic_id"] for row in rows] == ["s1-a1", "s2-a1", "s1-a2", "s2-a2"]  # by origin, then place in the text
    assert list(rows[0]) == [column.name for column in columns("statistics")]
    assert [float(row["value"]) for row in rows[:2]] == [20.0, 84.3]
    assert rows[1]["text"] == "hơn 84,3%"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_same_store_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    with filled(tmp_path / "s.sqlite", extraction("a1"), extraction("a2")) as store:
        one = {path.name: path.read_bytes() for path in export(store, tmp_path / "one", form)}
    with filled(tmp_path / "t.sqlite", extraction("a2"), extraction("a1")) as store:
        two = {path.name: path.read_bytes() for path in export(store, tmp_path / "two", form)}
    assert one == two


def test_excel_gets_a_mark_and_runs_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "s.sqlite", extraction()) as store:
        export(store, tmp_path, "csv", excel=True)
    raw = (tmp_path / "quotations.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "quotations.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["content"] == "'=SUM(A1) xong rồi"


def test_rejects_only_on_request_and_stale_ones_go(tmp_path: Path) -> None:
    with filled(tmp_path / "s.sqlite", extraction()) as store:
        export(store, tmp_path, "jsonl", rejects=True)
        assert (tmp_path / "rejects.jsonl").exists()
        export(store, tmp_path, "jsonl")
    assert not (tmp_path / "rejects.jsonl").exists()


def test_frames(tmp_path: Path) -> None:
    filled(tmp_path / "newsmine.sqlite", extraction()).db.close()
    frame = read_frame(tmp_path, "statistics")
    assert list(frame.columns) == [column.name for column in columns("statistics")]
    assert frame["value"].tolist() == [20, 84.3]
    assert extraction().to_pandas("people")["name"].tolist() == ["H'Loan Niê"]


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("không phải SQLite, chỉ là văn bản dài hơn một chút cho đủ.", encoding="utf-8")
    with pytest.raises(InputError, match="not a newsmine store"):
        Store(tmp_path / "x.sqlite")
    with pytest.raises(InputError, match="there is no store here"):
        Store(tmp_path / "nothing", must_exist=True)


def test_the_codebook_tells_every_column() -> None:
    book = full_codebook()
    assert {(row["table"], row["name"]) for row in book} == {(t, name) for t, kind in TABLES.items() for name in kind.__slots__}
    assert all(row["meaning"] for row in book)
    assert all("example" in row for row in book)
