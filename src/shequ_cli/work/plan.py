"""Plans (计划) as values: what is to be done in a year, by when, by whom, and how one sees that it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shequ_cli.words.language import _
from shequ_cli.work.period import Period, between, containing
from shequ_cli.work.workday import WorkCalendar

CADENCES: Mapping[str, str] = {
    "day": "每日",
    "workday": "每个工作日",
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half": "每半年",
    "year": "全年",
}
"""How often a task's target is to be reached, as files say it (频次)."""


REGULAR = ("day", "workday", "week", "month", "quarter", "half")
"""Cadences whose every term is to bring the target by itself."""

SHORT = ("day", "workday", "week")
"""Regular cadences that months cannot answer for; a year has so many terms that they are counted day by day."""


class Duty(NamedTuple):
    """Who answers for a task, as posts and bodies, never as people's names: 牵头、配合、落实."""

    lead: tuple[str, ...] = ()
    cooperate: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """甲牵头，乙、丙配合，丁落实: parts that nobody holds are left out; 甲负责 where it leads and carries out alone."""
        if self.lead == self.implement and not self.cooperate:
            return _("{names}负责").format(names="、".join(self.lead))
        shapes = (_("{names}牵头"), _("{names}配合"), _("{names}落实"))
        return "，".join(
            shape.format(names="、".join(names)) for shape, names in zip(shapes, self, strict=True) if names
        )


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. What is not measured is done once `finished` has a date.

    `target` is wanted of `measure` (records that meet `where`) in every `per` from `start` to `due`; a task with `records`
    is done when none of them has an open clock any more.
    """

    id: str
    title: str
    section: str
    start: date
    due: date
    duty: Duty = Duty()
    measure: str = ""
    where: str = ""
    target: Decimal | None = None
    at_most: bool = False
    unit: str = ""
    per: str = ""
    records: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    occasion: str = ""
    """The named day that it is for, and when that is: 全国防灾减灾日（5月12日）."""
    source: str = ""
    remark: str = ""
    finished: date | None = None

    @property
    def span(self) -> Period:
        """The days in which it is to be done."""
        return spanning(self.start, self.due)

    @property
    def demand(self) -> str:
        """What is wanted, in words: 每月不少于1次, 全年不少于240人次, 不低于95%, 不超过0处; "" without a target."""
        if self.target is None:
            return ""
        if self.at_most and not self.target:
            return _("为零")
        full = self.unit == "%" and self.target == 100
        number = int(self.target) if self.target == self.target.to_integral_value() else self.target
        least = _("达到") if full else _("不低于") if self.unit == "%" else _("不少于")
        return f"{CADENCES.get(self.per, '')}{_('不超过') if self.at_most else least}{number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a scheme (阶段), whose title is the section of its tasks. `accept` is the day of its 验收."""

    title: str
    start: date
    due: date
    accept: date | None = None


ANNUAL = "annual"
"""The kind whose file is plans/<year>.yaml; every other kind is plans/<year>-<kind>.yaml."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Tasks in the order of their sections. `facts` say what it was made from; `remarks` what could not be known.

    It begins in `year` and runs for `years`.
    """

    year: int
    title: str
    tasks: tuple[Task, ...]
    sections: tuple[str, ...] = ()
    rules: str = ANNUAL
    facts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    years: int = 1

    @property
    def stem(self) -> str:
        """The name of its file without suffix: 2026, 2026-civility."""
        return stem(self.rules, self.year)

    def tasks_of(self, section: str) -> tuple[Task, ...]:
        """The tasks of one section (类别), in order."""
        return tuple(task for task in self.tasks if task.section == section)

    @property
    def headings(self) -> tuple[str, ...]:
        """Sections that have a task: those of the rules first, then the clerk's own."""
        used = {task.section for task in self.tasks}
        return tuple(
            dict.fromkeys((*(name for name in self.sections if name in used), *(t.section for t in self.tasks)))
        )


def stem(kind: str, year: int) -> str:
    """The name of the file of a year's plan of a kind, without suffix."""
    return str(year) if kind == ANNUAL else f"{year}-{kind}"


def spanning(first: date, last: date) -> Period:
    """The days from `first` to `last`, both inside."""
    return between(first, containing("day", last).end)


def terms(per: str, span: Period, calendar: WorkCalendar) -> Iterator[Period]:
    """The days, weeks, months, quarters, halves or years that begin within `span` and are to bring their target each.

    Workdays by the calendar; MissingYear for a year that nobody entered.
    """
    kind = "day" if per == "workday" else per
    day = containing(kind, span.start).start
    if day < span.start:
        day = containing(kind, span.start).end
    while day < span.end:
        term = containing(kind, day)
        if per != "workday" or calendar.is_workday(day):
            yield term
        day = term.end
