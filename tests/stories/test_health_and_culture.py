"""Stories 32–34: what health education still lacks, boards that are late, culture and sport from application to summary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kept import lines, papers
from made import body, sheets, words
from story import add, due, figure, select, shequ

Paper = Mapping[str, Any]


def done(root: Path, kind: str, year: str = "2026") -> list[Paper]:
    """Activities of a kind that took place in a year."""
    found = [each for each in papers(root, "activity").values() if each["活动类别"] == kind]
    return [each for each in found if each["状态"] == "已完成" and each["活动日期"].startswith(year)]


def months(held: list[Paper]) -> set[int]:
    return {int(each["活动日期"][5:7]) for each in held}


# 32 健康教育今年12种资料、6次咨询、每月讲座，差几项？ (S54)


def test_story_32_which_of_the_nine_requirements_are_short_and_by_how_much(xingfu: Path, tmp_path: Path) -> None:
    """S54: kinds by their titles, months one by one; the lecture of February cannot be made good."""
    paper = tmp_path / "健康教育达标.docx"
    shape = shequ("assess", "健康教育", "2026", "--json", at=xingfu).json
    items = {item["id"]: item for item in shape["items"]}
    kinds = {each["资料名称"] for each in done(xingfu, "健康资料发放")}
    lectures = months(done(xingfu, "健康知识讲座"))
    hours = sum(
        int(row["学时"])
        for row in lines(xingfu, "training")
        if row["培训种类"] == "健康教育人员培训" and row["培训日期"] > "2026"
    )
    proper = [
        row
        for row in lines(xingfu, "facility")
        if row["种类"] == "健康宣传栏" and float(row["栏面面积"]) >= 3 and 1.5 <= float(row["栏面离地高度"]) <= 1.6
    ]

    def lacks(id: str) -> list[str]:
        return [miss["text"] for miss in items[id]["missing"]]

    assert lacks("prints") == [f"健康印刷资料种类还差{12 - len(kinds)}种"] == ["健康印刷资料种类还差4种"]
    assert (len(done(xingfu, "公众健康咨询")), items["consultations"]["met"], lacks("consultations")) == (6, True, [])
    gone = sorted(set(range(1, 11)) - lectures)
    assert gone == [2]
    assert lacks("lectures") == ["健康知识讲座2月没有达到，已不能补", "健康知识讲座还差2场：11月、12月"]
    assert lacks("training") == [f"健康教育人员培训学时还差{8 - hours}学时"]
    assert (lacks("boards"), len(proper)) == (["合规健康宣传栏现为1块，要求不少于2块"], 1)
    assert {id for id, item in items.items() if item["met"]} == {"av", "changes", "consultations"}
    assert (shape["score"], shape["full"], shape["title"]) == (3, 9, "未达标")

    shequ("assess", "健康教育", "2026", "-o", paper, at=xingfu)
    text = words(paper)
    assert "达到3项（共9项），目前未达标" in text
    assert "健康印刷资料种类还差4种" in text


def test_story_32_four_more_leaflets_fill_the_first_requirement(mine: Path) -> None:
    """S54 R31: a title given out again is no new kind; the four numbers of the year's evaluation are in the report."""
    old = done(mine, "健康资料发放")[0]["资料名称"]
    held = {
        "状态": "已完成",
        "活动类别": "健康资料发放",
        "活动主题": "发放健康资料",
        "活动地点": "社区广场",
        "发放份数": "50",
    }
    for day, title in enumerate([old, "流感防护折页", "膳食宝塔折页", "口腔保健折页", "用药安全折页"], 20):
        add("活动", mine, 活动日期=f"2026-10-{day}", 资料名称=title, **held)

    shape = shequ("assess", "健康教育", "2026", "--json", at=mine).json
    [prints] = [item for item in shape["items"] if item["id"] == "prints"]
    assert (prints["met"], prints["why"]) == (True, "健康印刷资料种类12种，要求不少于12种")
    shape = shequ("report", "健康教育月报", "2026", "--json", at=mine).json
    [table] = [each for each in shape["tables"] if each["title"] == "健康教育评价指标表"]
    rows = {row[0]: row[2] for row in table["rows"]}
    assert (rows["健康印刷资料种类"], rows["健康宣传栏更换"]) == (12, len(done(mine, "健康宣传栏更换")))
    talks = [*done(mine, "健康知识讲座"), *done(mine, "公众健康咨询")]
    assert rows["健康讲座与咨询"] == len(talks)
    assert rows["健康讲座与咨询参加"] == sum(int(each["参加人次"]) for each in talks)


# 33 科普宣传栏一月一期、看板一季一换，逾期亮红 (S60)


def test_story_33_a_board_not_changed_for_a_month_is_overdue_and_red(xingfu: Path) -> None:
    """S60: the gallery was changed on 09-16, so on 10-16 it was due again; the board of 08-31 has until 11-30."""
    boards = {row["种类"]: row for row in lines(xingfu, "facility") if row["种类"] in ("科普宣传栏", "科普看板")}
    assert (boards["科普宣传栏"]["更新日期"], boards["科普看板"]["更新日期"]) == ("2026-09-16", "2026-08-31")

    [late] = [line for line in shequ("today", at=xingfu).stdout.splitlines() if "更换：科普" in line]
    assert late.split()[:4] == ["2026-10-16", "时限", "更换：科普宣传栏：科普画廊", "逾期12天"]
    ahead = due(xingfu, "2026-10-28", "--ahead", "40")
    [board] = [item for item in ahead if item["title"].startswith("更换：科普看板")]
    assert (board["due"], board["state"]) == ("2026-11-30", "open")

    window, panel = (
        figure(name, "2026-10", xingfu, "culture") for name in ("science_windows_changed", "science_boards_changed")
    )
    assert (window["ytd"], window["light"]) == (len(done(xingfu, "科普宣传栏更换")), "red")
    assert (panel["ytd"], panel["light"] != "red") == (len(done(xingfu, "科普看板更换")), True)
    page = shequ("report", "culture", "2026-10", at=xingfu).stdout
    assert f"科普宣传栏更换累计{window['ytd']}期，完成年度目标的58.3%" in page


