"""What makes two pages the same page, and an article the same article: addresses in one form, ids that never change."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from newsmine.records import stable_id

__all__ = ["absolute", "article_id", "clean_url", "host_of", "url_key"]

# Query fields that name a visit, not a page: sessions, campaign tags, click ids.
_VISIT = re.compile(
    r"(?:utm_\w+|fbclid|gclid|zarsrc|_gl|mc_[ce]id|ref|ref_src|phpsessid|jsessionid|aspsessionid\w*|session_?id)(?:=.*)?"
    r"|sid=[0-9a-z]{16,}",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*|\(S\([0-9a-z]{8,64}\)\)/?", re.IGNORECASE)
_DEFAULT_PORT = {"http": 80, "https": 443}
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_QUERY = _SAFE_PATH + "?"


def absolute(base: str, link: str) -> str | None:
    """Return ``link`` seen from the page ``base`` in clean form, or None if it is not an http(s) address."""
    try:
        return clean_url(urljoin(base, link.strip()))
    except ValueError:
        return None


def clean_url(url: str) -> str:
    """Return an http(s) address in one form: lower-case host, no fragment, no default port, no session or campaign fields.

    Raises :class:`ValueError` for anything that is not an http(s) address with a host.
    """
    parts = urlsplit(url.strip())
    host = parts.hostname
    if parts.scheme.lower() not in _DEFAULT_PORT or not host:
        message = f"not an http(s) address: {url!r}"
        raise ValueError(message)
    scheme = parts.scheme.lower()
    host = host.rstrip(".").lower()
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        message = f"not a host name: {host!r}"
        raise ValueError(message) from error
    if ":" in host:
        host = f"[{host}]"
    if parts.port is not None and parts.port != _DEFAULT_PORT[scheme]:
        host = f"{host}:{parts.port}"
    path = _SESSION_IN_PATH.sub("", parts.path) or "/"
    query = "&".join(field for field in parts.query.split("&") if field and not _VISIT.fullmatch(field))
    return urlunsplit((scheme, host, quote(path, safe=_SAFE_PATH), quote(query, safe=_SAFE_QUERY), ""))


def host_of(url: str) -> str:
    """Return the host of an address with its port if it has one (``127.0.0.1:8000``), in lower case; empty if there is none."""
    try:
        return urlsplit(clean_url(url)).netloc
    except ValueError:
        return ""


def url_key(url: str) -> str:
    """Return what two addresses of one page share: no scheme, no ``www.``, ``m.`` or ``amp.``, no closing slash."""
    parts = urlsplit(clean_url(url))
    host = re.sub(r"^(?:www|m|amp)\.(?=[^.]+\.)", "", parts.netloc)
    path = parts.path.rstrip("/")
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"


def article_id(*, given: object = None, urls: tuple[str | None, ...] = (), name: str = "", text: str = "") -> str:
    """Return the id of an article.

    The id given with it, unchanged; else a hash of the first usable address (canonical before fetched); else a hash of
    file name and text. So one article has one id on every machine, in every run and whether fetched or read from a saved page.
    """
    if given is not None and str(given).strip():
        return str(given).strip()
    for url in urls:
        if url:
            try:
                return stable_id("url", url_key(url))
            except ValueError:
                continue
    return stable_id(name, text)
