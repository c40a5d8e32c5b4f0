"""Learn the weights of the ranker of measures: ``python -m scripts.train_measure corpora/gold`` makes those that are shipped.

Each FOLDER holds annotated articles (``NAME.txt`` with ``NAME.json``). Of ``corpora/gold`` only the development part is read; the
part held out is what the weights are tested on. ``--test FOLDER`` tests on more. A candidate is right where it shares half of its
words with the annotated measure; pairs of a right and a wrong candidate of one figure are the examples of a logistic regression
(scikit-learn). Figures go on from those before them, so each stands twice among the examples: after what is annotated for those
before, and after what weights learned from other articles choose for them. What is written is
``newsmine/extractors/data/measure_weights.json``; the same articles give the same bytes.
"""

# ruff: noqa: INP001, T201 (a script that prints its figures, not a package)
from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from corpora.gold.split import split_of
from newsmine.collect.inputs import read_inputs
from newsmine.evaluate.agree import word_f1
from newsmine.extractors.candidates import Candidate
from newsmine.extractors.dateline import reference_day
from newsmine.extractors.figures import Figure, figures
from newsmine.extractors.measure import Measure, complements, measures
from newsmine.extractors.people import find_people, index_people
from newsmine.extractors.phrases import joined
from newsmine.extractors.ranker import SURE, TRUST, Printed, agreed, features
from newsmine.extractors.sites import sites
from newsmine.language.document import Document
from newsmine.numerals.scan import scan
from newsmine.records import Article

OUT = Path("newsmine/extractors/data/measure_weights.json")
GOLD = Path("corpora/gold")
STRENGTH = 0.1  # C of the regression: how far weights may go
LEAST = 2  # articles in which a feature must stand
SMALL = 0.02  # weights under this are left out
HALF = 0.5
Feature = tuple[str, str]
RULES = ("", "R")  # the feature of what the rules chose
FOLDS = 8  # of articles, of which the weights for one are learned from the others


@dataclass
class Example:
    """A figure: its article, the features of each candidate, how near each is to the annotated measure, and the rules' choice."""

    article: str
    candidates: list[list[Feature]]
    near: list[float]
    rules: float
    phrases: list[str]


Weights = dict[Feature, float]
Guess = Callable[[str], Weights]
"""The weights that choose in an article, by its name."""


def examples(folder: Path, part: str | None = None, guess: Guess | None = None) -> list[Example]:
    """Return the figures of annotated articles; ``part`` of the gold, or all.

    The figures before one count what is annotated, or with ``guess`` what weights choose, as where nothing is annotated.
    """
    out: list[Example] = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "statistics" in gold and (part is None or split_of(path.stem) == part):
            out += _figures(path.with_suffix(".txt"), gold["statistics"], guess(path.stem) if guess else None)
    return out


def _figures(path: Path, gold: list[dict[str, Any]], weights: Weights | None) -> list[Example]:
    article = next(iter(read_inputs([str(path)])))
    if not isinstance(article, Article):
        raise SystemExit(str(article))
    doc = Document.of(article)
    people = find_people(doc, index_people(doc))
    day = reference_day(doc)
    found = scan(doc.text, day)
    items = figures(doc, [item for item in found.quantities if item.statistic])
    names = [doc.reading.view(start, end) for person in people for start, end in person.mentions]
    held = [doc.reading.view(role.start, role.end) for person in people for role in person.roles]
    named = sites(doc, day.isoformat() if day else None, names, held).items
    periods = [(period.start, period.end) for period in found.periods]
    places = [(site.start, site.end) for site in named if not site.generic]
    text = joined(doc.text, sorted({item.sentence for item in items}))
    printed = Printed(text, items, periods, places)
    rules = measures(text, items, complements(text, items, periods), periods, places)
    done: list[Measure | None] = []
    out = []
    for item, rule in zip(items, rules, strict=True):
        answer = _answer(doc, item, gold)
        pool = list(features(printed, item, done, rule)) if answer or weights else []
        if answer:
            near = [word_f1(answer, doc.text[c.start : c.end]) for c, _ in pool]
            mine = word_f1(answer, doc.text[rule.start : rule.end]) if rule else 0.0
            out.append(Example(path.stem, [signs for _, signs in pool], near, mine, [doc.text[c.start : c.end] for c, _ in pool]))
        done.append(_chosen(doc.text, pool, rule, weights) if weights else _printed(doc.text, answer, item.start) or rule)
    return out


def _chosen(text: str, pool: list[tuple[Candidate, list[Feature]]], rule: Measure | None, weights: Weights) -> Measure | None:
    if not pool or (rule is not None and rule.rule in SURE):
        return rule
    phrases = [text[candidate.start : candidate.end] for candidate, _ in pool]
    best = pool[agreed([_score(weights, signs) for _, signs in pool], phrases)][0]
    return Measure(best.start, best.end, "ranked")


def _score(weights: Weights, signs: list[Feature]) -> float:
    return sum(weights.get(sign, 0.0) for sign in signs) + TRUST * (RULES in signs)


