"""Page to article, as typed blocks."""

from __future__ import annotations

from newsmine.collect.pages.reader import read_page

__all__ = ["read_page"]
