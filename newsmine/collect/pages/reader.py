"""Page to article: site rule first, the generic reader where there is none or it finds nothing."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from newsmine import __version__
from newsmine.collect.charset import decode_page
from newsmine.collect.identity import article_id, host_of, url_key
from newsmine.collect.pages.closing import author_of, close, is_outlet, names_writer, outlet_of, split_dateline
from newsmine.collect.pages.dom import element_text, parse, select
from newsmine.collect.pages.generic import generic_pieces
from newsmine.collect.pages.lists import lists_articles
from newsmine.collect.pages.marks import named
from newsmine.collect.pages.metadata import Head, error_words, published_near, read_head, section_printed
from newsmine.collect.pages.site import site_pieces, site_time, site_title
from newsmine.collect.pages.walk import Piece
from newsmine.errors import InputError
from newsmine.language import language_of, repair
from newsmine.records import Article, Block

if TYPE_CHECKING:
    from newsmine.collect.registry import Newspaper, Registry

__all__ = ["read_page"]

IN_TEXT = ("sapo", "paragraph", "subhead", "box")
_LEAST = 80  # letters of body below which a page holds no article
_SHORT_NAME = 60
_LONGEST_SUBHEAD = 150
_QUESTIONS = 2  # bold questions that make an interview
_LISTING = 0.5
_BRIEF = 400  # letters below which a page with many headlines is asked whether it prints its own title


def read_page(
    data: bytes | str,
    *,
    content_type: str | None = None,
    url: str | None = None,
    registry: Registry | None = None,
    fetched_at: str | None = None,
    name: str = "",
    check: bool = False,
) -> Article:
    """Read a saved or fetched page and return its article, every block typed and in page order.

    ``url`` is where it was fetched from, ``content_type`` the header it came with, ``name`` what identifies it where it has no
    address (a file name), ``check`` compares a site rule with the generic reader (what disagrees is noted as layout in
    doubt). Raises :class:`InputError` where the page holds no article.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    text, notes = (data, ()) if isinstance(data, str) else decode_page(data, content_type)
    if not text.strip():
        raise InputError("the page is empty")
    article = _read(text, raw, notes, url, registry, fetched_at, name, check=check)
    if article.language == "vi":
        return article
    fixed = repair(f"{article.title or ''}\n{article.text}")
    if fixed.encoding == "unicode":
        return article
    # Letters of an old encoding inside sound UTF-8: the whole page is read again with them put right.
    mended = repair(text)
    return _read(mended.text, raw, (*notes, *fixed.notes), url, registry, fetched_at, name, check=check)


def _read(
    text: str,
    raw: bytes,
    notes: tuple[str, ...],
    url: str | None,
    registry: Registry | None,
    fetched_at: str | None,
    name: str,
    *,
    check: bool,
) -> Article:
    root = parse(text)
    head = read_head(root, url)
    newspaper = registry.of_url(url or head.canonical or "") if registry is not None else None
    if newspaper is None and registry is not None and head.canonical:
        newspaper = registry.of_url(head.canonical)
    published = head.published_at
    pieces, found_notes = _pieces(root, head, newspaper, published, check=check)
    notes = (*notes, *found_notes)
    blocks, body, dateline = _blocks(pieces)
    inside = [piece for piece in pieces if piece.kind in {"", "paragraph", "box", "sapo"}]
    size = sum(len(piece.text) for piece in inside)
    if size < _LEAST or sum(piece.linked for piece in inside) > _LISTING * size:
        words = error_words(head.title or "", element_text(root)[:4000])
        raise InputError("an error page, no article" if words else "no article in the page")
    selectors = newspaper.selectors(published) if newspaper else None
    title = (site_title(root, selectors) if selectors else None) or head.title
    published = (site_time(root, selectors) if selectors else None) or published
    if published is None or "T" not in published:
        near = published_near(root, title)
        published = near if near and (published is None or near.startswith(published)) else published
    may_list = not selectors and (size < _BRIEF or (published is None and head.og_type == "website"))
    if may_list and lists_articles(root, head.title):
        raise InputError("a list of articles, no article in the page")
    canonical = _own(head.canonical, url, newspaper)
    of = _by_kind(pieces)
    sources = of.get("source_line", [])
    signature = "; ".join(of.get("signature", [])) or None
    lead = of.get("sapo", [None])[0]
    if title:
        blocks = (Block(kind="title", text=title), *blocks)
    return Article(
        article_id=article_id(urls=(canonical, url), name=name, text=body),
        text=body,
        origin=url,
        url=url,
        canonical_url=canonical,
        source=newspaper.id if newspaper else None,
        home=newspaper.home(published) if newspaper else None,
        title=title,
        lead=(dateline + lead) if lead else None,
        dateline=dateline.strip() or None,
        byline=_byline(of, head, root, sources),
        section=head.section or _section(root, newspaper, title),
        published_at=published,
        syndicated_from=_syndicated(sources, of.get("signature", [])),
        captions=tuple(of.get("caption", [])),
        signature=signature,
        source_line="; ".join(sources) or None,
        related=tuple(dict.fromkeys(of.get("related", []))),
        blocks=blocks,
        language=language_of(body),
        fetched_at=fetched_at,
        html_sha256=hashlib.sha256(raw).hexdigest(),
        text_sha256=hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest(),
        notes=notes,
        newsmine_version=__version__,
    )


