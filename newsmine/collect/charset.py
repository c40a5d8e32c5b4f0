"""Bytes to text: by byte-order mark, by content, by what header and meta say, in that order of trust."""

from __future__ import annotations

import codecs
import re
import unicodedata

from newsmine.errors import InputError

__all__ = ["decode_page", "decode_text", "looks_binary"]

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s{0,20}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"SQLite format",
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_LOOK = 65_536
_FEW = 0.005  # share of broken bytes up to which UTF-8 is taken for damaged UTF-8 and not for another encoding
_VAGUE = {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii", "iso8859-1"}


def looks_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: a known file signature, or NUL and control bytes (UTF-16 with its mark is text)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    head = data[:_LOOK]
    return head.startswith(_MAGIC) or b"\0" in head or len(head) - len(head.translate(None, _CONTROL)) > len(head) // 100


def _named(data: bytes, label: str) -> str | None:
    try:
        return data.decode(label)
    except (LookupError, UnicodeDecodeError):
        return None


def _legacy(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Ask the language room about legacy Vietnamese encodings; None where it cannot tell."""
    try:
        from newsmine.language.decode import decode
    except ImportError:  # pragma: no cover
        return None
    try:
        return decode(data)
    except (InputError, ValueError):
        return None


def _by_content(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    for mark, label in _MARKS:
        if data.startswith(mark):
            text = _named(data, label)
            return (text, ()) if text is not None else None
    text = _named(data, "utf-8")
    return (text, ()) if text is not None else None


def _damaged(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= max(1, len(text) * _FEW) and len(text) > broken * 4:
        return text, (f"{broken} broken characters in UTF-8 replaced by U+FFFD",)
    return None


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and notes on how it was read; nothing is trimmed.

    UTF-8 first, then the legacy encodings that :mod:`newsmine.language` knows, then UTF-8 with few broken bytes.
    Raises :class:`InputError` where none of them fits.
    """
    found = _by_content(data) or _legacy(data) or _damaged(data)
    if found is None:
        raise InputError("encoding not recognised: save the file as UTF-8")
    return found


def decode_page(data: bytes, content_type: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page or feed and notes: content that is plainly UTF-8 wins over what header and meta claim.

    Raises :class:`InputError` where nothing fits.
    """
    found = _by_content(data)
    if found is not None:
        return found[0].removeprefix("\ufeff"), found[1]
    labels = []
    if content_type and (match := _HEADER.search(content_type)):
        labels.append(match.group(1).lower())
    head = data[:8192]
    for pattern in (_XML, _META):
        if raw := pattern.search(head):
            labels.append(raw.group(1).decode("ascii", "replace").lower())
    if all(label in _VAGUE or label.startswith("utf") for label in labels) and (found := _damaged(data) or _legacy(data)):
        return found
    for label in labels:
        if label not in _VAGUE and (text := _named(data, label)) is not None:
            # windows-1258 writes tone marks as characters of their own; nobody means them apart from their vowels.
            return unicodedata.normalize("NFC", text), (f"read as {label}",)
    found = _legacy(data) or _damaged(data)
    if found is None:
        for label in (*labels, "cp1252"):
            if (text := _named(data, label)) is not None:
                return text, (f"encoding in doubt, read as {label}",)
        raise InputError("encoding not recognised")
    return found
