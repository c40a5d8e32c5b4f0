"""Which place a figure is about.

Rules, first that holds (``locality_rule`` of the record in brackets):

``paired``       the place of a list at the figure's own place in a list: ``A và B lần lượt đạt 5% và 6%`` (printed)
``lay``          none: somebody without an office tells of his own in his own words
``after``        the place in the words after the figure: ``19 hộ ở bản X`` (printed)
``own``          none: a firm, a project, a school, a family or a person opens the clause (:mod:`holders`)
``before``       the nearest place before the figure in its sentence, named or not: ``toàn huyện có …`` (printed)
``norm``         none: the sentence says what a rule demands (a criterion, a standard), and prints no place
``speaker``      the place of the speaker's office, where the figure stands in a quotation (speaker)
``institution``  none: who states it speaks for a firm, a school, a hospital
``carried``      the place of the figure before it in the same paragraph; after a sentence that tells of several places, each with
                 its figure, the one around them (article)
``paragraph``    the last place named in the paragraph before the figure (article)
``later``        the first place named after the figure in its sentence, unless as a part: ``trong đó xã X 2 người`` (printed)
``article``      the place that the article is about (article)
``central``      the whole country: a central body states it, and the article is about no smaller place (article)
``unnamed``      none: ``toàn tỉnh`` stands there, and neither the article nor its newspaper tells which

What was found so is looked at once more (:mod:`several`). Of several places named at once it is the one that covers them, or none
(``several``). Where the figure counts units (``5 xã nghèo nhất tỉnh``), it is not about one of them, but about what holds them
(``holding``, article).

``tied`` says whether something printed vouches for the place of a figure (:mod:`ties`): asked of those marked (article), of
``before`` and of ``later``.

Where the article names no province, ``toàn tỉnh`` is the newspaper's (newspaper), else the one that holds all its
places (article); its name is then not in the record, since it is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from newsmine.extractors.dateline import reference_day
from newsmine.extractors.figures import Figure
from newsmine.extractors.holders import is_own, of_institution
from newsmine.extractors.lexical import words
from newsmine.extractors.main_site import in_turn
from newsmine.extractors.paired import paired
from newsmine.extractors.several import counted_level, covering, group_of, is_counted, is_enumerated, over
from newsmine.extractors.site import NATION, RANK, Site, central, is_world, listed_words, opens, table
from newsmine.extractors.sites import Sites
from newsmine.extractors.ties import Ties
from newsmine.language.document import Document
from newsmine.records import Quotation

__all__ = ["Place", "localities"]

_RANKED = re.compile(r"thứ|hạng|vị trí", re.IGNORECASE)  # "đứng thứ 8/11 huyện" is said of one of them
_SEVERAL = 2
_NEAR = 400  # characters of the paragraph looked back over
_REACH = 6  # figures looked back over
_FAR = 200  # figures of a paragraph looked back over for the place around several
_FEW_PROVINCES = 3  # "hai tỉnh" are two places; more of them are counted of the country
_PRINTED = ("after", "before", "later", "paired")


@cache
def _listing() -> re.Pattern[str]:
    """Return what opens the list of what a figure counts: ``ba vị trí, [gồm] Vân Đồn``."""
    return re.compile(rf"{words(table()['words']['listing'])}(?: [^\s,.;:]+){{0,2}}\s*$")


@cache
def _told_as() -> re.Pattern[str]:
    """Return what joins the country to its own figure: ``cao hơn mức chung của cả nước [là] 42%``."""
    return re.compile(rf" (?:{words(table()['words']['told_as'])} |\()")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a figure, or none, with the rule that said so."""

    site: Site | None
    rule: str
    tied: bool = True  # what is printed ties the figure to it; else its unit is only assumed

    @property
    def source(self) -> str | None:
        """Value of ``locality_rule`` in the record."""
        if self.site is None:
            return None
        if self.site.assumed:
            return "newspaper"
        if self.rule in _PRINTED and self.site.label:
            return "printed"
        return "speaker" if self.rule == "speaker" else "article"


def localities(
    doc: Document,
    items: Sequence[Figure],
    found: Sites,
    offices: Sequence[Site | None],
    quoted: Sequence[Quotation | None],
    lay: Sequence[tuple[int, bool]] = (),
) -> tuple[Place, ...]:
    """Return the place of each figure; ``offices``: of the office of who states it, ``quoted``: where it is stated.

    ``lay`` says where each mention of a person ends, in order, and whether that person holds no office.
    """
    binder = _Binder(doc, items, found, lay)
    pairs = paired(doc, items, found)
    return tuple(
        binder.place(item, pairs.get(item.index), office, quotation)
        for item, office, quotation in zip(items, offices, quoted, strict=True)
    )


