"""Two small ledgers and the measures of them that the tests of figures ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from held import Held

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.work.figure import Figure, figures
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
            "category": {"title": "纠纷类型", "x-codelist": "dispute_type"},
            "success": {"title": "成功", "type": "boolean"},
            "party": {"title": "当事人代号", "type": "string"},
        },
    },
)
DIBAO = read_ledger(
    "dibao",
    {
        "title": "低保月度",
        "x-ledger": {"date": "month", "storage": "csv", "unit": "户"},
        "properties": {
            "month": {"title": "月份", "type": "string", "format": "month"},
            "household": {"title": "户编码", "type": "string"},
            "persons": {"title": "保障人数", "type": "integer"},
            "change": {"title": "变动", "enum": ["新增", "停发"]},
            "amount": {"title": "月保障金", "type": "number", "x-money": True},
        },
    },
)
CODES = ["邻里纠纷", "物业纠纷", {"title": "劳动争议纠纷", "children": ["拖欠工资纠纷", "其他劳动争议"]}]
LEAVES = ("邻里纠纷", "物业纠纷", "劳动争议纠纷", "拖欠工资纠纷", "其他劳动争议")
CODELISTS = {"dispute_type": read_codelist("dispute_type", {"title": "纠纷类型", "codes": CODES})}
MEASURES = read_measures(
    {
        "test": {
            "accepted": {"title": "受理矛盾纠纷", "from": "case", "by": ["category"], "target": 20},
            "concluded": {"title": "调结", "from": "case", "on": "concluded_on", "by": ["category"]},
            "success": {"title": "调解成功", "from": "case", "on": "concluded_on", "where": "成功", "by": ["category"]},
            "rate": {
                "title": "调解成功率", "numerator": "success", "denominator": "concluded", "by": ["category"],
                "target": {"at_least": 95},
            },
            "parties": {"title": "当事人", "unit": "人", "from": "case", "value": "count distinct party", "by": ["category"]},
            "won": {"title": "成功与否", "from": "case", "by": ["success"]},
            "open": {"title": "期末未结", "from": "case", "value": "open", "until": "concluded_on", "by": ["category"]},
            "households": {"title": "低保户数", "from": "dibao", "value": "last count", "where": "change is null or change <> '停发'"},
            "stopped": {"title": "停发户数", "unit": "户", "from": "dibao", "value": "last count", "where": "change = '停发'"},
            "persons": {"title": "低保人数", "unit": "人", "from": "dibao", "value": "last persons"},
            "paid": {"title": "发放低保金", "unit": "元", "from": "dibao", "value": "sum amount"},
            "each": {"title": "人均", "unit": "元", "numerator": "paid", "denominator": "persons"},
            "both": {"title": "受理和调结", "sum_of": ["accepted", "concluded"], "by": ["category"]},
        }
    },
    {"case": CASE, "dibao": DIBAO},
    CODELISTS,
)  # fmt: skip


def case(accepted: str, concluded: str = "", category: str = "邻里纠纷", **more: object) -> dict[str, Any]:
    ends = {"concluded_on": date.fromisoformat(concluded)} if concluded else {}
    return {"accepted_on": date.fromisoformat(accepted), "category": category} | ends | more


def household(month: str, persons: int | None = 1, amount: str = "500.00", **more: object) -> dict[str, Any]:
    known = {} if persons is None else {"persons": persons}
    return {"month": month, "household": "DB-1", "amount": Decimal(amount)} | known | more


def held(cases: Sequence[Mapping[str, Any]] = (), dibao: Sequence[Mapping[str, Any]] = ()) -> Held:
    return Held().add(CASE, cases).add(DIBAO, dibao)


def figure(name: str, period: str, data: Held, today: date = TODAY) -> Figure:
    return figures((name,), parse(period, TODAY), MEASURES, data, today)[name]
