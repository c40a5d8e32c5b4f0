"""A page of no known layout: trafilatura says which lines are the article's, our own marks say what each of them is."""

from __future__ import annotations

import copy
import re
from collections import Counter
from typing import Any

from newsmine.collect.dates import parse_time
from newsmine.collect.pages.closing import ends_article, is_caption, is_right, is_signature
from newsmine.collect.pages.dom import attr, element_text
from newsmine.collect.pages.lists import teasers
from newsmine.collect.pages.marks import any_of, generic_marks, named
from newsmine.collect.pages.walk import DROP, Piece, walk

__all__ = ["generic_pieces"]

_NOT_WORDS = re.compile(r"[\W_]+")
_LEADING_MARKS = re.compile(r"^[>»►☛•*\-–\s]+")
_SURE = 25  # letters from which a line found anywhere in the chosen text counts as chosen
_SWALLOWS = 0.35  # share of the chosen text that a marked element may hold before its mark is taken for a mistake
_HOME = 0.66  # share of the chosen text that the article's container holds
_GAP = 40  # shortest line that is added where it stands between chosen lines in the same container
_SHORT_GAP = 2  # and where it is marked up as they are
_COVERED = 0.7  # share of the chosen text that must be seen in the page's lines, else the chosen lines are taken as they are
_LEFT = 0.35  # and what must be left of it without marked elements
_OPENING = 60
_LINKS = 0.8
_MOST = 0.5
_MANY_LINKS = 0.5
_SOME_LINKS = 0.3
_OPENING_LINES = 6  # lines from the first chosen one among which the sapo may stand
_LEAD_DEPTH = 3  # how far above a line the element may stand whose name says that it is the sapo
_LONGEST_LEAD = 1200
_LEAST_TITLE = 12
_ENDS = (".", "!", "?", "…", "”", '"')
_CLOSING_LINES = 3
_AROUND = 3  # a signature may stand outside the container, in what holds it or in what holds that


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", text).lower()


def _chosen(root: Any) -> list[str]:
    """Lines that trafilatura takes for the article's."""
    import trafilatura

    found = trafilatura.bare_extraction(copy.deepcopy(root), include_comments=False, include_tables=True, with_metadata=False)
    text = getattr(found, "text", None) if found is not None else None
    return [line for line in (text or "").split("\n") if line.strip()]


def generic_pieces(root: Any, title: str | None, description: str | None) -> list[Piece]:
    """Return the lines of a page's article, typed as far as place and markup tell; empty where there is no article.

    ``title`` and ``description`` (from the page's head) help to find where the article begins and its sapo, which trafilatura
    often leaves out.
    """
    lines = _chosen(root)
    if not lines:
        return []
    exact = {_plain(line) for line in lines} - {""}
    whole = "".join(_plain(line) for line in lines)
    body = root.find(".//body")
    top = body if body is not None else root
    marks = generic_marks(top)
    if _unmark(top, marks, exact, whole) < _COVERED * len(whole):
        return [Piece("", line.lstrip("- ").strip(), root, "p") for line in lines]
    pieces, keys, taken = _read(top, marks, exact, whole)
    if sum(len(key) for key, hit in zip(keys, taken, strict=True) if hit) < _LEFT * len(whole):
        # Where names leave next to nothing, those of boxes without links mislead.
        marks = {element: kind for element, kind in marks.items() if kind != "related" or _is_linked(element)}
        pieces, keys, taken = _read(top, marks, exact, whole)
    others = {id(piece) for piece in teasers([piece for piece, hit in zip(pieces, taken, strict=True) if hit])}
    taken = [hit and id(piece) not in others for piece, hit in zip(pieces, taken, strict=True)]
    home = _home(pieces, taken)
    _stay_home(pieces, keys, taken, home, _plain(title or ""))
    _end_at_lists(pieces, taken)
    _fill(pieces, taken, home)
    if True not in taken:
        return []
    first, last = taken.index(True), len(taken) - 1 - taken[::-1].index(True)
    first = _find_sapo(pieces, keys, taken, first, _plain(description or ""), top)
    end = last + _after(pieces, last, home) + 1
    return _kept(pieces[first:end], taken[first:end])


def _read(top: Any, marks: dict[Any, str], exact: set[str], whole: str) -> tuple[list[Piece], list[str], list[bool]]:
    """Return the lines of a page with their marks, their letters, and whether trafilatura chose them."""
    pieces = [piece for piece in walk(top, marks) if not any_of("closing", "noise").fullmatch(piece.text)]
    leads_on = any_of("closing", "related")
    for piece in pieces:
        if not piece.kind and piece.link_share > _SOME_LINKS and leads_on.fullmatch(piece.text):
            piece.kind = "related"
    keys = [_plain(piece.text) for piece in pieces]
    chosen = (bool(key) and (key in exact or (len(key) >= _SURE and key in whole)) for key in keys)
    return pieces, keys, [hit and piece.kind != "related" for hit, piece in zip(chosen, pieces, strict=True)]


