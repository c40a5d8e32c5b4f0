"""Noun phrases of bodies, of people without a name, and of documents: who may speak beside a named person.

One pattern a kind, built from ``data/bodies.toml`` and run once over the text. Nothing here decides that somebody speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.lexical import LOWER, UPPER, trie
from newsmine.extractors.names import name_like, names

__all__ = [
    "Phrase",
    "body_phrase",
    "clause_phrase",
    "document_phrase",
    "find_phrases",
    "has_verb",
    "human_phrase",
    "name_end",
    "names_no_source",
]

_CAPITAL = rf"[{UPPER}](?:[\w&'’/]|\.(?=[{UPPER}]))*(?:-[{UPPER}][\w&]*)*"
_JOIN = r"(?:[ ]?[-–][ ]?|[ ]và[ ]|[ ]&[ ])"
_NUMBER = r"\d{1,3}(?![\d%.,/])"
_LAID = "duyệt|phê duyệt|công bố|ban hành|thông qua|sửa đổi"  # "quy hoạch được duyệt năm 2016" is still a name
_BREAKS = re.compile(
    rf"(?<!\w)(?:đã|được(?! (?:{_LAID}))|bị|là|vừa|sẽ|đang|nhằm|mà|để|nếu|khi|thì|vẫn|cùng|với|cho|chưa|không)(?!\w)"
)

# what ends the noun phrase of a person: "một nhóm chuyên gia cố vấn cho chính phủ cho biết" goes on over "cho"
_VERBS = re.compile(r"(?<!\w)(?:đã|được|bị|vừa|sẽ|đang|nhằm|mà|để|nếu|khi|thì|vẫn|có|cần|phải|gửi|không)(?!\w)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase ``[start, end)``; ``kind`` is body, unnamed, pronoun or place (one that may stand for its government)."""

    start: int
    end: int
    kind: str


def _both(entries: list[str]) -> list[str]:
    """Return entries with a small and a capital first letter."""
    return [*entries, *(entry[0].upper() + entry[1:] for entry in entries)]


@cache
def _bodies() -> re.Pattern[str]:
    data = {
        **data_toml("newsmine.extractors", "bodies.toml")["body"],
        "quantity": data_toml("newsmine.extractors", "bodies.toml")["unnamed"]["quantity"],
    }
    level = trie(_both(data["levels"]))
    capitals = rf"(?:{_CAPITAL}|{_NUMBER})"
    # the name that follows a head: sectors joined, places, capitals, an abbreviation in brackets
    piece = rf"(?:{trie([*data['sectors'], *_both(data['levels'])])}|{capitals})"
    person = "(?:Ông|Bà|Anh|Chị|Theo|Đồng|Phó|Chủ|Bí|Trưởng|Giám)[ ]"
    rest = rf"(?:(?:[ ]|{_JOIN}(?=[{UPPER}]))(?!{person}){piece}){{0,12}}(?:[ ]\([^()\n]{{1,40}}\))?"
    head = rf"(?:các[ ])?(?:(?:{trie(_both(data['heads']))})|(?:{trie(data['short'])})(?=[ ][{UPPER}])){rest}"
    small = rf"[{LOWER}]{{2,7}}(?!\w)"
    pair = rf"[ ]{_CAPITAL}[ ](?!(?:{trie(data['small_stop'])})){small}"
    loose = rf"(?:{trie(_both(data['loose']))})(?:{pair}){{1,4}}{rest}"
    several = rf"(?:{trie(_both(data['quantity']))})[ ](?:{trie(data['several'])})(?!\w)"
    common = rf"(?:{trie(_both(data['common']))})(?:[ ]{level}(?:[ ]{capitals}){{0,4}})?"
    pointed = rf"(?:{trie(_both([*data['levels'], *data['several'], *data['alone'], *data['pointed']]))})[ ]này"
    alone = rf"(?<!cơ[ ])(?:{trie(_both(data['alone']))})(?![ ]hội)"
    place = rf"(?:{trie(data['places'])}|{level}(?:[ ]{capitals}){{1,4}}|{alone})"
    return re.compile(rf"(?<!\w)(?<!cơ[ ])(?:(?P<body>{loose}|{pointed}|{head}|{common}|{several})|(?P<place>{place}))(?!\w)")


