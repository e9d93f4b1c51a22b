"""Real figures (figures.yaml): every relation that is true is reproduced, every one that is false is a problem of its own kind.

Each kind of contradiction is shown once more with an example that is not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fieldstore import FieldStore
from figurestore import FIGURES, PROVEN, TODAY, FigureStore, Said, proves

from clerk import Shell
from shequ_cli.words.record import Raw

TOLD = "round((frail[1]-frail[0])/frail[0]*100)==-50"
F02, F06, F12, F16, F24, F26 = (FIGURES[name]["data"] for name in ("F02", "F06", "F12", "F16", "F24", "F26"))


@pytest.fixture
def store(tmp_path: Path) -> FigureStore:
    """A store with nothing in it."""
    root = tmp_path / "库"
    assert Shell(root)("init", str(root), "--name", "幸福社区居民委员会", "--no-commit", today=TODAY).code == 0
    return FigureStore(root)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_the_copied_figures_say_of_each_relation_what_arithmetic_says(figure: Mapping[str, Any]) -> None:
    """A misprint in our copy would make the rest of this file prove something else."""
    for relation in figure["rel"]:
        names = dict(figure["data"]) | {"__builtins__": {"round": round, "sum": sum}}
        assert bool(eval(relation["e"], names)) is relation["ok"], relation["e"]


# F02: the sheet of February's payments

UNITS = {"dibao": "户", "hard_visit": "户", "martyr": ""}
SHEET: dict[str, Raw] = {"填表日期": "2026-03-02", "表名": "2月社会事务发放汇总", "所属期": "2026-02"}
EACH = {
    "rent": 1620,
    "temp": 1250,
    "db_spring": 500,
    "low_spring": 400,
    "disab_q4": 660,
    "heavy": 600,
    "disab_visit": 800,
}


def lines_of_february() -> Iterator[dict[str, Raw]]:
    """Each kind of payment with its number, unit, standard where all got the same, and amount."""
    for name, given in F02.items():
        amount, number = given if isinstance(given, list) else (given, None)
        line: dict[str, Raw] = {"项目": name, "金额": str(amount)}
        if number:
            line |= {"数量": str(number), "单位": UNITS.get(name, "人")}
        if name in EACH:
            line["标准"] = str(EACH[name])
        yield line


def february(**declared: str) -> dict[str, Raw]:
    return {**SHEET, "明细": list(lines_of_february()), **declared}


@proves(
    "F02",
    "rent[0]/rent[1]==1620",
    "temp[0]/temp[1]==1250",
    "db_spring[0]/db_spring[1]==500",
    "low_spring[0]/low_spring[1]==400",
    "disab_q4[0]/disab_q4[1]==660",
    "heavy[0]/heavy[1]==600",
    "disab_visit[0]/disab_visit[1]==800",
)
def test_F02_S39_every_standard_times_its_number_is_its_amount(store: FigureStore) -> None:
    store.put("statement", february())
    assert store.check() == []
    for name, standard in EACH.items():
        wrong = [line | ({"标准": str(standard + 1)} if line["项目"] == name else {}) for line in lines_of_february()]
        store.put("statement", {**SHEET, "明细": list(wrong)})
        ((code, field, right, _why),) = store.check()
        assert (code, field, Decimal(right)) == ("E-product", "lines.amount", (standard + 1) * F02[name][1])


@proves(
    "F02",
    "round(sum(v[0] for v in [rent,dibao,major,basic,temp,disab_visit,hard_visit,db_spring,low_spring,disab_q4,heavy])+martyr,2)"
    "==113095.78",
    "sum(v[1] for v in [rent,major,basic,temp,disab_visit,db_spring,low_spring,disab_q4,heavy])==161",
)
def test_F02_S39_the_sheets_totals_are_113095_78_yuan_161_persons_and_9_households(store: FigureStore) -> None:
    store.put("statement", february(金额合计="113095.78", 人数合计="161", 户数合计="9", 项数="12"))
    assert store.check() == []
    store.put("statement", february(金额合计="113095.87", 人数合计="162", 户数合计="9", 项数="11"))
    found = {(code, field, right) for code, field, right, _why in store.check()}
    assert found == {
        ("E-total", "amount", "113095.78"),
        ("E-total", "persons", "161"),
        ("E-count", "items", "12"),
    }


@pytest.mark.parametrize("persons", ["170", "163", "168"])
def test_F02_households_added_to_persons_are_a_problem_of_their_own(store: FigureStore, persons: str) -> None:
    """All 9 households, the 2 of 低保金 or the 7 visited were added to the 161 persons."""
    store.put("statement", february(人数合计=persons))
    assert [(each.code, each.suggestion) for each in store.check()] == [("E-mixed-units", "161")]


def test_households_and_persons_are_not_added_in_any_other_sheet_either(store: FigureStore) -> None:
    lines = [{"项目": "入户宣传", "数量": "30", "单位": "户"}, {"项目": "参加讲座", "数量": "85", "单位": "人"}]
    store.put("statement", {"填表日期": "2026-05-06", "表名": "宣传月小结", "明细": [*lines], "人数合计": "115"})
    ((code, _field, right, why),) = store.check()
    assert (code, right, "单位为户的 1 项，共 30" in why) == ("E-mixed-units", "85", True)


# F05: archives

ARCHIVE: dict[str, Raw] = {"盘点日期": "2008-07-20", "所属年度": "2001-2007", "总件数": "575"}
KEPT: dict[str, Raw] = {"永久": "37", "长期": "380", "短期": "158"}


@proves("F05", "permanent+long+short==total")
def test_F05_S08_what_is_kept_for_each_term_adds_up_to_the_whole(store: FigureStore) -> None:
    store.put("archive", ARCHIVE | KEPT)
    assert store.check() == []
    store.put("archive", ARCHIVE | KEPT | {"长期": "308", "盘点日期": "2008-07-21"})
    ((code, field, right, _why),) = store.check()
    assert (code, field, right) == ("E-sum", "total", "503")


def test_F05_L09_training_before_the_work_began_and_a_document_of_the_future_are_out_of_order(
    store: FigureStore,
) -> None:
    """Sorting began in 2008-07, the training for it was in 2008-05, and a document of 2017 is cited."""
    store.define(
        "sorting",
        """
