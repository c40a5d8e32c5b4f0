"""Bytes to text: by byte-order mark, by content, by what header and meta say, in that order of trust.

What the encodings of Vietnamese are is known by :mod:`newsmine.language`; here is only where a page says which one it is in.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from newsmine.language import decode, language_of

__all__ = ["decode_page", "decode_text", "looks_binary"]

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s{0,20}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MAGIC = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"SQLite format",
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_TAG = re.compile(r"<(?:script|style)\b.{0,50000}?</(?:script|style)>|<[^>]{0,2000}>", re.DOTALL | re.IGNORECASE)
_LOOK = 65_536
_HEAD = 8192
# Labels that software writes without looking, so that they say nothing about the bytes.
_VAGUE = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii", "utf-8", "utf8"}


def looks_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: a known file signature, or NUL and control bytes (UTF-16 with or without mark is text)."""
    if data.startswith(_WIDE):
        return False
    head = data[:_LOOK]
    if head.startswith(_MAGIC):
        return True
    if b"\0" in head:
        nulls = head.count(0)
        return not 0.3 * len(head) < nulls < 0.55 * len(head)  # UTF-16 of mostly ASCII
    # VNI and Windows-1258 use few control bytes, TCVN3 some: a tenth of them is no text in any encoding.
    return len(head) - len(head.translate(None, _CONTROL)) > len(head) // 10


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and notes on how it was read; nothing is trimmed but a byte-order mark.

    Raises :class:`newsmine.errors.InputError` where the bytes are no text.
    """
    found = decode(data)
    return found.text, found.notes


def decode_page(data: bytes, content_type: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page or feed and notes: content that is plainly UTF-8 wins over what header and meta claim.

    Raises :class:`newsmine.errors.InputError` where the bytes are no text.
    """
    try:
        # The common case; whether sound UTF-8 holds letters of an old encoding is asked of the article, not of its markup.
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    labels: list[str] = []
    if content_type and (match := _HEADER.search(content_type)):
        labels.append(match.group(1).lower())
    found = [raw.group(1) for pattern in (_XML, _META) if (raw := pattern.search(data[:_HEAD]))]
    labels += [label.decode("ascii", "replace").lower() for label in found]
    declared = next((label for label in labels if label not in _VAGUE), labels[0] if labels else None)
    if declared in {"windows-1258", "cp1258"} and (text := _windows_1258(data)) is not None:
        return text, (f"read as {declared}",)
    read = decode(data, declared)
    return read.text, read.notes


def _windows_1258(data: bytes) -> str | None:
    """Read bytes that say they are Windows-1258, if what comes out is Vietnamese (many that say so are TCVN3 or VNI)."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    return text if language_of(_TAG.sub(" ", text[:_LOOK])) == "vi" else None
