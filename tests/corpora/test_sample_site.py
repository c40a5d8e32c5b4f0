"""The sample press: every page renders, says that it is invented, has its own address; its links and its places hold."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections import Counter
from email.utils import format_datetime
from urllib.parse import urljoin

import pytest
import requests
from bs4 import BeautifulSoup
from protego import Protego

from corpora.sample_site import Page, expected, load_pages, load_papers, serve
from corpora.sample_site.check import check
from corpora.sample_site.render import respond, to_windows_1258
from corpora.sample_site.source import HERE, NOTE
from newsmine.collect.dates import parse_time
from newsmine.places import resolve

PAPERS = list(load_papers())
PAGES = [page for paper in PAPERS for page in load_pages(paper)]
REFORM = "2025-07-01"
CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
WORD = rf"[{CAPITAL}]\w*(?:['’]\w+)?"
PLACE = re.compile(
    rf"(?P<type>\b(?i:huyện|thị xã|thành phố|xã|phường|thị trấn|quận))"
    rf" (?P<name>(?:{WORD}|\d{{1,2}}\b(?![.,/]\d))(?: {WORD}| \d{{1,2}}\b(?![.,/]\d))*)"
)
A_POST = re.compile(r"(?:Trưởng|Phó|Chủ tịch|Bí thư|Giám đốc|Chánh|[Cc]ông chức)[^,.;:“]{0,60}$")
SURNAME = re.compile(
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trương|Lâm|Trịnh|Mai|Đào|Hà|Cao|Tô|Tạ|Châu|"
    "Lưu|Phùng|Vi|Nông|Lương|Triệu|Chu|Hứa|Lăng|Lành|Thạch|Kim|Sơn|Danh|Siu|Nay|Ksor|Thái|Lục|Mã|Quách|Từ|Liễu|Trà|Tăng|Ong|Quan|Rơ|Diêm|Ngụy|Rmah|Kpă|Thân|Giáp|Lã|Nghiêm"
)
"""`Chủ tịch UBND xã Nguyễn Văn A`: an office of the unit just spoken of, then the name of its (invented) holder."""


@pytest.fixture(scope="module")
def site():
    with serve() as running:
        yield running


def get(url: str) -> requests.Response:
    session = requests.Session()
    session.trust_env = False  # a proxy of the environment has no business on loopback
    return session.get(url, timeout=10)


def soup_of(body: bytes) -> BeautifulSoup:
    return BeautifulSoup(body, "lxml")


def ids(page: Page) -> str:
    return f"{page.paper}/{page.slug}"


def test_there_is_enough_to_compare():
    counts = Counter(page.paper for page in PAGES if not page.disallowed)
    assert len(PAPERS) >= 6
    assert sum(counts.values()) >= 200
    assert min(counts[paper] for paper in PAPERS) >= 30
    for paper in PAPERS:
        years = {page.published.year for page in load_pages(paper)}
        assert years >= set(range(2019, 2027)), paper
        assert sum(page.published.date().isoformat() >= REFORM for page in load_pages(paper)) >= 6


def test_addresses_and_titles_are_unique():
    for what in ("path", "id", "slug", "title", "published"):
        values = Counter((page.paper, getattr(page, what)) for page in PAGES)
        assert [value for value, n in values.items() if n > 1] == []


def test_every_article_is_listed_in_its_section(site):
    for paper in load_papers().values():
        for key, (_, path) in paper.sections.items():
            own = [page for page in load_pages(paper.id) if page.section == key and not page.disallowed]
            last = -(-len(own) // paper.page_size)
            listed: set[str] = set()
            for number in range(1, last + 1):
                soup = soup_of(get(site.urls[paper.id] + paper.paged(path, number)).content)
                links = [a["href"] for a in soup.select("a[href]")]
                listed |= {link.split("&")[0] for link in links}
                assert (paper.paged(path, number + 1) in links) == (number < last)
            assert {page.path for page in own} <= listed
            assert get(site.urls[paper.id] + paper.paged(path, last + 1)).status_code == 404


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_page_renders_with_all_its_parts_and_says_that_it_is_invented(page):
    answer = respond(page.paper, page.path, "http://127.0.0.1:1")
    assert answer.status == 200
    soup = soup_of(answer.body)
    for noise in soup(["script", "style"]):
        noise.extract()
    text = " ".join(soup.get_text(" ").split())
    truth = expected(page.paper, page.slug)
    for block in truth["blocks"]:
        # the old code page writes tone marks as characters of their own: compare in one form
        for part in block["text"].split(" | "):
            assert _nfc(part) in _nfc(text)
    assert NOTE in _nfc(text)
    assert soup.select_one("link[rel=canonical]")["href"] == f"http://127.0.0.1:1{page.path}"
    assert page.published.utcoffset().total_seconds() == 7 * 3600


def _nfc(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_article_is_written_out(page):
    truth = expected(page.paper, page.slug)
    kinds = Counter(block["kind"] for block in truth["blocks"])
    assert kinds["sapo"] == 1
    if not page.disallowed:
        assert 150 <= len(truth["text"].split()) <= 620, len(truth["text"].split())
        assert kinds["paragraph"] >= 3
    assert all(" ".join(block["text"].split()) == block["text"] for block in truth["blocks"])
    assert _nfc(truth["text"]).replace(" ", "") == truth["text"].replace("\n", "").replace(" ", "")


def is_place(name: str, day: str, page: Page) -> bool:
    """A unit of the paper's provinces (a reprint's: of any paper's), or a city, on that day or shortly before or after."""
    papers = load_papers().values() if page.syndicated_from else [load_papers()[page.paper]]
    homes = [home for paper in papers for home in paper.provinces] + [None] * name.startswith("thành phố")
    known = ("exact", "stale", "anticipated", "ambiguous")
    return any(resolve(name, on=day, within=home).status in known for home in homes)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_places_with_a_type_word_exist_on_the_day(page):
    """Every `huyện X`, `xã Y` of a page is a unit that stood in the paper's provinces on that day (or nearly)."""
    day = page.published.date().isoformat()
    unknown = []
    for line in [page.title, *(block.text for block in page.blocks)]:
        for match in PLACE.finditer(line):
            words = match["name"].split()
            kind = match["type"].lower()
            if words[0].isdecimal() and kind not in ("phường", "quận"):
                continue  # a count follows: `về thành phố 2 lần`
            if words[0] == "NTM":
                continue  # `huyện NTM`: nông thôn mới
            found = any(is_place(f"{kind} {' '.join(words[:n])}", day, page) for n in range(len(words), 0, -1))
            person = SURNAME.fullmatch(words[0]) and A_POST.search(line[: match.start()])
            if not found and not person:
                unknown.append(match.group())
    assert unknown == []


