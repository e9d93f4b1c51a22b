"""Stories 47 and 48: the phases of a pilot and of the civil community, what was left out and what is soon accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from story import due, shequ

# 47 试点三阶段该做什么,漏了哪步? (S89, R15)


def plan(root: Path, name: str) -> dict[str, Any]:
    path = root / "plans" / f"{name}.yaml"
    return dict(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))


def done(root: Path, name: str, task: str, day: str) -> None:
    """The clerk writes the day into the plan."""
    path = root / "plans" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert f"\n  {task}:\n" in text
    path.write_text(text.replace(f"\n  {task}:\n", f"\n  {task}:\n    完成日期: {day}\n"), encoding="utf-8")


def status(root: Path, kind: str, year: str) -> dict[str, dict[str, Any]]:
    shape = shequ("plan", "status", year, "--kind", kind, "--json", at=root).json
    return {task["id"]: task for task in shape["tasks"]}


def test_story_47_three_phases_of_five_steps_and_the_one_that_was_left_out(xingfu: Path) -> None:
    """S89, R15: 推荐申报 of the first phase has no day although what follows it has."""
    tasks = plan(xingfu, "2025-pilot")["任务"]
    for phase in ("第一阶段", "第二阶段", "第三阶段"):
        steps = [task["事项"] for task in tasks.values() if task["类别"] == phase]
        assert steps == ["宣传启动", "推荐申报", "创建实施", "自评、整理评估材料", f"{phase}验收", "总结命名"]
    first = {id: task for id, task in tasks.items() if task["类别"] == "第一阶段"}
    (missed,) = (id for id, task in first.items() if not task.get("完成日期"))
    assert first[missed]["事项"] == "推荐申报"

    told = shequ("plan", "status", "--kind", "pilot", at=xingfu).stdout
    line = next(line for line in told.splitlines() if line.startswith(missed))
    assert "逾期" in line and "漏了这一步：后面的“创建实施”已完成" in line
    assert told.count("漏了这一步") == 1
    (item,) = (item for item in due(xingfu) if item.get("id") == missed)
    assert (item["due"], item["state"]) == ("2025-09-30", "overdue")

    shown = shequ("plan", "show", "2025", "--kind", "pilot", at=xingfu)
    for year, phase in ((2025, "第一阶段"), (2026, "第二阶段"), (2027, "第三阶段")):
        assert f"{phase}：{year}-09-01 至 {year}-12-31，{year}-11-30 验收" in shown.stderr
        assert shown.stdout.count(f"{year}-") == 6


def test_story_47_the_step_is_made_up_for_and_the_scheme_goes_to_word(mine: Path, tmp_path: Path) -> None:
    """S89, R15: nothing is left out any more; the scheme names its three phases and one hundred pilots."""
    done(mine, "2025-pilot", "first-apply", "2026-10-28")
    tasks = status(mine, "pilot", "2025")
    assert tasks["first-apply"]["state"] == "done"
    assert "漏了" not in shequ("plan", "status", "--kind", "pilot", at=mine).stdout

    shequ("plan", "show", "2025", "--kind", "pilot", "-o", tmp_path / "试点方案.docx", at=mine)
    text = "\n".join(each.text for each in Document(str(tmp_path / "试点方案.docx")).paragraphs)
    for words in ("第一阶段", "第二阶段", "第三阶段", "试点共一百个，第一阶段三十五个"):
        assert words in text


def test_story_47_the_sheet_of_the_pilot_says_which_step_has_no_paper_yet(xingfu: Path) -> None:
    """S89: one applicant left 推荐申报 out."""
    told = shequ("assess", "治理创新试点", "2026", "--object", "清泉社区", "--json", at=xingfu).json
    met = {item["name"]: item["met"] for item in told["items"]}
    assert (met["宣传启动"], met["推荐申报"], met["评估验收"]) == (True, False, None)


# 48 文明社区四个阶段验收日期快到了提醒 (S91, S86, R70, R69)


@pytest.mark.parametrize(
    ("today", "phase", "accepted"),
    [("2026-05-06", "环境治理", "2026-05-15"), ("2026-07-06", "清楼道死角", "2026-07-15")],
)
def test_story_48_the_day_of_acceptance_is_announced_while_it_draws_near(
    xingfu: Path, today: str, phase: str, accepted: str
) -> None:
    """S91, R70: within the fortnight before; not earlier."""
    phases = plan(xingfu, "2026-civility")["阶段"]
    assert [len(phases), phases[phase]["验收"]] == [4, accepted]
    (item,) = (item for item in due(xingfu, today) if item["title"] == f"{phase}阶段验收")
    assert (item["due"], item["state"]) == (accepted, "open")
    month = str(int(today[5:7]) - 1).zfill(2)
    assert not [item for item in due(xingfu, f"2026-{month}-20") if item["title"] == f"{phase}阶段验收"]


def test_story_48_an_acceptance_that_did_not_happen_stays_and_one_that_did_goes(mine: Path) -> None:
    """S91, R70: next year's scheme is made; its acceptances come, and one is missed."""
    shequ("plan", "generate", "civility", "2027", at=mine)
    accepted = {name: each["验收"] for name, each in plan(mine, "2027-civility")["阶段"].items() if each.get("验收")}
    assert accepted == {"环境治理": "2027-05-15", "清楼道死角": "2027-07-15"}

    done(mine, "2027-civility", "environment-accept", "2027-05-14")
    found = {item["id"]: item for item in due(mine, "2027-07-20")}
    assert "environment-accept" not in found
    assert (found["stairwells-accept"]["due"], found["stairwells-accept"]["state"]) == ("2027-07-15", "overdue")


def test_story_48_the_calendar_and_the_ics_file_have_the_days_and_so_has_the_six_star_scheme(
    mine: Path, tmp_path: Path
) -> None:
    """S91, S86, R69, R70: three phases of the advanced community, acceptance in December."""
    shequ("plan", "generate", "morality", "2026", at=mine)
    phases = plan(mine, "2026-morality")["阶段"]
    assert {name: (each["开始时间"], each["完成时限"]) for name, each in phases.items()} == {
        "准备": ("2026-01-01", "2026-04-30"),
        "实施": ("2026-04-30", "2026-11-30"),
        "验收": ("2026-12-01", "2026-12-31"),
    }
    (item,) = (item for item in due(mine, "2026-12-21") if item["id"] == "acceptance-accept")
    assert (item["title"], item["due"]) == ("验收", "2026-12-31")

    shequ("calendar", "2026-12", "-o", tmp_path / "十二月.ics", at=mine)
    events = (tmp_path / "十二月.ics").read_text(encoding="utf-8").replace("\r", "").split("BEGIN:VEVENT\n")[1:]
    (event,) = (event for event in events if "SUMMARY:验收\n" in event)
    assert "DTSTART;VALUE=DATE:20261231\n" in event
