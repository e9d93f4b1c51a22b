"""Gathers what a run of days brings, and writes it as a calendar file or a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shequ_cli.cli import definitions
from shequ_cli.cli.plans import Planning
from shequ_cli.cli.submissions import in_force
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.problem import Problem
from shequ_cli.work import agenda
from shequ_cli.work.duration import Duration
from shequ_cli.work.period import Period, between
from shequ_cli.work.periodwords import parse

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.work.plan import Task

_AHEAD = Duration(3, "month")


@dataclass(frozen=True, slots=True)
class Coming:
    """The entries of some days; what could not be known; what is wrong with plan files and definitions."""

    desk: Desk
    span: Period
    sources: agenda.Sources
    problems: tuple[Problem, ...] = ()
    faults: tuple[BadDefinition, ...] = ()

    @property
    def entries(self) -> tuple[agenda.Entry, ...]:
        """Everything, by day."""
        return agenda.agenda(self.span, self.sources)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Years without days off, and named days that a notice has still to fix."""
        years = agenda.missing_years(self.span, self.sources.calendar)
        said = [
            _("没有 {year} 年的放假安排，这一年只列其他事项；通知下来后用 shequ calendar import 录入").format(year=year)
            for year in years
        ]
        if waiting := agenda.unannounced(self.span, self.sources.campaigns):
            said.append(_("日期待通知：{names}").format(names="、".join(one.name for one in waiting)))
        return tuple(said)

    def as_json(self) -> dict[str, object]:
        """The promised shape calendar/1."""
        return agenda.as_json(self.span, self.entries, agenda.missing_years(self.span, self.sources.calendar))

    def written(self, outputs: Sequence[Path], *, beside: bool) -> None:
        """As .ics or .xlsx; `-` is the former."""
        from shequ_cli.cli.files import deliver

        makers = {"ics": self._ics, "xlsx": self._workbook}
        deliver(outputs, tuple(makers), lambda suffix: makers[suffix](), standard="ics", beside=beside)

    def _ics(self) -> bytes:
        from shequ_cli.documents.icalendar import write

        profile = self.desk.store.profile
        return write(
            self.entries, _("{name}工作日历").format(name=profile.name), self.desk.today, profile.code or "shequ"
        )

    def _workbook(self) -> bytes:
        from shequ_cli.documents.month_sheet import Wall, whole_months, write
        from shequ_cli.documents.word_style import fonts

        profile, span = self.desk.store.profile, whole_months(self.span)
        entries = agenda.agenda(span, self.sources)
        wall = Wall(entries, span, profile.name, self.sources.calendar, self.desk.today, self.remarks)
        return write(wall, fonts(profile.settings))


def coming(desk: Desk, words: str) -> Coming:
    """The calendar of a period, or of the three months from today on."""
    planning = Planning(desk)
    calendar = planning.timing.calendar
    if words:
        span = parse(words, desk.today)
    else:
        span = between(desk.today, calendar.due(desk.today, _AHEAD) + timedelta(days=1))
    handed_in = in_force(desk, planning)
    tasks, problems = _tasks(planning, span)
    sources = agenda.Sources(calendar, definitions.campaigns(desk.store), tasks, handed_in.obligations)
    return Coming(desk, span, sources, problems, handed_in.faults)


def _tasks(planning: Planning, span: Period) -> tuple[list[Task], tuple[Problem, ...]]:
    """The tasks of every plan that the span touches; a broken plan file leaves the rest as it is."""
    found: dict[tuple[str, int, str], Task] = {}
    problems: dict[Problem, None] = {}
    for year in range(span.start.year, span.year + 1):
        plans, wrong = planning.readable(year)
        problems |= dict.fromkeys(wrong)
        found |= {(plan.rules, plan.year, task.id): task for plan in plans for task in plan.tasks}
    return list(found.values()), tuple(problems)
