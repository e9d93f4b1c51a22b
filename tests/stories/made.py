"""The files that a command wrote, read back, and how an office rounds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl

Row = tuple[Any, ...]


def sheets(path: Path) -> dict[str, list[Row]]:
    """Sheet → its rows that hold anything."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: [row for row in sheet.values if any(cell is not None for cell in row)] for sheet in book}


def body(rows: list[Row]) -> list[Row]:
    """The rows between the head, with or without its line 甲 乙 1 2, and the signatures."""
    start = 4 if rows[3][0] == "甲" else 3
    end = next(place for place, row in enumerate(rows) if str(row[0]).startswith("单位负责人"))
    return rows[start:end]


def words(path: Path) -> str:
    """Every paragraph and cell of a Word file, a line each."""
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def places(number: Decimal | int, unit: str = "0.1") -> Decimal:
    """Half up."""
    return Decimal(number).quantize(Decimal(unit), ROUND_HALF_UP)


def change(this: int, last: int) -> str:
    """同比 in per cent: nothing is divided by 0."""
    if last:
        return str(places(Decimal(this - last) * 100 / last))
    return "上年同期为0" if this else "—"
