"""What holds of quotations whatever the text: offsets, overlaps, spellings, names, surroundings, time."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmine.extractors.cues import lexicon
from newsmine.extractors.knowledge import Knowledge
from newsmine.extractors.marks import find_marks
from newsmine.extractors.people import index_people
from newsmine.extractors.quotations import find_quotations
from newsmine.language.document import Document
from newsmine.normal import read

TEXTS = [
    re.sub("[⟦⟧]", "", json.loads(line)["text"])
    for path in sorted((Path(__file__).parents[1] / "cases" / "quotations").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
PLAIN = [text for text in TEXTS if "\u200b" not in text and "Ð" not in text]
PIECES = [
    "Ông Nguyễn Văn Lâm", "bà Trần Thị Hoa", ", Chủ tịch UBND xã Hòa An", "Sở Nội vụ", " cho biết", " khẳng định", " yêu cầu",
    " cho rằng", "Theo ", "theo ", ": ", ", ", ". ", "; ", " - ", "“", "”", '"', "«", "»", "''", ",,", "\n", " ", "xã có 12 thôn",
    "các huyện đẩy nhanh tiến độ", "Ông", " đồng thời", "Ảnh: T.L", "(", ")", "…", "báo cáo của ",
]  # fmt: skip


def quotations(text, knowledge=None):
    doc = Document.of(text)
    index = index_people(doc)
    return find_quotations(doc, index, knowledge) if knowledge else find_quotations(doc, index)


def told(found):
    return [(item.content, item.speaker_name, item.kind) for item in found]


def check(text, found):
    for item in found:
        assert item.content == text[item.start : item.end]
        assert item.content.strip() == item.content
        assert item.start < item.end <= len(text)
        assert 0 < item.confidence <= 1
        if item.speaker is not None:
            assert item.speaker == text[item.speaker_start : item.speaker_end]
        if item.cue is not None:
            assert item.cue == text[item.cue_start : item.cue_end]
        if item.speaker_kind == "person" and item.person_id is not None:
            assert item.speaker_name is not None
    for first, second in pairwise(found):
        assert first.end <= second.start, "no two quotations overlap"


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_invariants_of_broken_speech(text):
    check(text, quotations(text))


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_invariants_of_any_text(text):
    check(text, quotations(text))


OWN = sorted((Path(__file__).parents[2] / "corpora" / "gold").glob("*.txt"))


@pytest.mark.parametrize("path", OWN, ids=[path.stem for path in OWN])
def test_invariants_of_whole_articles(path):
    text = path.read_bytes().decode("utf-8")
    found = quotations(text)
    check(text, found)
    spelled = read(text).text
    assert all(read(item.speaker_name).text in spelled for item in found if item.speaker_name is not None)


HARD = {
    "mismatched marks": "“a ”b «c \" d” '' e ",
    "marks that open only": "Bà Lê Thị Hoa nói: “xã đã có điện. ",
    "one paragraph": "Ông Nguyễn Văn Lâm, Chủ tịch UBND xã Hòa An cho biết xã có 12 thôn. Đường vào thôn đã đổ bê tông. ",
    "one bare colon": "Bà Hoa cho biết: xã có 12 thôn, đường đã thông. ",
    "cues only": "cho biết khẳng định yêu cầu theo ",
    "commas only": "Sở Y tế, Công an tỉnh, UBND huyện, ",
    "questions and dashes": "- Thưa ông, vì sao?\n- Vì mưa.\n",
    "pronouns": "Ông Lâm cho biết xã có điện. Ông nói đường còn xấu.\n",
}


def calls(text):
    """Return how many calls of Python functions finding the quotations of a text takes."""
    doc = Document.of(text)
    index = index_people(doc)
    count = 0

    def note(_frame, event, _arg):
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        find_quotations(doc, index)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", HARD.values(), ids=HARD)
def test_twice_the_text_is_twice_the_work(piece):
    calls(piece)  # patterns are compiled once
    times = 6_000 // len(piece)
    once, twice = calls(piece * times), calls(piece * times * 2)
    assert twice <= 2.2 * once + 200


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_in_nfd(text):
    nfd = unicodedata.normalize("NFD", text)
    found = quotations(nfd)
    check(nfd, found)
    assert [unicodedata.normalize("NFC", item.content) for item in found] == [
        unicodedata.normalize("NFC", item.content) for item in quotations(text)
    ]


@pytest.mark.parametrize("text", PLAIN[::3])
def test_no_break_spaces_change_nothing(text):
    spaced = text.replace(" ", "\u00a0")
    assert told(quotations(spaced)) == [
        (content.replace(" ", "\u00a0"), name, kind) for content, name, kind in told(quotations(text))
    ]


@pytest.mark.parametrize("text", [text for text in PLAIN if "“" in text and "“" not in text.split("“", 1)[1].split("”")[0]])
def test_straight_marks_give_the_same_words(text):
    if any(line.count("“") != line.count("”") for line in text.split("\n")):
        pytest.skip("a case of unbalanced marks")
    straight = text.replace("“", '"').replace("”", '"')
    assert [item.content.replace('"', "") for item in quotations(straight)] == [
        re.sub("[“”]", "", item.content) for item in quotations(text)
    ]


@pytest.mark.parametrize("text", PLAIN[::2])
def test_a_neutral_paragraph_around_changes_nothing(text):
    neutral = "Buổi sáng ở vùng cao sương còn giăng kín lối đi, cây mận trước hiên đã trổ hoa trắng."
    before, after = f"{neutral}\n{text}", f"{text}\n{neutral}"
    if "\n" not in text and text.count(". ") == 0 and not text.rstrip().endswith((".", "”", "”.", '"')):
        pytest.skip("a headline is one only as the first line")
    assert told(quotations(after)) == told(quotations(text))
    shift = len(neutral) + 1
    if ": " not in text.split("\n")[0][:60]:
        moved = [(item.start - shift, item.end - shift, item.speaker_name) for item in quotations(before)]
        assert moved == [(item.start, item.end, item.speaker_name) for item in quotations(text)]


def test_renaming_a_speaker_renames_only_names():
    text = (
        "Ông Nguyễn Văn Lâm, Chủ tịch UBND xã Hòa An cho biết xã có 12 thôn. Ông Lâm khẳng định đường đã thông. "
        "Theo ông Lâm, điện đã về bản."
    )
    other = text.replace("Nguyễn Văn Lâm", "Trần Quang Dũng").replace("ông Lâm", "ông Dũng").replace("Ông Lâm", "Ông Dũng")
    assert [item.content for item in quotations(other)] == [item.content for item in quotations(text)]
    assert {item.speaker_name for item in quotations(text)} == {"Nguyễn Văn Lâm"}
    assert {item.speaker_name for item in quotations(other)} == {"Trần Quang Dũng"}


def test_swapping_the_honorific_flips_only_honorific_and_gender():
    text = "Ông Lương Văn Hà, Chủ tịch UBND xã cho biết xã có 12 thôn. Ông Hà khẳng định đường đã thông."
    other = text.replace("Ông", "Bà")
    kept = {"honorific", "gender", "quotation_id", "article_id", "person_id"}
    offset = [dict(dataclasses.asdict(item)) for item in quotations(text)]
    flipped = [dict(dataclasses.asdict(item)) for item in quotations(other)]
    places = {key for key in offset[0] if key.endswith(("start", "end"))}
    for one, two in zip(offset, flipped, strict=True):
        assert {key: value for key, value in one.items() if key not in kept | places} == {
            key: value for key, value in two.items() if key not in kept | places
        }
        assert (one["honorific"], two["honorific"]) == ("Ông", "Bà")
        assert (one["gender"], two["gender"]) == ("male", "female")


def test_two_articles_joined_are_the_union():
    one = "Ông Nguyễn Văn Lâm, Chủ tịch UBND xã Hòa An cho biết xã có 12 thôn."
    two = "Bà Trần Thị Hoa, Giám đốc Sở Nội vụ khẳng định: “Việc sắp xếp đã xong”."
    assert told(quotations(f"{one}\n\n{two}")) == [*told(quotations(one)), *told(quotations(two))]


@pytest.mark.parametrize(
    "text",
    ["cho biết xã có 12 thôn.", "Cho biết, xã có 12 thôn.", "Hôm qua cho biết xã có 12 thôn.", "khẳng định rằng đường đã thông."],
)
def test_a_cue_without_a_subject_never_yields_a_person(text):
    assert all(item.speaker_kind != "person" for item in quotations(text))


def test_an_own_cue_is_found_only_when_it_is_given():
    text = "Ông Nguyễn Văn Lâm, Trưởng thôn Nà Pàn đúc rút, đường vào bản còn lầy lội."
    own = Knowledge.of({"cue": [{"words": ["đúc rút"], "class": "core", "act": "judge"}]})
    assert quotations(text) == ()
    (found,) = quotations(text, own)
    assert (found.content, found.cue_act) == ("đường vào bản còn lầy lội", "judge")


def test_the_table_of_cues_is_large_and_well_formed():
    entries = lexicon().entries
    assert len(entries) >= 150
    assert {entry.act for entry in entries.values()} == {"state", "judge", "ask", "order"}
    assert {entry.kind for entry in entries.values()} == {"core", "conditional", "mark_only"}
    assert all(entry.follow <= {"colon", "marks", "rang", "comma", "clause"} for entry in entries.values())
    assert all(entry.source <= {"person", "body", "document"} for entry in entries.values())


def test_two_hundred_speakers_each_keep_their_words():
    families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ"]
    given_names = [
        "Lâm", "Hải", "Sơn", "Thủy", "Bình", "Hòa", "Khoa", "Minh", "Nam", "Phong",
        "Quân", "Sang", "Tài", "Uy", "Vinh", "Xuân", "Yên", "An", "Bách", "Cường",
    ]  # fmt: skip
    names = [f"{family} Văn {name}" for family in families for name in given_names]
    text = "\n".join(f"Ông {name}, Trưởng thôn {number} cho biết thôn {number} đã có điện." for number, name in enumerate(names))
    found = quotations(text)
    assert [item.speaker_name for item in found] == names


@pytest.mark.parametrize("mark", ["“a ", '"a ', "a” ", "«a ", '"a\n ', "“a ”b «c ", "'' a ", ",,a "])
def test_mismatched_marks_by_the_thousand(mark):
    text = mark * 4000
    marks = find_marks(text)
    assert all(first.end <= second.start for first, second in pairwise(marks))
    check(text, quotations(text[:40_000]))


def test_a_paragraph_of_a_megabyte_is_read_to_its_end():
    one = "Ông Nguyễn Văn Lâm, Chủ tịch UBND xã Hòa An cho biết xã có 12 thôn. Đường vào thôn đã đổ bê tông. "
    count = 1_000_000 // len(one)
    assert len(quotations(one * count)) == count
