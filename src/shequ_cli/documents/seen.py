"""What a template sees: `profile`, `period`, `fig("name")`, `table("name")`, `chart("name")`, `records("ledger", …)`, `plan`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.record import Record, Value
from shequ_cli.work.figure import Figure
from shequ_cli.work.report import Report
from shequ_cli.work.table import Chart, Table

Thing = TypeVar("Thing")


def values_of(
    report: Report,
    profile: object,
    records: Callable[..., object] | None = None,
    plan: object = None,
) -> dict[str, object]:
    """Everything that a report's template sees; `groups` are headings with their figures, `title` the document's."""
    groups = [(group.heading, [report.figures[name] for name in group.figures]) for group in report.groups]
    return {
        "title": report.title,
        "profile": profile,
        "period": report.period,
        "fig": fig(report.figures),
        "table": table(report.tables),
        "chart": chart(report.charts),
        "groups": groups,
        "records": records or (lambda *_words, **_named: ()),
        "plan": plan,
        "left_out": report.left_out,
    }


def by_name(kind: str, things: Mapping[str, Thing], titles: Mapping[str, str]) -> Callable[[str], Thing]:
    """A function that gives a thing by its name or title (title → name); for an unknown word it names the nearest."""

    def found(word: str) -> Thing:
        name = word if word in things else titles.get(word, "")
        if name not in things:
            raise UnknownName(kind, word, nearest(word, [*things, *titles]))
        return things[name]

    return found


def fig(figures: Mapping[str, Figure]) -> Callable[[str], Figure]:
    """`fig("mediation_accepted")` or `fig("受理矛盾纠纷")`."""
    titles = {figure.measure.title: name for name, figure in figures.items()}
    return by_name(_("指标"), figures, titles)


def table(tables: tuple[Table, ...]) -> Callable[[str], Table]:
    """`table("cases")`: printed by itself it stands in the document, and its rows can be walked."""
    return by_name(_("表"), {each.name: each for each in tables}, {each.title: each.name for each in tables})


def chart(charts: tuple[Chart, ...]) -> Callable[[str], Chart]:
    """`chart("trend")`, printed by itself."""
    return by_name(_("图"), {each.name: each for each in charts}, {each.title: each.name for each in charts})


def row(ledger: Ledger, record: Record) -> Mapping[str, Value]:
    """A record as templates read it: every field of the ledger by name, title or alias, a blank one None, and `id`."""
    values = {word: record.values.get(field.name) for field in ledger.fields for word in field.words}
    return {"id": record.id, **values}
