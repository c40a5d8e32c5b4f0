"""From the frontier to ``articles.jsonl`` and ``reprints.csv``: the same articles give the same bytes, in whatever order."""

from __future__ import annotations

import contextlib
import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from newsmine.collect.duplicates import find_duplicates
from newsmine.collect.frontier import Frontier
from newsmine.collect.registry import Registry

__all__ = ["COLUMNS", "write_articles"]

COLUMNS = ("carried", "article_id", "original", "title", "source", "province", "published_at", "url")
"""Of ``reprints.csv``: ``carried`` is the id of the text's first article, ``original`` 1 for that one and 0 for its reprints."""


def write_articles(frontier: Frontier, path: Path, registry: Registry) -> list[dict[str, Any]]:
    """Write all wanted articles, reprints marked by ``duplicate_of``; returns the reprints: what, in which paper, first in which.

    Beside them ``reprints.csv`` lists, for each text that several carried, every newspaper that did and its province on that day.
    Both files are replaced in one step, so a reader never sees half of one.
    """
    heads: dict[str, dict[str, Any]] = {}
    sketches = []
    for data, hashes in frontier.articles():
        name = data["article_id"]
        heads[name] = {key: data.get(key) for key in ("title", "source", "url", "published_at")}
        sketches.append((name, data.get("published_at") or "", bool(data.get("syndicated_from")), hashes))
    originals = find_duplicates(sketches)
    with _replacing(path) as file:
        for data, _ in frontier.articles():
            data["duplicate_of"] = originals.get(data["article_id"])
            file.write(json.dumps(data, ensure_ascii=False) + "\n")
    _write_reprints(path.with_name("reprints.csv"), originals, heads, registry)
    order = sorted(originals, key=lambda name: (originals[name], heads[name]["published_at"] or "9999", name))
    return [_reprint(name, originals[name], heads, registry) for name in order]


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _province(head: dict[str, Any], registry: Registry) -> str | None:
    newspaper = registry.newspapers.get(head["source"] or "")
    return newspaper.home(head["published_at"]) if newspaper else None


def _write_reprints(path: Path, originals: dict[str, str], heads: dict[str, dict[str, Any]], registry: Registry) -> None:
    carried: dict[str, list[str]] = {}
    for name, first in originals.items():
        carried.setdefault(first, [first]).append(name)
    with _replacing(path) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for first, names in sorted(carried.items()):
            for name in sorted(names, key=lambda name: (name != first, heads[name]["published_at"] or "9999", name)):
                head = heads[name]
                values = (head["title"], head["source"], _province(head, registry), head["published_at"], head["url"])
                table.writerow([first, name, int(name == first), *values])


def _reprint(name: str, first: str, heads: dict[str, dict[str, Any]], registry: Registry) -> dict[str, Any]:
    mine, other = heads[name], heads[first]
    return {
        "article_id": name,
        "duplicate_of": first,
        "title": mine["title"],
        "source": mine["source"],
        "first_title": other["title"],
        "first_in": other["source"],
        "province": _province(mine, registry),
        "first_in_province": _province(other, registry),
    }