title: 整理过程
x-ledger: {date: begun}
type: object
properties:
  based_on: {title: 依据文件成文, type: string, format: month}
  begun: {title: 开始整理, type: string, format: month}
  trained: {title: 培训, type: string, format: month}
  reported: {title: 自查汇报, type: string, format: month}
unevaluatedProperties: false
x-checks:
  - {order: [begun, trained, reported]}
  - {order: [based_on, reported]}
""",
    )
    store.put("sorting", {"依据文件成文": "2017-01", "开始整理": "2008-07", "培训": "2008-05", "自查汇报": "2008-12"})
    assert [(each.code, each.field) for each in store.check()] == [("E-order", "trained"), ("E-order", "reported")]


def test_dates_out_of_order_are_found_in_every_ledger_that_says_so(store: FigureStore) -> None:
    store.put("archive", ARCHIVE | {"整理日期": "2008-07-01", "归档日期": "2008-06-30"})
    store.put(
        "case",
        {
            "受理日期": "2026-03-12",
            "纠纷类型": "邻里纠纷",
            "摘要": "楼上漏水",
            "状态": "受理",
            "发生日期": "2026-03-13",
        },
    )
    assert sorted(store.codes()) == ["E-order", "E-order"]


# F06: labour force

LABOUR: dict[str, Raw] = {
    "月份": "2026-09",
    "劳动力总数": "3982",
    "城镇劳动力": "2793",
    "农村劳动力": "1189",
    "已就业": "1347",
    "非经济人口": "1418",
    "失业": "25",
    "无劳动能力": "27",
    "4050人员": "109",
    "就业率": "98.97",
}


@proves(
    "F06",
    "urban+rural==labour",
    "employed+inactive+unemployed+disabled==urban",
    "employed+inactive+unemployed+disabled-urban==24",
    "round(employed/(employed+unemployed)*100,2)==rate",
    "round(employed/(employed+unemployed)*100,2)==98.18",
)
def test_F06_S50_R13_parts_that_do_not_sum_and_a_rate_that_does_not_follow_are_two_problems(store: FigureStore) -> None:
    store.put("labour", LABOUR)
    found = {each.field: each for each in store.check()}
    assert {field: each.code for field, each in found.items()} == {"urban": "E-sum", "employment_rate": "E-rate"}
    assert int(found["urban"].suggestion) - F06["urban"] == 24
    assert found["employment_rate"].suggestion == "98.18"
    store.put("labour", LABOUR | {"月份": "2026-10", "劳动力总数": "3983"}, start=2)
    assert "labour" in {each.field for each in store.check()}, "城镇 and 农村 do add up to 3982"


@proves("F06", "round((employed+inactive)/urban*100,2)==99.0", "round((urban-unemployed)/urban*100,2)==99.10")
def test_F06_no_other_formula_gives_98_97_either(store: FigureStore) -> None:
    store.put("labour", LABOUR)
    asked = "select round((已就业+非经济人口)*100.0/城镇劳动力, 2), round((城镇劳动力-失业)*100.0/城镇劳动力, 2) from 劳动力情况"
    assert store.query(asked) == [[99.0, 99.1]]
    assert str(F06["rate"]) not in str(store.query(asked))


@proves("F06", "hukou+floating==8677")
def test_F06_S10_registered_and_floating_make_up_the_population(store: FigureStore) -> None:
    people: dict[str, Raw] = {"截止日期": "2026-09-30", "总户数": "3100", "户籍人口": "5625", "流动人口": "3052"}
    store.put("snapshot", people | {"总人口": "8677"})
    assert store.check() == []
    store.put("snapshot", people | {"总人口": "8667"})
    assert [(each.code, each.suggestion) for each in store.check()] == [("E-sum", "8677")]


def test_a_rate_that_does_not_follow_is_found_in_a_ledger_of_ones_own(store: FigureStore) -> None:
    """Not in the file: 41 of 48 households answered, 90% were written."""
    store.define(
        "answered",
        """
