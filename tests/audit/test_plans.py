"""A plan file as a clerk edits it."""

from __future__ import annotations

import planstore
from clerk import Shell
from shequ_cli.words.record import Raw
from shequ_cli.work.planreading import read_plan


def test_a_task_put_at_the_very_end_of_the_file_is_reported_and_not_lost() -> None:
    task: dict[str, Raw] = {"事项": "办社区运动会", "完成时限": "2027-05-01"}
    raw: dict[str, Raw] = {"年度": "2027", "任务": {"a": dict(task)}, "已生成": {"a": "0123456789", "own": dict(task)}}

    _file, problems = read_plan(raw, planstore.measures(), 2027)

    assert [(problem.keys, problem.code) for problem in problems] == [(("已生成", "own"), "E-shape")]
    assert "请移到“任务”里" in problems[0].message


def test_check_looks_at_the_plans_as_well(shell: Shell) -> None:
    assert shell("plan", "generate", "annual", "2026").code == 0
    assert shell("check").code == 0
    file = shell.root / "plans" / "2026.yaml"
    text = file.read_text("utf-8")

    file.write_text(text.replace("频次: 每月", "频次: 每周末", 1), "utf-8")
    slip = shell("check", "--json")
    file.write_text(text.replace("任务:", "任务: [", 1), "utf-8")
    broken = shell("check")

    assert (slip.code, broken.code) == (1, 1)
    (problem,) = slip.json["problems"]
    assert (problem["code"], problem["path"], problem["value"]) == ("E-enum", "plans/2026.yaml", "每周末")
    assert problem["line"] > 1
    assert broken.out.startswith("plans/2026.yaml:")
    assert shell("check", "纠纷").code == 0


def test_a_broken_plan_does_not_keep_the_days_work_from_being_listed(shell: Shell) -> None:
    shell.add("纠纷", 受理日期="2026-04-01", 纠纷类型="邻里纠纷", 摘要="楼上漏水")
    assert shell("plan", "generate", "annual", "2026").code == 0
    file = shell.root / "plans" / "2026.yaml"
    file.write_text(file.read_text("utf-8").replace("任务:", "任务: [", 1), "utf-8")

    answer = shell("today", "--ahead", "30")

    assert answer.code == 1
    assert "调结：邻里纠纷：楼上漏水" in answer.out
    assert "plans/2026.yaml:" in answer.err
