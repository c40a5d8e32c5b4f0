"""Names and bodies → units: cases as data, and what holds for every unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsmine.errors import InputError
from newsmine.places import body_place, load, normal_name, resolve
from newsmine.places.names import name_key, parse


def cases(name):
    return [
        json.loads(line)
        for line in (Path(__file__).parents[1] / "cases" / "places" / name).read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize("case", cases("names.jsonl"), ids=lambda case: f"{case['name'][:40]} {case['on']}")
def test_a_name_is_resolved(case):
    arguments = {key: value for key, value in case.items() if key not in {"name", "status", "locality_id"}}
    result = resolve(case["name"], **arguments)
    assert (result.status, result.locality_id) == (case["status"], case["locality_id"]), result.reason
    assert result.reason


@pytest.mark.parametrize("case", cases("bodies.jsonl"), ids=lambda case: f"{case['text'][:40]} {case['home']}")
def test_a_body_is_resolved_to_the_place_that_it_governs(case):
    result = body_place(case["text"], on=case["on"], home=case["home"], context=case["context"])
    got = (result.status, result.locality_id) if result else (None, None)
    assert got == (case["status"], case["locality_id"])


@pytest.mark.parametrize("day", ["2005-01-01", "2019-06-01", "2025-06-30", "2025-07-01"])
def test_every_unit_of_a_day_is_found_by_its_chain(day):
    gazetteer = load()
    wrong = []
    for unit in gazetteer.standing(day):
        chain = ", ".join([unit.full_name, *(above.full_name for above in gazetteer.parents(unit, day))])
        result = resolve(chain, on=day)
        if (result.status, result.locality_id) != ("exact", unit.locality_id):
            wrong.append((chain, result))
    assert wrong == []


def test_a_bare_commune_name_of_several_provinces_is_never_guessed():
    gazetteer = load()
    day = "2021-04-05"
    by_name = {}
    for unit in gazetteer.standing(day, "commune"):
        by_name.setdefault((unit.type, name_key(unit.name)), []).append(unit)
    several = [units for units in by_name.values() if len(units) > 1]
    assert len(several) > 1000
    for units in several[::7]:
        result = resolve(units[0].full_name, on=day)
        if result.resolved:  # only where one alone is spelled exactly so
            assert [u.locality_id for u in units if u.name.lower() == units[0].name.lower()] == [result.locality_id]
        else:
            assert result.status == "ambiguous"
            assert {unit.locality_id for unit in units} <= set(result.candidates)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"), ("Đăk Lăk", "Đắk Lắk"), ("Đắc Lắc", "Đắk Lắk"), ("Qui Nhơn", "Quy Nhơn"),
        ("Krông Pắk", "Krông Pắc"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa – Vũng Tàu"), ("Mĩ Đức", "Mỹ Đức"), ("01", "1"), ("Hòa Tú II", "Hòa Tú 2"),
        ("Ea H’leo", "Ea H'leo"),
        ("EaBia", "Ea Bia"), ("Phan Rang - Tháp Chàm", "Phan Rang-Tháp Chàm"), ("LẠNG SƠN", "Lạng Sơn"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert name_key(parse(one)[0].name) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Tân Lập", "Tân Lạp"), ("Hòa An", "Hóa An"), ("Thùy An", "Thúi An"), ("Đa Lộc", "Đà Lộc"), ("1", "11")]
)
def test_two_names_have_two_keys(one, other):
    assert name_key(one) != name_key(other)


def test_no_two_units_of_one_parent_and_type_share_a_key():
    for day in ("2006-01-01", "2021-07-01", "2025-07-01"):
        units = [unit for unit in load().standing(day) if unit.level in {"district", "commune"}]
        assert len({(unit.parent_id, unit.type, name_key(unit.name)) for unit in units}) == len(units)


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("TP.Lạng Sơn", "thành phố Lạng Sơn"), ("TX  An Nhơn", "thị xã An Nhơn"),
        ("P. Đông Kinh, TP Lạng Sơn", "phường Đông Kinh"),
        ("TP.HCM", "thành phố Hồ Chí Minh"), ("BR-VT", "tỉnh Bà Rịa - Vũng Tàu"), ("T.T. Huế", "tỉnh Thừa Thiên Huế"),
        ("Hà Nội", "Hà Nội"),
        ("Q.1", "quận 1"), ("", ""),
    ],
)  # fmt: skip
def test_normal_names(printed, normal):
    assert normal_name(printed) == normal


@pytest.mark.parametrize("day", ["hôm qua", "2021-13-01", "05/04/2021"])
def test_what_is_no_day_is_refused_in_one_line(day):
    with pytest.raises(InputError, match="is no date"):
        resolve("Hà Nội", on=day)


def test_an_unknown_home_is_refused_in_one_line():
    with pytest.raises(InputError, match="no province"):
        resolve("xã Tân Lập", on="2021-04-05", home="Nowhere")
