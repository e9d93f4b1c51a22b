"""Workdays and deadlines by 民法典第二百零一至二百零三条, on calendars that are data; a missing year is said, never guessed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from shequ_cli.words.errors import BadDefinition, DataFault
from shequ_cli.words.language import _
from shequ_cli.work.duration import Duration

_DAY = timedelta(days=1)


class MissingYear(DataFault):
    """A year whose days off nobody has entered."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            _(
                "没有 {year} 年的放假安排，不能推算工作日；请按国务院办公厅的通知用 shequ calendar import 录入，或写好 calendar/{year}.yaml"
            ).format(year=year)
        )


class Holiday(NamedTuple):
    """A run of days off as the notice names it; `name` may be blank. Both ends are off."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class YearDays:
    """What the notice of a year names: days off (weekends among them or not) and weekend days worked in exchange."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    holidays: tuple[Holiday, ...] = ()
    """The days off in runs, by day."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The calendars at hand, by year."""

    years: Mapping[int, YearDays] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Whether the year's days off are entered."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Monday to Friday and not off, or worked in exchange; MissingYear when nobody entered the year."""
        if day.year not in self.years:
            raise MissingYear(day.year)
        named = self.years[day.year]
        return day in named.work or (day.weekday() < 5 and day not in named.off)

    def next_workday(self, day: date) -> date:
        """`day` itself, or the first workday after it."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def add_workdays(self, start: date, number: int) -> date:
        """The `number`th workday after `start`; the first day is not counted (§201)."""
        day = start
        for _step in range(number):
            day = self.next_workday(day + _DAY)
        return day

    def workdays(self, start: date, end: date) -> int:
        """How many workdays there are after `start`, up to and with `end`."""
        return sum(self.is_workday(start + number * _DAY) for number in range(1, (end - start).days + 1))

    def due(self, start: date, within: Duration) -> date:
        """The last day of a duration that begins with `start`."""
        if within.unit == "workday":
            return self.add_workdays(start, within.number)
        last = _last_day(start, within)
        return self.next_workday(last) if within.moved else last


def _last_day(start: date, within: Duration) -> date:
    """Days by counting from the day after; months and years by the same day, or the month's last (§201, §202)."""
    if within.unit in ("day", "week"):
        return start + within.number * (7 if within.unit == "week" else 1) * _DAY
    months = start.year * 12 + start.month - 1 + within.number * (12 if within.unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def read_calendar(raws: Mapping[str, Mapping[Any, Any]]) -> WorkCalendar:
    """The calendars of calendar/<year>.yaml (file name → contents); BadDefinition names what cannot be read."""
    years: dict[int, YearDays] = {}
    for name, raw in raws.items():
        place = f"calendar/{name}.yaml"
        year = str(_first(raw, "年份", "年", "year") or name)
        if not year.isdecimal():
            raise BadDefinition(place, _("年份要写成四位数字"))
        holidays = sorted(_runs(_first(raw, "放假", "off"), int(year), place), key=lambda run: run.first)
        off = frozenset(_days(holidays))
        work = frozenset(_days(_runs(_first(raw, "上班", "调休上班", "work"), int(year), place)))
        if both := off & work:
            raise BadDefinition(place, _("{days} 既放假又上班").format(days="、".join(sorted(map(str, both)))))
        years[int(year)] = YearDays(off, work, tuple(holidays))
    return WorkCalendar(years)


def _first(raw: Mapping[Any, Any], *keys: str) -> Any:  # noqa: ANN401 - what YAML gave
    return next((raw[key] for key in keys if raw.get(key) is not None), None)


def _runs(entries: Iterable[Any] | None, year: int, place: str) -> Iterator[Holiday]:
    """Days written as "2026-01-04", "2026-01-01..2026-01-03", or {名称: 元旦, 自: …, 至: …}."""
    for entry in entries or ():
        name = ""
        if isinstance(entry, Mapping):
            first, name = _first(entry, "自", "from"), str(_first(entry, "名称", "name") or "")
            ends = (first, _first(entry, "至", "to") or first)
        else:
            start, dots, last = str(entry).partition("..")
            ends = (start, last if dots else start)
        try:
            day, end = (date.fromisoformat(str(part).strip()) for part in ends)
        except ValueError:
            raise BadDefinition(place, _("“{entry}”不是日期").format(entry=entry)) from None
        if day.year != year or end.year != year or end < day:
            raise BadDefinition(place, _("“{entry}”不在 {year} 年内，或前后颠倒").format(entry=entry, year=year))
        yield Holiday(name, day, end)


def _days(runs: Iterable[Holiday]) -> Iterator[date]:
    for run in runs:
        yield from (run.first + number * _DAY for number in range((run.last - run.first).days + 1))
