"""消防与安全 (S13, S16–S21, S23–S25, S27, S75, S83): who looks after what, what is lacking, what was done in time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row

GRID = {"划定日期": "2026-01-05", "名称": "第一网格", "层级": "片区", "责任岗位": "第一网格长"}
PLACE = {"登记日期": "2026-01-06", "种类": "楼栋", "名称": "安和苑1栋"}
SHOP = {"登记日期": "2026-09-01", "名称": "老街面馆", "类型": "小餐饮"}
KIT = {"登记日期": "2026-01-06", "位置": "社区消防室"}
TEAM = {"成立日期": "2026-01-08", "种类": "志愿消防队", "名称": "幸福社区志愿消防队", "人数": "18"}
PROJECT = {"启动日期": "2026-01-12", "项目类别": "居家", "名称": "老年人防跌倒", "促进重点": "高危人群"}
SHIFT = {"巡逻日期": "2026-09-01", "班次": "夜班", "巡逻力量": "巡防队", "路线": "安和街、槐树巷"}
SELF_CHECK = {"检查日期": "2026-09-03", "检查类别": "自查", "对象类型": "学校", "检查对象": "小太阳幼儿园"}
BANQUET = {"宴席日期": "2026-10-20", "地点": "安和苑院内", "人数": "80"}
SITE = {
    "发现日期": "2026-05-20",
    "类别": "隐患点",
    "种类": "内涝",
    "地点": "纺织路下穿口",
    "监测岗位": "第五网格网格员",
}


def test_S13_grids_have_a_level_a_post_and_a_day_on_the_wall(desk: FieldStore) -> None:
    posts = {"驻格员": "社区副主任", "网格员": "第一网格网格员"}
    [first, *_others] = desk.add(
        "grid",
        GRID | posts | {"户数": "520", "人数": "1400", "公示日期": "2026-01-20"},
        GRID | {"名称": "第二网格", "户数": "480", "人数": "1300", "网格要素": "警格"},
        {"划定日期": "2026-01-05", "名称": "幸福社区", "层级": "村居网格", "户数": "1000"},
    )

    desk.says("2026-03", grids=3, grids_small=2, grids_staffed=1, grid_staff_rate=Decimal(50), grids_posted=1)
    desk.says("2026-03", grid_households=1000, grid_persons=2700, grid_mean_households=Decimal(500))
    assert desk.clocks(first)["上墙公示"][0] == "done"
    assert desk.clocks(_others[0]) == {"上墙公示": ("overdue", date(2026, 2, 4))}
    assert "定责任岗位" in desk.why_not("grid", GRID | {"名称": "第三网格", "责任岗位": ""})["D-require"]
    assert "已经登记过" in desk.why_not("grid", GRID)["E-unique"]


def test_S75_a_grid_that_was_dissolved_counts_until_then(desk: FieldStore) -> None:
    desk.add("grid", GRID | {"户数": "500", "撤销日期": "2026-06-30"}, GRID | {"名称": "第二网格", "户数": "400"})

    desk.says("2026-05", grids_small=2, grid_households=900)
    desk.says("2026-07", grids_small=1, grid_households=400)


def test_S13_story_11_which_road_nobody_looks_after(desk: FieldStore) -> None:
    [_road, lost, _building, _group] = desk.add(
        "place",
        PLACE | {"种类": "路", "名称": "安和街", "网格": "第二网格"},
        PLACE | {"种类": "路", "名称": "滨河路"},
        PLACE | {"网格": "第二网格"},
        PLACE | {"种类": "小组", "名称": "第三居民小组", "网格": "第三网格"},
    )

    desk.says("2026-09", places=4, places_in_grid=3, places_without_grid=1, place_grid_rate=Decimal(75))
    assert desk.figure("places_without_grid", "2026-09").progress.light.value == "red"
    assert [record.id for record in desk.store.chosen("place", "grid IS NULL")] == [lost]
    assert "只归一个小网格" in desk.why_not("place", PLACE | {"网格": "第五网格"})["E-unique"]  # R50


def test_S19_R50_story_17_a_board_in_each_village_and_a_publicist_in_each_building(desk: FieldStore) -> None:
    desk.add(
        "place",
        PLACE | {"种类": "社区", "名称": "幸福社区", "公约牌": "2"},
        PLACE | {"种类": "村", "名称": "临湖村"},
        PLACE | {"消防宣传员": "是"},
        PLACE | {"名称": "安和苑2栋", "消防宣传员": "否"},
        PLACE | {"名称": "安和苑3栋"},
    )

    desk.says("2026-09", place_villages=2, place_villages_with_board=1, place_board_rate=Decimal(50), place_boards=2)
    desk.says("2026-09", place_buildings=3, place_publicists=1, place_publicist_rate=Decimal("33.3"))


def test_S19_R50_story_17_the_publicity_day_is_kept_each_month(desk: FieldStore) -> None:
    day = {"类别": "消防宣传", "主题": "消防宣传日", "状态": "已完成", "活动地点": "安和街"}
    desk.add("activity", *(day | {"活动日期": text} for text in ("2026-07-06", "2026-08-03")))

    desk.says("2026-08", fire_publicity=1)
    desk.says("2026-09", fire_publicity=0)


def test_S83_building_heads_and_their_posted_duties(desk: FieldStore) -> None:
    desk.add(
        "place",
        PLACE | {"楼栋长": "1栋楼栋长", "楼栋长性质": "专职", "责任清单公示日期": "2026-03-02"},
        PLACE | {"名称": "安和苑2栋", "楼栋长": "2栋楼栋长", "楼栋长性质": "兼职"},
        PLACE | {"名称": "安和苑3栋"},
    )

    desk.says("2026-03", place_heads=2, place_head_rate=Decimal("66.7"), place_duty_posted=1)


def test_S16_story_14_how_many_small_premises_have_no_sign_yet(desk: FieldStore) -> None:
    [signed, waiting, _closed, _office] = desk.add(
        "premises",
        SHOP | {"挂牌日期": "2026-09-20", "消防管理人": "店主", "火灾危险性": "高", "三包签订日期": "2026-09-02"},
        SHOP | {"名称": "安和旅社", "类型": "旅馆"},
        SHOP | {"名称": "极速网吧", "类型": "网吧", "歇业日期": "2026-10-10"},
        SHOP | {"名称": "明湖生活广场", "类型": "人员密集场所"},
    )

    desk.says("2026-10", premises_listed=3, premises_six_small=2, premises_signed=1, premises_unsigned=1)
    desk.says("2026-10", premises_sign_rate=Decimal(50), premises_high_risk=1)
    assert desk.clocks(waiting) == {"挂牌": ("overdue", date(2026, 10, 1))}
    assert desk.clocks(signed)["挂牌"][0] == "done"
    assert desk.clocks(_office) == {}
    desk.says("2026-09", premises_frontage=1, premises_frontage_rate=Decimal(25))  # S66: four were open in September


def test_S16_a_sign_names_the_post_that_answers(desk: FieldStore) -> None:
    assert "消防管理岗位" in str(desk.why_not("premises", SHOP | {"挂牌日期": "2026-09-20"}))


def test_S13_R50_a_full_time_firefighter_in_each_crowded_place(desk: FieldStore) -> None:
    crowded = SHOP | {"类型": "人员密集场所"}
    desk.add(
        "premises", crowded | {"名称": "甲", "专职消防人员数": "1"}, crowded | {"名称": "乙", "专职消防人员数": "0"}
    )

    desk.says("2026-09", premises_crowded=2, premises_crowded_staffed=1, premises_full_time_rate=Decimal(50))


def test_S17_story_15_what_the_fire_room_lacks(desk: FieldStore) -> None:
    [_extinguishers, hoses, _hydrant] = desk.add(
        "equipment",
        KIT | {"种类": "灭火器", "应配": "8", "实有": "8", "缺少": "0", "完好": "6"},
        KIT | {"种类": "水带", "应配": "4", "实有": "1", "缺少": "3", "完好": "1"},
        KIT | {"种类": "消防栓", "位置": "安和街北口", "应配": "1", "实有": "1", "缺少": "0", "完好": "1"},
    )

    desk.says("2026-09", equipment_required=13, equipment_held=10, equipment_lacking=3, equipment_hydrants=1)
    desk.says("2026-09", equipment_kit_rate=Decimal("76.9"), equipment_intact_rate=Decimal(80))
    assert desk.figure("equipment_lacking", "2026-09").slices["kind"]["水带"].value == 3
    assert [record.id for record in desk.store.chosen("equipment", "lacking > 0")] == [hoses]


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"实有": "3", "缺少": "0"}, "E-sum", "应配数＝实有数＋缺少数"),
        ({"实有": "4"}, "D-together", "不缺的写 0"),
        ({"实有": "4", "缺少": "0", "完好": "5"}, "E-at-most", "不能多于实有数"),
        ({"实有": "4", "缺少": "0", "问题": "水压不足"}, "E-together", "哪天发现"),
    ],
)
def test_S17_equipment_whose_numbers_disagree_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("equipment", KIT | {"种类": "水带", "应配": "4"} | change)[code]


def test_S17_equipment_is_serviced_every_quarter_and_a_fault_reported(desk: FieldStore) -> None:
    held = KIT | {"种类": "消火栓", "应配": "1", "实有": "1", "缺少": "0", "保养日期": "2026-07-15"}
    [id] = desk.add("equipment", held)
    assert desk.clocks(id) == {"季度检查保养": ("overdue", date(2026, 10, 15))}

    desk.edit(id, 保养日期="2026-10-16", 存在问题="水压不足", 问题发现日期="2026-10-16")
    assert desk.clocks(id)["季度检查保养"] == ("open", date(2027, 1, 16))
    assert desk.clocks(id)["问题报告"] == ("overdue", date(2026, 10, 19))
    desk.says("2026-10", equipment_serviced=1, equipment_faults=1, equipment_reported=0)
    desk.edit(id, 书面报告日期="2026-10-20")
    assert desk.clocks(id)["维修补齐"] == ("open", date(2026, 11, 10))
    desk.edit(id, 修复补齐日期="2026-10-26")
    desk.says("2026-10", equipment_faults=0, equipment_reported=1)


def test_S18_story_16_a_drill_each_quarter_and_the_brigade_by_age(desk: FieldStore) -> None:
    drill = {"类别": "消防演练", "主题": "疏散演练", "状态": "已完成", "活动地点": "安和苑", "参加人次": "60"}
    desk.add("activity", drill | {"活动日期": "2026-08-12"})
    desk.add("team", TEAM | {"四十五岁以下人数": "12"}, TEAM | {"种类": "巾帼", "名称": "巾帼志愿队", "人数": "20"})

    desk.says("2026Q3", drills=1, team_fire=18, team_fire_young_share=Decimal("66.7"), teams=2)
    desk.says("2026Q4", drills=0)
    assert "不能多于队伍人数" in desk.why_not("team", TEAM | {"名称": "二队", "四十五岁以下人数": "19"})["E-at-most"]


def test_S23_S64_S78_teams_are_counted_by_what_they_are(desk: FieldStore) -> None:
    cluster = {"种类": "组团", "人数": "5", "民主推选": "是"}
    desk.add(
        "team",
        TEAM | {"种类": "巡防队", "名称": "夜巡队", "人数": "10"},
        TEAM | {"种类": "党员", "名称": "先锋志愿队", "人数": "30", "解散日期": "2026-08-31"},
        *(TEAM | cluster | {"名称": f"第{n}组团"} for n in "一二三"),
        TEAM | {"种类": "太极拳", "名称": "太极队", "人数": "25"},
    )

    desk.says("2026-07", team_patrols=10, team_volunteer_teams=1, team_volunteer_members=30, team_culture=1)
    desk.says("2026-09", team_volunteer_teams=0, team_self_groups=3, team_self_group_members=15)  # R63: 1 + 4 in each
    assert "居民推选" in desk.why_not("team", TEAM | cluster | {"名称": "第四组团", "民主推选": ""})["D-require"]


def test_S20_S21_R09_a_project_goes_from_diagnosis_to_improvement(desk: FieldStore) -> None:
    [id] = desk.add("promotion", PROJECT | {"专项组": "家居安全组", "计划评估日期": "2026-10-20"})
    desk.advance(id, "制定目标", 考核指标="跌倒伤害起数", 基线值="108", 目标值="60")
    desk.advance(id, "实施中")
    assert desk.clocks(id) == {"项目评估": ("overdue", date(2026, 10, 20))}
    desk.says("2026-10", promotions_open=1)

    done = desk.advance(id, "已评估", 结果值="48", 同比="-55.6")
    assert done.values["evaluated_on"] == desk.today
    desk.says("2026-10", promotions_open=0, promotions_evaluated=1, promotions_achieved=1)
    desk.says("2026-10", promotion_achieved_rate=Decimal(100), promotion_ratio=Decimal("44.4"))
    desk.advance(id, "持续改进")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"基线值": "108", "结果值": "48", "同比": "-50"}, "E-change", "结果－基线"),
        ({"基线值": "0", "结果值": "2", "同比": "100"}, "E-change", "基线为 0 的不比"),
        ({"基线值": "10", "目标值": "12"}, "D-at-most", "应当下降"),
        ({"状态": "实施中"}, "D-require", "指标、基线和目标"),
        ({"状态": "已评估", "考核指标": "起数", "基线值": "9", "目标值": "5"}, "E-require", "结果值和评估日期"),
    ],
)
def test_S21_R16_story_18_a_change_that_does_not_follow_is_refused(
    desk: FieldStore, change: Row, code: str, said: str
) -> None:
    assert said in desk.why_not("promotion", PROJECT | change)[code]


def test_S21_R16_a_base_of_zero_is_said_in_words(desk: FieldStore) -> None:
    [id] = desk.add("promotion", PROJECT | {"基线值": "0", "结果值": "0", "同比": "上年为0"})

    assert desk.store.record(id).values["change_percent"] == "上年为0"


def test_S23_patrols_by_day_team_and_who_signed_in(desk: FieldStore) -> None:
    times = {"签到时间": "20:00", "签退时间": "02:00", "交接班": "是"}
    desk.add(
        "patrol",
        SHIFT | times | {"应到": "4", "实到": "3", "发现数": "2", "发现情况": "路灯不亮两处"},
        SHIFT | {"班次": "节日值班", "应到": "4", "实到": "4", "发现数": "0"},
        SHIFT | {"巡逻日期": "2026-09-02", "巡逻力量": "护安队", "应到": "2", "实到": "2"},
    )

    desk.says("2026-09", patrols=3, patrol_days=2, patrol_sign_rate=Decimal("90.0"), patrol_findings=2)
    desk.says("2026-09", patrol_festival=1, patrol_handed_over=1)
    assert "签到人数不能多于" in desk.why_not("patrol", SHIFT | {"应到": "2", "实到": "3"})["E-at-most"]
    assert "记了两次" in desk.why_not("patrol", SHIFT)["D-unique"]


def test_S24_what_units_check_by_themselves_and_what_it_costs(desk: FieldStore) -> None:
    found = {"隐患处数": "2", "当场整改处数": "1", "限期整改处数": "1"}
    [id] = desk.add(
        "inspection", SELF_CHECK | found | {"安防措施": "门窗、监控", "安防投入": "1260.50", "组织演练": "是"}
    )
    desk.add("inspection", SELF_CHECK | {"检查日期": "2026-09-18", "检查类别": "抽查"})

    desk.says("2026-09", unit_self_checks=1, unit_spot_checks=1, unit_security_cost=Decimal("1260.50"))
    desk.says("2026-09", unit_check_hazards=2, unit_drills=1)
    assert desk.store.record(id).values["security"] == ("门窗", "监控")


def test_S25_a_banquet_is_declared_before_and_looked_at_on_the_day(desk: FieldStore) -> None:
    [told, untold] = desk.add(
        "banquet",
        BANQUET | {"申报日期": "2026-10-16", "监管日期": "2026-10-20", "监管结果": "合格"},
        BANQUET | {"地点": "槐树巷广场", "人数": "120"},
    )
    desk.add("banquet", BANQUET | {"地点": "幸福里", "已取消": "是"})

    desk.says("2026-10", banquets=2, banquets_declared=1, banquet_declare_rate=Decimal(50), banquet_diners=200)
    desk.says("2026-10", banquets_supervised=1)
    assert desk.clocks(told)["事中监管"][0] == "done"
    assert desk.clocks(untold) == {"事中监管": ("overdue", date(2026, 10, 20))}
    assert "宴席之前" in desk.why_not("banquet", BANQUET | {"申报日期": "2026-10-21"})["D-order"]


def test_S27_places_in_danger_have_a_plan_and_service_is_counted_by_households(desk: FieldStore) -> None:
    [id, _event] = desk.add(
        "disaster",
        SITE | {"威胁户数": "26"},
        {"发现日期": "2026-07-18", "类别": "应急服务", "种类": "内涝", "地点": "纺织厂宿舍", "避让户次": "12"}
        | {"清理天数": "1.5", "送物资户次": "30"},
    )

    desk.says("2026-07", disaster_sites=1, disaster_site_households=26, disaster_plan_rate=Decimal(0))
    desk.says("2026-07", disaster_responses=1, disaster_relocated=12, disaster_deliveries=30)
    desk.says("2026-07", disaster_clearing_days=Decimal("1.5"))
    assert desk.clocks(id) == {"编制预案": ("overdue", date(2026, 6, 19))}
    desk.edit(id, 预案日期="2026-06-10", 销除日期="2026-09-30")
    desk.says("2026-07", disaster_plan_rate=Decimal(100))
    desk.says("2026-10", disaster_sites=0)
    assert "监测岗位" in desk.why_not("disaster", SITE | {"监测岗位": ""})["D-require"]
