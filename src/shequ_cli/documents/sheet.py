"""A report's tables as a workbook in the layout of official statistical tables (standards §f), one sheet a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from shequ_cli.documents.chinese import printable, width
from shequ_cli.documents.document import Document, Face, TableBlock, day
from shequ_cli.documents.layout import alignments, marks, widest
from shequ_cli.documents.settle import settled
from shequ_cli.documents.sheet_style import Look, Styles, put
from shequ_cli.documents.word_style import Fonts
from shequ_cli.words.language import _
from shequ_cli.work.table import Role, Table, TableRow, text_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_WIDEST = 56  # of Excel's units; longer text wraps
_PAGE, _STRETCH = 122, 2.5  # Excel's units across A4, and how far columns may be stretched to fill them
_TITLE = 6  # characters of a column's title that stand on one line
_LINE = 16  # points
_CHARACTER = 2.05  # Excel's units that an 11 pt Chinese character takes


def write(document: Document, names: Fonts = Fonts()) -> bytes:  # noqa: B008 - a frozen value
    """The .xlsx file: every table of the report, and a sheet of charts where it has any."""
    from openpyxl import Workbook

    from shequ_cli.documents.sheet_chart import add_charts

    book = Workbook()
    book.remove(book.worksheets[0])
    styles = Styles.made(names)
    book._named_styles["Normal"].font = styles.plain["left"].font  # column widths count this font's digits
    tables = document.tables or tuple(block.table for block in document.blocks if isinstance(block, TableBlock))
    for table, name in zip(tables, sheet_names(tables), strict=True):
        fill(book.create_sheet(name), table, document.face, styles)
    if document.charts or not tables:
        add_charts(book.create_sheet(_("图表") if document.charts else _("空表")), document, styles)
    book.properties.creator = printable(document.face.unit or document.signature)
    book.properties.title = printable(document.name)
    buffer = BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue(), document.date)


def sheet_names(tables: Iterable[Table]) -> tuple[str, ...]:
    """Titles as Excel allows them for sheets: 31 characters, none of []:*?/\\, no two alike."""
    names: list[str] = []
    for table in tables:
        base = name = _FORBIDDEN.sub("", printable(table.title))[:_LONGEST_NAME].strip("'") or _("表")
        number = 2
        while name in names:
            tail = f"（{number}）"
            name, number = base[: _LONGEST_NAME - len(tail)] + tail, number + 1
        names.append(name)
    return tuple(names)


def fill(sheet: Worksheet, table: Table, face: Face, styles: Styles) -> None:
    """One table on a sheet of its own, ready to print."""
    wide = _wide(table)
    for place, units in enumerate(wide, 1):
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = units
    page = _Page(sheet, wide, styles)
    page.across(1, table.title, styles.title)
    sheet.row_dimensions[1].height = 36
    head = _heading_line(page, face, counted=bool(marks(table)))
    line = head
    for row in ([column.title for column in table.columns], list(marks(table))):
        for place, text in enumerate(row, 1):
            put(sheet.cell(line, place), text, styles.head)
            page.heighten(line, text, wide[place - 1])
        line += bool(row)
    first = line
    for table_row in table.rows:
        _row(page, line, table_row, table)
        line += 1
    last = _below(page, line, face, table.notes)
    _printing(sheet, (head, first, last), len(wide))


class _Page:
    """A sheet being filled: its columns' widths in Excel's units, and its looks."""

    def __init__(self, sheet: Worksheet, wide: tuple[float, ...], styles: Styles) -> None:
        self.sheet, self.wide, self.styles = sheet, wide, styles

    def across(self, line: int, text: str, look: Look, first: int = 1, last: int = 0) -> None:
        """One text over several columns; Excel does not fit the height of merged cells, so it is reckoned."""
        last = last or len(self.wide)
        put(self.sheet.cell(line, first), text, look)
        if last > first:
            self.sheet.merge_cells(start_row=line, end_row=line, start_column=first, end_column=last)
        self.heighten(line, text, sum(self.wide[first - 1 : last]))

    def heighten(self, line: int, text: str, units: float) -> None:
        """Makes the row as high as the text needs in that width."""
        lines = sum(max(ceil((_units(part) - 1.5) / max(units - 1, 1)), 1) for part in text.split("\n"))
        before = self.sheet.row_dimensions[line].height or 0
        self.sheet.row_dimensions[line].height = max(before, _LINE * lines + 4)


def _heading_line(page: _Page, face: Face, *, counted: bool) -> int:
    """填报单位, 统计期 and, over numbers, 计量单位 on one line; gives the next line."""
    words = {_("填报单位"): face.unit, _("统计期"): face.period, _("计量单位"): face.measured_in if counted else ""}
    said = [f"{word}：{value}" for word, value in words.items() if value]
    if not said:
        return 2
    cuts = _cuts([_units(text) for text in said], page.wide)
    if not cuts:
        page.across(2, "　　".join(said), page.styles.plain["left"])
        return 3
    sides = ("left", "right") if len(said) == 2 else ("left", "center", "right")
    for place, (text, align) in enumerate(zip(said, sides, strict=False)):
        page.across(2, text, page.styles.plain[align], cuts[place] + 1, cuts[place + 1])
    return 3


def _cuts(needs: list[float], wide: tuple[float, ...]) -> list[int]:
    """Column numbers at which texts of these widths part, the last taken from the right; none where they do not fit."""
    left = next((place for place in range(1, len(wide)) if sum(wide[:place]) >= needs[0]), 0)
    right = next((place for place in range(len(wide) - 1, 0, -1) if sum(wide[place:]) >= needs[-1]), 0)
    cuts = {1: [0, len(wide)], 2: [0, left, len(wide)], 3: [0, left, right, len(wide)]}[len(needs)]
    fits = all(sum(wide[start:end]) >= need for start, end, need in zip(cuts, cuts[1:], needs, strict=False))
    return cuts if fits else []


def _units(text: str) -> float:
    return width(text) * _CHARACTER + 1.5


def _row(page: _Page, line: int, row: TableRow, table: Table) -> None:
    strong = row.role in (Role.TOTAL, Role.HEADING)
    for place, align in enumerate(alignments(table)):
        cell = row.cells[place] if place < len(row.cells) else None
        part = row.role is Role.PART and place == 0
        put(page.sheet.cell(line, place + 1), cell, page.styles.cell(align, strong=strong, part=part))
        whole = sum(page.wide) if row.role is Role.HEADING else page.wide[place]
        page.heighten(line, text_of(cell), whole)
    if row.role is Role.HEADING:
        page.sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=len(page.wide))


def _below(page: _Page, line: int, face: Face, notes: Iterable[str]) -> int:
    """Who answers for the table, then its notes; gives the last line."""
    names = {
        _("单位负责人"): face.head,
        _("审核人"): face.reviewer,
        _("填表人"): face.filler,
        _("联系电话"): face.phone,
    }
    people = [f"{word}：{name or '　　　　'}" for word, name in names.items()]
    people.append(_("填报日期：{day}").format(day=day(face.filled_on) if face.filled_on else "　　　　"))
    for number, text in enumerate(["　　".join(people), *notes]):
        page.across(line + number, text, page.styles.plain["left"])
        last = line + number
    return last


def _wide(table: Table) -> tuple[float, ...]:
    """In Excel's units, stretched towards the page's width; titles of more than six characters wrap."""
    wanted = []
    for place, column in enumerate(table.columns):
        title = width(column.title)
        characters = max(widest(table, place), title if title <= _TITLE else ceil(title / 2), 3)
        wanted.append(min(characters * _CHARACTER + 2, _WIDEST))
    stretch = min(max(_PAGE / sum(wanted), 1), _STRETCH)
    return tuple(round(units * stretch, 1) for units in wanted)


def _printing(sheet: Worksheet, lines: tuple[int, int, int], columns: int) -> None:
    """A4 across, as wide as the paper, the head on every page, 第 1 页 共 2 页 at the foot."""
    from openpyxl.utils import get_column_letter

    head, first, last = lines
    sheet.freeze_panes = f"B{first}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{last}"
    sheet.print_title_rows = f"{head}:{first - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.8, 0.8, 0.4
    sheet.oddFooter.center.text = _("第 &P 页 共 &N 页")
