"""汇总数, 证件, 低保审核与季报, 捐赠, 结对关爱, 住房帮扶 (S26, S36–S43, S45, S46, S51–S53, S56, S58, S93): totals, not lives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row, codelists, ledgers

from shequ_cli.rules.privacy import Audience, masked_values

DOGS = {"月份": "2026-04", "项目": "免疫犬只", "数量": "212", "来源": "动物防疫站"}
GIFT = {"接收日期": "2026-09-05", "活动": "慈善一日捐", "捐赠方类别": "居民", "捐赠人数": "46", "捐款": "3820.50"}
PAIR = {"结对日期": "2026-03-02", "对象代号": "L-031", "类别": "独居", "网格": "第三网格", "结对人": "第三网格网格员"}
CALL = {"走访日期": "2026-09-10", "对象代号": "L-031", "类别": "独居", "走访人": "第三网格网格员", "方式": "入户"}
HOUSE = {"申请日期": "2026-09-01", "房屋代号": "FW-007", "种类": "危房鉴定", "网格": "第五网格"}


def totals(month: str, **items: str) -> list[Row]:
    return [{"月份": month, "项目": item, "数量": number} for item, number in items.items()]


# —— 汇总数 ——


def test_a_total_is_a_month_an_item_with_its_unit_and_a_number(desk: FieldStore) -> None:
    desk.add("tally", DOGS, *totals("2026-09", 犬只免疫="180", 犬只防控轮次="1"), *totals("2026-04", 犬只防控轮次="1"))

    desk.says("2026", tally_dogs_vaccinated=392, tally_dog_rounds=2)
    rounds = desk.figure("tally_dog_rounds", "2026").progress
    assert (rounds.target, rounds.light.value) == (2, "green"), "S26 R39: two rounds a year"


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"项目": "犬只防控"}, "E-pattern", "要选它下面带单位的一项"),
        ({"数量": "-1"}, "E-range", ""),
        ({"数量": "212只"}, "E-number", ""),
        ({"项目": "吸引人的项目"}, "E-enum", ""),
    ],
)
def test_a_total_without_its_unit_or_number_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("tally", DOGS | change)[code]


def test_the_same_item_of_a_month_is_not_told_twice(desk: FieldStore) -> None:
    desk.add("tally", DOGS)

    assert "已经填过" in desk.why_not("tally", DOGS | {"项目": "免疫犬只（只）"})["E-unique"]


def test_S46_insured_are_a_stock_and_the_rate_is_theirs(desk: FieldStore) -> None:
    desk.add("tally", *totals("2026-03", 医保应参保="1000", 医保已参保="930"), *totals("2026-08", 医保应参保="1010"))
    desk.add("tally", *totals("2026-08", 医保已参保="990", 参保宣传="2"), *totals("2026-03", 参保宣传="3"))

    desk.says("2026", tally_medical_insured=990, tally_medical_due=1010, tally_insurance_publicity=5)
    desk.says("2026", tally_medical_rate=Decimal("98.0"))  # 990 of 1010 is 98.02


def test_S42_age_bands_add_up_and_every_elder_has_the_subsidy(desk: FieldStore) -> None:
    bands = {"60-69": "412", "70-79": "230", "80-89": "96", "90-99": "17", "100+": "1"}
    desk.add("tally", *({"月份": "2026-09", "项目": item, "数量": number} for item, number in bands.items()))
    desk.add("tally", {"月份": "2026-09", "项目": "享受老年保健补助", "数量": "750"})

    desk.says("2026-09", tally_elderly=756, tally_elderly_80=96)
    subsidy = desk.figure("tally_elderly_subsidy_rate", "2026-09")
    assert round(subsidy.value or 0, 1) == Decimal("99.2")
    assert subsidy.progress.light.value != "green"


def test_S41_the_disabled_are_counted_by_grade_and_by_kind_and_never_listed(desk: FieldStore) -> None:
    desk.add("tally", *totals("2026-09", 残疾一级="12", 残疾二级="31", 残疾三级="40", 残疾四级="27"))
    desk.add(
        "tally", *totals("2026-09", 肢体残疾="62", 视力残疾="21", 康复活动="2", 残疾人联谊="1", 残疾人健康档案="96")
    )
    desk.add(
        "relief",
        {
            "发放日期": "2026-09-15",
            "种类": "残疾人生活费",
            "计数单位": "人",
            "人数": "40",
            "标准": "660",
            "金额": "26400",
        },
    )

    desk.says("2026-09", tally_disabled=110, tally_disabled_limb=62, tally_rehabilitation=2, tally_disabled_parties=1)
    desk.says("2026-09", relief_disabled=Decimal(26400), tally_disabled_files=96)


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ({"平安宣传": "3", "治安巡防": "62", "暂住登记率": "96.5"}, {"tally_safety_publicity": 3, "tally_security_patrols": 62}),  # S36
        ({"禁毒宣传资料": "300", "禁毒课": "2", "场所禁毒检查": "9"}, {"tally_drug_classes": 2, "tally_drug_venue_checks": 9}),  # S37
        ({"家庭与青少年服务": "2", "公益助学": "5", "家暴咨询": "1"}, {"tally_family_events": 2, "tally_pupils_aided": 5}),  # S51
        ({"征兵海报": "40", "征兵横幅": "6", "征兵送检": "3"}, {"tally_conscription_posters": 40, "tally_conscription_examined": 3}),  # S53
        ({"小册子": "260", "手袋": "80", "黑板报": "4"}, {"tally_booklets": 260, "tally_bags": 80, "tally_blackboards": 4}),  # S56
        ({"计生宣传": "2", "计生培训": "1"}, {"tally_family_planning_publicity": 2, "tally_family_planning_training": 1}),  # S58
        ({"党支部": "4", "党组织会议": "2", "慰问老党员": "7"}, {"tally_party_branches": 4, "tally_old_members_visited": 7}),  # S93
    ],
)  # fmt: skip
def test_S36_S37_S51_S53_S56_S58_S93_are_totals_of_services(
    desk: FieldStore, items: dict[str, str], wanted: dict[str, int]
) -> None:
    desk.add("tally", *totals("2026-09", **items))

    desk.says("2026-09", **wanted)


def test_R12_R11_rates_that_others_give_are_kept_as_given(desk: FieldStore) -> None:
    desk.add(
        "tally", *totals("2026-08", 暂住登记率="94.2"), *totals("2026-09", 暂住登记率="96.5", 禁毒宣传覆盖率="100")
    )

    desk.says("2026", tally_residence_rate=Decimal("96.5"), tally_drug_coverage=100)
    assert desk.figure("tally_residence_rate", "2026-08").progress.light.value != "green", "R12: at least 95 %"


def test_no_item_of_the_totals_names_a_group_of_people_to_be_watched() -> None:
    titles = [code.title for code in codelists()["tally_item"].codes]

    assert not [
        title for title in titles if any(word in title for word in ("育龄", "已婚", "重点人员", "在册", "吸毒"))
    ]
    assert all(title.endswith("）") for title in titles if codelists()["tally_item"].code_of(title).parent)


def test_E16_every_kind_of_publicity_material_is_an_item() -> None:
    words = "小册子(份),手袋(个),标语(条),横幅(幅),展板(块),黑板报(块),宣传栏(块),橱窗(个),传单(份),音像(种/次),法制报(份),讲座(次),咨询台(次)"

    parents = {
        codelists()["tally_item"].code_of(codelists()["tally_item"].title_of(word) or "").parent
        for word in words.split(",")
    }
    assert parents == {"宣传物"}


# —— 证件、低保审核、低保季报 ——


def test_S38_S42_S47_S59_certificates_are_counted_by_kind_and_what_was_done(desk: FieldStore) -> None:
    batch = {"办理日期": "2026-09-09", "本数": "26"}
    desk.add(
        "certificate",
        batch | {"证件": "领取证", "类别": "审核", "退回本数": "2"},
        batch | {"证件": "购药证", "类别": "发放", "本数": "9"},
        batch | {"证件": "减免证", "类别": "注销", "本数": "1"},
        batch | {"证件": "优待证", "类别": "发放", "本数": "14"},
        batch | {"证件": "就业失业证", "类别": "年检", "本数": "31"},
        batch | {"证件": "健身证", "类别": "发放", "本数": "40"},
    )

    desk.says("2026-09", certificates_dibao=26, certificates_medicine=9, certificates_exempt=0, certificates_elder=14)
    desk.says("2026-09", certificates_job_reviewed=31, certificates_fitness=40, certificates_rejected=2)
    assert "不能多于" in desk.why_not("certificate", batch | {"证件": "购药证", "退回本数": "27"})["E-at-most"]


@pytest.mark.parametrize(
    ("category", "due"), [("A", date(2027, 4, 1)), ("B", date(2026, 10, 1)), ("C", date(2026, 7, 1))]
)
def test_S38_a_household_is_reviewed_yearly_half_yearly_or_quarterly(
    desk: FieldStore, category: str, due: date
) -> None:
    review = {"上次复核日期": "2026-04-01", "户编码": "DB-004", "类别": "复核", "低保类别": category}
    [id] = desk.add("dibao_review", review)

    assert desk.clocks(id)["复核"] == ("overdue" if due < desk.today else "open", due)
    desk.edit(id, 办结日期="2026-10-20", 结果="维持")
    assert desk.clocks(id)["复核"][0] == "done"
    desk.says("2026-10", dibao_rechecked=1, dibao_reviews_open=0)


def test_S38_R57_an_application_is_verified_appraised_and_decided_in_thirty_workdays(desk: FieldStore) -> None:
    case = {
        "申请日期": "2026-09-01",
        "户编码": "DB-040",
        "类别": "新增",
        "入户日期": "2026-09-08",
        "评议日期": "2026-09-11",
    }
    [id] = desk.add("dibao_review", case)

    assert desk.clocks(id) == {"审核办结": ("overdue", date(2026, 10, 19))}  # 中秋 and 国庆 lie between
    desk.says("2026-09", dibao_reviews_opened=1, dibao_appraised=1, dibao_reviews_open=1)
    desk.edit(id, 办结日期="2026-10-15", 结果="批准")
    desk.says("2026-10", dibao_approved=1, dibao_reviews_open=0)
    stopped = case | {"户编码": "DB-042", "办结日期": "2026-10-15", "结果": "停发"}
    assert "不能早于" in desk.why_not("dibao_review", stopped | {"评议日期": "2026-09-02"})["E-order"]
    assert "书面说明理由" in desk.why_not("dibao_review", stopped)["D-require"]


def test_S38_story_24_a_quarter_that_is_told_twice_is_an_error(desk: FieldStore) -> None:
    quarter = {
        "填报日期": "2026-10-09",
        "年度": "2026",
        "季度": "第一季度",
        "户数": "26",
        "人数": "48",
        "金额": "39870.50",
    }
    desk.add(
        "dibao_quarter", quarter | {"填报日期": "2026-04-08"}, quarter | {"填报日期": "2026-07-08", "季度": "二季度"}
    )

    # L05: the third quarter's line says 第一季度 again
    assert "季度是不是写错了" in desk.why_not("dibao_quarter", quarter)["E-period"]
    desk.add("dibao_quarter", quarter | {"季度": "三季度"})
    desk.says("2026", dibao_quarters_reported=3, dibao_quarter_amount=Decimal("119611.50"))


def test_S38_households_by_size(desk: FieldStore) -> None:
    home = {"月份": "2026-09", "户编码": "DB-001", "户内人数": "1", "保障人数": "1", "金额": "500"}
    desk.add("dibao", home, home | {"户编码": "DB-002"}, home | {"户编码": "DB-003", "户内人数": "3", "保障人数": "3"})
    desk.add("dibao", home | {"户编码": "DB-004", "户内人数": "5"})

    desk.says("2026-09", dibao_one_person=2, dibao_three_person=1, dibao_large=1, dibao_households=4)


# —— 捐赠 ——


def test_S40_story_26_money_and_goods_make_the_quarterly_return(desk: FieldStore) -> None:
    [cash, goods, _shop] = desk.add(
        "donation",
        GIFT,
        GIFT | {"捐款": "", "捐物名称": "棉被", "捐物数量": "12", "活动": "冬衣捐助", "捐赠人数": "9"},
        GIFT | {"捐赠方类别": "商户", "收据号": "0031207", "捐款": "600", "捐赠人数": "1"},
    )

    desk.says("2026Q3", donations=3, donation_cash=Decimal("4420.50"), donation_goods=12, donors=56, donations_kept=3)
    assert desk.clocks(cash) == {"转交": ("overdue", date(2026, 10, 5)), "捐赠公示": ("open", date(2026, 12, 5))}
    desk.edit(goods, 接收单位="安和街道慈善站", 转交日期="2026-10-08")
    desk.says("2026Q4", donation_goods_handed=12, donations_kept=2)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"捐款": ""}, "E-condition", "至少填一样"),
        ({"捐物名称": "棉被"}, "E-together", "一起填"),
        ({"捐赠方类别": "企业"}, "D-require", "收据"),
        ({"接收单位": "慈善会", "转交日期": "2026-09-01"}, "E-order", ""),
        ({"捐款": "0.38万元"}, "E-money", "以元为单位"),
    ],
)
def test_a_gift_that_cannot_be_accounted_for_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("donation", GIFT | change)[code]


def test_S40_who_gave_is_not_in_the_ledger_unless_it_is_a_unit() -> None:
    public = masked_values(
        ledgers()["donation"], {"donor_kind": "居民", "donor_unit": "某厂", "receipt": "1"}, Audience.PUBLIC
    )

    assert public == {"donor_kind": "居民"}
    assert not [field.name for field in ledgers()["donation"].fields if field.privacy in ("personal", "sensitive")]


# —— 结对关爱 ——


def test_S43_story_28_whoever_was_not_visited_for_a_month_is_due(desk: FieldStore) -> None:
    [id] = desk.add("care", PAIR)
    assert desk.clocks(id) == {"月走访": ("overdue", date(2026, 4, 2))}

    desk.add("visit", CALL, CALL | {"走访日期": "2026-09-29"}, CALL | {"对象代号": "L-032", "走访日期": "2026-10-20"})
    assert desk.clocks(id) == {"月走访": ("soon", date(2026, 10, 29))}, "a month after the last visit of L-031"
    desk.edit(id, 退出日期="2026-10-27", 退出原因="不再需要")
    assert desk.clocks(id)["月走访"][0] == "done"
    desk.says("2026-10", care_objects=0, care_withdrawn=1)


def test_S43_those_who_are_paired_are_a_stock_and_nobody_is_named_or_posted(desk: FieldStore) -> None:
    [id, *_rest] = desk.add("care", PAIR, PAIR | {"对象代号": "E-002", "类别": "留守儿童"})

    desk.says("2026-10", care_objects=2, care_paired=0)
    assert desk.figure("care_objects", "2026-10").slices["kind"]["独居老人"].value == 1
    assert masked_values(ledgers()["care"], desk.store.record(id).values, Audience.PUBLIC) == {}
    assert "不写姓名" in desk.why_not("care", PAIR | {"对象代号": "滕大爷"})["E-pattern"]


# —— 住房帮扶、工会帮扶 ——


def test_S45_an_application_goes_from_visit_to_subsidy(desk: FieldStore) -> None:
    [id] = desk.add("housing_aid", HOUSE | {"入户日期": "2026-09-04"})
    assert desk.clocks(id) == {"入户核查": ("done", date(2026, 9, 8)), "上报": ("overdue", date(2026, 9, 29))}

    desk.edit(id, 鉴定等级="D", 鉴定日期="2026-09-20", 安全告知="是")
    desk.advance(id, "已上报")
    desk.advance(id, "已批准", 补贴金额="12000")
    desk.says("2026-10", housing_aid_submitted=1, housing_aid_open=1, housing_aid_subsidy=Decimal(12000))
    desk.advance(id, "已落实")
    desk.says("2026-10", housing_aid_settled=1, housing_aid_open=0)
    desk.says("2026-09", housing_aid_applied=1, housing_appraised=1)


def test_S45_a_dangerous_house_asks_for_a_word_about_safety(desk: FieldStore) -> None:
    reasons = desk.why_not("housing_aid", HOUSE | {"鉴定等级": "C级", "鉴定日期": "2026-09-20"})

    assert "安全告知" in reasons["D-require"]


def test_S52_union_aid_is_paid_by_household_or_person_and_its_fund_is_kept(desk: FieldStore) -> None:
    paid = {
        "发放日期": "2026-01-20",
        "种类": "工会救助",
        "资金来源": "工会",
        "计数单位": "户",
        "户数": "3",
        "标准": "1000",
        "金额": "3000",
    }
    desk.add("relief", paid, paid | {"计数单位": "人", "户数": "", "人数": "2", "标准": "500", "金额": "1000"})

    desk.says("2026-01", relief_households=3, relief_persons=2, relief_paid=Decimal(4000))
    assert desk.figure("relief_paid", "2026-01").slices["fund"]["工会经费"].value == 4000
    assert desk.figure("relief_households", "2026-01").slices["kind"]["总工会困难救助"].value == 3


def test_S39_E01_every_kind_of_relief_can_be_paid(desk: FieldStore) -> None:
    kinds = [
        "低保金",
        "临时救助",
        "大病医疗救助",
        "基本医疗救助",
        "春节一次性生活补贴(低保)",
        "春节一次性生活补贴(低收入)",
        "低保无房户租金补贴",
        "残疾慰问",
        "困难群体及优抚慰问",
        "无业残疾人基本生活费",
        "重度残疾人慰问金",
        "烈军属标准差",
        "廉租补贴",
        "遗属补助",
        "总工会困难救助",
        "老年保健补助",
    ]
    desk.add("relief", *({"发放日期": "2026-09-15", "种类": kind, "金额": "100"} for kind in kinds))

    desk.says("2026-09", relief_kinds=16, relief_paid=Decimal(1600))
