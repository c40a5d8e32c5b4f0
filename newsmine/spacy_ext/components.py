"""newsmine's tagger and extractors as spaCy components: a few lines around the same functions, data that survives JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from newsmine._data import data_toml
from newsmine.errors import NewsmineError
from newsmine.spacy_ext.documents import article_of, document_of, extraction_of, kept_records
from newsmine.spacy_ext.tokenizer import word_spans

__all__ = ["people", "quotations", "references", "statistics", "tagger"]


def _span(doc: Doc, start: int, end: int, label: str, record_id: str) -> Span:
    """Return the tokens that cover characters ``[start, end)``; where a figure is part of a word, a little more than these."""
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is None:
        raise NewsmineError(f"characters {start} to {end} are outside the Doc: was its text changed?")
    return Span(doc, span.start, span.end, label=label, span_id=record_id)


@Language.factory("newsmine_tagger_v1", assigns=["token.tag", "token.pos", "doc.ents", "doc.spans"])
def tagger(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Set ``token.tag_`` (underthesea) and ``token.pos_`` (Universal POS), ``doc.ents`` and ``doc.spans["chunks"]``.

    Needs newsmine's tokenizer, whose tokens are underthesea's words.
    """
    del nlp, name
    return tag


def tag(doc: Doc) -> Doc:
    """Tag a Doc made by newsmine's tokenizer; raises :class:`newsmine.errors.NewsmineError` on any other."""
    upos = data_toml("newsmine.spacy_ext", "upos.toml")
    document = document_of(doc.text)
    by_start = {token.idx: token for token in doc}
    chunks: list[tuple[str, int, int]] = []
    entities: list[tuple[str, int, int]] = []
    for token in doc:
        token.pos_ = "SPACE" if token.is_space else "X"  # words get theirs below; what is left is invisible
    for start, end, _, number, index in word_spans(document):
        word = by_start.get(start)
        if word is None or len(word) != end - start:
            raise NewsmineError("newsmine_tagger_v1 needs the tokenizer newsmine.tokenizer.v1; newsmine.load() sets both")
        _, pos, chunk, entity = document.tags(document.sentences[number])[index]
        word.tag_, word.pos_ = pos, upos[pos]
        _extend(chunks, chunk, word.i)
        _extend(entities, entity, word.i)
    doc.spans["chunks"] = [Span(doc, start, end, label=label) for label, start, end in chunks]
    doc.set_ents([Span(doc, start, end, label=label) for label, start, end in entities])
    return doc


def _extend(found: list[tuple[str, int, int]], mark: str, index: int) -> None:
    """Add a token to what is found, by its mark ``B-X`` (opens), ``I-X`` (goes on, or opens where nothing does) or ``O``."""
    kind, _, label = mark.partition("-")
    if not label:
        return
    if kind == "I" and found and found[-1][0] == label and found[-1][2] == index:
        found[-1] = (label, found[-1][1], index + 1)
    else:
        found.append((label, index, index + 1))


def _component(table: str, spans: Callable[[Any], Iterable[tuple[int, int, str, str]]]) -> Callable[[Doc], Doc]:
    """Return a component that leaves the records of a table on a Doc, and spans of them in ``doc.spans[table]``."""
    return _Extractor(table, spans)


class _Extractor:
    """A component of one table; at module level, so that pipelines can be pickled."""

    def __init__(self, table: str, spans: Callable[[Any], Iterable[tuple[int, int, str, str]]]) -> None:
        self.table = table
        self.spans = spans

    def __call__(self, doc: Doc) -> Doc:
        found = extraction_of(article_of(doc.text, doc.user_data)).records(self.table)
        kept_records(doc)[self.table] = [record.as_dict() for record in found]
        doc.spans[self.table] = [_span(doc, *span) for record in found for span in self.spans(record)]
        return doc


def _people(record: Any) -> Iterable[tuple[int, int, str, str]]:
    return [(start, end, "PERSON", record.person_id) for start, end in record.mentions]


def _quotations(record: Any) -> Iterable[tuple[int, int, str, str]]:
    return [(record.start, record.end, record.kind, record.quotation_id)]


def _statistics(record: Any) -> Iterable[tuple[int, int, str, str]]:
    return [(record.start, record.end, record.kind, record.statistic_id)]


def _references(record: Any) -> Iterable[tuple[int, int, str, str]]:
    return [(record.start, record.end, record.kind, record.reference_id)]


@Language.factory("newsmine_people_v1", assigns=["doc.spans"])
def people(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Set ``doc.spans["people"]``: every mention, labelled PERSON, its ``id_`` that of the person's record."""
    del nlp, name
    return _component("people", _people)


@Language.factory("newsmine_quotations_v1", assigns=["doc.spans"])
def quotations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Set ``doc.spans["quotations"]``: the words reported, labelled direct, indirect or mixed."""
    del nlp, name
    return _component("quotations", _quotations)


@Language.factory("newsmine_statistics_v1", assigns=["doc.spans"])
def statistics(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Set ``doc.spans["statistics"]``: figures with unit and bound, labelled with their kind."""
    del nlp, name
    return _component("statistics", _statistics)


@Language.factory("newsmine_references_v1", assigns=["doc.spans"])
def references(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Set ``doc.spans["references"]``: legal and planning documents, labelled with their kind."""
    del nlp, name
    return _component("references", _references)
