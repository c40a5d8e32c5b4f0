"""A crawl's promises: found, filtered, unchanged, refused, replayed, all counted and said."""

from __future__ import annotations

import csv
import json
import threading

import pytest
from conftest import HTML, REGISTRY, article_html, newspaper

from corpora.sample_site import load_pages, load_papers, serve
from newsmine.collect import crawl, read_inputs
from newsmine.collect.duplicates import find_duplicates, sketch
from newsmine.collect.frontier import Frontier
from newsmine.errors import InputError


def run(server, registry, out, sources=("baothu",), **options):
    options = {"delay": 0, "allow_hosts": ["127.0.0.1"], **options}
    return crawl(list(sources), out, registry=registry, bases={"baothu": server.base}, **options)


def articles(out):
    return [json.loads(line) for line in (out / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def numbers(out):
    return sorted(int(article["url"].partition("bai-")[2].partition(".")[0]) for article in articles(out))


def test_the_sample_press_is_collected_whole(tmp_path):
    with serve() as site:
        from pathlib import Path

        entries = [Path(__file__).parents[2] / "corpora" / "sample_site" / "registry.toml"]
        summary = crawl(list(site.urls), tmp_path, registry=entries, bases=site.urls, allow_hosts=["127.0.0.1"], delay=0)
        count = sum(not page.disallowed for paper in load_papers() for page in load_pages(paper))
        assert summary.articles == count
        assert summary.complete
        assert not [path for _, path in site.requests if path.startswith(("/noi-bo", "/noibo"))]
        asked = len(site.requests)
        again = crawl(list(site.urls), tmp_path, registry=entries, bases=site.urls, allow_hosts=["127.0.0.1"], delay=0)
        assert (again.articles, again.new_articles, again.known) == (count, 0, count)
        assert again.unchanged == again.lists == len(site.requests) - asked
    rows = articles(tmp_path)
    assert len({row["article_id"] for row in rows}) == count
    assert all(row["url"].split("/")[2].endswith(".example") for row in rows)
    # Reprints of agency copy are kept, and point to the article that they repeat.
    ids = {row["article_id"] for row in rows}
    reprints = [row for row in rows if row["duplicate_of"]]
    assert len(summary.reprints) == len(reprints) > 0
    assert {row["duplicate_of"] for row in reprints} <= ids


def test_new_articles_of_a_later_run(server, registry, tmp_path):
    newspaper(server, 25)
    run(server, registry, tmp_path / "out")
    newspaper(server, 30)
    summary = run(server, registry, tmp_path / "out")
    assert (summary.articles, summary.new_articles, summary.known) == (30, 5, 25)
    # What was put in further back is found by a deep run, though the first page is unchanged.
    server.page("/bai-99.html", article_html(99))
    status, headers, body = server.routes["/muc?trang=2"]
    server.routes["/muc?trang=2"] = (status, headers, body + b"<a href='/bai-99.html'>b</a>")
    assert run(server, registry, tmp_path / "out").new_articles == 0
    assert run(server, registry, tmp_path / "out", deep=True).new_articles == 1


def test_limit_and_going_on(server, registry, tmp_path):
    newspaper(server, 30)
    first = run(server, registry, tmp_path / "out", limit=8)
    assert (first.articles, first.queued > 0) == (8, True)
    second = run(server, registry, tmp_path / "out")
    assert second.articles == 30
    assert len([path for path in server.paths if path.startswith("/bai")]) == 30


def test_dry_run_fetches_no_article_and_keeps_nothing(server, registry, tmp_path):
    newspaper(server, 5)
    summary = run(server, registry, tmp_path / "out", dry_run=True)
    assert len(summary.would_fetch) == 5
    assert not [path for path in server.paths if path.startswith("/bai")]
    assert not (tmp_path / "out").exists()
    run(server, registry, tmp_path / "out", limit=2)
    assert len(run(server, registry, tmp_path / "out", dry_run=True).would_fetch) == 3


@pytest.mark.parametrize(
    ("options", "kept", "reason"),
    [
        ({"since": "2024-05-05", "until": "2024-05-06"}, [4, 5], "date"),
        ({"keywords": ["chuyện7c"]}, [7], "keyword"),
        ({"keywords": ["Số 3", "số 4"]}, [3, 4], "keyword"),
        ({"keywords": ["chuyện"]}, [], "keyword"),
        ({"sections": ["Xây dựng Đảng"]}, [], "section"),
    ],
)
def test_filters(server, registry, tmp_path, options, kept, reason):
    newspaper(server, 9)
    summary = run(server, registry, tmp_path / "out", **options)
    assert numbers(tmp_path / "out") == kept
    assert summary.filtered == {reason: 9 - len(kept)}


def test_what_a_filter_left_out_is_taken_in_by_a_wider_one(server, registry, tmp_path):
    newspaper(server, 6)
    run(server, registry, tmp_path / "out", keywords=["chuyện3a"])
    run(server, registry, tmp_path / "out", keywords=["chuyện5a"])
    assert numbers(tmp_path / "out") == [3, 5]
    assert len([path for path in server.paths if path.startswith("/bai")]) == 6


def test_a_sitemap_spares_requests_of_other_days(server, registry, tmp_path):
    newspaper(server, 4)
    server.routes.pop("/muc")
    entries = "".join(
        f"<url><loc>http://baothu.example/bai-{n}.html</loc><lastmod>2024-0{n}-01</lastmod></url>" for n in range(1, 5)
    )
    server.routes["/robots.txt"] = (200, {}, b"Sitemap: http://baothu.example/s.xml")
    server.routes["/s.xml"] = (200, {"Content-Type": "application/xml"}, f"<urlset>{entries}</urlset>".encode())
    summary = run(server, registry, tmp_path / "out", since="2024-03-01")
    assert sorted(path for path in server.paths if path.startswith("/bai")) == ["/bai-3.html", "/bai-4.html"]
    assert summary.filtered == {"date": 2}


def test_sitemaps_of_other_months_are_not_asked_for(server, registry, tmp_path):
    newspaper(server, 4)
    server.routes.pop("/muc")
    names = ["s-2023-12.xml", "s-2024-5.xml", "s-202406.xml.gz", "s-old.xml", "s-new.xml"]
    dates = {"s-old.xml": "2024-04-30", "s-new.xml": "2024-05-20"}
    entries = "".join(
        f"<sitemap><loc>/{n}</loc>{f'<lastmod>{dates[n]}</lastmod>' if n in dates else ''}</sitemap>" for n in names
    )
    server.routes["/robots.txt"] = (200, {}, b"Sitemap: http://baothu.example/index.xml")
    server.routes["/index.xml"] = (200, {"Content-Type": "application/xml"}, f"<sitemapindex>{entries}</sitemapindex>".encode())
    for name in names:
        server.routes[f"/{name}"] = (200, {"Content-Type": "application/xml"}, b"<urlset></urlset>")
    run(server, registry, tmp_path / "out", since="2024-05-02", until="2024-05-31")
    assert {path for path in server.paths if path.startswith("/s-")} == {"/s-2024-5.xml", "/s-new.xml"}


def test_pages_that_list_a_day_lead_to_its_articles(server, tmp_path):
    newspaper(server, 9)
    entry = tmp_path / "r.toml"
    entry.write_text(REGISTRY.replace('sections = ["/muc"]', 'day_pages = ["/ngay/{day}-{month}-{year}"]'), encoding="utf-8")
    for day in range(1, 10):
        server.page(f"/ngay/{day:02d}-05-2024", f"<a href='/bai-{day - 1}.html'>Bài số {day - 1}</a>" if day > 1 else "")
    run(server, [entry], tmp_path / "out", since="2024-05-03", until="2024-05-05")
    assert numbers(tmp_path / "out") == [2, 3, 4]
    assert [path for path in server.paths if path.startswith("/ngay")] == [f"/ngay/0{day}-05-2024" for day in (5, 4, 3)]


def test_paging_ends_where_all_is_older(server, registry, tmp_path):
    for page in range(1, 40):
        links = "".join(f"<a href='/bai-{page * 10 + n}.html'>Bài số {page}</a>" for n in range(2))
        server.page(f"/muc?trang={page}" if page > 1 else "/muc", f"{links}<a rel='next' href='/muc?trang={page + 1}'>sau</a>")
    summary = run(server, registry, tmp_path / "out", max_pages=7)
    assert len([path for path in server.paths if path.startswith("/muc")]) == 7
    assert summary.failed == {"status 404": 14}


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"since": "5/4/2021"}, "not a day"),
        ({"sources": []}, "nothing to crawl"),
        ({"sources": ["baothuu"]}, "did you mean"),
        ({"sources": ["ftp://x/"]}, "not an http"),
    ],
)
def test_what_is_not_understood_is_said(server, registry, tmp_path, bad, words):
    with pytest.raises(InputError, match=words):
        run(server, registry, tmp_path / "out", **bad)


