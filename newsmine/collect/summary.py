"""What a crawl did, as numbers and as lines that a person can read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["CrawlSummary"]


@dataclass(slots=True)
class CrawlSummary:
    """The outcome of one crawl (over all its restarts). Counts are of addresses unless the name says otherwise."""

    out: str = ""
    found: int = 0
    fetched: int = 0
    lists: int = 0
    unchanged: int = 0
    known: int = 0
    articles: int = 0
    new_articles: int = 0
    duplicates: int = 0
    moved: int = 0
    queued: int = 0
    refused_by_robots: int = 0
    filtered: dict[str, int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    reprints: list[dict[str, Any]] = field(default_factory=list)
    layouts_in_doubt: dict[str, int] = field(default_factory=dict)
    by_source: dict[str, dict[str, int]] = field(default_factory=dict)
    postponed: dict[str, str] = field(default_factory=dict)
    refused_hosts: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    would_fetch: list[str] = field(default_factory=list)
    dry_run: bool = False
    resumed: bool = False
    interrupted: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return all fields as JSON-able values."""
        return {name: getattr(self, name) for name in self.__slots__}

    def duplicates_found(self, reprints: list[dict[str, Any]]) -> None:
        """Keep which articles are reprints of which."""
        self.reprints = reprints

    @property
    def complete(self) -> bool:
        """Whether nothing failed, was postponed or is left to fetch."""
        return not (self.failed or self.postponed or self.queued or self.interrupted or self.unreadable)

    def __str__(self) -> str:
        """Return the summary as lines for a person."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Return the summary line by line; what did not happen is not mentioned."""
        out = [f"{'dry run: nothing was kept' if self.dry_run else 'crawl of ' + (self.out or '.')}"]
        if self.resumed:
            out.append("  went on with a run that had been cut off")
        rows: list[tuple[str, Any]] = [
            ("article pages found", self.found),
            ("  already had", self.known),
            ("pages fetched", self.fetched),
            ("  of them feeds, sitemaps, section pages", self.lists),
            ("  unchanged since the last run", self.unchanged),
            ("refused by robots.txt", self.refused_by_robots),
            ("not wanted", _listed(self.filtered)),
            ("failed", _listed(self.failed)),
            ("moved to another address", self.moved),
            ("same page under another address", self.duplicates),
            ("articles", f"{self.articles} ({self.new_articles} new)" if self.articles else 0),
            ("reprints of another article", len(self.reprints)),
            ("layouts in doubt", _listed(self.layouts_in_doubt)),
            ("left to fetch", self.queued),
        ]
        out += [f"  {name}: {value}" for name, value in rows if value]
        for source, counts in sorted(self.by_source.items()):
            out.append(f"  {source or 'addresses given'}: {counts.get('articles', 0)} articles")
        for host, why in sorted(self.refused_hosts.items()):
            out.append(f"  {host}: {why}")
        for host, why in sorted(self.postponed.items()):
            out.append(f"  {host}: {why}; run the same command again to go on")
        out += [f"  {line}" for line in self._carried()[:5]]
        out += [f"  not read: {line}" for line in self.unreadable[:20]]
        if self.would_fetch:
            out.append(f"  would fetch {len(self.would_fetch)} articles:")
            out += [f"    {url}" for url in self.would_fetch[:50]]
        if self.interrupted:
            out.append("  interrupted: run the same command again to go on")
        return out

    def _carried(self) -> list[str]:
        """One line for each text that several newspapers carried, those that went furthest first."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for reprint in self.reprints:
            groups.setdefault(reprint["duplicate_of"], []).append(reprint)
        lines = []
        for group in sorted(groups.values(), key=lambda group: (-len(group), group[0]["duplicate_of"])):
            first = group[0]
            places = [first["first_in_province"] or first["first_in"], *(one["province"] or one["source"] for one in group)]
            named = ", ".join(dict.fromkeys(place or "unknown" for place in places))
            lines.append(f"carried by {len(group) + 1} ({named}): {first['first_title']}")
        return lines


def _listed(counts: dict[str, int]) -> str:
    """Return ``12 (status 404 7, timeout 5)``, or nothing."""
    if not counts:
        return ""
    parts = ", ".join(f"{name} {number}" for name, number in Counter(counts).most_common())
    return f"{sum(counts.values())} ({parts})"
