"""A local page where a person checks records against the text; decisions stand in the store's table ``reviews``."""

from __future__ import annotations

from newsmine.review.book import FIELDS, Progress, agreement, decide, draw, progress

__all__ = ["FIELDS", "Progress", "agreement", "decide", "draw", "progress"]
