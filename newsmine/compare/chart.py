"""Charts with matplotlib: offline, every Vietnamese letter in its bundled font, the same bytes for the same rows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine.compare.table import Comparison, Row
from newsmine.errors import NewsmineError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["dot_plot", "save", "svg"]

_MARKERS = "osD^vP*X<>"
_COLOURS = ("#1f6fb2", "#a86400", "#3b7d3a", "#8a3f8f", "#b03a2e", "#4d4d4d", "#117a8b", "#7a5c00", "#555599", "#996655")
_MOST = 40


def dot_plot(comparison: Comparison, title: str, unit: str) -> Figure:
    """Draw a dot a value: localities down, value across, a colour and a shape a period; an arrow where only a bound is known.

    At most 40 localities are drawn, those with most periods first. Without matplotlib it raises
    :class:`newsmine.errors.NewsmineError`.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NewsmineError("charts need matplotlib; install it with: pip install 'newsmine[plot]'") from error

    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for row in comparison.rows:
        names[row.fact.locality_id] = row.fact.locality
        counts[row.fact.locality_id] = counts.get(row.fact.locality_id, 0) + 1
    shown = sorted(
        sorted(names, key=lambda unit: (-counts[unit], unit))[:_MOST], key=lambda unit: (names[unit], unit), reverse=True
    )
    periods = comparison.periods()
    figure = Figure(figsize=(8, max(2.2, 0.38 * len(shown) + 1.4)), layout="constrained")
    axes = figure.subplots()
    for index, period in enumerate(periods):
        rows = [row for row in comparison.rows if row.fact.period == period and row.fact.locality_id in shown]
        colour, marker = _COLOURS[index % len(_COLOURS)], _MARKERS[index % len(_MARKERS)]
        for row in rows:
            _interval(axes, row, shown.index(row.fact.locality_id), colour)
        axes.scatter(
            [float(row.fact.value) for row in rows], [shown.index(row.fact.locality_id) for row in rows],
            color=colour, marker=marker, s=42, label=period, zorder=3,
        )  # fmt: skip
    axes.set_yticks(range(len(shown)), [names[unit] for unit in shown])
    axes.set_ylim(-0.7, len(shown) - 0.3)
    axes.set_xlabel(unit)
    axes.set_title(title, loc="left", fontsize=11)
    axes.grid(axis="x", color="#dddddd")
    axes.spines[["top", "right", "left"]].set_visible(False)
    if periods:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    return figure


def _interval(axes: Any, row: Row, height: int, colour: str) -> None:
    fact = row.fact
    if fact.low is not None and fact.high is not None:
        if fact.low != fact.high:
            axes.plot([float(fact.low), float(fact.high)], [height, height], color=colour, linewidth=2, zorder=2)
        return
    if fact.low is not None or fact.high is not None:
        side = {"xytext": (7, -4)} if fact.high is None else {"xytext": (-18, -4)}
        arrow = "->" if fact.high is None else "<-"
        axes.annotate(arrow, (float(fact.value), height), textcoords="offset points", color=colour, fontsize=8, **side)


def save(figure: Figure, path: Path) -> None:
    """Write a figure as its file name says (``.png``, ``.svg``, ``.pdf``), without times inside."""
    import matplotlib as mpl

    form = path.suffix.lstrip(".") or "png"
    with mpl.rc_context({"svg.hashsalt": "newsmine", "svg.fonttype": "none"}):
        figure.savefig(path, dpi=150, metadata={"Date": None} if form == "svg" else None)


def svg(figure: Figure) -> str:
    """Return a figure as an ``<svg>`` element to stand inside a page; its text stays text."""
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "newsmine", "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
