"""Dates, months and times from text, in the forms that clerks write; an ambiguous form is refused, never guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from shequ_cli.rules.fault import Fault
from shequ_cli.rules.numbers import plain
from shequ_cli.words.language import _

_MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
_DAYS = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _MIDNIGHT),
    re.compile(r"(\d{4})\s*(年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
_MONTHS = (
    re.compile(r"(\d{4})[-/.](\d{1,2})"),
    re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:份)?"),
    re.compile(r"(\d{4})(\d{2})"),
)
_SHORT_YEAR = re.compile(r"(\d{2})([-/.年])(\d{1,2})[-/.月](\d{1,2})[日号]?")
_NO_YEAR = re.compile(r"\d{1,2}(?:月\d{1,2}[日号]?|[-/.]\d{1,2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_ENGLISH = re.compile(r"(?:(\d{2})-)?([A-Z][a-z]{2})-(\d{2}|\d{4})")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2})(?::00)?|[时点](?:(\d{1,2})分?|整)?)")
_FRACTION = re.compile(r"0\.\d+")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

EXCEL_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers for dates after February 1900."""

_SERIALS = range(15000, 80000)
YEARS = range(1900, 2200)
"""Years that a community's records can speak of; anything else is a slip of the finger."""


def read_date(given: str) -> date | Fault:
    """A day: 2026-03-12, 2026/3/12, 2026.3.12, 2026年3月12日 or 20260312, also with a midnight behind it."""
    text = plain(given)
    for form in _DAYS:
        if match := form.fullmatch(text):
            return _day(int(match[1]), int(match[3]), int(match[4]))
    return _excel_day(text) or _unclear_day(text)


def _day(year: int, month: int, day: int) -> date | Fault:
    if year not in YEARS:
        return Fault("E-date", _("年份 {year} 不对").format(year=year))
    if not 1 <= month <= 12:
        return Fault("E-date", _("没有 {month} 月").format(month=month))
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        why = _("{year}年{month}月只有 {last} 天，没有 {day} 日")
        return Fault("E-date", why.format(year=year, month=month, last=last, day=day))
    return date(year, month, day)


def _excel_day(text: str) -> Fault | None:
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        day = EXCEL_DAY_ZERO + timedelta(int(match[1]))
        return Fault("E-excel-date", _("像是 Excel 的日期序列号"), suggestion=day.isoformat())
    if (match := _ENGLISH.fullmatch(text)) and match[2] in _ENGLISH_MONTHS:
        return Fault("E-excel-date", _("像是 Excel 改写过的日期，原来的日子已看不准，请照原件重写"))
    return None


def _unclear_day(text: str) -> Fault:
    if match := _SHORT_YEAR.fullmatch(text):
        day = _day(2000 + int(match[1]), int(match[3]), int(match[4]))
        suggestion = day.isoformat() if isinstance(day, date) else ""
        return Fault("E-date", _("年份要写四位"), suggestion=suggestion)
    if _NO_YEAR.fullmatch(text):
        return Fault("E-date", _("缺年份，应写成 2026-03-12"))
    if any(form.fullmatch(text) for form in _MONTHS):
        return Fault("E-date", _("只有年月，缺日，应写成 2026-03-12"))
    return Fault("E-date", _("看不懂这个日期，应写成 2026-03-12"))


def read_month(given: str) -> str | Fault:
    """A month as "2026-03": 2026-03, 2026/3, 2026.3, 2026年3月 or 202603."""
    text = plain(given)
    for form in _MONTHS:
        if match := form.fullmatch(text):
            return _month(int(match[1]), int(match[2]))
    if isinstance(day := read_date(text), date):
        return Fault("E-month", _("这里只写年月，不写日"), suggestion=day.isoformat()[:7])
    if day.code == "E-excel-date":
        return Fault("E-excel-date", _("像是 Excel 改写过的月份，请照原件重写"), suggestion=_english_month(text))
    return Fault("E-month", _("看不懂这个月份，应写成 2026-03"))


def _month(year: int, month: int) -> str | Fault:
    if year not in YEARS or not 1 <= month <= 12:
        return Fault("E-month", _("没有 {year}年{month}月").format(year=year, month=month))
    return f"{year:04}-{month:02}"


def _english_month(text: str) -> str:
    match = _ENGLISH.fullmatch(text)
    if not match:
        return (EXCEL_DAY_ZERO + timedelta(int(float(text)))).isoformat()[:7]
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    return f"{year:04}-{_ENGLISH_MONTHS.index(match[2]) + 1:02}"


def read_time(given: str) -> str | Fault:
    """A time of day as "09:30": 9:30, 09:30:00, 9时30分, 9点 or 9点整; 24:00 is written 00:00 of the next day."""
    text = plain(given).replace(" ", "")
    if match := _TIME.fullmatch(text):
        hour, minute = int(match[1]), int(match[2] or match[3] or 0)
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
        return Fault("E-time", _("没有 {hour} 时 {minute} 分").format(hour=hour, minute=minute))
    if _FRACTION.fullmatch(text):
        hour, minute = divmod(round(float(text) * 24 * 60) % (24 * 60), 60)
        return Fault("E-time", _("像是 Excel 的时间小数"), suggestion=f"{hour:02}:{minute:02}")
    return Fault("E-time", _("看不懂这个时刻，应写成 09:30"))
