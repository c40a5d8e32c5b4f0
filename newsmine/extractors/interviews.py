"""P15: interviews. Questions of the newspaper in paragraphs of their own, answers of one who is introduced once.

A question is told by its label (``PV:``), or by its question mark and what it says to somebody (``thưa ông``); an answer is
the paragraph after a question, told by a name (``Ông Vinh:``), a dash, or nothing. The layout counts as an interview from two
questions on that are followed by answers. An answer of several paragraphs is one quotation a paragraph: words after a colon
end with their paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from newsmine._data import data_toml
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.lexical import UPPER, trie
from newsmine.extractors.signs import count_words
from newsmine.extractors.sources import Source

__all__ = ["Interview", "asked_once", "find_interview"]

_FEWEST = 2  # questions with answers that make an interview
_THANKS = 14  # words of the line that ends one
_SHORT = 100  # characters of a line without a mark that may be a heading or the text of a picture
_ASKED = re.compile(r"\?[\"”’)]*\s*\Z")
_LABEL_ENDS = re.compile(r"[ ]?[:.][ ]?")


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph of the page: ``mark`` is its sign or ``ask`` or ``answer`` for a label, ``start`` where its words begin."""

    begin: int
    start: int
    end: int
    mark: str
    source: Source | None
    question: bool
    addressed: bool
    thanks: bool


@dataclass(slots=True)
class Interview:
    """The answers of an interview as drafts, and the stretches that are questions, in order: nobody is quoted in those."""

    answers: list[Draft]
    questions: list[tuple[int, int]]

    def asks(self, place: int) -> bool:
        """Say whether a place stands in a question."""
        index = bisect_right(self.questions, place, key=lambda span: span[0]) - 1
        return index >= 0 and place < self.questions[index][1]


def find_interview(page: Page, drafts: list[Draft]) -> Interview | None:
    """Return the answers of a page that is laid out as an interview; None for any other page.

    ``drafts`` is what else was found: after the last question the reporter may speak again, and quote somebody else.
    """
    if page.text.count("?") < _FEWEST:
        return None
    parts = list(_parts(page))
    turns = _turns(parts)
    asked = [index for index, turn in enumerate(turns) if turn == "question" and turns[index + 1 : index + 2] == ["answer"]]
    labelled = any(part.mark == "ask" for part in parts)
    if len(asked) < _FEWEST or not (labelled or any(parts[index].addressed for index in asked)):
        return None  # a dialogue: nobody is spoken to as in an interview
    guest = _introduced(page, parts[asked[0]].begin)
    answers: list[Draft] = []
    last = max(asked) + 1
    for number, (part, turn) in enumerate(zip(parts, turns, strict=True)):
        if turn == "goes-on" and number > last and _reports(page, part, guest, drafts):
            break
        if turn in {"answer", "goes-on"}:
            guest = part.source or guest
            if guest is not None and part.end > part.start and not (turn == "goes-on" and _told(page, part, guest)):
                named = "answer-named" if part.source else turn
                answers.append(Draft.of_span(part.start, part.end, part.begin, guest, f"P15 {named}", "answer", None))
    questions = [(part.begin, part.end) for part, turn in zip(parts, turns, strict=True) if turn == "question"]
    return Interview(answers, questions) if answers else None


def _reports(page: Page, part: _Part, guest: Source | None, drafts: list[Draft]) -> bool:
    """Say whether the first sentence of a paragraph reports what somebody else than the guest said: the reporter speaks again."""
    start, end = _sentence(page, part.start)
    others = (draft.source for draft in drafts if start <= draft.start <= end and draft.source)
    return any(
        item.kind != "pronoun" and (guest is None or item.figure is None or item.figure is not guest.figure) for item in others
    )


def asked_once(page: Page) -> Iterator[Draft]:
    """P15: ``- Vì sao …? - chúng tôi hỏi ông Hải.``, and the answer in the next line after a dash."""
    lines = page.layout.lines
    for line, after in pairwise(lines):
        asked = _ask_once().search(page.text, line.start, line.end) if _signs().match(page.text, line.start) else None
        sign = _signs().match(page.text, after.start) if asked else None
        if asked is None or sign is None:
            continue
        people = [item for item in page.sources.people_in(asked.end(), line.end) if item.kind == "person" and item.figure]
        if len(people) == 1 and not _ASKED.search(page.text, sign.end(), after.end):
            yield Draft.of_span(sign.end(), after.end, after.start, people[0], "P15 answer-asked", "answer", None)


@cache
def _ask_once() -> re.Pattern[str]:
    return re.compile(rf"\?[\"”]?[ ]?[-–—,][ ](?:{_words('askers')})[ ](?:{_words('asking')})[ ]")


