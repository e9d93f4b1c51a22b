"""计划组织报送 (S07–S12): appraisals, archives, surveys, the community's profile, its staff, and what it is asked to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row

HALF = {"考核日期": "2026-07-10", "考核类别": "半年督办", "考核期": "2026H1"}
RATING = {"考核日期": "2026-10-08", "考核类别": "物业星级", "考核期": "2026Q3", "考核项目": "物业服务"}
ARCHIVE = {"盘点日期": "2026-06-30", "档案类别": "综治", "总件数": "60", "永久": "10", "长期": "20", "短期": "30"}
SURVEY = {"下达日期": "2026-09-01", "调查种类": "问卷", "任务名称": "养老服务需求问卷"}
PROFILE = {"截止日期": "2026-06-30", "户数": "3200", "人口": "8677", "户籍人口": "5625", "流动人口": "3052"}
POST = {"统计日期": "2026-06-30", "岗位": "综治专干", "岗位类别": "主办", "人数": "2"}
TASK = {"准入日期": "2026-03-02", "事项名称": "反诈宣传入户"}


def test_S07_story_8_the_share_of_tasks_done_by_each_unit_at_half_year(desk: FieldStore) -> None:
    desk.add(
        "appraisal",
        HALF | {"考核对象": "第一网格", "任务数": "20", "完成数": "19", "完成率": "95"},
        HALF
        | {"考核对象": "第二网格", "任务数": "20", "完成数": "13", "发现问题": "台账缺页", "整改期限": "2026-07-31"},
    )

    desk.says("2026-07", appraisals=2, appraisal_half_years=2, appraisal_completion_rate=Decimal("80.0"))
    rates = desk.figure("appraisal_completion_rate", "2026H2").slices["object"]
    assert {unit: views.value for unit, views in rates.items()} == {"第一网格": Decimal(95), "第二网格": Decimal(65)}
    desk.says("2026-07", appraisal_findings=1, appraisal_findings_fixed=0, appraisal_findings_open=1)


def test_S07_a_finding_has_a_date_to_mend_it(desk: FieldStore) -> None:
    found = HALF | {"考核对象": "第三网格", "发现问题": "标牌脱落"}
    assert "整改期限" in desk.why_not("appraisal", found)["D-together"]

    [id] = desk.add("appraisal", found | {"整改期限": "2026-08-14"})
    assert desk.clocks(id) == {"整改": ("overdue", date(2026, 8, 14))}
    desk.edit(id, 整改完成日期="2026-08-10")
    desk.says("2026-07", appraisal_fix_rate=Decimal(100), appraisal_findings_open=1)
    desk.says("2026-08", appraisal_findings_open=0)


def test_S07_R08_what_was_not_handed_in_counts_as_not_done(desk: FieldStore) -> None:
    late = HALF | {"考核对象": "第四网格", "按时报送": "否"}

    assert "未完成" in desk.why_not("appraisal", late | {"考核结果": "合格"})["E-condition"]
    desk.add("appraisal", late | {"考核结果": "视为未完成", "奖惩处理": "通报批评、取消评先"})
    desk.says("2026-07", appraisal_late=1, appraisal_blamed=1, appraisal_praised=0)


def test_S07_R65_a_spot_check_a_month_is_the_target_of_the_year(desk: FieldStore) -> None:
    spot = {"考核类别": "每月抽查", "考核对象": "第一网格"}
    desk.add("appraisal", *(spot | {"考核日期": f"2026-0{month}-12"} for month in (1, 2, 3)))

    figure = desk.figure("appraisal_spot_checks", "2026-03")
    assert (figure.value, figure.ytd, figure.progress.target) == (1, 3, 12)


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (HALF | {"考核对象": "甲", "任务数": "3", "完成数": "4"}, "E-at-most", "不能多于应完成"),
        (HALF | {"考核对象": "甲", "任务数": "3"}, "E-together", "要一起填"),
        (HALF | {"考核对象": "甲", "任务数": "20", "完成数": "13", "完成率": "66"}, "E-rate", "已完成任务÷应完成任务"),
        (RATING | {"考核对象": "安和苑", "考核期": ""}, "E-require", "星级和考核期"),
        (RATING | {"考核对象": "安和苑", "星级": "1", "考核结果": "不合格"}, "D-require", "怎样处理"),
    ],
)
def test_an_appraisal_that_contradicts_itself_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("appraisal", row)[code]


def test_S83_R17_stars_of_an_estate_every_season_and_their_record_of_credit(desk: FieldStore) -> None:
    [good, bad] = desk.add(
        "appraisal",
        RATING | {"考核对象": "安和苑", "星级": "4", "名次": "1"},
        RATING | {"考核对象": "纺织厂宿舍", "星级": "1", "名次": "6", "奖惩处理": "通报"},
    )

    desk.says("2026-10", appraisal_ratings=2, appraisal_stars=5, appraisal_star_mean=Decimal("2.5"))
    assert desk.clocks(good) == {"录入诚信系统": ("overdue", date(2026, 10, 21))}  # 8 to 10 October are workdays
    desk.edit(bad, 录入诚信日期="2026-10-20")
    desk.says("2026-10", appraisal_ratings_recorded=1)


def test_S08_story_9_F05_permanent_long_and_short_add_up_to_the_whole(desk: FieldStore) -> None:
    total = {"盘点日期": "2026-06-30", "所属年度": "2001-2007", "总件数": "575", "永久": "37", "长期": "380"}

    assert "总件数＝永久＋长期＋短期" in desk.why_not("archive", total | {"短期": "157"})["E-sum"]
    assert "要一起填" in desk.why_not("archive", total)["E-together"]
    desk.add("archive", total | {"短期": "158"})
    desk.says("2026-06", archive_items=575, archive_permanent=37, archive_long=380, archive_short=158)


def test_S08_rates_of_filing_and_the_last_count_stand_for_the_year(desk: FieldStore) -> None:
    counted = {"应归档": "60", "已归档": "54", "齐全完整": "51", "载体": "纸"}
    desk.add(
        "archive",
        ARCHIVE | counted,
        ARCHIVE | counted | {"档案类别": "卫生", "总件数": "40", "永久": "0", "长期": "10"},
        ARCHIVE | {"盘点日期": "2025-12-30"},
    )

    desk.says("2026", archive_items=100, archive_filing_rate=Decimal("90.0"), archive_completeness_rate=Decimal("94.4"))
    assert desk.figure("archive_items", "2026").slices["category"]["综治"].value == 60
    assert "不能多于" in desk.why_not("archive", ARCHIVE | counted | {"齐全完整": "55"})["E-at-most"]


def test_S08_papers_are_filed_by_the_middle_of_next_year_and_then_checked(desk: FieldStore) -> None:
    [id] = desk.add("archive", ARCHIVE | {"所属年度": "2025", "归档期限": "2026-06-30"})
    assert desk.clocks(id) == {"归档": ("overdue", date(2026, 6, 30))}

    desk.edit(id, 归档日期="2026-07-20")
    assert desk.clocks(id)["自查"] == ("overdue", date(2026, 10, 20))
    assert (
        "先整理后归档"
        in desk.why_not("archive", ARCHIVE | {"归档日期": "2026-06-20", "整理日期": "2026-06-30"})["E-order"]
    )


def test_S08_R68_humidity_is_read_twice_a_day(desk: FieldStore) -> None:
    morning = {"登记日期": "2026-09-07", "时刻": "上午", "温度": "22.5", "湿度": "55"}
    evening = morning | {"时刻": "下午", "湿度": "66", "调节措施": "开除湿机"}
    desk.add("climate", morning, evening, morning | {"登记日期": "2026-09-08"})

    desk.says("2026-09", climate_readings=3, climate_days=2, climate_per_day=Decimal("1.5"))
    desk.says("2026-09", climate_out_of_range=1, climate_adjusted=1)
    assert desk.figure("climate_per_day", "2026-09").progress.light.value == "red"
    assert "已经登记过" in desk.why_not("climate", morning)["E-unique"]


def test_S09_S42_story_27_a_thousand_sent_146_back(desk: FieldStore) -> None:
    answered = SURVEY | {"发放份数": "1000", "收回份数": "146", "有效份数": "140"}
    assert "收回份数÷发放份数" in desk.why_not("survey", answered | {"回收率": "16.4"})["E-rate"]

    desk.add("survey", answered | {"回收率": "14.6", "实查户数": "120"})
    desk.says(
        "2026-09", survey_sent=1000, survey_collected=146, survey_response_rate=Decimal("14.6"), survey_households=120
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"发放份数": "100", "收回份数": "146"}, "E-at-most"),
        ({"发放份数": "100", "收回份数": "90", "回收率": "190"}, "E-percent"),
        ({"完成期限": "2026-08-01"}, "E-order"),
    ],
)
def test_a_survey_that_contradicts_itself_is_refused(desk: FieldStore, change: Row, code: str) -> None:
    assert code in desk.why_not("survey", SURVEY | change)


def test_S09_a_task_is_handed_over_by_its_date(desk: FieldStore) -> None:
    [id] = desk.add(
        "survey", {"下达日期": "2026-10-09", "调查种类": "清查", "任务名称": "经普清查", "完成期限": "2026-10-30"}
    )

    assert desk.clocks(id) == {"完成上报": ("soon", date(2026, 10, 30))}
    desk.says("2026-10", surveys=1, surveys_open=1, surveys_done=0)
    desk.edit(id, 完成日期="2026-10-27", 实查家数="85")
    desk.says("2026-10", surveys_open=0, surveys_done=1, survey_units=85)


def test_S10_story_10_a_profile_names_its_date_and_its_parts_agree(desk: FieldStore) -> None:
    parts = {"辖区面积": "0.8", "单位数": "120", "机关": "6", "学校": "3", "商户": "80", "楼栋数": "70"}
    ages = {"未成年人": "1500", "成年人": "5442", "老年人": "1735"}
    [id] = desk.add("snapshot", PROFILE | parts | {"居民楼": "62", "单位楼": "8"} | ages)

    desk.says("2026-06", snapshot_households=3200, snapshot_persons=8677, snapshot_units=120)
    desk.says("2026-06", snapshot_household_size=Decimal("2.71"), snapshot_density=Decimal(10846))
    desk.says("2026-06", snapshot_elder_share=Decimal("20.0"))
    assert desk.store.label(desk.store.record(id)) == "截至2026-06-30"
    assert "已经有一份概况" in desk.why_not("snapshot", PROFILE)["E-unique"]


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"流动人口": "3053"}, "E-sum", "户籍人口＋流动人口"),
        ({"男性": "4000", "女性": "4600"}, "E-sum", "男性＋女性"),
        ({"未成年人": "1", "成年人": "2", "老年人": "3"}, "E-sum", "老年人"),
        ({"老年人": "1735"}, "E-together", "三个年龄段要一起填"),
        ({"单位数": "80", "学校": "3", "商户": "78"}, "E-at-most", "不能多于辖区单位"),
        ({"户数": "9000"}, "D-at-most", "户数多于人数"),
    ],
)
def test_S10_R73_parts_of_a_profile_that_are_more_than_the_whole(
    desk: FieldStore, change: Row, code: str, said: str
) -> None:
    assert said in desk.why_not("snapshot", PROFILE | change)[code]


def test_S11_R66_staff_by_post_with_mean_age_and_licences(desk: FieldStore) -> None:
    desk.add(
        "staff",
        POST | {"年龄合计": "71", "持证人数": "1", "应配人数": "2"},
        POST
        | {"岗位": "社区主任", "岗位类别": "正职", "人数": "1", "年龄合计": "46", "持证人数": "1", "应配人数": "1"},
        POST | {"岗位": "网格员", "岗位类别": "辅助", "人数": "5", "年龄合计": "161", "持证人数": "2", "应配人数": "6"},
    )

    desk.says("2026-06", staff_headcount=8, staff_mean_age=Decimal("34.8"), staff_license_rate=Decimal("50.0"))
    desk.says("2026-06", staff_fill_rate=Decimal("88.9"), staff_law_advisers=0)
    classes = desk.figure("staff_headcount", "2026-06").slices["class"]
    assert {title: views.value for title, views in classes.items()} == {"负责人": 1, "主办": 2, "辅助": 5}
    assert "不能多于在岗人数" in desk.why_not("staff", POST | {"持证人数": "3"})["E-at-most"]


def test_S11_training_is_counted_in_times_hours_and_people(desk: FieldStore) -> None:
    lesson = {"培训日期": "2026-03-10", "种类": "社工培训", "内容": "新居委会组织法", "学时": "4", "参训人次": "18"}
    desk.add("training", lesson, lesson | {"种类": "健教培训", "内容": "慢病管理", "学时": "6.5"})

    desk.says("2026-03", trainings=2, training_workers=1, training_hours=Decimal("10.5"), training_attendance=36)
    desk.says("2026", training_health_hours=Decimal("6.5"))
    assert desk.figure("training_health_hours", "2026").progress.target == 8  # R30
    assert "E-at-most" in desk.why_not("training", lesson | {"考核合格人次": "19", "内容": "别的"})


def test_S12_R64_a_task_outside_the_list_needs_a_rule_of_the_district(desk: FieldStore) -> None:
    asked = TASK | {"清单内": "否"}

    assert "规定名称和层级" in desk.why_not("work_item", asked)["E-require"]
    street = asked | {"依据": "街道年度安排", "规定层级": "街道"}
    assert "区级及以上规定" in desk.why_not("work_item", street)["E-condition"]
    desk.add("work_item", street | {"清单内": "是"}, asked | {"依据": "区反诈工作方案", "规定层级": "区县级"})
    desk.says("2026-03", work_items=2, work_items_unlisted=1)


def test_S12_money_follows_the_task_and_is_made_public(desk: FieldStore) -> None:
    funded = TASK | {"清单内": "是", "费随事转": "是"}
    assert "预算和资金来源" in desk.why_not("work_item", funded)["D-require"]

    money = {"预算": "3000", "支出": "2400.50", "资金来源": "区级"}
    [id] = desk.add("work_item", funded | money)
    assert desk.clocks(id) == {"经费公开": ("overdue", date(2026, 3, 30))}
    desk.says("2026-03", work_items_funded=1, work_item_budget=Decimal(3000), work_item_paid=Decimal("2400.50"))
    desk.says("2026-03", work_item_spend_rate=Decimal("80.0"))
    assert "支出超过预算" in desk.why_not("work_item", funded | money | {"支出": "3000.01"})["D-at-most"]