def _unmark(top: Any, marks: dict[Any, str], exact: set[str], whole: str) -> int:
    """Take back marks of elements that hold much of the chosen text: their names mislead; returns how much is seen in all."""
    most = _SWALLOWS * max(1, len(whole))
    held: Counter[Any] = Counter()
    for piece in walk(top, {}):
        key = _plain(piece.text)
        if key in exact or (len(key) >= _SURE and key in whole):
            for element in (piece.element, *piece.element.iterancestors()):
                held[element] += len(key)
    for element, kind in list(marks.items()):
        misleads = kind in {DROP, "related", "caption", "signature", "source_line"} and held[element] > most
        if misleads and element is not top and not (kind == "related" and _is_linked(element)):
            del marks[element]
    return held[top]


def _is_linked(element: Any) -> bool:
    """Whether links are a good part of an element's text, as in a box of other titles with their teasers."""
    return sum(len(element_text(link)) for link in element.iter("a")) > _SOME_LINKS * len(element_text(element))


# -- where the article stands -----------------------------------------------------------------------------------------------


def _home(pieces: list[Piece], taken: list[bool]) -> Any:
    """Return the container of the article: the deepest element that holds most of the chosen text."""
    held: Counter[Any] = Counter()
    depth: dict[Any, int] = {}
    total = 0
    for piece, hit in zip(pieces, taken, strict=True):
        if hit:
            total += len(piece.text)
            line = [piece.element, *piece.element.iterancestors()]
            for step, element in enumerate(line):
                held[element] += len(piece.text)
                depth[element] = len(line) - step
    return max((element for element, size in held.items() if size >= _HOME * total), key=lambda e: depth[e], default=None)


def _within(element: Any, home: Any) -> bool:
    return element is home or home in element.iterancestors()


def _beside(element: Any, home: Any) -> bool:
    """Whether a line stands in a sibling of the container that is named as it is (a page cut into stretches of one kind)."""
    name, parent = attr(home, "class"), home.getparent()
    if not name or parent is None:
        return False
    return any(one.getparent() is parent and attr(one, "class") == name for one in (element, *element.iterancestors()))


def _stay_home(pieces: list[Piece], keys: list[str], taken: list[bool], home: Any, title: str) -> None:
    """Let go of chosen lines above the headline, of the headline itself, and of what stands after or outside the container."""
    heads = [index for index, key in enumerate(keys) if len(title) >= _LEAST_TITLE and key == title]
    inside = [index for index, piece in enumerate(pieces) if taken[index] and home is not None and _within(piece.element, home)]
    start = next((index for index in inside if not pieces[index].kind and len(pieces[index].text) >= _OPENING), 0)
    above = max((index for index in heads if index <= start), default=-1)
    for index, piece in enumerate(pieces):
        if not taken[index]:
            continue
        if index <= above or (keys[index] == title and title and piece.kind in {"", "subhead"}):
            taken[index] = False
        elif inside and not _within(piece.element, home) and not _beside(piece.element, home):
            # Before the body a sapo or the opening may stand outside; after it only other things do.
            taken[index] = index < start and piece.link_share < _MANY_LINKS and (above >= 0 or len(piece.text) >= _OPENING)


def _end_at_lists(pieces: list[Piece], taken: list[bool]) -> None:
    """End at a line that heads a list of other articles or the readers' comments, if no text of the article stands after it."""
    heads = any_of("closing", "lists")
    hits = [index for index, hit in enumerate(taken) if hit]
    total = sum(len(pieces[index].text) for index in hits)
    before = 0
    homes: set[Any] = set()
    for index, piece in enumerate(pieces):
        if before > total * _MOST and piece.kind != "related" and heads.fullmatch(piece.text):
            goes_on = any(
                later > index and pieces[later].element.getparent() in homes and pieces[later].link_share < _SOME_LINKS
                for later in hits
            )
            if not goes_on:
                taken[index:] = [False] * (len(taken) - index)
                return
        if taken[index]:
            before += len(piece.text)
            homes.add(piece.element.getparent())


def _fill(pieces: list[Piece], taken: list[bool], home: Any) -> None:
    """Take lines that trafilatura left out between chosen ones: headings, and lines of an element that holds some of them."""
    hits = [index for index, hit in enumerate(taken) if hit]
    if not hits:
        return
    homes = {element for index in hits for element in (pieces[index].element, pieces[index].element.getparent())}
    shapes = {(pieces[index].element.getparent(), pieces[index].tag) for index in hits}
    for index in range(hits[0], hits[-1]):
        piece = pieces[index]
        if taken[index] or piece.kind not in {"", "subhead"} or piece.link_share >= _MANY_LINKS:
            continue
        alike = (piece.element.getparent(), piece.tag) in shapes and len(piece.text) >= _SHORT_GAP
        heads = piece.kind == "subhead" and home is not None and _within(piece.element, home)
        held = piece.element in homes or (piece.element.getparent() in homes and _tells(piece))
        if alike or heads or held:
            taken[index] = True
    _go_on(pieces, taken, hits)


