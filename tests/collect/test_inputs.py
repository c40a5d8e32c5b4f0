"""What users hand in: every form is read, nothing is skipped in silence, each fault is one clear line."""
# ruff: noqa: E501 - pages and addresses are written as they come

from __future__ import annotations

import gzip
import json
import tracemalloc

import pytest
from conftest import article_html, newspaper
from hypothesis import given
from hypothesis import strategies as st

from newsmine.collect import Unreadable, crawl, load_registry, read_inputs
from newsmine.collect.inputs import to_json
from newsmine.records import Article

TEXT = "Ngày 5/4, UBND xã Tân Liên họp bàn kế hoạch làm đường liên thôn.\nCó 12 hộ hiến đất."


def read(*paths, **options):
    return list(read_inputs(paths, **options))


def only(*paths, **options):
    found = read(*paths, **options)
    assert len(found) == 1, found
    return found[0]


def test_a_text_is_kept_to_the_byte(tmp_path):
    path = tmp_path / "a.txt"
    for text in (TEXT, f"  {TEXT}\r\n\r\n", "Hoà\u0300 ba\u0301o", "a\u200b\u00a0b\tc", "x"):
        path.write_bytes(text.encode())
        article = only(path)
        assert article.text == text
        assert article.origin == str(path)


@given(st.text(min_size=1).filter(lambda text: text.strip("\ufeff \t\r\n\u00a0\u200b") and text.isprintable()))
def test_any_printable_text_is_an_article_or_refused_in_words(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("t") / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    found = only(path)
    assert isinstance(found, Unreadable) or found.text == text.removeprefix("\ufeff") or found.notes


def test_ids_are_stable_and_depend_on_name_and_text(tmp_path):
    for folder in ("mot", "hai"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf-8")
    first, second = only(tmp_path / "mot" / "a.txt"), only(tmp_path / "hai" / "a.txt")
    assert first.article_id == second.article_id
    (tmp_path / "hai" / "a.txt").write_text(TEXT + "!", encoding="utf-8")
    assert only(tmp_path / "hai" / "a.txt").article_id != first.article_id
    assert len(first.article_id) == 16


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ({"text": TEXT, "id": "bao-1"}, lambda a: a.article_id == "bao-1"),
        ({"text": TEXT, "article_id": 7, "id": "x"}, lambda a: a.article_id == "7"),
        ({"text": TEXT, "published_at": "2021-04-12T01:30:00Z"}, lambda a: a.published_at == "2021-04-12T08:30:00+07:00"),
        ({"text": TEXT, "date": "12/04/2021"}, lambda a: a.published_at == "2021-04-12"),
        ({"text": TEXT, "date": "hôm qua"}, lambda a: a.published_at is None and "not understood" in a.notes[0]),
        ({"text": TEXT, "authors": ["A Pao", "Hải Yến"]}, lambda a: a.byline == "A Pao; Hải Yến"),
        (
            {"content": TEXT, "headline": "Họp", "newspaper": "kycung"},
            lambda a: (a.text, a.title, a.source) == (TEXT, "Họp", "kycung"),
        ),
        ({"text": TEXT, "unknown": {"a": [1]}, "captions": "Ảnh"}, lambda a: a.captions == ("Ảnh",)),
        ({"text": "lạ \ud800 lắm, lạ lắm"}, lambda a: "\ufffd" in a.text and "surrogates" in a.notes[0]),
    ],
)
def test_lines_of_an_article_list(tmp_path, line, check):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    article = only(path)
    assert check(article), article


def test_an_address_gives_the_same_id_in_a_list_and_on_a_page(tmp_path):
    url = "https://baothu.example/xa-hoi/bai-so-mot-1234.html"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "url": f"{url}?utm_source=x"}) + "\n", encoding="utf-8")
    (tmp_path / "b.html").write_text(
        article_html(1).replace("<head>", f"<head><link rel='canonical' href='{url}'>"), encoding="utf-8"
    )
    first, second = read(tmp_path / "a.jsonl", tmp_path / "b.html")
    assert first.article_id == second.article_id


