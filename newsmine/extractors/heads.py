"""P7, P14: what stands at the head of a sentence before its source, and at the head of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.signs import BACK, TERM_WORDS, count_words, listed, starts

__all__ = ["fronted", "headline"]

_COLON = re.compile(r"[ ]?:[ ]")
_LONGEST = 200  # characters of a headline
_FEWEST = 4  # words of a headline after its colon


def fronted(page: Page) -> Iterator[Draft]:
    """P7 with words of its own: ``Nhấn mạnh C, S đề nghị …``: the cue at the head of a sentence, its source after the words."""
    text = page.text
    for cue in page.cues:
        sentence = page.sentence_at(cue.start)
        if cue.start != sentence.start or sentence.caption or cue.sign not in {"clause", "comma", "rang"}:
            continue
        if cue.entry.words not in listed("fronted", "cues") or starts("fronted", "topics").match(text, cue.content):
            continue
        following = page.cue_from(cue.end)
        while following and following.start < sentence.end:
            found = page.sources.before(following.start, max(cue.content, following.start - BACK))
            if found and found[0].personal:
                stop = found[0].start - 2
                if text.startswith(", ", stop) and count_words(text, cue.content, stop) > TERM_WORDS:
                    span = (cue.start, cue.end)
                    yield Draft.of_span(
                        cue.content, stop, sentence.start, found[0], "P7 fronted-clause", "fixed", span, cue.entry.act
                    )
                break
            following = page.cue_from(following.end)


def headline(page: Page) -> Iterator[Draft]:
    """P14: ``Chủ tịch UBND tỉnh: Không để …`` as the first line of an article; the colon is the cue."""
    if not page.layout.lines:
        return
    line = page.layout.lines[0]
    source = page.sources.at(line.start)
    if source is None or not source.personal or source.kind == "pronoun" or line.end - line.start > _LONGEST:
        return
    colon = _COLON.match(page.text, source.end)
    if colon is None or count_words(page.text, colon.end(), line.end) < _FEWEST:
        return
    mark = page.mark_at(colon.end())
    if mark:
        yield Draft.of_span(mark.inner_start, mark.inner_end, line.start, source, "P14 headline-marks", "marks", None)
    else:
        yield Draft.of_span(colon.end(), line.end, line.start, source, "P14 headline", "fixed", None)