def _pieces(
    root: Any, head: Head, newspaper: Newspaper | None, published: str | None, *, check: bool
) -> tuple[list[Piece], tuple[str, ...]]:
    selectors = newspaper.selectors(published) if newspaper else None
    if selectors:
        pieces = close(site_pieces(root, selectors))
        size = sum(len(piece.text) for piece in pieces if piece.kind in {"", "box"})
        if size >= _LEAST:
            return pieces, (_compare(root, head, pieces) if check else ())
    pieces = close(generic_pieces(root, head.title, head.description))
    return pieces, (("layout in doubt: the site rule finds no body",) if selectors and pieces else ())


def _compare(root: Any, head: Head, pieces: list[Piece]) -> tuple[str, ...]:
    def words(lines: list[Piece]) -> set[str]:
        return {word for line in lines if line.kind in {"", "box", "sapo"} for word in line.text.split()}

    ours, theirs = words(pieces), words(generic_pieces(root, head.title, head.description))
    if not theirs:
        return ()
    share = len(ours & theirs) / len(ours | theirs)
    return (f"layout in doubt: site rule and generic reader share {share:.0%} of their words",) if share < _LISTING else ()


def _blocks(pieces: list[Piece]) -> tuple[tuple[Block, ...], str, str]:
    """Join the lines of the text and give every line its block; returns (blocks, text, dateline)."""
    blocks: list[Block] = []
    lines: list[str] = []
    here = 0
    dateline = ""
    asks = sum(_is_question(piece) for piece in pieces) >= _QUESTIONS
    for piece in pieces:
        kind = piece.kind or ("subhead" if lines and _is_subhead(piece, interview=asks) else "paragraph")
        if not lines and kind in {"sapo", "paragraph"}:
            dateline, piece.text = split_dateline(piece.text)
        if kind in IN_TEXT:
            blocks.append(Block(kind=kind, text=piece.text, start=here, end=here + len(piece.text)))
            lines.append(piece.text)
            here += len(piece.text) + 1
        else:
            blocks.append(Block(kind=kind, text=piece.text))
    return tuple(blocks), "\n".join(lines), dateline


def _is_question(piece: Piece) -> bool:
    return not piece.kind and piece.all_strong and piece.text.endswith("?")


def _is_subhead(piece: Piece, *, interview: bool) -> bool:
    """Whether a bold line is a heading: short, no whole sentence, and in an interview no question of the reporter."""
    if not piece.all_strong or len(piece.text) >= _LONGEST_SUBHEAD:
        return False
    return not (interview and piece.text.endswith(("?", "!"))) and not piece.text.endswith((".", ";"))


def _by_kind(pieces: list[Piece]) -> dict[str, list[str]]:
    of: dict[str, list[str]] = {}
    for piece in pieces:
        of.setdefault(piece.kind, []).append(piece.text)
    return of


def _byline(of: dict[str, list[str]], head: Head, root: Any, sources: list[str]) -> str | None:
    lines = of.get("signature", [])
    lines = [line for line in lines if names_writer(line)] or lines
    signed = [name for name in map(author_of, lines) if name and not is_outlet(name)]
    if signed:
        return "; ".join(dict.fromkeys(signed))
    if head.authors:
        return "; ".join(head.authors)
    for element in (
        *select(root, "[itemprop=author], a[rel=author]"),
        *select(root, "a[href*='/tac-gia/'], a[href*='/author/']"),
        *named(root, "signature"),
    ):
        name = element_text(element).strip(" -–|•")
        if 2 < len(name) <= _SHORT_NAME and not is_outlet(name) and not re.search(r"\d", name) and name not in sources:  # noqa: PLR2004
            return author_of(name)
    return None


def _syndicated(sources: list[str], signatures: list[str]) -> str | None:
    for line in sources:
        if outlet := outlet_of(line):
            return outlet
    for line in signatures:
        if match := re.search(r"\((?:theo|nguồn:?)\s+([^()]{2,60})\)", line, re.IGNORECASE):
            return match[1]
    return None


def _section(root: Any, newspaper: Newspaper | None, title: str | None) -> str | None:
    selectors = newspaper.selectors(None) if newspaper else None
    if css := (selectors or {}).get("section"):
        return next((name for element in select(root, css) if (name := element_text(element))), None)
    return section_printed(root, title)


def _own(canonical: str | None, url: str | None, newspaper: Newspaper | None) -> str | None:
    """Keep a canonical address only where it is the page's own: a reprint that names the original keeps its own identity."""
    if canonical is None or url is None:
        return canonical
    hosts = {host_of(url).removeprefix("www.").removeprefix("m.")} | (set(newspaper.hosts) if newspaper else set())
    own = url_key(canonical).split("/")[0]
    return canonical if own in hosts or host_of(canonical).removeprefix("www.") in hosts else None
