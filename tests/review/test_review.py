"""The review page as a reviewer meets it: a real server on loopback, a real browser, decisions in a real store."""

from __future__ import annotations

import shutil
import threading
from html.parser import HTMLParser

import pytest
import requests
import uvicorn
from hypothesis import given
from hypothesis import strategies as st

from newsmine.dataset import Store
from newsmine.dataset.localities import localities_of
from newsmine.errors import InputError
from newsmine.indicators.pipeline import extract
from newsmine.review import agreement, decide, draw, progress
from newsmine.review.app import make_app
from newsmine.review.book import wilson

TEXT = """Ngày 5/4/2021, UBND huyện Văn Lãng họp.
Ông Nông Quang Hiển, Bí thư Đảng ủy xã Tân Thanh, cho biết: Xã có 21/22 đồng chí đạt chuẩn.
Năm 2020, xã giải quyết 3.416 hồ sơ, 99,2% đúng hạn.
Bà Lô Thị <b>Bích</b> nói: “Chúng tôi không chạy theo bằng cấp”.
"""


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path / "newsmine.sqlite") as store:
        store.put(extract(TEXT))
        store.add("localities", localities_of(store))
    return tmp_path


@pytest.fixture
def served(folder):
    """The page, served by a real server on a port that the system chooses."""
    server = uvicorn.Server(uvicorn.Config(make_app(folder, reviewer="mai", count=10), port=0, log_level="error"))
    ready = threading.Event()
    started = server.startup

    async def startup(sockets=None):
        await started(sockets=sockets)
        ready.set()

    server.startup = startup
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert ready.wait(20)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


class Form(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.values = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "input":
            self.values[dict(attrs)["name"]] = dict(attrs)["value"] or ""


def reviews(folder):
    with Store(folder) as store:
        return [dict(row) for row in store.db.execute("SELECT * FROM reviews ORDER BY at")]


def test_accept_correct_and_reject(served, folder):
    first = Form(requests.get(served, timeout=10).text).values
    after = requests.post(served, data=first | {"decision": "accept"}, timeout=10)
    second = Form(after.text).values
    assert second["record"] != first["record"]
    requests.post(served, data=second | {"decision": "accept", "unit": "người", "note": "đơn vị sai"}, timeout=10)
    third = Form(requests.get(served, timeout=10).text).values
    requests.post(served, data=third | {"decision": "reject"}, timeout=10)
    found = reviews(folder)
    assert [(row["record_id"], row["decision"]) for row in found] == [
        (first["record"], "accept"), (second["record"], "correct"), (third["record"], "reject"),
    ]  # fmt: skip
    assert (found[1]["field"], found[1]["old"], found[1]["new"], found[1]["note"]) == (
        "unit",
        second["unit"],
        "người",
        "đơn vị sai",
    )
    with Store(folder) as store:
        row = store.db.execute("SELECT unit FROM statistics WHERE statistic_id = ?", (second["record"],)).fetchone()
    assert row["unit"] == second["unit"]  # the record stays as it is


def test_skip_comes_back_at_the_end(served):
    first = Form(requests.get(served, timeout=10).text).values
    page = requests.post(served, data=first | {"decision": "skip"}, timeout=10).text
    seen = [first["record"]]
    while (values := Form(page).values).get("record") not in seen:
        seen.append(values["record"])
        page = requests.post(served, data=values | {"decision": "accept"}, timeout=10).text
    assert values["record"] == first["record"]
    assert "All are read" in requests.post(served, data=values | {"decision": "accept"}, timeout=10).text


def test_what_is_not_from_the_page_is_refused(served, folder):
    values = Form(requests.get(served, timeout=10).text).values
    for wrong in ({"token": ""}, {"token": "guessed"}, {"record": "unknown"}):
        assert requests.post(served, data=values | {"decision": "reject"} | wrong, timeout=10).status_code == 403
    assert requests.get(served, headers={"Host": "evil.example"}, timeout=10).status_code == 400
    assert reviews(folder) == []


def test_the_text_is_shown_as_text(served):
    page = requests.get(served, timeout=10)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<b>Bích</b>" not in page.text


@pytest.mark.browser
def test_keys_decide_in_a_browser(served, folder):
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        failed = []
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(served)
        assert page.locator("mark").count() == 1
        with page.expect_navigation():
            page.keyboard.press("a")
        with page.expect_navigation():
            page.keyboard.press("r")
        browser.close()
    assert failed == []
    assert [row["decision"] for row in reviews(folder)] == ["accept", "reject"]


def test_progress_counts_each_field(folder):
    with Store(folder) as store:
        ids = draw(store, "statistics", 10)
        rows = {row["statistic_id"]: row for row in store.db.execute("SELECT * FROM statistics")}
        decide(store, "statistics", ids[0], "mai", {"unit": rows[ids[0]]["unit"] or ""})
        decide(store, "statistics", ids[1], "mai", {"unit": "khác"})
        done = progress(store, "statistics", ids, "mai")
        assert (done.read, done.right, done.rejected) == (2, 1, 0)
        assert (done.fields["unit"], done.fields["value"]) == ((1, 2), (2, 2))
        decide(store, "statistics", ids[1], "mai", None)  # a later decision takes the place of the earlier one
        assert progress(store, "statistics", ids, "mai").rejected == 1
        decide(store, "statistics", ids[0], "an", {})
        decide(store, "statistics", ids[1], "an", {})
        assert agreement(store, "mai", "an")[:2] == (2, 0.5)
        assert agreement(store, "mai", "nobody") == (0, 0.0, None)
        with pytest.raises(InputError, match="no such record"):
            decide(store, "statistics", "x", "mai", None)
        with pytest.raises(InputError, match="only statistics and quotations"):
            draw(store, "articles", 3)


@given(st.integers(1, 500).flatmap(lambda read: st.tuples(st.integers(0, read), st.just(read))))
def test_the_interval_holds_the_share(pair):
    right, read = pair
    low, high = wilson(right, read)
    assert 0 <= low <= right / read + 1e-12
    assert right / read - 1e-12 <= high <= 1
