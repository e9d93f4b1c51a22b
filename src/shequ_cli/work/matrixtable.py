"""Cross tables: one figure by two axes with 合计 on both, and a note on what falls outside.

The cells, what lies outside the bands and what is blank are together the figure itself, or there is no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shequ_cli.words.errors import DataFault
from shequ_cli.words.language import _
from shequ_cli.work.compare import Number
from shequ_cli.work.figure import exact
from shequ_cli.work.matrix import Axis
from shequ_cli.work.matrixgrid import WHOLE, Grid, Key
from shequ_cli.work.measure import Kind
from shequ_cli.work.measurefile import dimension
from shequ_cli.work.period import Period
from shequ_cli.work.source import Source
from shequ_cli.work.table import Cell, Column, Role, Table, TableRow
from shequ_cli.work.tablecells import Figures, definitions, shown
from shequ_cli.work.tablespec import TableSpec


class Disagreement(DataFault):
    """A cross table whose cells do not make up its figure."""

    def __init__(self, table: str, figure: str, parts: Number | None, whole: Number | None) -> None:
        said = _(
            "表“{table}”各格连同表外的合起来是 {parts}，“{figure}”却是 {whole}，没有出表；请运行 shequ check 后重试"
        )
        super().__init__(said.format(table=table, figure=figure, parts=exact(parts), whole=exact(whole)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or column: its title, and the keys of what it holds."""

    name: str
    title: str
    keys: frozenset[Key]
    role: Role = Role.ITEM


def built(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """The table; Disagreement when its parts are not the whole."""
    figure, matrix = figures[spec.figures[0]], spec.matrix
    assert matrix is not None
    grid = Grid(figure.measure, matrix, period, source)
    if figure.value is not None and not (grid.total == grid.added == figure.value):
        raise Disagreement(spec.title, figure.measure.title, grid.added, figure.value)
    rows, columns = (_lines(grid, place, every=spec.all) for place in (0, 1))
    corner = _("{rows}＼{columns}").format(rows=matrix.rows.title, columns=matrix.columns.title)

    def cell(row: _Line, across: _Line) -> Cell:
        value = grid.value(row.keys, across.keys) if figure.value is not None else None
        return shown(figure.measure, value)

    heads = (Column("title", corner, "text"), *(Column(line.name, line.title) for line in columns))
    lines = (TableRow((row.title, *(cell(row, each) for each in columns)), row.role) for row in rows)
    notes = (*definitions([figure.measure]), *_notes(grid), *spec.notes)
    return Table(spec.name, spec.title, heads, tuple(lines), notes)


def _lines(grid: Grid, place: int, *, every: bool) -> Sequence[_Line]:
    """The rows (0) or columns (1), with 合计; a cumulative axis needs none, its widest band holds all the others."""
    axis = grid.matrix.axes[place]
    if axis.span:
        lines = list(_times(grid, place))
    elif axis.bands:
        lines = list(_bands(axis, cumulative=grid.matrix.cumulative))
    else:
        lines = list(_values(grid, place, every=every))
    if axis.bands and grid.matrix.cumulative:
        return lines
    title = _("期末") if axis.span and grid.measure.kind is Kind.STOCK else _("合计")
    every_key: set[Key] = {WHOLE} if axis.span else {key for line in lines for key in line.keys}
    return [*lines, _Line("total", title, frozenset(every_key), Role.TOTAL)]


def _bands(axis: Axis, *, cumulative: bool) -> Iterator[_Line]:
    assert axis.bands is not None
    for place in range(len(axis.bands.bounds)):
        keys = axis.bands.within(place) if cumulative else (place,)
        yield _Line(f"band{place + 1}", axis.bands.title(place, cumulative=cumulative), frozenset(keys))


def _values(grid: Grid, place: int, *, every: bool) -> Iterator[_Line]:
    """A field's uppermost titles in official order: those that occur, or every one."""
    field = grid.matrix.axes[place].field
    assert field is not None
    way = dimension(field, grid.source.codelists)
    occurring = {str(key) for key in grid.keys(place)}
    for number, title in enumerate(way.ordered({*way.titles, *occurring}), 1):
        keys = frozenset[Key](way.family(title))
        if title not in way.parents and (every and title in way.titles or keys & occurring):
            yield _Line(f"value{number}", title, keys)


def _times(grid: Grid, place: int) -> Iterator[_Line]:
    """The months or quarters that have begun, and a later one only where something is planned in it."""
    one_year = len({span.year for span in grid.spans.values()}) == 1
    for code, span in grid.spans.items():
        if span.start <= grid.source.today or code in grid.keys(place):
            yield _Line(
                str(code), _time_title(span, grid.matrix.axes[place]) if one_year else span.label, frozenset({code})
            )


def _time_title(span: Period, axis: Axis) -> str:
    if axis.span == "months":
        return _("{m}月").format(m=span.start.month)
    return _("第{q}季度").format(q="一二三四"[(span.start.month - 1) // 3])


def _notes(grid: Grid) -> Iterator[str]:
    yield _("计量单位：{unit}").format(unit=grid.measure.unit)
    if grid.matrix.cumulative and any(axis.bands for axis in grid.matrix.axes):
        yield _("各档包含比它窄的各档，不能再相加")
    unit = grid.measure.unit
    found = [
        _("{why}的{n}{unit}").format(why=why, n=exact(value), unit=unit) for why, value in grid.left_out() if value
    ]
    if found:
        yield _("没有列入表内的：{found}").format(found="，".join(found))
