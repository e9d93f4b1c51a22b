"""活动宣传 (S31, S54, S61): minimum counts of the year, materials by kind, plans that took place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row

DONE = {"活动日期": "2026-09-10", "状态": "已完成", "活动地点": "社区活动室", "参加人次": "30"}
LAW = DONE | {"类别": "法制课", "主题": "民法典讲座", "法律名称": "民法典", "发放份数": "80", "横幅": "2"}
PRINTS = DONE | {
    "类别": "印刷资料发放",
    "主题": "发放折页",
    "资料名称": "减盐手册",
    "资料形式": "小册子",
    "发放份数": "120",
}


def test_S31_story_22_one_law_class_a_quarter_one_board_a_month(desk: FieldStore) -> None:
    desk.add(
        "activity",
        LAW,
        LAW | {"类别": "集中宣传", "主题日": "国际禁毒日", "咨询人次": "12"},
        LAW | {"类别": "法治专栏", "展板": "2", "参加人次": ""},
        LAW | {"状态": "计划中", "参加人次": "", "活动日期": "2026-11-20"},
    )

    desk.says("2026-09", law_events=2, law_classes=1, law_boards=1, law_attendance=60)
    desk.says("2026-09", law_printed=160, law_banners=4, law_consulted=12, laws_covered=1)
    board = desk.figure("law_boards", "2026-09")
    assert (board.progress.target, board.ytd) == (Decimal(12), 1)
    assert board.progress.light.value == "red"


def test_S54_story_32_kinds_of_material_are_counted_by_their_names(desk: FieldStore) -> None:
    lecture = DONE | {"类别": "健康讲座", "主题": "控糖小课堂", "健康主题": "糖尿病"}
    desk.add(
        "activity",
        PRINTS,
        PRINTS | {"活动日期": "2026-10-12"},
        PRINTS | {"资料名称": "流感防治传单", "活动日期": "2026-10-13"},
        lecture,
        DONE | {"类别": "音像资料播放", "主题": "播放示范片", "资料名称": "急救示范片", "播放次数": "4"},
        DONE | {"类别": "健康咨询", "主题": "咨询日", "咨询人次": "22"},
    )

    desk.says("2026", health_print_kinds=2, health_printed=360, health_av_kinds=1, health_av_played=4)
    desk.says("2026", health_lectures=1, health_consultations=1, health_consulted=22)
    assert desk.figure("health_lectures", "2026").slices["health_topic"]["糖尿病"].value == 1
    assert desk.figure("health_print_kinds", "2026-10").progress.target == 12


def test_S61_story_34_an_activity_from_plan_to_summary(desk: FieldStore) -> None:
    planned = {"活动日期": "2026-10-20", "类别": "体育比赛", "主题": "邻里乒乓球赛", "预算": "800"}
    [id] = desk.add("activity", planned)
    assert desk.clocks(id) == {"举办": ("overdue", date(2026, 10, 20))}
    desk.says("2026-10", sport_contests=0, activity_budget=Decimal(800))

    held = desk.advance(id, "已完成", 参加人次="48", 支出="760.50", 活动材料="通知、签到、照片、小结")
    assert held.values["completed_on"] == desk.today
    assert desk.clocks(id) == {}
    desk.says("2026-10", sport_contests=1, culture_attendance=48, culture_spent=Decimal("760.50"))
    desk.says("2026-10", activities_documented=1)


def test_what_was_called_off_is_not_counted(desk: FieldStore) -> None:
    [id] = desk.add("activity", {"活动日期": "2026-10-20", "类别": "露天电影", "主题": "湖畔电影夜"})
    desk.advance(id, "取消")

    desk.says("2026-10", activities=0, films=0)
    assert desk.clocks(id) == {}


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (LAW | {"参加人次": ""}, "D-require", "统计参加人次"),
        (PRINTS | {"资料名称": ""}, "D-require", "写明资料名称"),
        (LAW | {"状态": "计划中"}, "E-forbid", "还没有举办"),
        (LAW | {"预算": "100", "支出": "120"}, "D-at-most", "支出超过预算"),
        (LAW | {"咨询人次": "31"}, "D-at-most", "咨询人次多于参加人次"),
    ],
)
def test_an_activity_that_contradicts_itself_is_questioned(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("activity", row)[code]


def test_screenings_and_drills_are_held_as_often_as_the_rules_want(desk: FieldStore) -> None:
    weekly = [
        DONE | {"类别": "纠纷排查", "主题": f"第{n}周排查", "活动日期": f"2026-09-{n * 7:02d}"} for n in (1, 2, 3, 4)
    ]
    desk.add(
        "activity",
        *weekly,
        DONE | {"类别": "消防演练", "主题": "疏散演练"},
        DONE | {"类别": "消防宣传", "主题": "宣传日"},
    )

    desk.says("2026-09", dispute_screenings=4, drills=1, fire_publicity=1)
