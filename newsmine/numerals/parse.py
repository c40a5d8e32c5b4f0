"""`parse_number`: one whole string that is one number."""

from __future__ import annotations

from decimal import Decimal

from newsmine.normal import read
from newsmine.numerals.figures import tidy
from newsmine.numerals.words import read_letters, read_tokens, tokens_of

__all__ = ["parse_number"]


def parse_number(text: str) -> Decimal | None:
    """Return the number that a whole string spells or prints, in Vietnamese; None if it is not one number.

    >>> parse_number("hai mươi mốt nghìn không trăm mười một")
    Decimal('21011')
    >>> parse_number("1,2 nghìn tỷ")
    Decimal('1200000000000')
    >>> parse_number("năm xã") is None
    True
    """
    low = " ".join(read(text).text.lower().split())
    sign = 1
    if low.startswith(("-", "–")):
        sign, low = -1, low[1:].lstrip()
    if low.startswith(",") and low[1:].isdigit():
        low = f"0{low}"  # ,77
    value = read_letters(low)
    if value is None:
        tokens = tokens_of(low)
        value = read_tokens(tokens) if tokens else None
    if value is None or (sign < 0 and value < 0):
        return None
    return tidy(value if sign > 0 else value.copy_negate())
