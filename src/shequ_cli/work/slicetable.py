"""Slices of a field down, figures across."""

from __future__ import annotations

from shequ_cli.words.language import _
from shequ_cli.work.figure import Figure
from shequ_cli.work.period import Period
from shequ_cli.work.source import Source
from shequ_cli.work.table import Absent, Cell, Column, Role, Table, TableRow
from shequ_cli.work.tablecells import Figures, definitions, measured, shown, top, way_of
from shequ_cli.work.tablespec import TableSpec
from shequ_cli.work.views import Views


def built(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """The table; a figure that has no such slice (户 in a row counted by 人) leaves its cell at —."""
    way = way_of(spec, figures)
    chosen = [figures[name] for name in spec.figures]
    cuts = [top(figure, way, all=True) for figure in chosen]
    titles = [title for title in cuts[0] if spec.all or any(title in cut and cut[title].value for cut in cuts)]
    columns = (Column("title", way.field.title, "text"), *(measured(each.measure) for each in chosen))
    rows = [
        TableRow((title, *(_sliced_cell(each, cut.get(title), spec) for each, cut in zip(chosen, cuts, strict=True))))
        for title in titles
    ]
    total = TableRow((_("合计"), *(shown(each.measure, each.value) for each in chosen)), Role.TOTAL)
    notes = (*definitions([each.measure for each in chosen]), *spec.notes)
    return Table(spec.name, spec.title, columns, (*rows, total), notes)


def _sliced_cell(figure: Figure, views: Views | None, spec: TableSpec) -> Cell:
    """In a table of every title there is, nothing is 0; elsewhere it is 无此项, as 户 are in a row counted by 人."""
    if views is None or (not views.value and not spec.all):
        return Absent.NOT_APPLICABLE
    return shown(figure.measure, views.value)
