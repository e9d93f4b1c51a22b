"""Stories 11–17: grids, inspection to hand-over, let flats, signs, equipment, drills, the fire-safety day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from docx import Document
from kept import lines, papers
from made import places, words
from story import add, due, figure, rows, shequ

SIX_SMALL = ("六小场所", "小商场", "小学校幼儿园", "小餐饮场所", "小旅馆", "小网吧", "小生产加工企业")

# 11 片区划好了吗?哪条路没人管? (S13)


def test_story_11_the_one_lane_that_nobody_looks_after_is_named(xingfu: Path) -> None:
    """S13: every road, building and group lies in one grid but for one; the page and the plan say so."""
    spots = [row for row in lines(xingfu, "place") if not row["注销日期"]]
    free = [row for row in spots if not row["网格"]]
    assert len({(row["点位种类"], row["点位名称"]) for row in spots}) == len(spots) == 85
    assert [row["点位名称"] for row in free] == ["铁道边便道"]

    asked = ["list", "点位", "--where", "网格 is null", "--columns", "点位种类,点位名称"]
    assert rows(shequ(*asked, at=xingfu)) == [["巷道", "铁道边便道"]]
    page = shequ("report", "safety", "2026-10", at=xingfu).stdout
    assert f"网格划分覆盖率{places(Decimal(84) * 100 / 85)}%" in page and "还没有划入网格1处" in page
    assert "| 1    | 巷道     | 铁道边便道 |" in page.split("未划网格点位清单")[1]


def test_story_11_a_place_belongs_to_one_grid_only_and_once_given_it_is_looked_after(mine: Path) -> None:
    """S13: entered twice it is refused; with its grid the rate is 100."""
    twice = [
        "--set",
        "登记日期=2026-10-28",
        "--set",
        "点位种类=巷道",
        "--set",
        "点位名称=铁道边便道",
        "--set",
        "网格=第五网格",
    ]
    assert "一处只归一个小网格" in shequ("add", "点位", *twice, at=mine, code=1).stderr

    (spot,) = (row for row in lines(mine, "place") if not row["网格"])
    shequ("edit", spot["编号"], "--set", "网格=第五网格", at=mine)
    assert figure("place_grid_rate", "2026-10", mine, "safety")["value"] == "100.0"


# 12 把这次检查的隐患登记进去,该移交的给我打出移交单 (S14)


def test_story_12_an_inspections_hazards_are_entered_and_run_to_their_deadlines(mine: Path) -> None:
    """S14, R51: the inspection and its two hazards; the major one is to be reported within a day."""
    seen = {"检查日期": "2026-10-28", "检查类别": "联合检查", "对象类型": "小旅馆", "检查对象": "安和旅社"}
    check = add("检查", mine, **seen, 隐患处数=2, 当场整改处数=0, 限期整改处数=2)
    about = {"发现日期": "2026-10-28", "检查记录": check, "隐患场所": "安和旅社", "整改期限": "2026-11-04"}
    plain = add("隐患", mine, **about, 隐患描述="楼道堆放床垫", 隐患等级="一般隐患")
    major = add("隐患", mine, **about, 隐患描述="安全出口封堵", 隐患等级="重大隐患")

    told = {
        (item["id"], item["title"].split("：")[0]): item["due"] for item in due(mine) if item["id"] in (plain, major)
    }
    assert told == {(plain, "整改"): "2026-11-04", (major, "整改"): "2026-11-04", (major, "重大隐患上报"): "2026-10-29"}
    kept = papers(mine, "hazard")
    assert {kept[id]["检查记录"] for id in (plain, major)} == {check}
    refused = shequ("advance", plain, "已移交", at=mine, code=1)
    assert "移交单位" in refused.stderr  # to whom


def test_story_12_the_sheet_lists_what_has_to_be_handed_over_and_then_goes_to_each_unit(
    mine: Path, tmp_path: Path
) -> None:
    """S14, R51: the two that were not mended in time and one more; then a page for each unit that takes them."""
    (stall,) = (
        id
        for id, it in papers(mine, "hazard").items()
        if it["隐患描述"] == "冰柜插座靠近水池" and it["状态"] == "待整改"
    )
    shequ("advance", stall, "逾期未改", at=mine)
    late = {id: it for id, it in papers(mine, "hazard").items() if it["状态"] == "逾期未改"}
    assert len(late) == 3 and all(it["整改期限"] < "2026-10-28" for it in late.values())

    sheet = ["report", "移交单", "2026-10", "--date", "2026-10-28", "-o", tmp_path / "移交单.docx"]
    shequ(*sheet, at=mine)
    head, *listed = (
        [cell.text for cell in row.cells] for row in Document(str(tmp_path / "移交单.docx")).tables[0].rows
    )
    what, until = head.index("隐患描述"), head.index("整改期限")
    assert {(row[what], row[until]) for row in listed} == {(it["隐患描述"], it["整改期限"]) for it in late.values()}
    assert {row[1].split("（")[0] for row in listed} == {it["隐患场所"] for it in late.values()}
    page = words(tmp_path / "移交单.docx")
    assert (
        "移交单位：（送交时填写）" in page
        and "下列3处隐患" in page
        and "接收单位（签收）" in page
        and "2026年10月28日" in page
    )

    for id, unit in zip(late, ("消防大队", "派出所", "派出所"), strict=True):
        shequ("advance", id, "已移交", "--set", f"移交单位={unit}", at=mine)
    shequ(*sheet, at=mine)
    page = words(tmp_path / "移交单.docx")
    assert [said for said in page.splitlines() if said.startswith("移交单位：")] == [
        "移交单位：派出所",
        "移交单位：消防救援机构",
    ]
    assert [len(table.rows) - 1 for table in Document(str(tmp_path / "移交单.docx")).tables] == [2, 1, 1, 1]
    assert {it["移交日期"] for id, it in papers(mine, "hazard").items() if id in late} == {"2026-10-28"}
    assert not [item for item in due(mine) if item["id"] in late]


# 13 本月出租房应查几套、查了几套、隐患整改率多少? (S15)


def test_story_13_let_flats_due_checked_and_mended(xingfu: Path) -> None:
    """S15: the month's rounds, and of the hazards that were given a deadline those that are closed."""
    rounds = [
        row
        for row in lines(xingfu, "inspection")
        if row["检查日期"].startswith("2026-10") and row["对象类型"] == "出租房"
    ]
    wanted, checked = (sum(int(row[name] or 0) for row in rounds) for name in ("应查套数", "实查套数"))
    held = [
        it for it in papers(xingfu, "hazard").values() if it["对象类型"] == "出租房" and it["发现日期"] >= "2026-10-01"
    ]
    closed = sum(it["状态"] == "已销号" for it in held)
    assert (wanted, checked, len(held), closed) == (154, 153, 5, 0)

    page = shequ("report", "安全月报", "2026-10", at=xingfu).stdout
    assert (
        f"出租房应查{wanted}套，实查{checked}套，排查率{places(Decimal(checked) * 100 / wanted)}%，低于100%的目标0.6个百分点"
        in page
    )
    assert f"出租房登记限期整改的隐患{len(held)}处，尚未销号，整改率0.0%" in page
    reasons = shequ("explain", "出租房排查率", "2026-10", at=xingfu).stdout
    assert f"{checked}÷{wanted}×100%＝99.4%" in reasons
    assert all(row["编号"] in reasons for row in rounds)


