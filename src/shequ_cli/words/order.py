"""Names in the order in which people count them: 第二网格 before 第三网格, 9号楼 before 10号楼."""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100}
_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百]+|[0-9]{1,18}")


def counted(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key to sort by: numbers by what they count, Chinese or Arabic, and all between them as it is written."""
    parts: list[tuple[int, int, str]] = []
    last = 0
    for found in _NUMBER.finditer(name):
        parts += [(1, 0, name[last : found.start()])] if found.start() > last else []
        parts.append((0, _value(found[0]), ""))
        last = found.end()
    return (*parts, (1, 0, name[last:]))


def _value(said: str) -> int:
    """一百零五 is 105; digits one after the other (二〇二六) are read as they stand."""
    if said[0] in "0123456789":
        return int(said)
    if not set(said) & set(_PLACES):
        return int("".join(str(_DIGITS[digit]) for digit in said))
    total, digit = 0, 0
    for sign in said:
        if sign in _PLACES:
            total += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