title: 问卷回收
x-ledger: {date: day, storage: csv}
type: object
properties:
  day: {title: 日期, type: string, format: date}
  sent: {title: 发出, type: integer}
  back: {title: 收回, type: integer}
  rate: {title: 回收率, type: number, x-unit: "%"}
unevaluatedProperties: false
x-checks:
  - {rate: {rate: {of: [back], to: [sent]}}}
  - {percent: [rate]}
""",
    )
    store.put("answered", {"日期": "2026-05-01", "发出": "48", "收回": "41", "回收率": "90"})
    assert [(each.code, each.suggestion) for each in store.check()] == [("E-rate", "85")]


def test_L06_a_percentage_over_100_is_a_problem_of_its_own(store: FigureStore) -> None:
    """001§9 asks for 100%以上."""
    store.put("labour", {"月份": "2026-09", "已就业": "120", "失业": "0", "就业率": "120"})
    assert sorted(store.codes()) == ["E-percent", "E-rate"]


# F12: environment

CLEANED: tuple[dict[str, Raw], ...] = (
    {"整治日期": "2026-06-30", "整治项目": "城市牛皮癣", "数量": "3500", "单位": "张", "约数": "多"},
    {"整治日期": "2026-06-30", "整治项目": "死角垃圾", "数量": "4", "单位": "次", "出动人次": "120"},
    {"整治日期": "2026-06-30", "整治项目": "施工遗留", "数量": "100", "单位": "车", "约数": "余"},
    {"整治日期": "2026-06-30", "整治项目": "白色污染", "数量": "4", "单位": "次", "出动人次": "1000"},
    {"整治日期": "2026-06-30", "整治项目": "违建", "数量": "2000", "单位": "㎡"},
    {"整治日期": "2026-06-30", "整治项目": "绿化", "数量": "1525", "单位": "㎡"},
    {"整治日期": "2026-06-30", "整治项目": "草皮", "数量": "1441", "单位": "㎡"},
)


@proves("F12", "corners[1]/corners[0]==30", "white[1]/white[0]==250")
def test_F12_S69_people_per_round_follow_from_rounds_and_people(store: FigureStore) -> None:
    store.put("cleanup", *CLEANED)
    assert store.check() == []
    asked = "select 整治项目, 出动人次*1.0/数量 from 环境整治 where 出动人次 is not null order by 1"
    assert store.query(asked) == [["死角垃圾", 30.0], ["白色污染", 250.0]]


@proves("F12", "turf_m2<=green_m2", "green_m2<=removed_m2")
def test_F12_turf_is_part_of_the_green_and_the_green_stands_where_something_was_removed(store: FigureStore) -> None:
    store.define(
        "green",
        """
