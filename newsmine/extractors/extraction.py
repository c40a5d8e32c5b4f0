"""All records of one article together, and of many articles: frames for analysts, highlighted text for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsmine.records import TABLES, Article, Person, Quotation, Record, Reference, Reject, Statistic

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RECORD_TABLES", "Extraction", "Extractions"]

RECORD_TABLES = ("people", "quotations", "statistics", "references", "rejects")


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article and its records. ``failure`` says in one line why there are none, where the article could not be processed."""

    article: Article
    people: tuple[Person, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    references: tuple[Reference, ...] = ()
    rejects: tuple[Reject, ...] = ()
    failure: str | None = None

    def __repr__(self) -> str:
        """Return one short line; ``print`` gives the summary, Jupyter the marked article."""
        counts = ", ".join(f"{len(self.records(table))} {table}" for table in RECORD_TABLES if self.records(table))
        return f"<Extraction {self.article.article_id}: {self.failure or counts or 'no records'}>"

    def records(self, table: str) -> tuple[Record, ...]:
        """Return the records of one table, ``articles`` included. Raises :class:`KeyError` for a table that does not exist."""
        if table == "articles":
            return (self.article,)
        if table not in RECORD_TABLES:
            raise KeyError(table)
        records: tuple[Record, ...] = getattr(self, table)
        return records

    def to_pandas(self, table: str = "statistics") -> pd.DataFrame:
        """Return one table as a frame: a row a record, the columns of the codebook, in order of the text.

        Raises :class:`KeyError` for a table that does not exist.
        """
        return _frame(table, (record.as_dict() for record in self.records(table)))

    def __str__(self) -> str:
        """Return the summary that ``newsmine extract`` prints for a single article."""
        from newsmine.extractors.summary import summary

        return summary(self)

    def _repr_html_(self) -> str:
        from newsmine.extractors.highlight import article_html

        return article_html(self)


class Extractions(Iterator[Extraction]):
    """The extractions of many articles, one after another as they are made; can be gone through once."""

    def __init__(self, source: Iterable[Extraction]) -> None:
        self._source = iter(source)

    def __repr__(self) -> str:
        """Say what it is and what to do with it: nothing has been extracted yet."""
        return "<Extractions: go through them once, or .to_pandas('statistics', …)>"

    def __next__(self) -> Extraction:
        return next(self._source)

    def to_pandas(self, *tables: str) -> Any:
        """Go through what is left and return one frame for one table (``statistics`` if none is named), or a dict of frames."""
        wanted = tables or ("statistics",)
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in wanted}
        for extraction in self:
            for table in wanted:
                rows[table].extend(record.as_dict() for record in extraction.records(table))
        frames = {table: _frame(table, rows[table]) for table in wanted}
        return frames if len(wanted) > 1 else frames[wanted[0]]


def _frame(table: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame.from_records(list(rows), columns=list(TABLES[table].__slots__))
