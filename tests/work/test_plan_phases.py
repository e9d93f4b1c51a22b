"""Schemes with phases: their rules, the plan made from them, its file, steps that were left out, and the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import planstore
from planstore import Memory
from shequ_cli.store import yamledit, yamlfile
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.clock import Timing
from shequ_cli.work.periodwords import parse
from shequ_cli.work.plan import Phase, Plan, Task
from shequ_cli.work.planbasis import Surroundings, basis
from shequ_cli.work.plandocument import demand, month_table, view
from shequ_cli.work.plandue import due_tasks
from shequ_cli.work.planfile import PlanFile, text
from shequ_cli.work.planmaking import generate
from shequ_cli.work.planmerge import merged
from shequ_cli.work.planreading import read_plan
from shequ_cli.work.planrule import PlanRules
from shequ_cli.work.planrulefile import read_rules
from shequ_cli.work.planstatus import Standing, State, TaskStatus, status

ROUSE = {
    "id": "rouse",
    "title": "宣传动员",
    "start": "02-01",
    "due": "04-15",
    "lead": "社区党组织",
    "cooperate": ["居民委员会"],
    "tasks": [
        {"id": "talks", "title": "办宣讲", "measure": "law_classes", "at_least": 3},
        {"id": "kickoff", "title": "开动员会", "due": "02-28", "lead": "居民委员会"},
    ],
}
CLEAN = {
    "id": "clean",
    "title": "环境治理",
    "start": "04-15",
    "due": "05-15",
    "accept": "05-15",
    "accept_by": "街道",
    "lead": "居民委员会",
    "tasks": [{"id": "spots", "title": "摸清点位", "due": "04-24"}],
}
LATER = {
    "id": "keep",
    "title": "巩固",
    "start": "12-01",
    "due": "02-28",
    "year": 1,
    "lead": "居民委员会",
    "tasks": [{"id": "rest", "title": "收尾"}],
}


def rules(*phases: dict[str, Any], **parts: object) -> PlanRules:
    raw = {"title": "创建方案", "pattern": "{community}{year}年方案", "phases": list(phases), **parts}
    return read_rules("sample", raw, planstore.measures(), planstore.ledgers())


def made(found: PlanRules, year: int = 2026, data: Memory | None = None, today: str = "2026-01-20") -> Plan:
    around = Surroundings(planstore.calendar(), planstore.campaigns())
    return generate(found, year, basis(found, year, planstore.source(data or Memory(), today), around))


def held(plan: Plan, today: str, data: Memory | None = None) -> dict[str, TaskStatus]:
    source = planstore.source(data or Memory(), today)
    found = status(plan, Standing(source.measures, source.asked, frozenset(), source.today))
    return {one.task.id: one for one in found}


def finished(plan: Plan, **days: str) -> Plan:
    on = {id: date.fromisoformat(day) for id, day in days.items()}
    return replace(plan, tasks=tuple(replace(task, finished=on.get(task.id)) for task in plan.tasks))


def test_phases_may_share_the_day_on_which_one_ends_and_the_next_begins_r70() -> None:
    plan = made(rules(ROUSE, CLEAN))

    assert plan.phases == (
        Phase("宣传动员", date(2026, 2, 1), date(2026, 4, 15)),
        Phase("环境治理", date(2026, 4, 15), date(2026, 5, 15), date(2026, 5, 15)),
    )
    assert plan.headings == ("宣传动员", "环境治理")


def test_tasks_take_from_their_phase_what_they_do_not_say_and_stand_in_order_of_their_days() -> None:
    tasks = {task.id: task for task in made(rules(ROUSE, CLEAN)).tasks}

    assert list(tasks) == ["kickoff", "talks", "spots", "clean-accept"]
    assert (tasks["kickoff"].start, tasks["kickoff"].due) == (date(2026, 2, 1), date(2026, 2, 28))
    assert (tasks["kickoff"].duty.lead, tasks["kickoff"].duty.cooperate) == (
        ("居民委员会",),
        (),
    )  # leads, so helps nobody
    assert (tasks["talks"].duty.lead, tasks["talks"].due) == (("社区党组织",), date(2026, 4, 15))
    assert (tasks["talks"].per, tasks["talks"].demand) == ("", "不少于3场")


def test_the_acceptance_is_a_task_on_its_very_day_even_when_that_is_a_day_off() -> None:
    plan = made(rules({**CLEAN, "start": "05-10", "due": "05-23", "accept": "05-23", "tasks": []}))

    (task,) = plan.tasks
    assert (task.id, task.title, task.due) == ("clean-accept", "环境治理阶段验收", date(2026, 5, 23))  # a Saturday
    assert task.duty.lead == ("街道",)


@pytest.mark.parametrize(
    ("phase", "task"),
    [("环境治理", "环境治理阶段验收"), ("第一阶段", "第一阶段验收"), ("验收", "验收"), ("巩固验收", "巩固验收")],
)
def test_the_acceptance_is_called_after_its_phase_and_says_nothing_twice(phase: str, task: str) -> None:
    assert [one.title for one in made(rules({**CLEAN, "title": phase, "tasks": []})).tasks] == [task]


def test_a_phase_may_end_in_the_year_after_and_the_plan_then_runs_for_two() -> None:
    found = rules(CLEAN, LATER)
    plan = made(found)

    assert (found.years, plan.years) == (2, 2)
    assert plan.phases[1] == Phase("巩固", date(2026, 12, 1), date(2027, 2, 28))
    (rest,) = plan.tasks_of("巩固")
    assert (rest.start, rest.due) == (date(2026, 12, 1), date(2027, 2, 28))
    assert rules({**LATER, "accept": "03-10"}).phases[0].of(2026).accept == date(2027, 3, 10)
    assert rules({**LATER, "accept": "12-20", "year": 0, "start": "10-01", "due": "12-15"}).years == 1
    assert rules({**LATER, "accept": "01-10", "year": 0, "start": "10-01", "due": "12-15"}).phases[0].of(
        2026
    ).accept == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        ([ROUSE, {**CLEAN, "start": "04-14"}], "clean：阶段“宣传动员”还没有结束，“环境治理”就开始了"),
        ([CLEAN, ROUSE], "rouse：阶段“环境治理”还没有结束"),
        ([{**CLEAN, "due": "03-01"}], "clean：完成时限在开始之前；跨年的加一行 year: +1"),
        ([{**CLEAN, "tasks": [{"id": "x", "title": "早", "start": "04-01", "due": "04-20"}]}], "x：日子不在阶段“环境治理”之内"),
        ([{**CLEAN, "tasks": [{"id": "x", "title": "晚", "due": "06-01"}]}], "x：日子不在阶段“环境治理”之内"),
        ([{**CLEAN, "accept": "5月15日"}], "clean：日子要写成 03-31 的样子，不能是“5月15日”"),
        ([{**CLEAN, "lead": "", "tasks": [{"id": "x", "title": "甲"}]}], "x：要写明由谁牵头"),
        ([{"title": "无名"}], "每个阶段都要有 id 和 title，这里没有：{'title': '无名'}"),
        ([{**CLEAN, "tasks": ["x"]}], "tasks 里要写成一项一项的"),
        ([CLEAN, {**LATER, "tasks": [{"id": "spots", "title": "又一个"}]}], "编号重复：spots"),
        ([{**CLEAN, "tasks": [{"id": "x", "title": "甲", "measure": "dibao_household_months", "at_least": 1, "per": "week"}]}], "按月记，不能按每周要求"),
    ],
)  # fmt: skip
def test_a_slip_in_a_phase_is_told_with_its_name(phases: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(BadDefinition) as caught:
        rules(*phases)
    assert said in str(caught.value)


# the file


def written(plan: Plan) -> str:
    return text(plan, planstore.measures(), lambda raw: yamlfile.dump(dict(raw)))


def read(said: str, year: int = 2026) -> PlanFile:
    file, problems = read_plan(yamlfile.parse(said.encode()).tree, planstore.measures(), year)
    assert not problems, problems
    return file


def test_a_scheme_comes_back_from_its_file_as_it_was() -> None:
    plan = made(rules(ROUSE, CLEAN, LATER))

    again = read(written(plan)).plan

    assert (again.phases, again.years) == (plan.phases, 2)
    assert again.tasks == plan.tasks


def test_a_task_that_begins_on_the_next_years_first_day_does_so_when_the_file_is_read_again() -> None:
    """Only the first day of the plan's own first year goes without saying."""
    plan = made(rules(ROUSE, LATER | {"start": "01-01", "due": "07-31"}))
    again = read(written(plan)).plan

    assert {task.id: task.start for task in again.tasks}["rest"] == date(2027, 1, 1)
    assert again.tasks == plan.tasks


