"""What this community hands in: the definitions in force, the reports with their due days, and what is recorded as sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from shequ_cli.cli import definitions
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.submission import Obligation, Sent, active, from_reports, sent

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.cli.plans import Planning
    from shequ_cli.store.folder import Profile
    from shequ_cli.work.reportfile import ReportDefinition


class InForce(NamedTuple):
    """What is to be handed in, what has a record, and the definition that is at fault."""

    obligations: tuple[Obligation, ...] = ()
    records: tuple[Sent, ...] = ()
    faults: tuple[BadDefinition, ...] = ()


def in_force(desk: Desk, planning: Planning) -> InForce:
    """Submissions and reports; a broken file of the one leaves the other as it is."""
    listed, faults = _listed(desk)
    reports, broken = _reports(desk, planning)
    own = {(one.report, one.every) for one in listed.obligations}
    joined = tuple(_joined(one, reports) for one in listed.obligations)
    also = from_reports((_due_here(report, desk.store.profile) for report in reports), own)
    return InForce((*joined, *also), listed.records, (*faults, *broken))


def known(desk: Desk) -> list[tuple[Obligation, bool]]:
    """Every obligation that is defined, and whether this community hands it in; BadDefinition when one is broken."""
    found, own = definitions.submissions(desk.store)
    records = sent(found.recorded, desk.store) if found.recorded else ()
    here = {one.name for one in active(found.obligations, own, records)}
    return [(one, one.name in here) for one in found.obligations]


def _listed(desk: Desk) -> tuple[InForce, tuple[BadDefinition, ...]]:
    try:
        found, own = definitions.submissions(desk.store)
    except BadDefinition as fault:
        return InForce(), (fault,)
    records = sent(found.recorded, desk.store) if found.recorded else ()
    return InForce(tuple(active(found.obligations, own, records)), records), ()


def _reports(desk: Desk, planning: Planning) -> tuple[list[ReportDefinition], tuple[BadDefinition, ...]]:
    """Every report with its due days; none, and the fault, when a template does not hold together."""
    try:
        return definitions.report_outlines(desk.store, planning.measures), ()
    except BadDefinition as fault:
        return [], (fault,)


def _joined(obligation: Obligation, reports: list[ReportDefinition]) -> Obligation:
    """What a report makes is also known by the report's words."""
    made = next((report for report in reports if obligation.report == report.name), None)
    if made is None:
        return obligation
    words = (made.name, made.title, *made.aliases)
    return replace(obligation, aliases=tuple(dict.fromkeys((*obligation.aliases, *words))))


def _due_here(definition: ReportDefinition, profile: Profile) -> ReportDefinition:
    """The report with the day on which this community hands in its monthly one (月报截止日)."""
    day = profile.settings.get("月报截止日", "")
    if not day or "month" not in definition.due:
        return definition
    return replace(definition, due={**definition.due, "month": f"{day} days"})
