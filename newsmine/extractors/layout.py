"""How the text of an article lies: sentences that marks and abbreviations do not cut, captions, lines that are headings.

Sentences here serve reported speech: nothing inside quotation marks ends one, nor does the dot of ``TP.``, ``PGS.TS.`` or
of initials. In a text whose paragraphs were lost, captions and headings stand between sentences; a caption is told by its
credit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from newsmine._data import data_toml
from newsmine.extractors.lexical import UPPER, trie
from newsmine.extractors.marks import Marked
from newsmine.language.document import Document

__all__ = ["Layout", "Line", "Sentence", "lay_out"]

_BREAK = re.compile(rf"[.!?…]+[\"”’»)\]]*[ ]+(?=[\"“‘«(\[*+–-]*[ ]?[{UPPER}0-9])")
_GLUED = re.compile(rf"(?<=[a-zà-ỹ)\]”\"])[.](?=[{UPPER}][a-zà-ỹ])")  # "… điện tử.Tính đến": a lost space
_LAST_WORD = re.compile(r"[\w.&]+$")
_SHORT = rf"(?:TP|Tp|TX|Tx|TT|Tt|KP|PGS|GS|TS|ThS|Ths|BS|CN|KS|LS|KTS|TSKH|CK|St|Mr|Mrs|Ms|Dr|Đ/c|đ/c|Đc|NSƯT|NSND|[{UPPER}])"
_ABBREVIATION = re.compile(rf"(?:{_SHORT}(?:\.{_SHORT})*|v\.v)\Z")  # "PGS.TS.", "N.V.T."
_CREDIT = re.compile(
    r"(?:Ảnh|ảnh|Video|Clip|Đồ họa|Infographic|Photo)(?:\s+(?:minh họa|tư liệu))?\s*"
    r"(?::|\s(?:chụp|cắt|do|của|P\.V|PV|T\.L|NVCC)\b|\s[A-ZĐ]\.)"
)
# "Ảnh: Cơ quan chức năng cung cấp Sáng ngày 10-5, …": paragraphs run together, the text goes on after the credit
_AFTER_CREDIT = re.compile(
    r"(?:Ảnh|Video|Clip)\s?:(?:[^.!?:\n]|(?<=[A-ZĐ])\.(?=[A-ZĐ ])){2,60}?\s"
    r"(?P<text>(?:Sáng|Chiều|Tối|Trưa|Ngày|Theo|Liên quan|Trao đổi|Trước đó|Ông|Bà)\s)"
)
_BEFORE_CREDIT = frozenset(' \n([.…!?-–—"')
_FULL_STOP = re.compile(r"[.!?…;:][\"”’»)\]]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``[start, end)`` of line number ``line``; ``caption`` where it is the text of a picture."""

    start: int
    end: int
    line: int
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; ``stopped`` where it ends like a sentence, ``flat`` where it is several paragraphs run together."""

    start: int
    end: int
    stopped: bool
    flat: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines and sentences of a text, each in order."""

    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]


def lay_out(doc: Document, marks: list[Marked]) -> Layout:
    """Return the lines and sentences of a document, given its quotation marks. Linear in the length of the text."""
    text = doc.text
    flat_from = int(data_toml("newsmine.extractors", "reporter.toml")["flat"]["characters"])
    lines = tuple(
        Line(start, end, bool(_FULL_STOP.search(text, max(start, end - 6), end)), end - start > flat_from)
        for start, end in doc.paragraphs
    )
    inside = _Inside(marks)
    credits_ = [m.start() for m in _CREDIT.finditer(text) if m.start() == 0 or text[m.start() - 1] in _BEFORE_CREDIT]
    pictured = re.compile(trie(data_toml("newsmine.extractors", "reporter.toml")["captions"]["opens"]))
    sentences: list[Sentence] = []
    for number, line in enumerate(lines):
        cuts = [m.end() for m in _BREAK.finditer(text, line.start, line.end) if not _abbreviated(text, m)]
        cuts += [m.start("text") for m in _AFTER_CREDIT.finditer(text, line.start, line.end)]
        cuts += [m.end() for m in _GLUED.finditer(text, line.start, line.end)]
        cuts = [cut for cut in sorted(cuts) if not inside.holds(cut)]
        here = line.start
        pieces: list[tuple[int, int]] = []
        for cut in (*cuts, line.end):
            end = cut
            while end > here and text[end - 1] == " ":
                end -= 1
            if end > here:
                pieces.append((here, end))
            here = cut
        sentences.extend(
            Sentence(start, end, number, caption or bool(pictured.match(text, start, end)))
            for (start, end), caption in _captioned(credits_, pieces)
        )
    return Layout(lines, tuple(sentences))


def _abbreviated(text: str, match: re.Match[str]) -> bool:
    if text[match.start()] != "." or match.group().rstrip() != ".":
        return False
    word = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    return bool(word and _ABBREVIATION.match(word.group()))


def _captioned(credit_starts: list[int], pieces: list[tuple[int, int]]) -> list[tuple[tuple[int, int], bool]]:
    """Mark the pieces that are captions: the ones that carry a credit, and the one before a bare credit."""
    out: list[tuple[tuple[int, int], bool]] = []
    for start, end in pieces:
        index = bisect_left(credit_starts, start)
        credit = credit_starts[index] if index < len(credit_starts) and credit_starts[index] < end else None
        if credit is not None and credit - start <= 1 and out:
            out[-1] = (out[-1][0], True)
            out.append(((start, end), False))  # what follows a bare credit may be the next sentence: "Ảnh: P.V Theo ông …"
        else:
            out.append(((start, end), credit is not None))
    return out


class _Inside:
    """Tells whether a place stands inside marks; asked in order of the text, so the whole costs one pass."""

    def __init__(self, marks: list[Marked]) -> None:
        self._marks = marks
        self._at = 0

    def holds(self, place: int) -> bool:
        while self._at < len(self._marks) and self._marks[self._at].end <= place - 1:
            self._at += 1
        return self._at < len(self._marks) and self._marks[self._at].inner_start < place < self._marks[self._at].inner_end + 1
