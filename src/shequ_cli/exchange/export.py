"""Rows as files that other programs open: CSV for Excel and WPS, a workbook, JSON. Text stays text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from shequ_cli.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet
    from pandas import DataFrame

Cells = Sequence[object]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


def exported(suffix: str, columns: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """The rows as csv, xlsx or json; the same rows give the same bytes."""
    from pandas import DataFrame

    makers: Mapping[str, Callable[[DataFrame], bytes]] = {"csv": _csv, "xlsx": _workbook, "json": _json}
    return makers[suffix](DataFrame(list(rows), columns=list(columns), dtype=object))


def _csv(frame: DataFrame) -> bytes:
    """UTF-8 with a byte order mark, which Excel needs; a text that looks like a formula is quoted with an apostrophe."""
    return frame.map(_harmless).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _json(frame: DataFrame) -> bytes:
    from json import dumps

    return (dumps(frame.to_dict(orient="records"), ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _workbook(frame: DataFrame) -> bytes:
    from pandas import ExcelWriter

    memory = BytesIO()
    with ExcelWriter(memory, engine="openpyxl") as writer:
        frame.to_excel(writer, sheet_name=_("数据"), index=False)
        _dress(writer.sheets[_("数据")])
        writer.book.properties.creator = "shequ"
    return memory.getvalue()


def _dress(sheet: Worksheet) -> None:
    """Text cells stay text (编号, 身份证号, `=1+1`), the header stays in sight, columns fit what they hold."""
    sheet.freeze_panes = "A2"
    for column in sheet.columns:
        for cell in column:
            if isinstance(cell.value, str):
                cell.data_type, cell.number_format = "s", "@"
        letter: Any = column[0].column_letter
        widest = max((_width(str(cell.value)) for cell in column if cell.value is not None), default=0)
        sheet.column_dimensions[letter].width = min(_WIDEST, widest + 2)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