def _answer(doc: Document, item: Figure, gold: list[dict[str, Any]]) -> str | None:
    start, end, _ = doc.span(item.start, item.end)
    held = [x for x in gold if x["span"]["start"] < end and start < x["span"]["end"] and not x.get("optional")]
    return (held[0].get("measure") or {}).get("text") if held else None


def _printed(text: str, answer: str | None, here: int) -> Measure | None:
    places = [match.start() for match in re.finditer(re.escape(answer), text)] if answer else []
    start = min(places, key=lambda place: abs(place - here), default=None)
    return None if start is None or answer is None else Measure(start, start + len(answer), "gold")


def learned(folders: Sequence[tuple[Path, str | None]]) -> tuple[list[Example], Weights]:
    """Return the examples of annotated folders, each figure twice, and the weights learned from them."""
    plain = [example for folder, part in folders for example in examples(folder, part)]
    names = sorted({example.article for example in plain})
    others: dict[str, Weights] = {}
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        weights = learn([example for example in plain if example.article not in held])
        others.update(dict.fromkeys(held, weights))
    data = plain + [example for folder, part in folders for example in examples(folder, part, others.__getitem__)]
    return data, learn(data)


def learn(data: list[Example]) -> Weights:
    """Return the weights learned from pairs of a right and a wrong candidate of one figure."""
    stand: dict[Feature, set[str]] = {}
    for example in data:
        for signs in example.candidates:
            for sign in signs:
                stand.setdefault(sign, set()).add(example.article)
    columns = {sign: index for index, sign in enumerate(sorted(sign for sign, names in stand.items() if len(names) >= LEAST))}
    rows, weights = [], []
    for example in data:
        for right, wrong, gain in _pairs(example.near):
            rows.append((set(example.candidates[right]), set(example.candidates[wrong])))
            weights.append(gain)
    values, across, starts = [], [], [0]
    for better, worse in rows:
        for sign in sorted(better ^ worse):
            if sign in columns:
                values.append(1.0 if sign in better else -1.0)
                across.append(columns[sign])
        starts.append(len(values))
    pairs = sparse.csr_matrix((values, across, starts), shape=(len(rows), len(columns)))
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False)
    both = sparse.vstack([pairs, -pairs])
    model.fit(both, np.r_[np.ones(len(rows)), np.zeros(len(rows))], sample_weight=np.r_[weights, weights])
    return {sign: float(model.coef_[0][index]) for sign, index in columns.items()}


def _pairs(near: list[float]) -> list[tuple[int, int, float]]:
    """Return pairs of a right and a worse candidate with what is gained; all pairs of a figure weigh the same together."""
    worth = [0.7 * (value >= HALF) + 0.3 * value for value in near]
    right = sorted((index for index, value in enumerate(near) if value >= HALF), key=lambda index: (-near[index], index))[:6]
    pairs = [(a, b, worth[a] - worth[b]) for a in right for b in range(len(near)) if worth[a] - worth[b] > 0.12]  # noqa: PLR2004
    total = sum(gain for _, _, gain in pairs)
    return [(a, b, 3 * gain / total) for a, b, gain in pairs]


def share(weights: Weights, data: list[Example]) -> str:
    """Return how many figures have a right measure by the weights and by the rules."""
    right = 0
    for example in data:
        if example.candidates:
            scores = [_score(weights, signs) for signs in example.candidates]
            right += example.near[agreed(scores, example.phrases)] >= HALF
    rules = sum(example.rules >= HALF for example in data)
    return f"{right / len(data):.3f} (rules {rules / len(data):.3f}) of {len(data)} figures"


def crossed(data: list[Example]) -> str:
    """Return the same over folds of the articles, each judged by weights that were learned from the others."""
    names = sorted({example.article for example in data})
    right = 0.0
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        weights = learn([example for example in data if example.article not in held])
        tested = [example for example in data if example.article in held]
        right += float(share(weights, tested).split()[0]) * len(tested) if tested else 0.0
    return f"{right / len(data):.3f}"


def main() -> None:
    """Learn, test, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--test", action="append", type=Path, default=[])
    parser.add_argument("--cross", action="store_true", help="cross-validate, too (slow)")
    options = parser.parse_args()
    data, weights = learned([(f, "dev" if f.resolve() == GOLD.resolve() else None) for f in options.folders])
    if options.cross:
        print("cross-validated", crossed(data))
    for folder, part in ((GOLD, "held"), *((folder, None) for folder in options.test)):
        print(folder, part or "", share(weights, examples(folder, part, lambda _: weights)))
    tables: dict[str, dict[str, float]] = {}
    for (table, sign), weight in sorted(weights.items()):
        if abs(weight) >= SMALL:
            tables.setdefault(table, {})[sign] = round(weight, 3)
    articles = len({example.article for example in data})
    note = (
        f"{len(data) // 2} figures of {articles} articles; python -m scripts.train_measure {' '.join(map(str, options.folders))}"
    )
    OUT.write_text(json.dumps({"note": note, "weights": tables}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print("written", OUT, sum(map(len, tables.values())), "weights")


if __name__ == "__main__":
    main()
