"""Numbers that only look like statistics, refused with a reason: documents, roads, phones, plates, times, ages, labels."""

from __future__ import annotations

import re
from functools import cache

from newsmine._data import data_toml
from newsmine.numerals.nouns import named_places

__all__ = ["PLAINLY", "URL", "attached", "bare_reason", "label_before", "label_goes_on", "name_before", "shape_at"]

_DOCUMENT = (
    r"\d{1,5}[a-zđA-ZĐ]?(?:/(?:19|20)\d\d)? ?[-–/] ?(?:[A-ZĐ]{2,}[\w&]*|[A-ZĐ](?=[-/]))(?:[-–/.&] ?[A-ZĐ][\w&]*)*"
    r"|\d{1,5}/(?:19|20)\d\d/[A-ZĐ]\w*(?:[-/]?\w+)*"
)
_PLATE = r"\d{2}[A-ZĐ]{1,2}\d?(?: ?[-–.] ?|\s)\d{3}[.]?\d{1,2}(?!\d)|\d{2}[A-ZĐ]{1,2}\d?[-–]\d{4}(?!\d)"
_PHONE = (
    r"0\d{1,4}[. -]\d{3,4}[. -]\d{3,4}(?:[. -]\d{3})?(?!\d)|0\d{8,10}(?!\d)|1[89]00(?:[ .-]?\d{4,6}|(?: \d\d){2,3})(?!\d)"
    r"|0\d{3} \d{3} \d{3}(?!\d)|0\d{2}\.\d{4}\.\d{3,4}"
)
_POST = r"\d{1,4} ?\+ ?\d{1,3}(?:[.,]\d+)?(?!\d)(?:m\b)?"  # km 12+500
_CLOCK = (
    r"(?:\d{1,2} ?[-–] ?)?\d{1,2} ?(?:[hg]|giờ|H) ?(?:\d{1,2}(?![\d.,/-]{0,24}\d)(?: ?(?:phút|'|p\b))?)?"
    r"(?: ?[-–] ?\d{1,2} ?[hg]\d{0,2})?(?![^\W\d])(?!/)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
)
_IDIOM = (  # round the clock, scales of maps, sizes, generations of networks, versions, voltages, account numbers
    r"24/24(?:/7)?(?: ?(?:h|giờ))?|24/7|(?:1/)(?:\d{3,}|\d{1,3}\.\d{3})(?![\d/])"
    r"|\d+(?:,\d+)? ?[xX×] ?\d+(?:[.,]\d+)?(?: ?[xX×] ?\d+(?:[.,]\d+)?)?(?: ?[A-Za-z]{1,3}\d?\b)?"
    r"|[2-6][gG](?!\w)|\d\.0(?![\d%])(?! ?(?:%|ha|tấn|km|tỷ|triệu))|\d+/\d+ ?[kK][vV]\b|\d{3,}-\d{3,}-\d+"
)
_LETTERED = r"\d{1,4}[A-ZĐ]\d{0,3}(?![\w%²³])(?!/)"  # 12A5
_AGE = (
    r"\d{1,3}(?:[.,]\d)?(?: ?(?:[-–]|đến(?: dưới)?|tới|và) ?\d{1,3}){0,3}(?: ngày| tháng)? ?(?:tuổi|tháng tuổi|[Tt]uổi)"
    r"(?! (?:đảng|đoàn|nghề|quân|Đảng|Đoàn|thọ trung))(?!\w)"
)
_LATITUDE = r"\d{1,3}(?:[.,]\d+)? ?(?:độ|°|o) ?(?:vĩ|kinh|[Vv]ĩ|[Kk]inh|Bắc|Đông|N\b|E\b)|\d{1,3}[.,]\d+[NESW](?!\w)"
_LUNAR = r"(?:2\d|30)(?: (?:[Tt]ết|TẾT)(?!\w)|(?= ?(?:đến|tới|[-–]) ?(?:hết )?(?:mùng|mồng) \d))"  # *từ 29 đến mùng 5 Tết*
# Shapes of the original text (case matters), each at the first digit of its token.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("document", re.compile(_DOCUMENT)),
    ("plate", re.compile(_PLATE)),
    ("phone", re.compile(_PHONE)),
    ("road", re.compile(_POST)),
    ("time", re.compile(_CLOCK)),
    ("label", re.compile(_IDIOM)),
    ("label", re.compile(_LETTERED)),
    ("age", re.compile(_AGE)),
    ("label", re.compile(_LATITUDE)),
    ("label", re.compile(r"\d{16,}")),  # accounts, serial numbers: no count has so many digits without a full stop
    ("date", re.compile(_LUNAR)),
)
# One pattern says quickly that none of them fits, as for most figures, or which is the first: a group each.
_ANY_SHAPE = re.compile("|".join(f"({pattern.pattern})" for _, pattern in _SHAPES))
# What most figures look like: a number and a plain word or a percent sign; none of the shapes below begins so.
PLAINLY = re.compile(
    r"(?!\d\.0 |\d{16})[1-9]\d*(?:[.,]\d+)*"
    r"(?:%| (?!tuổi|tháng tuổi|ngày tuổi|độ|h(?!\w)|g(?!\w)|giờ|x(?!\w)|o(?!\w)|trong|phút|tết(?!\w)"
    r"|(?:đến|tới|và) (?:dưới |hết )?(?:\d+ ?(?:[-–] ?\d+ ?)?(?:ngày |tháng )?tuổi|mùng|mồng))[^\W\d_]{2})"
)
# *hai con số*, hotels and products of so many stars, houses of so many floors
_NAMED_BY = re.compile(r"\d{1,2} (con số|sao|tầng)(?!\w)")
_NAMING = frozenset("cst")  # their first letters
_BUILDING = re.compile(r"(?:nhà|tòa|trụ sở|phòng học|trường)(?: [^\W\d_]+){0,2} $")
_MEAN_AGE = re.compile(r"(?:tuổi thọ|bình quân|trung bình)")
_LETTER_UNITS = re.compile(r"\d{1,4}(?:K?[WVM]|[KMG]W|HA|KM|KG|MW|M|L|Đ|DN|HS)(?!\w)")
URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_SCORE = re.compile(
    r"\d{1,2} ?[-–] ?\d{1,2}(?![\w%/-])(?![.,]\d)(?! ?(?:%|tỷ|triệu|người|hộ|ha|lần|năm|tháng|ngày|m\b|cm|km|kg))"
)
_SCORE_CUE = re.compile(
    r"(?<!\w)(?:thắng|thua|hòa|tỷ số|tỉ số|dẫn|gỡ|đánh bại|cầm chân|hạ|đè bẹp|lượt về|lượt đi|chung kết|bán kết|"
    r"tứ kết|hiệp|trận)(?!\w)"
)
_LIST = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}(?:[.)/]|\s?[-–])\s+(?=\D)|\d{1,2}\)|[IVX]+\.")
_ONE_OF = re.compile(r"1(?= trong (?:số )?(?:\d|những|các))")  # *1 trong 4 dự án* is an article, not a count
_ROAD_TOKEN = re.compile(r"(?:ql|đt|dt|tl|hl|đh|km|quốc lộ|ct)[.\s-]?\d")
_REST = re.compile(r"[\w+]*(?:[./-][\w]+)*")
_LOOK = 34
_LONGEST_TOKEN = 80  # characters
_ABBREVIATION = 4  # letters: ĐT.639, QL.1
# Words that are printed without the space before a number: *đạt95%*
_GLUED = frozenset(("năm", "ngày", "tháng", "đạt", "có", "là", "từ", "đến", "gần", "hơn", "trên", "khoảng", "tăng", "giảm"))


