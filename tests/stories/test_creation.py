"""Stories 44–46: stars, ranks and vetoes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from kept import lines
from story import add, shequ

STARS = (
    "创建理念",
    "办公设施",
    "班子团结",
    "居民自治",
    "民间组织",
    "社区服务",
    "实事工程",
    "主题活动",
    "文明祥和",
    "管理良好",
)
UNITS = ("安和街道", "清泉街道", "石桥镇", "柳林镇")


def said(root: Path, assessment: str, year: str = "2026") -> dict[tuple[str, str], dict[str, str]]:
    """What was last said of an item by the highest who said anything: (object, item) → row."""
    order = ("自评", "街道", "区县")
    found = [row for row in lines(root, "score") if row["考评"] == assessment and row["考评年度"] == year]
    found.sort(key=lambda row: (order.index(row["评分方"]), row["评分日期"]))
    return {(row["被评对象"], row["评分项"]): row for row in found}


def points(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


# 44 十星打分:哪几个方面不到9分,够不够7星? (S85, R01)


def test_story_44_three_aspects_have_no_star_and_seven_stars_are_enough(xingfu: Path, tmp_path: Path) -> None:
    """S85, R01: 8.9 is no star; the town's scores count before the community's own."""
    scores = {item: Decimal(row["评分"]) for (_, item), row in said(xingfu, "十星级和谐社区").items()}
    assert set(scores) == set(STARS)
    starless = [item for item in STARS if scores[item] < 9]
    assert scores["主题活动"] == Decimal("8.9") and "主题活动" in starless
    stars = 10 - len(starless)
    assert stars == 7

    told = shequ("assess", "十星级和谐社区", "2026", at=xingfu).stdout
    assert f"得星{stars}颗（共10项），目前达标。不得星的有{'、'.join(starless)}。" in told

    shequ("assess", "ten-star", "2026", "-o", tmp_path / "评分表.xlsx", "-o", tmp_path / "考评.docx", at=xingfu)
    sheet = openpyxl.load_workbook(tmp_path / "评分表.xlsx").worksheets[0]
    shown = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1] in STARS}
    assert {item: Decimal(str(row[3])) for item, row in shown.items()} == scores
    assert {item for item, row in shown.items() if "得星" in row} == set(STARS) - set(starless)
    text = "\n".join(each.text for each in Document(str(tmp_path / "考评.docx")).paragraphs)
    assert f"得星{stars}颗" in text


def test_story_44_last_year_nine_stars_were_not_ten(xingfu: Path) -> None:
    """S85: 8.5 for one aspect; 达标, not 十星级."""
    scores = [Decimal(row["评分"]) for row in said(xingfu, "十星级和谐社区", "2025").values()]
    assert (sum(score >= 9 for score in scores), min(scores)) == (9, Decimal("8.5"))
    shape = shequ("assess", "ten-star", "2025", "--json", at=xingfu).json
    assert (shape["score"], shape["title"], shape["short"]) == (9, "达标", ["民间组织"])


@pytest.mark.parametrize(
    ("changed", "stars", "title"),
    [
        ({"主题活动": "9", "文明祥和": "9", "管理良好": "9.2"}, 10, "十星级和谐社区"),
        ({"主题活动": "8.99"}, 7, "达标"),
        ({"创建理念": "8.9"}, 6, "未达标"),
    ],
)
def test_story_44_the_county_s_score_counts_last(mine: Path, changed: dict[str, str], stars: int, title: str) -> None:
    """S85, R01: ten stars are a ten-star community, six are not enough."""
    for item, value in changed.items():
        add(
            "评分记录",
            mine,
            考评年度="2026",
            考评="十星级和谐社区",
            评分项=item,
            评分=value,
            评分方="区县",
            评分日期="2026-10-28",
        )
    shape = shequ("assess", "十星级和谐社区", "2026", "--json", at=mine).json
    assert (shape["score"], shape["title"]) == (stars, title)


# 45 和谐城乡按40/60排名打分,虚报一项清零 (S87, R03)


def achievement(rows: Sequence[dict[str, str]]) -> dict[str, Decimal]:
    """工作实绩 of 60 for each unit: an indicator is 40 % standing and 60 % improvement; a false one is 0 and has no rank."""
    scores: dict[str, list[Decimal]] = {unit: [] for unit in UNITS}
    for name in {row["考核指标"] for row in rows}:
        ours = [row for row in rows if row["考核指标"] == name]
        honest = [row for row in ours if row["虚报"] != "是"]
        sign = 1 if ours[0]["优劣方向"] == "越大越好" else -1
        now = {row["被考核单位"]: Decimal(row["本年数"]) * sign for row in honest}
        moved = {
            row["被考核单位"]: now[row["被考核单位"]] - Decimal(row["上年数"]) * sign for row in honest if row["上年数"]
        }
        for row in ours:
            unit, score = row["被考核单位"], Decimal(0)
            for values, share in ((now, Decimal("0.4")), (moved, Decimal("0.6"))):
                if unit in values:
                    better = sum(other > values[unit] for other in values.values())
                    score += share * (100 - better * Decimal(100) / len(honest))
            scores[unit].append(score)
    return {unit: points(sum(found, Decimal(0)) / len(found) * 60 / 100) for unit, found in scores.items()}


def harmony(root: Path) -> dict[str, Any]:
    shape = shequ("assess", "和谐城乡", "2026", "--json", at=root).json
    return {one["object"]: one for one in shape["objects"]}


def test_story_45_four_units_by_standing_and_improvement_and_the_false_report_is_nothing(xingfu: Path) -> None:
    """S87, R03: 清泉街道 reported the most hours, falsely: 0 for that item, and no place in its ranks."""
    rows = lines(xingfu, "unit_indicator")
    (false,) = (row for row in rows if row["虚报"] == "是")
    assert (false["被考核单位"], false["考核指标"]) == ("清泉街道", "志愿服务时长")

    found, expected, given = harmony(xingfu), achievement(rows), said(xingfu, "和谐城乡")
    assert {unit: Decimal(found[unit]["items"][0]["score"]) for unit in UNITS} == expected
    assert "志愿服务时长虚报，记0分" in found["清泉街道"]["items"][0]["why"]
    totals = {
        unit: expected[unit] + sum(Decimal(row["评分"]) for (who, _), row in given.items() if who == unit)
        for unit in UNITS
    }
    assert {unit: Decimal(found[unit]["score"]) for unit in UNITS} == totals
    assert [found[unit]["place"] for unit in sorted(UNITS, key=lambda unit: -totals[unit])] == [1, 2, 3, 4]


def test_story_45_a_report_found_to_be_false_is_nought_and_those_behind_move_up(mine: Path, tmp_path: Path) -> None:
    """S87, R03: 安和街道's hours too; without grounds nobody is called false."""
    (row,) = (
        one
        for one in lines(mine, "unit_indicator")
        if (one["被考核单位"], one["考核指标"]) == ("安和街道", "志愿服务时长")
    )
    refused = shequ("edit", row["编号"], "--set", "虚报=是", at=mine, code=1)
    assert "认定虚报的要写明依据" in refused.stderr

    before = harmony(mine)
    shequ("edit", row["编号"], "--set", "虚报=是", "--set", "备注=抽查签到表，多报时长", at=mine)
    after, expected = harmony(mine), achievement(lines(mine, "unit_indicator"))
    assert {unit: Decimal(after[unit]["items"][0]["score"]) for unit in UNITS} == expected
    assert Decimal(after["安和街道"]["score"]) < Decimal(before["安和街道"]["score"])
    assert Decimal(after["石桥镇"]["score"]) > Decimal(before["石桥镇"]["score"])

    shequ("assess", "和谐城乡", "2026", "-o", tmp_path / "成绩单.xlsx", at=mine)
    sheet = openpyxl.load_workbook(tmp_path / "成绩单.xlsx").worksheets[0]
    shown = {row[1]: row[2] for row in sheet.iter_rows(values_only=True) if row[1] in UNITS}
    assert {unit: Decimal(str(score)) for unit, score in shown.items()} == {
        unit: Decimal(one["score"]) for unit, one in after.items()
    }


