"""Where reported words end.

A clause ends with its sentence, or where a further cue of the same speaker takes over. Words after a bare colon run to the end of their
line, or to the sentence before the reporter plainly speaks again; the evidence for that is listed in ``data/reporter.toml`` and
``docs/quotations.md``. In a line that must be several paragraphs run together the line's end is no evidence at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.layout import Sentence
from newsmine.extractors.lexical import LOWER, UPPER, trie
from newsmine.extractors.speakers import Source

__all__ = ["close_clauses", "close_colons"]

_SIBLINGS = 12  # cues of one sentence looked at
_JOINERS = re.compile(r"[ ,;]*(?:(?:^|(?<=[ ,;]))(?:và|đồng thời|qua đó|từ đó|ngoài ra|bên cạnh đó|cùng với đó|còn|trong khi)[ ,]*)*\Z")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:[tT]ôi|[cC]húng tôi|[cC]húng ta|[mM]ình|[cC]húng em|[cC]on em tôi)(?!\w)")
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
        draft.start, draft.end = trim(text, draft.start, end, stop=True)


def _own_clause(page: Page, draft: Draft, other: Draft) -> bool:
    """Say whether a later draft of the same sentence stands beside a clause, not inside it: after a semicolon, with a person of its own."""
    return other.source is not None and other.source.personal and page.text[max(draft.start, other.lead - 3) : other.lead].rstrip().endswith(";")


def close_colons(page: Page, drafts: list[Draft]) -> None:
    """Set the end of what follows a bare colon, and say in the rule on what evidence."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(page.sentence(draft.lead if draft.form != "marks" else draft.start), []).append(draft)
    limits = data_toml("newsmine.extractors", "reporter.toml")["flat"]
    done = 0
    for draft in drafts:
        if draft.form != "colon" or draft.start < done:
            continue
        first = page.sentence(draft.start)
        line_number = page.layout.sentences[first].line
        flat = page.layout.lines[line_number].flat
        end = min(page.layout.sentences[first].end, _next_lead(page, draft, by_sentence.get(first, [])))
        why = "line-end"
        personal = bool(_FIRST_PERSON.search(page.text, draft.start, end))
        for number in range(first + 1, len(page.layout.sentences)):
            sentence = page.layout.sentences[number]
            if sentence.line != line_number:
                break
            why = _returns(page, draft, sentence, by_sentence.get(number, []), flat=flat)
            if why or (flat and number - first >= limits["sentences"]):
                why = why or "limit"
                break
            personal = personal or bool(_FIRST_PERSON.search(page.text, sentence.start, sentence.end))
            end = sentence.end
        draft.start, draft.end = trim(page.text, draft.start, end, stop=False)
        draft.rule += f" {why or 'line-end'}"
        done = draft.end


def _next_lead(page: Page, draft: Draft, others: list[Draft]) -> int:
    del others
    return page.layout.sentences[page.sentence(draft.start)].end


def _returns(page: Page, draft: Draft, sentence: Sentence, reports: list[Draft], *, flat: bool) -> str:
    """Return the evidence that the reporter speaks in a sentence after the speaker's, or an empty string."""
    text = page.text
    if sentence.caption:
        return "caption"
    for other in reports:
        source = other.source
        if source is None or other.lead > sentence.start + 1:
            continue
        if other.form == "marks" and other.start - sentence.start > 2 and not source.personal:
            continue
        if flat or source.kind in {"person", "office", "unnamed"} or (source.kind == "pronoun" and text[source.start].isupper()):
            return "report"
    if _reporter("always").match(text, sentence.start) or (flat and _reporter("flat").match(text, sentence.start)):
        return "reporter"
    for person in page.sources.people_in(sentence.start, sentence.end):
        if person.kind == "pronoun" and not (person.start == sentence.start):
            continue
        if _same(person, draft.source):
            return "third-person"
        if person.kind == "person" and person.honorific and (flat or _introduced(person)) and person.start - sentence.start < 60:
            return "introduction"
    if not text[sentence.end - 1] in ".!?…\"”)" and _SIGNATURE.match(text, sentence.start, sentence.end):
        return "signature"
    return ""


def _introduced(person: Source) -> bool:
    return person.end - person.name_end > 3 and person.figure is not None


def _same(one: Source, other: Source | None) -> bool:
    return other is not None and one.figure is not None and other.figure is not None and one.figure.key == other.figure.key


_ = LOWER
