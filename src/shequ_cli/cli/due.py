"""Gathers what is due: clocks of records, the plan's tasks and minimums, submissions and reports, named days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from shequ_cli.cli import definitions
from shequ_cli.cli.plans import Planning
from shequ_cli.cli.submissions import in_force
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.problem import Problem
from shequ_cli.work.plan import ANNUAL, Plan
from shequ_cli.work.plandue import due_tasks, minimums
from shequ_cli.work.submission import due_submissions
from shequ_cli.work.today import Item, items

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.store.folder import Profile
    from shequ_cli.work.campaign import Occurrence
    from shequ_cli.work.planstatus import TaskStatus

    _Held = tuple[Plan, tuple[TaskStatus, ...]]


class Due(NamedTuple):
    """What is due, what is wrong with the year's plan file, and the definition of a report or submission that is at fault."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    faults: tuple[BadDefinition, ...] = ()


def due_items(desk: Desk, days: int) -> Due:
    """Everything that is overdue or due in the next days, the most overdue first.

    Without a plan for the year, or with a broken one, the minimum counts of its rules are held all the same. A broken
    measure, report template or submission leaves the rest of the day's work as it is.
    """
    planning, store = Planning(desk), desk.store
    store.ensure()  # all at once: each look at the files has its price
    clocks = planning.open_clocks_for(desk.viewer().audience)
    held, problems, broken = _held(planning, desk.today.year)
    tasks = [
        item for plan, statuses in held for item in due_tasks(statuses, planning.timing, _called(plan, store.profile))
    ]
    handed_in = in_force(desk, planning)
    reports = due_submissions(handed_in.obligations, handed_in.records, planning.timing)
    found = items(
        planning.timing,
        clocks=clocks,
        others=[*tasks, *reports],
        minimums=[one for _plan, statuses in held for one in minimums(statuses)],
        occurrences=_named_days(desk, desk.today, desk.today + timedelta(days=days)),
        ahead=days,
    )
    return Due(found, problems, _once((*broken, *handed_in.faults)))


def _held(planning: Planning, year: int) -> tuple[list[_Held], tuple[Problem, ...], tuple[BadDefinition, ...]]:
    """The plans with what was done of them; none, and the fault, when a measure or a rule does not hold together."""
    try:
        plans, problems = planning.readable(year)
        held = [(plan, planning.held(plan)) for plan in plans]
        if not any(plan.rules == ANNUAL for plan in plans):
            ruled = planning.ruled(ANNUAL)
            held.append((Plan(year, "", tuple(ruled)), planning.held_tasks(ruled)))
    except BadDefinition as fault:
        return [], (), (fault,)
    return held, problems, ()


def _once(faults: tuple[BadDefinition, ...]) -> tuple[BadDefinition, ...]:
    """The same complaint is made once, whoever came upon it."""
    return tuple({str(fault): fault for fault in faults}.values())


def _called(plan: Plan, profile: Profile) -> str:
    """What a task's plan is called in the day's list, without our own name; of the year's own plan nothing need be said."""
    return "" if plan.rules == ANNUAL else plan.title.removeprefix(profile.name)


def _named_days(desk: Desk, first: date, last: date) -> list[Occurrence]:
    """The named days of every year that these days touch."""
    from shequ_cli.work.campaign import occurrences

    campaigns = definitions.campaigns(desk.store)
    return [one for year in range(first.year, last.year + 1) for one in occurrences(campaigns, year)]
