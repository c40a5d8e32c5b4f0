"""The registry: what is known of each newspaper, one TOML entry each, so that adding one takes no code.

The entries of the project stand in ``newspapers/``; a user's own file (one ``[[newspaper]]`` each, or a folder of entries) is
read before them, and an entry of the same id replaces ours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsmine.collect.identity import host_of
from newsmine.collect.pages.dom import selector
from newsmine.errors import InputError
from newsmine.places.gazetteer import REFORM

__all__ = ["Layout", "Newspaper", "Registry", "load_registry"]

SELECTOR_KEYS = frozenset(
    {
        "title", "sapo", "published", "body", "subhead", "caption", "box", "table", "signature", "source_line", "related", "note",
        "drop", "section",
    }
)  # fmt: skip
HOST_DATES = ("since", "until", "seen_from", "seen_to")
"""What an entry may say of a host: from when to when it served the newspaper; else the first and last dated address seen."""
_KEYS = frozenset(
    {
        "id", "name", "province_pre2025", "province_2025", "host", "hosts", "base", "since", "until", "successor", "feeds",
        "sitemaps", "sections", "day_pages",
        "next_page", "article_url", "selectors", "layout", "robots", "evidence", "languages", "checked",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """One page layout of a newspaper and the days from and to which it was in use (ISO dates, both inclusive; None: open)."""

    selectors: dict[str, Any]
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Newspaper:
    """One newspaper as the registry knows it."""

    id: str
    name: str
    host: str
    province_pre2025: str | None = None
    province_2025: str | None = None
    hosts: tuple[str, ...] = ()
    past_hosts: tuple[dict[str, str], ...] = ()
    base: str = ""
    since: str | None = None
    until: str | None = None
    successor: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    day_pages: tuple[str, ...] = ()  # pages that list the articles of one day: "/theo-ngay/{day}-{month}-{year}"
    next_page: str | None = None
    article_url: str | None = None
    layouts: tuple[Layout, ...] = ()
    robots: str | None = None
    evidence: str | None = None
    checked: str | None = None
    origin: str = field(default="", compare=False)

    def selectors(self, published_at: str | None) -> dict[str, Any] | None:
        """Return the selectors of the layout in use on a day (the newest where the day is unknown or falls in none)."""
        day = (published_at or "")[:10]
        for layout in self.layouts:
            if day and (layout.since or "") <= day <= (layout.until or "9999"):
                return layout.selectors
        return self.layouts[0].selectors if self.layouts else None

    def home(self, published_at: str | None) -> str | None:
        """Return the name of the newspaper's province on a day (before the merger of provinces where the day is unknown)."""
        merged = published_at is not None and published_at[:10] >= REFORM
        return self.province_2025 if merged else self.province_pre2025

    def pages_of_day(self, day: date) -> list[str]:
        """Return the addresses of the pages that list the articles of a day (none where the newspaper has no such pages)."""
        values = {"day": f"{day.day:02d}", "month": f"{day.month:02d}", "year": str(day.year), "date": day.isoformat()}
        return [self.address(template.format(**values)) for template in self.day_pages]

    def address(self, path: str) -> str:
        """Return the full address of a path of this newspaper, under its own host."""
        if "://" in path:
            return path
        scheme = urlsplit(self.base).scheme or "https"
        return f"{scheme}://{self.host}{path if path.startswith('/') else '/' + path}"


@dataclass(slots=True)
class Registry:
    """Newspapers by id and by host."""

    newspapers: dict[str, Newspaper] = field(default_factory=dict)
    _by_host: dict[str, Newspaper] = field(default_factory=dict)

    def add(self, newspaper: Newspaper) -> None:
        """Add an entry; it replaces one of the same id."""
        self.newspapers[newspaper.id] = newspaper
        for host in newspaper.hosts:
            self._by_host[host] = newspaper

    def of_url(self, url: str) -> Newspaper | None:
        """Return the newspaper whose host, or a host above it, an address has."""
        host = host_of(url).removeprefix("www.")
        while host:
            if host in self._by_host:
                return self._by_host[host]
            host = host.partition(".")[2] if host.count(".") > 1 and ":" not in host else ""
        return None

    def get(self, name: str) -> Newspaper:
        """Return an entry by id, host or name. Raises :class:`InputError` with the nearest ids where there is none."""
        wanted = name.strip().lower()
        for newspaper in self.newspapers.values():
            if wanted in {newspaper.id, newspaper.name.lower(), *newspaper.hosts}:
                return newspaper
        from difflib import get_close_matches

        near = get_close_matches(wanted, self.newspapers, 3, 0.5)
        hint = f"; did you mean {', '.join(near)}?" if near else "; 'newsmine sources list' shows them all"
        raise InputError(f"no newspaper {name!r} in the registry{hint}")

    def __iter__(self) -> Any:
        """Iterate over the entries in the order of their ids."""
        return iter(sorted(self.newspapers.values(), key=lambda newspaper: newspaper.id))

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self.newspapers)