class _Binder:
    """Binds the figures of one document to its places, one after another."""

    def __init__(self, doc: Document, items: Sequence[Figure], found: Sites, lay: Sequence[tuple[int, bool]]) -> None:
        self.doc, self.text, self.items, self.found, self.lay = doc, doc.text, items, found, lay
        day = reference_day(doc)
        self.on = day.isoformat() if day else None
        self.ties = Ties(doc, found, self.on)
        self.bound: list[Place] = []  # what was found before lists and counted units: the figures after go on with that

    def place(self, item: Figure, pair: Site | None, office: Site | None, quotation: Quotation | None) -> Place:
        """Return the place of the next figure; ``pair`` is its place of a list."""
        if pair is not None:
            self.bound.append(Place(pair, "paired"))
            return self.bound[-1]
        if quotation is not None and office is None and _is_lay(quotation):
            found = self._lay(item, quotation)
        else:
            found = self._place(item, office, quotation)
        self.bound.append(found)
        found = self._spread(item, found) or self._holding(item, found) or self._whole(item, found)
        known = found.site is None or found.site.label or found.site.locality_id
        if not known:
            return Place(None, "unnamed")
        return found if found.site is None or self._tied(item, found, found.site) else replace(found, tied=False)

    def _tied(self, item: Figure, place: Place, site: Site) -> bool:
        """Tell whether something printed ties a figure to its place."""
        if place.rule == "later":
            return self.ties.in_title(site) or _is_where(self.text, item, site)
        if place.rule == "before":
            return self.ties.printed(item, site)
        return place.source != "article" or self.ties.hold(item, site)

    def _lay(self, item: Figure, quotation: Quotation) -> Place:
        start, _ = self.doc.reading.view(quotation.start, quotation.end)
        inside = [s for s in self.found.between(max(start, item.sentence.start), item.start) if not s.inside]
        return Place(inside[-1], "before") if inside else Place(None, "lay")

    def _place(self, item: Figure, office: Site | None, quotation: Quotation | None) -> Place:
        gift = listed_words("giving").search(self.text, item.sentence.start, item.start)
        printed = self._printed(item, gift.start() if gift else None)
        if sure := self._nowhere(item, printed, quotation) or printed:
            return sure
        if office is not None:
            return Place(office, "speaker")
        if near := self._near(item, given=gift is not None) or self._later(item, given=gift is not None):
            return near
        found = self.found
        current = in_turn(found.items, found.main, found.rivals, item.start) if found.told else None
        if current is None and central().search(self.text, item.sentence.start, item.sentence.end):
            return Place(NATION, "central")
        return Place(current, "article")

    def _nowhere(self, item: Figure, printed: Place | None, quotation: Quotation | None) -> Place | None:
        """Return that a figure has no place: an institution tells its own, or it is a rule; ``printed`` is what stands there."""
        role = quotation.role or (quotation.speaker if quotation.speaker_kind == "unnamed" else None) if quotation else None
        if quotation is not None and of_institution(role) and not self._is_said(printed, quotation):
            return Place(None, "institution")
        return Place(None, "norm") if printed is None and _is_norm(self.text, item) else None

    def _is_said(self, place: Place | None, quotation: Quotation) -> bool:
        """Tell whether a place stands in what is stated, not in the office of who states it."""
        start, _ = self.doc.reading.view(quotation.start, quotation.end)
        return place is not None and (place.site is None or place.site.start >= start)

    def _printed(self, item: Figure, gift: int | None) -> Place | None:
        """Return the place that the sentence of a figure prints for it; ``gift`` is where a verb of giving stands before it."""
        text = self.text
        comma = text.find(",", item.end, item.right)
        after = [s for s in self.found.between(item.end, comma if comma >= 0 else item.right) if not s.inside]
        if after and _is_beside(text, item, after[0]):
            return Place(after[0], "after")
        if address := self._address(item):
            return Place(address, "after")
        if (
            after
            and _is_where(text, item, after[0])
            and (not after[0].generic or text[: after[0].start].endswith(("của ", "địa bàn ")))
        ):
            return Place(after[0], "after")
        stated = self.found.between(item.sentence.start, item.start)
        if stated and stated[-1].level == "country" and _told_as().fullmatch(text, stated[-1].end, item.start):
            return Place(stated[-1], "before")  # what is compared with is told, too: "cao hơn mức chung của cả nước là 42%"
        before = [s for s in stated if not s.inside]
        before = [s for s in before if not _is_aside(text, s, item.start)] or before
        before = [s for s in before if not _is_detail(text, s, item)] or before
        if gift is not None:
            before = [s for s in before if s.start > gift and not _gives(text, s, item.start)]
        if is_own(text, item, before, self.lay):
            ahead = [s for s in self.found.between(item.end, item.sentence.end) if not s.inside and not s.generic]
            held = [s for s in ahead if _is_where(text, item, s)]
            return Place(held[0], "later") if held else Place(None, "own")
        return Place(_nearest(text, item, before), "before") if before else None

    def _address(self, item: Figure) -> Site | None:
        """Return the place of an address right behind a figure: ``khu tái định cư [26ha], xã Phú Xuân, TP Thái Bình``."""
        chain = self.found.between(item.end, item.sentence.end)[:2]
        if len(chain) < _SEVERAL or chain[0].inside or chain[0].generic or not chain[1].inside:
            return None
        comma = self.text[item.end : chain[0].start] == ", " and self.text[chain[0].start].islower()
        return chain[0] if comma and self.text[chain[0].end : chain[1].start] == ", " else None

    def _near(self, item: Figure, *, given: bool) -> Place | None:
        """Return the place of the figure before in the paragraph, the last one named there, or the one that it goes on with."""
        previous = self._previous(item)
        paragraph = self.doc.paragraphs[item.paragraph]
        if previous is not None and previous.paragraph == item.paragraph and not given:
            return Place(self._frame(item, previous) or self.bound[previous.index].site, "carried")
        start = max(paragraph.start, item.sentence.start - _NEAR)
        earlier = [s for s in self.found.between(start, item.sentence.start) if not s.inside and s.level != "country"]
        earlier = [s for s in earlier if not is_world(s) and not _is_aside(self.text, s, item.sentence.start)]
        if earlier and not given:
            return Place(earlier[-1], "paragraph")
        if previous is None or previous.paragraph != item.paragraph - 1:
            return None
        if not listed_words("going_on").match(self.text, paragraph.start):
            return None
        return Place(self._frame(item, previous) or self.bound[previous.index].site, "carried")

    def _previous(self, item: Figure) -> Figure | None:
        """Return the figure before; a national figure in another sentence is passed over."""
        for one in reversed(self.items[max(0, item.index - _REACH + 1) : item.index]):
            site = self.bound[one.index].site
            if site is None or not (site.level == "country" or is_world(site)) or one.sentence == item.sentence:
                return one
        return None

    def _frame(self, item: Figure, previous: Figure) -> Site | None:
        """Return the place around several that the sentence before named, each for its figure.

        ``Huyện có 62 thôn, trong đó xã A 12 thôn, xã B 9 thôn. Đến nay 40 thôn …`` goes on with the district.
        """
        last = self.bound[previous.index].site
        if last is None or previous.sentence == item.sentence:
            return None
        told: set[str] = set()
        for index in range(previous.index, -1, -1):
            site = self.bound[index].site
            if self.items[index].sentence != previous.sentence:
                break
            told.update([site.name] if site else [])
        if len(told) < _SEVERAL:
            return None
        for index in range(item.index - 1, max(-1, item.index - _FAR), -1):
            site = self.bound[index].site
            if self.items[index].paragraph != item.paragraph:
                break
            if site and RANK[last.level] < RANK[site.level] < RANK["country"]:
                return site
        main = self.found.main
        return main if main and RANK[last.level] < RANK[main.level] < RANK["country"] else None

    def _later(self, item: Figure, *, given: bool) -> Place | None:
        """Return the first place named after a figure in its sentence; of a gift only where words of place stand before it."""
        ahead = self.found.between(item.end, item.sentence.end)
        later = [s for s in ahead if not s.inside and not s.generic and s.level != "abroad"]
        if given:
            later = [s for s in later if _is_where(self.text, item, s) or self.text[s.start - 1 : s.start] == "("]
        parts = later and listed_words("detail").search(self.text, item.end, later[0].start)
        return Place(later[0], "later") if later and not parts else None

    def _holding(self, item: Figure, place: Place) -> Place | None:
        """Return the place that holds the units which a figure counts, where the one found is of their level."""
        site = place.site
        level = None if _RANKED.match(self.text, item.start) else counted_level(item.quantity.unit)
        if site is None or level is None or not RANK[site.level] <= RANK[level]:
            return None
        if listed_words("merged").search(self.text, item.sentence.start, item.sentence.end):
            return None
        if is_enumerated(self.text, item, level, self.found):
            return Place(covering(self._named(item), self.found, item.sentence.start, self.on), "several")
        if level == "province" and item.quantity.value is not None and item.quantity.value <= _FEW_PROVINCES:
            return Place(None, "several")
        cover = over(level, site, self.found, item, self.on)
        return Place(cover, "holding") if cover else None

    def _spread(self, item: Figure, place: Place) -> Place | None:
        """Return that a figure has no place, where what it counts is listed in several provinces."""
        listed = [site for site in self.found.between(item.end, item.sentence.end) if not site.generic]
        if place.site is None or len(listed) < _SEVERAL or not _listing().search(self.text, item.end, listed[0].start):
            return None
        following = self.items[item.index + 1].start if item.index + 1 < len(self.items) else len(self.text)
        provinces = {self.ties.province(site) for site in listed if site.end < following} - {None}
        return Place(None, "several") if len(provinces) > 1 and place.site.level != "country" else None

    def _named(self, item: Figure) -> tuple[Site, ...]:
        return group_of(self.text, self.found.between(item.end, item.sentence.end)[0], self.found)

    def _whole(self, item: Figure, place: Place) -> Place:
        """Return the place that covers several named at once, of which one was found; none where no such place is printed."""
        site = place.site
        if site is None or site.generic or site.level == "country" or place.rule not in _PRINTED:
            return place
        group = group_of(self.text, site, self.found)
        if len(group) < _SEVERAL and not is_counted(self.text, site):
            return place
        cover = covering(group, self.found, item.sentence.start, self.on)
        return Place(cover, place.rule) if cover else Place(None, "several")


