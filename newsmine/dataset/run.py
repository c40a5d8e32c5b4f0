"""The main job: inputs to a dataset. Reads, extracts, stores; can be stopped at any moment and goes on where it was.

The store is the checkpoint: an article counts as done when its records are committed. On the next run over the same inputs an
article whose text and whose rules are the same is left as it is; one that was under way is done again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import newsmine
from newsmine.collect.inputs import MAX_BYTES, Unreadable, read_inputs
from newsmine.collect.registry import load_registry
from newsmine.dataset.export import export
from newsmine.dataset.localities import localities_of
from newsmine.dataset.provenance import file_hash, rules_hash, write_run
from newsmine.dataset.store import STORE_NAME, Store
from newsmine.extractors.extraction import RECORD_TABLES, Extraction
from newsmine.extractors.knowledge import BUILT_IN, Knowledge
from newsmine.indicators import read_taxonomy
from newsmine.indicators.pipeline import extract_many
from newsmine.records import Article, stable_id

__all__ = ["RunSummary", "extract_to"]

_COMMIT_EVERY = 32
_NOTES_SHOWN = 5
_STATE = ("text", "published_at", "source", "title", "url")  # what of an article its records depend on


@dataclass
class RunSummary:
    """What a run did, in numbers and names.

    ``noted`` counts what was noted in reading articles (``Article.notes``); ``only`` is the extraction, where the input was one
    single article.
    """

    out: Path
    extracted: int = 0
    unchanged: int = 0
    repeated: int = 0
    unread: list[Unreadable] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    written: list[Path] = field(default_factory=list)
    only: Extraction | None = None

    @property
    def articles(self) -> int:
        """Number of articles that were read."""
        return self.extracted + self.unchanged + self.repeated

    def add(self, other: RunSummary) -> None:
        """Count in what another run did, on other articles of the same inputs."""
        self.extracted += other.extracted
        self.unchanged += other.unchanged
        self.repeated += other.repeated
        self.unread += other.unread
        self.found += other.found
        self.noted += other.noted

    def lines(self) -> list[str]:
        """Return the summary a person reads, a line each."""
        counts = ", ".join(f"{self.found[table]:,} {table}" for table in RECORD_TABLES if table != "rejects")
        lines = [f"{self.extracted:,} article{'' if self.extracted == 1 else 's'} extracted: {counts}"]
        if self.unchanged:
            lines.append(f"{self.unchanged:,} articles were in the store already, text and rules unchanged")
        if self.repeated:
            lines.append(f"{self.repeated:,} inputs repeat an article that was read before in this run, and were counted once")
        lines += [f"{count:,} articles: {note}" for note, count in self.noted.most_common(_NOTES_SHOWN)]
        if len(self.noted) > _NOTES_SHOWN:
            lines.append(f"{len(self.noted) - _NOTES_SHOWN:,} other notes; see the column notes of the table articles")
        if self.unread:
            said = (
                "1 input was not read; it is" if len(self.unread) == 1 else f"{len(self.unread):,} inputs were not read; they are"
            )
            lines.append(f"{said} listed in {self.out / 'unread.jsonl'}")
        return lines


def extract_to(
    inputs: Iterable[Path | str],
    out: Path | str,
    form: str = "jsonl",
    *,
    jobs: int = 1,
    progress: bool = False,
    rejects: bool = False,
    excel: bool = False,
    force: bool = False,
    knowledge: Path | str | None = None,
    indicators: Path | str | None = None,
    max_bytes: int = MAX_BYTES,
    part: tuple[int, int] | None = None,
    command: str | None = None,
) -> RunSummary:
    """Extract the records of all articles in the inputs into the store ``OUT/newsmine.sqlite``, and export it.

    ``inputs`` are files (``.txt .html .jsonl .warc .warc.gz``) or folders of them; ``form`` is one of ``jsonl parquet csv
    sqlite stata package``. ``force`` does again what is done; an article of more than ``max_bytes`` is not read. ``knowledge`` is
    a TOML file with cues, titles and organisations of the user's own (:mod:`newsmine.extractors.knowledge`), ``indicators`` one
    with indicators (:func:`newsmine.indicators.read_taxonomy`), which the store keeps; articles that were done without it are
    done again. ``part`` is for :mod:`newsmine.scale`: (2, 8) does the third of eight shards. What cannot be
    read is listed in ``OUT/unread.jsonl`` and in the summary, and never stops the rest. A run that is interrupted keeps all it
    has finished. Raises :class:`newsmine.errors.InputError` where ``out`` is not a store or ``knowledge`` is not of that form.
    """
    target = Path(out)
    own = Knowledge.read(knowledge) if knowledge else BUILT_IN
    mine = read_taxonomy(indicators) if indicators else None
    rules = stable_id(rules_hash(), own, mine.sha if mine else None) if knowledge or mine else rules_hash()
    target.mkdir(parents=True, exist_ok=True)
    summary = RunSummary(target)
    with Store(target / STORE_NAME) as store:
        run = int(store.meta("run") or "0") + 1
        store.set_meta("run", str(run))
        store.set_meta("indicators", mine.text if mine else "")
        read = read_inputs([str(path) for path in inputs], registry=load_registry(), max_bytes=max_bytes)
        todo = _todo(store, run, read, summary, rules=rules, force=force, part=part)
        found = extract_many(todo, knowledge=own, taxonomy=mine, jobs=jobs, progress=progress, errors="keep")
        for number, extraction in enumerate(found, 1):
            _keep(store, extraction, summary)
            if number % _COMMIT_EVERY == 0:
                store.db.commit()
        files = {"knowledge": knowledge, "indicators": indicators}
        finish(store, summary, form, rejects=rejects, excel=excel, command=command, **own_files(files))
    return summary


def own_files(files: Mapping[str, Path | str | None]) -> dict[str, dict[str, str]]:
    """Return what ``run.json`` says of the user's own files, by what they are: path and hash."""
    return {name: {"file": str(path), "sha256": file_hash(Path(path))} for name, path in files.items() if path}


