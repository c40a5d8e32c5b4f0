"""Six invented provincial newspapers, served on loopback: see README.md in this folder."""

from __future__ import annotations

from corpora.sample_site.serve import Site, serve
from corpora.sample_site.source import Page, Paper, expected, load_pages, load_papers

__all__ = ["Page", "Paper", "Site", "expected", "load_pages", "load_papers", "serve"]
