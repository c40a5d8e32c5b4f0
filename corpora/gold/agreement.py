"""How far two annotators agree: ``second/NAME.toml`` was written without a look at ``annotation/NAME.toml``.

    python -m corpora.gold.agreement           # the scorer's figures, the second annotation read as if it were records
    python -m corpora.gold.agreement --errors  # also where they differ

What either of them marks optional is scored neither way.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from typing import Any

from corpora.gold.compile import HERE, GoldError, Item, compile_article
from newsmine.evaluate import Pair, Result
from newsmine.evaluate.agree import overlap
from newsmine.evaluate.score import score

_FIELDS = (
    "kind",
    "speaker_name",
    "speaker_kind",
    "honorific",
    "role",
    "value",
    "value_max",
    "denominator",
    "unit",
    "bound",
    "change",
)


def _record(item: Item, span: str) -> Item:
    """Return an annotated item as the row that an extractor would have written."""
    period = item.get("period") or {}
    return {
        **{name: item.get(name) for name in _FIELDS},
        **{name: item.get(name) for name in ("status", "locality")},
        "start": item[span]["start"],
        "end": item[span]["end"],
        "text": item[span]["text"],
        "content": item[span]["text"],
        "measure": (item.get("measure") or {}).get("text"),
        "period_start": period.get("start"),
        "period_end": period.get("end"),
    }


def _opened(gold: list[Item], other: list[Item], span: str) -> list[Item]:
    """Return gold with what the other annotator leaves open left open too."""
    soft = [item[span] for item in other if item.get("optional")]
    firm = [item[span] for item in other if not item.get("optional")]

    def hit(spans: list[Item], item: Item) -> bool:
        here = (item[span]["start"], item[span]["end"])
        return any(overlap(here, (there["start"], there["end"])) for there in spans)

    return [{**item, "optional": True} if hit(soft, item) and not hit(firm, item) else item for item in gold]


def pair(name: str) -> Pair:
    """Return the first annotation of an article as gold, beside the second one as records."""
    text = (HERE / f"{name}.txt").read_bytes().decode("utf-8")
    first, second = (
        compile_article(text, tomllib.loads((HERE / folder / f"{name}.toml").read_text(encoding="utf-8")), name)
        for folder in ("annotation", "second")
    )
    people = [{**p, "name": p["name"]["text"], "roles": p["offices"]} for p in second["people"] if not p.get("optional")]
    gold: Mapping[str, Any] = {
        "quotations": _opened(first["quotations"], second["quotations"], "content"),
        "statistics": _opened(first["statistics"], second["statistics"], "span"),
    }
    rows = {
        table: [_record(item, span) for item in second[table] if not item.get("optional")]
        for table, span in (("quotations", "content"), ("statistics", "span"))
    }
    return Pair(
        name,
        gold["quotations"],
        gold["statistics"],
        rows["quotations"],
        rows["statistics"],
        gold_people=first["people"],
        people=people,
    )


def pairs() -> list[Pair]:
    """Return all articles that were annotated twice."""
    return [pair(path.stem) for path in sorted((HERE / "second").glob("*.toml"))]


def agreement() -> Result:
    """Return the figures of all articles that were annotated twice."""
    return score(pairs())


def left_open_by_one(twice: list[Pair]) -> int:
    """Return how many items are firm for one annotator and open for the other: they are in no figure."""
    opened = 0
    for both in twice:
        first = json.loads((HERE / f"{both.name}.json").read_text(encoding="utf-8"))
        for table, items in (("quotations", both.gold_quotations), ("statistics", both.gold_statistics)):
            opened += sum(bool(item.get("optional")) for item in items) - sum(bool(item.get("optional")) for item in first[table])
        for items, rows, span in (
            (both.gold_quotations, both.quotations, "content"),
            (both.gold_statistics, both.statistics, "span"),
        ):
            soft = [(item[span]["start"], item[span]["end"]) for item in items if item.get("optional")]
            firm = [(item[span]["start"], item[span]["end"]) for item in items if not item.get("optional")]
            for row in rows:
                here = (row["start"], row["end"])
                opened += any(overlap(here, there) for there in soft) and not any(overlap(here, there) for there in firm)
    return opened


def main(args: list[str]) -> int:
    """Print the figures."""
    try:
        twice = pairs()
    except GoldError as error:
        print(f"gold: {error}", file=sys.stderr)
        return 1
    result = score(twice)
    if "--errors" in args:
        print("\n".join(result.error_lines()), end="\n\n")
    print(f"{len(twice)} articles; {left_open_by_one(twice)} items are open for one annotator alone and are in no figure")
    print(result.table())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
