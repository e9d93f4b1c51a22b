"""Months or quarters side by side: of one figure's slices, or of several figures; the year to date last."""

from __future__ import annotations

from collections.abc import Mapping

from shequ_cli.words.language import _
from shequ_cli.work.figure import Figure
from shequ_cli.work.period import Period, between, containing
from shequ_cli.work.period import month as month_of
from shequ_cli.work.series import series
from shequ_cli.work.source import Source
from shequ_cli.work.table import Column, Role, Table, TableRow
from shequ_cli.work.tablecells import Figures, definitions, measured, shown, top, way_of
from shequ_cli.work.tablespec import TableSpec
from shequ_cli.work.views import Views


def built(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """The table, or with `turned` the months one below the other."""
    spans = _spans(spec, period, source)
    if spec.turned:
        return _turned(spec, spans, figures, source)
    whole = period.to_date()
    found = series(spec.figures, [*(span for span, _title in spans), whole], source, spec.by)
    named = [Column(span.code, title) for span, title in spans]
    total = Column("total", _("合计"))
    if spec.by:
        columns = (Column("title", way_of(spec, figures).field.title, "text"), *named, total)
        rows = _slice_rows(spec, [each[spec.figures[0]] for each in found])
    else:
        columns = (Column("title", _("指标名称"), "text"), Column("unit", _("计量单位"), "text"), *named, total)
        rows = [_figure_row(name, [each[name] for each in found]) for name in spec.figures]
    used = [figures[name].measure for name in spec.figures]
    return Table(spec.name, spec.title, tuple(columns), tuple(rows), (*definitions(used), *spec.notes))


def _spans(spec: TableSpec, period: Period, source: Source) -> list[tuple[Period, str]]:
    """The months or quarters of the year to date that have begun, and what their columns are called."""
    months = [month_of(code) for code in period.to_date().months()]
    begun = [each for each in months if each.start <= source.today] or months[:1]
    if spec.across == "months":
        return [(each, _("{m}月").format(m=each.start.month)) for each in begun]
    quarters = dict.fromkeys(containing("quarter", each.start) for each in begun)
    clipped = [(each, between(each.start, min(each.end, begun[-1].end))) for each in quarters]
    return [(part, _("第{q}季度").format(q="一二三四"[each.start.month // 3])) for each, part in clipped]


def _turned(spec: TableSpec, spans: list[tuple[Period, str]], figures: Figures, source: Source) -> Table:
    """A month a row, a figure a column: what a chart over time is drawn from."""
    measures = [figures[name].measure for name in spec.figures]
    columns = (Column("title", _("月份") if spec.across == "months" else _("季度"), "text"), *map(measured, measures))
    found = series(spec.figures, [span for span, _title in spans], source)
    rows = tuple(
        TableRow((title, *(shown(each.measure, each.value) for each in held.values())))
        for (_span, title), held in zip(spans, found, strict=True)
    )
    return Table(spec.name, spec.title, columns, rows, (*definitions(measures), *spec.notes))


def _slice_rows(spec: TableSpec, columns: list[Figure]) -> list[TableRow]:
    """Every title that occurs in the year (with `all` every title there is), and the 合计."""
    measure = columns[0].measure
    way = measure.dimension(spec.by)
    assert way is not None
    cuts = [top(figure, way, all=True) for figure in columns]
    titles = [title for title in cuts[-1] if spec.all or cuts[-1][title].value]
    held = list(zip(columns, cuts, strict=True))
    rows = [
        TableRow((title, *(shown(measure, _sliced_views(*each, title).value) for each in held))) for title in titles
    ]
    return [*rows, TableRow((_("合计"), *(shown(measure, figure.value) for figure in columns)), Role.TOTAL)]


def _sliced_views(figure: Figure, cut: Mapping[str, Views], title: str) -> Views:
    """A slice's views; 未填 or a code that is on no list may occur in one span and not in the next."""
    return cut[title] if title in cut else figure.views.nothing()


def _figure_row(name: str, columns: list[Figure]) -> TableRow:
    measure = columns[0].measure
    return TableRow((measure.title, measure.unit, *(shown(measure, figure.value) for figure in columns)))
