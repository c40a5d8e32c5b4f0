"""From the frontier at the end of a run to the summary of it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from newsmine.collect.engine import Engine
from newsmine.collect.frontier import Frontier
from newsmine.collect.summary import CrawlSummary

__all__ = ["report"]

_ARTICLES = {"article", "seed"}
_READ = {"done", "filtered", "duplicate"}
_COUNTED = {"refused": "refused_by_robots", "duplicate": "duplicates", "moved": "moved", "unchanged": "unchanged"}
_REASONED = ("filtered", "failed")


def report(summary: CrawlSummary, engine: Engine, target: Path, before: int, known_of: Path | None) -> None:
    """Fill in a summary: ``before`` articles were there when it began; a dry run is held against the frontier ``known_of``."""
    frontier = engine.frontier
    summary.out = str(target)
    for _, kind, state, reason, this_run, number in frontier.counts(engine.sources):
        _count(summary, kind, state, reason or "", number, this_run=bool(this_run))
    summary.fetched = frontier.fetched_pages()
    summary.articles = frontier.article_count()
    summary.new_articles = summary.articles - before
    summary.by_source = {source: {"articles": number} for source, number in frontier.articles_by_source().items()}
    summary.layouts_in_doubt = dict(engine.doubts)
    summary.postponed = dict(engine.postponed)
    summary.refused_hosts = dict(engine.refused_hosts)
    if summary.dry_run:
        summary.would_fetch = _would_fetch(engine, known_of)
        summary.queued = 0


def _count(summary: CrawlSummary, kind: str, state: str, reason: str, number: int, *, this_run: bool) -> None:
    article = kind in _ARTICLES
    summary.found += number if article else 0
    if state == "queued":
        summary.queued += number
    if not this_run:
        summary.known += number if article and state in _READ else 0
        return
    if state in _COUNTED:
        setattr(summary, _COUNTED[state], getattr(summary, _COUNTED[state]) + number)
    elif state in _REASONED:
        counts = getattr(summary, state)
        counts[reason] = counts.get(reason, 0) + number
    if not article and state in {"done", "unchanged"}:
        summary.lists += number


def _would_fetch(engine: Engine, known_of: Path | None) -> list[str]:
    """Addresses that a real run would fetch: queued, wanted by date, allowed by robots.txt, and not read before."""
    urls = engine.wanted_queue()
    if known_of is not None and known_of.exists():
        with contextlib.closing(Frontier(known_of)) as held:
            urls = [url for url in urls if held.state_of(url) in {None, "queued"}]
    return urls
