"""安全检查 and 隐患整改 (S14, S15): counts that add up, hazards that are mended, rechecked, or handed over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row

from shequ_cli.words.errors import StateRefused

CHECK = {"检查日期": "2026-09-08", "对象类型": "小餐饮", "检查对象": "老街面馆", "检查类别": "重点行业检查"}
RENTAL = {"检查日期": "2026-09-08", "对象类型": "出租屋", "检查类别": "出租房排查"}
HAZARD = {
    "发现日期": "2026-10-12",
    "隐患场所": "老街面馆",
    "隐患描述": "燃气软管超过使用期限",
    "整改期限": "2026-10-20",
}


def counted(found: int, at_once: int, later: int) -> dict[str, str]:
    return {"隐患处数": str(found), "当场整改处数": str(at_once), "限期整改处数": str(later)}


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (CHECK | counted(3, 1, 1), "E-sum", "隐患处数＝当场整改处数＋限期整改处数"),
        (CHECK | {"应查套数": "3", "实查套数": "3"}, "E-condition", "只在查出租房时填"),
        (RENTAL | {"检查对象": "安和苑", "应查套数": "3"}, "E-together", "要一起填"),
        (RENTAL | {"检查对象": "安和苑"}, "D-require", "应查和实查套数"),
        (RENTAL | {"检查对象": "安和苑", "应查套数": "3", "实查套数": "4"}, "D-at-most", "多于应查"),
    ],
)
def test_a_check_whose_numbers_disagree_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("inspection", row)[code]


def test_the_same_check_entered_twice_is_doubted(desk: FieldStore) -> None:
    desk.add("inspection", CHECK)

    assert "记了两次" in desk.why_not("inspection", CHECK)["D-unique"]


def test_what_does_not_apply_is_not_a_zero(desk: FieldStore) -> None:
    [id] = desk.add("inspection", CHECK | {"用火用气": "不适用", "灭火器": "正常"})

    record = desk.store.record(id)
    assert (record.values["stove"], record.values["extinguishers"]) == ("不适用", "合格")


def test_S15_story_13_rented_flats_due_and_checked_and_the_share_mended(desk: FieldStore) -> None:
    desk.add(
        "inspection",
        RENTAL | {"检查对象": "安和苑", "应查套数": "20", "实查套数": "18", "宣传人次": "25"} | counted(3, 2, 1),
        RENTAL | {"检查对象": "幸福里小区", "应查套数": "30", "实查套数": "30", "宣传人次": "31"} | counted(1, 0, 1),
        CHECK | counted(5, 5, 0),
    )
    of_rentals = HAZARD | {"对象类型": "出租房", "发现日期": "2026-09-08", "整改期限": "2026-09-20"}
    done = {"状态": "已销号", "整改完成日期": "2026-09-18", "复查日期": "2026-09-19", "销号日期": "2026-09-19"}
    desk.add("hazard", of_rentals | done, of_rentals)

    desk.says("2026-09", rental_due=50, rental_checked=48, rental_hazards=4, rental_educated=56)
    desk.says("2026-09", rental_check_rate=Decimal(96), rental_rectify_rate=Decimal(50))


def test_S14_checks_of_key_trades_and_hazards_by_where_they_were_found(desk: FieldStore) -> None:
    desk.add(
        "inspection",
        CHECK | counted(2, 1, 1),
        CHECK | {"检查日期": "2026-09-15", "对象类型": "农贸市场", "检查对象": "安和农贸市场"},
    )

    desk.says("2026-09", inspections=2, inspected_objects=2, inspections_key=2, inspections_six_small=1)
    desk.says("2026-09", inspection_hazards=2, inspection_fixed_on_spot=1, inspection_ordered=1)
    families = desk.figure("inspections", "2026-09").families["object_type"]
    assert (families["六小场所"].value, families["消防重点"].value) == (1, 1)


def test_story_12_a_hazard_that_is_not_mended_in_time_is_handed_over(desk: FieldStore) -> None:
    [check] = desk.add("inspection", CHECK | {"检查日期": "2026-10-12"} | counted(1, 0, 1))
    [id] = desk.add("hazard", HAZARD | {"检查记录": check})
    assert desk.clocks(id)["整改"] == ("overdue", date(2026, 10, 20))

    desk.advance(id, "逾期未改")
    assert desk.clocks(id) == {"移交": ("overdue", date(2026, 10, 27))}
    assert "移交单位" in desk.why_not("hazard", HAZARD | {"状态": "已移交"})["E-require"]

    over = desk.advance(id, "已移交", 移交单位="消防大队")
    assert (over.values["handed_over_to"], over.values["handed_over_on"]) == ("消防救援机构", desk.today)
    desk.says("2026-10", hazards_handed_over=1, hazards_open=1, hazards_overdue=0)
    closed = desk.advance(id, "已销号")
    assert closed.values["closed_on"] == closed.values["rechecked_on"] == desk.today


def test_a_hazard_is_rechecked_before_it_is_struck_off(desk: FieldStore) -> None:
    [id] = desk.add("hazard", HAZARD)
    with pytest.raises(StateRefused, match="待复查"):
        desk.advance(id, "已销号")

    desk.advance(id, "待复查")
    assert desk.clocks(id)["复查"] == ("soon", date(2026, 11, 2))
    desk.advance(id, "已销号")
    desk.says("2026-10", hazards_found=1, hazards_rectified=1, hazard_rectify_rate=Decimal(100))


def test_a_major_hazard_is_reported_within_a_day(desk: FieldStore) -> None:
    [major, usual] = desk.add("hazard", HAZARD | {"隐患等级": "重大"}, HAZARD)

    assert desk.clocks(major)["重大隐患上报"] == ("overdue", date(2026, 10, 13))
    assert "重大隐患上报" not in desk.clocks(usual)
    desk.says("2026-10", hazards_major=1)


def test_a_hazard_names_a_check_that_exists(desk: FieldStore) -> None:
    assert "E-refers" in desk.why_not("hazard", HAZARD | {"检查记录": "inspection-20260908-zzzz"})
