"""Reads what people write for a period: codes, Chinese dates and 本月, 上季度, 去年 …"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from unicodedata import normalize

from shequ_cli.rules.dates import YEARS
from shequ_cli.words.errors import BadPeriod
from shequ_cli.work.period import Period, between, containing, week

_ORDINALS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}

# Kind and how many of it before (+) or after (−) the one that today lies in.
_NEAR = {
    "今天": ("day", 0), "今日": ("day", 0), "当天": ("day", 0), "昨天": ("day", 1), "昨日": ("day", 1), "明天": ("day", -1),
    "本周": ("week", 0), "这周": ("week", 0), "上周": ("week", 1), "下周": ("week", -1),
    "本月": ("month", 0), "当月": ("month", 0), "这个月": ("month", 0), "上月": ("month", 1), "上个月": ("month", 1),
    "下月": ("month", -1), "下个月": ("month", -1), "去年同期": ("month", 12), "上年同期": ("month", 12),
    "本季度": ("quarter", 0), "本季": ("quarter", 0), "上季度": ("quarter", 1), "上季": ("quarter", 1),
    "上个季度": ("quarter", 1), "下季度": ("quarter", -1), "下个季度": ("quarter", -1),
    "本年": ("year", 0), "本年度": ("year", 0), "今年": ("year", 0), "去年": ("year", 1), "上年": ("year", 1),
    "上年度": ("year", 1), "去年度": ("year", 1), "明年": ("year", -1), "下年度": ("year", -1),
    "today": ("day", 0), "yesterday": ("day", 1), "this-week": ("week", 0), "last-week": ("week", 1),
    "this-month": ("month", 0), "last-month": ("month", 1), "this-quarter": ("quarter", 0),
    "last-quarter": ("quarter", 1), "this-year": ("year", 0), "last-year": ("year", 1),
}  # fmt: skip

_YEAR = r"(?:(?P<y>\d{4})年?)?"
_NUMBER = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_SHAPES: tuple[tuple[str, str], ...] = (
    ("year", r"(?P<y>\d{4})(?:年度?|年?全年)?|全年"),
    ("month", r"(?P<y>\d{4})[-./]?(?P<n>\d{2})|(?P<y2>\d{4})[-./](?P<n2>\d)"),
    ("month", rf"{_YEAR}(?P<n>{_NUMBER})月份?"),
    ("day", r"(?P<y>\d{4})(?P<m>\d{2})(?P<n>\d{2})|(?P<y2>\d{4})[-./](?P<m2>\d{1,2})[-./](?P<n2>\d{1,2})"),
    ("day", rf"{_YEAR}(?P<m>{_NUMBER})月(?P<n>\d{{1,2}}|[一二三]?十?[一二三四五六七八九]?)[日号]"),
    ("quarter", r"(?:(?P<y>\d{4})-?)?[Qq](?P<n>[1-4])"),
    ("quarter", rf"{_YEAR}第?(?P<n>[1-4一二三四])季度?"),
    ("half", r"(?:(?P<y>\d{4})-?)?[Hh](?P<n>[12])"),
    ("half", rf"{_YEAR}(?P<n>[上下])半年"),
    ("week", r"(?P<y>\d{4})-?[Ww](?P<n>\d{1,2})"),
    ("week", rf"{_YEAR}第(?P<n>{_NUMBER}|\d{{1,2}})周"),
)
_COMPILED = tuple((kind, re.compile(shape)) for kind, shape in _SHAPES)
_TO = re.compile(r"\.\.|——|[—–~至到]|(?<=[月日号])-|(?<=\d)-(?=\d{1,2}月)")


def parse(text: str, today: date) -> Period:
    """What the clerk wrote (2026-03, 2026Q1, 2026年1—3月, 本月, 去年 …); BadPeriod when it cannot be read."""
    plain = re.sub(r"\s+", "", normalize("NFKC", text.replace("年初至今", f"{today.year}-01-01..{today}")))
    try:
        found = _near(plain, today) or _single(_years_spelled(plain, today), today) or _range(plain, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise BadPeriod(text)
    return found


def _near(plain: str, today: date) -> Period | None:
    kind, back = _NEAR.get(plain.lower(), ("", 0))
    if not kind:
        return None
    found = containing(kind, today)
    for _step in range(abs(back)):
        found = found.previous() if back > 0 else containing(kind, found.end)
    return found


def _years_spelled(plain: str, today: date) -> str:
    for words, year in (("今年|本年", today.year), ("去年|上年", today.year - 1), ("明年", today.year + 1)):
        plain = re.sub(rf"^(?:{words})(?=.)", f"{year}年", plain)
    return plain


def _single(plain: str, today: date) -> Period | None:
    for kind, shape in _COMPILED:
        if match := shape.fullmatch(plain):
            got = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
            year = int(got.get("y", today.year))
            return _BUILD[kind](year, got) if year in YEARS else None
    return None


def _range(plain: str, today: date) -> Period | None:
    """Two ends with 至, —, .. between; what one end leaves out (the year, 月) the other lends."""
    parts = _TO.split(_years_spelled(plain, today))
    if len(parts) != 2 or not all(parts):
        return None
    first, last = _lent(*parts)
    start, end = _single(first, today), _single(_years_spelled(last, today), today)
    if start is None or end is None or end.end <= start.start:
        return None
    return between(start.start, end.end) if start != end else start


def _lent(first: str, last: str) -> tuple[str, str]:
    if re.fullmatch(rf"(\d{{4}}年)?({_NUMBER})", first) and last.endswith(("月", "月份")):
        first += "月"
    year = re.match(r"\d{4}年", first)
    if year and re.match(rf"({_NUMBER})月", last):
        last = year.group() + last
    if re.fullmatch(r"\d{1,2}[日号]", last) and (month := re.match(rf"(\d{{4}}年)?({_NUMBER})月", first)):
        last = month.group() + last
    if re.fullmatch(r"\d{4}", first) and re.fullmatch(r"\d{4}年", last):
        first += "年"
    return first, last


def _n(got: dict[str, str], name: str = "n") -> int:
    word = got[name]
    return int(word) if word.isdecimal() else _ordinal(word)


def _ordinal(word: str) -> int:
    if word in _ORDINALS:
        return _ORDINALS[word]
    tens, ten, ones = word.partition("十")
    if not ten:
        raise ValueError(word)
    return (_ORDINALS[tens] if tens else 1) * 10 + (_ORDINALS[ones] if ones else 0)


def _day(year: int, got: dict[str, str]) -> Period:
    return containing("day", date(year, _n(got, "m"), _n(got)))


def _month(year: int, got: dict[str, str]) -> Period:
    return containing("month", date(year, _n(got), 1))


def _half(year: int, got: dict[str, str]) -> Period:
    return containing("half", date(year, 1 if got["n"] in "1上" else 7, 1))


_BUILD: dict[str, Callable[[int, dict[str, str]], Period]] = {
    "year": lambda year, got: containing("year", date(year, 1, 1)),
    "month": _month,
    "day": _day,
    "quarter": lambda year, got: containing("quarter", date(year, _n(got) * 3, 1)),
    "half": _half,
    "week": lambda year, got: week(year, _n(got)),
}
