"""A plan made from rules: minimum counts, named days, what last year left, goals from last year's numbers (story 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planstore
from planstore import Memory
from shequ_cli.work.clock import Timing, open_clocks
from shequ_cli.work.plan import Plan, Task
from shequ_cli.work.planbasis import Surroundings, basis
from shequ_cli.work.planmaking import basis_period, generate
from shequ_cli.work.planstatus import State, TaskStatus


def plan(data: Memory, year: int = 2027, today: str = "2026-11-21", last: tuple[TaskStatus, ...] = ()) -> Plan:
    source = planstore.source(data, today)
    timing = Timing(planstore.calendar(), source.today)
    clocks = open_clocks(planstore.ledgers().values(), data, timing, planstore.codelists())
    around = Surroundings(planstore.calendar(), planstore.campaigns(), clocks, last)
    return generate(planstore.rules(), year, basis(planstore.rules(), year, source, around))


def task(found: Plan, id: str) -> Task:
    (one,) = [each for each in found.tasks if each.id == id]
    return one


def visits(data: Memory, month: str, number: int) -> None:
    for n in range(number):
        data.add("visit", visited_on=f"{month}-{n % 28 + 1:02}", object=f"L-{n:03}", object_kind="独居老人")


def test_a_goal_grows_from_last_years_number_and_says_how_story_2() -> None:
    data = Memory()
    for month in range(1, 13):
        visits(data, f"2026-{month:02}", 10)

    found = task(plan(data, today="2027-01-08"), "goal-visits")

    assert (found.target, found.per, found.unit) == (Decimal(126), "year", "人次")
    assert found.remark == "2026年为120人次，增长5%"


def test_while_last_year_runs_its_whole_months_are_reckoned_up_to_a_year_and_that_is_said() -> None:
    data = Memory()
    for month in range(1, 11):
        visits(data, f"2026-{month:02}", 10)
    visits(data, "2026-11", 7)

    found = plan(data, today="2026-11-21")

    assert task(found, "goal-visits").target == Decimal(126)
    assert task(found, "goal-visits").remark == "2026年1—10月为100人次，折算全年120人次，增长5%"
    assert found.facts["上年数据"] == "2026年1—10月"
    assert "上年数据取自2026年1—10月，年初可再生成一次，未改动的任务会随之更新" in found.remarks


def test_a_rate_keeps_last_years_level_but_never_falls_below_its_standard_s29() -> None:
    data = Memory()
    for n in range(10):
        good = {"state": "达成协议", "agreement_on": "2026-03-20"} if n < 9 else {"state": "调解不成"}
        data.add(
            "case", accepted_on="2026-03-01", concluded_on="2026-03-20", category="邻里纠纷", summary="漏水", **good
        )
    low = task(plan(data, today="2027-01-08"), "goal-success")
    data.change("case-20260301-0010", state="达成协议", agreement_on="2026-03-20")
    high = task(plan(data, today="2027-01-08"), "goal-success")

    assert (low.target, low.remark) == (Decimal(95), "2026年为90.0%")
    assert (high.target, high.remark) == (Decimal(100), "2026年为100.0%，保持这一水平")


def test_without_a_record_of_last_year_the_target_stays_open_and_is_never_zero() -> None:
    found = task(plan(Memory()), "goal-visits")

    assert found.target is None
    assert found.remark == "2026年1—10月没有记录，目标待定"


def test_zero_last_year_is_no_ground_for_a_target_either() -> None:
    data = Memory()
    data.add("activity", held_on="2026-03-01", kind="法治宣传栏更换", theme="样例", state="已完成")

    found = task(plan(data, today="2027-01-08"), "goal-attendance")

    assert (found.target, found.remark) == (None, "2026年为0人次，目标待定")


def test_minimum_counts_become_tasks_with_lead_cooperate_and_implement() -> None:
    found = task(plan(Memory()), "health-lecture")

    assert (found.title, found.demand) == ("举办健康知识讲座", "每月不少于1场")
    assert found.duty.text == "居民委员会牵头，社区卫生服务中心配合，健康教育专干落实"
    assert (found.start, found.due) == (date(2027, 1, 1), date(2027, 12, 31))


def test_named_days_become_tasks_around_their_day_lunar_ones_too() -> None:
    found = plan(Memory())

    spring = task(found, "culture-day-spring_festival")
    assert (spring.occasion, spring.start, spring.due) == ("春节（2月6日）", date(2027, 1, 30), date(2027, 2, 13))
    assert spring.where == "campaign = '春节'"
    assert task(found, "safety-day-safety").occasion == "安全生产月（6月）"
    assert task(found, "welfare-day-elder").occasion == "老年节（10月8日）"


def test_open_cases_hazards_and_requests_are_carried_over_by_their_ids() -> None:
    data = Memory()
    late = data.add("case", accepted_on="2026-09-20", category="邻里纠纷", summary="漏水", state="调解中")
    new = data.add("case", accepted_on="2026-11-10", category="物业纠纷", summary="停车", state="受理")
    data.add(
        "case",
        accepted_on="2026-09-01",
        category="邻里纠纷",
        summary="噪音",
        state="调解不成",
        concluded_on="2026-09-20",
    )
    data.add("request", received_on="2026-11-19", kind="路灯", content="灯不亮", state="待分办", urgency="一般")

    found = plan(data)

    carried = task(found, "carry-case")
    assert carried.records == tuple(sorted((late, new)))
    assert carried.clocks == ("调结",)
    assert carried.remark == "截至2026年11月21日未办结2件，其中已超期1件"
    assert carried.due == date(2027, 1, 31)
    assert len(task(found, "carry-request").records) == 1
    assert not [each for each in found.tasks if each.id == "carry-hazard"]


def test_what_began_in_the_plans_own_year_is_not_carried_over() -> None:
    data = Memory()
    old = data.add("case", accepted_on="2026-12-20", category="邻里纠纷", summary="漏水", state="调解中")
    data.add("case", accepted_on="2027-01-05", category="邻里纠纷", summary="噪音", state="调解中")

    assert task(plan(data, today="2027-01-20"), "carry-case").records == (old,)


def test_a_carried_task_names_no_person_only_ids() -> None:
    data = Memory()
    data.add(
        "case", accepted_on="2026-09-20", category="邻里纠纷", summary="李小明家漏水", state="调解中", mediator="李小明"
    )

    found = task(plan(data), "carry-case")

    assert "李小明" not in "".join(map(str, (found.title, found.remark, found.records, found.duty)))


def test_the_clerks_own_unfinished_task_goes_on_and_the_rules_own_are_made_anew() -> None:
    own = Task("自定-1", "修订居民公约", "会议议事与居务公开", date(2026, 1, 1), date(2026, 10, 31), finished=None)
    ruled = replace(own, id="sport")
    day = replace(own, id="law-day-consumer")
    last = tuple(TaskStatus(each, State.OVERDUE) for each in (own, ruled, day))
    done = TaskStatus(replace(own, id="自定-2"), State.DONE)

    found = plan(Memory(), last=(*last, done))

    (again,) = [each for each in found.tasks if each.id.startswith("unfinished-")]
    assert (again.id, again.title, again.due) == ("unfinished-自定-1", "修订居民公约", date(2027, 6, 30))
    assert again.remark == "2026年计划未完成，接着办"


def test_a_task_unfinished_twice_keeps_its_id() -> None:
    own = Task("unfinished-自定-1", "修订居民公约", "其他工作", date(2026, 1, 1), date(2026, 6, 30))

    found = plan(Memory(), last=(TaskStatus(own, State.OVERDUE),))

    assert [each.id for each in found.tasks if "自定" in each.id] == ["unfinished-自定-1"]


def test_a_due_date_on_a_day_off_comes_before_it_when_the_calendar_is_known() -> None:
    found = plan(Memory(), year=2026, today="2026-01-05")

    # 2026-01-31 is a Saturday, 2026-06-30 a Tuesday
    assert task(found, "pledge-half").due == date(2026, 7, 31)
    assert task(found, "health-review").due == date(2026, 12, 18)
    assert not [remark for remark in found.remarks if "放假安排" in remark]


def test_a_year_without_days_off_is_said_and_never_guessed() -> None:
    found = plan(Memory(), year=2027)

    assert task(found, "health-review").due == date(2027, 12, 20)
    assert "2027年放假安排还没有录入，完成时限按日历日排定，未避开休息日" in found.remarks


@pytest.mark.parametrize(
    ("today", "code"),
    [
        ("2027-01-01", "2026"),
        ("2027-06-30", "2026"),
        ("2026-11-21", "2026-01..2026-10"),
        ("2026-02-01", "2026-01"),
        ("2026-01-31", "2025"),
        ("2025-12-31", "2024"),
    ],
)
def test_the_basis_is_last_year_or_its_whole_months_so_far(today: str, code: str) -> None:
    assert basis_period(2027, date.fromisoformat(today)).code == code


@given(st.integers(2025, 2035), st.dates(date(2024, 1, 1), date(2036, 12, 31)))
def test_every_date_of_a_plan_is_in_its_year(year: int, today: date) -> None:
    found = plan(Memory(), year, today.isoformat())

    for one in found.tasks:
        assert date(year, 1, 1) <= one.start <= one.due <= date(year, 12, 31), one
    assert len({one.id for one in found.tasks}) == len(found.tasks)
