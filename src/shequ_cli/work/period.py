"""Periods are half-open runs of days [start, end): day, week, month, quarter, half, year, or a range."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from shequ_cli.words.language import _

_MONTHS_IN: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`; `kind` is day, week, month, quarter, half, year or range."""

    start: date
    end: date
    kind: str

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        """The last day inside."""
        return self.end - _DAY

    @property
    def year(self) -> int:
        """The year that its last day belongs to; 本年累计 begins with it."""
        return self.last_day.year

    @property
    def is_whole_months(self) -> bool:
        """Whether it is made of calendar months, so that monthly cells answer for it."""
        return self.start.day == 1 and self.end.day == 1

    def months(self) -> tuple[str, ...]:
        """Codes ("2026-03") of every month that has a day in it."""
        return _months(_index(self.start), _index(self.last_day))

    @property
    def code(self) -> str:
        """The code that `periodwords.parse` reads back: 2026-03, 2026Q1, 2026H1, 2026, 2026-01..2026-03."""
        return _CODES[self.kind](self)

    @property
    def label(self) -> str:
        """The period in official Chinese: 2026年3月, 2026年第一季度, 2026年1—3月."""
        return _LABELS[self.kind](self)

    def previous(self) -> Period:
        """The period just before, as long and of the same kind: 上期."""
        if self.is_whole_months:
            months = _index(self.end) - _index(self.start)
            return self._moved(-months)
        length = self.end - self.start
        return self._like(self.start - length, self.start)

    def last_year(self) -> Period:
        """The same period a year earlier (上年同期); 29 February becomes the 28th, week 53 the last week."""
        if self.is_whole_months:
            return self._moved(-12)
        if self.kind == "week":
            year, number, _weekday = self.start.isocalendar()
            return week(year - 1, min(number, _weeks_in(year - 1)))
        return self._like(_year_before(self.start), _year_before(self.last_day) + _DAY)

    def to_date(self) -> Period:
        """From 1 January of its year to its end: 本年累计."""
        first = date(self.year, 1, 1)
        return self if self.start == first else between(first, self.end)

    def _moved(self, months: int) -> Period:
        return self._like(_month_start(_index(self.start) + months), _month_start(_index(self.end) + months))

    def _like(self, start: date, end: date) -> Period:
        return between(start, end) if self.kind == "range" else Period(start, end, self.kind)


def between(start: date, end: date) -> Period:
    """The days [start, end); exactly one day, month or year is called what it is, anything else is a range."""
    for kind in ("day", "month", "year"):
        known = containing(kind, start)
        if (known.start, known.end) == (start, end):
            return known
    return Period(start, end, "range")


def containing(kind: str, day: date) -> Period:
    """The day, week, month, quarter, half or year that `day` lies in."""
    if kind == "day":
        return Period(day, day + _DAY, kind)
    if kind == "week":
        monday = day - day.weekday() * _DAY
        return Period(monday, monday + _WEEK, kind)
    months = _MONTHS_IN[kind]
    first = _index(day) // months * months
    return Period(_month_start(first), _month_start(first + months), kind)


def week(year: int, number: int) -> Period:
    """ISO week `number` of `year`."""
    return containing("week", date.fromisocalendar(year, number, 1))


def month(code: str) -> Period:
    """The month with this code ("2026-03"), which is known to be good."""
    return containing("month", date(int(code[:4]), int(code[5:7]), 1))


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


@lru_cache(maxsize=128)
def _months(first: int, last: int) -> tuple[str, ...]:
    # Every measure of a report asks for the same few.
    return tuple(f"{index // 12}-{index % 12 + 1:02}" for index in range(first, last + 1))


def _year_before(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar()[1]


_ORDINALS = "一二三四"


def _quarter(period: Period) -> int:
    return (period.start.month + 2) // 3


def _range_code(period: Period) -> str:
    if period.is_whole_months:
        return f"{period.start:%Y-%m}..{period.last_day:%Y-%m}"
    return f"{period.start}..{period.last_day}"


def _range_label(period: Period) -> str:
    first, last = period.start, period.last_day
    if not period.is_whole_months:
        end = _("{m}月{d}日").format(m=last.month, d=last.day) if first.year == last.year else _day_label(last)
        return f"{_day_label(first)}—{end}"
    if (first.month, last.month) == (1, 12):
        return _("{y}—{z}年").format(y=first.year, z=last.year)
    if first.year == last.year:
        return _("{y}年{m}—{n}月").format(y=first.year, m=first.month, n=last.month)
    return f"{_month_label(first)}—{_month_label(last)}"


def _day_label(day: date) -> str:
    return _("{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day)


def _month_label(day: date) -> str:
    return _("{y}年{m}月").format(y=day.year, m=day.month)


def _half_label(period: Period) -> str:
    shape = _("{y}年上半年") if period.start.month == 1 else _("{y}年下半年")
    return shape.format(y=period.start.year)


def _quarter_label(period: Period) -> str:
    return _("{y}年第{q}季度").format(y=period.start.year, q=_ORDINALS[_quarter(period) - 1])


def _week_label(period: Period) -> str:
    year, number, _weekday = period.start.isocalendar()
    return _("{y}年第{n}周").format(y=year, n=number)


_CODES: Mapping[str, Callable[[Period], str]] = {
    "day": lambda period: period.start.isoformat(),
    "week": lambda period: "{}-W{:02}".format(*period.start.isocalendar()[:2]),
    "month": lambda period: f"{period.start:%Y-%m}",
    "quarter": lambda period: f"{period.start.year}Q{_quarter(period)}",
    "half": lambda period: f"{period.start.year}H{1 if period.start.month == 1 else 2}",
    "year": lambda period: f"{period.start.year}",
    "range": _range_code,
}
_LABELS: Mapping[str, Callable[[Period], str]] = {
    "day": lambda period: _day_label(period.start),
    "week": _week_label,
    "month": lambda period: _month_label(period.start),
    "quarter": _quarter_label,
    "half": _half_label,
    "year": lambda period: _("{y}年").format(y=period.start.year),
    "range": _range_label,
}
