"""下步工作: what the next period brings, from deadlines of open records and named days."""

from __future__ import annotations

from datetime import date

import pytest

import planstore
from planstore import Memory
from shequ_cli.work.ahead import Ahead, ahead, following
from shequ_cli.work.campaign import occurrences
from shequ_cli.work.clock import Timing, open_clocks
from shequ_cli.work.periodwords import parse

TODAY = date(2026, 4, 2)


def found(period: str, data: Memory) -> Ahead:
    clocks = open_clocks(planstore.ledgers().values(), data, Timing(planstore.calendar(), TODAY), planstore.codelists())
    days = [
        day
        for day in occurrences(planstore.campaigns(), 2026)
        if day.id in ("natsec", "aiwei", "reading", "civil_code")
    ]
    return ahead(parse(period, TODAY), TODAY, planstore.ledgers(), clocks, days)


def test_deadlines_of_the_next_month_are_counted_late_ones_told_apart() -> None:
    data = Memory()
    data.add("case", accepted_on="2026-03-10", category="邻里纠纷", summary="漏水", state="调解中")
    data.add("case", accepted_on="2026-02-10", category="邻里纠纷", summary="噪音", state="调解中")
    data.add("case", accepted_on="2026-04-01", category="邻里纠纷", summary="停车", state="受理")
    data.add(
        "visit", visited_on="2026-03-30", object="L-1", object_kind="独居老人", followup_due="2026-04-20", need="其他"
    )

    coming = found("2026-03", data)

    said = [(each.ledger, each.unit, [tuple(clock) for clock in each.clocks]) for each in coming.deadlines]
    assert said == [("矛盾纠纷调解", "件", [("调结", 2, 1)]), ("走访探访", "人次", [("跟进", 1, 0)])]
    assert coming.late == 1


def test_named_days_that_begin_in_the_next_period_are_told_with_their_dates() -> None:
    assert found("2026-03", Memory()).days == (
        "爱国卫生月（4月）",
        "全民国家安全教育日（4月15日）",
        "全民阅读活动周（4月20日至4月26日）",
    )


def test_of_a_period_long_over_no_deadline_is_told_since_they_are_those_of_today() -> None:
    data = Memory()
    data.add("case", accepted_on="2026-01-10", category="邻里纠纷", summary="漏水", state="调解中")

    assert found("2026-01", data).deadlines == ()
    assert found("2026-02", data).deadlines == ()
    assert found("2026-03", data).deadlines != ()


@pytest.mark.parametrize(
    ("period", "after"), [("2026-12", "2027-01"), ("2026Q1", "2026Q2"), ("2026H2", "2027H1"), ("2026", "2027")]
)
def test_the_following_period_is_of_the_same_kind(period: str, after: str) -> None:
    assert following(parse(period, TODAY)).code == after
