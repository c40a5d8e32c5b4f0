"""Who is the subject of a cue: the source before it, the one it goes on with, the one at the head of its sentence; or nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.bodies import body_phrase, clause_phrase, has_verb, human_phrase, name_end
from newsmine.extractors.cues import Cue
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.lexical import UPPER, trie
from newsmine.extractors.signs import listed, starts, word_before
from newsmine.extractors.sources import Source, between, is_addressed
from newsmine.extractors.speakers import clause_start

__all__ = ["Subject", "names_recipient", "opened", "printed", "subject_of"]

_HEAD = 240  # characters of a sentence whose head is looked at
# signs after which any noun phrase may be the subject, by class of the cue
_TOLD = {"core": {"colon", "marks", "rang", "comma"}, "conditional": {"marks", "rang"}}
_COMMAS = 3  # commas inside the name of a body
_JOINED = frozenset({"body", "unnamed"})  # what may be named together
_AND = re.compile(r"(?:,|[ ]và)[ ]\Z")
_WORD = re.compile(rf"[{UPPER}](?:\w+|\.)")
_KIN = re.compile(r"(?:,|[ ][-–])[ ][^,.;:“”\"\n]{2,50}[ ]của[ ]")
_CHAINED = 40  # characters before a cue that may join it to the one before
_ADJUNCT = re.compile(r"(?:Trong|Về|Với|Đối với|Để|Trước|Từ|Riêng|Cùng|Theo|Trên)[ ][^,.;:“”\"\n]{3,80},[ ]")  # "Về lâu dài, "
_CHAIN = re.compile(
    r"(?:;|,|(?<=\w))[ ](?:(?:và|đồng thời|qua đó|từ đó|cùng với đó|song song đó|bên cạnh đó|đặc biệt),?[ ])?"
    r"(?:(?:và|cũng|tiếp tục|đồng thời|phối hợp)[ ])?\Z"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The source of a cue, where its reporting clause begins, and how it was found (empty: right before the cue)."""

    source: Source
    lead: int
    how: str = ""
    sibling: bool = False


def printed(page: Page, cue: Cue, floor: int) -> Subject | None:
    """Return the source printed before a cue in its sentence, if it may be the subject of that cue."""
    found = page.sources.before(cue.start, floor)
    if found is None:
        end = page.sources.without_shell(floor, cue.start)
        end = cue.start - 1 if "," in page.text[end : cue.start] else end
        other = (
            _called(page, floor, end)
            or page.sources.document(floor, end)
            or _headed(page, cue, floor)
            or _anybody(page, cue, floor)
        )
        found = (other, False) if other else None
    if found is None or not _may_say(found[0], cue):
        return None
    source, far = found
    word = word_before(page.text, source.start)
    asked = word in listed("subject", "asked")
    if source.kind in {"body", "place"} and (asked or _inside_phrase(page, source, word)):
        whole = (
            None
            if asked
            else _headed(page, cue, floor) or page.sources.document(floor, page.sources.without_shell(floor, cue.start))
        )
        return Subject(whole, floor) if whole and _may_say(whole, cue) else _sender(page, cue, source, floor)
    sure = cue.entry.kind == "core"
    asks = cue.entry.needs == "question" and bool(starts("words", "question").match(page.text, cue.content))
    ordered = cue.entry.act == "order" and page.text.startswith(", ", cue.start - 2) and names_recipient(page.text, cue.content)
    apart = far and not (sure or asks or ordered or cue.sign in {"colon", "rang", "marks"})
    owner = _no_subject(source, cue, word) and not _informs(page, source, word)
    kin = _kin(page, source, floor) if owner and word == "của" else None
    if kin is not None:
        return Subject(kin, floor, "far")
    if asked or apart or owner or (_separated(page, source, cue) and not (sure or cue.sign != "clause")):
        return None
    if not far:
        source = _pair(page, source, floor) if source.kind == "person" else _together(page, source, floor)
    cut = page.text.rfind("; ", floor, source.start)
    if cue.sign in {"colon", "marks"}:
        cut = max(cut, page.text.rfind(", và ", floor, source.start))  # "bà nói …, và lần này bà nhắc lại: …"
    return Subject(source, cut + 2 if cut >= 0 else floor, "far" if far else "")


