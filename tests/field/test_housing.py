"""住房困难家庭 (S44, R56, R56b): raw values, five papers, three reviews and postings, their clocks, and the 8 × 7 matrix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fieldstore import FieldStore, Row, codelists, ledgers, timing
from reported import page, reported

from shequ_cli.rules.privacy import Audience, masked_values
from shequ_cli.work.clock import clocks_of

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]

FORM = {"填表日期": "2026-09-14", "户编码": "ZF-001", "家庭人口": "3"}
PAPERS = dict.fromkeys(("调查表", "收入证明", "房屋证明", "户籍和身份证", "婚姻证明"), "是")
RAW = {"人均收入": "10800", "当地人均收入": "36000", "人均住房面积": "6"}
SIGNED = {"调查人员": "第一网格网格员", "社区负责人": "社区主任", "社区核实日期": "2026-09-18", "社区核实结果": "符合"}
POSTED = FORM | PAPERS | RAW | SIGNED | {"状态": "社区公示", "社区公示日期": "2026-09-21"}


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"户编码": "滕立夏家"}, "E-pattern", "写代号，如 ZF-012，不写姓名"),
        ({"家庭人口": "0"}, "E-range", ""),
        ({"人均收入": ""}, "E-require", "原始数"),
        ({"社区负责人": ""}, "E-require", "由调查人员和社区负责人签字"),
        ({"调查人员": ""}, "E-require", "由调查人员和社区负责人签字"),
        ({"婚姻证明": ""}, "E-required", "五样材料"),
        ({"房屋证明": "否"}, "E-condition", "五样材料"),
        ({"人均住房面积": "10.01"}, "E-range", "超过 10 平方米的不符合条件"),
        ({"社区核实日期": "2026-09-11"}, "E-order", ""),
        ({"社区公示日期": "2026-09-17"}, "E-order", ""),
        ({"户籍登记日期": "2026-09-15"}, "E-order", ""),
        ({"状态": "镇审核"}, "E-require", "社区公示期满才送镇审核"),
        ({"社区核实结果": "合适"}, "E-enum", ""),
    ],
)
def test_R56_what_cannot_be_posted_is_refused(desk: FieldStore, change: Row, code: str, said: str) -> None:
    reasons = desk.why_not("housing", POSTED | change)
    assert code in reasons, reasons
    assert said in reasons[code]


def test_R56_ten_square_metres_still_qualify_and_a_form_needs_nothing_but_a_code(desk: FieldStore) -> None:
    desk.add("housing", FORM, POSTED | {"户编码": "ZF-002", "人均住房面积": "10"})

    desk.says("2026-09", housing_surveyed=2, housing_people=6, housing_qualified=1, housing_check_rate=Decimal(50))


def test_R56b_its_code_lists_hold_what_may_prove_an_income_and_count_as_housing() -> None:
    assert codelists()["housing_income_proof"].title_of("失业") == "劳动保障部门证明"
    assert len(codelists()["housing_income_proof"].titles) == 6
    kinds = set(codelists()["housing_property"].titles) - {"无房"}
    assert kinds == {
        *(
            "私有房屋",
            "私有农房",
            "租住公房",
            "商品房未办证",
            "二手房",
            "房改房",
            "经济适用房",
            "集资房",
            "其他自有房屋",
        ),
    }


def test_R56_every_step_has_its_clock_in_workdays_or_days(desk: FieldStore) -> None:
    [id] = desk.add("housing", FORM)
    # 2026-09-14 is a Monday; 09-20 (a Sunday) is worked, 09-25 to 09-27 is 中秋, 10-01 to 10-07 国庆, 10-10 is worked.
    assert desk.clocks(id)["社区核实"] == ("overdue", date(2026, 9, 20))
    desk.edit(id, **PAPERS, **RAW, **SIGNED)
    desk.advance(id, "社区核实")
    desk.advance(id, "社区公示", 社区公示日期="2026-09-21")
    assert desk.clocks(id)["社区公示"] == ("overdue", date(2026, 9, 26))
    desk.advance(id, "镇审核", 社区公示结束日期="2026-09-28")
    # 09-29, 09-30, 10-08, 10-09, 10-10 (worked), 10-12, 13, 14, 15, 16
    assert desk.clocks(id)["镇审核"] == ("overdue", date(2026, 10, 16))
    desk.advance(
        id, "镇公示", 镇审核日期="2026-10-15", 镇审核结果="符合", 镇负责人="镇分管负责人", 镇公示日期="2026-10-16"
    )
    assert desk.clocks(id)["镇公示"] == ("overdue", date(2026, 10, 21))
    desk.advance(id, "县审核", 镇公示结束日期="2026-10-22")
    # fifteen workdays after Thursday 10-22
    assert desk.clocks(id)["县审核"] == ("open", date(2026, 11, 12))
    desk.advance(id, "县公示", 县审核日期="2026-10-27", 县审核结果="符合", 县公示日期="2026-10-27")
    assert desk.clocks(id)["县公示"] == ("soon", date(2026, 11, 1))
    desk.advance(id, "已认定", 县公示结束日期="2026-10-28", 异议件数="0")

    desk.says("2026-10", housing_recognised=1, housing_open=0)
    assert {state for state, _due in desk.clocks(id).values()} == {"done"}


def test_story_29_a_clock_says_which_day_of_it_today_is(desk: FieldStore) -> None:
    [id] = desk.add("housing", FORM)
    [posted] = desk.add("housing", POSTED | {"户编码": "ZF-002", "填表日期": "2026-09-15"})

    def said(id: str, day: date) -> list[str]:
        values = desk.store.record(id).values
        return [clock.word for clock in clocks_of(ledgers()["housing"], values, timing(day), codelists())]

    assert said(id, date(2026, 9, 14)) == ["今天开始，还剩6天"]
    assert said(id, date(2026, 9, 17)) == ["第3个工作日，还剩3天"]
    assert said(id, date(2026, 9, 21)) == ["第6个工作日，逾期1天"]
    assert said(posted, date(2026, 9, 24))[1] == "第3天，还剩2天"
    assert said(posted, date(2026, 9, 24))[0] == "已办结"


def households(desk: FieldStore) -> None:
    """Income of a standard of 36000 and area; worked out by hand below."""
    rows = [("10800", "0"), ("10800.01", "5"), ("14400", "5.01"), ("36000", "10"), ("36000.01", "7"), ("9000", "8.5")]
    desk.add(
        "housing",
        *(
            POSTED | {"户编码": f"ZF-{place:03}", "人均收入": income, "人均住房面积": area}
            for place, (income, area) in enumerate(rows)
        ),
        FORM | {"户编码": "ZF-099"},
    )


def test_S44_story_29_the_matrix_has_eight_incomes_by_seven_areas_both_ways(desk: FieldStore) -> None:
    households(desk)
    made = reported(desk, "housing", "2026")
    below, apart = made.table("cumulative"), made.table("disjoint")
    assert below is not None
    assert apart is not None

    assert [row.cells[0] for row in below.rows] == [
        f"{n}倍以下" for n in ("0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0")
    ]
    assert [column.title for column in below.columns][1:] == ["无房", *(f"{n}㎡以下" for n in range(5, 11))]
    assert [row.cells[1:] for row in below.rows] == [
        (1, 1, 1, 1, 1, 2, 2),
        (1, 2, 3, 3, 3, 4, 4),
        *[(1, 2, 3, 3, 3, 4, 4)] * 5,
        (1, 2, 3, 3, 3, 4, 5),
    ]
    assert [row.cells[1:] for row in apart.rows] == [
        (1, 0, 0, 0, 0, 1, 0, 2),
        (0, 1, 1, 0, 0, 0, 0, 2),
        *[(0,) * 8] * 5,
        (0, 0, 0, 0, 0, 0, 1, 1),
        (1, 1, 1, 0, 0, 1, 1, 5),
    ]
    assert apart.notes == (
        "计量单位：户",
        "没有列入表内的：人均收入与当地之比超过1.0倍的1户",
    )


def test_S44_the_progress_table_counts_every_form(desk: FieldStore) -> None:
    households(desk)
    states = reported(desk, "housing", "2026").table("states")
    assert states is not None

    assert [column.title for column in states.columns] == ["网格＼状态", "申请", "社区公示", "合计"]
    assert states.rows[-1].cells == ("合计", 1, 6, 7)


def test_S44_the_public_sees_a_code_and_results_and_nobody_sees_an_income(desk: FieldStore) -> None:
    [id] = desk.add("housing", POSTED)
    values = desk.store.record(id).values

    assert set(masked_values(ledgers()["housing"], values, Audience.PUBLIC)) == {
        *("household", "local_income", "state", "community_result"),
    }
    assert masked_values(ledgers()["housing"], values, Audience.UPWARD)["income"] == "＊＊"


def test_S44_the_report_reads_as_it_should_full_and_empty(desk: FieldStore, golden: Golden) -> None:
    golden(GOLDEN / "housing-empty.md", page(desk, "housing", "2026"))
    households(desk)
    golden(GOLDEN / "housing-2026.md", page(desk, "housing", "2026"))
