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
_LEAD = re.compile(r"[^.;:!?\d\n]{0,24}")  # between "lần lượt" and the first figure: là, đạt, ở mức, có …
_COUNTED = re.compile(r"(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)


def paired(doc: Document, items: Sequence[Figure], found: Sites) -> dict[int, Site]:
    """Return the place of each figure, by its index, that stands in a list as long as the list of places before it.

    Where the sentence counts the places without their names (``hai phường lần lượt là 98,1% và 95,6%``), they are those of the
    paragraph, if as many stand there. Lists of different lengths are left to the other rules.
    """
    out: dict[int, Site] = {}
    for mark, sentence, figures in _lists(doc, items):
        places = _places(doc.text, found, sentence.start, mark)
        if not places and _COUNTED.search(doc.text, max(sentence.start, mark - 32), mark):
            paragraph = doc.paragraphs[figures[0].paragraph]
            places = _named_once(found.between(paragraph.start, sentence.start))
        if len(places) == len(figures) > 1:
            out.update((figure.index, place) for figure, place in zip(figures, places, strict=True))
    return out


def _lists(doc: Document, items: Sequence[Figure]) -> Iterator[tuple[int, Span, list[Figure]]]:
    """Give where ``lần lượt`` stands, its sentence, and the figures that follow it one after another."""
    text = doc.text
    by_sentence: dict[Span, list[Figure]] = {}
    for item in items:
        by_sentence.setdefault(item.sentence, []).append(item)
    for sentence, figures in by_sentence.items():
        for match in listed_words("paired").finditer(text, sentence.start, sentence.end):
            after = [item for item in figures if item.start >= match.end()]
            if not after or not _LEAD.fullmatch(text, match.end(), after[0].start):
                continue
            run = after[:1]
            for item in after[1:]:
                if not _alike(run[0], item) or not _GAP.fullmatch(text, run[-1].end, item.start):
                    break
                run.append(item)
            yield match.start(), sentence, run


def _alike(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may be of one list: not a level and its change (``… và 7,3%, giảm 2,1%``)."""
    return (one.quantity.kind, one.quantity.change) == (other.quantity.kind, other.quantity.change)


def _places(text: str, found: Sites, start: int, end: int) -> list[Site]:
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