@cache
def _people() -> re.Pattern[str]:
    data = data_toml("newsmine.extractors", "bodies.toml")["unnamed"]
    many = rf"(?:{trie(_both(data['quantity']))})[ ](?:{trie(data['people'])})"
    leaders = rf"(?P<leader>{trie(_both(data['leaders']))})(?:[ ](?:của|các|nhiều))?(?=[ ])"
    pointers = rf"(?P<pointer>{trie(_both(data['pointers']))})"
    leaders = rf"(?:(?:[cC]ác|[nN]hững|[mM]ột số|[nN]hiều)[ ])?{leaders}"
    said = rf"(?:(?<![^\n])|(?<=[.,;:][ ])|(?<=hưng[ ]))(?:[cC]ũng[ ]|[cC]òn[ ])?[cC]ó[ ](?P<exists>{trie(data['exists'])})"
    alone = trie(_both(data["alone"]))
    return re.compile(rf"(?<!\w)(?<!đơn[ ])(?<!Đơn[ ])(?:{said}|{pointers}|{leaders}|{many}|{alone})(?!\w)")


_NAME = re.compile(rf"[ ]{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}}")
_ONE = re.compile(r"(?:[mM]ột|[nN]hiều|[mM]ột số|[cC]ác)[ ]")  # "một cán bộ thú y …": somebody, whatever follows
_WHERE = re.compile(r"(?:[ ](?:ở|tại|của|thuộc|trong|trên địa bàn))?[ ]")


def find_phrases(text: str, windows: list[tuple[int, int]] | None = None) -> list[Phrase]:
    """Return the noun phrases of bodies, places and unnamed people, in order; only inside ``windows``, where given.

    An unnamed person takes in the body or place that follows (``lãnh đạo UBND huyện Kỳ Anh``, ``một người dân ở xã Hòa An``).
    """
    windows = [(0, len(text))] if windows is None else windows
    bodies = {
        m.start(): Phrase(m.start(), m.end(), m.lastgroup or "body")
        for start, end in windows
        for m in _bodies().finditer(text, start, end)
    }
    found = dict(bodies)
    for match in (m for start, end in windows for m in _people().finditer(text, start, end)):
        end = match.end()
        if match["exists"]:
            found[match.start("exists")] = Phrase(match.start("exists"), end, "unnamed")
            continue
        if match["pointer"]:
            found[match.start()] = Phrase(match.start(), end, "pronoun")
            continue
        where = _WHERE.match(text, end)
        following = bodies.get(where.end()) if where else None
        if following:
            end = following.end
            found.pop(following.start, None)
        elif match["leader"]:
            name = _NAME.match(text, end)
            if not name and not _ONE.match(text, match.start()):
                continue
            end = name.end() if name else end
        found[match.start()] = Phrase(match.start(), end, "unnamed")
    return sorted(found.values(), key=lambda phrase: (phrase.start, -phrase.end))


_DOCUMENT = 240  # characters of the longest noun phrase of a document
_CLAUSE_WORDS = 14
# who gave it out, after the noun phrase of a document: "thông cáo do Văn phòng Trung ương Đảng vừa ban hành"
_ISSUED = re.compile(
    r"[ ](?:do|(?:vừa |mới |đã )?được|vừa|mới)(?:[ ][^,;:“”\"\n]{3,80})?"
    r"[ ](?:ban hành|công bố|phát đi|phát hành|soạn thảo|thực hiện|đưa ra)\Z"
)
_HANGING = re.compile(r"(?:,|(?<!\w)(?:và|của|từ|về|cũng|đến))[ ]?\Z")


@cache
def _document() -> re.Pattern[str]:
    data = data_toml("newsmine.extractors", "bodies.toml")["document"]
    return re.compile(rf"(?:(?:[cC]ác|[mM]ột|[nN]hiều|[nN]hững)[ ])?(?:{trie(_both(data['heads']))})(?![ ](?:vị|sư|gia)(?!\w))")


def has_verb(text: str, start: int, end: int) -> bool:
    """Say whether a stretch holds a word that no noun phrase of a body or an office holds."""
    return bool(_BREAKS.search(text, start, end))


@cache
def _anybody() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = data_toml("newsmine.extractors", "bodies.toml")["anybody"]
    never = re.compile(rf"(?:{trie(_both(data['never']))})")
    human = re.compile(rf"(?:{trie(_both(data['human']))})")
    return never, human


