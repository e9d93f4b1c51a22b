"""健康教育, 社区教育, 科普, 文体, 评选, 社会组织 (S54–S56, S59–S63, S65): what was done, by whose steps, and what still lacks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fieldstore import FieldStore, Row, codelists

from clerk import Shell

DONE = {"活动日期": "2026-09-10", "状态": "已完成", "活动地点": "社区活动室", "参加人次": "30"}
STEPS = [
    "成立活动小组",
    "了解需求订计划",
    "可行性报告",
    "审批",
    "通知",
    "指定人员",
    "请帖",
    "奖品",
    "布场",
    "现场安全",
    "小结",
    "管理制度",
]
HONOUR = {"启动日期": "2026-09-01", "种类": "健康家庭", "评选名称": "健康家庭评选", "计数单位": "户", "推荐数": "80"}
GROUP = {"入驻日期": "2026-01-12", "组织名称": "暖阳社工服务中心", "类别": "社工机构", "服务领域": "为老服务"}


def did(kind: str, theme: str = "样例活动", **more: str) -> Row:
    return DONE | {"类别": kind, "主题": theme} | more


# —— 健康 ——


def test_S54_R31_the_four_indicators_of_the_years_evaluation(desk: FieldStore) -> None:
    desk.add(
        "activity",
        did("印刷资料发放", 资料名称="减盐手册", 发放份数="120"),
        did("印刷资料发放", 资料名称="流感传单", 发放份数="80"),
        did("健康音像", 资料名称="急救示范片", 播放次数="4", 播放时长="100"),
        did("健康宣传栏更换"),
        did("健康讲座"),
        did("健康咨询", 咨询人次="22", 参加人次="41"),
    )

    desk.says("2026", health_print_kinds=2, health_printed=200)  # 印刷种类与份数
    desk.says("2026", health_av_kinds=1, health_av_played=4, health_av_minutes=100)  # 音像种类、次数、时间
    desk.says("2026", health_board_changes=1)  # 宣传栏更新
    desk.says("2026", health_talks=2, health_talk_attendance=71, health_consulted=22)  # 讲座与咨询


def test_S55_healthy_families_first_aid_screening_and_no_smoking(desk: FieldStore) -> None:
    [id] = desk.add("honour", HONOUR)
    desk.add("activity", did("急救培训"), did("义诊筛查", 参加人次="66"), did("控烟活动"))
    desk.says("2026-09", first_aid_trained=30, health_screened=66, smoking_events=1, health_events=3)

    for state in ("评审", "公示"):
        desk.advance(id, state)
    desk.advance(id, "已表彰", 表彰数="72")
    desk.says("2026-10", healthy_families=72, honoured_households=72, honoured_persons=0)


def test_S56_a_campaign_against_a_disease_counts_what_was_given_out(desk: FieldStore) -> None:
    desk.add(
        "activity",
        did(
            "疾病防控宣传",
            主题日="世界艾滋病日",
            健康主题="艾滋病",
            资料形式="小册子",
            发放份数="260",
            手袋="80",
            标语="6",
            横幅="2",
            展板="5",
        ),
    )

    desk.says("2026-09", disease_events=1, disease_attendance=30, disease_printed=260)
    desk.says("2026-09", activity_bags=80, activity_slogans=6, activity_banners=2, activity_boards=5)
    assert desk.figure("disease_printed", "2026-09").slices["material_form"]["手册"].value == 260


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("audience_group", "青少年,妇女,老年人,残疾人,0-36月儿童家长"),  # E07
        ("health_topic", "合理膳食,控制体重,适当运动,心理平衡,改善睡眠,限盐,戒烟,限酒,控制药物依赖"),  # E08
        ("health_topic", "高血压,糖尿病,冠心病,哮喘,宫颈癌,结核病,肝炎,艾滋病,流感,手足口病,狂犬病,布病"),  # E09
        ("health_topic", "食品卫生,突发公共卫生,职业卫生,放射卫生,环境卫生,饮水卫生,计划生育"),  # E10
    ],
)
def test_E07_E08_E09_E10_every_listener_and_topic_can_be_chosen(name: str, words: str) -> None:
    assert [word for word in words.split(",") if codelists()[name].title_of(word) is None] == []


# —— 社区教育、科普 ——


def test_S59_courses_and_the_learning_week(desk: FieldStore) -> None:
    desk.add("activity", did("社区讲堂"), did("全民学习周", 参加人次="120"), did("读书活动"))
    desk.add("tally", {"月份": "2026-09", "项目": "社区教育投入", "数量": "8600"})

    desk.says("2026-09", education_events=2, education_attendance=150, tally_school_invested=8600)


def test_S60_R33_windows_monthly_boards_quarterly(desk: FieldStore) -> None:
    windows = [did("科普宣传栏更换", 活动日期=f"2026-{month:02}-05") for month in range(1, 6)]
    desk.add("activity", *windows, did("看板更换"), did("科普", 参加人次="45"))
    desk.add("tally", {"月份": "2026-09", "项目": "科普图书", "数量": "1360"})

    desk.says("2026", science_windows_changed=5, science_boards_changed=1, science_events=1, science_attendance=45)
    desk.says("2026", tally_science_books=1360)
    assert desk.figure("science_windows_changed", "2026-10").progress.light.value == "red", "5 of 12 in October"


# —— 文体十二步 ——


def test_S61_R27_story_34_an_activity_of_twelve_steps(desk: FieldStore) -> None:
    planned = {
        "活动日期": "2026-10-20",
        "类别": "运动会",
        "主题": "居民运动会",
        "预算": "5000",
        "审批日期": "2026-10-09",
    }
    [id] = desk.add("activity", planned | {"筹办步骤": "、".join(STEPS[:9])})
    desk.says("2026-10", sports_meets=0, activity_budget=Decimal(5000))

    unfinished = planned | {"状态": "已完成", "筹办步骤": "、".join(STEPS[:9]), "活动地点": "广场", "参加人次": "210"}
    assert "还缺：现场安全、小结汇报、专项管理制度" in desk.why_not("activity", unfinished)["D-whole"]
    desk.advance(id, "已完成", 筹办步骤="、".join(STEPS), 参加人次="210", 支出="4880")
    desk.says("2026-10", culture_stepwise=1, culture_all_steps=1, culture_steps_rate=100, culture_approved=1)
    desk.says("2026-10", sports_meets=1, culture_spent=Decimal(4880))


def test_S61_approval_comes_before_the_day_and_money_within_the_budget(desk: FieldStore) -> None:
    late = did("综合晚会", 审批日期="2026-09-11", 预算="3000", 支出="3200")

    reasons = desk.why_not("activity", late)
    assert "先审批后举办" in reasons["D-order"]
    assert "支出超过预算" in reasons["D-at-most"]


def test_R27_the_twelve_steps_as_the_source_words_them() -> None:
    words = "成立活动小组,了解需求订计划,可行性报告+经费预算,审批后定方案,通报时间内容,指定人员,发请帖,购奖品,布置场地,现场安全,小结汇报,专项管理制度"

    assert [codelists()["activity_step"].title_of(word) for word in words.split(",")] == list(
        codelists()["activity_step"].titles
    )


@pytest.mark.parametrize("word", ["体育竞赛", "综合晚会", "运动会", "文明礼貌月活动", "电影放映", "读书活动"])
def test_R24_R25_R26_every_kind_that_a_minimum_speaks_of_can_be_entered(desk: FieldStore, word: str) -> None:
    desk.add("activity", did(word))

    desk.says("2026-09", culture_events=1)


# —— 评选、未成年人、社会组织 ——


def test_S62_from_nomination_to_award_with_five_workdays_of_posting(desk: FieldStore) -> None:
    [id] = desk.add(
        "honour",
        HONOUR | {"种类": "文明楼院", "评选名称": "文明楼院评选", "计数单位": "个", "推荐数": "12", "投票数": "640"},
    )
    desk.advance(id, "评审", 评审日期="2026-09-14")
    desk.advance(id, "公示", 公示日期="2026-10-12")
    assert desk.clocks(id) == {"评选公示期满": ("overdue", date(2026, 10, 19))}

    desk.advance(id, "已表彰", 表彰数="5", 异议数="0")
    assert desk.clocks(id) == {}
    desk.says("2026-10", honours_awarded=1, honoured_places=5)
    desk.says("2026-09", honours=1, honour_votes=640)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"状态": "已表彰", "公示日期": "2026-09-20"}, "E-require", "表彰数"),
        ({"状态": "已表彰", "公示日期": "2026-09-20", "表彰数": "81"}, "E-at-most", "不能多于推荐的"),
        ({"评审日期": "2026-09-20", "公示日期": "2026-09-10"}, "E-order", "再评审"),
    ],
)
def test_S62_an_award_without_its_steps_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("honour", HONOUR | change)[code]


def test_S51_S63_activities_for_minors_and_families_are_counted(desk: FieldStore) -> None:
    desk.add("activity", did("未成年人活动", 面向人群="学生"), did("家庭活动"), did("道德讲堂"))

    desk.says("2026-09", minor_events=1, minor_attendance=30, family_activities=1, civility_events=1)


def test_S65_an_organisation_is_taken_in_incubated_and_stands_alone(desk: FieldStore) -> None:
    [id, _other] = desk.add("organisation", GROUP, GROUP | {"组织名称": "邻里书画社", "类别": "备案社会组织"})
    desk.advance(id, "孵化", 孵化日期="2026-02-01")
    assert desk.clocks(id) == {"孵化评估": ("open", date(2027, 2, 1))}
    desk.edit(
        id,
        服务项目="银龄助餐",
        签约日期="2026-03-01",
        购买方="安和街道办事处",
        项目经费="60000",
        服务场次="48",
        服务人次="1300",
    )
    desk.advance(id, "独立", 独立日期="2026-10-10")

    desk.says("2026-10", organisations=2, organisations_independent=1)
    desk.says("2026", organisations_entered=2, organisation_projects=1, organisation_fund=Decimal(60000))
    desk.says("2026-10", organisations_standing=1, organisations_incubating=0)
    desk.says("2026-09", organisations_standing=0, organisations_incubating=1)
    assert "已经登记" in desk.why_not("organisation", GROUP)["E-unique"]
    assert desk.clocks(id)["项目评估"] == ("open", date(2027, 3, 1))


def test_S60_story_33_the_month_without_a_new_window_is_told_by_today_and_by_the_plan(tmp_path: Path) -> None:
    desk = FieldStore(tmp_path)
    with desk.store:
        desk.add("activity", *(did("科普宣传栏更换", 活动日期=f"2026-{month:02}-05") for month in range(1, 9)))
    shell = Shell(tmp_path)
    now = "2026-10-28"

    due = {item["id"]: item for item in shell("today", "--json", today=now).json["items"] if item["kind"] == "minimum"}
    assert due["science-window"]["state"] == "soon"
    assert shell("plan", "generate", "annual", "2026", "--no-commit", today="2026-01-05").code == 0
    tasks = {task["id"]: task for task in shell("plan", "status", "2026", "--json", today=now).json["tasks"]}
    assert tasks["science-window"]["state"] == "behind"
    assert "每月不少于1期：9月缺；本月还差1期" in shell("plan", "status", "2026", today=now).out