def test_broken_lines_are_named_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": TEXT, "id": "{}"})
    lines = [
        good.replace("{}", "1"),
        "{broken",
        "",
        '"only a string"',
        "{}",
        '{"text": 5}',
        '{"text": "  "}',
        "[" * 100_000,
        good.replace("{}", "2"),
    ]
    path.write_bytes("\n".join(lines).encode() + b'\n{"text": "\xff\xfe"}\n')
    found = read(path)
    assert [item.article_id for item in found if isinstance(item, Article)] == ["1", "2"]
    assert [item.line for item in found if isinstance(item, Unreadable)] == [2, 4, 5, 6, 7, 8, 10]
    for item in found:
        if isinstance(item, Unreadable):
            assert "\n" not in str(item)
            assert len(str(item)) < 300
            assert str(item).startswith(f"{path}, line ")


def test_articles_survive_the_round_trip(tmp_path):
    (tmp_path / "a.html").write_text(article_html(3), encoding="utf-8")
    article = only(tmp_path / "a.html")
    (tmp_path / "b.jsonl").write_text(to_json(article) + "\n", encoding="utf-8")
    again = only(tmp_path / "b.jsonl")
    assert {**again.as_dict(), "origin": None} == {**article.as_dict(), "origin": None}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t ", "nothing but white space"),
        ("a.txt", bytes(range(256)) * 50, "binary"),
        ("a.txt", b"%PDF-1.4 abc", "binary"),
        ("a.docx", b"PK\x03\x04abc", "binary"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.html", b"\x89PNG\r\n", "binary"),
        ("a.jsonl", b"\n\n", "no line"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 100, mtime=0)[:-12], "damaged"),
        ("a.warc.gz", b"no archive", "cannot be read"),
        ("a.warc.gz", gzip.compress(b"no archive", mtime=0), "cannot be read"),
        ("a.warc.gz", b"\x1f\x8b", "no page"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)
    problems = [item for item in read(path) if isinstance(item, Unreadable)]
    assert len(problems) == 1, problems
    assert reason in problems[0].reason
    assert "\n" not in str(problems[0])


def test_missing_and_unreadable_files(tmp_path):
    assert "no such file" in only(tmp_path / "nowhere.txt").reason
    assert "holds no" in only(tmp_path).reason
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert isinstance(only(tmp_path / "a.txt"), Unreadable)


def test_a_text_of_fifty_megabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "small.txt").write_text(TEXT, encoding="utf-8")
    tracemalloc.start()
    found = read(path, tmp_path / "small.txt")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "50.0 MB is more than one article can be" in found[0].reason
    assert found[1].text == TEXT
    assert peak < 5_000_000
    path.write_text("xã " * 20, encoding="utf-8")
    assert isinstance(only(path, max_bytes=10), Unreadable)
    assert isinstance(only(path, max_bytes=100), Article)


def test_a_line_of_fifty_megabytes_is_passed_over(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        file.write(b"x" * 50_000_000)
        file.write(b'"}\n' + json.dumps({"text": TEXT}).encode() + b"\n")
    tracemalloc.start()
    found = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(item) for item in found] == [Unreadable, Article]
    assert found[0].line == 1
    assert peak < 40_000_000


