"""Whether ``text[start:end]`` is what is printed, for every record, word and sentence: python -m benchmarks.offsets [FOLDER…].

Each article is read as it is and after conversion to NFD, and the records of both are compared. Prints how many spans were
checked and every violation (then the exit code is 1). Folders hold .txt files; without one it reads the sample press of the
project.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsmine
from benchmarks.extract import texts_of
from newsmine.extractors.extraction import RECORD_TABLES, Extraction
from newsmine.language import Document, words
from newsmine.normal import read
from newsmine.places import find_places

Span = tuple[str, int, int, str]  # what it is a span of, start, end, what is said to be printed there


def spans_of(record: dict[str, Any]) -> Iterator[tuple[str, int, int, str]]:
    """Give the spans of a record by the names of fields: ``start`` with ``text`` or ``content``, ``cue_start`` with ``cue``."""
    for field, start in record.items():
        if field.endswith("start") and isinstance(start, int):
            name = field.removesuffix("start").removesuffix("_")
            printed = next(key for key in (name, f"{name}_text", "text", "content") if key and key in record)
            yield printed, start, record[f"{field.removesuffix('start')}end"], record[printed]
    for role in record.get("roles", ()):
        yield "role", role["start"], role["end"], role["text"]


def record_spans(found: Extraction) -> Iterator[Span]:
    """Give the spans of all records of an article; of a mention of a person that it is a part of a name, in the reading view."""
    text = found.article.text
    for table in RECORD_TABLES:
        for record in found.records(table):
            for field, start, end, printed in spans_of(record.as_dict()):
                yield f"{table}.{field}", start, end, printed
    for person in found.people:
        for start, end in person.mentions:
            yield "people.mention", start, end, text[start:end] if text[start:end].strip() else "a name"


def language_spans(doc: Document) -> Iterator[Span]:
    """Give sentences, words and places of a document; what is printed is compared in the reading view."""
    text = doc.article.text
    views = [("sentence", *sentence, doc.text[slice(*sentence)]) for sentence in doc.sentences]
    views += [("word", *word, doc.text[slice(*word)]) for sentence in doc.sentences for word in doc.words(sentence)]
    views += [("place", place.start, place.end, place.text) for place in find_places(doc.text)]
    for kind, first, last, view in views:
        start, end, printed = doc.span(first, last)
        yield kind, start, end, printed if read(printed).text == view and printed == text[start:end] else view
    for start, end in words(text):
        yield "word as given", start, end, text[start:end] if text[start:end].strip() else "a word"


def violations(text: str) -> tuple[Counter[str], list[str], Extraction]:
    """Return the number of spans checked by kind, a line for each that is not what is printed, and the records of the text."""
    found = newsmine.extract(text)
    checked: Counter[str] = Counter()
    wrong = []
    for kind, start, end, printed in (*record_spans(found), *language_spans(Document.of(text))):
        checked[kind] += 1
        if not 0 <= start < end <= len(text) or text[start:end] != printed:
            wrong.append(f"{kind} [{start}, {end}): {text[start:end]!r} is not {printed!r}")
    return checked, wrong, found


def told(found: Extraction) -> list[str]:
    """Return what the records say, without ids and offsets, in NFC: the same for every form of a text."""
    out = []
    for table in RECORD_TABLES:
        for record in found.records(table):
            kept = {
                key: value
                for key, value in record.as_dict().items()
                if not key.endswith(("_id", "start", "end")) and key not in ("roles", "mentions", "part_of")
            }
            out.append(unicodedata.normalize("NFC", f"{table} {kept}"))
    return out


def main(args: list[str]) -> int:
    """Check and print."""
    texts = [text for folder in args for text in texts_of(Path(folder))] if args else texts_of(None)
    checked: Counter[str] = Counter()
    wrong: list[str] = []
    same = records = 0
    for text in texts:
        forms = [violations(form) for form in (text, unicodedata.normalize("NFD", text))]
        for counts, lines, _ in forms:
            checked += counts
            wrong += lines
        given, decomposed = (told(found) for _, _, found in forms)
        records += len(given)
        same += (Counter(given) & Counter(decomposed)).total()
    for kind, count in sorted(checked.items()):
        print(f"{kind:28s} {count:9,}")
    for line in wrong:
        print(f"violation: {line}")
    print(f"{len(texts)} articles, as given and in NFD: {checked.total():,} spans checked, violations {len(wrong)}")
    print(f"records of the text as given that its NFD form has, too: {same:,} of {records:,}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
