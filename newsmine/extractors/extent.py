"""Where reported words end.

A clause ends with its sentence, or where a further cue of the same speaker takes over. Words after a bare colon run to
the end of their line, or to the sentence before the reporter plainly speaks again; the evidence is listed in
``data/reporter.toml`` and ``docs/quotations.md``. In a line that must be several paragraphs run together the line's end
is no evidence at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.layout import Sentence
from newsmine.extractors.lexical import UPPER, trie
from newsmine.extractors.signs import listed, starts
from newsmine.extractors.sources import Source

__all__ = ["close_clauses", "close_colons"]

_SIBLINGS = 12  # cues of one sentence looked at
_JOINERS = re.compile(
    r"[ ,;]*(?:(?:^|(?<=[ ,;]))(?:và|đồng thời|qua đó|từ đó|ngoài ra|bên cạnh đó|cùng với đó|còn|trong khi)[ ,]*)*\Z"
)
_HEAD = 60  # characters of a sentence in which somebody introduced is its subject
_CLOSED = 2000  # characters after a colon in which a closing mark may end its words
_MARK = 2  # characters before marks that open a sentence
_CLOSING = re.compile(r"(?<=\S)[”»]")
_SIGNATURE = re.compile(rf"(?:[{UPPER}][\w.]*(?:[ ]?[-–,&][ ]?|[ ])?){{1,6}}\Z")


@cache
def _reporter(key: str) -> re.Pattern[str]:
    return re.compile(trie(data_toml("newsmine.extractors", "reporter.toml")["opens"][key]))


def trim(text: str, start: int, end: int, *, stop: bool) -> tuple[int, int]:
    """Return a stretch without white space around it; with ``stop`` also without the one final full stop of a sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if stop:
        if text.endswith("./.", start, end):
            end -= 3
        elif text.endswith("/.", start, end) and not text.endswith("../.", start, end):
            end -= 2
        elif text.endswith(".", start, end) and not text.endswith("..", start, end):
            end -= 1
        while end > start and text[end - 1] in " ;,":
            end -= 1
    return start, end


def close_clauses(page: Page, drafts: list[Draft]) -> None:
    """Set the end of each clause: the end of its sentence, or the place where a sibling with its own cue begins."""
    text = page.text
    starts = [item.start for item in drafts]
    for index, draft in enumerate(drafts):
        if draft.form != "clause":
            continue
        sentence = page.sentence_at(draft.start)
        end = sentence.end
        for other in drafts[index + 1 : min(index + 1 + _SIBLINGS, bisect_left(starts, sentence.end, index + 1))]:
            if other.lead > draft.start and (other.sibling or _own_clause(page, draft, other)):
                end = other.lead
                joiner = _JOINERS.search(text, max(draft.start, end - 60), end)
                end = joiner.start() if joiner else end
                break
        done = _done().search(text, draft.start, end) if _found(page, draft) else None
        draft.start, draft.end = trim(text, draft.start, done.start() if done else end, stop=True)


def _found(page: Page, draft: Draft) -> bool:
    """Say whether a body reports what it found out."""
    if draft.cue_start is None or draft.source is None or draft.source.kind not in {"body", "place"}:
        return False
    return bool(starts("words", "found").match(page.text, draft.cue_start))


@cache
def _done() -> re.Pattern[str]:
    """Return the pattern of what the reporter adds to a finding: ``xác định kẻ gian là … và nhanh chóng tiến hành bắt giữ``."""
    return re.compile(rf"(?:,|;|[ ]và)[ ](?:và[ ]|đồng thời[ ])?(?:đã[ ]|đang[ ])?{trie(listed('words', 'done'))}")


def _own_clause(page: Page, draft: Draft, other: Draft) -> bool:
    """Say whether a later draft of the sentence stands beside a clause, not inside it: after a semicolon, with its own person."""
    return (
        other.source is not None
        and (other.source.personal or other.source != draft.source)
        and page.text[max(draft.start, other.lead - 3) : other.lead].rstrip().endswith((";", ","))
    )


def close_colons(page: Page, drafts: list[Draft]) -> None:
    """Set the end of what follows a bare colon, and say in the rule on what evidence."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(page.sentence(draft.start if draft.form == "marks" else draft.lead), []).append(draft)
    done = 0
    for draft in drafts:
        if draft.form == "colon" and draft.start >= done:
            end, why = _colon_end(page, draft, by_sentence)
            draft.start, draft.end = trim(page.text, draft.start, end, stop=False)
            draft.rule += f" {why}"
            done = draft.end


def _colon_end(page: Page, draft: Draft, reports: dict[int, list[Draft]]) -> tuple[int, str]:
    """Return where words after a colon end, and why."""
    sentences = page.layout.sentences
    first = page.sentence(draft.start)
    line = sentences[first].line
    flat = page.layout.lines[line].flat
    most = int(data_toml("newsmine.extractors", "reporter.toml")["flat"]["sentences"])
    closed = _stray(page, draft.start, page.layout.lines[line].end)
    if closed:
        return closed, "mark"
    end = sentences[first].end
    for number in range(first + 1, len(sentences)):
        sentence = sentences[number]
        if sentence.line != line:
            break
        why = _returns(page, draft, sentence, reports.get(number, []), flat=flat)
        if not why and flat and number - first >= most:
            why = "limit"
        if why:
            return end, why
        end = sentence.end
    return end, "line-end"


def _stray(page: Page, start: int, end: int) -> int | None:
    """Return the place of a closing mark in a line that no mark opens: what it closes began after the colon."""
    found = _CLOSING.search(page.text, start, min(end, start + _CLOSED))
    if found is None or page.mark_around(found.start()) or page.marks_within(start, found.end()):
        return None
    return found.start()


def _returns(page: Page, draft: Draft, sentence: Sentence, reports: list[Draft], *, flat: bool) -> str:
    """Return the evidence that the reporter speaks in a sentence after the speaker's, or an empty string."""
    text = page.text
    if sentence.caption:
        return "caption"
    if any(_reports(page, sentence, other, flat=flat) for other in reports):
        return "report"
    if _reporter("always").match(text, sentence.start) or (flat and _reporter("flat").match(text, sentence.start)):
        return "reporter"
    for person in page.sources.people_in(sentence.start, sentence.end):
        if person.kind == "pronoun" and person.start != sentence.start:
            continue
        if _same(person, draft.source):
            return "third-person"
        introduced = flat or (person.has_office and person.figure is not None)
        if person.kind == "person" and person.honorific and introduced and person.start - sentence.start < _HEAD:
            return "introduction"
    unstopped = text[sentence.end - 1] not in '.!?…"”)'
    return "signature" if unstopped and _SIGNATURE.match(text, sentence.start, sentence.end) else ""


def _reports(page: Page, sentence: Sentence, other: Draft, *, flat: bool) -> bool:
    """Say whether another report begins with a sentence: by a person always, by a body only in a flat line."""
    source = other.source
    if source is None or other.lead > sentence.start + 1:
        return False
    if other.form == "marks" and other.start - sentence.start > _MARK and not source.personal:
        return False
    capital = source.kind == "pronoun" and page.text[source.start].isupper()
    return flat or capital or source.kind in {"person", "office", "unnamed", "stranger"}


def _same(one: Source, other: Source | None) -> bool:
    return other is not None and one.figure is not None and other.figure is not None and one.figure.key == other.figure.key