def test_lists_of_addresses(server, registry, tmp_path):
    newspaper(server, 5)
    path = tmp_path / "urls.txt"
    path.write_text(
        "# bài cần đọc\nhttp://baothu.example/bai-2.html\n\nhttp://baothu.example/bai-4.html xã Tân Liên\n", encoding="utf-8"
    )
    summary = run(server, registry, tmp_path / "out", [str(path)])
    assert numbers(tmp_path / "out") == [2, 4]
    assert summary.found == 2
    path.write_text("Ngày 5/4, xã Tân Liên\n", encoding="utf-8")
    with pytest.raises(InputError, match="one address a line"):
        run(server, registry, tmp_path / "out", [str(path)])


def test_an_address_is_taken_for_what_comes(server, registry, tmp_path):
    newspaper(server, 25)
    server.page("/feed", "<rss version='2.0'><channel><item><link>http://baothu.example/bai-9.html</link></item></channel></rss>")
    run(server, registry, tmp_path / "a", ["http://baothu.example/muc"])
    run(server, registry, tmp_path / "b", ["http://baothu.example/feed"])
    run(server, registry, tmp_path / "c", ["http://baothu.example/bai-3.html"])
    assert (len(numbers(tmp_path / "a")), numbers(tmp_path / "b"), numbers(tmp_path / "c")) == (20, [9], [3])


