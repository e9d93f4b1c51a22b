"""Tables of reports: views, headings, slices, months and quarters side by side, lists without persons."""

from __future__ import annotations

from decimal import Decimal

from reportmade import ESTATE, NEIGHBOURS, cases, payments, report, rows, table

from planstore import Memory
from shequ_cli.work.table import Absent, Points, Role


def test_the_views_of_a_figure_stand_side_by_side_s28() -> None:
    data = Memory()
    cases(data, "2025-01", NEIGHBOURS)
    cases(data, "2025-03", NEIGHBOURS, NEIGHBOURS, ESTATE, ESTATE, ESTATE)
    cases(data, "2026-02", ESTATE)
    cases(data, "2026-03", NEIGHBOURS, ESTATE, ESTATE, ESTATE)
    columns = [
        "unit",
        "value",
        "previous",
        "change",
        "last_year",
        "yoy",
        "ytd",
        "ytd_last_year",
        "ytd_yoy",
        "target",
        "share",
        "note",
    ]

    found = table({"rows": ["mediation_accepted"], "columns": columns}, data)

    titles = [column.title for column in found.columns]
    assert titles == ["指标名称", "计量单位", "本月数", "上月数", "环比±%", "上年同期", "同比±%", "本年累计", "上年同期累计", "累计同比±%", "年度目标", "完成率%", "备注"]  # fmt: skip
    assert rows(found)["受理矛盾纠纷"] == [
        *("件", 4, 1, Decimal("300.0"), 5, Decimal("-20.0")),
        *(5, 6, Decimal("-16.7"), 20, Decimal("25.0"), None),
    ]


def test_a_yearly_table_leaves_out_columns_that_would_repeat() -> None:
    columns = ["value", "previous", "change", "last_year", "yoy", "ytd", "ytd_last_year", "ytd_yoy"]

    found = table({"rows": ["visits"], "columns": columns}, Memory(), "2026")

    assert [column.title for column in found.columns] == ["指标名称", "本年数", "上年数", "同比±%"]


def test_zero_not_reported_no_rate_and_a_base_of_zero_are_four_things() -> None:
    data = Memory()
    cases(data, "2025-01", NEIGHBOURS)
    cases(data, "2026-03", NEIGHBOURS)

    found = rows(table({"rows": ["mediation_accepted", "mediation_success_rate", "mediation_oral", "visits"], "columns": ["value", "last_year", "yoy"]}, data))  # fmt: skip

    assert found["受理矛盾纠纷"] == [1, 0, Absent.BASE_ZERO]
    assert found["调解成功率"] == [Absent.NOT_APPLICABLE] * 3
    assert found["口头协议"] == [0, 0, Absent.NOT_APPLICABLE]
    assert found["走访探访"] == [Absent.NOT_REPORTED] * 3


def test_rates_are_compared_in_points_and_their_definition_stands_below() -> None:
    data = Memory()
    for day, done in (("2025-03-02", True), ("2025-03-03", False), ("2026-03-02", True)):
        more = {"replied_on": day} if done else {}
        data.add(
            "request", received_on=day, kind="路灯", content="灯不亮", state="已回复" if done else "办理中", **more
        )

    found = table({"rows": ["request_reply_rate", "requests_open"], "columns": ["value", "yoy", "target"]}, data)

    assert rows(found)["诉求回复率"] == [Decimal("100.0"), Points(Decimal("50.0")), "≥100"]
    assert found.notes == (
        "诉求回复率：回复率＝本期收到并已回复数÷本期收到数",
        "期末在办诉求为时点数，取期末数，不逐月累计",
    )


def test_rows_may_be_headings_parts_totals_and_slices() -> None:
    data = Memory()
    cases(data, "2026-03", NEIGHBOURS, ESTATE, ESTATE)
    spec = {
        "rows": [
            {"heading": "调解"},
            {"total": "mediation_accepted"},
            {"figure": "mediation_accepted", "by": "纠纷类型"},
            {"part": "mediation_found"},
        ]
    }

    found = table({**spec, "columns": ["value"]}, data)

    assert [(row.cells[0], row.role) for row in found.rows] == [
        ("调解", Role.HEADING),
        ("受理矛盾纠纷", Role.TOTAL),
        (NEIGHBOURS, Role.PART),
        (ESTATE, Role.PART),
        ("排查发现矛盾纠纷", Role.PART),
    ]


