"""Checks what must hold of every quotation, over a folder of .txt files: python -m benchmarks.quotations_invariants [FOLDER].

Each content, cue and speaker is the text between its offsets; the speaker's name stands in the article; no two quotations of
different speakers overlap unless one holds the other. Without a folder it reads the sample press of the project. Prints counts,
and exits 1 where anything is broken.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import newsmine
from benchmarks.extract import texts_of
from newsmine.normal import read
from newsmine.records import Quotation


def broken(text: str, found: tuple[Quotation, ...]) -> Iterator[str]:
    """Return in one line each what does not hold of the quotations of a text."""
    spelled = read(text).text
    for item in found:
        spans = (
            ("content", item.content, item.start, item.end),
            ("cue", item.cue, item.cue_start, item.cue_end),
            ("speaker", item.speaker, item.speaker_start, item.speaker_end),
        )
        for name, printed, start, end in spans:
            if printed is not None and (start is None or text[start:end] != printed):
                yield f"the {name} is not what stands at its offsets: {printed[:60]!r}"
        if item.start >= item.end or item.content != item.content.strip():
            yield f"empty, or white space at an end: {item.content[:60]!r}"
        if item.speaker_name is not None and read(item.speaker_name).text not in spelled:
            yield f"the article has no {item.speaker_name!r}"
    yield from crossed(found)


def crossed(found: tuple[Quotation, ...]) -> Iterator[str]:
    """Return the quotations of different speakers of which each holds a part of the other."""
    ordered = sorted(found, key=lambda item: (item.start, -item.end))
    for number, outer in enumerate(ordered):
        for inner in ordered[number + 1 :]:
            if inner.start >= outer.end:
                break
            if inner.end > outer.end and inner.speaker_name != outer.speaker_name:
                yield f"overlap of {outer.speaker_name!r} and {inner.speaker_name!r}: {inner.content[:60]!r}"


def main(args: list[str]) -> int:
    """Check every article and print counts; return the exit code."""
    texts = texts_of(Path(args[0]) if args else None)
    kinds: Counter[str] = Counter()
    faults = 0
    for number, text in enumerate(texts):
        found = newsmine.extract(text).quotations
        kinds.update(f"{item.kind} by {item.speaker_kind or 'nobody named'}" for item in found)
        for fault in broken(text, found):
            faults += 1
            print(f"article {number}: {fault}")
    print(f"{len(texts)} articles, {kinds.total()} quotations, {faults} broken")
    for kind, count in kinds.most_common():
        print(f"  {count:6d}  {kind}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
