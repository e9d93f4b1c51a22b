"""Explanations: every number says what it is, how it was reckoned and which records stand behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from held import Held

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import UnknownName
from shequ_cli.work.explanation import Explanation, as_json, explain
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.periodwords import parse

TODAY = date(2026, 11, 21)
CASE = read_ledger(
    "case",
    {
        "title": "矛盾纠纷调解",
        "x-ledger": {"date": "accepted_on"},
        "properties": {
            "accepted_on": {"title": "受理日期", "type": "string", "format": "date"},
            "concluded_on": {"title": "调结日期", "type": "string", "format": "date"},
            "state": {"title": "状态", "enum": ["受理", "达成协议", "调解不成"]},
            "amount": {"title": "协议金额", "type": "number", "x-money": True},
            "party": {"title": "当事人代号", "type": "string"},
            "photos": {"title": "照片", "type": "array", "items": {"type": "string"}},
        },
    },
)
DIBAO = read_ledger(
    "dibao",
    {
        "title": "低保台账",
        "x-ledger": {"date": "month", "storage": "csv", "unit": "户"},
        "properties": {"month": {"title": "月份", "type": "string", "format": "month"}},
    },
)
MEASURES = read_measures(
    {
        "test": {
            "concluded": {"title": "调结", "from": "case", "on": "concluded_on", "where": "state <> '受理'"},
            "success": {"title": "调解成功", "from": "case", "on": "concluded_on", "where": "state = '达成协议'"},
            "rate": {
                "title": "调解成功率",
                "numerator": "success",
                "denominator": "concluded",
                "note": "达成协议的为成功",
            },
            "open": {"title": "期末未结", "from": "case", "value": "open", "until": "concluded_on"},
            "money": {"title": "涉及金额", "unit": "元", "from": "case", "value": "sum amount"},
            "parties": {"title": "当事人", "unit": "人", "from": "case", "value": "count distinct party"},
            "photos": {"title": "照片数", "unit": "张", "from": "case", "value": "sum photos_count"},
            "both": {"title": "两项合计", "sum_of": ["concluded", "success"]},
            "households": {"title": "低保户数", "from": "dibao", "value": "last count"},
        }
    },
    {"case": CASE, "dibao": DIBAO},
    {},
)


def held() -> Held:
    def case(accepted: str, concluded: str = "", **more: object) -> dict[str, Any]:
        ends = {"concluded_on": date.fromisoformat(concluded)} if concluded else {}
        return {"accepted_on": date.fromisoformat(accepted), "state": "受理"} | ends | more

    return (
        Held()
        .add(
            CASE,
            [
                case(
                    "2026-03-20",
                    "2026-03-28",
                    state="达成协议",
                    amount=Decimal("1200.50"),
                    party="甲",
                    photos=("a", "b"),
                ),
                case("2026-03-02", "2026-03-05", state="达成协议", amount=Decimal("0.30"), party="乙"),
                case("2026-02-27", "2026-03-05", state="调解不成", party="甲"),
                case("2026-03-30"),
            ],
        )
        .add(DIBAO, [{"month": "2026-01"}, {"month": "2026-02"}, {"month": "2026-02"}])
    )


def explained(name: str, period: str = "2026-03") -> Explanation:
    return explain(name, parse(period, TODAY), MEASURES, held(), TODAY)


def test_a_count_names_its_ledger_its_date_its_condition_and_its_records() -> None:
    found = explained("调解成功")

    assert found.value == 2
    assert found.definition == "矛盾纠纷调解台账中，调结日期在2026年3月，且状态为“达成协议”的记录数"
    assert found.formula == "2 条记录，2件"
    assert found.records == ("case-0002", "case-0001")


def test_a_rate_shows_both_of_its_parts_with_their_records() -> None:
    """S28: the definition of 成功率 is printed with it."""
    found = explained("rate")

    assert found.definition == "调解成功率＝调解成功÷调结×100%（达成协议的为成功）"
    assert found.formula == "2÷3×100%＝66.7%"
    assert [part.records for part in found.parts] == [
        ("case-0002", "case-0001"),
        ("case-0002", "case-0003", "case-0001"),
    ]
    assert found.records == ("case-0002", "case-0001", "case-0003")


def test_a_rate_without_a_denominator_says_so() -> None:
    assert explained("rate", "2026-05").formula == "0÷0×100%＝—"


@pytest.mark.parametrize(
    ("name", "definition", "formula", "records"),
    [
        (
            "money",
            "矛盾纠纷调解台账中，受理日期在2026年3月的协议金额之和",
            "3 条记录，1200.80元",
            ("case-0002", "case-0001", "case-0004"),
        ),
        (
            "parties",
            "矛盾纠纷调解台账中，受理日期在2026年3月的记录里不同的当事人代号数",
            "3 条记录，2人",
            ("case-0002", "case-0001", "case-0004"),
        ),
        (
            "photos",
            "矛盾纠纷调解台账中，受理日期在2026年3月的照片项数之和",
            "3 条记录，2张",
            ("case-0002", "case-0001", "case-0004"),
        ),
        (
            "open",
            "矛盾纠纷调解台账中，受理日期不晚于2026年3月31日，而调结日期未填或更晚的记录数",
            "1 条记录，1件",
            ("case-0004",),
        ),
        ("both", "两项合计＝调结＋调解成功", "3＋2＝5件", ("case-0002", "case-0003", "case-0001")),
    ],
)
def test_every_sort_of_measure_explains_itself(
    name: str, definition: str, formula: str, records: tuple[str, ...]
) -> None:
    found = explained(name)

    assert (found.definition, found.formula, found.records) == (definition, formula, records)


def test_a_stock_shows_only_the_records_of_the_month_that_counts() -> None:
    """S38, story 24."""
    found = explained("households", "2026Q1")

    assert found.value == 2
    assert found.definition == "低保台账中，月份在2026年第一季度中最后一个有记录的月份的记录数"
    assert found.records == ("dibao-0002", "dibao-0003")


@pytest.mark.parametrize("name", ["concluded", "success", "open", "parties", "households"])
@pytest.mark.parametrize("period", ["2026-02", "2026-03", "2026Q1", "2026", "2026-03-05", "2026-W10"])
def test_as_many_records_stand_behind_a_figure_as_it_says(name: str, period: str) -> None:
    found = explained(name, period)

    assert len(found.records) == found.figure.count


def test_what_nobody_reported_is_said() -> None:
    assert explained("money", "2025-03").formula == "0 条记录，未报"


def test_an_unknown_figure_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="调解成功率"):
        explained("调节成功率")


def test_the_json_keeps_its_promise() -> None:
    shape = as_json(explained("rate"))

    assert {key: shape[key] for key in ("figure", "title", "period", "value", "unit")} == {
        "figure": "rate",
        "title": "调解成功率",
        "period": "2026-03",
        "value": "66.7",
        "unit": "%",
    }
    assert shape["records"] == ["case-0002", "case-0001", "case-0003"]
    parts = shape["parts"]
    assert isinstance(parts, list)
    assert [part["value"] for part in parts] == [2, 3]
