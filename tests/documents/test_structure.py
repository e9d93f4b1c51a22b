"""Markdown's finer structure, and how Word keeps it: nested lists, emphasis beside Chinese, tables, indents, breaks."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document as opened_word
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.documents import page, word
from shequ_cli.documents.blocks import parse
from shequ_cli.documents.chinese import is_cjk, listed, numeral, width
from shequ_cli.documents.cjk import joined
from shequ_cli.documents.document import (
    Block,
    Document,
    Heading,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Run,
    TableBlock,
    Title,
    plain,
)
from shequ_cli.documents.word_table import SIZES, fitted
from shequ_cli.work.table import Column, Role, Table, TableRow

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)
MARK = st.sampled_from("，。：；！？、“”《》（）")


def items(markdown: str) -> list[tuple[str, int, str]]:
    return [(item.mark, item.depth, plain(item.runs)) for item in parse(markdown) if isinstance(item, ListItem)]


def runs(markdown: str) -> list[tuple[str, bool, bool]]:
    (block,) = parse(markdown)
    assert isinstance(block, Paragraph)
    return [(run.text, run.bold, run.italic) for run in block.runs]


def test_lists_nest_and_each_level_counts_for_itself() -> None:
    markdown = "1. 甲\n   1. 子\n   2. 丑\n      - 细\n2. 乙\n   - 散\n"
    assert items(markdown) == [
        ("1．", 0, "甲"),
        ("1．", 1, "子"),
        ("2．", 1, "丑"),
        ("·", 2, "细"),
        ("2．", 0, "乙"),
        ("·", 1, "散"),
    ]


@given(st.integers(0, 500), st.integers(1, 6))
def test_a_list_counts_on_from_its_first_number(first: int, count: int) -> None:
    markdown = "".join(f"{first}. 项\n" for _line in range(count))
    assert [mark for mark, _depth, _text in items(markdown)] == [f"{first + n}．" for n in range(count)]


def test_a_table_or_break_inside_an_item_stands_as_a_block() -> None:
    blocks = parse("- 甲\n\n  | a |\n  |---|\n  | 1 |\n- 乙\n")
    assert [type(block) for block in blocks] == [ListItem, TableBlock, ListItem]


@given(HAN, MARK, HAN, HAN)
def test_bold_that_ends_in_a_chinese_mark_is_bold(before: str, mark: str, inside: str, after: str) -> None:
    """What CommonMark itself would leave as stars."""
    for said in (f"{inside}{mark}", f"{mark}{inside}"):
        assert runs(f"{before}**{said}**{after}") == [
            (before, False, False),
            (said, True, False),
            (after, False, False),
        ]
        assert runs(f"**{said}**{after}") == [(said, True, False), (after, False, False)]


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("*楷*体", [("楷", False, True), ("体", False, False)]),
        ("***重*点**", [("重", True, True), ("点", True, False)]),
        ("**甲*乙*丙**", [("甲", True, False), ("乙", True, True), ("丙", True, False)]),
        ("甲 ** 乙 ** 丙", [("甲 ** 乙 ** 丙", False, False)]),
        ("5*6*7", [("5", False, False), ("6", False, True), ("7", False, False)]),
        ("\\*不是\\*", [("*不是*", False, False)]),
        ("_不是_", [("_不是_", False, False)]),
        ("****", None),
    ],
)
def test_stars_open_and_close_as_people_mean_them(markdown: str, wanted: list[tuple[str, bool, bool]] | None) -> None:
    if wanted is None:
        assert all(isinstance(block, PageBreak) for block in parse(markdown))
    else:
        assert runs(markdown) == wanted


@given(HAN, HAN)
def test_a_line_break_between_chinese_leaves_nothing(before: str, after: str) -> None:
    assert joined(before, after) == ""
    assert [text for text, *_style in runs(f"{before}\n{after}")] == [before + after]


@pytest.mark.parametrize(
    ("before", "after"), [("甲", "a"), ("a", "甲"), ("a", "b"), ("", "甲"), ("甲", ""), ("3", "件")]
)
def test_any_other_line_break_leaves_a_space(before: str, after: str) -> None:
    assert joined(before, after) == " "


@pytest.mark.parametrize(("rule", "kind"), [("---", "text"), (":--", "text"), (":-:", "text"), ("--:", "number")])
def test_a_typed_column_is_of_numbers_where_it_is_set_right(rule: str, kind: str) -> None:
    (block,) = parse(f"| 甲 |\n|{rule}|\n| 3 |\n")
    assert isinstance(block, TableBlock) and block.table.columns[0].kind == kind


@pytest.mark.parametrize(
    ("first", "role"),
    [("合计", Role.TOTAL), ("总 计", Role.TOTAL), ("小　计", Role.TOTAL), ("合计数", Role.ITEM), ("", Role.ITEM)],
)
def test_a_typed_row_is_a_total_by_its_first_word(first: str, role: Role) -> None:
    (block,) = parse(f"| 甲 | 乙 |\n|---|--:|\n| {first} | 3 |\n")
    assert isinstance(block, TableBlock) and block.table.rows[0].role is role


def test_a_short_typed_row_is_filled_with_blanks_and_a_long_one_cut() -> None:
    (block,) = parse("| 甲 | 乙 |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n")
    assert isinstance(block, TableBlock)
    assert [row.cells for row in block.table.rows] == [("1", None), ("1", "2")]


@pytest.mark.parametrize("caption", ["**甲**乙", "*甲*", "甲"])
def test_only_a_wholly_bold_line_is_a_caption(caption: str) -> None:
    blocks = parse(f"{caption}\n\n| a |\n|---|\n")
    assert isinstance(blocks[0], Paragraph)
    assert isinstance(blocks[1], TableBlock) and blocks[1].table.title == ""


def test_a_quotation_is_small_print_paragraph_by_paragraph() -> None:
    assert parse("> 注：甲\n>\n> 乙\n") == (Note((Run("注：甲"),)), Note((Run("乙"),)))


def test_titles_apart_are_lines_of_one_until_something_stands_between() -> None:
    blocks = parse("# 甲\n\n# 乙\n\n正文\n\n# 附件\n")
    assert blocks == (Title(("甲", "乙")), Paragraph((Run("正文"),)), Title(("附件",)))


def test_html_and_entities_are_words() -> None:
    html = page.write(Document(("题",), parse("<script>甲</script>\n\n&copy;&#12288;"))).decode()
    assert "<script>" not in html and "&lt;script&gt;甲" in html


def shapes(*blocks: Block) -> list[dict[str, str]]:
    """Every attribute of each paragraph's properties after the title."""
    made = opened_word(BytesIO(word.write(Document(("题",), blocks)))).paragraphs[2:]
    return [
        {f"{each.tag.split('}')[1]}/{key.split('}')[1]}": value for each in line._p.pPr for key, value in each.items()}
        for line in made
    ]