@cache
def _labels() -> tuple[dict[str, str | None], frozenset[str], frozenset[str], frozenset[str]]:
    """Return the reasons by label, the labels that hold whatever follows, their last words, and the last letters of those."""
    data = data_toml("newsmine.numerals", "labels.toml")
    before: dict[str, str | None] = {word: reason for reason, words in data["before"].items() for word in words}
    before |= dict.fromkeys(data["not_label"]["words"])
    lasts = frozenset(word.rsplit(" ", 1)[-1].rstrip(".:") for word in before)
    return before, frozenset(data["always"]["words"]), lasts, frozenset(word[-1:] for word in lasts)


def _hangs(text: str, pos: int, head: str) -> bool:
    """Tell whether digits at ``pos`` belong to the letters ``head`` before them, not to a word glued to a number (*đạt95%*)."""
    left = text[pos - 1]
    if left == "/":
        return head.isupper()
    if left == ".":
        return head.isupper() and len(head) <= _ABBREVIATION
    if left in "-–":
        return not any(char.isdigit() for char in head)
    return not left.isalpha() or head.lower() not in _GLUED


def attached(low: str, text: str, pos: int) -> tuple[int, int, str] | None:
    """Refuse digits that hang on letters before them (*Covid-19*, *QL1A*, *PM2.5*, *G7*); return start, end, reason."""
    if pos == 0:
        return None
    left = low[pos - 1]
    if not (left.isalpha() or (left in "-./_+" and pos > 1 and low[pos - 2].isalpha())):
        return None
    start = pos - 1
    floor = max(0, pos - _LONGEST_TOKEN)
    while start > floor and not low[start - 1].isspace() and low[start - 1] not in '(,;:“"‘’”)':
        start -= 1
    head = text[start:pos].rstrip("-./_+")
    if not _hangs(text, pos, head):
        return None
    rest = _REST.match(low, pos)
    end = rest.end() if rest else pos
    while end > pos and low[end - 1] in ".-/":
        end -= 1
    reason = "road" if _ROAD_TOKEN.match(low, start) else "document" if "/" in text[start:end] and head[:1].isupper() else "label"
    return start, end, reason


