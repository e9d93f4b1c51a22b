"""What a template sees of a report and of a record."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from shequ_cli.documents import seen
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.record import Record
from shequ_cli.work.figure import Figure
from shequ_cli.work.period import month
from shequ_cli.work.report import Report
from shequ_cli.work.table import Table
from shequ_cli.work.tablespec import Group


def test_figures_and_tables_are_found_by_name_and_by_title(figures: Mapping[str, Figure], stat: Table) -> None:
    assert seen.fig(figures)("发放救助金") is figures["paid"]
    assert seen.table((stat,))("主要指标完成情况") is stat
    with pytest.raises(UnknownName, match="stat"):
        seen.table((stat,))("sta")


def test_a_report_is_seen_with_its_groups(figures: Mapping[str, Figure], stat: Table) -> None:
    groups = (Group("矛盾纠纷", ("cases", "rate")),)
    report = Report("monthly", "三月月报", "G24", month("2026-03"), "上报", figures, (stat,), (), groups, 2)
    values = seen.values_of(report, {"name": "和谐社区"})
    assert set(values) == {
        "title",
        "profile",
        "period",
        "fig",
        "table",
        "chart",
        "groups",
        "records",
        "plan",
        "left_out",
    }
    assert values["groups"] == [("矛盾纠纷", [figures["cases"], figures["rate"]])]


def test_a_blank_field_of_a_record_is_none_and_not_a_misspelling() -> None:
    fields = (Field("summary", "事由", "text", {}, ("简述",)), Field("note", "备注", "text", {}))
    ledger = Ledger("case", "矛盾纠纷", (), (), "yaml", "", "", fields, None, (), (), {})
    row = seen.row(ledger, Record("case", "case-1", {"summary": "漏水"}))
    assert (row["id"], row["事由"], row["简述"], row["summary"], row["备注"]) == (
        "case-1",
        "漏水",
        "漏水",
        "漏水",
        None,
    )
    assert "memo" not in row
