"""From the frontier to ``articles.jsonl``: the same articles give the same bytes, in whatever order they came."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from newsmine.collect.duplicates import find_duplicates
from newsmine.collect.frontier import Frontier
from newsmine.collect.registry import Registry

__all__ = ["write_articles"]


def write_articles(frontier: Frontier, path: Path, registry: Registry) -> list[dict[str, Any]]:
    """Write all wanted articles, reprints marked by ``duplicate_of``; returns the reprints: what, in which paper, first in which.

    The file is replaced in one step, so a reader never sees half of it.
    """
    heads: dict[str, dict[str, Any]] = {}
    sketches = []
    for data, hashes in frontier.articles():
        name = data["article_id"]
        heads[name] = {key: data.get(key) for key in ("title", "source", "url")}
        sketches.append((name, data.get("published_at") or "", bool(data.get("syndicated_from")), hashes))
    originals = find_duplicates(sketches)
    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for data, _ in frontier.articles():
            data["duplicate_of"] = originals.get(data["article_id"])
            file.write(json.dumps(data, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return [_reprint(name, first, heads, registry) for name, first in sorted(originals.items())]


def _reprint(name: str, first: str, heads: dict[str, dict[str, Any]], registry: Registry) -> dict[str, Any]:
    def province(head: dict[str, Any]) -> str | None:
        newspaper = registry.newspapers.get(head["source"] or "")
        return newspaper.province_2025 if newspaper else None

    mine, other = heads[name], heads[first]
    return {
        "article_id": name,
        "duplicate_of": first,
        "title": mine["title"],
        "source": mine["source"],
        "first_in": other["source"],
        "province": province(mine),
        "first_in_province": province(other),
    }
