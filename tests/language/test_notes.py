"""What was converted, or is in doubt, is said: on the article, in its summary, in the summary of a run."""

from __future__ import annotations

import json
import unicodedata

import pytest
from click.testing import CliRunner
from encoders import ENCODERS

import newsmine
from newsmine.cli import cli
from newsmine.collect.inputs import read_inputs
from newsmine.errors import InputError
from newsmine.language import notes_on

TEXT = (
    "Ông Nông Văn Ngoạn, Chủ tịch UBND xã Đề Thám cho biết: Toàn xã có 48 hộ nghèo, giảm 5,2% so với năm 2023.\n"
    "Theo ông Ngoạn, xã đã thuê 12 máy cày cho các hộ dân tại bản Phja Đén.\n"
)
NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "windows-1258": "Windows-1258"}
DECOMPOSED = "letters are decomposed (NFD)"


@pytest.fixture(params=list(ENCODERS))
def legacy(request, tmp_path):
    """A file in an older encoding, and the note that belongs to it."""
    path = tmp_path / "bai.txt"
    path.write_bytes(ENCODERS[request.param](TEXT))
    return path, f"converted from {NAMES[request.param]} to Unicode"


def test_a_converted_file_has_a_note_on_every_way_out(legacy, tmp_path):
    path, note = legacy
    (article,) = read_inputs([path])
    assert article.text == TEXT
    assert article.notes == (note,)
    found = newsmine.extract(article)
    assert found.article.notes == (note,)
    assert [person.name for person in found.people] == ["Nông Văn Ngoạn"]
    assert f"Note: {note}" in str(found).splitlines()
    assert note in CliRunner().invoke(cli, ["extract", str(path)]).stdout
    summary = newsmine.extract_to([path], tmp_path / "out")
    assert f"1 articles: {note}" in summary.lines()
    (row,) = map(json.loads, (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    assert row["notes"] == [note]


@pytest.mark.parametrize("name", list(ENCODERS))
def test_an_article_list_with_letters_read_wrongly_is_converted(name, tmp_path):
    path = tmp_path / "bai.jsonl"
    wrong = ENCODERS[name](TEXT).decode("latin-1")
    path.write_text(json.dumps({"id": "1", "text": wrong}) + "\n" + json.dumps({"id": "2", "text": TEXT}), encoding="utf-8")
    converted, sound = read_inputs([path])
    assert converted.text == sound.text == TEXT
    assert converted.notes == (f"converted from {NAMES[name]} to Unicode",)
    assert sound.notes == ()


def test_offsets_of_blocks_keep_the_text_as_it_is(tmp_path):
    wrong = ENCODERS["vni"](TEXT).decode("latin-1")
    path = tmp_path / "bai.jsonl"
    block = {"kind": "paragraph", "text": wrong, "start": 0, "end": len(wrong)}
    path.write_text(json.dumps({"id": "1", "text": wrong, "blocks": [block]}), encoding="utf-8")
    (article,) = read_inputs([path])
    assert article.text == wrong
    assert article.notes == ("the letters look like VNI; newsmine.language.repair converts them",)


@pytest.mark.parametrize("ending", ["txt", "jsonl"])
def test_decomposed_letters_are_noted_and_stay(ending, tmp_path):
    text = unicodedata.normalize("NFD", TEXT)
    path = tmp_path / f"bai.{ending}"
    path.write_text(text if ending == "txt" else json.dumps({"id": "1", "text": text}), encoding="utf-8", newline="")
    (article,) = read_inputs([path])
    assert article.text == text
    assert [note[: len(DECOMPOSED)] for note in article.notes] == [DECOMPOSED]
    assert DECOMPOSED in str(newsmine.extract(article))


def test_a_text_in_hand_stays_as_it_is_and_gets_a_note():
    wrong = ENCODERS["tcvn3"](TEXT).decode("latin-1")
    assert newsmine.extract(wrong).article.text == wrong
    assert newsmine.extract(wrong).article.notes == notes_on(wrong)
    assert notes_on(wrong) == ("the letters look like TCVN3 (ABC); newsmine.language.repair converts them",)
    assert notes_on(f"{TEXT}{wrong.splitlines()[0]}\n{TEXT}") == notes_on(wrong)
    assert newsmine.extract(TEXT).article.notes == ()
    assert newsmine.extract(unicodedata.normalize("NFD", TEXT)).article.notes[0].startswith(DECOMPOSED)


def test_half_a_character_is_refused_in_one_line():
    with pytest.raises(InputError, match=r"surrogate U\+D83D\) at offset 3, which no encoding can write: decode") as refusal:
        newsmine.extract("Có \ud83d 48 hộ.")
    assert "\n" not in str(refusal.value)
    good, bad = newsmine.extract_many(["Có 48 hộ.", "Có \ud83d 48 hộ."], errors="keep")
    assert [item.text for item in good.statistics] == ["48 hộ"]
    assert bad.failure is not None
    assert "surrogate U+D83D" in bad.failure
