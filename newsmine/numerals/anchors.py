"""Where one pass stops: digits, and the words that may begin a period or a number."""

from __future__ import annotations

import re

__all__ = ["ANCHOR", "ANCHOR_FIRST"]


_AFTER_FROM = (
    r"(?= (?:\d|ngày|tháng|năm|đầu|cuối|giữa|nay(?!\w)|qu[ýí]|giai|khoảng|hôm|sáng|chiều|tối|đêm|rạng|nửa|mùng|mồng|"
    r"nhiệm|thập|những năm|thứ))"
)
_AFTER_TO = r"(?= (?:\d|hết|ngày|tháng|năm|đầu|cuối|giữa|qu[ýí]|nhiệm|thời|trước|khoảng|giai|sáng|chiều|mùng|vụ|tận|là))"
_AFTER_EDGE = (
    r"(?= (?:\d|năm|tháng|qu[ýí]|nhiệm|giai|thập|thế|các năm|những|vòng|thời|cả|suốt|ngày|vụ|hai|ba|bốn|sáu|bảy|tám|chín|mười))"
)
_AFTER_EACH = r"(?= (?:một|năm|tháng|qu[ýí]|tuần|ngày|vụ|giờ|phút|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))"
_SCALE_NEXT = r"(?= (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))"
# What may begin a period or a number in words; each with what must follow, so that the pass stops at little else.
_ANCHORS = (
    "năm", "tháng", "ngày", "qu[ýí]", "giai đoạn", "nhiệm k[ỳì]", "niên khóa", "niên độ", "thời kỳ(?= \\d)",
    r"khóa(?= (?:\d|năm))", r"kỳ(?= \d)", "kế hoạch 5 năm",
    "(?:đông ?[-–]? ?xuân|hè ?[-–]? ?thu|thu ?[-–]? ?đông)(?= (?:năm )?\\d)",
    "vụ(?= (?:sản|lúa|mùa|đông|hè|thu|xuân))", "mùa vụ", r"(?:đầu|giữa|cuối|hết|cả|trọn|suốt|dịp)" + _AFTER_EDGE,
    "trong" + _AFTER_EDGE, "nửa", "cùng (?:kỳ|kì|thời)", "so (?:với|cùng)", "từ" + _AFTER_FROM,
    "(?:kể|bắt đầu|ngay) từ", "tính (?:đến|tới|từ)",
    "ngay trong", "(?:lũy kế|cộng dồn|cho|kéo dài|chậm nhất|muộn nhất) (?:đến|tới)", "(?:chậm|muộn) nhất",
    "(?:đến|tới)" + _AFTER_TO, r"trước(?= (?:ngày|tháng|năm|qu[ýí]|\d))", "xong trước",
    "(?:mỗi|hằng|hàng|từng)" + _AFTER_EACH, "thập (?:niên|kỷ)", "(?:những|các) năm",
    "hôm", "rạng sáng", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "mùng", "mồng",
    r"thứ(?= (?:\d|hai|ba|tư|năm|sáu|bảy))", "chủ nhật",
    "tuần (?:này|trước|qua|vừa|rồi|tới|sau)", "sang năm", "(?:vài|mấy|cả|hơn|gần|ngót)" + _SCALE_NEXT, "gấp",
    "phân(?= nửa)", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "không phẩy",
    "một(?= (?:nửa|phần|tá|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))",
    *(f"một(?<={word} một)" for word in ("hơn", "nhất", "thiểu", "đa", "quá", "gần", "đầy", "đến", "khoảng")),
    "(?:tỷ|triệu) rưỡi",
)  # fmt: skip


def _opened(phrase: str) -> list[str]:
    """Open the alternatives that a phrase begins with: ``(?:đầu|cuối) năm`` to two phrases."""
    if not phrase.startswith("(?:"):
        return [phrase]
    close = phrase.index(")")
    return [head + phrase[close + 1 :] for head in phrase[3:close].split("|")]


def _trie(phrases: list[str]) -> str:
    """Join alternatives letter by letter, so that the pass asks about a place only those that can match."""
    by_first: dict[str, list[str]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[:1] if phrase[:1].isalpha() else "", []).append(phrase)
    return "|".join(
        alternative
        for first, group in by_first.items()
        for alternative in (group if not first or len(group) == 1 else [f"{first}(?:{_trie([one[1:] for one in group])})"])
    )


_WORD_ANCHOR = rf"(?:{_trie([one for many in _ANCHORS for one in _opened(many)])})(?!\w)"
# A digit, or a character that may stand before a word with an anchor after it: the first class lets the engine skip ahead.
ANCHOR = re.compile(rf"[0-9 \n\r(\[\"“‘'–—/…*+•.,;:>-](?:({_WORD_ANCHOR})|(?<=[0-9])[0-9]*)")
ANCHOR_FIRST = re.compile(_WORD_ANCHOR)
