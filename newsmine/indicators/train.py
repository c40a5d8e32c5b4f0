"""Trains the model that ships with newsmine: python -m newsmine.indicators.train [--check].

Reads ``data/phrases.toml``, ``data/passages.txt`` and ``data/taxonomy.toml`` and writes ``data/model.json.gz``; the same input
gives the same bytes. Every phrase goes through the extractor, so that the model sees what it will see in articles. ``--check``
writes nothing and prints only how well passages are matched that were held back (in four parts).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsmine._data import data_text
from newsmine.indicators.constraints import admits, candidates, evidence
from newsmine.indicators.features import features, own_words
from newsmine.indicators.model import LEAD, MODEL, weighed
from newsmine.indicators.passages import Labelled, expanded, labelled, parse, read_passages
from newsmine.indicators.surroundings import surroundings
from newsmine.indicators.taxonomy import built_in
from newsmine.normal import read

__all__ = ["Example", "examples", "phrases", "phrases_sha", "train"]

_PASSAGES = "passages.txt"
_VARIANTS = 8  # of a phrase with choices
_PARTS = 4
_STRENGTH = 6.0  # inverse of the regularisation
_OTHERS = 17  # one in so many examples that no constraint would let through is still learned from
_SCALE = 500
_SMALL = 0.02
_PRECISION = 0.94  # asked for on passages that were held back
_FLOOR = 50  # per cent; no threshold is lower


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled figure: what the model sees of it, and the indicators that constraints let through with their evidence."""

    phrase: int
    printed: bool  # of a passage as articles print them: what scores are calibrated on
    label: str | None
    seen: tuple[tuple[str, float], ...]
    words: frozenset[str]
    admitted: tuple[tuple[str, int], ...]


def phrases_sha() -> str:
    """Return the hash of what the model is trained on: the phrases and the taxonomy."""
    texts = [data_text("newsmine.indicators", name) for name in ("phrases.toml", _PASSAGES, "taxonomy.toml", "words.toml")]
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:16]


def phrases() -> list[tuple[str | None, str]]:
    """Return the training phrases with their indicators: those of the file, and its frames filled in for every share."""
    table: dict[str, list[str]] = tomllib.loads(data_text("newsmine.indicators", "phrases.toml"))
    frames = table.pop("frames")
    out = [(None if name == "none" else name, text) for name, texts in table.items() for text in texts]
    for one in built_in().indicators.values():
        if one.unit == "%" and one.change == "never":
            words = one.name_vi.removeprefix("Tỷ lệ ")
            said = [item.strip().replace("_", " ") for item in one.phrases]
            out += [
                (one.id, frame.replace("<name>", words).replace("<phrase>", said[at % len(said)]))
                for at, frame in enumerate(frames)
            ]
    return out


def examples() -> tuple[list[Example], int]:
    """Return the examples of all phrases in order, and the number of marks at which the extractor found no figure."""
    out: list[Example] = []
    lost = 0
    templates = phrases()
    for number, (name, template) in enumerate(templates):
        for variant in expanded(template, _VARIANTS):
            marks = labelled(parse(variant, name or "-"))
            lost += sum(mark.statistic is None for mark in marks)
            out += _examples(number, marks, printed=False)
    for number, passage in enumerate(read_passages(data_text("newsmine.indicators", _PASSAGES)), len(templates)):
        marks = labelled(passage)
        lost += sum(mark.statistic is None for mark in marks)
        out += _examples(number, marks, printed=True)
    return out, lost


def _examples(number: int, marks: Sequence[Labelled], *, printed: bool) -> Iterator[Example]:
    if not marks:
        return
    found = marks[0].found
    around = surroundings(found.statistics, read(found.article.text), "")
    for mark in marks:
        item = mark.statistic
        here = None if mark.index is None else around[mark.index]
        if item is not None and here is not None:
            admitted = tuple((one.id, evidence(one, here)) for one in candidates(built_in(), item) if admits(one, here))
            yield Example(number, printed, mark.mark[2], tuple(features(item, here)), own_words(here), admitted)


