"""A plan's file: written once, read in the clerk's words, made again without touching what the clerk changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planstore
from shequ_cli.store import yamledit, yamlfile
from shequ_cli.words.problem import Problem
from shequ_cli.work.plan import Duty, Plan, Task
from shequ_cli.work.planfile import PlanFile, text
from shequ_cli.work.planmerge import Merged, merged
from shequ_cli.work.planreading import read_plan

TASKS = (
    Task(
        "sport",
        "举办体育竞赛",
        "文体活动",
        date(2027, 1, 1),
        date(2027, 12, 31),
        Duty(("文体委员",), ("物业服务企业", "共建单位"), ("各文体队伍",)),
        measure="sport_contests",
        target=Decimal(1),
        unit="场",
        per="month",
        source="每月一次（R24 S61）",
    ),
    Task(
        "law-stall",
        "开展法治集中宣传",
        "法治宣传",
        date(2027, 3, 1),
        date(2027, 11, 30),
        Duty(("人民调解委员会",)),
        measure="law_events",
        where="kind = '法治集中宣传'",
        target=Decimal(2),
        unit="场",
        per="year",
    ),
    Task("goal", "诉求回复", "诉求", date(2027, 1, 1), date(2027, 12, 31), Duty(("居民委员会",)), "request_reply_rate", target=Decimal("99.5"), unit="%"),
    Task("ceiling", "逾期隐患", "安全", date(2027, 1, 1), date(2027, 12, 31), Duty(("网格办",)), "hazards_overdue", target=Decimal(0), at_most=True),
    Task("carry", "调结结转纠纷", "纠纷", date(2027, 1, 1), date(2027, 1, 31), Duty(("调委会",)), records=("case-20261101-7k3f",), clocks=("调结",)),
    Task("day", "开展春节活动", "文体活动", date(2027, 1, 30), date(2027, 2, 13), Duty(("文体委员",)), "activities", "campaign = '春节'", Decimal(1), occasion="春节（2月6日）"),
    Task("review", "年度评价", "健康教育", date(2027, 12, 1), date(2027, 12, 20), Duty(("居民委员会",)), remark="要有数字"),
)  # fmt: skip
PLAN = Plan(2027, "幸福社区2027年工作计划", TASKS, facts={"上年数据": "2026年1—10月"}, remarks=("放假安排还没有录入",))


def written(plan: Plan = PLAN) -> str:
    return text(plan, planstore.measures(), lambda raw: yamlfile.dump(dict(raw)))


def read(written: str, year: int = 2027) -> tuple[PlanFile, tuple[Problem, ...]]:
    parsed = yamlfile.parse(written.encode())
    assert not parsed.problems, parsed.problems
    return read_plan(parsed.tree, planstore.measures(), year)


def again(before: str, plan: Plan = PLAN, *, begun: bool = False) -> tuple[str, Merged]:
    """The file after the plan was made again over it."""
    file, problems = read(before)
    assert not problems
    done = merged(file, plan, planstore.measures(), begun=begun)
    return yamledit.edit(before, done.changes) if done.changes else before, done


def test_a_plan_is_read_back_as_it_was_written() -> None:
    file, problems = read(written())

    assert not problems
    assert {task.id: task for task in file.plan.tasks} == {task.id: task for task in TASKS}
    assert (file.plan.title, file.plan.facts, file.plan.remarks) == (PLAN.title, PLAN.facts, PLAN.remarks)
    assert file.generated == file.written


def test_the_file_speaks_the_clerks_language() -> None:
    said = written()

    assert "指标: 体育竞赛" in said
    assert "频次: 每月" in said
    assert "配合: 物业服务企业、共建单位" in said
    assert "目标: 不超过0" in said
    assert "  # —— 文体活动 ——" in said
    assert "sport_contests" not in said


def test_what_the_clerk_writes_by_hand_is_read_in_many_forms() -> None:
    file, problems = read(
        dedent(
            """\
            任务:
              自定-1:
                事项: 修订居民公约
                完成时限: 2027年6月30日
                牵头: [居民委员会, 社区党组织]
                完成日期: 2027/5/9
              自定-2:
                事项: 每季查一次消防栓
                类别: 安全
                指标: 安全检查
                条件: 检查类别 = '专项检查'
                目标: ≥2
                频次: 每季度
                完成时限: 20271231
            """
        )
    )

    assert not problems
    first, second = file.plan.tasks
    assert (first.section, first.due, first.finished) == ("其他工作", date(2027, 6, 30), date(2027, 5, 9))
    assert first.duty.lead == ("居民委员会", "社区党组织")
    assert (second.measure, second.target, second.per) == ("inspections", Decimal(2), "quarter")


@pytest.mark.parametrize(
    ("line", "code", "keys", "suggestion"),
    [
        ("完成时限: 2027-02-30", "E-date", ("任务", "甲", "完成时限"), ""),
        ("完成时限: 2028-01-05", "E-range", ("任务", "甲", "完成时限"), ""),
        ("指标: 体育竞塞", "E-enum", ("任务", "甲", "指标"), "体育竞赛"),
        ("频次: 每旬", "E-enum", ("任务", "甲", "频次"), ""),
        ("目标: 很多", "E-number", ("任务", "甲", "目标"), ""),
        ("事项: ''", "E-required", ("任务", "甲", "事项"), ""),
    ],
)
def test_what_cannot_be_meant_is_a_problem_with_its_place(
    line: str, code: str, keys: tuple[str, ...], suggestion: str
) -> None:
    lines = {"事项": "事项: 甲事", "完成时限": "完成时限: 2027-06-30"} | {line.split(":")[0]: line}
    _file, problems = read("任务:\n  甲:\n" + "".join(f"    {each}\n" for each in lines.values()))

    (problem,) = problems
    assert (problem.code, problem.keys, problem.suggestion) == (code, keys, suggestion)


def test_a_broken_task_does_not_take_the_others_with_it() -> None:
    file, problems = read("任务:\n  甲: 不是一组\n  乙:\n    事项: 乙事\n    完成时限: 2027-06-30\n")

    assert [task.id for task in file.plan.tasks] == ["乙"]
    assert [problem.code for problem in problems] == ["E-shape"]


def test_made_again_from_the_same_the_file_stays_byte_for_byte() -> None:
    before = written()

    after, done = again(before)

    assert after == before
    assert not done.changes


def test_a_task_that_nobody_touched_follows_the_rules() -> None:
    newer = replace(PLAN, tasks=(replace(TASKS[0], target=Decimal(2), remark="加一场"), *TASKS[1:]))

    after, done = again(written(), newer)

    file, _problems = read(after)
    assert done.updated == ("sport",)
    assert next(task for task in file.plan.tasks if task.id == "sport") == newer.tasks[0]
    assert again(after, newer)[1].changes == {}


def test_a_task_that_the_clerk_changed_stays_as_the_clerk_has_it() -> None:
    before = written().replace(
        "目标: 1\n    单位: 场\n    频次: 每月", "目标: 3   # 居民要求多办\n    单位: 场\n    频次: 每月"
    )
    newer = replace(PLAN, tasks=(replace(TASKS[0], target=Decimal(2)), *TASKS[1:]))

    after, done = again(before, newer)

    assert after == before
    assert done.kept == ("sport",)


def test_a_task_that_the_clerk_deleted_stays_deleted_and_one_of_the_clerks_own_stays() -> None:
    before = re.sub(r"  review:\n(?:    .*\n)+", "", written())
    before = before.replace(
        "\n\n# 以下由工具", "\n  自定-1:   # 主任交办\n    事项: 修订居民公约\n    完成时限: 2027-06-30\n\n# 以下由工具"
    )

    after, done = again(before)

    assert after == before
    assert [task.id for task in read(after)[0].plan.tasks][-1] == "自定-1"
    assert done.kept == ("review",)


def test_comments_and_keys_of_the_clerks_survive_an_update() -> None:
    before = (
        written()
        .replace("  sport:\n", "  sport:   # 体育局联系人周五在\n")
        .replace("    来源: 每月一次（R24 S61）\n", "    来源: 每月一次（R24 S61）\n    进展: 已报名三队\n")
    )
    newer = replace(PLAN, tasks=(replace(TASKS[0], target=Decimal(2)), *TASKS[1:]))

    after, done = again(before, newer)

    assert done.updated == ("sport",)
    assert "# 体育局联系人周五在" in after
    assert "进展: 已报名三队" in after
    assert "目标: 2" in after


def test_the_finishing_date_is_the_clerks_and_does_not_freeze_the_task() -> None:
    before = written().replace("    备注: 要有数字\n", "    备注: 要有数字\n    完成日期: 2027-12-10\n")
    newer = replace(PLAN, tasks=(*TASKS[:-1], replace(TASKS[-1], remark="四项指标")))

    after, done = again(before, newer)

    assert done.updated == ("review",)
    assert "完成日期: 2027-12-10" in after
    assert "备注: 四项指标" in after


def test_a_new_rule_adds_its_task_and_a_rule_that_went_takes_its_untouched_task_along() -> None:
    newer = replace(PLAN, tasks=(*TASKS[1:], replace(TASKS[0], id="gala", title="举办综合晚会", measure="galas")))

    after, done = again(written(), newer)

    assert (done.added, done.dropped) == (("gala",), ("sport",))
    assert {task.id for task in read(after)[0].plan.tasks} == {task.id for task in newer.tasks}


def test_once_the_year_has_begun_nothing_is_dropped_and_carried_lists_stand() -> None:
    later = replace(PLAN, tasks=(*TASKS[1:4], replace(TASKS[4], records=("case-20261201-9k2m",)), *TASKS[5:]))

    after, done = again(written(), later, begun=True)

    assert after == written()
    assert done.dropped == ()


def test_what_the_plan_was_made_from_is_kept_up_to_date() -> None:
    after, _done = again(written(), replace(PLAN, facts={"上年数据": "2026年"}, remarks=()))

    file, _problems = read(after)
    assert (file.plan.facts, file.plan.remarks) == ({"上年数据": "2026年"}, ())


FIELDS = {
    "事项": "改过的事项",
    "目标": "7",
    "频次": "全年",
    "完成时限": "2027-09-09",
    "牵头": "社区党组织",
    "备注": "街道要求",
}
CHOSEN = st.fixed_dictionaries({}, optional={key: st.just(value) for key, value in FIELDS.items()})
NUMBERS = st.lists(st.integers(1, 20), min_size=len(TASKS), max_size=len(TASKS))


@given(st.sampled_from([task.id for task in TASKS]), CHOSEN, NUMBERS)
def test_a_clerks_edit_survives_any_regeneration(id: str, changes: dict[str, str], numbers: list[int]) -> None:
    before = yamledit.edit(written(), {("任务", id, key): value for key, value in changes.items()})
    newer = replace(PLAN, tasks=tuple(replace(task, target=Decimal(n)) for task, n in zip(TASKS, numbers, strict=True)))

    after, _done = again(before, newer)

    held = yamlfile.parse(after.encode()).tree["任务"]
    assert isinstance(held, dict)
    assert {key: held[id][key] for key in changes} == changes  # type: ignore[index,call-overload]
    assert again(after, newer)[0] == after


@given(st.sets(st.sampled_from([task.id for task in TASKS])), st.sets(st.sampled_from([task.id for task in TASKS])))
def test_regeneration_is_idempotent_whatever_the_clerk_deleted(gone: set[str], kept_rules: set[str]) -> None:
    before = yamledit.edit(written(), {("任务", id): None for id in gone})
    newer = replace(PLAN, tasks=tuple(task for task in TASKS if task.id in kept_rules))

    once, _done = again(before, newer)
    twice, done = again(once, newer)

    assert twice == once
    assert not done.changes
    assert not {task.id for task in read(once)[0].plan.tasks} & gone
