"""One month of an invented community: figures, tables and a template, for every writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shequ_cli.documents import seen, template
from shequ_cli.documents.compose import composed
from shequ_cli.documents.document import Document, Face
from shequ_cli.rules.schema import Field
from shequ_cli.work.figure import Figure
from shequ_cli.work.measure import Dimension, Kind, Measure
from shequ_cli.work.pace import Progress, Target
from shequ_cli.work.period import Period, month
from shequ_cli.work.table import Absent, Chart, Column, Points, Role, Table, TableRow
from shequ_cli.work.views import SPANS, Views
from shequ_cli.work.views import made as views

Number = int | Decimal | None
Made = Callable[..., Figure]
CATEGORY = Dimension(Field("category", "纠纷类型", "code", {}), ("邻里纠纷", "物业纠纷", "婚姻家庭纠纷"))


def made(
    *numbers: Number,
    unit: str = "件",
    kind: Kind = Kind.FLOW,
    exact: str = "integer",
    cut: Mapping[str, int] | None = None,
    target: Target | None = None,
    done: Decimal | None = None,
    period: Period | None = None,
    title: str = "受理矛盾纠纷",
) -> Figure:
    """A figure with 本期, 上期, 上年同期, 本年累计, 上年同期累计, as many as are given."""
    measure = Measure("cases", title, unit, kind, exact, by=(CATEGORY,), target=target)
    slices = {"category": {name: Views(count) for name, count in (cut or {}).items()}}
    progress = Progress(target.number, done) if target else Progress()
    return Figure(
        measure,
        period or month("2026-03"),
        views(dict(zip(SPANS, numbers, strict=False))),
        slices=slices,
        progress=progress,
    )


@pytest.fixture(scope="session")
def figure() -> Made:
    return made


@pytest.fixture
def figures() -> dict[str, Figure]:
    rate = {"unit": "%", "kind": Kind.RATE, "exact": "rate", "title": "调解成功率"}
    paid = (Decimal("113095.78"), Decimal("34000.00"), Decimal("0.00"), Decimal("212000.50"), Decimal("180000.00"))
    yearly = Target(Decimal(96), yearly=True)
    return {
        "cases": made(
            12,
            9,
            15,
            31,
            38,
            cut={"邻里纠纷": 5, "物业纠纷": 7, "婚姻家庭纠纷": 0},
            target=yearly,
            done=Decimal(31) / 96,
        ),
        "rate": made(Decimal("96.9"), Decimal("95.0"), Decimal("95.6"), **rate),
        "paid": made(*paid, unit="元", exact="money", title="发放救助金"),
        "hazards": made(3, 5, 2, 12, 0, unit="处", title="排查隐患"),
    }


def statistics() -> Table:
    """Every kind of cell and row that a table may hold."""
    titles = {"title": "指标名称", "unit": "计量单位", "value": "本月数", "last_year": "上年同期", "yoy": "同比（%）"}
    kinds = {"title": "text", "unit": "text"}
    rows = (
        TableRow(("一、矛盾纠纷", None, None, None, None), Role.HEADING),
        TableRow(("受理矛盾纠纷", "件", 12, 15, Decimal("-20.0"))),
        TableRow(("其中：邻里纠纷", "件", 5, 0, Absent.BASE_ZERO), Role.PART),
        TableRow(("调解成功率", "%", Decimal("96.9"), Decimal("95.6"), Points(Decimal("1.3")))),
        TableRow(("发放救助金", "元", Decimal("113095.78"), Absent.NOT_REPORTED, Absent.NOT_APPLICABLE)),
        TableRow(("合计", "件", 12, 15, Decimal("-20.0")), Role.TOTAL),
    )
    columns = tuple(Column(name, title, kinds.get(name, "number")) for name, title in titles.items())
    return Table(
        "stat",
        "主要指标完成情况",
        columns,
        rows,
        ("说明：1．调解成功率＝调解成功件数÷调结件数×100%。", "2．=1+1 按原样。"),
    )


def tasks() -> Table:
    columns = (Column("n", "序号"), Column("task", "工作内容", "text"), Column("due", "完成时限", "text"))
    rows = (TableRow((1, "=SUM(A1) 是居民写的", "4月5日前")), TableRow((2, "排查<消防>隐患 & 整改", "4月20日前")))
    return Table("tasks", "下月重点工作", columns, rows)


CHART = Chart("cmp", "与上年同期比较", "bar", "stat", "title", ("value", "last_year"))
TEMPLATE = """---
title: 月报
---
# {{ profile.name }}{{ period }}工作情况月报

（{{ period }}）

{{ profile.street }}办事处：

现将{{ period }}有关情况汇报如下：

## 一、矛盾纠纷

### （一）受理与调解

本月受理矛盾纠纷{{ fig("cases") }}，{{ fig("cases")|yoy }}，{{ fig("cases")|mom }}；{{ fig("cases")|shares }}。
调解成功率{{ fig("rate") }}，{{ fig("rate")|yoy }}。**一是健全机制。**坚持“排查在先”，*楷体*。

1. 发放救助金{{ fig("发放救助金") }}（{{ fig("paid")|wan }}），{{ fig("paid")|yoy }}。
2. 排查隐患{{ fig("hazards") }}，{{ fig("hazards")|yoy }}。

{{ table("stat") }}
{{ chart("cmp") }}

## 二、下月打算

{{ table("tasks") }}

> 注：数据截至月末。

---

# 附件：名单

由{{ profile.person }}负责。
"""


def month_report(figures: Mapping[str, Figure]) -> Document:
    """The document of the sample template."""
    profile = {"name": "和谐社区", "street": "幸福街道", "person": "张某某 *网格长*"}
    values = {"profile": profile, "period": month("2026-03"), "fig": seen.fig(figures)}
    source = template.split(TEMPLATE, "templates/sample.md")
    face = Face("和谐社区居民委员会", "2026年3月", "件、元", "张某某", "李某某", "王某某", "", date(2026, 4, 3))
    document = composed(source, values, (statistics(), tasks()), (CHART,))
    return replace(document, signature="幸福街道和谐社区居民委员会", date=date(2026, 4, 3), face=face)


@pytest.fixture
def document(figures: dict[str, Figure]) -> Document:
    return month_report(figures)


@pytest.fixture
def stat() -> Table:
    return statistics()
