"""Collect: newspapers, discovery, polite fetching, archive, page to article; and what users hand in as files.

The names below are handed out lazily, so that importing the room loads neither requests nor trafilatura.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsmine.collect.crawling import crawl
    from newsmine.collect.inputs import Unreadable, read_inputs
    from newsmine.collect.pages import read_page
    from newsmine.collect.registry import Newspaper, Registry, load_registry
    from newsmine.collect.summary import CrawlSummary

__all__ = ["CrawlSummary", "Newspaper", "Registry", "Unreadable", "crawl", "load_registry", "read_inputs", "read_page"]

_HOME = {
    "CrawlSummary": "newsmine.collect.summary",
    "Newspaper": "newsmine.collect.registry",
    "Registry": "newsmine.collect.registry",
    "Unreadable": "newsmine.collect.inputs",
    "crawl": "newsmine.collect.crawling",
    "load_registry": "newsmine.collect.registry",
    "read_inputs": "newsmine.collect.inputs",
    "read_page": "newsmine.collect.pages",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    message = f"module 'newsmine.collect' has no attribute {name!r}"
    raise AttributeError(message)
