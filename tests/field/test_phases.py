"""Schemes with phases: 文明社区 (S91 R70), 文明和谐先进 (S86 R69), 治理创新试点 (S89 R15), 美丽乡村 (S72 R60), 住房调查 (S44 R56)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import planstore
from clerk import Shell
from shequ_cli.work.plan import Phase
from shequ_cli.work.planrule import PlanRules
from shequ_cli.work.planrulefile import read_rules


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A new store, and a shell in it."""
    found = Shell(tmp_path / "库")
    assert found("init", str(found.root), "--name", "幸福社区居民委员会", "--no-commit").code == 0
    return found


def rules(kind: str) -> PlanRules:
    return read_rules(kind, planstore.assets().raw("plans", kind), planstore.measures(), planstore.ledgers())


def phases(kind: str) -> list[Phase]:
    return [phase.of(2026) for phase in rules(kind).phases]


def days(kind: str) -> list[tuple[str, str, str]]:
    return [(phase.title, f"{phase.start:%m-%d}", f"{phase.due:%m-%d}") for phase in phases(kind)]


def finished(shell: Shell, file: str, **on: str) -> None:
    path = shell.root / "plans" / file
    said = path.read_text("utf-8")
    for id, day in on.items():
        assert f"\n  {id.replace('_', '-')}:\n" in said
        said = said.replace(f"\n  {id.replace('_', '-')}:\n", f"\n  {id.replace('_', '-')}:\n    完成日期: {day}\n")
    path.write_text(said, "utf-8")


def test_R70_S91_four_phases_meet_on_their_boundary_days_and_two_have_an_acceptance() -> None:
    assert days("civility") == [
        ("宣传动员", "02-01", "04-15"),
        ("环境治理", "04-15", "05-15"),
        ("清楼道死角", "05-15", "07-15"),
        ("城管革命", "07-15", "12-31"),
    ]
    assert [phase.accept for phase in phases("civility")] == [None, date(2026, 5, 15), date(2026, 7, 15), None]
    assert all(before.due == after.start for before, after in pairwise(phases("civility")))


def test_R69_S86_preparation_by_april_work_until_november_acceptance_in_december() -> None:
    found = phases("morality")

    assert [phase.title for phase in found] == ["准备", "实施", "验收"]
    assert (found[0].due.month, found[1].start.month, found[1].due.month, found[2].start.month) == (4, 4, 11, 12)
    assert found[2].accept == date(2026, 12, 31)
    notes = [each.rule.note for each in rules("morality").minimums]
    assert any("R08" in note and "未完成" in note for note in notes)


def test_R15_S89_three_years_three_phases_a_hundred_pilots_thirty_five_first() -> None:
    found = rules("pilot")

    assert (found.years, len(found.phases)) == (3, 3)
    assert [(phase.start.year, phase.start.month, phase.due.month) for phase in phases("pilot")] == [
        (2026, 9, 12),
        (2027, 9, 12),
        (2028, 9, 12),
    ]
    assert [phase.accept and phase.accept.month for phase in phases("pilot")] == [11, 11, 11]
    assert "一百个，第一阶段三十五个，其余六十五个" in found.aims[0]
    for phase in ("第一阶段", "第二阶段", "第三阶段"):
        steps = [each.rule.title for each in found.minimums if each.rule.section == phase]
        assert steps == ["宣传启动", "推荐申报", "创建实施", "自评、整理评估材料", f"{phase}验收", "总结命名"]


def test_R60_S72_four_phases_from_july_to_the_next_july() -> None:
    assert days("rural") == [
        ("宣传发动", "07-01", "07-31"),
        ("规划设计", "08-01", "09-30"),
        ("组织实施", "10-01", "12-31"),
        ("巩固验收", "01-01", "07-31"),
    ]
    assert rules("rural").years == 2
    assert phases("rural")[-1].accept == date(2027, 7, 31)
    assert "两名保洁员" in rules("rural").aims[0]
    assert "活动中心、广场、书屋、文化墙和文艺队" in rules("rural").aims[2]


def test_R56_S44_the_survey_runs_from_september_and_is_handed_in_by_28_october() -> None:
    found = phases("housing-survey")

    assert (found[0].start, found[2].due, found[3].accept) == (date(2026, 9, 1), date(2026, 10, 26), date(2026, 10, 28))
    assert [phase.title for phase in found] == ["公告动员", "入户调查", "审核公示", "汇总上报"]


@pytest.mark.parametrize("kind", ["civility", "morality", "pilot", "rural", "housing-survey", "safe-community"])
def test_every_scheme_has_a_leading_group_a_basis_and_aims_S03(kind: str) -> None:
    found = rules(kind)

    assert found.group is not None and found.group.where is not None and found.group.title.endswith("领导小组")
    assert found.basis and found.aims
    assert all(rule.duty.lead and rule.source for rule in found.rules)