def subject_of(page: Page, cue: Cue, floor: int, previous: Draft | None) -> Subject | None:
    """Return the subject of a cue: the source printed before it, or the one that it goes on with.

    Where a report with a cue of its own stands between a source and the cue (``ông Hải, Trưởng phòng, lưu ý …, và đề nghị …``),
    the cue goes on with that report.
    """
    hidden = _hidden().search(page.text, max(floor, cue.start - _CHAINED), cue.start)
    found = printed(page, replace(cue, start=hidden.start()) if hidden else cue, floor)
    if found is None or not _reported(previous, found.source, cue):
        return found or followed(page, cue, floor, previous)
    on = followed(page, cue, floor, previous)
    return on if on and on.sibling else found


@cache
def _hidden() -> re.Pattern[str]:
    """Return the pattern of an aside right before a cue that says who will not be named: ``, đề nghị không nêu tên, ``."""
    return re.compile(rf",[ ](?:{between('hidden')}),[ ]\Z")


def _reported(previous: Draft | None, source: Source, cue: Cue) -> bool:
    """Say whether the report before a cue has the same source and stands between the two."""
    if previous is None or previous.source is None or previous.cue_start is None:
        return False
    return previous.source.start == source.start and source.end < previous.cue_start < cue.start


def _together(page: Page, source: Source, floor: int) -> Source:
    """Return a body with those named right before it: ``Bộ Chính trị, Ban Bí thư nhận thấy``, ``Sở Y tế và Công an tỉnh``."""
    text, start = page.text, source.start
    for _ in range(_COMMAS if source.kind in _JOINED else 0):
        joint = _AND.search(text, floor, start)
        before = page.sources.ending(joint.start()) if joint else None
        several = before is not None and (before.kind in _JOINED or (before.kind == "office" and before.figure is None))
        if before is None or not several or before.start < floor or not _stands_free(text, floor, before.start):
            break
        start = before.start
    if start == source.start or _met().search(text, floor, start):
        return source
    return replace(source, start=start, name_start=start)


def _pair(page: Page, source: Source, floor: int) -> Source:
    """Return two people who speak as one as people without a name: ``Ông Hải và bà Hoa cho biết``: neither said it alone."""
    joined = page.text.endswith(" và ", floor, source.start)
    first = page.sources.ending(source.start - len(" và ")) if joined else None
    if first is None or first.kind != "person" or first.start < floor or not _stands_free(page.text, floor, first.start):
        return source
    return Source(first.start, source.end, "unnamed", first.start, source.end)


def _stands_free(text: str, floor: int, start: int) -> bool:
    """Say whether a clause, or one item of a list, begins at a place."""
    return start == floor or _after_opener(text, floor, start) == start or bool(_AND.search(text, floor, start))


def _kin(page: Page, source: Source, floor: int) -> Source | None:
    """Return who is described by another person between commas: ``Thầy Định, đệ tử của thầy Đạo, cho hay``."""
    people = page.sources.people_in(floor, source.start)
    person = people[-1] if people and page.text.startswith(",", source.end) else None
    if person is None or person.kind != "person" or is_addressed(page.text, person):
        return None
    return person if _KIN.fullmatch(page.text, person.end, source.start) else None


def _informs(page: Page, source: Source, word: str) -> bool:
    """Say whether a source gave out what is reported: "Thông tin của UBND quận cho biết"."""
    return word in {"của", "từ"} and page.text.endswith(f"hông tin {word} ", 0, source.start)


def _no_subject(source: Source, cue: Cue, word: str) -> bool:
    """Say whether the word before a source makes a clause of time of it, an addressee or an owner."""
    if word == "nghe" and cue.sign in {"colon", "marks"}:
        return False  # "tôi nghe ông nói: “…”"
    return word in listed("subject", "time") or (word in listed("subject", "not_before") and source.kind != "document")


