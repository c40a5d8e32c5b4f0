"""Measure newsmine.numerals: ``python benchmarks/numerals.py PEERS_DIR [REAL_DIR]``.

PEERS_DIR holds the cases of other projects (numbers.jsonl, periods.jsonl, probe.jsonl), REAL_DIR real articles (``*.txt``; by
default ``real`` beside it) for the balance of digits and the speed. Numbers are read aloud by public generators where they are
installed (num2words, vnnum2word); ``--errors`` prints what is wrong. Exit status 1 where a floor is not held.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from newsmine.numerals import find_periods, find_quantities, parse_number, parse_period, scan
from newsmine.numerals.balance import balance, total

FLOORS = {
    "numbers": 0.99, "periods": 0.97, "read aloud": 0.999, "probe quantities": 0.95, "probe periods": 0.95,
}  # fmt: skip
CEILINGS = {"probe rejects emitted": 0.03, "unexplained digits": 0.005, "ms an article": 1.0}
# The probe file's own words for what records.py names.
BOUND = {
    "gt": "more_than",
    "ge": "at_least",
    "lt": "less_than",
    "le": "at_most",
    "approx": "about",
    "near_below": "nearly",
    None: "exact",
}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def close(a: Decimal | float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(float(a) - b) <= 1e-9 * max(1.0, abs(b))


def numbers(path: Path, errors: list[str]) -> tuple[int, int]:
    cases = [row for row in rows(path) if not row["colloquial"]]
    right = 0
    for row in cases:
        value = parse_number(row["text"])
        if value is not None and close(value, row["expected"]["value"]):
            right += 1
        else:
            errors.append(f"number {row['text']!r}: {value}, not {row['expected']['value']}")
    return right, len(cases)


def periods(path: Path, errors: list[str]) -> tuple[int, int]:
    cases = rows(path)
    right = 0
    for row in cases:
        found = parse_period(row["text"])
        if found is not None and (found.start, found.end) == (row["expected"]["start"], row["expected"]["end"]):
            right += 1
        else:
            errors.append(f"period {row['text']!r}: {found}, not {row['expected']}")
    return right, len(cases)


def _overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start < other_end and other_start < end


def _same_unit(printed: str | None, expected: str | None) -> bool:
    if printed is None or expected is None:
        return printed is None and expected is None
    printed = printed if "/" in expected else printed.split("/")[0]
    a, b = printed.lower().split(), expected.lower().split()
    shared = len([word for word in a if word in b])
    return 2 * shared / (len(a) + len(b)) >= 0.5


def _probe_quantity(found: Any, expected: dict[str, Any]) -> list[str]:
    """Return what is wrong in a quantity. A level that a change led to has no change of its own (GUIDELINE)."""
    wrong = []
    value = expected["value"]
    if expected["kind"] == "vague":
        same = found.value is None and found.magnitude == expected["order"]
    elif expected["kind"] == "fraction":
        same = found.denominator is not None and close(found.value / found.denominator, value)
    else:
        same = close(found.value, value) and close(found.value_max, expected.get("value_max"))
        same = same and ("denominator" not in expected or close(found.denominator, expected["denominator"]))
    if not same:
        wrong.append("value")
    if not _same_unit(found.unit, expected.get("unit")):
        wrong.append("unit")
    bound = BOUND[expected.get("bound")]
    if expected.get("value_max") is not None or expected["kind"] == "vague":
        same = found.bound in ("range", "about")
    else:
        same = found.bound == bound or (found.bound == "about" and expected.get("status") == "estimate")
    if not same:
        wrong.append("bound")
    change = None if expected.get("role") == "level" else expected.get("change")
    if found.change != change:
        wrong.append("change")
    return wrong


def probe(path: Path, errors: list[str]) -> dict[str, tuple[int, int]]:
    out = {"probe quantities": [0, 0], "probe periods": [0, 0], "probe rejects emitted": [0, 0]}
    for row in rows(path):
        text, on = row["text"], date.fromisoformat(row["dct"])
        quantities, found_periods = find_quantities(text, on), find_periods(text, on)
        taken: set[int] = set()
        for expected in row.get("quantities", ()):
            out["probe quantities"][1] += 1
            start = -1
            while (start := text.find(expected["span"], start + 1)) >= 0 and start in taken:
                pass
            taken.add(start)
            end = start + len(expected["span"])
            near = [q for q in quantities if _overlaps(q.number_start, q.number_end, start, end)]
            wrong = _probe_quantity(near[0], expected) if near else ["missed"]
            out["probe quantities"][0] += not wrong
            if wrong:
                errors.append(f"{row['id']} «{expected['span']}» in {text!r}: {', '.join(wrong)} ({near[:1]})")
        for expected in row.get("periods", ()):
            out["probe periods"][1] += 1
            start = text.find(expected["span"])
            near_periods = [p for p in found_periods if _overlaps(p.start, p.end, start, start + len(expected["span"]))]
            right = any((p.period.start, p.period.end) == (expected["start"], expected["end"]) for p in near_periods)
            out["probe periods"][0] += right
            if not right:
                errors.append(f"{row['id']} period «{expected['span']}»: {near_periods[:1]}")
        for expected in row.get("reject", ()):
            out["probe rejects emitted"][1] += 1
            start = text.find(expected["span"])
            emitted = [q for q in quantities if _overlaps(q.number_start, q.number_end, start, start + len(expected["span"]))]
            out["probe rejects emitted"][0] += bool(emitted)
            if emitted:
                errors.append(f"{row['id']} emitted «{expected['span']}»: {emitted[0].text!r}")
    return {name: (right, of) for name, (right, of) in out.items()}


def _generators() -> list[tuple[str, Callable[[str], str], int]]:
    """Return name, function from figures to words, and how many decimals it reads without losing any."""
    found: list[tuple[str, Callable[[str], str], int]] = []
    try:
        num2words = importlib.import_module("num2words").num2words
        found.append(("num2words", lambda figures: num2words(float(figures) if "." in figures else int(figures), lang="vi"), 2))
    except ImportError:
        print("num2words is not installed: its readings are left out")
    try:
        convert = importlib.import_module("vnnum2word").convert_number
        found.append(("vnnum2word", lambda figures: convert(float(figures) if "." in figures else int(figures)), 4))
    except ImportError:
        print("vnnum2word is not installed: its readings are left out")
    return found


def read_aloud(count: int, errors: list[str]) -> tuple[int, int]:
    """Read random integers up to 10^15 and decimals aloud and back.

    Decimals begin with no zero and have no more digits than the generator says: what it swallows nobody can read back.
    """
    draw = random.Random(20260701)  # noqa: S311 - no secret
    right = of = 0
    for name, words, places in _generators():
        for index in range(count):
            figures = str(draw.randint(0, 10 ** draw.randint(1, 15)))
            if index % 2:
                digits = draw.randint(1, places)
                figures = f"{draw.randint(0, 10 ** draw.randint(1, 9))}.{draw.randint(10 ** (digits - 1), 10**digits - 1)}"
            spoken = words(figures)
            of += 1
            if parse_number(spoken) == Decimal(figures):
                right += 1
            else:
                errors.append(f"{name} {figures} {spoken!r}: {parse_number(spoken)}")
    return right, of


def real(folder: Path) -> dict[str, float]:
    texts = [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]
    day = date(2024, 6, 1)
    sums = total(balance(text, day) for text in texts)
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        for text in texts:
            scan(text, day)
        best = min(best, time.process_time() - begin)
    print(f"{len(texts)} articles of {sum(map(len, texts)) // len(texts)} characters: {sums.runs} runs of digits, "
          f"{sums.quantities} in quantities, {sums.periods} in periods, refused: {dict(sums.refused)}")  # fmt: skip
    return {"unexplained digits": len(sums.unexplained) / max(1, sums.runs), "ms an article": 1000 * best / len(texts)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", type=Path)
    parser.add_argument("real", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=2500, help="random numbers a generator (default 2500)")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    errors: list[str] = []
    shares = {
        "numbers": numbers(arguments.peers / "numbers.jsonl", errors),
        "periods": periods(arguments.peers / "periods.jsonl", errors),
        "read aloud": read_aloud(arguments.count, errors),
        **probe(arguments.peers / "probe.jsonl", errors),
    }
    failed = False
    for name, (right, of) in shares.items():
        if not of:
            continue
        share = right / of
        ok = share >= FLOORS[name] if name in FLOORS else share <= CEILINGS[name]
        failed |= not ok
        print(f"{name:24s} {right:6d} of {of:6d}  {100 * share:6.2f} %  {'' if ok else 'BELOW THE FLOOR'}")
    folder = arguments.real or arguments.peers.parent / "real"
    if folder.is_dir():
        for name, figure in real(folder).items():
            ok = figure <= CEILINGS[name] or name == "ms an article"  # time depends on the machine: shown, not judged
            failed |= not ok
            print(f"{name:24s} {figure:.4f}  (at most {CEILINGS[name]})  {'' if ok else 'OVER THE CEILING'}")
    if arguments.errors:
        print("\n".join(errors))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