def test_list_items_are_indented_two_characters_more_at_each_depth() -> None:
    found = shapes(*(ListItem((Run("甲"),), "1．", depth) for depth in range(3)))
    assert [shape["ind/firstLineChars"] for shape in found] == ["200", "400", "600"]
    assert [shape["ind/firstLine"] for shape in found] == ["640", "1280", "1920"]


def test_small_print_is_small_and_its_lines_close() -> None:
    (shape,) = shapes(Note((Run("注"),)))
    assert (shape["spacing/line"], shape["spacing/lineRule"], shape["ind/firstLineChars"]) == ("360", "exact", "200")


def test_a_break_is_used_up_by_what_follows_it() -> None:
    made = opened_word(BytesIO(word.write(Document(("题",), (PageBreak(), *parse("甲\n\n乙")))))).paragraphs[2:]
    assert [line._p.pPr.find(qn("w:pageBreakBefore")) is not None for line in made] == [True, False]


def test_two_breaks_are_one_and_a_last_one_is_none() -> None:
    once = word.write(Document(("题",), (PageBreak(), Paragraph((Run("甲"),)))))
    assert word.write(Document(("题",), (PageBreak(), PageBreak(), Paragraph((Run("甲"),)), PageBreak()))) == once


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_heading_stays_with_what_follows_and_keeps_its_outline(level: int) -> None:
    made = opened_word(BytesIO(word.write(Document(("题",), (Heading(level, (Run("甲"),)),)))))
    style = made.styles[f"Heading {level}"].element
    assert style.pPr.find(qn("w:keepNext")) is not None
    assert style.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
    assert made.paragraphs[2].style is not None and made.paragraphs[2].style.name == f"Heading {level}"


TEXTS = st.text("甲乙丙（）%0123456789.", min_size=1, max_size=14)


@given(st.lists(st.lists(TEXTS, min_size=5, max_size=5), min_size=1, max_size=4))
def test_columns_fill_the_text_exactly_and_none_vanishes(rows: list[list[str]]) -> None:
    columns = tuple(Column(f"c{n}", "很长的列标题" if n else "甲", "text") for n in range(5))
    size, widths = fitted(Table("t", "", columns, tuple(TableRow(tuple(row)) for row in rows)))
    assert sum(widths) == 8844 and size in SIZES
    assert min(widths) >= 2 * 60 + size * 10


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=9))
def test_no_number_is_cut_in_a_crowded_table(cells: list[int]) -> None:
    columns = tuple(Column(f"c{n}", "本年累计数") for n in range(len(cells)))
    size, widths = fitted(Table("t", "", columns, (TableRow(tuple(cells)),)))
    for cell, wide in zip(cells, widths, strict=True):
        assert wide - 2 * 60 >= width(str(cell)) * size * 10 - 1


def test_a_cells_line_break_is_words_own_and_its_markup_text() -> None:
    table = Table("t", "<题>", (Column("a", "甲&乙", "text"),), (TableRow(("上\n下<w:p/>",)),), ("注：<b>",))
    made = opened_word(BytesIO(word.write(Document(("题",), (TableBlock(table),)))))
    assert [cell.text for row in made.tables[0].rows for cell in row.cells] == ["甲&乙", "上\n下<w:p/>"]
    assert [line.text for line in made.paragraphs if line.text] == ["题", "<题>", "注：<b>"]


@given(st.integers(1, 9999))
def test_a_number_said_in_chinese_can_be_reckoned_back(number: int) -> None:
    total = digit = 0
    for character in numeral(number):
        if character in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(character)
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
    assert total + digit == number
    assert not re.search("零$|零零|零[十百千]", numeral(number))


@given(HAN, st.text("abc123 .,", max_size=8))
def test_width_counts_chinese_whole_and_latin_half(chinese: str, latin: str) -> None:
    assert width(chinese + latin) == len(chinese) + len(latin) / 2
    assert all(map(is_cjk, chinese)) and not any(map(is_cjk, latin))


@given(st.lists(HAN, max_size=5))
def test_a_listing_names_everything_once_with_one_and(words: list[str]) -> None:
    said = listed(words)
    assert said == "" if not words else said.endswith(words[-1])
    if "和" not in "".join(words):
        assert said.replace("和", "、").split("、") == (words or [""])
