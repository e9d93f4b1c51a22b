"""Cross tables (issue 3 point 4): bands closed by 民法典 §1259, cumulative and disjoint from the same values, totals that agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from held import Held
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import build
from shequ_cli.work.reportfile import read_definition
from shequ_cli.work.source import Source
from shequ_cli.work.table import Absent, Role, Table

Record = Mapping[str, Any]

HOME = read_ledger(
    "home",
    {
        "title": "住户",
        "x-ledger": {"date": "on", "storage": "csv"},
        "required": ["on"],
        "properties": {
            "on": {"title": "日期", "type": "string", "format": "date"},
            "closed_on": {"title": "办结日期", "type": "string", "format": "date"},
            "kind": {"title": "类别", "x-codelist": "kinds"},
            "own": {"title": "自有", "type": "boolean"},
            "head": {"title": "户主", "type": "string", "x-privacy": "personal", "x-mask": "name"},
            "area": {"title": "面积", "type": "number"},
            "income": {"title": "人均收入", "type": "number", "x-money": True},
            "standard": {"title": "当地人均收入", "type": "number", "x-money": True},
            "paid": {"title": "金额", "type": "number", "x-money": True},
        },
    },
    "home.yaml",
)
KINDS = read_codelist(
    "kinds", {"title": "类别", "codes": ["甲", {"title": "乙", "children": ["乙一", "乙二"]}, "丙"]}, "kinds.yaml"
)
MEASURES = read_measures(
    {
        "home": {
            "homes": {"title": "户数", "unit": "户", "from": "home", "value": "count", "by": ["kind"]},
            "spent": {"title": "支出", "unit": "元", "from": "home", "value": "sum paid"},
            "last_homes": {"title": "在册", "unit": "户", "kind": "stock", "from": "home", "value": "last count"},
            "open_homes": {
                "title": "未结", "unit": "户", "kind": "stock", "from": "home", "value": "open", "until": "closed_on",
            },
            "kinds": {"title": "种类", "unit": "种", "from": "home", "value": "count distinct kind"},
            "share": {"title": "比率", "numerator": "homes", "denominator": "homes"},
        }
    },
    {"home": HOME},
    {"kinds": KINDS},
)  # fmt: skip

AREAS = {"field": "area", "bands": [{"bound": 0, "title": "无房"}, 5, 6, 7], "unit": "㎡"}
RATIOS = {"field": "人均收入 / 当地人均收入", "title": "收入比", "bands": ["0.3", "0.4", "1.0"], "unit": "倍"}


def source(records: Sequence[Record], today: str = "2026-12-31") -> Source:
    data = Held().add(HOME, [{"on": date(2026, 3, 1), **record} for record in records])
    return Source(MEASURES, data, date.fromisoformat(today), {"home": HOME}, {"kinds": KINDS})


def table(matrix: Record, numbers: Source, period: str = "2026", **more: object) -> Table:
    front = {"title": "样表", "tables": [{"name": "m", "title": "矩阵", "matrix": matrix, **more}]}
    definition = read_definition("sample", front, MEASURES, {"home": HOME})
    (found,) = build(definition, parse(period, numbers.today), numbers).tables
    return found


def rows(found: Table) -> dict[object, list[object]]:
    return {row.cells[0]: list(row.cells[1:]) for row in found.rows}


def homes(*pairs: tuple[str, str]) -> list[Record]:
    """Households by income (of a standard of 1000) and area."""
    return [
        {"income": Decimal(income), "standard": Decimal(1000), "area": Decimal(area) if area else None}
        for income, area in pairs
    ]


SEVEN = homes(
    ("300", "0"), ("300.01", "5"), ("400", "5.01"), ("250", "6"), ("1000", "7"), ("1000.01", "5"), ("200", "")
)


def test_S44_the_disjoint_reading_puts_each_household_in_one_cell() -> None:
    found = table({"figure": "homes", "rows": RATIOS, "columns": AREAS}, source(SEVEN))

    assert [column.title for column in found.columns] == [
        "收入比＼面积", "无房", "超过0至5㎡", "超过5至6㎡", "超过6至7㎡", "合计",
    ]  # fmt: skip
    assert rows(found) == {
        "0.3倍以下": [1, 0, 1, 0, 2],
        "超过0.3至0.4倍": [0, 1, 1, 0, 2],
        "超过0.4至1.0倍": [0, 0, 0, 1, 1],
        "合计": [1, 1, 2, 1, 5],
    }
    assert found.rows[-1].role is Role.TOTAL


def test_S44_the_cumulative_reading_lets_each_band_contain_the_narrower_ones() -> None:
    found = table({"figure": "homes", "rows": RATIOS, "columns": AREAS, "cumulative": True}, source(SEVEN))

    assert [column.title for column in found.columns][1:] == ["无房", "5㎡以下", "6㎡以下", "7㎡以下"]
    assert rows(found) == {"0.3倍以下": [1, 1, 2, 2], "0.4倍以下": [1, 2, 4, 4], "1.0倍以下": [1, 2, 4, 5]}
    assert found.notes[1] == "各档包含比它窄的各档，不能再相加"


def test_what_falls_outside_or_is_blank_is_said_and_never_dropped() -> None:
    found = table({"figure": "homes", "rows": RATIOS, "columns": AREAS}, source(SEVEN))

    assert found.notes == (
        "计量单位：户",
        "没有列入表内的：收入比超过1.0倍的1户，面积没有填写的1户",
    )


def test_以下_contains_its_number_whatever_the_quotient_of_two_amounts() -> None:
    third = [{"income": Decimal("1234.56"), "standard": Decimal("4115.20"), "area": Decimal(5)}]  # exactly 0.3

    assert rows(table({"figure": "homes", "rows": RATIOS, "columns": AREAS}, source(third)))["0.3倍以下"][-1] == 1


def test_以上_contains_its_number_and_不满_does_not() -> None:
    ages = {"field": "area", "title": "年龄", "bands": [60, 70, 80], "side": "以上", "unit": "岁"}
    people = [{"area": age, "kind": "甲"} for age in (59, 60, 69, 70, 80, 95)]
    apart = table({"figure": "homes", "rows": ages, "columns": "kind"}, source(people))
    within = table({"figure": "homes", "rows": ages, "columns": "kind", "cumulative": True}, source(people))

    assert rows(apart) == {"60岁以上不满70岁": [2, 2], "70岁以上不满80岁": [1, 1], "80岁以上": [2, 2], "合计": [5, 5]}
    assert rows(within) == {"60岁以上": [5, 5], "70岁以上": [3, 3], "80岁以上": [2, 2]}
    assert apart.notes == (
        "计量单位：户",
        "没有列入表内的：年龄不满60岁的1户",
    )


def test_a_kind_by_month_counts_what_lies_below_a_title_within_it() -> None:
    records = [
        {"on": date(2026, 1, 5), "kind": "甲"},
        {"on": date(2026, 2, 5), "kind": "乙一"},
        {"on": date(2026, 3, 5), "kind": "乙"},
        {"on": date(2026, 3, 6)},
        {"on": date(2025, 3, 6), "kind": "丙"},
    ]
    found = table({"figure": "homes", "rows": "kind", "columns": "months"}, source(records), "2026Q1")
    every = table({"figure": "homes", "rows": "kind", "columns": "months"}, source(records), "2026Q1", all=True)

    assert [column.title for column in found.columns] == ["类别＼月份", "1月", "2月", "3月", "合计"]
    assert rows(found) == {"甲": [1, 0, 0, 1], "乙": [0, 1, 1, 2], "未填": [0, 0, 1, 1], "合计": [1, 1, 2, 4]}
    assert rows(every)["丙"] == [0, 0, 0, 0]


def test_months_to_come_have_no_column_before_something_is_planned_in_them() -> None:
    now = source([{"on": date(2026, 1, 5)}, {"on": date(2026, 11, 5)}], today="2026-02-10")
    found = table({"figure": "homes", "rows": "own", "columns": "months"}, now)

    assert [column.title for column in found.columns][1:] == ["1月", "2月", "11月", "合计"]


def test_a_stock_is_never_added_over_months() -> None:
    months = [{"on": date(2026, month, 1), "own": own} for month, own in ((1, True), (1, False), (2, True))]
    last = table({"figure": "last_homes", "rows": "own", "columns": "months"}, source(months), "2026Q1")
    opened = [
        {"on": date(2026, 1, 9), "own": True, "closed_on": date(2026, 2, 9)},
        {"on": date(2026, 2, 1), "own": True},
    ]
    open_ = table({"figure": "open_homes", "rows": "own", "columns": "quarters"}, source(opened), "2026H1")

    assert [column.title for column in last.columns][-1] == "期末"
    nobody = Absent.NOT_REPORTED  # March has no record, which is not 0
    assert rows(last) == {"是": [1, 1, nobody, 1], "否": [1, 0, nobody, 0], "合计": [2, 1, nobody, 1]}
    assert rows(open_)["是"] == [1, 1, 1]


def test_sums_of_money_stay_exact_in_every_cell() -> None:
    records = [
        {"kind": "甲", "own": True, "paid": Decimal("0.10")},
        {"kind": "甲", "own": False, "paid": Decimal("0.20")},
    ]
    found = table({"figure": "spent", "rows": "kind", "columns": "own"}, source(records))

    assert rows(found)["合计"] == [Decimal("0.10"), Decimal("0.20"), Decimal("0.30")]


def test_before_the_first_record_nobody_reported_which_is_not_zero() -> None:
    found = table({"figure": "homes", "rows": RATIOS, "columns": AREAS}, source([]))

    assert {cell for row in found.rows for cell in row.cells[1:]} == {Absent.NOT_REPORTED}


def test_cells_that_do_not_make_up_the_figure_make_no_table() -> None:
    honest = source(SEVEN)

    class Lying(Held):
        def kept(self, query: Any) -> Any:  # noqa: ANN401
            found = honest.data.kept(query)
            return found[1:] if "CASE WHEN ROUND" in query.sql else found

    data = Lying()
    data.monthly = honest.data.monthly  # type: ignore[method-assign, assignment]
    with pytest.raises(Exception, match="表“矩阵”各格连同表外的合起来是 6，“户数”却是 7"):
        table({"figure": "homes", "rows": RATIOS, "columns": AREAS}, replace(honest, data=data))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"figure": "share"}, "“比率”是比率、合计或去重数"),
        ({"figure": "kinds"}, "“种类”是比率、合计或去重数"),
        ({"rows": "months", "columns": "quarters"}, "不能都是月或季度"),
        ({"rows": "area"}, "作 matrix 的行列要写 bands"),
        ({"rows": "head"}, "报表不能列出个人信息：户主"),
        ({"rows": "knd"}, "没有叫“knd”的字段，是不是“kind”"),
        ({"rows": {"field": "area", "bands": [6, 5]}}, "从小到大，不能重复：6、5"),
        ({"rows": {"field": "area", "bands": ["五"]}}, "bands 里的“五”不是数"),
        ({"rows": {"field": "area", "bands": 5}}, "bands 要写成一列数"),
        ({"rows": {"field": "kind", "bands": [5]}}, "要是一个数字段"),
        ({"rows": {"field": "area > 3", "bands": [5]}}, "要是一个数字段"),
        ({"rows": {"field": "area", "bands": [5], "side": "上下"}}, "没有叫“上下”的side"),
        ({"rows": {"field": "kind", "titel": "类"}}, "没有叫“titel”的键，是不是“title”"),
        ({"colums": "kind"}, "没有叫“colums”的键，是不是“columns”"),
        ({"columns": None}, "matrix 缺少 columns"),
    ],
)
def test_a_slip_in_a_cross_table_is_named(change: Record, said: str) -> None:
    with pytest.raises(BadDefinition) as caught:
        table({"figure": "homes", "rows": RATIOS, "columns": AREAS, **change}, source(SEVEN))
    assert said in str(caught.value)


amounts = st.decimals(0, 12, places=2)
households = st.lists(
    st.tuples(amounts.map(lambda n: n * 100), st.none() | amounts, st.sampled_from(["甲", "乙一", "乙二", "丙", None])),
    max_size=30,
)


def grid(found: Table, size: tuple[int, int]) -> list[list[int]]:
    return [[int(str(cell)) for cell in row.cells[1 : size[1] + 1]] for row in found.rows[: size[0]]]


@given(households)
def test_for_any_data_the_two_readings_are_one_another_added_up(
    drawn: Sequence[tuple[Decimal, Decimal | None, str]],
) -> None:
    records = [
        {"income": income, "standard": Decimal(1000), "area": area, "kind": kind} for income, area, kind in drawn
    ] + [{"income": Decimal(1), "standard": Decimal(1000), "area": Decimal(1)}]
    numbers = source(records)
    apart = table({"figure": "homes", "rows": RATIOS, "columns": AREAS}, numbers)
    within = table({"figure": "homes", "rows": RATIOS, "columns": AREAS, "cumulative": True}, numbers)
    single, sums = grid(apart, (3, 4)), grid(within, (3, 4))

    for r in range(3):
        for c in range(4):
            assert sums[r][c] == sum(single[y][x] for y in range(r + 1) for x in range(c + 1))
            assert r == 0 or sums[r][c] >= sums[r - 1][c]
            assert c == 0 or sums[r][c] >= sums[r][c - 1]
    outside = sum(1 for income, area, _kind in drawn if income > 1000 or area is None or area > 7)
    assert rows(apart)["合计"][-1] == sums[-1][-1] == len(records) - outside


@given(households)
def test_for_any_data_rows_and_columns_add_up_to_the_same_total(
    drawn: Sequence[tuple[Decimal, Decimal | None, str]],
) -> None:
    records = [
        {"area": area, "kind": kind, "on": date(2026, 1 + place % 12, 1)}
        for place, (_n, area, kind) in enumerate(drawn)
    ]
    found = rows(table({"figure": "homes", "rows": "kind", "columns": "months"}, source([{}, *records])))
    total = [int(str(cell)) for cell in found.pop("合计")]

    assert total == [sum(int(str(row[place])) for row in found.values()) for place in range(len(total))]
    assert total[-1] == sum(total[:-1]) == len(records) + 1
