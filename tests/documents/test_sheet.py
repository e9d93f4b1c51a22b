"""The workbook has the layout of official statistical tables, with real numbers in its cells (standards §f)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from shequ_cli.documents import sheet
from shequ_cli.documents.document import Document, Face, TableBlock
from shequ_cli.documents.sheet_style import number_format
from shequ_cli.work.table import Absent, Cell, Chart, Column, Points, Role, Table, TableRow

HERE = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]
FACE = Face("和谐社区居民委员会", "2026年3月", "件、元", filled_on=date(2026, 4, 3))


def book(document: Document) -> Workbook:
    return load_workbook(BytesIO(sheet.write(document)))


def filled(table: Table, face: Face = FACE) -> Worksheet:
    return book(Document(("月报",), tables=(table,), face=face)).worksheets[0]


def words(*texts: Cell) -> Table:
    return Table("t", "表", (Column("a", "内容", "text"),), tuple(TableRow((text,)) for text in texts))


def rows(workbook: Workbook) -> Iterator[str]:
    for each in workbook.worksheets:
        yield f"== {each.title}"
        for row in each.iter_rows():
            yield " | ".join("" if cell.value is None else f"{cell.value}" for cell in row).rstrip(" |")


def test_the_month_as_a_workbook(document: Document, golden: Golden) -> None:
    golden(HERE / "month.xlsx.txt", "\n".join(rows(book(document))) + "\n")


def test_the_head_stands_as_official_tables_have_it(stat: Table) -> None:
    page = filled(stat)
    assert [page[place].value for place in ("A1", "A2", "B2", "E2")] == [
        "主要指标完成情况",
        "填报单位：和谐社区居民委员会",
        "统计期：2026年3月",
        "计量单位：件、元",
    ]
    assert {str(merged) for merged in page.merged_cells.ranges} >= {"A1:E1", "B2:D2", "A5:E5"}
    assert [cell.value for cell in page[3]] == ["指标名称", "计量单位", "本月数", "上年同期", "同比（%）"]
    assert [cell.value for cell in page[4]] == ["甲", "乙", "1", "2", "3"]
    assert (page["A1"].alignment.horizontal, page["A1"].font.name) == ("center", "方正小标宋简体")


def test_numbers_are_numbers_and_blanks_are_told_apart(stat: Table) -> None:
    page = filled(stat)
    assert [(cell.value, cell.data_type, cell.number_format) for cell in page[6]][2:] == [
        (12, "n", "0"),
        (15, "n", "0"),
        (-20, "n", "0.0"),
    ]
    assert [cell.value for cell in page[7]][2:] == [5, 0, "上年同期为0"]
    assert (page["E8"].value, page["E8"].number_format) == (1.3, '0.0"个百分点"')
    assert (page["C9"].value, page["C9"].number_format) == (113095.78, "0.00")
    assert [page["D9"].value, page["E9"].value] == ["…", "—"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(12, "0"), (Decimal("12"), "0"), (Decimal("12.50"), "0.00"), (Decimal("96.9"), "0.0"), (Decimal("1E+3"), "0")]
    + [(Points(Decimal("1.3")), '0.0"个百分点"'), (Absent.NOT_REPORTED, "0")],
)
def test_a_number_is_shown_with_its_own_places(value: Cell, shown: str) -> None:
    assert number_format(value) == shown


@pytest.mark.parametrize("text", ["=1+1", "+86", "-无", "@某", "=HYPERLINK(1)", "\t=1"])
def test_what_people_wrote_never_becomes_a_formula(text: str) -> None:
    page = filled(words(text, "普通"))
    cell, plain = page["A4"], page["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert not plain.quotePrefix


def test_characters_that_excel_cannot_hold_are_left_out() -> None:
    assert filled(words("甲\x0b\x00乙"))["A4"].value == "甲乙"


def test_totals_are_bold_and_parts_indented(stat: Table) -> None:
    page = filled(stat)
    assert [page[f"A{line}"].font.bold for line in (5, 6, 7, 10)] == [True, False, False, True]
    assert [page[f"A{line}"].alignment.indent for line in (6, 7)] == [0, 2]
    assert page["C6"].alignment.horizontal == "right" and page["B6"].alignment.horizontal == "center"
    assert page["C6"].border.left.style == "thin"


def test_who_answers_for_the_table_stands_below_with_the_notes(stat: Table) -> None:
    page = filled(stat)
    said = (
        "单位负责人：　　　　　　审核人：　　　　　　填表人：　　　　　　联系电话：　　　　　　填报日期：2026年4月3日"
    )
    assert page["A11"].value == said
    assert [page["A12"].value, page["A13"].value] == list(stat.notes)
    assert page.max_row == 13


def test_it_prints_on_a4_across_with_its_head_on_every_page(stat: Table) -> None:
    page = filled(stat)
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (
        1,
        0,
        True,
    )
    assert page.print_area == "'主要指标完成情况'!$A$1:$E$13"
    assert page.print_title_rows == "$3:$4"
    assert page.freeze_panes == "B5"
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_columns_are_as_wide_as_chinese_needs(stat: Table) -> None:
    page = filled(stat)
    wide = {letter: page.column_dimensions[letter].width for letter in "ABCDE"}
    assert wide["A"] > wide["E"] > wide["B"]
    assert wide["A"] >= 9 * 2


def test_long_words_wrap_in_a_row_high_enough() -> None:
    page = filled(words("很长的内容" * 60, "短"))
    assert page["A4"].alignment.wrap_text
    assert page.row_dimensions[4].height > 2 * page.row_dimensions[5].height


def test_a_face_that_does_not_fit_side_by_side_stands_on_one_line() -> None:
    assert filled(words("甲"))["A2"].value == "填报单位：和谐社区居民委员会　　统计期：2026年3月"


def test_a_table_without_a_face_begins_with_its_head() -> None:
    page = filled(words("甲"), Face())
    assert [page["A1"].value, page["A2"].value, page["A3"].value] == ["表", "内容", "甲"]


def test_every_table_has_a_sheet_of_its_own_name() -> None:
    titles = ["一季度：调解/救助[表]", "甲" * 40, "甲" * 40, "", "表"]
    names = sheet.sheet_names([replace(words("x"), title=title) for title in titles])
    assert names == ("一季度：调解救助表", "甲" * 31, "甲" * 28 + "（2）", "表", "表（2）")
    assert all(len(name) <= 31 for name in names) and len(set(names)) == len(names)


def test_the_chart_is_native_and_draws_cells_of_its_sheet(document: Document) -> None:
    data = sheet.write(document)
    page = load_workbook(BytesIO(data))["图表"]
    assert [cell.value for cell in page[1]][:3] == ["与上年同期比较", "本月数", "上年同期"]
    assert [cell.value for cell in page[2]][:3] == ["受理矛盾纠纷", 12, 15]
    with ZipFile(BytesIO(data)) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert "'图表'!$B$2:$B$4" in chart and "'图表'!$A$2:$A$4" in chart
    assert "<c:barChart>" in chart or "<barChart>" in chart
    assert chart.count('delete val="0"') == 2


@pytest.mark.parametrize(("kind", "tag"), [("line", "lineChart"), ("pie", "pieChart"), ("bar", "barChart")])
def test_every_kind_of_chart_is_drawn(stat: Table, kind: str, tag: str) -> None:
    chart = Chart("c", "图", kind, "stat", "title", ("value",))
    with ZipFile(BytesIO(sheet.write(Document(("题",), tables=(stat,), charts=(chart,))))) as package:
        assert f"<{tag}>" in package.read("xl/charts/chart1.xml").decode()


def test_a_chart_without_numbers_is_left_out() -> None:
    empty = Table("t", "空", (Column("a", "甲", "text"), Column("b", "乙")), (TableRow(("合计", 1), Role.TOTAL),))
    chart = Chart("c", "图", "bar", "t", "a", ("b",))
    with ZipFile(BytesIO(sheet.write(Document(("题",), tables=(empty,), charts=(chart,))))) as package:
        assert "xl/charts/chart1.xml" not in package.namelist()


def test_tables_of_a_text_without_a_report_are_taken_from_the_text(stat: Table) -> None:
    assert book(Document(("题",), (TableBlock(stat),))).sheetnames == ["主要指标完成情况"]
    assert book(Document(("题",))).sheetnames == ["空表"]
