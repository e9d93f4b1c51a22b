"""Citizen identity numbers by GB 11643-1999, and the disability card numbers built on them (GB/T 26341-2010).

What a number cannot be is an error. A wrong check digit is only a doubt, passed with a reason, because papers hold such numbers and
because examples and tests must use numbers that belong to nobody. The region code is never judged: regions are dissolved and
renamed, and 81, 82 and 83 stand for the residence permits of people from 香港, 澳门 and 台湾.
"""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from shequ_cli.rules.fault import Fault
from shequ_cli.rules.numbers import is_scientific
from shequ_cli.words.language import _

_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECK_DIGITS = "10X98765432"
_FULL = re.compile(r"\d{17}[\dX]")
_OLD = re.compile(r"\d{15}")
_CARD = re.compile(r"(\d{17}[\dX])([1-7])([1-4])(B\d+)?")
_FIRST_YEAR = 1880


def check_digit(first_17: str) -> str:
    """The 18th character by ISO 7064 MOD 11-2."""
    return _CHECK_DIGITS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True)) % 11]


def canonical(given: str) -> str:
    """The number as it is kept: half-width, without spaces, X upper-case."""
    half_width = given if given.isascii() else normalize("NFKC", given)
    return half_width.replace(" ", "").upper()


def read_citizen(given: str, today: date) -> str | Fault:
    """A citizen number, or what is wrong with it; the fault keeps the number unless Excel has spoilt it."""
    text = canonical(given)
    return fault(text, today) or text


def fault(text: str, today: date) -> Fault | None:
    """What is wrong with an 18-digit number (or an old one of 15): E-citizen, D-citizen, E-/D-excel-number or nothing."""
    if is_scientific(text):
        return Fault("E-excel-number", _("被 Excel 改成了科学计数，末几位已丢失，请照证件重写"))
    if _OLD.fullmatch(text):
        return _old(text, today)
    if not _FULL.fullmatch(text):
        return Fault("E-citizen", _wrong_shape(text), value=text)
    if why := _wrong_birth(text[6:14], today):
        return Fault("E-citizen", why, value=text)
    return _doubtful(text)


def _doubtful(text: str) -> Fault | None:
    right = check_digit(text[:17]) == text[17]
    if text.endswith("000"):
        # Excel keeps 15 digits and writes 0 for the rest; about one true number in a thousand ends so as well.
        code = "D-excel-number" if right else "E-excel-number"
        return Fault(code, _("末三位是 000，像是被 Excel 改写过，请核对证件"), value=text if right else None)
    if not right:
        return Fault("D-citizen", _("校验码不对，请核对证件；核对无误的，写明理由即可"), value=text)
    return None


def _wrong_shape(text: str) -> str:
    if len(text) != 18:
        return _("应为 18 位，现有 {n} 位").format(n=len(text))
    return _("应为 17 位数字，末位是数字或 X")


def _wrong_birth(digits: str, today: date) -> str:
    """Said without the digits themselves: whoever shows a problem can mask its value, not its message."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        birth = date(year, month, day)
    except ValueError:
        return _("第 7 至 14 位不是出生日期")
    if birth > today:
        return _("第 7 至 14 位的出生日期晚于今天")
    return "" if year >= _FIRST_YEAR else _("第 7 至 10 位不是可能的出生年份")


def _old(text: str, today: date) -> Fault:
    full = f"{text[:6]}19{text[6:]}"
    if why := _wrong_birth(full[6:14], today):
        return Fault("E-citizen", why, value=text)
    why = _("是 15 位旧号码，请核对证件后改为 18 位")
    return Fault("D-citizen", why, suggestion=full + check_digit(full), value=text)


def read_disability_card(given: str, today: date) -> str | Fault:
    """A disability card number: a citizen number, the kind (1–7), the grade (1–4), and B1 … once it was reissued."""
    text = canonical(given)
    if is_scientific(text):
        return Fault("E-excel-number", _("被 Excel 改成了科学计数，末几位已丢失，请照证件重写"))
    match = _CARD.fullmatch(text)
    if not match:
        why = _("应为 18 位公民身份号码加 1 位类别（1—7）和 1 位等级（1—4），现有 {n} 位").format(n=len(text))
        return Fault("E-citizen", why, value=text)
    wrong = fault(match[1], today)
    return text if wrong is None else Fault(wrong.code, wrong.message, value=text)
