"""Serve the sample press on loopback: one port a newspaper.

``python -m corpora.sample_site`` serves until it is interrupted; ``with serve() as site:`` serves in a test.
"""

from __future__ import annotations

import argparse
import threading
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

from corpora.sample_site.render import respond
from corpora.sample_site.source import Paper, load_papers

DEFAULT_PORT = 8701
LOOPBACK = "127.0.0.1"


@dataclass
class Site:
    """The running newspapers. ``urls`` maps a paper's id to its base address; ``requests`` lists what was asked."""

    urls: dict[str, str] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    servers: list[ThreadingHTTPServer] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The first port."""
        return int(self.servers[0].server_address[1])

    def close(self) -> None:
        """Stop serving and free the ports."""
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Self:
        """Return the site itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Stop serving."""
        self.close()


def _handler(default: Paper, site: Site) -> type[BaseHTTPRequestHandler]:
    """Make the handler of one port: it answers for its own paper, and for another one that is asked for by host name."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body are sent apart: with it each answer waits 40 ms for an ACK
        server_version = "sample-press"

        def do_GET(self) -> None:
            # a client that uses this port as a proxy sends the whole address
            split = urlsplit(self.path)
            host = split.netloc or self.headers.get("Host", "")
            target = (split.path or "/") + (f"?{split.query}" if split.query else "")
            paper = next((p for p in load_papers().values() if host.partition(":")[0] == p.host), default)
            site.requests.append((paper.id, target))
            answer = respond(paper.id, target, f"http://{host}")
            headers = {"Content-Type": answer.content_type, "ETag": answer.etag}
            if answer.changed:
                headers["Last-Modified"] = format_datetime(answer.changed.astimezone(UTC), usegmt=True)
            unchanged = answer.etag == self.headers.get("If-None-Match") or (
                "If-None-Match" not in self.headers and self.headers.get("If-Modified-Since") == headers.get("Last-Modified", "")
            )
            body = b"" if answer.status == 200 and unchanged else answer.body  # noqa: PLR2004 - HTTP status
            self.send_response(304 if answer.body and not body else answer.status)
            for name, value in headers.items():
                self.send_header(name, value)
            if body:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *args: object) -> None:
            """Keep the terminal quiet: ``site.requests`` has every request."""

    return Handler


def serve(port: int = 0) -> Site:
    """Serve all papers in the background: on `port` and the next ones, or, for 0, on ports that the system chooses."""
    site = Site()
    for paper in load_papers().values():
        address = (LOOPBACK, port + paper.port_offset if port else 0)
        try:
            server = ThreadingHTTPServer(address, _handler(paper, site))
        except OSError:
            site.close()
            raise
        server.daemon_threads = True
        site.servers.append(server)
        site.urls[paper.id] = f"http://{LOOPBACK}:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return site


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the six invented newspapers on loopback.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="first port (default %(default)s; 0: any)")
    port = parser.parse_args().port
    try:
        site = serve(port)
    except OSError as error:
        raise SystemExit(f"cannot serve on port {port}: {error.strerror}") from None
    with site:
        for paper, url in site.urls.items():
            print(f"{load_papers()[paper].name}: {url}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