title: 拆违还绿
x-ledger: {date: day}
type: object
properties:
  day: {title: 日期, type: string, format: date}
  removed: {title: 拆违, type: number, x-unit: ㎡}
  green: {title: 还绿, type: number, x-unit: ㎡}
  turf: {title: 草皮, type: number, x-unit: ㎡}
unevaluatedProperties: false
x-checks:
  - {at_most: [turf, green, removed]}
""",
    )
    area: dict[str, Raw] = {
        "日期": "2026-06-30",
        "草皮": str(F12["turf_m2"]),
        "还绿": str(F12["green_m2"]),
        "拆违": str(F12["removed_m2"]),
    }
    store.put("green", area)
    assert store.check() == []
    store.put("green", area | {"草皮": "1526"}, area | {"拆违": "1500"})
    assert [(each.code, each.field) for each in store.check()] == [("E-at-most", "turf"), ("E-at-most", "green")]


def test_F12_a_number_that_is_only_about_right_keeps_its_qualifier(store: FigureStore) -> None:
    """3500多张 is stored as 3500 and 多: never as text, never as exact."""
    store.put("cleanup", *CLEANED)
    asked = "select 数量, 单位, 约数 from 环境整治 where 约数 is not null order by 数量"
    assert store.query(asked) == [[100.0, "车", "余"], [3500.0, "张", "多"]]
    store.put("cleanup", CLEANED[0] | {"数量": "3500多"}, start=20)
    assert store.codes() == ["E-number"]


# F16: accidents

FRAIL: dict[str, Raw] = {"月份": "2026-09", "事故伤害类型": "老残儿", "起数": "48", "上年同期起数": "108"}


@proves("F16", "round((frail[1]-frail[0])/frail[0]*100,1)==-55.6", TOLD)
def test_F16_S22_R16_from_108_to_48_is_55_6_per_cent_less_and_not_50(store: FigureStore) -> None:
    store.put("accident", FRAIL | {"起数同比": "-55.6"})
    assert store.check() == []
    store.put("accident", FRAIL | {"月份": "2026-08", "起数同比": "-50"})
    assert [(each.code, each.suggestion) for each in store.check()] == [("E-change", "-56")]


@proves("F16", "frail[0]-frail[1]==60")
def test_F16_S22_the_difference_is_60(desk: FieldStore) -> None:
    desk.add(
        "accident",
        *({"月份": month, "类型": "老残儿", "起数": n} for month, n in (("2025-09", "108"), ("2026-09", "48"))),
    )
    assert desk.figure("accidents_frail", "2026-09").yoy.difference == -60


def test_F16_a_percentage_without_its_two_counts_cannot_be_verified_and_is_asked_for(store: FigureStore) -> None:
    store.put("accident", {"月份": "2026-09", "事故伤害类型": "治安", "起数": "9", "起数同比": "-50"})
    ((code, field, _right, why),) = store.check()
    assert (code, field, "无从核对" in why) == ("E-required", "last_year_count", True)


def test_a_change_that_does_not_follow_is_found_in_other_ledgers(store: FigureStore) -> None:
    """Not in the file: a promotion project of 40 falls that end at 26."""
    project: dict[str, Raw] = {
        "启动日期": "2026-01-05",
        "促进类别": "居家",
        "项目名称": "防跌倒",
        "状态": "实施中",
        "考核指标": "跌倒起数",
        "基线值": "40",
        "目标值": "30",
        "结果值": "26",
    }
    store.put("promotion", project | {"同比": "-35"})
    assert store.check() == []
    store.put("promotion", project | {"同比": "-65"})
    assert [(each.code, each.suggestion) for each in store.check()] == [("E-change", "-35")]


# F24: awards

AWARD = """
title: 奖金分配
x-ledger: {date: day}
type: object
properties:
  day: {title: 日期, type: string, format: date}
  award: {title: 奖金, type: number, x-money: true}
  share: {title: 比例, type: number}
  leader: {title: 负责人奖励, type: number, x-money: true}
