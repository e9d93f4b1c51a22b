"""Markdown as Chinese is written becomes blocks."""

from __future__ import annotations

import pytest

from shequ_cli.documents.blocks import parse
from shequ_cli.documents.compose import opened
from shequ_cli.documents.document import (
    ChartBlock,
    Heading,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    TableBlock,
    Title,
    plain,
)
from shequ_cli.words.errors import UnknownName
from shequ_cli.work.table import Chart, Role, Table


def runs(markdown: str) -> list[tuple[str, bool]]:
    (block,) = parse(markdown)
    assert isinstance(block, Paragraph)
    return [(run.text, run.bold) for run in block.runs]


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("**一是健全机制。**召开会议", [("一是健全机制。", True), ("召开会议", False)]),
        ("召开**“一网统管”**会议", [("召开", False), ("“一网统管”", True), ("会议", False)]),
        ("这是**（重点）**。", [("这是", False), ("（重点）", True), ("。", False)]),
        ("**重点：**甲", [("重点：", True), ("甲", False)]),
        ("**《办法》**要求", [("《办法》", True), ("要求", False)]),
        ("同比**下降20.0%**，", [("同比", False), ("下降20.0%", True), ("，", False)]),
        ("完成**96.9%**以上", [("完成", False), ("96.9%", True), ("以上", False)]),
        ("**一**、**二**", [("一", True), ("、", False), ("二", True)]),
        ("a **b** c", [("a ", False), ("b", True), (" c", False)]),
        ("3 * 4 * 5", [("3 * 4 * 5", False)]),
        ("**没有闭合", [("**没有闭合", False)]),
        ("snake_case_name_", [("snake_case_name_", False)]),
    ],
)
def test_emphasis_works_next_to_chinese_marks(markdown: str, wanted: list[tuple[str, bool]]) -> None:
    assert runs(markdown) == wanted


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\n第二行", "第一行，第二行"),
        ("English\nwords", "English words"),
        ("共3\n件", "共3 件"),
        ("**第一行。**\n第二行", "第一行。第二行"),
        ("第一行\\\n第二行", "第一行\n第二行"),
    ],
)
def test_a_line_break_between_chinese_leaves_no_gap(markdown: str, text: str) -> None:
    assert "".join(said for said, _bold in runs(markdown)) == text


def test_headings_are_title_and_four_levels() -> None:
    blocks = parse("# 月报\n## 一、甲\n### （一）乙\n#### 1．丙\n##### （1）丁\n###### 戊")
    assert blocks[0] == Title(("月报",))
    assert [(block.level, plain(block.runs)) for block in blocks[1:] if isinstance(block, Heading)] == [
        (1, "一、甲"),
        (2, "（一）乙"),
        (3, "1．丙"),
        (4, "（1）丁"),
        (4, "戊"),
    ]


def test_titles_that_follow_each_other_are_lines_of_one() -> None:
    assert parse("# 幸福街道和谐社区\n# 三月工作月报\n\n正文")[0] == Title(("幸福街道和谐社区", "三月工作月报"))


def test_lists_keep_their_numbers_and_depth() -> None:
    blocks = parse("3. 甲\n4. 乙\n   - 丙\n\n     又一段\n")
    assert [(b.mark, b.depth, plain(b.runs)) for b in blocks if isinstance(b, ListItem)] == [
        ("3．", 0, "甲"),
        ("4．", 0, "乙"),
        ("·", 1, "丙"),
    ]
    assert blocks[-1] == Paragraph((Run("又一段"),))


def test_full_width_numbers_are_text_and_not_lists() -> None:
    assert runs("1．甲") == [("1．甲", False)]


def test_a_typed_table_has_its_caption_columns_and_total() -> None:
    (block,) = parse("**任务分解表**\n\n| 任务 | 数 |\n|:--|--:|\n| 甲\\|乙 | 3 |\n| 合　计 | |\n")
    assert isinstance(block, TableBlock)
    assert (block.table.title, [column.kind for column in block.table.columns]) == ("任务分解表", ["text", "number"])
    assert [(row.cells, row.role) for row in block.table.rows] == [
        (("甲|乙", "3"), Role.ITEM),
        (("合　计", None), Role.TOTAL),
    ]


def test_a_bold_paragraph_before_text_stays_a_paragraph() -> None:
    assert [type(block) for block in parse("**要求**\n\n正文\n\n| a |\n|---|\n")] == [Paragraph, Paragraph, TableBlock]


def test_fences_name_tables_charts_and_signatures(stat: Table) -> None:
    chart = Chart("cmp", "比较", "bar", "stat", "title", ("value",))
    blocks = parse(
        "正文\n```table stat\n```\n```chart cmp\n```\n```signature\n|单位\n|2026年4月3日\n```\n```\n原样\n```\n",
        {"stat": stat},
        {"cmp": chart},
    )
    assert blocks[1:] == (
        TableBlock(stat),
        ChartBlock(chart, stat),
        Signature(("单位", "2026年4月3日")),
        Paragraph((Run("原样"),)),
    )


@pytest.mark.parametrize(("fence", "near"), [("table sta", "stat"), ("chart cm", "cmp")])
def test_a_fence_that_names_nothing_is_refused(stat: Table, fence: str, near: str) -> None:
    chart = Chart("cmp", "比较", "bar", "stat", "title", ("value",))
    with pytest.raises(UnknownName, match=near):
        parse(f"```{fence}\n```", {"stat": stat}, {"cmp": chart})


def test_what_a_clerk_would_trip_over_is_plain_text() -> None:
    assert runs("[见附件](表.xlsx)与`代码`<b>和&lt;") == [("[见附件](表.xlsx)与`代码`<b>和<", False)]
    assert runs("    空四格") == [("空四格", False)]
    assert [type(block) for block in parse("上一行\n\n---\n\n> 注\n")] == [Paragraph, PageBreak, Note]
    assert [type(block) for block in parse("上一行\n---\n")] == [Paragraph, PageBreak]


def test_the_top_of_a_document_is_title_subtitle_and_address() -> None:
    document = opened(parse("# 月报\n\n（2026年3月）\n\n街道办事处：\n\n正文：\n"))
    assert (document.title, document.subtitle) == (("月报",), "（2026年3月）")
    assert [block.flush for block in document.blocks if isinstance(block, Paragraph)] == [True, False]


def test_a_lead_sentence_is_no_address() -> None:
    document = opened(parse("# 月报\n\n现将三月情况汇报如下，请审阅：\n"))
    assert document.blocks == (Paragraph((Run("现将三月情况汇报如下，请审阅："),)),)


def test_a_text_without_a_title_has_none() -> None:
    assert opened(parse("正文")).title == ()
    assert opened(()).blocks == ()
