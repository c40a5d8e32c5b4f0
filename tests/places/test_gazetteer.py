"""The gazetteer: the counts of the state's lists, identities, versions, parents."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

from newsmine.normal import read
from newsmine.places import load
from newsmine.records import Locality

# Day: provinces, districts, communes (data/DATA.md: the 10,033 codes of the list of 30/6/2025 stand for 10,035 communes)
COUNTS = {
    "2005-01-01": (64, 660, 10596),
    "2008-08-01": (63, 684, 10889),
    "2016-01-01": (63, 713, 11162),
    "2020-07-01": (63, 707, 10614),
    "2021-07-01": (63, 705, 10603),
    "2025-06-30": (63, 696, 10035),
    "2025-07-01": (34, 0, 3321),
    "2026-04-30": (34, 0, 3321),
}


@pytest.mark.parametrize(("day", "counts"), COUNTS.items())
def test_units_of_a_day_are_as_many_as_the_lists_say(day, counts):
    assert tuple(len(load().standing(day, level)) for level in ("province", "district", "commune")) == counts


def test_identities_are_unique_and_speak():
    units = load().units
    assert len({unit.locality_id for unit in units}) == len(units)
    assert load().get("dis:178@2004").full_name == "thành phố Lạng Sơn"
    assert load().get("com:05977@2025").full_name == "phường Đông Kinh"
    assert load().get("dis:769@2004").full_name == "quận 2"
    assert load().get("dis:769@2021").full_name == "thành phố Thủ Đức"  # the code is used again
    assert load().get("com:99999@2004") is None


def test_versions_of_a_code_never_overlap():
    for versions in load().by_code.values():
        for before, after in pairwise(versions):
            assert before.end <= after.start


def test_every_unit_has_one_unit_above_on_its_first_and_last_day():
    gazetteer = load()
    for unit in gazetteer.units:
        if unit.level in {"district", "commune"}:
            above = gazetteer.parent(unit)
            assert above is not None
            assert above.start <= max(unit.start, "2004-08-31") < above.end
            assert [u.level for u in gazetteer.parents(unit)][-1] == "province"


def test_names_are_in_the_spelling_of_the_reading_view():
    assert all(read(unit.name).text == unit.name for unit in load().units)


def test_a_locality_record_tells_dates_parent_and_successors():
    record = load().locality("com:05980@2004")
    assert isinstance(record, Locality)
    assert record.name == "phường Đông Kinh"
    assert (record.level, record.parent_id, record.valid_from, record.valid_to) == ("commune", "dis:178@2004", None, "2025-07-01")
    assert [(s.locality_id, s.share, s.inferred) for s in record.successors] == [("com:05977@2025", "whole", False)]
    assert load().locality("pro:20@2004").successors == ()
    assert load().locality("cou:vn@2004").name == "Việt Nam"
    assert load().locality("nothing") is None


def test_the_63_provinces_stand_in_one_region_each():
    from newsmine._data import data_toml

    members = defaultdict(list)
    for code, region in data_toml("newsmine.places", "regions.toml")["region"].items():
        for province in region["members"]:
            members[province].append(code)
    assert {unit.locality_id[4:6] for unit in load().standing("2021-01-01", "province")} == set(members)
    assert all(len(codes) == 1 for codes in members.values())


def test_a_unit_that_ended_keeps_its_last_parents_though_their_code_is_used_again():
    gazetteer = load()
    city = gazetteer.get("dis:794@2009")  # thành phố Tân An; 80 is Long An's code, and the one of Tây Ninh since 1/7/2025
    assert [above.locality_id for above in gazetteer.parents(city, "2025-09-10")] == ["pro:80@2004"]
    commune = gazetteer.get("com:27694@2004")
    assert [above.locality_id for above in gazetteer.parents(commune, "2025-09-10")] == ["dis:794@2009", "pro:80@2004"]


def test_a_commune_changes_its_parents_with_the_day():
    gazetteer = load()
    unit = gazetteer.at("com:08974", "2005-01-01")
    before, after = (gazetteer.parents(unit, day)[-1].name for day in ("2008-07-31", "2008-08-01"))
    assert (before, after) == ("Vĩnh Phúc", "Hà Nội")
