"""Legal and planning documents that an article names: kind, number, issuer, date, subject.

Works on the reading view; the numbers that stand in a reference are not statistics. Tables: ``data/document_kinds.toml``,
``data/laws.toml``. Rules:

- ``kind+number``: Quyết định số 705/QĐ-TTg; Nghị quyết 30a/2008/NQ-CP; Chỉ thị số 40
- ``number``: a number with a known code and no kind before it (Nghị quyết 18-NQ/TW, *19-NQ/TW*)
- ``law``: Luật Đất đai năm 2013; ``law list``: các Luật Đất đai, *Nhà ở*
- ``congress``: Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII
- ``kind+marks``: Đề án “Sữa học đường”; ``kind+title``: Đề án sắp xếp đơn vị hành chính cấp xã

A later mention (Nghị quyết 18) of a document that the article names in full (Nghị quyết số 18-NQ/TW ngày 25/10/2017 của …)
takes number, issuer, date and subject from there, where just one document fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.document_subjects import dated, subject, titled
from newsmine.extractors.issuers import issuer_after, issuer_before
from newsmine.extractors.laws import law_name, more_laws
from newsmine.extractors.lexical import LOWER, UPPER, trie
from newsmine.extractors.lexicon import lexicon, lowered
from newsmine.language.document import Document
from newsmine.records import Reference, stable_id

__all__ = ["find_references"]

# 705/QĐ-TTg, 01-ĐA/TU, 30a/2008/NQ-CP, 91-KL/TU, 3110/UBND-KGVX, 40 – CT/TW, 59/2020/QH14, 67/CP, 19-2017/NQ-CP; a word may be
# glued on by a lost space ("67/CPvừa"), so a code is capitals with at most two small letters (TTg, QyĐ, TTr)
_CODE = rf"[{UPPER}](?:[{UPPER}0-9&]|[{LOWER}](?![{LOWER}]{{2}})){{0,11}}"
_FULL = re.compile(rf"\d{{1,5}}[a-zđA-ZĐ]?(?: ?[-/] ?(?:19|20)\d\d)?(?: ?[-–/] ?{_CODE}){{1,4}}(?!\w(?![{LOWER}]))")
_BARE = re.compile(r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?(?![\w%]|[.,/:-]\d)")
_NUMBER = re.compile(rf"(?<![\w.,/-]){_FULL.pattern}")
_YEAR = re.compile(r"(?: \([A-ZĐ&-]{2,10}\))?(?: năm|,)? ?(?:19|20)\d\d(?![\d/.-]\d|\d)")
_OF_A_LAW = re.compile(r",? \(?số (?=\d)")
_CODES = re.compile(_CODE)
_MARKED = re.compile(r" ?[“\"]([^“”\"\n]{3,160})[”\"]")
_ROMAN = re.compile(r"(?:[IVXLC]+|\d{1,2})(?!\w)")
_TERM = re.compile(r"\d{4} ?[-–] ?\d{4}")
_NAME = re.compile(rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,3}}(?!\w)")
_DIGITS = re.compile(r"\d+[a-zđ]?(?:/(?:19|20)\d\d)?")
_CONGRESS_PARTS = 12
_GENERAL = "văn bản"  # a word that leaves the kind to the code
_CONFIDENCE = {
    "kind+number": 0.98, "number": 0.95, "law": 0.95, "law list": 0.93, "congress": 0.95, "kind+marks": 0.93, "kind+title": 0.85,
}  # fmt: skip


class _Tables(NamedTuple):
    kinds: dict[str, str]
    codes: dict[str, str]
    kind: re.Pattern[str]
    counts: re.Pattern[str]
    full_only: frozenset[str]
    term: re.Pattern[str]
    titled: dict[str, re.Pattern[str]]
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
        kind=re.compile(rf"(?<!\w)(?<!kỷ )(?<!pháp )({trie(data['words'])})(?P<so> số:?)?(?= )"),
        counts=re.compile(rf" {trie(reading['counts'])}"),
        full_only=frozenset(reading["full_only"]),
        term=re.compile(rf",? (?:{trie(reading['term'])}) (?:[IVXLC]+|\d{{1,4}}(?: ?[-–] ?\d{{4}})?)(?!\w)", re.IGNORECASE),
        titled={kind: re.compile(rf" (?={trie(words)})") for kind, words in data["titled"].items()},
        congress=re.compile(rf" {trie(reading['congress'])}"),
        congress_goes_on=re.compile(rf" {trie(reading['congress_goes_on'])}"),
    )


def find_references(doc: Document) -> tuple[Reference, ...]:
    """Return the references of a document, in order; none overlaps another."""
    text = doc.text
    low = lowered(text)
    return _tied([_reference(doc, low, hit) for hit in _hits(text, low)])


def _hits(text: str, low: str) -> Iterator[_Hit]:
    found = [*_with_kind(text, low), *_numbers(text)]
    last = 0
    for hit in sorted(found, key=lambda item: (item.start, -item.end)):
        if hit.start >= last:
            last = hit.end
            yield hit


def _with_kind(text: str, low: str) -> Iterator[_Hit]:
    for match in _tables().kind.finditer(low):
        start, end = match.span()
        word = match.group(1)
        kind = _tables().kinds[word]
        full = _FULL.match(text, end + 1)
        if full:
            yield _Hit(start, full.end(), _kind_of(word, kind, full.group()), full.group(), "kind+number")
        elif word not in _tables().full_only:
            bare = _bare(text, low, match)
            if bare:
                yield _Hit(start, bare[1], kind, text[bare[0] : bare[1]], "kind+number")
            else:
                yield from _without_number(text, low, start, match.end(1), kind)


def _bare(text: str, low: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Return the span of a number without a code after a kind, where it is no count and no year."""
    number = _BARE.match(text, match.end() + 1)
    if number is None or match.group(1) == "hiến pháp":
        return None
    if match["so"]:
        return number.span()
    year = low.startswith((" năm 20", " năm 19"), number.end())
    lone_year = len(number.group()) == len("2013") and number.group()[:2] in {"19", "20"}
    if text[match.start()].isupper() and not lone_year and (year or not _tables().counts.match(low, number.end())):
        return number.span()
    return None


