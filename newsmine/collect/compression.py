"""Decompression with a ceiling: a small body that swells to gigabytes stops at the limit, whatever it claims."""

from __future__ import annotations

import zlib

__all__ = ["ACCEPT", "TooLarge", "decompress"]

ACCEPT = "gzip, deflate"
_STEP = 65_536


class TooLarge(ValueError):  # noqa: N818
    """The body is larger than allowed."""


def _swell(data: bytes, machine: zlib._Decompress, limit: int) -> bytes:
    out = bytearray()
    while data and not machine.eof:
        out += machine.decompress(data, min(_STEP, limit + 1 - len(out)))
        if len(out) > limit:
            raise TooLarge("swells beyond the limit when decompressed")
        data = machine.unconsumed_tail
    out += machine.flush(1) if not machine.eof else b""
    if not machine.eof:
        raise EOFError("the compressed body is cut off")
    return bytes(out)


def _gzip(data: bytes, limit: int) -> bytes:
    out = bytearray()
    while data:
        machine = zlib.decompressobj(wbits=31)
        out += _swell(data, machine, limit - len(out))
        data = machine.unused_data.lstrip(b"\0")
        if data and not data.startswith(b"\x1f\x8b"):
            break
    return bytes(out)


def decompress(data: bytes, encoding: str, limit: int) -> bytes:
    """Return a body without its content encodings (``gzip``, ``deflate``, or both, last applied first removed).

    Raises :class:`TooLarge` beyond ``limit`` bytes, :class:`EOFError` for a cut body, :class:`zlib.error` for a damaged one and
    :class:`ValueError` for an encoding that was not asked for.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in {"gzip", "x-gzip"}:
            # Some servers say gzip and send plain text.
            data = _gzip(data, limit) if data.startswith(b"\x1f\x8b") else data
        elif name == "deflate":
            zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0  # noqa: PLR2004
            data = _swell(data, zlib.decompressobj(wbits=15 if zlib_header else -15), limit)
        elif name not in {"", "identity"}:
            message = f"content encoding not understood: {name}"
            raise ValueError(message)
    if len(data) > limit:
        raise TooLarge("larger than the limit")
    return data
