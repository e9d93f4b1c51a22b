"""What Chinese type needs to know about its characters: which are Chinese, how wide they are, how numbers are said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

_SHARED = frozenset("“”‘’—…·")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_cjk(character: str) -> bool:
    """A Chinese character or mark. Quotes, dashes and dots that Latin shares count as Chinese here."""
    return character in _SHARED or east_asian_width(character) in ("W", "F")


def width(text: str) -> float:
    """Width in characters (字): a Chinese one is 1, as is a sign that a Chinese font draws (± ≥ ①), a Latin one 0.5."""
    return sum(0.5 if east_asian_width(character) in ("Na", "H", "N") else 1 for character in text)


def numeral(number: int) -> str:
    """一, 十二, 二十, 一百零五; from 0 to 9999."""
    if not 0 <= number <= 9999:
        raise ValueError(number)
    said, skipped = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if skipped and said else "") + _DIGITS[digit] + _PLACES[place]
        skipped = digit == 0
    said = said or _DIGITS[0]
    return said[1:] if said.startswith("一十") else said


def listed(words: Iterable[object]) -> str:
    """甲、乙和丙."""
    names = [str(word) for word in words]
    return "和".join(filter(None, ("、".join(names[:-1]), names[-1]))) if names else ""


def printable(text: str) -> str:
    """Text without the characters that XML, and so Word and Excel files, cannot hold."""
    return _UNPRINTABLE.sub("", text)
