"""What newsmine raises: errors for people, each one clear line of what, where and what to do."""

from __future__ import annotations

__all__ = ["InputError", "NewsmineError"]


class NewsmineError(Exception):
    """Base of every error of newsmine; its text is one line fit for a person."""


class InputError(NewsmineError):
    """An input cannot be read: missing, empty, binary, not an article, broken."""
