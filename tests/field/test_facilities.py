"""功能室阵地 (S73, S17, S32, S54, S60) and 便民网点 (S74): what stands, how large it is, and what has to be changed again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row, codelists

SIX_ONES = ("普法志愿队", "法制学校", "法制刊", "普法宣传队", "法制专栏", "法律图书专柜")
ROOMS = [
    "一站式大厅",
    "群众工作室",
    "警务室",
    "图书室",
    "书画室",
    "科普室",
    "早教室",
    "居民讲堂",
    "文体室",
    "棋室",
    "卫生站",
    "日间照料",
    "康复室",
]
BOARD = {
    "种类": "健康宣传栏",
    "名称": "安和苑东门",
    "启用日期": "2025-03-01",
    "栏面面积": "3.2",
    "栏面离地高度": "1.55",
}
POINT = {
    "开办日期": "2026-02-01",
    "名称": "老街早餐",
    "种类": "早餐点",
    "经营方式": "租赁",
    "岗位数": "4",
    "年租金": "6000",
}


def place(kind: str, **more: str) -> Row:
    return {"种类": kind, "名称": f"幸福社区{kind}", "启用日期": "2025-05-01"} | more


def test_every_room_and_group_that_the_field_names_is_a_code_E14_E20() -> None:
    groups = ["六室", "三站", "一校", "一市", "一场", "一窗", "一栏", "一站式服务中心"]

    assert [word for word in (*ROOMS, *SIX_ONES) if codelists()["facility_kind"].title_of(word) is None] == []
    assert [word for word in groups if codelists()["facility_group"].title_of(word) is None] == []


def test_S73_rooms_count_and_measure_as_long_as_they_are_open(desk: FieldStore) -> None:
    desk.add(
        "facility",
        place("图书室", 面积="60", 功能组团="六室"),
        place("棋室", 面积="25.5", 功能组团="六室", 停用日期="2026-08-15"),
        place("党群服务中心", 面积="420", 建设投入="300000"),
        place("小游园", 启用日期="2026-09-01", 面积="800"),
    )

    desk.says("2026-06", facilities=3, facility_rooms=2, facility_area=Decimal("505.5"), facility_opened=0)
    desk.says("2026-09", facilities=3, facility_rooms=1, facility_area=1280, facility_opened=1)
    desk.says("2026-08", facility_closed=1)
    area = desk.figure("facility_area", "2026-09").slices["group"]
    assert {title: views.value for title, views in area.items()} == {"六室": 60, "未填": 1220}


def test_R67_the_centre_has_300_square_metres_and_there_is_a_police_room(desk: FieldStore) -> None:
    desk.add("facility", place("党群服务中心", 面积="120"), place("警务室"))

    centre, police = desk.figure("facility_centre_area", "2026-10"), desk.figure("facility_police_rooms", "2026-10")
    assert (centre.value, centre.light) == (120, "red")
    assert (police.value, police.light) == (1, "green")


def test_S32_the_six_ones_are_seen_kind_by_kind(desk: FieldStore) -> None:
    desk.add(
        "facility", *(place(kind, 管理人="普法专干") for kind in SIX_ONES[:4]), place("法治专栏", 更新日期="2026-10-20")
    )

    found = desk.figure("facility_law_places", "2026-10").slices["kind"]
    assert set(SIX_ONES) - set(found) == {"法律图书专柜"}


def test_S54_R30_boards_that_are_large_and_high_enough(desk: FieldStore) -> None:
    low = BOARD | {"名称": "幸福里南门", "栏面离地高度": "1.3", "更新日期": "2026-10-01"}
    desk.add("facility", BOARD | {"更新日期": "2026-10-01"}, low)

    desk.says("2026-10", facility_health_boards=2, facility_health_boards_proper=1)
    assert desk.figure("facility_health_boards_proper", "2026-10").light == "red"


def test_S60_story_33_a_science_window_is_due_after_a_month_a_board_after_a_quarter_R33(desk: FieldStore) -> None:
    [window, board, room] = desk.add(
        "facility",
        place("科普宣传栏", 更新日期="2026-09-20"),
        place("科普看板", 更新日期="2026-09-20"),
        place("科普室", 更新日期="2026-01-01"),
    )

    assert desk.clocks(window) == {"更换": ("overdue", date(2026, 10, 20))}
    assert desk.clocks(board) == {"更换": ("open", date(2026, 12, 20))}
    assert desk.clocks(room) == {}
    desk.edit(window, 更新日期="2026-10-28")
    assert desk.clocks(window) == {"更换": ("open", date(2026, 11, 28))}


def test_R34_R30_law_boards_change_monthly_and_health_boards_quarterly_until_they_are_closed(desk: FieldStore) -> None:
    [law, health] = desk.add("facility", place("法制专栏", 更新日期="2026-09-01"), BOARD | {"更新日期": "2026-08-31"})

    assert desk.clocks(law)["更换"] == ("overdue", date(2026, 10, 1))
    assert desk.clocks(health)["更换"][1] == date(2026, 11, 30)
    desk.edit(law, 停用日期="2026-10-10")
    assert desk.clocks(law)["更换"][0] == "done"


def test_S17_R50_the_fire_room_stands_by_the_end_of_the_year(desk: FieldStore) -> None:
    desk.add("facility", place("图书室"))
    assert desk.figure("facility_fire_rooms", "2026-10").light == "red"

    desk.add("facility", place("消防器材室", 启用日期="2026-10-20", 配置="灭火器 4 具、水带 2 盘"))
    desk.says("2026-10", facility_fire_rooms=1)


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (place("图书室", 更新日期="2025-01-01"), "E-order", ""),
        (place("图书室", 停用日期="2025-01-01"), "E-order", ""),
        (place("图书室", 验收日期="2025-06-01"), "D-order", "没有验收"),
        (place("图书室", 面积="0"), "E-range", ""),
        ({"种类": "图书室", "名称": "书屋"}, "E-required", ""),
    ],
)
def test_a_facility_that_cannot_be_so_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("facility", row)[code]


def test_the_same_room_is_entered_once(desk: FieldStore) -> None:
    desk.add("facility", place("图书室"))

    assert "已经登记过" in desk.why_not("facility", place("图书室"))["E-unique"]


def test_S74_jobs_and_income_of_the_points_that_are_open(desk: FieldStore) -> None:
    [bakery, _closed] = desk.add(
        "service_point",
        POINT | {"年收入": "6500", "合同到期": "2026-11-02"},
        POINT | {"名称": "惠民菜店", "种类": "菜店", "岗位数": "3", "年收入": "6000", "停办日期": "2026-07-01"},
    )

    desk.says("2026-06", service_points=2, service_point_jobs=7, service_point_income=Decimal("12500.00"))
    desk.says("2026-07", service_points=1, service_point_jobs=4, service_points_closed=1)
    desk.says("2026-02", service_points_opened=2, service_point_rent=Decimal("12000.00"))
    assert desk.clocks(bakery)["续签"] == ("soon", date(2026, 11, 2))


def test_the_income_of_a_point_includes_its_rent(desk: FieldStore) -> None:
    assert "年收入含租金" in desk.why_not("service_point", POINT | {"年收入": "5000"})["D-at-most"]
