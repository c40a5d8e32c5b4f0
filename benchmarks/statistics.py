"""Time of statistics beside that of word segmentation: ``python -m benchmarks.statistics [FOLDER] [--rounds 3]``.

FOLDER holds articles, one a ``.txt`` (default: corpora/gold). People, quotations and documents are found before the clock
starts, as in a run of ``newsmine extract``; both are timed in one run, by processor time, the best of the rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from underthesea import word_tokenize

from newsmine.collect.inputs import read_inputs
from newsmine.extractors.knowledge import BUILT_IN
from newsmine.extractors.people import find_people, index_people
from newsmine.extractors.quotations import find_quotations
from newsmine.extractors.references import find_references
from newsmine.extractors.statistics import find_statistics
from newsmine.language.document import Document
from newsmine.records import Article


def main() -> None:
    """Print milliseconds an article of both and their ratio."""
    parser = argparse.ArgumentParser(description="Time of statistics beside that of word segmentation.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "corpora" / "gold")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ready = []
    for article in read_inputs(sorted(str(path) for path in options.folder.glob("*.txt"))):
        if not isinstance(article, Article):
            continue
        doc = Document.of(article)
        people = index_people(doc, BUILT_IN)
        ready.append((doc, find_people(doc, people), find_quotations(doc, people, BUILT_IN), find_references(doc)))
    figures = sum(len(find_statistics(*each)[0]) for each in ready)

    def found() -> None:
        for each in ready:
            find_statistics(*each)

    def segmented() -> None:
        for doc, *_ in ready:
            for sentence in doc.sentences:
                word_tokenize(doc.text[sentence.start : sentence.end])

    mine, theirs = (min(_seconds(work) for _ in range(options.rounds)) * 1000 / len(ready) for work in (found, segmented))
    print(f"{len(ready)} articles, {figures} figures: statistics {mine:.1f} ms an article, segmentation {theirs:.1f} ms, "
          f"ratio {mine / theirs:.2f}")  # fmt: skip


def _seconds(work: Callable[[], None]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
