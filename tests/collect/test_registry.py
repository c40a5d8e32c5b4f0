"""The registry: every province then and now, entries that hold together, clear words for faulty ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpora.sample_site import load_papers, serve
from newsmine.collect import load_registry
from newsmine.collect.discovery import looks_like_article
from newsmine.collect.sources import check_source, draft_source, list_sources, show_source
from newsmine.errors import InputError

CASES = Path(__file__).parents[1] / "cases" / "collect"
ENTRY = 'id = "baothu"\nname = "Báo Thử"\nhost = "baothu.example"\n'


def test_every_province_has_its_paper_and_successors_exist():
    registry = load_registry()
    assert len({newspaper.province_2025 for newspaper in registry}) == 34
    assert len({newspaper.province_pre2025 for newspaper in registry}) == 63
    for newspaper in registry:
        if newspaper.successor:
            assert registry.newspapers[newspaper.successor].province_2025 == newspaper.province_2025
            assert registry.newspapers[newspaper.successor].successor is None


def test_a_file_is_named_as_its_entry():
    for newspaper in load_registry():
        assert newspaper.origin == f"{newspaper.id}.toml ({newspaper.id})"


DOMAINS = [json.loads(line) for line in (CASES / "newspapers.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["domain"]) for case in DOMAINS])
def test_every_known_domain_leads_to_its_newspaper(case):
    newspaper = load_registry().of_url(f"https://{case['domain']}/")
    assert (newspaper.id, newspaper.province_pre2025, newspaper.province_2025) == (
        case["id"],
        case["province_pre2025"],
        case["province_2025"],
    )


def test_a_newspaper_of_a_merged_province_has_a_successor_and_an_end():
    for newspaper in load_registry():
        merged = newspaper.province_2025 not in {newspaper.province_pre2025, "Huế"}
        if merged and not newspaper.since:
            assert newspaper.successor, newspaper.id
        assert (newspaper.successor is None) == (newspaper.until is None)


def test_sections_and_addresses_of_an_entry_do_not_take_each_other_for_themselves():
    for newspaper in load_registry():
        for path in (*newspaper.sections, "/"):
            assert not looks_like_article(newspaper.address(path), newspaper), (newspaper.id, path)


def test_hosts_lead_to_newspapers():
    registry = load_registry()
    assert registry.of_url("https://www.baosonla.org.vn/x").id == "baosonla"
    assert registry.of_url("https://travinh.baovinhlong.vn/x").id == "baotravinh"
    assert registry.of_url("https://baovinhlong.vn/x").id == "baovinhlong"
    assert registry.of_url("https://khongphaibao.vn/baolangson.vn") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "not valid TOML"),
        ('name = "x"', "needs an 'id'"),
        (ENTRY.replace("baothu", "Báo", 1), "needs an 'id'"),
        (ENTRY.replace('host = "baothu.example"\n', ""), "'host' is missing"),
        (ENTRY + 'colour = "red"', "unknown keys colour"),
        (ENTRY + 'hosts = [{ domain = "x.example" }]', "of hosts only 'host'"),
        (ENTRY + '[selectors]\ntitle = "h1"', "need at least 'body'"),
        (ENTRY + '[selectors]\nbody = "div:hover"', "selector not understood"),
        (ENTRY + '[selectors]\nbody = "div"\nheadline = "h1"', "unknown selectors headline"),
        (ENTRY + "article_url = '('", "article_url"),
    ],
)
def test_faulty_entries_are_named(tmp_path, text, words):
    path = tmp_path / "r.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words) as caught:
        load_registry([path])
    assert str(path) in str(caught.value)


def test_an_own_entry_replaces_ours(tmp_path):
    (tmp_path / "r.toml").write_text(ENTRY.replace("baothu", "baolaocai", 1), encoding="utf-8")
    assert load_registry([tmp_path]).get("baolaocai").host == "baothu.example"
    assert len(load_registry([tmp_path], own=False)) == 1


def test_unknown_names_get_a_hint():
    with pytest.raises(InputError, match="did you mean baolangson"):
        load_registry().get("baolangsn")


def test_list_and_show():
    registry = load_registry()
    rows = list_sources(registry, province="Lạng Sơn")
    assert [row["id"] for row in rows] == ["baolangson"]
    assert "forbids robots" in rows[0]["notes"]
    text = show_source(registry, "Báo Trà Vinh")
    assert "other hosts: baotravinh.vn (until 2025)" in text
    assert "until: 2025-06-30" in text
    assert "successor: baovinhlong" in text


@pytest.fixture(scope="module")
def press():
    with serve() as site:
        yield site


def sample():
    from pathlib import Path

    return load_registry([Path(__file__).parents[2] / "corpora" / "sample_site" / "registry.toml"])


@pytest.mark.parametrize("name", list(load_papers()))
def test_check_finds_a_good_entry_good(press, name):
    registry = sample()
    checks = check_source(registry.get(name), registry=registry, base=press.urls[name], allow_hosts=["127.0.0.1"], delay=0)
    assert all(check.ok for check in checks), [str(check) for check in checks]
    assert {check.what.split()[0] for check in checks} >= {"robots.txt", "feed", "section", "article"}


def test_check_finds_what_no_longer_holds(press, tmp_path):
    path = tmp_path / "r.toml"
    path.write_text(
        'id = "kycung"\nname = "x"\nhost = "baokycung.example"\nbase = "http://127.0.0.1:1"\nfeeds = ["/mat.rss"]\n'
        'sections = ["/kinh-te"]\n[selectors]\nbody = "div.khong-con"\n',
        encoding="utf-8",
    )
    registry = load_registry([path], own=False)
    checks = check_source(
        registry.get("kycung"), registry=registry, base=press.urls["kycung"], allow_hosts=["127.0.0.1"], delay=0
    )
    bad = {check.what.split()[0]: check.seen for check in checks if not check.ok}
    assert "404" in bad["feed"]
    assert "layout in doubt" in bad["article"]


def test_a_draft_is_an_entry_that_loads(press, tmp_path):
    text = draft_source(press.urls["kycung"], name="Báo Kỳ Cùng", allow_hosts=["127.0.0.1"], delay=0)
    path = tmp_path / "r.toml"
    path.write_text(text, encoding="utf-8")
    (entry,) = load_registry([path], own=False)
    assert entry.feeds == ("/rss/home.rss",)
    assert entry.sitemaps == ("/sitemap.xml",)
    assert set(entry.sections) == {"/xay-dung-dang", "/chinh-quyen", "/kinh-te", "/xa-hoi"}
    assert entry.article_url


def test_a_draft_of_a_site_that_does_not_answer_says_so():
    with pytest.raises(InputError, match="did not answer"):
        draft_source("http://127.0.0.1:1/", allow_hosts=["127.0.0.1"], delay=0)


def test_the_province_of_a_newspaper_is_the_one_of_the_day():
    paper = load_registry().get("baoapbac")
    assert [paper.home(day) for day in (None, "2025-06-30T23:00:00+07:00", "2025-07-01")] == [
        "Tiền Giang",
        "Tiền Giang",
        "Đồng Tháp",
    ]
