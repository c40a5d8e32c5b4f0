"""Names of people found in annotated sentences, beside ``underthesea.ner``: names.py ANNOTATION [--errors] [--no-peer].

ANNOTATION is a .jsonl file or a folder of them. A line is one sentence:
``{"text": "…", "names": [{"start": 4, "end": 18, "text": "…", "honorific": true}]}``; a name is the name alone, honorific
and office stand outside; ``"honorific"`` says whether a word of address stands before it, and ``"optional": true`` leaves it
unscored (initials, epithets). Names are matched exactly. Each sentence is read alone, as an article of one sentence: nothing
is known from elsewhere. See docs/people.md for how sentences are drawn and annotated.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsmine.extractors.people import index_people
from newsmine.language.document import Document

Span = tuple[int, int]


def ours(text: str) -> list[Span]:
    doc = Document.of(text)
    return [doc.span(item.start, item.end)[:2] for item in index_people(doc).mentions if item.kind in {"full", "given"}]


def peer(text: str) -> list[Span]:
    """Return the PER spans of underthesea.ner, its tokens found again in the text from left to right."""
    from underthesea import ner

    spans: list[Span] = []
    here = 0
    for word, _, _, tag in ner(text):
        start = text.find(word, here)
        if start < 0:
            continue
        here = start + len(word)
        if tag == "B-PER":
            spans.append((start, here))
        elif tag == "I-PER" and spans:
            spans[-1] = (spans[-1][0], here)
    return spans


def score(rows: list[dict[str, Any]], find: Callable[[str], list[Span]], *, errors: bool) -> str:
    hit = {True: 0, False: 0}
    gold = {True: 0, False: 0}
    right = found = 0
    for row in rows:
        names = [name for name in row["names"] if not name.get("optional")]
        soft = [(name["start"], name["end"]) for name in row["names"] if name.get("optional")]
        spans = set(find(row["text"]))
        wanted = {(name["start"], name["end"]): name["honorific"] for name in names}
        for span, honorific in wanted.items():
            gold[honorific] += 1
            hit[honorific] += span in spans
            if errors and span not in spans:
                print(f"MISSED «{row['text'][slice(*span)]}» in: {row['text']}")
        for span in spans:
            if any(span[0] < end and start < span[1] for start, end in soft):
                continue
            found += 1
            right += span in wanted
            if errors and span not in wanted:
                print(f"WRONG «{row['text'][slice(*span)]}» in: {row['text']}")
    recall = {key: hit[key] / max(1, gold[key]) for key in gold}
    return (
        f"precision {right / max(1, found):.3f} ({right} of {found})  "
        f"recall with honorific {recall[True]:.3f} ({hit[True]} of {gold[True]})  "
        f"without {recall[False]:.3f} ({hit[False]} of {gold[False]})"
    )


def main(path: str, *options: str) -> None:
    files = sorted(Path(path).glob("*.jsonl")) if Path(path).is_dir() else [Path(path)]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines if line.strip()]
    print(f"{len(rows)} sentences, {sum(len(row['names']) for row in rows)} names")
    print("newsmine        ", score(rows, ours, errors="--errors" in options))
    if "--no-peer" not in options:
        print("underthesea.ner ", score(rows, peer, errors=False))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.names ANNOTATION   (benchmarks/README.md says what it states)")
    main(*sys.argv[1:])
