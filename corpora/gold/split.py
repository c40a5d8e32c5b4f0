"""Which articles of the gold are held out: ``python -m corpora.gold.split`` lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path

__all__ = ["PARTS", "split_of"]

HERE = Path(__file__).parent
PARTS = ("dev", "held")


@cache
def _rule() -> tuple[str, int]:
    rule = tomllib.loads((HERE / "split.toml").read_text(encoding="utf-8"))
    return rule["seed"], rule["parts"]


def split_of(name: str) -> str:
    """Return ``dev`` or ``held`` for an article (file name with or without its ending), as ``split.toml`` says."""
    seed, parts = _rule()
    number = int(sha256(f"{seed}: {name.removesuffix('.txt')}".encode()).hexdigest(), 16)
    return "held" if number % parts == 0 else "dev"


if __name__ == "__main__":
    print("\n".join(path.stem for path in sorted(HERE.glob("*.txt")) if split_of(path.stem) == "held"))
