"""Reports as values: definitions that hold together, figures and tables of a period, the shapes that scripts rely on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import planstore
from planstore import Memory
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.clock import Timing
from shequ_cli.work.periodwords import parse
from shequ_cli.work.plandue import due_reports
from shequ_cli.work.report import Report, WrongPeriod, build, listing
from shequ_cli.work.reportfile import ReportDefinition, read_definition
from shequ_cli.work.series import series
from shequ_cli.work.table import Absent, Points, Role, Table
from shequ_cli.work.views import Views

Front = Mapping[str, Any]


def definition(**front: object) -> ReportDefinition:
    return read_definition("sample", {"title": "样表", **front}, planstore.measures(), planstore.ledgers())


def report(front: Front, data: Memory, period: str = "2026-03", today: str = "2026-11-21") -> Report:
    source = planstore.source(data, today)
    return build(definition(**front), parse(period, source.today), source)


def table(spec: Front, data: Memory, period: str = "2026-03") -> Table:
    (found,) = report({"tables": [{"name": "one", "title": "表", **spec}]}, data, period).tables
    return found


def rows(found: Table) -> dict[object, list[object]]:
    return {row.cells[0]: list(row.cells[1:]) for row in found.rows}


def cases(data: Memory, month: str, *categories: str) -> None:
    for category in categories:
        data.add("case", accepted_on=f"{month}-10", category=category, summary="样例", state="受理")


NEIGHBOURS, ESTATE = "邻里纠纷", "物业纠纷"


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({"figures": ["mediation_acepted"]}, "没有叫“mediation_acepted”的指标，是不是“mediation_accepted"),
        ({"figures": [{"heading": "甲", "figures": ["受理纠纷"]}]}, "没有叫“受理纠纷”的指标"),
        ({"tables": [{"name": "a", "rows": ["visits"], "columns": ["vale"]}]}, "没有叫“vale”的列，是不是“value”"),
        (
            {"tables": [{"name": "a", "rows": [{"figure": "visits", "by": "category"}]}]},
            "没有叫“category”的走访探访 的分组",
        ),
        ({"tables": [{"name": "a", "cross": {"figures": []}}]}, "cross 要么写 figure 和 by，要么写 figures"),
        (
            {"tables": [{"name": "a", "slices": {"figures": ["visits"]}}]},
            "slices 要写 figures，和它们共有的一个分组 by",
        ),
        ({"tables": [{"name": "a", "cross": {}, "slices": {}}]}, "只能写一种"),
        ({"tables": [{"name": "a", "list": {"ledger": "cases"}}]}, "没有叫“cases”的台账，是不是“case”"),
        ({"tables": [{"name": "a", "rows": [{"titel": "甲"}]}]}, "表的一行要写 heading、figure、part 或 total"),
        ({"periods": ["monthly"]}, "没有叫“monthly”的期间种类，是不是“month”"),
        ({"audience": "领导"}, "没有叫“领导”的对象"),
        ({"charts": [{"name": "c", "table": "b"}], "tables": [{"name": "a", "rows": ["visits"]}]}, "没有叫“b”的表"),
    ],
)
def test_a_slip_in_a_template_is_named_with_the_nearest_word(front: Front, said: str) -> None:
    with pytest.raises(BadDefinition, match="templates/sample.md") as caught:
        definition(**front)
    assert said in str(caught.value)


def test_a_report_never_lists_personal_data() -> None:
    with pytest.raises(BadDefinition, match="报表不能列出个人信息：反映人"):
        definition(tables=[{"name": "a", "list": {"ledger": "request", "fields": ["received_on", "person"]}}])


def test_figures_may_be_named_by_their_titles_and_gather_from_groups_and_tables() -> None:
    found = definition(
        figures=["受理矛盾纠纷", {"heading": "走访", "figures": ["visits"]}],
        tables=[{"name": "a", "rows": ["调解成功率"]}],
    )

    assert found.figures == ("mediation_accepted", "visits", "mediation_success_rate")
    assert [group.heading for group in found.groups] == ["", "走访"]


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("2026-03", "幸福社区2026年3月工作月报"),
        ("2026Q1", "幸福社区2026年第一季度工作季报"),
        ("2026H1", "幸福社区2026年上半年工作半年报"),
        ("2025", "幸福社区2025年工作年报"),
    ],
)
def test_one_template_serves_month_quarter_half_and_year(period: str, title: str) -> None:
    front = {"pattern": "{community}{period}工作{kind}", "figures": ["visits"]}

    assert report(front, Memory(), period).title == title


def test_a_report_refuses_a_kind_of_period_that_it_is_not_made_for() -> None:
    with pytest.raises(WrongPeriod, match="样表只按月、季度出，请换一个期间"):
        report({"periods": ["month", "quarter"], "figures": ["visits"]}, Memory(), "2026")


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


F02 = (
    ("低保无房户租金补贴", "人", 8, "12960"),
    ("低保金", "户", 2, "1428.5"),
    ("大病医疗救助", "人", 2, "3359.4"),
    ("基本医疗救助", "人", 5, "1292.88"),
    ("临时救助", "人", 12, "15000"),
    ("残疾慰问", "人", 2, "1600"),
    ("困难群体及优抚慰问", "户", 7, "4430"),
    ("春节一次性生活补贴（低保）", "人", 68, "34000"),
    ("春节一次性生活补贴（低收入）", "人", 10, "4000"),
    ("烈军属标准差", "", 0, "225"),
    ("无业残疾人基本生活费", "人", 40, "26400"),
    ("重度残疾人慰问金", "人", 14, "8400"),
)


def payments() -> Memory:
    data = Memory()
    for kind, counted, number, amount in F02:
        people = {"人": {"persons": number}, "户": {"households": number}}.get(counted, {})
        data.add("relief", paid_on="2026-02-10", kind=kind, counted_as=counted or None, amount=amount, **people)
    return data


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

    assert [column.title for column in found.columns] == ["编号", "受理日期", "纠纷类型", "疑难复杂", "涉及金额"]
    assert [row.cells[1:] for row in found.rows] == [
        ("2026-03-02", NEIGHBOURS, None, None),
        ("2026-03-09", ESTATE, "是", Decimal("1200.50")),
    ]
    assert found.rows[0].cells[0] == first


def test_tables_may_be_meant_for_some_periods_only() -> None:
    front = {"tables": [{"name": "a", "rows": ["visits"], "periods": ["quarter"]}, {"name": "b", "rows": ["visits"]}]}

    assert [each.name for each in report(front, Memory()).tables] == ["b"]
    assert [each.name for each in report(front, Memory(), "2026Q1").tables] == ["a", "b"]


def test_json_has_the_promised_shape() -> None:
    front = {
        "figures": ["relief_paid", "relief_kinds"],
        "tables": [{"name": "a", "title": "表", "rows": ["relief_paid"], "columns": ["unit", "value", "yoy"]}],
    }

    shape = report(front, payments(), "2026-02").as_json()

    assert (shape["shequ"], shape["report"], shape["period"], shape["left_out"]) == ("report/1", "sample", "2026-02", 0)
    figures = shape["figures"]
    assert isinstance(figures, dict)
    paid = figures["relief_paid"]
    assert (paid["title"], paid["unit"], paid["kind"], paid["value"], paid["count"]) == (
        "发放救助慰问金",
        "元",
        "flow",
        "113095.78",
        12,
    )
    assert (paid["last_year"], paid["target"], paid["light"]) == (None, None, None)
    assert paid["by"]["kind"]["临时救助"] == "15000.00"
    assert figures["relief_kinds"]["value"] == 12
    assert shape["tables"] == [
        {"name": "a", "title": "表", "columns": ["指标名称", "计量单位", "本月数", "同比±%"], "rows": [["发放救助慰问金", "元", "113095.78", None]], "notes": []}
    ]  # fmt: skip


def test_the_list_of_reports_has_the_promised_shape() -> None:
    found = definition(genre="G24", periods=["month"], figures=["visits"])

    assert listing([(found, "shipped")]) == {
        "shequ": "reports/1",
        "reports": [{"name": "sample", "title": "样表", "genre": "G24", "periods": ["month"], "from": "shipped"}],
    }


@pytest.mark.parametrize(
    ("today", "due"),
    [("2026-04-01", "2026-04-05"), ("2026-04-05", "2026-04-05"), ("2026-04-06", None), ("2026-03-31", None)],
)
def test_a_report_is_due_some_days_after_its_period(today: str, due: str | None) -> None:
    found = definition(figures=["visits"], due={"month": "5 days"})

    items = list(due_reports([found], Timing(planstore.calendar(), date.fromisoformat(today))))

    assert [(item.title, str(item.due)) for item in items] == ([("报送2026年3月样表", due)] if due else [])


@pytest.mark.parametrize("name", ["mediation_accepted", "mediation_success_rate", "mediation_open", "visits", "dibao_households", "relief_paid", "visit_objects"])  # fmt: skip
def test_months_asked_together_say_what_each_says_alone(name: str) -> None:
    data = payments()
    for month in ("2025-12", "2026-02"):
        cases(data, month, NEIGHBOURS, "拖欠农民工工资纠纷")
        data.add(
            "case",
            accepted_on=f"{month}-03",
            category=ESTATE,
            summary="停车",
            state="达成协议",
            concluded_on=f"{month}-20",
            agreement_on=f"{month}-20",
        )
        data.add("visit", visited_on=f"{month}-05", object="L-1", object_kind="独居老人")
        data.add("dibao", month=month, household="DB-1", covered=2, amount="700")
    source = planstore.source(data, "2026-03-15")
    spans = [parse(code, source.today) for code in ("2026-01", "2026-02", "2026-03", "2026-04", "2026Q1")]
    by = next((way.field.name for way in source.measures[name].by), "")

    together = series((name,), spans, source, by)

    for span, figures in zip(spans, together, strict=True):
        alone = source.figures((name,), span)[name]
        assert figures[name].value == alone.value
        assert values(figures[name].slices.get(by)) == values(alone.slices.get(by))
        assert values(figures[name].families.get(by)) == values(alone.families.get(by))


def values(cut: Mapping[str, Views] | None) -> dict[str, object]:
    return {title: views.value for title, views in (cut or {}).items() if views.value}
