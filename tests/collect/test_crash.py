"""Killed at any moment, the next run goes on: every page once in the archive, the same articles as without a kill."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter

import pytest
from conftest import newspaper

from newsmine.collect import crawl
from newsmine.collect.archive import Archive, Page, read_warc, repair

CHILD = """
import sys
from newsmine.collect import crawl
out, registry, base = sys.argv[1:]
summary = crawl(["baothu"], out, registry=[registry], bases={"baothu": base}, allow_hosts=["127.0.0.1"], delay=0)
print(summary.articles, summary.queued)
"""


def archived(out):
    pages = []
    for path in sorted((out / "archive").glob("*.warc.gz")):
        for page in read_warc(path, max_bytes=10_000_000):
            assert isinstance(page, Page), page
            pages.append(page)
    return pages


def without_time(out):
    rows = [json.loads(line) for line in (out / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    return [{key: value for key, value in row.items() if key != "fetched_at"} for row in rows]


@pytest.mark.parametrize(("count", "kills_wanted"), [(150, 4), pytest.param(1000, 10, marks=pytest.mark.slow)])
def test_killed_at_random_every_page_is_fetched_into_the_archive_once(server, registry, tmp_path, count, kills_wanted):
    newspaper(server, count)
    out = tmp_path / "killed"
    command = [sys.executable, "-c", CHILD, str(out), str(registry[0]), server.base]
    deal = random.Random(7)  # noqa: S311 - deals the moments of the kills
    pages = {path: answer for path, answer in server.routes.items() if path.startswith("/bai")}
    kills = 0
    state = {"left": 0, "child": None, "late": False}

    def counted(path):
        status, headers, body = pages[path]

        def send(handler):
            state["left"] -= 1
            if state["left"] == 0 and not state["late"]:
                os.kill(state["child"].pid, signal.SIGKILL)
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
            if state["left"] == 0 and state["late"]:
                os.kill(state["child"].pid, signal.SIGKILL)

        return send

    for path in pages:
        server.routes[path] = counted(path)
    while True:
        # Killed when a page is asked for, or right after it was sent, at a random page; then left alone to finish.
        state["left"] = deal.randint(5, count // kills_wanted) if kills < kills_wanted else -1
        state["late"] = bool(deal.getrandbits(1))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            state["child"] = child
            said = child.communicate(timeout=300)[0]
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL
        kills += 1
    assert kills == kills_wanted
    assert said.split() == [str(count), "0"]
    counts = Counter(page.url for page in archived(out) if page.role == "article")
    assert len(counts) == count
    assert set(counts.values()) == {1}
    assert max(Counter(path for path in server.paths if path.startswith("/bai")).values()) <= 1 + kills_wanted

    undisturbed = tmp_path / "undisturbed"
    server.routes.update(pages)
    crawl(["baothu"], undisturbed, registry=registry, bases={"baothu": server.base}, allow_hosts=["127.0.0.1"], delay=0)
    assert without_time(out) == without_time(undisturbed)
    replayed = tmp_path / "replayed"
    crawl([], replayed, registry=registry, from_warc=[out / "archive"])
    assert (replayed / "articles.jsonl").read_bytes() == (out / "articles.jsonl").read_bytes()


def write_pages(folder, count):
    archive = Archive(folder)
    places = []
    for number in range(count):
        body = f"<p>trang {number}</p>".encode()
        page = Page(f"http://baothu.example/{number}", b"", 200, "text/html", "2024-05-01T08:00:00+07:00", "article")
        places.append(archive.write(page, {"Content-Type": "text/html"}, body))
    archive.close()
    return places


@pytest.mark.parametrize("cut", [1, 5, 40, 200])
def test_a_torn_record_is_cut_off_and_whole_ones_are_given_back(tmp_path, cut):
    places = write_pages(tmp_path, 5)
    path = tmp_path / places[-1].file
    with path.open("r+b") as file:
        file.truncate(places[-1].offset + places[-1].length - cut)
    known = {places[0].file: places[1].offset + places[1].length}  # two of the five are accounted for
    found = repair(tmp_path, known, 1_000_000)
    assert [page.url for page, _ in found] == ["http://baothu.example/2", "http://baothu.example/3"]
    assert [place for _, place in found] == places[2:4]
    assert path.stat().st_size == places[-1].offset
    again = Archive(tmp_path)
    again.write(Page("http://baothu.example/9", b"", 200, "text/html", None, "article"), {}, b"<p>9</p>")
    again.close()
    pages = [page.url for page in read_warc(path, max_bytes=1000)]
    assert pages == [f"http://baothu.example/{n}" for n in (0, 1, 2, 3, 9)]


def test_garbage_at_the_end_is_cut_off(tmp_path):
    places = write_pages(tmp_path, 2)
    path = tmp_path / places[0].file
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00garbage")
    assert repair(tmp_path, {places[0].file: places[1].offset + places[1].length}, 1000) == []
    assert path.stat().st_size == places[1].offset + places[1].length


def test_a_second_crawl_in_the_same_folder_is_refused(server, registry, tmp_path):
    import fcntl

    from newsmine.errors import InputError

    out = tmp_path / "out"
    out.mkdir()
    with (out / "crawl.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another crawl is at work"):
            crawl(["baothu"], out, registry=registry, bases={"baothu": server.base})


def test_an_archive_of_ours_is_read_by_other_tools_with_right_digests(server, registry, tmp_path):
    from warcio.archiveiterator import ArchiveIterator

    newspaper(server, 3)
    crawl(["baothu"], tmp_path / "out", registry=registry, bases={"baothu": server.base}, allow_hosts=["127.0.0.1"], delay=0)
    path = next((tmp_path / "out" / "archive").glob("*.warc.gz"))
    kinds = Counter()
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            kinds[record.rec_type] += 1
            assert record.rec_headers.protocol == "WARC/1.1"
    assert kinds == {"warcinfo": 1, "response": 5}
