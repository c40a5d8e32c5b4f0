"""Where requests may go: public addresses only, unless the user allows a host by name.

A newspaper's page, feed, redirect or DNS answer must not make this program talk to the machine it runs on or to the network
around it (server-side request forgery). The check is made on the address that is connected to, after the name is resolved
and before a byte is sent, so a name that resolves to something else the second time gains nothing.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError

from newsmine.errors import NewsmineError

__all__ = ["Guard", "RefusedAddress", "guarded_adapter", "why_forbidden"]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_ISATAP = {0x00005EFE, 0x02005EFE}  # RFC 5214, 6.1: the interface part before an IPv4 address inside an IPv6 one
# Public by registry, yet answered inside: relays of 6to4 (RFC 7526), and the host under a virtual machine of one large cloud.
_INSIDE = (ipaddress.ip_network("192.88.99.0/24"), ipaddress.ip_network("168.63.129.16/32"))
_CURRENT = threading.local()


class RefusedAddress(NewsmineError):  # noqa: N818
    """A request would have gone to an address that is not public."""


def why_forbidden(address: str) -> str | None:
    """Return why an IP address is not to be talked to (``loopback``, ``private`` …), or None if it is public."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return "not an IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and (ip in _NAT64 or int(ip) >> 32 & 0xFFFFFFFF in _ISATAP):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return why_forbidden(str(inner))
        if ip.is_site_local:
            return "site-local"
    for reason in ("loopback", "link_local", "multicast", "unspecified", "reserved", "private"):
        if getattr(ip, f"is_{reason}"):
            return reason.replace("_", "-")
    if any(ip.version == network.version and ip in network for network in _INSIDE):
        return "not public"
    return None if ip.is_global else "not public"


class Guard:
    """Decides for each connection. ``allow_hosts``: host names or addresses (with or without port) that the user allows.

    ``connect_to`` maps a host to the ``address:port`` that stands in for it (as ``curl --connect-to``); the address itself must
    be public or allowed.
    """

    def __init__(self, allow_hosts: Iterable[str] = (), connect_to: Mapping[str, str] | None = None) -> None:
        """Keep what the user allows."""
        self._allowed = frozenset(host.strip().lower().strip("[]") for host in allow_hosts)
        self._connect_to = {host.lower(): target for host, target in (connect_to or {}).items()}

    def target(self, host: str, port: int) -> tuple[str, int]:
        """Return where a connection for host and port really goes."""
        host = host.strip("[]").lower()
        stand_in = self._connect_to.get(f"{host}:{port}") or self._connect_to.get(host)
        if stand_in is None:
            return host, port
        name, _, number = stand_in.rpartition(":")
        return (name.strip("[]"), int(number)) if name and number.isdigit() else (stand_in, port)

    def allows(self, host: str, port: int) -> bool:
        """Whether the user allows this host by name."""
        return host in self._allowed or f"{host}:{port}" in self._allowed

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Open a connection. Raises :class:`RefusedAddress`, or :class:`OSError` where nobody answers."""
        host, port = self.target(host, port)
        allowed = self.allows(host, port)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not allowed:
            for *_, address in found:
                self._check(host, str(address[0]))
        error: OSError | None = None
        for family, kind, protocol, _, address in found:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(timeout)
                sock.connect(address)
                if not allowed:
                    self._check(host, str(sock.getpeername()[0]))
            except OSError as failed:
                sock.close()
                error = failed
            except RefusedAddress:
                sock.close()
                raise
            else:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return sock
        raise error or OSError(f"no address for {host}")

    @staticmethod
    def _check(host: str, address: str) -> None:
        if reason := why_forbidden(address):
            raise RefusedAddress(f"{host} is {address}, a {reason} address: refused (--allow-host {host} allows it)")


def abort_current(state: dict[str, Any]) -> None:
    """Cut the connection that a thread is using: what ends a request that has run out of time, wherever it hangs."""
    connection = state.get("connection")
    sock = getattr(connection, "sock", None)
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def current_request() -> dict[str, Any]:
    """Return the note of the calling thread's request; the connection writes itself into it."""
    state: dict[str, Any] = {}
    _CURRENT.state = state
    return state


def guarded_adapter(guard: Guard) -> HTTPAdapter:
    """Return a transport for :mod:`requests` whose every connection is opened by the guard."""

    class _Mixin:
        host: str
        port: int
        timeout: Any

        def _new_conn(self) -> socket.socket:
            timeout = self.timeout if isinstance(self.timeout, int | float) else None
            try:
                return guard.connect(self.host, self.port, timeout)
            except socket.gaierror as error:
                raise NameResolutionError(self.host, self, error) from error  # type: ignore[arg-type]

        def request(self, *args: Any, **kwargs: Any) -> None:
            state = getattr(_CURRENT, "state", None)
            if state is not None:
                state["connection"] = self
            super().request(*args, **kwargs)  # type: ignore[misc]

    class _Plain(_Mixin, HTTPConnection):
        pass

    class _Secure(_Mixin, HTTPSConnection):
        pass

    class _PlainPool(HTTPConnectionPool):
        ConnectionCls = _Plain

    class _SecurePool(HTTPSConnectionPool):
        ConnectionCls = _Secure

    class _Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    return _Adapter(pool_connections=64, pool_maxsize=4, max_retries=0)