def _is_norm(text: str, item: Figure) -> bool:
    """Tell whether a sentence says what a rule demands, of no place: ``tiêu chí mới quy định tỷ lệ hộ nghèo phải dưới [3%]``."""
    start, end = item.sentence.start, item.sentence.end
    return bool(listed_words("norms").search(text, start, item.start) and listed_words("demands").search(text, start, end))


def _is_lay(quotation: Quotation) -> bool:
    """Tell whether somebody without an office speaks in his own words: he tells of himself, not of a place."""
    return quotation.speaker_kind == "person" and quotation.role is None and quotation.kind == "direct"


def _gives(text: str, site: Site, here: int) -> bool:
    """Tell whether a place is of who gives: ``UBND xã trao 8 suất quà``."""
    verb = listed_words("giving").search(text, site.end, here)
    return verb is not None and not any(sign in text[site.end : verb.start()] for sign in ",;.:(")


def _is_aside(text: str, site: Site, here: int) -> bool:
    """Tell whether a place stands in closed brackets with figures of their own: ``14 hộ (Lào Cai 8), 3 người``."""
    opening, closing = text.find("(", site.end, here), text.find(")", site.end, here)
    if closing < 0 or 0 <= opening < closing:
        return False
    return any(sign.isdigit() for sign in text[text.rfind("(", 0, site.start) + 1 : closing])


