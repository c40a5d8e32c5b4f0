"""The gold: what a person wrote compiles to what the scorer reads, every span is exact, and newsmine keeps its floors."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from corpora.gold import agreement, check, texts
from corpora.gold.compile import HERE, KINDS, GoldError, compile_all, compile_article
from corpora.gold.split import PARTS, split_of
from corpora.sample_site.source import NOTE
from newsmine.evaluate import below_floors, check_gold
from newsmine.evaluate.score import score

NAMES = sorted(path.stem for path in HERE.glob("*.txt"))
TEXT = (
    "Xã Mẫu Sơn\n"
    "Ông Lộc Văn A, Chủ tịch UBND xã cho biết: Xã có 20/22 cán bộ, công chức đạt chuẩn, diện tích 120 m2. "
    "Ông A nói xã thu 1,5 tỷ đồng.\n"
)
PERSON = {"name": "Lộc Văn A", "honorific": "Ông", "offices": ["Chủ tịch | UBND xã"]}
DIRECT = {"content": "Xã có 20/22 … 120 m2.", "cue": "cho biết", "speaker": "Lộc Văn A", "honorific": "Ông"}
INDIRECT = {"content": "xã thu 1,5 tỷ đồng", "kind": "indirect", "cue": "nói", "speaker": "A", "honorific": "Ông"}


def compiled(quotation=(), statistic=(), person=(PERSON,), **head):
    annotation = {"kind": "brief", "person": list(person), "quotation": list(quotation), "statistic": list(statistic), **head}
    return compile_article(TEXT, annotation, "one.txt")


def test_every_article_has_an_annotation_and_every_annotation_its_json():
    assert NAMES
    assert [path.stem for path in sorted((HERE / "annotation").glob("*.toml"))] == NAMES
    assert [path.stem for path in sorted(HERE.glob("*.json"))] == NAMES


def test_the_json_files_are_what_the_annotation_says():
    stale = [path.name for path, text in compile_all().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python -m corpora.gold.compile"


def test_every_span_is_what_is_printed():
    assert check_gold(HERE) == []


def test_texts_of_the_sample_press_are_what_its_pages_say():
    wanted = texts.sample_texts()
    assert len(wanted) > 20
    assert [name for name, text in wanted.items() if (HERE / f"{name}.txt").read_bytes().decode() != text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_article_says_that_it_is_invented_and_what_it_is(name):
    assert (HERE / f"{name}.txt").read_bytes().decode().endswith(f"{NOTE}\n")
    annotation = tomllib.loads((HERE / "annotation" / f"{name}.toml").read_text(encoding="utf-8"))
    assert annotation["kind"] in KINDS
    assert annotation["by"]
    assert annotation["tags"]
    assert annotation["statistic"]


def test_every_kind_of_article_and_of_record_is_in_the_gold():
    gold = [json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")) for name in NAMES]
    assert {article["kind"] for article in gold} >= set(KINDS) - {"announcement"}
    kinds = {item["kind"] for article in gold for item in article["statistics"] if not item.get("optional")}
    assert kinds == {"count", "percent", "ratio", "money", "measure", "rate", "multiple", "score"}
    bounds = {item["bound"] for article in gold for item in article["statistics"] if not item.get("optional")}
    assert bounds == {"exact", "more_than", "at_least", "less_than", "nearly", "at_most", "about", "range"}
    assert {item["kind"] for article in gold for item in article["quotations"]} == {"direct", "indirect", "mixed"}
    assert {item["speaker_kind"] for article in gold for item in article["quotations"]} == {
        "person",
        "unnamed",
        "body",
        "document",
    }


def test_the_split_holds_about_a_third_out_and_never_moves():
    held = sum(split_of(name) == "held" for name in NAMES)
    assert 0.2 < held / len(NAMES) < 0.5
    assert [split_of(name) for name in ("kycung-2019-huu-lung-can-bo", "kycung-2020-thu-ngan-sach.txt")] == ["held", "dev"]
    assert {split_of(f"article {number}") for number in range(20)} == set(PARTS)


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [
        ({"span": "20/22 cán bộ, công chức", "value": 20, "denominator": 22}, {"unit": "cán bộ, công chức", "kind": "ratio"}),
        ({"span": "120 m2", "value": 120}, {"unit": "m2", "kind": "measure", "speaker_name": "Lộc Văn A"}),
        ({"span": "1,5 tỷ đồng", "value": 1.5e9}, {"unit": "VND", "kind": "money", "locality": "xã Mẫu Sơn"}),
        (
            {"span": "20", "value": 20, "unit": "", "locality": "", "speaker": ""},
            {"unit": None, "locality": None, "speaker_name": None},
        ),
        ({"span": "120 m2", "value": 120, "period": ["Xã có", "2016/2020"]}, {"period": ("2016-01-01", "2020-12-31")}),
        ({"span": "120 m2", "value": 120, "period": ["Xã có", "../2024-02"]}, {"period": (None, "2024-02-29")}),
        ({"span": "120 m2", "value": 120, "period": ["Xã có", "2024-06-05/.."]}, {"period": ("2024-06-05", None)}),
        ({"span": "120 m2", "value": 120, "period": ["Xã có", "2024-06"]}, {"period": ("2024-06-01", "2024-06-30")}),
    ],
)
def test_what_is_left_out_of_a_statistic(statistic, expected):
    found = compiled([DIRECT, INDIRECT], [statistic], locality="xã Mẫu Sơn")["statistics"][0]
    found["period"] = found["period"] and (found["period"]["start"], found["period"]["end"])
    assert {name: found[name] for name in expected} == expected


def test_what_is_left_out_of_a_quotation():
    first, second = compiled([DIRECT, INDIRECT])["quotations"]
    assert (first["speaker_name"], first["role"], first["kind"]) == ("Lộc Văn A", "Chủ tịch UBND xã", "direct")
    assert (second["speaker_name"], second["role"], second["speaker"]["text"]) == ("Lộc Văn A", "Chủ tịch UBND xã", "A")
    assert TEXT[second["speaker"]["start"] :].startswith("A nói")


def test_a_figure_in_an_optional_quotation_has_no_speaker():
    article = compiled(
        [DIRECT, {**INDIRECT, "optional": True}], [{"span": "120 m2", "value": 120}, {"span": "1,5 tỷ đồng", "value": 1.5e9}]
    )
    assert [item["speaker_name"] for item in article["statistics"]] == ["Lộc Văn A", None]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"quotation": [{**DIRECT, "content": "Xã có 21/22"}]}, "does not stand"),
        ({"quotation": [{**DIRECT, "speaker": "Lộc Văn B"}]}, "does not stand"),
        ({"quotation": [{**DIRECT, "speaker": "Mẫu Sơn"}]}, "no person"),
        ({"quotation": [INDIRECT], "person": [PERSON, {"name": "Ông A"}]}, "say name"),
        ({"statistic": [{"span": "120 m2", "value": 120, "period": ["năm 2024", "2024"]}]}, "does not stand"),
        ({"kind": "poem"}, "kind must be one of"),
    ],
)
def test_what_does_not_fit_the_text_is_refused(parts, words):
    with pytest.raises(GoldError, match=words):
        compiled(**parts)


@pytest.fixture(scope="module")
def pairs():
    return check.extracted()


def test_no_figure_is_below_its_floor(pairs):
    assert check.below(check.results(pairs), check.recalls(pairs)) == []


def test_every_figure_has_a_floor_in_every_part(pairs):
    book = tomllib.loads(check.FLOORS.read_text(encoding="utf-8"))
    for part, result in check.results(pairs).items():
        tables = book[part] if part else book
        assert set(tables["f1"]) | set(tables["at_most"]) == set(result.figures())
    assert set(book["recall"]) == set(check.recalls(pairs))


def test_a_worse_result_falls_below_the_floors(pairs):
    without = score([pair for pair in pairs if split_of(pair.name) == "dev"])
    for tally in without.tallies.values():
        tally.right = 0
    low = below_floors(without, check.FLOORS, "dev")
    assert len(low) == len(without.tallies)


def test_the_stated_agreement_is_what_the_second_annotations_give():
    tallies = agreement.agreement().tallies
    stated = dict(
        re.findall(r"\| \**((?:stat|quote|person)\.[^|*]+?)\** \| \**(\d\.\d{3})\**", (HERE / "README.md").read_text("utf-8"))
    )
    assert len(stated) > 10
    assert stated == {name: f"{tallies[name].f1:.3f}" for name in stated}
    assert str(agreement.left_open_by_one(agreement.pairs())) in (HERE / "README.md").read_text("utf-8")


def test_two_annotations_of_an_article_that_differ_do_not_agree():
    name = "daily-2017-hai-phong-rac"
    same = agreement.pair(name)
    assert agreement.score([same]).tallies["stat.value"].f1 == 1
    same.statistics[0]["value"] += 1
    assert agreement.score([same]).tallies["stat.value"].f1 < 1
