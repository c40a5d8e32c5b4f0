from __future__ import annotations

import tomllib

import pytest

from newsmine._data import data_text
from newsmine.errors import InputError
from newsmine.indicators import built_in, indicator, parse_taxonomy, read_taxonomy
from newsmine.indicators.taxonomy import toml_entry

OWN = toml_entry(
    "indicator",
    {"id": "well_n", "name_vi": "Số giếng khoan", "unit": "giếng", "kinds": ["count"], "phrases": ["giếng khoan"]},
)


def test_there_are_more_than_a_hundred_indicators_with_all_that_an_analyst_asks_for():
    known = built_in().indicators
    assert len(known) >= 100
    for one in known.values():
        assert one.name_vi, one.id
        assert one.name_en != one.name_vi, one.id
        assert one.definition, one.id
        assert one.source, one.id
        assert one.kinds, one.id
        assert one.near, one.id
        assert one.phrases, one.id


def test_shares_are_percentages_of_at_most_a_hundred():
    shares = [one for one in built_in().indicators.values() if one.unit == "%" and one.change == "never"]
    assert len(shares) > 40
    assert all("percent" in one.kinds and one.most for one in shares)


def test_every_indicator_has_training_phrases_and_every_phrase_an_indicator():
    table = tomllib.loads(data_text("newsmine.indicators", "phrases.toml"))
    assert set(table) - {"none", "frames"} == set(built_in().indicators)


def test_an_unknown_indicator_is_answered_with_the_nearest():
    with pytest.raises(InputError, match="did you mean poverty_rate"):
        indicator("poverty_rat")


def test_a_file_of_ones_own_adds_an_indicator_and_leaves_the_others(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    taxonomy = read_taxonomy(path)
    assert taxonomy["well_n"].own
    assert set(built_in().indicators) < set(taxonomy.indicators)
    assert taxonomy.sha != built_in().sha


@pytest.mark.cases("wrong_files.jsonl")
def test_a_wrong_file_is_one_clear_line(case):
    with pytest.raises(InputError) as error:
        parse_taxonomy(case["toml"], "own.toml")
    assert str(error.value).startswith("own.toml")
    assert case["error"] in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_taxonomy(tmp_path / "none.toml")
