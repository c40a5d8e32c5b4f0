"""Features are those that underthesea's own function gives, in its order, but for those that have no weight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from underthesea.pipeline.pos_tag.tagged_feature import word2features

from newsmine.language.crf import Model, WordFeatures, read_features, titled_python

WORD_TEMPLATES = [
    *("T[-2].lower", "T[-1].lower", "T[0].lower", "T[1].lower", "T[2].lower"),
    *("T[0].istitle", "T[-1].istitle", "T[1].istitle", "T[-2].istitle", "T[0,2].istitle"),
    *("T[0]", "T[-1]", "T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]", "T[-1,1]", "T[-2,0]"),
]
LABEL_TEMPLATES = ["T[-3][1]", "T[-1][1]", "T[0][1]", "T[-3,-2][1]", "T[1,2][1]"]
WORDS = st.lists(
    st.sampled_from(["Hà Nội", "Ông", "ông", "BOS", "EOS", "đến", "2023", ".", "TP.", "Lò Văn Pá", "İ", "ǅ"]), max_size=8
)


def expected(sentence, templates, keep):
    """Return underthesea's features of each word, and those of them that are to have weights."""
    rows = [word2features(sentence, index, templates) for index in range(len(sentence))]
    known: dict[str, dict[str, str]] = {}
    for feature in sorted({feature for row in rows for feature in row if keep(feature)}):
        template, _, phrase = feature.partition("=")
        known.setdefault(template, {})[phrase] = feature
    return [tuple(feature for feature in row if keep(feature)) for row in rows], known


@given(WORDS, st.integers(1, 5))
def test_words_are_seen_as_underthesea_sees_them(words, share):
    rows, known = expected([(word, "X") for word in words], WORD_TEMPLATES, lambda feature: len(feature) % share == 0)
    features = WordFeatures([WORD_TEMPLATES, WORD_TEMPLATES[:5]], known, {"istitle": titled_python})
    assert features.rows(words) == rows
    assert features.rows(words) == rows, "what is remembered is the same"


@given(WORDS, st.integers(1, 4))
def test_labels_are_seen_as_underthesea_sees_them(words, share):
    labels = ["N" if word.islower() else "B-NP" for word in words]
    pairs = list(zip(words, labels, strict=True))
    rows, known = expected(pairs, ["T[0]", *LABEL_TEMPLATES], lambda feature: len(feature) % share == 0)
    seen = WordFeatures([["T[0]"]], known, {}).rows(words)
    assert Model(["T[0]", *LABEL_TEMPLATES], known, lambda found: found).label(seen, labels) == rows


def test_models_that_cannot_be_served_together_are_refused():
    known = {"T[0]": {"a": "T[0]=a"}, "T[1]": {"a": "T[1]=a"}, "T[0].shape": {"a": "T[0].shape=a"}}
    with pytest.raises(ValueError, match="different orders"):
        WordFeatures([["T[0]", "T[1]"], ["T[1]", "T[0]"]], known, {})
    with pytest.raises(ValueError, match="a template of words follows one of labels"):
        Model(["T[0][1]", "T[0]"], known, list)
    with pytest.raises(ValueError, match="shape"):
        WordFeatures([["T[0].shape"]], known, {})


@pytest.mark.parametrize("template", ["T[4]", "T[-4,0]", "T[0,4]", "U[0]", "T[0"])
def test_a_template_that_is_not_understood_is_refused(template):
    with pytest.raises(ValueError, match="is not understood"):
        WordFeatures([[template]], {template: {}}, {})


def test_a_file_that_is_no_model_is_refused(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"\0" * 100)
    with pytest.raises(ValueError, match="is not a CRFsuite model"):
        read_features(path)
