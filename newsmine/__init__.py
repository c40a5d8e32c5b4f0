"""newsmine turns Vietnamese provincial newspapers into structured, comparable records of local governance.

The names below are handed out lazily: importing newsmine imports neither spaCy, scikit-learn nor underthesea.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsmine.extractors import Extraction, extract
    from newsmine.records import Article

__version__ = "0.1.0"
__all__ = ["Article", "Extraction", "__version__", "extract"]

_HOME = {
    "Article": "newsmine.records",
    "Extraction": "newsmine.extractors",
    "extract": "newsmine.extractors",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    message = f"module 'newsmine' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
