"""Where a table's words and numbers stand on any page."""

from __future__ import annotations

from shequ_cli.documents.layout import alignments, marks, widest
from shequ_cli.work.table import Column, Table, TableRow


def test_numbers_stand_right_and_short_words_in_the_middle(stat: Table) -> None:
    assert alignments(stat) == ("left", "center", "right", "right", "right")


def test_a_column_of_ordinals_is_no_statistic() -> None:
    columns = (Column("n", "序号"), Column("t", "内容", "text"), Column("v", "件数"))
    assert marks(Table("t", "", columns, ())) == ("甲", "乙", "1")
    assert marks(Table("t", "", columns[:2], ())) == ()
    assert alignments(Table("t", "", columns, (TableRow((1, "长长的内容文字", 3)),)))[0] == "center"


def test_words_are_marked_by_stems_and_numbers_by_figures(stat: Table) -> None:
    assert marks(stat) == ("甲", "乙", "1", "2", "3")


def test_a_part_is_wider_by_its_indent_and_a_heading_does_not_count(stat: Table) -> None:
    assert widest(stat, 0) == 9
    assert widest(stat, 2) == 4.5


def test_a_column_of_four_character_names_is_not_cut_beside_long_sentences() -> None:
    from shequ_cli.documents.word_table import fitted

    titles = ("序号", "评分项", "得分", "依据", "备注")
    cells = (
        1,
        "创建理念",
        9,
        "街道十月十五日评九分，材料齐全，群众满意，" * 4,
        "主题活动经常开展，有签到、照片、小结" * 2,
    )
    columns = tuple(Column(f"c{place}", title, "text") for place, title in enumerate(titles))

    size, widths = fitted(Table("t", "", columns, (TableRow(cells),)))

    assert widths[1] >= 4 * size * 10
