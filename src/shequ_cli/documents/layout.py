"""How a table's columns stand on any page: their widths in characters and on which side their words stand."""

from __future__ import annotations

from collections.abc import Callable

from shequ_cli.documents.chinese import width
from shequ_cli.work.table import Role, Table, TableRow, text_of

_NARROW = 5  # characters: words this short are set in the middle
_STEMS = "甲乙丙丁戊己庚辛壬癸"
ORDINALS = ("序号", "编号")
"""Titles of columns that count rows and hold no statistics."""


def widest(table: Table, place: int, measure: Callable[[str], float] = width) -> float:
    """The widest cell of a column in characters, its title and headings left out."""
    rows = [row for row in table.rows if row.role is not Role.HEADING and place < len(row.cells)]
    return max((_width(row, place, measure) for row in rows), default=0)


def alignments(table: Table) -> tuple[str, ...]:
    """Numbers stand right; words left, but in the middle of a narrow column (计量单位, 序号)."""
    return tuple(_alignment(table, place) for place in range(len(table.columns)))


def marks(table: Table) -> tuple[str, ...]:
    """甲, 乙 under columns of words and 1, 2, 3 under columns of numbers; none for a table without numbers."""
    words = [column.kind == "text" or column.title in ORDINALS for column in table.columns]
    if all(words):
        return ()
    stems, numbers = iter(_STEMS), iter(range(1, len(words) + 1))
    return tuple(next(stems, "") if word else str(next(numbers)) for word in words)


def _alignment(table: Table, place: int) -> str:
    column = table.columns[place]
    if column.title in ORDINALS:
        return "center"
    if column.kind != "text":
        return "right"
    return "center" if place and widest(table, place) <= _NARROW else "left"


def _width(row: TableRow, place: int, measure: Callable[[str], float]) -> float:
    lines = text_of(row.cells[place]).split("\n")
    return max(map(measure, lines)) + (2 if row.role is Role.PART and place == 0 else 0)
