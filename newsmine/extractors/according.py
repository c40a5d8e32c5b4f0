"""P6: ``Theo ông Hải, …``, ``…, theo Sở Nội vụ.``, ``Theo báo cáo của UBND huyện: …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from newsmine.extractors.bodies import body_phrase, document_phrase, has_verb, names_no_source
from newsmine.extractors.cue_led import shaped
from newsmine.extractors.cues import Cue
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.layout import Sentence
from newsmine.extractors.lexical import UPPER, trie
from newsmine.extractors.names import foreign
from newsmine.extractors.signs import AFTER_MARK, OPENING, count_words, listed, starts
from newsmine.extractors.sources import Source
from newsmine.extractors.subjects import Subject, opened

__all__ = ["according_to"]

_REST = re.compile(r"[ ]?(?:,|:|thì(?=[ ]))[ ]*")
_VERB = re.compile(r"[ ](?:có(?![ ]được)|không|hiện|còn)(?=[ ])")  # "theo thống kê của huyện có 12 thôn": no comma
_PART = 5  # letters of "phòng" …
_COMPOUND = re.compile(r"[pP]hòng, [cC]hống")  # … whose comma ends no phrase: "phòng, chống thiên tai"
_TITLE = re.compile(r"[^,.;:“”\"\n]{4,90}(?=,[ ])")
_REACH = 240  # characters of the longest source after "theo"
_BODY = 120  # characters of a body whose name goes on further than its pattern knows …
_OFFICE_WORDS = 8  # words of the rest of an office
_BODY_WORDS = 6  # … by so many words
_CUE_AFTER = 14  # characters between a source and a cue of its own: "Theo ông Hải cho biết"
_NAME = re.compile(rf"[{UPPER}][\w&.-]+(?: [{UPPER}][\w&.-]*){{0,3}}")
_GIVEN = re.compile(rf"[{UPPER}](?:\w+|\.)")
_LETTER = re.compile(r"(?:, [A-ZĐ&-]+)?, ")  # the rest of the number of a document: "929/SXD-QLN, PT&NL, "
_CLAUSE_WORDS = 4  # words of a clause that a closing "theo" reports


@cache
def _according() -> re.Pattern[str]:
    also = r"(?:(?:Cũng|Vẫn|Còn|cũng|vẫn|còn|Và|và)[ ])?"
    return re.compile(rf"(?<!\w){also}(?P<cue>[tT]heo)(?:[ ](?:{trie(listed('according', 'nouns'))}))?[ ]")


@cache
def _described() -> re.Pattern[str]:
    return re.compile(rf"(?:{trie(listed('according', 'described'))})[ ][^,.;:“”\"\n]{{2,80}}(?=,[ ])")


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(rf"(?:{trie(listed('according', 'honorifics'))})[ ]")


def according_to(page: Page) -> Iterator[Draft]:
    """Return the drafts of all that is reported with "theo", in order."""
    text = page.text
    for match in _according().finditer(text):
        sentence = page.sentence_at(match.start())
        if sentence.caption or page.mark_around(match.start()) or names_no_source(text, match.end("cue") + 1):
            continue
        before = text[sentence.start : match.start()]
        fronted = not before.strip('“"- ') or bool(opened().fullmatch(before))
        after_comma = text[max(0, match.start() - 2) : match.start()].strip() in {",", ";", ":", "–", "-"}
        if not (fronted or after_comma or match.group()[0].isupper()):
            continue
        found = _source_after(page, match.end(), sentence.end)
        if found and not fronted and found[0].kind == "document" and starts("according", "norms").match(text, match.end()):
            continue  # "… được bổ nhiệm, theo quy định của Luật": done by the law, not said by it
        draft = _draft(page, sentence, match, found, inside=not fronted) if found else None
        if draft:
            yield draft


def _draft(page: Page, sentence: Sentence, match: re.Match[str], found: tuple[Source, int], *, inside: bool) -> Draft | None:
    text = page.text
    source, end = found
    span = match.span("cue")
    nested = page.cue_from(source.end)
    if nested and (speaker := _with_cue(page, source, end, nested, sentence)):
        return shaped(page, nested, Subject(speaker, sentence.start, "theo"))
    rest = _REST.match(text, end) or (_VERB.match(text, end) if not source.personal else None)
    if rest and source.kind == "person":
        described = _described().match(text, rest.end()) or _office_after(page, source, rest.end())
        rest = _REST.match(text, described.end()) if described else rest
    if rest and rest.end() < sentence.end and not (inside and _apposed(page, source, end, sentence.end)):
        start = rest.start() + 1 if rest.re is _VERB else rest.end()
        mark = page.mark_at(start)
        if mark and AFTER_MARK.match(text, mark.end):
            return Draft.of_span(mark.inner_start, mark.inner_end, sentence.start, source, "P6 theo-marks", "marks", span)
        if text[start].isspace():
            return None
        lone = mark is None and text[start] in OPENING and not text[start].isspace()
        form = "colon" if ":" in rest.group() or lone else "clause"
        start += lone
        lead = match.start() if inside and not match.group()[0].isupper() else sentence.start
        rule = f"P6 theo-{form}" + ("-inside" if inside else "")
        return Draft.of_span(start, start, lead, source, rule, form, span)
    if inside and (not text[end : sentence.end].strip(".!?… ") or _apposed(page, source, end, sentence.end)):
        return _closing(page, sentence, match.start(), source, span)
    return None


def _with_cue(page: Page, source: Source, end: int, cue: Cue, sentence: Sentence) -> Source | None:
    """Return who speaks where a cue of its own follows "theo" and its source, or None: ``Theo ông Hải cho biết …``."""
    text = page.text
    near = cue.start <= end + _CUE_AFTER and (cue.entry.kind == "core" or "," not in text[end : cue.start])
    if near and cue.sign != "none" and page.sources.before(cue.start, source.start):
        return source
    if cue.start >= sentence.end:
        return None
    if source.kind == "document":
        return _issuer(page, end, cue)
    # "Theo ông A – người theo dõi việc lắp máy … chia sẻ: “…”": a long apposition without a comma, and nobody else in it
    told = source.kind == "person" and cue.sign in {"colon", "marks"} and page.mark_at(cue.content) is not None
    others = any(item.kind not in {"body", "place"} for item in page.sources.within(source.end, cue.start))
    return source if told and not others and "," not in text[source.name_end : cue.start] else None


def _issuer(page: Page, end: int, cue: Cue) -> Source | None:
    """Return the body that orders by a document: ``Theo Công văn 929/SXD, Sở Xây dựng đề nghị …``."""
    found = page.sources.before(cue.start, end) if cue.entry.act == "order" and cue.sign == "clause" else None
    body = found[0] if found and found[0].kind == "body" else None
    return body if body and _LETTER.fullmatch(page.text, end, body.start) else None


def _proper(text: str, start: int, stop: int) -> bool:
    """Say whether a stretch is the name of a body that no list knows, an abbreviation or foreign: ``VARS``, ``CBRE Việt Nam``."""
    if not _NAME.fullmatch(text, start, stop):
        return False
    first = text[start:stop].split(" ", maxsplit=1)[0]
    return sum(letter.isupper() for letter in first) > 1 or foreign(first)


def _office_after(page: Page, source: Source, place: int) -> re.Match[str] | None:
    """Return the office of a person printed after him and a comma: ``Theo bà Mùi, giám đốc một công ty da giày, …``."""
    office = page.sources.at(place) if source.end == source.name_end else None
    if office is None or office.kind != "office" or page.text[place].isupper():
        return None
    rest = _TITLE.match(page.text, place)
    return None if rest is None or has_verb(page.text, place, rest.end()) else rest


def _apposed(page: Page, source: Source, end: int, stop: int) -> bool:
    """Say whether only who he is follows a person to the end of the sentence: "…, theo ông Trấn, một người con xứ này"."""
    text = page.text
    if source.kind != "person" or not text.startswith(", ", end) or "," in text[end + 2 : stop]:
        return False
    return bool(starts("according", "apposed").match(text, end + 2)) and not has_verb(text, end + 2, stop)


def _closing(page: Page, sentence: Sentence, stop: int, source: Source, span: tuple[int, int]) -> Draft | None:
    """Return the draft of a sentence that "theo" and its source close: its last clause after a semicolon, or all of it."""
    text = page.text
    cut = text.rfind("; ", sentence.start, stop)
    start = cut + 2 if cut >= 0 else sentence.start
    while stop > start and text[stop - 1] in " ,–-":
        stop -= 1
    mark = page.mark_at(start)
    if mark and mark.end >= stop - 1:
        return Draft.of_span(mark.inner_start, mark.inner_end, start, source, "P6 marks-theo", "marks", span)
    if count_words(text, start, stop) >= _CLAUSE_WORDS:
        return Draft.of_span(start, stop, start, source, "P6 clause-theo", "fixed", span)
    return None


def _source_after(page: Page, place: int, end: int) -> tuple[Source, int] | None:
    """Return the source after "theo" and where it ends; a document's noun phrase runs to the comma that no other phrase holds."""
    text = page.text
    stop = _comma(page, place, min(end, place + _REACH))
    verb = _VERB.search(text, place, stop)
    for cut in (stop, *((verb.start(),) if verb else ())):
        if document_phrase(text, place, cut):
            return Source(place, cut, "document", place, cut), cut
    named = page.sources.at(place)
    if body_phrase(text, place, stop) and not (named and named.kind == "person"):  # "Chi cục trưởng Phan …" is no "Chi cục"
        return Source(place, stop, "body", place, stop), stop
    honorific = _honorific().match(text, place)
    source = named or (page.sources.at(honorific.end()) if honorific else None)
    pair = _pair(page, source) if source and source.kind == "person" else None
    if pair is not None:
        return pair, pair.end
    if source is None or (source.kind == "place" and source.end != stop):
        given = page.sources.by_given(place, stop) if _GIVEN.fullmatch(text, place, stop) else None
        named = given or (Source(place, stop, "body", place, stop) if _proper(text, place, stop) else None)
        return (named, stop) if named else None
    return _whole(text, source, stop)


