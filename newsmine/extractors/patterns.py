"""The patterns of reported speech: each looks at one kind of sign and hands over drafts of quotations.

The numbers are those of the catalogue in ``docs/quotations.md``: P1 source cue colon, P2 source cue marks, P3 source cue clause, P4 marks
source cue, P6 "theo", P8 nominal, P9 continuation, P10 chain, P13 source colon marks, P14 headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsmine._data import data_toml
from newsmine.extractors.bodies import clause_phrase, document_phrase, names_no_source
from newsmine.extractors.cues import Cue
from newsmine.extractors.drafts import Draft, Page
from newsmine.extractors.lexical import UPPER, trie
from newsmine.extractors.marks import Marked
from newsmine.extractors.speakers import Source, clause_start, is_addressed

__all__ = ["according_to", "after_marks", "cue_led", "fronted", "headline", "marked_voice"]

_BACK = 1200  # characters of a sentence looked back through for a source
_AHEAD = 400  # characters of words looked at for a verb
_TERM_WORDS = 5  # fewer marked words with the sentence going on after them are a term, not speech
_FRONT = re.compile(r"(?:^|[ ,;“\"(])(?P<word>[\w]+)[ ]$")
_NOT_BEFORE = frozenset("với cho của bởi cùng tới đến về vào trên bị được do mà như nghe đề gửi giao Giao Gửi".split())
_ASKED = frozenset("nghị cầu đạo giao gửi".split())  # đề nghị, yêu cầu, chỉ đạo: what follows is asked to do something
_TIME = frozenset("khi Khi nếu Nếu lúc Lúc trước sau dù mặc".split())
_GAP = re.compile(r"[ ]?[,.!?…]?[ ]?[-–—]?[ ]?,?[ ]?")
_CLOSERS = "\"”’»)] "
_AFTER_MARK = re.compile(r"\s*(?:[.!?…;]|$|\n)")
_OPENING = "“\"«„"
_NOMINAL = re.compile(
    r"(?:[ ]?[-–—,.][ ]?|[ ])?(?:(?:[đĐ]ó|[đĐ]ây)[ ])?(?:cũng[ ])?(?:là|chính là)[ ](?:một trong những[ ]|những[ ]|một[ ])?"
    r"(?P<cue>yêu cầu|khẳng định|chia sẻ|lời|lời chia sẻ|lời khẳng định|ý kiến|nhận định|trăn trở|mong muốn|tâm sự|phát biểu|nhấn mạnh|đề nghị|câu nói|lời dặn|quan điểm|bộc bạch|đánh giá|kiến nghị|đề xuất|thông điệp|nỗi niềm|tâm niệm)"
    r"[ ](?:của|từ)[ ]"
)


@cache
def _subjectless() -> re.Pattern[str]:
    """Sentence openers before a cue that goes on with the speaker of the sentence before: "Đặc biệt, giao Sở …"."""
    openers = ["Đặc biệt", "Đồng thời", "Cùng với đó", "Bên cạnh đó", "Ngoài ra", "Trước mắt", "Cùng đó", "Song song đó", "Mặt khác"]
    return re.compile(rf"(?:(?:{trie(openers)}),?[ ](?:cần[ ])?)?")


@cache
def _according() -> re.Pattern[str]:
    nouns = ["lời", "lời kể của", "lời của", "chia sẻ của", "đánh giá của", "nhận định của", "ý kiến của", "quan điểm của", "phân tích của", "giải thích của",
             "lý giải của", "phản ánh của", "thông tin từ", "thông tin của", "xác nhận của", "khẳng định của", "thông tin ban đầu từ", "cam kết của"]  # fmt: skip
    return re.compile(rf"(?<!\w)(?:(?:Cũng|Vẫn|Còn|cũng|vẫn|còn|Và)[ ])?(?P<cue>[tT]heo)(?:[ ](?P<noun>{trie(nouns)}))?[ ]")


@cache
def _clause_orders() -> frozenset[str]:
    return frozenset({"giao", "giao nhiệm vụ", "phân công"})


_RECIPIENT = re.compile(rf"(?:cho[ ])?(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|sở|bộ|các|từng|tất cả|lực lượng|ngành|đơn vị|chủ tịch|giám đốc|thủ trưởng|phòng|ban|cơ quan|công an|văn phòng|trách nhiệm cho|nhiệm vụ cho|[{UPPER}])")


def word_before(text: str, place: int) -> str:
    """Return the word right before a place, or an empty string."""
    match = _FRONT.search(text, max(0, place - 16), place)
    return match["word"] if match else ""


def _count(text: str, start: int, end: int) -> int:
    return text.count(" ", start, end) + 1 if end > start else 0


def after_marks(page: Page) -> Iterator[Draft]:
    """P4, P8: marked words, then their source: ``“…” - ông Hải chia sẻ``, ``“…”, Chủ tịch UBND xã nhấn mạnh``, ``“…” là khẳng định của …``."""
    text = page.text
    for mark in page.marks:
        if _count(text, mark.inner_start, mark.inner_end) < 2 or page.sentence_at(mark.start).caption:
            continue
        draft = _attributed(page, mark)
        if draft:
            yield draft


def _attributed(page: Page, mark: Marked) -> Draft | None:
    text = page.text
    nominal = _NOMINAL.match(text, mark.end)
    if nominal:
        source = page.sources.at(nominal.end())
        if source:
            return Draft(mark.inner_start, mark.inner_end, mark.start, source, "P8 marks-nominal", "marks", "state", nominal.start("cue"), nominal.end("cue"))
        return None
    gap = _GAP.match(text, mark.end)
    here = gap.end() if gap else mark.end
    joined = text[mark.end : here].strip() or text[mark.inner_end - 1] in ",.!?…"
    source = page.sources.at(here) or _document_after(page, here)
    if source is None or not (joined or source.kind in {"person", "pronoun"}):
        return None
    opens = page.sentence_at(mark.start).start >= mark.start - 2 or text[mark.start - 2 : mark.start].strip() in {":", ",", "-", "–"}
    if not opens and _count(text, mark.inner_start, mark.inner_end) < 2 * _TERM_WORDS:
        return None
    cue = page.cue_from(source.end)
    if cue and not joined and not _AFTER_MARK.match(text, cue.end):
        return None
    if cue and source.kind == "document" and cue.start - source.end <= 2:
        return Draft(mark.inner_start, mark.inner_end, mark.start, source, "P4 marks-source-cue", "marks", cue.entry.act, cue.start, cue.end)
    if cue and cue.start - source.end <= 260 and page.sources.before(cue.start, source.start):
        reached = page.sources.before(cue.start, source.start)
        if reached and reached[0].start == source.start:
            rule = "P4 marks-source-cue"
            return Draft(mark.inner_start, mark.inner_end, mark.start, source, rule, "marks", cue.entry.act, cue.start, cue.end)
    if source.kind == "person" and _AFTER_MARK.match(text, source.end) and re.search(r"[-–—]", text[mark.end : here]):
        return Draft(mark.inner_start, mark.inner_end, mark.start, source, "P4 marks-dash-source", "marks", "state")
    return None


def _document_after(page: Page, here: int) -> Source | None:
    """Return the document whose noun phrase stands between marks and a cue: ``“…” - văn bản nêu rõ``."""
    cue = page.cue_from(here)
    if cue is None or cue.start - here > 160 or "document" not in cue.entry.source:
        return None
    end = page.sources.without_shell(here, cue.start)
    return Source(here, end, "document", here, end) if end > here and document_phrase(page.text, here, end) else None


def cue_led(page: Page, marked: list[Draft]) -> Iterator[Draft]:
    """P1–P3, P9, P10: source and cue before the words, on a colon, in marks, or as a clause; ``marked`` is what after_marks found."""
    previous: Draft | None = None
    closing = {draft.cue_start: draft for draft in marked if draft.cue_start is not None}
    for cue in page.cues:
        if cue.start in closing and cue.sign not in {"comma", "marks", "colon"}:
            previous = closing[cue.start]
            continue
        if cue.sign == "none" or page.mark_around(cue.start):
            continue
        sentence = page.sentence_at(cue.start)
        if sentence.caption:
            continue
        floor = max(sentence.start, cue.start - _BACK)
        draft = _with_subject(page, cue, floor) or _without_subject(page, cue, floor, previous)
        if draft is None or not _worded(page, cue, draft):
            continue
        previous = draft
        yield draft


def _with_subject(page: Page, cue: Cue, floor: int) -> Draft | None:
    found = page.sources.before(cue.start, floor)
    if found is None:
        other = page.sources.document(floor, cue.start - 1) or _anybody(page, cue, floor)
        if other is None:
            return None
        found = (other, False)
    source, far = found
    if not _may_say(source, cue):
        return None
    word = word_before(page.text, source.start)
    if word in _TIME or (word in _NOT_BEFORE and source.kind != "document"):
        return None
    if source.kind in {"body", "place"} and (word in _ASKED or word.islower() and _inside_phrase(page, source, word)):
        return _recipient(page, cue, source, floor)
    if _separated(page, source, cue) and not (cue.entry.kind == "core" or cue.sign != "clause"):
        return None
    if far and not (cue.entry.kind == "core" or cue.sign in {"colon", "rang", "marks"}):
        return None
    return _shape(page, cue, source, _lead(page, source.start, floor), "far" if far else "")


_FIRST_PERSON = re.compile(r"(?<!\w)(?:[tT]ôi|[cC]húng tôi|[cC]húng em|[eE]m|[mM]ình)(?!\w)")
_SURE = frozenset("cho biết,cho hay,cho rằng,khẳng định,nhấn mạnh,thừa nhận,xác nhận,tin rằng,phủ nhận,thông tin cho biết,cảnh báo,khuyến cáo".split(","))


def _anybody(page: Page, cue: Cue, floor: int) -> Source | None:
    """Return the noun phrase that fills the clause before a sure cue, where no table knows it: "Truyền thông địa phương cho biết"."""
    if cue.entry.words not in _SURE and not (cue.entry.kind == "core" and cue.sign in {"colon", "marks", "rang"}):
        return None
    text = page.text
    end = page.sources.without_shell(floor, cue.start)
    start = clause_start(text, floor, end)
    turn = max(text.rfind(word, start, end) + len(word) if word in text[start:end] else 0 for word in (" nhưng ", " song ", " thì "))
    start = max(start, turn)
    if start - floor > 0 and page.sources.people_in(floor, start):
        return None  # "ông Hải, người …": the person speaks or nobody
    dateline = _DATELINE.match(text, start, end)
    start = dateline.end() if dateline else start
    kind = clause_phrase(text, start, end) if end > start else None
    if kind is None or page.sources.people_in(start, end):
        return None
    return Source(start, end, kind, start, end)


_DATELINE = re.compile(r"(?:(?:Sáng|Chiều|Tối|Trưa|Ngày|Hôm|sáng|chiều|tối|ngày)[ ](?:ngày[ ])?[\d./-]+,?[ ]|(?:Tuy nhiên|Do đó|Vì vậy|Hiện|Theo đó|Trong khi đó|Bên cạnh đó|Cụ thể|Mới đây|Trước đó),?[ ])+")
_CLAUSE_OPENERS = frozenset(
    "hiện nay hôm và thì nhưng đó này vậy nên cũng vừa qua song khi năm đây còn rằng ra là trong đến sau trước đầu cuối giờ sáng chiều trưa tối lại ngay vì tới tiếp rồi theo"
    " từ nhiều các những đều mới".split()
)


def _inside_phrase(page: Page, source: Source, word: str) -> bool:
    """Say whether a body or a place is the end of a longer noun phrase: a small word stands before it that opens no clause."""
    return source.start > 0 and page.text[source.start - 1] == " " and word not in _CLAUSE_OPENERS and not word.isdigit()


def _recipient(page: Page, cue: Cue, source: Source, floor: int) -> Draft | None:
    """Return the draft of who sent or told a body something: "Thứ trưởng … đã ký công văn gửi Sở Y tế yêu cầu …"; nobody else speaks."""
    if cue.entry.act != "order" or word_before(page.text, source.start) != "gửi":
        return None
    subject = _sentence_subject(page, floor, source.start)
    return _shape(page, cue, subject, floor, "sentence-subject") if subject and _may_say(subject, cue) else None


def _separated(page: Page, source: Source, cue: Cue) -> bool:
    """Say whether a comma stands between a body and its cue: then the cue may belong to a chain of verbs."""
    return source.kind in {"body", "place", "unnamed"} and "," in page.text[source.end : cue.start]


def _may_say(source: Source, cue: Cue) -> bool:
    if source.kind == "document":
        return "document" in cue.entry.source
    if source.kind in {"body", "place"}:
        return "body" in cue.entry.source
    return "person" in cue.entry.source


def _lead(page: Page, start: int, floor: int) -> int:
    """Return where the reporting clause begins: after the last semicolon before the source, else at the sentence."""
    cut = page.text.rfind("; ", floor, start)
    return cut + 2 if cut >= 0 else floor


_CHAIN = re.compile(r"(?:;|,|(?<=\w))[ ](?:(?:và|đồng thời|qua đó|từ đó|cùng với đó|song song đó|bên cạnh đó|đặc biệt),?[ ])?(?:(?:và|cũng|tiếp tục|đồng thời|phối hợp)[ ])?\Z")
_SPLITTING = frozenset("khẳng định,nhấn mạnh,cho rằng,cho biết,cho hay,nhận định".split(","))


def _without_subject(page: Page, cue: Cue, floor: int, previous: Draft | None) -> Draft | None:
    """P10 and P9: the cue has no source of its own; it goes on with the one before, where nothing else can be meant."""
    text = page.text
    if cue.entry.kind == "mark_only" and cue.sign not in {"colon", "marks"}:
        return None
    window = max(floor, cue.start - 40)
    chain = _CHAIN.search(text, window, cue.start)
    joined = text[chain.start() : cue.start] if chain else ""
    if joined.startswith(",") and "đồng thời" not in joined and cue.sign == "comma":
        return None  # a list of verbs
    if joined.startswith(";") or (joined and cue.entry.words in _SPLITTING) or (joined and "đồng thời" in joined):
        cut = chain.start() if chain else cue.start
        if previous and previous.lead >= floor - 1 and previous.source and previous.form in {"clause", "marks"}:
            if joined.startswith(";") and not (cue.entry.kind == "core" or previous.act == "order"):
                return None
            draft = _shape(page, cue, previous.source, cut, "chain")
            if draft:
                draft.sibling = True
            return draft
        subject = _sentence_subject(page, floor, cut)
        if subject and _may_say(subject, cue) and joined.strip() not in {",", ""}:
            return _shape(page, cue, subject, floor, "sentence-subject")
        return None
    if cue.entry.act == "order" and cue.entry.words in _ORDERS and _RECIPIENT.match(text, cue.content):
        subject = _doer(page, floor, cue.start)
        if subject and _may_say(subject, cue):
            cut = chain.start() if chain and joined.startswith(";") else floor
            draft = _shape(page, cue, subject, cut, "doer")
            return draft
    opener = _subjectless().match(text, floor)
    if opener and opener.end() == cue.start and opener.end() > floor and previous and previous.source and previous.source.personal and cue.entry.act == "order":
        last = page.sentence(previous.start)
        if page.sentence(cue.start) - last == 1:
            return _shape(page, cue, previous.source, floor, "continued")
    return None


_ORDERS = frozenset("yêu cầu,đề nghị,chỉ đạo,kiến nghị,giao".split(","))


@cache
def _sent() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{trie(data_toml('newsmine.extractors', 'adverb_shell.toml')['sent']['verbs'])})")


def _doer(page: Page, floor: int, end: int) -> Source | None:
    """Return the source at the head of a sentence, where the sentence says that he sent, signed, met, and nobody else is named before the cue."""
    sources = [item for item in page.sources.within(floor, min(end, floor + 240)) if item.kind != "place"]
    if not sources:
        return None
    first = sources[0]
    head = page.text[floor : first.start].rstrip()
    if head and not head.endswith((",", ":")):
        return None
    if first.personal and any(item.kind in {"person", "shared"} and item.start > first.end for item in page.sources.people_in(first.end, end)):
        return None
    if first.kind in {"pronoun", "document"} or is_addressed(page.text, first):
        return None
    return first if _sent().search(page.text, first.end, end) else None


def _sentence_subject(page: Page, floor: int, end: int) -> Source | None:
    """Return the only person that a sentence names before ``end``, where he stands at its head or after its fronted adjunct."""
    people = page.sources.people_in(floor, end)
    if not people or any(item.kind in {"person", "shared", "office"} for item in people[1:]):
        return None
    first = people[0]
    head = page.text[floor : first.start].rstrip()
    return first if not head or head.endswith((",", ":")) or first.start - floor < 3 else None


def _shape(page: Page, cue: Cue, source: Source, lead: int, how: str) -> Draft | None:
    """Make the draft of a source, a cue and what follows it."""
    text = page.text
    start = cue.content
    tail = f" {how}" if how else ""
    mark = page.mark_at(start) if start < len(text) else None
    if cue.sign == "colon":
        while start < len(text) and text[start] in "\r\n ":
            start += 1
        mark = page.mark_at(start) if start < len(text) else None
    if start >= len(text) or (cue.sign != "colon" and "\n" in text[cue.end : start]):
        return None
    if mark and cue.sign in {"colon", "rang", "marks", "comma"}:
        whole = _AFTER_MARK.match(text, mark.end) or text[mark.inner_end - 1] in ".!?…" or _count(text, mark.inner_start, mark.inner_end) >= 2 * _TERM_WORDS
        if whole:
            return Draft(mark.inner_start, mark.inner_end, lead, source, f"P2 source-cue-marks{tail}", "marks", cue.entry.act, cue.start, cue.end)
        if cue.sign == "marks":
            if cue.entry.kind == "mark_only":
                return None
            return Draft(start, start, lead, source, f"P3 source-cue-clause{tail}", "clause", cue.entry.act, cue.start, cue.end)
    if cue.sign == "colon":
        if text[start] in _OPENING and not mark:
            return Draft(start + 1, start + 1, lead, source, f"P2 source-cue-open-mark{tail}", "colon", cue.entry.act, cue.start, cue.end)
        return Draft(start, start, lead, source, f"P1 source-cue-colon{tail}", "colon", cue.entry.act, cue.start, cue.end)
    if cue.entry.kind == "mark_only" and cue.sign != "rang":
        return None
    rule = {"rang": "P3 source-cue-rang", "comma": "P3 source-cue-comma"}.get(cue.sign, "P3 source-cue-clause")
    return Draft(start, start, lead, source, f"{rule}{tail}", "clause", cue.entry.act, cue.start, cue.end, strong=cue.entry.kind == "core")


_WORDLESS = re.compile(r"(?:của|về|và|hoặc|này|đó|nêu trên|theo|số|cũng như|hay|là)(?!\w)|[.,;:)]")
_PLACED = re.compile(r"(?:tại|trong|trên|với|ở|từ|đến|tới)(?!\w)")  # an adjunct: a clause may still follow it
_VERB = re.compile(r"(?<!\w)(?:sẽ|đã|đang|phải|cần|có|được|bị|là|không|chưa|vẫn|còn|đều|thì|do|vì|đạt|tăng|giảm|trở|cho|ra|vừa|mới)(?!\w)")
_CLAUSE = re.compile(r",|(?<!\w)(?:sẽ|đã|đang|phải|cần|có|được|là|không|chưa|cũng)(?!\w)")


def _worded(page: Page, cue: Cue, draft: Draft) -> bool:
    """Say whether words follow that somebody may have said: no preposition, no bare noun, a recipient for what is handed out."""
    if draft.form != "clause":
        return True
    text = page.text
    end = min(page.sentence_at(draft.start).end, draft.start + _AHEAD)
    if _count(text, draft.start, end) < (3 if draft.strong else 4):
        return False
    if cue.sign == "clause" and _WORDLESS.match(text, draft.start):
        return cue.entry.kind == "core" and not text.startswith(("về", "của", "với", "và "), draft.start)
    if cue.sign == "clause" and cue.entry.act == "state" and not draft.strong and draft.source and not draft.source.personal and not _VERB.search(text, draft.start, end):
        return False
    if cue.sign == "clause" and _PLACED.match(text, draft.start) and not _CLAUSE.search(text, draft.start, end):
        return False
    if cue.entry.words in _clause_orders() and cue.sign == "clause":
        return bool(_RECIPIENT.match(text, draft.start))
    return True


_REST = re.compile(r"[ ]?(?:,|:|thì(?=[ ]))[ ]*")
# "Theo ông Đón, người giữ rừng lâu năm, …": who he is, not yet what he says
_DESCRIPTION = re.compile(r"(?:người (?:giữ|đã|có|từng|đang|trực tiếp|đứng|sáng lập|đầu tiên|phụ trách)|chủ|nguyên|cựu|một trong những|thành viên|cán bộ|dân|con|vợ|chồng)[ ][^,.;:“”\"\n]{2,80}(?=,[ ])")


def according_to(page: Page) -> Iterator[Draft]:
    """P6: ``Theo ông Hải, …``, ``…, theo Sở Nội vụ.``, ``Theo báo cáo của UBND huyện: …``."""
    text = page.text
    for match in _according().finditer(text):
        sentence = page.sentence_at(match.start())
        place = match.end()
        if sentence.caption or page.mark_around(match.start()) or names_no_source(text, match.end("cue") + 1):
            continue
        fronted = not text[sentence.start : match.start()].strip("“\"- ")
        after_comma = text[max(0, match.start() - 2) : match.start()].strip() in {",", ";", ":", "–", "-"}
        capital = match.group()[0].isupper()
        if not (fronted or after_comma or capital):
            continue
        found = _source_after(page, place, sentence.end)
        if found is None:
            continue
        source, end = found
        cue_span = (match.start("cue"), match.end("cue"))
        rest = _REST.match(text, end)
        if rest and source.kind == "person" and (described := _DESCRIPTION.match(text, rest.end())):
            rest = _REST.match(text, described.end())
        nested = page.cue_from(source.end)
        if nested and nested.start <= end + 14 and nested.sign != "none" and page.sources.before(nested.start, source.start):
            draft = _shape(page, nested, source, sentence.start, "theo")
            if draft:
                yield draft
            continue
        if rest and rest.end() < sentence.end:
            start = rest.end()
            form = "colon" if ":" in rest.group() else "clause"
            mark = page.mark_at(start)
            if mark and _AFTER_MARK.match(text, mark.end):
                yield Draft(mark.inner_start, mark.inner_end, sentence.start, source, "P6 theo-marks", "marks", "state", *cue_span)
            elif not text[start].isspace():
                lead = sentence.start if fronted or capital else match.start()
                yield Draft(start, start, lead, source, f"P6 theo-{form}" + ("" if fronted else "-inside"), form, "state", *cue_span)
        elif after_comma and not fronted and not text[end : sentence.end].strip(".!?… "):
            cut = max(sentence.start, text.rfind("; ", sentence.start, match.start()) + 2 if "; " in text[sentence.start : match.start()] else sentence.start)
            stop = match.start()
            while stop > cut and text[stop - 1] in " ,–-":
                stop -= 1
            mark = page.mark_at(cut)
            if mark and mark.end >= stop - 1:
                yield Draft(mark.inner_start, mark.inner_end, cut, source, "P6 marks-theo", "marks", "state", *cue_span)
            elif _count(text, cut, stop) >= 4:
                yield Draft(cut, stop, cut, source, "P6 clause-theo", "fixed", "state", *cue_span)


_HONORIFIC = re.compile(r"(?:đồng chí|đ/c|ông|bà|anh|chị|cô|chú|thầy|em|cụ)[ ]")


def _source_after(page: Page, place: int, end: int) -> tuple[Source, int] | None:
    """Return the source after "theo", and where it ends: a document's noun phrase runs to the comma that no other phrase holds."""
    text = page.text
    limit = min(end, place + 240)
    stop = place
    inside = page.sources.within(place, limit)
    while True:
        found = min((at for at in (text.find(", ", stop, limit), text.find(":", stop, limit)) if at >= 0), default=-1)
        stop = found if found >= 0 else limit
        over = next((item for item in inside if item.start < stop < item.end), None)
        if over is None or found < 0:
            break
        stop = over.end
    while stop > place and text[stop - 1] in ".!?… ":
        stop -= 1
    if document_phrase(text, place, stop):
        return Source(place, stop, "document", place, stop), stop
    honorific = _HONORIFIC.match(text, place)
    source = page.sources.at(place) or (page.sources.at(honorific.end()) if honorific else None)
    if source is None or source.kind == "place" and source.end != stop:
        return None
    if source.personal or source.end == stop:
        return source, source.end
    # a body whose name goes on further than its pattern knows: to the comma, if no verb stands between
    if stop - source.start <= 120 and text[source.end : stop].count(" ") <= 6:
        return Source(source.start, stop, source.kind, source.start, stop), stop
    return None


