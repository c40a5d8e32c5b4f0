"""Groups what no indicator claims, so that an analyst sees what a corpus counts and can make an indicator of it.

Figures of one kind and unit whose measures share their words stand in one group: TF-IDF of words and pairs of words, average-link
agglomerative clustering by cosine distance. The same figures give the same groups, in the same order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsmine.errors import InputError
from newsmine.indicators.taxonomy import Taxonomy, parse_taxonomy, toml_entry
from newsmine.indicators.words import content, phrase

__all__ = ["Group", "Unmatched", "discover", "promote"]

_DISTANCE = 0.65  # cosine distance at which two groups are no longer one
_MOST = 2_000  # different measures of one kind and unit that are looked at, the most frequent first
_COVERED = 0.6  # share of a group that its phrases have to be found in
_SUMS = frozenset({"count", "money", "measure"})


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A figure that no indicator claims: what it counts, its type, and where it stands."""

    measure: str
    kind: str
    unit: str
    article_id: str
    locality_id: str | None = None
    statistic_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one type that count much the same. ``measures``: the printed measures, the most frequent first."""

    name: str
    kind: str
    unit: str
    figures: int
    articles: int
    localities: int
    measures: tuple[str, ...]
    statistic_ids: tuple[str, ...]


def discover(items: Iterable[Unmatched], smallest: int = 3) -> list[Group]:
    """Return the groups of at least ``smallest`` figures, the largest first."""
    typed: dict[tuple[str, str], dict[str, list[Unmatched]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        words = " ".join(content(phrase(item.measure)))
        if words:
            typed[item.kind, item.unit][words].append(item)
    groups = []
    for (kind, unit), measures in sorted(typed.items()):
        chosen = sorted(measures, key=lambda words: (-len(measures[words]), words))[:_MOST]
        for members in _clusters(chosen):
            found = [item for words in members for item in measures[words]]
            if len(found) >= smallest:
                groups.append(_group(kind, unit, found))
    return sorted(groups, key=lambda group: (-group.figures, group.name, group.kind, group.unit))


def _clusters(measures: Sequence[str]) -> list[list[str]]:
    if len(measures) < 2:  # noqa: PLR2004 (one is a group by itself)
        return [list(measures)]
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_distances

    vectors = TfidfVectorizer(ngram_range=(1, 2), tokenizer=str.split, token_pattern=None, sublinear_tf=True)
    tree = AgglomerativeClustering(n_clusters=None, metric="precomputed", linkage="average", distance_threshold=_DISTANCE)
    labels = tree.fit_predict(cosine_distances(vectors.fit_transform(measures)))
    out: dict[int, list[str]] = defaultdict(list)
    for words, label in zip(measures, labels, strict=True):
        out[int(label)].append(words)
    return list(out.values())


def _group(kind: str, unit: str, found: Sequence[Unmatched]) -> Group:
    printed = Counter(" ".join(item.measure.split()) for item in found)
    ranked = sorted(printed, key=lambda words: (-printed[words], len(words), words))
    return Group(
        name=ranked[0],
        kind=kind,
        unit=unit,
        figures=len(found),
        articles=len({item.article_id for item in found}),
        localities=len({item.locality_id for item in found if item.locality_id}),
        measures=tuple(ranked),
        statistic_ids=tuple(sorted(item.statistic_id for item in found)),
    )


_ID = re.compile(r"[a-z][a-z0-9_]*")


def promote(group: Group, name: str, path: Path) -> Taxonomy:
    """Make a group an indicator of the user's own: append an entry to the TOML file ``path``, and return the taxonomy with it.

    ``name`` is its id. Raises :class:`InputError` where the id cannot be one, or the file would no longer be right; the file is
    then as it was.
    """
    if not _ID.fullmatch(name):
        raise InputError(f"{name}: an id is lower-case letters, digits and _, and begins with a letter")
    entry = {
        "id": name,
        "name_vi": group.name[0].upper() + group.name[1:],
        "dimension": "own",
        "unit": group.unit,
        "kinds": ["percent", "ratio"] if group.kind == "percent" else [group.kind],
        "units": [group.unit],
        "direction": "context",
        "aggregate": "sum" if group.kind in _SUMS else "not_aggregable",
        "definition": f"Found by discover: {group.figures} figures in {group.articles} articles; say here what it counts.",
        "phrases": _phrases(group),
    }
    return append(path, toml_entry("indicator", entry))


def _phrases(group: Group) -> list[str]:
    """Return the fewest phrases that stand in most measures of a group: its common words first, else its measures."""
    forms = [phrase(measure) for measure in group.measures]
    grams = Counter(
        gram
        for form in forms
        for gram in {
            " ".join(words[at : at + size])
            for words in [form.split()]
            for size in range(2, 7)
            for at in range(len(words) - size + 1)
        }
    )
    wide = [gram for gram, count in grams.items() if count >= _COVERED * len(forms) and len(content(f" {gram} ")) > 1]
    best = sorted(wide, key=lambda gram: (-len(gram.split()), -grams[gram], gram))
    return [best[0].replace("_", " ")] if best else list(group.measures[:5])


def append(path: Path, entry: str) -> Taxonomy:
    """Append an entry to a user's file (made where there is none) and return its taxonomy; a wrong entry leaves it as it was."""
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    text = f"{before.rstrip()}\n\n{entry}" if before.strip() else entry
    taxonomy = parse_taxonomy(text, str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return taxonomy
