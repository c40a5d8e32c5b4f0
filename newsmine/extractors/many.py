"""Extraction of many articles: in order, in bounded memory, on one process or several."""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Literal

from newsmine.errors import NewsmineError
from newsmine.extractors.extraction import Extraction, Extractions
from newsmine.records import Article

__all__ = ["extract_many"]

Extract = Callable[[Article | str], Extraction]


def _extract(article: Article | str) -> Extraction:
    from newsmine.extractors import extract

    return extract(article)


_CHUNK = 16
_AHEAD = 3


def extract_many(
    articles: Iterable[Article | str],
    *,
    jobs: int = 1,
    progress: bool = False,
    total: int | None = None,
    errors: Literal["raise", "keep"] = "raise",
    extract: Extract = _extract,
) -> Extractions:
    """Return the extractions of many texts or articles, in the order given, made as they are asked for.

    ``jobs`` processes share the work (spawned, so that a script needs its ``if __name__ == "__main__":``); memory stays bounded,
    whatever the number of articles. ``progress`` shows a bar on standard error, against ``total`` where it is known. An article
    that cannot be processed raises :class:`newsmine.errors.NewsmineError`, or with ``errors="keep"`` comes back with its
    ``failure`` said and no records. ``extract`` is what is done to one article; it must be a function of a module, so that other
    processes find it.
    """
    if jobs < 1:
        raise ValueError(f"jobs: {jobs} is less than 1; give the number of processes to use")
    found: Iterator[Extraction] = _serial(articles, extract) if jobs == 1 else _parallel(articles, jobs, extract)
    if progress:
        from tqdm import tqdm

        found = iter(tqdm(found, total=total, unit=" articles"))
    return Extractions(_checked(found) if errors == "raise" else found)


def _checked(found: Iterator[Extraction]) -> Iterator[Extraction]:
    for item in found:
        if item.failure:
            raise NewsmineError(f"{item.article.origin}: {item.failure}" if item.article.origin else item.failure)
        yield item


def _one(article: Article | str, extract: Extract) -> Extraction:
    from newsmine.language.document import Document

    try:
        return extract(article)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, the article is kept and named, never lost
        kept = Document.of(article).article
        return Extraction(kept, failure=f"article {kept.article_id}: not extracted: {type(error).__name__}: {error}")


def _chunk(articles: list[Article | str], extract: Extract) -> list[Extraction]:
    return [_one(article, extract) for article in articles]


def _serial(articles: Iterable[Article | str], extract: Extract) -> Iterator[Extraction]:
    for article in articles:
        yield _one(article, extract)


def _parallel(articles: Iterable[Article | str], jobs: int, extract: Extract) -> Iterator[Extraction]:
    source = iter(articles)
    pending: deque[Future[list[Extraction]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            while True:
                while len(pending) < jobs * _AHEAD and (chunk := list(itertools.islice(source, _CHUNK))):
                    pending.append(pool.submit(_chunk, chunk, extract))
                if not pending:
                    return
                try:
                    yield from pending.popleft().result()
                except BrokenProcessPool as error:
                    message = (
                        "a worker process died, perhaps for want of memory; run again with fewer jobs (what is done is kept)"
                    )
                    raise NewsmineError(message) from error
        finally:
            for future in pending:
                future.cancel()
