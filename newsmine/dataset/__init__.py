"""The store, exports, codebook, loading into pandas."""

from __future__ import annotations

from newsmine.dataset.export import export
from newsmine.dataset.frames import read_frame
from newsmine.dataset.run import RunSummary, extract_to
from newsmine.dataset.store import Store, store_path

__all__ = ["RunSummary", "Store", "export", "extract_to", "read_frame", "store_path"]
