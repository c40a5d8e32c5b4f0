"""Compiles the gold: ``annotation/NAME.toml`` (what a person writes) and ``NAME.txt`` to ``NAME.json`` (what the scorer reads).

    python -m corpora.gold.compile          # writes the JSON files
    python -m corpora.gold.compile --check  # fails where one is missing or out of date
    python -m corpora.gold.compile --show NAME …  # prints what was compiled, one item a line, for reading it through

In the TOML an item names its spans by their printed words; they are looked for from where the item before it began, so items
stand in the order of the text, and words that stand more than once are found in turn. What is left out is null, or the default
said in brackets:

- head: ``kind`` (what sort of article), ``source`` (``own``, or ``PAPER/SLUG`` of the sample press), ``by`` (who annotated),
  ``tags`` (what is hard in it), ``locality`` (the place of every statistic that names none itself), ``form`` (``NFD``
  where the text has decomposed letters: all words here are decomposed before they are looked for).
- ``person``: ``name``, ``honorific``, ``offices`` (each ``"title | organisation"`` or ``"title | organisation | qualifier"``, the
  two as printed side by side), ``role`` (the offices as printed, if they do not stand in one row), ``optional``.
- ``quotation``: ``content`` (words; a long one as ``"first words … last words"``), ``kind`` (direct), ``cue``, ``speaker``,
  ``name`` (the one person whose name ends with the speaker's words; else the speaker's words), ``who`` (person; or unnamed,
  body, document), ``honorific``, ``role`` (the person's), ``optional``.
- ``statistic``: ``span``, ``value``, ``max``, ``denominator``, ``unit`` (the words after the number in the span; đồng is VND),
  ``kind`` (what the unit says), ``bound`` (exact), ``change``, ``status`` (actual), ``measure``, ``period`` (``[words, time]``,
  the time as in EDTF: ``"2024"``, ``"2024-06"``, ``"2016/2020"``, an open end ``..``), ``locality`` (the article's; ``""`` for
  none), ``speaker`` (the speaker of the quotation it stands in; ``""`` for none), ``optional`` (false).

Cue, speaker and role are looked for nearest to the content; the measure nearest to the span.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = ("meeting", "interview", "brief", "feature", "figures", "letter", "announcement")
"""What sort of article: a report of a meeting or a visit, questions and answers, short news, a feature with voices, figures above
all, readers' letters with answers, a notice or list."""

Item = dict[str, Any]
_GAP = " … "
_ROW = 12  # characters between two offices that stand in one row
_NUMBER = re.compile(r"(?<![^\W\d])\d[\d.,]*(?:/\d[\d.,]*)?")
_TIMES = re.compile(r"\s*(?:nghìn|ngàn|triệu|tỷ|tỉ|vạn)(?!\w)")
_MEASURES = {
    "ha",
    "km",
    "km2",
    "m",
    "m2",
    "m3",
    "tấn",
    "kg",
    "tạ",
    "sào",
    "lít",
    "kwh",
    "mw",
    "ngày",
    "giờ",
    "phút",
    "tháng",
    "năm",
    "mm",
}


class GoldError(Exception):
    """An annotation does not fit its text."""


def _span(text: str, start: int, end: int) -> Item:
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


def _nearest(text: str, words: str | None, start: int, end: int) -> Item | None:
    """Find the place of words, not parts of words, that is nearest to a span."""
    if not words:
        return None
    places = []
    for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        at, stop = found.span()
        distance = 0 if at < end and stop > start else min(abs(stop - start), abs(at - end))
        places.append((distance, at))
    if not places:
        raise GoldError(f"«{words}» does not stand in the text")
    best = min(places)[1]
    return _span(text, best, best + len(words))


