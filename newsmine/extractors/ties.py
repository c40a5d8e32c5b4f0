"""Whether something printed ties a figure to its place.

A place that comes from elsewhere in the article is a conclusion. It is safe to publish only where nothing speaks for another:

- all places of the article lie in one province (or it names none but the country);
- no other place is named between the place and the figure in its paragraph;
- the sentence has no person of its own before the figure (``ông``, ``gia đình``), whose figure it may be;
- no law or decree is named before it in its sentence, whose figure it may be;
- the place is named in the title, or in the paragraph of the figure or the one before (not in the name of a firm or a hospital),
  or is the whole country, where the article names no province.

In an article of several provinces a place before the figure in its sentence is surely its own only where it opens the sentence,
stands behind a word of place or right before the figure, or is what ``toàn tỉnh`` stands for. One that is first named after the
figure, without a word of place, is its own only where the title names it.

Else the record keeps the printed name, and its unit is only assumed (``locality_assumed_id``). The place of the office of who
states a figure is not asked for more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import words
from newsmine.extractors.site import RANK, Site, above, listed_words, opens, table
from newsmine.extractors.site_marks import in_name_of_body
from newsmine.extractors.sites import Sites
from newsmine.language.document import Document
from newsmine.normal import read

__all__ = ["Ties"]


@cache
def _rules() -> re.Pattern[str]:
    """Return what gives rules to the whole country: a law, a decree."""
    return re.compile(words(table()["words"]["laws"]))


@cache
def _kinds() -> str:
    return rf"(?i:{words(table()['generic'])})"


_TITLE = 400  # characters of the title, where an article is one long line
_BESIDE = 50  # characters between a place and a figure that it stands right before
_ABROAD = "abroad"


def _is_other(one: Site, site: Site) -> bool:
    """Tell whether a place is another one, not what the place lies in: ``Huyện Bắc Sơn, [tỉnh Lạng Sơn]``."""
    if one.generic or (one.name, one.level) == (site.name, site.level):
        return False
    return not (one.inside and RANK[one.level] > RANK[site.level])


class Ties:
    """What ties the figures of one document to their places; ``on`` is the day of the article."""

    def __init__(self, doc: Document, found: Sites, on: str | None) -> None:
        self._text, self._paragraphs, self._found = doc.text, doc.paragraphs, found
        first = len(doc.text.split("\n", maxsplit=1)[0][:_TITLE])
        self._title = {(site.name, site.level) for site in found.items if site.end <= first and not site.inside}
        self._page = read(doc.article.title or "").text
        self._starts: dict[tuple[str, str], list[int]] = defaultdict(list)  # where each place is named
        for site in found.items:
            if not site.inside:
                self._starts[site.name, site.level].append(site.start)
        self._provinces: dict[str, str | None] = {}
        self._on = on
        self._told = {self.province(site) for site in found.items if not site.generic} - {None}

    def in_title(self, site: Site) -> bool:
        """Tell whether the title names a place: that of the page, or the first line of a text."""
        if (site.name, site.level) in self._title or not (self._page and site.name):
            return (site.name, site.level) in self._title
        typed = rf"(?<!\w)(?:{_kinds()} )?{re.escape(site.name)}(?!\w)"
        named = re.search(typed, self._page)
        return named is not None and not in_name_of_body(self._page, named.start())

    def printed(self, item: Figure, site: Site) -> bool:
        """Tell whether a place before a figure in its sentence is surely the figure's."""
        if not item.sentence.start <= site.start < item.start:  # a place around several, from elsewhere
            return self.hold(item, site)
        if site.generic or self._told <= {self.province(site)} or opens(self._text, item.sentence.start, site):
            return True
        between = self._text[site.end : item.start]
        if len(between) <= _BESIDE and "," not in between:
            return True
        return bool(listed_words("where", tail=True).search(self._text, max(item.sentence.start, site.start - 24), site.start))

    def hold(self, item: Figure, site: Site) -> bool:
        """Tell whether a place from elsewhere in the article is surely the figure's."""
        if not self._told <= {self.province(site)}:
            return False
        if self._names_person(item):
            return False
        paragraph = self._paragraphs[item.paragraph].start
        if site.level != "country" and _rules().search(self._text, item.sentence.start, item.start):
            return False
        starts = self._starts.get((site.name, site.level), [])
        count = bisect_left(starts, item.start)
        last = starts[count - 1] if count else -1
        between = self._found.between(max(paragraph, last), item.start)
        if any(_is_other(one, site) for one in between):
            return False
        beside = self._paragraphs[max(0, item.paragraph - 1)].start
        return site.level == "country" or self.in_title(site) or last >= beside

    def _names_person(self, item: Figure) -> bool:
        """Tell whether a person stands before a figure in its sentence; *trẻ em* and the place *Kỳ Anh* are none."""
        text, start, end = self._text, item.sentence.start, item.start
        others = [match.span() for match in listed_words("not_persons").finditer(text, start, end)]
        others += [(site.start, site.end) for site in self._found.between(start, end)]
        words = listed_words("persons").finditer(text, start, end)
        return any(not any(begin <= word.start() < stop for begin, stop in others) for word in words)

    def province(self, site: Site) -> str | None:
        """Return the province that a place is or lies in; ``abroad``, or None where it is not known or the whole country."""
        if site.locality_id is None:
            return _ABROAD if site.level == _ABROAD else None
        if site.locality_id not in self._provinces:
            units = [site.locality_id, *above(site, self._on)]
            self._provinces[site.locality_id] = next((unit for unit in units if unit.startswith("pro:")), None)
        return self._provinces[site.locality_id]