def _kind_of(word: str, kind: str, number: str) -> str:
    """Return the kind: the printed word's, but for "văn bản" the code's."""
    if word != _GENERAL:
        return kind
    return next((_tables().codes[code] for code in _CODES.findall(number) if code in _tables().codes), kind)


def _without_number(text: str, low: str, start: int, end: int, kind: str) -> Iterator[_Hit]:
    """Yield a law, a resolution of a congress, a plan whose title stands in marks or that is known by its title."""
    tables = _tables()
    capital = text[start].isupper()
    if kind in {"luật", "pháp lệnh"}:
        yield from _law(text, low, start, end, kind)
    elif not capital:
        return
    elif kind == "hiến pháp" and (year := _YEAR.match(text, end)):
        yield _Hit(start, year.end(), kind, None, "law")
    elif kind == "nghị quyết" and (congress := tables.congress.match(low, end)):
        last = _congress(text, low, congress.end())
        if last > congress.end():
            yield _Hit(start, last, kind, None, "congress")
    elif kind in {"đề án", "chương trình", "kế hoạch"} and (marked := _MARKED.match(text, end)):
        yield _Hit(start, marked.end(), kind, None, "kind+marks", marked.span(1))
    elif kind in tables.titled and tables.titled[kind].match(low, end) and (title := titled(text, low, end + 1)):
        yield _Hit(start, title[1], kind, None, "kind+title", title)


