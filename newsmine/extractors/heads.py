"""P5, P7, P14, P16: words before their source in a sentence, at the head of an article, or with no source of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmine.extractors.cues import Cue
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.layout import Line, Sentence
from newsmine.extractors.signs import BACK, OPENING, TERM_WORDS, count_words, listed, starts, whole

__all__ = ["alone", "fronted", "headline", "trailing"]

_COLON = re.compile(r"[ ]?:[ ]")
_TOP = 3  # lines among which a headline may be
_CLAUSE = 6  # words of a clause that its source and cue close
_MANNER = 10  # words of manner after a cue that closes a clause
_SO = re.compile(r"(?:[ ](?:thế|vậy|như vậy|như thế))?[ ]?[.!?…]*[ ]?")
_DATED = re.compile(r"\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:,?\s+\d{1,2}[:h]\d{2})?\s*\Z")
_LONGEST_SPEECH = 2000  # characters of words whose opening mark has no partner
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
    """P14: ``Chủ tịch UBND tỉnh: Không để …`` as a headline: one of the first lines of an article; the colon is the cue."""
    for line in page.layout.lines[:_TOP]:
        draft = _headline(page, line) if line is page.layout.lines[0] or not line.stopped else None
        if draft:
            yield draft


def _headline(page: Page, line: Line) -> Draft | None:
    source = page.sources.at(line.start)
    if source is None or not source.personal or source.kind == "pronoun" or line.end - line.start > _LONGEST:
        return None
    colon = _COLON.match(page.text, source.end)
    if colon is None:
        return None
    dated = _DATED.search(page.text, colon.end(), line.end)
    end = dated.start() if dated else line.end
    if count_words(page.text, colon.end(), end) < _FEWEST:
        return None
    mark = page.mark_at(colon.end())
    if mark:
        return Draft.of_span(mark.inner_start, mark.inner_end, line.start, source, "P14 headline-marks", "marks", None)
    return Draft.of_span(colon.end(), end, line.start, source, "P14 headline", "fixed", None)


def trailing(page: Page) -> Iterator[Draft]:
    """P5: ``C, S V.``: words without marks whose source and cue close their sentence."""
    text = page.text
    for cue in page.cues:
        sentence = page.sentence_at(cue.start)
        if sentence.caption or page.mark_around(cue.start) or not _may_close(page, cue, sentence):
            continue
        found = page.sources.before(cue.start, max(sentence.start, cue.start - BACK))
        if found is None or not text.startswith(", ", found[0].start - 2):
            continue
        start, end = sentence.start, found[0].start - 2
        opened = _opened(page, sentence, end)
        if opened is not None:
            yield Draft.of_span(opened, end, opened - 1, found[0], "P4 open-mark-source-cue", "marks", (cue.start, cue.end))
            continue
        if _clause_before(page, start, end) and not page.marks_within(start, end):
            rule = "P5 clause-source-cue far" if found[1] else "P5 clause-source-cue"
            yield Draft.of_span(start, end, start, found[0], rule, "fixed", (cue.start, cue.end), cue.entry.act)


def _opened(page: Page, sentence: Sentence, end: int) -> int | None:
    """Return where words begin whose opening mark at the head of the paragraph has no partner: ``“C, bà Inh nhớ lại``."""
    line = page.layout.lines[sentence.line]
    if end - line.start > _LONGEST_SPEECH:
        return None
    lone = page.text[line.start] in OPENING and page.mark_at(line.start) is None and not page.marks_within(line.start, end)
    return line.start + 1 if lone and count_words(page.text, line.start, end) >= _CLAUSE else None


def _may_close(page: Page, cue: Cue, sentence: Sentence) -> bool:
    """Say whether a cue ends its sentence; where a manner follows ("ông Bảy nói, mắt không rời …"), the words say "tôi"."""
    if cue.entry.kind != "core" and cue.entry.words not in listed("trailing", "cues"):
        return False
    text = page.text
    if _SO.fullmatch(text, cue.end, sentence.end):
        return True
    manner = cue.sign == "comma" and count_words(text, cue.content, sentence.end) <= _MANNER
    return manner and bool(whole("words", "first_person").search(text, sentence.start, cue.start))


def _clause_before(page: Page, start: int, end: int) -> bool:
    """Say whether what stands before a closing source is a clause, not an adjunct ("Tại buổi gặp mặt, …")."""
    text, here = page.text, start
    while starts("trailing", "adjuncts").match(text, here):
        comma = text.find(", ", here, end)
        if comma < 0:
            return False
        here = comma + 2
    return count_words(text, here, end) >= _CLAUSE and bool(whole("words", "verb").search(text, here, end))


def alone(page: Page, drafts: list[Draft]) -> Iterator[Draft]:
    """P16: marked sentences that nothing attributes go on with who spoke in the sentence before, in the same paragraph."""
    text = page.text
    taken = {draft.start for draft in drafts}
    order = sorted(drafts, key=lambda item: item.start)
    spoke = {page.sentence(draft.start): draft for draft in order}
    opened = {page.sentence_at(draft.start).line: draft for draft in order if "open-mark" in draft.rule}
    for mark in page.marks:
        number = page.sentence(mark.start)
        sentence, before = page.layout.sentences[number], spoke.get(number - 1)
        reopens = opened.get(sentence.line - 1) if mark.start == page.layout.lines[sentence.line].start else None
        before = reopens or before
        if mark.inner_start in taken or before is None or before.source is None or not before.source.personal:
            continue
        whole_sentence = mark.start == sentence.start and not text[mark.end : sentence.end].strip(" .")
        same = reopens is not None or page.layout.sentences[number - 1].line == sentence.line
        least = TERM_WORDS if reopens else 2 * TERM_WORDS
        if whole_sentence and same and count_words(text, mark.inner_start, mark.inner_end) >= least:
            yield Draft.of_span(mark.inner_start, mark.inner_end, mark.start, before.source, "P16 marks-alone", "marks", None)
