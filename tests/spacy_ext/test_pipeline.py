"""newsmine in a spaCy pipeline: exact tokens, sentences, tags, records, and a Doc that survives every way of keeping it."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
import unicodedata

import pytest
import spacy
import underthesea
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.tokens import Doc, DocBin

import newsmine
from newsmine.errors import InputError, NewsmineError
from newsmine.language import Document
from newsmine.normal import read
from newsmine.spacy_ext import COMPONENTS, make_doc, records

TEXT = (
    "Ông Lò Văn Pá, Phó Chủ tịch Uỷ ban nhân dân TP. Sơn La, cho biết: Toàn xã có 1.204 hộ, giảm 5,2% so với năm 2023.  Bà "
    "Nguyễn Thị Hoà khẳng định: “Kết quả này rất đáng mừng.”\r\n\n\t"
    "Theo Quyết định số 12/QĐ-UBND ngày 5/4/2021, xã Chiềng Sinh được giao 7,5ha đất."
)
NAUGHTY = [
    *(
        "",
        " ",
        "\n\n",
        "\t",
        "\u200b",
        "\u200b\u200d",
        "\u0301",
        "a\u200b\u0301",
        "\x00\x1f",
        "  hai  dấu cách  ",
        "\ufeffTin",
        "\r\n\r",
    ),
    *(
        "Ông Pá.\u00a0\u00a0Bà Hoà",
        "😀👨\u200d👩\u200d👧 Hà Nội 🇻🇳",
        "ﷺ العربية 中文",
        "\u1100\u1161\u11a8 \u0958",
        "''\"\"«»“”",
        "x" * 500,
    ),
]
TABLES = ("people", "quotations", "statistics", "references")


@pytest.fixture(scope="module")
def nlp():
    return newsmine.load()


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def seen(doc):
    """Return all that can be seen of a Doc."""
    spans = {
        name: [(span.start_char, span.end_char, span.label_, span.id_) for span in group] for name, group in doc.spans.items()
    }
    tokens = [(token.text, token.idx, token.tag_, token.pos_, token.is_sent_start) for token in doc]
    kept = {table: records(doc, table) for table in TABLES}
    return doc.text, tokens, spans, [(ent.text, ent.label_) for ent in doc.ents], kept


def test_records_are_those_of_extract(nlp, press):
    for text in (TEXT, *press[::20]):
        doc, found = nlp(text), newsmine.extract(text)
        for table in TABLES:
            assert records(doc, table) == [record.as_dict() for record in found.records(table)]
            assert len(doc.spans[table]) >= len(records(doc, table))
            for record in records(doc, table):
                if "start" in record:
                    (span,) = [span for span in doc.spans[table] if span.id_ == record[f"{table[:-1]}_id"]]
                    assert span.start_char <= record["start"] < record["end"] <= span.end_char


def test_what_the_spans_hold(doc):
    held = {table: [span.text for span in doc.spans[table]] for table in TABLES}
    assert held["people"] == ["Lò Văn Pá", "Nguyễn Thị Hoà"]
    assert held["statistics"][:2] == ["1.204 hộ", "giảm 5,2%"]
    assert "Kết quả này rất đáng mừng." in held["quotations"]
    assert held["references"] == ["Quyết định số 12/QĐ-UBND ngày 5/4/2021"]


def test_sentences_start_where_those_of_the_document_start(doc):
    view = Document.of(TEXT)
    starts = [view.span(*sentence)[0] for sentence in view.sentences]
    assert [sentence.start_char for sentence in doc.sents] == starts
    assert len(starts) == 3
    assert [sentence.text.strip()[:12] for sentence in doc.sents] == ["Ông Lò Văn P", "Bà Nguyễn Th", "Theo Quyết đ"]


def test_an_abbreviation_ends_no_sentence(nlp):
    found = nlp("Đoàn công tác đến TP. Sơn La và P. Quyết Tâm. TS. Pá dự.")
    assert [sentence.text for sentence in found.sents] == ["Đoàn công tác đến TP. Sơn La và P. Quyết Tâm.", "TS. Pá dự."]


def test_tags_are_those_of_underthesea(doc):
    view = Document.of(TEXT)
    expected = [tag for start, end in view.sentences for tag in underthesea.ner(view.text[start:end])]
    tokens = [token for token in doc if not token.is_space]
    assert [token.tag_ for token in tokens] == [pos for _, pos, _, _ in expected]
    assert [read(token.text).text for token in tokens] == [read(word).text for word, _, _, _ in expected]
    opened = [entity[2:] for _, _, _, entity in expected if entity.startswith("B-")]
    assert [ent.label_ for ent in doc.ents] == opened
    assert {token.pos_ for token in doc if token.is_space} == {"SPACE"}


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_tokens_have_the_offsets_of_the_text_as_given(nlp, form, press):
    for text in (TEXT, press[0], *NAUGHTY):
        given = unicodedata.normalize(form, text)
        found = nlp(given)
        assert found.text == given
        assert all(given[token.idx : token.idx + len(token)] == token.text for token in found)
        assert not any(re.search(r"[^\s\u200b]\s*[\r\n]", token.text) for token in found)


def test_decomposed_text_has_the_same_tokens(nlp, doc):
    decomposed = nlp(unicodedata.normalize("NFD", TEXT))
    assert [unicodedata.normalize("NFC", token.text) for token in decomposed] == [token.text for token in doc]
    assert [(token.tag_, token.pos_) for token in decomposed] == [(token.tag_, token.pos_) for token in doc]


@given(st.lists(st.sampled_from([*TEXT, "\u0301", "\u200b", "\u00a0", "TP.", "Hà Nội", "Ð", "  ", "\u1161"])).map("".join))
@example(" \n a")
@settings(max_examples=60)
def test_the_text_is_kept_whatever_it_is(nlp, text):
    found = nlp.make_doc(text)
    assert found.text == text
    assert "".join(sentence.text_with_ws for sentence in found.sents) == text


def test_half_a_character_is_refused_in_one_line(nlp):
    with pytest.raises(InputError, match=r"surrogate U\+D800\) at offset 3"):
        nlp("Hà \ud800")


def test_factories_come_with_spacy_itself(tmp_path, nlp):
    """A saved pipeline loads where nothing imports newsmine: entry points name the tokenizer and the components."""
    nlp.to_disk(tmp_path / "pipeline")
    code = f"""
