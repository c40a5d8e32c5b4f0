"""newsmine turns Vietnamese provincial newspapers into structured, comparable records of local governance.

The names below are handed out lazily: importing newsmine imports neither spaCy, scikit-learn nor underthesea.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsmine.dataset import extract_to, read_frame
    from newsmine.extractors.extraction import Extraction, Extractions
    from newsmine.indicators.pipeline import extract, extract_many
    from newsmine.records import Article
    from newsmine.spacy_ext import load

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Extraction",
    "Extractions",
    "__version__",
    "extract",
    "extract_many",
    "extract_to",
    "load",
    "read_frame",
]

_HOME = {
    "Article": "newsmine.records",
    "Extraction": "newsmine.extractors.extraction",
    "Extractions": "newsmine.extractors.extraction",
    "extract": "newsmine.indicators.pipeline",
    "extract_many": "newsmine.indicators.pipeline",
    "extract_to": "newsmine.dataset",
    "load": "newsmine.spacy_ext",
    "read_frame": "newsmine.dataset",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    message = f"module 'newsmine' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
