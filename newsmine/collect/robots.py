"""robots.txt by RFC 9309: what this program may fetch of a host, and how fast.

Read by Protego. Unavailable (status 4xx): everything is allowed. Unreachable (5xx, no answer) or 429: nothing is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from protego import Protego

from newsmine.collect.fetch import AGENT

__all__ = ["MAX_BYTES", "Robots", "robots_of"]

MAX_BYTES = 512_000
"""RFC 9309, 2.5: at least the first 500 KiB are parsed; what comes after is not."""

ROBOTS_PATH = "/robots.txt"
_AGENT_LINE = re.compile(r"^([ \t]*user-?[ \t]?agent[ \t]*:[ \t]*)([^\n#]*)", re.IGNORECASE | re.MULTILINE)
_SITEMAP_LINE = re.compile(r"^[ \t]*site-?map[ \t]*:[^\n]*", re.IGNORECASE | re.MULTILINE)
# Lines of a group, also misspelt as Protego knows them; every other line with a colon is nobody's.
_STRANGE_LINE = re.compile(
    r"^[ \t]*(?!user|allow|di[as]|crawl|request|visit)[^\s:#][^:\n#]*:[^\n]*", re.IGNORECASE | re.MULTILINE
)
_TOKEN = re.compile(r"[A-Za-z_-]*")
_CLIENT_ERRORS = range(400, 500)
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host. ``why`` says in words where everything is refused."""

    rules: Any | None
    refuses_all: bool = False
    why: str | None = None

    def allows(self, url: str) -> bool:
        """Whether this program may fetch an address (robots.txt itself always)."""
        if url.partition("://")[2].partition("/")[2] == ROBOTS_PATH[1:]:
            return True
        if self.refuses_all:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds that the host asks for between two requests (``Crawl-delay``, ``Request-rate``); 0 where it does not ask."""
        if self.rules is None:
            return 0.0
        delay = float(self.rules.crawl_delay(AGENT) or 0.0)
        rate = self.rules.request_rate(AGENT)
        return max(delay, rate.seconds / rate.requests) if rate and rate.requests else delay

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps that it names."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


def robots_of(status: int | None, body: bytes = b"") -> Robots:
    """Return the rules that an answer for ``/robots.txt`` means; ``status`` None: nobody answered."""
    if status is not None and status in _CLIENT_ERRORS and status != _TOO_MANY:
        return Robots(None)
    if status != 200:  # noqa: PLR2004
        words = "did not answer" if status is None else f"answered with status {status}"
        return Robots(None, refuses_all=True, why=f"robots.txt {words}: nothing may be fetched until it does")
    text = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if len(body) > MAX_BYTES:
        text = text.rpartition("\n")[0]
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        return Robots(None)  # an error page that came with status 200 holds no rule
    text = _AGENT_LINE.sub(_own_token, text.replace("\r\n", "\n").replace("\r", "\n"))
    # Sitemaps and unknown lines belong to no group and end none (RFC 9309, 2.2.4); Protego drops rules that follow them.
    sitemaps = "\n".join(_SITEMAP_LINE.findall(text))
    return Robots(Protego.parse(f"{_STRANGE_LINE.sub('', text)}\n{sitemaps}\n"))


def _own_token(line: re.Match[str]) -> str:
    """Reduce a group's agent to its product token (RFC 9309, 2.2.1); Protego takes ``news`` for us and not ``Newsmine/2``."""
    name = line[2].strip()
    token = _TOKEN.match(name)
    if re.match(r"\*(?:\s|$)", name):
        return f"{line[1]}*"
    return f"{line[1]}{AGENT}" if token and token[0].lower() == AGENT else f"{line[1]}other-{name}"
