"""People, quotations, statistics, references: functions from a Document to records."""

from __future__ import annotations

from newsmine.extractors.extraction import Extraction
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.extractors.people import find_people, index_people
from newsmine.extractors.quotations import find_quotations
from newsmine.extractors.references import find_references
from newsmine.extractors.seats import seat_people, seat_quotations
from newsmine.extractors.statistics import find_statistics
from newsmine.language.document import Document
from newsmine.language.legacy import refuse_surrogates
from newsmine.records import Article

__all__ = ["Extraction", "Knowledge", "extract"]


def extract(article: Article | str, knowledge: Knowledge = BUILT_IN) -> Extraction:
    """Return all records of a text or an article; ``knowledge`` adds cues, titles and organisations of the user's own.

    Raises :class:`newsmine.errors.InputError` where the text holds lone surrogates.
    """
    doc = Document.of(article)
    refuse_surrogates(doc.article.text)
    index = index_people(doc, knowledge)
    people = seat_people(doc, find_people(doc, index))
    references = find_references(doc)
    quotations = seat_quotations(doc, find_quotations(doc, index, knowledge), people)
    statistics, rejects = find_statistics(doc, people, quotations, references)
    return Extraction(doc.article, people, quotations, statistics, references, rejects)
