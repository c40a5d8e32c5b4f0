"""Scores records against gold: one to one, greedily by overlap; what gold marks optional counts neither way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsmine.evaluate.agree import key, overlap, place_key, same_number, same_unit, span_jaccard, word_f1
from newsmine.evaluate.gold import Pair, read_pairs

__all__ = ["FIELDS", "Result", "Tally", "evaluate", "score", "statistic_fields"]

Item = dict[str, Any]

STATISTIC_FIELDS = ("unit", "bound", "change", "status", "measure(partial)", "measure(exact)", "period", "locality", "speaker")
QUOTATION_FIELDS = ("speaker+content", "speaker+content(strict)", "content", "content(exact)", "+kind", "+role(partial)")
PEOPLE_FIELDS = ("name", "name+honorific", "office", "office(exact)")
FIELDS = (
    "stat.value",
    *(f"stat.value+{name}" for name in STATISTIC_FIELDS),
    "stat.record",
    *(f"quote.{name}" for name in QUOTATION_FIELDS),
)
"""The figures of the table, in order; where gold has people, ``person.`` and each of ``PEOPLE_FIELDS`` follow."""

_HALF, _MOST, _ALL = 0.5, 0.9, 0.98  # of the code points of a quotation: found, found to its ends, found exactly
_VALUE_WEIGHT = 10  # a record with the right value is matched before any that only overlaps


@dataclass
class Tally:
    """Right, in gold, found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found right."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Result:
    """The figures of an evaluation, and every error by name."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    wrong_person: Tally = field(default_factory=Tally)
    errors: list[str] = field(default_factory=list)
    not_extracted: list[str] = field(default_factory=list)
    articles: int = 0

    def table(self) -> str:
        """Return the table that is printed: precision, recall and F1 a figure."""
        lines = [
            f"{name:32s} P {t.precision:.3f}  R {t.recall:.3f}  F1 {t.f1:.3f}  ({t.right} of {t.gold} gold, {t.found} found)"
            for name, t in self.tallies.items()
        ]
        wrong = self.wrong_person
        lines.append(f"{'quote.wrong person':32s} {wrong.precision:.3f}  ({wrong.right} of {wrong.found} matched quotations)")
        return "\n".join(lines)

    def figures(self) -> dict[str, dict[str, float]]:
        """Return the figures as plain numbers: F1, right, gold and found a figure, and the rate of wrong persons."""
        out: dict[str, dict[str, float]] = {
            name: {"f1": round(t.f1, 4), "tp": t.right, "gold": t.gold, "found": t.found} for name, t in self.tallies.items()
        }
        out["quote.wrong person"] = {"rate": round(self.wrong_person.precision, 4), "of": self.wrong_person.found}
        return out

    def error_lines(self) -> list[str]:
        """Return a line for each record that is wrong, missed or spurious."""
        return self.errors


def evaluate(gold: Path | str, records: Path | str) -> Result:
    """Score the records (JSON Lines in the folder ``records``) against the gold files in the folder ``gold``.

    Raises :class:`newsmine.errors.InputError` where a file is missing or broken, or there is no gold.
    """
    return score(read_pairs(Path(gold), Path(records)))


def score(pairs: Sequence[Pair]) -> Result:
    """Score articles whose gold and records were read already."""
    result = Result(articles=len(pairs))
    for pair in pairs:
        if not pair.extracted:
            result.not_extracted.append(pair.name)
        _statistics(pair, result)
        _quotations(pair, result)
        if pair.gold_people:
            _people(pair, result)
    return result


def _span(item: Item) -> tuple[int, int]:
    return item["start"], item["end"]


def _match(gold: list[Item], found: list[Item], closeness: Callable[[Item, Item], float]) -> list[tuple[int, int]]:
    """Pair gold and found one to one, the closest first; ties go to the later items."""
    scored = sorted(((closeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    left_gold, left_found, pairs = set(range(len(gold))), set(range(len(found))), []
    for value, i, j in scored:
        if value > 0 and i in left_gold and j in left_found:
            left_gold.remove(i)
            left_found.remove(j)
            pairs.append((i, j))
    return pairs


def _halves(items: list[Item]) -> tuple[list[Item], list[Item]]:
    return [item for item in items if not item.get("optional")], [item for item in items if item.get("optional")]


def _spurious(found: list[Item], used: set[int], optional: list[Item], name: str) -> list[Item]:
    """Return what was found and is nowhere in gold, not even where gold leaves it open."""
    return [
        item
        for j, item in enumerate(found)
        if j not in used and not any(overlap(_span(soft[name]), _span(item)) for soft in optional)
    ]


def _count(result: Result, prefix: str, gold: int, found: int) -> None:
    for name, tally in result.tallies.items():
        if name.startswith(prefix):
            tally.gold += gold
            tally.found += found


def _closeness(one: Item, other: Item) -> float:
    here, there = _span(one["span"]), _span(other)
    if not overlap(here, there):
        return 0.0
    value = same_number(one["value"], other["value"]) and same_number(one.get("value_max"), other.get("value_max"))
    return value * _VALUE_WEIGHT + span_jaccard(here, there)


def statistic_fields(pair: Pair) -> Iterator[tuple[Item, bool, dict[str, bool]]]:
    """Yield each statistic found that the gold has and does not leave open: record, whether its value is right, and its fields.

    The fields are those of :data:`FIELDS` after ``stat.value+``.
    """
    gold, _ = _halves(pair.gold_statistics)
    for i, j in _match(gold, pair.statistics, _closeness):
        yield pair.statistics[j], *_statistic_fields(gold[i], pair.statistics[j])


def _statistics(pair: Pair, result: Result) -> None:
    gold, optional = _halves(pair.gold_statistics)
    found = pair.statistics
    matched = _match(gold, found, _closeness)
    spurious = _spurious(found, {j for _, j in matched}, optional, "span")
    _count(result, "stat", len(gold), len(matched) + len(spurious))
    for i, j in matched:
        value, fields = _statistic_fields(gold[i], found[j])
        result.tallies["stat.value"].right += value
        for name, right in fields.items():
            result.tallies[f"stat.value+{name}"].right += value and right
        counted = {name: right for name, right in fields.items() if name != "measure(exact)"}
        result.tallies["stat.record"].right += value and all(counted.values())
        wrong = ([] if value else ["value"]) + [name for name, right in counted.items() if not right]
        if wrong:
            printed = f"«{gold[i]['span']['text']}» found «{found[j].get('text')}»={found[j].get('value')}"
            result.errors.append(f"  {pair.name} {printed} wrong: {', '.join(wrong)}")
    missed = set(range(len(gold))) - {i for i, _ in matched}
    result.errors += [f"  {pair.name} MISSED statistic «{gold[i]['span']['text']}»" for i in sorted(missed)]
    result.errors += [f"  {pair.name} SPURIOUS statistic «{item.get('text')}»" for item in spurious]


def _statistic_fields(gold: Item, found: Item) -> tuple[bool, dict[str, bool]]:
    value = all(same_number(gold.get(name), found.get(name)) for name in ("value", "value_max", "denominator"))
    measure = (gold.get("measure") or {}).get("text")
    period = gold.get("period") or {}
    return value, {
        "unit": same_unit(gold.get("unit"), found.get("unit")),
        "bound": (gold.get("bound") or "exact") == (found.get("bound") or "exact"),
        "change": gold.get("change") == found.get("change"),
        "status": gold.get("status") == found.get("status"),
        "measure(partial)": word_f1(measure, found.get("measure")) >= _HALF,
        "measure(exact)": key(measure) == key(found.get("measure")),
        "period": (period.get("start"), period.get("end")) == (found.get("period_start"), found.get("period_end")),
        "locality": place_key(gold.get("locality")) == place_key(found.get("locality")),
        "speaker": key(gold.get("speaker_name")) == key(found.get("speaker_name")),
    }


def _quotations(pair: Pair, result: Result) -> None:
    gold, optional = _halves(pair.gold_quotations)
    found = pair.quotations
    matched = _match(gold, found, lambda one, other: span_jaccard(_span(one["content"]), _span(other)))
    spurious = _spurious(found, {j for _, j in matched}, optional, "content")
    _count(result, "quote", len(gold), len(matched) + len(spurious))
    for i, j in matched:
        close = span_jaccard(_span(gold[i]["content"]), _span(found[j]))
        who = key(gold[i].get("speaker_name")) == key(found[j].get("speaker_name"))
        right = {
            "content": close >= _HALF,
            "content(exact)": close > _ALL,
            "speaker+content": close >= _HALF and who,
            "speaker+content(strict)": close >= _MOST and who,
            "+kind": close >= _HALF and who and gold[i]["kind"] == found[j].get("kind"),
            "+role(partial)": close >= _HALF and who and word_f1(gold[i].get("role"), found[j].get("role")) >= _HALF,
        }
        for name, yes in right.items():
            result.tallies[f"quote.{name}"].right += yes
        if close >= _HALF:
            result.wrong_person.found += 1
            result.wrong_person.right += not who and found[j].get("speaker_kind") == "person"
        if not right["speaker+content"]:
            named = f"by {gold[i].get('speaker_name')}: overlap {close:.2f}, found {found[j].get('speaker_name')}"
            result.errors.append(f"  {pair.name} QUOTE «{gold[i]['content']['text'][:60]}…» {named}")
    missed = sorted(set(range(len(gold))) - {i for i, _ in matched})
    result.errors += [
        f"  {pair.name} MISSED quotation «{gold[i]['content']['text'][:70]}…» by {gold[i].get('speaker_name')}" for i in missed
    ]
    result.errors += [
        f"  {pair.name} SPURIOUS quotation «{item.get('content', '')[:70]}…» by {item.get('speaker_name')}" for item in spurious
    ]


def _people(pair: Pair, result: Result) -> None:
    """Score names, each once an article, and offices as printed; a bare title counts only where gold has it."""
    tallies = [result.tallies.setdefault(f"person.{name}", Tally()) for name in PEOPLE_FIELDS]
    gold, optional = ({key(item["name"]["text"]): item for item in half} for half in _halves(pair.gold_people))
    found = {key(row["name"]): row for row in pair.people if key(row["name"]) not in optional}
    both = gold.keys() & found.keys()
    honorific = [name for name in both if key(gold[name].get("honorific")) == key(found[name].get("honorific"))]
    for tally, right in zip(tallies[:2], (len(both), len(honorific)), strict=True):
        tally.right += right
        tally.gold += len(gold)
        tally.found += len(found)
    for name in sorted(gold.keys() | found.keys()):
        _offices(gold.get(name, {}).get("offices", []), found.get(name, {}).get("roles", []), tallies[2:])
    result.errors += [f"  {pair.name} MISSED person «{gold[name]['name']['text']}»" for name in sorted(gold.keys() - both)]
    result.errors += [f"  {pair.name} SPURIOUS person «{found[name]['name']}»" for name in sorted(found.keys() - both)]


def _offices(gold: list[Item], found: list[Item], tallies: list[Tally]) -> None:
    matched = _match(gold, found, lambda one, other: word_f1(one["text"], other["text"]) - _HALF + 1e-9)
    hit = {j for _, j in matched}
    counted = [role for j, role in enumerate(found) if j in hit or role.get("organisation")]
    exact = sum(key(gold[i]["text"]) == key(found[j]["text"]) for i, j in matched)
    for tally, right in zip(tallies, (len(matched), exact), strict=True):
        tally.right += right
        tally.gold += len(gold)
        tally.found += len(counted)
