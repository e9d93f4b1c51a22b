"""Figures (数值): a measure in a period with 上期, 上年同期, 本年累计 and what they say against its target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from shequ_cli.words.query import Data
from shequ_cli.work.cells import Tally, cells, first_record
from shequ_cli.work.compare import Comparison, Number, compared
from shequ_cli.work.measure import Dimension, Kind, Measure, measure_named
from shequ_cli.work.pace import Light, Progress, progress
from shequ_cli.work.period import Period
from shequ_cli.work.views import SPANS as SPANS
from shequ_cli.work.views import Slices, Views, quotient, spans_of, total


@dataclass(frozen=True)
class Figure:
    """A measure's values for a period, whole and by slices."""

    measure: Measure
    period: Period
    views: Views
    slices: Slices = field(default_factory=dict)
    """By titles as recorded, in the code list's order; only those that occur in one of the spans."""
    families: Slices = field(default_factory=dict)
    """By titles that have others below them, those counted in."""
    progress: Progress = Progress()
    parts: Mapping[str, Figure] = field(default_factory=dict)
    """Of a rate or a sum: the figures that it is made of, by measure name."""

    @property
    def value(self) -> Number | None:
        """本期."""
        return self.views.value

    @property
    def previous(self) -> Number | None:
        """上期."""
        return self.views.previous

    @property
    def last_year(self) -> Number | None:
        """上年同期."""
        return self.views.last_year

    @property
    def ytd(self) -> Number | None:
        """本年累计; of a stock its value at the period's end."""
        return self.views.ytd

    @property
    def ytd_last_year(self) -> Number | None:
        """上年同期累计."""
        return self.views.ytd_last_year

    @property
    def count(self) -> int:
        """Records behind 本期; of a rate those behind its denominator."""
        return self.views.count

    @property
    def change(self) -> Comparison:
        """环比: against 上期."""
        return self._against(self.value, self.previous)

    @property
    def yoy(self) -> Comparison:
        """同比: against 上年同期."""
        return self._against(self.value, self.last_year)

    @property
    def ytd_yoy(self) -> Comparison:
        """累计同比."""
        return self._against(self.ytd, self.ytd_last_year)

    @property
    def by(self) -> Mapping[str, Mapping[str, Number | None]]:
        """Dimension → title → 本期."""
        return {name: {title: views.value for title, views in cut.items()} for name, cut in self.slices.items()}

    @property
    def light(self) -> Light:
        """绿 黄 红, or 无目标."""
        return self.progress.light

    def _against(self, value: Number | None, base: Number | None) -> Comparison:
        return compared(value, base, points=self.measure.in_points)


def as_json(figure: Figure) -> dict[str, object]:
    """The promised shape of a figure in `report --json` (report/1): counts are integers, what must stay exact decimal strings."""
    views, progress = figure.views, figure.progress
    return {
        "title": figure.measure.title,
        "unit": figure.measure.unit,
        "kind": figure.measure.kind.value,
        **{span: exact(views.of(span)) for span in SPANS},
        "change": exact(figure.change.value),
        "yoy": exact(figure.yoy.value),
        "ytd_yoy": exact(figure.ytd_yoy.value),
        "difference": {"previous": exact(figure.change.difference), "last_year": exact(figure.yoy.difference)},
        "reasons": {
            name: comparison.reason.value
            for name, comparison in (("change", figure.change), ("yoy", figure.yoy), ("ytd_yoy", figure.ytd_yoy))
            if comparison.reason
        },
        "target": exact(progress.target),
        "share": exact(progress.done_percent),
        "expected": exact(progress.expected_percent),
        "light": None if progress.light is Light.NONE else progress.light.value,
        "by": {name: {title: exact(number) for title, number in cut.items()} for name, cut in figure.by.items()},
        "count": figure.count,
    }


def exact(number: Number | None) -> int | str | None:
    """A count as an integer, an exact number as its decimal text, absent as null."""
    return f"{number:f}" if not isinstance(number, int | None) else number


