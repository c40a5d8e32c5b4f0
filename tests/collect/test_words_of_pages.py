"""What lines say: times, robots rules, closing signatures; each case a line of a data file."""
# ruff: noqa: ARG005 - one call for all tests; stand-ins take what the real ones take

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmine.collect.dates import parse_time, to_datetime
from newsmine.collect.pages.closing import author_of, close, is_outlet, outlet_of, split_dateline
from newsmine.collect.pages.walk import Piece
from newsmine.collect.robots import robots_of

CASES = Path(__file__).parent.parent / "cases" / "collect"


def cases(name):
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=f"{number}") for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize("case", cases("dates"))
def test_times_as_printed(case):
    assert parse_time(case["printed"]) == case["read"]


@given(st.text(max_size=120))
def test_no_text_breaks_the_reading_of_times(text):
    stamp = parse_time(text)
    assert stamp is None or to_datetime(stamp).year >= 1989


@pytest.mark.parametrize("case", cases("robots"))
def test_robots_rules(case):
    robots = robots_of(200, case["robots"].encode())
    assert robots.allows(f"https://bao.example{case['path']}") is case["allowed"]


def test_robots_delay_and_sitemaps():
    robots = robots_of(200, b"User-agent: *\nCrawl-delay: 2.5\nRequest-rate: 1/10\nSitemap: https://bao.example/s.xml\n")
    assert robots.delay == 10
    assert robots.sitemaps == ("https://bao.example/s.xml",)
    assert robots_of(200, b"User-agent: *\nCrawl-delay: x\n").delay == 0


def test_only_the_first_half_megabyte_of_robots_counts():
    filler = b"# dong nay khong noi gi\n" * 30_000
    assert robots_of(200, filler + b"User-agent: *\nDisallow: /").allows("https://bao.example/a")
    assert not robots_of(200, b"User-agent: *\nDisallow: /\n" + filler).allows("https://bao.example/a")


def line(text, **more):
    element = SimpleNamespace(get=lambda name: None)
    return Piece("", text, element, "p", **more)


BODY = "Ngày 5/4, UBND xã Tân Liên họp bàn kế hoạch làm đường liên thôn và giao việc cho từng tổ."


@pytest.mark.parametrize("case", cases("closings"))
def test_closing_lines(case):
    pieces = close([line(BODY), line(BODY), line(case["line"])])
    assert pieces[-1].kind == case["kind"]
    if case["kind"] == "signature":
        assert author_of(case["line"]) == case["names"]
    if case["kind"] == "source_line":
        assert outlet_of(case["line"]) == case["names"]


def test_a_name_inside_the_text_is_no_signature():
    pieces = close([line(BODY), line("NHỮNG KẾT QUẢ BƯỚC ĐẦU"), line(BODY), line(BODY)])
    assert [piece.kind for piece in pieces] == ["", "", "", ""]


def test_signature_and_source_may_both_close():
    pieces = close([line(BODY), line("HẢI YẾN"), line("Theo TTXVN"), line("(Còn nữa)")])
    assert [piece.kind for piece in pieces] == ["", "signature", "source_line", "note"]


def test_a_bold_name_at_the_end_of_the_last_paragraph_is_cut_off():
    pieces = close([line(BODY), line(f"{BODY} HẢI YẾN", tail="HẢI YẾN", strong=7)])
    assert [(piece.kind, piece.text) for piece in pieces[1:]] == [("", BODY), ("signature", "HẢI YẾN")]
    kept = close([line(BODY), line("Phát biểu tại buổi lễ có ông HẢI YẾN", tail="HẢI YẾN", strong=7)])
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("lead", "dateline"),
    [
        ("(Dân Quê) - Giá chè khô tăng 5%.", "(Dân Quê) - "),
        ("BKC - Sáng nay, UBND tỉnh họp.", "BKC - "),
        ("(TTXVN) – Sáng nay, UBND tỉnh họp.", "(TTXVN) – "),
        ("Lạng Sơn, ngày 5/4 (TTXVN) - Sáng nay, UBND tỉnh họp.", "Lạng Sơn, ngày 5/4 (TTXVN) - "),
        ("UBND tỉnh - nơi làm việc mới - đã mở cửa.", ""),
        ("Sáng nay (5/4), UBND tỉnh họp.", ""),
        ("(Dân Quê) -", ""),
    ],
)
def test_datelines(lead, dateline):
    assert split_dateline(lead) == (dateline, lead[len(dateline) :])


@pytest.mark.parametrize(("name", "outlet"), [("Báo Kỳ Cùng", True), ("baokycung.vn", True), ("Hải Yến", False), ("ADMIN", True)])
def test_outlets_are_no_authors(name, outlet):
    assert is_outlet(name) is outlet


@given(st.text(alphabet="aA.-, &/và(", max_size=90))
def test_strange_closings_take_no_time(text):
    close([line(BODY), line(text)])
