"""The tables of a report, built from its figures; each shape is a room of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from shequ_cli.work import crosstable, listtable, matrixtable, slicetable, viewtable
from shequ_cli.work.period import Period
from shequ_cli.work.source import Source
from shequ_cli.work.table import Table
from shequ_cli.work.tablecells import Figures
from shequ_cli.work.tablespec import TableSpec

_SHAPES: Mapping[str, Callable[[TableSpec, Period, Figures, Source], Table]] = {
    "figures": viewtable.built,
    "cross": crosstable.built,
    "slices": slicetable.built,
    "matrix": matrixtable.built,
    "list": listtable.built,
}


def built(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """The table that `spec` asks for."""
    return replace(_SHAPES[spec.kind](spec, period, figures, source), word=spec.word)
