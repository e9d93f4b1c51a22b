"""Which columns and rows of a wide table an upright Word page shows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shequ_cli.documents.portrait import WIDE, upright
from shequ_cli.work.table import Absent, Cell, Column, Role, Table, TableRow

NAMES = ("title", "unit", "value", "last_year", "yoy", "ytd", "ytd_last_year", "ytd_yoy", "target")
WORD = ("unit", "value", "ytd", "target")
NONE = Absent.NOT_APPLICABLE


def figures(*rows: TableRow, word: tuple[str, ...] = WORD) -> Table:
    columns = tuple(Column(name, name, "text" if name in ("title", "unit") else "number") for name in NAMES)
    return Table("main", "统计表", columns, rows, ("说明",), word)


def row(title: str, *numbers: Cell, target: Cell = NONE) -> TableRow:
    return TableRow((title, "件", *(numbers or (0,) * 6), target))


def heading(words: str) -> TableRow:
    return TableRow((words, *(None for _name in NAMES[1:])), Role.HEADING)


def test_the_named_columns_stand_in_the_tables_order_after_its_first() -> None:
    assert len(NAMES) > WIDE
    shown = upright(figures(row("受理", 12, 10, Decimal("20.0"), 93, 94, Decimal("-1.1")), word=("ytd", "value")))
    assert [column.name for column in shown.columns] == ["title", "value", "ytd"]
    assert shown.rows[0].cells == ("受理", 12, 93)


@pytest.mark.parametrize(
    ("told", "stays"),
    [
        (row("零", 0, 0, NONE, 0, Decimal("0.00"), NONE), False),
        (row("未报", *(Absent.NOT_REPORTED,) * 6), False),
        (row("上年有", 0, 3, Decimal("-100.0"), 0, 3, Decimal("-100.0")), True),
        (row("有目标", target=1), True),
        (row("目标为零", target="≤0"), True),
        (TableRow(("合计", "件", *(0,) * 6, NONE), Role.TOTAL), True),
    ],
)
def test_a_row_stays_when_something_happened_or_something_is_wanted(told: TableRow, stays: bool) -> None:
    shown = upright(figures(row("受理", 1, 0, NONE, 1, 0, NONE), told))
    assert (told.cells[0] in [each.cells[0] for each in shown.rows]) is stays
    assert (shown.notes == ("说明",)) is stays
    assert stays or shown.notes[-1] == "没有发生数、也没有年度目标的指标不列"


def test_a_heading_goes_with_its_last_row() -> None:
    shown = upright(figures(heading("空"), row("零"), heading("有"), row("受理", 1, 0, NONE, 1, 0, NONE)))
    assert [each.cells[0] for each in shown.rows] == ["有", "受理"]


def test_a_list_keeps_every_row() -> None:
    columns = (Column("place", "序号"), *(Column(name, name) for name in "abcdefgh"))
    table = Table("list", "清单", columns, (TableRow((1, *(0,) * 8)),), word=("b", "c"))
    assert upright(table).rows == (TableRow((1, 0, 0)),)


def test_a_table_that_fits_or_names_nothing_is_left_alone() -> None:
    table = figures(row("零"), word=())
    assert upright(table) is table
    narrow = Table("t", "表", figures().columns[:WIDE], (TableRow(("零", "件", *(0,) * 6)),), word=WORD)
    assert upright(narrow) is narrow
