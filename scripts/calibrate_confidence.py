"""Count how often each rule of a figure's fields is right: ``python -m scripts.calibrate_confidence`` writes what is shipped.

The rates are those of the development part of ``corpora/gold``, each drawn towards the mean of its field by ``PRIOR`` figures.
The confidence of a record is their product to a power that makes its mean the share of records right in every field in the part
held out. What is written is the section ``[confidence]`` of ``newsmine/extractors/data/statistics.toml``.
"""

# ruff: noqa: INP001, T201 (a script that prints its figures, not a package)
from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import prod
from pathlib import Path

from corpora.gold.check import extracted
from corpora.gold.split import split_of
from newsmine.evaluate.score import statistic_fields

FILE = Path("newsmine/extractors/data/statistics.toml")
PRIOR = 10  # figures by which a rate is drawn towards the mean of its field
FIELDS = {
    "value": ("unit", "bound", "change"),
    "measure": ("measure(partial)",),
    "period": ("period",),
    "locality": ("locality",),
    "status": ("status",),
    "speaker": ("speaker",),
}
_RULE = re.compile(r"(\w+)=([^;]+)")
Seen = tuple[dict[str, str], dict[str, bool], bool]  # of a figure: the rule of each field, whether each is right, and all of it


def figures() -> dict[str, list[Seen]]:
    """Return the figures of each part: rules, fields right, record right."""
    out: dict[str, list[Seen]] = defaultdict(list)
    for pair in extracted():
        for record, value, fields in statistic_fields(pair):
            rules = dict(_RULE.findall(record["rule"])) | {"value": record["kind"]}
            right = {name: all(fields[one] for one in names) for name, names in FIELDS.items()}
            right["value"] = right["value"] and value
            whole = value and all(ok for name, ok in fields.items() if name != "measure(exact)")
            out[split_of(pair.name)].append((rules, right, whole))
    return out


def rates(seen: list[Seen]) -> dict[str, dict[str, float]]:
    """Return the rate of each rule of each field."""
    out: dict[str, dict[str, float]] = {}
    for field in FIELDS:
        right, count = Counter[str](), Counter[str]()
        for rules, fields, _ in seen:
            count[rules[field]] += 1
            right[rules[field]] += fields[field]
        mean = right.total() / count.total()
        out[field] = {rule: round((right[rule] + PRIOR * mean) / (count[rule] + PRIOR), 3) for rule in sorted(count)}
    return out


def power(known: dict[str, dict[str, float]], seen: list[Seen]) -> tuple[float, float]:
    """Return the power that brings the mean confidence of figures to the share that is right, and that share."""
    share = sum(whole for *_, whole in seen) / len(seen)
    plain = [prod(known[field].get(rules[field], min(known[field].values())) for field in FIELDS) for rules, _, _ in seen]
    best = min((step / 100 for step in range(50, 300)), key=lambda one: abs(sum(p**one for p in plain) / len(plain) - share))
    return best, share


def main() -> None:
    """Count, write."""
    seen = figures()
    known = rates(seen["dev"])
    best, share = power(known, seen["held"])
    lines = [
        "# What each rule means, and how often it was right on the development part of corpora/gold",
        f"# ({len(seen['dev']):,} figures), drawn towards the mean of its field by {PRIOR} figures:",
        "# python -m scripts.calibrate_confidence",
        "",
        "[confidence]",
        f"power = {best}  # brings the mean to the share of records right in every field in the part held out ({share:.2f})",
        "",
    ]
    for field, table in known.items():
        lines += [f"[confidence.{field}]", *(f"{rule} = {rate}" for rule, rate in table.items()), ""]
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text("\n".join(lines) + "\n" + text[text.index("[explain.") :], encoding="utf-8")
    print(
        "written",
        FILE,
        f"{len(seen['dev']):,} figures, power {best}, {share:.3f} of {len(seen['held']):,} records held out right",
    )


if __name__ == "__main__":
    main()
