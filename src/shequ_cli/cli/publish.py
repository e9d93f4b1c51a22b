"""From a report or a plan to files: what templates see, what stands around the text, and the writer by suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shequ_cli.cli import definitions, output
from shequ_cli.cli.files import deliver
from shequ_cli.documents import seen
from shequ_cli.documents.compose import composed
from shequ_cli.documents.document import Document, Face
from shequ_cli.documents.lint import numbering
from shequ_cli.documents.word_style import fonts
from shequ_cli.documents.writers import SUFFIXES, write
from shequ_cli.words.language import _
from shequ_cli.work.ahead import Ahead, ahead, following
from shequ_cli.work.calendar import occurrences
from shequ_cli.work.plandocument import document
from shequ_cli.work.planmaking import basis_period

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.cli.planning import Planning
    from shequ_cli.store.folder import Profile
    from shequ_cli.work.period import Period
    from shequ_cli.work.plan import Plan
    from shequ_cli.work.report import Report

FORMATS = frozenset(suffix.removeprefix(".") for suffix in (*SUFFIXES, ".json"))


@dataclass(frozen=True, slots=True)
class Around:
    """What a document says besides its text: for which period, and the 成文日期."""

    period: str
    day: date


def report_document(desk: Desk, report: Report, audience: str, day: date) -> Document:
    """The document of a report's template."""
    profile = desk.store.profile
    values = seen.values_of(report, profile, _records(desk, report.period, audience))
    values["ahead"] = _ahead(desk, report.period)
    document = _composed(desk, report.name, values, report)
    return _dressed(document, profile, Around(report.period.label, day), report.title)


def _ahead(desk: Desk, period: Period) -> Ahead:
    """What the next period brings: deadlines of today, and the named days that the plan rules speak of."""
    from shequ_cli.cli.planning import Planning

    planning = Planning(desk)
    wanted = {day for occasions in planning.rules("annual").occasions for day in occasions.campaigns}
    span = following(period)
    years = range(span.start.year, span.last_day.year + 1)
    named = [day for year in years for day in occurrences(definitions.campaigns(desk.store), year) if day.id in wanted]
    return ahead(period, desk.today, desk.store.ledgers, planning.open_clocks, named)


def plan_document(planning: Planning, plan: Plan) -> Document:
    """The document of a plan, from the template of its kind; its day is the last before the plan's year."""
    desk, profile = planning.desk, planning.desk.store.profile
    definition = definitions.plan_template(desk.store, plan.rules, planning.measures)
    period = basis_period(plan.year, desk.today)
    report, shown = document(definition, plan, period, planning.source)
    values = seen.values_of(report, profile, _records(desk, period, report.audience), shown)
    made = _composed(desk, definition.name, values, report)
    around = Around(_("{year}年").format(year=plan.year), date(plan.year - 1, 12, 31))
    return _dressed(made, profile, around, plan.title)


def _composed(desk: Desk, name: str, values: Mapping[str, object], report: Report) -> Document:
    """The template's document; where numbers in its text do not run on, that is said beside it."""
    template = definitions.template(desk.store, name)
    document = composed(template, values, report.tables, report.charts)
    output.problems(numbering(document.blocks, template.path))
    return document


def _dressed(document: Document, profile: Profile, around: Around, title: str) -> Document:
    names = profile.sign_off
    face = Face(
        unit=profile.full_name,
        period=around.period,
        head=names.get("负责人", ""),
        reviewer=names.get("审核人", ""),
        filler=names.get("填表人", ""),
        phone=names.get("联系电话", ""),
        filled_on=around.day,
    )
    return replace(document, title=document.title or (title,), signature=profile.full_name, date=around.day, face=face)


def _records(desk: Desk, period: Period, word: str) -> Callable[..., Sequence[Mapping[str, Any]]]:
    """`records("case", where="…")`: the ledger's records of the period, masked for the audience, in order of date."""
    from shequ_cli.cli.choice import Choice

    viewer = desk.viewer(word)

    def records(ledger: str, where: str = "") -> Sequence[Mapping[str, Any]]:
        kind = desk.ledger(ledger)
        choice = Choice(kind, desk.store.codelists, desk.today)
        condition, parameters = choice.condition([where] if where else [], period.code, [])
        found = desk.store.chosen(kind.name, condition, parameters, order=choice.order(""))
        return [seen.row(kind, replace(one, values=viewer.values(kind, one))) for one in found]

    return records


def written(
    outputs: Sequence[Path], document: Document, desk: Desk, shape: Mapping[str, Any], *, beside: bool = False
) -> None:
    """Every file in its format, JSON in the promised `shape`; `-` is Markdown on stdout."""
    names = fonts(desk.store.profile.settings)

    def make(suffix: str) -> bytes:
        return output.json_bytes(shape) if suffix == "json" else write(document, f".{suffix}", names)

    deliver(outputs, FORMATS, make, standard="md", beside=beside)
