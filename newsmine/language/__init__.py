"""Text to Document: normal forms, sentences, words and tags, with exact offsets."""

from newsmine.language.document import Document, Span

__all__ = ["Document", "Span"]
