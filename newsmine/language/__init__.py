"""Text to Document: normal forms and legacy encodings, sentences, words and tags, with exact offsets."""

from newsmine.language.document import Document, Span, Tag
from newsmine.language.segment import tag_sentence, words
from newsmine.language.splitting import sentences

__all__ = ["Document", "Span", "Tag", "sentences", "tag_sentence", "words"]
