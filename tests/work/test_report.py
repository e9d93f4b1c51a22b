"""Reports as values: definitions that hold together, the figures of a period, the shapes that scripts rely on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from reportmade import ESTATE, NEIGHBOURS, Front, cases, definition, payments, report

import planstore
from planstore import Memory
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.clock import Timing
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import WrongPeriod, listing
from shequ_cli.work.series import series
from shequ_cli.work.submission import due_submissions, from_reports
from shequ_cli.work.views import Views


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

    timing = Timing(planstore.calendar(), date.fromisoformat(today))
    items = list(due_submissions(from_reports([found]), (), timing))

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
