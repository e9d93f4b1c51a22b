"""The tables of a report, built from its figures: views of figures, slices, months side by side, lists of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.words.query import Query, Row
from shequ_cli.work.compare import Comparison, Number, Reason, compared, rounded
from shequ_cli.work.condition import condition
from shequ_cli.work.conditiontext import column
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Dimension, Kind, Measure
from shequ_cli.work.measurequery import table as table_of
from shequ_cli.work.period import Period, between, containing
from shequ_cli.work.period import month as month_of
from shequ_cli.work.reportfile import RowSpec, TableSpec
from shequ_cli.work.series import series
from shequ_cli.work.source import Source
from shequ_cli.work.table import Absent, Cell, Column, Points, Role, Table, TableRow
from shequ_cli.work.views import Views

Figures = Mapping[str, Figure]

_THIS: Mapping[str, str] = {"month": "本月数", "quarter": "本季数", "half": "本期数", "year": "本年数"}
_BEFORE: Mapping[str, str] = {"month": "上月数", "quarter": "上季数", "half": "上期数", "year": "上年数"}
_SAME_IN_A_YEAR = ("previous", "change", "ytd", "ytd_last_year", "ytd_yoy")
"""Columns that in a yearly report would say again what another one says."""


def built(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """The table that `spec` asks for; a yearly one leaves out the columns that would only repeat."""
    builders: Mapping[str, Callable[[TableSpec, Period, Figures, Source], Table]]
    builders = {"figures": _of_views, "cross": _crossed, "slices": _sliced, "list": _listed}
    return builders[spec.kind](spec, period, figures, source)


def shown(measure: Measure, number: Number | None) -> Cell:
    """A number with the places its measure is held with; a rate without denominator is 无此项, all else without value 未报."""
    if number is None:
        if measure.kind is Kind.RATE:
            return Absent.NOT_APPLICABLE if measure.zero == Absent.NOT_APPLICABLE.text else measure.zero
        return Absent.NOT_REPORTED
    if isinstance(number, int):
        return number
    return rounded(number, measure.decimals) if measure.exact in ("money", "rate") else number


def moved(comparison: Comparison) -> Cell:
    """同比 or 环比 as a cell: per cent, 百分点, or why there is none."""
    if comparison.value is not None:
        return Points(comparison.value) if comparison.points else comparison.value
    if comparison.reason is Reason.BASE_ZERO:
        return Absent.BASE_ZERO if comparison.difference else Absent.NOT_APPLICABLE
    return Absent.NOT_REPORTED


def _since(comparison: Comparison) -> Cell:
    """环比: its base is another month, so 上年同期为0 would be wrong."""
    cell = moved(comparison)
    return Absent.NOT_APPLICABLE if cell is Absent.BASE_ZERO else cell


def _of_views(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    names = [name for name in spec.columns if not (period.kind == "year" and name in _SAME_IN_A_YEAR)]
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


def top(figure: Figure, way: Dimension, *, all: bool) -> Mapping[str, Views]:
    """The slices of a dimension by its uppermost titles, in official order; without `all` only those that are not 0."""
    slices, families = figure.slices.get(way.field.name, {}), figure.families.get(way.field.name, {})
    found = {**slices, **families}
    uppermost = [title for title in way.ordered({*found, *(way.titles if all else ())}) if title not in way.parents]
    nothing = figure.views.nothing() if figure.measure.kind is not Kind.RATE else Views()
    views = {title: found.get(title, nothing) for title in uppermost}
    return views if all else {title: each for title, each in views.items() if each.value or each.last_year or each.ytd}


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


def definitions(measures: list[Measure]) -> tuple[str, ...]:
    """How each rate is reckoned, once each, and that 时点数 are not added up."""
    notes = [_defined(measure) for measure in measures if measure.kind is Kind.RATE and measure.note]
    stocks = [measure.title for measure in measures if measure.kind is Kind.STOCK]
    if stocks:
        notes.append(_("{names}为时点数，取期末数，不逐月累计").format(names="、".join(dict.fromkeys(stocks))))
    return tuple(dict.fromkeys(notes))


def _defined(measure: Measure) -> str:
    """Several rates are called 办结率, so the measure's own title goes before a definition that lacks it."""
    return measure.note if measure.note.startswith(measure.title) else f"{measure.title}：{measure.note}"