def test_types_by_months_with_every_official_type_story_20() -> None:
    data = Memory()
    cases(data, "2026-01", NEIGHBOURS)
    cases(data, "2026-03", NEIGHBOURS, ESTATE, "拖欠农民工工资纠纷")

    found = table({"cross": {"figure": "mediation_accepted", "by": "category"}, "all": True}, data)

    assert [column.title for column in found.columns] == ["纠纷类型", "1月", "2月", "3月", "合计"]
    assert len(found.rows) == 16
    assert rows(found)[NEIGHBOURS] == [1, 0, 1, 2]
    assert rows(found)["劳动争议纠纷"] == [0, 0, 1, 1]
    assert rows(found)["合计"] == [1, 0, 3, 4]


def test_quarters_side_by_side_show_stocks_at_their_ends_and_never_summed_s38_story_24() -> None:
    data = Memory()
    for month, households in (("2025-01", 2), ("2025-03", 3), ("2025-04", 3), ("2025-06", 1)):
        for n in range(households):
            data.add("dibao", month=month, household=f"DB-{n:03}", covered=2, amount="714.25")

    found = table(
        {"cross": {"figures": ["dibao_households", "dibao_persons", "dibao_amount"], "across": "quarters"}},
        data,
        "2025H1",
    )

    assert [column.title for column in found.columns] == ["指标名称", "计量单位", "第一季度", "第二季度", "合计"]
    assert rows(found) == {
        "低保户数": ["户", 3, 1, 1],
        "低保人数": ["人", 6, 2, 2],
        "发放低保金": ["元", Decimal("3571.25"), Decimal("2857.00"), Decimal("6428.25")],
    }


def test_months_that_have_not_begun_are_left_out() -> None:
    found = table({"cross": {"figures": ["visits"]}}, Memory(), "2026")

    assert [column.title for column in found.columns][2:] == [f"{month}月" for month in range(1, 12)] + ["合计"]


def test_a_turned_table_has_a_row_a_month_for_a_chart() -> None:
    data = Memory()
    cases(data, "2026-02", NEIGHBOURS)
    front = {
        "tables": [{"name": "m", "cross": {"figures": ["mediation_accepted", "mediation_open"], "turned": True}}],
        "charts": [{"name": "c", "title": "走势", "kind": "line", "table": "m", "values": ["mediation_accepted"]}],
    }

    found = report(front, data)

    assert [row.cells for row in found.tables[0].rows] == [
        ("1月", Absent.NOT_REPORTED, Absent.NOT_REPORTED),
        ("2月", 1, 1),
        ("3月", 0, 1),
    ]
    assert found.charts[0].values == ("mediation_accepted",)


def test_f02_comes_out_to_the_fen_and_households_are_never_added_to_persons_s39_story_25() -> None:
    spec = {
        "slices": {"by": "kind", "figures": ["relief_households", "relief_persons", "relief_paid", "relief_per_person"]}
    }

    found = rows(table(spec, payments(), "2026-02"))

    none = Absent.NOT_APPLICABLE
    assert found["合计"] == [9, 161, Decimal("113095.78"), Decimal("664.67")]  # 107012.28 元 ÷ 161 人
    assert found["低保金"] == [2, none, Decimal("1428.50"), none]
    assert found["临时救助"] == [none, 12, Decimal("15000.00"), Decimal("1250.00")]
    assert found["烈军属标准差"] == [none, none, Decimal("225.00"), none]


def test_records_of_the_period_may_be_listed_without_any_person() -> None:
    data = Memory()
    data.add(
        "case", accepted_on="2026-03-09", category=ESTATE, summary="停车", state="受理", complex=True, amount="1200.5"
    )
    first = data.add("case", accepted_on="2026-03-02", category=NEIGHBOURS, summary="漏水", state="调解中")
    data.add("case", accepted_on="2026-02-28", category=NEIGHBOURS, summary="噪音", state="调解中")
    spec = {
        "list": {"ledger": "case", "fields": ["受理日期", "category", "complex", "amount"], "where": "状态 <> '撤回'"}
    }

    found = table(spec, data)

    assert [column.title for column in found.columns] == ["编号", "受理日期", "纠纷类型", "疑难复杂", "涉及金额（元）"]
    assert [row.cells[1:] for row in found.rows] == [
        ("2026-03-02", NEIGHBOURS, None, None),
        ("2026-03-09", ESTATE, "是", Decimal("1200.50")),
    ]
    assert found.rows[0].cells[0] == first


def test_tables_may_be_meant_for_some_periods_only() -> None:
    front = {"tables": [{"name": "a", "rows": ["visits"], "periods": ["quarter"]}, {"name": "b", "rows": ["visits"]}]}

    assert [each.name for each in report(front, Memory()).tables] == ["b"]
    assert [each.name for each in report(front, Memory(), "2026Q1").tables] == ["a", "b"]
