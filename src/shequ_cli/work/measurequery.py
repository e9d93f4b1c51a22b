"""Measures compiled to queries: portable SQL over the index's physical tables (`_case`), one query a measure.

Rows are cells: (dimension, title, records, value); the dimension "" is the whole. Records are grouped once by all
dimensions together and the whole and each dimension added up from that, so that the answer stays a few rows a month
however many dimensions and different values there are. `json_group_array` is the one function that not every engine
has under this name; SQLite and DuckDB do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.query import Query
from shequ_cli.work.conditiontext import column, quoted
from shequ_cli.work.measure import Dimension, Kind, Measure
from shequ_cli.work.period import Period


def monthly(measure: Measure) -> Query:
    """Cells by month, the month ("2026-03") before them; parameters :start and :end are for the asker.

    Of a distinct count a cell's value is the distinct values, as a JSON list. Of a stock every month with any record has a cell, so
    that a month whose records all fail `where` counts 0 and does not fall back on the month before – unless it picks out a series.
    """
    ledger, condition = _of(measure), measure.where.sql if measure.where else ""
    outside = condition if measure.series or measure.kind is not Kind.STOCK else ""
    records, taken = _values(measure, "" if outside else condition)
    source = _source(ledger, [_within(ledger, measure.on), outside])
    whole = {} if measure.adds_up else {"taken": taken}
    values = {"records": records} if whole else {"records": records, "taken": taken}
    month = f"substr({column(measure.on)}, 1, 7)"
    return Query(_Cells({"month_of": month}, values, whole).sql(source, measure.by), {}, ledger.name, measure.on)


def _values(measure: Measure, condition: str) -> tuple[str, str]:
    """The number of records and what is taken of them; of a stock only those under its condition."""
    taken = _taken(measure)
    if not measure.adds_up:
        return "COUNT(*)", taken
    if not condition:
        return "COUNT(*)", f"SUM({taken})" if taken else "0"
    chosen = f"SUM(CASE WHEN {condition} THEN {taken} END)" if taken else "0"
    return f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)", chosen


def _taken(measure: Measure) -> str:
    """What is taken of one record; "" where records are counted."""
    taking = measure.taking
    if not taking or not taking.column:
        return ""
    last = column(taking.column)
    return f"({_day(last)} - {_day(column(taking.since))})" if taking.since else last


_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
"""Days of a common year before each month."""


def _day(name: str) -> str:
    """A date as the number of a day, right from 1901 to 2099: no engine-specific date function, no rounding division."""
    months = " ".join(f"WHEN '{month:02}' THEN {days}" for month, days in enumerate(_BEFORE, 1))
    year, month = f"CAST(substr({name}, 1, 4) AS INTEGER)", f"substr({name}, 6, 2)"
    leaps = f"({year} - CASE WHEN {month} <= '02' THEN 1 ELSE 0 END)"
    days = f"CAST(substr({name}, 9, 2) AS INTEGER)"
    return f"(365 * {year} + ({leaps} - {leaps} % 4) / 4 + CASE {month} {months} END + {days})"


@dataclass(frozen=True, slots=True)
class _Cells:
    """`keys` group, `values` are added up, `distinct` are collected; each maps a column of the answer to its SQL."""

    keys: Mapping[str, str]
    values: Mapping[str, str]
    distinct: Mapping[str, str]

    def sql(self, source: str, ways: Sequence[Dimension]) -> str:
        """One SELECT, or with dimensions one for the whole and one for each, over the same grouped records."""
        if not ways:
            lists = {name: _listed(sql) for name, sql in self.distinct.items()}
            return f"{self.select(('', ''), self.keys, {**self.values, **lists})} {source} {self.grouped(cut=False)}"
        cuts = {f"cut_{place}": _title(way) for place, way in enumerate(ways, 1)}
        grouping = {**self.keys, **cuts, **self.distinct}
        columns = ", ".join(f"{sql} AS {name}" for name, sql in {**grouping, **self.values}.items())
        places = ", ".join(str(place) for place in range(1, len(grouping) + 1))
        wholes = [("", "''"), *((way.field.name, cut) for way, cut in zip(ways, cuts, strict=True))]
        selects = [f"{self.added(name, cut)} FROM part {self.grouped(cut=bool(name))}" for name, cut in wholes]
        return f"WITH part AS (SELECT {columns} {source} GROUP BY {places}) {' UNION ALL '.join(selects)}"

    def added(self, name: str, cut: str) -> str:
        """A SELECT over the grouped records, by one dimension."""
        sums = {value: f"SUM({value})" for value in self.values} | {each: _listed(each) for each in self.distinct}
        return self.select((name, cut), {key: key for key in self.keys}, sums)

    def select(self, cut: tuple[str, str], keys: Mapping[str, str], values: Mapping[str, str]) -> str:
        name, title = cut
        parts = [*keys.values(), quoted(name), title or "''", *values.values()]
        return f"SELECT {', '.join(parts)}"

    def grouped(self, *, cut: bool) -> str:
        """GROUP BY positions in the answer: keys, and the title of a dimension."""
        first = len(self.keys)
        places = [*range(1, first + 1), *([first + 2] if cut else [])]
        return f"GROUP BY {', '.join(map(str, places))}" if places else ""


def _listed(column: str) -> str:
    return f"json_group_array(DISTINCT {column})"


def _title(way: Dimension) -> str:
    name = column(way.field.name)
    return f"CASE {name} WHEN 1 THEN '是' WHEN 0 THEN '否' END" if way.field.kind == "boolean" else name


def _source(ledger: Ledger, conditions: Sequence[str]) -> str:
    return f"FROM {table(ledger)} WHERE {' AND '.join(condition for condition in conditions if condition)}"


def _within(ledger: Ledger, on: str) -> str:
    """A date in the period; a month ("2026-03") is compared with the months of its ends."""
    name = column(on)
    if ledger.field(on).kind == "month":
        return f"{name} >= substr(:start, 1, 7) AND {name} < substr(:end, 1, 7)"
    return f"{name} >= :start AND {name} < :end"


def table(ledger: Ledger) -> str:
    """The physical table of a ledger."""
    return f"_{ledger.name}"


def _of(measure: Measure) -> Ledger:
    assert measure.ledger is not None, f"{measure.name} has no records of its own"
    return measure.ledger


def bounds(measure: Measure, period: Period) -> Mapping[str, str]:
    """:start and :end; for a ledger dated by months, the months that begin in the period."""
    ends = (period.start, period.end)
    if _of(measure).field(measure.on).kind == "month":
        ends = (_month_from(period.start), _month_from(period.end))
    return {"start": ends[0].isoformat(), "end": ends[1].isoformat()}


def _month_from(day: date) -> date:
    """The first day of a month on or after `day`."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)


