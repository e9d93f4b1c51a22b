"""What every writer must do with the same document: say all of its words, and nothing that was not there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest
from docx import Document as opened_word
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from shequ_cli.documents import markdown, page, sheet, word
from shequ_cli.documents.blocks import parse
from shequ_cli.documents.compose import opened
from shequ_cli.documents.document import (
    ChartBlock,
    Document,
    Heading,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    TableBlock,
    Title,
    day,
    plain,
)
from shequ_cli.documents.settle import settled
from shequ_cli.documents.word_style import Fonts
from shequ_cli.work.table import Cell, Chart, Column, Role, Table, TableRow, text_of

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Co", "Cn")), min_size=1, max_size=12)
CELL = st.none() | st.integers(-999, 999) | st.decimals(-999, 999, places=2) | WORDS


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = tuple(
        Column(f"c{n}", draw(WORDS), draw(st.sampled_from(["text", "number"]))) for n in range(draw(st.integers(1, 4)))
    )
    roles = st.sampled_from([Role.ITEM, Role.PART, Role.TOTAL])
    width = len(columns)
    cells = st.lists(CELL, min_size=width, max_size=width).map(tuple)
    return Table("t", "", columns, tuple(TableRow(draw(cells), draw(roles)) for _row in range(draw(st.integers(0, 3)))))


def said(table: Table) -> list[str]:
    """Titles and cells as people read them, row by row."""
    return [column.title for column in table.columns] + [text_of(cell) for row in table.rows for cell in row.cells]


@settings(max_examples=60)
@given(tables())
def test_a_table_says_the_same_in_markdown_and_on_a_page(table: Table) -> None:
    (block,) = parse(markdown.table_text(table))
    assert isinstance(block, TableBlock)
    assert [text.strip("　") for text in said(block.table)] == [text.strip() for text in said(table)]
    html = page.table_html(table)
    assert [unescape(cell) for cell in re.findall(r"<t[hd](?: [^>]*)?>([^<]*)</t[hd]>", html)] == said(table)


@settings(max_examples=25, deadline=None)
@given(tables())
def test_a_table_says_the_same_in_word_and_excel(table: Table) -> None:
    (made,) = opened_word(BytesIO(word.write(Document(("题",), (TableBlock(table),))))).tables
    assert [cell.text for row in made.rows for cell in row.cells] == said(table)
    rows = [[text_of(cell) for cell in row.cells] for row in table.rows]
    filled = load_workbook(BytesIO(sheet.write(Document(("题",), tables=(table,))))).worksheets[0]
    first = int(re.sub(r"\D", "", filled.freeze_panes))
    for line, row in enumerate(rows, first):
        for place, text in enumerate(row, 1):
            cell = filled.cell(line, place)
            assert str(cell.value if cell.value is not None else "") == text or float(cell.value) == float(text)


@settings(max_examples=60)
@given(tables())
def test_the_source_of_a_markdown_table_is_aligned(table: Table) -> None:
    lines = markdown.table_text(table).split("\n")
    wide = {sum(1 if character.isascii() else 2 for character in line) for line in lines}
    assert len(lines) == len(table.rows) + 2
    if all(text.isascii() or re.fullmatch("[\u4e00-\u9fff]*", text) for text in said(table)):
        assert len(wide) <= 2  # half a character more where a column is as wide as an odd number of Latin ones


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("甲|乙", "甲\\|乙"),
        ("*", "\\*"),
        ("甲\n乙", "甲 乙"),
        ("<b>", "\\<b\\>"),
        ("`x`", "\\`x\\`"),
        ("\\|", "\\\\\\|"),
        ("&lt;", "\\&lt;"),
    ],
)
def test_what_markdown_would_read_in_a_cell_is_escaped(cell: str, written: str) -> None:
    table = Table("t", "", (Column("a", "甲", "text"),), (TableRow((cell,)),))
    assert written in markdown.table_text(table)
    (block,) = parse(markdown.table_text(table))
    assert isinstance(block, TableBlock) and block.table.rows[0].cells == (cell.replace("\n", " "),)


@pytest.mark.parametrize(
    ("role", "row"),
    [(Role.TOTAL, "| **合计** | **3** |"), (Role.PART, "| 　　合计 | 3 |"), (Role.ITEM, "| 合计 | 3 |")],
)
def test_a_row_shows_its_role_in_markdown(role: Role, row: str) -> None:
    table = Table("t", "", (Column("a", "项", "text"), Column("b", "数")), (TableRow(("合计", 3), role),))
    assert re.sub(" +", " ", markdown.table_text(table).split("\n")[2]) == row


def test_a_heading_row_is_bold_and_its_blanks_stay_blank() -> None:
    table = Table("t", "", (Column("a", "项", "text"), Column("b", "数")), (TableRow(("一、甲",), Role.HEADING),))
    assert re.sub(" +", " ", markdown.table_text(table).split("\n")[2]) == "| **一、甲** | |"


BLOCKS = (
    Heading(1, (Run("一、甲"),)),
    Paragraph((Run("正"), Run("文", bold=True), Run("楷", italic=True))),
    ListItem((Run("项"),), "1．"),
    ListItem((Run("次项"),), "·", 1),
    Note((Run("注"),)),
    Signature(("某社区", "2026年4月3日")),
    PageBreak(),
    Title(("附件", "名单")),
)
ORDER = ["题", "（三月）", "一、甲", "正文楷", "项", "次项", "注", "某社区", "附件", "名单", "居委会", "2026年4月3日"]


def whole() -> Document:
    return Document(("题",), BLOCKS, "（三月）", "居委会", date(2026, 4, 3))


def test_every_writer_says_every_block_in_its_order() -> None:
    texts = {
        "md": re.sub(r"[*\\>#-]", "", markdown.write(whole()).decode()),
        "html": re.sub("<[^>]+>", "", page.write(whole()).decode().split("<main>")[1]),
        "docx": "\n".join(paragraph.text for paragraph in opened_word(BytesIO(word.write(whole()))).paragraphs),
    }
    for suffix, text in texts.items():
        places = [text.find(part) for part in ORDER[:-1]] + [text.rfind(ORDER[-1])]
        assert -1 not in places and places == sorted(places), suffix


def test_markdown_shows_each_block_as_it_is_typed() -> None:
    assert markdown.write(whole()).decode() == (
        "# 题\n\n（三月）\n\n## 一、甲\n\n正**文***楷*\n\n1. 项\n   - 次项\n\n> 注\n\n某社区\\\n2026年4月3日\n\n---\n\n"
        "# 附件\n# 名单\n\n居委会\\\n2026年4月3日\n"
    )


def test_a_chart_in_markdown_is_its_table_and_nothing_besides(stat: Table) -> None:
    chart = ChartBlock(Chart("c", "图", "bar", "stat", "title", ("value",)), stat)
    assert markdown.write(Document(("题",), (chart, Paragraph((Run("后"),))))).decode() == "# 题\n\n后\n"


@pytest.mark.parametrize("writer", [markdown.write, page.write, word.write, sheet.write])
def test_writing_twice_gives_the_same_bytes(writer: object, stat: Table) -> None:
    document = replace(whole(), tables=(stat,))
    assert writer(document) == writer(replace(document))  # type: ignore[operator]


def test_fonts_of_any_name_leave_word_and_excel_readable(stat: Table) -> None:
    names = Fonts(*['楷"体" & <某>'] * 5)
    document = Document(("题",), (TableBlock(stat),))
    for data in (word.write(document, names), sheet.write(document, names)):
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                etree.fromstring(package.read(name))


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["情况（一季度）", "情况（一季度）"], ("情况（一季度）", "情况（一季度）（2）")),
        (["（一）调解", "（一）调解", "（一）调解"], ("（一）调解", "（一）调解（2）", "（一）调解（3）")),
        (["'甲'", "a:b"], ("甲", "ab")),
        (["甲" * 30 + "'乙"], ("甲" * 30,)),
        (["\x07", "[]"], ("表", "表（2）")),
    ],
)
def test_sheets_are_named_after_their_tables(titles: list[str], names: tuple[str, ...]) -> None:
    columns = (Column("a", "甲", "text"),)
    assert sheet.sheet_names([Table("t", title, columns, ()) for title in titles]) == names


@given(st.lists(st.text("甲乙（）2[]'", max_size=34), max_size=6))
def test_no_two_sheets_share_a_name_and_excel_takes_each(titles: list[str]) -> None:
    names = sheet.sheet_names([Table("t", title, (Column("a", "甲"),), ()) for title in titles])
    assert len(set(names)) == len(titles)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert not any(name.startswith("'") or name.endswith("'") for name in names)


def test_settling_orders_the_parts_and_takes_the_clock_out() -> None:
    core = b'<x><dcterms:created xsi:type="a">2026-01-01T08:00:00Z</dcterms:created></x>'
    packages = []
    for names in (("b", "a", "_rels/.rels", "[Content_Types].xml"), ("[Content_Types].xml", "a", "_rels/.rels", "b")):
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_STORED) as file:
            for place, name in enumerate((*names, "docProps/core.xml")):
                file.writestr(ZipInfo(name, (2026, 1, 1 + place, 8, 0, 0)), core if "core" in name else name)
        packages.append(settled(buffer.getvalue(), date(2026, 4, 3)))
    assert packages[0] == packages[1]
    with ZipFile(BytesIO(packages[0])) as file:
        assert file.namelist() == ["[Content_Types].xml", "_rels/.rels", "a", "b", "docProps/core.xml"]
        assert b">2026-04-03T00:00:00Z<" in file.read("docProps/core.xml") and file.read("a") == b"a"
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("text", "subtitle", "flush"),
    [
        ("（2026年3月）", True, False),
        ("(2026年3月)", True, False),
        (f"（{'长' * 40}）", False, False),
        ("（一）甲", False, False),
        ("各楼组长：", False, True),
        ("各楼组长:", False, True),
        ("现将情况汇报如下，请审阅：", False, False),
        ("长" * 40 + "：", False, False),
        ("正文。", False, False),
    ],
)
def test_what_stands_first_is_subtitle_address_or_text(text: str, subtitle: bool, flush: bool) -> None:
    document = opened((Title(("题",)), Paragraph((Run(text),)), Paragraph((Run("后"),))))
    assert document.subtitle == (text if subtitle else "")
    first = document.blocks[0]
    assert isinstance(first, Paragraph) and first.flush == flush
    assert plain(first.runs) == ("后" if subtitle else text)


def test_a_subtitle_and_an_address_may_stand_without_a_title() -> None:
    document = opened((Paragraph((Run("（送审稿）"),)), Paragraph((Run("街道办事处："),))))
    assert (document.title, document.subtitle, document.name) == ((), "（送审稿）", "")
    assert document.blocks == (Paragraph((Run("街道办事处："),), flush=True),)


@given(st.dates())
def test_a_date_is_said_without_leading_zeros(value: date) -> None:
    assert [int(number) for number in re.findall(r"\d+", day(value))] == [value.year, value.month, value.day]
    assert not re.search(r"[年月]0", day(value))


@given(CELL)
def test_a_cell_of_a_sheet_is_a_number_exactly_when_the_value_is_one(cell: Cell) -> None:
    from openpyxl import Workbook

    from shequ_cli.documents.sheet_style import Styles, put

    place = Workbook().worksheets[0].cell(1, 1)
    put(place, cell, Styles.made(Fonts()).head)
    assert (place.data_type == "s") == isinstance(cell, str)
    assert place.value == cell
    assert place.data_type != "f"
