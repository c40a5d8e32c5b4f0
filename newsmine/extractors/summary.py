"""The readable summary of one article's records, as the command line prints it."""

from __future__ import annotations

from decimal import Decimal

from newsmine.extractors.extraction import Extraction
from newsmine.records import Quotation, Statistic

__all__ = ["figure_line", "number", "summary"]

_SIGNS = {
    "exact": "",
    "more_than": "> ",
    "at_least": "≥ ",
    "less_than": "< ",
    "nearly": "≲ ",
    "at_most": "≤ ",
    "about": "≈ ",
    "range": "",
}
_QUOTE_WIDTH = 96


def number(value: Decimal | None) -> str:
    """Return a value as Vietnamese print has it: 10600 as ``10.600``, 84.3 as ``84,3``."""
    if value is None:
        return "?"
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


def summary(found: Extraction) -> str:
    """Return people with offices, quotations with speakers, figures with what they count, and documents, a line each."""
    if found.failure:
        return found.failure
    lines = [f"{found.article.title or found.article.origin or found.article.article_id}"]
    lines += [f"Note: {note}" for note in found.article.notes]
    lines += _block("People", [_person_line(p.honorific, p.name, [r.text for r in p.roles]) for p in found.people])
    lines += _block("Quotations", [_quotation_line(q) for q in found.quotations])
    lines += _block("Figures", [figure_line(s) for s in found.statistics])
    lines += _block("Documents", [r.text for r in found.references])
    return "\n".join(lines)


def _block(name: str, rows: list[str]) -> list[str]:
    return [f"{name} ({len(rows)})", *(f"  {row}" for row in rows)] if rows else [f"{name} (0)"]


def _person_line(honorific: str | None, name: str, roles: list[str]) -> str:
    return f"{honorific + ' ' if honorific else ''}{name}" + "".join(f" — {role}" for role in roles)


def _quotation_line(item: Quotation) -> str:
    content = " ".join(item.content.split())
    if len(content) > _QUOTE_WIDTH:
        content = content[: _QUOTE_WIDTH - 1].rstrip() + "…"
    who = f"{item.honorific + ' ' if item.honorific else ''}{item.speaker_name or item.speaker or '(speaker not said)'}"
    return f"{who}{f' — {item.role}' if item.role else ''} [{item.kind}, {item.cue or 'no cue'}]: {content}"


def figure_line(item: Statistic) -> str:
    """Return one figure as a line: value with bound and unit, what it counts, when, where, who says so."""
    value = _SIGNS[item.bound] + number(item.value)
    if item.value_max is not None:
        value += f"–{number(item.value_max)}"
    if item.denominator is not None:
        value += f"/{number(item.denominator)}"
    change = {"increase": "↑ ", "decrease": "↓ ", None: ""}[item.change]
    period = f"{item.period_start or '…'}/{item.period_end or '…'}" if item.period_start or item.period_end else None
    about = [item.measure, period, item.locality, item.speaker_name and f"said by {item.speaker_name}"]
    about += [item.status if item.status != "actual" else None]
    unit = "" if item.unit is None else (item.unit if item.unit == "%" else f" {item.unit}")
    return f"{change}{value}{unit}" + "".join(f" · {part}" for part in about if part)
