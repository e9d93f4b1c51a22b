"""劳动力情况 (S50), 事故伤害统计 (S22) and 汇总表核对 (S09, S39): counts only, and no count that contradicts another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fieldstore import FieldStore, Row, ledgers

from shequ_cli.documents.phrases import yoy

LABOUR = {"月份": "2026-09", "已就业": "1347", "失业": "25"}
WHOLE = LABOUR | {
    "劳动力总数": "2579",
    "城镇劳动力": "1390",
    "农村劳动力": "1189",
    "非经济人口": "10",
    "无劳动能力": "8",
}
ACCIDENT = {"月份": "2026-09", "类型": "交通", "起数": "3"}
SHEET: Row = {"填表日期": "2026-03-02", "表名": "2月发放汇总", "所属期": "2026-02"}


def line(item: str, number: str, unit: str, amount: str, standard: str = "") -> Row:
    return {"项目": item, "数量": number, "单位": unit, "标准": standard, "金额": amount}


LINES = [
    line("临时救助", "12", "人", "15000", "1250"),
    line("走访慰问", "7", "户", "4430"),
    line("残疾慰问", "2", "人", "1600", "800"),
]


def sheet(**declared: str) -> Row:
    return {**SHEET, "明细": [dict(each) for each in LINES], **declared}


def test_S50_R13_the_employment_rate_is_employed_over_employed_and_unemployed(desk: FieldStore) -> None:
    desk.add("labour", WHOLE, WHOLE | {"月份": "2026-10", "失业": "15", "非经济人口": "20"})

    rate = desk.figure("labour_employment_rate", "2026-09").value
    assert rate is not None
    assert round(rate, 2) == Decimal("98.18")  # 1347 ÷ 1372
    desk.says("2026-09", labour_urban=1390, labour_rural=1189, labour_total=2579)
    desk.says("2026-10", labour_employed=1347, labour_unemployed=15, labour_active=1362)
    desk.says("2026Q3", labour_employed=1347, labour_active=1372)
    assert "不进分母" in desk.figure("labour_employment_rate", "2026-09").measure.note


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"就业率": "98.97"}, "E-rate", "就业率＝已就业÷（已就业＋失业）（依据：R13）"),
        ({"就业率": "101"}, "E-percent", "不能超过 100"),
        ({"劳动力总数": "2580"}, "E-sum", "劳动力总数＝城镇＋农村"),
        ({"无劳动能力": "9"}, "E-sum", "城镇劳动力＝已就业"),
        ({"农村劳动力": ""}, "E-together", "没有的写 0"),
        ({"失业": ""}, "E-required", ""),
    ],
)
def test_S50_a_month_of_labour_that_contradicts_itself_is_refused(
    desk: FieldStore, change: Row, code: str, said: str
) -> None:
    assert desk.why_not("labour", WHOLE) == {}
    assert said in desk.why_not("labour", WHOLE | change)[code]


def test_S50_a_month_is_reported_once(desk: FieldStore) -> None:
    desk.add("labour", LABOUR)

    assert "这个月的劳动力情况已经填过" in desk.why_not("labour", LABOUR | {"失业": "24"})["E-period"]


def test_S22_counts_by_kind_are_compared_with_last_year(desk: FieldStore) -> None:
    rows = [("2025-09", "交通", "5"), ("2025-09", "火灾", "0"), ("2026-09", "交通", "3"), ("2026-09", "火灾", "1")]
    desk.add("accident", *({"月份": month, "类型": kind, "起数": n} for month, kind, n in rows))

    traffic = desk.figure("accidents_traffic", "2026-09")
    assert (traffic.value, traffic.last_year, traffic.yoy.value) == (3, 5, Decimal(-40))
    desk.says("2026-09", accidents=4, accidents_fire=1)


def test_S22_R16_a_last_year_of_nothing_is_printed_as_such(desk: FieldStore) -> None:
    desk.add("accident", ACCIDENT | {"类型": "火灾", "上年同期": "0", "同比": "上年同期为0"})
    desk.add("accident", ACCIDENT | {"月份": "2025-09", "类型": "火灾", "起数": "0"})

    assert yoy(desk.figure("accidents_fire", "2026-09")) == "上年同期为0"


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"上年同期": "5", "同比": "-50"}, "E-change", "应等于（起数－上年同期起数）÷上年同期起数（依据：R16）"),
        ({"上年同期": "0", "同比": "100"}, "E-change", "上年同期起数为 0，没有增减百分比"),
        ({"同比": "-40"}, "E-required", "无从核对"),
        ({"起数": "-1"}, "E-range", ""),
    ],
)
def test_S22_a_change_that_does_not_follow_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("accident", ACCIDENT | change)[code]


def test_S22_a_change_that_follows_passes_and_a_kind_is_counted_once_a_month(desk: FieldStore) -> None:
    desk.add("accident", ACCIDENT | {"上年同期": "5", "同比": "-40"}, ACCIDENT | {"类型": "火灾", "起数": "0"})

    assert "这一类这个月已经填过" in desk.why_not("accident", ACCIDENT | {"起数": "4"})["E-period"]


def test_S22_S50_nobody_is_named_and_no_field_is_about_a_person() -> None:
    for name in ("accident", "labour", "statement"):
        assert {field.privacy for field in ledgers()[name].fields if field.name != "note"} == {"public"}


def test_S09_S39_a_sheet_whose_totals_agree_is_kept_with_households_and_persons_apart(desk: FieldStore) -> None:
    (id,) = desk.add("statement", sheet(项数="3", 人数合计="14", 户数合计="7", 金额合计="21030"))

    assert desk.store.record(id).values["persons"] == 14
    desk.says("2026-03", statements=1)


@pytest.mark.parametrize(
    ("declared", "code", "said"),
    [
        ({"人数合计": "21"}, "E-mixed-units", "加进了单位为户的 1 项，共 7"),
        ({"户数合计": "21"}, "E-mixed-units", "加进了单位为人的 2 项，共 14"),
        ({"人数合计": "15"}, "E-total", "应等于明细里数量之和（单位为人）"),
        ({"金额合计": "21031"}, "E-total", "应等于明细里金额之和"),
        ({"项数": "4"}, "E-count", "明细里有 3 项"),
        ({"统计起": "2026-02-28", "统计止": "2026-02-01"}, "E-order", "依次不早于"),
    ],
)
def test_S09_a_total_that_the_lines_contradict_is_refused(
    desk: FieldStore, declared: dict[str, str], code: str, said: str
) -> None:
    assert said in desk.why_not("statement", sheet(**declared))[code]


def test_S39_a_line_whose_amount_does_not_follow_and_a_number_without_unit_are_found(desk: FieldStore) -> None:
    wrong = {**SHEET, "明细": [line("临时救助", "12", "人", "15001", "1250"), {"项目": "慰问", "数量": "3"}]}

    assert set(desk.why_not("statement", wrong)) == {"E-product", "E-together"}


def test_S09_a_quarter_of_one_item_stands_once(desk: FieldStore) -> None:
    """L05: third and fourth quarter both said 第一季度."""
    twice = {
        **SHEET,
        "明细": [{"项目": "低保金", "期别": "2025Q1", "金额": "3"}, {"项目": "低保金", "期别": "2025Q1", "金额": "4"}],
    }

    assert "与第1项相同" in desk.why_not("statement", twice)["E-period"]
