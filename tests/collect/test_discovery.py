"""Feeds, sitemaps, section pages, addresses."""
# ruff: noqa: E501 - pages and addresses are written as they come

from __future__ import annotations

import gzip

import pytest

from newsmine.collect.discovery import kind_of, looks_like_article, read_feed, read_section, read_sitemap
from newsmine.collect.identity import article_id, clean_url, url_key
from newsmine.errors import InputError

BASE = "https://baothu.example/"


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("HTTPS://BaoThu.Example:443/a", "https://baothu.example/a"),
        ("http://baothu.example", "http://baothu.example/"),
        ("http://baothu.example/a#x", "http://baothu.example/a"),
        ("http://baothu.example:8080/a?utm_source=z&id=3&fbclid=q", "http://baothu.example:8080/a?id=3"),
        ("http://baothu.example/a;jsessionid=1F", "http://baothu.example/a"),
        ("http://baothu.example/(S(abcdefgh12345678))/a.aspx", "http://baothu.example/a.aspx"),
        ("http://baothu.example/a?sid=12", "http://baothu.example/a?sid=12"),
        ("http://baothu.example/a?sid=0123456789abcdef0123", "http://baothu.example/a"),
        ("http://baothu.example/xã hội", "http://baothu.example/x%C3%A3%20h%E1%BB%99i"),
        ("http://báothử.example/a", "http://xn--both-5na5346d.example/a"),
    ],
)
def test_addresses_have_one_form(given, clean):
    assert clean_url(given).partition("//")[2].rpartition("/")[2] == clean.rpartition("/")[2]
    if "báothử" not in given:
        assert clean_url(given) == clean
    assert clean_url(clean_url(given)) == clean_url(given)


@pytest.mark.parametrize(
    "given", ["", "a", "ftp://x.example/", "javascript:void(0)", "http://", "http://[::1", "http://x.example:99999999/"]
)
def test_what_is_no_address(given):
    with pytest.raises(ValueError):  # noqa: PT011 - urlsplit has words of its own
        clean_url(given)


def test_one_page_one_key():
    same = [
        "http://baothu.example/a/",
        "https://www.baothu.example/a",
        "https://m.baothu.example/a#x",
        "http://baothu.example/a?fbclid=1",
    ]
    assert len({url_key(url) for url in same}) == 1
    assert url_key("http://baothu.example/a?id=1") != url_key("http://baothu.example/a?id=2")
    assert article_id(urls=(None, "không phải", "http://baothu.example/a")) == article_id(urls=("https://baothu.example/a/",))


def rss(date):
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>x</title><item><title>Họp xã</title>"
        f"<link>/xa-hoi/hop-xa-1234.html</link><pubDate>{date}</pubDate></item></channel></rss>"
    ).encode()


@pytest.mark.parametrize(
    "date",
    [
        "Tue, 14 Jul 2020 07:30:00 +0700",
        "Tue, 14 Jul 2020 00:30:00 GMT",
        "14/07/2020 07:30",
        "2020-07-14T07:30:00+07:00",
        "7:30 | 14/7/2020",
        "Thứ Ba, 14/7/2020, 7:30 [GMT+7]",
    ],
)
def test_feeds_in_local_date_forms(date):
    (link,) = read_feed(rss(date), BASE + "rss.xml").links
    assert link.url == "https://baothu.example/xa-hoi/hop-xa-1234.html"
    assert link.published_at == "2020-07-14T07:30:00+07:00"
    assert link.title == "Họp xã"


def test_atom_and_faulty_feeds():
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://baothu.example/a-1234.html'/><updated>2020-07-14T00:30:00Z</updated></entry></feed>"
    assert read_feed(atom, BASE).links[0].published_at == "2020-07-14T07:30:00+07:00"
    broken = rss("14/07/2020 07:30").replace(b"</channel></rss>", b"<item><link>&nbsp;</link>")
    assert len(read_feed(broken, BASE).links) >= 1
    bomb = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>" + rss("14/07/2020").split(b"?>", 1)[1]
    assert len(read_feed(bomb, BASE).links) <= 1
    with pytest.raises(InputError):
        read_feed(b"<html><body>404</body></html>", BASE)


