"""What a plan is made from, gathered: last year's numbers, the year's named days, what is open, what last year's plan left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shequ_cli.work.campaign import Campaign, occurrences, undated
from shequ_cli.work.clock import OpenClock
from shequ_cli.work.plan import Task
from shequ_cli.work.planbodies import duties, empty_ledgers
from shequ_cli.work.planmaking import Basis, basis_period
from shequ_cli.work.planrule import PlanRules
from shequ_cli.work.planstatus import State, TaskStatus
from shequ_cli.work.source import Source
from shequ_cli.work.workday import WorkCalendar


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the figures: calendars, named days, clocks that run, and last year's plan as it stands."""

    calendar: WorkCalendar
    campaigns: Sequence[Campaign] = ()
    open_clocks: Sequence[OpenClock] = ()
    last: Sequence[TaskStatus] = ()


def basis(rules: PlanRules, year: int, source: Source, around: Surroundings) -> Basis:
    """Everything that `generate` needs for the plan of `year`."""
    period = basis_period(year, source.today)
    wanted = {id for occasions in rules.occasions for id in occasions.campaigns}
    return Basis(
        today=source.today,
        period=period,
        measures=source.measures,
        numbers={goal.rule.id: source.asked(goal.measure, goal.where, period) for goal in rules.goals},
        days=occurrences(around.campaigns, year),
        unannounced=[each.name for each in undated(around.campaigns, year) if each.id in wanted],
        calendar=around.calendar,
        open_clocks=around.open_clocks,
        unfinished=tuple(unfinished(rules, around.last)),
        community=source.community,
        empty=empty_ledgers(rules, source.measures, source.ledgers, source.data),
        duties=duties(rules.duties, source.data) if rules.duties else {},
    )


def unfinished(rules: PlanRules, last: Iterable[TaskStatus]) -> Iterable[Task]:
    """The clerk's own tasks of last year that are not done; what rules made, rules make again."""
    prefixes = tuple(f"{occasions.rule.id}-" for occasions in rules.occasions)
    for status in last:
        id = status.task.id
        if status.state is not State.DONE and id not in rules.ids and not id.startswith(prefixes):
            yield status.task
