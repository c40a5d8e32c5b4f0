"""What a user adds to the built-in tables: own reporting cues, own titles, own organisations, in one TOML file.

.. code-block:: toml

    [[cue]]                       # a reporting verb, the fields of data/cues.toml
    words = ["nêu trăn trở"]
    class = "core"
    act = "state"

    [[title]]                     # an office
    words = ["tổ trưởng chuyên môn"]
    deputy = true                 # "phó …" is an office too

    [[organisation]]              # a body or a field that an organisation's name is made of
    words = ["ban liên lạc đồng hương"]

Extractors take a :class:`Knowledge` and merge it with their own tables; what they compile is cached by knowledge (hashable).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsmine.errors import InputError
from newsmine.normal import read

__all__ = ["BUILT_IN", "Entry", "Knowledge"]

_SECTIONS = ("cue", "title", "organisation")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section: its words (reading view, lower case) and its further fields, as sorted pairs."""

    words: tuple[str, ...]
    fields: tuple[tuple[str, Any], ...] = ()

    def get(self, name: str, default: Any = None) -> Any:
        """Return a further field, or the default."""
        return dict(self.fields).get(name, default)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A user's additions; :data:`BUILT_IN` adds nothing."""

    cues: tuple[Entry, ...] = ()
    titles: tuple[Entry, ...] = ()
    organisations: tuple[Entry, ...] = ()

    @classmethod
    def read(cls, path: str | Path) -> Knowledge:
        """Read a TOML file. Raises :class:`InputError`, in one line, for what is not readable or not of the form above."""
        try:
            data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: is not UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{path}: is not TOML ({error})") from error
        return cls.of(data, str(path))

    @classmethod
    def of(cls, data: dict[str, Any], where: str = "knowledge") -> Knowledge:
        """Make knowledge of parsed TOML; ``where`` names the source in errors."""
        unknown = sorted(set(data) - set(_SECTIONS))
        if unknown:
            raise InputError(f"{where}: unknown section {unknown[0]!r}; known are [[cue]], [[title]], [[organisation]]")
        cues, titles, organisations = (
            tuple(_entry(entry, f"{where}: [[{section}]] number {number}") for number, entry in _entries(data, section, where))
            for section in _SECTIONS
        )
        return cls(cues, titles, organisations)


def _entries(data: dict[str, Any], section: str, where: str) -> list[tuple[int, Any]]:
    entries = data.get(section, [])
    if not isinstance(entries, list):
        raise InputError(f"{where}: [{section}] must be written [[{section}]], once for each entry")
    return list(enumerate(entries, 1))


def _entry(entry: Any, where: str) -> Entry:
    words = entry.get("words") if isinstance(entry, dict) else None
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise InputError(f'{where} needs words = ["…"], at least one')
    fields = tuple(sorted((name, _frozen(value)) for name, value in entry.items() if name != "words"))
    return Entry(tuple(" ".join(read(word).text.lower().split()) for word in words), fields)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return tuple(sorted((key, _frozen(item)) for key, item in value.items()))
    return value


BUILT_IN = Knowledge()
