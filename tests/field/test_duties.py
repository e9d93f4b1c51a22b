"""责任分工 (S04, story 5) and 领导小组 (S03, story 4): kept once, used by every plan and printed as the table that is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from fieldstore import FieldStore

from clerk import Shell

WORDS = yaml.safe_load((Path(__file__).parents[2] / "examples" / "making" / "words" / "duty.yaml").read_text("utf-8"))
"""What the example store's matrix and groups are made from."""

FIRE = ["", "1-1 镇网格办/各成员", "1-2 镇网格办/各成员/村居", "1-3 镇网格办//综治办,安监站,派出所,工商所,城管中队", "1-4 镇网格办/安监站,派出所/村居", "1-5 镇网格办/安监站,派出所", "1-6 镇网格办/综治办,安监站,派出所", "1-7 镇网格办/各成员", "2-1 村居网格办/派出所,流管站", "2-2 村居委会//村居网格办,流管站", "2-3 村居委会/安监站,消防大队", "2-4 村居网格办//流管站,派出所", "2-5 村居网格办//派出所,消防大队", "2-6 村居委会/综治办,派出所", "2-7 村居委会/综治办,消防中队", "2-8 各村居委会/安监站,消防大队/派出所,村居网格办,流管站", "2-9 村居网格办/安监站/流管站", "3-1 村居网格办/综治办,派出所/流管站", "3-2 村居网格办/综治办,派出所/协管员,责任民警", ""][1:-1]  # fmt: skip
"""The eighteen fire duties of organisation.md: number, who leads / cooperates / carries out."""

