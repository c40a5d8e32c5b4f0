"""How well statistics are matched to indicators: python -m benchmarks.indicators [--errors].

Measured, beside exact-phrase matching (the longest of an indicator's typical phrases that stands in the figure's own words, under
the same constraints of kind and unit):

- held-out passages (``tests/cases/indicators/held_out.txt``), written before the training phrases, with a reliability table
- how many of those measures the training phrases do not have, and precision and recall on these alone
- the ledger of the sample press (``corpora/sample_site/ledger.csv``): figures of five indicators listed by hand

and what matching costs beside ``underthesea.word_tokenize`` on the same articles, in one run.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.sample_site import expected, load_pages, load_papers
from newsmine import extractors
from newsmine.extractors.extraction import Extraction
from newsmine.indicators.constraints import candidates
from newsmine.indicators.match import assign, matches
from newsmine.indicators.passages import Labelled, expanded, labelled, parse, read_passages
from newsmine.indicators.surroundings import surroundings
from newsmine.indicators.taxonomy import built_in
from newsmine.indicators.train import phrases
from newsmine.indicators.words import phrase
from newsmine.normal import read
from newsmine.records import Article, Statistic

ROOT = Path(__file__).parent.parent
HELD_OUT = ROOT / "tests" / "cases" / "indicators" / "held_out.txt"
LEDGER = ROOT / "corpora" / "sample_site" / "ledger.csv"
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True)
class Case:
    """A labelled measure and what was said of it: by the model with its score, and by exact phrases."""

    text: str
    label: str | None
    said: str | None
    score: float
    phrase: str | None
    measure: str | None
    new: bool


def exact(found: Extraction) -> list[str | None]:
    """Return what exact-phrase matching says of each statistic."""
    around = surroundings(found.statistics, read(found.article.text), "")
    out = []
    for item, here in zip(found.statistics, around, strict=True):
        typed = candidates(built_in(), item) if here else ()
        hits = [(len(words), one.id) for one in typed for words in one.phrases if here and words in here.own]
        out.append(max(hits)[1] if hits else None)
    return out


def trained_measures() -> set[str]:
    """Return the measures of all training phrases, in normal form."""
    out = set()
    for name, template in phrases():
        for variant in expanded(template, 8):
            out |= {key(mark.statistic) for mark in labelled(parse(variant, name or "-")) if mark.statistic}
    return out


def key(item: Statistic) -> str:
    """Return what makes two measures the same phrase."""
    return phrase(f"{item.measure or ''} {item.population or ''}")


def held_out() -> Iterator[Case]:
    """Give the cases of the held-out passages."""
    known = trained_measures()
    for passage in read_passages(HELD_OUT.read_text(encoding="utf-8")):
        marks: list[Labelled] = labelled(passage)
        found = marks[0].found
        said, phrases = matches(found, built_in()), exact(found)
        for mark in marks:
            start, end, label = mark.mark
            text = f"{passage.text[max(0, start - 60) : start]}[{passage.text[start:end]}]{passage.text[end : end + 40]}"
            if mark.index is None or mark.statistic is None:
                yield Case(text, label, None, 0.0, None, None, new=True)
                continue
            match = said[mark.index]
            name, score = (match.indicator, match.score) if match else (None, 0.0)
            yield Case(
                text, label, name, score, phrases[mark.index], mark.statistic.measure, new=key(mark.statistic) not in known
            )


def rates(pairs: Iterable[tuple[str | None, str | None]]) -> tuple[float, float, int]:
    """Return precision, recall and number of (label, said) pairs."""
    pairs = list(pairs)
    said = [(label, one) for label, one in pairs if one]
    right = sum(label == one for label, one in said)
    labels = sum(label is not None for label, _ in pairs)
    return right / max(1, len(said)), right / max(1, labels), len(pairs)


def line(name: str, pairs: Iterable[tuple[str | None, str | None]]) -> str:
    precision, recall, number = rates(pairs)
    return f"{name:34s} precision {precision:.3f}   recall {recall:.3f}   {number:4d} measures"


def reliability(cases: list[Case]) -> Iterator[str]:
    said = [case for case in cases if case.said]
    error = 0.0
    for low, high in itertools.pairwise(BINS):
        inside = [case for case in said if low <= case.score < high or (high == 1.0 and case.score == 1.0)]
        if inside:
            mean = sum(case.score for case in inside) / len(inside)
            right = sum(case.said == case.label for case in inside) / len(inside)
            error += abs(mean - right) * len(inside) / len(said)
            yield f"  {low:.2f}–{high:.2f}   {len(inside):4d} matched   mean score {mean:.3f}   right {right:.3f}"
    yield f"  expected calibration error {error:.3f}"


def ledger() -> Iterator[tuple[str, str | None, str]]:
    """Give (indicator, what was said, printed words) of each line of the ledger whose figure was found."""
    lines = defaultdict(list)
    for row in csv.DictReader(LEDGER.open(encoding="utf-8")):
        lines[row["paper"], row["slug"]].append(row)
    for paper in load_papers():
        for page in load_pages(paper):
            rows = lines.get((paper, page.slug))
            if rows:
                truth = expected(paper, page.slug)
                found = assign(extractors.extract(Article(article_id=page.slug, text=truth["text"], title=truth["title"])))
                for row in rows:
                    here = [item for item in found.statistics if _is(item, row, truth["text"])]
                    said = [item.indicator_id for item in here if item.indicator_id]
                    yield (
                        row["indicator_id"],
                        (row["indicator_id"] if row["indicator_id"] in said else (said or [None])[0]),
                        row["text"],
                    )


def _is(item: Statistic, row: dict[str, str], text: str) -> bool:
    if item.value is None:
        return False
    value = float(item.value)
    if item.kind == "ratio" and item.denominator:
        value = 100 * value / float(item.denominator)
    at = text.find(row["text"])
    while at >= 0:
        if item.start < at + len(row["text"]) and at < item.end and abs(value - float(row["value"])) < 0.06:
            return True
        at = text.find(row["text"], at + 1)
    return False


def cost() -> Iterator[str]:
    from underthesea import word_tokenize

    texts = [expected(paper, page.slug)["text"] for paper in load_papers() for page in load_pages(paper)][:40]
    word_tokenize(texts[0])
    found = [extractors.extract(text) for text in texts]
    assign(found[0])
    start = time.perf_counter()
    for text in texts:
        word_tokenize(text)
    words = time.perf_counter() - start
    start = time.perf_counter()
    for item in found:
        assign(item)
    spent = time.perf_counter() - start
    yield f"matching {1000 * spent / len(texts):.1f} ms an article, {spent / words:.3f} of underthesea.word_tokenize on it"


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--errors", action="store_true", help="also print what is wrong (not of the held-out passages)")
    options = arguments.parse_args()
    cases = list(held_out())
    print("held-out passages")
    print(line("  model", ((case.label, case.said) for case in cases)))
    print(line("  exact phrases", ((case.label, case.phrase) for case in cases)))
    print(line("  model, measure never trained on", ((case.label, case.said) for case in cases if case.new)))
    print(f"  {sum(case.measure is None for case in cases)} marks have no figure found by the extractor")
    print("\n".join(reliability(cases)))
    rows = list(ledger())
    print("ledger of the sample press (figures of five indicators)")
    print(line("  model", ((label, said) for label, said, _ in rows)))
    if options.errors:
        for label, said, text in rows:
            if label != said:
                print(f"  {label} {said} | {text}")
    print("\n".join(cost()))


if __name__ == "__main__":
    main()