def test_a_day_beyond_the_schemes_years_is_a_problem_with_its_place() -> None:
    said = written(made(rules(CLEAN, LATER))).replace("完成时限: 2027-02-28", "完成时限: 2028-02-28")

    _file, problems = read_plan(yamlfile.parse(said.encode()).tree, planstore.measures(), 2026)

    assert [(one.code, one.keys) for one in problems] == [
        ("E-range", ("任务", "rest", "完成时限")),
        ("E-range", ("阶段", "巩固", "完成时限")),
    ]
    assert "不在2026—2027年内" in problems[0].message


def test_made_again_phases_follow_the_rules_until_the_clerk_moves_one() -> None:
    before = written(made(rules(ROUSE, CLEAN)))
    moved = made(rules(ROUSE, {**CLEAN, "due": "05-20", "accept": "05-20"}))

    done = merged(read(before), moved, planstore.measures(), begun=False)
    after = yamledit.edit(before, done.changes)
    assert read(after).plan.phases[1].accept == date(2026, 5, 20)
    assert not merged(read(after), moved, planstore.measures(), begun=False).changes

    clerk = before.replace("验收: 2026-05-15", "验收: 2026-05-18")
    assert ("阶段",) not in merged(read(clerk), moved, planstore.measures(), begun=False).changes


