"""A real HTTP server on loopback whose every answer a test can choose, and a small newspaper for it to serve."""
# ruff: noqa: E501 - pages and addresses are written as they come

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Answer = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Server:
    """``routes`` gives the answer of each path (path and query first, then path alone); ``asked`` lists what was asked and when."""

    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]

    def page(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.routes[path] = (status, {**HTML, **{name.replace("_", "-"): value for name, value in headers.items()}}, data)


def handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body are sent apart: with it each answer would wait 40 ms for an ACK

        def do_GET(self) -> None:
            server.asked.append((time.monotonic(), self.path, dict(self.headers)))
            answer = server.routes.get(self.path) or server.routes.get(self.path.partition("?")[0])
            if callable(answer):
                self.close_connection = True
                answer(self)
                return
            status, headers, body = answer or (404, HTML, "<p>Không tìm thấy trang.</p>".encode())
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what some tests are about."""


@contextlib.contextmanager
def served() -> Iterator[Server]:
    state = Server()
    httpd = _Quiet(("127.0.0.1", 0), handler(state))
    state.port = httpd.server_address[1]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    state.released.set()
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    with served() as state:
        yield state


@pytest.fixture
def inside() -> Iterator[Server]:
    """A second server, which nobody has allowed."""
    with served() as state:
        yield state


def article_html(number: int, *, extra: str = "") -> str:
    """A page of an invented paper: article ``number``, all of its words its own."""
    words = " ".join(f"chuyện{number}{chr(97 + i)}" for i in range(20))
    return (
        f"<html><head><title>Bài số {number} - Báo Thử</title>"
        f'<meta property="article:published_time" content="2024-05-{number % 28 + 1:02d}T08:{number % 60:02d}:00+07:00"></head>'
        f"<body><h1>Bài số {number}</h1><div class='noi-dung'><p>Ngày {number % 28 + 1}/5, xã Mẫu Sơn {number} họp bàn việc làm đường "
        f"liên thôn dài {number + 1} km, kinh phí {number + 2} tỷ đồng. {words}.</p>"
        f"<p>Ông Trần Văn Số {number} cho biết: Bà con đã hiến {number + 3} m2 đất.</p>{extra}<p class='ky'>HẢI YẾN</p></div></body></html>"
    )


REGISTRY = """
[[newspaper]]
id = "baothu"
name = "Báo Thử"
province_pre2025 = "Lạng Sơn"
province_2025 = "Lạng Sơn"
host = "baothu.example"
article_url = '^/bai-\\d+\\.html$'
sections = ["/muc"]
[newspaper.selectors]
title = "h1"
body = "div.noi-dung"
signature = "p.ky"
"""


@pytest.fixture
def registry(tmp_path):
    path = tmp_path / "registry.toml"
    path.write_text(REGISTRY, encoding="utf-8")
    return [path]


def newspaper(server: Server, count: int, per_page: int = 20) -> None:
    """Serve an invented newspaper of ``count`` articles under a section with pages."""
    for number in range(1, count + 1):
        server.page(f"/bai-{number}.html", article_html(number))
    pages = range(1, -(-count // per_page) + 1)
    for page in pages:
        numbers = [count - n for n in range((page - 1) * per_page, min(page * per_page, count))]  # newest first
        links = "".join(f"<li><a href='/bai-{n}.html'>Bài số {n}</a></li>" for n in numbers)
        following = f"<a rel='next' href='/muc?trang={page + 1}'>Trang sau</a>" if page < len(pages) else ""
        server.page("/muc" if page == 1 else f"/muc?trang={page}", f"<html><body><ul>{links}</ul>{following}</body></html>")
    server.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /cam/\n")