def within(measure: Measure, period: Period) -> Query:
    """The same cells for a period that is not made of months; the month stays their first column."""
    query = monthly(measure)
    return Query(query.sql, bounds(measure, period), query.ledger, query.column)


def open_at(measure: Measure, ends: Mapping[str, date]) -> Query:
    """期末未结 at each of `ends`: (dimension, title, then a number of records for every end, in their order).

    Of a measure that takes a field, what was taken follows for every end.
    """
    on, until, taken = column(measure.on), column(measure.until), _taken(measure)
    open_then = {name: f"{on} < :{name} AND ({until} IS NULL OR {until} >= :{name})" for name in ends}
    counts = {f"at_{name}": f"SUM(CASE WHEN {then} THEN 1 ELSE 0 END)" for name, then in open_then.items()}
    if taken:
        counts |= {f"of_{name}": f"SUM(CASE WHEN {then} THEN {taken} END)" for name, then in open_then.items()}
    where = [
        f"{on} < :latest",
        f"({until} IS NULL OR {until} >= :earliest)",
        measure.where.sql if measure.where else "",
    ]
    days = {**ends, "latest": max(ends.values()), "earliest": min(ends.values())}
    sql = _Cells({}, counts, {}).sql(_source(_of(measure), where), measure.by)
    return Query(sql, {name: day.isoformat() for name, day in days.items()}, _of(measure).name)


def first_day(ledger: Ledger) -> Query:
    """The date of the first record of a ledger; before it nobody reported, which is not 0."""
    return Query(f"SELECT MIN({column(ledger.date)}) FROM {table(ledger)}", {}, ledger.name)


def evidence(measure: Measure, period: Period) -> Query:
    """The ids of the records behind a figure, in order of their dates."""
    ledger = _of(measure)
    where, parameters = _behind(measure, period)
    return Query(f"SELECT id {_source(ledger, where)} ORDER BY {column(measure.on)}, id", parameters, ledger.name)


def grouped(measure: Measure, period: Period, keys: Sequence[str]) -> Query:
    """The records behind a figure by SQL expressions: (a value of each key …, records, what is taken of them)."""
    ledger, taken = _of(measure), _taken(measure)
    where, parameters = _behind(measure, period)
    columns = ", ".join([*keys, "COUNT(*)", f"SUM({taken})" if taken else "NULL"])
    places = ", ".join(str(place) for place in range(1, len(keys) + 1))
    return Query(f"SELECT {columns} {_source(ledger, where)} GROUP BY {places}", parameters, ledger.name)


def _behind(measure: Measure, period: Period) -> tuple[list[str], Mapping[str, str]]:
    """Conditions that the records behind a figure meet, with their parameters."""
    ledger, on = _of(measure), column(measure.on)
    where = [measure.where.sql] if measure.where else []
    if measure.until:
        until = column(measure.until)
        return [*where, f"{on} < :end", f"({until} IS NULL OR {until} >= :end)"], {"end": period.end.isoformat()}
    within = _within(ledger, measure.on)
    inside = _source(ledger, [within, *(where if measure.series else [])])
    last = f"SELECT MAX(substr({on}, 1, 7)) {inside}"
    latest = [f"substr({on}, 1, 7) = ({last})"] if measure.kind is Kind.STOCK else []
    return [*where, within, *latest], bounds(measure, period)
