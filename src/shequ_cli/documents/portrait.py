"""A table as an upright Word page can show it: not more columns than fit, no row in which nothing happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shequ_cli.words.language import _
from shequ_cli.work.table import Absent, Column, Role, Table, TableRow

WIDE = 8
"""Columns that a page of A4 still shows in type that is read with ease."""

_AIMED = ("target", "share")
"""Columns of what is wanted: a number there says nothing of what was done."""


def upright(table: Table) -> Table:
    """The table with the columns of its `word`, where it has such and more than fit; the workbook keeps all of them.

    Of a table of figures rows of nothing but 0 and 未报 go too, unless something is wanted of them, and a note says so.
    """
    if not table.word or len(table.columns) <= WIDE:
        return table
    kept = [place for place, column in enumerate(table.columns) if not place or column.name in table.word]
    rows = list(_telling(table)) if table.columns[0].name == "title" else list(table.rows)
    idle = len(table.rows) - len(rows)
    said = (_("没有发生数、也没有年度目标的指标不列"),) if idle else ()
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(TableRow(tuple(row.cells[place] for place in kept), row.role) for row in rows),
        notes=(*table.notes, *said),
    )


def _telling(table: Table) -> Iterator[TableRow]:
    """The rows that say something, and the headings that still stand over one."""
    heading: TableRow | None = None
    for row in table.rows:
        if row.role is Role.HEADING:
            heading = row
        elif row.role is Role.TOTAL or _says(zip(table.columns, row.cells, strict=True)):
            if heading:
                yield heading
                heading = None
            yield row


def _says(cells: Iterable[tuple[Column, object]]) -> bool:
    for column, cell in cells:
        wanted = column.name in _AIMED
        if column.kind == "number" and cell is not None and not isinstance(cell, Absent) and (cell != 0 or wanted):
            return True
    return False
