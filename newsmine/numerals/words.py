"""Numbers spelled in words, alone or mixed with figures: *hai mươi mốt nghìn*, *5 tỷ 200 triệu*, *một triệu hai*.

Everything works on lists of tokens: lower-case words of the reading view, or :class:`Decimal` where a figure is printed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from newsmine.numerals.figures import FIGURE, read_figure

__all__ = ["DIGITS", "SCALES", "read_tokens", "tokens_of"]

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
# Largest first: the largest scale of a number splits it. Both spellings are in print.
SCALES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "vạn": 10**4, "nghìn": 10**3, "ngàn": 10**3}
_LEVELS = (("tỷ", "tỉ"), ("triệu",), ("vạn",), ("nghìn", "ngàn"))
_ZERO = ("linh", "lẻ", "lẽ")
_POINT = ("phẩy", "chấm")
_MISPRINTS = {"muời": "mười", "mưới": "mười", "lãm": "lăm"}
_WORD = re.compile(rf"({FIGURE})|([^\W\d_]+)|(\S)")
# Colloquial letters: 100k, 3tr, 1tr2, 2t3, 1,2M, ,0012G
_LETTER = re.compile(r"(\d[\d.,]*|,\d+)\s*(k|tr|t|m|g)(\d*)")
_LETTERS = {"k": 10**3, "tr": 10**6, "m": 10**6, "t": 10**9, "g": 10**9}

Token = str | Decimal
_TEN, _HUNDRED = 10, 100
_TWO_WORDS = 2


def tokens_of(text: str) -> list[Token] | None:
    """Split a lower-case text to number tokens; None where something in it is neither a word nor a figure."""
    tokens: list[Token] = []
    for figure, word, other in _WORD.findall(text):
        if other:
            return None
        if figure:
            value = read_figure(figure)
            if value is None:
                return None
            tokens.append(value)
        else:
            tokens.append(_MISPRINTS.get(word, word))
    return tokens


def read_letters(text: str) -> Decimal | None:
    """Read a colloquial figure with a letter for its scale: ``100k``, ``1tr2``."""
    match = _LETTER.fullmatch(text)
    if not match:
        return None
    head, letter, tail = match.groups()
    value = Decimal("0" + head.replace(",", ".")) if head.startswith(",") else read_figure(head)
    if value is None:
        return None
    scale = _LETTERS[letter]
    return value * scale + (Decimal(int(tail)) * scale / 10 ** len(tail) if tail else 0)


def _digit(token: Token) -> Decimal | None:
    if isinstance(token, Decimal):
        return token if token < _TEN and token == int(token) else None
    return Decimal(DIGITS[token]) if token in DIGITS else None


def _tens(tokens: list[Token]) -> Decimal | None:  # noqa: PLR0911 - one return a printed form
    """Read a number under one hundred (or a single figure): *mười lăm*, *hai mươi mốt*, *sáu bảy*, *hai chục*."""
    if not tokens:
        return None
    first, rest = tokens[0], tokens[1:]
    if not rest:
        if isinstance(first, Decimal):
            return first
        return Decimal(10) if first in ("mười", "chục") else Decimal(12) if first == "tá" else _digit(first)
    if first == "mười":
        unit = _digit(rest[0]) if len(rest) == 1 else None
        return None if unit is None else 10 + unit
    head = _digit(first)
    if head is None and isinstance(first, Decimal) and rest == ["chục"]:
        return first * 10
    if head is None:
        return None
    if rest[0] in ("mươi", "chục"):
        if len(rest) == 1:
            return head * 10
        unit = _digit(rest[1]) if len(rest) == _TWO_WORDS else None
        return None if unit is None else head * 10 + unit
    if rest == ["tá"]:
        return head * 12
    unit = _digit(rest[0]) if len(rest) == 1 and isinstance(first, str) else None
    return None if unit is None or isinstance(rest[0], Decimal) else head * 10 + unit


def _hundreds(tokens: list[Token]) -> Decimal | None:
    """Read a number under one thousand; after *trăm* a lone digit counts tens (*năm trăm tư* is 540)."""
    if "trăm" not in tokens:
        return _tens(tokens)
    at = tokens.index("trăm")
    if at > 1:
        return None
    head = Decimal(1) if at == 0 else _digit(tokens[0])
    if head is None and isinstance(tokens[0], Decimal) and tokens[0] != int(tokens[0]):
        head = tokens[0]
    rest = tokens[at + 1 :]
    if head is None or not rest:
        return None if head is None else head * 100
    if rest == ["rưỡi"]:
        return head * 100 + 50
    if rest[0] in _ZERO:
        tail = _tens(rest[1:])
    elif len(rest) == 1 and (lone := _digit(rest[0])) is not None:
        tail = lone if head == 0 else lone * 10
    else:
        tail = _tens(rest)
    return None if tail is None or tail >= _HUNDRED else head * 100 + tail


def read_integer(tokens: list[Token]) -> Decimal | None:
    """Read a number with scales, split at the last word of its largest scale: *một nghìn hai trăm tỷ*, *mười triệu rưỡi*."""
    for level in _LEVELS:
        at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i] in level), -1)
        if at < 0:
            continue
        scale = SCALES[level[0]]
        if scale == SCALES["tỷ"] and (value := _billions(tokens)) is not None:
            return value
        head = read_integer(tokens[:at]) if at else Decimal(1)
        tail = _tail(tokens[at + 1 :], scale)
        return None if head is None or tail is None else head * scale + tail
    if tokens and tokens[0] in _ZERO:
        return _tens(tokens[1:])
    return _hundreds(tokens)


def _billions(tokens: list[Token]) -> Decimal | None:
    """Read *mười ba nghìn tỷ hai trăm bốn mươi bảy tỷ …*, where *tỷ* is said after each part; None for any other form."""
    cuts = [i for i, token in enumerate(tokens) if token in _LEVELS[0]]
    if len(cuts) < _TWO_WORDS:
        return None
    parts = [tokens[start:end] for start, end in zip([0, *(cut + 1 for cut in cuts)], cuts, strict=False)]
    if any(not part or part[-1] not in SCALES for part in parts[:-1]) or not parts[-1]:
        return None
    values = [read_integer(part) for part in parts]
    tail = _tail(tokens[cuts[-1] + 1 :], SCALES["tỷ"])
    total = Decimal(0)
    for value, below in zip(values, [*values[1:], Decimal(0)], strict=True):
        if value is None or below is None or value <= below:
            return None
        total += value
    return None if tail is None else total * SCALES["tỷ"] + tail


def _tail(tokens: list[Token], scale: int) -> Decimal | None:
    """Read what follows a scale word: nothing, *rưỡi*, a lone digit (tenths of the scale), *linh ba*, or a smaller number."""
    if not tokens:
        return Decimal(0)
    if tokens == ["rưỡi"]:
        return Decimal(scale) / 2
    lone = _digit(tokens[0]) if len(tokens) == 1 else None
    if lone is not None:
        return lone * scale / 10
    value = read_integer(tokens)
    return None if value is None or value >= scale else value


def _fraction(tokens: list[Token]) -> Decimal | None:
    """Read what follows *phẩy*: digit by digit, or read as a whole number (*phẩy năm mươi tám* is .58)."""
    if not tokens or any(isinstance(token, Decimal) for token in tokens):
        return None
    if all(token in DIGITS for token in tokens):
        digits = "".join(str(DIGITS[str(token)]) for token in tokens)
    else:
        zeros = 0
        while zeros < len(tokens) - 1 and tokens[zeros] == "không" and tokens[zeros + 1] != "trăm":
            zeros += 1
        value = read_integer(tokens[zeros:])
        if value is None:
            return None
        digits = "0" * zeros + (str(value).zfill(3) if tokens[zeros] == "không" else str(value))
    return Decimal(f"0.{digits}")


def read_tokens(tokens: list[Token]) -> Decimal | None:  # noqa: PLR0911 - one return a printed form
    """Read tokens that are one number and nothing else: sign, whole part, decimals, scales, fractions; None if they are not."""
    if not tokens:
        return None
    if tokens[0] in ("âm", "trừ"):
        value = read_tokens(tokens[1:])
        return None if value is None or value < 0 else -value
    if tokens in (["một", "nửa"], ["nửa"]):
        return Decimal("0.5")
    if "phần" in tokens:
        at = tokens.index("phần")
        above, below = read_integer(tokens[:at]), read_integer(tokens[at + 1 :])
        return above / below if above is not None and below else None
    point = next((i for i, token in enumerate(tokens) if token in _POINT), None)
    if point is None:
        return read_integer(tokens)
    cut = len(tokens)
    while cut > point + 1 and tokens[cut - 1] in SCALES:
        cut -= 1
    whole, part = read_integer(tokens[:point]), _fraction(tokens[point + 1 : cut])
    if whole is None or part is None:
        return None
    value = whole + part
    for token in tokens[cut:]:
        value *= SCALES[str(token)]
    return value
