"""Which place a figure is about.

Rules, first that holds (``locality_rule`` of the record in brackets):

``paired``     the place of a list at the figure's own place in a list: ``A và B lần lượt đạt 5% và 6%`` (printed)
``after``      the place in the words after the figure: ``19 hộ ở bản X`` (printed)
``before``     the nearest place before the figure in its sentence, named or not: ``toàn huyện có …`` (printed)
``speaker``    the place of the speaker's office, where the figure stands in a quotation (speaker)
``carried``    the place of the figure before it in the same paragraph (article)
``paragraph``  the last place named in the paragraph before the figure (article)
``later``      the first place named after the figure in its sentence (printed)
``article``    the place that the article is about (article)
``central``    the whole country: a central body states it, and the article is about no smaller place (article)
``own``        none: the figure is a firm's or a family's own
``unnamed``    none: ``toàn tỉnh`` stands there, and neither the article nor its newspaper tells which

Where the article names no province, ``toàn tỉnh`` is the newspaper's (newspaper), else the one that holds all its
places (article); its name is then not in the record, since it is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsmine.extractors.figures import Figure
from newsmine.extractors.lexical import UPPER
from newsmine.extractors.paired import paired
from newsmine.extractors.phrases import last, pattern
from newsmine.extractors.site import NATION, RANK, Site, central, listed_words
from newsmine.extractors.sites import Sites
from newsmine.language.document import Document
from newsmine.records import Quotation

__all__ = ["Place", "localities"]

# a common person as the subject of a clause: "tôi bán", "nhà chị có", "anh Páo nuôi"
_PERSON = re.compile(
    rf"(?:(?<=[.!?,:;“\"(] )|(?<=[“\"(])|(?<=^)|(?<=\n)|(?<=\bmà )|(?<=\bnên )|(?<=nhà )|(?<=nay )|(?<=đình ))"
    rf"(?:(?:tôi|tui|Tôi|Tui|em|Em|con tôi|Con tôi)|(?:[Aa]nh|[Cc]hị)(?: [{UPPER}]\w+){{0,4}})"
    r"(?=,| (?:đã|cũng|còn|có|bán|mua|nuôi|trồng|vay|được|phải|làm|thu|chỉ|mới|lãi|lỗ|kiếm|ghi|đi|nợ|trả)\b)"
)
_NEAR = 400  # characters of the paragraph looked back over
_FEW = 5
_PRINTED = ("after", "before", "later", "paired")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a figure, or none, with the rule that said so."""

    site: Site | None
    rule: str

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
) -> tuple[Place, ...]:
    """Return the place of each figure; ``offices``: of the office of who states it, ``quoted``: where it is stated."""
    out: list[Place] = []
    pairs = paired(doc, items, found)
    for item, office, quotation in zip(items, offices, quoted, strict=True):
        if item.index in pairs:
            out.append(Place(pairs[item.index], "paired"))
            continue
        if quotation is not None and office is None and _is_lay(quotation):
            start, _ = doc.reading.view(quotation.start, quotation.end)
            inside = [s for s in found.between(max(start, item.sentence.start), item.start) if not s.inside]
            out.append(Place(inside[-1], "before") if inside else Place(None, "own"))
            continue
        previous = _previous(item, items, out)
        place = _place(doc, item, found, office, previous)
        known = place.site is None or place.site.label or place.site.locality_id
        out.append(place if known else Place(None, "unnamed"))
    return tuple(out)


def _is_lay(quotation: Quotation) -> bool:
    """Tell whether somebody without an office speaks in his own words: he tells of himself, not of a place."""
    return quotation.speaker_kind == "person" and quotation.role is None and quotation.kind == "direct"


def _previous(item: Figure, items: Sequence[Figure], done: Sequence[Place]) -> tuple[Figure, Place] | None:
    """Return the figure before with its place; a national figure in another sentence is passed over."""
    for index in range(item.index - 1, max(-1, item.index - 6), -1):
        site = done[index].site
        if site is None or site.level != "country" or items[index].sentence == item.sentence:
            return items[index], done[index]
    return None


