"""Shards on a pool of processes, and on a distributed engine."""

from __future__ import annotations

from newsmine.scale.shards import extract_sharded, merge

__all__ = ["extract_sharded", "merge"]
