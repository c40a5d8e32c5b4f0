"""Time of the quotations against length, on texts that are hard to read: python -m benchmarks.quotations_linear [CHARACTERS].

Each row doubles the length; the last column is the time that a character takes beside the row before: 1.0 is linear.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from newsmine.extractors.people import index_people
from newsmine.extractors.quotations import find_quotations
from newsmine.language.document import Document

_REPORT = "Ông Nguyễn Văn Lâm, Chủ tịch UBND xã Hòa An cho biết xã có 12 thôn. Đường vào thôn đã đổ bê tông. "
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
_GIVEN = (
    "Lâm",
    "Hải",
    "Sơn",
    "Thủy",
    "Bình",
    "Hòa",
    "Khoa",
    "Minh",
    "Nam",
    "Phong",
    "Quân",
    "Sang",
    "Tài",
    "Uy",
    "Vinh",
    "Xuân",
    "Yên",
)


def speakers(size: int) -> str:
    """Return an article of about so many characters in which two hundred people say something, a paragraph each."""
    names = [f"{_FAMILIES[n % 10]} Văn {_GIVEN[n // 10 % len(_GIVEN)]}" for n in range(200)]
    said = [
        f"Ông {names[n % 200]}, Trưởng thôn {n} cho biết thôn {n} đã có điện. Ông nói đường còn xấu." for n in range(size // 84)
    ]
    return "\n".join(said)


# name → text of about so many characters
TEXTS: dict[str, Callable[[int], str]] = {
    "mismatched marks": lambda size: "“a ”b «c \" d” '' e " * (size // 20),
    "marks that open only": lambda size: "Bà Lê Thị Hoa nói: “xã đã có điện. " * (size // 35),
    "nested marks": lambda size: "Ông Lâm nói: " + "“a " * (size // 6) + "b” " * (size // 6),
    "one paragraph": lambda size: _REPORT * (size // len(_REPORT)),
    "one bare colon": lambda size: "Ông Nguyễn Văn Lâm cho biết: " + "Xã có 12 thôn, đường đã thông. " * (size // 31),
    "cues only": lambda size: "cho biết khẳng định yêu cầu theo " * (size // 33),
    "commas only": lambda size: "Sở Y tế, Công an tỉnh, UBND huyện, " * (size // 35) + "yêu cầu các xã báo cáo.",
    "questions and dashes": lambda size: "- Thưa ông, vì sao?\n- Vì mưa.\n" * (size // 31),
    "200 speakers": speakers,
}


def seconds(text: str) -> tuple[float, int]:
    """Return the seconds that people and quotations of a text take, and how many quotations there are."""
    start = time.perf_counter()
    doc = Document.of(text)
    found = find_quotations(doc, index_people(doc))
    return time.perf_counter() - start, len(found)


def main(args: list[str]) -> None:
    """Measure and print; the largest size may be given in characters."""
    largest = int(args[0]) if args else 1_000_000
    sizes = [size for size in (62_500, 125_000, 250_000, 500_000, 1_000_000, 2_000_000) if size <= largest]
    seconds(_REPORT)
    print(f"{'text':24s}{'characters':>12s}{'quotations':>12s}{'seconds':>10s}{'per character':>16s}")
    for name, make in TEXTS.items():
        before = None
        for size in sizes:
            text = make(size)
            took, count = seconds(text)
            each = took / len(text)
            change = f"{each / before:.2f}" if before else "1"
            print(f"{name:24s}{len(text):12,d}{count:12,d}{took:10.2f}{change:>16s}")
            before = each


if __name__ == "__main__":
    main(sys.argv[1:])