# 14 六小场所还有几家没挂牌? (S16)


def test_story_14_the_small_places_without_a_sign(xingfu: Path) -> None:
    """S16: two of twenty-two; one has been waiting for longer than thirty days."""
    small = [row for row in lines(xingfu, "premises") if row["场所类型"] in SIX_SMALL and not row["歇业日期"]]
    bare = {row["场所名称"]: row for row in small if not row["挂牌日期"]}
    assert (len(small), set(bare)) == (22, {"花园奶茶店", "明湖托育点"})

    page = shequ("report", "safety", "2026-10", at=xingfu).stdout
    assert f"在册六小场所22家，已挂牌20家，挂牌率{places(Decimal(20) * 100 / 22)}%" in page and "未挂牌2家" in page
    listed = page.split("未挂牌六小场所清单")[1].split("## ")[0]
    assert (
        all(name in listed and row["登记日期"] in listed for name, row in bare.items()) and listed.count("| 2026-") == 2
    )
    clocks = {
        item["id"]: item["due"]
        for item in due(xingfu, "2026-10-28", "--ahead", "30")
        if item["title"].startswith("挂牌")
    }
    assert clocks == {row["编号"]: str(date.fromisoformat(row["登记日期"]) + timedelta(30)) for row in bare.values()}


# 15 消防室的器材缺什么? (S17)


def test_story_15_what_the_fire_room_lacks(xingfu: Path) -> None:
    """S17: by kind, how many; and how complete the kit is."""
    kit = [row for row in lines(xingfu, "equipment") if not row["停用日期"]]
    short = {row["器材种类"]: int(row["应配数"]) - int(row["实有数"]) for row in kit if row["应配数"] != row["实有数"]}
    assert short == {"水带": 2, "应急照明": 1}

    asked = ["list", "器材", "--where", "存放位置='社区消防室' and 缺少数>0", "--columns", "器材种类,缺少数"]
    assert dict(rows(shequ(*asked, at=xingfu))) == {kind: str(n) for kind, n in short.items()}
    needed, held = (sum(int(row[name]) for row in kit) for name in ("应配数", "实有数"))
    page = shequ("report", "safety", "2026-10", at=xingfu).stdout
    assert f"消防器材应配{needed}件，实有{held}件，配齐率{places(Decimal(held) * 100 / needed)}%" in page
    assert "缺少3件" in page and "水带" in page.split("消防器材缺少清单")[1].split("## ")[0]


