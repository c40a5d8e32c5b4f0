"""Text to Document: normal forms and legacy encodings, sentences, words and tags, with exact offsets."""

from newsmine.language.document import Document, Span, Tag
from newsmine.language.legacy import Decoded, decode, notes_on, refuse_surrogates, repair
from newsmine.language.segment import tag_sentence, words
from newsmine.language.splitting import sentences
from newsmine.language.syllables import language_of

__all__ = [
    "Decoded",
    "Document",
    "Span",
    "Tag",
    "decode",
    "language_of",
    "notes_on",
    "refuse_surrogates",
    "repair",
    "sentences",
    "tag_sentence",
    "words",
]