def figures(
    names: Iterable[str], period: Period, measures: Mapping[str, Measure], data: Data, today: date
) -> Mapping[str, Figure]:
    """The figures of the measures with these names or titles, by name; the data are asked once a measure.

    A span after `today`, or before a ledger's first record, is 未报 and not 0.
    """
    reckoning = _Reckoning(period, measures, data, today)
    wanted = dict.fromkeys(measure_named(name, measures).name for name in names)
    return {name: reckoning.figure(name) for name in wanted}


Beginnings = dict[str, date | None]
"""Ledger → the day of its first record, as far as it was asked for."""


def value(
    name: str,
    period: Period,
    measures: Mapping[str, Measure],
    data: Data,
    today: date,
    beginnings: Beginnings | None = None,
) -> Number | None:
    """本期 alone, for who asks for hundreds: nothing to compare it with, no slices, no progress.

    Who asks for hundreds gives each the same `beginnings`.
    """
    known = {} if beginnings is None else beginnings
    return _Reckoning(period, measures, data, today, beginnings=known, bare=True).figure(name).value


@dataclass(frozen=True)
class _Reckoning:
    """One period's work; keeps every figure it has made, so that shared parts are asked for once."""

    period: Period
    measures: Mapping[str, Measure]
    data: Data
    today: date
    made: dict[str, Figure] = field(default_factory=dict)
    beginnings: Beginnings = field(default_factory=dict)
    bare: bool = False

    def figure(self, name: str) -> Figure:
        """The figure, made once."""
        if name not in self.made:
            measure = self.measures[name]
            self.made[name] = self.composed(measure) if measure.parts else self.counted(measure)
        return self.made[name]

    def counted(self, measure: Measure) -> Figure:
        """A figure of records, whole and by every dimension."""
        tally = Tally(measure, cells(measure, self.period, self.data, bare=self.bare), self.reported(measure))
        ways = () if self.bare else measure.by
        slices = {way.field.name: tally.slices(way) for way in ways}
        families = {way.field.name: tally.families(way) for way in ways}
        return self.finished(measure, tally.views(), (slices, families))

    def reported(self, measure: Measure) -> frozenset[str]:
        """The spans for which no record means 0: begun by today, and not over before the ledger's first record."""
        assert measure.ledger is not None
        ledger = measure.ledger.name
        if ledger not in self.beginnings:
            self.beginnings[ledger] = first_record(measure, self.data)
        first, spans = self.beginnings[ledger], spans_of(self.period) if not self.bare else {"value": self.period}
        return frozenset(
            name for name, span in spans.items() if first and first < span.end and span.start <= self.today
        )

    def composed(self, measure: Measure) -> Figure:
        """A rate or a sum, whole and by every dimension that its parts share."""
        parts = {name: self.figure(name) for name in measure.parts}
        whole = _join(measure, [part.views for part in parts.values()])
        if self.bare:
            return self.finished(measure, whole, ({}, {}), parts)
        slices = {
            way.field.name: _cut(measure, way, [(part.views, part.slices) for part in parts.values()])
            for way in measure.by
        }
        families = {
            way.field.name: _cut(measure, way, [(part.views, part.families) for part in parts.values()])
            for way in measure.by
        }
        return self.finished(measure, whole, (slices, families), parts)

    def finished(
        self, measure: Measure, whole: Views, cuts: tuple[Slices, Slices], parts: Mapping[str, Figure] | None = None
    ) -> Figure:
        stands = progress(measure.target, measure.pace, whole.value, whole.ytd, (self.period, self.today))
        return Figure(measure, self.period, whole, *cuts, stands, parts or {})


def _join(measure: Measure, parts: list[Views]) -> Views:
    return quotient(measure, parts) if measure.kind is Kind.RATE else total(measure, parts)


def _cut(measure: Measure, way: Dimension, parts: list[tuple[Views, Slices]]) -> Mapping[str, Views]:
    """The slices of a rate or a sum; a part that never saw a title counts 0 there."""
    held = [(whole, slices.get(way.field.name, {})) for whole, slices in parts]
    titles = way.ordered({title for _whole, titled in held for title in titled})
    return {title: _join(measure, [titled.get(title) or whole.nothing() for whole, titled in held]) for title in titles}
