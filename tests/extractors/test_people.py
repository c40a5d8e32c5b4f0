"""Who is named, with which offices, and who later mentions are: cases in tests/cases/people/*.toml (each file says its form)."""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmine.extractors import Knowledge, extract
from newsmine.extractors.names import CAPITALS
from newsmine.extractors.people import find_people, index_people
from newsmine.language.document import Document
from newsmine.places import load
from newsmine.records import QUALIFIERS

CASES = [
    case
    for path in sorted((Path(__file__).parents[1] / "cases" / "people").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
IDS = [case["id"] for case in CASES]
LATER = [case for case in CASES if "refers" in case]
WORDS = {"province": "tỉnh", "district": "huyện", "commune": "xã"}
MARK = re.compile(r"⟨([^⟩]*)⟩")


def plain(case):
    return MARK.sub(r"\1", case["text"])


def read(text):
    return find_people(Document.of(text))


def role(item):
    parts = [item.title or "-", item.organisation or "-", item.qualifier or "-"]
    while len(parts) > 1 and parts[-1] == "-":
        parts.pop()
    return " @ ".join(parts)


def row(person, width):
    cells = [person.name, person.honorific or "-", person.gender or "-", " + ".join(role(item) for item in person.roles) or "-"]
    return " | ".join(cells[:width])


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_people(case):
    found = read(plain(case))
    wanted = case["people"]
    assert [person.name for person in found] == [item.split(" | ")[0] for item in wanted]
    assert [row(person, item.count(" | ") + 1) for person, item in zip(found, wanted, strict=True)] == wanted


@pytest.mark.parametrize("case", LATER, ids=[case["id"] for case in LATER])
def test_later_mentions(case):
    doc = Document.of(plain(case))
    index = index_people(doc)
    got = []
    for number, match in enumerate(MARK.finditer(case["text"])):
        start = match.start() - 2 * number
        there = [item for item in index.at(start, start + len(match.group(1))) if item.key is not None]
        got.append(index.person(there[0].key).name if there else "")
    assert got == case["refers"]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_decomposed_text_gives_the_same_people(case):
    text = unicodedata.normalize("NFD", plain(case))
    found = read(text)
    assert [row(person, 1) for person in found] == [row(person, 1) for person in read(plain(case))]
    for person in found:
        printed = {text[start:end] for start, end in person.mentions}
        assert (
            any(unicodedata.normalize("NFC", item).split()[-1][:1] == person.name.split()[-1][:1] for item in printed) or printed
        )
        assert all(text[item.start : item.end] == item.text for item in person.roles)


texts = st.lists(st.sampled_from([plain(case) for case in CASES]), min_size=1, max_size=8).map("\n".join)


@given(texts)
@settings(max_examples=80, deadline=None)
def test_whatever_the_text_spans_are_printed_and_ids_differ(text):
    found = extract(text).people
    assert len({person.person_id for person in found}) == len(found)
    for person in found:
        assert person.mentions
        assert 0 < person.confidence <= 1
        assert list(person.mentions) == sorted(set(person.mentions))
        for start, end in person.mentions:
            assert 0 <= start < end <= len(text)
        for item in person.roles:
            assert text[item.start : item.end] == item.text
            assert item.title in item.text
            assert item.organisation is None or item.text.endswith(item.organisation)
            assert item.qualifier is None or item.qualifier in QUALIFIERS
    spans = sorted(span for person in found for span in person.mentions)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@given(st.permutations(range(12)), st.sampled_from(["\n", " ", "\n\n"]))
@settings(max_examples=20, deadline=None)
def test_order_of_unrelated_sentences_changes_nobody(order, gap):
    sentences = [plain(case) for case in CASES if case["id"].endswith(("honorific", "hmong", "thai", "firm", "cooperative"))][:12]
    shuffled = gap.join(sentences[index % len(sentences)] for index in order)
    assert {person.name for person in read(shuffled)} == {person.name for item in sentences for person in read(item)} or len(
        set(order)
    ) < len(sentences)


UNCLEAR = {"Đức Hòa Thượng", "Cư Ni", "Nông trường Trần Phú", "NT Trần Phú"}  # a rank; a place called after a farm
PLACES = sorted(
    {
        (unit.level, unit.name)
        for unit in load().units
        if unit.level in WORDS and CAPITALS.fullmatch(unit.name) and " " in unit.name and unit.name not in UNCLEAR
    }
)


@given(st.sampled_from(PLACES))
@settings(max_examples=150, deadline=None)
def test_no_place_in_an_office_is_a_person_and_a_name_after_it_is_whole(place):
    level, name = place
    assert read(f"Chủ tịch UBND {WORDS[level]} {name} tiếp dân.") == ()
    (person,) = read(f"Bí thư Đảng ủy {WORDS[level]} {name} Đinh Văn Khoạt tiếp dân.")
    assert person.name == "Đinh Văn Khoạt"
    assert person.roles[0].organisation == f"Đảng ủy {WORDS[level]} {name}"


def test_swapping_the_honorific_changes_only_honorific_and_gender():
    text = "Ông Lường Văn Diêu, Chủ tịch UBND xã Mường Lèo, tiếp dân. Ông Diêu hứa sửa đường."
    (him,) = read(text)
    (her,) = read(text.replace("Ông", "Bà "))
    assert (him.gender, her.gender) == ("male", "female")
    assert him.roles == her.roles
    assert him.mentions == her.mentions


def test_two_hundred_names_in_one_article():
    givens = ["An", "Bắc", "Cúc", "Dậu", "Giáp", "Hòe", "Ích", "Kha", "Lụa", "Mận"]
    middles = ["Văn", "Đình", "Hữu", "Công", "Bá", "Quang", "Xuân", "Đức", "Minh", "Trọng"]
    names = [f"{family} {middle} {given}" for family in ("Nguyễn", "Trịnh") for middle in middles for given in givens]
    text = "\n".join(f"Ông {name} ở thôn {number} trồng lúa." for number, name in enumerate(names, 1))
    assert [person.name for person in read(text)] == names


OWN = Knowledge.of(
    {
        "title": [{"words": ["Trưởng phân ban"], "deputy": True}, {"words": ["Điều phối viên cụm"]}],
        "organisation": [{"words": ["Ban liên lạc đồng hương"]}],
    }
)


@pytest.mark.parametrize(
    ("text", "title", "organisation", "qualifier"),
    [
        ("Ông Hà Văn Sặt, Điều phối viên cụm, dự họp.", "Điều phối viên cụm", None, None),
        ("Bà Lã Thị Mơ, Phó Trưởng phân ban, phát quà.", "Phó Trưởng phân ban", None, "deputy"),
        (
            "Trưởng Ban liên lạc đồng hương tỉnh Lai Châu Hà Văn Sặt dự họp.",
            "Trưởng Ban",
            "Ban liên lạc đồng hương tỉnh Lai Châu",
            None,
        ),
    ],
)
def test_titles_and_organisations_of_a_user(text, title, organisation, qualifier):
    (person,) = extract(text, OWN).people
    assert [(item.title, item.organisation, item.qualifier) for item in person.roles] == [(title, organisation, qualifier)]
    roles = [item for person in extract(text).people for item in person.roles]
    assert not any(item.organisation == organisation and item.title == title for item in roles)


def test_the_place_of_an_office():
    found = extract("Ông Lò Văn Kẻo, Chủ tịch UBND huyện Mai Sơn, và bà Cà Thị Pản, Giám đốc Sở Y tế, lên tỉnh Sơn La.").people
    assert [(person.name, [item.locality_id for item in person.roles]) for person in found] == [
        ("Lò Văn Kẻo", ["dis:125@2004"]),
        ("Cà Thị Pản", ["pro:14@2004"]),
    ]
