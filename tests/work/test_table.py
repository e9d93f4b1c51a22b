"""Tables: what a cell says to a script and to a reader."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shequ_cli.work.table import Absent, Cell, Column, Points, Role, Table, TableRow, json_of, text_of


@pytest.mark.parametrize(
    ("cell", "script", "reader"),
    [
        (0, 0, "0"),
        (None, None, ""),
        (12, 12, "12"),
        (Decimal("1428.50"), "1428.50", "1428.50"),
        (Decimal("-20.0"), "-20.0", "-20.0"),
        (Points(Decimal("1.3")), "1.3", "1.3个百分点"),
        (Absent.NOT_APPLICABLE, None, "—"),
        (Absent.NOT_REPORTED, None, "…"),
        (Absent.BASE_ZERO, None, "上年同期为0"),
        ("邻里纠纷", "邻里纠纷", "邻里纠纷"),
    ],
)
def test_zero_blank_not_applicable_and_not_reported_stay_four_things(cell: Cell, script: object, reader: str) -> None:
    assert json_of(cell) == script
    assert text_of(cell) == reader


def test_a_table_gives_scripts_titles_rows_and_notes() -> None:
    columns = (Column("title", "指标名称", "text"), Column("value", "本月数"))
    rows = (
        TableRow(("矛盾纠纷调解", None), Role.HEADING),
        TableRow(("受理矛盾纠纷", 12)),
        TableRow(("发放救助金", Decimal("113095.78")), Role.TOTAL),
    )

    shown = Table("main", "主要指标", columns, rows, ("成功率＝成功数÷调结数",)).as_json()

    assert shown == {
        "name": "main",
        "title": "主要指标",
        "columns": ["指标名称", "本月数"],
        "rows": [["矛盾纠纷调解", None], ["受理矛盾纠纷", 12], ["发放救助金", "113095.78"]],
        "notes": ["成功率＝成功数÷调结数"],
    }
