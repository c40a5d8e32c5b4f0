"""The language layer beside underthesea, on the same sentences in the same run: python -m benchmarks.language [FOLDER OF .txt].

Prints for splitting, segmenting and tagging how many results are those of underthesea, processor seconds of each and their
ratio, and peak memory. Sentence by sentence in one process; the two take turns article by article, so that a busy machine
slows both. Without a folder it reads the sample press of the project.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import underthesea

from benchmarks.extract import texts_of
from newsmine.language import sentences, tag_sentence
from newsmine.language.segment import segment

Call = Callable[[str], Any]
WARM_UP = "Ông Lò Văn Pá, Trưởng bản Nà Lốc (Sơn La), cho biết: Cả bản có 84 hộ."


def clocked(call: Call, items: Iterable[str]) -> tuple[float, list[Any]]:
    """Return the processor seconds that a call takes over some items, and what it gives for each."""
    start = time.process_time()
    found = [call(item) for item in items]
    return time.process_time() - start, found


def beside(theirs: Call, ours: Call, groups: list[list[str]]) -> tuple[float, float, list[tuple[str, Any, Any]]]:
    """Return the seconds of two calls that take turns over groups of items, and the items on which they differ."""
    theirs(WARM_UP)
    ours(WARM_UP)
    slow = fast = 0.0
    differ = []
    for items in groups:
        seconds, expected = clocked(theirs, items)
        slow += seconds
        seconds, found = clocked(ours, items)
        fast += seconds
        differ += [item for item in zip(items, expected, found, strict=True) if item[1] != item[2]]
    return slow, fast, differ


def boundaries(texts: list[str]) -> str:
    """Say how many sentences of a line are those of underthesea; where they differ ours repair (see docs/language.md)."""
    ours = theirs = both = 0
    for text in texts:
        for line in text.splitlines():
            found = {line[start:end] for start, end in sentences(line)}
            expected = set(underthesea.sent_tokenize(line))
            ours, theirs, both = ours + len(found), theirs + len(expected), both + len(found & expected)
    return f"sentences: {ours:,} of newsmine, {theirs:,} of underthesea.sent_tokenize, {both:,} the same"


def main(args: list[str]) -> None:
    """Measure and print."""
    texts = texts_of(Path(args[0]) if args else None)
    groups = [[text[start:end] for start, end in sentences(text)] for text in texts]
    count = sum(map(len, groups))
    print(f"{len(texts)} articles, {count:,} sentences, {sum(map(len, texts)):,} characters")
    print(boundaries(texts))
    rows: list[tuple[str, Call, Call, list[list[str]]]] = [
        ("sent_tokenize", underthesea.sent_tokenize, sentences, [[text] for text in texts]),
        ("word_tokenize", underthesea.word_tokenize, lambda sentence: list(segment(sentence).words), groups),
        ("ner", underthesea.ner, tag_sentence, groups),
    ]
    for name, theirs, ours, items in rows:
        slow, fast, differ = beside(theirs, ours, items)
        same = "" if name == "sent_tokenize" else f"   identical {count - len(differ):,} of {count:,}"
        print(f"{name:14s} underthesea {slow:8.2f} s   newsmine {fast:7.2f} s   {slow / fast:5.1f} times as fast{same}")
        for sentence, expected, found in differ[:3] if same else ():
            print(f"  differs: {sentence}\n    underthesea {expected}\n    newsmine    {found}")
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
