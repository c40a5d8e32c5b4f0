"""The lines that close an article (who signs it, where it was taken from, what is said to the reader) and what opens it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from newsmine._data import data_toml
from newsmine.collect.pages.dom import attr, element_text
from newsmine.collect.pages.marks import any_of
from newsmine.collect.pages.walk import Piece

__all__ = [
    "author_of",
    "close",
    "ends_article",
    "is_caption",
    "is_outlet",
    "is_right",
    "is_signature",
    "names_writer",
    "outlet_of",
    "split_dateline",
]

_LOOK_BACK = 5  # lines from the end in which signature, source and notes may stand
_LONGEST_SIGNATURE = 90
_LONGEST_SOURCE = 110
_LONGEST_CAPTION = 400
_LONGEST_FRAMED = 250
_LINKED = 0.5
_FRAMES = {"div", "td", "span", "a", "li", "center"}
_IMAGES = ("img", "picture", "video", "amp-img", "iframe")
_UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
_WORD = re.compile(rf"[{_UPPER}][\w.’'-]*")
_BETWEEN = re.compile(r"\s+[-–]\s+|\s*[,;&/+]\s*|\s+và\s+|(?<=\.)\s?[-–]\s?")
_MOST_NAMES, _MOST_WORDS = 5, 6
_STOP = re.compile(r"[.!?…:”\"')\]]$")


def _terms(key: str) -> str:
    return "|".join(data_toml("newsmine.collect", "pages.toml")["closing"][key])


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(
        rf"[(\[*]?\s*(?:{_terms('signature_cues')})\s*:\s*"
        r"(?P<after>[^:\n]{2,70}(?:[;,.–-]\s*(?:ảnh|video|clip|đồ họa)\s*:[^:\n]{2,40})?)",
        re.IGNORECASE,
    )


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(r"^(?:nhóm|tổ|ban|phòng)?\s?(?:pv|phóng viên|ctv|cộng tác viên)\b|^(?:nhóm|ban|tổ) ", re.IGNORECASE)


_BRACKETS = re.compile(r"\s*\((?P<note>[^()\n]{1,60})\)\s*\.?$")


def _names(text: str) -> bool:
    """Whether a line is one to five names: words that begin with a capital, or initials (PHƯƠNG DUNG; Hà Thu, P.Y; Q.H - T.L)."""
    parts = [part.strip() for part in _BETWEEN.split(text.strip(" ()[]*"))]
    return len(parts) <= _MOST_NAMES and all(
        0 < len(words := part.split()) <= _MOST_WORDS and all(_WORD.fullmatch(word) for word in words) for part in parts
    )


@cache
def _source() -> re.Pattern[str]:
    return re.compile(
        rf"[(\[]?\s*(?:{_terms('source_cues')})(?:\s*:\s*|\s+)(?P<outlet>[^\n]{{2,80}}?)\s*[)\]]?\s*\.?", re.IGNORECASE
    )


@cache
def _agencies() -> frozenset[str]:
    return frozenset(name.lower() for name in data_toml("newsmine.collect", "pages.toml")["closing"]["agencies"])


@cache
def _note_words() -> frozenset[str]:
    return frozenset(data_toml("newsmine.collect", "pages.toml")["closing"]["name_notes"])


def is_caption(piece: Piece) -> bool:
    """Whether a line under a picture, or one that closes with a picture's credit, is a caption."""
    text = piece.text
    if len(text) > _LONGEST_CAPTION:
        return False
    if _credited().search(text) and not _signed_cue().match(text):
        return True
    if not piece.after_image or piece.all_strong:
        return False
    return piece.all_slanted or _is_centred(piece.element) or _shares_frame(piece)


def _placed(element: Any) -> str:
    return f"{attr(element, 'align')} {attr(element, 'style')} {attr(element, 'class')}".lower()


def _is_centred(element: Any) -> bool:
    return "center" in _placed(element)


