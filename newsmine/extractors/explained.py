"""Why each figure of an article is as it is: for every field the rule that made it, and for every refused number the reason.

What ``newsmine extract --explain`` prints::

    from newsmine.extractors.explained import explanation

    print(explanation(newsmine.extract("Năm 2023, huyện Chi Lăng mở 12 lớp nghề.")))
"""

from __future__ import annotations

from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.extraction import Extraction
from newsmine.extractors.statistics import explain
from newsmine.extractors.summary import figure_line
from newsmine.records import Statistic

__all__ = ["explanation", "figure_lines", "refused_lines"]

_FIELDS = ("value", "measure", "period", "locality", "status", "speaker")
_WIDTH = 10  # of the names of fields


def explanation(found: Extraction) -> str:
    """Return the figures of an article, each with the rule of each of its fields, and the refused numbers with their reasons."""
    if found.failure:
        return found.failure
    lines = [f"{found.article.title or found.article.origin or found.article.article_id}"]
    lines.append(f"Figures ({len(found.statistics)})")
    for item in found.statistics:
        lines += figure_lines(item)
    lines.append(f"Refused ({len(found.rejects)})")
    return "\n".join([*lines, *refused_lines(found)])


def figure_lines(item: Statistic) -> list[str]:
    """Return a figure as lines: the record, then a line a field with what it is, its rule and what the rule means."""
    values = {
        "value": item.text,
        "measure": item.measure,
        "period": item.period_text,
        "locality": item.locality,
        "status": f"{item.status}, negated" if item.negated else item.status,
        "speaker": item.speaker_name,
    }
    rules = explain(item)
    out = [f"  {item.start}–{item.end} “{item.text}”: {figure_line(item)}"]
    out += [f"    {name:<{_WIDTH}}{values[name] or '—'}  ({rules[name]})" for name in _FIELDS if name in rules]
    if item.checks:
        out.append(f"    {'checks':<{_WIDTH}}{', '.join(item.checks)}")
    return [*out, f"    {'trust':<{_WIDTH}}{item.confidence}"]


def refused_lines(found: Extraction) -> list[str]:
    """Return the numbers that are no statistics, a line each: where, what, and why."""
    return [
        f"  {item.start}–{item.end} “{' '.join(item.text.split())}”: {item.reason}, {_reasons().get(item.reason, item.reason)}"
        for item in found.rejects
    ]


@cache
def _reasons() -> dict[str, str]:
    table: dict[str, str] = data_toml("newsmine.extractors", "statistics.toml")["reasons"]
    return table
