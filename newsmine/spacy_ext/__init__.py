"""The same document as a spaCy Doc, the same extractors as registered components; the only room that imports spaCy.

The names below come with ``spacy`` itself once newsmine is installed (entry points), so that ``spacy.load`` of a saved pipeline
needs no import of newsmine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsmine.records import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["COMPONENTS", "TOKENIZER", "load", "make_doc", "records"]

TOKENIZER = "newsmine.tokenizer.v1"
# spaCy permits no full stop in the name of a component
COMPONENTS = (
    "newsmine_tagger_v1",
    "newsmine_people_v1",
    "newsmine_quotations_v1",
    "newsmine_statistics_v1",
    "newsmine_references_v1",
)


def load(*, tags: bool = True, records: bool = True) -> Language:
    """Return a spaCy pipeline for Vietnamese newspapers: tokens and sentences, tags and entities, and the records as spans.

    ``tags=False`` leaves out parts of speech, chunks and entities (most of the time goes there); ``records=False`` leaves out
    the extractors.

    >>> nlp = load(tags=False)
    >>> doc = nlp("Ông Lò Văn Pá, Trưởng bản Nà Lốc, cho biết: Cả bản có 84 hộ.")
    >>> [(span.text, span.label_) for span in doc.spans["statistics"]]
    [('84 hộ', 'count')]
    """
    import spacy

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})  # spaCy's own "vi" tokenizer needs pyvi
    for name in COMPONENTS:
        if tags if name == COMPONENTS[0] else records:
            nlp.add_pipe(name)
    return nlp


def make_doc(nlp: Language, article: Article) -> Doc:
    """Return the tokenized Doc of an article, which carries what is known of it (date, source, title …) to the components."""
    from newsmine.spacy_ext.documents import keep_article

    doc = nlp.make_doc(article.text)
    keep_article(doc, article)
    return doc


def records(doc: Doc, table: str) -> list[dict[str, object]]:
    """Return the records of a table that a component left on a Doc, as plain dictionaries with exact character offsets.

    Raises :class:`KeyError` where that component has not run.
    """
    from newsmine.spacy_ext.documents import as_lists, kept_records

    found: list[dict[str, object]] = as_lists(kept_records(doc)[table])
    return found