class _Learner:
    """Fits one logistic regression an indicator on a part of the examples."""

    def __init__(self, items: Sequence[Example]) -> None:
        from scipy.sparse import csr_matrix

        counts = Counter(name for item in items for name, _ in item.seen)
        self.names = sorted(name for name, count in counts.items() if count > 1)
        column = {name: at for at, name in enumerate(self.names)}
        rows, columns, values = [], [], []
        for row, item in enumerate(items):
            for name, value in item.seen:
                if name in column:
                    rows.append(row)
                    columns.append(column[name])
                    values.append(value)
        self.items = items
        self.column = column
        self.matrix = csr_matrix((values, (rows, columns)), shape=(len(items), len(self.names)))
        per = Counter(item.phrase for item in items)
        self.weight = [per[item.phrase] ** -0.5 for item in items]

    def fit(self, among: Sequence[int]) -> dict[str, tuple[float, Any]]:
        """Return intercept and weights of each indicator, learned from the examples with the numbers ``among``."""
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        out = {}
        for name in built_in().indicators:
            chosen = [at for at in among if self._teaches(at, name)]
            labels = np.array([self.items[at].label == name for at in chosen])
            if not labels.any():
                continue
            weights = np.array([self.weight[at] for at in chosen])
            weights[labels] *= 2.0
            learner = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0, tol=1e-3)
            learner.fit(self.matrix[chosen], labels, sample_weight=weights)
            out[name] = (float(learner.intercept_[0]), learner.coef_[0])
        return out

    def _teaches(self, at: int, name: str) -> bool:
        item = self.items[at]
        return item.label == name or any(name == one for one, _ in item.admitted) or at % _OTHERS == 0


@dataclass(frozen=True, slots=True)
class _Held:
    """An example that was held back: its label, and for each admitted indicator what its score is weighed with."""

    label: str | None
    printed: bool
    parts: tuple[tuple[str, tuple[float, ...]], ...]


def _held_back(learner: _Learner) -> list[_Held]:
    """Return the examples with candidates, each scored by a model that saw none of the variants of its phrase."""
    out = []
    every = range(len(learner.items))
    for part in range(_PARTS):
        among = [at for at in every if learner.items[at].phrase % _PARTS != part]
        learned = learner.fit(among)
        words = _words(learner.items[at] for at in among)
        for at in every:
            item = learner.items[at]
            if item.phrase % _PARTS == part and item.admitted:
                out.append(_Held(item.label, item.printed, tuple(_parts(learned, learner.matrix[at], item, words))))
    return out


def _parts(
    learned: dict[str, tuple[float, Any]], row: Any, item: Example, words: dict[str, set[str]]
) -> Iterator[tuple[str, tuple[float, ...]]]:
    for name, near in item.admitted:
        if name in learned:
            strange = sum(name not in words.get(word, ()) for word in item.words)
            score = learned[name][0] + float((row @ learned[name][1])[0])
            yield name, weighed(score, near, strange / max(len(item.words), 1))


def _words(items: Iterable[Example]) -> dict[str, set[str]]:
    """Return for each word at a figure the indicators whose phrases have it."""
    out: dict[str, set[str]] = {}
    for item in items:
        if item.label is not None:
            for word in item.words:
                out.setdefault(word, set()).add(item.label)
    return out


def _mixing(held: Sequence[_Held]) -> tuple[float, ...]:
    """Return the weights of score and evidence, learned from every admitted indicator of every example that was held back."""
    from sklearn.linear_model import LogisticRegression

    rows = [parts for item in held for _, parts in item.parts]
    right = [name == item.label for item in held for name, _ in item.parts]
    return _weights(LogisticRegression(C=10.0, solver="liblinear", random_state=0).fit(rows, right))