SITEMAP = (
    "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
    "<url><loc>https://baothu.example/a-1234.html</loc><lastmod>2020-07-14</lastmod></url>"
    "<url><loc> https://baothu.example/b-1235.html </loc><news:news><news:publication_date>2020-07-14T07:30:00+07:00</news:publication_date>"
    "<news:title>Bài B</news:title></news:news></url><url><loc>ftp://x/</loc></url></urlset>"
)


@pytest.mark.parametrize(
    "pack", [str.encode, lambda text: gzip.compress(text.encode()), lambda text: text.replace("</urlset>", "").encode()]
)
def test_sitemaps_plain_gzipped_and_broken(pack):
    first, second = read_sitemap(pack(SITEMAP), BASE).links
    assert (first.published_at, first.modified_at) == (None, "2020-07-14")
    assert (second.url, second.published_at, second.title) == (
        "https://baothu.example/b-1235.html",
        "2020-07-14T07:30:00+07:00",
        "Bài B",
    )


def test_sitemap_index_text_sitemap_and_bombs():
    index = b"<sitemapindex><sitemap><loc>/s1.xml.gz</loc><lastmod>2020-07-14</lastmod></sitemap></sitemapindex>"
    (link,) = read_sitemap(index, BASE).links
    assert (link.kind, link.url) == ("sitemap", "https://baothu.example/s1.xml.gz")
    assert len(read_sitemap(b"https://baothu.example/a-1234.html\nhttps://baothu.example/b-1234.html\n", BASE).links) == 2
    for bad in (
        b"<html></html>",
        gzip.compress(b"0" * 80_000_000),
        b"\x1f\x8bxx",
        b"",
        b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>",
    ):
        with pytest.raises(InputError):
            read_sitemap(bad, BASE)


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("/xa-hoi/tan-lien-ve-dich-nong-thon-moi-1234567.html", True),
        ("/tan-lien-ve-dich-post404649.html", True),
        ("/tin-tuc/202503/tan-lien-ve-dich-1f14065/", True),
        ("/tan-lien-ve-dich-a411965.html", True),
        ("/xay-khu-tai-dinh-cu-1380668.ldo", True),
        ("/tan-lien-ve-dich-nong-thon-post979285.vnp", True),
        ("/tan-lien-ve-dich-nong-thon-c70a123456.bbg", True),
        ("/tan-lien-ve-dich-19625022018304701.htm", True),
        ("/news.php?id=4143", True),
        ("/tan-lien-ve-dich-nong-thon-moi", True),
        ("/", False),
        ("/xa-hoi", False),
        ("/xa-hoi/trang-2", False),
        ("/tag/nong-thon-moi-123456", False),
        ("/anh-bia-1234567.jpg", False),
        ("/rss/home.rss", False),
        ("/lien-he", False),
    ],
)
def test_addresses_of_articles(path, article):
    assert looks_like_article(BASE.rstrip("/") + path, None) is article


@pytest.mark.parametrize(
    ("paging", "following"),
    [
        ("<a rel='next' href='/xa-hoi/trang-2'>›</a>", "/xa-hoi/trang-2"),
        ("<b>1</b> <a href='/xa-hoi?trang=2'>2</a> <a href='/xa-hoi?trang=3'>3</a>", "/xa-hoi?trang=2"),
        ("<a href='?p=2'>Trang sau</a>", "/xa-hoi?p=2"),
        ("<a href='/xa-hoi/p2'>Xem thêm</a>", "/xa-hoi/p2"),
        ("<a href='https://khac.example/2'>Trang sau</a>", None),
        ("<a href='#'>2</a>", None),
        ("", None),
    ],
)
def test_section_pages_lead_back_in_time(paging, following):
    body = f"<a href='/tan-lien-ve-dich-nong-thon-1234.html'>Tân Liên về đích</a><a href='//khac.example/bai-khac-dai-hon-99999.html'>x</a>{paging}"
    listing = read_section(body.encode(), BASE + "xa-hoi", None)
    assert [link.url for link in listing.links] == [BASE + "tan-lien-ve-dich-nong-thon-1234.html"]
    assert listing.next_page == (BASE.rstrip("/") + following if following else None)


def test_kinds_of_answers():
    assert kind_of(rss("x"), None) == "feed"
    assert kind_of(SITEMAP.encode(), None) == "sitemap"
    assert kind_of(b"<!DOCTYPE html><html>", "text/html") == "page"
