"""Officials over time: what is merged and why, what is kept apart, on stores made by the real extraction."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from corpora.sample_site import expected, load_pages, load_papers
from newsmine.cli import cli
from newsmine.dataset import Store, extract_to
from newsmine.dataset.officials import officials
from newsmine.errors import InputError


def made(folder, *articles):
    """Make a store of (day, newspaper, text) and return its folder."""
    folder.mkdir(exist_ok=True)
    source = folder / "articles.jsonl"
    rows = [
        {"article_id": f"a{number}", "text": text, "published_at": f"{day}T08:00:00+07:00", "source": paper}
        for number, (day, paper, text) in enumerate(articles)
    ]
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    extract_to([source], folder / "store")
    return folder / "store"


def listed(folder, **options):
    with Store(folder) as store:
        return officials(store, **options)


def test_the_same_office_makes_one_person_with_dates_and_counts(tmp_path):
    found = listed(
        made(
            tmp_path,
            ("2021-03-01", "baosonla", "Ông Lò Văn Kẻo, Chủ tịch UBND huyện Mai Sơn, cho biết: Huyện có 45 hộ trồng na."),
            ("2022-06-09", "baosonla", "Chủ tịch UBND huyện Mai Sơn (Sơn La) Lò Văn Kẻo đi kiểm tra."),
        )
    )
    (one,) = found.items
    assert (one.name, one.province, one.articles, one.quotations, one.statistics) == ("Lò Văn Kẻo", "Sơn La", 2, 1, 1)
    assert (one.merged, one.confidence, one.namesakes) == ((("same office", 1),), 0.99, 0)
    (office,) = one.offices
    assert (office.first, office.last, office.articles, office.locality) == ("2021-03-01", "2022-06-09", 2, "huyện Mai Sơn")


def test_another_office_in_the_same_unit(tmp_path):
    found = listed(
        made(
            tmp_path,
            ("2020-01-05", "baosonla", "Ông Cà Văn Pản, Phó Chủ tịch UBND huyện Yên Châu, phát biểu."),
            ("2023-01-05", "baosonla", "Ông Cà Văn Pản, Bí thư Huyện ủy Yên Châu, phát biểu."),
        )
    )
    (one,) = found.items
    assert [(office.title, office.qualifier, office.first) for office in one.offices] == [
        ("Phó Chủ tịch", "deputy", "2020-01-05"),
        ("Bí thư", None, "2023-01-05"),
    ]
    assert (one.merged, one.confidence) == ((("same unit", 1),), 0.95)


def test_a_common_name_in_two_districts_of_a_province_stays_two_people(tmp_path):
    found = listed(
        made(
            tmp_path,
            ("2021-01-01", None, "Ông Nguyễn Văn Sắc, Chủ tịch UBND huyện Mai Sơn, tỉnh Sơn La, phát biểu."),
            ("2021-02-01", None, "Ông Nguyễn Văn Sắc, Chủ tịch UBND huyện Sông Mã, tỉnh Sơn La, phát biểu."),
        )
    )
    assert [(item.namesakes, item.merged, item.confidence) for item in found.items] == [(1, (), 1.0), (1, (), 1.0)]


def test_a_rare_name_goes_from_a_district_to_the_province(tmp_path):
    found = listed(
        made(
            tmp_path,
            ("2019-01-01", None, "Ông Tòng Thế Khoắt, Chủ tịch UBND huyện Mai Sơn, tỉnh Sơn La, phát biểu."),
            ("2022-01-01", None, "Ông Tòng Thế Khoắt, Giám đốc Sở Nội vụ tỉnh Sơn La, phát biểu."),
        )
    )
    (one,) = found.items
    assert (one.merged, one.confidence) == ((("same province", 1),), 0.85)


def test_two_genders_are_two_people(tmp_path):
    found = listed(
        made(
            tmp_path,
            ("2021-01-01", None, "Ông Lê Hoàng Thoan, Chủ tịch UBND huyện Mai Sơn, tỉnh Sơn La, phát biểu."),
            ("2021-02-01", None, "Bà Lê Hoàng Thoan, Chủ tịch UBND huyện Mai Sơn, tỉnh Sơn La, phát biểu."),
        )
    )
    assert sorted(item.gender for item in found.items) == ["female", "male"]


def test_without_an_office_only_in_the_same_newspaper(tmp_path):
    texts = ("Ông Tòng Thế Khoắt, Giám đốc Sở Nội vụ tỉnh Sơn La, phát biểu.", "Ông Tòng Thế Khoắt trao quà cho bà con.")
    near = listed(made(tmp_path / "a", ("2022-01-01", "baosonla", texts[0]), ("2022-01-02", "baosonla", texts[1])))
    assert [(item.articles, item.merged, item.confidence) for item in near.items] == [(2, (("same newspaper", 1),), 0.8)]
    far = listed(made(tmp_path / "b", ("2022-01-01", "baosonla", texts[0]), ("2022-01-02", "baocamau", texts[1])))
    assert ([item.articles for item in far.items], far.without_office) == ([1], 1)


def test_an_office_of_no_known_place_ties_nobody(tmp_path):
    texts = ("Ông Hồ Quang Trấn, Phó Chủ tịch UBND tỉnh, phát biểu.", "Phó Chủ tịch UBND tỉnh Hồ Quang Trấn đi kiểm tra.")
    found = listed(made(tmp_path, ("2022-01-01", None, texts[0]), ("2022-01-02", None, texts[1])))
    assert [item.namesakes for item in found.items] == [1, 1]


def test_the_newspaper_says_which_province_is_meant(tmp_path):
    texts = ("Ông Hồ Quang Trấn, Phó Chủ tịch UBND tỉnh, phát biểu.", "Phó Chủ tịch UBND tỉnh Hồ Quang Trấn đi kiểm tra.")
    found = listed(made(tmp_path, ("2022-01-01", "baosonla", texts[0]), ("2022-01-02", "baosonla", texts[1])))
    assert [(item.province, item.articles) for item in found.items] == [("Sơn La", 2)]


def test_a_province_by_its_old_or_its_present_name(tmp_path):
    store = made(tmp_path, ("2022-01-01", None, "Ông Tòng Thế Khoắt, Giám đốc Sở Nội vụ tỉnh Bắc Kạn, phát biểu."))
    assert [len(listed(store, province=name).items) for name in ("Bắc Kạn", "tỉnh Thái Nguyên", "Sơn La")] == [1, 1, 0]
    with pytest.raises(InputError, match="no province of that name"):
        listed(store, province="Atlantis")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    source = folder / "sample.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for paper in load_papers():
            for page in load_pages(paper):
                truth = expected(page.paper, page.slug)
                row = {"article_id": f"{page.paper}/{page.slug}", "text": truth["text"], "title": truth["title"]}
                file.write(json.dumps({**row, "published_at": truth["published"], "source": paper}, ensure_ascii=False) + "\n")
    extract_to([source], folder / "store")
    return folder / "store"


def test_the_sample_press(sample):
    found = listed(sample).items
    with Store(sample) as store:
        people = {row["person_id"]: row for row in store.rows("people")}
        quotations = sum(1 for row in store.rows("quotations") if row["person_id"])
    assert len(found) > 20
    ids = [person for item in found for person in item.person_ids]
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(people)
    assert sum(item.quotations for item in found) <= quotations
    for item in found:
        assert item.offices
        assert (item.confidence == 1.0) == (not item.merged)
        assert sum(count for _, count in item.merged) == len(item.person_ids) - 1
        assert len({people[person]["gender"] for person in item.person_ids} - {None}) <= 1
        assert all((office.first or "") <= (office.last or "") for office in item.offices)
    again = listed(sample).items
    assert again == found


def test_the_command_writes_tables_csv_and_json_lines(sample, tmp_path):
    run = CliRunner().invoke
    table = run(cli, ["people", str(sample)])
    assert table.exit_code == 0
    assert "officials" in table.output.splitlines()[-1]
    rows = list(csv.DictReader(io.StringIO(run(cli, ["people", str(sample), "--format", "csv"]).stdout)))
    lines = [json.loads(line) for line in run(cli, ["people", str(sample), "--format", "jsonl"]).stdout.splitlines()]
    assert len(rows) == sum(len(line["offices"]) for line in lines)
    assert {row["name"] for row in rows} == {line["name"] for line in lines}
    done = run(cli, ["people", str(sample), "--format", "csv", "--out", str(tmp_path / "officials.csv")])
    assert done.exit_code == 0
    assert len(list(csv.DictReader((tmp_path / "officials.csv").open(encoding="utf-8")))) == len(rows)
    assert run(cli, ["people", str(tmp_path / "none")]).exit_code != 0
    assert run(cli, ["people", str(sample), "--province", "Lai Châu"], standalone_mode=False).return_value == 1
