"""Build the gazetteer of newsmine.places from a folder of facts: ``python scripts/build_places.py FOLDER``.

FOLDER holds ``units_dated.csv`` (a row a unit version: uid, level 1–3, code, type, name, parent_code, valid_from, valid_to exclusive,
spelling_variants) and ``successors.csv`` (from_uid, to_uid, date, share, basis). What is written, ``units.tsv`` and ``successions.tsv``
in ``newsmine/places/data``, is described in ``newsmine/places/data/DATA.md``. The same facts give the same bytes.

Identity: ``level:code@era``. A code is used again for another unit, so the era tells the versions apart: the year of the first day of
validity, ``2004`` for what stood on 31/8/2004 when the lists begin. Where a code starts twice in one year, the bare year belongs
to the unit that stood at the end of that year (in 2004: to the one of the first list), the other carries its month.
"""

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


def main(folder: Path) -> None:
    """Write the two tables."""
    target = Path(__file__).resolve().parent.parent / "newsmine" / "places" / "data"
    units = rows(folder / "units_dated.csv")
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
    successions = rows(folder / "successors.csv")
    ends = {unit["uid"]: unit["valid_to"] for unit in units}
    wrong = [row for row in successions if ends[row["from_uid"]] != row["date"]]
    if wrong:
        raise SystemExit(f"{len(wrong)} successions do not start on the day that the old unit ends, first {wrong[0]}")
    successions.sort(key=lambda row: (position[row["from_uid"]], position[row["to_uid"]]))
    lines = ["\t".join((names[row["from_uid"]], names[row["to_uid"]], *SHARE[row["share"]])).rstrip("\t") for row in successions]
    (target / "successions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(units)} units, {len(successions)} successions")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        raise SystemExit("usage: python scripts/build_places.py FOLDER")
    main(Path(sys.argv[1]))
