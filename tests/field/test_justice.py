"""调解与法治 (S28–S37): levels of settlement, mediators, law publicity, advice and aid, and what is only counted in sum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fieldstore import FieldStore, codelists, measures

NEW = {"受理日期": "2026-09-01", "纠纷类型": "邻里纠纷", "摘要": "楼道堆物引起争执"}
AGREED = NEW | {"状态": "达成协议", "调结日期": "2026-09-10", "协议日期": "2026-09-10", "协议形式": "口头"}
TEAM = {"成立日期": "2026-01-08", "种类": "调委会", "名称": "幸福社区人民调解委员会", "人数": "7"}
LESSON = {"培训日期": "2026-02-10", "种类": "调解员培训", "内容": "调解技巧", "学时": "6", "参训人次": "14"}
ADVICE = {"咨询日期": "2026-09-08", "种类": "法律咨询", "事项": "继承", "渠道": "电话", "顾问": "社区法律顾问"}


def test_S28_R54_story_20_small_in_the_group_great_in_the_village_hard_in_the_town(desk: FieldStore) -> None:
    desk.add(
        "case",
        AGREED | {"化解层级": "小组"},
        AGREED | {"化解层级": "村"},
        AGREED | {"化解层级": "街道"},
        AGREED | {"化解层级": "县级以上"},
        AGREED,
    )

    desk.says("2026-09", mediation_by_level=4, mediation_within_village=2, mediation_within_town=3)
    desk.says("2026-09", mediation_village_rate=Decimal(50), mediation_town_rate=Decimal(75))
    levels = desk.figure("mediation_by_level", "2026-09").slices["resolved_at"]
    assert list(levels) == ["居民小组", "村居", "乡镇街道", "区县以上"]


def test_S28_R54_screenings_are_weekly_and_tours_monthly(desk: FieldStore) -> None:
    tour = NEW | {"调解方式": "巡回", "受理日期": "2026-09-03"}
    desk.add("case", tour)
    screening = {"类别": "纠纷排查", "主题": "每周排查", "状态": "已完成"}
    desk.add("activity", *(screening | {"活动日期": f"2026-09-{day:02d}"} for day in (4, 11, 18)))

    desk.says("2026-09", mediation_tours=1, dispute_screenings=3)
    targets = {name: measures()[name].target for name in ("mediation_tours", "dispute_screenings")}
    assert {name: target.number for name, target in targets.items() if target} == {
        "mediation_tours": 12,
        "dispute_screenings": 52,
    }


def test_S30_mediators_by_kind_their_training_and_what_a_case_pays(desk: FieldStore) -> None:
    desk.add(
        "team",
        TEAM,
        TEAM | {"种类": "专职调解员", "名称": "专职", "人数": "2"},
        TEAM | {"种类": "兼职调解员", "名称": "兼职", "人数": "5"},
        TEAM | {"种类": "志愿调解员", "名称": "志愿", "人数": "9"},
    )
    desk.add("training", LESSON, LESSON | {"培训日期": "2026-06-09", "内容": "民法典", "参训人次": "12"})
    desk.add("case", AGREED | {"状态": "已归档", "归档日期": "2026-09-20", "案号": "甲1", "以案定补": "150"})

    desk.says("2026-09", team_committees=1, team_mediators=16)
    desk.says("2026", training_mediators=2, training_mediator_attendance=26, mediation_allowance=Decimal(150))
    kinds = desk.figure("team_mediators", "2026-09").slices["kind"]
    assert {title: views.value for title, views in kinds.items()} == {"专职调解员": 2, "兼职调解员": 5, "志愿调解员": 9}


@pytest.mark.parametrize("members", ["2", "10"])
def test_S29_a_mediation_committee_has_three_to_nine_members(desk: FieldStore, members: str) -> None:
    assert "三至九人" in desk.why_not("team", TEAM | {"人数": members})["E-range"]


def test_S31_R34_R35_story_22_law_classes_boards_and_stalls_against_the_year(desk: FieldStore) -> None:
    held = {"状态": "已完成", "活动地点": "社区广场", "参加人次": "40"}
    stall = held | {"类别": "集中宣传", "主题": "宪法宣传", "法律名称": "宪法", "横幅": "2", "发放份数": "200"}
    desk.add(
        "activity",
        stall | {"活动日期": "2026-03-16", "咨询人次": "12"},
        held | {"活动日期": "2026-05-12", "类别": "法制课", "主题": "民法典", "法律名称": "民法典"},
        held | {"活动日期": "2026-05-20", "类别": "法治专栏", "主题": "第一期", "参加人次": "", "法律名称": "民法典"},
    )

    desk.says("2026", law_classes=1, law_boards=1, law_banners=2, law_consulted=12, laws_covered=2)
    assert desk.figure("law_classes", "2026-10").progress.light.value == "red"


def test_S33_advice_is_counted_by_kind_topic_and_outcome_without_a_person(desk: FieldStore) -> None:
    desk.add(
        "consultation",
        ADVICE | {"结果": "解答"},
        ADVICE | {"事项": "邻里", "结果": "转调解"},
        ADVICE | {"种类": "心理咨询", "事项": "心理调适", "顾问": "心理咨询师", "咨询日期": "2026-09-15"},
        ADVICE | {"种类": "政策咨询", "事项": "社保"},
    )

    desk.says("2026-09", consultations=4, consultation_law=2, consultation_mind=1, consultation_policy=1)
    desk.says("2026-09", consultation_days=2, consultation_to_mediation=1)
    topics = desk.figure("consultations", "2026-09").slices["topic"]
    assert {title: views.value for title, views in topics.items()} == {
        "继承": 1,
        "邻里物业": 1,
        "社会保障": 1,
        "心理调适": 1,
    }
    ledger = desk.store.ledgers["consultation"]
    assert {field.name for field in ledger.fields} == {
        "held_on",
        "kind",
        "topic",
        "channel",
        "adviser",
        "outcome",
        "note",
    }


def test_S34_R36_story_23_twenty_mediations_and_ten_of_legal_aid(desk: FieldStore) -> None:
    aid = ADVICE | {"种类": "法援", "结果": "指派律师"}
    desk.add("consultation", *(aid | {"咨询日期": f"2026-0{month}-05"} for month in range(1, 5)))
    desk.add("case", *(NEW | {"受理日期": f"2026-0{month}-0{day}"} for month in range(1, 6) for day in (2, 6, 9)))
    desk.add("training", LESSON)

    aided, mediated = desk.figure("consultation_legal_aid", "2026"), desk.figure("mediation_accepted", "2026")
    assert (aided.value, aided.progress.target, aided.progress.done) == (4, 10, Decimal("0.4"))
    assert (mediated.value, mediated.progress.target, mediated.progress.done) == (15, 20, Decimal("0.75"))
    assert desk.figure("training_mediators", "2026").progress.target == 2
    assert "法律援助要写结果" in desk.why_not("consultation", ADVICE | {"种类": "法律援助"})["D-require"]


def test_S33_R67_a_law_adviser_and_a_counsellor_in_every_community(desk: FieldStore) -> None:
    desk.add("staff", {"统计日期": "2026-06-30", "岗位": "社区法律顾问", "人数": "1"})

    desk.says("2026-06", staff_law_advisers=1, staff_counsellors=0)
    assert desk.figure("staff_law_advisers", "2026-06").progress.target == 1


def test_E03_E19_every_old_word_is_read() -> None:
    for name, words in {
        "team_kind": "青少年,巾帼,党员,治安巡逻,环保宣传,科普,法律服务",  # E19
        "archive_class": "上级文件,党支部,精神文明,科普文化,社区管理,社区服务,综治,卫生,计划生育,民族民政",  # E05
        "retention": "永久,长期,短期",  # E06
        "promotion_kind": "道路交通,社会治安,居家,学校,消防,工作场所,建筑施工,防灾减灾,老残儿",  # E13
        "grid_element": "基础网格,警格,安格,交格,环水格,市监格,洁格",  # E21
        "post_class": "负责人,主办,辅助",  # R66
    }.items():
        assert [word for word in words.split(",") if codelists()[name].title_of(word) is None] == []


def test_S33_S35_S36_S37_only_sums_are_entered_and_zero_is_wanted_R11_R12_R37_R72(desk: FieldStore) -> None:
    month = {"月份": "2026-09"}
    desk.add(
        "tally",
        month | {"汇总项目": "法律服务联系卡", "数量": "120"},
        month | {"汇总项目": "民主评议", "数量": "1"},
        month | {"汇总项目": "矛盾激化", "数量": "0"},
        month | {"汇总项目": "普法知晓率", "数量": "98.4"},
        month | {"汇总项目": "暂住登记率", "数量": "94.5"},
        month | {"汇总项目": "禁毒课", "数量": "1"},
        month | {"汇总项目": "禁毒帮教率", "数量": "96"},
    )

    desk.says("2026-09", tally_law_cards=120, tally_democratic_reviews=1, tally_escalations=0, tally_serious_cases=0)
    desk.says("2026-09", tally_law_knowledge_rate=Decimal("98.4"), tally_drug_classes=1)
    lights = {
        name: desk.figure(name, "2026-09").progress.light.value
        for name in ("tally_residence_rate", "tally_drug_aid_rate", "tally_escalations", "tally_law_knowledge_rate")
    }
    assert lights == {
        "tally_residence_rate": "yellow",
        "tally_drug_aid_rate": "green",
        "tally_escalations": "green",
        "tally_law_knowledge_rate": "green",
    }
