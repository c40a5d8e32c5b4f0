"""Places in the records: what extraction writes as ``locality_id`` is a unit of the gazetteer, the country among them."""

from __future__ import annotations

import pytest

from newsmine.extractors import extract
from newsmine.places import load
from newsmine.places.bodies import COUNTRY_ID
from newsmine.records import Article


def found(text, day):
    return {item.text: item.locality_id for item in extract(Article(article_id="a", text=text, published_at=day)).statistics}


def ids(extraction):
    yield from (item.locality_id for item in extraction.statistics)
    yield from (item.locality_id for item in extraction.quotations)
    yield from (role.locality_id for person in extraction.people for role in person.roles)


def test_ids_of_records_are_units_of_the_gazetteer(press):
    written = {unit for text in press[::8] for unit in ids(extract(Article(article_id="a", text=text))) if unit}
    assert len(written) > 10
    assert [unit for unit in written if load().get(unit) is None] == []


@pytest.mark.parametrize(
    "text",
    [
        "Cả nước còn 815.101 hộ nghèo.",
        "Chính phủ đặt mục tiêu giảm 1,5% hộ nghèo.",
        "Bộ Nội vụ cho biết, đã có 12.345 hồ sơ được giải quyết.",
    ],
)
def test_national_figures_have_the_country_of_the_gazetteer(text):
    assert set(found(text, "2024-05-05").values()) == {COUNTRY_ID}
    assert load().get(COUNTRY_ID).level == "country"


def test_a_district_behind_a_count_of_communes_keeps_its_type():
    got = found("Toàn tỉnh Lạng Sơn có 62 xã, huyện Bắc Sơn có 5 xã đạt chuẩn.", "2024-05-05")
    assert got == {"62 xã": "pro:20@2004", "5 xã": "dis:185@2004"}


def test_a_former_unit_is_not_the_one_of_its_name_of_today():
    text = (
        "Xã Na Sầm, tỉnh Lạng Sơn có 9.412 hồ sơ. Riêng thị trấn Na Sầm cũ có 3.105 hồ sơ.\n"
        "Toàn tỉnh Đắk Lắk đạt 46,9%; khu vực Phú Yên cũ đạt 51,2%, khu vực Đắk Lắk cũ 44,3%."
    )
    assert found(text, "2025-10-10") == {
        "9.412 hồ sơ": "com:06124@2025",
        "3.105 hồ sơ": "com:06124@2004",
        "46,9%": "pro:66@2004",
        "51,2%": "pro:54@2004",
        "44,3%": None,  # Đắk Lắk as it was before Phú Yên joined it has no unit of its own
    }
