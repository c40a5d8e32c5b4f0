"""The taxonomy of indicators, and what maps a statistic to it."""

from __future__ import annotations

from newsmine.indicators.taxonomy import Indicator, indicator, taxonomy

__all__ = ["Indicator", "indicator", "taxonomy"]
