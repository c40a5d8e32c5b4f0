"""How well each kind of record is found: the scorer run once a kind, with what gold holds of the other kinds left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsmine.evaluate.gold import Pair
from newsmine.evaluate.score import Tally, score

__all__ = ["by_kind"]

_FIGURES = {"statistic": ("stat.value", "stat.record"), "quotation": ("quote.content", "quote.speaker+content")}


def by_kind(pairs: Sequence[Pair]) -> dict[str, dict[str, Tally]]:
    """Return, for each kind of statistic and quotation in gold (``statistic.money``), the tallies of its two chief figures.

    Only recall says something of a kind: what was found where gold has nothing belongs to no kind of gold's.
    """
    out = {}
    for table, figures in _FIGURES.items():
        kinds = sorted({item["kind"] for pair in pairs for item in _gold(pair, table) if not item.get("optional")})
        for kind in kinds:
            result = score([_only(pair, table, kind) for pair in pairs])
            out[f"{table}.{kind}"] = {figure: result.tallies[figure] for figure in figures}
    return out


def _gold(pair: Pair, table: str) -> list[dict[str, Any]]:
    return pair.gold_statistics if table == "statistic" else pair.gold_quotations


def _only(pair: Pair, table: str, kind: str) -> Pair:
    items = [item if item["kind"] == kind else {**item, "optional": True} for item in _gold(pair, table)]
    return replace(pair, gold_statistics=items) if table == "statistic" else replace(pair, gold_quotations=items)