_FRONTED = frozenset("nhấn mạnh,khẳng định,cho rằng,nhận định,thừa nhận,lý giải,lưu ý,tin tưởng,cho biết,chia sẻ".split(","))
_NOUN_FIRST = re.compile(
    r"(?:về|đến|tới|vai trò|tầm quan trọng|ý nghĩa|một số|những|các|việc|sự|thêm|vấn đề|tại|với|trước|trong|cùng|trên|ở|nội dung|kết quả|lý do|nguyên nhân)(?!\w)"
)


def fronted(page: Page) -> Iterator[Draft]:
    """P7 with words of its own: ``Nhấn mạnh C, S đề nghị …``: the cue at the head of a sentence, its source after the words."""
    text = page.text
    for cue in page.cues:
        sentence = page.sentence_at(cue.start)
        if cue.start != sentence.start or cue.sign not in {"clause", "comma", "rang"} or cue.entry.words not in _FRONTED:
            continue
        if _NOUN_FIRST.match(text, cue.content) or sentence.caption:
            continue
        following = page.cue_from(cue.end)
        while following and following.start < sentence.end:
            found = page.sources.before(following.start, max(cue.content, following.start - _BACK))
            if found and found[0].personal:
                stop = found[0].start
                if text[stop - 2 : stop] == ", " and _count(text, cue.content, stop - 2) >= _TERM_WORDS + 1:
                    yield Draft(cue.content, stop - 2, sentence.start, found[0], "P7 fronted-clause", "fixed", cue.entry.act, cue.start, cue.end)
                break
            following = page.cue_from(following.end)