unevaluatedProperties: false
x-checks:
  - {product: {leader: [award, share]}}
"""


@proves("F24", "[a*share for a in award]==[5000.0,3000.0,2500.0]")
def test_F24_S88_R04_a_leader_gets_five_per_cent_of_the_award(store: FigureStore) -> None:
    store.define("award", AWARD)
    for number, (award, leader) in enumerate(zip(F24["award"], ("5000", "3000", "2500"), strict=True), 1):
        row: dict[str, Raw] = {"日期": f"2026-01-{number:02}", "奖金": str(award), "比例": str(F24["share"])}
        store.put("award", row | {"负责人奖励": leader})
        assert store.check("award") == []
    store.put("award", {"日期": "2026-01-09", "奖金": "60000", "比例": "0.05", "负责人奖励": "3500"})
    assert [(each.code, each.suggestion) for each in store.check("award")] == [("E-product", "3000.00")]


@pytest.mark.parametrize(("place", "leader"), [(1, "5000.00"), (2, "3000.00")])
def test_F24_S88_the_shipped_award_reckons_the_same(store: FigureStore, place: int, leader: str) -> None:
    score: dict[str, Raw] = {
        "年度": "2026",
        "考评": "社会事业发展奖",
        "评分项": "年度社会事业得分",
        "评分日期": "2026-10-20",
        "评分方": "区县",
    }
    store.put("score", *(score | {"被评对象": f"第{n}镇", "评分": str(100 - n)} for n in range(1, 4)))
    bars = ("人口和计划生育", "社会治安综合治理", "环境保护和节能减排", "安全生产和重大事故风险", "党风廉政建设")
    looked = [score | {"考评": "评奖一票否决", "评分项": bar, "是否达到": "否"} for bar in bars]
    store.put("score", *(row | {"被评对象": f"第{n}镇"} for row in looked for n in range(1, 4)), start=10)
    found = store("assess", "社会事业发展奖", "2026", "--object", f"第{place}镇", "--json").json
    assert Decimal(found["award"]["leader_yuan"]) == Decimal(leader)


# F26: stars and ranks

STARS = """
title: 星级自评
x-ledger: {date: day}
type: object
properties:
  day: {title: 日期, type: string, format: date}
  stars: {title: 得星, type: integer}
  scores: {title: 评分, type: array, items: {title: 一项, type: object, properties: {score: {title: 得分, type: number}}}}
unevaluatedProperties: false
x-checks:
  - {count: {stars: {of: scores, at_least: {score: 9}}}}
