"""Quotations beside what a user would have without newsmine, by the same scorer: quotations_baselines.py GOLD_DIR.

GOLD_DIR holds pairs of ``.txt`` and ``.json`` (``newsmine evaluate`` reads the same). Three extractors run over the texts:

marks   what stands in quotation marks, eight words or more, credited to the nearest name after the marks, else before them: the
        ceiling of extractors that stop at quotation marks
naive   the afternoon script ``name … cho biết: to the end of the paragraph``
ours    newsmine
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import newsmine
from newsmine.evaluate import evaluate
from newsmine.extractors.lexical import LOWER, UPPER

Row = dict[str, Any]
FIGURES = (
    "quote.content",
    "quote.content(exact)",
    "quote.speaker+content",
    "quote.speaker+content(strict)",
    "quote.+role(partial)",
)

_SYLLABLE = rf"[{UPPER}][{LOWER}]+"
_NAME = rf"{_SYLLABLE}(?: {_SYLLABLE}){{1,4}}"
_CALLED = re.compile(rf"(?:[ÔôBb](?:ng|à)|[aA]nh|[cC]hị|[đĐ]ồng chí) ({_SYLLABLE}(?: {_SYLLABLE}){{0,4}})")
_FULL = re.compile(_NAME)
_MARKED = re.compile(r"[“\"«]([^“”\"«»\n]{20,3000})[”\"»]")
_SAYS = re.compile(r"(?:cho biết|cho hay|nói|chia sẻ|khẳng định|nhấn mạnh|cho rằng)(?: thêm)?\s*[:,]?\s*([^\n]+)")
_WORDS = 8


def nearest(text: str, start: int, end: int, *, last: bool) -> str | None:
    """Return the first or last name of a stretch, one with a word of address before any other; a given name in full."""
    found = [*_CALLED.finditer(text, start, end)] or [*_FULL.finditer(text, start, end)]
    if not found:
        return None
    match = found[-1 if last else 0]
    name = match[match.lastindex or 0]
    longer = [full.group() for full in _FULL.finditer(text, 0, end) if full.group().endswith(f" {name}")]
    return longer[0] if longer else name


def marks(text: str) -> list[Row]:
    rows = []
    for match in _MARKED.finditer(text):
        if len(match[1].split()) < _WORDS:
            continue
        stop = re.compile(r"[.\n]|$").search(text, match.end())
        after = nearest(text, match.end(), stop.start() if stop else len(text), last=False)
        rows.append(
            row(match.start(1), match.end(1), after or nearest(text, max(0, match.start() - 150), match.start(), last=True))
        )
    return rows


def naive(text: str) -> list[Row]:
    return [
        row(match.start(1), match.end(1), nearest(text, text.rfind("\n", 0, match.start()) + 1, match.start(), last=True))
        for match in _SAYS.finditer(text)
    ]


def ours(text: str) -> list[Row]:
    return [item.as_dict() for item in newsmine.extract(text).quotations]


def row(start: int, end: int, name: str | None) -> Row:
    kind = "person" if name else None
    return {"start": start, "end": end, "speaker_name": name, "speaker_kind": kind, "kind": "direct", "role": None}


def run(gold: Path, extractor: Callable[[str], list[Row]]) -> tuple[dict[str, Any], float]:
    """Return the figures of an extractor over a folder of gold, and the seconds it took."""
    seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        articles, quotations = [], []
        for path in sorted(gold.glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            begin = time.process_time()
            found = extractor(text)
            seconds += time.process_time() - begin
            articles.append({"article_id": path.stem, "origin": str(path)})
            quotations.extend({**item, "article_id": path.stem} for item in found)
        for name, rows in (("articles", articles), ("quotations", quotations), ("statistics", [])):
            lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in rows)
            (out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        return evaluate(gold, out).figures(), seconds


def main(folder: str) -> None:
    gold = Path(folder)
    print(f"{'F1':32s}" + "".join(f"{name:>8s}" for name in ("marks", "naive", "ours")))
    results = [run(gold, extractor) for extractor in (marks, naive, ours)]
    for figure in FIGURES:
        print(f"{figure:32s}" + "".join(f"{figures[figure]['f1']:8.3f}" for figures, _ in results))
    print(
        f"{'quote.wrong person (rate)':32s}" + "".join(f"{figures['quote.wrong person']['rate']:8.3f}" for figures, _ in results)
    )
    print(f"{'seconds (ours: all records)':32s}" + "".join(f"{seconds:8.2f}" for _, seconds in results))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.quotations_baselines GOLD   (benchmarks/README.md says what it states)")
    main(sys.argv[1])
