"""Stories 7–10: what has to be handed in today, the half-year's rates, archives by retention, the community's profile."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from kept import lines, papers
from made import body, places, sheets, words
from story import add, due, rows, select, shequ

# 7 今天几点前要报什么?今晚16点的创城日报、月底的消防报告别漏 (S06, S90)


def test_story_07_today_says_by_when_what_is_due_and_forgets_nothing(xingfu: Path) -> None:
    """S06, S90: the daily report by four o'clock, yesterday's that was forgotten, the fire report of the month's end."""
    sent = {row["期间"] for row in lines(xingfu, "submission") if row["事项"] == "创城日报"}
    assert "2026-10-26" in sent and not {"2026-10-27", "2026-10-28"} & sent

    items = {item["id"]: item for item in due(xingfu)}
    today, late = items["creation_daily-2026-10-28"], items["creation_daily-2026-10-27"]
    assert (today["due"], today["time"], today["state"]) == ("2026-10-28", "16:00", "soon")
    assert late["state"] == "overdue" and "视为未完成" in late["detail"]
    assert items["fire_month-2026-10"]["due"] == "2026-10-31"
    assert "2026-10-28 16:00" in shequ("today", at=xingfu).stdout
    (paper,) = (
        row for row in lines(xingfu, "submission") if row["事项"] == "住房困难家庭调查材料" and row["期间"] == "2026"
    )
    assert items[paper["编号"]]["due"] == "2026-10-28"


def test_story_07_what_was_handed_in_is_no_longer_asked_for(mine: Path) -> None:
    """S06, S90: the daily report is written and sent at three; the late one counts as late."""
    add(
        "创城日报",
        mine,
        日报日期="2026-10-28",
        管区="第二网格",
        工作情况="清理楼道堆物两处",
        问题件数=2,
        当天整改件数=2,
    )
    for day in ("2026-10-27", "2026-10-28"):
        add(
            "报送",
            mine,
            事项="创城日报",
            期间=day,
            应报日期=day,
            应报时刻="16:00",
            报出日期="2026-10-28",
            报出时刻="15:00",
        )

    assert not [item for item in due(mine) if item["id"].startswith("creation_daily")]
    late = [row for row in lines(mine, "submission") if row["应报日期"].startswith("2026-10") and row["报出日期"]]
    late = [row for row in late if (row["报出日期"], row["报出时刻"]) > (row["应报日期"], row["应报时刻"] or "24:00")]
    figures = shequ("report", "organisation", "2026-10", "--json", at=mine).json["figures"]
    assert figures["submissions_late"]["value"] == len(late) == 2  # the 14th at 17:20, and yesterday's


# 8 半年督办到了,把各单位任务完成率拉出来 (S07)


def test_story_08_the_half_year_review_gives_each_units_rate(xingfu: Path, tmp_path: Path) -> None:
    """S07: tasks, done and rate of each unit and of all, half up."""
    half = [row for row in lines(xingfu, "appraisal") if row["考核期"] == "2026H1" and row["考核类别"] == "半年督查"]
    tasks = {row["考核对象"]: (int(row["应完成任务"]), int(row["已完成任务"])) for row in half}
    assert len(tasks) == 6

    shequ("report", "organisation", "2026-07", "-o", tmp_path / "督查.xlsx", at=xingfu)
    listed = {row[0]: row[1:4] for row in body(sheets(tmp_path / "督查.xlsx")["各单位任务完成情况表"])}
    done, whole = sum(n for _all, n in tasks.values()), sum(n for n, _done in tasks.values())
    wanted = tasks | {"合计": (whole, done)}
    assert {unit: tuple(map(int, row[:2])) for unit, row in listed.items()} == wanted
    assert {unit: places(Decimal(str(row[2]))) for unit, row in listed.items()} == {
        unit: places(Decimal(n) * 100 / of) for unit, (of, n) in wanted.items()
    }
    assert (
        f"完成率{places(Decimal(done) * 100 / whole)}%" in shequ("report", "organisation", "2026-07", at=xingfu).stdout
    )


def test_story_08_the_plan_says_how_far_each_body_is(xingfu: Path) -> None:
    """S07, S04: what the table by lead counts are the plan's own tasks."""
    tasks = shequ("plan", "status", "2026", "--kind", "annual", "--json", at=xingfu).json["tasks"]
    counted = Counter((lead, task["state"] == "done") for task in tasks for lead in task["lead"])

    listed = {
        row[0]: row for row in rows(shequ("plan", "status", "2026", "--kind", "annual", "--by", "牵头", at=xingfu))
    }
    for body_name in ("居民委员会", "人民调解委员会", "文体委员"):
        done, whole = counted[body_name, True], counted[body_name, True] + counted[body_name, False]
        row = listed[body_name]
        assert (int(row[1]), int(row[2]), row[8]) == (whole, done, f"{places(Decimal(done) * 100 / whole)}%")