# 16 本季度演练做了没有? (S18)


def test_story_16_this_quarters_drill_is_still_wanting_until_it_is_held(mine: Path) -> None:
    """S18, R50: one in each quarter before; the one planned for November does not count before it was held."""
    drills = {
        id: it
        for id, it in papers(mine, "activity").items()
        if it["活动类别"] == "应急演练" and it["活动日期"] >= "2026"
    }
    done = sorted((int(it["活动日期"][5:7]) + 2) // 3 for it in drills.values() if it["状态"] == "已完成")
    (planned,) = (id for id, it in drills.items() if it["状态"] == "计划中")
    assert done == [1, 2, 3] and drills[planned]["活动日期"] == "2026-11-20"

    def task() -> tuple[object, ...]:
        tasks = shequ("plan", "status", "2026", "--kind", "annual", "--json", at=mine).json["tasks"]
        (drill,) = (task for task in tasks if task["id"] == "drill")
        return drill["done"], drill["total"], drill["detail"], drill["missing"]

    assert task() == (3, 4, "本季度还差1次", [])
    assert "没有组织应急演练" in shequ("report", "safety", "2026-10", at=mine).stdout
    assert not rows(
        shequ("list", "活动", "--where", "活动类别='应急演练'", "--period", "本季度", "--state", "已完成", at=mine)
    )

    shequ("edit", planned, "--set", "活动日期=2026-10-28", at=mine)
    shequ("advance", planned, "已完成", "--set", "参加人次=46", at=mine)
    assert task() == (4, 4, "", [])


# 17 每月第一周周一宣传日记了吗?公约牌每村至少一块够不够? (S19)


def first_monday(month: int) -> date:
    return next(day for day in (date(2026, month, n) for n in range(1, 8)) if day.weekday() == 0)


def test_story_17_every_months_first_monday_has_its_record(xingfu: Path) -> None:
    """S19, R50: ten months, ten days; the calendar has the Mondays, next one 2 November."""
    held = [
        it["活动日期"]
        for it in papers(xingfu, "activity").values()
        if it["活动类别"] == "消防宣传日" and it["状态"] == "已完成"
    ]
    months = sorted({day[:7] for day in held if day >= "2026"})
    assert months == [f"2026-{month:02}" for month in range(1, 11)]

    tasks = shequ("plan", "status", "2026", "--kind", "annual", "--json", at=xingfu).json["tasks"]
    (task,) = (task for task in tasks if task["id"] == "fire-day")
    assert (task["done"], task["missing"]) == (len([day for day in held if day >= "2026"]), [])
    for month in (10, 11):
        entries = shequ("calendar", f"2026-{month}", "--json", at=xingfu).json["entries"]
        assert [entry["start"] for entry in entries if entry["title"] == "消防宣传日"] == [str(first_monday(month))]


def test_story_17_a_month_without_the_day_is_named(mine: Path) -> None:
    """S19, R50: September's record cancelled, the plan says 9月缺."""
    acts = papers(mine, "activity").items()
    (september,) = (id for id, it in acts if it["活动类别"] == "消防宣传日" and it["活动日期"].startswith("2026-09"))
    shequ("edit", september, "--set", "活动类别=安全宣传", at=mine)

    said = next(row for row in rows(shequ("plan", "status", "2026", at=mine)) if row[0] == "fire-day")
    assert said[-1].endswith("9月缺")


def test_story_17_every_village_needs_a_board(mine: Path) -> None:
    """S19, R50: one village with two boards is enough, without one it is not."""
    (village,) = (row for row in lines(mine, "place") if row["点位种类"] == "村居")
    assert village["公约牌块数"] == "2"
    assert rows(shequ("list", "点位", "--where", "点位种类='村居'", "--columns", "点位名称,公约牌块数", at=mine)) == [
        ["幸福社区", "2"]
    ]

    def rate() -> tuple[str, str]:
        found = figure("place_board_rate", "2026-10", mine, "safety")
        return found["value"], found["light"]

    assert rate() == ("100.0", "green")
    shequ("edit", village["编号"], "--set", "公约牌块数=0", at=mine)
    assert rate() == ("0.0", "red")