def followed(page: Page, cue: Cue, floor: int, previous: Draft | None) -> Subject | None:
    """Return the source that a cue without one goes on with (P9, P10), where nothing else can be meant."""
    if cue.entry.kind == "mark_only" and cue.sign not in {"colon", "marks"}:
        return None
    chain = _CHAIN.search(page.text, max(floor, cue.start - _CHAINED), cue.start)
    joined = page.text[chain.start() : cue.start] if chain else ""
    if joined.startswith(",") and "đồng thời" not in joined and cue.sign == "comma" and _lists(page, cue):
        return None
    if _chains(page, cue, floor, joined, previous):
        cut = chain.start() if chain else cue.start
        return _chained(page, cue, floor, cut, joined, previous) or _continued(page, cue, floor, previous)
    source, how = None, "sentence-subject"
    if cue.sign in {"colon", "marks"}:
        # ông Sáu, or somebody without a name, stands up and objects with a colon
        source = _sentence_subject(page, floor, cue.start) or _somebody(page, floor, cue.start)
    elif cue.entry.act == "order" and cue.entry.words in listed("chain", "orders"):
        listing = joined.startswith(",") and cue.sign == "clause"
        if listing or names_recipient(page.text, cue.content):
            source, how = _doer(page, floor, cue.start), "doer"
    if source and _may_say(source, cue):
        own = previous is not None and page.text.startswith("sẽ ", previous.start)  # what he himself will do
        asked = own and how == "doer" and names_recipient(page.text, cue.content)
        if asked and chain and joined.startswith(",") and _reported(previous, source, cue):
            return Subject(source, chain.start(), "chain", sibling=True)  # "ông Hải thông tin sẽ …, gửi …, đề nghị ngân hàng …"
        return Subject(_whole(page, source, cue.start), floor, how)
    return _continued(page, cue, floor, previous)


def _lists(page: Page, cue: Cue) -> bool:
    """Say whether a cue between commas is one of a list of verbs: it is no core cue, or the next cue follows at once."""
    after = page.cue_from(cue.content)
    return cue.entry.kind != "core" or (after is not None and after.start == cue.content)


def _chains(page: Page, cue: Cue, floor: int, joined: str, previous: Draft | None) -> bool:
    """Say whether what stands before a cue joins it to the verb before: a semicolon, "đồng thời", "và" after no other report."""
    if (joined.startswith(",") and _alone_in(page, cue, previous, floor)) or _felt(page, cue, floor, joined, previous):
        return True
    if not joined.strip():
        return False  # nothing joins them: "…, trong khi nhiều đại biểu đều cho rằng …" has a subject of its own
    first = not (previous and previous.lead >= floor - 1)
    alone = joined.endswith("và ") and first and (cue.entry.act != "order" or names_recipient(page.text, cue.content))
    return joined.startswith(";") or "đồng thời" in joined or alone or cue.entry.words in listed("chain", "splitting")


def _felt(page: Page, cue: Cue, floor: int, joined: str, previous: Draft | None) -> bool:
    """Say whether a feeling goes before a promise or a request of the same person: ``bày tỏ cảm kích … và cam kết sẽ …``."""
    if joined != " và " or previous is None or previous.lead < floor - 1 or previous.cue_start is None:
        return False
    if cue.entry.words not in listed("chain", "felt") or not starts("chain", "feelings").match(page.text, previous.cue_start):
        return False
    return not any(item.kind != "place" for item in page.sources.within(previous.start, cue.start))


def _alone_in(page: Page, cue: Cue, previous: Draft | None, floor: int) -> bool:
    """Say whether a cue after a comma goes on with the report before it: an order after an order, or nobody else in its words."""
    if previous is None or previous.lead < floor - 1 or previous.source is None:
        return False
    sharing = cue.entry.words in listed("chain", "sharing")
    ordering = sharing and names_recipient(page.text, cue.content)
    if previous.act == "order" and (ordering or (sharing and starts("chain", "ordered").match(page.text, cue.content))):
        return True
    nobody = not any(item.kind != "place" for item in page.sources.within(previous.start, cue.start))
    said = page.text.startswith("và ", cue.start - 3) and (cue.entry.kind == "core" or cue.entry.act in {"order", "state"})
    return nobody and (((ordering or said) and cue.sign == "clause") or cue.sign == "comma")