def finish(
    store: Store,
    summary: RunSummary,
    form: str,
    *,
    rejects: bool = False,
    excel: bool = False,
    command: str | None = None,
    **more: Any,
) -> None:
    """Close a run: the localities of the records, the export, ``unread.jsonl`` and ``run.json`` (with ``more`` facts in it)."""
    store.db.commit()
    store.add("localities", localities_of(store))
    store.db.commit()
    summary.written = export(store, summary.out, form, rejects=rejects, excel=excel)
    summary.written += _write_unread(summary.out, summary.unread)
    facts: dict[str, Any] = {
        "command": command,
        "format": form,
        "counts": {table: store.count(table) for table in ("articles", *RECORD_TABLES)},
        "unread": len(summary.unread),
        "inputs": _sources(store),
    }
    write_run(summary.out / "run.json", facts | more)
    summary.written.append(summary.out / "run.json")


def _in_part(article_id: str, part: tuple[int, int] | None) -> bool:
    """Tell whether an article is of the shard that its id falls to."""
    return part is None or zlib.crc32(article_id.encode()) % part[1] == part[0]


def _sources(store: Store) -> list[dict[str, str | int | None]]:
    """Return the inputs of the articles in the store: path as given, number of articles, hash of the file where there is one."""
    query = "SELECT origin, count(*) AS articles FROM inputs WHERE done = 1 GROUP BY origin ORDER BY origin"
    out: list[dict[str, str | int | None]] = []
    for row in store.db.execute(query):
        path = Path(row["origin"])
        known = bool(row["origin"]) and path.is_file()
        out.append({"origin": row["origin"], "articles": row["articles"], "sha256": file_hash(path) if known else None})
    return out


def _todo(
    store: Store,
    run: int,
    inputs: Iterator[Article | Unreadable],
    summary: RunSummary,
    *,
    rules: str,
    force: bool,
    part: tuple[int, int] | None,
) -> Iterator[Article]:
    """Give the articles that are to be extracted, and write down each one that comes by."""
    positions: Counter[str] = Counter()
    for item in inputs:
        if isinstance(item, Unreadable):
            if part is None or part[0] == 0:  # every shard meets it, the first says so
                summary.unread.append(item)
            continue
        origin = item.origin or ""
        position = positions[origin] = positions[origin] + 1
        if not _in_part(item.article_id, part):
            continue
        state = stable_id(*(getattr(item, name) for name in _STATE))
        before = store.db.execute("SELECT * FROM inputs WHERE article_id = ?", (item.article_id,)).fetchone()
        if before is not None and before["run"] == run:
            if before["state"] == state:
                summary.repeated += 1
            else:
                reason = f"article {position}: its id stands for another text ({before['origin']}); give each article its own id"
                summary.unread.append(Unreadable(origin, None, reason))
            continue
        _forget_moved(store, run, origin, position, item.article_id)
        same = before is not None and before["state"] == state and before["rules"] == rules and before["done"]
        store.db.execute(
            "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?)",
            (item.article_id, origin, position, state, rules, run, int(same and not force)),
        )
        if same and not force:
            summary.unchanged += 1
            continue
        yield dataclasses.replace(
            item,
            text_sha256=hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest(),
            newsmine_version=newsmine.__version__,
        )


def _forget_moved(store: Store, run: int, origin: str, position: int, article_id: str) -> None:
    """Drop what stood at this place of this input before and is another article now, such as the text before it was edited."""
    stale = store.db.execute(
        "SELECT article_id FROM inputs WHERE origin = ? AND position = ? AND article_id <> ? AND run < ?",
        (origin, position, article_id, run),
    ).fetchall()
    for row in stale:
        store.forget(row["article_id"])
        store.db.execute("DELETE FROM inputs WHERE article_id = ?", (row["article_id"],))


def _keep(store: Store, extraction: Extraction, summary: RunSummary) -> None:
    article = extraction.article
    if extraction.failure:
        summary.unread.append(Unreadable(article.origin or article.article_id, None, extraction.failure))
        return
    store.put(extraction)
    store.db.execute("UPDATE inputs SET done = 1 WHERE article_id = ?", (article.article_id,))
    summary.extracted += 1
    summary.noted.update(set(article.notes))
    summary.only = extraction if summary.articles == 1 else None
    for table in RECORD_TABLES:
        summary.found[table] += len(extraction.records(table))


def _write_unread(out: Path, unread: list[Unreadable]) -> list[Path]:
    from newsmine.dataset.export import write_jsonl

    path = out / "unread.jsonl"
    path.unlink(missing_ok=True)
    if not unread:
        return []
    write_jsonl(path, ({"origin": item.origin, "line": item.line, "reason": item.reason} for item in unread))
    return [path]