@pytest.mark.parametrize("kind", ["civility", "morality", "pilot", "rural", "housing-survey", "safe-community"])
def test_every_scheme_can_be_made_shown_and_written(shell: Shell, kind: str, tmp_path: Path) -> None:
    word = tmp_path / "方案.docx"

    made = shell("plan", "generate", kind, "2026", "-o", str(word), "-o", "-")

    assert made.code == 0
    assert word.stat().st_size > 4000
    for phase in rules(kind).phases:
        assert f"）{phase.title}（" in made.out
    assert "牵头，" in made.out and "落实）" in made.out
    assert shell("check").code == 0


def test_story_48_S91_an_acceptance_that_comes_near_is_on_the_days_list(shell: Shell) -> None:
    assert shell("plan", "generate", "civility", "2026").code == 0

    def near(today: str) -> list[tuple[str, str]]:
        items = shell("today", "--json", today=today).json["items"]
        return [(one["due"], one["state"]) for one in items if one["title"].endswith("验收")]

    assert near("2026-04-20") == []
    assert near("2026-05-02") == [("2026-05-15", "open")]
    assert near("2026-05-10") == [("2026-05-15", "soon")]
    assert near("2026-05-16") == [("2026-05-15", "overdue")]
    finished(shell, "2026-civility.yaml", environment_accept="2026-05-15")
    assert near("2026-05-16") == []
    assert near("2026-07-09") == [("2026-07-15", "soon")]
    (item,) = [
        one
        for one in shell("today", "--json", today="2026-07-09").json["items"]
        if one["title"] == "清楼道死角阶段验收"
    ]
    assert item["detail"] == "2026年文明社区创建实施方案，未到期"


def test_story_47_S89_the_step_that_was_left_out_is_named(shell: Shell) -> None:
    assert shell("plan", "generate", "pilot", "2025").code == 0
    finished(shell, "2025-pilot.yaml", first_launch="2025-09-20", first_create="2025-10-29", first_naming="2025-12-20")

    answer = shell("plan", "status", "--kind", "pilot", "--json", today="2026-09-05")

    tasks = {task["id"]: task for task in answer.json["tasks"]}
    assert [id for id, task in tasks.items() if task["skipped"]] == ["first-apply", "first-assess", "first-accept"]
    assert tasks["first-apply"]["detail"] == "漏了这一步：后面的“创建实施”已完成"
    assert tasks["second-launch"]["state"] == "pending"
    listed = shell("today", "--json", today="2026-09-05").json["items"]
    assert any(one["id"] == "first-apply" and "漏了这一步" in one["detail"] for one in listed)


def test_story_47_what_each_of_the_three_phases_asks_is_shown_in_order_S89(shell: Shell) -> None:
    assert shell("plan", "generate", "pilot", "2025").code == 0

    said = shell("plan", "show", "2027", "--kind", "pilot", "-o", "-").out

    assert "实施时间为2025年9月—2027年12月，分三个阶段，安排任务18项" in said
    assert "### （二）第二阶段（2026年9—12月）" in said
    assert "本阶段2027年11月30日验收" in said
    assert "创建实施，2026年10月30日前完成" in said


def test_story_8_S07_rates_of_completion_by_unit_at_the_half_year(shell: Shell) -> None:
    shell.add(
        "责任书",
        年度="2026",
        责任书种类="消防目标责任书",
        签订方="第一网格",
        应签日期="2026-02-28",
        签订日期="2026-02-20",
    )
    assert shell("plan", "generate", "annual", "2026").code == 0

    shape = shell("plan", "status", "2026", "--kind", "annual", "--by", "牵头", "--json", today="2026-07-06").json

    states = ("done", "on_track", "behind", "overdue", "not_started", "pending")
    assert {"居民委员会", "人民调解委员会", "文体委员"} <= {one["name"] for one in shape["groups"]}
    for one in shape["groups"]:
        assert one["tasks"] == sum(one[state] for state in states)
        assert one["share"] == f"{100 * one['done'] / one['tasks']:.1f}"
    committee = next(one for one in shape["groups"] if one["name"] == "居民委员会")
    assert committee["done"] >= 1  # 签订各类目标责任书


def test_story_22_R34_a_month_without_a_board_is_named_S31(shell: Shell) -> None:
    for month in (1, 2, 4):
        day = f"2026-{month:02}-10"
        shell.add(
            "活动", 活动日期=day, 活动类别="法治宣传栏更换", 活动主题="更换宣传栏", 状态="已完成", 活动地点="社区"
        )
    assert shell("plan", "generate", "annual", "2026").code == 0

    tasks = shell("plan", "status", "2026", "--json", today="2026-04-15").json["tasks"]

    board = next(task for task in tasks if task["id"] == "law-board")
    assert board["detail"].partition("：")[2] == "3月缺"
    assert board["missing"] == ["2026-03"]
