"""What a document is about, and its day: the words that follow its number and its issuer."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from newsmine._data import data_toml
from newsmine.extractors.lexical import trie

__all__ = ["dated", "subject", "titled"]

_DATE = re.compile(
    r"(?:,? \(?(?:ban hành |ký )?ngày )(?P<d>\d{1,2})(?: ?[/.-] ?| tháng )(?P<m>\d{1,2})"
    r"(?: ?[/.-] ?| năm )(?P<y>(?:19|20)\d\d)(?!\d)\)?"
)
_REACH = 260  # characters
_STOP = r"[.;:?!](?=\s|$)|\.\.|…|(?<=[a-zà-ỹ])\.(?=[A-ZĐ])|[\n()“”\"]| [-–] (?=[A-ZĐ])|"
_END = re.compile(_STOP + r", (?=[A-ZĐ])(?!\w+ và )| (?=(?:và|cùng) (?:Nghị|Quyết|Chỉ|Kế|Thông|Kết|Luật)\b)")
_TITLED_END = re.compile(
    _STOP
    + r",(?=\s)| (?=(?:giai đoạn|của|do|được|trên địa bàn|từ năm|đến năm|tại|thời kỳ|theo|năm|trong|cho|này|nhiệm kỳ|giúp|có|"
    r"góp phần|tạo|hướng tới|trở thành|mang|đạt|đi vào|nhằm) )|(?<! gắn) (?=với )|(?= (?:này|trên)(?!\w))"
)
_MARKED = re.compile(r"[“\"]([^“”\"\n]{8,300})[”\"]")
_TITLED = 110
_SPACES = 2  # fewest in a title that stands without a number


class _Tables(NamedTuple):
    about: re.Pattern[str]
    verb: re.Pattern[str]
    commas: re.Pattern[str]
    verbs: re.Pattern[str]


@cache
def _tables() -> _Tables:
    reading = data_toml("newsmine.extractors", "document_kinds.toml")["reading"]
    return _Tables(
        re.compile(rf",? ?(?:(?<= )(?:{trie(reading['about'])}) |(?<= )(?=(?P<kept>{trie(reading['about_kept'])})[ ,]))"),
        re.compile(rf",? {trie(reading['about_verbs'])}"),
        re.compile(rf", (?={trie(reading['ends'])})"),
        re.compile(rf"(?<= ){trie(reading['verbs'])}"),
    )


def dated(text: str, here: int) -> tuple[int, str | None]:
    """Return the end of a date that follows, and the date (ISO 8601); None where none follows or no calendar has it."""
    found = _DATE.match(text, here)
    if found is None:
        return here, None
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return here, None
    end = found.end()
    return end - (text[end - 1] == ")" and "(" not in found.group()), day.isoformat()


def subject(text: str, low: str, here: int) -> tuple[int, int] | None:
    """Return what the document is about: after "về (việc)", or a verb like "sửa đổi", up to the end of the clause."""
    tables = _tables()
    about = tables.about.match(low, here)
    if about is None:
        return None
    start = about.end()
    if about["kept"] and tables.verb.match(low, about.end("kept")):
        return None
    marked = _MARKED.match(text, start)
    if marked:
        return marked.span(1)
    return _clause(text, low, start, _END, _REACH)


def titled(text: str, low: str, here: int) -> tuple[int, int] | None:
    """Return the title of a plan that is named by it alone: three words or an abbreviation (``Chương trình | OCOP``)."""
    found = _clause(text, low, here, _TITLED_END, _TITLED)
    return found if found and (text.count(" ", *found) >= _SPACES or text[found[1] - 1].isupper()) else None


def _clause(text: str, low: str, start: int, stop: re.Pattern[str], reach: int) -> tuple[int, int] | None:
    """Return the stretch from a place to the end of its clause, or to the words with which the reporter goes on."""
    end = min(len(text), start + reach)
    for ends, where in ((stop, text), (_tables().commas, low), (_tables().verbs, low)):
        found = ends.search(where, start, end)
        end = found.start() if found else end
    if text.startswith(("..", "…"), end):
        return None  # cut off in print
    end = start + len(text[start:end].rstrip(" ,"))
    return (start, end) if end > start else None
