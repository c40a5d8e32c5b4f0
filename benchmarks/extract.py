"""Whole extraction against plain underthesea calls, on the same texts in the same run: python -m benchmarks.extract [FOLDER].

Prints processor seconds, articles a second, the ratio to ``underthesea.word_tokenize`` over the same sentences (one process; the
two take turns article by article, so that a busy machine slows both), what two processes gain, and peak memory. Without a
folder it reads the sample press of the project.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import newsmine
from newsmine.language.document import Document


def texts_of(folder: Path | None) -> list[str]:
    """Return the texts to measure on: the .txt files of a folder, or the articles of the sample press."""
    if folder is not None:
        return [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]
    from corpora.sample_site import expected, load_pages, load_papers

    return [expected(paper, page.slug)["text"] for paper in load_papers() for page in load_pages(paper)]


def beside(theirs: Callable[[str], object], ours: Callable[[str], object], texts: list[str]) -> tuple[float, float]:
    """Return the processor seconds that plain word_tokenize of all sentences, and a call, take; the better of two rounds."""
    groups = [[doc.text[start:end] for start, end in doc.sentences] for doc in map(Document.of, texts)]
    rounds = []
    for _ in range(2):
        words = one = 0.0
        for text, sentences in zip(texts, groups, strict=True):
            start = time.process_time()
            for sentence in sentences:
                theirs(sentence)
            between = time.process_time()
            ours(text)
            words, one = words + between - start, one + time.process_time() - between
        rounds.append((words, one))
    return min(words for words, _ in rounds), min(one for _, one in rounds)


def main(args: list[str]) -> None:
    """Measure and print."""
    from underthesea import word_tokenize

    texts = texts_of(Path(args[0]) if args else None)
    newsmine.extract(texts[0])
    word_tokenize(texts[0][:100])

    words, one = beside(word_tokenize, newsmine.extract, texts)
    start = time.perf_counter()
    list(newsmine.extract_many(texts * 4, jobs=2))
    two = time.perf_counter() - start
    start = time.perf_counter()
    list(newsmine.extract_many(texts * 4, jobs=1))
    again = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sentences = sum(len(Document.of(text).sentences) for text in texts)
    print(f"{len(texts)} articles, {sentences:,} sentences, {sum(map(len, texts)):,} characters")
    print(f"underthesea.word_tokenize   {words:8.2f} s   {len(texts) / words:8.1f} articles/s")
    print(f"newsmine.extract            {one:8.2f} s   {len(texts) / one:8.1f} articles/s   ratio {one / words:.2f}")
    print(f"one process, 4 rounds       {again:8.2f} s")
    print(f"two processes, 4 rounds     {two:8.2f} s   {again / two:.2f} times one, start-up included")
    print(f"peak memory of this process {peak:8.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
