"""What ``n/m`` is: a ratio, a date, or part of an address."""

from __future__ import annotations

import re

from newsmine.numerals.dates import STRONG
from newsmine.numerals.passage import Passage
from newsmine.numerals.periods import period_at
from newsmine.numerals.units import unit_at

__all__ = ["NAMED", "read_slash"]


_FRACTION_CUE = re.compile(
    r"(?:nhất|thiểu|đa|nửa|bằng|chiếm|gần|hơn|khoảng|còn|đạt|được|có|quá|tới|trên|dưới|giảm|tăng|tỷ lệ|mất|là|từ|"
    r"thu hồi|lên|trong|đã|cho|cả|nguồn) $"
)

_OF = re.compile(
    r" ?(?:tổng|số|diện tích|dân số|lượng|khối lượng|thời gian|chiều dài|giá|chi phí|kinh phí|vốn|trong (?:tổng )?số|của tổng)"
    r"(?!\w)"
)

_DATE_CUE = re.compile(r"(?:dịp|lễ|ngày|đường|quảng trường|chiến thắng|kỷ niệm|trước|sau|vào|hôm|sáng|chiều|tối|đêm|và|,|\() ?$")
# Streets, squares, halls that bear a day
NAMED = (
    "đường ", "hội trường ", "quảng trường ", "phố ", "công viên ", "chợ ", "trường ", "cầu ", "bệnh viện ", "nhà máy ",
    "xí nghiệp ", "rạp ", "sân ",
)  # fmt: skip
_DAY_DIGITS, _LAST_DAY, _MONTHS = 2, 31, 12

_SMALL_WHOLE = 5  # *2/3*, *3/4*, *4/5 hộ*
_YEARLY = re.compile(r" (?:năm|tới|vừa|hằng|hàng)")


class _Slash:
    """``n/m`` in its place, and what speaks for a date or a ratio."""

    def __init__(self, passage: Passage, pos: int, match: re.Match[str]) -> None:
        low = passage.low
        self.n, self.m, self.end = match[1], match[2], match.end()
        self.left = low[max(passage.limit, pos - 14) : pos]
        self.unit = unit_at(low, passage.text, self.end, generic=False)
        self.any_unit = unit_at(low, passage.text, self.end) is not None
        self.after = low[self.end : self.end + 10]
        self.of = _OF.match(low, self.end) is not None

    @property
    def valid(self) -> bool:
        """There is such a day."""
        short = all("." not in part and len(part) <= _DAY_DIGITS for part in (self.n, self.m))
        return short and 1 <= int(self.n) <= _LAST_DAY and 1 <= int(self.m) <= _MONTHS

    @property
    def unit_near(self) -> bool:
        """A unit stands right after, or what it is a share of."""
        return (self.unit is not None and self.unit.start <= self.end + 1) or self.of

    @property
    def dated(self) -> bool:
        """The words before are those before a date."""
        if (self.of and self.left.rstrip()[-1:] in (",", "(")) or self.left.endswith("và "):
            return False
        return bool(_DATE_CUE.search(self.left))

    def is_ratio(self) -> bool:
        """Tell whether it is a ratio, where no word decides otherwise."""
        valid, dated = self.valid, self.dated
        rising = valid and int(self.n) < int(self.m)
        if valid and self.after.startswith(" năm "):
            return False
        if self.unit_near:
            return not (valid and dated) or (self.unit is not None and self.unit.known)
        if dated:
            return False
        if _FRACTION_CUE.search(self.left) and (not valid or rising):
            return True
        return rising and int(self.m) <= _SMALL_WHOLE and self.any_unit and not _YEARLY.match(self.after)


def read_slash(passage: Passage, pos: int, match: re.Match[str]) -> int | None:
    """Decide what ``n/m`` is: a ratio, a date, or an address."""
    slash = _Slash(passage, pos, match)
    left = slash.left
    if left.endswith("số ") and not left.endswith(("tổng số ", "trong số ")) and not slash.unit_near:
        return passage.reject(pos, match.end(), "address", "số n/m")
    if left.endswith(NAMED):
        return passage.reject(pos, match.end(), "address", "named for a day")
    if slash.valid and not slash.is_ratio():
        done = passage.hit(pos, period_at(passage.low, pos, passage.on, cue=STRONG))
        if done is not None:
            return done
    return passage.number(pos)
