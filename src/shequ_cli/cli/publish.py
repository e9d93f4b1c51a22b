"""From a report or a plan to files: what templates see, what stands around the text, and the writer by suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
from shequ_cli.work.campaign import occurrences
from shequ_cli.work.plandocument import document
from shequ_cli.work.planmaking import basis_period

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.cli.plans import Planning
    from shequ_cli.store.folder import Profile
    from shequ_cli.work.period import Period
    from shequ_cli.work.plan import Plan
    from shequ_cli.work.report import Report
    from shequ_cli.work.table import Chart, Table

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
    values["ahead"] = _ahead(desk, report)
    document = filled(desk, report.name, values, report.tables, report.charts)
    return dressed(document, profile, Around(report.period.label, day), report.title)


def _ahead(desk: Desk, report: Report) -> Ahead:
    """What the next period brings: today's deadlines of the ledgers that are reported on, and the plan rules' named days."""
    from shequ_cli.cli.plans import Planning

    planning = Planning(desk)
    wanted = {day for occasions in planning.rules("annual").occasions for day in occasions.campaigns}
    span = following(report.period)
    counted = {figure.measure.ledger.name for figure in report.figures.values() if figure.measure.ledger}
    ledgers = {name: ledger for name, ledger in desk.store.ledgers.items() if name in counted}
    years = range(span.start.year, span.last_day.year + 1)
    named = [day for year in years for day in occurrences(definitions.campaigns(desk.store), year) if day.id in wanted]
    return ahead(report.period, desk.today, ledgers, planning.open_clocks, named)


def plan_document(planning: Planning, plan: Plan) -> Document:
    """The document of a plan, from the template of its kind; its day is the last before the plan's year, or its first phase."""
    desk, profile = planning.desk, planning.desk.store.profile
    definition = definitions.plan_template(desk.store, plan.rules, planning.measures)
    period = basis_period(plan.year, desk.today)
    report, shown = document(definition, plan, period, planning.source, planning.rules(plan.rules))
    values = seen.values_of(report, profile, _records(desk, period, report.audience), shown)
    made = filled(desk, definition.name, values, report.tables, report.charts)
    begins = plan.phases[0].start if plan.phases else date(plan.year, 1, 1)
    around = Around(_("{year}年").format(year=plan.year), begins - timedelta(days=1))
    return dressed(made, profile, around, plan.title)


def filled(
    desk: Desk, name: str, values: Mapping[str, object], tables: Sequence[Table], charts: Sequence[Chart] = ()
) -> Document:
    """The template's document; where numbers in its text do not run on, that is said beside it."""
    template = definitions.template(desk.store, name)
    document = composed(template, values, tables, charts)
    output.problems(numbering(document.blocks, template.path))
    return document


def dressed(document: Document, profile: Profile, around: Around, title: str) -> Document:
    """The document with who signs it, when, and what stands around its tables."""
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
