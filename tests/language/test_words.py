from __future__ import annotations

import re
import unicodedata

import pytest
import underthesea
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsmine.language import Document, sentences, tag_sentence, words
from newsmine.language.crf import isdigit_rust
from newsmine.language.segment import segment
from newsmine.normal import read

NAUGHTY = [
    *("", " ", "\n\n", "\t", "\r\n", "\u200b", "\u200b\u200d", "a\u200b\u0301", "\u0301", "\u1100\u1161\u11a8", "\ufeffTin"),
    *("\u0958\u0958 \u0344", "\x00\x01\x1f\x7f", "x" * 3000, "a-b-c-" * 500, "''\"\"``«»“”", "....!!!???", "ᴮᴵᴳ ﬁ ½ ²"),
    *("<b>Hà&nbsp;Nội</b> <br/>", "http://baolangson.vn/a?b=c&d=(e) và a.b@c.vn", "1.234,5 tỷ; 20/21; 5/4/2021; 7m3"),
    *("Th sĩ, Thus, Th.S Mai", "v.v... v.v H'Mông N’Thôn Hạ", "Hoá uỷ Qui nghành bíết chuỵện", "ÐẠI HỘI ðảng"),
    *("😀👨\u200d👩\u200d👧 Hà Nội 🇻🇳", "ﷺ العربية 中文 日本語 русский", "12345678901 2147483647 2147483648 00012 +5"),
    "+ - = ^ _ $ % ( ) ; : / \\ | ~ # @ ! * & [ ] { }",
]
HARD = ["Hoá đơn của Uỷ ban do ông Qui ký.", "Lò Văn Pá-Giám đốc Công ty Thủy điện Nậm Lốc-cho biết: đạt 98%."]
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*"aàĐ1.,-'’/:@()\n\t \u200b\u0301\u00a0", "Th", "v.v", "TP.", "Hà Nội", "http://", "e-mail"])).map(
        "".join
    ),
)


@given(ANY_TEXT)
@example("\ud800 Hà")
@settings(max_examples=150)
def test_words_cover_all_but_white_space(given):
    done = 0
    for start, end in words(given):
        assert done <= start <= end
        assert not given[done:start].strip() or given[done:start].strip()[0] >= "\u0300"
        assert given[start:end] == given[start:end].strip()
        assert not re.search(r"[\r\n]", given[start:end])
        done = max(done, end)
    assert not given[done:].strip()


@pytest.mark.parametrize("text", [*NAUGHTY, *HARD], ids=range(len(NAUGHTY) + len(HARD)))
def test_naughty_text_gives_the_words_and_tags_of_underthesea(text):
    for line in text.splitlines():
        assert list(segment(line).words) == underthesea.word_tokenize(line)
        assert tag_sentence(line) == underthesea.ner(line)


@given(ANY_TEXT.filter(lambda text: not re.search("[\r\n]", text)))
@settings(max_examples=150)
def test_any_text_gives_the_words_of_underthesea(given):
    assert list(segment(given).words) == underthesea.word_tokenize(given)


def test_the_press_has_the_words_of_underthesea(press):
    for text in press:
        for start, end in sentences(text):
            assert list(segment(text[start:end]).words) == underthesea.word_tokenize(text[start:end])


def test_the_press_has_the_tags_of_underthesea(press):
    for text in press[::8]:
        for start, end in sentences(text):
            assert tag_sentence(text[start:end]) == underthesea.ner(text[start:end])


def test_words_are_spans_of_the_text_as_given():
    text = "Chủ tịch Uỷ ban nha\u0302n da\u0302n ti\u0309nh\u00a0Hoà Bình"
    printed = [text[start:end] for start, end in words(text)]
    assert printed == ["Chủ tịch", "Uỷ ban nha\u0302n da\u0302n", "ti\u0309nh", "Hoà Bình"]


def test_rewritten_words_keep_their_place():
    text = "Ông Qui hoá giá nghành điện."
    found = segment(text)
    assert found.words == tuple(underthesea.word_tokenize(text))
    assert found.words[1] == "Quy hóa"
    assert [text[start:end] for start, end in found.spans] == ["Ông", "Qui hoá", "giá", "nghành", "điện", "."]


def test_no_word_crosses_a_line():
    assert [(start, end) for start, end in words("Hà\nNội")] == [(0, 2), (3, 6)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("12", True), ("2147483647", True), ("2147483648", False), ("00002147483647", True), ("1.2", False), ("٣", False)],
)
def test_integers_as_the_compiled_featurizer_reads_them(word, expected):
    assert isdigit_rust(word) is expected


def test_document_words_and_tags_go_together(press):
    doc = Document.of(unicodedata.normalize("NFD", press[0]))
    for sentence in doc.sentences[:10]:
        spans, tags = doc.words(sentence), doc.tags(sentence)
        assert doc.words(sentence) is spans
        assert doc.tags(sentence) is tags
        assert list(tags) == underthesea.ner(doc.text[sentence.start : sentence.end])
        for (start, end), (word, _, _, _) in zip(spans, tags, strict=True):
            assert sentence.start <= start < end <= sentence.end
            assert read(word).text.casefold() == read(doc.text[start:end]).text.casefold()
            here, there, printed = doc.span(start, end)
            assert doc.article.text[here:there] == printed
            assert read(printed).text == doc.text[start:end]
