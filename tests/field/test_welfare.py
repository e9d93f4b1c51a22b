"""救助慰问发放 (S39), 低保月度 (S38) and 走访探访 (S43): exact money, 户 and 人 apart, nobody named."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fieldstore import FieldStore, Row, ledgers

from shequ_cli.rules.privacy import Audience, masked_values

DATA = Path(__file__).parents[1] / "data"
PAID = {"发放日期": "2026-09-10", "种类": "临时救助", "金额": "1000"}
HOME = {"月份": "2026-09", "户编码": "DB-001", "户主": "滕立夏", "户内人数": "3", "保障人数": "2", "金额": "1100"}


def f02() -> Iterator[Row]:
    """2月社会事务发放 as the source has it (F02)."""
    with (DATA / "f02.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def test_S39_story_25_F02_is_reproduced_to_the_cent(desk: FieldStore) -> None:
    desk.add("relief", *f02())

    desk.says("2026-02", relief_paid=Decimal("113095.78"), relief_kinds=12, relief_payments=12)
    desk.says("2026-02", relief_persons=161, relief_households=9)
    desk.says("2026-02", relief_paid_persons=Decimal("107012.28"), relief_paid_households=Decimal("5858.50"))
    per_person = desk.figure("relief_per_person", "2026-02").value
    assert per_person is not None
    assert round(per_person, 2) == Decimal("664.67")


def test_F02_by_kind_says_what_the_source_says(desk: FieldStore) -> None:
    desk.add("relief", *f02())

    by_kind = {title: views.value for title, views in desk.figure("relief_paid", "2026-02").slices["kind"].items()}
    assert by_kind["大病医疗救助"] == Decimal("3359.40")
    assert by_kind["烈军属标准差"] == 225
    assert by_kind["春节一次性生活补贴（低保）"] == 34000
    desk.says("2026-02", relief_medical=Decimal("4652.28"), relief_disabled=Decimal(36400))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"计数单位": "户", "人数": "3"}, "E-require", "要填户数"),
        ({"计数单位": "人"}, "E-require", "要填人数"),
        ({"户数": "1", "人数": "3"}, "D-exclusive", "一行只按户或按人计数"),
        ({"计数单位": "人", "人数": "3", "标准": "500"}, "D-product", "标准×人数"),
        ({"金额": "1,2.3.4"}, "E-money", ""),
    ],
)
def test_a_payment_that_does_not_add_up_is_questioned(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("relief", PAID | change)[code]


def test_a_payment_needs_neither_a_name_nor_a_count(desk: FieldStore) -> None:
    desk.add("relief", {"发放日期": "2026-09-10", "种类": "优抚标准补差", "金额": "225"})

    desk.says("2026-09", relief_paid=Decimal(225), relief_persons=0, relief_households=0)


def test_S38_story_24_households_are_a_stock_and_money_a_flow(desk: FieldStore) -> None:
    second = HOME | {"户编码": "DB-002", "户内人数": "1", "保障人数": "1", "金额": "480.50"}
    gone = {"变动类型": "停发", "保障人数": "0", "金额": "0", "备注": "收入超过标准"}
    months = [
        row | {"月份": month}
        for month, rows in {
            "2026-07": [HOME, second],
            "2026-08": [HOME, second],
            "2026-09": [HOME, second | gone],
        }.items()
        for row in rows
    ]
    desk.add("dibao", *months)

    desk.says("2026-08", dibao_households=2, dibao_persons=3, dibao_amount=Decimal("1580.50"))
    desk.says("2026Q3", dibao_households=1, dibao_persons=2, dibao_amount=Decimal("4261.00"))
    desk.says("2026Q3", dibao_stopped=1, dibao_added=0)
    average = desk.figure("dibao_average", "2026Q3").value
    assert average is not None
    assert round(average, 2) == Decimal("532.63")  # 4261.00 over 8 person-months


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"保障人数": "4"}, "E-at-most", "不能多于户内人数"),
        ({"户编码": "滕立夏家"}, "E-pattern", "代号"),
        ({"月份": "2026-13"}, "E-month", ""),
        ({"户内人数": "0"}, "E-range", ""),
    ],
)
def test_a_household_row_that_cannot_be_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    assert said in desk.why_not("dibao", HOME | change)[code]


def test_a_household_has_one_row_a_month(desk: FieldStore) -> None:
    desk.add("dibao", HOME)

    assert "已经有一行" in desk.why_not("dibao", HOME)["E-unique"]


def test_what_is_posted_of_a_household_has_no_name(desk: FieldStore) -> None:
    [id] = desk.add("dibao", HOME)
    values = desk.store.record(id).values

    assert set(masked_values(ledgers()["dibao"], values, Audience.PUBLIC)) == {
        "month",
        "household",
        "covered",
        "amount",
    }
    assert masked_values(ledgers()["dibao"], values, Audience.UPWARD)["head"] == "滕*夏"


def test_S43_story_28_visits_by_code_only_and_what_was_promised_is_due(desk: FieldStore) -> None:
    visit = {"走访日期": "2026-10-12", "对象代号": "L-031", "类别": "独居", "走访人": "第三网格网格员", "方式": "入户"}
    asked = {"需求": "取药", "跟进期限": "2026-10-20"}
    [id, *_others] = desk.add(
        "visit",
        visit | asked,
        visit | {"走访日期": "2026-10-19", "结对": "是"},
        visit | {"对象代号": "Y-002", "类别": "优抚", "需求": "无", "方式": "电话"},
    )

    assert desk.clocks(id) == {"跟进": ("overdue", date(2026, 10, 20))}
    desk.says("2026-10", visits=3, visit_objects=2, visits_elder=2, visits_home=2)
    desk.says("2026-10", visit_needs=1, visit_needs_met=0, visit_pairs=1)
    desk.edit(id, 跟进完成日期="2026-10-27")
    desk.says("2026-10", visit_needs_rate=Decimal(100))


def test_a_visit_takes_no_name_and_says_what_is_to_be_followed_up(desk: FieldStore) -> None:
    visit = {"走访日期": "2026-10-12", "对象代号": "滕大爷", "类别": "空巢", "跟进期限": "2026-10-20"}
    reasons = desk.why_not("visit", visit)

    assert "不写姓名" in reasons["E-pattern"]
    assert reasons["E-required"] == "要跟进的写明是什么需求"
