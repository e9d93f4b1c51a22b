"""Plans as scripts get them (plan/1), and how far each body is with its tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.work.compare import Number, rounded
from shequ_cli.work.plan import Phase, Plan, Task
from shequ_cli.work.planstatus import State, TaskStatus

Held = tuple[Plan, Sequence[TaskStatus]]
"""A plan and its tasks as they stand today."""

WAYS: Mapping[str, Callable[[Task], tuple[str, ...]]] = {
    "lead": lambda task: task.duty.lead,
    "cooperate": lambda task: task.duty.cooperate,
    "implement": lambda task: task.duty.implement,
    "section": lambda task: (task.section,),
}
"""What tasks are counted by; one that several bodies share counts for each of them."""


def way_title(way: str) -> str:
    """What the column of a way is called."""
    return {"lead": _("牵头"), "cooperate": _("配合"), "implement": _("落实"), "section": _("部分")}[way]


@dataclass(frozen=True, slots=True)
class Count:
    """How many tasks of a body are in which state."""

    name: str
    states: Mapping[State, int]

    @property
    def tasks(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def share(self) -> Decimal:
        """任务完成率: done tasks ÷ tasks, in per cent."""
        return percent(Decimal(self.states.get(State.DONE, 0)) / self.tasks)

    @property
    def in_time(self) -> Decimal:
        """进度达标率: tasks neither behind nor overdue ÷ tasks, in per cent."""
        late = self.states.get(State.BEHIND, 0) + self.states.get(State.OVERDUE, 0)
        return percent(Decimal(self.tasks - late) / self.tasks)


def counted(way: str, statuses: Sequence[TaskStatus]) -> tuple[Count, ...]:
    """The tasks by who leads (cooperates, carries out) or by section, in order of first use."""
    found: dict[str, dict[State, int]] = {}
    for status in statuses:
        for name in WAYS[way](status.task) or (_("未写明"),):
            states = found.setdefault(name, {})
            states[status.state] = states.get(status.state, 0) + 1
    return tuple(Count(name, states) for name, states in found.items())


def as_json(held: Sequence[Held], way: str = "") -> dict[str, object]:
    """The promised shape plan/1 of one plan or of all that run in a year; shares are per cent with one place."""
    first = held[0][0]
    shape: dict[str, object] = {
        "shequ": "plan/1",
        "year": first.year,
        "title": first.title,
        "remarks": [remark for plan, _statuses in held for remark in plan.remarks],
        "plans": [_plan_json(plan) for plan, _statuses in held],
        "tasks": [{**_task_json(each), "plan": plan.stem} for plan, statuses in held for each in statuses],
    }
    if way:
        groups = counted(way, [each for _plan, statuses in held for each in statuses])
        shape["by"] = way
        shape["groups"] = [_count_json(each) for each in groups]
    return shape


def _plan_json(plan: Plan) -> dict[str, object]:
    return {
        "plan": plan.stem,
        "kind": plan.rules,
        "year": plan.year,
        "years": plan.years,
        "title": plan.title,
        "phases": [_phase_json(phase) for phase in plan.phases],
        "tasks": len(plan.tasks),
    }


def _phase_json(phase: Phase) -> dict[str, object]:
    accept = phase.accept.isoformat() if phase.accept else None
    days = {"start": phase.start.isoformat(), "due": phase.due.isoformat(), "accept": accept}
    return {"title": phase.title, **days}


def _count_json(count: Count) -> dict[str, object]:
    states = {state.value: count.states.get(state, 0) for state in State}
    shares = {"share": f"{count.share:f}", "in_time": f"{count.in_time:f}"}
    return {"name": count.name, "tasks": count.tasks, **states, **shares}


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
        "missing": [term.code for term in status.short],
        "skipped": bool(status.skipped),
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