def _people(text: str, items: list[Item]) -> list[Item]:
    people = []
    for item in items:
        start, end = _find(text, item["name"], 0)
        offices = []
        for office in item.get("offices", []):
            title, organisation, qualifier = (*(part.strip() for part in office.split("|")), "", "")[:3]
            span = _nearest(text, " ".join(filter(None, (title, organisation))), start, end)
            deputy = "deputy" if title.casefold().startswith("phó") else None
            offices.append(
                {**(span or {}), "title": title, "organisation": organisation or None, "qualifier": qualifier or deputy}
            )
        people.append(
            {
                "name": _span(text, start, end),
                "honorific": item.get("honorific"),
                "offices": offices,
                "role": item.get("role", _row(text, offices)),
                **({"optional": True} if item.get("optional") else {}),
            }
        )
    return people


def _row(text: str, offices: list[Item]) -> str | None:
    """Return the offices as printed, as long as they stand in one row."""
    if not offices:
        return None
    start, end = offices[0]["start"], offices[0]["end"]
    for office in offices[1:]:
        if not 0 <= office["start"] - end <= _ROW:
            break
        end = office["end"]
    return text[start:end]


def _known(people: list[Item], item: Item) -> Item | None:
    """Return the person that a quotation's speaker is."""
    named = item.get("name", item.get("speaker"))
    fits = [person for person in people if named and f" {person['name']['text']}".endswith(f" {named}")]
    if len(fits) > 1:
        raise GoldError(f"«{named}» may be any of {len(fits)} people: say name")
    return fits[0] if fits else None


def _quotations(text: str, items: list[Item], people: list[Item]) -> list[Item]:
    quotations, after = [], 0
    for item in items:
        start, end = _find(text, item["content"], after)
        after = start
        speaker = _nearest(text, item.get("speaker"), start, end)
        person = _known(people, item) if item.get("who", "person") == "person" else None
        if item.get("who", "person") == "person" and person is None and not item.get("optional"):
            raise GoldError(f"«{item.get('name', item.get('speaker'))}» is no person of the annotation")
        role = item.get("role", person["role"] if person else None) or None
        quotations.append(
            {
                "content": _span(text, start, end),
                "kind": item.get("kind", "direct"),
                "cue": _nearest(text, item.get("cue"), start, end),
                "speaker": speaker,
                "speaker_name": person["name"]["text"] if person else item.get("name", item.get("speaker")),
                "speaker_kind": item.get("who", "person"),
                "honorific": item.get("honorific"),
                "role": role,
                "role_span": _nearest(text, role, *((speaker["start"], speaker["end"]) if speaker else (start, end))),
                **({"optional": True} if item.get("optional") else {}),
            }
        )
    return quotations


def _unit(printed: str) -> str | None:
    """Return the words after the number: the unit as printed, without multipliers and what follows as a bound."""
    span = unicodedata.normalize("NFC", printed)
    numbers = [*_NUMBER.finditer(span)]
    rest = re.sub(r"\s*trở (?:lên|xuống)$", "", span[numbers[-1].end() :] if numbers else "")
    rest = _TIMES.sub("", rest, count=1).strip()
    return re.sub(r"^đồng(?!\w)(?! (?:chí|nghiệp|bào|đội|hương)(?!\w))", "VND", rest) or None


def _kind(unit: str | None, item: Item) -> str:
    symbol = (unit or "").casefold()
    if "denominator" in item:
        return "ratio"
    if symbol.startswith(("%", "điểm %")):
        return "percent"
    if "/" in symbol:
        return "rate"
    return "money" if symbol in ("vnd", "usd") else "measure" if symbol in _MEASURES else "count"


def _day(time: str, *, last: bool) -> str | None:
    """Return the first or the last day of a year, a month, a day; None for an open end."""
    if time in ("", ".."):
        return None
    year, month, day = (*time.split("-"), "", "")[:3]
    month = month or ("12" if last else "01")
    return f"{year}-{month}-{day or (calendar.monthrange(int(year), int(month))[1] if last else '01')}"


