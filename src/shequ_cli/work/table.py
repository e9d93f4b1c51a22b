"""A table as a value: typed cells under named columns; how it is printed is its writers' business."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from shequ_cli.words.language import _


class Absent(StrEnum):
    """Why a cell holds no number; 0 is a number and none of these (统计报表空值写法)."""

    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"
    BASE_ZERO = "base_zero"

    @property
    def text(self) -> str:
        """What is printed: — 无此项、不适用，… 未报、不详，and the words for a base of 0."""
        return {"not_applicable": "—", "not_reported": "…", "base_zero": _("上年同期为0")}[self.value]


@dataclass(frozen=True, slots=True)
class Points:
    """A difference of two rates, in 百分点; never to be read as a percentage of growth."""

    value: Decimal


# None is a blank. A Decimal's places are its own (money 2, rates 1), so every writer prints them as they stand.
Cell = None | str | int | Decimal | Points | Absent


class Role(StrEnum):
    """What a row is: a heading over items, an item, a 其中 part of the item above, or a 合计."""

    HEADING = "heading"
    ITEM = "item"
    PART = "part"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is text or number; a text column is set left, a number column right."""

    name: str
    title: str
    kind: str = "number"


class TableRow(NamedTuple):
    """One cell a column; a heading has its words in the first cell and blanks after it."""

    cells: tuple[Cell, ...]
    role: Role = Role.ITEM


@dataclass(frozen=True, slots=True)
class Table:
    """`notes` are the 说明 below it: definitions of rates and where figures come from.

    `word` names the columns that a Word page shows where all of them do not fit; () is all.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()
    word: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Numbers that must stay exact are decimal strings, counts are integers, absent is null."""
        return {
            "name": self.name,
            "title": self.title,
            "columns": [column.title for column in self.columns],
            "rows": [[json_of(cell) for cell in row.cells] for row in self.rows],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table of the same report: `labels` and `values` name its columns; `kind` is bar, line or pie.

    Only rows that hold a number in every value column are drawn, never a heading or a 合计.
    """

    name: str
    title: str
    kind: str
    table: str
    labels: str
    values: tuple[str, ...]


def json_of(cell: Cell) -> str | int | None:
    """A cell as scripts get it."""
    if isinstance(cell, Points):
        return str(cell.value)
    if isinstance(cell, Decimal):
        return str(cell)
    return None if isinstance(cell, Absent) else cell


def text_of(cell: Cell) -> str:
    """A cell as people read it in a table."""
    if isinstance(cell, Absent):
        return cell.text
    if isinstance(cell, Points):
        return _("{n}个百分点").format(n=cell.value)
    return "" if cell is None else str(cell)