def test_links_of_all_pages_resolve_and_the_forbidden_page_is_reachable(site):
    for paper, base in site.urls.items():
        seen: set[str] = set()
        waiting = [f"{base}/"]
        while waiting:
            url = waiting.pop()
            if url in seen:
                continue
            seen.add(url)
            answer = get(url)
            assert answer.status_code == 200, url
            if "html" in answer.headers["Content-Type"]:
                found = [
                    tag.get("href") or tag.get("src") for tag in soup_of(answer.content).select("a[href], img[src], link[href]")
                ]
                waiting += [link for link in (urljoin(url, f) for f in found if not f.startswith("#")) if link.startswith(base)]
        assert {base + page.path for page in load_pages(paper)} <= seen
        assert (paper, next(page.path for page in load_pages(paper) if page.disallowed)) in site.requests


def test_robots_forbid_exactly_the_trap(site):
    for paper, base in site.urls.items():
        rules = Protego.parse(get(f"{base}/robots.txt").text)
        assert all(rules.can_fetch(base + page.path, "newsmine") != page.disallowed for page in load_pages(paper))


def addresses(base: str, path: str) -> list[str]:
    """All page addresses of a sitemap: an index of others, gzipped or not, or one address a line."""
    body = get(base + path).content
    text = (gzip.decompress(body) if path.endswith(".gz") else body).decode()
    found = re.findall(r"<loc>(.*?)</loc>", text) or text.split()
    if "<sitemapindex" in text:
        return [address for url in found for address in addresses(base, url.removeprefix(base))]
    return found