# 9 年底按永久、长期、短期数一数档案,加起来要等于总件数 (S08)


def test_story_09_archives_by_retention_add_up_to_all_of_them(xingfu: Path, tmp_path: Path) -> None:
    """S08: the year's last count, class by class and together."""
    counted = [row for row in lines(xingfu, "archive") if row["盘点日期"] == "2025-12-30"]
    parts = {row["档案类别"]: tuple(int(row[kept]) for kept in ("总件数", "永久", "长期", "短期")) for row in counted}
    whole = tuple(map(sum, zip(*parts.values(), strict=True)))
    assert whole == (515, 37, 350, 128) and sum(whole[1:]) == whole[0]

    shequ("report", "organisation", "2025", "-o", tmp_path / "年终.docx", "-o", tmp_path / "年终.xlsx", at=xingfu)
    table = {row[0]: tuple(map(int, row[1:5])) for row in body(sheets(tmp_path / "年终.xlsx")["档案分类件数表"])}
    assert table == parts | {"合计": whole}
    assert "室藏档案515件，其中永久37件、长期350件、短期128件" in words(tmp_path / "年终.docx")


def test_story_09_a_count_that_does_not_add_up_is_refused(mine: Path) -> None:
    """S08: 100 are not 20 + 50 + 29; with 30 they are."""
    kept = {"盘点日期": "2026-10-28", "档案类别": "综治", "总件数": 100, "永久": 20, "长期": 50}
    sets = [word for name, value in kept.items() for word in ("--set", f"{name}={value}")]

    refused = shequ("add", "档案", *sets, "--set", "短期=29", at=mine, code=1)
    assert "总件数＝永久＋长期＋短期" in refused.stderr and "E-sum" in refused.stderr
    assert select("select count(*) from 档案盘点 where 盘点日期 = '2026-10-28'", mine) == [[0]]
    shequ("add", "档案", *sets, "--set", "短期=30", at=mine)


# 10 上面要一份社区概况,把户、人、楼栋、单位填好,日期写明 (S10)


def test_story_10_the_profile_is_a_page_of_its_own_with_its_day(xingfu: Path, tmp_path: Path) -> None:
    """S10: the year's last sheet: households, persons, buildings, units, and up to which day."""
    last = max(papers(xingfu, "snapshot").values(), key=lambda sheet: str(sheet["截止日期"]))
    made = tmp_path / "概况.docx", tmp_path / "概况.xlsx"
    shequ("report", "社区概况", "2026", "-o", made[0], "-o", made[1], "--date", "2026-10-28", at=xingfu)

    page = words(made[0])
    assert last["截止日期"] == "2026-09-30" and "数据截至2026年9月30日" in page and "2026年10月28日" in page
    assert (
        f"共有{last['总户数']}户、{last['总人口']}人，户均{places(Decimal(last['总人口']) / int(last['总户数']), '0.01')}人"
        in page
    )
    assert f"楼栋{last['楼栋']}栋，其中居民楼{last['居民楼']}栋、单位楼{last['单位楼']}栋" in page
    assert f"辖区单位{last['辖区单位']}家" in page and last["位置四至"] in page
    share = places(Decimal(last["老年人"]) * 100 / int(last["总人口"]))
    assert f"六十周岁以上老年人{last['老年人']}人，占{share}%" in page

    table = {row[0]: row[2] for row in body(sheets(made[1])["主要数字与上年同期对照表"])}
    assert (table["总户数"], table["总人口"], table["辖区单位数"]) == tuple(
        int(last[key]) for key in ("总户数", "总人口", "辖区单位")
    )
    assert Document(str(made[0])).tables


@pytest.mark.parametrize("period", ["2026-10", "2024"])
def test_story_10_without_a_sheet_the_page_says_so_and_invents_nothing(xingfu: Path, period: str) -> None:
    """S10."""
    page = shequ("report", "概况", period, at=xingfu).stdout

    assert "没有登记社区概况" in page and "户均" not in page


def test_story_10_households_above_persons_or_ages_that_do_not_add_up_are_told(mine: Path) -> None:
    """S10: the sheet's own sums."""
    sheet = ["--set", "截止日期=2026-10-28", "--set", "总户数=3200", "--set", "总人口=8680"]
    ages = ["--set", "未成年人=1372", "--set", "成年人=5566"]

    assert "E-sum" in shequ("add", "概况", *sheet, *ages, "--set", "老年人=1740", at=mine, code=1).stderr
    shequ("add", "概况", *sheet, *ages, "--set", "老年人=1742", at=mine)
    assert "数据截至2026年10月28日" in shequ("report", "概况", "2026-10", at=mine).stdout