def _turns(parts: list[_Part]) -> list[str]:
    """Return for each part what it is: question, answer, goes-on (a further paragraph of an answer) or empty."""
    labelled = sum(part.mark == "ask" for part in parts) >= _FEWEST
    signed = sum(part.question and part.mark not in {"", "ask", "answer"} for part in parts) >= _FEWEST
    # questions without a sign, each answered after one
    plain = {
        at
        for at, (part, after) in enumerate(pairwise(parts))
        if part.question and part.mark == "" and after.mark not in {"", "ask"}
    }
    plain = plain if len(plain) >= _FEWEST and not signed else set()
    turns: list[str] = []
    state = ""
    for at, part in enumerate(parts):
        asks = part.mark == "ask" or (part.question and not labelled and (part.mark != "" or (part.addressed and not signed)))
        asks = asks or at in plain
        if asks and state != "question":
            turn = "question"
            state = "" if part.thanks and state else turn
        elif part.mark == "ask":
            turn = "question"
        elif state == "question" or (state and part.source):
            state = turn = "answer"
        else:
            turn = "goes-on" if state and (part.mark or part.end - part.start > _SHORT) else ""
        turns.append(turn)
    return turns


def _parts(page: Page) -> Iterator[_Part]:
    """Return the paragraphs of a page; where paragraphs were run together, what stands between the marks of an interview."""
    for line in page.layout.lines:
        cuts = [match.start("next") for match in _inside().finditer(page.text, line.start, line.end)] if line.flat else []
        for begin, end in zip([line.start, *cuts], [*cuts, line.end], strict=True):
            if not page.sentence_at(begin).caption:
                yield _part(page, begin, end)


def _part(page: Page, begin: int, end: int) -> _Part:
    text = page.text
    while end > begin and text[end - 1].isspace():
        end -= 1
    sign = _signs().match(text, begin, end)
    start = sign.end() if sign else begin
    mark = sign["sign"] if sign else ""
    label = _labels().match(text, start, end)
    source = None
    if label:
        mark, start = ("ask" if label["ask"] else "answer"), label.end()
    else:
        found = page.sources.at(start)
        colon = _LABEL_ENDS.match(text, found.end, end) if found and found.kind in {"person", "shared"} else None
        if found and colon and ":" in colon.group():
            mark, source, start = "answer", found, colon.end()
    low = text[start:end].lower()
    ends = count_words(text, start, end) <= _THANKS and bool(_thanks().match(low))
    question = bool(_ASKED.search(text, max(start, end - 6), end)) or ends
    return _Part(begin, start, end, mark, source, question and source is None, ends or bool(_address().search(low)), ends)


def _told(page: Page, part: _Part, guest: Source) -> bool:
    """Say whether a further paragraph names the guest himself: the text of a picture, or the reporter speaks."""
    return any(item.figure is not None and item.figure is guest.figure for item in page.sources.people_in(part.start, part.end))


def _introduced(page: Page, first: int) -> Source | None:
    """Return who is asked: the only person named before the first question, or the only one in the sentence that introduces."""
    named = [item for item in page.sources.people_in(0, first) if item.kind == "person" and item.figure is not None]
    keys = {item.figure.key for item in named if item.figure}
    if len(keys) > 1:
        named = [item for item in named if _introduces().search(page.text, *_sentence(page, item.start))]
        keys = {item.figure.key for item in named if item.figure}
    return named[-1] if len(keys) == 1 else None


def _sentence(page: Page, place: int) -> tuple[int, int]:
    sentence = page.sentence_at(place)
    return sentence.start, sentence.end


@cache
def _words(key: str) -> str:
    return trie(data_toml("newsmine.extractors", "interviews.toml")[key])


@cache
def _signs() -> re.Pattern[str]:
    signs = "".join(re.escape(sign) for sign in data_toml("newsmine.extractors", "interviews.toml")["signs"])
    return re.compile(rf"(?P<sign>[{signs}])[ ]?(?=[“\"]?[{UPPER}0-9])")


@cache
def _labels() -> re.Pattern[str]:
    labels = data_toml("newsmine.extractors", "interviews.toml")
    ask = "|".join(re.escape(label) for label in sorted(labels["labels"], key=len, reverse=True))
    answer = "|".join(re.escape(label) for label in sorted(labels["answers"], key=len, reverse=True))
    return re.compile(rf"(?:(?P<ask>{ask})|(?P<answer>{answer}))[ ]?:[ ]?")


@cache
def _inside() -> re.Pattern[str]:
    """Return the pattern of where a part begins inside a line of several paragraphs run together."""
    signs = "".join(re.escape(sign) for sign in data_toml("newsmine.extractors", "interviews.toml")["signs"])
    ask = "|".join(re.escape(label) for label in data_toml("newsmine.extractors", "interviews.toml")["labels"])
    signed = rf"(?<=[.?!…”\"])[ ](?=[{signs}][ ][“\"]?[{UPPER}0-9])"
    labelled = rf"[ ](?=(?:[{signs}][ ])?(?:{ask})[ ]?:)"
    return re.compile(rf"(?:{signed}|{labelled})(?P<next>)")


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words('address')})")


@cache
def _thanks() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('thanks')})")


@cache
def _introduces() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words('introduces')})")
