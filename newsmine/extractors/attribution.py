"""Who states a figure: the quotation that it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from newsmine.extractors.figures import Figure
from newsmine.language.document import Document
from newsmine.records import Quotation

__all__ = ["statements"]


def statements(doc: Document, items: Sequence[Figure], quotations: Sequence[Quotation]) -> tuple[Quotation | None, ...]:
    """Return for each figure the innermost quotation that it stands in, or None."""
    spans = [(*doc.reading.view(item.start, item.end), item) for item in quotations]
    out: list[Quotation | None] = []
    for figure in items:
        holding = [(end - start, item) for start, end, item in spans if start <= figure.start and figure.end <= end + 1]
        out.append(min(holding, key=lambda pair: pair[0])[1] if holding else None)
    return tuple(out)
