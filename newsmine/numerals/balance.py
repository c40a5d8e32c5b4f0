"""The balance of a text: what became of every run of digits. Nothing is lost in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from newsmine.numerals.model import Scan
from newsmine.numerals.scan import scan

__all__ = ["Balance", "balance", "balance_lines", "total"]

_RUN = re.compile(r"[0-9]+")
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Balance:
    """How many runs of digits a text has, and in what they stand; ``unexplained`` are the spans that stand in nothing."""

    runs: int
    quantities: int
    periods: int
    refused: tuple[tuple[str, int], ...]
    unexplained: tuple[tuple[int, int], ...]


def balance(text: str, on: date | None = None, found: Scan | None = None) -> Balance:
    """Account for every run of digits of a text: in a quantity, in a period, refused with a reason, or unexplained."""
    result = found if found is not None else scan(text, on)
    spans: list[tuple[int, int, str]] = [(item.start, item.end, "quantity") for item in result.quantities]
    spans += [(item.start, item.end, "period") for item in result.periods]
    spans += [(item.start, item.end, item.reason) for item in result.rejects]
    spans.sort()
    counts: Counter[str] = Counter()
    unexplained: list[tuple[int, int]] = []
    at = 0
    for match in _RUN.finditer(text):
        while at < len(spans) and spans[at][1] <= match.start():
            at += 1
        if at < len(spans) and spans[at][0] <= match.start() and match.end() <= spans[at][1]:
            counts[spans[at][2]] += 1
        else:
            unexplained.append(match.span())
    refused = tuple(sorted((reason, n) for reason, n in counts.items() if reason not in ("quantity", "period")))
    runs = sum(counts.values()) + len(unexplained)
    return Balance(runs, counts["quantity"], counts["period"], refused, tuple(unexplained))


def total(balances: Iterable[Balance]) -> Balance:
    """Add balances up; the spans of what is unexplained are those of their own texts."""
    runs = quantities = periods = 0
    refused: Counter[str] = Counter()
    unexplained: list[tuple[int, int]] = []
    for item in balances:
        runs, quantities, periods = runs + item.runs, quantities + item.quantities, periods + item.periods
        refused.update(dict(item.refused))
        unexplained.extend(item.unexplained)
    return Balance(runs, quantities, periods, tuple(sorted(refused.items())), tuple(unexplained))


def balance_lines(texts: Iterable[tuple[str, str]], on: date | None = None) -> Iterator[str]:
    """Yield the lines of a listing: a line for each unexplained run with what stands around it, then the sums.

    ``texts`` are pairs of a name and a text; this is what the command that lists the balance prints.
    """
    balances = []
    for name, text in texts:
        here = balance(text, on)
        balances.append(here)
        for start, end in here.unexplained:
            around = text[max(0, start - _AROUND) : end + _AROUND].replace("\n", " ")
            yield f"{name}:{start}-{end}: {text[start:end]!r} in …{around}…"
    sums = total(balances)
    share = 100 * len(sums.unexplained) / sums.runs if sums.runs else 0.0
    explained = f"in quantities {sums.quantities}, in periods {sums.periods}"
    yield f"runs of digits {sums.runs}: {explained}, unexplained {len(sums.unexplained)} ({share:.2f} %)"
    yield "refused: " + ", ".join(f"{reason} {n}" for reason, n in sums.refused)
