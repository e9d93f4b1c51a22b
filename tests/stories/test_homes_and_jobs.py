"""Stories 29–31: the matrix of homes and the days of a review, whether a labour force adds up, who came to the job fair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from kept import lines, papers
from made import body, places, sheets
from story import due, figure, shequ

# 29 住房困难户按收入8档面积7档出矩阵；审核第几天了、公示几天了？ (S44)

INCOMES = [Decimal(n) / 10 for n in range(3, 11)]
AREAS = [Decimal(n) for n in (0, 5, 6, 7, 8, 9, 10)]


def qualified(root: Path) -> list[tuple[Decimal, Decimal]]:
    """Income as a share of the local one, and ㎡ a head, of each household that the committee found to qualify."""
    found = []
    for each in papers(root, "housing").values():
        if each.get("社区核实结果") == "符合" and each["状态"] not in ("不符合", "撤回"):
            found.append((Decimal(each["人均收入"]) / Decimal(each["当地人均收入"]), Decimal(each["人均住房面积"])))
    return found


def test_story_29_eight_incomes_by_seven_areas_in_both_readings(xingfu: Path, tmp_path: Path) -> None:
    """S44: 以下 contains what is below it, 分档 holds each household once; both come from the raw values and agree."""
    book = tmp_path / "住房矩阵.xlsx"
    shequ("report", "住房困难家庭矩阵表", "2026", "-o", book, at=xingfu)
    below = [row[1:] for row in body(sheets(book)["低收入住房困难家庭矩阵表（以下）"])]
    apart = [row[1:] for row in body(sheets(book)["低收入住房困难家庭矩阵表（分档）"])]
    homes = qualified(xingfu)

    assert below == [tuple(sum(i <= income and a <= area for i, a in homes) for area in AREAS) for income in INCOMES]
    *bands, total = apart
    assert [row[-1] for row in bands] == [sum(row[:-1]) for row in bands]
    assert list(total) == [sum(column) for column in zip(*bands, strict=True)]
    assert (len(bands), len(total), total[-1], below[-1][-1]) == (8, 8, len(homes), len(homes))
    for income in range(8):
        for area in range(7):
            assert below[income][area] == sum(sum(row[: area + 1]) for row in bands[: income + 1])


def workday(day: date, calendar: Mapping[str, Any]) -> bool:
    """The days off and the worked Saturdays of the notice."""
    if day.isoformat() in calendar["上班"]:
        return True
    off = any(str(each["自"]) <= day.isoformat() <= str(each["至"]) for each in calendar["放假"])
    return day.weekday() < 5 and not off


def test_story_29_the_review_is_on_its_so_manieth_day_and_so_is_the_posting(xingfu: Path) -> None:
    """S44 R56: reviews are counted in working days, postings in days, and today says on which one they are."""
    calendar = yaml.safe_load((xingfu / "calendar" / "2026.yaml").read_text("utf-8"))
    today = date(2026, 10, 28)
    said = {item["id"]: item["detail"] for item in due(xingfu) if item.get("ledger") == "housing"}
    begun = {"社区核实": "填表日期", "镇审核": "社区公示结束日期", "县审核": "镇公示结束日期"}
    posted = {"社区公示": "社区公示日期", "镇公示": "镇公示日期", "县公示": "县公示日期"}

    checked = 0
    for id, each in papers(xingfu, "housing").items():
        key = {**begun, **posted}.get(each["状态"])
        if key is None or id not in said:
            continue
        start = date.fromisoformat(each[key])
        days = [start + timedelta(n) for n in range(1, (today - start).days + 1)]
        if each["状态"] in begun:
            number, unit = sum(workday(day, calendar) for day in days), "个工作日"
        else:
            number, unit = len(days), "天"
        assert said[id].startswith(f"第{number}{unit}" if number else "今天开始"), (id, said[id])
        checked += 1
    assert checked > 20


def test_story_29_a_household_is_shown_by_its_code_and_its_review_that_is_late_stands_first(xingfu: Path) -> None:
    """S44: ZF-017 was to be looked at by 09-11; its income is masked on the screen."""
    id = next(id for id, each in papers(xingfu, "housing").items() if each["户编码"] == "ZF-017")
    page = shequ("show", id, at=xingfu).stdout

    assert "时限  社区核实 2026-09-11 第34个工作日，逾期47天" in page
    report = shequ("report", "housing", "2026", at=xingfu).stdout
    [late] = [line for line in report.splitlines() if "超过规定时限" in line]
    assert "社区核实1户" in late
    assert "ZF-" not in report
    other = next(each for each in papers(xingfu, "housing").values() if each["状态"] == "社区公示")
    assert other["人均收入"] not in shequ("list", "住房困难家庭", "--columns", "户编码,人均收入", at=xingfu).stdout


# 30 劳动力分类加起来对不对？就业率怎么算的写出公式 (S50, S47, F06)

F06 = {"月份": "2026-10", "劳动力总数": 3982, "城镇劳动力": 2793, "农村劳动力": 1189, "已就业": 1347, "失业": 25,
       "非经济人口": 1418, "无劳动能力": 27}  # fmt: skip


def labour(**changes: object) -> list[str]:
    return [word for key, value in {**F06, **changes}.items() for word in ("--set", f"{key}={value}")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "城镇劳动力＝已就业＋失业＋非经济活动人口＋无劳动能力；是不是“2817”？"),  # 24 too many
        ({"非经济人口": 1394, "劳动力总数": 3981}, "劳动力总数＝城镇＋农村；是不是“3982”？"),
        ({"非经济人口": 1394, "就业率": "98.97"}, "就业率＝已就业÷（已就业＋失业）（依据：R13）；是不是“98.18”？"),
    ],
    ids=["24 too many", "one too few", "no such rate"],
)
def test_story_30_classes_that_do_not_add_up_are_refused(xingfu: Path, changes: dict[str, object], said: str) -> None:
    """S50 F06: the sheet that was handed in, as it was: 1347 + 1418 + 25 + 27 are 2817, and no formula gives 98.97."""
    refused = shequ("add", "劳动力", *labour(**changes), "--dry-run", at=xingfu, code=1)
    assert said in refused.stderr
    assert refused.stderr.count("[E-") == 1, "one fault, told once"


def test_story_30_the_rate_and_its_formula(mine: Path) -> None:
    """S50 S47: with the classes put right; 1347 ÷ (1347 + 25), half up at two places, and no household without work."""
    shequ("add", "劳动力", *labour(非经济人口=1394, 就业率="98.18"), at=mine)

    explained = shequ("explain", "就业率", "2026-10", at=mine).stdout
    assert "就业率＝已就业人数÷就业和失业人数×100%" in explained
    assert "算式  1347÷1372×100%＝98.18%" in explained
    assert places(Decimal(134700) / 1372, "0.01") == Decimal("98.18")
    page = shequ("report", "民生月报", "2026-10", at=mine).stdout
    assert "期末城镇劳动力中已就业1347人、失业25人，就业率98.18%" in page
    assert "就业率＝已就业÷（已就业＋失业），非经济活动人口和无劳动能力的不进分母" in page

    families = [each for each in papers(mine, "jobseeker").values() if each["人员类别"] == "零就业家庭"]
    without = sum("就业日期" not in each and each["状态"] != "退出" for each in families)
    assert figure("zero_job_households", "2026-10", mine, "welfare")["value"] == without
    assert f"期末尚有零就业家庭{without}户" in page


# 31 招聘会来了多少人、签意向多少、其中4050、农民工各多少？ (S48)


def test_story_31_who_came_to_the_fair_and_who_left_with_an_intent(xingfu: Path, tmp_path: Path) -> None:
    """S48: October's fair, and the year's three in one table; 4050 and migrants are two counts and not a sum."""
    book = tmp_path / "招聘会.xlsx"
    fairs = [row for row in lines(xingfu, "job_service") if row["服务类别"] == "招聘会" and row["服务日期"] > "2026"]
    [october] = [row for row in fairs if row["服务日期"].startswith("2026-10")]
    seekers, intents, older, migrants = (
        int(october[key]) for key in ("求职人数", "达成意向", "意向中4050人员", "意向中农民工")
    )

    page = shequ("report", "民生月报", "2026-10", at=xingfu).stdout
    rate = places(Decimal(intents * 100) / seekers)
    assert f"求职{seekers}人次，达成意向{intents}人，意向率{rate}%；意向中4050人员{older}人、农民工{migrants}人" in page
    assert (seekers, intents, older, migrants) == (123, 51, 13, 12)

    shequ("report", "welfare", "2026", "-o", book, at=xingfu)
    rows = body(sheets(book)["招聘会情况表"])
    assert [row[1:3] + row[5:] for row in rows] == [
        (
            row["服务日期"],
            row["名称"],
            *(int(row[key]) for key in ("求职人数", "达成意向", "意向中4050人员", "意向中农民工")),
        )
        for row in fairs
    ]


def test_story_31_more_intents_than_people_are_refused(mine: Path) -> None:
    """S48: and a fair without the number of those who came is none."""
    fair = ["--set", "举办日期=2026-10-27", "--set", "类别=招聘会", "--set", "用人单位数=8", "--set", "意向人数=51"]
    assert "招聘会要填进场单位、求职人数和达成意向" in shequ("add", "招聘会", *fair, at=mine, code=1).stderr
    refused = shequ("add", "招聘会", *fair, "--set", "到场人数=50", at=mine, code=1).stderr
    assert "达成意向的不能多于到场求职的" in refused

    shequ("add", "招聘会", *fair, "--set", "到场人数=60", "--set", "4050意向=9", at=mine)
    assert figure("job_fair_intents_4050", "2026-10", mine, "welfare")["value"] == 13 + 9
