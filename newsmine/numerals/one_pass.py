"""One pass over a reading view: at each anchor a number is refused, read as a period, or read as a quantity."""

from __future__ import annotations

import re
from datetime import date

from newsmine.numerals.anchors import ANCHOR, ANCHOR_FIRST
from newsmine.numerals.at_figures import CHAIN, read_digits
from newsmine.numerals.at_words import read_word
from newsmine.numerals.draft import Draft
from newsmine.numerals.passage import Passage
from newsmine.numerals.rejects import URL, bare_reason
from newsmine.numerals.settle import finish

__all__ = ["read_passage"]


_HEAD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


def read_passage(low: str, text: str, on: date | None) -> Passage:
    """Run the pass over a reading view."""
    passage = Passage(low, text, on)
    urls = [m.span() for m in URL.finditer(low)][::-1] if "www." in low or "http" in low or "@" in low else []
    pos = 0
    first = ANCHOR_FIRST.match(low)
    if first:
        pos = max(read_word(passage, re.split(r"[ –-]", first.group())[0], 0), 1)
    while True:
        spaced = pos > 0 and low[pos - 1] in " \n"  # a span may end with the space that an anchor stands after
        match = ANCHOR.search(low, pos - spaced)
        if not match:
            break
        start = match.start()
        word = None if low[start].isdigit() else match[1]
        if word is not None:
            start += 1
        while urls and urls[-1][1] <= start:
            urls.pop()
        if urls and urls[-1][0] <= start:
            url = urls.pop()
            if _DIGITS.search(low, start, url[1]):
                passage.reject(max(url[0], passage.limit), url[1], "label", "url")
            pos = url[1]
        elif word is None:
            pos = max(read_digits(passage, start), start + 1)
        else:
            head = word if word.isalpha() else _HEAD.match(word).group()  # type: ignore[union-attr]
            pos = max(read_word(passage, head, start), start + len(head))
    finish(passage.quantities, low, text)
    _refuse_bare(passage)
    return passage


def _refuse_bare(passage: Passage) -> None:
    """Move numbers that got no unit from anywhere, and that no word states as a figure, to the refused ones."""
    kept: list[Draft] = []
    for draft in passage.quantities:
        if draft.unit is None and draft.kind == "count" and draft.scale == 1 and draft.magnitude is None and not draft.inherited:
            previous = kept[-1] if kept else None
            chained = previous is not None and previous.unit is None and CHAIN.fullmatch(passage.low, previous.end, draft.start)
            reason = (
                None if chained else bare_reason(passage.low, passage.text, draft.start, draft.number_start, draft.number_end)
            )
            if reason is not None:
                passage.reject(draft.number_start, draft.number_end, reason, "bare number")
                continue
        kept.append(draft)
    if len(kept) < len(passage.quantities):
        passage.quantities = kept
        passage.rejects.sort(key=lambda item: item.start)
