"""Rules of the field whose numbers stand in a measure, a scheme, an assessment or a list, and what each makes of records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, codelists, definitions, ledgers, measures

import planstore
from clerk import Shell
from shequ_cli.work.planrule import PlanRules
from shequ_cli.work.planrulefile import read_rules

TODAY = "2026-10-28"
HAZARD = {"发现日期": "2026-10-08", "隐患场所": "老街日杂店", "隐患描述": "通道堆物", "整改期限": "2026-10-15"}
CASE = {"受理日期": "2026-09-01", "纠纷类型": "邻里纠纷", "摘要": "楼道堆物引起争吵"}
PROJECT = {"启动日期": "2026-02-10", "促进类别": "居家", "项目名称": "防跌倒"}


def scheme(kind: str) -> PlanRules:
    return read_rules(kind, planstore.assets().raw("plans", kind), planstore.measures(), planstore.ledgers())


def light(desk: FieldStore, name: str, period: str) -> tuple[object, object]:
    """A figure's value and how it stands to its target."""
    figure = desk.figure(name, period)
    return figure.value, figure.light


# ------------------------------------------------------------------ S02: the plan and the month's summary


def test_S02_what_is_entered_stands_in_the_months_summary_and_every_number_leads_to_its_records(
    desk: FieldStore,
) -> None:
    first, second = desk.add("case", CASE, CASE | {"受理日期": "2026-09-09", "摘要": "阳台滴水"})
    shell = Shell(desk.store.root)

    page = shell("report", "月报", "2026-09", today=TODAY)
    assert (page.code, "受理矛盾纠纷2件" in page.out) == (0, True)
    why = shell("explain", "受理矛盾纠纷", "2026-09", "--json", today=TODAY).json
    assert (why["value"], set(why["records"])) == (2, {first, second})


def test_S02_the_years_plan_takes_its_numbers_from_the_goals(desk: FieldStore) -> None:
    shell = Shell(desk.store.root)
    made = shell("plan", "generate", "annual", "2027", "--no-commit", "-o", "-", today=TODAY)

    assert made.code == 0
    assert [heading for heading in ("一、", "二、", "三、") if heading not in made.out] == []
    tasks = {task["id"]: task for task in shell("plan", "show", "2027", "--json", today=TODAY).json["tasks"]}
    assert (tasks["goal-success"]["target"], tasks["goal-success"]["measure"]) == (95, "mediation_success_rate")


# ------------------------------------------------------------------ R09: thirteen steps and what they cost

STEPS = [
    "成立安全社区促进委员会和专项组",
    "制定创建方案",
    "明确各组责任",
    "建立工作制度",
    "开展社区基本情况调查",
    "开展事故与伤害调查",
    "进行风险诊断和评估",
    "确定安全促进项目",
    "定出目标、计划和措施",
    "实施促进项目",
    "呈报创建工作报告",
    "评审命名阶段验收",
    "申请命名、公布结果",
]


def test_R09_S20_thirteen_steps_lead_to_the_name_one_after_the_other() -> None:
    found = scheme("safe-community")
    tasks = [each.rule for each in found.minimums if not each.rule.id.startswith("funds")]

    assert [rule.title for rule in tasks] == STEPS
    ends = [rule.days(2026)[1] for rule in tasks]
    assert ends == sorted(ends) and ends[-1] == date(2027, 12, 31)


def test_R09_S20_the_first_year_starts_with_twenty_thousand_and_the_next_with_thirty(desk: FieldStore) -> None:
    funds = {each.rule.id: each for each in scheme("safe-community").minimums if each.rule.id.startswith("funds")}
    assert {id: (each.measure, each.least) for id, each in funds.items()} == {
        "funds-first": ("promotion_budget", Decimal(20000)),
        "funds-next": ("promotion_budget", Decimal(30000)),
    }

    desk.add("promotion", PROJECT | {"项目预算": "12000"}, PROJECT | {"项目名称": "防触电", "项目预算": "8500"})
    desk.says("2026", promotion_budget=Decimal("20500.00"))
    assert Shell(desk.store.root)("plan", "generate", "safe-community", "2026", "--no-commit", today=TODAY).code == 0
    status = Shell(desk.store.root)("plan", "status", "--kind", "safe-community", "--json", today=TODAY).json["tasks"]
    states = {task["id"]: task["state"] for task in status}
    assert (states["funds-first"], states["funds-next"], states["bodies"]) == ("done", "pending", "overdue")


def test_R09_two_highs_one_weak_three_key_and_one_need_can_be_chosen() -> None:
    words = "高危人群,高风险环境,弱势群体,重点问题,重点人群,重点场所,公众安全健康需求"
    assert [word for word in words.split(",") if not codelists()["promotion_target"].title_of(word)] == []


