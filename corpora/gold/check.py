"""How well newsmine reads the gold, and whether it still does: ``make gold``.

    python -m corpora.gold.check            # figures of dev and held, by kind; exit code 1 below a floor
    python -m corpora.gold.check --errors   # also every wrong, missed or spurious record of dev (never of held)
    python -m corpora.gold.check --raise    # raises the floors to what is measured, less a margin; lowers none
    python -m corpora.gold.check --reset    # sets them anew: for a change of the gold itself, in a commit of its own

The JSON files must be what their annotation says. Everything is extracted afresh into a folder that is thrown away.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpora.gold import compile as compiler
from corpora.gold import texts
from corpora.gold.split import PARTS, split_of
from newsmine.dataset import extract_to
from newsmine.evaluate import Pair, Result, Tally, below_floors, by_kind, read_pairs
from newsmine.evaluate.score import score

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
MARGIN = {"": 0.01, "dev": 0.01, "held": 0.015}
"""What a floor lies below the figure when it is set: fewer articles, more chance."""
_ITEMS = 2  # of a kind, that its floor leaves room for: some kinds are few

Book = dict[str, Any]


def extracted() -> list[Pair]:
    """Extract all articles of the gold and return each beside its annotation."""
    with tempfile.TemporaryDirectory() as folder:
        articles = [str(path) for path in sorted(HERE.glob("*.txt"))]
        summary = extract_to(articles, Path(folder), "jsonl")
        if summary.unread:
            raise SystemExit("\n".join(f"gold: {item}" for item in summary.unread))
        return read_pairs(HERE, Path(folder))


def results(pairs: Sequence[Pair]) -> dict[str, Result]:
    """Return the figures of all articles (``""``) and of each part of the split."""
    return {"": score(pairs)} | {part: score([pair for pair in pairs if split_of(pair.name) == part]) for part in PARTS}


def recalls(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Return the recall of each kind of record by figure, over all articles."""
    return {kind: {name: round(t.recall, 4) for name, t in tallies.items()} for kind, tallies in by_kind(pairs).items()}


def totals(pairs: Sequence[Pair]) -> str:
    """Return how much the gold holds, optional items apart."""
    parts = ", ".join(f"{part} {sum(split_of(pair.name) == part for pair in pairs)}" for part in PARTS)
    items = {
        "people": [item for pair in pairs for item in pair.gold_people],
        "quotations": [item for pair in pairs for item in pair.gold_quotations],
        "statistics": [item for pair in pairs for item in pair.gold_statistics],
    }
    optional = sum(bool(item.get("optional")) for table in items.values() for item in table)
    scored = ", ".join(f"{sum(not item.get('optional') for item in table)} {name}" for name, table in items.items())
    return f"{len(pairs)} articles ({parts}): {scored}; {optional} optional items"


def below(scored: Mapping[str, Result], kinds: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a line for each figure that is below its floor."""
    low = [f"{part or 'all'}: {line}" for part, result in scored.items() for line in below_floors(result, FLOORS, part or None)]
    for kind, floors in tomllib.loads(FLOORS.read_text(encoding="utf-8")).get("recall", {}).items():
        for figure, least in floors.items():
            measured = kinds.get(kind, {}).get(figure, 0.0)
            if measured < least:
                low.append(f"{kind}: recall of {figure} {measured:.4f} is below its floor {least}")
    return low


def _table(scored: Mapping[str, Result]) -> list[str]:
    lines = [f"{'F1':32s}{'dev':>9}{'held':>9}{'all':>9}"]
    figures = {part: result.figures() for part, result in scored.items()}
    for name, figure in figures[""].items():
        what = "f1" if "f1" in figure else "rate"
        row = [figures[part].get(name, {}).get(what, 0.0) for part in (*PARTS, "")]
        lines.append(f"{name:32s}" + "".join(f"{value:9.3f}" for value in row))
    return lines


def _kind_tables(pairs: Sequence[Pair], kinds: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = [
        "",
        f"{'recall by kind of record':32s}{'found':>9}{'right':>9}   (statistics: whole record; quotations: with their speaker)",
    ]
    lines += [f"{kind:32s}" + "".join(f"{value:9.3f}" for value in figures.values()) for kind, figures in kinds.items()]
    lines += ["", f"{'F1 by kind of article':32s}{'articles':>9}{'value':>9}{'record':>9}{'speaker+content':>17}"]
    sorts = {path.name: json.loads(path.read_text(encoding="utf-8")).get("kind", "") for path in HERE.glob("*.json")}
    for sort in compiler.KINDS:
        chosen = [pair for pair in pairs if sorts[Path(pair.name).with_suffix(".json").name] == sort]
        t = score(chosen).tallies
        row = (t["stat.value"].f1, t["stat.record"].f1)
        lines.append(f"{sort:32s}{len(chosen):9d}" + "".join(f"{v:9.3f}" for v in row) + f"{t['quote.speaker+content'].f1:17.3f}")
    return lines


def _floor_book(scored: Mapping[str, Result], kinds: Mapping[str, Mapping[str, Tally]], old: Book) -> Book:
    """Return floors a margin below what is measured, none lower than the old ones."""
    book: Book = {}
    for part, result in scored.items():
        before = old.get(part, {}) if part else old
        f1 = {n: round(max(t.f1 - MARGIN[part], before.get("f1", {}).get(n, 0.0)), 3) for n, t in result.tallies.items()}
        most = min(result.wrong_person.precision + MARGIN[part], before.get("at_most", {}).get("quote.wrong person", 1.0))
        tables: Book = {"f1": f1, "at_most": {"quote.wrong person": round(most, 3)}}
        book.update({part: tables} if part else tables)
    before = old.get("recall", {})
    book["recall"] = {
        kind: {
            n: round(max(t.recall - max(MARGIN["held"], _ITEMS / t.gold), before.get(kind, {}).get(n, 0.0), 0.0), 3)
            for n, t in figures.items()
        }
        for kind, figures in kinds.items()
    }
    return book


def _write(book: Book) -> None:
    lines = ["# The least that newsmine must reach on the gold: python -m corpora.gold.check. Floors only rise (--raise).", ""]

    def table(name: str, values: Book) -> None:
        lines.extend([f"[{name}]", *(f'"{key}" = {value}' for key, value in values.items()), ""])

    for part in ("", *PARTS):
        tables = book[part] if part else book
        for name in ("f1", "at_most"):
            table(f"{part}.{name}" if part else name, tables[name])
    for kind, values in book["recall"].items():
        table(f'recall."{kind}"', values)
    FLOORS.write_text("\n".join(lines), encoding="utf-8")


def main(args: list[str]) -> int:
    """Print the figures; return 1 where a file is out of date or a figure below its floor."""
    if {"-h", "--help"} & set(args):
        print(__doc__)
        return 0
    if compiler.main(["--check"]) or texts.main(["--check"]):
        return 1
    pairs = extracted()
    scored, kinds = results(pairs), recalls(pairs)
    if "--errors" in args:
        print("\n".join(scored["dev"].error_lines()), end="\n\n")
    print(totals(pairs), *_table(scored), *_kind_tables(pairs, kinds), sep="\n")
    if "--raise" in args or "--reset" in args:
        old = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() and "--raise" in args else {}
        _write(_floor_book(scored, by_kind(pairs), old))
        print(f"\nfloors written to {FLOORS.name}")
    low = below(scored, kinds)
    for line in low:
        print(f"gold: {line}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
