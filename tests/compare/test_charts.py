"""Charts and maps: the words that stand in them, and the same bytes for the same rows."""

from __future__ import annotations

import pytest

from newsmine.compare import compare
from newsmine.compare.chart import dot_plot, small_multiples, svg
from newsmine.compare.maps import choropleth, tile_map
from newsmine.errors import InputError
from newsmine.places import load


@pytest.fixture
def poverty(book):
    store = book([
        {"of": of, "in": year, "value": str(value), "bound": bound}
        for of, year, value, bound in [
            ("pro:20@2004", 2021, 12.2, "exact"), ("pro:20@2004", 2022, 8.9, "exact"), ("pro:20@2004", 2023, 6.2, "more_than"),
            ("pro:04@2004", 2022, 20.1, "exact"), ("pro:66@2004", 2022, 11, "about"),
        ]
    ])  # fmt: skip
    return compare(store, "poverty_rate")


@pytest.mark.parametrize("draw", [dot_plot, small_multiples])
def test_a_chart_names_its_localities_and_is_the_same_twice(poverty, draw):
    one, two = (svg(draw(poverty, "Tỷ lệ hộ nghèo", "%")) for _ in range(2))
    assert one == two
    for words in ("tỉnh Lạng Sơn", "tỉnh Cao Bằng", "Tỷ lệ hộ nghèo"):
        assert words in one


@pytest.mark.parametrize(("provinces", "day", "name"), [(63, "2025-06-30", "Bình Định"), (34, "2025-07-01", "Gia Lai")])
def test_the_tile_map_has_a_tile_for_every_province_and_the_archipelagos(provinces, day, name):
    standing = load().standing(day, "province")
    values = {unit.locality_id: float(number) for number, unit in enumerate(standing)}
    texts = {text.get_text().replace("\n", " ") for text in tile_map(values, "Thử", "%", provinces=provinces).axes[0].texts}
    assert {"Qđ. Hoàng Sa", "(Đà Nẵng)", "Qđ. Trường Sa", "(Khánh Hòa)", name} <= texts
    assert {f"{number}" for number in range(provinces)} <= texts


def test_the_wrong_map_is_said():
    with pytest.raises(InputError, match="choose the other map"):
        tile_map({"pro:33@2004-none": 1.0}, "Thử", "%", provinces=34)
    with pytest.raises(InputError, match="63 and one of 34"):
        tile_map({}, "Thử", "%", provinces=64)


def test_a_province_that_changed_only_its_name_is_drawn_under_either_id():
    values = {"pro:46@2004": 12.5, "pro:20@2004": 7.0}  # Thừa Thiên Huế, thành phố Huế since 1/1/2025
    texts = [text.get_text() for text in tile_map(values, "Thử", "%", provinces=63).axes[0].texts]
    assert texts[texts.index("Huế") + 1] == "12,5"


def square(x, y, **properties):
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_a_choropleth_matches_by_code_or_name_and_says_what_it_missed():
    shapes = {"type": "FeatureCollection", "features": [
        square(106, 21, ma="20"), square(106, 22, ten="Tỉnh Cao Bằng"), square(105, 10, ten="Atlantis"),
    ]}  # fmt: skip
    values = {"pro:20@2004": 6.2, "pro:04@2004": 20.1, "pro:66@2004": 11.0}
    drawn = choropleth(values, shapes, "Tỷ lệ hộ nghèo", "%", on="2023-12-31")
    assert drawn.without_shape == ("tỉnh Đắk Lắk",)
    assert drawn.unknown_shapes == ("Atlantis",)
    texts = [text.get_text() for text in drawn.figure.axes[0].texts]
    assert texts == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


def test_shapes_of_districts_are_not_matched_by_the_name_of_their_province():
    shapes = {"features": [
        square(106, 21, tinh="Lạng Sơn", huyen="Thành phố Lạng Sơn"), square(106, 22, tinh="Lạng Sơn", huyen="Bắc Sơn"),
        square(107, 21, tinh="Lạng Sơn", huyen="Cao Lộc"),
    ]}  # fmt: skip
    drawn = choropleth({"dis:178@2004": 1.0, "dis:185@2004": 2.0}, shapes, "Thử", "%", on="2023-12-31")
    assert (drawn.without_shape, drawn.unknown_shapes) == ((), ("Lạng Sơn",))  # Cao Lộc has no figure


def test_a_name_that_several_localities_bear_is_not_guessed():
    same = {"com:06379@2004": 1.0, "com:06442@2004": 2.0, "com:06352@2004": 3.0}  # xã Tân Thành twice, xã Tân Lập
    shapes = {"features": [square(106, 21, ten="Xã Tân Thành"), square(106, 22, ten="Xã Tân Lập")]}
    drawn = choropleth(same, shapes, "Thử", "%", on="2023-12-31")
    assert drawn.unknown_shapes == ("Xã Tân Thành",)
    assert drawn.without_shape == ("xã Tân Thành", "xã Tân Thành")


def test_numbers_of_features_are_no_codes_and_names_may_lack_diacritics():
    names = ["Lang Son", "Cao Bang", "Bac Kan", "Tinh Ha Giang"]
    shapes = {"features": [square(105 + n, 21, objectid=n + 1, name=name) for n, name in enumerate(names)]}
    drawn = choropleth({"pro:20@2004": 1.0, "pro:02@2004": 2.0}, shapes, "Thử", "%", on="2023-12-31")
    assert (drawn.without_shape, drawn.unknown_shapes) == ((), ("Cao Bang", "Bac Kan"))


def test_a_choropleth_that_cannot_be_drawn_says_why(tmp_path):
    broken = tmp_path / "map.geojson"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="no GeoJSON"):
        choropleth({}, broken, "Thử", "%", on="2023-12-31")
    with pytest.raises(InputError, match="holds no areas"):
        choropleth({}, {"features": []}, "Thử", "%", on="2023-12-31")
    with pytest.raises(InputError, match="bears the code or the name"):
        choropleth({"pro:20@2004": 1.0}, {"features": [square(0, 0, ten="Atlantis")]}, "Thử", "%", on="2023-12-31")
