"""One request: a polite GET with limits on time, size and decompression, and a plain word for every way it can fail."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from newsmine import __version__
from newsmine.collect.compression import ACCEPT, TooLarge, decompress
from newsmine.collect.dates import now
from newsmine.collect.guard import Guard, RefusedAddress, abort_current, current_request, guarded_adapter
from newsmine.collect.identity import clean_url
from newsmine.errors import NewsmineError

__all__ = ["AGENT", "FetchError", "Fetched", "Fetcher", "Limits", "user_agent"]

AGENT = "newsmine"
"""Product token: what robots.txt names this program by."""

_STEP = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {400, 401, 402, 403, 404, 405, 406, 410, 414, 451}
_BUSY = {429, 503}


def user_agent(contact: str | None = None) -> str:
    """Return the honest User-Agent: program, version, what it is, and whom to write to."""
    where = f"; {contact}" if contact else ""
    return f"{AGENT}/{__version__} (research crawler, obeys robots.txt{where})"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one request: bytes of the page, seconds to connect, between two bytes, and for the whole answer."""

    max_bytes: int = 10_000_000
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: ``raw`` is the body as transferred, ``body`` the same decompressed."""

    url: str
    status: int
    headers: Mapping[str, str]
    raw: bytes
    body: bytes
    reason: str
    fetched_at: str

    @property
    def content_type(self) -> str | None:
        """The header that names type and charset."""
        return self.headers.get("Content-Type")

    @property
    def location(self) -> str | None:
        """Where the answer sends on to, in clean form; None where it does not, or nowhere one can go."""
        if self.status not in _REDIRECTS or not (target := self.headers.get("Location")):
            return None
        try:
            # Headers arrive as Latin-1; addresses with Vietnamese letters in them are UTF-8.
            return clean_url(urljoin(self.url, _utf8(target)))
        except ValueError:
            return None


class FetchError(NewsmineError):
    """A request failed. ``kind`` is the reason in a word or two, ``transient`` whether another try may help."""

    def __init__(self, kind: str, message: str, *, transient: bool, retry_after: float | None = None) -> None:
        """Keep what happened; ``retry_after`` is what the server asked for, in seconds."""
        super().__init__(message)
        self.kind = kind
        self.transient = transient
        self.retry_after = retry_after


def _utf8(text: str) -> str:
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return text


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = (headers.get("Retry-After") or "").strip()
    if value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


class Fetcher:
    """Sends requests; one for all threads. It follows no redirect and retries nothing: that is the crawl's to decide."""

    def __init__(
        self, guard: Guard, *, contact: str | None = None, limits: Limits | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        """Make the session. Proxies and credentials of the environment are not used: a proxy would hide where requests go."""
        self.limits = limits or Limits()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.headers.update(
            {
                "User-Agent": user_agent(contact),
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                "Accept-Encoding": ACCEPT,
                "Accept-Language": "vi,en;q=0.3",
                **(headers or {}),
            }
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, guarded_adapter(guard))

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Get an address. Raises :class:`FetchError` for everything but a whole answer of status 200, 304 or a redirect."""
        headers = {}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        state = current_request()
        timer = threading.Timer(self.limits.total_seconds, _expire, (state,))
        timer.daemon = True
        timer.start()
        try:
            answer = self._get(url, headers)
        except RefusedAddress as error:
            raise FetchError("refused address", str(error), transient=False) from None
        except (requests.RequestException, HTTPError, OSError, UnicodeError, ValueError) as error:
            if state.get("expired"):
                raise self._too_slow(url) from None
            raise _named(url, error) from None
        finally:
            timer.cancel()
        if state.get("expired"):  # a connection that was cut off may look like a whole answer
            raise self._too_slow(url)
        return answer

    def _too_slow(self, url: str) -> FetchError:
        return FetchError("too slow", f"{url}: took longer than {self.limits.total_seconds:g} s", transient=True)

    def _get(self, url: str, headers: dict[str, str]) -> Fetched:
        limits = self.limits
        response = self._session.get(
            url, headers=headers, stream=True, allow_redirects=False, timeout=(limits.connect_seconds, limits.read_seconds)
        )
        with response:
            self._refuse_status(url, response)
            declared = response.headers.get("Content-Length", "")
            if declared.isdigit() and int(declared) > limits.max_bytes:
                raise FetchError("too large", f"{url}: {int(declared) / 1e6:.1f} MB announced", transient=False)
            raw = bytearray()
            while part := response.raw.read(_STEP, decode_content=False):
                raw += part
                if len(raw) > limits.max_bytes:
                    raise FetchError("too large", f"{url}: more than {limits.max_bytes / 1e6:g} MB", transient=False)
            data = bytes(raw)
            body = _plain(url, data, response.headers.get("Content-Encoding", ""), limits.max_bytes)
            return Fetched(url, response.status_code, dict(response.headers), data, body, response.reason or "OK", now())

    @staticmethod
    def _refuse_status(url: str, response: Any) -> None:
        status = response.status_code
        if status in {200, 203, 304} or status in _REDIRECTS:
            return
        message = f"{url}: status {status} {response.reason or ''}".strip()
        retry = _retry_after(response.headers) if status in _BUSY or status >= 500 else None  # noqa: PLR2004
        transient = status not in _PERMANENT and (status in {408, 425, 429} or status >= 500)  # noqa: PLR2004
        raise FetchError(f"status {status}", message, transient=transient, retry_after=retry)


def _expire(state: dict[str, Any]) -> None:
    state["expired"] = True
    abort_current(state)


def _plain(url: str, data: bytes, encoding: str, limit: int) -> bytes:
    try:
        return decompress(data, encoding, limit)
    except TooLarge:
        raise FetchError("too large", f"{url}: more than {limit / 1e6:g} MB when decompressed", transient=False) from None
    except EOFError:
        raise FetchError("cut body", f"{url}: the compressed body is cut off", transient=True) from None
    except (zlib.error, ValueError) as error:
        raise FetchError("bad compression", f"{url}: {error}", transient=False) from None


def _causes(error: BaseException) -> Iterable[BaseException]:
    seen: set[int] = set()
    queue: list[Any] = [error]
    while queue:
        here = queue.pop()
        if isinstance(here, BaseException) and id(here) not in seen:
            seen.add(id(here))
            yield here
            queue += [here.__cause__, here.__context__, getattr(here, "reason", None), *here.args]


# For the names of exceptions, of whatever library, that may stand in a failure's chain: reason, words, whether it may pass.
_REASONS: tuple[tuple[frozenset[str], str, str, bool], ...] = (
    (frozenset({"NameResolutionError", "gaierror"}), "name not found", "no address for this name", True),
    (frozenset({"SSLError", "SSLCertVerificationError", "CertificateError"}), "certificate", "not a valid certificate", False),
    (
        frozenset({"ConnectTimeout", "ReadTimeout", "ReadTimeoutError", "ConnectTimeoutError", "TimeoutError", "timeout"}),
        "timeout", "no answer in time", True,
    ),
    (
        frozenset({"IncompleteRead", "ChunkedEncodingError", "InvalidChunkLength", "RemoteDisconnected", "ConnectionResetError"}),
        "cut body", "the connection broke off", True,
    ),
    (
        frozenset({"InvalidURL", "LocationParseError", "InvalidSchema", "MissingSchema", "UnicodeError"}),
        "bad address", "not an address", False,
    ),
    (
        frozenset({"BadStatusLine", "LineTooLong", "InvalidHeader", "HeaderParsingError", "ValueError"}),
        "bad answer", "the answer is not HTTP", True,
    ),
)  # fmt: skip


def _named(url: str, error: BaseException) -> FetchError:
    """Give a failure its plain word."""
    chain = list(_causes(error))
    refused = next((one for one in chain if isinstance(one, RefusedAddress)), None)
    if refused is not None:
        return FetchError("refused address", str(refused), transient=False)
    names = {type(one).__name__ for one in chain}
    for known, kind, words, transient in _REASONS:
        if names & known:
            return FetchError(kind, f"{url}: {words}", transient=transient)
    return FetchError("connection failed", f"{url}: nobody answers ({type(error).__name__})", transient=True)
