"""P4, P8, P13: marked words whose source stands after them, or before them without a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from newsmine.extractors.bodies import clause_phrase, document_phrase, has_verb, human_phrase
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.lexical import LOWER, UPPER, trie
from newsmine.extractors.marks import Marked
from newsmine.extractors.signs import AFTER_MARK, BACK, OPENING, TERM_WORDS, count_words, listed, starts, whole
from newsmine.extractors.sources import Source
from newsmine.extractors.subjects import printed

__all__ = ["after_marks", "said_that", "voices"]

_GAP = re.compile(r"[ ]?[,.!?…]?[ ]?[-–—]?[ ]?,?[ ]?")
_BRACKET = re.compile(r"[.]?[ ]\((?=\w)")
_SIGNED = re.compile(r"[^()\n]{0,80}\)[.]?[ ]?(?:\n|\Z)")  # a letter and who wrote it: "“…”. (Bà Mùi, phường Tích Sơn)"
_SEPARATES = re.compile(r"[,–—-]")
_DASH = re.compile(r"[-–—]")
_VOICE = re.compile(rf"[ ]?:[ ](?=[“\"«„{UPPER}])")
_MANNER = re.compile(rf",?[ ](?P<cue>[{LOWER}]+(?:[ ][{LOWER}]+){{0,4}})[ ]?:[ ](?=[“\"«])")
_REACH = 260  # characters between marks and the cue of the source after them
_FIRST_PERSON_WITHIN = 200  # characters of words after a bare name and colon that must hold a first person
_CLOSING = re.compile(
    rf",?[ ](?P<cue>[{LOWER}]+(?:[ ][{LOWER}]+){{0,4}})[ ]?[.!?…](?:[ ]|$|\n)"
)  # "…”, ông Khuyến dằn từng tiếng."
_STRANGE = 80  # characters of a source that no table knows
_INITIALS = re.compile(rf"(?:[{UPPER}]\.)+")
_NEW = re.compile(r"(?:tân|vị)[ ]")  # "- tân Bí thư Tỉnh ủy … nói"
_LAST_NOUN = re.compile(r"(?:dẫn lời|trích lời|lời)\Z|(?<=là )(?:một trong những |những |một )?\w.*\Z")
_THAT = re.compile(rf",?[ ](?P<cue>[{LOWER}]+(?:[ ][{LOWER}]+){{0,3}})[ ]rằng,?[ ]")
_ASIDE = re.compile(r"[ ]\([^()\n]{2,60}\)")
_WHO = re.compile(rf",?[ ][-–][ ][^.;:“”\"\n]{{3,140}}(?=:[ ][{UPPER}])")  # who somebody is, between a dash and a colon
_VOICES = 2  # people with words of their own after a colon that make a page of opinions
_SPEECH = 8  # words of the sentence after such a colon
_LEAST = 2  # marked words that may be speech where a source follows


@cache
def _nominal() -> re.Pattern[str]:
    """Return the pattern of ``“…” là khẳng định của …``, ``“…”, vẫn lời …``, ``“…”, Reuters dẫn lời …``."""
    one = "(?:một trong những[ ]|những[ ]|một[ ])?"
    noun = rf"(?:(?:[đĐ]ó|[đĐ]ây)[ ])?(?:cũng[ ])?(?:là|chính là)[ ]{one}{trie(listed('nominal', 'nouns'))}"
    owned = rf"(?<=,[ ]){one}{trie(listed('nominal', 'owned'))}(?=[ ]của[ ])"
    cited = r"[^,.;:“”\"\n]{2,40}?[ ](?:dẫn lời|trích lời)"
    return re.compile(
        rf"(?:[ ]?[-–—,.][ ]?|[ ])?(?P<cue>{noun}(?=[ ](?:của|từ)[ ])|{owned}|(?:vẫn|cũng)[ ]lời|{cited})[ ](?:(?:của|từ)[ ])?"
    )


def after_marks(page: Page) -> Iterator[Draft]:
    """P4, P8: ``“…” - ông Hải chia sẻ``, ``“…”, Chủ tịch UBND xã nhấn mạnh``, ``“…” là khẳng định của …``."""
    for mark in page.marks:
        if count_words(page.text, mark.inner_start, mark.inner_end) < _LEAST or page.sentence_at(mark.start).caption:
            continue
        nominal = _nominal().match(page.text, mark.end)
        draft = _named(page, mark, nominal) if nominal else _attributed(page, mark)
        if draft:
            yield draft


def _named(page: Page, mark: Marked, nominal: re.Match[str]) -> Draft | None:
    source = page.sources.at(nominal.end())
    if source is None:
        return None
    start, end = nominal.span("cue")
    last = _LAST_NOUN.search(page.text, start, end)
    cue = (last.start(), end) if last else (start, end)
    return Draft.of_span(mark.inner_start, mark.inner_end, mark.start, source, "P8 marks-nominal", "marks", cue)


def _attributed(page: Page, mark: Marked) -> Draft | None:
    text = page.text
    gap = _BRACKET.match(text, mark.end) or _GAP.match(text, mark.end)
    here = gap.end() if gap else mark.end
    joined = bool(text[mark.end : here].strip()) or text[mark.inner_end - 1] in ",.!?…"
    new = _NEW.match(text, here)
    source = page.sources.at(here) or (page.sources.at(new.end()) if new else None) or _document_after(page, here)
    strange = source is None
    if source and source.kind == "unnamed" and (whole_phrase := _goes_on(page, source)):
        source, strange = whole_phrase, True
    source = source or _stranger_after(page, here, joined=joined)
    if source is None or not (joined or source.kind in {"person", "pronoun"}) or _leads(page, source, text[mark.end : here]):
        return None
    if _introduced(page, mark) or not _opens(page, mark):
        return None
    cue = page.cue_from(source.end)
    begins = text[here].isupper() and not text[mark.end : here].strip()  # "“…?” Ông nêu ví dụ về …": a sentence of its own
    if cue and cue.sign == "clause" and begins:
        cue = None
    if cue and cue.start - source.end <= _REACH and (joined or AFTER_MARK.match(text, cue.end)):
        reached = page.sources.before(cue.start, source.start)
        if strange or source.kind == "document" or (reached and reached[0].start == source.start):
            return Draft.of_mark(mark, mark.start, source, "P4 marks-source-cue", cue)
    return None if strange else _alone(page, mark, source, here, joined=joined)


def _alone(page: Page, mark: Marked, source: Source, here: int, *, joined: bool) -> Draft | None:
    """Return the draft of marks whose source follows with no cue of the table: a manner, an apposition, or a dash and no more."""
    text, span = page.text, (mark.inner_start, mark.inner_end, mark.start)
    manner = _CLOSING.match(text, source.end) if joined and source.kind in {"person", "pronoun", "office"} else None
    if manner:
        return Draft.of_span(*span, source, "P4 marks-source-manner", "marks", manner.span("cue"))
    if source.kind in {"person", "unnamed"} and _BRACKET.match(text, mark.end) and _SIGNED.match(text, source.end):
        return Draft.of_span(*span, source, "P4 marks-bracket", "marks", None)
    if _SEPARATES.search(text[mark.end : here] + text[mark.inner_end - 1]) and _tells(page, mark, source):
        return Draft.of_span(*span, source, "P4 marks-source-far", "marks", None)
    if source.kind == "person" and AFTER_MARK.match(text, source.end) and _DASH.search(text, mark.end, here):
        return Draft.of_span(*span, source, "P4 marks-dash-source", "marks", None)
    return None


def _goes_on(page: Page, source: Source) -> Source | None:
    """Return an unnamed person with the rest of his noun phrase before a cue: ``Một bạn đọc giấu tên ở phường Tâm viết``."""
    cue = page.cue_from(source.end)
    end = page.sources.without_shell(source.end, cue.start) if cue and cue.start - source.end <= _STRANGE else source.end
    if end <= source.end or "," in page.text[source.end : end] or not human_phrase(page.text, source.start, end):
        return None
    return page.sources.by_given(source.start, end) or replace(source, end=end, name_end=end)


def _stranger_after(page: Page, here: int, *, joined: bool) -> Source | None:
    """Return whom no table knows between marks and a core cue: ``“…”, T. cho biết``, ``“…” - một chủ quán ở chợ nói``."""
    cue = page.cue_from(here)
    if not joined or cue is None or cue.start - here > _STRANGE:
        return None
    end = page.sources.without_shell(here, cue.start)
    if cue.entry.kind != "core" and (" " in page.text[here:end] or not page.sources.called(page.text[here:end])):
        return None
    if end <= here or page.sources.within(here, end):
        return None
    known = _INITIALS.fullmatch(page.text, here, end) or page.sources.called(page.text[here:end])
    kind = "stranger" if known else clause_phrase(page.text, here, end)
    if kind is None:
        return None
    person = page.sources.by_given(here, end) if kind == "stranger" else None
    return person or Source(here, end, kind, here, end)


def _tells(page: Page, mark: Marked, source: Source) -> bool:
    """Say whether the one person after marks and a comma, and who he is, fill the rest of the sentence."""
    if source.kind != "person" or not page.text.startswith((",", " (", " -", " –"), source.end):
        return False
    end = page.sentence_at(source.start).end
    others = any(item.kind == "person" for item in page.sources.within(source.end, end))
    speech = count_words(page.text, mark.inner_start, mark.inner_end) >= TERM_WORDS
    return speech and not others and not any(source.end < item.start < end for item in page.marks)


def _leads(page: Page, source: Source, gap: str) -> bool:
    """Say whether a source after marks begins a sentence of its own that leads to further words: ``“…”. Chủ tọa hỏi: “…”``."""
    cue = page.cue_from(source.end)
    if cue is None or cue.sign != "colon" or "," in gap or "-" in gap or "–" in gap:
        return False
    reached = page.sources.before(cue.start, source.start)
    return reached is not None and reached[0].start == source.start


def _introduced(page: Page, mark: Marked) -> bool:
    """Say whether a source and a cue lead to marked words: then what stands after them is the next report, not theirs."""
    if page.text[: mark.start].rstrip()[-1:] != ":":
        return False
    cue = page.cue_before(mark.start)
    if cue is None or cue.sign != "colon" or cue.content != mark.start:
        return False
    return printed(page, cue, max(page.sentence_at(cue.start).start, cue.start - BACK)) is not None


def _opens(page: Page, mark: Marked) -> bool:
    """Say whether marked words stand by themselves: at the head of their sentence, after a comma or colon, or long enough."""
    if page.sentence_at(mark.start).start >= mark.start - 2 or page.text[mark.start - 2 : mark.start].strip() in {
        ":",
        ",",
        "-",
        "–",
    }:
        return True
    return count_words(page.text, mark.inner_start, mark.inner_end) >= 2 * TERM_WORDS


def _document_after(page: Page, here: int) -> Source | None:
    """Return the document whose noun phrase stands between marks and a cue: ``“…” - văn bản nêu rõ``."""
    cue = page.cue_from(here)
    if cue is None or cue.start - here > _REACH or "document" not in cue.entry.source:
        return None
    if page.sentence(here) != page.sentence(cue.start):
        return None
    end = page.sources.without_shell(here, cue.start)
    return Source(here, end, "document", here, end) if end > here and document_phrase(page.text, here, end) else None


def _told(page: Page, start: int) -> tuple[int, int] | None:
    """Return the cue at the head of a sentence that says with whom somebody talked: ``Chia sẻ với phóng viên, ông Hải: …``."""
    cue = page.cue_from(start)
    if cue is None or cue.start != start or not starts("words", "met").match(page.text, cue.end + 1):
        return None
    return cue.start, cue.end


def _past_home(page: Page, source: Source) -> int:
    """Return where a source ends with the bracket or the home after it: ``Anh Linh, phường Liên Bảo``, ``ông Tám (Sóc Sơn)``."""
    bracket = _ASIDE.match(page.text, source.end)
    if bracket:
        return bracket.end()
    home = page.sources.at(source.end + 2) if page.text.startswith(", ", source.end) else None
    return home.end if home and home.kind == "place" else source.end


def _manner(page: Page, source: Source, end: int) -> re.Match[str] | None:
    """Return a few words of manner and a colon before marks, no cue among them: ``chị Hoa thở phào: “…”``."""
    colon = _MANNER.match(page.text, end)
    if colon is None or starts("words", "no_manner").match(page.text, colon.start("cue")):
        return None
    cue = page.cue_from(source.end)
    return None if cue and cue.start < colon.end() else colon


def said_that(page: Page) -> Iterator[Draft]:
    """P3 without a cue of the table: ``Thượng tọa Chau Sơn Hy giảng giải rằng …``: a person, a verb, rằng."""
    text = page.text
    for source in page.sources.all:
        that = _THAT.match(text, source.end) if source.kind == "person" else None
        if that is None or starts("words", "no_that").match(text, that.start("cue")):
            continue
        sentence, cue = page.sentence_at(source.start), page.cue_from(source.end)
        if sentence.caption or (cue and cue.start < that.end()) or that.end() + 1 >= sentence.end:
            continue
        if source.start - sentence.start <= _LEAST or text.startswith(", ", source.start - 2):
            span = that.span("cue")
            yield Draft.of_span(that.end(), that.end(), sentence.start, source, "P3 source-verb-rang", "clause", span)


def _described(page: Page) -> dict[int, int]:
    """Return where people at the head of a sentence end with who they are, before a colon: ``Lê Mơ - sinh viên: Nhà em …``.

    Several of them on a page are asked for their opinion.
    """
    text, found = page.text, {}
    for source in page.sources.all:
        dash = _WHO.match(text, source.name_end) if source.kind == "person" else None
        sentence = page.sentence_at(source.start) if dash else None
        if dash is None or sentence is None or source.start - sentence.start > _LEAST or sentence.caption:
            continue
        cue = page.cue_from(source.name_end)
        words = count_words(text, dash.end(), page.sentence_at(dash.end() + 2).end)
        if (cue is None or cue.start >= dash.end()) and not has_verb(text, source.name_end, dash.end()) and words >= _SPEECH:
            found[source.start] = dash.end()
    return found


def voices(page: Page) -> Iterator[Draft]:
    """P13: ``Ông Lê Văn Tám, Trưởng thôn: “…”``: name, a colon, the words; without marks only in the first person."""
    text = page.text
    described = _described(page)
    for source in page.sources.all:
        if source.kind not in {"person", "pronoun"}:
            continue
        end = described.get(source.start) or _past_home(page, source)
        colon = _VOICE.match(text, end) if source.kind == "person" else None
        colon = colon or _manner(page, source, end)
        if colon is None:
            continue
        sentence = page.sentence_at(source.start)
        told = _told(page, sentence.start)
        if (source.start - sentence.start > _LEAST and told is None) or sentence.caption:
            continue
        start = colon.end()
        mark = page.mark_at(start)
        if mark and count_words(text, mark.inner_start, mark.inner_end) >= TERM_WORDS:
            cue = colon.span("cue") if "cue" in colon.groupdict() else told
            yield Draft.of_span(mark.inner_start, mark.inner_end, sentence.start, source, "P13 source-colon-marks", "marks", cue)
        elif end > source.name_end and text[start] not in OPENING:
            end = min(page.sentence_at(start).end + _FIRST_PERSON_WITHIN, len(text))
            if told or len(described) >= _VOICES or whole("words", "first_person").search(text, start, end):
                yield Draft.of_span(start, start, sentence.start, source, "P13 source-colon", "colon", told)
