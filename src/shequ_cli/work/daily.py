"""A flow in many short terms at once (每日, 每周): its records asked for once, by day, and added up term by term."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from shequ_cli.words.query import Data
from shequ_cli.work.cells import Cell, number
from shequ_cli.work.compare import Number
from shequ_cli.work.conditiontext import column
from shequ_cli.work.measure import Kind, Measure
from shequ_cli.work.measurequery import grouped
from shequ_cli.work.period import Period, between


def is_daily(measure: Measure) -> bool:
    """Whether its days can be added up: a flow of dated records, in which nothing is counted once only."""
    dated = measure.ledger is not None and measure.ledger.field(measure.on).kind == "date"
    return dated and measure.kind is Kind.FLOW and measure.adds_up


def in_terms(measure: Measure, terms: Sequence[Period], data: Data) -> Mapping[Period, Number]:
    """The measure in each of `terms`, which follow each other; 0 where nothing was recorded."""
    if not terms:
        return {}
    whole = between(terms[0].start, terms[-1].end)
    days: dict[str, list[Cell]] = {}
    for day, records, taken in data.kept(grouped(measure, whole, [column(measure.on)])):
        days.setdefault(str(day)[:10], []).append(Cell("", "", int(records or 0), taken))
    known = sorted(days)
    return {term: number(measure, _inside(term, known, days)) or 0 for term in terms}


def _inside(term: Period, known: Sequence[str], days: Mapping[str, Sequence[Cell]]) -> list[Cell]:
    """The cells of a term's days; `known` are the days in order."""
    first = bisect_left(known, term.start.isoformat())
    last = bisect_left(known, term.end.isoformat())
    return [cell for day in known[first:last] for cell in days[day]]
