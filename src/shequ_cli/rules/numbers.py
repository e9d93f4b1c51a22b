"""Counts, numbers, money and yes/no from text; nothing is rounded and nothing is repaired."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import normalize

from shequ_cli.rules.fault import Fault, ReadText
from shequ_cli.words.language import _
from shequ_cli.words.record import Value

_WHOLE = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[Ee]\+?\d+")
_TEN_THOUSANDS = re.compile(r"([+-]?[\d,]+(?:\.\d+)?)\s*万元?")
_LEADING = re.compile(r"([+-]?[\d,]*\d(?:\.\d+)?)\s*(\D+)")
_CENT = Decimal("0.01")
_LONGEST = 15  # digits; what a spreadsheet, the index and a person can still hold exactly
_TOO_MUCH = Decimal(10) ** _LONGEST
_BOOLEANS = {"是": True, "有": True, "true": True, "1": True, "否": False, "无": False, "false": False, "0": False}


def is_scientific(text: str) -> bool:
    """Whether the text looks like a long number that Excel turned into 1.10105E+17."""
    return "+" in text and _SCIENTIFIC.fullmatch(text) is not None


def plain(text: str) -> str:
    """Letters, digits and marks of full width as their ordinary selves."""
    return text if text.isascii() else normalize("NFKC", text)


def _number(text: str) -> Decimal | None:
    if len(text) > 2 * _LONGEST or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text.replace(",", ""))
    return number if abs(number) < _TOO_MUCH else None


def _without_unit(text: str, unit: str) -> str:
    match = _LEADING.fullmatch(text)
    return match[1] if match and match[2].strip() in (unit, normalize("NFKC", unit)) else ""


def _off(code: str, text: str, unit: str, form: str) -> Fault:
    if is_scientific(text):
        return Fault("E-excel-number", _("被 Excel 改成了科学计数，请照原件重写"))
    if _NUMBER.fullmatch(text):
        return Fault(code, _("数字太长，最多 {most} 位").format(most=_LONGEST))
    if bare := _without_unit(text, unit):
        return Fault(code, _("只写数，不写“{unit}”").format(unit=unit), suggestion=bare)
    return Fault(code, form)


def integer_reader(unit: str = "") -> ReadText:
    """A reader of counts: 12, １２, 1,234; never 12.0, which is a number that somebody computed."""

    def read_integer(given: str) -> Value | Fault:
        text = plain(given)
        if text.isdecimal() and len(text) <= _LONGEST:
            return int(text)
        number = _number(text)
        if number is not None and _WHOLE.fullmatch(text):
            return int(number)
        if number is None:
            return _off("E-integer", text, unit, _("应是整数"))
        whole = str(int(number)) if number == int(number) else ""
        return Fault("E-integer", _("应是整数，不带小数"), suggestion=whole)

    return read_integer


def number_reader(unit: str = "") -> ReadText:
    """A reader of numbers: 95.5, 1,234.5, ９５．５; exact, as Decimal."""

    def read_number(given: str) -> Value | Fault:
        text = plain(given)
        number = _number(text)
        return _off("E-number", text, unit, _("应是数字")) if number is None else number

    return read_number


def read_money(given: str) -> Decimal | Fault:
    """An amount in 元, exact, at most to the 分: 1234.5, 1,234.50, ¥1,234.50, 1234元; 万元 is refused with its 元."""
    text = plain(given)
    if match := _TEN_THOUSANDS.fullmatch(text):
        number = _number(match[1])
        whole = "" if number is None else plain_number(number * 10000)
        return Fault("E-money", _("这里以元为单位，不写万元"), suggestion=whole)
    number = _number(text.removeprefix("¥").removesuffix("元").strip())
    if number is None:
        return _off("E-money", text, "", _("应是以元为单位的金额"))
    if number != (exact := number.quantize(_CENT)):
        return Fault("E-money", _("金额最多写到分（两位小数）"))
    return exact


def read_boolean(given: str) -> bool | Fault:
    """Yes or no: 是 有 true 1, 否 无 false 0."""
    value = _BOOLEANS.get(plain(given).lower())
    return Fault("E-boolean", _("只能填是或否"), allowed=("是", "否")) if value is None else value


def plain_number(number: Decimal) -> str:
    """A number without exponent and without trailing zeros: 1E+4 is 10000, 2.50 is 2.5."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
