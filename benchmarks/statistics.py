"""Time of statistics beside that of word segmentation: ``python -m benchmarks.statistics [FOLDER] [--rounds 5]``.

FOLDER holds articles, one a ``.txt`` (default: corpora/gold). Statistics are timed twice: as in a run of ``newsmine extract``,
where people and quotations of the article were found right before (what both need, its day and its places, is found once), and
alone, after another article. They and word_tokenize take turns article by article in one run, by processor time: of each article
the best of the rounds, so that other work on the machine falls on none of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

from underthesea import word_tokenize

from newsmine.collect.inputs import read_inputs
from newsmine.extractors.knowledge import BUILT_IN
from newsmine.extractors.people import find_people, index_people
from newsmine.extractors.quotations import find_quotations
from newsmine.extractors.references import find_references
from newsmine.extractors.seats import seat_people, seat_quotations
from newsmine.extractors.statistics import find_statistics
from newsmine.language.document import Document
from newsmine.records import Article


def before(doc: Document) -> tuple[Any, ...]:
    """Return what :func:`newsmine.extractors.extract` has found of a document when it comes to the statistics."""
    index = index_people(doc, BUILT_IN)
    people = seat_people(doc, find_people(doc, index))
    references = find_references(doc)
    quotations = seat_quotations(doc, find_quotations(doc, index, BUILT_IN), people)
    return doc, people, quotations, references


def segment(doc: Document) -> None:
    for sentence in doc.sentences:
        word_tokenize(doc.text[sentence.start : sentence.end])


def main() -> None:
    """Print milliseconds an article and the ratios."""
    parser = argparse.ArgumentParser(description="Time of statistics beside that of word segmentation.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "corpora" / "gold")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = [a for a in read_inputs(sorted(map(str, options.folder.glob("*.txt")))) if isinstance(a, Article)]
    ready = [before(Document.of(article)) for article in articles]
    figures = sum(len(find_statistics(*each)[0]) for each in ready)
    best = [[inf, inf, inf] for _ in ready]
    for _ in range(options.rounds):
        for seconds, each in zip(best, ready, strict=True):
            alone = _seconds(find_statistics, *each)
            segmented = _seconds(segment, each[0])
            before(each[0])
            in_a_run = _seconds(find_statistics, *each)
            seconds[:] = map(min, seconds, (in_a_run, alone, segmented))
    in_a_run, alone, segmented = (1000 * sum(column) / len(ready) for column in zip(*best, strict=True))
    print(f"{len(ready)} articles, {figures} figures; segmentation {segmented:.1f} ms an article")
    print(f"statistics in a run  {in_a_run:.1f} ms an article, ratio {in_a_run / segmented:.2f}")
    print(f"statistics alone     {alone:.1f} ms an article, ratio {alone / segmented:.2f}")


def _seconds(work: Callable[..., object], *given: Any) -> float:
    begin = time.process_time()
    work(*given)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
