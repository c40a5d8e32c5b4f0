"""Compiles the gold: ``annotation/NAME.toml`` (what a person writes) and ``NAME.txt`` to ``NAME.json`` (what the scorer reads).

    python -m corpora.gold.compile          # writes the JSON files
    python -m corpora.gold.compile --check  # fails where one is missing or out of date

In the TOML an item names its spans by their printed words; they are looked for from where the item before it began, so items
stand in the order of the text, and words that stand more than once are found in turn. What is left out is null, or the default
said in brackets:

- ``[[quotation]]``: ``content`` (words; a long one as ``"first words … last words"``), ``kind`` (direct), ``cue``,
  ``speaker``, ``name`` (the speaker), ``who`` (person; or unnamed, body, document), ``honorific``, ``role``, ``optional``.
- ``[[statistic]]``: ``span``, ``value``, ``max``, ``denominator``, ``unit``, ``kind`` (count), ``bound`` (exact), ``change``,
  ``status`` (actual), ``measure``, ``period`` (``[words, start, end]``, an open end is ""), ``locality``, ``speaker`` (a name),
  ``optional`` (false).

Cue, speaker and role are looked for nearest to the content; the measure nearest to the span.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_GAP = " … "


class GoldError(Exception):
    """An annotation does not fit its text."""


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}


def _find(text: str, words: str, after: int) -> tuple[int, int]:
    """Find words at or after a place; words joined by " … " name a stretch by its beginning and its end."""
    head, _, tail = words.partition(_GAP)
    start = text.find(head, after)
    if start < 0:
        raise GoldError(f"«{head}» does not stand after «{text[max(0, after - 20) : after + 20]}»")
    if not tail:
        return start, start + len(head)
    end = text.find(tail, start + len(head))
    if end < 0:
        raise GoldError(f"«{tail}» does not stand after «{head}»")
    return start, end + len(tail)


def _nearest(text: str, words: str | None, start: int, end: int) -> dict[str, Any] | None:
    """Find the place of words that is nearest to a span."""
    if words is None:
        return None
    places, at = [], text.find(words)
    while at >= 0:
        distance = 0 if at < end and at + len(words) > start else min(abs(at + len(words) - start), abs(at - end))
        places.append((distance, at))
        at = text.find(words, at + 1)
    if not places:
        raise GoldError(f"«{words}» does not stand in the text")
    best = min(places)[1]
    return _span(text, best, best + len(words))


def compile_article(text: str, annotation: dict[str, Any], article: str) -> dict[str, Any]:
    """Return the gold of one article, in the format of the scorer. Raises :class:`GoldError` where a word is not in the text."""
    quotations, after = [], 0
    for item in annotation.get("quotation", []):
        start, end = _find(text, item["content"], after)
        after = start
        speaker = _nearest(text, item.get("speaker"), start, end)
        role = _nearest(text, item.get("role"), *((speaker["start"], speaker["end"]) if speaker else (start, end)))
        quotations.append(
            {
                "content": _span(text, start, end),
                "kind": item.get("kind", "direct"),
                "cue": _nearest(text, item.get("cue"), start, end),
                "speaker": speaker,
                "speaker_name": item.get("name", item.get("speaker")),
                "speaker_kind": item.get("who", "person"),
                "honorific": item.get("honorific"),
                "role": item.get("role"),
                "role_span": role,
                **({"optional": True} if item.get("optional") else {}),
            }
        )
    statistics, after = [], 0
    for item in annotation.get("statistic", []):
        start, end = _find(text, item["span"], after)
        after = end
        period = item.get("period")
        statistics.append(
            {
                "span": _span(text, start, end),
                "value": _number(item.get("value")),
                "value_max": _number(item.get("max")),
                "denominator": _number(item.get("denominator")),
                "unit": item.get("unit"),
                "kind": item.get("kind", "count"),
                "bound": item.get("bound", "exact"),
                "change": item.get("change"),
                "status": item.get("status", "actual"),
                "measure": _nearest(text, item.get("measure"), start, end),
                "period": period and {"text": period[0], "start": period[1] or None, "end": period[2] or None},
                "locality": item.get("locality"),
                "speaker_name": item.get("speaker"),
                **({"optional": True} if item.get("optional") else {}),
            }
        )
        if period and period[0] not in text:
            raise GoldError(f"«{period[0]}» does not stand in the text")
    return {"article": article, "quotations": quotations, "statistics": statistics}


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def compile_all() -> dict[Path, str]:
    """Return the JSON of every annotated article, by its path. Raises :class:`GoldError` with the file named."""
    out = {}
    for path in sorted((HERE / "annotation").glob("*.toml")):
        article = HERE / f"{path.stem}.txt"
        try:
            annotation = tomllib.loads(path.read_text(encoding="utf-8"))
            gold = compile_article(article.read_bytes().decode("utf-8"), annotation, article.name)
        except (GoldError, KeyError, tomllib.TOMLDecodeError, OSError) as error:
            raise GoldError(f"{path.name}: {error}") from error
        out[HERE / f"{path.stem}.json"] = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    return out


def main(args: list[str]) -> int:
    """Write the JSON files, or with ``--check`` say which are missing or out of date."""
    try:
        wanted = compile_all()
    except GoldError as error:
        print(f"gold: {error}", file=sys.stderr)
        return 1
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in args:
        for path in stale:
            print(f"gold: {path.name} is out of date; run: python -m corpora.gold.compile", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    print(f"gold: {len(wanted)} articles, {len(stale)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
