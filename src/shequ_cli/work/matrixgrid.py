"""The records behind a figure by two axes at once: what each cell of a cross table holds, and what lies in no band.

A key is a band's place, a field's value, or the code of a month or quarter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shequ_cli.words.language import _
from shequ_cli.work.cells import Cell, number
from shequ_cli.work.compare import Number
from shequ_cli.work.conditiontext import column, sql
from shequ_cli.work.matrix import Axis, Bands, Matrix, Side
from shequ_cli.work.measure import BLANK, Kind, Measure
from shequ_cli.work.measurequery import grouped
from shequ_cli.work.period import Period, between, containing
from shequ_cli.work.period import month as month_of
from shequ_cli.work.source import Source

Key = int | str

WHOLE = ""
"""The key of the whole period on an axis of time: of a stock it is not the sum of its months."""

_OUTSIDE, _EMPTY = -1, -2
"""What a band's SQL says of a number in no band, and of none."""

_PLACES = 9
"""A number is rounded to so many places before it is held against a bound, so that a quotient of 0.3 is 0.3."""


@dataclass(frozen=True)
class Grid:
    """One table's cells, asked once for the whole period and once for each part of it that an axis of time shows."""

    measure: Measure
    matrix: Matrix
    period: Period
    source: Source

    @cached_property
    def spans(self) -> Mapping[Key, Period]:
        """The months or quarters of the period, by their codes; none without an axis of time."""
        kind = next((axis.span.removesuffix("s") for axis in self.matrix.axes if axis.span), "")
        months = [month_of(code).start for code in self.period.months()] if kind else []
        wholes = dict.fromkeys(containing(kind, day) for day in months)
        clipped = [between(max(each.start, self.period.start), min(each.end, self.period.end)) for each in wholes]
        return {each.code: each for each in clipped}

    @cached_property
    def _parts(self) -> Mapping[tuple[Key, Key], Sequence[Cell]]:
        found: dict[tuple[Key, Key], list[Cell]] = {}
        sqls = [_key_sql(axis) for axis in self.matrix.axes]
        for code, span in {WHOLE: self.period, **self.spans}.items():
            for row, across, records, taken in self.source.data.kept(grouped(self.measure, span, sqls)):
                keys = tuple(_key(axis, held, code) for axis, held in zip(self.matrix.axes, (row, across), strict=True))
                found.setdefault((keys[0], keys[1]), []).append(Cell("", "", int(records or 0), taken))
        return found

    def keys(self, place: int) -> set[Key]:
        """The keys that occur on the rows (0) or the columns (1)."""
        return {keys[place] for keys in self._parts}

    def value(self, rows: Collection[Key], columns: Collection[Key]) -> Number | None:
        """The measure over these rows and columns together; None where a stock's month has no record at all."""
        if self._silent(0, rows) or self._silent(1, columns):
            return None
        parts = [
            part for (row, across), found in self._parts.items() if row in rows and across in columns for part in found
        ]
        return number(self.measure, parts)

    def _silent(self, place: int, keys: Collection[Key]) -> bool:
        last = self.measure.kind is Kind.STOCK and not self.measure.until
        return last and bool(self.matrix.axes[place].span) and not self.keys(place) & set(keys)

    @property
    def total(self) -> Number | None:
        """The measure over everything, in the bands or out of them."""
        rows, columns = ({WHOLE} if axis.span else self.keys(place) for place, axis in enumerate(self.matrix.axes))
        return self.value(rows, columns)

    @property
    def added(self) -> Number | None:
        """The same with the months or quarters added up, as only a flow's may be."""
        if not self.spans or self.measure.kind is not Kind.FLOW:
            return self.total
        rows, columns = (
            self.keys(place) - ({WHOLE} if axis.span else set()) for place, axis in enumerate(self.matrix.axes)
        )
        return self.value(rows, columns)

    def left_out(self) -> Iterator[tuple[str, Number | None]]:
        """Why something stands in no cell, and how much: each record once, for its row's reason before its column's."""
        inside: list[set[Key]] = [
            {WHOLE} if axis.span else self.keys(place) for place, axis in enumerate(self.matrix.axes)
        ]
        for place, axis in enumerate(self.matrix.axes):
            for key, why in _reasons(axis).items():
                if key in inside[place]:
                    inside[place].discard(key)
                    chosen = [{key} if each == place else keys for each, keys in enumerate(inside)]
                    yield why, self.value(chosen[0], chosen[1])


def _reasons(axis: Axis) -> Mapping[Key, str]:
    if not axis.bands:
        return {}
    outside = _("{axis}{outside}").format(axis=axis.title, outside=axis.bands.outside)
    return {_OUTSIDE: outside, _EMPTY: _("{axis}没有填写").format(axis=axis.title)}


def _key(axis: Axis, held: object, code: Key) -> Key:
    if axis.span:
        return code
    return int(str(held)) if axis.bands else str(held or BLANK)


def _key_sql(axis: Axis) -> str:
    if axis.bands:
        return _band_sql(axis.bands)
    if not axis.field:
        return "NULL"
    name = column(axis.field.name)
    return f"CASE {name} WHEN 1 THEN '是' WHEN 0 THEN '否' END" if axis.field.kind == "boolean" else name


def _band_sql(bands: Bands) -> str:
    """The place of the narrowest band that a number lies in."""
    held = f"ROUND({sql(bands.quantity)}, {_PLACES})"
    places = list(enumerate(bands.bounds))
    below = bands.side is Side.BELOW
    cuts = " ".join(
        f"WHEN {held} {'<=' if below else '>='} {bound:f} THEN {place}"
        for place, bound in (places if below else reversed(places))
    )
    return f"CASE WHEN {held} IS NULL THEN {_EMPTY} {cuts} ELSE {_OUTSIDE} END"
