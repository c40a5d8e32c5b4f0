"""Page to article beside other readers, in one run: what is found, what leaks in, how fast.

    python -m benchmarks.pages                       the sample press (own writing), and pages in layouts without a site rule
    python -m benchmarks.pages --pages DIR           a folder of pages with gold blocks in DIR/gold/*.json
    python -m benchmarks.pages --scrapinghub DIR     scrapinghub's article-extraction-benchmark (ground-truth.json, html/)
    python -m benchmarks.pages --trafilatura DIR     trafilatura's repository (tests/evaldata.py and the pages beside it)

F1, precision and recall are of runs of four words, averaged over pages. newspaper4k and readability-lxml take part where they
are installed. Times are processor seconds of one process, best of three rounds.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.layouts import layout_pages
from newsmine.collect import load_registry, read_page
from newsmine.errors import InputError

SAMPLE = Path(__file__).parents[1] / "corpora" / "sample_site" / "registry.toml"
REGISTRY = load_registry([SAMPLE])
_WORDS = re.compile(r"\w+")


@dataclass
class Page:
    """A page and what should be read from it."""

    name: str
    data: bytes
    url: str
    text: str
    sapo: str | None = None
    outside: list[str] = field(default_factory=list)
    author: str | None = None
    published: str | None = None
    with_parts: list[str] = field(default_factory=list)
    without_parts: list[str] = field(default_factory=list)


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text.lower())
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def agreement(got: str, want: str) -> tuple[float, float, float]:
    mine, gold = runs(got), runs(want)
    both = sum((mine & gold).values())
    precision, recall = both / max(1, sum(mine.values())), both / max(1, sum(gold.values()))
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def newsmine_site(page: Page) -> Any:
    try:
        return read_page(page.data, url=page.url, registry=REGISTRY)
    except InputError:
        return None


def newsmine_generic(page: Page) -> Any:
    try:
        return read_page(page.data, url=page.url)
    except InputError:
        return None


def readers() -> dict[str, Callable[[Page], str]]:
    import trafilatura

    found: dict[str, Callable[[Page], str]] = {
        "newsmine": lambda page: getattr(newsmine_site(page), "text", ""),
        "newsmine, no site rule": lambda page: getattr(newsmine_generic(page), "text", ""),
        "trafilatura": lambda page: trafilatura.extract(page.data, include_comments=False) or "",
    }
    try:
        import newspaper

        def by_newspaper(page: Page) -> str:
            article = newspaper.Article(page.url or "http://x.example/", language="vi")
            article.html = page.data.decode("utf-8", "replace")
            article.parse()
            return str(article.text)

        found["newspaper4k"] = by_newspaper
    except ImportError:
        print("newspaper4k is not installed: left out")
    try:
        import lxml.html
        import readability

        def by_readability(page: Page) -> str:
            summary = readability.Document(page.data.decode("utf-8", "replace")).summary()
            # Blocks end lines: without it the last word of one and the first of the next would be one word.
            broken = re.sub(r"(?=</?(?:p|div|li|h\d|tr|br)\b)", "\n", summary)
            return str(lxml.html.fromstring(broken).text_content())

        found["readability-lxml"] = by_readability
    except ImportError:
        print("readability-lxml is not installed: left out")
    return found


def sample_pages() -> Iterator[Page]:
    from corpora.sample_site import expected, load_pages, load_papers
    from corpora.sample_site.render import respond

    for paper, entry in load_papers().items():
        for source in load_pages(paper):
            if not source.disallowed:
                want = expected(paper, source.slug)
                outside = [
                    *want["captions"],
                    *want["related"],
                    want["note"],
                    *filter(None, [want["signature"], want["source_line"]]),
                ]
                url = f"http://{entry.host}{source.path}"
                data = respond(paper, source.path, f"http://{entry.host}").body
                author = want["author"] or None
                yield Page(f"{paper}/{source.slug}", data, url, want["text"], want["sapo"], outside, author, want["published"])


def own_layouts(group: str) -> Iterator[Page]:
    for page in layout_pages(group):
        outside = [text for kind in ("caption", "related", "signature", "source_line", "note") for text in page.of(kind)]
        sapo = next(iter(page.of("sapo")), None)
        published = page.fields["published_at"]
        url = "https://baothu.example/mot-bai-bao-123456.html"
        yield Page(page.name, page.html.encode(), url, page.text, sapo, outside, page.fields["byline"], published)


def gold_pages(folder: Path) -> Iterator[Page]:
    urls = {}
    if (folder / "manifest.jsonl").exists():
        rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
        urls = {row["file"]: row.get("url", "") for row in rows}
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        data = (folder / gold["file"]).read_bytes()
        outside = [*gold["captions"], *gold["signature"]]
        yield Page(
            gold["file"],
            data,
            urls.get(gold["file"], ""),
            gold["gold_text"],
            gold["sapo"],
            outside,
            gold["byline"],
            gold["published"],
        )


def scrapinghub_pages(folder: Path) -> Iterator[Page]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, row in sorted(truth.items()):
        path = folder / "html" / f"{name}.html.gz"
        yield Page(name, gzip.decompress(path.read_bytes()), row.get("url", ""), row["articleBody"])


def trafilatura_pages(folder: Path) -> Iterator[Page]:
    """Pages with parts that must and must not be in the text; the list is read as data, never run."""
    tree = ast.parse((folder / "tests" / "evaldata.py").read_text(encoding="utf-8"))
    table = next(
        node.value for node in tree.body if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EVAL_PAGES"
    )
    for url, row in ast.literal_eval(table).items():
        places = [folder / "tests" / place / row["file"] for place in ("cache", "eval")]
        path = next((place for place in places if place.exists()), None)
        if path is not None:
            yield Page(
                row["file"], path.read_bytes(), url, "", with_parts=row.get("with", []), without_parts=row.get("without", [])
            )


def score_parts(pages: list[Page], read: Callable[[Page], str]) -> str:
    hits = missed = leaked = 0
    for page in pages:
        text = " ".join(read(page).split())
        hits += sum(" ".join(part.split()) in text for part in page.with_parts)
        missed += sum(" ".join(part.split()) not in text for part in page.with_parts)
        leaked += sum(" ".join(part.split()) in text for part in page.without_parts)
    precision, recall = hits / max(1, hits + leaked), hits / max(1, hits + missed)
    return f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}  precision {precision:.3f}  recall {recall:.3f}"


def score_text(pages: list[Page], read: Callable[[Page], str]) -> str:
    rows = [agreement(read(page), page.text) for page in pages]
    f1, precision, recall = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    out = f"F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}"
    if any(page.sapo for page in pages):
        texts = [read(page) for page in pages]
        plain = [" ".join(text.split()) for text in texts]
        leads = [(text, page.sapo) for text, page in zip(plain, pages, strict=True) if page.sapo]
        kept = sum(agreement(text, sapo)[2] > 0.9 for text, sapo in leads)
        leaked = sum(part in text.split("\n") for text, page in zip(texts, pages, strict=True) for part in page.outside)
        out += f"  sapo kept {kept}/{len(leads)}  leaked {leaked}"
    return out


def seconds(pages: list[Page], found: dict[str, Callable[[Page], str]]) -> dict[str, float]:
    """Best of three rounds in which every reader takes its turn, so that a busy machine slows all of them alike."""
    best = dict.fromkeys(found, float("inf"))
    for _ in range(3):
        for name, read in found.items():
            start = time.process_time()
            for page in pages:
                read(page)
            best[name] = min(best[name], time.process_time() - start)
    return best


def authors_and_times(pages: list[Page]) -> str:
    articles = [newsmine_site(page) for page in pages]
    named = [(article, page) for article, page in zip(articles, pages, strict=True) if article and page.author]
    dated = [(article, page) for article, page in zip(articles, pages, strict=True) if article and page.published]
    right = sum((article.byline or "").lower() == (page.author or "").lower() for article, page in named)
    minute = sum((article.published_at or "")[:16] == (page.published or "")[:16] for article, page in dated)
    return f"author as given {right}/{len(named)}, minute of publication right {minute}/{len(dated)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("pages", "scrapinghub", "trafilatura"):
        parser.add_argument(f"--{name}", type=Path, metavar="DIR")
    args = parser.parse_args()
    sets: dict[str, list[Page]] = {}
    if args.pages:
        sets["pages with gold"] = list(gold_pages(args.pages))
    if args.scrapinghub:
        sets["scrapinghub"] = list(scrapinghub_pages(args.scrapinghub))
    if args.trafilatura:
        sets["trafilatura"] = list(trafilatura_pages(args.trafilatura))
    if not sets:
        sets["sample press"] = list(sample_pages())
        sets["layouts without a site rule"] = list(own_layouts("made_for"))
        sets["layouts without a site rule, first read before any rule was made for them"] = list(own_layouts("unseen"))
    found = readers()
    for title, pages in sets.items():
        print(f"\n{title}: {len(pages)} pages")
        parts = any(page.with_parts for page in pages)
        taken = seconds(pages, found)
        for name, read in found.items():
            figures = score_parts(pages, read) if parts else score_text(pages, read)
            print(f"  {name:24} {figures}  {len(pages) / taken[name]:.0f} pages/s")
        if not parts and any(page.published for page in pages):
            print(f"  newsmine: {authors_and_times(pages)}")


if __name__ == "__main__":
    main()
