"""What a plan adds to today's list: tasks that fall due, and terms that still lack something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shequ_cli.words.language import _
from shequ_cli.work.clock import ClockState, Timing
from shequ_cli.work.planstatus import State, TaskStatus
from shequ_cli.work.today import Item, ItemKind, Minimum, state_of


def due_tasks(statuses: Iterable[TaskStatus], timing: Timing, plan: str = "") -> Iterator[Item]:
    """Tasks that have begun and are not done; those that recur speak through `minimums`, levels only when they do not hold.

    `plan` is the scheme that they belong to, where it is not the year's own plan.
    """
    for status in statuses:
        task = status.task
        begun = task.start <= timing.today and status.running is None
        if begun and status.state not in (State.DONE, State.ON_TRACK):
            state = (
                ClockState.OVERDUE if status.state is State.OVERDUE else state_of(task.due, timing.today, timing.soon)
            )
            yield Item(ItemKind.TASK, task.title, task.due, state, task.id, detail=_said(status, plan))


def _said(status: TaskStatus, plan: str) -> str:
    task = status.task
    said = [plan, task.occasion, task.demand]
    if status.total is not None and status.done is not None and not task.at_most:
        said.append(_("已有{done}{unit}").format(done=status.done, unit=task.unit))
    said.append(_("漏了这一步") if status.skipped else "")
    return "，".join(part for part in (*said, status.state.word) if part)


def minimums(statuses: Iterable[TaskStatus]) -> Iterator[Minimum]:
    """The running day, week, month, quarter or half of every task that recurs, and the ones before it that fell short."""
    for status in statuses:
        task = status.task
        if status.running is not None and task.target is not None:
            least = int(task.target) if task.target == task.target.to_integral_value() else task.target
            short = tuple(term.code for term in status.short)
            said = (task.unit, status.missing, short)
            yield Minimum(task.id, task.title, status.running, least, status.in_term, *said)