def _weights(learner: Any) -> tuple[float, ...]:
    return tuple(round(float(weight), 4) for weight in (*learner.coef_[0], learner.intercept_[0]))


def _ranked(held: Sequence[_Held], mixing: tuple[float, ...]) -> list[tuple[float, float, bool]]:
    """Return for each example the log-odds of its best indicator, its lead, and whether it is right."""
    out = []
    for item in held:
        found = sorted((sum(w * p for w, p in zip(mixing, parts, strict=False)) + mixing[-1], name) for name, parts in item.parts)
        if found:
            lead = found[-1][0] - found[-2][0] if len(found) > 1 else LEAD
            out.append((max(-LEAD, min(LEAD, found[-1][0])), min(lead, LEAD), found[-1][1] == item.label))
    return out


def _calibration(ranked: Sequence[tuple[float, float, bool]]) -> tuple[float, ...]:
    """Return Platt's weights of log-odds and lead."""
    from sklearn.linear_model import LogisticRegression

    learner = LogisticRegression(C=100.0, solver="liblinear", random_state=0)
    return _weights(learner.fit([row[:2] for row in ranked], [row[2] for row in ranked]))


def _threshold(ranked: Sequence[tuple[float, float, bool]], calibration: tuple[float, ...]) -> tuple[float, float, float]:
    """Return the lowest threshold that reaches the precision asked for, that precision, and how many matches are right."""
    slope, lead, constant = calibration
    said = [(1 / (1 + math.exp(-(slope * best + lead * ahead + constant))), right) for best, ahead, right in ranked]
    for step in range(_FLOOR, 100):
        kept = [right for chance, right in said if chance >= step / 100]
        if sum(kept) >= _PRECISION * len(kept):
            break
    return step / 100, sum(kept) / max(1, len(kept)), sum(kept)


def train() -> tuple[bytes, list[str]]:
    """Return the model's bytes and the lines of a report."""
    items, lost = examples()
    learner = _Learner(items)
    held = _held_back(learner)
    mixing = _mixing(held)
    ranked = _ranked([item for item in held if item.printed], mixing)
    calibration = _calibration(ranked)
    threshold, precision, right = _threshold(ranked, calibration)
    learned = learner.fit(range(len(items)))
    names = sorted(learned)
    rows: dict[str, list[int]] = {name: [] for name in learner.names}
    for number, name in enumerate(names):
        for column, weight in enumerate(learned[name][1]):
            if abs(weight) >= _SMALL:
                rows[learner.names[column]] += [number, round(float(weight) * _SCALE)]
    model = {
        "indicators": names,
        "intercepts": [round(learned[name][0], 4) for name in names],
        "mixing": mixing,
        "calibration": calibration,
        "threshold": threshold,
        "scale": _SCALE,
        "phrases": phrases_sha(),
        "weights": rows,
        "words": {word: sorted(names.index(name) for name in found) for word, found in sorted(_words(items).items())},
    }
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    labels = sum(item.label is not None for item in items)
    printed = sum(item.label is not None for item in items if item.printed)
    admitted = sum(any(item.label == one for one, _ in item.admitted) for item in items)
    return gzip.compress(text.encode(), 9, mtime=0), [
        f"{len(items):,} figures of {items[-1].phrase + 1:,} phrases, {labels:,} with an indicator; {lost} not found",
        f"constraints let the right indicator through for {admitted:,} of {labels:,} ({admitted / labels:.3f})",
        f"passages held back: precision {precision:.3f} at recall {right / printed:.3f}, threshold {threshold}",
        f"{len(rows):,} features, {len(text) / 1e6:.1f} MB; mixing {mixing}, calibration {calibration}",
    ]


def main() -> None:
    """Train, write and report."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, only report")
    options = arguments.parse_args()
    data, lines = train()
    for line in lines:
        print(line)  # noqa: T201 (the report is what this command is for)
    if not options.check:
        (Path(__file__).parent / "data" / MODEL).write_bytes(data)


if __name__ == "__main__":
    main()
