"""Vietnamese text as older sites wrote it: bytes of TCVN3 (ABC), VNI, VISCII and Windows-1258."""

from __future__ import annotations

import unicodedata

from newsmine.language.legacy import _by_letter, _vni_table

TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_table(text: str, name: str) -> bytes:
    codes = {letter: code for code, letter in _by_letter(name).items() if code < 0x100}
    return bytes(codes.get(char, ord(char)) for char in text)


def to_vni(text: str) -> bytes:
    codes = {letter: code for code, letter in _vni_table()[1].items() if code.isupper() or code.islower()}
    return "".join(codes.get(char, char) for char in text).encode("latin-1")


def to_1258(text: str) -> bytes:
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = "".join(part for part in parts if part not in TONES)
        out += (unicodedata.normalize("NFC", base) + "".join(part for part in parts if part in TONES)).encode("cp1258")
    return out


ENCODERS = {
    "tcvn3": lambda text: to_table(text, "tcvn3"),
    "viscii": lambda text: to_table(text, "viscii"),
    "vni": to_vni,
    "windows-1258": to_1258,
}