def _chained(page: Page, cue: Cue, floor: int, cut: int, joined: str, previous: Draft | None) -> Subject | None:
    """P10: ``…; đồng thời khẳng định …`` goes on with the source of the cue before, or with the only person at the head."""
    if previous and previous.lead >= floor - 1 and previous.source and previous.form in {"clause", "marks"}:
        promised = cue.entry.words in listed("chain", "promises") and previous.act == "order"  # what was ordered, not said
        loose = not (cue.entry.kind == "core" or previous.act == "order" or "đồng thời" in joined)
        if joined.startswith(";") and (promised or loose):
            return None
        return Subject(previous.source, cut, "chain", sibling=True)
    source = _sentence_subject(page, floor, cut) or _praised(page, floor, cut)
    if source is None and cue.sign in {"colon", "marks"}:
        source = _somebody(page, floor, cut)
    if source and _may_say(source, cue) and joined.strip() not in {",", ""}:
        return Subject(source, floor, "sentence-subject")
    return None


def _praised(page: Page, floor: int, cut: int) -> Source | None:
    """Return who praises at the head of a sentence, and reports nothing yet: ``Đoàn kiểm tra đánh giá cao …; đồng thời …``."""
    cue = page.cue_from(floor)
    if cue is None or cue.start >= cut or not starts("chain", "praise").match(page.text, cue.start):
        return None
    found = printed(page, cue, floor)
    return found.source if found and _at_head(page, floor, found.source) else None


def _continued(page: Page, cue: Cue, floor: int, previous: Draft | None) -> Subject | None:
    """P9: ``Đặc biệt, giao Sở …``, ``Đồng thời, khẳng định …`` go on with who spoke in the sentence before."""
    if previous is None or previous.source is None:
        return None
    if cue.entry.act == "order":
        same = previous.source.personal or (previous.act == "order" and previous.source.kind == "body")
    else:
        same = previous.source.personal and cue.entry.kind == "core" and _opened(page, cue, floor)
    # "Yêu cầu các phòng …" at the head of a sentence, after another order
    bare = cue.start == floor and cue.entry.act == previous.act == "order" and names_recipient(page.text, cue.content)
    if not same or not (bare or _goes_on(page, cue, floor)):
        return None
    if page.sentence(cue.start) - page.sentence(previous.start) != 1:
        return None
    return Subject(previous.source, floor, "continued")


def _goes_on(page: Page, cue: Cue, floor: int) -> bool:
    """Say whether only an opener or an adjunct without a source or a verb stands between the head of a sentence and a cue."""
    if _opened(page, cue, floor):
        return True
    adjunct = _ADJUNCT.fullmatch(page.text, floor, cue.start)
    if adjunct is None or has_verb(page.text, floor, cue.start) or not names_recipient(page.text, cue.content):
        return False
    return not any(item.kind != "place" for item in page.sources.within(floor, cue.start))


def _opened(page: Page, cue: Cue, floor: int) -> bool:
    opener = _openers().match(page.text, floor)
    return opener is not None and opener.end() == cue.start


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"(?:{trie(listed('chain', 'goes_on'))}),?[ ](?:cần[ ])?")


@cache
def opened() -> re.Pattern[str]:
    """Return the pattern of what may stand at the head of a clause before its subject: a day, "Tuy nhiên"."""
    day = r"(?:Sáng|Chiều|Tối|Trưa|Ngày|Hôm|sáng|chiều|tối|ngày)[ ](?:ngày[ ])?[\d./-]+"
    return re.compile(rf"(?:(?:{day}|{trie(listed('subject', 'dateline'))}),?[ ])+")


