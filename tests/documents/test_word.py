"""The Word file is a 公文: GB/T 9704 measures, fonts by name, and a package that Word's own order rules accept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as opened
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from shequ_cli.documents import word
from shequ_cli.documents.document import (
    ChartBlock,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    TableBlock,
    Title,
)
from shequ_cli.documents.word_style import SETTINGS, Fonts, fonts
from shequ_cli.documents.word_table import SIZES, fitted
from shequ_cli.work.table import Chart, Column, Table, TableRow

HERE = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]
TEXT_WIDTH = 8844
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl autoSpaceDE autoSpaceDN spacing ind jc outlineLvl",
    "rPr": "rFonts b bCs spacing sz szCs lang",
    "tblPr": "tblW jc tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vAlign",
    "sectPr": "footerReference pgSz pgMar",
    "style": "name basedOn next qFormat pPr rPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat",
    "tbl": "tblPr tblGrid tr",
}


def parts(document: Document) -> dict[str, str]:
    with ZipFile(BytesIO(word.write(document))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def lines(document: Document) -> Iterator[str]:
    """What a reader sees, a line a paragraph or row, headed by its style."""
    for block in opened(BytesIO(word.write(document))).iter_inner_content():
        if isinstance(block, WordTable):
            for row in block.rows:
                yield "| " + " | ".join(cell.text for cell in row.cells) + " |"
        else:
            yield f"{block.style.name if block.style else ''}: {block.text}"


def paragraphs(*blocks: object) -> list[WordParagraph]:
    """The paragraphs after title and the line below it."""
    made = Document(("题",), blocks)  # type: ignore[arg-type]
    return opened(BytesIO(word.write(made))).paragraphs[2:]


def shape(paragraph: WordParagraph, path: str) -> str:
    """One attribute, as `ind/left`, of a paragraph's properties; "" where it has none."""
    element, _slash, name = path.partition("/")
    found = paragraph._p.pPr.find(qn(f"w:{element}")) if paragraph._p.pPr is not None else None
    return "" if found is None else (found.get(qn(f"w:{name}")) if name else "1") or ""


def test_the_month_in_word(document: Document, golden: Golden) -> None:
    golden(HERE / "month.docx.txt", "\n".join(lines(document)) + "\n")


def test_a_page_has_twenty_two_lines_of_twenty_eight_characters(document: Document) -> None:
    section = opened(BytesIO(word.write(document))).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)  # type: ignore[union-attr]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm, 1) for side in margins if side] == [37.0, 26.0, 35.0, 28.0]
    styles = parts(document)["word/styles.xml"]
    assert '<w:spacing w:line="579" w:lineRule="exact"/>' in styles  # 28.95 pt
    assert 22 * 579 <= 16838 - 2098 - 1984 < 22.1 * 579
    assert '<w:spacing w:val="-5"/><w:sz w:val="32"/>' in styles  # 16 pt less 0.25 pt
    assert 28 * 315 <= TEXT_WIDTH < 28.2 * 315
    assert "docGrid" not in parts(document)["word/document.xml"]


