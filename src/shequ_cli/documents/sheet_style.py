"""How a workbook's cells look and how a value gets into one: real numbers with a format, people's words as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shequ_cli.documents.chinese import printable
from shequ_cli.documents.word_style import Fonts
from shequ_cli.words.language import _
from shequ_cli.work.table import Absent, Cell, Points

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell

_SIZE = 11


@dataclass(frozen=True)
class Look:
    """A cell's font, alignment and border, as openpyxl wants them."""

    font: Any
    alignment: Any
    border: Any = None


@dataclass(frozen=True)
class Styles:
    """The few looks of a statistical table, made once a workbook."""

    title: Look
    head: Look
    plain: Mapping[str, Look]
    cells: Mapping[tuple[str, bool, bool], Look]

    @classmethod
    def made(cls, names: Fonts) -> Styles:
        """Title in 小标宋, heads in 黑体, the rest in 宋体, thin rules."""
        from openpyxl.styles import Alignment, Border, Font, Side

        side = Side(style="thin")
        frame = Border(left=side, right=side, top=side, bottom=side)

        def placed(align: str, indent: int = 0) -> Alignment:
            return Alignment(horizontal=align, vertical="center", wrap_text=True, indent=indent)

        body = {strong: Font(name=names.song, size=_SIZE, bold=strong, charset=134) for strong in (False, True)}
        sides = ("left", "center", "right")
        cells = {
            (align, strong, part): Look(body[strong], placed(align, 2 if part else 0), frame)
            for align in sides
            for strong in (False, True)
            for part in (False, True)
        }
        return cls(
            Look(Font(name=names.title, size=18, charset=134), placed("center")),
            Look(Font(name=names.hei, size=_SIZE, charset=134), placed("center"), frame),
            {align: Look(body[False], placed(align)) for align in sides},
            cells,
        )

    def cell(self, align: str, *, strong: bool, part: bool) -> Look:
        """The look of a cell: `strong` in a 合计 or heading, `part` in the first column of a 其中 row."""
        return self.cells[align, strong, part]


def put(cell: SheetCell, value: Cell, look: Look) -> None:
    """A value into a cell. Words stay words, even `=1+1`; a number stays a number, shown with its own places."""
    number = value.value if isinstance(value, Points) else value
    if isinstance(number, Decimal | int):
        cell.value = number
        cell.number_format = number_format(value)
    elif number is not None:
        text = number.text if isinstance(number, Absent) else printable(number)
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@\t\r" and bool(text)
    cell.font, cell.alignment = look.font, look.alignment
    if look.border is not None:
        cell.border = look.border


def number_format(value: Cell) -> str:
    """0, 0.0 or 0.00 after the number's own places; a difference of rates says 个百分点."""
    if isinstance(value, Points):
        return '0.0"' + _("个百分点") + '"'
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "0." + "0" * places if places else "0"
