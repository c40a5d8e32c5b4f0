from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from underthesea import sent_tokenize

from newsmine.language import Document, sentences
from newsmine.normal import read

PIECES = st.sampled_from(
    ["Ông", "xã", "TP", "PGS.TS", "v.v", "A", "ý", ".", "...", "…", "?", "!", "”", "“", '"', "(", ")", " ", "  ",
     "\n", "\r\n", "5", "1.250", "-", ",", ":", "Điều 5", "\u00a0", "\u200b", "+", "\u2028"]
)  # fmt: skip


@pytest.mark.cases("sentences")
def test_case(case):
    found = sentences(case["text"])
    assert [(start, end, case["text"][start:end]) for start, end in found] == [tuple(expected) for expected in case["expect"]]


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_sentences_keep_everything_but_white_space(text):
    found = sentences(text)
    done = 0
    for start, end in found:
        assert done <= start < end
        assert not text[done:start].strip()
        sentence = text[start:end]
        assert sentence == sentence.strip()
        assert "\n" not in sentence
        assert "\r" not in sentence
        done = end
    assert not text[done:].strip()


def test_no_sentence_ends_inside_a_number(press):
    for text in (read(article).text for article in press):
        for start, end in sentences(text):
            assert not re.search(r"\d[.,]?\Z", text[start:end]) or not text[end : end + 1].isdigit()


def test_the_same_as_underthesea_where_no_trap_is(press):
    """Lines with nothing but plain sentences: letters, commas, and full stops before a space and a capital."""
    plain = re.compile(r"(?:[^\W\d_]{2,}(?:,?\s[^\W\d_]{2,})+\.(?:\s|\Z))+\Z")
    lines = [line for text in press for line in read(text).text.splitlines() if plain.match(line)]
    lines += ["Hội nghị diễn ra sáng nay. Các đại biểu đã thảo luận sôi nổi. Bí thư Huyện ủy kết luận hội nghị."]
    for line in lines:
        assert [line[start:end] for start, end in sentences(line)] == sent_tokenize(line)


def test_most_boundaries_are_those_of_underthesea(press):
    ours = theirs = both = 0
    for text in press:
        for line in read(text).text.splitlines():
            ends = {end for _, end in sentences(line)}
            found, done = set(), 0
            for sentence in sent_tokenize(line):
                done = line.index(sentence, done) + len(sentence)
                found.add(done)
            ours, theirs, both = ours + len(ends), theirs + len(found), both + len(ends & found)
    assert both >= 0.95 * ours
    assert both >= 0.95 * theirs


def test_time_grows_with_length_not_with_its_square():
    """The work is bounded a candidate: a line of a million stops is split without looking back over it each time."""
    assert len(sentences("A. " * 300_000)) == 1
    assert len(sentences("ab. Cd " * 100_000)) == 100_001


def test_document_sentences_are_computed_once():
    doc = Document.of("Một. Hai.")
    assert doc.sentences is doc.sentences
    assert [doc.text[start:end] for start, end in doc.sentences] == ["Một.", "Hai."]
