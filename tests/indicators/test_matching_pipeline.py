"""What the public face does with what is no text."""

from __future__ import annotations

import pytest

import newsmine


@pytest.mark.parametrize("wrong", [None, 5, ["Xã có 12 hộ."]])
def test_what_is_no_text_is_refused(wrong):
    with pytest.raises(TypeError, match="takes a text or an Article, not"):
        newsmine.extract(wrong)


def test_bytes_are_refused_with_what_reads_them():
    with pytest.raises(TypeError, match="decode reads bytes"):
        newsmine.extract("Xã có 12 hộ.".encode())


def test_one_text_is_not_read_letter_by_letter():
    with pytest.raises(TypeError, match="single one"):
        newsmine.extract_many("Xã có 12 hộ.")
