"""Lists of places and of figures that go in pairs: ``Các huyện A, B và C lần lượt đạt 5%, 6% và 7%``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsmine.extractors.figures import Figure
from newsmine.extractors.site import Site, listed_words
from newsmine.extractors.sites import Sites
from newsmine.language.document import Document, Span

__all__ = ["paired"]

_GAP = re.compile(r"\s*(?:\([^()\n]*\))?\s*(?:[,;]|[,;]?\s*(?:và|cùng|hay|hoặc))\s*")  # between two of a list
_PLAIN = 3  # figures of a run that pairs with places without a word for it
_COUNTED = re.compile(r"(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)


def paired(doc: Document, items: Sequence[Figure], found: Sites) -> dict[int, Site]:
    """Return the place of each figure, by its index, that stands in a list as long as the list of places before it.

    Two of each go in pairs only after ``lần lượt``, or as a further run of its figures; three or more of one unit do without.
    Where the sentence counts the places without their names (``hai phường lần lượt là 98,1% và 95,6%``), they are those of the
    paragraph, if as many stand there. Lists of different lengths are left to the other rules.
    """
    out: dict[int, Site] = {}
    for sentence, runs in _runs(doc, items):
        marks = [match.start() for match in listed_words("paired").finditer(doc.text, sentence.start, sentence.end)]
        places: list[Site] = []
        for run in runs:
            mark = next((mark for mark in reversed(marks) if mark < run[0].start), None)
            if mark is None and len(run) < _PLAIN:
                continue
            named = _places(doc, found, run, mark)
            places = named if len(named) == len(run) else places
            if len(places) == len(run):
                out.update((figure.index, place) for figure, place in zip(run, places, strict=True))
    return out


def _runs(doc: Document, items: Sequence[Figure]) -> Iterator[tuple[Span, list[list[Figure]]]]:
    """Give the sentences with their runs of two or more figures one after another."""
    by_sentence: dict[Span, list[Figure]] = {}
    for item in items:
        by_sentence.setdefault(item.sentence, []).append(item)
    for sentence, figures in by_sentence.items():
        runs = [figures[:1]]
        for item in figures[1:]:
            if _alike(runs[-1][0], item) and _GAP.fullmatch(doc.text, runs[-1][-1].end, item.start):
                runs[-1].append(item)
            else:
                runs.append([item])
        yield sentence, [run for run in runs if len(run) > 1]


def _places(doc: Document, found: Sites, run: Sequence[Figure], mark: int | None) -> list[Site]:
    """Return the list of places before a run of figures, or those that its sentence only counts."""
    start, end = run[0].sentence.start, run[0].start if mark is None else mark
    places = _listed(doc.text, found, start, end)
    if not places and _COUNTED.search(doc.text, max(start, end - 32), end):
        places = _named_once(found.between(doc.paragraphs[run[0].paragraph].start, start))
    return places


def _alike(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may be of one list: not a level and its change (``… và 7,3%, giảm 2,1%``)."""
    first, second = one.quantity, other.quantity
    return (first.kind, first.change, first.unit) == (second.kind, second.change, second.unit)


def _listed(text: str, found: Sites, start: int, end: int) -> list[Site]:
    """Return the last list of places in a stretch."""
    run: list[Site] = []
    for site in reversed([site for site in found.between(start, end) if not site.inside and not site.generic]):
        if run and not _GAP.fullmatch(text, site.end, run[0].start):
            break
        run.insert(0, site)
    return run


def _named_once(sites: Sequence[Site]) -> list[Site]:
    """Return the places of the level of the last, each once."""
    level = next((site.level for site in reversed(sites) if not site.generic and not site.inside), None)
    same = [site for site in sites if site.level == level and not site.generic and not site.inside]
    return list({(site.name, site.locality_id): site for site in same}.values())