# ------------------------------------------------------------------ B, C: hazards, disputes, law publicity


def test_R51_S14_a_major_hazard_is_reported_next_day_and_what_is_not_mended_is_handed_over(desk: FieldStore) -> None:
    (major,) = desk.add("hazard", HAZARD | {"隐患等级": "重大隐患"})
    (minor,) = desk.add("hazard", HAZARD | {"隐患等级": "一般隐患", "隐患场所": "西口快餐"})

    assert desk.clocks(major)["重大隐患上报"] == ("overdue", date(2026, 10, 9))
    assert "重大隐患上报" not in desk.clocks(minor)
    desk.edit(minor, 状态="逾期未改")
    assert desk.clocks(minor)["移交"] == ("overdue", date(2026, 10, 22))  # five workdays after the 15th
    assert "移交单位" in desk.why_not("hazard", HAZARD | {"状态": "已移交"})["E-require"]
    desk.advance(minor, "已移交", 移交单位="派出所")
    desk.says("2026-10", hazards_handed_over=1)
    assert codelists()["handover_unit"].title_of("消防大队")


def test_R55_S29_a_case_is_registered_accepted_settled_agreed_closed_filed_and_archived(desk: FieldStore) -> None:
    (id,) = desk.add("case", CASE | {"状态": "登记"})
    for state, also in (
        ("受理", {}),
        ("调解中", {}),
        ("达成协议", {"协议形式": "书面协议", "调结日期": "2026-09-20", "协议日期": "2026-09-20"}),
        ("已履行", {"履行日期": "2026-09-25"}),
        ("已归档", {"归档日期": "2026-10-08"}),
    ):
        record = desk.advance(id, state, **also)

    assert record.values["docket"] == "（2026）人调字第1号"
    assert not [name for name, (state, _due) in desk.clocks(id).items() if name == "归档" and state != "done"]
    steps = ledgers()["case"].states
    assert steps is not None and set(steps.names) >= {"登记", "受理", "调解中", "达成协议", "已履行", "已归档"}


def test_R54_S28_the_group_reports_daily_the_community_weekly_and_the_town_monthly() -> None:
    raw = definitions().raw_all("submissions")
    rounds = {name: raw[name].raw["every"] for name in ("screening_day", "screening_week", "screening_town_month")}

    assert rounds == {"screening_day": "day", "screening_week": "week", "screening_town_month": "month"}


def test_R35_S31_one_or_two_banners_for_each_road_and_a_stall_for_each_unit(desk: FieldStore) -> None:
    desk.add("snapshot", {"截止日期": "2026-09-30", "户数": "1200", "人口": "3000", "街巷": "8"})
    stall = {"活动日期": "2026-09-16", "类别": "集中宣传", "主题": "宪法宣传", "状态": "已完成", "活动地点": "广场"}
    desk.add("activity", stall | {"横幅": "6"})

    assert light(desk, "law_banners_per_street", "2026Q3") == (Decimal("0.8"), "yellow")
    desk.add("activity", stall | {"活动日期": "2026-09-18", "横幅": "4"})
    assert light(desk, "law_banners_per_street", "2026Q3") == (Decimal("1.3"), "green")
    desk.says("2026", law_stalls=2)
    assert desk.figure("law_stalls", "2026").progress.target == 1


# ------------------------------------------------------------------ posts that every community has


@pytest.mark.parametrize(
    ("measure", "post"),
    [
        ("staff_publicists", "疾病防控宣传员"),  # R40 S56
        ("staff_drug_workers", "禁毒社工"),  # R67 S37
        ("staff_law_advisers", "社区法律顾问"),  # R67 S33
        ("staff_counsellors", "心理咨询师"),  # R67 S73
    ],
)
def test_R40_R67_S56_S37_every_community_has_one_of_each_post(desk: FieldStore, measure: str, post: str) -> None:
    desk.add("staff", {"统计日期": "2026-06-30", "岗位": "社区主任", "人数": "1"})
    assert light(desk, measure, "2026-06") == (0, "red")

    desk.add("staff", {"统计日期": "2026-09-30", "岗位": post, "人数": "1"})
    assert light(desk, measure, "2026-09") == (1, "green")


# ------------------------------------------------------------------ F, G: villages, groups, meetings, the desk


