"""Numbers as cells of a report's tables: their places, 同比, absences, slices in official order, notes on definitions."""

from __future__ import annotations

from collections.abc import Mapping

from shequ_cli.words.language import _
from shequ_cli.work.compare import Comparison, Number, Reason, rounded
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Dimension, Kind, Measure
from shequ_cli.work.table import Absent, Cell, Column, Points
from shequ_cli.work.tablespec import TableSpec
from shequ_cli.work.views import Views

Figures = Mapping[str, Figure]

_SEEN = ("value", "last_year", "ytd", "ytd_last_year")
"""What a row of a slice may show; one that is not 0 in any of these stays, or its column would not add up."""


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


def top(figure: Figure, way: Dimension, *, all: bool) -> Mapping[str, Views]:
    """The slices of a dimension by its uppermost titles, in official order; without `all` only those that are not 0."""
    slices, families = figure.slices.get(way.field.name, {}), figure.families.get(way.field.name, {})
    found = {**slices, **families}
    uppermost = [title for title in way.ordered({*found, *(way.titles if all else ())}) if title not in way.parents]
    nothing = figure.views.nothing() if figure.measure.kind is not Kind.RATE else Views()
    views = {title: found.get(title, nothing) for title in uppermost}
    return views if all else {title: each for title, each in views.items() if any(each.of(span) for span in _SEEN)}


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


def measured(measure: Measure) -> Column:
    """A column of a measure's numbers, headed by its title and unit."""
    return Column(measure.name, _("{title}（{unit}）").format(title=measure.title, unit=measure.unit))


def way_of(spec: TableSpec, figures: Figures) -> Dimension:
    """The dimension by which a table divides its figures."""
    way = figures[spec.figures[0]].measure.dimension(spec.by)
    assert way is not None
    return way