def _shaped(low: str, text: str, pos: int, limit: int) -> tuple[int, str] | None:
    """Return end and reason of the first of the shapes that a number has; end ``pos`` where it is a mean age, no refusal."""
    first = _ANY_SHAPE.match(text, pos)
    if first is None or first.lastindex is None:
        return None
    for reason, pattern in _SHAPES[first.lastindex - 1 :]:
        match = pattern.match(text, pos)
        if not match:
            continue
        if reason == "age" and _MEAN_AGE.search(low, max(limit, pos - 40), pos):
            return pos, reason
        printed = match.group()
        spaced = reason == "document" and not any(mark in printed for mark in "/-–")
        if not spaced and not _LETTER_UNITS.fullmatch(printed):
            return match.end(), reason
    return None


def _placed(low: str, text: str, pos: int, limit: int) -> tuple[int, str] | None:
    """Return end and reason where the place makes a number no statistic: a score of a match, the number of a list, *(1)*."""
    match = _SCORE.match(low, pos)
    if match and _SCORE_CUE.search(low, max(limit, pos - 60), pos):
        return match.end(), "score_line"
    line = low.rfind("\n", 0, pos) + 1
    match = _LIST.match(text, pos) if not low[line:pos].strip(" -–•*+(") else None
    if match and match.end() < len(text):
        return match.end(), "label"
    match = _ONE_OF.match(low, pos)
    if match:
        return match.end(), "label"
    if low[pos - 1 : pos] == "(" and low[pos + 1 : pos + 2] == ")" and pos + 1 < len(low):
        return pos + 1, "label"
    return None


def shape_at(low: str, text: str, pos: int, limit: int, plainly: re.Match[str] | None) -> tuple[int, int, str] | None:
    """Refuse a number at ``pos`` by its shape or by what follows it; return start, end, reason.

    ``plainly`` is the match of :data:`PLAINLY` there.
    """
    if plainly:
        named = _NAMED_BY.match(low, pos) if low[plainly.end() - 2] in _NAMING else None
        if named and (named[1] != "tầng" or _BUILDING.search(low, max(0, pos - 24), pos)):
            return pos, named.end(), "label"
        return None
    found = _shaped(low, text, pos, limit) or _placed(low, text, pos, limit)
    return None if found is None or found[0] == pos else (pos, *found)


_DATED = frozenset(["ngày", "tháng", "năm"])


@cache
def _does() -> re.Pattern[str]:
    """Words of doing after a labelled number: *Quận 8 tổ chức họp*, but not *quận 8 tổ chức đảng*."""
    data = data_toml("newsmine.numerals", "labels.toml")["does"]
    return re.compile(rf"(?:{'|'.join(data['words'])}) (?!(?:{'|'.join(data['but'])})(?!\w))[^\W\d]")


