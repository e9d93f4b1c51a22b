"""Gathers what is due: clocks of records, the plan's tasks and minimums, reports, named days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from shequ_cli.cli import definitions
from shequ_cli.cli.planning import Planning
from shequ_cli.words.errors import BadDefinition, Refused
from shequ_cli.words.problem import Problem
from shequ_cli.work.plandue import due_reports, due_tasks, minimums
from shequ_cli.work.today import Item, items

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.store.folder import Profile
    from shequ_cli.work.calendar import Occurrence
    from shequ_cli.work.plan import Plan
    from shequ_cli.work.reportfile import ReportDefinition

_ANNUAL = "annual"


class Due(NamedTuple):
    """What is due, what is wrong with the year's plan file, and the report template that is at fault."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    faults: tuple[BadDefinition, ...] = ()


def due_items(desk: Desk, days: int) -> Due:
    """Everything that is overdue or due in the next days, the most overdue first.

    Without a plan for the year, or with a broken one, the minimum counts of its rules are held all the same. A broken
    report template leaves the rest of the day's work as it is.
    """
    planning, store = Planning(desk), desk.store
    store.ensure(list(store.ledgers))  # all at once: each look at the files has its price
    clocks = planning.open_clocks_for(desk.viewer().audience)
    plan, problems = _plan(planning, desk.today.year)
    statuses = planning.held_tasks(plan.tasks if plan else planning.ruled(_ANNUAL))
    reports, faults = _reports(desk, planning)
    found = items(
        planning.timing,
        clocks=clocks,
        others=[*due_tasks(statuses, planning.timing), *due_reports(reports, planning.timing)],
        minimums=minimums(statuses),
        occurrences=_named_days(desk, desk.today, desk.today + timedelta(days=days)),
        ahead=days,
    )
    return Due(found, problems, faults)


def _reports(desk: Desk, planning: Planning) -> tuple[list[ReportDefinition], tuple[BadDefinition, ...]]:
    """Every report with its due days; none, and the fault, when a template does not hold together."""
    try:
        known = definitions.report_definitions(desk.store, planning.measures)
    except BadDefinition as fault:
        return [], (fault,)
    return [_due_here(one, desk.store.profile) for one in known], ()


def _plan(planning: Planning, year: int) -> tuple[Plan | None, tuple[Problem, ...]]:
    try:
        return planning.found(year), ()
    except Refused as refused:
        return None, refused.problems


def _due_here(definition: ReportDefinition, profile: Profile) -> ReportDefinition:
    """The report with the day on which this community hands in its monthly one (月报截止日)."""
    day = profile.settings.get("月报截止日", "")
    if not day or "month" not in definition.due:
        return definition
    return replace(definition, due={**definition.due, "month": f"{day} days"})


def _named_days(desk: Desk, first: date, last: date) -> list[Occurrence]:
    """The named days of every year that these days touch."""
    from shequ_cli.work.calendar import occurrences

    campaigns = definitions.campaigns(desk.store)
    return [one for year in range(first.year, last.year + 1) for one in occurrences(campaigns, year)]