def test_saved_pages_and_archives_give_the_same_articles_as_the_crawl(server, registry, tmp_path):
    newspaper(server, 7)
    for number in range(1, 8):
        link = f"<head><link rel='canonical' href='http://baothu.example/bai-{number}.html'>"
        server.page(f"/bai-{number}.html", article_html(number).replace("<head>", link))
    run(server, registry, tmp_path / "live")
    crawl([], tmp_path / "warc", registry=registry, from_warc=[tmp_path / "live" / "archive"])
    assert (tmp_path / "warc" / "articles.jsonl").read_bytes() == (tmp_path / "live" / "articles.jsonl").read_bytes()
    saved = tmp_path / "saved"
    saved.mkdir()
    for number in range(1, 8):
        (saved / f"{number}.html").write_bytes(server.routes[f"/bai-{number}.html"][2])
    crawl([], tmp_path / "pages", registry=registry, from_warc=[saved])
    own = ("origin", "url", "fetched_at")
    live, pages = (
        [{k: v for k, v in row.items() if k not in own} for row in articles(tmp_path / name)] for name in ("live", "pages")
    )
    assert pages == live


def test_what_cannot_be_read_of_saved_pages_is_said(registry, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / "in" / "b.html").write_text(article_html(1), encoding="utf-8")
    summary = crawl([], tmp_path / "out", registry=registry, from_warc=[tmp_path / "in"])
    assert summary.articles == 1
    assert not summary.complete
    assert "a.html: no article in the page" in str(summary)


def test_a_crawl_can_be_stopped_and_gone_on_with(server, registry, tmp_path):
    newspaper(server, 30)
    stop = threading.Event()
    seen = []

    def watch(event):
        seen.append(event)
        if len([one for one in seen if one["kind"] == "article"]) == 6:
            stop.set()

    first = run(server, registry, tmp_path / "out", stop=stop, progress=watch)
    assert first.interrupted
    assert "run the same command again" in str(first)
    assert len(articles(tmp_path / "out")) < 30
    second = run(server, registry, tmp_path / "out")
    assert second.resumed
    assert second.articles == 30
    assert len([path for path in server.paths if path.startswith("/bai")]) == 30


def test_layouts_in_doubt_are_counted(server, registry, tmp_path):
    newspaper(server, 3)
    server.page("/bai-2.html", article_html(2).replace("noi-dung", "khung-moi"))
    summary = run(server, registry, tmp_path / "out")
    assert summary.articles == 3
    assert summary.layouts_in_doubt == {"baothu": 1}