def _law(text: str, low: str, start: int, end: int, kind: str) -> Iterator[_Hit]:
    name = law_name(text, low, end, capital=text[start].isupper())
    if name is None:
        return
    first, last, whole = name
    numbered = _OF_A_LAW.match(text, whole)
    number = (_FULL.match(text, numbered.end()) or _BARE.match(text, numbered.end())) if numbered else None
    yield _Hit(start, number.end() if number else whole, kind, number.group() if number else None, "law", (first, last))
    for further in more_laws(text, low, start, whole):
        yield _Hit(*further, kind, None, "law list", further)


def _congress(text: str, low: str, here: int) -> int:
    """Return the end of a resolution of a congress: levels, names, numbers of the congress, term."""
    for _ in range(_CONGRESS_PARTS):
        goes_on = _tables().congress_goes_on.match(low, here)
        if goes_on:
            here = goes_on.end()
            continue
        part = None
        if text[here : here + 1] == " ":
            part = _TERM.match(text, here + 1) or _ROMAN.match(text, here + 1) or _NAME.match(text, here + 1)
        if part is None:
            break
        here = part.end()
    return here


def _numbers(text: str) -> Iterator[_Hit]:
    """Yield numbers with a known code that no kind stands before (or whose kind stands before an earlier number of a list)."""
    codes = _tables().codes
    for match in _NUMBER.finditer(text):
        kind = next((codes[code] for code in _CODES.findall(match.group()) if code in codes), None)
        if kind is not None:
            yield _Hit(match.start(), match.end(), kind, match.group(), "number")


def _reference(doc: Document, low: str, hit: _Hit) -> Reference:
    text = doc.text
    end, issued = dated(text, hit.end)
    if issued is None and hit.rule in {"law", "law list", "kind+number"} and (year := _YEAR.match(text, hit.end)):
        end = year.end()
    issuer = issuer_after(text, low, end)
    after = issuer[1] if issuer else end
    if issuer and (term := _tables().term.match(text, after)):
        after = term.end()
    if issued is None and issuer:
        after, issued = dated(text, after)
    if hit.rule not in {"law", "law list"} and (issuer is None or low[slice(*issuer)] in lexicon().levels):
        # "UBND tỉnh ban hành Kế hoạch 12 của tỉnh": the body says more than the level
        issuer = issuer_before(text, low, hit.start) or issuer
    title = hit.title or subject(text, low, after)
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


def _tied(found: list[Reference]) -> tuple[Reference, ...]:
    """Give later mentions of a numbered document what the article says of it elsewhere, where one document alone fits."""
    documents: dict[tuple[str, str], dict[str, list[Reference]]] = {}
    for item in found:
        if item.number and (digits := _DIGITS.match(item.number)):
            same = documents.setdefault((item.kind, digits.group().split("/")[0]), {})
            same.setdefault(_plain(item.number), []).append(item)
    return tuple(_completed(item, documents) if item.number else item for item in found)


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number).replace("–", "-").upper()


def _completed(item: Reference, documents: dict[tuple[str, str], dict[str, list[Reference]]]) -> Reference:
    number = item.number or ""
    digits = _DIGITS.match(number)
    same = documents.get((item.kind, digits.group().split("/")[0]), {}) if digits else {}
    own = _plain(number)
    coded = [full for full in same if _CODES.search(full) and (full == own or full.startswith((f"{own}/", f"{own}-")))]
    if own not in coded and len(coded) > 1:
        return item
    full = own if own in coded or not coded else coded[0]
    # an issuer or a subject that two mentions give differently is left to each mention
    mentions = [*same.get(full, []), *(same.get(own, []) if full != own else [])]
    printed = next((mention.number for mention in mentions if _plain(mention.number or "") == full), item.number)
    return replace(
        item,
        number=printed if full != own else item.number,
        issuer=item.issuer or next((mention.issuer for mention in mentions if mention.issuer), None),
        issued_on=item.issued_on or next((mention.issued_on for mention in mentions if mention.issued_on), None),
        title=item.title or next((mention.title for mention in mentions if mention.title), None),
    )
