"""The place that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsmine.extractors.site import NATION, RANK, Site, above, central, listed_words
from newsmine.language.document import Document

__all__ = ["in_turn", "is_told_of", "main_site"]

_LEAST = 4  # weight under which a place is only named, not what the article is about: two mentions, or one in its lead
_LEAST_SHARE = 0.3  # of the places named that are the main one or lie in it, under which the article tells of something else
_MARKET = 5  # words of firms and markets that make an article one of these, where words of government are fewer
_LEAD = 400  # characters of the lead, where an article is one long line


def main_site(doc: Document, named: Sequence[Site], offices: Sequence[tuple[int, int]]) -> tuple[Site | None, frozenset[str]]:
    """Return the place that the article is about, and the names of its level that rival it.

    It is the one named most often; what stands in title and lead counts thrice, what stands in offices (spans ``offices``) or
    in a chain half. Where title and lead name a central body or the country and no place in it, it is the country.
    """
    text, title = doc.text, doc.paragraphs[0].end if doc.paragraphs else 0
    head = min(doc.paragraphs[min(1, len(doc.paragraphs) - 1)].end, title + _LEAD) if doc.paragraphs else 0
    weight: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Site] = {}
    for item in named:
        if item.level in ("country", "region") or (item.level in ("village", "zone") and item.name not in text[:title]):
            continue
        key = (item.name, item.level)
        if item.level == "abroad" and item.start >= head and key not in weight:
            continue
        first.setdefault(key, item)
        held = any(start <= item.start < end for start, end in offices)
        weight[key] += (3 if item.end <= head else 1) * (1 if item.inside or held else 2)
    best = max(weight, key=lambda key: (weight[key], -RANK[key[1]], -first[key].start), default=None)
    if _national(doc, named, head) >= (weight[best] if best else 1):
        return NATION, frozenset()
    if best is None or weight[best] < _LEAST:
        return None, frozenset()
    rivals = {name for (name, level), value in weight.items() if level == best[1] and value * 2 >= weight[best]}
    return first[best], frozenset(rivals) if len(rivals) > 1 else frozenset()


def is_told_of(text: str, main: Site | None, rivals: frozenset[str], named: Sequence[Site], on: str | None) -> bool:
    """Tell whether the places of an article are largely its main one, those beside it in its title, and what lies in it.

    Else the article tells of a firm, a trade, a person or of many places, and what names no place is not of the one named most.
    """
    if main is None or main.level in ("country", "abroad"):
        return main is not None
    market = sum(1 for _ in listed_words("market").finditer(text))
    if market >= _MARKET and market > sum(1 for _ in listed_words("governing").finditer(text)):
        return False
    places = [site for site in named if site.level != "region" and not site.assumed]
    title = text.split("\n", maxsplit=1)[0][:_LEAD]
    names = {main.name, *(name for name in rivals if name in title)}
    held = [site for site in places if site.name in names or (main.locality_id and main.locality_id in above(site, on))]
    return len(held) >= _LEAST_SHARE * len(places)


def in_turn(named: Sequence[Site], main: Site | None, rivals: frozenset[str], here: int) -> Site | None:
    """Return the main place; where the article is about several of its level, the last of them named before ``here``."""
    if main is None or not rivals:
        return main
    told = [item for item in named if item.start < here and item.level == main.level and item.name in rivals and not item.inside]
    return told[-1] if told else main


def _national(doc: Document, named: Sequence[Site], head: int) -> int:
    """Return the weight of the country where title and lead name it or a central body, and no place in it; else 0."""
    if any(item.level != "country" for item in named if item.end <= head):
        return 0
    country = [(item.start, item.end) for item in named if item.level == "country"]
    inside = sum(end <= head for _, end in [*country, *(match.span() for match in central().finditer(doc.text, 0, head))])
    return 2 * (inside + len(country)) if inside else 0