def _period(text: str, period: list[str] | None) -> Item | None:
    if period is None:
        return None
    words, time = period
    if words not in text:
        raise GoldError(f"«{words}» does not stand in the text")
    first, _, last = time.partition("/")
    return {"text": words, "start": _day(first, last=False), "end": _day(last or first, last=True)}


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _statistics(text: str, items: list[Item], quotations: list[Item], locality: str | None) -> list[Item]:
    statistics, after = [], 0
    for item in items:
        start, end = _find(text, item["span"], after)
        after = end
        unit = item.get("unit", _unit(text[start:end])) or None
        around = [
            q for q in quotations if q["content"]["start"] <= start and end <= q["content"]["end"] and not q.get("optional")
        ]
        inmost = min(around, key=lambda q: q["content"]["end"] - q["content"]["start"], default=None)
        statistics.append(
            {
                "span": _span(text, start, end),
                "value": _number(item["value"]),
                "value_max": _number(item.get("max")),
                "denominator": _number(item.get("denominator")),
                "unit": unit,
                "kind": item.get("kind", _kind(unit, item)),
                "bound": item.get("bound", "exact"),
                "change": item.get("change"),
                "status": item.get("status", "actual"),
                "measure": _nearest(text, item.get("measure"), start, end),
                "period": _period(text, item.get("period")),
                "locality": item.get("locality", locality) or None,
                "speaker_name": item.get("speaker", inmost["speaker_name"] if inmost else None) or None,
                **({"optional": True} if item.get("optional") else {}),
            }
        )
    return statistics


def _in_form(value: Any, form: str) -> Any:
    """Return an annotation with all its words in a normal form of Unicode."""
    if isinstance(value, str):
        return unicodedata.normalize(form, value)
    if isinstance(value, list):
        return [_in_form(item, form) for item in value]
    return {key: _in_form(item, form) for key, item in value.items()} if isinstance(value, dict) else value


def compile_article(text: str, annotation: Item, article: str) -> Item:
    """Return the gold of one article, in the format of the scorer. Raises :class:`GoldError` where a word is not in the text."""
    if annotation.get("form"):
        annotation = _in_form(annotation, annotation["form"])
    if annotation.get("kind") not in KINDS:
        raise GoldError(f"kind must be one of: {', '.join(KINDS)}")
    people = _people(text, annotation.get("person", []))
    quotations = _quotations(text, annotation.get("quotation", []), people)
    statistics = _statistics(text, annotation.get("statistic", []), quotations, annotation.get("locality"))
    return {
        "article": article,
        "kind": annotation["kind"],
        "people": people,
        "quotations": quotations,
        "statistics": statistics,
    }


def compile_all() -> dict[Path, str]:
    """Return the JSON of every annotated article, by its path. Raises :class:`GoldError` that names every misfit."""
    out, wrong = {}, []
    for path in sorted((HERE / "annotation").glob("*.toml")):
        article = HERE / f"{path.stem}.txt"
        try:
            annotation = tomllib.loads(path.read_text(encoding="utf-8"))
            gold = compile_article(article.read_bytes().decode("utf-8"), annotation, article.name)
        except (GoldError, KeyError, tomllib.TOMLDecodeError, OSError) as error:
            wrong.append(f"{path.name}: {error}")
            continue
        out[HERE / f"{path.stem}.json"] = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    if wrong:
        raise GoldError("\n".join(wrong))
    return out


def show(gold: Item) -> str:
    """Return the compiled annotation of one article for reading it through, one item a line; optional ones in brackets."""

    def words(value: Any) -> str:
        if isinstance(value, dict):
            return (
                str(value["text"])
                if "end" not in value or isinstance(value["end"], int)
                else "{text} = {start}/{end}".format(**value)
            )
        return str(value)

    lines = [gold["article"]]
    for table in ("people", "quotations", "statistics"):
        for item in gold[table]:
            shown = [f"{key}={words(value)}" for key, value in item.items() if value not in (None, [], "exact", "actual", True)]
            lines.append(f"{'[' if item.get('optional') else ''}{table}: " + " · ".join(shown))
    return "\n".join(lines)


def main(args: list[str]) -> int:
    """Write the JSON files; with ``--check`` say which are missing or out of date; with ``--show`` print the named ones."""
    try:
        wanted = compile_all()
    except GoldError as error:
        print(f"gold: {error}", file=sys.stderr)
        return 1
    if "--show" in args:
        print("\n\n".join(show(json.loads(text)) for path, text in wanted.items() if path.stem in args))
        return 0
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
