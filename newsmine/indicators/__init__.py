"""The taxonomy of indicators, and what maps a statistic to it."""

from __future__ import annotations

from newsmine.indicators.taxonomy import Indicator, Taxonomy, built_in, indicator, parse_taxonomy, read_taxonomy, taxonomy

__all__ = ["Indicator", "Taxonomy", "built_in", "indicator", "parse_taxonomy", "read_taxonomy", "taxonomy"]
