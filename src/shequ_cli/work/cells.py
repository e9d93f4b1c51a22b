"""Cells of a counted measure, asked once for every span it is looked at in, and added up to views."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from shequ_cli.words.query import Data, Row
from shequ_cli.work import measurequery
from shequ_cli.work.compare import Number, rounded, trimmed
from shequ_cli.work.measure import BLANK, Dimension, Kind, Measure
from shequ_cli.work.period import Period
from shequ_cli.work.views import Views, made, spans_of

Spans = Mapping[str, Period]
_YEARS = {"ytd": "value", "ytd_last_year": "last_year"}


class Cell(NamedTuple):
    """Part of a measure: the dimension ("" for the whole) and title it belongs to, its records, and what was taken of them."""

    dimension: str
    title: str
    records: int
    value: str | int | float | None


Cells = Mapping[str, Sequence[Cell] | None]
"""Span → its cells; None where a stock has no record in the span."""


def cells(measure: Measure, period: Period, data: Data, *, bare: bool = False) -> Cells:
    """The cells of every span: one question for a flow or a stock of whole months, whatever the spans.

    Of the period alone when it is to be `bare`.
    """
    spans: Spans = {"value": period} if bare else spans_of(period)
    if measure.until:
        return _with_years(_open(measure, _without_years(spans), data))
    if measure.kind is Kind.STOCK:
        spans = _without_years(spans)
    ask = _by_months if period.is_whole_months else _by_days
    by_month = ask(measure, spans, data)
    if measure.kind is Kind.STOCK:
        return _with_years({name: _last(months) for name, months in by_month.items()})
    return {name: [cell for found in months.values() for cell in found] for name, months in by_month.items()}


def _without_years(spans: Spans) -> Spans:
    return {name: span for name, span in spans.items() if name not in _YEARS}


def _with_years(found: Cells) -> Cells:
    """What counts at the end of a period is the same for the year to date."""
    return {**found, **{name: found[end] for name, end in _YEARS.items() if end in found}}


_ByMonth = Mapping[str, Sequence[Cell]]


def _by_months(measure: Measure, spans: Spans, data: Data) -> Mapping[str, _ByMonth]:
    wanted = sorted({month for span in spans.values() for month in span.months()})
    rows = data.monthly(measurequery.monthly(measure), wanted)
    found = {month: [_cell(row) for row in rows[month]] for month in wanted}
    return {name: {month: found[month] for month in span.months()} for name, span in spans.items()}


def _by_days(measure: Measure, spans: Spans, data: Data) -> Mapping[str, _ByMonth]:
    found: dict[str, _ByMonth] = {}
    for name, span in spans.items():
        months: dict[str, list[Cell]] = {}
        for row in data.kept(measurequery.within(measure, span)):
            months.setdefault(str(row[0]), []).append(_cell(row[1:]))
        found[name] = dict(sorted(months.items()))
    return found


def _last(months: _ByMonth) -> Sequence[Cell] | None:
    """The last month that has records at all; None when no month of the span has."""
    return next((found for found in reversed(list(months.values())) if found), None)


def _cell(row: Row) -> Cell:
    dimension, title, records, value = row
    return Cell(str(dimension), str(title or (BLANK if dimension else "")), int(records or 0), value)


def _open(measure: Measure, spans: Spans, data: Data) -> Cells:
    ends = {name: span.end for name, span in spans.items()}
    rows = data.kept(measurequery.open_at(measure, ends))
    taken = len(ends) if measure.taking and measure.taking.column else 0
    return {
        name: [
            _cell((*row[:2], row[2 + place], row[2 + place + taken] if taken else None))
            for row in rows
            if row[2 + place]
        ]
        for place, name in enumerate(ends)
    }


def first_record(measure: Measure, data: Data) -> date | None:
    """The day of the ledger's first record; None when it has none."""
    if measure.ledger is None:
        return None
    rows = data.kept(measurequery.first_day(measure.ledger))
    found = str(rows[0][0] or "") if rows else ""
    return date.fromisoformat(found if len(found) == 10 else f"{found}-01") if found else None


@dataclass(frozen=True)
class Tally:
    """The cells of a measure, and the spans for which no record means 0 and not 未报."""

    measure: Measure
    found: Cells
    reported: Collection[str]

    @cached_property
    def _sorted(self) -> Mapping[str, Mapping[tuple[str, str], Sequence[Cell]]]:
        """Span → dimension and title → cells; a span of which nobody reported is left out."""
        spans: dict[str, dict[tuple[str, str], list[Cell]]] = {}
        for span, inside in self.found.items():
            if inside is None or not (inside or span in self.reported):
                continue
            held = spans.setdefault(span, {})
            for cell in inside:
                held.setdefault((cell.dimension, cell.title), []).append(cell)
        return spans

    def views(self, dimension: str = "", titles: Collection[str] = ("",)) -> Views:
        """The numbers of the whole, or of some titles of a dimension together."""
        chosen = {
            span: [cell for title in titles for cell in held.get((dimension, title), ())]
            for span, held in self._sorted.items()
        }
        numbers = {span: number(self.measure, inside) for span, inside in chosen.items()}
        return made(numbers, sum(cell.records for cell in chosen.get("value", ())))

    def slices(self, way: Dimension) -> Mapping[str, Views]:
        """The views of every title that occurs, in official order."""
        name = way.field.name
        occurring = {
            title
            for held in self._sorted.values()
            for (dimension, title), inside in held.items()
            if dimension == name and any(cell.records for cell in inside)
        }
        return {title: self.views(name, (title,)) for title in way.ordered(occurring)}

    def families(self, way: Dimension) -> Mapping[str, Views]:
        """The views of every title that has others below it, those counted in."""
        heads = way.ordered(set(way.parents.values()))
        return {head: self.views(way.field.name, way.family(head)) for head in heads}


def number(measure: Measure, inside: Sequence[Cell]) -> Number | None:
    """Zero without records; None when there are records but none of them says how much."""
    taken = [cell.value for cell in inside if cell.value is not None]
    if not measure.adds_up:
        return len(set[object]().union(*(json.loads(str(values)) for values in taken)) - {None})
    records = sum(cell.records for cell in inside)
    if measure.taking is None or not measure.taking.column:
        return records
    if not taken and records:
        return None
    return _held(measure, taken)


def _held(measure: Measure, taken: Sequence[str | int | float]) -> Number:
    total = sum(value if isinstance(value, int) else Decimal(str(value)) for value in taken)
    if measure.exact == "money":
        return rounded(Decimal(total) / 100, 2)
    return int(total) if measure.exact == "integer" else trimmed(rounded(total, measure.decimals))


def span_cells(measure: Measure, spans: Sequence[Period], data: Data) -> Sequence[Cells]:
    """The cells of spans of whole months, each span's own under `value`: one question for all of them."""
    months = sorted({month for span in spans for month in span.months()})
    rows = data.monthly(measurequery.monthly(measure), months)
    found = {month: [_cell(row) for row in rows[month]] for month in months}
    held = [{month: found[month] for month in span.months()} for span in spans]
    if measure.kind is Kind.STOCK:
        return [{"value": _last(by_month)} for by_month in held]
    return [{"value": [cell for inside in by_month.values() for cell in inside]} for by_month in held]
