"""Build the gazetteer of newsmine.places from a folder of facts: ``python scripts/build_places.py FOLDER``.

FOLDER holds ``units_dated.csv`` (a row a unit version: uid, level 1–3, code, type, name, parent_code, valid_from, valid_to
exclusive, spelling_variants) and ``successors.csv`` (from_uid, to_uid, date, share, basis). What is written, ``units.tsv`` and
``successions.tsv`` in ``newsmine/places/data``, is described in ``newsmine/places/data/DATA.md``. The same facts give the same
bytes.

Identity: ``level:code@era``. A code is used again for another unit, so the era tells the versions apart: the year of the first
day of validity, ``2004`` for what stood on 31/8/2004 when the lists begin. Where a code starts twice in one year, the bare year
belongs to the unit that stood at the end of that year (in 2004: to the one of the first list), the other carries its month.
"""

# ruff: noqa: INP001 (a script, not a package)
from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from newsmine.normal import read

PREFIX = {"1": "pro", "2": "dis", "3": "com"}
FIRST_LIST = "2004-08-31"  # older dates are not known for all units; the era of all of them is 2004
TYPE_LETTER = {
    "Tỉnh": "T", "Thành phố": "P", "Huyện": "H", "Quận": "Q", "Thị xã": "X",
    "Xã": "x", "Phường": "p", "Thị trấn": "t", "Đặc khu": "k",
}  # fmt: skip
# What each kind of succession in the facts is called here, and whether it was inferred (see DATA.md).
SHARE = {
    "whole": ("whole", ""),
    "whole?": ("whole", "inferred"),
    "part": ("part", ""),
    "part_area_all_pop": ("part", "people"),  # part of the area, all of the population
    "level_dropped": ("level", ""),  # districts on 1/7/2025: only the province remains above the ground
    "parent_only": ("level", "inferred"),  # the successor is not known, only the unit that it lies in
}

# Faults of the lists, put right here (DATA.md tells how each was found).
# Two communes are printed with the code of a neighbour from 1/3/2025 on (Mỹ Hưng 01651 as 01615, Phú Thịnh 02482 as 02485), so
# that two others seem to end; the table of 1/7/2025 has all four by name, each with a successor of its own.
NOT_A_UNIT = {"3-01615-20250301", "3-02485-20250301"}
ENDED_WITH_THE_REFORM = {"3-01615-2004", "3-01651-20200301", "3-02485-2004", "3-02482-2004"}
# Successions: (from, to) as the lists have it -> the unit that it belongs to; None: there is no such succession.
CORRECTED: dict[tuple[str, str], str | None] = {
    ("3-01615-20250301", "3-01636-20250701"): "3-01615-2004",  # Hồng Quang
    ("3-01615-20250301", "3-01648-20250701"): "3-01651-20200301",  # Mỹ Hưng
    ("3-01615-2004", "3-01615-20250301"): None,
    ("3-01651-20200301", "3-01615-20250301"): None,
    ("3-02485-20250301", "3-02458-20250701"): "3-02485-2004",  # Công Đa
    ("3-02485-20250301", "3-02494-20250701"): "3-02482-2004",  # Phú Thịnh
    ("3-02485-2004", "3-02485-20250301"): None,
    ("3-02482-2004", "3-02485-20250301"): None,
    # the row "Xã Đặng Xá → Xã Thuận An" of the table of 1/7/2025 bears the code of xã Cổ Bi
    ("3-00553-2004", "3-00562-20250701"): "3-00556-2004",
}


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def identities(units: list[dict[str, str]]) -> dict[str, str]:
    """Return the locality_id of each uid."""
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for unit in units:
        start = unit["valid_from"]
        year = "2004" if start <= FIRST_LIST else start[:4]
        groups[unit["level"], unit["code"], year].append(unit)
    out: dict[str, str] = {}
    for (level, code, year), group in groups.items():
        group.sort(key=lambda unit: unit["valid_from"])
        bare = group[0] if year == "2004" else group[-1]
        for unit in group:
            era = year if unit is bare else unit["valid_from"][:7]
            out[unit["uid"]] = f"{PREFIX[level]}:{code}@{era}"
    if len(set(out.values())) != len(units):
        raise SystemExit("identities are not unique: a code starts twice in one month")
    return out