def _selectors(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise InputError(f"{where}: selectors must be a table")
    unknown = set(data) - SELECTOR_KEYS
    if unknown:
        raise InputError(f"{where}: unknown selectors {', '.join(sorted(unknown))} (known: {', '.join(sorted(SELECTOR_KEYS))})")
    if "body" not in data:
        raise InputError(f"{where}: selectors need at least 'body'")
    for name, css in data.items():
        for one in [css] if isinstance(css, str) else css:
            try:
                selector(one)
            except ValueError as error:
                raise InputError(f"{where}: {name}: {error}") from None
    return data


def _entry(data: dict[str, Any], where: str) -> Newspaper:
    name = data.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,40}", name):
        raise InputError(f"{where}: an entry needs an 'id' of small letters, digits and hyphens")
    where = f"{where} ({name})"
    if unknown := set(data) - _KEYS:
        raise InputError(f"{where}: unknown keys {', '.join(sorted(unknown))}")
    for key in ("name", "host"):
        if not isinstance(data.get(key), str):
            raise InputError(f"{where}: '{key}' is missing")
    layouts = []
    for layout in data.get("layout", []):
        chosen = _selectors(layout.get("selectors"), where)
        layouts.append(Layout(chosen, _day(layout.get("since")), _day(layout.get("until"))))
    if "selectors" in data:
        layouts.append(Layout(_selectors(data["selectors"], where)))
    layouts.sort(key=lambda layout: layout.since or "", reverse=True)
    if pattern := data.get("article_url"):
        try:
            re.compile(pattern)
        except re.error as error:
            raise InputError(f"{where}: article_url: {error}") from None
    past = _past_hosts(data.get("hosts", []), where)
    hosts = tuple(dict.fromkeys(host.removeprefix("www.") for host in (data["host"], *(item["host"] for item in past))))
    return Newspaper(
        id=name,
        name=data["name"],
        host=data["host"],
        province_pre2025=data.get("province_pre2025"),
        province_2025=data.get("province_2025"),
        hosts=hosts,
        past_hosts=past,
        base=data.get("base") or f"https://{data['host']}",
        since=_day(data.get("since")),
        until=_day(data.get("until")),
        successor=data.get("successor"),
        feeds=tuple(data.get("feeds", ())),
        sitemaps=tuple(data.get("sitemaps", ())),
        sections=tuple(data.get("sections", ())),
        day_pages=_day_pages(data.get("day_pages", ()), where),
        next_page=data.get("next_page"),
        article_url=data.get("article_url"),
        layouts=tuple(layouts),
        robots=data.get("robots"),
        evidence=data.get("evidence"),
        checked=_day(data.get("checked")),
        origin=where,
    )


def _past_hosts(items: list[dict[str, Any]], where: str) -> tuple[dict[str, str], ...]:
    for item in items:
        if not isinstance(item.get("host"), str) or set(item) - {"host", *HOST_DATES}:
            raise InputError(f"{where}: of hosts only 'host' and {', '.join(HOST_DATES)} are understood")
    return tuple({key: str(value) for key, value in item.items()} for item in items)


def _day_pages(templates: Iterable[str], where: str) -> tuple[str, ...]:
    for template in templates:
        if set(re.findall(r"\{(\w*)\}", template)) not in ({"day", "month", "year"}, {"date"}):
            raise InputError(
                f"{where}: day_pages need {{day}}, {{month}} and {{year}}, or {{date}} (as 2021-04-05): {template!r}"
            )
    return tuple(templates)


def _day(value: Any) -> str | None:
    return None if value is None else str(value)[:10]


def _load(text: str, where: str, registry: Registry) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: not valid TOML ({error})") from None
    for entry in data.get("newspaper", [data]):
        registry.add(_entry(entry, where))


def load_registry(paths: Iterable[str | Path] = (), *, own: bool = True) -> Registry:
    """Return the registry: the project's entries (unless ``own`` is False), then those of ``paths`` (files or folders of TOML).

    Raises :class:`InputError` that names the file and the fault.
    """
    registry = Registry()
    if own:
        for item in sorted(resources.files("newsmine.collect").joinpath("newspapers").iterdir(), key=lambda item: item.name):
            if item.name.endswith(".toml"):
                _load(item.read_text(encoding="utf-8"), item.name, registry)
    for given in paths:
        path = Path(given)
        files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        for file in files:
            try:
                text = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                why = error.strerror if isinstance(error, OSError) else "not UTF-8"
                raise InputError(f"{file}: cannot be read ({why})") from None
            _load(text, str(file), registry)
    return registry
