"""Finds quotations in a document: what a source said or wrote, in marks, after a colon, or as a clause the reporter words.

The way through: marks are paired and sentences laid out (``marks``, ``layout``), cues and sources found (``cues``,
``speakers``), patterns make drafts of them (``patterns``), each draft gets its end (``extent``), and what contradicts
itself is dropped here. Wherever two speakers fit, none is named: a wrong name costs more than a missing one.
"""

from __future__ import annotations

import re

from newsmine._data import data_toml
from newsmine.extractors.according import according_to
from newsmine.extractors.cue_led import cue_led
from newsmine.extractors.cues import find_cues, lexicon
from newsmine.extractors.discourse import settle
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.extent import close_clauses, close_colons, trim
from newsmine.extractors.heads import alone, fronted, headline, trailing
from newsmine.extractors.interviews import asked_once, find_interview
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.layout import Layout, lay_out
from newsmine.extractors.marked import after_marks, said_that, voices
from newsmine.extractors.marks import find_marks, is_own
from newsmine.extractors.people import PeopleIndex
from newsmine.extractors.sources import Source, name_alone, people_sources
from newsmine.extractors.speakers import Sources
from newsmine.language.document import Document
from newsmine.records import Quotation, stable_id

__all__ = ["find_quotations"]

_THEO = re.compile(r"[tT]heo[ ]|là[ ][^.;:]{0,40}(?:của|từ)[ ]")


def find_quotations(doc: Document, people: PeopleIndex, knowledge: Knowledge = BUILT_IN) -> tuple[Quotation, ...]:
    """Return the quotations of a document, in order of the text.

    ``people`` says who is named where; ``knowledge`` adds cues of the user's own. No two quotations overlap.
    """
    page = _page(doc, people, knowledge)
    drafts = _drafts(page)
    return tuple(_record(doc, page, draft) for draft in drafts)


def _page(doc: Document, people: PeopleIndex, knowledge: Knowledge) -> Page:
    text = doc.text
    marks = find_marks(text)
    table = lexicon(knowledge)
    layout = lay_out(doc, marks)
    cues = find_cues(text, table)
    sources = Sources(text, people_sources(text, people), table, cues, _windows(text, layout, [cue.start for cue in cues]))
    return Page(text, layout, marks, cues, sources, table)


def _windows(text: str, layout: Layout, places: list[int]) -> list[tuple[int, int]]:
    """Return the sentences in which somebody may speak: those with a cue or "theo", and the first line."""
    places = sorted([0, *places, *(match.start() for match in _THEO.finditer(text))])
    windows: list[tuple[int, int]] = []
    at = 0
    for sentence in layout.sentences:
        while at < len(places) and places[at] < sentence.start:
            at += 1
        if at < len(places) and places[at] < sentence.end:
            windows.append((sentence.start, sentence.end))
    return windows


def _drafts(page: Page) -> list[Draft]:
    """Return the drafts that stand, closed and in order."""
    marked = [*headline(page), *after_marks(page), *voices(page)]
    taken = {(draft.start, draft.end) for draft in marked}
    found = (*cue_led(page, marked), *according_to(page), *fronted(page), *trailing(page), *said_that(page))
    closing = {draft.cue_start for draft in found if draft.rule.startswith("P5")}
    led = [
        draft
        for draft in found
        if (draft.start, draft.end) not in taken and (draft.rule.startswith("P5") or draft.cue_start not in closing)
    ]
    drafts = sorted([*marked, *led, *alone(page, [*marked, *led]), *asked_once(page)], key=lambda item: (item.start, item.lead))
    close_clauses(page, drafts)
    close_colons(page, drafts)
    interview = find_interview(page, drafts)
    if interview:
        drafts = [draft for draft in drafts if not interview.asks(draft.start)]
        drafts = sorted([*drafts, *interview.answers], key=lambda item: (item.start, item.lead))
    settle(page, drafts)
    return _standing([draft for draft in drafts if draft.end - draft.start > 1])