# how far it is


def test_a_step_that_a_later_one_has_overtaken_was_left_out_story_47() -> None:
    plan = finished(made(rules(ROUSE, CLEAN)), spots="2026-04-20")

    found = held(plan, "2026-04-21")

    assert (found["kickoff"].state, found["kickoff"].skipped) == (State.OVERDUE, "摸清点位")
    assert found["kickoff"].detail == "漏了这一步：后面的“摸清点位”已完成"
    assert not found["talks"].skipped  # its records speak for it
    assert not found["clean-accept"].skipped
    assert not any(one.skipped for one in held(finished(plan, kickoff="2026-02-20"), "2026-04-21").values())


def test_a_step_left_out_before_its_day_is_behind() -> None:
    plan = finished(made(rules(ROUSE, CLEAN)), spots="2026-02-10")

    assert held(plan, "2026-02-11")["kickoff"].state is State.BEHIND


def test_tasks_of_a_plan_without_phases_have_no_order() -> None:
    one, two = (
        Task(id, id, "其他", date(2026, 1, 1), due) for id, due in (("a", date(2026, 3, 1)), ("b", date(2026, 6, 1)))
    )
    found = held(Plan(2026, "计划", (one, replace(two, finished=date(2026, 2, 1)))), "2026-02-02")

    assert (found["a"].state, found["a"].skipped) == (State.PENDING, "")


def test_an_acceptance_that_is_near_is_on_the_days_list_with_its_scheme_story_48() -> None:
    plan = made(rules(ROUSE, CLEAN))
    found = held(plan, "2026-05-10").values()

    items = {one.id: one for one in due_tasks(found, Timing(planstore.calendar(), date(2026, 5, 10)), "2026年方案")}
    assert (items["clean-accept"].due, items["clean-accept"].state.value) == (date(2026, 5, 15), "soon")
    assert items["clean-accept"].detail == "2026年方案，未到期"
    assert items["talks"].detail == "2026年方案，不少于3场，已有0场，逾期"


# the document


def test_the_document_says_each_phases_days_and_acceptance() -> None:
    shown = view(made(rules(ROUSE, CLEAN, LATER)), planstore.measures())

    assert shown.span == "2026年2月—2027年2月"
    assert [(one.title, one.span, one.accept) for one in shown.sections] == [
        ("宣传动员", "2026年2月1日—4月15日", ""),
        ("环境治理", "2026年4月15日—5月15日", "2026年5月15日"),
        ("巩固", "2026年12月—2027年2月", ""),
    ]
    assert shown.sections[2].items[0].demand == "2027年2月28日前完成"


def test_the_schedule_goes_on_into_the_next_year() -> None:
    rows = {str(row.cells[0]): str(row.cells[1]) for row in month_table(made(rules(CLEAN, LATER))).rows}

    assert rows == {"4月": "摸清点位（24日前）", "5月": "环境治理阶段验收（15日前）", "2027年2月": "收尾（28日前）"}


def test_a_demand_without_a_plan_says_no_year() -> None:
    task = Task("a", "甲", "其他", date(2027, 1, 1), date(2027, 3, 1))

    assert demand(task, planstore.measures()) == "3月1日前完成"
    assert demand(task, planstore.measures(), 2026) == "2027年3月1日前完成"


# rules that hold only where a ledger is kept


def test_a_rule_with_if_kept_asks_nothing_of_a_store_that_does_not_keep_the_ledger() -> None:
    kept = {"id": "kept", "title": "办讲座", "measure": "law_classes", "at_least": 1, "if_kept": True}
    also = {
        "id": "rate",
        "section": "rouse",
        "title": "满意",
        "measure": "request_reply_rate",
        "fixed": 100,
        "if_kept": True,
        "lead": "甲",
    }
    found = rules({**ROUSE, "tasks": [kept]}, targets=[also])
    data = Memory()

    assert made(found, data=data).tasks == ()
    data.add("activity", held_on="2025-06-01", kind="法治讲座", theme="样例", state="已完成")
    assert [task.id for task in made(found, data=data).tasks] == ["kept"]
    data.add("request", received_on="2025-06-01", kind="路灯", content="灯不亮", state="待分办")
    assert [task.id for task in made(found, data=data).tasks] == ["rate", "kept"]
    assert made(found, data=data).tasks[0].target == Decimal(100)


def test_a_rule_bound_to_a_day_that_returns_every_month_is_one_task_for_all_months() -> None:
    monthly = {
        "id": "day",
        "section": "rouse",
        "title": "办好{name}",
        "days": ["fire_monthly"],
        "measure": "fire_publicity",
        "lead": "居民委员会",
    }
    (task,) = made(rules({**ROUSE, "tasks": []}, campaigns=[monthly])).tasks

    assert (task.id, task.title, task.per) == ("day-fire_monthly", "办好消防宣传日", "month")
    assert (task.start, task.demand) == (date(2026, 1, 1), "每月不少于1次")
    assert parse("2026", date(2026, 1, 1)).start == task.span.start
