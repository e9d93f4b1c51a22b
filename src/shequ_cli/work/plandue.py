"""What a plan and the reports add to today's list: tasks that fall due, terms that still lack something, reports to hand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from shequ_cli.words.language import _
from shequ_cli.work.clock import ClockState, Timing
from shequ_cli.work.duration import duration
from shequ_cli.work.period import containing
from shequ_cli.work.planstatus import State, TaskStatus
from shequ_cli.work.report import title_of
from shequ_cli.work.reportfile import ReportDefinition
from shequ_cli.work.today import Item, ItemKind, Minimum, state_of
from shequ_cli.work.workday import MissingYear


def due_tasks(statuses: Iterable[TaskStatus], timing: Timing) -> Iterator[Item]:
    """Tasks that have begun and are not done; those that recur speak through `minimums`, levels only when they do not hold."""
    for status in statuses:
        task = status.task
        begun = task.start <= timing.today and status.running is None
        if begun and status.state not in (State.DONE, State.ON_TRACK):
            state = (
                ClockState.OVERDUE if status.state is State.OVERDUE else state_of(task.due, timing.today, timing.soon)
            )
            yield Item(ItemKind.TASK, task.title, task.due, state, task.id, detail=_said(status))


def _said(status: TaskStatus) -> str:
    task = status.task
    said = [task.occasion, task.demand]
    if status.total is not None and status.done is not None and not task.at_most:
        said.append(_("已有{done}{unit}").format(done=status.done, unit=task.unit))
    return "，".join(part for part in (*said, status.state.word) if part)


def minimums(statuses: Iterable[TaskStatus]) -> Iterator[Minimum]:
    """The running month, quarter or half of every task that recurs."""
    for status in statuses:
        task = status.task
        if status.running is not None and task.target is not None:
            least = int(task.target) if task.target == task.target.to_integral_value() else task.target
            yield Minimum(task.id, task.title, status.running, least, status.in_term, task.unit)


def due_reports(definitions: Iterable[ReportDefinition], timing: Timing) -> Iterator[Item]:
    """Reports of periods that are just over, from their end until the day on which they are to be handed in.

    Whether one was handed in nobody has noted yet, so none is ever overdue.
    """
    for definition in definitions:
        for kind, within in definition.due.items():
            over = containing(kind, timing.today).previous()
            try:
                due = timing.calendar.due(over.end - timedelta(days=1), duration(within))
            except (MissingYear, ValueError):
                continue
            if timing.today <= due:
                title = _("报送{title}").format(title=title_of(definition, over, community=""))
                state = state_of(due, timing.today, timing.soon)
                yield Item(ItemKind.REPORT, title, due, state, f"{definition.name}-{over.code}")