def test_R61_S72_one_park_two_boards_three_teams_four_rooms_five_stations(desk: FieldStore) -> None:
    def lacks() -> set[str]:
        shape = Shell(desk.store.root)("assess", "十有", "2026", "--json", today=TODAY).json
        texts = [each["text"] for item in shape["items"] for each in item["missing"]]
        words = ("小游园", "阵地", "室", "群众队伍", "站")
        return {word for word in words for text in texts if text.removeprefix("还没有").startswith(word)}

    assert lacks() == {"小游园", "阵地", "室", "群众队伍", "站"}
    opened = {"启用日期": "2025-05-01"}
    kinds = ["小游园", "文化墙", "居务公开栏", "图书室", "棋室", "康复室", "书画室"]
    desk.add("facility", *(opened | {"种类": kind, "名称": f"幸福{kind}"} for kind in kinds))
    stations = ("卫生站", "微型消防站", "便民服务站", "志愿服务站", "助老服务站")
    desk.add("facility", *(opened | {"种类": "其他阵地", "名称": f"幸福{name}"} for name in stations))
    teams = ("文艺队", "巡逻队", "志愿队")
    desk.add("team", *({"成立日期": "2025-05-01", "种类": "其他队伍", "名称": name, "人数": "6"} for name in teams))
    assert lacks() == set()


def test_R61_S72_a_reward_lies_between_thirty_and_fifty_thousand(desk: FieldStore) -> None:
    project = {
        "立项日期": "2026-03-02",
        "项目": "村道硬化",
        "建设任务": "设施",
        "村组": "东三组",
        "状态": "已奖补",
    }
    accepted = {"开工日期": "2026-03-20", "验收日期": "2026-08-01", "验收结果": "合格", "奖补日期": "2026-09-10"}
    desk.add("project", project | accepted | {"实得奖补": "20000"})
    assert light(desk, "project_mean_reward", "2026-09") == (Decimal("20000.00"), "red")

    desk.add("project", project | accepted | {"项目": "排水沟", "实得奖补": "50000"})
    assert light(desk, "project_mean_reward", "2026-09") == (Decimal("35000.00"), "green")


def test_R63_S78_a_group_has_a_head_and_four_members(desk: FieldStore) -> None:
    group = {"成立日期": "2026-03-01", "种类": "组团", "民主推选": "是"}
    desk.add("team", *(group | {"名称": f"第{n}组团", "人数": people} for n, people in (("一", "5"), ("二", "4"))))
    assert light(desk, "team_self_group_size", "2026-09") == (Decimal("4.5"), "yellow")

    desk.add("team", group | {"名称": "第三组团", "人数": "6"})
    assert light(desk, "team_self_group_size", "2026-09") == (Decimal("5.0"), "green")
    desk.says("2026-09", team_self_groups=3, team_self_group_members=15)


def test_R65_S07_the_partners_coordinate_every_month(desk: FieldStore) -> None:
    held = {"会议类型": "协调会", "议题": "党建协调"}
    desk.add("meeting", *(held | {"会议日期": f"2026-{month:02}-12"} for month in range(1, 10)))

    found = desk.figure("meetings_coordination", "2026-09")
    assert (found.ytd, found.progress.target) == (Decimal(9), Decimal(12))
    raw = definitions().raw_all("submissions")
    assert (raw["town_week"].raw["every"], raw["duty_year"].raw["every"]) == ("week", "year")


def test_R71_S81_the_desk_stays_open_an_hour_before_and_an_hour_after(desk: FieldStore) -> None:
    day = {"受理件数": "3", "一次办结": "3"}
    desk.add(
        "desk",
        day | {"服务日期": "2026-09-01", "延时时长": "2", "8小时外服务": "4"},
        day | {"服务日期": "2026-09-02", "延时时长": "1"},
        day | {"服务日期": "2026-09-03"},
    )

    desk.says("2026-09", desk_extended_known=2, desk_extended_full=1, desk_extended_rate=Decimal("50.0"))
    assert desk.figure("desk_extended_rate", "2026-09").light == "red"
    assert "2012年10月" in measures()["desk_extended_rate"].source


# ------------------------------------------------------------------ words that the rules use


@pytest.mark.parametrize(
    ("codelist", "words"),
    [
        ("patrol_shift", "24小时值班"),  # R21
        ("appraisal_outcome", "取消评先,以奖代补,通报"),  # R08, R17
        ("activity_evidence", "定期征询意见表"),  # R27
        ("archive_grade", "一级"),  # R68
        ("meeting_kind", "居民代表大会,监督委员会会议"),  # R58
    ],
)
def test_R08_R17_R21_R27_R58_R68_their_words_are_read(codelist: str, words: str) -> None:
    assert [word for word in words.split(",") if not codelists()[codelist].title_of(word)] == []


def test_R22_S66_five_before_the_door_is_the_same_paper_as_three(desk: FieldStore) -> None:
    shop = {"登记日期": "2026-03-01", "场所类型": "小餐饮场所"}
    desk.add(
        "premises", shop | {"场所名称": "老街面馆", "门前五包签订日期": "2026-03-05"}, shop | {"场所名称": "西口快餐"}
    )

    desk.says("2026-03", premises_frontage=1, premises_frontage_rate=Decimal("50.0"))
    assert {code.title for code in codelists()["six_disorder"].codes} >= {"乱停放"}