def _spans(spec: TableSpec, period: Period, source: Source) -> list[tuple[Period, str]]:
    """The months or quarters of the year to date that have begun, and what their columns are called."""
    months = [month_of(code) for code in period.to_date().months()]
    begun = [each for each in months if each.start <= source.today] or months[:1]
    if spec.across == "months":
        return [(each, _("{m}月").format(m=each.start.month)) for each in begun]
    quarters = dict.fromkeys(containing("quarter", each.start) for each in begun)
    clipped = [(each, between(each.start, min(each.end, begun[-1].end))) for each in quarters]
    return [(part, _("第{q}季度").format(q="一二三四"[each.start.month // 3])) for each, part in clipped]


def _crossed(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """Months or quarters side by side, the year to date last: of one figure's slices, or of several figures."""
    spans = _spans(spec, period, source)
    if spec.turned:
        return _turned(spec, spans, figures, source)
    whole = period.to_date()
    found = series(spec.figures, [*(span for span, _title in spans), whole], source, spec.by)
    named = [Column(span.code, title) for span, title in spans]
    total = Column("total", _("合计"))
    if spec.by:
        columns = (Column("title", _way(spec, figures).field.title, "text"), *named, total)
        rows = _slice_rows(spec, [each[spec.figures[0]] for each in found])
    else:
        columns = (Column("title", _("指标名称"), "text"), Column("unit", _("计量单位"), "text"), *named, total)
        rows = [_figure_row(name, [each[name] for each in found]) for name in spec.figures]
    used = [figures[name].measure for name in spec.figures]
    return Table(spec.name, spec.title, tuple(columns), tuple(rows), (*definitions(used), *spec.notes))


def _turned(spec: TableSpec, spans: list[tuple[Period, str]], figures: Figures, source: Source) -> Table:
    """A month a row, a figure a column: what a chart over time is drawn from."""
    measures = [figures[name].measure for name in spec.figures]
    columns = (Column("title", _("月份") if spec.across == "months" else _("季度"), "text"), *map(_measured, measures))
    found = series(spec.figures, [span for span, _title in spans], source)
    rows = tuple(
        TableRow((title, *(shown(each.measure, each.value) for each in held.values())))
        for (_span, title), held in zip(spans, found, strict=True)
    )
    return Table(spec.name, spec.title, columns, rows, (*definitions(measures), *spec.notes))


def _measured(measure: Measure) -> Column:
    return Column(measure.name, _("{title}（{unit}）").format(title=measure.title, unit=measure.unit))


def _way(spec: TableSpec, figures: Figures) -> Dimension:
    way = figures[spec.figures[0]].measure.dimension(spec.by)
    assert way is not None
    return way


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


def _sliced(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """Slices down, figures across; a figure that has no such slice (户 in a row counted by 人) leaves its cell at —."""
    way = _way(spec, figures)
    chosen = [figures[name] for name in spec.figures]
    cuts = [top(figure, way, all=True) for figure in chosen]
    titles = [title for title in cuts[0] if spec.all or any(title in cut and cut[title].value for cut in cuts)]
    columns = (Column("title", way.field.title, "text"), *(_measured(each.measure) for each in chosen))
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


def _listed(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """Records of the period, one a row, by date; only fields that are nobody's personal data (the reader has seen to that)."""
    ledger = source.ledgers[spec.ledger]
    fields = [ledger.field(name) for name in spec.fields]
    found = f" AND {condition(spec.where, ledger, source.codelists).sql}" if spec.where else ""
    names = ", ".join(("id", *(column(each.name) for each in fields)))
    on = column(spec.on)
    sql = f"SELECT {names} FROM {table_of(ledger)} WHERE {on} >= :start AND {on} < :end{found} ORDER BY {on}, id"
    parameters = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    rows = source.data.kept(Query(sql, parameters, ledger.name, spec.on))
    columns = (
        Column("id", _("编号"), "text"),
        *(Column(each.name, each.title, _alignment(each.kind)) for each in fields),
    )
    kinds = ["text", *(each.kind for each in fields)]
    return Table(spec.name, spec.title, columns, tuple(TableRow(_typed(row, kinds)) for row in rows), spec.notes)


def _alignment(kind: str) -> str:
    return "number" if kind in ("integer", "number", "money") else "text"


def _typed(row: Row, kinds: list[str]) -> tuple[Cell, ...]:
    return tuple(_held(value, kind) for value, kind in zip(row, kinds, strict=True))


def _held(value: str | int | float | None, kind: str) -> Cell:
    """What the index holds, as a cell: money is kept in 分, yes and no as 1 and 0."""
    if value is None or value == "":
        return None
    if kind == "money":
        return rounded(Decimal(str(value)) / 100, 2)
    if kind == "boolean":
        return _("是") if value else _("否")
    return Decimal(str(value)) if isinstance(value, float) else value
