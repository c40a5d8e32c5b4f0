"""Teasers of other articles read like text and are none; a page of nothing else holds no article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from newsmine.collect.pages.dom import attr, element_text
from newsmine.collect.pages.walk import Piece

__all__ = ["lists_articles", "teasers"]

_LEAST_TEASERS = 3
_TITLE = 25  # letters from which a link reads like a headline
_MANY = 15


def teasers(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines that stand, three and more of one kind, each in an item of its own with a headline to another page.

    Paragraphs of an article share their parent; a teaser shares the item that holds it with no other line.
    """
    held = Counter(above for piece in pieces for above in (piece.element, *piece.element.iterancestors()))
    groups: defaultdict[tuple[str, str, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if len(piece.text) >= _TITLE and _has_headline(piece, held):
            parent = piece.element.getparent()
            groups[(piece.tag, attr(piece.element, "class"), "" if parent is None else attr(parent, "class"))].append(piece)
    return [piece for group in groups.values() if len(group) >= _LEAST_TEASERS for piece in group]


def _has_headline(piece: Piece, held: Counter[Any]) -> bool:
    for above in (piece.element, *piece.element.iterancestors()):
        if held[above] > 1:
            return False
        for link in above.iter("a"):
            text = element_text(link)
            if len(text) >= _TITLE and text not in piece.text and attr(link, "href") not in {"", "#"}:
                return True
    return False


def lists_articles(root: Any, title: str | None) -> bool:
    """Whether a page prints its title nowhere and has many links that read like headlines."""
    body = root.find(".//body")
    top = root if body is None else body
    printed = any(isinstance(e.tag, str) and (e.text or "").strip() == title for e in top.iter())
    printed = printed or any(element_text(heading) == title for heading in top.iter("h1", "h2", "h3"))
    return not printed and sum(len(element_text(link)) >= _TITLE for link in top.iter("a")) >= _MANY
