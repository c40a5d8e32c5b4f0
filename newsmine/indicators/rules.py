"""A rule by example: from a sentence, its figure and its indicator, the data entry, the case, and what else it hits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsmine import extractors
from newsmine.errors import InputError
from newsmine.extractors.extraction import Extraction
from newsmine.indicators.constraints import fits
from newsmine.indicators.discover import append
from newsmine.indicators.match import Match, matches
from newsmine.indicators.surroundings import Surroundings, surroundings
from newsmine.indicators.taxonomy import Indicator, Taxonomy, toml_entry
from newsmine.indicators.words import content, phrase
from newsmine.normal import read
from newsmine.records import Article, Statistic

__all__ = ["Case", "Hit", "check", "draft", "hits", "new_rule"]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the figure in it as printed, and what it is."""

    text: str
    figure: str
    indicator: str

    def line(self) -> str:
        """Return the case as a line of a JSON Lines file."""
        return json.dumps({"text": self.text, "figure": self.figure, "indicator": self.indicator}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure that a new rule matches: where, what it was before, and its words."""

    article: str
    statistic: Statistic
    before: str | None
    text: str


def draft(case: Case, taxonomy: Taxonomy, words: str | None = None) -> str:
    """Return the entry, as TOML, that makes the figure of a case its indicator.

    That is a ``[[phrase]]``: ``words``, or the words by which the figure says what it counts. Raises :class:`InputError` where
    the figure is not found, or where it cannot be that indicator by its kind, its unit or its change, whatever the words.
    """
    item, around = _figure(case)
    indicator = taxonomy[case.indicator]
    if not fits(indicator, item):
        raise InputError(f"{case.figure}: {_why(indicator, item)}; no phrase can make it {indicator.id}")
    chosen = words or _words(item, around)
    if phrase(chosen) not in around.own:
        raise InputError(f"{chosen}: does not stand in the words of {case.figure}; give words that do")
    return toml_entry("phrase", {"indicator": indicator.id, "words": [chosen]})


def _figure(case: Case) -> tuple[Statistic, Surroundings]:
    found = extractors.extract(Article(article_id="rule", text=case.text))
    reading = read(case.text)
    wanted = " ".join(case.figure.split())
    around = surroundings(found.statistics, reading, "")
    for item, here in zip(found.statistics, around, strict=True):
        if here is not None and (wanted in " ".join(item.text.split()) or wanted == str(item.value)):
            return item, here
    known = ", ".join(item.text for item in found.statistics) or "none"
    raise InputError(f"{case.figure}: not a figure of this sentence; its figures: {known}")


def _why(indicator: Indicator, item: Statistic) -> str:
    if item.kind not in indicator.kinds:
        return f"is a {item.kind}, and the indicator takes {' or '.join(indicator.kinds)}"
    if (item.change is not None) != (indicator.change == "required") and indicator.change != "allowed":
        return "is the amount of a change" if item.change else "is no amount of a change"
    if indicator.most is not None and item.value is not None and item.value > indicator.most:
        return f"is more than {indicator.most:g}"
    return (
        f"has the unit {item.unit or '(none)'}, and the indicator takes {', '.join(one or '(none)' for one in indicator.units)}"
    )


def _words(item: Statistic, around: Surroundings) -> str:
    """Return the words by which a figure says what it counts: its measure, else the words before it."""
    if item.measure and phrase(item.measure) in around.own and len(content(phrase(item.measure))) > 1:
        return " ".join(item.measure.split())
    for words in (around.left, around.right):
        if len(content(words)) > 1:
            return words.strip().replace("_", " ")
    raise InputError("the figure does not say what it counts; give words that stand at it with --words")


def hits(articles: Iterable[Article], before: Taxonomy, after: Taxonomy) -> Iterator[Hit]:
    """Give the figures whose indicator is another one by a new taxonomy than by the one before, article by article."""
    for article in articles:
        found = extractors.extract(article)
        old, new = matches(found, before), matches(found, after)
        for item, was, now in zip(found.statistics, old, new, strict=True):
            if _name(was) != _name(now):
                yield Hit(article.origin or article.article_id, item, _name(was), _context(found, item))


def _name(match: Match | None) -> str | None:
    return match.indicator if match else None


def _context(found: Extraction, item: Statistic) -> str:
    text = found.article.text
    return " ".join(f"{text[max(0, item.start - 60) : item.start]}[{item.text}]{text[item.end : item.end + 40]}".split())


def new_rule(case: Case, file: Path, cases: Path, taxonomy: Taxonomy, words: str | None = None) -> tuple[str, Taxonomy]:
    """Write the entry of a case into a user's TOML file and the case into a JSON Lines file; return entry and taxonomy."""
    entry = draft(case, taxonomy, words)
    after = append(file, entry)
    known = cases.read_text(encoding="utf-8").splitlines() if cases.is_file() else []
    if case.line() not in known:
        cases.parent.mkdir(parents=True, exist_ok=True)
        cases.write_text("\n".join([*known, case.line(), ""]), encoding="utf-8")
    return entry, after


def check(cases: Iterable[Case], taxonomy: Taxonomy) -> Iterator[tuple[Case, str | None]]:
    """Give each case with the indicator that its figure is by a taxonomy."""
    for case in cases:
        found = extractors.extract(Article(article_id="rule", text=case.text))
        said = None
        for item, match in zip(found.statistics, matches(found, taxonomy), strict=True):
            if case.figure in item.text or case.figure == str(item.value):
                said = _name(match)
                break
        yield case, said
