"""Tidy tables across localities and time, the harmonised view, trends, ranks, scores, charts, maps, report."""

from __future__ import annotations

from pathlib import Path

from newsmine.compare.harmonised import HarmonisedComparison, carry
from newsmine.compare.scores import Joined, join_scores, read_scores
from newsmine.compare.table import Comparison, compare
from newsmine.compare.trends import coverage, ranks, trends

__all__ = [
    "Comparison",
    "HarmonisedComparison",
    "Joined",
    "carry",
    "chart_files",
    "compare",
    "coverage",
    "join_scores",
    "ranks",
    "read_scores",
    "trends",
]


def chart_files(comparison: Comparison, folder: Path, *, excel: bool = False) -> list[Path]:
    """Write ``compare-INDICATOR-LEVEL.csv`` and its charts (``.png``, ``-years.png``) into a folder and return their paths."""
    from newsmine.compare.chart import dot_plot, save, small_multiples

    meaning = comparison.meaning
    stem = folder / f"compare-{comparison.indicator_id}-{comparison.level}"
    written = [stem.with_suffix(".csv"), stem.with_suffix(".png")]
    comparison.to_csv(written[0], excel=excel)
    save(dot_plot(comparison, meaning.name_vi, meaning.unit), written[1])
    if len(comparison.columns()) > 1:
        written.append(stem.with_name(f"{stem.name}-years.png"))
        save(small_multiples(comparison, meaning.name_vi, meaning.unit), written[-1])
    return written