def headline(page: Page) -> Iterator[Draft]:
    """P14: ``Chủ tịch UBND tỉnh: Không để …`` as the first line of an article; the colon is the cue."""
    if not page.layout.lines:
        return
    line = page.layout.lines[0]
    source = page.sources.at(line.start)
    text = page.text
    if source is None or not source.personal or source.kind == "pronoun" or line.end - line.start > 200:
        return
    colon = re.compile(r"[ ]?:[ ]").match(text, source.end)
    if colon and _count(text, colon.end(), line.end) >= 4:
        mark = page.mark_at(colon.end())
        if mark:
            yield Draft(mark.inner_start, mark.inner_end, line.start, source, "P14 headline-marks", "marks", "state")
        else:
            yield Draft(colon.end(), line.end, line.start, source, "P14 headline", "fixed", "state")


_VOICE = re.compile(rf"[ ]?:[ ](?=[“\"«„{UPPER}])")


def marked_voice(page: Page) -> Iterator[Draft]:
    """P13: ``Ông Lê Văn Thao, Trưởng thôn Nà Pàn: “…”``: name and office, a colon, the words, no cue; without marks only in the first person."""
    text = page.text
    for source in page.sources.all:
        colon = _VOICE.match(text, source.end) if source.kind == "person" and source.end > source.name_end else None
        if colon and text[colon.end()] not in _OPENING:
            sentence = page.sentence_at(source.start)
            first = page.sentence_at(colon.end())
            if source.start - sentence.start <= 2 and not sentence.caption and _FIRST_PERSON.search(text, colon.end(), min(first.end + 200, len(text))):
                yield Draft(colon.end(), colon.end(), sentence.start, source, "P13 source-colon", "colon", "state")
    for mark in page.marks:
        if mark.start < 4 or _count(text, mark.inner_start, mark.inner_end) < _TERM_WORDS:
            continue
        colon = text.rfind(":", max(0, mark.start - 3), mark.start)
        if colon < 0 or text[colon + 1 : mark.start].strip():
            continue
        sentence = page.sentence_at(colon)
        for source in reversed(page.sources.people_in(sentence.start, colon)):
            if source.kind == "person" and not text[source.end : colon].strip(" ,)") and source.start - sentence.start <= 2:
                yield Draft(mark.inner_start, mark.inner_end, sentence.start, source, "P13 source-colon-marks", "marks", "state")
                break

