"""Text of older sites: TCVN3 (ABC), VNI, VISCII and Windows-1258, as bytes or as the wrong letters they were read as.

Nothing is converted on suspicion: a conversion must turn words that are no Vietnamese syllables into words that are. What was
done is said in a note. Text that is Unicode already is given back as it is; decomposed letters (NFD) are only noted, since the
reading view (:mod:`newsmine.normal`) composes them and keeps the offsets of the text as given.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.errors import InputError
from newsmine.language.syllables import is_syllable

__all__ = ["Decoded", "decode", "notes_on", "refuse_surrogates", "repair"]


class Decoded(NamedTuple):
    """A text, the encoding that it was read from, and what is to be said about that (nothing, for sound UTF-8)."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


# A run of letters, or of what letters become when they are read in a wrong encoding.
_RUN = re.compile(r"[A-Za-z\x80-\x9f\xa1-\u02ff\u0300-\u036f\u1e00-\u1eff\u2010-\u203a\u20ac\u2122]+")
# Letters of Vietnamese that no wrong reading of the older encodings gives: a line with them, and in order, is Unicode already.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_AROUND = "“”‘’\"'–—…•·«»‹›"
_VOWELS = frozenset("aeiouy")
_DOUBTFUL = 0.4  # share of a line's marked words that are no syllables, from which it is looked into
_CONVINCING = 0.15  # share that a conversion may leave
_FEWEST = 3  # marked words without which nothing is decided
_DECOMPOSED = "letters are decomposed (NFD): read as composed, offsets count the text as it is"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)


@lru_cache(maxsize=1 << 15)
def _evidence(run: str) -> int:
    """Tell whether a marked word is a Vietnamese syllable (1) or not (-1); 0 for what says nothing.

    That is plain ASCII, acronyms (HĐND) and single letters, which come out of anything.
    """
    word = run.strip(_AROUND)
    if word.isascii() or len(word) == 1:
        return 0
    if is_syllable(word):
        return 1
    acronym = word.isupper() and not any(unicodedata.normalize("NFD", char)[0] in _VOWELS for char in word.lower())
    return 0 if acronym else -1


def _tally(text: str) -> tuple[int, int]:
    """Count the marked words of a text that are Vietnamese syllables, and those that are not."""
    found = list(map(_evidence, _RUN.findall(text)))
    return found.count(1), found.count(-1)


def _latin(data: bytes) -> str:
    """Read bytes as Windows-1252; the five that it leaves open as controls, as browsers do."""
    return data.decode("cp1252", "replace") if not _OPEN.search(data) else "".join(map(_latin_char, data))


_OPEN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@cache
def _latin_char(code: int) -> str:
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


@cache
def _latin_bytes() -> dict[str, bytes]:
    return {_latin_char(code): bytes([code]) for code in range(0x80, 0x100)} | {chr(code): bytes([code]) for code in range(0x100)}


@cache
def _by_letter(name: str) -> dict[int, str]:
    """Return a table for ``str.translate`` from the Latin reading of a one-byte encoding to Vietnamese letters."""
    table: dict[int, str] = {}
    for letters, codes in data_toml("newsmine.language", "legacy.toml")[name]["rows"]:
        for letter, code in zip(letters, bytes.fromhex(codes), strict=True):
            table[code] = letter
            table[ord(_latin_char(code))] = letter
    return table


@cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    for letters, codes in data_toml("newsmine.language", "legacy.toml")["vni"]["pairs"]:
        for letter, code in zip(letters, codes.split(), strict=True):
            for shape in product(*((char, char.upper()) for char in code)):
                table["".join(shape)] = letter.upper() if shape[0].isupper() else letter
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))), table


def _from_vni(text: str) -> str:
    pattern, table = _vni_table()
    return pattern.sub(lambda match: table[match.group()], text)


def _from_1258(text: str) -> str:
    """Read as Windows-1258 what was read as Windows-1252; characters of neither stay."""
    table = {ord(_latin_char(code)): bytes([code]).decode("cp1258", "replace") for code in range(0xC0, 0x100)}
    return unicodedata.normalize("NFC", text.translate(table))


def _from_utf8(text: str) -> str:
    """Read as UTF-8 what was read as Windows-1252 (``Viá»‡t Nam``); characters that make no sequence stay."""
    known = _latin_bytes()
    out: list[str] = []
    index = 0
    while index < len(text):
        lead = known.get(text[index], b"")
        size = {0xC: 2, 0xD: 2, 0xE: 3, 0xF: 4}.get(lead[0] >> 4, 0) if lead else 0
        data = b"".join(known.get(char, b"") for char in text[index : index + size])
        try:
            if len(data) != size or not size:
                raise UnicodeDecodeError("utf-8", data, 0, 1, "no sequence")  # noqa: TRY301 - one way out
            out.append(data.decode("utf-8"))
            index += size
        except UnicodeDecodeError:
            out.append(text[index])
            index += 1
    return "".join(out)


_READERS: dict[str, Callable[[str], str]] = {
    "utf-8": _from_utf8,
    "tcvn3": lambda text: text.translate(_by_letter("tcvn3")),
    "vni": _from_vni,
    "viscii": lambda text: text.translate(_by_letter("viscii")),
    "windows-1258": _from_1258,
}
_NAMES = {
    "utf-8": "UTF-8 read as Windows-1252",
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "viscii": "VISCII",
    "windows-1258": "Windows-1258",
}


