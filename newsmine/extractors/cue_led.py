"""P1–P3, P9, P10: source and cue before the words: on a colon, in marks, or as a clause that the reporter words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmine.extractors.cues import Cue
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.marks import Marked
from newsmine.extractors.signs import BACK, OPENING, TERM_WORDS, count_words, listed, starts, whole
from newsmine.extractors.subjects import Subject, names_recipient, subject_of

__all__ = ["cue_led", "shaped"]

_OBJECT = re.compile(r"[ ][^.:;…“”\"«»\n]{2,140}:[ ]?(?=[“\"«])")
_SHORT_OBJECT = re.compile(r"[ ][^.,:;…“”\"«»\n\d]{2,60}:[ ](?=\S)")
_WHERE = re.compile(r"[ ]?[.,;!?…]|[ ](?:tại|trong|khi|với|trên|ở|sau|trước|từ|vào|nhiều lần)[ ]")
_FIGURE = re.compile(r"\d")
_OBJECT_WORDS = 8
_SHELL = 24  # characters of adverbs between two cues
_AHEAD = 400  # characters of words looked at for a verb
_FEWEST = {True: 3, False: 4}  # words of a clause, after a core cue and after another
_RULES = {"rang": "P3 source-cue-rang", "comma": "P3 source-cue-comma"}


def cue_led(page: Page, marked: list[Draft]) -> Iterator[Draft]:
    """Return the drafts of all cues with a subject, in order; the cues of ``marked`` (marks before their source) are taken."""
    previous: Draft | None = None
    closing = {draft.cue_start: draft for draft in marked if draft.cue_start is not None}
    for cue in page.cues:
        if cue.start in closing and cue.sign not in {"comma", "marks", "colon"}:
            previous = closing[cue.start]
            continue
        sentence = page.sentence_at(cue.start)
        if (
            sentence.caption
            or page.mark_around(cue.start)
            or _hands_on(page, cue)
            or (cue.sign == "none" and not (_led(page, cue) or _named(page, cue)))
        ):
            continue
        floor = max(sentence.start, cue.start - BACK)
        subject = subject_of(page, cue, floor, previous)
        draft = shaped(page, cue, subject) if subject else None
        if draft is None or not _worded(page, cue, draft):
            continue
        previous = draft
        yield draft


def shaped(page: Page, cue: Cue, subject: Subject) -> Draft | None:
    """Make the draft of a subject, a cue and what follows it; None where nothing does that a cue of its kind may report."""
    text = page.text
    start = cue.content
    if cue.sign == "colon":
        while start < len(text) and text[start].isspace():
            start += 1
    if start >= len(text) or (cue.sign != "colon" and "\n" in text[cue.end : start]):
        return None
    tail = f" {subject.how}" if subject.how else ""
    mark = page.mark_at(start) if cue.sign != "clause" else None
    led = _led(page, cue) or (mark if mark and page.is_speech(mark) else None)
    if led:
        rule = "P2 source-cue-marks" if led is mark else "P2 source-cue-object-marks"
        return Draft.of_mark(led, subject.lead, subject.source, f"{rule}{tail}", cue, sibling=subject.sibling)
    named = _named(page, cue)
    if named or cue.sign == "colon":
        rule = "P1 source-cue-object-colon" if named else "P1 source-cue-colon"
        start = named or start
        if mark is None and text[start] in OPENING:
            rule, start = "P2 source-cue-open-mark", start + 1
        return Draft.of_cue(start, subject.lead, subject.source, f"{rule}{tail}", cue, form="colon", sibling=subject.sibling)
    if cue.entry.kind == "mark_only" and cue.sign != "rang" and cue.sign not in cue.entry.follow:
        return None
    rule = _RULES.get(cue.sign, "P3 source-cue-clause")
    return Draft.of_cue(start, subject.lead, subject.source, f"{rule}{tail}", cue, form="clause", sibling=subject.sibling)


def _led(page: Page, cue: Cue) -> Marked | None:
    """Return the marks that an object of the cue leads to: ``nhấn mạnh vai trò của người dân trong việc giữ rừng: “…”``."""
    if cue.sign in {"colon", "marks", "rang"} or cue.entry.act == "order":
        return None
    colon = _OBJECT.match(page.text, cue.end)
    mark = page.mark_at(colon.end()) if colon else None
    if (
        colon
        and cue.sign == "clause"
        and cue.entry.words in listed("words", "told")
        and whole("words", "verb").search(page.text, cue.end, colon.end())
    ):
        return None  # "nói cái lo nhất là đất sét: “…”": a clause of his, then his words
    if mark is None or count_words(page.text, mark.inner_start, mark.inner_end) < TERM_WORDS:
        return None
    return mark if page.is_speech(mark) else None


def _named(page: Page, cue: Cue) -> int | None:
    """Return where words begin after an object or a recipient of few words and a colon: ``đề nghị UBND tỉnh: …``."""
    text = page.text
    colon = _SHORT_OBJECT.match(text, cue.end) if cue.sign in {"none", "clause"} else None
    if (
        colon is None
        or starts("words", "counted").match(text, cue.end + 1)
        or whole("words", "verb").search(text, cue.end, colon.end())
        or count_words(text, cue.end, colon.end()) > _OBJECT_WORDS
    ):
        return None
    return None if text[colon.end()] in OPENING or text[colon.end()] == "\n" else colon.end()


def _hands_on(page: Page, cue: Cue) -> bool:
    """Say whether a cue hands on to the next one: "dẫn lời ông Hải nói", "Thông báo kết luận cũng nêu rõ"."""
    if cue.entry.words in listed("words", "citing") and page.sources.at(cue.content) is not None:
        return True
    following = page.cue_from(cue.end)
    if following is None or cue.entry.kind == "core" or not 1 < following.start - cue.end <= _SHELL or cue.sign != "clause":
        return False
    noun = "document" in cue.entry.source and "document" in following.entry.source
    return noun and page.sources.without_shell(cue.end, following.start) <= cue.end


def _worded(page: Page, cue: Cue, draft: Draft) -> bool:
    """Say whether words follow that somebody may have said: no preposition, no bare noun, a recipient for what is handed out."""
    if draft.form != "clause":
        return True
    text, start = page.text, draft.start
    end = min(page.sentence_at(start).end, start + _AHEAD)
    core = cue.entry.kind == "core"
    if count_words(text, start, end) < _FEWEST[core] or cue.sign != "clause":
        return count_words(text, start, end) >= _FEWEST[core] and not text.startswith("và ", start)
    before = starts("words", "said_before").match(text, start)
    if before and _WHERE.match(text, before.end()):
        return False
    if starts("words", "none").match(text, start) or text[start] in ".,;:()":
        return core and not text.startswith(("về", "của", "với", "và "), start)
    if cue.entry.needs == "question":
        return bool(starts("words", "question").match(text, start))
    return _clausal(text, cue, draft, end)


def _clausal(text: str, cue: Cue, draft: Draft, end: int) -> bool:
    """Say whether what follows a cue at once is a clause, where its cue or its source asks for one."""
    start = draft.start
    verb = whole("words", "verb").search(text, start, end)
    impersonal = draft.source is not None and not draft.source.personal
    bare = cue.entry.act == "state" and cue.entry.kind != "core" and impersonal
    if cue.entry.needs == "figure" and not _FIGURE.search(text, start, end):
        return False
    adjunct = starts("words", "adjunct").match(text, start) and "," not in text[start:end]
    if not verb and (bare or adjunct or cue.entry.needs == "verb"):
        return False
    return cue.entry.words not in listed("words", "handing") or names_recipient(text, start)
