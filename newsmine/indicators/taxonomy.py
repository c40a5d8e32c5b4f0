"""The taxonomy: local-governance indicators as data, those of newsmine and those of a user.

``data/taxonomy.toml`` says what each field means; a user's file has the same form. A :class:`Taxonomy` is immutable and goes with
a job as an argument: nothing here is global state but the built-in table.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from newsmine._data import data_text
from newsmine.errors import InputError
from newsmine.indicators.words import phrase

__all__ = [
    "AGGREGATES",
    "DIRECTIONS",
    "Indicator",
    "Taxonomy",
    "built_in",
    "indicator",
    "parse_taxonomy",
    "read_taxonomy",
    "taxonomy",
    "toml_entry",
]

KINDS = ("count", "percent", "ratio", "money", "measure", "rate", "score")
DIRECTIONS = ("higher_better", "lower_better", "context", "neutral")
AGGREGATES = ("sum", "weighted_mean", "max", "not_aggregable")
CHANGES = ("never", "allowed", "required")

_SHARE = 100  # no share is larger


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; ``data/taxonomy.toml`` says what each field means. Words stand in their normal form."""

    id: str
    name_vi: str
    name_en: str
    dimension: str
    unit: str
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    direction: str = "context"
    aggregate: str = "not_aggregable"
    denominator: str | None = None
    share: str | None = None
    definition: str = ""
    source: str | None = None
    change: str = "never"
    most: float | None = None
    phrases: tuple[str, ...] = ()
    near: tuple[tuple[str, ...], ...] = ()
    wide: tuple[tuple[str, ...], ...] = ()
    exclude: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    own: bool = False  # a user's: no model knows it


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Indicators by id, in order; ``phrases`` are a user's further phrases of any of them; ``sha`` names the content."""

    indicators: Mapping[str, Indicator]
    phrases: tuple[tuple[str, str], ...] = ()  # (indicator, words in normal form)
    sha: str = ""
    text: str = field(default="", repr=False)  # of the user's file, so that a store can keep it

    def __hash__(self) -> int:
        return hash(self.sha)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Taxonomy) and self.sha == other.sha

    def __getitem__(self, name: str) -> Indicator:
        """Return an indicator by its id. Raises :class:`InputError`, naming the nearest ids, where there is none."""
        found = self.indicators.get(name)
        if found is None:
            near = [one for one in self.indicators if name and name in one][:3] or difflib.get_close_matches(
                name, self.indicators, n=3
            )
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise InputError(f"{name}: not an indicator of the taxonomy{hint}")
        return found


@cache
def built_in() -> Taxonomy:
    """Return the taxonomy of newsmine."""
    text = data_text("newsmine.indicators", "taxonomy.toml")
    data = tomllib.loads(text)
    items = _indicators(data, "taxonomy.toml", dict(data.get("units", {})), own=False)
    return Taxonomy({item.id: item for item in items}, (), hashlib.sha256(text.encode()).hexdigest()[:16])


def read_taxonomy(path: str | Path) -> Taxonomy:
    """Return the taxonomy of newsmine with what a user's TOML file adds.

    The file has ``[[indicator]]`` entries of new indicators, ``[[phrase]]`` entries (``indicator``, ``words``: further phrases of
    any indicator) and ``[units]`` lists. Raises :class:`InputError`, in one line, for what is not readable or not of that form.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8") from error
    return parse_taxonomy(text, str(path))


def parse_taxonomy(text: str, where: str = "taxonomy") -> Taxonomy:
    """Return the taxonomy of newsmine with what the text of a user's TOML file adds; see :func:`read_taxonomy`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: is not TOML ({error})") from error
    unknown = sorted(set(data) - {"indicator", "phrase", "units"})
    if unknown:
        raise InputError(f"{where}: unknown section {unknown[0]!r}; known are [[indicator]], [[phrase]], [units]")
    base = built_in()
    units = {**tomllib.loads(data_text("newsmine.indicators", "taxonomy.toml"))["units"], **data.get("units", {})}
    items = _indicators(data, where, units, own=True)
    repeated = next((item.id for item in items if item.id in base.indicators), None)
    if repeated:
        raise InputError(f"{where}: {repeated} is an indicator of newsmine; give yours another id, or add a [[phrase]] to it")
    known = {**base.indicators, **{item.id: item for item in items}}
    phrases = tuple(pair for number, entry in _entries(data, "phrase", where) for pair in _phrases(entry, number, where, known))
    sha = hashlib.sha256((base.sha + text).encode()).hexdigest()[:16]
    return Taxonomy(known, phrases, sha, text)