def test_sitemaps_hold_all_articles(site):
    forms = {paper.sitemap["form"] for paper in load_papers().values() if paper.sitemap}
    assert forms == {"halves", "plain", "years", "text"}
    for paper in load_papers().values():
        robots = get(f"{site.urls[paper.id]}/robots.txt").text
        assert ("Sitemap:" in robots) == (paper.sitemap is not None)
        if paper.sitemap:
            allowed = [site.urls[paper.id] + page.path for page in load_pages(paper.id) if not page.disallowed]
            assert sorted(addresses(site.urls[paper.id], paper.sitemap["path"])) == sorted(allowed)


def test_feeds_hold_the_newest_in_their_own_date_forms(site):
    for paper in load_papers().values():
        text = get(site.urls[paper.id] + paper.feed).text
        dates = re.findall(r"<(?:pubDate|published)>(.*?)</", text)
        newest = next(page for page in load_pages(paper.id) if not page.disallowed).published
        assert len(dates) == 10
        assert parse_time(dates[0]) == newest.isoformat()
        assert dates[0] in (
            f"{newest:%d/%m/%Y %H:%M}",
            f"{newest:%Y-%m-%d %H:%M:%S}",
            newest.isoformat(),
            format_datetime(newest),
        )


def test_a_second_visit_is_answered_with_not_modified_and_a_wrong_address_with_not_found(site):
    url = site.urls["songkon"] + "/"
    first = get(url)
    assert requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=10).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert requests.get(url, headers=since, timeout=10).status_code == 304
    for paper in PAPERS:
        assert get(site.urls[paper] + "/khong-co-trang-nay.html").status_code == 404


def test_one_port_answers_for_all_hosts_as_a_proxy(site):
    proxies = {"http": site.urls["kycung"]}
    session = requests.Session()
    session.trust_env = False
    answer = session.get("http://baobathac.example/rss.php", proxies=proxies, timeout=10)
    assert "<link>http://baobathac.example/</link>" in answer.text


def test_old_pages_of_one_paper_come_in_the_old_code_page():
    old = next(page for page in load_pages("bathac") if page.published.year < 2022)
    body = respond("bathac", old.path, "http://x").body
    assert b"charset=windows-1258" in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert (
        _nfc(to_windows_1258("Đồng bào Khmer, tỉ lệ hộ nghèo… “ấp”").decode("cp1258")) == "Đồng bào Khmer, tỉ lệ hộ nghèo… “ấp”"
    )


def test_reprints_repeat_their_original_and_name_it():
    reprints = [page for page in PAGES if page.syndicated_from]
    assert len(reprints) >= 10
    assert len({(page.paper, page.syndicated_from) for page in reprints}) >= 6
    for page in reprints:
        original = next(p for p in PAGES if load_papers()[p.paper].name == page.syndicated_from and p.blocks[0] == page.blocks[0])
        assert page.source_line.strip("().") in (f"Theo {page.syndicated_from}", f"Nguồn: {page.syndicated_from}")
        assert original.published < page.published
        assert original.blocks[: len(page.blocks)] == page.blocks


def test_every_line_of_the_ledger_stands_in_its_article():
    with (HERE / "ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 650
    assert len({row["indicator_id"] for row in rows}) >= 4
    for row in rows:
        page = next(page for page in load_pages(row["paper"]) if page.slug == row["slug"])
        assert any(row["text"] in block.text for block in page.blocks), row
        assert f"{row['value'].replace('.', ',')}%" in row["text"], row
        assert row["period_start"] <= row["period_end"] <= "2026-12-31", row
        day = min(row["period_end"], page.published.date().isoformat())
        assert resolve(row["locality"], on=day).resolved, row


def test_the_ledger_is_compared_with_what_is_extracted():
    with (HERE / "ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["paper"] == "xano"]
    lines = list(check(["xano"]))
    assert Counter((line.slug, line.text) for line in lines) == Counter((row["slug"], row["text"]) for row in rows)
    assert sum(line.found for line in lines) >= 0.95 * len(lines)
    assert sum(line.found and not line.wrong for line in lines) >= 0.5 * len(lines)
    assert all(bool(line.wrong) == bool(line.said) for line in lines)
