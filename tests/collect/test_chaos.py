"""Everything that a server can do wrong: each outcome has its name and is counted, nothing hangs, nothing gets through."""
# ruff: noqa: ARG001 - one call for all tests; stand-ins take what the real ones take

from __future__ import annotations

import gzip
import json
import threading
from collections import Counter
from itertools import pairwise

import pytest
from conftest import article_html, newspaper

from newsmine.collect import crawl
from newsmine.collect.fetch import Limits

QUICK = Limits(max_bytes=400_000, connect_seconds=5, read_seconds=5, total_seconds=1.0)


def run(server, registry, out, sources=("baothu",), **options):
    options = {"delay": 0, "allow_hosts": ["127.0.0.1"], "limits": QUICK, **options}
    return crawl(list(sources), out, registry=registry, bases={"baothu": server.base}, **options)


def urls(server, *paths):
    return [f"http://baothu.example{path}" for path in paths]


def articles(out):
    return [json.loads(line) for line in (out / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_whole_newspaper_is_collected(server, registry, tmp_path):
    newspaper(server, 45)
    summary = run(server, registry, tmp_path / "out")
    assert summary.articles == 45
    assert summary.complete
    assert Counter(server.paths).most_common(1)[0][1] == 1
    first = next(a for a in articles(tmp_path / "out") if a["url"] == "http://baothu.example/bai-7.html")
    assert first["title"] == "Bài số 7"
    assert first["byline"] == "HẢI YẾN"
    assert first["published_at"] == "2024-05-08T08:07:00+07:00"
    assert first["source"] == "baothu"
    assert "HẢI YẾN" not in first["text"]


def test_server_errors_are_retried_then_named(server, registry, tmp_path):
    calls = Counter()

    def flaky(handler):
        calls["flaky"] += 1
        body = article_html(1).encode()
        handler.send_response(200 if calls["flaky"] == 3 else 500)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    server.routes["/bai-1.html"] = flaky
    server.page("/bai-2.html", "x", status=503)
    server.page("/bai-3.html", "x", status=410)
    summary = run(server, registry, tmp_path / "out", urls(server, "/bai-1.html", "/bai-2.html", "/bai-3.html"))
    assert summary.articles == 1
    assert summary.failed == {"status 503": 1, "status 410": 1}
    assert server.paths.count("/bai-2.html") == 3
    assert server.paths.count("/bai-3.html") == 1


def test_retry_after_is_waited_for(server, registry, tmp_path):
    def busy_once(handler):
        first = server.paths.count("/bai-1.html") == 1
        body = b"" if first else article_html(1).encode()
        handler.send_response(429 if first else 200)
        if first:
            handler.send_header("Retry-After", "1")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    server.routes["/bai-1.html"] = busy_once
    server.page("/bai-2.html", article_html(2))
    summary = run(server, registry, tmp_path / "out", urls(server, "/bai-1.html", "/bai-2.html"))
    assert summary.articles == 2
    times = [when for when, path, _ in server.asked if path.startswith("/bai")]
    assert times[1] - times[0] >= 1.0  # the whole host is left alone, not only the page


def test_a_host_that_asks_for_an_hour_is_postponed_not_waited_for(server, registry, tmp_path):
    server.page("/bai-1.html", "", status=429, Retry_After="3600")
    summary = run(server, registry, tmp_path / "out", urls(server, "/bai-1.html"))
    assert "asks to be left alone" in summary.postponed["baothu.example"]
    assert summary.queued == 1
    assert "run the same command again" in str(summary)
    again = run(server, registry, tmp_path / "out", urls(server, "/bai-1.html"))
    assert again.queued == 1
    assert server.paths.count("/bai-1.html") == 1  # the second run keeps the promise too


@pytest.mark.parametrize("where", ["body", "headers"])
def test_slow_bytes_end_at_the_time_limit(server, registry, tmp_path, where):
    def drip(handler):
        if where == "body":
            handler.send_response(200)
            handler.send_header("Content-Length", "1000000")
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.released.wait(0.05):
            handler.wfile.write(b"x" if where == "body" else b"X-A: b\r\n")

    server.routes["/bai-1.html"] = drip
    limits = Limits(total_seconds=0.3)
    summary = run(server, registry, tmp_path / "out", urls(server, "/bai-1.html"), limits=limits)
    assert summary.failed == {"too slow": 1}


def test_cut_bodies_and_wrong_lengths(server, registry, tmp_path):
    body = article_html(1).encode()

    def answer(headers, sent):
        def send(handler):
            handler.send_response(200)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(sent)

        return send

    server.routes["/bai-1.html"] = answer({"Content-Length": str(len(body) + 500)}, body)
    server.routes["/bai-2.html"] = answer({"Transfer-Encoding": "chunked"}, b"ffff\r\n" + body)
    zipped = gzip.compress(body)
    server.routes["/bai-3.html"] = answer({"Content-Encoding": "gzip"}, zipped[:-30])
    server.routes["/bai-4.html"] = answer({"Content-Length": "-5"}, body)
    server.routes["/bai-5.html"] = answer({}, b"")
    server.routes["/bai-6.html"] = lambda handler: handler.wfile.write(b"HELO this is not HTTP\r\n\r\n")
    server.routes["/bai-7.html"] = answer({"Content-Encoding": "gzip"}, body)  # says gzip, sends plain
    paths = [f"/bai-{n}.html" for n in range(1, 8)]
    summary = run(server, registry, tmp_path / "out", urls(server, *paths))
    assert summary.failed.pop("cut body") == 3
    assert summary.failed.pop("empty answer") == 1
    assert sum(summary.failed.values()) == 1, summary.failed
    assert summary.articles == 2


def test_redirect_loops_end(server, registry, tmp_path):
    server.page("/bai-1.html", "", status=302, Location="/bai-1.html")
    server.page("/bai-2.html", "", status=301, Location="/bai-3.html")
    server.page("/bai-3.html", "", status=301, Location="/bai-2.html")
    for number in range(10, 30):
        server.page(f"/bai-{number}.html", "", status=307, Location=f"/bai-{number + 1}.html")
    server.page("/bai-40.html", "", status=302, Location="/")
    server.page("/bai-41.html", "", status=302)
    server.page("/bai-42.html", "", status=302, Location="ftp://x.example/")
    server.page("/bai-43.html", "", status=301, Location="https://elsewhere.example/bai-43.html")
    paths = ["/bai-1.html", "/bai-2.html", "/bai-10.html", "/bai-41.html", "/bai-42.html"]
    summary = run(server, registry, tmp_path / "out", urls(server, *paths))
    assert summary.failed == {"redirect loop": 2, "too many redirects": 1, "bad redirect": 2}
    assert len(server.asked) < 25


def test_a_listed_article_that_leads_home_or_away_is_gone(server, registry, tmp_path):
    server.page("/muc", "<a href='/bai-40.html'>Bài bốn mươi đã gỡ</a> <a href='/bai-43.html'>Bài bốn ba đã dời đi</a>")
    server.page("/bai-40.html", "", status=302, Location="/")
    server.page("/bai-43.html", "", status=301, Location="https://elsewhere.example/bai-43.html")
    summary = run(server, registry, tmp_path / "out")
    assert summary.failed == {"gone (sent to the home page)": 1, "redirects to elsewhere.example": 1}


def test_gzip_bombs_stop_at_the_limit(server, registry, tmp_path):
    bomb = gzip.compress(b"<p>" + b"0" * 60_000_000)
    twice = gzip.compress(gzip.compress(b"0" * 60_000_000))
    server.page("/bai-1.html", bomb, Content_Encoding="gzip")
    server.page("/bai-2.html", twice, Content_Encoding="gzip, gzip")
    server.page("/bai-3.html", b"x" * 500_000)
    server.page("/bai-4.html", b"", Content_Length="99999999")
    summary = run(server, registry, tmp_path / "out", urls(server, *[f"/bai-{n}.html" for n in range(1, 5)]))
    assert summary.failed == {"too large": 4}


@pytest.mark.parametrize(
    ("charset", "claimed", "meta"),
    [
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "", ""),
        ("utf-16", "", ""),
        ("utf-8", "windows-1258", ""),
        ("utf-8", "no-such-charset", ""),
        ("windows-1258", "", "windows-1258"),
        ("windows-1258", "windows-1258", ""),
    ],
)
def test_wrong_charsets_are_read_right(server, registry, tmp_path, charset, claimed, meta):
    from corpora.sample_site.render import to_windows_1258

    html = article_html(5)
    if meta:
        html = html.replace("<head>", f"<head><meta http-equiv='Content-Type' content='text/html; charset={meta}'>")
    data = to_windows_1258(html) if charset == "windows-1258" else html.encode(charset)
    server.page("/bai-5.html", data, Content_Type=f"text/html; charset={claimed}" if claimed else "text/html")
    summary = run(server, registry, tmp_path / "out", urls(server, "/bai-5.html"))
    assert summary.articles == 1
    assert "Ông Trần Văn Số 5 cho biết: Bà con đã hiến 8 m2 đất." in articles(tmp_path / "out")[0]["text"]


def test_error_pages_with_status_200_are_no_articles(server, registry, tmp_path):
    server.page("/bai-1.html", "<html><title>404</title><body><h1>Trang bạn tìm không tồn tại</h1></body></html>")
    server.page("/bai-2.html", "<html><body>   </body></html>")
    server.page("/bai-3.html", "   ")
    server.routes["/bai-4.html"] = (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    summary = run(server, registry, tmp_path / "out", urls(server, *[f"/bai-{n}.html" for n in range(1, 5)]))
    assert summary.articles == 0
    assert summary.failed["an error page"] == 1
    assert sum(summary.failed.values()) == 4


def test_duplicate_and_session_addresses_are_one_page(server, registry, tmp_path):
    server.page("/bai-1.html", article_html(1))
    same = (
        "/bai-1.html",
        "/bai-1.html?utm_source=zalo&fbclid=abc",
        "/bai-1.html;jsessionid=0A1B2C",
        "/bai-1.html?PHPSESSID=0123456789abcdef",
        "/bai-1.html#binh-luan",
        "http://www.baothu.example/bai-1.html",
        "//baothu.example:80/bai-1.html",
    )
    links = "".join(f"<a href='{link}'>Bài số 1 dài dòng</a>" for link in same)
    server.page("/muc", f"<html><body>{links}</body></html>")
    summary = run(server, registry, tmp_path / "out")
    assert summary.articles == 1
    assert server.paths.count("/bai-1.html") == 1
    assert len([path for path in server.paths if path.startswith("/bai")]) == 1


def test_an_address_that_redirects_to_a_page_already_read_is_counted(server, registry, tmp_path):
    server.page("/bai-1.html", article_html(1))
    server.page("/bai-2.html", "", status=301, Location="/bai-1.html")
    summary = run(server, registry, tmp_path / "out", urls(server, "/bai-1.html", "/bai-2.html"))
    assert (summary.articles, summary.duplicates) == (1, 1)


def test_one_strange_page_does_not_end_the_crawl(server, registry, tmp_path):
    deep = "<div>" * 30_000 + "<p>xin chào</p>" + "</div>" * 30_000
    server.page("/bai-1.html", deep)
    server.page("/bai-2.html", "<html>" + "<p>&#0;\x00\x01\ufffe</p>" * 50)
    server.page("/bai-3.html", article_html(3))
    server.page("/bai-4.html", "<table>" + "<tr><td>" * 3000)
    summary = run(server, registry, tmp_path / "out", urls(server, *[f"/bai-{n}.html" for n in range(1, 5)]))
    assert summary.articles == 1
    assert not [reason for reason in summary.failed if reason.startswith("reader error")], summary.failed


def test_polite_delay_is_kept_as_the_server_sees_it(server, registry, tmp_path):
    newspaper(server, 6)
    run(server, registry, tmp_path / "out", delay=0.15)
    times = [when for when, _, _ in server.asked]
    assert min(b - a for a, b in pairwise(times)) >= 0.15


def test_crawl_delay_of_robots_is_kept_where_it_is_longer(server, registry, tmp_path):
    newspaper(server, 3)
    server.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.2\n")
    run(server, registry, tmp_path / "out", delay=0)
    times = [when for when, _, _ in server.asked]
    assert min(b - a for a, b in pairwise(times)) >= 0.2


def test_hosts_are_asked_side_by_side(server, registry, tmp_path):
    """Two hosts that each wait until the other has been asked: one after the other they would wait for ever."""
    met = threading.Barrier(2, timeout=20)

    def meet(number):
        def send(handler):
            met.wait()
            body = article_html(number).encode()
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        return send

    server.routes["/bai-1.html"], server.routes["/bai-2.html"] = meet(1), meet(2)
    target = f"127.0.0.1:{server.port}"
    summary = crawl(
        ["http://mot.example/bai-1.html", "http://hai.example/bai-2.html"],
        tmp_path / "out",
        delay=0,
        allow_hosts=["127.0.0.1"],
        connect_to={"mot.example": target, "hai.example": target},
    )
    assert summary.articles == 2


def test_what_robots_forbids_is_refused_and_said(server, registry, tmp_path):
    newspaper(server, 2)
    server.page("/cam/bai-9.html", article_html(9))
    server.page("/bai-2.html", "", status=302, Location="/cam/bai-9.html")
    summary = run(server, registry, tmp_path / "out", ["baothu", "http://baothu.example/cam/bai-9.html"])
    assert summary.refused_by_robots == 2
    assert "refused by robots.txt: 2" in str(summary)
    assert not [path for path in server.paths if path.startswith("/cam/")]
    allowed = run(server, registry, tmp_path / "two", ["http://baothu.example/cam/bai-9.html"], ignore_robots=["baothu.example"])
    assert allowed.articles == 1


@pytest.mark.parametrize(("status", "fetched"), [(404, 1), (403, 1), (500, 0), (503, 0), (429, 0)])
def test_robots_that_cannot_be_read(server, registry, tmp_path, status, fetched):
    server.page("/robots.txt", "", status=status)
    server.page("/bai-1.html", article_html(1))
    summary = run(server, registry, tmp_path / "out", urls(server, "/bai-1.html"))
    assert summary.articles == fetched
    if not fetched:
        assert "nothing may be fetched" in str(summary)


def test_a_host_that_does_not_answer_does_not_hold_up_the_crawl(server, registry, tmp_path):
    newspaper(server, 3)
    gone = [f"http://gone.example/bai-{number}.html" for number in range(100, 120)]
    summary = run(
        server,
        registry,
        tmp_path / "out",
        ["baothu", *gone],
        connect_to={"gone.example": "127.0.0.1:1"},
        ignore_robots=["gone.example"],
    )
    assert summary.articles == 3
    assert "does not answer" in summary.postponed["gone.example"]
    assert summary.queued >= 15


def test_log_holds_every_outcome_as_json(server, registry, tmp_path):
    newspaper(server, 3)
    server.page("/bai-2.html", "", status=404)
    run(server, registry, tmp_path / "out", log=tmp_path / "log.jsonl")
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(event["url"].rpartition("/")[2], event["event"]) for event in events} >= {
        ("bai-1.html", "done"),
        ("bai-2.html", "failed"),
        ("muc", "done"),
    }