def test_story_33_changed_today_it_is_no_longer_late_and_the_months_that_lack_stay_named(mine: Path) -> None:
    """S60: one edit clears the clock; March and September had no issue, and the plan goes on saying so."""
    [(id,)] = select("select 编号 from 功能室阵地 where 种类 = '科普宣传栏' and 停用日期 is null", mine)
    shequ("edit", id, "--set", "更新日期=2026-10-28", at=mine)
    issue = {"活动类别": "科普宣传栏更换", "活动主题": "冬季用气安全", "状态": "已完成", "活动地点": "科普画廊"}
    add("活动", mine, 活动日期="2026-10-28", **issue)

    assert not [item for item in due(mine) if "科普画廊" in item["title"]]
    lacking = sorted(set(range(1, 11)) - months(done(mine, "科普宣传栏更换")))
    tasks = {task["id"]: task for task in shequ("plan", "status", "--json", at=mine).json["tasks"]}
    assert tasks["science-window"]["missing"] == [f"2026-{month:02}" for month in lacking] == ["2026-03", "2026-09"]


# 34 每月体育、每季晚会、每年运动会，做活动申请到小结一条龙 (S61)

STEPS = ["成立活动小组", "了解需求订计划", "可行性报告和经费预算", "审批后定方案", "通报时间内容", "指定人员", "发请帖", "购奖品",
         "布置场地", "现场安全", "小结汇报", "专项管理制度"]  # fmt: skip


def test_story_34_sport_by_month_galas_by_quarter_one_meet_a_year(xingfu: Path) -> None:
    """S61: the months and quarters without are named."""
    tasks = {task["id"]: task for task in shequ("plan", "status", "2026", "--json", at=xingfu).json["tasks"]}
    sport, galas, meets = (done(xingfu, kind) for kind in ("体育竞赛", "综合晚会", "运动会"))

    lacking = sorted(set(range(1, 10)) - months(sport))
    assert tasks["sport"]["missing"] == [f"2026-{month:02}" for month in lacking] == ["2026-01", "2026-02"]
    assert (tasks["sport"]["done"], tasks["sport"]["state"]) == (len(sport), "behind")
    quarters = {(month - 1) // 3 + 1 for month in months(galas)}
    assert (quarters, tasks["gala"]["missing"]) == ({2, 3}, ["2026Q1"])
    assert tasks["gala"]["detail"] == "每季度不少于1场：第一季度缺；本季度还差1场"
    assert (len(meets), tasks["sports-meet"]["state"]) == (1, "done")


def test_story_34_twelve_steps_from_the_application_to_the_summary(mine: Path, tmp_path: Path) -> None:
    """S61 R27: applied for, prepared step by step, held; it is not finished while a step lacks, and these are named."""
    asked = {
        "活动日期": "2026-10-30",
        "类别": "综合晚会",
        "主题": "迎冬邻里晚会",
        "预算": "3800",
        "活动地点": "社区广场",
    }
    id = add("活动", mine, 审批日期="2026-10-20", 筹办步骤="、".join(STEPS[:7]), **asked)
    shown = shequ("show", id, at=mine).stdout
    assert "时限  举办 2026-10-30 还剩2天" in shown

    held = ["--set", "参加人次=160", "--set", "支出=3650", "--set", "小结=邻里同台，秩序良好"]
    refused = shequ("advance", id, "已完成", *held, at=mine, today="2026-10-31", code=1).stderr
    assert f"还缺：{'、'.join(STEPS[7:])}" in refused
    assert select(f"select 状态 from 活动宣传 where 编号 = '{id}'", mine) == [["计划中"]]

    all_steps = f"筹办步骤={'、'.join(STEPS)}"
    shequ("advance", id, "已完成", *held, "--set", all_steps, at=mine, today="2026-10-31")
    book = tmp_path / "文体月报.xlsx"
    page = shequ("report", "文体月报", "2026-10", "-o", book, "-o", "-", at=mine, today="2026-10-31").stdout
    assert "按十二步筹办的1场，步骤齐全的1场，齐全率100.0%" in page
    rows = {row[3]: row[4:] for row in body(sheets(book)["有预算的活动情况表"])}
    assert rows["迎冬邻里晚会"] == ("已完成", 3800, 3650, 160)
    tasks = {task["id"]: task for task in shequ("plan", "status", "--json", at=mine, today="2026-10-31").json["tasks"]}
    assert tasks["gala"]["detail"] == "每季度不少于1场：第一季度缺"


def test_story_34_the_one_that_is_being_prepared_still_lacks_five_steps(xingfu: Path) -> None:
    """S61 R27: asked without writing anything."""
    [id] = [id for id, each in papers(xingfu, "activity").items() if each["状态"] == "计划中" and each.get("筹办步骤")]
    taken = papers(xingfu, "activity")[id]["筹办步骤"]
    words_ = ["--dry-run", "--set", "参加人次=200", "--set", "支出=4700"]
    said = shequ("advance", id, "已完成", *words_, at=xingfu, today="2026-11-22", code=1).stderr

    lacking = [step for step in STEPS if step not in taken]
    assert len(lacking) == 5
    assert f"还缺：{'、'.join(lacking)}" in said
