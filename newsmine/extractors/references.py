"""Legal and planning documents that an article names: kind, number, issuer, date, subject.

Works on the reading view; the numbers that stand in a reference are not statistics. Tables: ``data/document_kinds.toml``. Rules:

- ``kind+number``: Quyết định số 705/QĐ-TTg; Nghị quyết 30a/2008/NQ-CP; Chỉ thị số 40
- ``number``: a number with a known code and no kind before it (Nghị quyết 18-NQ/TW, *19-NQ/TW*)
- ``law``: Luật Đất đai năm 2013
- ``congress``: Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII
- ``kind+marks``: Đề án “Sữa học đường”
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.issuers import issuer_after, issuer_before
from newsmine.extractors.lexical import LOWER, UPPER, trie
from newsmine.extractors.lexicon import lowered
from newsmine.language.document import Document
from newsmine.records import Reference, stable_id

__all__ = ["find_references"]

# 705/QĐ-TTg, 01-ĐA/TU, 30a/2008/NQ-CP, 91-KL/TU, 3110/UBND-KGVX, 40 – CT/TW, 59/2020/QH14, 67/CP
_CODE = rf"[{UPPER}][{UPPER}{LOWER}0-9&]{{0,9}}"
_FULL = rf"\d{{1,5}}[a-zđA-ZĐ]?(?: ?/ ?(?:19|20)\d\d)?(?: ?[-–/] ?{_CODE}){{1,4}}(?!\w)"
_BARE = r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?(?![\w%]|[.,/:-]\d)"
_DATE = re.compile(
    r"(?:,? \(?(?:ban hành )?ngày )(?P<d>\d{1,2})(?: ?[/.-] ?| tháng )(?P<m>\d{1,2})"
    r"(?: ?[/.-] ?| năm )(?P<y>(?:19|20)\d\d)(?!\d)\)?"
)
_YEAR = re.compile(r"(?: năm|,) ?(?:19|20)\d\d(?!\d)")
_CODES = re.compile(_CODE)
_SUBJECT = 260  # characters
_SUBJECT_END = re.compile(r"[.;:?!](?=\s|$)|[\n()“”\"]|, (?=[A-ZĐ])| (?=(?:và|cùng) (?:Nghị|Quyết|Chỉ|Kế|Thông|Kết)\b)")
_LAW_WORDS = 9
_MARKED = re.compile(r" ?[“\"]([^“”\"\n]{3,160})[”\"]")
_ROMAN = re.compile(r"(?:[IVXLC]+|\d{1,2})(?!\w)")
_TERM = re.compile(r"\d{4} ?[-–] ?\d{4}")


class _Tables(NamedTuple):
    kinds: dict[str, str]
    codes: dict[str, str]
    kind: re.Pattern[str]
    number: re.Pattern[str]
    counts: re.Pattern[str]
    about: re.Pattern[str]
    ends: re.Pattern[str]
    law_commas: frozenset[str]
    law_ends: frozenset[str]
    congress: re.Pattern[str]
    congress_goes_on: re.Pattern[str]


class _Hit(NamedTuple):
    """A reference in the reading view before issuer and subject are read."""

    start: int
    end: int
    kind: str
    number: str | None
    rule: str
    title: tuple[int, int] | None = None


@cache
def _tables() -> _Tables:
    data = data_toml("newsmine.extractors", "document_kinds.toml")
    reading = data["reading"]
    return _Tables(
        kinds=dict(data["words"]),
        codes=dict(data["codes"]),
        kind=re.compile(rf"(?<!\w)({trie(data['words'])})(?P<so> số:?)?(?= )"),
        number=re.compile(rf"(?<![\w.,/-]){_FULL}"),
        counts=re.compile(rf" {trie(reading['counts'])}"),
        about=re.compile(rf",? (?:(?:{trie(reading['about'])}) |(?={trie(reading['about_kept'])} ))"),
        ends=re.compile(rf", (?={trie(reading['ends'])})"),
        law_commas=frozenset(reading["law_commas"]),
        law_ends=frozenset(reading["law_ends"]),
        congress=re.compile(rf" {trie(reading['congress'])}"),
        congress_goes_on=re.compile(rf" {trie(reading['congress_goes_on'])}"),
    )


_FULL_NUMBER = re.compile(_FULL)
_BARE_NUMBER = re.compile(_BARE)


def find_references(doc: Document) -> tuple[Reference, ...]:
    """Return the references of a document, in order; none overlaps another."""
    text = doc.text
    low = lowered(text)
    return tuple(_reference(doc, low, hit) for hit in _hits(text, low))


def _hits(text: str, low: str) -> Iterator[_Hit]:
    found = [*_with_kind(text, low), *_numbers(text)]
    last = 0
    for hit in sorted(found, key=lambda item: (item.start, -item.end)):
        if hit.start >= last:
            last = hit.end
            yield hit


def _with_kind(text: str, low: str) -> Iterator[_Hit]:
    tables = _tables()
    for match in tables.kind.finditer(low):
        start, end = match.span()
        word = match.group(1)
        kind = tables.kinds[word]
        full = _FULL_NUMBER.match(text, end + 1)
        if full:
            yield _Hit(start, full.end(), _kind_of(word, kind, full.group()), full.group(), "kind+number")
            continue
        capital = text[start].isupper()
        bare = _BARE_NUMBER.match(text, end + 1)
        if bare:
            counted = tables.counts.match(low, bare.end())
            year = low.startswith(" năm 20", bare.end()) or low.startswith(" năm 19", bare.end())
            if match.group("so") or (capital and (year or not counted)):
                yield _Hit(start, bare.end(), kind, bare.group(), "kind+number")
        elif capital:
            yield from _without_number(text, low, start, match.end(1), kind)


def _kind_of(word: str, kind: str, number: str) -> str:
    """Return the kind: the printed word's, but for "văn bản" the code's."""
    if word != "văn bản":
        return kind
    return next((_tables().codes[code] for code in _CODES.findall(number) if code in _tables().codes), kind)


def _without_number(text: str, low: str, start: int, end: int, kind: str) -> Iterator[_Hit]:
    """Yield a law, a resolution of a congress, a plan whose title stands in marks."""
    tables = _tables()
    if kind == "luật":
        last = _law(text, end)
        if last > end:
            yield _Hit(start, last, kind, None, "law", (end + 1, last))
    elif kind == "nghị quyết" and (congress := tables.congress.match(low, end)):
        yield _Hit(start, _congress(text, low, congress.end()), kind, None, "congress")
    elif kind in {"đề án", "chương trình", "kế hoạch"} and (marked := _MARKED.match(text, end)):
        yield _Hit(start, marked.end(), kind, None, "kind+marks", marked.span(1))


def _law(text: str, end: int) -> int:
    """Return the end of a law's name: a capital first, then small words up to one that no name goes on with."""
    tables = _tables()
    here = end
    for words, match in enumerate(_LAW_WORD.finditer(text, end)):
        gap, word = match.group(1), match.group(2)
        if match.start() != here or words == _LAW_WORDS or (words == 0 and (gap != " " or not word[0].isupper())):
            break
        if words and (word in tables.law_ends or (word[0].isupper() and text[here - 3 : here] != " và")):
            break
        if gap == ", " and text[end + 1 : here].lower() not in tables.law_commas and words > _LAW_COMMA:
            break
        if gap == ", " and not any(text[end + 1 : here].lower().endswith(item) for item in tables.law_commas):
            break
        here = match.end()
    return here if not text[end:here].endswith(" và") else here - len(" và")


