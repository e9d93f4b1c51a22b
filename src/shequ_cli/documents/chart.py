"""Charts as SVG text, drawn from a table's own cells: bars lie where labels are long, and stand under months."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from html import escape
from typing import NamedTuple

from shequ_cli.documents.chinese import width
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.work.compare import Number
from shequ_cli.work.table import Cell, Chart, Column, Points, Role, Table, TableRow

COLOURS = ("#1f5a94", "#a9c1d9", "#c8773a", "#6b8e4e", "#7a6a9b", "#8a8a8a")
_WIDE, _FONT, _BAR, _GAP = 640, 14, 18, 12
_LEFT, _RIGHT, _FLOOR, _HIGH = 60.0, _WIDE - 20.0, 250.0, 210.0
_MANY, _SHORT = 4, 4  # from so many labels of so few characters on (months), bars stand


class Series(NamedTuple):
    """One column's numbers, in the order of the labels."""

    name: str
    values: tuple[Number, ...]


class Drawing(NamedTuple):
    """What a chart draws: a pie is drawn as bars with their share, which print and read better."""

    title: str
    kind: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


def drawing(chart: Chart, table: Table) -> Drawing:
    """The rows that hold a number in every drawn column, never a heading or a 合计."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    for name in (chart.labels, *chart.values):
        if name not in places:
            raise BadDefinition(chart.name, _("表“{table}”没有“{name}”这一列").format(table=table.name, name=name))
    rows = [
        (
            str(row.cells[places[chart.labels]] or "").strip(),
            [_number(row.cells[places[name]]) for name in chart.values],
        )
        for row in table.rows
        if row.role in (Role.ITEM, Role.PART)
    ]
    kept = [(label, [n for n in numbers if n is not None]) for label, numbers in rows if None not in numbers]
    titles = [table.columns[places[name]].title for name in chart.values]
    series = (Series(title, tuple(numbers[place] for _label, numbers in kept)) for place, title in enumerate(titles))
    return Drawing(chart.title, chart.kind, tuple(label for label, _numbers in kept), tuple(series))


def numbers(drawn: Drawing) -> Table:
    """What the chart draws, as a table for those who cannot see it."""
    columns = (Column("label", "", "text"), *(Column(series.name, series.name) for series in drawn.series))
    values = zip(*(series.values for series in drawn.series), strict=True)
    rows = (TableRow((label, *row)) for label, row in zip(drawn.labels, values, strict=True))
    return Table("", drawn.title, columns, tuple(rows))


def svg(drawn: Drawing) -> str:
    """A picture that scales with the page, with its title as its name for screen readers."""
    high, marks = _layout(drawn)(drawn)
    box = f'viewBox="0 0 {_WIDE} {high:g}" font-size="{_FONT}" fill="#222"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(drawn.title)}" {box}>'
    return "".join([head, f"<title>{escape(drawn.title)}</title>", *marks, "</svg>"])


def _layout(drawn: Drawing) -> Callable[[Drawing], tuple[float, list[str]]]:
    if drawn.kind == "line":
        return _line
    short = len(drawn.labels) >= _MANY and max(map(width, drawn.labels)) <= _SHORT
    return _columns if drawn.kind == "bar" and short else _bars


def _number(cell: Cell) -> Number | None:
    if isinstance(cell, Points):
        return cell.value
    return cell if isinstance(cell, int | Decimal) else None


def _bars(drawn: Drawing) -> tuple[float, list[str]]:
    left = min(max((width(label) for label in drawn.labels), default=0), 14) * _FONT + 12
    low, top = _range(drawn)
    whole = sum((Decimal(n) for n in drawn.series[0].values), Decimal(0)) if drawn.kind == "pie" else Decimal(0)
    scale = (_WIDE - left - 90) / float(top - low)
    marks, top_edge = list(_legend(drawn)), 34.0 if len(drawn.series) > 1 else 8.0
    y = top_edge
    for place, label in enumerate(drawn.labels):
        middle = y + _BAR * len(drawn.series) / 2 + 5
        marks.append(_text(left - 8, middle, label, "end"))
        for number, series in enumerate(drawn.series):
            value = series.values[place]
            start, long = left + float(min(value, 0) - low) * scale, abs(float(value)) * scale
            marks.append(_rect((start, y), (long, _BAR - 3), number))
            said = f"{value}（{_share(value, whole)}）" if whole else str(value)
            marks.append(_text(start + long + 6, y + 13, said))
            y += _BAR
        y += _GAP
    marks.append(_stroke(left - float(low) * scale, top_edge - 4, y - _GAP + 4))
    return y, marks


def _columns(drawn: Drawing) -> tuple[float, list[str]]:
    """Standing bars, for short labels such as months; their numbers where there is room."""
    low, top = _range(drawn)
    marks = [*_legend(drawn), *_scale(low, top)]
    step = (_RIGHT - _LEFT) / len(drawn.labels)
    wide = step * 0.8 / len(drawn.series)
    for place, label in enumerate(drawn.labels):
        x = _LEFT + place * step
        marks.append(_text(x + step / 2, _FLOOR + 22, label, "middle"))
        for number, series in enumerate(drawn.series):
            value, start = series.values[place], x + step * 0.1 + wide * number
            ends = sorted((_height(value, low, top), _height(0, low, top)))
            marks.append(_rect((start, ends[0]), (wide - 1, ends[1] - ends[0]), number))
            if width(str(value)) * _FONT <= wide:
                marks.append(_text(start + wide / 2, ends[0] - 4, str(value), "middle"))
    return _FLOOR + 34, marks


def _line(drawn: Drawing) -> tuple[float, list[str]]:
    low, top = _range(drawn)
    marks = [*_legend(drawn), *_scale(low, top)]
    step = (_RIGHT - _LEFT) / max(len(drawn.labels) - 1, 1)
    every = len(drawn.labels) // 12 + 1
    for place, label in enumerate(drawn.labels):
        if place % every == 0:
            marks.append(_text(_LEFT + place * step, _FLOOR + 22, label, "middle"))
    for number, series in enumerate(drawn.series):
        points = [(_LEFT + place * step, _height(value, low, top)) for place, value in enumerate(series.values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        marks.append(f'<polyline points="{path}" fill="none" stroke="{_colour(number)}" stroke-width="2"/>')
        marks += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_colour(number)}"/>' for x, y in points]
    return _FLOOR + 34, marks


def _scale(low: Decimal, top: Decimal) -> Iterator[str]:
    """Five lines across with their values."""
    for part in range(5):
        value = low + (top - low) * part / 4
        y = _height(value, low, top)
        yield f'<path d="M{_LEFT:g} {y:g}H{_RIGHT:g}" stroke="#ddd"/>'
        yield _text(_LEFT - 8, y + 5, f"{value.normalize():f}", "end")


def _height(value: Number, low: Decimal, top: Decimal) -> float:
    return _FLOOR - _HIGH * float((value - low) / (top - low))


def _range(drawn: Drawing) -> tuple[Decimal, Decimal]:
    """Axes begin at 0 unless something is below it; the top is a round number."""
    values = [Decimal(value) for series in drawn.series for value in series.values]
    return min([Decimal(0), *values]), _round_top(max([Decimal(0), *values]) or Decimal(1))


def _round_top(value: Decimal) -> Decimal:
    unit = Decimal(10) ** (value.adjusted())
    return next(
        unit * step
        for step in (Decimal(1), Decimal(2), Decimal(4), Decimal(6), Decimal(8), Decimal(10))
        if unit * step >= value
    )


def _legend(drawn: Drawing) -> Iterator[str]:
    if len(drawn.series) < 2:
        return
    x = 60.0
    for number, series in enumerate(drawn.series):
        yield _rect((x, 6), (14, 14), number)
        yield _text(x + 20, 18, series.name)
        x += 40 + width(series.name) * _FONT


def _rect(corner: tuple[float, float], size: tuple[float, float], number: int) -> str:
    place = f'x="{corner[0]:.1f}" y="{corner[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}"'
    return f'<rect {place} fill="{_colour(number)}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _stroke(x: float, start: float, end: float) -> str:
    return f'<path d="M{x:.1f} {start:.1f}V{end:.1f}" stroke="#555"/>'


def _share(value: Number, whole: Decimal) -> str:
    from shequ_cli.documents.phrases import percent

    return percent(Decimal(value) * 100 / whole)


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]
