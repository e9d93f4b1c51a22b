"""A report (报表) as a value: the figures and tables that its template asks for, in one period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _
from shequ_cli.work.figure import Figure
from shequ_cli.work.figure import as_json as figure_json
from shequ_cli.work.period import Period
from shequ_cli.work.reportfile import ReportDefinition, title_of
from shequ_cli.work.reporttable import built
from shequ_cli.work.source import Source
from shequ_cli.work.table import Chart, Table
from shequ_cli.work.tablespec import Group

_PERIOD_WORDS: Mapping[str, str] = {"month": "月", "quarter": "季度", "half": "半年", "year": "年"}


class WrongPeriod(UsageFault):
    """A report that is not made for this kind of period."""

    def __init__(self, report: str, allowed: Iterable[str]) -> None:
        kinds = "、".join(_PERIOD_WORDS[kind] for kind in allowed)
        super().__init__(_("{report}只按{kinds}出，请换一个期间").format(report=report, kinds=kinds))


@dataclass(frozen=True)
class Report:
    """What a document is written from. `groups` are the figures under their headings, in the template's order."""

    name: str
    title: str
    genre: str
    period: Period
    audience: str
    figures: Mapping[str, Figure]
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    groups: tuple[Group, ...] = ()
    left_out: int = 0

    def table(self, name: str) -> Table | None:
        """The table of that name."""
        return next((table for table in self.tables if table.name == name), None)

    def as_json(self) -> dict[str, object]:
        """The promised shape report/1."""
        return {
            "shequ": "report/1",
            "report": self.name,
            "title": self.title,
            "period": self.period.code,
            "left_out": self.left_out,
            "figures": {name: figure_json(figure) for name, figure in self.figures.items()},
            "tables": [table.as_json() for table in self.tables],
        }


def build(definition: ReportDefinition, period: Period, source: Source) -> Report:
    """The report of a period; WrongPeriod when it is not made for such."""
    if period.kind not in definition.kinds:
        raise WrongPeriod(definition.title, definition.kinds)
    return assembled(definition, period, source)


def assembled(
    definition: ReportDefinition, period: Period, source: Source, extra: Mapping[str, Table] = MappingProxyType({})
) -> Report:
    """The report of any period; `extra` are tables that come from elsewhere (a plan), by name."""
    figures = source.figures(definition.figures, period)
    wanted = [spec for spec in definition.tables if not spec.periods or period.kind in spec.periods]
    built_here = {spec.name: built(spec, period, figures, source) for spec in wanted if spec.kind != "plan"}
    tables = {**extra, **built_here}
    return Report(
        name=definition.name,
        title=title_of(definition, period, source.community),
        genre=definition.genre,
        period=period,
        audience=definition.audience,
        figures=figures,
        tables=tuple(tables[spec.name] for spec in wanted if spec.name in tables),
        charts=tuple(chart for chart in definition.charts if chart.table in tables),
        groups=definition.groups,
        left_out=source.left_out,
    )


def listing(definitions: Iterable[tuple[ReportDefinition, str]]) -> dict[str, object]:
    """The promised shape reports/1; each definition comes with where it is from: shipped or store."""
    return {
        "shequ": "reports/1",
        "reports": [
            {
                "name": definition.name,
                "title": definition.title,
                "genre": definition.genre,
                "periods": list(definition.kinds),
                "from": origin,
            }
            for definition, origin in definitions
        ],
    }
