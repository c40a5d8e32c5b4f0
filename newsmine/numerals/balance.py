"""The balance of a text: what became of every run of digits. Nothing is lost in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from newsmine.numerals.model import Quantity, Scan
from newsmine.numerals.scan import scan

__all__ = ["KINDS", "Balance", "balance", "balance_lines", "total"]

KINDS = ("quantities", "periods", "refused", "unexplained")

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


def _value(item: Quantity) -> str:
    """Say a quantity in one short phrase: *1200..1500 VND/kg, range, increase*."""
    if item.value is None:
        number = f"about {item.magnitude}s"
    else:
        number = f"{item.value:f}"
        number += f"..{item.value_max:f}" if item.value_max is not None else ""
        number += f"/{item.denominator:f}" if item.denominator is not None else ""
    told = [f"{number} {item.unit or ''}".strip(), item.bound, item.change or "", "level" if item.level else ""]
    return ", ".join(word for word in told if word and word != "exact")


def _rows(found: Scan, unexplained: Iterable[tuple[int, int]], kinds: Container[str]) -> Iterator[tuple[int, int, str]]:
    if "quantities" in kinds:
        yield from ((item.start, item.end, f"quantity: {_value(item)}") for item in found.quantities)
    if "periods" in kinds:
        days = ((item, item.period) for item in found.periods)
        yield from ((item.start, item.end, f"period: {one.start or '…'} to {one.end or '…'}") for item, one in days)
    if "refused" in kinds:
        yield from ((item.start, item.end, f"refused: {item.reason}") for item in found.rejects)
    if "unexplained" in kinds:
        yield from ((start, end, "unexplained") for start, end in unexplained)


def balance_lines(texts: Iterable[tuple[str, str, date | None]], kinds: Container[str] = ("unexplained",)) -> Iterator[str]:
    """Yield the lines of a listing: one for each number of the kinds asked for, then the sums.

    ``texts`` are a name, a text and its day (or None) each; ``kinds`` are of :data:`KINDS`. This is what ``newsmine numerals``
    prints.

    >>> for line in balance_lines([("bài 1", "Điều 5: cấp 30 suất quà.", None)], kinds=("quantities", "refused")):
    ...     print(line)
    bài 1:0-6  refused: document  «Điều 5»  ⟦Điều 5⟧: cấp 30 suất quà.
    bài 1:12-23  quantity: 30 suất quà  «30 suất quà»  Điều 5: cấp ⟦30 suất quà⟧.
    2 runs of digits: 1 in quantities, 0 in periods, 1 refused, 0 unexplained (0.00 %)
    refused: document 1
    """
    balances = []
    for name, text, on in texts:
        found = scan(text, on)
        here = balance(text, found=found)
        balances.append(here)
        for start, end, what in sorted(_rows(found, here.unexplained, kinds)):
            before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            shown = f"{before}⟦{text[start:end]}⟧{after}".replace("\n", " ")
            yield f"{name}:{start}-{end}  {what}  «{text[start:end]}»  {shown}".replace("\n", " ")
    sums = total(balances)
    refused = sum(n for _, n in sums.refused)
    share = 100 * len(sums.unexplained) / sums.runs if sums.runs else 0.0
    yield (
        f"{sums.runs} runs of digits: {sums.quantities} in quantities, {sums.periods} in periods, {refused} refused, "
        f"{len(sums.unexplained)} unexplained ({share:.2f} %)"
    )
    if refused:
        yield "refused: " + ", ".join(f"{reason} {n}" for reason, n in sums.refused)