def _place(  # noqa: PLR0911 (one return a rule)
    doc: Document, item: Figure, found: Sites, office: Site | None, previous: tuple[Figure, Place] | None
) -> Place:
    text = doc.text
    gift = listed_words("giving").search(text, item.sentence.start, item.start)
    printed = _printed(text, item, found, gift.start() if gift else None)
    if printed is not None:
        return printed
    if office is not None:
        return Place(office, "speaker")
    if not gift and (near := _near(doc, item, found, previous)):
        return near
    paragraph = doc.paragraphs[item.paragraph]
    if (
        previous is not None
        and previous[0].paragraph == item.paragraph - 1
        and listed_words("going_on").match(text, paragraph.start)
    ):
        return Place(previous[1].site, "carried")
    later = [s for s in found.between(item.end, item.sentence.end) if not s.inside and not s.generic]
    if later and not gift:
        return Place(later[0], "later")
    current = _current(found, item.start)
    if current is None and central().search(text, item.sentence.start, item.sentence.end):
        return Place(NATION, "central")
    return Place(current, "article")


def _printed(text: str, item: Figure, found: Sites, gift: int | None) -> Place | None:
    """Return the place that the sentence of a figure prints for it; ``gift`` is where a verb of giving stands before it."""
    comma = text.find(",", item.end, item.right)
    after = [s for s in found.between(item.end, comma if comma >= 0 else item.right) if not s.inside]
    if after and _is_where(text, item, after[0]) and (not after[0].generic or text[: after[0].start].endswith("của ")):
        return Place(after[0], "after")
    before = [s for s in found.between(item.sentence.start, item.start) if not s.inside]
    if gift is not None:
        before = [s for s in before if s.start > gift]
    if _is_own(text, item, before):
        ahead = [s for s in found.between(item.end, item.sentence.end) if not s.inside and not s.generic]
        held = [s for s in ahead if _is_where(text, item, s)]
        return Place(held[0], "later") if held else Place(None, "own")
    return Place(_nearest(text, item, before), "before") if before else None


def _nearest(text: str, item: Figure, before: Sequence[Site]) -> Site:
    """Return the nearest place before a figure; one that opens its sentence before a greater one that only compares."""
    first, last = before[0], before[-1]
    greater = RANK[last.level] > RANK[first.level] and not last.generic
    if greater and _opens(text, item.sentence.start, first) and text[: last.start].rstrip().endswith("nhất"):
        return first
    return last


def _opens(text: str, start: int, site: Site) -> bool:
    """Tell whether a place opens a sentence, alone or after a word of place."""
    lead = text[start : site.start].strip()
    return not lead or bool(listed_words("fronting").fullmatch(lead))


def _is_where(text: str, item: Figure, site: Site) -> bool:
    """Tell whether a word of place (``ở``, ``tại``, ``của``) stands right before a place after a figure."""
    return bool(listed_words("where", tail=True).search(text, max(item.end, site.start - 24), site.start))


def _near(doc: Document, item: Figure, found: Sites, previous: tuple[Figure, Place] | None) -> Place | None:
    """Return the place of the figure before in the paragraph, or the last one named there."""
    if previous is not None and previous[0].paragraph == item.paragraph:
        return Place(previous[1].site, "carried")
    start = max(doc.paragraphs[item.paragraph].start, item.sentence.start - _NEAR)
    earlier = [s for s in found.between(start, item.sentence.start) if not s.inside and s.level != "country"]
    return Place(earlier[-1], "paragraph") if earlier else None


def _is_own(text: str, item: Figure, before: Sequence[Site]) -> bool:
    """Tell whether the subject of the sentence is a firm, a family or a law: it opens a clause, no place follows."""
    for match in listed_words("own").finditer(text, item.sentence.start, item.start):
        ahead = text[item.sentence.start : match.start()].rstrip()
        if (not ahead or ahead.endswith((",", ":")) or len(ahead.split()) <= _FEW) and not any(
            s.start > match.end() for s in before
        ):
            return True
    return _is_personal(text, item, before)


def _is_personal(text: str, item: Figure, before: Sequence[Site]) -> bool:
    """Tell whether somebody tells of his own: the subject nearest to a figure is a person, no place and no report follows."""
    start = item.sentence.start
    for match in pattern("measure", "reporting").finditer(text, start, item.start):
        start = match.end()
    found = last(_PERSON, text, start, item.start)
    return found is not None and not any(site.end > found.end() for site in before)


def _current(found: Sites, here: int) -> Site | None:
    """Return the main place; where the article is about several of its level, the last of them named before the figure."""
    main = found.main
    if main is None or not found.rivals:
        return main
    named = [s for s in found.items if s.start < here and s.level == main.level and s.name in found.rivals and not s.inside]
    return named[-1] if named else main