def _pair(page: Page, source: Source) -> Source | None:
    """Return two people after "theo" as people without a name: neither said it alone."""
    second = page.sources.at(source.end + len(" và ")) if page.text.startswith(" và ", source.end) else None
    if second is None or second.kind not in {"person", "office"}:
        return None
    return Source(source.start, second.end, "unnamed", source.start, second.end)


def _whole(text: str, source: Source, stop: int) -> tuple[Source, int] | None:
    """Return a source after "theo" with the rest of its office or name before the comma, longer than its pattern knows."""
    rest = text[source.end : stop].count(" ")
    more = source.end < stop and rest <= _OFFICE_WORDS and not has_verb(text, source.end, stop)
    if more and source.kind == "office" and source.figure is None:
        return replace(source, end=stop, name_end=stop), stop
    if (source.personal and source.kind != "unnamed") or source.end == stop:
        return source, stop if more and source.has_office else source.end
    if stop - source.start <= _BODY and rest <= _BODY_WORDS:
        return Source(source.start, stop, source.kind, source.start, stop), stop
    return None


def _comma(page: Page, place: int, limit: int) -> int:
    """Return the first comma or colon after a place that stands inside no noun phrase, or the limit; stops before it left out."""
    text = page.text
    inside = page.sources.within(place, limit)
    stop = place
    while True:
        found = min((at for at in (text.find(", ", stop, limit), text.find(":", stop, limit)) if at >= 0), default=-1)
        stop = found if found >= 0 else limit
        over = next((item.end for item in inside if item.start < stop < item.end), None)
        if over is None and _COMPOUND.match(text, stop - _PART):
            over = stop + 1
        if over is None or found < 0:
            break
        stop = over
    while stop > place and text[stop - 1] in ".!?… ":
        stop -= 1
    return stop
