"""Gold annotation and extracted records, read side by side.

A gold file ``NAME.json`` annotates ``NAME.txt``: ``article`` (the text file's name), ``quotations`` and ``statistics``, whose
spans are ``{"start", "end", "text"}`` in code points; where it also has ``people``, they are scored too. Items marked
``optional`` are never scored, for or against.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsmine.errors import InputError

__all__ = ["Pair", "check_gold", "read_pairs"]

_SPANS = {
    "quotations": ("content", "cue", "speaker", "role_span"),
    "statistics": ("span", "measure"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One annotated article: gold items and extracted records; ``extracted`` tells whether the records have the article."""

    name: str
    gold_quotations: list[dict[str, Any]]
    gold_statistics: list[dict[str, Any]]
    quotations: list[dict[str, Any]]
    statistics: list[dict[str, Any]]
    extracted: bool = True
    gold_people: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise InputError(f"{path}: not there; write it with: newsmine extract GOLD/*.txt --out {path.parent} --format jsonl")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise InputError(f"{path}, line {number}: not JSON ({error})") from error
    return rows


def read_pairs(gold: Path, records: Path) -> list[Pair]:
    """Return every annotated article of the folder ``gold`` beside the records in the folder ``records`` (JSON Lines).

    Raises :class:`newsmine.errors.InputError` where a file is missing or broken.
    """
    ids = {Path(row["origin"]).name: row["article_id"] for row in _lines(records / "articles.jsonl") if row.get("origin")}
    by_article: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for table in _SPANS:
        by_article[table] = defaultdict(list)
        for row in _lines(records / f"{table}.jsonl"):
            by_article[table][row["article_id"]].append(row)
    people = defaultdict(list)
    for row in _lines(records / "people.jsonl") if (records / "people.jsonl").is_file() else []:
        people[row["article_id"]].append(row)
    pairs = []
    for path in sorted(gold.glob("*.json")):
        try:
            annotated = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise InputError(f"{path}: not JSON ({error})") from error
        if "quotations" not in annotated:
            continue
        if "statistics" not in annotated:
            raise InputError(f"{path}: has no list of statistics (an empty one says that there are none)")
        name = annotated.get("article", f"{path.stem}.txt")
        article_id = ids.get(name, "")
        found = {table: by_article[table].get(article_id, []) for table in _SPANS}
        pairs.append(
            Pair(
                name=name,
                gold_quotations=annotated["quotations"],
                gold_statistics=annotated["statistics"],
                quotations=found["quotations"],
                statistics=found["statistics"],
                extracted=bool(article_id),
                gold_people=annotated.get("people", []),
                people=people.get(article_id, []),
            )
        )
    if not pairs:
        raise InputError(f"{gold}: no gold annotation here (NAME.json beside NAME.txt)")
    return pairs


def check_gold(gold: Path) -> list[str]:
    """Return what is wrong in a folder of gold: a span that is not its text, an article that is not there. Empty: all is well."""
    wrong = []
    for path in sorted(gold.glob("*.json")):
        annotated = json.loads(path.read_text(encoding="utf-8"))
        text_path = path.with_name(annotated.get("article", path.stem + ".txt"))
        if not text_path.is_file():
            wrong.append(f"{path.name}: its article {text_path.name} is not there")
            continue
        text = text_path.read_bytes().decode("utf-8")
        for table, names in _SPANS.items():
            for item in annotated.get(table, []):
                for name in names:
                    span = item.get(name)
                    if span and text[span["start"] : span["end"]] != span["text"]:
                        wrong.append(f"{path.name}: {table} {name} [{span['start']}, {span['end']}) is not «{span['text'][:40]}»")
        for person in annotated.get("people", []):
            wrong += [
                f"{path.name}: people [{span['start']}, {span['end']}) is not «{span['text'][:40]}»"
                for span in (person["name"], *person.get("offices", []))
                if text[span["start"] : span["end"]] != span["text"]
            ]
    return wrong