# 46 申报社会事业发展奖前先查一票否决 (S88, R04, R05)


def test_story_46_the_veto_is_looked_at_first_and_says_why(xingfu: Path) -> None:
    """S88, R05: five questions for each unit; one yes is enough."""
    answers = said(xingfu, "评奖一票否决")
    struck = {
        unit: [item for (who, item), row in answers.items() if who == unit and row["是否达到"] == "是"]
        for unit in UNITS
    }
    assert struck["清泉街道"] == ["安全生产和重大事故风险"]
    assert not any(struck[unit] for unit in UNITS if unit != "清泉街道")

    told = shequ("assess", "一票否决", "2026", at=xingfu).stdout
    for unit in {who for who, _ in answers}:
        line = next(line for line in told.splitlines() if unit in line)
        assert ("一票否决  " in line and struck[unit][0] in line) if struck[unit] else "没有一票否决情形" in line


def test_story_46_the_first_by_points_is_vetoed_and_gets_nothing(xingfu: Path) -> None:
    """S88, R04: 95.2 points and no award; the second keeps the second's award; who was not looked at gets none yet."""
    shape = shequ("assess", "社会事业发展奖", "2026", "--json", at=xingfu).json
    units = {one["object"]: one for one in shape["objects"]}
    scores = {who: Decimal(row["评分"]) for (who, item), row in said(xingfu, "社会事业发展奖").items() if row["评分"]}
    assert sorted(UNITS, key=lambda unit: -scores[unit]) == [unit for unit in units]

    first = units["清泉街道"]
    assert (first["place"], first["title"], first["vetoed"], first["award"]) == (
        1,
        "一票否决",
        ["安全生产和重大事故风险"],
        None,
    )
    assert units["安和街道"]["award"] == {"title": "先进奖", "yuan": "60000", "leader_yuan": "3000.00"}  # 5 %
    assert len(units["柳林镇"]["unchecked"]) == 5 and units["柳林镇"]["award"] is None


def test_story_46_once_the_veto_is_lifted_the_first_has_the_first_award(mine: Path) -> None:
    """S88, R04, R05: the county finds that it did not happen."""
    add("评分记录", mine, 考评年度="2026", 考评="评奖一票否决", 被评对象="清泉街道", 评分项="安全生产和重大事故风险", 是否达到="否",
        评分方="区县", 评分日期="2026-10-28")  # fmt: skip
    units = {one["object"]: one for one in shequ("assess", "社会事业奖", "2026", "--json", at=mine).json["objects"]}
    assert (units["清泉街道"]["award"]["title"], units["清泉街道"]["award"]["yuan"]) == ("优秀奖", "100000")
