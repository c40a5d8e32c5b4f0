"""Reads the data files that stand beside the code: TOML by default, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["data_text", "data_toml"]


def data_text(package: str, name: str) -> str:
    """Return the text of ``data/NAME`` inside a package, for example ``data_text("newsmine.numerals", "units.toml")``."""
    return (resources.files(package) / "data" / name).read_text(encoding="utf-8")


@cache
def data_toml(package: str, name: str) -> dict[str, Any]:
    """Return ``data/NAME`` inside a package of newsmine, parsed; the same object at every call, so it is not to be changed."""
    return tomllib.loads(data_text(package, name))