def _is_beside(text: str, item: Figure, site: Site) -> bool:
    """Tell whether a typed place stands right behind what a figure counts: ``[8 cử tri] xã Kỳ Tân``."""
    return not site.generic and text[item.end : site.start] == " " and text[site.start].islower()


def _is_detail(text: str, site: Site, item: Figure) -> bool:
    """Tell whether a place is a part that the stretch before told of: ``cao nhất là xã Krong với 38,4%; [31 đơn vị] dưới 1%``."""
    stop = text.find(";", site.end, item.start)
    if stop < 0 or listed_words("detail").search(text, stop, item.start):
        return False
    start = max(item.sentence.start, text.rfind(";", item.sentence.start, site.start) + 1)
    return bool(listed_words("detail").search(text, start, site.start))


def _nearest(text: str, item: Figure, before: Sequence[Site]) -> Site:
    """Return the nearest place before a figure; one that opens its sentence before a greater one that only compares."""
    first, last = before[0], before[-1]
    greater = RANK[last.level] > RANK[first.level] and not last.generic
    if greater and opens(text, item.sentence.start, first) and text[: last.start].rstrip().endswith("nhất"):
        return first
    return last


def _is_where(text: str, item: Figure, site: Site) -> bool:
    """Tell whether a word of place (``ở``, ``tại``, ``của``) stands right before a place after a figure."""
    return bool(listed_words("where", tail=True).search(text, max(item.end, site.start - 24), site.start))