def _called(page: Page, floor: int, end: int) -> Source | None:
    """Return who is called by his given name or initials alone: ``Lãm khai nhận …``, ``Tại tòa, Lãm nói …``.

    The word fills the clause before the cue, and ends the name of one person of the article; where it ends two, nobody is named.
    """
    text = page.text
    start = _after_opener(text, clause_start(text, floor, end), end)
    if not _WORD.fullmatch(text, start, end):
        return None
    return page.sources.by_given(start, end)


def _anybody(page: Page, cue: Cue, floor: int) -> Source | None:
    """Return the noun phrase that fills the clause before a sure cue, known to a table or not: "Truyền thông địa phương"."""
    spoken = cue.sign == "colon" and cue.entry.kind == "conditional" and page.mark_at(cue.content) is not None
    told = cue.entry.act != "order" and (spoken or cue.sign in _TOLD.get(cue.entry.kind, ()))
    named = cue.entry.act != "order" and "body" in cue.entry.source  # "Lumitek Vina cam kết": capitals alone may do it too
    if cue.entry.words not in listed("subject", "sure") and not told and not named:
        return None
    text = page.text
    end = page.sources.without_shell(floor, cue.start)
    start = clause_start(text, floor, end)
    for word in listed("subject", "turns"):
        at = text.rfind(word, start, end)
        start = at + len(word) if at >= 0 else start
    if start > floor and page.sources.people_in(floor, start):
        return None  # "ông Hải, người …": the person speaks or nobody
    start = _after_opener(text, start, end)
    head = start == _after_opener(text, floor, end)
    kind = clause_phrase(text, start, end) if end > start else None
    if kind is None or page.sources.people_in(start, end):
        return None
    if cue.entry.words not in listed("subject", "sure") and not told and not (head and text[start:end].istitle()):
        return None
    if kind == "body" and cue.sign == "comma" and cue.entry.words not in listed("subject", "sure") and not head:
        return None  # "kinh tế số, kinh tế chia sẻ, …": one of a list
    if kind == "body" and "body" not in cue.entry.source:
        kind = "unnamed"  # "Ngôi sao Hollywood nói": a verb of people
    return Source(start, end, kind, start, end)


def _headed(page: Page, cue: Cue, floor: int) -> Source | None:
    """Return the body whose noun phrase fills the clause before a cue: it begins with the word for one and holds no verb.

    ``Ban quản lý đường sắt đô thị TP.HCM cam kết …``: its name goes on further than any table of sectors knows. A comma
    stands inside it only before a word in small letters or a field (``Ủy ban Phòng, chống thiên tai …``).
    """
    text = page.text
    end = page.sources.without_shell(floor, cue.start)
    start = clause_start(text, floor, end)
    for _ in range(_COMMAS):
        first = _after_opener(text, start, end)
        if page.sources.people_in(first, end):
            return None
        human = (cue.entry.kind == "core" or cue.entry.act != "state") and human_phrase(text, first, end)
        if human or body_phrase(text, first, end):
            told = any(item.has_office for item in page.sources.people_in(floor, first)) or _listed().search(text, floor, first)
            return None if told else Source(first, end, "unnamed" if human else "body", first, end)
        if start == floor or not text.startswith(", ", start - 2) or text[start].isupper():
            return None
        start = clause_start(text, floor, start - 2)
    return None


@cache
def _met() -> re.Pattern[str]:
    """Return the pattern of those that were met or sent something, right before a comma."""
    return re.compile(r"(?<!\w)(?:với|cho|cùng|tới|đến|gửi|và)[ ][^,;:]*,[ ]\Z")


@cache
def _listed() -> re.Pattern[str]:
    """Return the pattern of an addressee right before a comma: "làm việc với Công an tỉnh, " goes on with another one."""
    return re.compile(rf"(?<!\w)(?:{trie(listed('subject', 'not_before'))})[ ][^,;:]*,[ ]\Z")


def _after_opener(text: str, start: int, end: int) -> int:
    opener = opened().match(text, start, end)
    return opener.end() if opener else start