def _standing(drafts: list[Draft]) -> list[Draft]:
    """Drop what stands inside another draft, or begins inside one and runs out of it: the outer one, the earlier one stands."""
    out: list[Draft] = []
    for draft in sorted(drafts, key=lambda item: (item.start, -item.end)):
        last = out[-1] if out else None
        if last is None or draft.start >= last.end:
            out.append(draft)
        elif draft.form == "answer" or (draft.start == last.start and draft.form == "marks" and last.form == "clause"):
            out[-1] = draft
    return out


def _record(doc: Document, page: Page, draft: Draft) -> Quotation:
    text = page.text
    kind = "direct" if draft.form in {"marks", "colon", "answer"} or draft.rule.startswith("P14") else "indirect"
    if kind == "indirect" and any(is_own(text, draft.start, item) for item in page.marks_within(draft.start, draft.end)):
        kind = "mixed"
    start, end = trim(text, draft.start, draft.end, stop=False)
    here, there, content = doc.span(start, end)
    source = name_alone(text, draft.source) if draft.source else None
    cue_start, cue_end, cue = (
        doc.span(draft.cue_start, draft.cue_end)
        if draft.cue_start is not None and draft.cue_end is not None
        else (None, None, None)
    )
    speaker_start, speaker_end, speaker = doc.span(source.name_start, source.name_end) if source else (None, None, None)
    figure = source.figure if source else None
    title, organisation, role = _office(doc, source)
    return Quotation(
        quotation_id=stable_id(doc.article.article_id, "quotation", here, there),
        article_id=doc.article.article_id,
        start=here,
        end=there,
        content=content,
        kind=kind,
        cue=cue,
        cue_start=cue_start,
        cue_end=cue_end,
        cue_act=draft.act,
        speaker=speaker,
        speaker_start=speaker_start,
        speaker_end=speaker_end,
        speaker_name=_name(page, source),
        speaker_kind=_speaker_kind(source),
        person_id=stable_id("person", doc.article.article_id, figure.key) if figure else None,
        honorific=doc.span(*source.honorific)[2] if source and source.honorific else None,
        gender=figure.gender if figure else None,
        role=role,
        title=title,
        organisation=organisation,
        confidence=_confidence(draft),
        rule=draft.rule,
    )


def _office(doc: Document, source: Source | None) -> tuple[str | None, str | None, str | None]:
    """Return title, organisation and whole role of a person as printed: beside him, or the fullest the article gives."""
    if source is None or source.figure is None or source.role is None:
        return None, None, None
    start, end = source.role
    role = doc.span(start, end)[2]
    office = next((item for item in source.figure.offices if start <= item.start < end), None)
    if office is None:
        return None, None, role
    organisation = doc.span(office.organisation_start, office.end)[2] if office.organisation_start is not None else None
    return doc.span(office.title_start, office.title_end)[2], organisation, role


def _name(page: Page, source: Source | None) -> str | None:
    """Return the canonical name: the person's, the phrase of a body; None for a pronoun or a given name that two people share."""
    if source is None:
        return None
    if source.figure:
        return source.figure.name
    if source.kind in {"pronoun", "shared"}:
        return None
    return page.sources.fullest(source)


def _speaker_kind(source: Source | None) -> str | None:
    if source is None:
        return None
    if source.figure or source.kind in {"person", "shared", "stranger"}:
        return "person"
    return {"body": "body", "place": "body", "document": "document"}.get(source.kind, "unnamed")


def _confidence(draft: Draft) -> float:
    """Return the share of its rule and of its kind of source that was right (``data/reporter.toml``), the smaller of the two."""
    table = data_toml("newsmine.extractors", "reporter.toml")["confidence"]
    by_rule = table[max((rule for rule in table if draft.rule.startswith(rule)), key=len, default="other")]
    by_source = table["source"][draft.source.kind] if draft.source else table["other"]
    return float(min(by_rule, by_source))
