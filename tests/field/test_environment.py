"""F 环境·建设 (S66–S72): sanitation, clean-ups by item, stall fees, illegal building, land acquisition, projects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row, codelists

from shequ_cli.words.errors import StateRefused

CHECK = {"日期": "2026-10-12", "种类": "卫生检查"}
ADS = {"日期": "2026-10-13", "种类": "广告清理", "清理处数": "35", "清理张数": "420"}
CORNERS = {"整治日期": "2026-10-14", "整治项目": "垃圾死角", "数量": "4", "单位": "次", "出动人次": "120"}
E15 = {
    "城市牛皮癣": "张",
    "死角垃圾": "次",
    "施工遗留": "车",
    "白色污染": "次",
    "疏通": "个",
    "垃圾门": "个",
    "分类桶": "个",
    "违建": "㎡",
    "绿化": "㎡",
    "草皮": "㎡",
    "乔木": "株",
}
STALL = {"收费日期": "2026-10-01", "区域": "东区", "收费金额": "566", "收据号": "0012301"}
BUILD = {"发现日期": "2026-10-08", "违建地点": "安和苑3栋楼前", "违建种类": "棚架", "违建面积": "12"}
LAND = {
    "启动日期": "2026-03-01",
    "征拆工程": "环湖路",
    "征拆项目": "协议",
    "总数": "254",
    "完成数": "155",
    "单位": "户",
}
ROAD = {"立项日期": "2026-03-10", "项目名称": "村道硬化", "建设任务": "设施", "完成期限": "2026-10-15"}


def test_S66_R20_the_share_of_clean_places_and_of_streets_that_are_kept(desk: FieldStore) -> None:
    kept = {"应保洁路段": "50", "已保洁路段": "48"}
    desk.add(
        "sanitation", CHECK | kept | {"检查处数": "60", "整洁处数": "57"}, CHECK | {"检查处数": "40", "整洁处数": "30"}
    )

    desk.says("2026-10", sanitation_checks=2, sanitation_clean_rate=Decimal(87), sanitation_sweeping_rate=Decimal(96))
    assert desk.figure("sanitation_clean_rate", "2026-10").light == "yellow"
    assert desk.figure("sanitation_sweeping_rate", "2026-10").light == "yellow"


def test_S66_R21_two_sweeps_a_day_and_no_rubbish_left_overnight(desk: FieldStore) -> None:
    swept = {"日期": "2026-10-12", "种类": "清扫"}
    desk.add(
        "sanitation",
        swept | {"清扫遍数": "2", "垃圾日产日清": "是"},
        swept | {"日期": "2026-10-13", "清扫遍数": "1", "垃圾日产日清": "否"},
        swept | {"日期": "2026-10-14", "清扫遍数": "3", "垃圾日产日清": "是"},
        swept | {"日期": "2026-10-15"},
    )

    assert round(desk.figure("sanitation_two_sweeps_rate", "2026-10").value or 0, 1) == Decimal("66.7")
    desk.says("2026-10", sanitation_two_sweeps=2, sanitation_sweep_days=3, sanitation_cleared_days=2)


def test_S66_what_is_not_cleaned_up_in_time_is_reported_to_the_city_office(desk: FieldStore) -> None:
    [id] = desk.add("sanitation", CHECK | {"发现问题": "店外堆放", "整改期限": "2026-10-16"})
    assert desk.clocks(id) == {
        "卫生整改": ("overdue", date(2026, 10, 16)),
        "上报城管": ("overdue", date(2026, 10, 21)),
    }

    desk.edit(id, 上报城管日期="2026-10-27")
    desk.says("2026-10", sanitation_ordered=1, sanitation_fixed=0, sanitation_reported=1)
    assert {state for state, _due in desk.clocks(id).values()} == {"done"}


def test_S66_R22_the_six_disorders_are_counted_kind_by_kind(desk: FieldStore) -> None:
    words = ("停放", "搭建", "涂画", "堆占", "扯挂", "摆摊")
    assert [word for word in words if codelists()["six_disorder"].title_of(word) is None] == []
    mended = {"日期": "2026-10-20", "种类": "六乱整治"}
    desk.add(
        "sanitation",
        mended | {"六乱种类": "停放", "清理处数": "6"},
        mended | {"六乱种类": "乱堆乱放", "清理处数": "3"},
        mended | {"六乱种类": "乱停乱放", "清理处数": "2"},
    )

    found = desk.figure("sanitation_disorder_spots", "2026-10").slices["disorder"]
    assert {title: views.value for title, views in found.items()} == {"乱停放": 8, "乱堆占": 3}


def test_S66_S69_story_36_ads_corners_and_people_of_both_ledgers_together(desk: FieldStore) -> None:
    clean_up = {"日期": "2026-10-20", "种类": "大扫除", "参加人次": "86"}
    desk.add("sanitation", ADS, ADS | {"日期": "2026-10-21", "清理处数": "15", "清理张数": ""}, clean_up)
    desk.add("cleanup", CORNERS)

    desk.says("2026-10", sanitation_ad_spots=50, sanitation_ad_sheets=420, sanitation_sweep_ups=1)
    desk.says("2026-10", cleanup_corners=4, cleanup_corner_people=120, environment_people=206)
    assert desk.figure("environment_people", "2026-10").measure.unit == "人次"


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (CHECK | {"检查处数": "10", "整洁处数": "11"}, "E-at-most", "不能多于检查处数"),
        (CHECK | {"检查处数": "10"}, "E-together", "一起填"),
        (CHECK | {"应保洁路段": "5", "已保洁路段": "6"}, "E-at-most", "不能多于应保洁"),
        (CHECK | {"整改期限": "2026-10-01"}, "E-order", "不能早于"),
        ({"日期": "2026-10-12", "种类": "大扫除"}, "D-require", "参加人次"),
        ({"日期": "2026-10-12", "种类": "六乱整治"}, "D-require", "哪一乱"),
        ({"日期": "2026-10-12", "种类": "清理广告"}, "D-require", "多少处"),
        (CHECK | {"当场劝改": "是", "整改期限": "2026-10-20"}, "D-forbid", "不用再写"),
    ],
)
def test_a_sanitation_record_that_cannot_be_so_is_refused(desk: FieldStore, row: Row, code: str, said: str) -> None:
    assert said in desk.why_not("sanitation", row)[code]


@pytest.mark.parametrize(("item", "unit"), E15.items())
def test_S69_E15_an_item_has_its_own_unit(desk: FieldStore, item: str, unit: str) -> None:
    row = {"整治日期": "2026-10-14", "整治项目": item, "数量": "2", "单位": unit, "出动人次": "9"}
    desk.add("cleanup", row)

    wrong = "户" if unit == "车" else "车"
    assert desk.why_not("cleanup", row | {"单位": wrong}).keys() & {"E-condition", "E-enum"}


def test_S69_F12_an_approximate_number_keeps_its_word(desk: FieldStore) -> None:
    [id] = desk.add(
        "cleanup",
        {"整治日期": "2026-10-14", "整治项目": "小广告", "数量": "3500", "单位": "张", "约数": "多"},
        CORNERS,
        CORNERS | {"整治项目": "白色垃圾", "出动人次": "1000"},
        {"整治日期": "2026-10-15", "整治项目": "分类桶", "数量": "20", "单位": "个", "约数": "余"},
        {"整治日期": "2026-10-15", "整治项目": "草皮", "数量": "1441", "单位": "平方米"},
        {"整治日期": "2026-10-15", "整治项目": "植树", "数量": "702", "单位": "棵", "费用": "35100"},
    )[:1]

    values = desk.store.record(id).values
    assert (values["quantity"], values["about"]) == (3500, "多")
    desk.says("2026-10", cleanup_ads=3500, cleanup_corners=4, cleanup_white=4, cleanup_trees=702, cleanup_turf=1441)
    desk.says("2026-10", cleanup_white_people=1000, cleanup_people=1120, cleanup_spent=Decimal("35100.00"))
    desk.says("2026-10", cleanups=6, cleanup_approximate=2)


def test_S69_people_of_corners_are_asked_for(desk: FieldStore) -> None:
    assert "出动人次" in desk.why_not("cleanup", {**CORNERS, "出动人次": ""})["D-require"]


def test_S67_story_37_two_days_1166_yuan_and_the_receipts_of_it(desk: FieldStore) -> None:
    second = STALL | {
        "收费日期": "2026-10-02",
        "收费金额": "600",
        "收据号": "0012302",
        "摊位数": "12",
        "每个摊位收费": "50",
    }
    [first, later] = desk.add("stall", STALL, second)

    desk.says("2026-10", stall_fees=Decimal("1166.00"), stall_days=2, stall_receipts=2, stall_kept=Decimal("1166.00"))
    assert desk.clocks(first)["上缴"] == ("overdue", date(2026, 10, 13))
    desk.edit(later, 上缴日期="2026-10-09")
    desk.says("2026-10", stall_handed_in=Decimal("600.00"), stall_kept=Decimal("566.00"))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"收费日期": "2026-10-02"}, "E-unique", "这张收据"),
        ({"收据号": "9", "摊位数": "10", "每个摊位收费": "50"}, "E-product", "摊位数×每个摊位收费"),
        ({"收据号": ""}, "E-required", ""),
    ],
)
def test_S67_a_fee_that_its_receipt_does_not_bear_out_is_refused(
    desk: FieldStore, change: Row, code: str, said: str
) -> None:
    desk.add("stall", STALL)

    assert said in desk.why_not("stall", STALL | change)[code]


def test_S70_from_finding_to_green(desk: FieldStore) -> None:
    [id] = desk.add("illegal_build", BUILD)
    assert desk.clocks(id) == {"告知": ("overdue", date(2026, 10, 12))}
    with pytest.raises(StateRefused, match="已告知"):
        desk.advance(id, "已拆除")

    desk.advance(id, "已告知", 告知日期="2026-10-10")
    assert desk.clocks(id)["拆除"] == ("overdue", date(2026, 10, 25))
    desk.says("2026-10", illegal_open=1, illegal_removal_rate=Decimal(0))
    desk.advance(id, "已拆除", 拆除面积="12", 拆除日期="2026-10-20")
    assert desk.clocks(id)["复绿"] == ("open", date(2026, 12, 19))
    desk.advance(id, "已复绿", 拆后利用="绿化", 复绿面积="10")
    desk.says("2026-10", illegal_found=1, illegal_removed=1, illegal_removed_area=12, illegal_green_area=10)
    desk.says("2026-10", illegal_open=0, illegal_removal_rate=Decimal(100))


def test_S70_what_stands_on_is_handed_over_and_no_longer_our_deadline(desk: FieldStore) -> None:
    told = {"状态": "已告知", "告知日期": "2026-10-09", "拆除期限": "2026-10-19"}
    [id] = desk.add("illegal_build", BUILD | told)
    assert desk.clocks(id)["拆除"] == ("overdue", date(2026, 10, 19))

    desk.advance(id, "已移交城管")
    assert "拆除" not in desk.clocks(id)
    desk.says("2026-10", illegal_handed_over=1, illegal_open=1)
    assert "移交日期" in desk.why_not("illegal_build", BUILD | {"状态": "已移交城管"})["E-require"]


def test_S71_story_39_155_of_254_households_are_61_0_per_cent(desk: FieldStore) -> None:
    trees = {
        "征拆项目": "树木",
        "总数": "1200",
        "完成数": "900",
        "单位": "株",
        "存在问题": "两处树木权属不清，等待确认",
    }
    [agreements, *_others] = desk.add(
        "acquisition",
        LAND | {"完成期限": "2026-10-20", "上门次数": "310"},
        LAND | trees,
        LAND | {"征拆工程": "学校", "总数": "10", "完成数": "10", "结项日期": "2026-09-30"},
    )

    desk.says("2026-10", acquisition_agreements_total=254, acquisition_agreements_done=155, acquisition_rows_late=2)
    rate = desk.figure("acquisition_agreements_rate", "2026-10")
    assert round(rate.value or 0, 1) == Decimal("61.0")
    desk.says("2026-10", acquisition_trees_rate=Decimal(75), acquisition_visits=310)
    assert desk.figure("acquisition_agreements_rate", "2026-08").slices["project"]["学校"].value == 100
    assert desk.clocks(agreements) == {"征拆限期": ("overdue", date(2026, 10, 20))}
    desk.edit(agreements, 完成数="254")
    assert desk.clocks(agreements) == {}


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"完成数": "255"}, "E-at-most", "不能大于总数"),
        ({"单位": "株"}, "E-condition", "单位是户"),
        ({"完成期限": "2026-01-01"}, "E-order", "不能早于"),
    ],
)
def test_S71_progress_that_cannot_be_so_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("acquisition", LAND | change)[code]


def test_S71_an_item_of_a_project_has_one_row(desk: FieldStore) -> None:
    desk.add("acquisition", LAND)

    assert "进度改在那一行" in desk.why_not("acquisition", LAND | {"完成数": "160"})["E-unique"]


def test_S72_R61_a_project_is_accepted_before_it_is_rewarded(desk: FieldStore) -> None:
    funds: Row = {
        "资金来源": [{"来源": "区级财政", "金额": "50000"}, {"来源": "社区", "金额": "30000"}],
        "投资": "80000",
    }
    [id] = desk.add("project", ROAD | funds | {"应得奖补": "30000"})
    assert desk.clocks(id) == {"完工验收": ("overdue", date(2026, 10, 15))}
    with pytest.raises(StateRefused, match="实施中"):
        desk.advance(id, "已奖补")

    desk.advance(id, "实施中", 开工日期="2026-04-01", 形象进度="60")
    desk.says("2026-09", projects_active=1, project_invested=0)
    desk.advance(id, "已验收", 验收结果="合格", 验收日期="2026-10-20")
    assert desk.clocks(id)["奖补"] == ("open", date(2026, 12, 19))
    desk.advance(id, "已奖补", 实得奖补="30000")
    desk.says("2026", projects=1, projects_accepted=1, projects_rewarded=1, project_reward=Decimal("30000.00"))
    desk.says("2026-03", project_invested=Decimal("80000.00"))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"投资": "80000", "资金来源": [{"来源": "社区", "金额": "30000"}]}, "E-total", "各来源金额之和"),
        ({"形象进度": "120"}, "E-percent", ""),
        ({"投资": "80000", "已用资金": "90000"}, "D-at-most", "超过投资"),
        ({"状态": "已验收", "开工日期": "2026-04-01"}, "E-require", "验收日期和结果"),
        ({"状态": "已奖补", "验收结果": "不合格", "奖补日期": "2026-09-01"}, "E-forbid", "不能奖补"),
        ({"应得奖补": "3", "实得奖补": "4"}, "D-at-most", "多于应得"),
    ],
)
def test_S72_a_project_whose_money_does_not_add_up_is_refused(
    desk: FieldStore, change: Row, code: str, said: str
) -> None:
    assert said in desk.why_not("project", ROAD | change)[code]


def test_S72_R60_two_cleaners_for_every_group(desk: FieldStore) -> None:
    desk.add(
        "project",
        ROAD
        | {"建设任务": "环境", "建设内容": "改厕、绿化", "村民小组数": "5", "保洁员人数": "9", "建设阶段": "第三阶段"},
        ROAD | {"村民小组数": "3", "保洁员人数": "6"},
    )

    desk.says("2026", project_groups=8, project_cleaners=15, project_toilets=1, project_toilets_done=0)
    per_group = desk.figure("project_cleaners_per_group", "2026")
    assert round(per_group.value or 0, 2) == Decimal("1.88")
    assert desk.figure("projects", "2026").slices["phase"]["组织实施"].value == 1


def test_S66_R20_S69_R23_S68_R14_rates_from_the_totals_of_surveys(desk: FieldStore) -> None:
    def total(item: str, number: str) -> Row:
        return {"月份": "2026-06", "汇总项目": item, "数量": number}

    desk.add("tally", total("卫生法规抽查", "200"), total("卫生法规知晓", "190"))
    desk.add("tally", total("单位和小区用地", "50000"), total("单位和小区绿地", "16000"))
    desk.add("tally", total("绿色生活调查户数", "150"), total("使用无磷洗涤用品", "150"), total("使用节能电器", "15"))
    desk.add("tally", total("城市社区总数", "20"), total("达标绿色社区", "13"))

    desk.says(
        "2026-06", tally_law_known_rate=Decimal(95), tally_green_rate=Decimal(32), tally_eco_appliance_rate=Decimal(10)
    )
    desk.says("2026-06", tally_no_phosphate_rate=Decimal(100), tally_green_community_rate=Decimal(65))
    lights = {name: desk.figure(name, "2026-06").light for name in ("tally_law_known_rate", "tally_green_rate")}
    assert lights == {"tally_law_known_rate": "yellow", "tally_green_rate": "green"}