def _entries(data: dict[str, Any], section: str, where: str) -> list[tuple[int, dict[str, Any]]]:
    entries = data.get(section, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{where}: [{section}] must be written [[{section}]], once for each entry")
    return list(enumerate(entries, 1))


def _phrases(entry: dict[str, Any], number: int, where: str, known: Mapping[str, Indicator]) -> list[tuple[str, str]]:
    name, words = entry.get("indicator"), entry.get("words")
    if not isinstance(name, str) or name not in known:
        raise InputError(f"{where}: [[phrase]] number {number}: {name!r} is not an indicator of newsmine or of this file")
    if not isinstance(words, list) or not all(isinstance(item, str) and item.strip() for item in words) or not words:
        raise InputError(f'{where}: [[phrase]] number {number} needs words = ["…"], at least one')
    return [(name, phrase(item)) for item in words]


def _indicators(data: dict[str, Any], where: str, units: dict[str, list[str]], *, own: bool) -> list[Indicator]:
    out: list[Indicator] = []
    for number, entry in _entries(data, "indicator", where):
        item = _indicator(entry, f"{where}: [[indicator]] number {number}", units, own=own)
        if any(item.id == other.id for other in out):
            raise InputError(f"{where}: {item.id} stands twice")
        out.append(item)
    return out


_NEEDED = ("id", "name_vi", "unit", "kinds")
_LISTS = ("kinds", "units", "phrases", "exclude", "against")
_ALLOWED = {"direction": DIRECTIONS, "aggregate": AGGREGATES, "change": CHANGES}


def _indicator(entry: dict[str, Any], where: str, units: dict[str, list[str]], *, own: bool) -> Indicator:
    _check(entry, where)
    listed = {name: tuple(entry.get(name, ())) for name in _LISTS}
    groups = {name: tuple(_words(group) for group in entry.get(name, ())) for name in ("near", "wide")}
    if own and not groups["near"]:
        groups["near"] = (_words(listed["phrases"]),)
    rest = {
        name: value
        for name, value in entry.items()
        if name in {field.name for field in dataclasses.fields(Indicator)} and name not in {*_LISTS, "near", "wide"}
    }
    share = entry["unit"] == "%" and entry.get("change", "never") == "never"
    return Indicator(
        **{"name_en": entry["name_vi"], "dimension": "own", "most": _SHARE if share else None, **rest},
        kinds=listed["kinds"],
        units=_units(listed["units"] or ((entry["unit"],) if entry["unit"] else ("",)), units, where),
        phrases=_words(listed["phrases"]),
        exclude=_words(listed["exclude"]),
        against=_words(listed["against"]),
        near=groups["near"],
        wide=groups["wide"],
        own=own,
    )


def _check(entry: dict[str, Any], where: str) -> None:
    for name in _NEEDED:
        if not entry.get(name) and not (name == "unit" and entry.get(name) == ""):
            raise InputError(f"{where} needs {name}")
    unknown = sorted(set(entry) - {field.name for field in dataclasses.fields(Indicator)})
    if unknown:
        raise InputError(f"{where} ({entry['id']}): unknown key {unknown[0]!r}")
    for name in (*_LISTS, "near", "wide"):
        if name in entry and not isinstance(entry[name], list):
            raise InputError(f"{where} ({entry['id']}): {name} must be a list")
    wrong = [kind for kind in entry["kinds"] if kind not in KINDS]
    if wrong:
        raise InputError(f"{where} ({entry['id']}): kind {wrong[0]!r} is none of {', '.join(KINDS)}")
    for name, allowed in _ALLOWED.items():
        if entry.get(name, allowed[0]) not in allowed:
            raise InputError(f"{where} ({entry['id']}): {name} {entry[name]!r} is none of {', '.join(allowed)}")
    if not entry.get("phrases") and not entry.get("near"):
        raise InputError(f"{where} ({entry['id']}) needs phrases, or near: how is it to be found?")


def _words(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(phrase(item) for item in items)


def _units(names: Iterable[str], lists: dict[str, list[str]], where: str) -> tuple[str, ...]:
    out: list[str] = []
    for name in names:
        if name.startswith("@") and name[1:] not in lists:
            raise InputError(f"{where}: {name} is not a list of [units]")
        out += [phrase(item).strip() for item in (lists[name[1:]] if name.startswith("@") else [name])]
    return tuple(dict.fromkeys(out))


def toml_entry(section: str, fields: Mapping[str, Any]) -> str:
    """Return an entry of a user's file as TOML: ``[[section]]`` and a line a field; text and lists of text."""
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join([f"[[{section}]]", *lines, ""])


def taxonomy() -> Mapping[str, Indicator]:
    """Return the built-in indicators by id, in the order of the file."""
    return built_in().indicators


def indicator(name: str) -> Indicator:
    """Return a built-in indicator by its id. Raises :class:`InputError`, naming the nearest ids, where there is none."""
    return built_in()[name]