def is_right(element: Any) -> bool:
    """Whether an element sets its text to the right, where this press signs."""
    return "right" in _placed(element)


def _shares_frame(piece: Piece) -> bool:
    """Whether a line is all the text of the frame (itself no paragraph) that holds the picture above it."""
    if len(piece.text) > _LONGEST_FRAMED:
        return False
    return any(
        frame is not None
        and frame.tag in _FRAMES
        and next(frame.iter(*_IMAGES), None) is not None
        and element_text(frame) == piece.text
        for frame in (piece.element, piece.element.getparent())
    )


def ends_article(piece: Piece) -> bool:
    """Whether a line reads like a signature, a source line or a note to the reader, and is no link to elsewhere."""
    text = piece.text
    if piece.link_share >= _LINKED:
        return False
    return is_signature(text) or _is_source(text) or any_of("closing", "notes").fullmatch(text) is not None


@cache
def _credited() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(–-])(?:{_terms('credits')})\s*[:/]\s*[^:\n]{{1,60}}$", re.IGNORECASE)


@cache
def _signed_cue() -> re.Pattern[str]:
    return re.compile(rf"[(\[*]?\s*(?:{_terms('signature_cues')})\s*:", re.IGNORECASE)


def is_signature(text: str) -> bool:
    """Whether a line reads like a closing signature: one to five names, with or without what they did (``Tin, ảnh: P.Y``)."""
    text = text.strip()
    if len(text) > _LONGEST_SIGNATURE:
        return False
    if cue := _signed().fullmatch(text):
        # "Bài, ảnh: Hà Thu", "Thực hiện: nhóm phóng viên" - but not "Bài: có nên làm tiếp?"
        after = cue["after"]
        return not re.search(r"[!?…\d]|\w{3,}\.$", after) and (_capitals(after) or _collective().search(after) is not None)
    text = _worked().sub("", text)
    brackets = _BRACKETS.search(text)
    name = text[: brackets.start()] if brackets and brackets.start() else text
    return _names(name) and (brackets is None or not brackets.start() or _knows_note(brackets["note"]))


@cache
def _worked() -> re.Pattern[str]:
    """Find what the name did, without brackets: ``CẨM HÒA thực hiện``, ``Hà Thu ghi``."""
    return re.compile(rf"\s+(?:{_terms('name_notes')})\s*$")


def _knows_note(note: str) -> bool:
    low = note.strip().lower()
    return low in _note_words() or low.startswith(("theo ", "tổng hợp", "t/h")) or low in _agencies()


def _is_source(text: str) -> bool:
    text = text.strip()
    if len(text) > _LONGEST_SOURCE:
        return False
    if text.strip("()[]. ").lower() in _agencies():
        return True
    match = _source().fullmatch(text)
    # "Theo kế hoạch, …" is a sentence; "Theo TTXVN", "Theo Báo Nhân Dân" is a source.
    if match is None:
        return False
    outlet = match["outlet"]
    return re.match(rf"[{_UPPER}a-z\d]", outlet) is not None and "," not in outlet and _capitals(outlet)


def _capitals(outlet: str) -> bool:
    words = outlet.split()
    if "." in outlet and " " not in outlet.strip():
        return True
    return sum(word[:1].isupper() or "/" in word for word in words) * 2 >= len(words) and len(words) <= 8  # noqa: PLR2004


