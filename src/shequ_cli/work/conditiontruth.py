"""A condition's tree applied to one record's typed values, with SQL's three answers: true, false, unknown."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from shequ_cli.words.record import Value
from shequ_cli.work.expression import Literal, Name, Node, Operation

Scalar = str | Decimal | bool | None

_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SUMS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def value_of(node: Node, values: Mapping[str, Value]) -> Scalar:
    """What the tree comes to; None is unknown."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        return _held(node, values)
    if node.operator in ("and", "or"):
        return _joined(node, values)
    if node.operator == "coalesce":
        return next((found for found in (value_of(part, values) for part in node.operands) if found is not None), None)
    parts = [value_of(part, values) for part in node.operands]
    if node.operator == "null":
        return (parts[0] is None) != node.negated
    if node.operator == "in":
        return _turned(_any([_compared("=", parts[0], part) for part in parts[1:]]), node.negated)
    if any(part is None for part in parts):
        return None
    return _known(node, parts)


def _held(name: Name, values: Mapping[str, Value]) -> Scalar:
    value = values.get(name.field.name if name.field else "id")
    if name.counted:
        return Decimal(len(value)) if isinstance(value, tuple) else None
    if value is None or isinstance(value, str):
        return _unblanked(name, value)
    if isinstance(value, (bool, int, Decimal)):
        return Decimal(value)
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False, default=str)


def _unblanked(name: Name, text: str | None) -> str | None:
    """不适用 and 未报 are texts in a record but blank to every comparison, as in the index."""
    blanks = name.field.raw.get("x-blank", ()) if name.field else ()
    return None if text in blanks else text


def _joined(node: Operation, values: Mapping[str, Value]) -> bool | None:
    deciding = node.operator == "or"
    answers = [value_of(part, values) for part in node.operands]
    if any(answer is deciding for answer in answers):
        return deciding
    return None if None in answers else not deciding


def _any(answers: list[bool | None]) -> bool | None:
    return True if True in answers else (None if None in answers else False)


def _turned(answer: bool | None, negated: bool) -> bool | None:
    return answer if answer is None or not negated else not answer


def _compared(sign: str, left: Scalar, right: Scalar) -> bool | None:
    if left is None or right is None:
        return None
    if isinstance(left, str) != isinstance(right, str):
        left, right = str(left), str(right)
    return _COMPARISONS[sign](left, right)


def _known(node: Operation, parts: list[Scalar]) -> Scalar:
    """Operations all of whose operands are known."""
    sign, first = node.operator, parts[0]
    if sign in _COMPARISONS:
        return _compared(sign, first, parts[1])
    if sign == "not":
        return not first
    if sign == "between":
        inside = _compared(">=", first, parts[1]) and _compared("<=", first, parts[2])
        return bool(inside) != node.negated
    if sign == "like":
        return _is_like(str(first), str(parts[1])) != node.negated
    if sign == "length":
        return Decimal(len(str(first)))
    if sign == "substr":
        start = int(Decimal(str(parts[1]))) - 1
        return str(first)[start : start + int(Decimal(str(parts[2])))] if len(parts) > 2 else str(first)[start:]
    return _calculated(sign, [Decimal(str(part)) for part in parts])


def _calculated(sign: str, numbers: list[Decimal]) -> Decimal | None:
    if sign in ("neg", "abs"):
        return -numbers[0] if sign == "neg" else abs(numbers[0])
    if sign == "/":
        return numbers[0] / numbers[1] if numbers[1] else None
    return _SUMS[sign](numbers[0], numbers[1])


def _is_like(text: str, pattern: str) -> bool:
    pieces = ({"%": ".*", "_": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.fullmatch("".join(pieces), text, re.DOTALL | re.IGNORECASE) is not None