def _go_on(pieces: list[Piece], taken: list[bool], hits: list[int]) -> None:
    """Take the lines right after the last chosen one that are marked up just as chosen lines are."""
    shapes = {_shape(pieces[index]) for index in hits if not pieces[index].kind}
    for index in range(hits[-1] + 1, len(pieces)):
        piece = pieces[index]
        sentence = len(piece.text) >= _GAP or piece.text.endswith(_ENDS)
        if piece.kind or _shape(piece) not in shapes or piece.link_share >= _SOME_LINKS or not sentence or ends_article(piece):
            return
        taken[index] = True


def _shape(piece: Piece) -> tuple[Any, str, str]:
    return piece.element.getparent(), piece.tag, attr(piece.element, "class")


def _tells(piece: Piece) -> bool:
    return len(piece.text) >= _GAP or piece.all_strong or piece.kind == "subhead"


def _after(pieces: list[Piece], last: int, home: Any) -> int:
    """How many closing lines stand right after the last chosen one (unnamed ones and related titles only in the container)."""
    count = 0
    around = [home, *home.iterancestors()][:_AROUND][-1] if home is not None else None
    for step, piece in enumerate(pieces[last + 1 :]):
        inside = home is not None and _within(piece.element, home)
        near = inside or (around is not None and _within(piece.element, around) and (piece.all_strong or is_right(piece.element)))
        closing = not piece.kind and step < _CLOSING_LINES and near and ends_article(piece)
        if piece.kind not in {"signature", "source_line", "caption"} and not closing and not (piece.kind == "related" and inside):
            break
        count += 1
    return count


# -- what each line is ------------------------------------------------------------------------------------------------------


def _kept(pieces: list[Piece], taken: list[bool]) -> list[Piece]:
    """Keep the chosen lines and the marked ones among them; the line of author and time under the headline goes."""
    texts = (index for index, piece in enumerate(pieces) if taken[index] and piece.kind in {"", "box"})
    begins = next((index for index in texts if not _is_stamp(pieces[index].text)), 0)
    out = []
    for index, (piece, hit) in enumerate(zip(pieces, taken, strict=True)):
        if piece.kind in {"", "subhead"} and index > begins and _leads_away(piece):
            piece.kind = "related"
        if not hit and piece.kind not in {"caption", "related", "table", "signature", "source_line"} and not ends_article(piece):
            continue
        plainly_no_text = not piece.kind and (ends_article(piece) or _is_stamp(piece.text))
        if index < begins and (piece.kind in {"signature", "source_line"} or plainly_no_text):
            continue
        if piece.kind == "" and is_caption(piece):
            piece.kind = "caption"
        if piece.kind == "related":
            piece.text = _LEADING_MARKS.sub("", piece.text)
            if not piece.text:
                continue
        out.append(piece)
    return out


def _leads_away(piece: Piece) -> bool:
    """Whether a line inside the body is a link from end to end, hence another article's title; a name may link to its author."""
    return piece.link_share > _LINKS and len(piece.text) >= _SURE and not is_signature(piece.text)


def _is_stamp(text: str) -> bool:
    """Whether a line is nothing but a time of publication: ``Thứ ba, ngày 14-07-2020 | 07:30``."""
    return len(text) <= _OPENING and (parse_time(text) or "")[10:11] == "T"


def _find_sapo(pieces: list[Piece], keys: list[str], taken: list[bool], first: int, description: str, top: Any) -> int:
    """Mark the sapo: the line that repeats the page's description, else one named so, else a bold line that opens the body."""
    opening = description[:_OPENING]
    candidates = range(min(first + _OPENING_LINES, len(pieces)))
    leads = {element for element in named(top, "sapo") if len(element_text(element)) <= _LONGEST_LEAD}
    if opening and len(opening) >= _SURE:
        for index in candidates:
            if keys[index].startswith(opening) or (len(keys[index]) >= _OPENING and opening in keys[index][: _OPENING * 2]):
                return _mark_sapo(pieces, taken, index, first)
    printed = {_plain(element_text(element)) for element in leads}  # a lead in a span is no element of its own among the lines
    for index in candidates:
        element = pieces[index].element
        is_lead = keys[index] in printed or leads.intersection([element, *element.iterancestors()][:_LEAD_DEPTH])
        if len(keys[index]) >= _SURE and is_lead and pieces[index].link_share < _MANY_LINKS:
            return _mark_sapo(pieces, taken, index, first)
    opens = pieces[first]
    if opens.kind in {"", "subhead"} and len(opens.text) >= _OPENING and _stands_out(pieces, taken, first):
        return _mark_sapo(pieces, taken, first, first)
    return first


def _stands_out(pieces: list[Piece], taken: list[bool], first: int) -> bool:
    """Whether the first line is bold, slanted or a heading and the text after it is not."""
    after = [piece for piece, hit in zip(pieces[first + 1 :], taken[first + 1 :], strict=True) if hit][:_OPENING_LINES]
    opens = pieces[first]
    if opens.after_image:
        return False
    return (opens.all_strong or opens.all_slanted or opens.kind == "subhead") and any(
        not piece.all_strong and not piece.kind for piece in after
    )


def _mark_sapo(pieces: list[Piece], taken: list[bool], index: int, first: int) -> int:
    pieces[index].kind = "sapo"
    taken[index] = True
    return min(index, first)
