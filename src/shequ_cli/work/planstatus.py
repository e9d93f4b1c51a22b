"""How far a plan is: of each task what is done, its share, what the pace wants by now, and where it fell short."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import NamedTuple

from shequ_cli.words.language import _
from shequ_cli.work.compare import Number
from shequ_cli.work.measure import Kind, Measure
from shequ_cli.work.pace import expected_share
from shequ_cli.work.period import Period
from shequ_cli.work.plan import REGULAR, Plan, Task, spanning, terms
from shequ_cli.work.planterms import missing_words, now_word
from shequ_cli.work.workday import MissingYear, WorkCalendar

Asked = Callable[[str, str, Period], Number | None]
"""The value of a measure (by name), narrowed by a condition ("" for none), in a period."""

Each = Callable[[str, str, Sequence[Period]], Mapping[Period, Number]]
"""The same in many terms that follow each other; 0 where nothing was recorded."""


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
    """The day, week, month, quarter or half that runs today."""
    values: Mapping[Period, Number] = field(default_factory=dict)
    """What each term that has begun has brought so far."""
    skipped: str = ""
    """Of a step of a scheme that was left out: the later step that is done already."""
    unknown: str = ""
    """Why it cannot be told how far it is."""

    @property
    def in_term(self) -> Number:
        """What the running term has brought so far."""
        return self.values.get(self.running, 0) if self.running else 0

    @property
    def lacking(self) -> Decimal:
        """What the running term still needs."""
        if self.running is None or self.task.target is None:
            return Decimal(0)
        return max(Decimal(0), self.task.target - self.in_term)

    @property
    def missing(self) -> str:
        """Terms that are over and fell short, in words: 3月、9月缺."""
        if not self.short or self.task.per not in REGULAR or self.task.target is None:
            return ""
        return missing_words(self.short, self.values, self.task.target, self.task.unit)

    @property
    def detail(self) -> str:
        """Where it fell short, in words: 每月不少于1场：3月、9月缺；本月还差1场."""
        said = [self.missing, self.unknown]
        if self.lacking and self.running:
            now = now_word(self.running.kind)
            said.append(_("{now}还差{n}{unit}").format(now=now, n=f"{self.lacking:f}", unit=self.task.unit))
        if self.skipped:
            said.append(_("漏了这一步：后面的“{later}”已完成").format(later=self.skipped))
        words = "；".join(part for part in said if part)
        return f"{self.task.demand}：{words}" if self.missing else words


class Standing(NamedTuple):
    """What a plan is held against: figures, the (record, clock) pairs that are still open, the day, and workdays."""

    measures: Mapping[str, Measure]
    asked: Asked
    still_open: frozenset[tuple[str, str]]
    today: date
    each: Each | None = None
    """For many terms at once; without it each is asked for alone."""
    calendar: WorkCalendar = WorkCalendar()

    def values(self, task: Task, terms: Sequence[Period]) -> Mapping[Period, Number]:
        """What each term has brought."""
        if self.each:
            return self.each(task.measure, task.where, terms)
        return {term: self.asked(task.measure, task.where, term) or 0 for term in terms}


def status(plan: Plan, standing: Standing) -> tuple[TaskStatus, ...]:
    """Every task of the plan, in its order, as it stands today; of a scheme with the steps that were left out."""
    found = tuple(_status(task, standing) for task in plan.tasks)
    return tuple(_in_order(found)) if plan.phases else found


def _in_order(found: Sequence[TaskStatus]) -> Iterator[TaskStatus]:
    """Steps, which nothing measures, are done one after the other: one that a later one has overtaken was left out."""
    loose = [one for one in found if not one.task.measure and not one.task.records]
    steps = sorted(loose, key=lambda one: one.task.due)
    for one in found:
        later = steps[steps.index(one) + 1 :] if one in steps and one.state is not State.DONE else []
        over = next((step for step in later if step.state is State.DONE and step.task.due > one.task.due), None)
        if over is None:
            yield one
        else:
            state = one.state if one.state is State.OVERDUE else State.BEHIND
            yield replace(one, state=state, skipped=over.task.title)


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
    """A flow: each day, week, month, quarter or half is to bring the target; a year brings it by its pace."""
    today = standing.today
    try:
        regular = tuple(terms(task.per, task.span, standing.calendar)) if task.per in REGULAR else ()
    except MissingYear as missing:
        return TaskStatus(task, _waiting(task, today), unknown=str(missing))
    periods = regular or (task.span,)  # no term begins within the span: the span itself is the only one
    begun = [term for term in periods if term.start <= today]
    values = standing.values(task, begun)
    done: Number = sum(values.values())
    total = target * len(periods)
    share = sum((min(Decimal(value), target) for value in values.values()), Decimal(0)) / total if total else Decimal(1)
    short = tuple(term for term in begun if term.end <= today and values[term] < target)
    expected = _expected(task, periods, standing)
    running = next((term for term in regular if today in term), None)
    state = _state(task, today, share=share, late=bool(short) or share < _whole(expected, total), begun=bool(done))
    return TaskStatus(task, state, done, total, share, expected, short, running, values)


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
