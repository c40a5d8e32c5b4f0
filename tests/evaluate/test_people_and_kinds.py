"""People beside their offices, figures a kind of record, and floors a part of the gold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsmine.evaluate import PEOPLE_FIELDS, Pair, below_floors, by_kind, check_gold
from newsmine.evaluate.score import score

OFFICE = {"start": 0, "end": 8, "text": "Chủ tịch UBND xã Hữu Khánh", "title": "Chủ tịch", "organisation": "UBND xã Hữu Khánh"}
GOLD = {"name": {"start": 0, "end": 14, "text": "Nông Văn Thạch"}, "honorific": "Ông", "offices": [OFFICE]}
ROLE = {"text": "Chủ tịch UBND xã Hữu Khánh", "title": "Chủ tịch", "organisation": "UBND xã Hữu Khánh"}
FOUND = {"name": "Nông Văn Thạch", "honorific": "ông", "roles": [ROLE]}


def figures(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    tallies = score([Pair("one.txt", [], [], [], [], gold_people=gold, people=found)]).tallies
    return {name: (t.right, t.gold, t.found) for name in PEOPLE_FIELDS for t in [tallies[f"person.{name}"]]}


def test_a_person_found_with_the_office() -> None:
    assert figures([GOLD], [FOUND]) == dict.fromkeys(PEOPLE_FIELDS, (1, 1, 1))


@pytest.mark.parametrize(
    ("found", "name", "honorific", "office", "exact"),
    [
        ([], (0, 1, 0), (0, 1, 0), (0, 1, 0), (0, 1, 0)),
        ([{**FOUND, "name": "Nông Văn"}], (0, 1, 1), (0, 1, 1), (0, 1, 1), (0, 1, 1)),
        ([{**FOUND, "honorific": "bà"}], (1, 1, 1), (0, 1, 1), (1, 1, 1), (1, 1, 1)),
        ([{**FOUND, "roles": []}], (1, 1, 1), (1, 1, 1), (0, 1, 0), (0, 1, 0)),
        ([{**FOUND, "roles": [{**ROLE, "text": "Chủ tịch UBND xã"}]}], (1, 1, 1), (1, 1, 1), (1, 1, 1), (0, 1, 1)),
        ([{**FOUND, "roles": [ROLE, {"text": "Bác sĩ", "organisation": None}]}], (1, 1, 1), (1, 1, 1), (1, 1, 1), (1, 1, 1)),
        (
            [{**FOUND, "roles": [ROLE, {"text": "Bí thư Đảng ủy", "organisation": "Đảng ủy"}]}],
            (1, 1, 1),
            (1, 1, 1),
            (1, 1, 2),
            (1, 1, 2),
        ),
    ],
)
def test_what_a_fault_costs(found: Any, name: Any, honorific: Any, office: Any, exact: Any) -> None:
    assert figures([GOLD], found) == dict(zip(PEOPLE_FIELDS, (name, honorific, office, exact), strict=True))


def test_an_optional_person_counts_neither_way() -> None:
    optional = {**GOLD, "name": {"text": "T.L."}, "optional": True}
    assert figures([GOLD, optional], [FOUND, {"name": "T.L.", "roles": []}])["name"] == (1, 1, 1)


def test_without_people_in_gold_there_are_no_figures_of_people() -> None:
    assert not any(name.startswith("person.") for name in score([Pair("one.txt", [], [], [], [], people=[FOUND])]).tallies)


def statistic(start: int, kind: str, value: float) -> dict[str, Any]:
    return {"span": {"start": start, "end": start + 4, "text": "…"}, "kind": kind, "value": value}


def test_recall_of_a_kind_is_of_that_kind_alone() -> None:
    gold = [statistic(0, "count", 1), statistic(10, "count", 2), statistic(20, "money", 3)]
    found = [{"start": 0, "end": 4, "value": 1}, {"start": 10, "end": 14, "value": 9}, {"start": 20, "end": 24, "value": 3}]
    kinds = by_kind([Pair("one.txt", [], gold, [], found)])
    assert {kind: tallies["stat.value"].recall for kind, tallies in kinds.items()} == {
        "statistic.count": 0.5,
        "statistic.money": 1.0,
    }


def test_floors_of_a_part_are_its_own(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text('[f1]\n"stat.value" = 1.0\n[held.f1]\n"stat.value" = 0.5\n', encoding="utf-8")
    gold = [statistic(0, "count", 1), statistic(10, "count", 2)]
    result = score([Pair("one.txt", [], gold, [], [{"start": 0, "end": 4, "value": 1}])])
    assert len(below_floors(result, floors)) == 1
    assert below_floors(result, floors, "held") == []


def test_spans_of_people_are_checked(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Nông Văn Thạch\n", encoding="utf-8")
    head = '{"article": "one.txt", "quotations": [], "statistics": [], "people": [{"name": '
    (tmp_path / "one.json").write_text(head + '{"start": 1, "end": 5, "text": "Nông"}}]}', encoding="utf-8")
    assert check_gold(tmp_path) == ["one.json: people [1, 5) is not «Nông»"]