DUTY = {
    "方案": "消防",
    "职责编号": "2-7",
    "职责内容": "组织志愿消防队演练",
    "牵头单位": "村居委会",
    "确定日期": "2026-01-16",
}
GROUP = {
    "工作主题": "文明社区创建",
    "组长": "社区党组织书记",
    "副组长": "社区主任",
    "成员": "各网格网格员",
    "设立日期": "2026-01-20",
}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A new store, and a shell in it."""
    found = Shell(tmp_path / "库")
    assert found("init", str(found.root), "--name", "幸福社区居民委员会", "--no-commit").code == 0
    return found


def test_S04_the_eighteen_fire_duties_are_those_of_the_field_exactly() -> None:
    made = [
        f"{row['number']} "
        + "/".join(row.get(part, "").replace("、", ",") for part in ("lead", "cooperate", "implement")).rstrip("/")
        for row in WORDS["duties"]
    ]

    assert made == FIRE
    assert [row["number"][0] for row in WORDS["duties"]] == ["1"] * 7 + ["2"] * 9 + ["3"] * 2
    assert WORDS["levels"] == {"1": "镇街", "2": "村居", "3": "小片区"}


def test_S04_lead_is_mandatory_and_the_others_may_be_empty(desk: FieldStore) -> None:
    desk.add("duty", DUTY)
    without = {key: value for key, value in DUTY.items() if key != "牵头单位"}

    assert set(desk.why_not("duty", {**without, "职责编号": "2-8", "配合单位": "综治办"})) == {"E-required"}
    assert "如 2-4" in desk.why_not("duty", {**DUTY, "职责编号": "二之四"})["E-pattern"]
    assert "E-unique" in desk.why_not("duty", {**DUTY, "职责内容": "又一项"})


def test_S04_a_duty_with_a_last_day_is_watched_and_counted_by_who_leads(desk: FieldStore) -> None:
    due = {**DUTY, "职责编号": "2-3", "职责内容": "建成消防室", "完成时限": "2026-11-30"}
    [open_, done] = desk.add("duty", due, {**due, "职责编号": "1-5", "牵头单位": "镇网格办", "完成日期": "2026-10-12"})

    assert desk.clocks(open_) == {"完成": ("open", date(2026, 11, 30))}
    assert desk.clocks(done)["完成"][0] == "done"
    desk.says("2026", duties=2, duties_due=2, duties_done=1, duty_done_rate=50)
    assert {way: views.value for way, views in desk.figure("duties_done", "2026").slices["lead"].items()} == {
        "镇网格办": 1
    }


def test_S03_a_group_is_checked_every_year_until_it_ends(desk: FieldStore) -> None:
    [id] = desk.add("group", {**GROUP, "设立日期": "2025-03-05"})
    assert desk.clocks(id) == {"首次核对": ("overdue", date(2026, 3, 5))}

    desk.edit(id, 最近核对日期="2026-03-10")
    assert desk.clocks(id)["年度核对"] == ("open", date(2027, 3, 10))

    desk.edit(id, 撤销日期="2026-10-20")
    assert {state for state, _due in desk.clocks(id).values()} == {"done"}


def test_S03_groups_in_force_are_counted_at_the_periods_end(desk: FieldStore) -> None:
    desk.add("group", GROUP, {**GROUP, "工作主题": "消防安全", "撤销日期": "2026-06-30"})

    desk.says("2026-03", groups=2)
    desk.says("2026-07", groups=1)
    desk.says("2026-01", groups_set_up=2)
    assert "E-unique" in desk.why_not("group", GROUP)
    assert "E-order" in desk.why_not("group", {**GROUP, "工作主题": "健康教育", "撤销日期": "2025-12-31"})


def test_story_4_S03_one_change_of_the_group_changes_every_plan_written_afterwards(shell: Shell) -> None:
    id = shell.add("领导小组", **GROUP)
    assert shell("plan", "generate", "civility", "2026").code == 0
    assert shell("plan", "generate", "annual", "2026").code == 0

    def documents() -> list[str]:
        return [shell("plan", "show", "2026", "--kind", kind, "-o", "-").out for kind in ("civility", "annual")]

    before = documents()
    assert (
        shell(
            "edit", id, "--set", "组长=社区主任", "--set", "副组长=社区副主任", "--set", "最近调整日期=2026-04-10"
        ).code
        == 0
    )
    after = documents()

    assert "成立文明社区创建领导小组，由社区党组织书记任组长，社区主任任副组长，各网格网格员为成员。" in before[0]
    assert "成立文明社区创建领导小组，由社区主任任组长，社区副主任任副组长，各网格网格员为成员。" in after[0]
    assert "1．文明社区创建领导小组：组长社区党组织书记，副组长社区主任，成员各网格网格员。" in before[1]
    assert "1．文明社区创建领导小组：组长社区主任，副组长社区副主任，成员各网格网格员。" in after[1]


def test_story_4_a_group_that_has_ended_is_in_no_plan_any_more(shell: Shell) -> None:
    id = shell.add("领导小组", **GROUP)
    assert shell("plan", "generate", "civility", "2026").code == 0
    assert shell("edit", id, "--set", "撤销日期=2026-04-01").code == 0

    said = shell("plan", "show", "2026", "--kind", "civility", "-o", "-").out

    assert "领导小组，由" not in said
    assert "社区党组织统一领导，各项任务由牵头的组织或者岗位负总责" in said


def test_story_5_S04_the_table_of_duties_goes_out_as_word_and_excel(shell: Shell, tmp_path: Path) -> None:
    for row in WORDS["duties"][7:9]:
        parts = {"配合单位": row.get("cooperate", ""), "落实单位": row.get("implement", "")}
        shell.add(
            "责任分工",
            **{**DUTY, "职责编号": row["number"], "职责内容": row["duty"], "牵头单位": row["lead"]},
            **{k: v for k, v in parts.items() if v},
        )
    shell.add("责任分工", **{**DUTY, "职责编号": "1-9", "停用日期": "2026-03-01"})
    word, sheet = tmp_path / "分工表.docx", tmp_path / "分工表.xlsx"

    answer = shell("report", "责任分工表", "2026-04", "--json", "-o", str(word), "-o", str(sheet))

    (table,) = [one for one in answer.json["tables"] if one["name"] == "duties"]
    assert table["columns"] == [
        "序号",
        "方案",
        "级别",
        "职责编号",
        "职责内容",
        "牵头单位",
        "配合单位",
        "落实单位",
        "周期",
    ]
    assert [[row[0], row[3], *row[5:8]] for row in table["rows"]] == [
        [1, "2-1", "村居网格办", "派出所、流管站", None],
        [2, "2-2", "村居委会", None, "村居网格办、流管站"],
    ]
    assert word.stat().st_size > 2000 and sheet.stat().st_size > 2000


def test_story_5_a_plan_names_the_bodies_of_the_matrix_where_it_is_kept_S04_R50(shell: Shell) -> None:
    without = shell("plan", "generate", "annual", "2026", "--dry-run", "--json").json["tasks"]
    shell.add("责任分工", **DUTY, 配合单位="综治办、消防中队")
    with_it = shell("plan", "generate", "annual", "2026", "--dry-run", "--json").json["tasks"]

    drill = [next(task for task in tasks if task["id"] == "drill") for tasks in (without, with_it)]
    assert [(task["lead"], task["cooperate"]) for task in drill] == [
        (["居民委员会"], ["综治办", "消防救援机构"]),
        (["村居委会"], ["综治办", "消防中队"]),
    ]


def test_nobody_is_named_only_posts_and_bodies_S03_S04() -> None:
    people = yaml.safe_load(
        (Path(__file__).parents[2] / "examples" / "making" / "words" / "community.yaml").read_text("utf-8")
    )
    names = {surname + given for surname in people["surnames"] for given in people["given"]}

    said = "".join(str(value) for rows in (WORDS["duties"], WORDS["groups"]) for row in rows for value in row.values())
    assert not [name for name in names if name in said]
