"""Which articles are wanted: by day of publication, section and keyword."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from newsmine.errors import InputError

__all__ = ["Filters", "slug"]


# A month at the end of a sitemap's name: /sitemaps/news-2021-4.xml, /sitemap-202104.xml.gz
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(0?[1-9]|1[0-2])\.(?:xml|txt)(?:\.gz)?$", re.IGNORECASE)


def slug(text: str) -> str:
    """Return a name as addresses write it: ``Xây dựng Đảng`` → ``xay-dung-dang``."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(char for char in plain if not unicodedata.combining(char))).strip("-")


@dataclass(frozen=True)
class Filters:
    """What a user asks for. Days are ISO dates, both inclusive; of several keywords or sections one is enough."""

    since: str | None = None
    until: str | None = None
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the days. Raises :class:`InputError`."""
        for name in ("since", "until"):
            value = getattr(self, name)
            if value is not None:
                try:
                    date.fromisoformat(value)
                except ValueError:
                    raise InputError(f"{name}: {value!r} is not a day (write 2024-07-31)") from None

    @cached_property
    def _slugs(self) -> frozenset[str]:
        return frozenset(slug(section) for section in self.sections)

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        words = [re.escape(unicodedata.normalize("NFC", word.strip())) for word in self.keywords if word.strip()]
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None

    def section(self, path_or_name: str) -> bool:
        """Whether a section (its address or its name) is asked for."""
        if not self._slugs:
            return True
        parts = {slug(part) for part in re.split(r"[/?=&]", path_or_name)} | {slug(path_or_name)}
        return bool(self._slugs & parts)

    def leaves_out_list(self, url: str, modified_at: str | None) -> bool:
        """Whether a sitemap need not be read: last changed before the first day wanted, or named after a month without any."""
        if self.since and modified_at and modified_at[:10] < self.since:
            return True
        month = _MONTH.search(urlsplit(url).path)
        if month is None:
            return False
        named = f"{month[1]}-{int(month[2]):02d}"
        return bool((self.since and named < self.since[:7]) or (self.until and named > self.until[:7]))

    def days(self, today: str) -> Iterator[date]:
        """Give the days wanted, the newest first, up to ``today``; none where no first day is asked for."""
        if self.since:
            day = date.fromisoformat(min(self.until or today, today))
            while day >= date.fromisoformat(self.since):
                yield day
                day -= timedelta(days=1)

    def before_fetching(self, published_at: str | None, modified_at: str | None) -> str | None:
        """Return why an address need not be fetched, by what a feed or sitemap says of its date; None where it must be."""
        day = (published_at or "")[:10]
        if day and ((self.since and day < self.since) or (self.until and day > self.until)):
            return "date"
        # What was last changed before the first day wanted was published before it.
        if self.since and modified_at and modified_at[:10] < self.since:
            return "date"
        return None

    def refuses(self, article: dict[str, Any]) -> str | None:
        """Return why an article is not wanted (``date``, ``section``, ``keyword``), or None."""
        day = (article.get("published_at") or "")[:10]
        if (self.since or self.until) and not day:
            return "no date"
        if (self.since and day < self.since) or (self.until and day > self.until):
            return "date"
        if self._slugs and not (self.section(article.get("section") or "") or self.section(article.get("url") or "")):
            return "section"
        if self._words:
            text = unicodedata.normalize("NFC", "\n".join(filter(None, (article.get("title"), article.get("text")))))
            if not self._words.search(text):
                return "keyword"
        return None

    def older(self, published_at: list[str]) -> bool:
        """Whether all of a page's dates lie before the first day wanted, so that paging back may end."""
        return bool(self.since and published_at) and all(stamp[:10] < (self.since or "") for stamp in published_at)
