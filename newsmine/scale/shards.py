"""Extraction in shards, each a store of its own, on processes of this machine or workers of a Dask cluster; then one dataset.

A shard is the articles whose id falls to it by hash; every worker reads all inputs and extracts its share, which costs little
beside the extraction and needs no splitting of files. A shard's store is its checkpoint: run again, only what is missing is done.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from newsmine.dataset.run import RunSummary, extract_to, finish, own_files
from newsmine.dataset.schema import EXPORTED
from newsmine.dataset.store import STORE_NAME, Store
from newsmine.errors import InputError, NewsmineError
from newsmine.extractors import Knowledge
from newsmine.indicators import read_taxonomy

__all__ = ["extract_sharded", "merge"]


def extract_sharded(
    inputs: Iterable[Path | str],
    out: Path | str,
    form: str = "jsonl",
    *,
    shards: int = 8,
    jobs: int = 2,
    scheduler: str | None = None,
    rejects: bool = False,
    knowledge: Path | str | None = None,
    indicators: Path | str | None = None,
    command: str | None = None,
) -> RunSummary:
    """Extract inputs in shards and make one dataset of them in ``out``: the same bytes as :func:`newsmine.extract_to` gives.

    ``jobs`` processes of this machine do the shards, or the workers of the Dask scheduler at an address (``tcp://host:8786``),
    which must see ``inputs`` and ``out`` under the same paths. Stopped and run again with as many shards, it goes on where it
    was. ``rejects``, ``knowledge`` and ``indicators`` are those of :func:`newsmine.extract_to`. Raises :class:`InputError` for no
    shards or for such a file that is not of its form, :class:`NewsmineError` without the extra ``scale`` or where no scheduler
    answers.
    """
    if shards < 1:
        raise InputError(f"--shards {shards}: give at least one")
    paths = [str(Path(path).absolute()) if scheduler else str(path) for path in inputs]
    own = Own(*(str(Path(path).absolute()) if path else None for path in (knowledge, indicators)))
    taxonomy = own.check()
    root = Path(out).absolute()
    root.mkdir(parents=True, exist_ok=True)
    work = [(paths, str(root / "shards" / f"{number:03d}-of-{shards:03d}"), number, shards, own) for number in range(shards)]
    summary = RunSummary(Path(out))
    for done in _run(work, jobs, scheduler):
        summary.add(done)
    with Store(root / STORE_NAME) as store:
        store.set_meta("indicators", taxonomy)
        merge(store, [Path(folder) for _, folder, *_ in work])
        finish(store, summary, form, rejects=rejects, command=command, **own.facts())
    return summary


@dataclass(frozen=True)
class Own:
    """Files of the user's own: cue words and titles, and indicators."""

    knowledge: str | None
    indicators: str | None

    def check(self) -> str:
        """Read both, so that a fault is told before any shard begins; return the text of the indicators."""
        if self.knowledge:
            Knowledge.read(self.knowledge)
        return read_taxonomy(self.indicators).text if self.indicators else ""

    def facts(self) -> dict[str, Any]:
        """Return what ``run.json`` says of them."""
        return own_files(asdict(self))


def _shard(paths: list[str], folder: str, number: int, of: int, own: Own) -> RunSummary:
    """Extract one shard into a folder and return what was done."""
    return extract_to(paths, folder, "sqlite", part=(number, of), knowledge=own.knowledge, indicators=own.indicators)


def _run(work: Sequence[tuple[list[str], str, int, int, Own]], jobs: int, scheduler: str | None) -> Iterator[RunSummary]:
    if scheduler is None:
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield from [future.result() for future in [pool.submit(_shard, *item) for item in work]]
        return
    client = _client(scheduler)
    try:
        yield from client.gather([client.submit(_shard, *item, pure=False) for item in work])
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise NewsmineError("a Dask cluster needs distributed; install it with: pip install 'newsmine[scale]'") from error
    try:
        connect: Any = Client
        return connect(address, timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        raise NewsmineError(f"{address}: no Dask scheduler answers there ({error})") from error


def merge(store: Store, folders: Iterable[Path]) -> None:
    """Put the articles and records of other stores into one; what it has of the same articles is replaced."""
    for folder in folders:
        store.db.commit()
        store.db.execute("ATTACH ? AS shard", (str(folder / STORE_NAME),))
        try:
            for table in ("inputs", *EXPORTED):
                names = [row["name"] for row in store.db.execute(f'PRAGMA shard.table_info("{table}")')]
                cells = ", ".join(f'"{name}"' for name in names)
                store.db.execute(f'INSERT OR REPLACE INTO main."{table}" ({cells}) SELECT {cells} FROM shard."{table}"')  # noqa: S608
            store.db.commit()
        finally:
            store.db.execute("DETACH shard")
