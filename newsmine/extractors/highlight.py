"""Shows the text of an article with its quotations and figures marked: one renderer for notebook, report and review page.

Plain ``<mark>`` elements, no script; line breaks are kept. What a mark stands for is said in its ``title``; solid and dotted
lines and weight tell the kinds apart, so that nothing depends on colour alone. Marks bring their own ink, for dark notebooks.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from newsmine.extractors.extraction import Extraction
from newsmine.records import Quotation, Statistic

__all__ = ["STYLE", "article_html", "marked_text"]

STYLE = """
.nm-text{white-space:pre-wrap;line-height:1.65;max-width:72ch}
.nm-q{background:#eaf2fb;border-bottom:2px solid #1f6fb2;color:#111}
.nm-s{background:#fdf0d5;border-bottom:2px solid #a86400;color:#111;font-weight:600}
.nm-w{background:none;border-bottom:2px dotted #1f6fb2;color:inherit}
.nm-key{font-size:.85em;margin:.3em 0 .8em}
""".strip()


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    css: str
    title: str
    anchor: str


def article_html(found: Extraction) -> str:
    """Return a self-contained fragment: a key, and the article's text with quotations, speakers and figures marked."""
    if found.failure:
        return f'<div class="nm"><p><strong>{escape(found.failure)}</strong></p></div>'
    head = f"<h3>{escape(found.article.title)}</h3>" if found.article.title else ""
    key = (
        f'<p class="nm-key"><mark class="nm-q">quotation</mark> {len(found.quotations)} · '
        f'<mark class="nm-s">figure</mark> {len(found.statistics)} · <mark class="nm-w">speaker</mark> · '
        f"people {len(found.people)} · documents {len(found.references)}</p>"
    )
    body = marked_text(found.article.text, found.quotations, found.statistics)
    return f'<div class="nm"><style>{STYLE}</style>{head}{key}<div class="nm-text" lang="vi">{body}</div></div>'


def marked_text(text: str, quotations: tuple[Quotation, ...], statistics: tuple[Statistic, ...]) -> str:
    """Return the text as HTML with its records marked. Marks nest where they can and are split where they would cross."""
    marks = [_quotation_mark(item) for item in quotations] + [_statistic_mark(item) for item in statistics]
    marks += [
        _Mark(item.speaker_start, item.speaker_end, "nm-w", f"speaker: {item.speaker_name or item.speaker}", "")
        for item in quotations
        if item.speaker_start is not None and item.speaker_end is not None
    ]
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    opening: dict[int, list[_Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        opening.setdefault(mark.start, []).append(mark)
    out: list[str] = []
    active: list[_Mark] = []
    seen: set[str] = set()
    for here, there in pairwise(cuts):
        active = [mark for mark in active if mark.end > here] + opening.get(here, [])
        for mark in active:
            anchor = f' id="{mark.anchor}"' if mark.anchor and mark.anchor not in seen else ""
            seen.add(mark.anchor)
            out.append(f'<mark class="{mark.css}"{anchor} title="{escape(mark.title, quote=True)}">')
        out.append(escape(text[here:there], quote=False))
        out.append("</mark>" * len(active))
    return "".join(out)


def _quotation_mark(item: Quotation) -> _Mark:
    who = " – ".join(part for part in (item.speaker_name or "speaker not said", item.role) if part)
    return _Mark(item.start, item.end, "nm-q", f"{who} ({item.kind})", f"q-{item.quotation_id}")


def _statistic_mark(item: Statistic) -> _Mark:
    value = "" if item.value is None else f"{item.value.normalize():f}"
    if item.value_max is not None:
        value += f"–{item.value_max.normalize():f}"
    if item.denominator is not None:
        value += f"/{item.denominator.normalize():f}"
    parts = [f"{value} {item.unit or ''}".strip(), item.bound if item.bound != "exact" else "", item.change or ""]
    parts += [item.measure or "", item.period_text or "", item.locality or "", item.status if item.status != "actual" else ""]
    return _Mark(item.start, item.end, "nm-s", " · ".join(part for part in parts if part), f"s-{item.statistic_id}")
