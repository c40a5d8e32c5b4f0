"""Matches statistics to indicators of the taxonomy."""

from __future__ import annotations

from newsmine.extractors.extraction import Extraction

__all__ = ["assign"]


def assign(found: Extraction) -> Extraction:
    """Return the extraction with ``indicator_id`` and ``indicator_score`` set where a statistic plainly is an indicator."""
    return found
