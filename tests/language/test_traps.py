"""Traps of underthesea that must not reach what is published."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest
import underthesea
from underthesea.pipeline.word_tokenize import regex_tokenize

from newsmine.language import sentences, tag_sentence, words

SENTENCE = "Ông Lò Văn Pá, Chủ tịch UBND huyện Tràng Định, tỉnh Sơn La dự họp."


@pytest.fixture
def left_behind(monkeypatch):
    """The pattern that a call of somebody's with fixed words leaves in underthesea; taken back after the test."""
    monkeypatch.setattr(regex_tokenize, "patterns", regex_tokenize.patterns)
    before = underthesea.word_tokenize(SENTENCE)
    underthesea.word_tokenize("huyện Tràng", fixed_words=["huyện Tràng", "tỉnh Sơn"])
    return before


def test_fixed_words_of_another_call_change_no_word(left_behind):
    printed = [SENTENCE[start:end] for start, end in words(SENTENCE)]
    assert printed == left_behind
    assert [word for word, _, _, _ in tag_sentence(SENTENCE)] == left_behind


def test_fixed_words_of_a_call_before_ours_change_nothing(left_behind):
    code = f"""
import underthesea
from newsmine.language import tag_sentence
underthesea.word_tokenize("huyện Tràng", fixed_words=["huyện Tràng", "tỉnh Sơn"])
theirs = underthesea.word_tokenize({SENTENCE!r})
ours = [word for word, _, _, _ in tag_sentence({SENTENCE!r})]
print(ours == {left_behind!r}, theirs == underthesea.word_tokenize({SENTENCE!r}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.split() == ["True", "True"], "the user's own setting stays as it was, and is not ours"


def test_tagging_goes_on_after_pos_tag_v2():
    """``pos_tag(model="v2.0")`` raises on its second call."""
    expected = underthesea.ner(SENTENCE)
    for _ in range(2):
        with suppress(UnboundLocalError):
            underthesea.pos_tag(SENTENCE, model="v2.0")
        assert tag_sentence(SENTENCE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "UBND TP. Lạng Sơn đã họp.",
        "Công an Tp. Sơn La vào cuộc.",
        "Ông đến TP.Hồ Chí Minh.",
        "Bà ở P. Quyết Tâm, Q. 1, TX. Mường Lay.",
        "PGS.TS. Lò Văn Pá nói.",
        "GS.TSKH. Trần Thị Hoà và ThS. Bàn Văn Sênh dự.",
        "TS.BS. Hà khám cho bà con.",
    ],
)
def test_no_sentence_ends_after_an_abbreviation(text):
    assert sentences(text) == [(0, len(text))]


def test_a_sentence_that_ends_in_a_capital_word_still_ends():
    text = "Đoàn về TP. Sơn La. Ông Pá đón ở UBND. TP. Huế cũng cử người."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Đoàn về TP. Sơn La.",
        "Ông Pá đón ở UBND.",
        "TP. Huế cũng cử người.",
    ]
