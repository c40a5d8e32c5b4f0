"""The records: what newsmine writes, and the words in which every part of it speaks.

This module is the ground floor and imports nothing of the project. Each record is a frozen, slotted dataclass; each field
carries its meaning, unit, allowed values and an example in its metadata, from which the codebook is generated
(:func:`codebook`). Offsets count Unicode code points in ``Article.text``, half open: ``text[start:end]`` is the printed span.

Numbers are :class:`decimal.Decimal` inside; :meth:`Record.as_dict` gives JSON-able values (floats, ISO dates, lists).
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

__all__ = [
    "TABLES",
    "Article",
    "Block",
    "Locality",
    "Person",
    "Quotation",
    "Record",
    "Reference",
    "Reject",
    "Review",
    "Role",
    "Statistic",
    "Successor",
    "codebook",
    "stable_id",
]

SPEAKER_KINDS = ("person", "unnamed", "body", "document")
QUOTATION_KINDS = ("direct", "indirect", "mixed")
STATISTIC_KINDS = ("count", "percent", "ratio", "money", "measure", "rate", "multiple", "score")
BOUNDS = ("exact", "more_than", "at_least", "less_than", "nearly", "at_most", "about", "range")
CHANGES = ("increase", "decrease")
STATUSES = ("actual", "target", "estimate")
PERIOD_KINDS = ("interval", "as_of", "rate", "school_year", "season")
PERIOD_RULES = ("printed", "inherited", "dateline")
LEVELS = ("country", "region", "province", "district", "commune")
LOCALITY_RULES = ("printed", "speaker", "article", "newspaper")
REJECT_REASONS = (
    "date", "time", "document", "road", "phone", "plate", "ordinal", "age", "programme", "address", "score_line", "label",
    "duration",
)  # fmt: skip
QUALIFIERS = ("acting", "deputy", "former")
BLOCK_KINDS = (
    "title", "sapo", "paragraph", "subhead", "caption", "table", "box", "signature", "source_line", "related", "note",
)  # fmt: skip
REFERENCE_KINDS = (
    "nghị quyết", "quyết định", "đề án", "chỉ thị", "thông tư", "nghị định", "luật", "kế hoạch", "chương trình",
    "kết luận", "quy định", "thông báo", "công văn", "pháp lệnh", "hướng dẫn", "báo cáo", "tờ trình", "công điện", "thông tri",
    "hiến pháp", "quy hoạch", "chiến lược",
)  # fmt: skip


def stable_id(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on the parts alone: the same on every machine and in every run."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _f(
    meaning: str,
    default: Any = dataclasses.MISSING,
    *,
    unit: str | None = None,
    allowed: tuple[str, ...] | None = None,
    example: Any = None,
) -> Any:
    """Declare a record field with its codebook entry."""
    metadata = {"meaning": meaning, "unit": unit, "allowed": allowed, "example": example}
    if default is dataclasses.MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Record):
        return value.as_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


class Record:
    """Base of every record: gives its fields as a plain dictionary."""

    __slots__: tuple[str, ...] = ()
    table: ClassVar[str] = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fields in order, with JSON-able values (Decimal to number, tuples to lists)."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Record):
    """One typed block of a page, in page order."""

    kind: str = _f("what the block is", allowed=BLOCK_KINDS, example="paragraph")
    text: str = _f("its text", example="Ngày 5/4, UBND tỉnh tổ chức hội nghị…")
    start: int | None = _f(
        "where it stands in the article's text; null where it is kept apart", None, unit="code points", example=0
    )
    end: int | None = _f("end of it, exclusive", None, unit="code points", example=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """An article. ``text`` is what every offset counts in; for a ``.txt`` input it is the file's text unchanged."""

    table: ClassVar[str] = "articles"
    article_id: str = _f("stable id of the article", example="5b1c0c8ab8f2d1e0")
    text: str = _f("sapo and body blocks, one a line; a .txt input unchanged", example="Ông Lục Mạnh Cương … cho biết: …")
    origin: str | None = _f("path or URL as given", None, example="articles/0412.txt")
    url: str | None = _f("address it was fetched from", None, example="https://baolangson.vn/…")
    canonical_url: str | None = _f("address that the page names as its own", None, example="https://baolangson.vn/…")
    source: str | None = _f("newspaper id in the registry", None, example="baolangson")
    home: str | None = _f("province of the newspaper on that day, where it is known", None, example="Lạng Sơn")
    title: str | None = _f("headline", None, example="Nâng chất lượng cán bộ cơ sở")
    lead: str | None = _f("sapo as printed", None, example="Những năm qua, …")
    dateline: str | None = _f(
        "mark before the first sentence as printed, kept out of the text of a page", None, example="(TTXVN) -"
    )
    byline: str | None = _f("author as printed", None, example="PHƯƠNG DUNG")
    section: str | None = _f("section as printed", None, example="Chính trị")
    published_at: str | None = _f("time of publication, ISO 8601, Asia/Ho_Chi_Minh", None, example="2021-04-12T08:30:00+07:00")
    syndicated_from: str | None = _f("outlet that the text was taken from, as printed", None, example="TTXVN")
    captions: tuple[str, ...] = _f("captions, in page order", (), example=["Công chức bộ phận một cửa…"])
    signature: str | None = _f("closing signature as printed", None, example="Tin, ảnh: PHƯƠNG DUNG")
    source_line: str | None = _f("closing source line as printed", None, example="Theo TTXVN")
    related: tuple[str, ...] = _f("titles in related boxes", (), example=[])
    blocks: tuple[Block, ...] = _f("all blocks of the page, typed, in page order", (), example=[])
    language: str | None = _f("language of the text, ISO 639-1", None, example="vi")
    topic: str | None = _f("topic, where a model gives one", None, example="cán bộ")
    topic_score: float | None = _f("score of the topic", None, unit="0–1", example=0.92)
    duplicate_of: str | None = _f("article_id of the article that this one repeats", None, example=None)
    fetched_at: str | None = _f("time of fetching, ISO 8601", None, example="2026-11-02T10:00:00+07:00")
    html_sha256: str | None = _f("SHA-256 of the page as fetched", None, example="9f86d0…")
    text_sha256: str | None = _f("SHA-256 of the text in UTF-8", None, example="2c26b4…")
    notes: tuple[str, ...] = _f("what was noted in reading it (encoding converted, layout in doubt …)", (), example=[])
    newsmine_version: str | None = _f("version that read it", None, example="0.1.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """An office that the article gives a person."""

    text: str = _f("office as printed", example="Bí thư Đảng ủy phường Đông Kinh, thành phố Lạng Sơn")
    start: int = _f("start of the printed office", unit="code points", example=278)
    end: int = _f("end of it, exclusive", unit="code points", example=329)
    title: str | None = _f("title alone", None, example="Bí thư")
    organisation: str | None = _f("organisation as printed", None, example="Đảng ủy phường Đông Kinh, thành phố Lạng Sơn")
    locality_id: str | None = _f("unit that the organisation belongs to", None, example="com:05988@2004")
    qualifier: str | None = _f("how the office is held", None, allowed=QUALIFIERS, example=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person named in one article."""

    table: ClassVar[str] = "people"
    person_id: str = _f("stable id within the article", example="a3…")
    article_id: str = _f("article", example="5b1c0c8ab8f2d1e0")
    name: str = _f("fullest name that the article gives", example="Lục Mạnh Cương")
    honorific: str | None = _f("honorific as printed at the fullest name", None, example="Ông")
    gender: str | None = _f("from the honorific only, else null", None, allowed=("male", "female"), example="male")
    ethnic_hint: str | None = _f("never guessed; set only where the article prints it", None, example=None)
    roles: tuple[Role, ...] = _f("offices as printed", (), example=[])
    mentions: tuple[tuple[int, int], ...] = _f(
        "spans [start, end) of all mentions of the name", (), unit="code points", example=[[261, 275]]
    )
    confidence: float = _f("calibrated confidence", 1.0, unit="0–1", example=0.97)
    rule: str = _f("what made the record", "", example="honorific+name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Record):
    """A stretch of text that reports what a source said or wrote."""

    table: ClassVar[str] = "quotations"
    quotation_id: str = _f("stable id", example="77…")
    article_id: str = _f("article", example="5b1c0c8ab8f2d1e0")
    start: int = _f("start of the words reported", unit="code points", example=340)
    end: int = _f("end of them, exclusive", unit="code points", example=863)
    content: str = _f("the words reported", example="Những năm qua, phường đã tạo điều kiện…")
    kind: str = _f("whose words", allowed=QUOTATION_KINDS, example="direct")
    cue: str | None = _f("reporting words", None, example="cho biết")
    cue_start: int | None = _f("start of the cue", None, unit="code points", example=330)
    cue_end: int | None = _f("end of the cue, exclusive", None, unit="code points", example=338)
    cue_act: str | None = _f("what the cue does", None, allowed=("state", "judge", "ask", "order"), example="state")
    speaker: str | None = _f("speaker as printed, no honorific, no title", None, example="Lục Mạnh Cương")
    speaker_start: int | None = _f("start of the speaker", None, unit="code points", example=261)
    speaker_end: int | None = _f("end of the speaker, exclusive", None, unit="code points", example=275)
    speaker_name: str | None = _f("fullest name that the article gives the speaker", None, example="Lục Mạnh Cương")
    speaker_kind: str | None = _f("what the speaker is", None, allowed=SPEAKER_KINDS, example="person")
    person_id: str | None = _f("person in the people table", None, example="a3…")
    honorific: str | None = _f("honorific as printed", None, example="Ông")
    gender: str | None = _f("from the honorific only", None, allowed=("male", "female"), example="male")
    role: str | None = _f(
        "title and organisation as printed", None, example="Bí thư Đảng ủy phường Đông Kinh, thành phố Lạng Sơn"
    )
    title: str | None = _f("title alone", None, example="Bí thư")
    organisation: str | None = _f("organisation as printed", None, example="Đảng ủy phường Đông Kinh, thành phố Lạng Sơn")
    locality_id: str | None = _f("unit of the organisation", None, example="com:05988@2004")
    confidence: float = _f("calibrated confidence", 1.0, unit="0–1", example=0.9)
    rule: str = _f("what made the record", "", example="P1 speaker-cue-colon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic(Record):
    """A number that counts or measures something."""

    table: ClassVar[str] = "statistics"
    statistic_id: str = _f("stable id", example="c4…")
    article_id: str = _f("article", example="5b1c0c8ab8f2d1e0")
    start: int = _f("start of number and unit with bound words", unit="code points", example=1953)
    end: int = _f("end of it, exclusive", unit="code points", example=1968)
    text: str = _f("the printed span", example="hơn 10.600 lượt")
    value: Decimal | None = _f(
        "the number; percentages keep their points, money in đồng; null for vague amounts", None, unit="see unit", example=10600
    )
    value_max: Decimal | None = _f("upper end of a range", None, unit="see unit", example=None)
    denominator: Decimal | None = _f("of a ratio", None, unit="see unit", example=21)
    unit: str | None = _f("printed noun or classifier, or canonical symbol (%, VND, ha …)", None, example="lượt")
    kind: str = _f("what sort of number", "count", allowed=STATISTIC_KINDS, example="count")
    bound: str = _f("how the value bounds the true one", "exact", allowed=BOUNDS, example="more_than")
    change: str | None = _f("set where the number itself is the amount of a change", None, allowed=CHANGES, example=None)
    baseline_text: str | None = _f("what the change is against, as printed", None, example="so với cùng kỳ")
    baseline_start: int | None = _f("start of it", None, unit="code points", example=None)
    baseline_end: int | None = _f("end of it, exclusive", None, unit="code points", example=None)
    status: str = _f("whether it has happened", "actual", allowed=STATUSES, example="actual")
    negated: bool = _f("the sentence says that it was not reached", default=False, example=False)
    measure: str | None = _f("printed words that say what is counted or measured", None, example="cán bộ, công chức tham gia")
    measure_start: int | None = _f("start of it", None, unit="code points", example=1969)
    measure_end: int | None = _f("end of it, exclusive", None, unit="code points", example=1995)
    population: str | None = _f("of whom or what, as printed", None, example="cán bộ, công chức cấp xã")
    population_start: int | None = _f("start of it", None, unit="code points", example=None)
    population_end: int | None = _f("end of it, exclusive", None, unit="code points", example=None)
    part_of: str | None = _f("statistic_id of the whole that this is a part of", None, example=None)
    period_text: str | None = _f("printed words of the time that the figure is about", None, example="Từ năm 2016 đến nay")
    period_start: str | None = _f("first day, ISO 8601; null where open", None, example="2016-01-01")
    period_end: str | None = _f("last day, inclusive; null where open", None, example=None)
    period_kind: str | None = _f("kind of period", None, allowed=PERIOD_KINDS, example="interval")
    period_rule: str | None = _f("where the period comes from", None, allowed=PERIOD_RULES, example="printed")
    locality: str | None = _f("place that the figure is about, as the article gives it", None, example="thành phố Lạng Sơn")
    locality_id: str | None = _f("unit of it, where what is printed ties the figure to it", None, example="dis:178@2004")
    locality_assumed_id: str | None = _f(
        "unit of the place, where nothing printed ties the figure to it; locality_level is its level", None, example=None
    )
    locality_level: str | None = _f("level of the unit", None, allowed=LEVELS, example="district")
    locality_rule: str | None = _f("where the place comes from", None, allowed=LOCALITY_RULES, example="printed")
    quotation_id: str | None = _f("quotation that it stands in", None, example=None)
    speaker_name: str | None = _f("who states it", None, example=None)
    indicator_id: str | None = _f("indicator of the taxonomy", None, example="training_turns")
    indicator_score: float | None = _f("score of the match", None, unit="0–1", example=0.93)
    checks: tuple[str, ...] = _f("what the checks say; they flag and never repair", (), example=["ok"])
    confidence: float = _f("calibrated confidence", 1.0, unit="0–1", example=0.95)
    rule: str = _f("what made the record", "", example="figure+classifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Record):
    """A legal or planning document that the article names."""

    table: ClassVar[str] = "references"
    reference_id: str = _f("stable id", example="d0…")
    article_id: str = _f("article", example="5b1c0c8ab8f2d1e0")
    start: int = _f("start of the printed reference", unit="code points", example=3700)
    end: int = _f("end of it, exclusive", unit="code points", example=3738)
    text: str = _f("the printed span", example="Đề án số 01-ĐA/TU ngày 5/4/2021")
    kind: str = _f("kind of document", allowed=REFERENCE_KINDS, example="đề án")
    number: str | None = _f("its number", None, example="01-ĐA/TU")
    issuer: str | None = _f("who issued it, as printed", None, example="Ban Thường vụ Thành ủy")
    issued_on: str | None = _f("date of it, ISO 8601", None, example="2021-04-05")
    title: str | None = _f("what it is about, as printed", None, example="nâng cao chất lượng đội ngũ cán bộ…")
    confidence: float = _f("calibrated confidence", 1.0, unit="0–1", example=0.98)
    rule: str = _f("what made the record", "", example="kind+number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(Record):
    """A number that was seen and refused, with the reason."""

    table: ClassVar[str] = "rejects"
    article_id: str = _f("article", example="5b1c0c8ab8f2d1e0")
    start: int = _f("start", unit="code points", example=3708)
    end: int = _f("end, exclusive", unit="code points", example=3716)
    text: str = _f("the printed span", example="01-ĐA/TU")
    reason: str = _f("why it is not a statistic", allowed=REJECT_REASONS, example="document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor(Record):
    """What became of a unit."""

    locality_id: str = _f("unit that came after", example="com:05983@2025")
    share: str = _f("how much of the old unit went there", allowed=("whole", "part"), example="whole")
    date: str | None = _f("day from which it holds, ISO 8601", None, example="2025-07-01")
    inferred: bool = _f("inferred from names and dates, not listed by a decree", default=False, example=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality(Record):
    """An administrative unit with its dates of validity."""

    table: ClassVar[str] = "localities"
    locality_id: str = _f("level, GSO code and era: pro:20@2004, dis:178@2004, com:05988@2025", example="dis:178@2004")
    name: str = _f("name with its type", example="thành phố Lạng Sơn")
    level: str = _f("level", allowed=LEVELS, example="district")
    parent_id: str | None = _f("unit above, on the first day of validity", None, example="pro:20@2004")
    valid_from: str | None = _f("first day, ISO 8601; null: on or before 2004-08-31", None, example=None)
    valid_to: str | None = _f("first day on which it is no more; null: still there", None, example="2025-07-01")
    successors: tuple[Successor, ...] = _f("what became of it", (), example=[])


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """One decision of a person about one record."""

    table: ClassVar[str] = "reviews"
    record_id: str = _f("id of the record", example="c4…")
    reviewer: str = _f("who decided", example="nguoi-duyet-1")
    decision: str = _f("what was decided", allowed=("accept", "correct", "reject", "add"), example="correct")
    field: str | None = _f("field that was corrected", None, example="unit")
    old: str | None = _f("value before", None, example="người")
    new: str | None = _f("value after", None, example="lượt")
    at: str | None = _f("time, ISO 8601", None, example="2026-11-02T10:00:00+07:00")
    note: str | None = _f("remark", None, example=None)


TABLES: dict[str, type[Record]] = {
    kind.table: kind for kind in (Article, Person, Quotation, Statistic, Reference, Reject, Locality, Review)
}


def codebook(table: str) -> list[dict[str, Any]]:
    """Return the codebook of one table: a row a field with name, type, unit, allowed values, meaning and example.

    Raises :class:`KeyError` for a table that does not exist.
    """
    return [
        {"table": table, "name": item.name, "type": str(item.type), **item.metadata}
        for item in dataclasses.fields(TABLES[table])  # type: ignore[arg-type]
    ]
