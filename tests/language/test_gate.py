from __future__ import annotations

import pytest

from newsmine.language import language_of
from newsmine.language.syllables import is_syllable


@pytest.mark.cases("gate")
def test_case(case):
    assert language_of(case["text"]) == case["expect"]


def test_the_sample_press_is_vietnamese(press):
    assert [language_of(text) for text in press] == ["vi"] * len(press)


@pytest.mark.parametrize(
    "word", ["nghiêng", "khuỷu", "Hoà", "hòa", "quyết", "giếng", "gì", "Đông", "ương", "yếu", "hu\u031b\u0323"]
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["tôc", "hàp", "phaûi", "nh©n", "Krông", "strength", "Ã¡", "ngươiii", "bá̀", ""])
def test_not_syllables(word):
    assert not is_syllable(word)