"""
ASPECTS = (
    "创建理念",
    "办公设施",
    "班子团结",
    "居民自治",
    "民间组织",
    "社区服务",
    "实事工程",
    "主题活动",
    "文明祥和",
    "管理良好",
)


@proves("F26", "sum(x>=9 for x in s)==7", "sum(x>=9 for x in s)==10")
def test_F26_S85_seven_of_ten_are_stars_and_ten_declared_stars_are_contradicted_by_the_list(store: FigureStore) -> None:
    store.define("stars", STARS)
    scores: list[Raw] = [{"得分": str(score)} for score in F26["s"]]
    store.put("stars", {"日期": "2026-10-01", "得星": "7", "评分": scores})
    assert store.check() == []
    store.put("stars", {"日期": "2026-10-01", "得星": "10", "评分": scores})
    ((code, _field, right, why),) = store.check()
    assert (code, right, "得分不低于9的有 7 项" in why) == ("E-count", "7", True)


@proves("F26", "sum(x>=9 for x in s)>=7")
def test_F26_S85_R01_seven_stars_reach_the_standard_and_are_not_ten(store: FigureStore) -> None:
    row: dict[str, Raw] = {"年度": "2026", "考评": "十星级和谐社区", "评分日期": "2026-10-20", "评分方": "区县"}
    scored = zip(ASPECTS, F26["s"], strict=True)
    store.put("score", *(row | {"评分项": aspect, "评分": str(score)} for aspect, score in scored))
    found = store("assess", "十星级", "2026", "--json").json
    assert (found["score"], found["full"], found["title"]) == (7, 10, "达标")


@proves("F26", "round(cur*0.4+imp*0.6,2)==86.0")
def test_F26_S87_R03_third_place_now_and_second_in_progress_make_86(store: FigureStore) -> None:
    """Ten units, ten points a place: third is 80, second is 90."""
    values = {f"第{n}镇": (str(100 - n), str(90)) for n in range(1, 11)}  # progress is 9, 8, 7 … in the same order
    values["第3镇"] = ("97", "88.5")  # third now, and 8.5 better than last year: second
    row: dict[str, Raw] = {
        "考核年度": "2026",
        "考核指标": "垃圾分类准确率",
        "优劣方向": "越大越好",
        "上报日期": "2026-10-20",
    }
    store.put(
        "unit_indicator",
        *(row | {"被考核单位": name, "本年数": now, "上年数": last} for name, (now, last) in values.items()),
    )
    found = store("assess", "和谐城乡", "2026", "--object", "第3镇", "--json").json
    (work,) = [item for item in found["items"] if item["name"] == "工作实绩"]
    assert "实绩第3名、进步第2名，得86分" in work["why"]


# A declared count that the list contradicts, and a period named twice, as in the lints

GROUPS = """
title: 促进组织
x-ledger: {date: day}
type: object
properties:
  day: {title: 日期, type: string, format: date}
  number: {title: 专项组数, type: integer}
  groups: {title: 专项组, type: array, items: {title: 专项组, type: string}}
unevaluatedProperties: false
x-checks:
  - {count: {number: groups}}
"""
ELEVEN = ("交通", "治安", "居家", "学校", "消防", "工作场所", "建筑", "防灾", "老残儿", "农电", "宣传")


def test_L04_twelve_groups_of_which_eleven_are_listed(store: FigureStore) -> None:
    store.define("groups", GROUPS)
    store.put("groups", {"日期": "2026-03-01", "专项组数": "12", "专项组": list(ELEVEN)})
    assert store.check() == [Said("E-count", "number", "11", "专项组里有 11 项")]


def test_a_sheet_that_says_three_kinds_and_lists_two_is_found_too(store: FigureStore) -> None:
    store.put(
        "statement",
        {"填表日期": "2026-05-06", "表名": "五一慰问", "明细": [{"项目": "环卫"}, {"项目": "交警"}], "项数": "3"},
    )
    assert store.codes() == ["E-count"]


def test_L05_two_quarters_that_both_say_the_first_are_one_period_named_twice(store: FigureStore) -> None:
    """001§7: the sentences about 低保 of the third and the fourth quarter both say 第一季度."""
    returned: dict[str, Raw] = {"年度": "2025", "季度": "第一季度", "户数": "9", "人数": "14", "金额": "12852"}
    store.put("dibao_quarter", returned | {"填报日期": "2025-09-28"}, returned | {"填报日期": "2025-12-28"})
    ((code, _field, _right, why),) = store.check()
    assert (code, "季度是不是写错了" in why) == ("E-period", True)


def test_a_month_named_twice_in_one_sheet_or_in_two_records_is_found_too(store: FigureStore) -> None:
    lines = [{"项目": "低保金", "期别": "2026-01", "金额": "1"}, {"项目": "低保金", "期别": "2026-01", "金额": "2"}]
    store.put("statement", {"填表日期": "2026-03-02", "表名": "低保金汇总", "明细": [*lines]})
    store.put("accident", FRAIL, FRAIL | {"起数": "47"})
    assert sorted(each.code for each in store.check()) == ["E-period", "E-period"]


def test_every_relation_of_the_file_is_proven_by_a_test_here() -> None:
    relations = {(name, relation["e"]) for name, figure in FIGURES.items() for relation in figure["rel"]}
    assert len(relations) >= 30
    assert relations - PROVEN == set()
