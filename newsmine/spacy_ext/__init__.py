"""The same document as a spaCy Doc, the same extractors as registered components."""