def _inside_phrase(page: Page, source: Source, word: str) -> bool:
    """Say whether a body or place ends a longer noun phrase: a small word stands before it that opens no clause."""
    given = _informs(page, source, word) or (
        word not in listed("subject", "not_before") and bool(starts("subject", "amounts").match(page.text, source.start))
    )
    small = word.islower() and not word.isdigit() and not given and word not in listed("subject", "openers")
    return small and source.start > 0 and page.text[source.start - 1] == " "


def _sender(page: Page, cue: Cue, source: Source, floor: int) -> Subject | None:
    """Return who sent a body something: "Thứ trưởng … đã ký công văn gửi Sở Y tế yêu cầu"; nobody else speaks."""
    if cue.entry.act != "order" or word_before(page.text, source.start) != "gửi":
        return None
    first = _sentence_subject(page, floor, source.start)
    return Subject(first, floor, "sentence-subject") if first and _may_say(first, cue) else None


def _separated(page: Page, source: Source, cue: Cue) -> bool:
    """Say whether a comma stands between a body and its cue: then the cue may belong to a chain of verbs."""
    return source.kind in {"body", "place", "unnamed"} and "," in page.text[source.end : cue.start]


def _may_say(source: Source, cue: Cue) -> bool:
    wanted = {"document": "document", "body": "body", "place": "body"}.get(source.kind, "person")
    return wanted in cue.entry.source


def names_recipient(text: str, place: int) -> bool:
    """Say whether a recipient stands at a place: "các huyện", "Sở Nội vụ", "cho phòng …"."""
    return bool(_recipient().match(text, place))


@cache
def _recipient() -> re.Pattern[str]:
    return re.compile(rf"(?:cho[ ])?(?:{trie(listed('words', 'recipients'))}|[{UPPER}])")


@cache
def _sent() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{trie(data_toml('newsmine.extractors', 'adverb_shell.toml')['sent']['verbs'])})")


def _doer(page: Page, floor: int, end: int) -> Source | None:
    """Return the source at the head of a sentence that says he sent, signed or met, if nobody else is named before the cue."""
    sources = [item for item in page.sources.within(floor, min(end, floor + _HEAD)) if item.kind != "place"]
    first = sources[0] if sources else None
    if (
        first is None
        or not _at_head(page, floor, first)
        or first.kind in {"pronoun", "document"}
        or is_addressed(page.text, first)
    ):
        return None
    if first.personal and any(item.kind in {"person", "shared"} for item in page.sources.people_in(first.end + 1, end)):
        return None
    return first if _sent().search(page.text, first.end, end) else None


def _whole(page: Page, source: Source, limit: int) -> Source:
    """Return a body with the rest of its name, up to the first word that no name of a body holds."""
    if source.kind != "body":
        return source
    end = name_end(page.text, source.end, limit)
    return replace(source, end=end, name_end=end) if body_phrase(page.text, source.start, end) else source


def _sentence_subject(page: Page, floor: int, end: int) -> Source | None:
    """Return the only person that a sentence names before ``end``, where he stands at its head or after its fronted adjunct."""
    people = page.sources.people_in(floor, end)
    if people and page.text[floor : people[0].start] in listed("subject", "for_others"):
        people = people[1:]
    if not people or any(item.kind in {"person", "shared", "office"} for item in people[1:]):
        return None
    return people[0] if _at_head(page, floor, people[0]) else None


def _somebody(page: Page, floor: int, end: int) -> Source | None:
    """Return the one person without a name at the head of a sentence that names nobody else."""
    first = next((item for item in page.sources.within(floor, end) if item.kind not in {"place", "body"}), None)
    if first is None or first.kind != "unnamed" or not starts("subject", "one").match(page.text, first.start):
        return None
    return first if _at_head(page, floor, first) and not page.sources.people_in(floor, end) else None


def _at_head(page: Page, floor: int, source: Source) -> bool:
    head = page.text[floor : source.start].strip(' “"-')
    return not head or head.endswith((",", ":"))
