"""No request leaves to the machine itself or the network around it, by whatever road it is sent there."""
# ruff: noqa: ARG001, ARG005, S104, E501 - stand-ins take what the real ones take; addresses of all interfaces are cases

from __future__ import annotations

import socket

import pytest
from conftest import article_html

from newsmine.collect import crawl
from newsmine.collect.fetch import Fetcher, FetchError
from newsmine.collect.guard import Guard, RefusedAddress, why_forbidden


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::1",
        "2001:db8::1", "100::1", "không phải địa chỉ", "::7f00:1", "::127.0.0.1", "fec0::1", "::5efe:127.0.0.1", "2001:4860::5efe:7f00:1",
        "2001:4860::200:5efe:c0a8:1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "::ffff:0:7f00:1", "fd00:ec2::254", "100.100.100.200",
        "168.63.129.16", "192.88.99.1", "0.0.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.251",
    ],
)  # fmt: skip
def test_what_is_not_public_is_forbidden(address):
    assert why_forbidden(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "113.160.92.202",
        "172.32.0.1",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2001:4860::5efe:808:808",
    ],
)
def test_what_is_public_is_allowed(address):
    assert why_forbidden(address) is None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "0x7f.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "LOCALHOST",
        "[::1]",
        "[::7f00:1]",
        "[64:ff9b::7f00:1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "[::]",
        "①②⑦.⓪.⓪.①",
    ],
)
def test_loopback_in_every_spelling_is_refused(server, host):
    server.page("/", "bí mật")
    fetcher = Fetcher(Guard())
    with pytest.raises(FetchError) as caught:
        fetcher.get(f"http://{host}:{server.port}/")
    assert caught.value.kind in {"refused address", "name not found", "bad address"}
    assert not server.asked


def test_what_the_user_allows_by_name_passes(server):
    server.page("/", "công khai")
    for allowed in ("127.0.0.1", f"127.0.0.1:{server.port}"):
        assert Fetcher(Guard([allowed])).get(f"{server.base}/").body.decode() == "công khai"
    with pytest.raises(FetchError):
        Fetcher(Guard([f"127.0.0.1:{server.port + 1}"])).get(f"{server.base}/")
    with pytest.raises(FetchError):
        Fetcher(Guard(["127.0.0.1"])).get(f"http://localhost:{server.port}/")


def test_a_name_that_resolves_to_loopback_is_refused(server, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
    with pytest.raises(FetchError) as caught:
        Fetcher(Guard()).get(f"http://bao-that.example:{server.port}/")
    assert caught.value.kind == "refused address"
    assert "bao-that.example is 127.0.0.1, a loopback address" in str(caught.value)
    assert not server.asked


def test_a_name_with_one_public_and_one_private_address_is_refused(server, monkeypatch):
    def answers(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("203.0.113.7", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(RefusedAddress):
        Guard().connect("bao-that.example", server.port, 1)


def test_a_name_that_changes_its_answer_gains_nothing(server, monkeypatch):
    """DNS rebinding: the address that is checked is the one that is connected to, asked for once a connection."""
    server.page("/", "bí mật")
    asked = []

    def answers(host, port, *args, **kwargs):
        asked.append(host)
        address = "192.0.2.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    monkeypatch.setattr("newsmine.collect.guard.why_forbidden", lambda a: None if a == "192.0.2.1" else why_forbidden(a))
    monkeypatch.setattr(
        socket.socket, "connect", lambda self, address: (_ for _ in ()).throw(OSError(f"no road to {address[0]}"))
    )
    with pytest.raises(OSError, match=r"no road to 192\.0\.2\.1"):
        Guard().connect("bao-that.example", server.port, 1)
    assert asked == ["bao-that.example"]
    with pytest.raises(RefusedAddress):
        Guard().connect("bao-that.example", server.port, 1)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/bi-mat",
        "http://localhost:{port}/bi-mat",
        "http://2130706433:{port}/bi-mat",
        "http://[::1]:{port}/bi-mat",
        "http://[::ffff:127.0.0.1]:{port}/bi-mat",
        "http://0177.0.0.1:{port}/bi-mat",
        "http://0x7f000001:{port}/bi-mat",
        "//127.1:{port}/bi-mat",
        "http://baothu.example@127.0.0.1:{port}/bi-mat",
        "http:\\\\127.0.0.1:{port}\\bi-mat",
    ],
)
def test_a_redirect_inside_is_refused(server, inside, tmp_path, target):
    """The newspaper's own server is allowed; where it redirects to is not, and is not even asked for its robots.txt."""
    server.page("/bai-1.html", "", status=302, Location=target.format(port=inside.port))
    inside.page("/bi-mat", article_html(1))
    summary = crawl(
        ["http://baothu.example/bai-1.html"],
        tmp_path / "out",
        delay=0,
        allow_hosts=[f"127.0.0.1:{server.port}"],
        connect_to={"baothu.example": f"127.0.0.1:{server.port}"},
    )
    assert "/bai-1.html" in server.paths
    assert summary.articles == 0
    assert not inside.asked


def test_a_sitemap_or_feed_does_not_lead_inside(server, registry, tmp_path):
    server.page(
        "/muc",
        f"<a href='{server.base}/bai-1.html'>Bài một ở bên trong</a><a href='http://169.254.169.254/latest/meta-data-1234'>x</a>",
    )
    server.page("/bai-1.html", article_html(1))
    summary = crawl(
        ["baothu"], tmp_path / "out", registry=registry, bases={"baothu": server.base}, allow_hosts=["127.0.0.1"], delay=0
    )
    assert summary.found == 0
    assert server.paths == ["/robots.txt", "/muc"]


def test_only_http_is_spoken(tmp_path):
    for url in ("file:///etc/passwd", "ftp://x.example/", "gopher://x.example/", "http:///x"):
        from newsmine.errors import InputError

        with pytest.raises(InputError):
            crawl([url], tmp_path / "out")


def test_proxies_of_the_environment_are_not_used(server, monkeypatch):
    server.page("/", "công khai")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert Fetcher(Guard(["127.0.0.1"])).get(f"{server.base}/").status == 200


def test_the_user_agent_is_honest(server):
    server.page("/", "x")
    Fetcher(Guard(["127.0.0.1"]), contact="thu-vien@dai-hoc.example").get(f"{server.base}/")
    agent = server.asked[0][2]["User-Agent"]
    assert agent.startswith("newsmine/")
    assert "thu-vien@dai-hoc.example" in agent
