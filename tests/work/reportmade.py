"""Reports made from a front matter and a few records, as the tests of reports ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import planstore
from planstore import Memory
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import Report, build
from shequ_cli.work.reportfile import ReportDefinition, read_definition
from shequ_cli.work.table import Table

Front = Mapping[str, Any]


def definition(**front: object) -> ReportDefinition:
    return read_definition("sample", {"title": "样表", **front}, planstore.measures(), planstore.ledgers())


def report(front: Front, data: Memory, period: str = "2026-03", today: str = "2026-11-21") -> Report:
    source = planstore.source(data, today)
    return build(definition(**front), parse(period, source.today), source)


def table(spec: Front, data: Memory, period: str = "2026-03") -> Table:
    (found,) = report({"tables": [{"name": "one", "title": "表", **spec}]}, data, period).tables
    return found


def rows(found: Table) -> dict[object, list[object]]:
    return {row.cells[0]: list(row.cells[1:]) for row in found.rows}


def cases(data: Memory, month: str, *categories: str) -> None:
    for category in categories:
        data.add("case", accepted_on=f"{month}-10", category=category, summary="样例", state="受理")


NEIGHBOURS, ESTATE = "邻里纠纷", "物业纠纷"


F02 = (
    ("低保无房户租金补贴", "人", 8, "12960"),
    ("低保金", "户", 2, "1428.5"),
    ("大病医疗救助", "人", 2, "3359.4"),
    ("基本医疗救助", "人", 5, "1292.88"),
    ("临时救助", "人", 12, "15000"),
    ("残疾慰问", "人", 2, "1600"),
    ("困难群体及优抚慰问", "户", 7, "4430"),
    ("春节一次性生活补贴（低保）", "人", 68, "34000"),
    ("春节一次性生活补贴（低收入）", "人", 10, "4000"),
    ("烈军属标准差", "", 0, "225"),
    ("无业残疾人基本生活费", "人", 40, "26400"),
    ("重度残疾人慰问金", "人", 14, "8400"),
)


def payments() -> Memory:
    data = Memory()
    for kind, counted, number, amount in F02:
        people = {"人": {"persons": number}, "户": {"households": number}}.get(counted, {})
        data.add("relief", paid_on="2026-02-10", kind=kind, counted_as=counted or None, amount=amount, **people)
    return data
