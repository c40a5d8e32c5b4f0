from __future__ import annotations

import pytest

from newsmine.errors import InputError
from newsmine.indicators import read_taxonomy
from newsmine.indicators.discover import Unmatched, discover, promote

ITEMS = [
    Unmatched(measure, kind, unit, f"a{number}", f"p{number % 3}", f"s{number}")
    for number, (measure, kind, unit) in enumerate(
        [
            ("giếng khoan khai thác nước ngầm", "count", "giếng"),
            ("giếng khoan đang khai thác nước ngầm", "count", "giếng"),
            ("giếng khoan khai thác nước ngầm trái phép", "count", "giếng"),
            ("tỷ lệ lấp đầy khu công nghiệp", "percent", "%"),
            ("tỷ lệ lấp đầy các khu công nghiệp", "percent", "%"),
            ("tỷ lệ lấp đầy cụm công nghiệp", "percent", "%"),
            ("khu công nghiệp", "count", "khu"),
            ("trâu bò", "count", "con"),
        ]
    )
]


def test_figures_that_count_the_same_are_one_group():
    groups = discover(ITEMS)
    assert [(group.kind, group.unit, group.figures) for group in groups] == [("count", "giếng", 3), ("percent", "%", 3)]


def test_types_never_mix():
    for group in discover(ITEMS, smallest=2):
        assert len({(item.kind, item.unit) for item in ITEMS if item.statistic_id in group.statistic_ids}) == 1


def test_the_order_of_figures_does_not_matter():
    assert discover(ITEMS) == discover(list(reversed(ITEMS)))


def test_a_group_becomes_an_indicator_of_ones_own(tmp_path):
    path = tmp_path / "own.toml"
    group = discover(ITEMS)[1]
    promote(group, "zone_filled_share", path)
    one = read_taxonomy(path)["zone_filled_share"]
    assert one.kinds == ("percent", "ratio")
    assert " tỷ lệ lấp đầy " in one.phrases
    promote(discover(ITEMS)[0], "well_n", path)
    assert {"zone_filled_share", "well_n"} <= set(read_taxonomy(path).indicators)


def test_an_id_that_is_taken_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "own.toml"
    promote(discover(ITEMS)[0], "well_n", path)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="stands twice"):
        promote(discover(ITEMS)[1], "well_n", path)
    with pytest.raises(InputError, match="is an indicator of newsmine"):
        promote(discover(ITEMS)[1], "poverty_rate", path)
    with pytest.raises(InputError, match="an id is lower-case"):
        promote(discover(ITEMS)[1], "Giếng", path)
    assert path.read_text(encoding="utf-8") == before
