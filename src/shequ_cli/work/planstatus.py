"""How far a plan is: of each task what is done, its share, what the pace wants by now, and where it fell short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import NamedTuple

from shequ_cli.words.language import _
from shequ_cli.work.compare import Number, rounded
from shequ_cli.work.measure import Kind, Measure
from shequ_cli.work.pace import expected_share
from shequ_cli.work.period import Period
from shequ_cli.work.plan import REGULAR, Plan, Task, spanning, terms

Asked = Callable[[str, str, Period], Number | None]
"""The value of a measure (by name), narrowed by a condition ("" for none), in a period."""


class State(StrEnum):
    """Where a task stands today."""

    DONE = "done"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OVERDUE = "overdue"
    NOT_STARTED = "not_started"
    PENDING = "pending"

    @property
    def word(self) -> str:
        """The state as shown to the clerk."""
        words = {
            "done": _("已完成"),
            "on_track": _("按进度"),
            "behind": _("落后"),
            "overdue": _("逾期"),
            "not_started": _("未开始"),
            "pending": _("未到期"),
        }
        return words[self.value]


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """`total` is what all terms together want. Shares are of 1 and stop there: a good month never makes up a missed one."""

    task: Task
    state: State
    done: Number | None = None
    total: Decimal | None = None
    share: Decimal | None = None
    expected: Decimal | None = None
    short: tuple[Period, ...] = ()
    """Terms that are over and did not bring what they should."""
    running: Period | None = None
    """The month, quarter or half that runs today."""
    in_term: Number = 0
    """What the running term has brought so far."""

    @property
    def lacking(self) -> Decimal:
        """What the running term still needs."""
        if self.running is None or self.task.target is None:
            return Decimal(0)
        return max(Decimal(0), self.task.target - self.in_term)

    @property
    def detail(self) -> str:
        """Where it fell short, in words: 3月、5月未达到；本月还差1次."""
        said = []
        if self.short and self.task.per in REGULAR:
            said.append(_("{terms}未达到").format(terms="、".join(term_label(term) for term in self.short)))
        if self.lacking and self.running:
            now = {"month": _("本月"), "quarter": _("本季度"), "half": _("本半年")}[self.running.kind]
            said.append(_("{now}还差{n}{unit}").format(now=now, n=f"{self.lacking:f}", unit=self.task.unit))
        return "；".join(said)


class Standing(NamedTuple):
    """What a plan is held against: figures, the (record, clock) pairs that are still open, and the day."""

    measures: Mapping[str, Measure]
    asked: Asked
    still_open: frozenset[tuple[str, str]]
    today: date


def status(plan: Plan, standing: Standing) -> tuple[TaskStatus, ...]:
    """Every task of the plan, in its order, as it stands today."""
    return tuple(_status(task, standing) for task in plan.tasks)


def _status(task: Task, standing: Standing) -> TaskStatus:
    if task.finished and task.finished <= standing.today:
        return TaskStatus(task, State.DONE, share=Decimal(1))
    if task.records:
        return _of_records(task, standing)
    measure = standing.measures.get(task.measure)
    if measure is None or task.target is None:
        return TaskStatus(task, _waiting(task, standing.today))
    if task.at_most or measure.kind is not Kind.FLOW:
        return _of_level(task, task.target, standing)
    return _of_terms(task, task.target, standing)


def _waiting(task: Task, today: date) -> State:
    """A task that only its due date speaks for."""
    return State.OVERDUE if today > task.due else State.PENDING


def _of_records(task: Task, standing: Standing) -> TaskStatus:
    total = len(task.records)
    left = sum(any((record, clock) in standing.still_open for clock in task.clocks) for record in task.records)
    share = Decimal(total - left) / total
    state = State.DONE if not left else _waiting(task, standing.today)
    return TaskStatus(task, state, total - left, Decimal(total), share)


def _of_level(task: Task, target: Decimal, standing: Standing) -> TaskStatus:
    """A rate, a stock or a ceiling: it holds or it does not, and is settled only when its time is over."""
    today = standing.today
    if today < task.start:
        return TaskStatus(task, State.PENDING, total=target)
    value = standing.asked(task.measure, task.where, spanning(task.start, min(today, task.due)))
    if value is None:
        return TaskStatus(task, State.NOT_STARTED if today <= task.due else State.OVERDUE, total=target)
    holds = value <= target if task.at_most else value >= target
    over = today > task.due
    state = (State.DONE if over else State.ON_TRACK) if holds else (State.OVERDUE if over else State.BEHIND)
    share = None if task.at_most or not target else min(Decimal(1), Decimal(value) / target)
    return TaskStatus(task, state, value, target, share)


def _of_terms(task: Task, target: Decimal, standing: Standing) -> TaskStatus:
    """A flow: each month, quarter or half is to bring the target; a year brings it by its pace."""
    today = standing.today
    regular = tuple(terms(task.per, task.span)) if task.per in REGULAR else ()
    periods = regular or (task.span,)  # no term begins within the span: the span itself is the only one
    begun = [term for term in periods if term.start <= today]
    values = {term: standing.asked(task.measure, task.where, term) or 0 for term in begun}
    done: Number = sum(values.values())
    total = target * len(periods)
    share = sum((min(Decimal(value), target) for value in values.values()), Decimal(0)) / total if total else Decimal(1)
    short = tuple(term for term in begun if term.end <= today and values[term] < target)
    expected = _expected(task, periods, standing)
    running = next((term for term in regular if today in term), None)
    in_term = values[running] if running else 0
    state = _state(task, today, share=share, late=bool(short) or share < _whole(expected, total), begun=bool(done))
    return TaskStatus(task, state, done, total, share, expected, short, running, in_term)


def _expected(task: Task, periods: tuple[Period, ...], standing: Standing) -> Decimal:
    """The share wanted by today: terms that are over; of one long term what its pace says."""
    today = standing.today
    if len(periods) > 1:
        return Decimal(sum(term.end <= today for term in periods)) / len(periods)
    if task.span.kind == "year":
        return expected_share(standing.measures[task.measure].pace, task.span, today)
    passed = min(max(today + timedelta(days=1) - task.start, timedelta()), task.span.end - task.start)
    return Decimal(passed.days) / (task.span.end - task.start).days


def _whole(expected: Decimal, total: Decimal) -> Decimal:
    """The expected share as whole pieces of work: of one meeting a year nothing is late in March."""
    return (total * expected).to_integral_value(ROUND_FLOOR) / total if total else Decimal(0)


def _state(task: Task, today: date, *, share: Decimal, late: bool, begun: bool) -> State:
    if share >= 1:
        return State.DONE
    if today > task.due:
        return State.OVERDUE
    if today < task.start:
        return State.PENDING
    if late:
        return State.BEHIND
    return State.ON_TRACK if begun else State.NOT_STARTED


def term_label(term: Period) -> str:
    """3月, 第一季度, 上半年: a term without its year."""
    return term.label.removeprefix(_("{y}年").format(y=term.start.year))


def as_json(plan: Plan, statuses: tuple[TaskStatus, ...]) -> dict[str, object]:
    """The promised shape plan/1; shares are per cent with one place."""
    return {
        "shequ": "plan/1",
        "year": plan.year,
        "title": plan.title,
        "remarks": list(plan.remarks),
        "tasks": [_task_json(each) for each in statuses],
    }


def _task_json(status: TaskStatus) -> dict[str, object]:
    task = status.task
    return {
        "id": task.id,
        "title": task.title,
        "section": task.section,
        "start": task.start.isoformat(),
        "due": task.due.isoformat(),
        "lead": list(task.duty.lead),
        "cooperate": list(task.duty.cooperate),
        "implement": list(task.duty.implement),
        "measure": task.measure or None,
        "where": task.where or None,
        "per": task.per or None,
        "target": _number(task.target),
        "at_most": task.at_most,
        "unit": task.unit or None,
        "records": list(task.records),
        "done": _number(status.done),
        "total": _number(status.total),
        "share": _percent(status.share),
        "expected": _percent(status.expected),
        "state": status.state.value,
        "detail": status.detail,
        "source": task.source or None,
    }


def _number(value: Number | None) -> int | str | None:
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() and not _places(value) else f"{value:f}"


def _places(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0


def percent(share: Decimal) -> Decimal:
    """A share of 1 in per cent, with one place."""
    return rounded(share * 100, 1)


def _percent(share: Decimal | None) -> str | None:
    return None if share is None else f"{percent(share):f}"
