"""What one pass over a text has found so far, and how far it has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from newsmine.numerals.days import shift_years
from newsmine.numerals.draft import Draft
from newsmine.numerals.model import FoundPeriod, Period, RejectedNumber, closed, opened
from newsmine.numerals.multiples import in_words
from newsmine.numerals.periods import PeriodHit
from newsmine.numerals.quantities import quantity_at

__all__ = ["Passage"]

_OpenReject = opened(RejectedNumber)
_OpenPeriod = opened(FoundPeriod)


class Passage:
    """What one pass has found so far."""

    def __init__(self, low: str, text: str, on: date | None) -> None:
        self.low, self.text, self.on = low, text, on
        self.quantities: list[Draft] = []
        self.periods: list[FoundPeriod] = []
        self.rejects: list[RejectedNumber] = []
        self.unexplained: list[tuple[int, int]] = []
        self.limit = 0  # end of what was consumed

    def reject(self, start: int, end: int, reason: str, rule: str = "") -> int:
        """Keep a refused number; return its end."""
        made = _OpenReject()
        made.start, made.end, made.text, made.reason, made.rule = start, end, self.text[start:end], reason, rule or reason
        self.rejects.append(closed(made, RejectedNumber))
        self.limit = end
        return end

    def hit(self, start: int, found: PeriodHit | None) -> int | None:
        """Keep the period that was read at ``start``; return its end, or None where there was none."""
        return None if found is None else self.period(start, found.end, found.period, found.rule, baseline=found.baseline)

    def number(self, pos: int) -> int | None:
        """Keep the quantity whose number begins at ``pos``; return its end, or None where there is none."""
        found = quantity_at(self.low, self.text, pos, self.limit)
        return None if found is None else self.quantity(found)

    def period(self, start: int, end: int, period: Period, rule: str, *, baseline: bool = False) -> int:
        """Keep a period; return its end. One right after a document is that document's date."""
        if period.resolved_by == "open" and rule == "cùng kỳ":
            period = self._same(start)
        before = self.rejects[-1] if self.rejects else None
        if (
            before is not None
            and before.reason == "document"
            and before.end == self.limit
            and self.low[before.end : start] in (" ", ", ")
        ):
            rule = "document date"
        made = _OpenPeriod()
        made.start, made.end, made.text = start, end, self.text[start:end]
        made.period, made.baseline, made.rule = period, baseline, rule
        self.periods.append(closed(made, FoundPeriod))
        self.limit = end
        return end

    def quantity(self, found: Draft) -> int:
        """Keep a quantity; the same number in words in brackets after it (*04 (bốn)*) is one fact with it."""
        self.quantities.append(found)
        self.limit = found.end
        again = in_words(self.low, found)
        if again is not None:
            self.limit = again
        return self.limit

    def _same(self, start: int) -> Period:
        """Resolve *cùng kỳ* from the period before it in the paragraph: one year earlier."""
        line = self.low.rfind("\n", 0, start) + 1
        for found in reversed(self.periods):
            if found.start < line:
                break
            if not found.baseline and found.period.end and found.period.kind != "rate":
                first, last = shift_years(found.period.start, -1), shift_years(found.period.end, -1)
                return replace(found.period, start=first, end=last, resolved_by="context")
        return Period(resolved_by="open")