def parents(units: list[dict[str, str]], names: dict[str, str]) -> dict[str, str]:
    """Return the uid -> locality_id of the unit above on the first day of validity ('' where there is none)."""
    by_code: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for unit in units:
        by_code[unit["level"], unit["code"]].append(unit)
    out: dict[str, str] = {}
    for unit in units:
        code, day = unit["parent_code"], unit["valid_from"] or "2004-08-31"
        if not code:
            out[unit["uid"]] = ""
            continue
        level = "2" if len(code) == len("178") else "1"
        day = max(day, FIRST_LIST)
        above = [u for u in by_code[level, code] if u["valid_from"] <= day and (not u["valid_to"] or day < u["valid_to"])]
        if len(above) != 1:
            raise SystemExit(f"{unit['uid']} has {len(above)} units above it on {day}")
        out[unit["uid"]] = names[above[0]["uid"]]
    return out


def variants(unit: dict[str, str]) -> str:
    """Return the other spellings without their type word."""
    text = read(unit["spelling_variants"]).text.strip()
    for word in sorted(TYPE_LETTER, key=len, reverse=True):
        if text.lower().startswith(word.lower() + " "):
            return text[len(word) + 1 :]
    return text


def corrected(successions: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the successions put right: each pair once, and nothing whole that went to several units."""
    once: dict[tuple[str, str], dict[str, str]] = {}
    for row in successions:
        old = CORRECTED.get((row["from_uid"], row["to_uid"]), row["from_uid"])
        if old is not None:
            once.setdefault((old, row["to_uid"]), {**row, "from_uid": old})
    ways: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in once.values():
        if SHARE[row["share"]][0] != "level":
            ways[row["from_uid"]].append(row)
    for several in ways.values():
        if len(several) > 1:
            for row in several:
                row["share"] = "part" if row["share"].startswith("whole") else row["share"]
    return list(once.values())


def main(folder: Path) -> None:
    """Write the two tables."""
    target = Path(__file__).resolve().parent.parent / "newsmine" / "places" / "data"
    units = [unit for unit in rows(folder / "units_dated.csv") if unit["uid"] not in NOT_A_UNIT]
    for unit in units:
        if unit["uid"] in ENDED_WITH_THE_REFORM:
            unit["valid_to"] = "2025-07-01"
    names = identities(units)
    above = parents(units, names)
    order = {"1": 0, "2": 1, "3": 2}
    units.sort(key=lambda unit: (order[unit["level"]], unit["code"], unit["valid_from"]))
    lines = [
        "\t".join(
            (
                names[unit["uid"]],
                TYPE_LETTER[unit["type"]],
                " ".join(read(unit["name"]).text.replace("’", "'").replace("' ", "'").split()),
                above[unit["uid"]],
                unit["valid_from"],
                unit["valid_to"],
                variants(unit),
            )
        ).rstrip("\t")
        for unit in units
    ]
    (target / "units.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    position = {unit["uid"]: number for number, unit in enumerate(units)}
    successions = corrected(rows(folder / "successors.csv"))
    ends = {unit["uid"]: unit["valid_to"] for unit in units}
    wrong = [row for row in successions if ends[row["from_uid"]] != row["date"]]
    if wrong:
        raise SystemExit(f"{len(wrong)} successions do not start on the day that the old unit ends, first {wrong[0]}")
    successions.sort(key=lambda row: (position[row["from_uid"]], position[row["to_uid"]]))
    lines = ["\t".join((names[row["from_uid"]], names[row["to_uid"]], *SHARE[row["share"]])).rstrip("\t") for row in successions]
    (target / "successions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(units)} units, {len(successions)} successions\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        raise SystemExit("usage: python scripts/build_places.py FOLDER")
    main(Path(sys.argv[1]))
