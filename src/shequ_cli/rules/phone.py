"""Telephone and bank card numbers: text of digits, never numbers.

A number that no telephone can have is an error (E-phone). One that may be right but cannot be dialled from elsewhere, a landline
without its area code, is a doubt (D-phone).
"""

from __future__ import annotations

import re
from unicodedata import normalize

from shequ_cli.rules.fault import Fault
from shequ_cli.rules.numbers import is_scientific
from shequ_cli.words.language import _

_SEPARATORS = re.compile(r"[\s\-()－—]")
_EXTENSION = re.compile(r"(?:转|-|#|ext\.?)\s*\d{1,6}$", re.IGNORECASE)
_COUNTRY = re.compile(r"^(?:\+|00)86")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_SERVICE = re.compile(r"1[12]\d{1,3}|9[56]\d{3,6}|[48]00\d{7}")
_LOST_ZERO = re.compile(r"(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")
_SEVERAL = re.compile(r"[、,，;；/]")
_BANK = re.compile(r"\d{12,19}")


def read_phone(given: str) -> str | Fault:
    """A mobile number, a landline with area code, 400/800 or 95xxx; spaces, hyphens and extensions stay as written."""
    if _MOBILE.fullmatch(given):
        return given
    if is_scientific(given):
        return Fault("E-excel-number", _("被 Excel 改成了科学计数，请照原件重写"))
    if _SEVERAL.search(given):
        return Fault("E-phone", _("一栏只写一个号码"), value=given)
    digits = _digits(given)
    if any(form.fullmatch(digits) for form in (_MOBILE, _LANDLINE, _SERVICE)):
        return given
    if _LOCAL.fullmatch(digits):
        return Fault("D-phone", _("固定电话缺区号"), value=given)
    return Fault("E-phone", _wrong(digits), suggestion=_with_zero(digits), value=given)


def _digits(given: str) -> str:
    text = _COUNTRY.sub("", _SEPARATORS.sub("", normalize("NFKC", given)))
    if any(form.fullmatch(text) for form in (_MOBILE, _LANDLINE, _SERVICE, _LOCAL)):
        return text
    shorter = _EXTENSION.sub("", normalize("NFKC", given))
    return _COUNTRY.sub("", _SEPARATORS.sub("", shorter))


def _wrong(digits: str) -> str:
    if not digits.isdecimal():
        return _("电话号码里有数字以外的字")
    if digits.startswith("1") and len(digits) != 11:
        return _("手机号应为 11 位，现有 {n} 位").format(n=len(digits))
    return _("不是手机号，也不是带区号的固定电话")


def _with_zero(digits: str) -> str:
    return "0" + digits if len(digits) >= 9 and not _MOBILE.match(digits) and _LOST_ZERO.fullmatch(digits) else ""


def read_bank(given: str) -> str | Fault:
    """A bank account or card number of 12 to 19 digits, in groups or not."""
    if is_scientific(given):
        return Fault("E-excel-number", _("被 Excel 改成了科学计数，请照原件重写"))
    digits = _SEPARATORS.sub("", normalize("NFKC", given))
    if not _BANK.fullmatch(digits):
        return Fault("E-bank", _("银行账号应为 12 至 19 位数字"), value=given)
    if len(digits) > 17 and digits.endswith("0" * (len(digits) - 15)):
        return Fault("D-excel-number", _("末几位都是 0，像是被 Excel 改写过，请核对原件"), value=given)
    return given
