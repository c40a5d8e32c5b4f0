"""Numbers, periods and refusals against other projects' cases: ``python -m benchmarks.numerals [SHARED_DIR]``.

SHARED_DIR holds ``peers/`` (numbers.jsonl, periods.jsonl, probe.jsonl: cases of other projects) and ``real/`` (articles, one a
``.txt``) for the balance of digits and the speed. Without it the project's own cases (tests/cases/numerals) are measured, and
the numbers read aloud. The public generators of readings are wanted for the last; one that is missing is left out and named:
``pip install num2words==0.5.14 vietnam-number==1.0.6 vnnum2word==0.3.0``. ``--errors`` prints what is wrong. Exit status 1 where
a floor is not held.
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

CASES = Path(__file__).parents[1] / "tests" / "cases" / "numerals"
_ROUNDS = 7
FLOORS = {
    "own cases": 1.0, "numbers": 0.99, "periods": 0.97, "read aloud": 0.999, "probe quantities": 0.95, "probe periods": 0.95,
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


Reader = tuple[str, Callable[[str], str], int]


def _number(figures: str) -> float | int:
    return float(figures) if "." in figures else int(figures)


def _generators() -> list[Reader]:
    """Return name, function from figures to words, and how many decimals it reads without losing any (0: whole numbers only)."""
    found: list[Reader] = []
    wanted: list[tuple[str, str, int]] = [
        ("num2words", "num2words", 2),
        ("vietnam_number", "n2w", 0),
        ("vnnum2word", "convert_number", 4),
    ]
    for module, function, places in wanted:
        try:
            read = getattr(importlib.import_module(module), function)
        except ImportError:
            print(f"{module} is not installed: its readings are left out")
            continue
        if module == "num2words":
            found.append((module, lambda figures, read=read: read(_number(figures), lang="vi"), places))
        elif places:
            found.append((module, lambda figures, read=read: read(_number(figures)), places))
        else:
            found.append((module, read, places))
    return found


def read_aloud(count: int, errors: list[str]) -> tuple[int, int]:
    """Let each generator read ``count`` random integers below 10^15 and decimals aloud, and read them back.

    Decimals begin with no zero and have no more digits than the generator says: what it swallows nobody can read back.
    """
    draw = random.Random(20260701)  # noqa: S311 - no secret
    right = of = 0
    for name, words, places in _generators():
        for index in range(count):
            figures = str(draw.randint(0, 10 ** draw.randint(1, 15) - 1))
            if places and index % 2:
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
    """Balance of digits over real articles, and the time an article: the least of several rounds, article by article."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]
    day = date(2024, 6, 1)
    sums = total(balance(text, day) for text in texts)
    best = [float("inf")] * len(texts)
    for _ in range(_ROUNDS):
        for index, text in enumerate(texts):
            begin = time.perf_counter()
            scan(text, day)
            best[index] = min(best[index], time.perf_counter() - begin)
    mean = sum(map(len, texts)) // len(texts)
    print(f"{len(texts)} articles of {mean} characters: {sums.runs} runs of digits, {sums.quantities} in quantities, ", end="")
    print(f"{sums.periods} in periods, refused: {dict(sums.refused)}")
    return {"unexplained digits": len(sums.unexplained) / max(1, sums.runs), "ms an article": 1000 * sum(best) / len(texts)}


def own(folder: Path, errors: list[str]) -> tuple[int, int]:
    """Count the project's own cases whose quantities all have the span and the value expected."""
    right = of = 0
    for path in sorted(folder.glob("*.jsonl")):
        for row in rows(path):
            if "quantities" not in row:
                continue
            found = [q for q in find_quantities(row["text"]) if q.statistic]
            of += 1
            same = [(q.text, None if q.value is None else str(q.value)) for q in found]
            if same == [(item["span"], item["value"]) for item in row["quantities"]]:
                right += 1
            else:
                errors.append(f"{row['id']} {row['text']!r}: {same}")
    return right, of


def measured(shared: Path | None, count: int, errors: list[str]) -> dict[str, tuple[int, int]]:
    """Return what is right of how many, a row of the table each."""
    out = {"own cases": own(CASES, errors), "read aloud": read_aloud(count, errors)}
    if shared is not None:
        peers = shared / "peers"
        out |= {"numbers": numbers(peers / "numbers.jsonl", errors), "periods": periods(peers / "periods.jsonl", errors)}
        out |= probe(peers / "probe.jsonl", errors)
    return out


def main() -> int:
    """Print the table; the exit status says whether every floor holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=5000, help="random numbers a generator (default 5000)")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    if arguments.shared is not None and not (arguments.shared / "peers").is_dir():
        parser.error(f"{arguments.shared} has no folder peers/")
    errors: list[str] = []
    failed = False
    for name, (right, of) in measured(arguments.shared, arguments.count, errors).items():
        if not of:
            continue
        ok = right / of >= FLOORS[name] if name in FLOORS else right / of <= CEILINGS[name]
        failed |= not ok
        print(f"{name:24s} {right:6d} of {of:6d}  {100 * right / of:6.2f} %  {'' if ok else 'NOT HELD'}")
    if arguments.shared is not None and (arguments.shared / "real").is_dir():
        for name, figure in real(arguments.shared / "real").items():
            ok = figure <= CEILINGS[name] or name == "ms an article"  # time depends on the machine: shown, not judged
            failed |= not ok
            print(f"{name:24s} {figure:.4f}  (goal: at most {CEILINGS[name]})  {'' if ok else 'NOT HELD'}")
    if arguments.errors:
        print("\n".join(errors))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
