"""The gold's texts that come from the sample press: ``NAME.txt`` as a saved page reads, printed from the page's source.

python -m corpora.gold.texts          # writes those that an annotation names with ``source = "PAPER/SLUG"``
python -m corpora.gold.texts --check  # fails where one differs from its page
"""

from __future__ import annotations

import sys
import tomllib

from corpora.gold.compile import HERE
from corpora.sample_site.source import NOTE, Page, load_pages

_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def _dateline(page: Page) -> str:
    """Return the line under the title, in the manner of each paper."""
    at = page.published
    if page.paper == "kycung":
        return f"{_WEEKDAYS[at.weekday()]}, {at.day}/{at.month}/{at.year} {at:%H:%M} (GMT+7)"
    return f"{at:%d/%m/%Y %H:%M}" if page.paper == "songkon" else f"Cập nhật: {at:%H:%M %d-%m-%Y}"


def page_text(page: Page) -> str:
    """Return a page as text: title, dateline, blocks in page order (captions and rows of tables too), signature, source, note."""
    lines = [page.title, _dateline(page), *(block.text for block in page.blocks), page.signature, page.source_line or "", NOTE]
    return "\n".join(filter(None, lines)) + "\n"


def sample_texts() -> dict[str, str]:
    """Return the text of every annotated article that comes from the sample press, by its file name without ending."""
    out = {}
    for path in sorted((HERE / "annotation").glob("*.toml")):
        paper, _, slug = str(tomllib.loads(path.read_text(encoding="utf-8"))["source"]).partition("/")
        if slug:
            out[path.stem] = page_text(next(page for page in load_pages(paper) if page.slug == slug))
    return out


def main(args: list[str]) -> int:
    """Write the texts, or with ``--check`` say which differ from their page."""
    wanted = sample_texts()
    stale = [
        n for n, text in wanted.items() if not (HERE / f"{n}.txt").exists() or (HERE / f"{n}.txt").read_bytes().decode() != text
    ]
    for name in stale:
        if "--check" in args:
            print(f"gold: {name}.txt is not what its page says; run: python -m corpora.gold.texts", file=sys.stderr)
        else:
            (HERE / f"{name}.txt").write_bytes(wanted[name].encode())
    return 1 if stale and "--check" in args else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
