"""Figures of many spans at once, months side by side: only 本期 is reckoned, and each measure is asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shequ_cli.work.cells import Tally, first_record, span_cells
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Measure
from shequ_cli.work.period import Period
from shequ_cli.work.source import Source


def series(names: Sequence[str], spans: Sequence[Period], source: Source, by: str = "") -> list[Mapping[str, Figure]]:
    """For each span its figures by name, with the slices of the dimension `by`."""
    found = {name: _over(source.measures[name], spans, source, by) for name in names}
    return [{name: figures[place] for name, figures in found.items()} for place in range(len(spans))]


def _over(measure: Measure, spans: Sequence[Period], source: Source, by: str) -> Sequence[Figure]:
    """Rates, sums and 期末未结 are asked span by span; everything else comes from its monthly cells."""
    if measure.parts or measure.until or not all(span.is_whole_months for span in spans):
        return [source.figures((measure.name,), span)[measure.name] for span in spans]
    first = first_record(measure, source.data)
    tallies = [
        Tally(measure, cells, {"value"} if first and first < span.end and span.start <= source.today else ())
        for span, cells in zip(spans, span_cells(measure, spans, source.data), strict=True)
    ]
    return [_figure(measure, span, tally, by) for span, tally in zip(spans, tallies, strict=True)]


def _figure(measure: Measure, span: Period, tally: Tally, by: str) -> Figure:
    way = measure.dimension(by) if by else None
    slices = {way.field.name: tally.slices(way)} if way else {}
    families = {way.field.name: tally.families(way)} if way else {}
    return Figure(measure, span, tally.views(), slices, families)
