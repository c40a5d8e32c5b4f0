"""Pages in layouts that no site rule knows: the generic reader types every block, and lets nothing else in."""

from __future__ import annotations

import pytest

from benchmarks.layouts import LayoutPage, layout_pages
from newsmine.collect import read_page

URL = "https://baothu.example/mot-bai-bao-123456.html"


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in layout_pages()])
def test_every_block_of_a_page_in_a_layout_of_its_own(page: LayoutPage) -> None:
    article = read_page(page.html, url=URL)
    got = [(block.kind, block.text) for block in article.blocks]
    assert [block for block in got if block not in page.optional] == list(page.blocks)
    assert {name: getattr(article, name) for name in page.fields} == page.fields
    for block in article.blocks:
        assert block.start is None or article.text[block.start : block.end] == block.text


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in layout_pages()])
def test_what_is_printed_between_the_blocks_does_not_matter(page: LayoutPage) -> None:
    """Comments, white space, line breaks of the source and empty paragraphs change nothing of what is read."""
    noisy = page.html.replace("</p>", "</p>\n<!-- x --><p>&nbsp;</p>\n").replace("<div", "\n\t<div")
    assert read_page(noisy, url=URL).text == read_page(page.html, url=URL).text