def label_goes_on(low: str, text: str, start: int, end: int) -> bool:
    """Tell whether the noun at ``start:end``, right after a number with a label, is no unit but opens another phrase.

    *khoản 1 điều 8*, *kết luận số 597 ngày 16.8*, *tổ 5 phường Đông Kinh*, *đội 2 Công ty Cao su*, *quận 8 tổ chức họp*.
    """
    if text[start].isupper() and not text[start : start + 2].isupper():
        return True
    if _does().match(low, start):
        return True
    noun, after = low[start:end], text[end + 1 : end + 2] if text[end : end + 1] == " " else ""
    if after.isdigit():
        return noun in _DATED or noun in _labels()[0]
    return after.isupper() and noun in named_places()


_BETWEEN = " .:"  # between a label and its number
_BREAKS = " \n(“\"‘'–-"  # what a word may begin after
_LONGEST_LAST = 16  # characters


def label_before(low: str, pos: int, limit: int) -> tuple[str, bool, int] | None:
    """Return reason, whether it holds whatever follows, and where the label starts, if the words before are a label's."""
    if low[pos - 1 : pos] not in _BETWEEN:
        return None
    before, always, lasts, letters = _labels()
    words = low[max(limit, pos - _LONGEST_LAST) : pos].rstrip(_BETWEEN)
    if words[-1:] not in letters:
        return None
    last = words[words.rfind(" ") + 1 :]
    if not last.isalpha():
        last = last[max(map(last.rfind, _BREAKS)) + 1 :]
    if last not in lasts:
        return None
    floor = max(limit, pos - _LOOK)
    floor = max(floor, low.rfind("\n", floor, pos) + 1)
    chunk = low[floor:pos]
    parts = chunk.rstrip(_BETWEEN).split(" ")
    if floor > limit and len(parts) > 1 and low[floor - 1] not in " \n":
        parts = parts[1:]
    for size in range(min(4, len(parts)), 0, -1):
        key = " ".join(parts[-size:]).lstrip("(“\"‘'-–")
        if key in before:
            reason = before[key]
            return None if reason is None else (reason, key in always, low.rfind(key, floor, pos))
    return None


_NAME = re.compile(r"(?:^|[\s(“\"'‘/-])([^\W\d_]+)[ ]?$")
_OPENS = re.compile(r"(?:^|[.!?:;…\n“\"‘(•+–-])\s*$")


def name_before(text: str, pos: int) -> bool:
    """Tell whether a name stands right before a number (*Tràng Duệ 3*, *SEA Games 31*): a capital that opens no sentence."""
    match = _NAME.search(text, max(0, pos - 24), pos)
    if not match or not match[1][0].isupper():
        return False
    return not _OPENS.search(text, max(0, match.start(1) - 4), match.start(1))


_DOTTED_DAY = re.compile(r"(?:[12]\d|3[01]|0?[1-9])\.(?:1[0-2]|0?[1-9])")
_SAID = re.compile(
    r"(?:là|đạt|còn|lên|xuống|bằng|mức|được|tăng|giảm|có|chiếm|với|gồm|con số|mốc|cộng|lượt|thì|khoảng|hơn|gần|trên|"
    r"dưới|thành|tới|đến|cho|ngưỡng|"
    r"mất|ước|từ|thêm|chỉ|quá|vượt|thu|chi|số|giá|tổng) ?$|[:=] ?$"
)


def bare_reason(low: str, text: str, start: int, number_start: int, end: int) -> str | None:
    """Return why a number without any unit is no statistic, or None where the words before it state it as a figure."""
    printed = low[number_start:end]
    said = start < number_start or _SAID.search(low, max(0, start - 10), start)
    if not said and _DOTTED_DAY.fullmatch(printed):
        return "date"  # the press's 19.8, named after nothing that is measured
    grouped = "." in printed or "," in printed
    named = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper() and not grouped
    if name_before(text, number_start) or text[end : end + 1] == ":" or named:
        return "label"
    return None if said or grouped else "label"