_LAW_COMMA = 4
_LAW_WORD = re.compile(r"(, | )(\w+)")


def _congress(text: str, low: str, here: int) -> int:
    """Return the end of a resolution of a congress: levels, names, numbers of the congress, term."""
    tables = _tables()
    for _ in range(12):
        goes_on = tables.congress_goes_on.match(low, here)
        if goes_on:
            here = goes_on.end()
            continue
        if text[here : here + 1] != " ":
            break
        number = _TERM.match(text, here + 1) or _ROMAN.match(text, here + 1)
        name = None if number else _NAME.match(text, here + 1)
        if number is None and name is None:
            break
        here = (number or name).end()  # type: ignore[union-attr]
    return here


_NAME = re.compile(rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,3}}(?!\w)")


def _numbers(text: str) -> Iterator[_Hit]:
    """Yield numbers with a known code that no kind stands before (or whose kind stands before an earlier number of a list)."""
    codes = _tables().codes
    for match in _tables().number.finditer(text):
        kind = next((codes[code] for code in _CODES.findall(match.group()) if code in codes), None)
        if kind is not None:
            yield _Hit(match.start(), match.end(), kind, match.group(), "number")


def _reference(doc: Document, low: str, hit: _Hit) -> Reference:
    text = doc.text
    end, issued = _dated(text, hit.end)
    if issued is None and hit.rule in {"law", "kind+number"} and (year := _YEAR.match(text, hit.end)):
        end = year.end()
    issuer = issuer_after(text, low, end)
    after = issuer[1] if issuer else end
    if issued is None and issuer:
        after, issued = _dated(text, after)
    if issuer is None:
        issuer = issuer_before(text, low, hit.start)
    title = hit.title or _subject(text, low, after)
    start, stop, printed = doc.span(hit.start, end)
    return Reference(
        reference_id=stable_id("reference", doc.article.article_id, start, stop),
        article_id=doc.article.article_id,
        start=start,
        end=stop,
        text=printed,
        kind=hit.kind,
        number=hit.number,
        issuer=doc.span(*issuer)[2] if issuer else None,
        issued_on=issued,
        title=doc.span(*title)[2] if title else None,
        confidence=_CONFIDENCE[hit.rule],
        rule=hit.rule,
    )


_CONFIDENCE = {"kind+number": 0.98, "number": 0.95, "law": 0.93, "congress": 0.9, "kind+marks": 0.93}


def _dated(text: str, here: int) -> tuple[int, str | None]:
    """Return the end of a date that follows, and the date (ISO 8601); None where none follows or no calendar has it."""
    found = _DATE.match(text, here)
    if found is None:
        return here, None
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return here, None
    end = found.end()
    return end - (text[end - 1] == ")" and "(" not in found.group()), day.isoformat()


def _subject(text: str, low: str, here: int) -> tuple[int, int] | None:
    """Return what the document is about: after "về (việc)" up to the end of the clause."""
    tables = _tables()
    about = tables.about.match(low, here)
    if about is None:
        return None
    start = about.end()
    limit = min(len(text), start + _SUBJECT)
    stop = _SUBJECT_END.search(text, start, limit)
    end = stop.start() if stop else limit
    comma = tables.ends.search(low, start, end)
    end = comma.start() if comma else end
    end = start + len(text[start:end].rstrip())
    return (start, end) if end > start else None