def test_a_list_streams(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(3000):
            file.write(json.dumps({"text": TEXT * 20, "id": str(number)}, ensure_ascii=False) + "\n")
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read_inputs([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 3_000_000


def test_folders_are_walked_in_order_and_what_lies_beside_is_left_alone(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "trang_files").mkdir()
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"{TEXT} {name}", encoding="utf-8")
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    (tmp_path / "trang.html").write_text(article_html(4), encoding="utf-8")
    (tmp_path / "trang_files" / "khung.html").write_text("<p>quảng cáo</p>", encoding="utf-8")
    (tmp_path / "bao.pdf").write_bytes(b"%PDF-1.4")
    found = read(tmp_path)
    assert [item.origin.removeprefix(str(tmp_path) + "/") for item in found] == [
        "a.txt",
        "bao.pdf",
        "trang.html",
        "b/1.txt",
        "b/2.txt",
    ]
    assert [isinstance(item, Unreadable) for item in found] == [False, True, False, False, False]


def test_a_file_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert len(read(tmp_path, tmp_path / "a.txt", tmp_path)) == 1


@pytest.mark.parametrize(("name", "kind"), [("trang", "page"), ("bai", "lines"), ("ghi-chep", "text")])
def test_files_without_an_ending_are_judged_by_their_content(tmp_path, name, kind):
    data = {"page": article_html(2), "lines": json.dumps({"text": TEXT}), "text": TEXT}[kind]
    (tmp_path / name).write_text(data, encoding="utf-8")
    article = only(tmp_path / name)
    assert isinstance(article, Article)
    assert bool(article.title) is (kind == "page")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_byte_order_marks_are_no_text(tmp_path, encoding):
    (tmp_path / "a.txt").write_text(TEXT, encoding=encoding)
    assert only(tmp_path / "a.txt").text == TEXT


def test_archives_give_their_articles_and_no_list_pages(server, registry, tmp_path):
    newspaper(server, 5)
    crawl(["baothu"], tmp_path / "out", registry=registry, bases={"baothu": server.base}, allow_hosts=["127.0.0.1"], delay=0)
    path = next((tmp_path / "out" / "archive").glob("*.warc.gz"))
    found = read(path)
    assert all(isinstance(item, Article) for item in found), found
    assert {item.url for item in found} == {f"http://baothu.example/bai-{n}.html" for n in range(1, 6)}
    assert {item.origin for item in found} == {str(path)}
    data = path.read_bytes()
    path.write_bytes(data[:-50])
    cut = read(path)
    assert sum(isinstance(item, Article) for item in cut) == 4
    assert sum(isinstance(item, Unreadable) for item in cut) == 1


def test_archives_of_other_tools(tmp_path):
    """Uncompressed, chunked and gzipped bodies as sent, pictures and redirects between the pages."""

    def record(url, head, body):
        block = head + b"\r\n\r\n" + body
        return (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <" + url + b">\r\nWARC-Date: 2024-05-01T01:00:00Z\r\n"
            b"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\nContent-Type: application/http; msgtype=response\r\n"
            b"Content-Length: " + str(len(block)).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
        )

    page = gzip.compress(article_html(1).encode())
    chunked = (
        b"".join(b"%x\r\n%s\r\n" % (len(page[i : i + 100]), page[i : i + 100]) for i in range(0, len(page), 100)) + b"0\r\n\r\n"
    )
    path = tmp_path / "a.warc"
    path.write_bytes(
        record(
            b"http://x.example/1",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            chunked,
        )
        + record(b"http://x.example/2", b"HTTP/1.1 301 Moved\r\nLocation: /1", b"")
        + record(b"http://x.example/3", b"HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG")
        + record(b"http://x.example/4", b"HTTP/1.1 200 OK\r\nContent-Type: text/html", article_html(2).encode())
        + record(b"http://x.example/5", b"HTTP/1.1 200 OK\r\nContent-Type: text/html", b"<p>404</p>")
    )
    found = read(path)
    assert [(type(item), getattr(item, "url", None)) for item in found] == [
        (Article, "http://x.example/1"),
        (Article, "http://x.example/4"),
        (Unreadable, None),
    ]
    assert found[0].fetched_at == "2024-05-01T08:00:00+07:00"


def test_an_article_list_gets_the_province_of_its_newspaper(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [
        {"text": TEXT, "source": "baoapbac", "published_at": "2025-08-01"},
        {"text": TEXT + " A", "url": "https://baoapbac.vn/a-b.html", "published_at": "2021-08-01"},
        {"text": TEXT + " B", "source": "baoapbac", "home": "Long An"},
        {"text": TEXT + " C", "source": "elsewhere"},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert [article.home for article in read(path, registry=load_registry())] == ["Đồng Tháp", "Tiền Giang", "Long An", None]
    assert [article.home for article in read(path)] == [None, None, "Long An", None]
