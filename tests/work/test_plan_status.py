"""How far a plan is, reckoned from records: done, share, pace, where it fell short."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import planstore
from planstore import Memory
from shequ_cli.work.clock import Timing
from shequ_cli.work.plan import Duty, Plan, Task
from shequ_cli.work.plandue import due_tasks, minimums
from shequ_cli.work.planshape import as_json
from shequ_cli.work.planstatus import Standing, State, TaskStatus, status

START, END = date(2026, 1, 1), date(2026, 12, 31)
LECTURE = Task(
    "health-lecture",
    "举办健康知识讲座",
    "健康教育",
    start=START,
    due=END,
    measure="health_lectures",
    target=Decimal(1),
    unit="场",
    per="month",
)
CONSULT = Task(
    "health-consult",
    "开展公众健康咨询",
    "健康教育",
    start=START,
    due=END,
    measure="health_consultations",
    target=Decimal(6),
    unit="次",
    per="year",
)
MEET = Task(
    "sports-meet",
    "举办居民运动会",
    "文体活动",
    start=START,
    due=END,
    measure="sports_meets",
    target=Decimal(1),
    unit="场",
    per="year",
)
REPLY = Task(
    "goal-reply", "诉求回复", "诉求", start=START, due=END, measure="request_reply_rate", target=Decimal(100), unit="%"
)
OVERDUE = Task(
    "goal-overdue",
    "逾期隐患",
    "安全",
    start=START,
    due=END,
    measure="hazards_overdue",
    target=Decimal(0),
    at_most=True,
    unit="处",
)
CARRY = Task(
    "carry-case",
    "调结结转纠纷",
    "纠纷",
    date(2026, 1, 1),
    date(2026, 1, 31),
    records=("case-20251201-7k3f", "case-20251210-9k2m"),
    clocks=("调结",),
)
OWN = Task("自定-1", "修订居民公约", "议事", date(2026, 3, 1), date(2026, 6, 30), Duty(("居民委员会",)))


def held(
    task: Task, today: str, data: Memory | None = None, open_now: frozenset[tuple[str, str]] = frozenset()
) -> TaskStatus:
    source = planstore.source(data or Memory(), today)
    (one,) = status(Plan(2026, "计划", (task,)), Standing(source.measures, source.asked, open_now, source.today))
    return one


def activities(*days: str, kind: str = "健康知识讲座", **more: str) -> Memory:
    data = Memory()
    for day in days:
        data.add("activity", held_on=day, kind=kind, theme="样例", state="已完成", **more)
    return data


def test_every_month_wants_its_own_and_a_good_month_never_makes_up_a_missed_one() -> None:
    data = activities("2026-01-05", "2026-01-15", "2026-03-05")

    found = held(LECTURE, "2026-04-15", data)

    assert (found.done, found.total, found.state) == (3, Decimal(12), State.BEHIND)
    assert found.share == Decimal(2) / 12
    assert found.expected == Decimal(3) / 12
    assert found.detail == "每月不少于1场：2月缺；本月还差1场"


def test_it_is_on_track_while_the_running_month_is_not_over() -> None:
    data = activities("2026-01-05", "2026-02-15", "2026-03-05")

    found = held(LECTURE, "2026-04-30", data)

    assert (found.state, found.detail) == (State.ON_TRACK, "本月还差1场")


def test_planned_activities_do_not_count_until_they_are_held() -> None:
    data = Memory()
    data.add("activity", held_on="2026-01-05", kind="健康知识讲座", theme="样例", state="计划中")

    assert held(LECTURE, "2026-01-31", data).done == 0


def test_a_month_that_is_short_at_the_years_end_leaves_the_task_overdue() -> None:
    data = activities(*(f"2026-{month:02}-05" for month in range(1, 12)))

    found = held(LECTURE, "2027-01-05", data)

    assert (found.state, found.detail) == (State.OVERDUE, "每月不少于1场：12月缺")


def test_a_year_is_done_when_its_number_is_reached_s54_story_32() -> None:
    data = activities(*(f"2026-0{month}-05" for month in range(1, 7)), kind="公众健康咨询")

    assert held(CONSULT, "2026-07-01", data).state is State.DONE
    assert held(CONSULT, "2026-03-20", activities("2026-01-05", kind="公众健康咨询")).state is State.ON_TRACK
    assert held(CONSULT, "2026-09-20", activities("2026-01-05", kind="公众健康咨询")).state is State.BEHIND


def test_one_meeting_a_year_is_not_late_before_the_year_is_over() -> None:
    assert held(MEET, "2026-11-30", activities("2026-05-01")).state is State.NOT_STARTED
    assert held(MEET, "2027-01-01", activities("2026-05-01")).state is State.OVERDUE
    assert held(MEET, "2026-11-30", activities("2026-10-20", kind="运动会")).state is State.DONE


def test_a_rate_holds_or_does_not_and_is_settled_at_the_end() -> None:
    data = Memory()
    first = data.add(
        "request", received_on="2026-03-02", kind="路灯", content="灯不亮", state="已回复", replied_on="2026-03-05"
    )
    data.add(
        "request", received_on="2026-03-03", kind="路灯", content="灯不亮", state="已回复", replied_on="2026-03-06"
    )

    good = held(REPLY, "2026-04-01", data)
    data.change(first, replied_on=None)

    assert (good.state, good.done, good.share) == (State.ON_TRACK, Decimal("100.0"), Decimal(1))
    assert held(REPLY, "2026-04-01", data).state is State.BEHIND
    assert held(REPLY, "2027-01-01", data).state is State.OVERDUE
    assert held(REPLY, "2026-04-01").state is State.NOT_STARTED


def test_a_ceiling_is_kept_while_the_number_is_not_above_it() -> None:
    data = Memory()
    data.add(
        "hazard",
        found_on="2026-01-02",
        object="商店",
        description="杂物",
        level="一般隐患",
        due_on="2026-01-10",
        state="待整改",
    )
    kept = held(OVERDUE, "2026-02-01", data)
    data.add(
        "hazard",
        found_on="2026-01-03",
        object="饭店",
        description="杂物",
        level="一般隐患",
        due_on="2026-01-10",
        state="逾期未改",
    )

    assert kept.state is State.ON_TRACK
    assert held(OVERDUE, "2026-02-01", data).state is State.BEHIND


def test_carried_records_are_done_when_their_clocks_are_met() -> None:
    both = frozenset((id, "调结") for id in CARRY.records)
    other = frozenset((id, "归档") for id in CARRY.records)

    assert held(CARRY, "2026-01-20", open_now=both).state is State.PENDING
    half = held(CARRY, "2026-02-02", open_now=frozenset([*both][:1]))
    assert (half.state, half.done, half.total, half.share) == (State.OVERDUE, 1, Decimal(2), Decimal("0.5"))
    assert held(CARRY, "2026-01-20", open_now=other).state is State.DONE


@pytest.mark.parametrize(
    ("finished", "today", "state"),
    [
        (None, "2026-02-01", State.PENDING),
        (None, "2026-06-30", State.PENDING),
        (None, "2026-07-01", State.OVERDUE),
        (date(2026, 7, 9), "2026-07-10", State.DONE),
        (date(2026, 7, 9), "2026-07-01", State.OVERDUE),
    ],
)
def test_what_nothing_measures_the_clerk_finishes(finished: date | None, today: str, state: State) -> None:
    assert held(replace(OWN, finished=finished), today).state is state


def test_a_condition_of_the_task_narrows_its_measure() -> None:
    data = activities("2026-02-12", kind="节日活动", campaign="春节")
    task = Task(
        "day",
        "春节活动",
        "文体",
        date(2026, 2, 10),
        date(2026, 2, 24),
        measure="activities",
        where="主题日 = '春节'",
        target=Decimal(1),
    )

    assert held(task, "2026-02-13", data).state is State.DONE
    assert held(replace(task, where="campaign = '元宵节'"), "2026-02-25", data).state is State.OVERDUE
    assert held(task, "2026-02-01", data).state is State.PENDING


def test_json_gives_exact_numbers_and_words_that_scripts_rely_on() -> None:
    source = planstore.source(activities("2026-01-05"), "2026-02-15")
    plan = Plan(2026, "计划", (LECTURE, REPLY, OWN))
    shape = as_json([(plan, status(plan, Standing(source.measures, source.asked, frozenset(), source.today)))])

    assert (shape["shequ"], shape["year"]) == ("plan/1", 2026)
    tasks = shape["tasks"]
    assert isinstance(tasks, list)
    lecture, reply, own = tasks
    assert (lecture["id"], lecture["due"], lecture["target"], lecture["done"]) == ("health-lecture", "2026-12-31", 1, 1)
    assert (lecture["share"], lecture["expected"], lecture["state"]) == ("8.3", "8.3", "on_track")
    assert (reply["done"], reply["share"]) == (None, None)
    assert (own["lead"], own["measure"], own["target"]) == (["居民委员会"], None, None)


def test_today_gets_running_months_as_minimums_and_the_rest_as_tasks() -> None:
    source = planstore.source(activities("2026-01-05"), "2026-07-02")
    plan = Plan(2026, "计划", (LECTURE, OWN, REPLY, replace(CARRY, id="done", records=("case-20251201-7k3f",))))
    found = status(plan, Standing(source.measures, source.asked, frozenset(), source.today))

    (minimum,) = minimums(found)
    assert (minimum.id, minimum.period.code, minimum.least, minimum.done) == ("health-lecture", "2026-07", 1, 0)
    items = {item.id: item for item in due_tasks(found, Timing(planstore.calendar(), source.today))}
    assert set(items) == {"自定-1", "goal-reply"}
    assert items["goal-reply"].detail == "达到100%，未开始"
    assert (items["自定-1"].state.value, items["自定-1"].due) == ("overdue", date(2026, 6, 30))
