"""The sample newspapers as a dataset: served, crawled and extracted into a folder. The notebooks start from here."""

from __future__ import annotations

from pathlib import Path

import newsmine
from corpora.sample_site import serve
from newsmine.collect import crawl

__all__ = ["REGISTRY", "make_dataset"]

REGISTRY = Path(__file__).parent / "sample_site" / "registry.toml"


def make_dataset(work: Path) -> Path:
    """Crawl the sample newspapers into ``work/crawl`` and extract them into ``work/data``, the folder that is returned."""
    with serve() as site:
        crawl(list(site.urls), work / "crawl", registry=[REGISTRY], bases=site.urls, allow_hosts=["127.0.0.1"], delay=0.0)
    newsmine.extract_to([work / "crawl" / "articles.jsonl"], work / "data", "sqlite")
    return work / "data"