def close(pieces: Sequence[Piece]) -> list[Piece]:
    """Name the lines that close an article (signature, source line, note, related): returns all lines, those named by kind."""
    out = list(pieces)
    body = [i for i, piece in enumerate(out) if piece.kind in {"", "paragraph", "box", "subhead"}]
    related = any_of("closing", "related")
    note = any_of("closing", "notes")
    for i in body:
        piece = out[i]
        if piece.kind != "box" and (related.fullmatch(piece.text) and piece.link_share > 0.3):  # noqa: PLR2004
            piece.kind = "related"
    body = [i for i in body if out[i].kind != "related"]
    for i in reversed(body[1:][-_LOOK_BACK:]):
        piece = out[i]
        if piece.kind == "box":
            break
        if note.fullmatch(piece.text):
            piece.kind = "note"
        elif _is_source(piece.text):
            piece.kind = "source_line"
        elif is_signature(piece.text) and not _heads_a_list(out, i):
            piece.kind = "signature"
        elif piece.link_share > 0.8 and len(piece.text) < 200:  # noqa: PLR2004
            piece.kind = "related"
        else:
            _split_tail(out, i)
            break
    return out


def _heads_a_list(pieces: list[Piece], index: int) -> bool:
    """Whether body text follows, so that a short capitalised line is a subhead and no signature."""
    return any(piece.kind in {"", "paragraph", "subhead", "box"} for piece in pieces[index + 1 :])


def _split_tail(pieces: list[Piece], index: int) -> None:
    """Cut a bold name from the end of the last paragraph: ``… của nhân dân. PHƯƠNG DUNG``."""
    piece = pieces[index]
    if not piece.tail or len(piece.tail) > _LONGEST_SIGNATURE or any(p.kind == "signature" for p in pieces):
        return
    head = piece.text[: -len(piece.tail)].rstrip()
    kind = "source_line" if _is_source(piece.tail) else "signature" if is_signature(piece.tail) else ""
    if kind and _STOP.search(head):
        piece.text = head
        closing = Piece(kind, piece.tail, piece.element, piece.tag)
        piece.tail = ""
        pieces.insert(index + 1, closing)


def author_of(signature: str) -> str | None:
    """Return the author that a signature names: of ``Tin, ảnh: PHƯƠNG DUNG`` the name, of ``Hà Thu (tổng hợp)`` ``Hà Thu``."""
    text = re.sub(r"(:[^:]*?)[;,.–-]\s*(?:ảnh|video|clip|đồ họa)\s*:.*$", r"\1", signature.strip(), flags=re.IGNORECASE)
    match = _signed().match(text)
    name = match["after"] if match else text
    name = _worked().sub("", name)
    name = _BRACKETS.sub("", name).strip(" ()[];,–-*") or name.strip(" ()[]")
    name = name if re.search(r"\w\.\w+\.$", name) else name.rstrip(".")
    # Several names stand apart in one way, whatever the paper puts between them: "Q.H - T.L", "Minh Đức và Thu Hà".
    return ("; ".join(part.strip() for part in _BETWEEN.split(name)) if _names(name) else name) or None


def names_writer(signature: str) -> bool:
    """Whether a signature names who wrote, not only who took the pictures or laid out the page (``Trình bày: Đức Anh``)."""
    return not re.match(rf"[(\[*]?\s*(?:{_terms('not_by_cues')})\s*:", signature.strip(), re.IGNORECASE)


def outlet_of(line: str) -> str | None:
    """Return the outlet that a source line names: ``Theo TTXVN`` → ``TTXVN``."""
    text = line.strip().strip("()[] ").rstrip(".")
    match = _source().fullmatch(text)
    return (match["outlet"] if match else text).strip(" ()") or None


def is_outlet(name: str) -> bool:
    """Whether what a page calls its author is the outlet itself and no person."""
    low = f"{name.lower()} "
    return (
        any(word in low for word in data_toml("newsmine.collect", "pages.toml")["head"]["outlet_words"])
        or low.strip() in _agencies()
    )


def split_dateline(text: str) -> tuple[str, str]:
    """Return (dateline, rest) of a lead: ``(Dân trí) - Giá …`` gives ``("(Dân trí) - ", "Giá …")``; empty where there is none."""
    match = _dateline().match(text)
    return (text[: match.end()], text[match.end() :]) if match and match.end() < len(text) else ("", text)


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile("|".join(data_toml("newsmine.collect", "pages.toml")["head"]["datelines"]))
