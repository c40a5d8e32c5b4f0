"""Tidy tables across localities and time, comparability checks, charts, maps, report."""

from __future__ import annotations

from pathlib import Path

from newsmine.compare.table import Comparison, compare

__all__ = ["Comparison", "chart_files", "compare"]


def chart_files(comparison: Comparison, folder: Path) -> list[Path]:
    """Write ``compare-INDICATOR-LEVEL.csv`` and ``.png`` into a folder and return their paths."""
    from newsmine.compare.chart import dot_plot, save
    from newsmine.indicators import indicator

    meaning = indicator(comparison.indicator_id)
    stem = folder / f"compare-{comparison.indicator_id}-{comparison.level}"
    comparison.to_csv(stem.with_suffix(".csv"))
    save(dot_plot(comparison, meaning.name_vi, meaning.unit), stem.with_suffix(".png"))
    return [stem.with_suffix(".csv"), stem.with_suffix(".png")]