import json, sys, spacy
assert "newsmine" not in sys.modules
nlp = spacy.load({str(tmp_path / "pipeline")!r})
doc = nlp({TEXT!r})
print(json.dumps([nlp.pipe_names, [t.text for t in doc], [s.text for s in doc.spans["statistics"]]]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    names, tokens, figures = json.loads(done.stdout)
    expected = nlp(TEXT)
    assert names == list(COMPONENTS)
    assert tokens == [token.text for token in expected]
    assert figures == [span.text for span in expected.spans["statistics"]]


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_stands_alone(name):
    alone = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "newsmine.tokenizer.v1"}}})
    alone.add_pipe(name)
    found = alone(TEXT)
    table = name.removeprefix("newsmine_").removesuffix("_v1")
    assert found.spans[table if table in TABLES else "chunks"]
    assert alone.analyze_pipes()["problems"] == {name: []}


def test_parts_of_the_pipeline_can_be_left_out():
    assert newsmine.load(tags=False).pipe_names == list(COMPONENTS[1:])
    assert newsmine.load(records=False).pipe_names == [COMPONENTS[0]]
    found = newsmine.load(tags=False, records=False)(TEXT)
    assert len(list(found.sents)) == 3
    with pytest.raises(KeyError):
        records(found, "people")


def test_another_tokenizer_is_refused_in_one_line():
    other = spacy.blank("en")
    other.add_pipe("newsmine_tagger_v1")
    with pytest.raises(NewsmineError, match=r"needs the tokenizer newsmine\.tokenizer\.v1"):
        other(TEXT)


def test_records_do_with_any_tokenizer(doc):
    other = spacy.blank("en")
    for name in COMPONENTS[1:]:
        other.add_pipe(name)
    found = other(TEXT)
    assert [records(found, table) for table in TABLES] == [records(doc, table) for table in TABLES]


@pytest.fixture
def marked(nlp):
    """A Doc with an attribute of the user's own."""
    Doc.set_extension("reader", default=None)
    doc = nlp(TEXT)
    doc._.reader = {"name": "Hà", "page": 2}
    yield doc
    Doc.remove_extension("reader")


def test_a_doc_can_be_pickled(marked):
    kept = pickle.loads(pickle.dumps(marked))  # noqa: S301 - our own
    assert seen(kept) == seen(marked)
    assert kept._.reader == {"name": "Hà", "page": 2}
    assert records(kept, "people") == records(marked, "people")


def test_a_pipeline_can_be_pickled(nlp, doc):
    kept = pickle.loads(pickle.dumps(nlp))  # noqa: S301 - our own
    assert kept.max_length == nlp.max_length
    assert seen(kept(TEXT)) == seen(doc)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_docbin_and_bytes_keep_everything(nlp, marked, form):
    given = nlp(unicodedata.normalize(form, TEXT))
    data = DocBin(
        store_user_data=True, attrs=["TAG", "POS", "ENT_TYPE", "ENT_IOB", "SENT_START"], docs=[given, marked]
    ).to_bytes()
    first, second = DocBin().from_bytes(data).get_docs(nlp.vocab)
    assert seen(first) == seen(given)
    assert seen(second) == seen(marked)
    assert second._.reader == marked._.reader
    assert seen(Doc(nlp.vocab).from_bytes(given.to_bytes())) == seen(given)
    assert json.loads(json.dumps(given.user_data["newsmine.records"])) == given.user_data["newsmine.records"]


def test_two_processes_give_what_one_gives(nlp, press):
    texts = [*press[:6], "", unicodedata.normalize("NFD", TEXT)]
    one = [seen(found) for found in nlp.pipe(texts)]
    assert [seen(found) for found in nlp.pipe(texts, n_process=2, batch_size=2)] == one


def test_displacy_renders_entities_and_records(doc):
    page = displacy.render(doc, style="ent")
    assert "Lò Văn Pá" in page
    assert 'class="entity"' in page
    for table in TABLES:
        page = displacy.render(doc, style="span", options={"spans_key": table})
        assert doc.spans[table][0].label_ in page


def test_what_is_known_of_an_article_reaches_the_records(nlp):
    article = newsmine.Article(article_id="bai-1", text="6 tháng đầu năm, huyện có 84 hộ thoát nghèo.", published_at="2024-07-02")
    found = make_doc(nlp, article)
    for _, component in nlp.pipeline:
        found = component(found)
    (figure,) = records(found, "statistics")
    assert figure["article_id"] == "bai-1"
    assert (figure["period_start"], figure["period_end"]) == ("2024-01-01", "2024-06-30")
    kept = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert kept.user_data["newsmine.article"]["published_at"] == "2024-07-02"
