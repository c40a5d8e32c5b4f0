"""What became of units, and what their figures may become: against the lists, and what must hold whatever the figures."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmine.errors import InputError
from newsmine.places import harmonise, load, predecessors, successors
from newsmine.places.succession import breaks_between

PROVINCES = [unit.locality_id for unit in load().standing("2025-06-30", "province")]


def by_id(answers):
    return {answer.locality_id: answer for answer in answers}


def test_the_63_provinces_go_whole_to_34():
    found = [successors(unit, "2025-07-01") for unit in PROVINCES]
    assert all(len(steps) == 1 and steps[0].share == "whole" and not steps[0].inferred for steps in found)
    made_of = Counter(steps[0].locality_id for steps in found)
    assert len(made_of) == 34
    assert sum(count == 1 for count in made_of.values()) == 11
    assert made_of["pro:20@2004"] == 1  # Lạng Sơn is untouched


def test_every_commune_of_30_6_2025_has_its_successors_and_all_new_ones_come_from_something():
    communes = load().standing("2025-06-30", "commune")
    found = {unit.locality_id: successors(unit.locality_id, "2025-07-01") for unit in communes}
    assert all(found.values())
    split = [unit for unit in communes if len(found[unit.locality_id]) > 1]
    assert (len(communes), len(split)) == (10035, 440)  # by code 10,033 and 441: DATA.md names the rows that make the difference
    assert sum(any(step.mark == "people" for step in load().after(unit)) for unit in split) == 58
    assert not any(step.inferred for steps in found.values() for step in steps)
    made = {step.locality_id for steps in found.values() for step in steps}
    new = {unit.locality_id for unit in load().standing("2025-07-01", "commune")}
    assert made <= new
    island_districts = {"com:11948@2025", "com:19742@2025", "com:20333@2025", "com:21548@2025", "com:26732@2025"}
    assert new - made == island_districts


def test_the_rows_that_make_the_difference_to_a_count_by_code():
    expected = {
        "com:01615@2004": ["com:01636@2025"],  # Hồng Quang, and Mỹ Hưng that the table prints with its code
        "com:01651@2020": ["com:01648@2025"],
        "com:02485@2004": ["com:02458@2025"],  # Công Đa, and Phú Thịnh
        "com:02482@2004": ["com:02494@2025"],
        "com:00556@2004": ["com:00541@2025", "com:00562@2025"],  # Đặng Xá, one of whose rows bears the code of Cổ Bi
    }
    got = {unit: [step.locality_id for step in successors(unit, "2025-07-01")] for unit in expected}
    assert got == expected


def test_every_unit_that_ended_has_a_successor_today():
    ended = [unit for unit in load().units if unit.end <= "2026-04-30"]
    assert len(ended) > 14000
    assert [unit.locality_id for unit in ended if not successors(unit.locality_id)] == []


def test_only_parts_where_a_unit_went_to_several():
    gazetteer = load()
    for unit in gazetteer.units:
        steps = [step for step in gazetteer.after(unit) if step.kind != "level"]
        assert len(steps) < 2 or all(step.kind == "part" for step in steps), unit


@pytest.mark.parametrize(
    ("unit", "day", "expected"),
    [
        ("com:05980@2004", None, {("com:05977@2025", "whole")}),
        ("pro:28@2004", "2010-01-01", {("pro:01@2004", "whole")}),
        ("pro:20@2004", None, {("pro:20@2004", "whole")}),
        ("dis:769@2004", "2022-01-01", {("dis:769@2021", "whole")}),  # quận 2 → thành phố Thủ Đức
        (
            "com:00556@2004",
            None,
            {("com:00541@2025", "part"), ("com:00562@2025", "part")},
        ),  # Đặng Xá, a fault of the lists put right
        ("com:01651@2020", None, {("com:01648@2025", "whole")}),  # Mỹ Hưng, the same
        ("dis:318@2004", None, {("com:11948@2025", "whole")}),  # Bạch Long Vĩ, a district without communes
        ("com:01408@2004", "2021-01-01", {("dis:045@2004", "whole")}),  # no list says into which commune of the district
    ],
)
def test_successors(unit, day, expected):
    assert {(step.locality_id, step.share) for step in successors(unit, day)} == expected


def test_a_district_is_today_the_communes_made_of_its_communes():
    steps = successors("dis:178@2004", "2025-07-01")
    assert {load().get(step.locality_id).full_name for step in steps} == {
        "phường Đông Kinh", "phường Lương Văn Tri", "phường Tam Thanh", "phường Kỳ Lừa",
    }  # fmt: skip
    assert {step.share for step in steps} == {"part"}


def test_predecessors_turn_successors_round():
    old = predecessors("com:05977@2025", "2021-01-01")
    assert "com:05980@2004" in {step.locality_id for step in old}
    for step in old:
        assert "com:05977@2025" in {new.locality_id for new in successors(step.locality_id, "2025-07-01")}


def test_counts_of_whole_units_are_summed():
    answers = by_id(harmonise({"pro:24@2004": 10, "pro:27@2004": Decimal("2.5")}, on="2025-07-01"))
    assert answers["pro:24@2025"].value == Decimal("12.5")
    assert answers["pro:24@2025"].status == "merged"
    assert set(answers["pro:24@2025"].sources) == {"pro:24@2004", "pro:27@2004"}


def test_floats_are_added_as_they_are_printed():
    answer = by_id(harmonise({"pro:24@2004": 0.1, "pro:27@2004": 0.2}, on="2025-07-01"))["pro:24@2025"]
    assert answer.value == 0.3


def test_a_sum_with_a_missing_part_is_no_sum():
    answer = by_id(harmonise({"pro:24@2004": 10}, on="2025-07-01"))["pro:24@2025"]
    assert (answer.value, answer.status, answer.missing) == (None, "incomplete", ("pro:27@2004",))


def test_shares_need_their_denominators():
    shares = {"pro:24@2004": Decimal(50), "pro:27@2004": Decimal(80)}
    refused = by_id(harmonise(shares, on="2025-07-01", rule="weighted_mean"))["pro:24@2025"]
    assert (refused.value, refused.status) == (None, "refused")
    assert "denominator" in refused.reason
    answer = by_id(harmonise(shares, on="2025-07-01", rule="weighted_mean", weights={"pro:24@2004": 100, "pro:27@2004": 200}))
    assert answer["pro:24@2025"].value == Decimal(70)


def test_scores_are_carried_only_where_nothing_was_merged():
    answers = by_id(harmonise(dict.fromkeys(PROVINCES, 71.2), on="2025-07-01", rule="not_aggregable"))
    assert Counter(answer.status for answer in answers.values()) == {"refused": 23, "same": 11}
    assert answers["pro:20@2004"].value == 71.2


def test_a_split_unit_is_flagged_and_gives_no_figure():
    communes = {unit.locality_id: 1 for unit in load().standing("2025-06-30", "commune")}
    answers = by_id(harmonise(communes, on="2025-07-01"))
    assert answers["com:00541@2025"].status == "split"
    assert "com:00556@2004" in answers["com:00541@2025"].split
    assert answers["com:00541@2025"].value is None
    people = by_id(harmonise(communes, on="2025-07-01", people=True))
    given_by_people = sum(answer.value is not None for answer in people.values())
    assert given_by_people > sum(answer.value is not None for answer in answers.values())


def test_a_unit_that_lost_ground_is_not_the_same():
    provinces = {unit.locality_id: 1 for unit in load().standing("2007-12-31", "province")}
    answers = by_id(harmonise(provinces, on="2009-01-01"))
    split = {load().get(unit).name for unit, answer in answers.items() if answer.status == "split"}
    assert split == {"Hà Nội", "Vĩnh Phúc", "Hòa Bình", "Phú Thọ"}  # Hà Tây whole but for xã Tân Đức, which went to Phú Thọ


def test_what_no_list_tells_is_refused_for_all_that_may_hold_it():
    communes = {unit.locality_id: 1 for unit in load().standing("2019-01-01", "commune")}
    answers = harmonise(communes, on="2021-07-01")
    refused = [answer for answer in answers if answer.status == "refused"]
    assert refused
    assert all("no list says" in answer.reason and answer.value is None for answer in refused)


@given(st.lists(st.integers(0, 10**9), min_size=63, max_size=63))
@settings(max_examples=20, deadline=None)
def test_sums_over_the_country_are_kept(values):
    answers = harmonise(dict(zip(PROVINCES, values, strict=True)), on="2025-07-01")
    assert sum(answer.value for answer in answers) == sum(values)


def test_communes_sum_to_provinces():
    communes = {unit.locality_id: 1 for unit in load().standing("2025-06-30", "commune")}
    answers = harmonise(communes, on="2025-07-01", level="province")
    assert len(answers) == 34
    assert sum(answer.value for answer in answers) == 10035


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ({"pro:99@2004": 1}, {}, "no unit"),
        ({"pro:24@2004": 1, "dis:178@2004": 1}, {}, "several levels"),
        ({"pro:24@2004": 1}, {"rule": "mean"}, "no rule"),
        ({"pro:24@2025": 1}, {"on": "2021-01-01"}, "before"),
        ({"pro:28@2004": 1, "pro:24@2025": 1}, {}, "one day"),
    ],
)
def test_what_cannot_be_carried_is_refused_in_one_line(values, options, message):
    with pytest.raises(InputError, match=message):
        harmonise(values, **{"on": "2026-01-01", **options})


def test_nothing_gives_nothing():
    assert harmonise({}, on="2025-07-01") == []


def test_breaks_of_series_between_two_days():
    assert [day for day, _ in breaks_between("2020-01-01", "2025-12-31")] == [
        "2021-02-01",
        "2024-09-01",
        "2025-03-01",
        "2025-07-01",
    ]
