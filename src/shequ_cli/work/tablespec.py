"""The tables that a report asks for, as its front matter declares them: rows, columns, slices, axes."""

from __future__ import annotations

from dataclasses import dataclass

from shequ_cli.work.matrix import Matrix
from shequ_cli.work.table import Role

COLUMNS = (
    *("unit", "value", "previous", "change", "last_year", "yoy"),
    *("ytd", "ytd_last_year", "ytd_yoy", "target", "share", "note"),
)
"""The columns that a table of figures may have after its first, the figure's title."""

PARTS = ("targets", "schedule", "duties")


@dataclass(frozen=True, slots=True)
class Group:
    """Figures under one heading: one body of work."""

    heading: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A heading, a figure, or with `by` one row for each of its slices (其中); `all` keeps rows of nothing but 0."""

    figure: str = ""
    heading: str = ""
    by: str = ""
    role: Role = Role.ITEM
    all: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One entry of `tables`; its `kind` says which of the other fields are filled.

    figures: `rows` × `columns` · cross: slices of one figure, or several figures, × months or quarters of the year to date ·
    slices: slices × figures · matrix: one figure by two axes · list: records of the period, one a row · plan: a part of a plan.
    """

    name: str
    title: str
    kind: str
    rows: tuple[RowSpec, ...] = ()
    columns: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    by: str = ""
    across: str = "months"
    matrix: Matrix | None = None
    ledger: str = ""
    on: str = ""
    until: str = ""
    """list: the date field that ends a record; with it those in force at the period's end are listed."""
    where: str = ""
    fields: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    numbered: bool = False
    """list: a 序号 stands in place of the records' ids."""
    part: str = ""
    all: bool = False
    turned: bool = False
    """cross: the months stand one below the other, the figures side by side."""
    periods: tuple[str, ...] = ()
    """Kinds of period that it is made for; () is all."""
    notes: tuple[str, ...] = ()
    word: tuple[str, ...] = ()
    """Columns that a Word page shows of a table too wide for it; () is all."""

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that it names."""
        return tuple(dict.fromkeys((*self.figures, *(row.figure for row in self.rows if row.figure))))
