"""Native Excel charts: they draw cells of their own sheet, so that whoever opens the file can change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shequ_cli.documents.chart import COLOURS, Drawing, drawing
from shequ_cli.documents.chinese import width
from shequ_cli.documents.document import Document
from shequ_cli.documents.sheet_style import Styles, put

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 20  # that a chart covers
_HEAD = 42  # points: a series' name may take three lines
_NUMBERS = 13  # characters of a column of numbers
_LONG = 5  # characters: longer labels read better beside lying bars


def add_charts(sheet: Worksheet, document: Document, styles: Styles) -> None:
    """Every chart of the report: its numbers at the left, the picture beside them."""
    line = 1
    sheet.column_dimensions["A"].width = 18
    for chart in document.charts:
        table = document.table(chart.table)
        drawn = drawing(chart, table) if table else None
        if drawn and drawn.labels:
            _numbers(sheet, line, drawn, styles)
            sheet.add_chart(_picture(sheet, line, drawn), f"{'ABCDEFGH'[min(len(drawn.series), 5) + 2]}{line}")
            line += max(_ROWS, len(drawn.labels) + 3)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _numbers(sheet: Worksheet, line: int, drawn: Drawing, styles: Styles) -> None:
    put(sheet.cell(line, 1), drawn.title, styles.head)
    sheet.row_dimensions[line].height = _HEAD
    for column, series in enumerate(drawn.series, 2):
        sheet.column_dimensions["ABCDEFGH"[column - 1]].width = _NUMBERS
        put(sheet.cell(line, column), series.name, styles.head)
        for row, value in enumerate(series.values, line + 1):
            put(sheet.cell(row, column), value, styles.cell("right", strong=False, part=False))
    for row, label in enumerate(drawn.labels, line + 1):
        put(sheet.cell(row, 1), label, styles.cell("left", strong=False, part=False))


def _picture(sheet: Worksheet, line: int, drawn: Drawing) -> Any:  # noqa: ANN401 - one of openpyxl's charts
    from openpyxl.chart import Reference

    picture = _made(drawn)
    last = line + len(drawn.labels)
    numbers = Reference(sheet, min_col=2, max_col=1 + len(drawn.series), min_row=line, max_row=last)
    picture.add_data(numbers, titles_from_data=True)
    picture.set_categories(Reference(sheet, min_col=1, min_row=line + 1, max_row=last))
    picture.title = drawn.title
    picture.height, picture.width = 9.5, 17
    if drawn.kind != "pie":
        for series, colour in zip(picture.series, COLOURS, strict=False):
            series.graphicalProperties.solidFill = None if drawn.kind == "line" else colour[1:]
            series.graphicalProperties.line.solidFill = colour[1:]
        if len(drawn.series) == 1:
            picture.legend = None
        else:
            picture.legend.position = "b"
    return picture


def _made(drawn: Drawing) -> Any:  # noqa: ANN401 - one of openpyxl's charts
    from openpyxl.chart import BarChart, LineChart, PieChart
    from openpyxl.chart.label import DataLabelList

    kinds = {"line": LineChart, "pie": PieChart}
    picture: Any = kinds.get(drawn.kind, BarChart)()
    picture.dataLabels = DataLabelList()
    picture.dataLabels.showVal = True
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(picture.dataLabels, name, False)
    if drawn.kind == "pie":
        return picture
    picture.x_axis.delete = picture.y_axis.delete = False
    picture.y_axis.majorGridlines = None
    if drawn.kind == "bar" and max(map(width, drawn.labels)) > _LONG:
        picture.type = "bar"
        picture.x_axis.scaling.orientation = "maxMin"
    return picture