def test_fonts_are_named_for_chinese(document: Document) -> None:
    styles = opened(BytesIO(word.write(document))).styles
    east = {name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Title", "Heading 1", "Heading 2")}
    assert east == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312"}
    assert [bool(styles[f"Heading {level}"].font.bold) for level in (1, 2, 3, 4)] == [False, False, True, False]
    assert 'w:eastAsia="仿宋_GB2312"' in parts(document)["word/styles.xml"]
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋"/>' in parts(document)["word/fontTable.xml"]


def test_a_store_may_choose_its_fonts() -> None:
    names = fonts({"公文标题字体": "华文中宋", "公文正文字体": "", "别的": "x"})
    assert names == replace(Fonts(), title="华文中宋")
    with ZipFile(BytesIO(word.write(Document(("题",)), names))) as package:
        assert 'w:eastAsia="华文中宋"' in package.read("word/styles.xml").decode()


def test_the_profile_knows_every_font_that_may_be_chosen() -> None:
    profile = (Path(__file__).parents[2] / "schemas" / "profile.yaml").read_text("utf-8")
    assert all(f"title: {key}," in profile for key in SETTINGS)


def test_page_numbers_stand_outside_between_dashes(document: Document) -> None:
    written = parts(document)
    for name, side in {"footer1": "right", "footer2": "left"}.items():
        footer = written[f"word/{name}.xml"]
        assert "".join(re.findall("<w:t[^>]*>([^<]*)</w:t>", footer)) == "— 1 —"
        assert 'w:instr=" PAGE "' in footer and 'w:eastAsia="宋体"' in footer and '<w:sz w:val="28"/>' in footer
        assert f'<w:ind w:{side}="280"/><w:jc w:val="{side}"/>' in footer
    assert "<w:evenAndOddHeaders/>" in written["word/settings.xml"]
    feet = opened(BytesIO(word.write(document))).sections[0]
    assert "footer1" in feet.footer.part.partname and "footer2" in feet.even_page_footer.part.partname


def test_words_own_order_of_elements_is_kept(document: Document) -> None:
    from lxml import etree

    for name, xml in parts(document).items():
        if not name.startswith("word/") or name.endswith(".rels"):
            continue
        for element in etree.fromstring(xml.encode()).iter():
            kind = etree.QName(element).localname
            if kind in ORDER:
                places = [ORDER[kind].split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), etree.tostring(element)


def test_the_body_is_indented_two_characters_and_an_address_is_not() -> None:
    body, address = paragraphs(Paragraph((Run("正文"),)), Paragraph((Run("街道："),), flush=True))
    assert (shape(body, "ind/firstLineChars"), shape(body, "ind/firstLine")) == ("200", "640")
    assert shape(address, "ind") == ""


def test_headings_are_headings_for_the_navigation_pane() -> None:
    (heading,) = paragraphs(Heading(2, (Run("（一）甲"),)))
    assert heading.style is not None and heading.style.name == "Heading 2"


@pytest.mark.parametrize(
    ("unit", "day", "left"),
    [
        ("幸福街道和谐社区居民委员会", "2026年4月3日", (13, 15)),
        ("甲社区", "2026年12月31日", (17, 19)),
        ("长" * 30, "2026年4月3日", (0, 2)),
    ],
)
def test_the_date_begins_two_characters_after_the_signature(unit: str, day: str, left: tuple[int, int]) -> None:
    """署名右空二字, 首字比署名首字右移二字; a longer date pushes the signature left (standards §a)."""
    _blank, first, second = paragraphs(Signature((unit, day)))
    assert [shape(line, "ind/left") or "0" for line in (first, second)] == [str(place * 315) for place in left]
    assert shape(first, "autoSpaceDE") and shape(second, "autoSpaceDN")


def test_the_last_words_stay_with_the_signature(document: Document) -> None:
    short = replace(document, blocks=(Paragraph((Run("甲"),)), Paragraph((Run("乙"),))))
    made = opened(BytesIO(word.write(short))).paragraphs[-5:]
    assert [bool(shape(paragraph, "keepNext")) for paragraph in made] == [False, True, True, True, False]


def test_what_follows_a_break_begins_a_page() -> None:
    for block in (Paragraph((Run("甲"),)), Heading(1, (Run("一、甲"),)), Title(("附件",)), Signature(("甲",))):
        assert shape(paragraphs(PageBreak(), block)[0], "pageBreakBefore"), block


def test_a_table_begins_a_page_too(stat: Table) -> None:
    assert shape(paragraphs(PageBreak(), TableBlock(stat))[0], "pageBreakBefore")


def test_tables_repeat_their_head_and_split_no_row(stat: Table) -> None:
    table = opened(BytesIO(word.write(Document(("题",), (TableBlock(stat),))))).tables[0]
    rows = [row._tr.trPr for row in table.rows]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * len(stat.rows)
    assert sum(int(wide.get(qn("w:w"))) for wide in table._tbl.tblGrid) == TEXT_WIDTH


def test_rows_look_as_what_they_are(stat: Table) -> None:
    rows = opened(BytesIO(word.write(Document(("题",), (TableBlock(stat),))))).tables[0].rows
    heading, item, part, *_rest, total = rows[1:]
    assert heading.cells[0]._tc is heading.cells[4]._tc
    assert [shape(cell.paragraphs[0], "jc/val") for cell in item.cells] == ["left", "center", "right", "right", "right"]
    assert shape(part.cells[0].paragraphs[0], "ind/left") and not shape(item.cells[0].paragraphs[0], "ind/left")
    assert shape(heading.cells[0].paragraphs[0], "keepNext") and not shape(item.cells[0].paragraphs[0], "keepNext")
    assert total.cells[0].paragraphs[0].runs[0].bold and not item.cells[0].paragraphs[0].runs[0].bold


def test_type_shrinks_until_every_cell_stands_on_one_line() -> None:
    def wide(columns: int) -> Table:
        kinds = tuple(Column(f"c{place}", "本月数") for place in range(columns))
        return Table("t", "表", kinds, (TableRow(("113095.78",) * columns),))

    sizes = [fitted(wide(columns))[0] for columns in (3, 7, 8, 9, 20)]
    assert sizes[0] == SIZES[0] and sizes == sorted(sizes, reverse=True) and sizes[-1] == SIZES[-1]
    assert all(sum(fitted(wide(columns))[1]) == TEXT_WIDTH for columns in (1, 2, 7, 20))


def test_a_long_column_gives_way_to_short_ones() -> None:
    columns = (Column("n", "序号"), Column("t", "内容", "text"), Column("d", "时限", "text"))
    _size, (number, content, due) = fitted(Table("t", "", columns, (TableRow((1, "很长的内容" * 30, "4月5日前")),)))
    assert number < due < content


def test_a_chart_comes_as_its_table_and_only_once(stat: Table) -> None:
    chart = ChartBlock(Chart("c", "图", "bar", "stat", "title", ("value",)), stat)
    for blocks in ((chart,), (TableBlock(stat), chart), (chart, TableBlock(stat))):
        assert len(opened(BytesIO(word.write(Document(("题",), blocks)))).tables) == 1


def test_emphasis_is_kai_and_marks_take_the_chinese_font() -> None:
    (paragraph,) = paragraphs(Paragraph((Run("“甲”"), Run("乙", italic=True), Run("丙\n丁", bold=True))))
    plain, kai, bold = paragraph.runs
    assert plain._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"
    assert kai._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    assert bold.bold and bold.text == "丙\n丁"


def test_any_text_is_kept_and_none_breaks_the_file() -> None:
    said = "  <w:p>&\"' \x0b=1+1 \ud800𠮷  "
    (paragraph,) = paragraphs(Paragraph((Run(said),)))
    assert paragraph.text == "  <w:p>&\"' =1+1 𠮷  "


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("和谐社区2026年3月工作月报", ("和谐社区2026年3月工作月报",)),
        (
            "幸福街道和谐社区居民委员会2026年3月份工作情况月报",
            ("幸福街道和谐社区居民委员会", "2026年3月份工作情况月报"),
        ),
        (
            "幸福街道和谐社区居民委员会关于创建绿色社区的实施方案",
            ("幸福街道和谐社区居民委员会", "关于创建绿色社区的实施方案"),
        ),
        ("甲" * 30, ("甲" * 15, "甲" * 15)),
    ],
)
def test_a_long_title_breaks_after_a_whole_word(title: str, wanted: tuple[str, ...]) -> None:
    assert word.title_lines((title,)) == wanted


def test_a_title_broken_by_its_author_stays_so() -> None:
    assert word.title_lines(("甲" * 25, "乙")) == ("甲" * 25, "乙")


def test_a_crowded_table_cuts_no_number_in_two() -> None:
    from shequ_cli.documents.word_table import fitted

    titles = (
        "指标名称",
        "计量单位",
        "本月数",
        "上年同期",
        "同比±%",
        "本年累计",
        "上年同期累计",
        "累计同比±%",
        "年度目标",
    )
    columns = tuple(Column(f"c{place}", title, "text") for place, title in enumerate(titles))
    cells = (
        "发放救助慰问金",
        "家次",
        "22538.94",
        "19181.12",
        "33.3个百分点",
        "309664.74",
        "285424.53",
        "上年同期为0",
        "≥100",
    )

    size, widths = fitted(Table("main", "", columns, (TableRow(cells),)))

    for cell, wide in zip(cells, widths, strict=True):
        if cell.replace(".", "").isdigit():
            assert wide >= len(cell) / 2 * size * 10
    assert widths[0] >= len("发放救助慰问金") * size * 10