def clause_phrase(text: str, start: int, end: int) -> str | None:
    """Return the kind of a noun phrase that no table knows (unnamed, body, stranger), or None where it is no noun phrase."""
    never, human = _anybody()
    words = text[start:end].split(" ")
    breaks = _VERBS if human.match(text, start) else _BREAKS
    if (
        not (1 <= len(words) <= _CLAUSE_WORDS)
        or not text[start].isalpha()
        or breaks.search(text, start, end)
        or _HANGING.search(text, start, end)
    ):
        return None
    if any(sign in text[start:end] for sign in '.,;:“”"\n…()') or never.match(text, start):
        return None
    if human.match(text, start):
        return "unnamed"
    capitals = sum(word[0].isupper() for word in words if word)
    if capitals == len(words):
        return "stranger" if len(words) > 1 and name_like(names(), words) else "body"
    return "body" if len(words) > 1 else None


_BODY_WORDS = 20
_HALF = re.compile(r"(?<!\w)(?:thực|thể|xuất|phát|đại)\Z")  # "thực | hiện cam kết": the adverb before a cue is half of a word
# "theo quy định tại Điều 98 …", "theo quy hoạch được duyệt": a document says it
_PROVISION = (
    rf"(?:quy định (?:tại|của|trong) (?:[{UPPER}]|khoản|điểm|điều)"
    rf"|(?:kế hoạch|quy hoạch|chương trình) (?:được (?:{_LAID})|của [{UPPER}]))"
)
_SIGN = re.compile(r"[.;:“”\"\n…]")


@cache
def _headed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what a body's name begins with, and of what no name of a body holds."""
    data = data_toml("newsmine.extractors", "bodies.toml")
    parts = data_toml("newsmine.extractors", "organisations.toml")
    heads = {*parts["bodies"], *(head.lower() for key in ("heads", "short", "loose", "common") for head in data["body"][key])}
    several = trie(head for head in heads if " " in head)
    single = trie(head for head in heads if " " not in head)
    # "Trường hợp", "hội nghị", "vụ việc": one syllable is a body's only before a capital
    head = rf"(?i:{several})|(?i:{single})(?=[ ](?:[{UPPER}]|\d))|(?=[{UPPER}]{{2}})(?i:{single})"
    # "Văn phòng Đăng ký quyền sử dụng đất", "Thư ký": a part of a noun
    return re.compile(head), re.compile(
        rf"(?<!\w)(?<!các[ ])(?<!ăng[ ])(?<!hư[ ])(?<!uyền[ ])(?:{trie(data['body']['never_in'])})(?!\w)"
    )


def body_phrase(text: str, start: int, end: int) -> bool:
    """Say whether ``[start, end)`` is the noun phrase of a body: begins with the word for one, holds no verb, is whole."""
    head, never = _headed()
    match = head.match(text, start, end)
    if match is None or text.count(" ", start, end) >= _BODY_WORDS or _HANGING.search(text, start, end):
        return False
    if _SIGN.search(text[start:end].replace("TP.", "")) or _HALF.search(text, start, end):
        return False
    return not never.search(text, match.end(), end)


def name_end(text: str, start: int, limit: int) -> int:
    """Return where the name of a body that is known up to ``start`` ends: before a verb, a comma or a bracket."""
    _, never = _headed()
    stop = never.search(text, start, limit)
    end = min([stop.start() if stop else limit, *(at for sign in ",(" if (at := text.find(sign, start, limit)) >= 0)])
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def human_phrase(text: str, start: int, end: int) -> bool:
    """Say whether ``[start, end)`` is the noun phrase of people without a name: ``người dân tại khu tái định cư``."""
    _, human = _anybody()
    _, never = _headed()
    head = human.match(text, start, end)
    if head is None or " " not in head.group() or text.count(" ", start, end) >= _CLAUSE_WORDS or "," in text[start:end]:
        return False
    return not (
        never.search(text, head.end(), end)
        or _VERBS.search(text, start, end)
        or _SIGN.search(text, start, end)
        or _HANGING.search(text, start, end)
    )


def document_phrase(text: str, start: int, end: int) -> bool:
    """Say whether ``[start, end)`` is the noun phrase of a document: begins with the word for one and holds no verb."""
    head = _document().match(text, start, end)
    issued = _ISSUED.search(text, start, end) if head else None
    end = issued.start() if issued else end
    if head is None or end - start > _DOCUMENT or "\n" in text[start:end] or _BREAKS.search(text, start, end):
        return False
    return not _HANGING.search(text, start, end)


@cache
def _no_source() -> re.Pattern[str]:
    words = trie(data_toml("newsmine.extractors", "bodies.toml")["document"]["no_source"])
    return re.compile(rf"(?!{_PROVISION})(?:{words})")


def names_no_source(text: str, start: int) -> bool:
    """Say whether what stands after "theo" is no source: "theo đó", "theo quy định", "theo dõi"."""
    return bool(_no_source().match(text, start))