def test_http_to_https_and_www_are_one_page_elsewhere(server, registry, tmp_path):
    server.routes["/robots.txt"] = (404, HTML, b"")

    def by_host(handler):
        if handler.headers["Host"].startswith("www."):
            body = article_html(1).encode()
            handler.send_response(200)
        else:
            body = b""
            handler.send_response(301)
            handler.send_header("Location", "http://www.baothu.example/bai-1.html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    server.routes["/bai-1.html"] = by_host
    summary = run(server, registry, tmp_path / "out", ["http://baothu.example/bai-1.html"])
    assert summary.articles == 1
    assert articles(tmp_path / "out")[0]["url"] == "http://www.baothu.example/bai-1.html"


TEXT = " ".join(f"từ{n}" for n in range(300))


def test_reprints_are_found_by_shingles():
    other = " ".join(f"khác{n}" for n in range(300))
    shortened = " ".join(TEXT.split()[:180])
    mixed = " ".join(TEXT.split()[:100] + other.split()[:200])
    rows = [
        ("late", "2024-05-02", False, sketch(TEXT + " thêm một câu của tòa soạn")),
        ("early", "2024-05-01", False, sketch(TEXT)),
        ("agency", "2024-04-30", True, sketch("Theo TTXVN. " + TEXT)),
        ("short", "2024-05-03", False, sketch(shortened)),
        ("other", "2024-05-01", False, sketch(other)),
        ("mixed", "2024-05-04", False, sketch(mixed)),
        ("tiny", "2024-05-01", False, sketch("Xin chào")),
    ]
    found = find_duplicates(rows)
    assert {key: found.get(key) for key in ("late", "agency", "short")} == dict.fromkeys(("late", "agency", "short"), "early")
    assert not {"early", "other", "tiny"} & set(found)
    assert found == find_duplicates(reversed(rows))


def test_who_carried_a_text_is_listed_with_its_province_on_that_day(tmp_path):
    """One text in three newspapers: a reprint before the merger of provinces, one after it, one of another paper."""
    rows = [
        ("http://motbao.example/a-1.html", "2025-06-20", "Huyện"),
        ("http://haibao.example/b-1.html", "2025-06-28", "Thị xã"),
        ("http://haibao.example/b-2.html", "2025-07-02", "Phường"),
    ]
    entry = '[[newspaper]]\nid = "{0}"\nname = "{0}"\nhost = "{0}.example"\nprovince_pre2025 = "{1}"\nprovince_2025 = "{2}"\n'
    entries = entry.format("motbao", "Hà Giang", "Tuyên Quang") + entry.format("haibao", "Bắc Kạn", "Thái Nguyên")
    (tmp_path / "r.toml").write_text(entries, encoding="utf-8")
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, (url, day, place) in enumerate(rows):
        head = f"<link rel='canonical' href='{url}'><meta property='article:published_time' content='{day}T08:00:00+07:00'>"
        text = "".join(f"<p>{TEXT[step : step + 400]} {place} nói thêm.</p>" for step in range(0, 1200, 400))
        title = f"Nước sạch về bản {number}"
        html = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{text}</body></html>"
        (pages / f"{number}.html").write_text(html, encoding="utf-8")
    summary = crawl([], tmp_path / "out", registry=[tmp_path / "r.toml"], from_warc=[pages])
    with (tmp_path / "out" / "reprints.csv").open(encoding="utf-8", newline="") as file:
        table = [(row["original"], row["source"], row["province"], row["published_at"][:10]) for row in csv.DictReader(file)]
    assert table == [
        ("1", "motbao", "Hà Giang", "2025-06-20"),
        ("0", "haibao", "Bắc Kạn", "2025-06-28"),
        ("0", "haibao", "Thái Nguyên", "2025-07-02"),
    ]
    assert len(summary.reprints) == 2
    assert "carried by 3 (Hà Giang, Bắc Kạn, Thái Nguyên): Nước sạch về bản 0" in str(summary)


def test_a_crawl_s_folder_is_read_as_its_articles_once(server, registry, tmp_path):
    newspaper(server, 6)
    run(server, registry, tmp_path / "out", since="2024-05-04")
    read = list(read_inputs([tmp_path / "out"]))
    assert [item.article_id for item in read] == [row["article_id"] for row in articles(tmp_path / "out")]
    assert 0 < len(read) < 6


def test_the_frontier_changes_state_and_adds_links_in_one_step(tmp_path):
    frontier = Frontier(tmp_path / "f.sqlite")
    from newsmine.collect.frontier import Link

    frontier.begin(["x"])
    frontier.add([Link("http://x.example/muc", "section")], "x")
    row = frontier.next("x.example", ["x"])
    with pytest.raises(ValueError, match="not an http"):
        frontier.settle(row, "done", links=[Link("http://x.example/a-1234.html"), Link("ftp://x.example/")])
    assert frontier.state_of("http://x.example/muc") == "queued"
    assert frontier.state_of("http://x.example/a-1234.html") is None
    frontier.close()
