"""Print what a page reader should find on every page of the sample press, one JSON object a line."""

from __future__ import annotations

import json

from corpora.sample_site.source import expected, load_pages, load_papers


def main() -> None:
    """Print the expected records of all pages but the disallowed ones, in the order of the papers, newest first."""
    for paper in load_papers():
        for page in load_pages(paper):
            if not page.disallowed:
                print(json.dumps(expected(paper, page.slug), ensure_ascii=False))


if __name__ == "__main__":
    main()
