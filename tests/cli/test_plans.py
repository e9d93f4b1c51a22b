"""shequ plan with several plans a year: the annual one and schemes with phases, some of which run for years."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typed import shequ


@pytest.fixture(scope="module")
def planned(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the annual plan of 2026, a scheme of 2026 and a pilot that began in 2025; nobody changes it."""
    root = tmp_path_factory.mktemp("planned") / "库"
    shutil.copytree(made, root, ignore=shutil.ignore_patterns(".shequ"))
    for kind, year in (("annual", 2026), ("civility", 2026), ("pilot", 2025)):
        assert shequ("plan", "generate", kind, year, at=root, today="2026-01-28").code == 0
    return root


@pytest.fixture
def own(planned: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    root = tmp_path / "库"
    shutil.copytree(planned, root)
    return root


def finished(file: Path, **days: str) -> None:
    said = file.read_text("utf-8")
    for id, day in days.items():
        assert f"\n  {id}:\n" in said
        said = said.replace(f"\n  {id}:\n", f"\n  {id}:\n    完成日期: {day}\n")
    file.write_text(said, "utf-8")


def test_other_kinds_than_the_annual_one_have_their_name_in_the_file(planned: Path) -> None:
    assert sorted(path.name for path in (planned / "plans").iterdir()) == [
        "2025-pilot.yaml",
        "2026-civility.yaml",
        "2026.yaml",
    ]


def test_without_a_kind_every_plan_of_the_year_is_shown_the_annual_one_first(planned: Path) -> None:
    shape = shequ("plan", "status", 2026, "--json", at=planned).json

    assert [one["plan"] for one in shape["plans"]] == ["2026", "2026-civility", "2025-pilot"]
    assert (shape["year"], shape["title"]) == (2026, "幸福社区居民委员会2026年工作计划")
    assert {task["plan"] for task in shape["tasks"]} == {"2026", "2026-civility", "2025-pilot"}
    said = shequ("plan", "status", 2026, at=planned).stdout
    assert said.index("2026年工作计划") < said.index("文明社区创建实施方案") < said.index("治理创新试点实施方案")


def test_a_plan_of_three_years_is_there_in_each_of_them_and_no_longer(planned: Path) -> None:
    years = {year: shequ("plan", "status", year, "--json", at=planned) for year in (2025, 2027)}
    assert [[one["plan"] for one in answer.json["plans"]] for answer in years.values()] == [["2025-pilot"]] * 2

    gone = shequ("plan", "status", 2028, at=planned)
    assert gone.code == 2
    assert "没有叫“2028”的年度计划" in gone.stderr


def test_one_kind_alone(planned: Path) -> None:
    shape = shequ("plan", "show", 2026, "--kind", "civility", "--json", at=planned).json

    (plan,) = shape["plans"]
    assert (plan["kind"], plan["years"], plan["tasks"]) == ("civility", 1, len(shape["tasks"]))
    assert plan["phases"][1] == {
        "title": "环境治理",
        "start": "2026-04-15",
        "due": "2026-05-15",
        "accept": "2026-05-15",
    }
    wrong = shequ("plan", "show", 2026, "--kind", "civilty", at=planned)
    assert (wrong.code, "没有叫“2026-civilty”的计划，是不是“2026-civility”" in wrong.stderr) == (2, True)


def test_show_tells_the_phases_below_the_tasks(planned: Path) -> None:
    answer = shequ("plan", "show", 2026, "--kind", "civility", at=planned)

    assert "清楼道死角：2026-05-15 至 2026-07-15，2026-07-15 验收" in answer.stderr
    assert "城管革命：2026-07-15 至 2026-12-31" in answer.stderr


def test_a_document_is_of_the_annual_plan_unless_a_kind_is_named(planned: Path) -> None:
    annual = shequ("plan", "show", 2026, "-o", "-", at=planned).stdout
    scheme = shequ("plan", "show", 2026, "--kind", "civility", "-o", "-", at=planned).stdout

    assert annual.startswith("# 幸福社区居民委员会2026年工作计划")
    assert scheme.startswith("# 幸福社区居民委员会2026年文明社区创建实施方案")
    assert scheme.rstrip().endswith("2026年1月31日")  # the eve of its first phase


def test_a_year_with_nothing_but_a_scheme_shows_that(planned: Path) -> None:
    said = shequ("plan", "show", 2027, "-o", "-", at=planned).stdout

    assert said.startswith("# 幸福社区居民委员会治理创新试点实施方案（2025年起）")


@pytest.mark.parametrize("by", ["牵头", "lead"])
def test_tasks_are_summed_by_who_leads_s07_story_8(own: Path, by: str) -> None:
    finished(own / "plans" / "2026-civility.yaml", kickoff="2026-02-12", scheme="2026-03-10")

    shape = shequ("plan", "status", 2026, "--kind", "civility", "--by", by, "--json", at=own, today="2026-04-20").json

    groups = {one["name"]: one for one in shape["groups"]}
    assert shape["by"] == "lead"
    assert sum(one["tasks"] for one in groups.values()) == len(shape["tasks"])
    party = groups["社区党组织"]  # kickoff, two acceptances, the summary
    assert (party["tasks"], party["done"], party["overdue"], party["pending"]) == (4, 1, 0, 3)
    assert (party["share"], party["in_time"]) == ("25.0", "100.0")
    committee = groups["居民委员会"]
    assert (committee["done"], committee["overdue"]) == (1, 1)
    assert committee["in_time"] == f"{100 * (committee['tasks'] - 1) / committee['tasks']:.1f}"


def test_the_sum_is_a_table_as_well(planned: Path) -> None:
    answer = shequ("plan", "status", 2026, "--by", "部分", at=planned, today="2026-04-20")

    head, *rows = answer.stdout.splitlines()
    assert head.split() == [
        "部分",
        "任务",
        "已完成",
        "按进度",
        "落后",
        "逾期",
        "未开始",
        "未到期",
        "完成率",
        "进度达标率",
    ]
    assert any(row.split()[0] == "宣传动员" for row in rows)
    wrong = shequ("plan", "status", 2026, "--by", "单位", at=planned)
    assert (wrong.code, "没有叫“单位”的汇总方式" in wrong.stderr, "牵头" in wrong.stderr) == (2, True, True)


def test_generate_says_when_nobody_has_entered_the_schemes_leading_group_s03(own: Path) -> None:
    before = shequ("plan", "generate", "civility", 2026, at=own)
    given = {"工作主题": "文明社区创建", "组长": "社区党组织书记", "设立日期": "2026-01-20"}
    words = [word for pair in given.items() for word in ("--set", "=".join(pair))]
    assert shequ("add", "领导小组", *words, at=own).code == 0
    after = shequ("plan", "generate", "civility", 2026, at=own)

    assert "还没有登记“文明社区创建领导小组”" in before.stderr
    assert "还没有登记" not in after.stderr


def test_check_and_doctor_prove_every_plans_file(own: Path) -> None:
    assert shequ("check", at=own).code == 0
    pilot = own / "plans" / "2025-pilot.yaml"
    pilot.write_text(pilot.read_text("utf-8").replace("完成时限: 2025-09-30", "完成时限: 2029-09-30", 1), "utf-8")

    slip = shequ("check", "--json", at=own)
    (problem,) = [one for one in slip.json["problems"] if one["path"].startswith("plans/")]
    assert (slip.code, problem["path"], problem["code"]) == (1, "plans/2025-pilot.yaml", "E-range")
    assert "不在2025—2027年内" in problem["message"]
    assert "plans/2025-pilot.yaml" in shequ("doctor", at=own).stdout


def test_a_broken_scheme_leaves_the_other_plans_on_the_days_list(own: Path) -> None:
    pilot = own / "plans" / "2025-pilot.yaml"
    pilot.write_text(pilot.read_text("utf-8").replace("任务:", "任务: [", 1), "utf-8")

    answer = shequ("today", at=own, today="2026-05-10")

    assert answer.code == 1
    assert "plans/2025-pilot.yaml:" in answer.stderr
    assert "环境治理阶段验收" in answer.stdout


def test_a_new_kind_of_scheme_is_one_file(own: Path) -> None:
    file = own / "schemas" / "plans" / "garden.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    phase = "{id: dig, title: 翻土, start: '03-01', due: '03-31', accept: '03-31', lead: 居民委员会, tasks: [{id: tools, title: 备工具}]}"
    file.write_text(f"title: 小花园方案\npattern: '{{community}}{{year}}年小花园方案'\nphases:\n  - {phase}\n", "utf-8")

    made = shequ("plan", "generate", "garden", 2026, "-o", "-", at=own)

    assert (own / "plans" / "2026-garden.yaml").is_file()
    assert "### （一）翻土（2026年3月）" in made.stdout
    assert "根据街道工作部署，结合本社区实际，制定本方案" in made.stdout
    assert shequ("check", at=own).code == 0