def _best(text: str) -> tuple[str, str] | None:
    """Return the encoding, and the text read in it, that makes it Vietnamese; None where none convinces."""
    best: tuple[float, str, str] | None = None
    for name, reader in _READERS.items():
        read = reader(text)
        good, bad = _tally(read)
        share = bad / (good + bad) if good + bad else 1.0
        if good >= _FEWEST and share <= _CONVINCING and (best is None or share < best[0]):
            best = (share, name, read)
    return best[1:] if best else None


def _in_doubt(good: int, bad: int) -> bool:
    return bad >= _FEWEST and bad >= _DOUBTFUL * (good + bad)


def _doubtful(text: str) -> bool:
    return _in_doubt(*_tally(text))


def repair(text: str) -> Decoded:
    """Return a text with the lines converted that were read in a wrong encoding, and a note for each encoding found.

    >>> repair("UÛy ban nhaân daân tænh ñaõ hoïp")
    Decoded(text='Ủy ban nhân dân tỉnh đã họp', encoding='vni', notes=('converted from VNI to Unicode',))
    """
    notes: list[str] = []
    encoding = "unicode"
    lines = text.splitlines(keepends=True)
    sound = {line for line in lines if _UNICODE_ONLY.search(line) and not _doubtful(line)}
    all_in_doubt = _doubtful(text) and not sound  # then lines too short to say anything go with the others
    doubtful = lines if all_in_doubt else [line for line in lines if _doubtful(line)]
    found = _best("".join(doubtful)) if doubtful else None
    if found is not None:
        encoding = found[0]
        reader = _READERS[encoding]
        changed = 0
        for index, line in enumerate(lines):
            read = line if line in sound else reader(line)
            before, after = _tally(line)[1], _tally(read)[1]
            if read != line and (after < before or (all_in_doubt and after == before)):
                lines[index] = read
                changed += 1
        text = "".join(lines)
        extent = "" if changed * 2 > len(lines) else f"{changed} of {len(lines)} lines "
        notes.append(f"{extent}converted from {_NAMES[encoding]} to Unicode")
    if not unicodedata.is_normalized("NFC", text):
        notes.append(_DECOMPOSED)
    return Decoded(text, encoding, tuple(notes))


def notes_on(text: str) -> tuple[str, ...]:
    """Return what is to be said of a text that must stay as it is, since its offsets are counted by whoever holds it.

    >>> notes_on("UÛy ban nhaân daân tænh ñaõ hoïp")
    ('the letters look like VNI; newsmine.language.repair converts them',)
    """
    tallies = [(line, *_tally(line)) for line in text.splitlines()]
    whole = _in_doubt(sum(good for _, good, _ in tallies), sum(bad for _, _, bad in tallies))
    doubtful = text if whole else "\n".join(line for line, good, bad in tallies if _in_doubt(good, bad))
    found = _best(doubtful) if doubtful else None
    notes = [f"the letters look like {_NAMES[found[0]]}; newsmine.language.repair converts them"] if found else []
    if not unicodedata.is_normalized("NFC", text):
        notes.append(_DECOMPOSED)
    return tuple(notes)


def refuse_surrogates(text: str) -> None:
    """Raise :class:`newsmine.errors.InputError` where a text holds lone surrogates, which no file and no store can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"half a character (surrogate U+{ord(text[error.start]):04X}) at offset {error.start}, which no encoding can write: "
            "decode the file again (newsmine.language.decode)"
        ) from None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of a file or a page, whatever its encoding, with notes on what was converted or is in doubt.

    ``declared`` is what the page or the server says; it is believed only where the bytes bear it out. Raises
    :class:`newsmine.errors.InputError` where the bytes are no text.
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(codec, "replace"), name, _noted(data.decode(codec, "replace"), f"not {name} throughout"))
    if b"\0" in data:
        return _with_nul(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)
    found = repair(text)
    return found._replace(encoding="utf-8") if found.encoding == "unicode" else found


def _noted(text: str, what: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"{what}: {count} places replaced by \N{REPLACEMENT CHARACTER}",) if count else ()


def _with_nul(data: bytes) -> Decoded:
    """Read UTF-16 without a byte order mark (every other byte of its ASCII is NUL); anything else with NUL is no text."""
    sample = data[:4096]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 3 >= len(zeros):
            return Decoded(data.decode(name, "replace"), name, ("UTF-16 without a byte order mark",))
    raise InputError("not a text: it holds NUL bytes")


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 20 <= sum(not char.isascii() for char in text):  # UTF-8 with a few bytes lost
        return Decoded(text, "utf-8", _noted(text, "not UTF-8 throughout"))
    latin = _latin(data)
    found = _best(latin)
    if found is not None and found[0] != "utf-8":
        encoding, text = found
        note = f"converted from {_NAMES[encoding]} to Unicode"
        if declared and declared.casefold().replace("_", "-") not in (encoding, encoding.replace("windows-", "cp")):
            note += f" (declared as {declared})"
        return Decoded(text, encoding, (note,))
    try:
        codec = codecs.lookup(declared or "cp1252").name
    except LookupError:
        codec = "cp1252"
    text = data.decode(codec, "replace") if codec not in ("utf-8", "cp1252", "iso8859-1", "ascii") else latin
    name = "windows-1252" if text is latin else codec
    return Decoded(text, name, (f"encoding not certain: read as {name}",))
