"""The report in a real Chromium: opened from a file, it loads nothing, filters, leads to its sentences, and reads well by axe."""

from __future__ import annotations

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from newsmine.compare.report import report, write_report

pytestmark = pytest.mark.browser


@pytest.fixture
def store(book):
    provinces = ["pro:20@2004", "pro:04@2004", "pro:66@2004", "pro:92@2004"]
    reports = [
        {"of": of, "in": year, "value": f"{10 + number - (year - 2020)}", "source": f"bao{number}", "speaker": "Nông Thị Bích"}
        for number, of in enumerate(provinces)
        for year in (2021, 2022, 2023)
    ]
    reports += [
        {"of": "dis:178@2004", "in": 2021, "value": "96.5", "indicator": "cadre_univ_share"},
        {"of": "pro:20@2004", "in": 2021, "value": "7", "source": "báo khác"},
        {"of": "pro:20@2004", "in": ["2024-01-01", "2024-06-30"], "value": "3"},
    ]
    return book(reports)


@pytest.fixture(scope="module")
def browser():
    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("NEWSMINE_REQUIRE_BROWSER"):
            pytest.fail("no Chromium on this machine, and NEWSMINE_REQUIRE_BROWSER is set")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, store, tmp_path):
    path = tmp_path / "báo cáo.html"
    write_report(store, path, title="Bốn tỉnh thử")
    context = browser.new_context(bypass_csp=True)  # axe is put into the page, which its policy forbids
    opened = context.new_page()
    opened.asked = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.failed = []
    opened.on("pageerror", lambda error: opened.failed.append(str(error)))
    opened.goto(path.as_uri())
    yield opened
    context.close()


def test_nothing_is_loaded_and_no_script_fails(page):
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert len(page.asked) == 1
    assert page.failed == []
    assert page.title() == "Bốn tỉnh thử"


def test_every_figure_leads_to_its_sentence(page):
    links = page.eval_on_selector_all("td a", "nodes => nodes.map(node => node.getAttribute('href'))")
    assert len(links) > 12
    for href in set(links):
        assert page.locator(f"[id='{href[1:]}'] mark").count() == 1
    page.click("td a[aria-label^='tỉnh Lạng Sơn, 2022']")
    target = page.locator(":target")
    assert target.locator("mark").inner_text() == "8 %"
    assert "Nông Thị Bích nói" in target.inner_text()
    assert target.evaluate("node => node === document.activeElement")


def shown(page, selector):
    page.wait_for_function("document.getElementById('count').textContent !== ''")
    return [text for text in page.locator(f"{selector}:visible").all_inner_texts() if text]


def test_the_filter_finds_without_marks(page):
    page.fill("#filter", "lang son")
    rows = shown(page, "section[data-level] tbody tr th")
    assert set(rows) == {"tỉnh Lạng Sơn", "thành phố Lạng Sơn"}
    page.select_option("#level", "district")
    page.wait_for_function("document.getElementById('count').textContent === '1 figures shown'")
    assert shown(page, "section[data-level] tbody tr th") == ["thành phố Lạng Sơn"]


def test_the_filter_by_year(page):
    page.select_option("#year", "2023")
    page.wait_for_function("document.getElementById('count').textContent === '4 figures shown'")


def test_a_conflict_and_a_part_of_a_year_are_marked(page):
    row = page.locator("section[data-level=province] tbody tr", has_text="Lạng Sơn").first
    assert row.locator("a.conflict").count() == 1
    assert "H1" in row.inner_text()


def test_axe_finds_nothing_serious(page):
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in {"serious", "critical"}] == []


def test_it_prints_without_controls(page):
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("section[data-level] table").first.is_visible()


def test_the_same_store_gives_the_same_page(store):
    assert report(store) == report(store)
    text = report(store)
    assert 'http-equiv="Content-Security-Policy"' in text
    assert "<script src" not in text
    assert "Tỷ lệ hộ nghèo" in text
