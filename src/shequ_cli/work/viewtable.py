"""Figures down, their views across: 本月数, 上年同期, 同比, 本年累计, 目标."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shequ_cli.words.language import _
from shequ_cli.work.compare import Comparison, compared, rounded
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Kind, Measure
from shequ_cli.work.period import Period
from shequ_cli.work.source import Source
from shequ_cli.work.table import Absent, Cell, Column, Role, Table, TableRow
from shequ_cli.work.tablecells import Figures, definitions, moved, shown, top
from shequ_cli.work.tablespec import RowSpec, TableSpec
from shequ_cli.work.views import Views

_THIS: Mapping[str, str] = {"month": "本月数", "quarter": "本季数", "half": "本期数", "year": "本年数"}
_BEFORE: Mapping[str, str] = {"month": "上月数", "quarter": "上季数", "half": "上期数", "year": "上年数"}
_TO_DATE = ("ytd", "ytd_last_year", "ytd_yoy")
"""Columns that say again what another one says where the period begins with the year."""
_SAME_IN_A_YEAR = ("previous", "change", *_TO_DATE)


def built(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """The table; one of a year, or of a period that begins with the year, leaves out the columns that would only repeat."""
    again = _SAME_IN_A_YEAR if period.kind == "year" else _TO_DATE if period.to_date() == period else ()
    names = [name for name in spec.columns if name not in again]
    columns = (Column("title", _("指标名称"), "text"), *(_column(name, period) for name in names))
    rows = [row for entry in spec.rows for row in _view_rows(entry, figures, names)]
    used = [figures[entry.figure].measure for entry in spec.rows if entry.figure]
    return Table(spec.name, spec.title, columns, tuple(rows), (*definitions(used), *spec.notes))


def _column(name: str, period: Period) -> Column:
    titles = {
        "unit": _("计量单位"),
        "value": _THIS.get(period.kind, "本期数"),
        "previous": _BEFORE.get(period.kind, "上期数"),
        "change": _("环比±%"),
        "last_year": _("上年数") if period.kind == "year" else _("上年同期"),
        "yoy": _("同比±%"),
        "ytd": _("本年累计"),
        "ytd_last_year": _("上年同期累计"),
        "ytd_yoy": _("累计同比±%"),
        "target": _("年度目标"),
        "share": _("完成率%"),
        "note": _("备注"),
    }
    return Column(name, titles[name], "text" if name in ("unit", "note") else "number")


def _view_rows(entry: RowSpec, figures: Figures, names: list[str]) -> Iterator[TableRow]:
    if not entry.figure:
        yield TableRow((entry.heading, *(None for _name in names)), Role.HEADING)
        return
    figure = figures[entry.figure]
    if not entry.by:
        yield TableRow((figure.measure.title, *(_cell(name, figure) for name in names)), entry.role)
        return
    way = figure.measure.dimension(entry.by)
    assert way is not None
    for title, views in top(figure, way, all=entry.all).items():
        cells = (_slice_cell(name, figure.measure, views) for name in names)
        yield TableRow((title, *cells), Role.PART)


def _cell(name: str, figure: Figure) -> Cell:
    measure, progress = figure.measure, figure.progress
    if name == "target":
        return _target(figure)
    if name == "share":
        yearly = measure.target is not None and measure.target.yearly
        return rounded(progress.done * 100, 1) if yearly and progress.done is not None else Absent.NOT_APPLICABLE
    if name == "note":
        return _("时点数") if measure.kind is Kind.STOCK else None
    return _slice_cell(name, measure, figure.views)


def _target(figure: Figure) -> Cell:
    """A number to be reached over the year as a number; a level with the sign that says on which side to stay."""
    wanted, target = figure.progress.target, figure.measure.target
    if wanted is None or target is None:
        return Absent.NOT_APPLICABLE
    number = int(wanted) if wanted == wanted.to_integral_value() else wanted
    sign = "≤" if target.at_most else "" if target.yearly else "≥"
    return f"{sign}{number}" if sign else number


def _slice_cell(name: str, measure: Measure, views: Views) -> Cell:
    comparisons = {"yoy": ("value", "last_year"), "ytd_yoy": ("ytd", "ytd_last_year"), "change": ("value", "previous")}
    if name == "unit":
        return measure.unit
    if name in comparisons:
        value, base = (views.of(span) for span in comparisons[name])
        if measure.kind is Kind.RATE and (value is None or base is None):
            return Absent.NOT_APPLICABLE
        return (_since if name == "change" else moved)(compared(value, base, points=measure.in_points))
    return None if name in ("target", "share", "note") else shown(measure, views.of(name))


def _since(comparison: Comparison) -> Cell:
    """环比: its base is another month, so 上年同期为0 would be wrong."""
    cell = moved(comparison)
    return Absent.NOT_APPLICABLE if cell is Absent.BASE_ZERO else cell
