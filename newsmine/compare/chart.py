"""Charts with matplotlib: offline, every Vietnamese letter in its bundled font, the same bytes for the same rows."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsmine.compare.table import Comparison, Row, by_name
from newsmine.compare.trends import comparable
from newsmine.errors import NewsmineError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["dot_plot", "save", "small_multiples", "svg"]


def _figure_type() -> type[Figure]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NewsmineError("charts need matplotlib; install it with: pip install 'newsmine[plot]'") from error
    return Figure


_MARKERS = "osD^vP*X<>"
_COLOURS = ("#1f6fb2", "#a86400", "#3b7d3a", "#8a3f8f", "#b03a2e", "#4d4d4d", "#117a8b", "#7a5c00", "#555599", "#996655")
_MOST = 40


def dot_plot(comparison: Comparison, title: str, unit: str) -> Figure:
    """Draw a dot a value: localities down, value across, a colour and a shape a period; an arrow where only a bound is known.

    At most 40 localities are drawn, those with most periods first. Without matplotlib it raises
    :class:`newsmine.errors.NewsmineError`.
    """
    figure_type = _figure_type()
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    cells = list(comparison.cells().values())
    for row in cells:
        names[row.fact.locality_id] = row.fact.locality
        counts[row.fact.locality_id] = counts.get(row.fact.locality_id, 0) + 1
    most = sorted(names, key=lambda unit: (-counts[unit], unit))[:_MOST]
    labels = dict(by_name({unit: names[unit] for unit in most}))
    shown = list(labels)[::-1]
    columns = comparison.columns()
    figure = figure_type(figsize=(8, max(2.2, 0.38 * len(shown) + 1.4)), layout="constrained")
    axes = figure.subplots()
    for index, column in enumerate(columns):
        rows = [row for row in cells if row.fact.column == column and row.fact.locality_id in shown]
        colour, marker = _COLOURS[index % len(_COLOURS)], _MARKERS[index % len(_MARKERS)]
        for row in rows:
            _interval(axes, row, shown.index(row.fact.locality_id), colour)
        axes.scatter(
            [float(row.fact.value) for row in rows], [shown.index(row.fact.locality_id) for row in rows],
            color=colour, marker=marker, s=42, label=column, zorder=3,
        )  # fmt: skip
    axes.set_yticks(range(len(shown)), [labels[unit] for unit in shown])
    axes.set_ylim(-0.7, len(shown) - 0.3)
    axes.set_xlabel(unit)
    axes.set_title(textwrap.fill(title, 70), loc="left", fontsize=11)
    axes.grid(axis="x", color="#dddddd")
    axes.spines[["top", "right", "left"]].set_visible(False)
    if columns:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    return figure


def small_multiples(comparison: Comparison, title: str, unit: str) -> Figure:
    """Draw a small chart over time for each locality, all on one scale; hollow dots where the article says no time.

    Lines join only what :func:`newsmine.compare.trends.trends` would compare and no break of the map lies between; at most 40
    localities, those with most years first. Without matplotlib it raises :class:`newsmine.errors.NewsmineError`.
    """
    figure_type = _figure_type()
    series: dict[str, list[Row]] = {}
    for row in sorted(comparison.cells().values(), key=lambda row: row.fact.column[-4:]):
        series.setdefault(row.fact.locality_id, []).append(row)
    chosen = sorted(series, key=lambda unit: (-len(series[unit]), unit))[:_MOST]
    labels = dict(by_name({unit: series[unit][0].fact.locality for unit in chosen}))
    chosen = list(labels)
    across = min(4, max(1, len(chosen)))
    down = max(1, -(-len(chosen) // across))
    height = 1.7 * down + 0.7
    figure = figure_type(figsize=(2.6 * across, height))
    figure.suptitle(
        textwrap.fill(f"{title} ({unit})", 24 * across + 8), fontsize=11, x=0.01, y=1 - 0.12 / height, ha="left", va="top"
    )
    grid = figure.subplots(down, across, squeeze=False)
    figure.subplots_adjust(left=0.08, right=0.98, top=1 - 0.65 / height, bottom=0.3 / height, wspace=0.25, hspace=0.5)
    scale = _scale([row for unit in chosen for row in series[unit]])
    for place, axes in enumerate(grid.flat):
        if place >= len(chosen):
            axes.axis("off")
        else:
            _one_series(axes, labels[chosen[place]], series[chosen[place]], *scale)
    return figure


def _scale(rows: Sequence[Row]) -> tuple[list[int], tuple[float, float]]:
    """Return the ticks of years and the limits of values that all small charts share."""
    years = [int(row.fact.column[-4:]) for row in rows]
    ends = [float(end) for row in rows for end in (row.fact.value, row.fact.low, row.fact.high) if end is not None]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    room = (high - low or abs(high) or 1.0) * 0.08
    first, last = min(years, default=0), max(years, default=0)
    return list(range(first, last + 1, max(1, (last - first) // 3))), (low - room, high + room)


def _one_series(axes: Any, label: str, rows: Sequence[Row], ticks: list[int], limits: tuple[float, float]) -> None:
    axes.set_autoscale_on(False)  # limits are known; looking for them at every dot takes minutes
    axes.set_xlim(ticks[0] - 0.5, max(ticks[-1], *(int(row.fact.column[-4:]) for row in rows)) + 0.5)
    axes.set_ylim(*limits)
    axes.set_xticks(ticks)
    axes.set_title(label, fontsize=8, loc="left", pad=3)
    axes.tick_params(labelsize=7)
    axes.grid(axis="y", color="#e4e4e4")
    axes.spines[["top", "right"]].set_visible(False)
    for before, after in pairwise(rows):
        if comparable(before.fact, after.fact):
            years = [int(before.fact.column[-4:]), int(after.fact.column[-4:])]
            axes.plot(years, [float(before.fact.value), float(after.fact.value)], color=_COLOURS[0], linewidth=1.2, zorder=2)
    for hollow in (False, True):
        facts = [row.fact for row in rows if (row.fact.basis == "publication") is hollow]
        face = "#ffffff" if hollow else _COLOURS[0]
        points = ([int(fact.column[-4:]) for fact in facts], [float(fact.value) for fact in facts])
        axes.plot(*points, "o", markersize=4.5, markeredgecolor=_COLOURS[0], markerfacecolor=face, zorder=3)
    for row in rows:
        low, high, x = row.fact.low, row.fact.high, int(row.fact.column[-4:])
        if low is not None and high is not None and low != high:
            axes.plot([x, x], [float(low), float(high)], color=_COLOURS[0], linewidth=2, alpha=0.6)


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
