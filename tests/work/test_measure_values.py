"""What `value` may take: days between two dates, numbers of what is open, one series of a table of many."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from held import Held
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work import measurequery
from shequ_cli.work.explanation import explain
from shequ_cli.work.figure import figures
from shequ_cli.work.measure import Measure
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.periodwords import parse

TODAY = date(2026, 10, 28)
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))


def on(title: str, kind: str = "date") -> dict[str, str]:
    return {"title": title, "type": "string", "format": kind}


EVENT = read_ledger(
    "event",
    {
        "title": "事件",
        "x-ledger": {"date": "found_on"},
        "properties": {
            "found_on": on("发现日期"),
            "closed_on": on("结案日期"),
            "area": {"title": "面积", "type": "number"},
            "cost": {"title": "费用", "type": "number", "x-money": True},
        },
    },
)
TOTAL = read_ledger(
    "total",
    {
        "title": "汇总",
        "x-ledger": {"date": "month", "storage": "csv"},
        "properties": {
            "month": on("月份", "month"),
            "item": {"title": "项目", "type": "string"},
            "number": {"title": "数量", "type": "integer"},
        },
    },
)
LEDGERS = {"event": EVENT, "total": TOTAL}


def read(**definitions: dict[Any, Any]) -> dict[str, Measure]:
    return dict(read_measures({"test": definitions}, LEDGERS, {}))


CLOSED = {"title": "结案", "from": "event", "on": "closed_on"}
SPENT = {"title": "用时", "unit": "天", "from": "event", "on": "closed_on", "value": "days 发现日期 结案日期"}
MEAN = {"title": "平均用时", "unit": "天", "numerator": "spent", "denominator": "closed", "decimals": 1}
OPEN_AREA = {"title": "在用面积", "from": "event", "until": "closed_on", "value": "open area"}
BRANCHES = {"title": "支部", "from": "total", "where": "item = '支部'", "value": "last number"}


def data(*rows: dict[str, Any]) -> Held:
    return Held().add(EVENT, [{name: value for name, value in row.items() if value is not None} for row in rows])


def event(found: str, closed: str | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - typed values
    return {"found_on": date.fromisoformat(found), "closed_on": closed and date.fromisoformat(closed), **more}


@given(DAYS, DAYS)
def test_days_in_portable_sql_are_the_days_of_the_calendar(first: date, last: date) -> None:
    sql = f"SELECT {measurequery._day(':last')} - {measurequery._day(':first')}"
    (found,) = sqlite3.connect(":memory:").execute(sql, {"first": str(first), "last": str(last)}).fetchone()

    assert found == (last - first).days


def test_the_average_of_days_is_their_sum_over_the_records() -> None:
    measures = read(closed=CLOSED, spent=SPENT, mean=MEAN)
    held = data(event("2026-02-27", "2026-03-02"), event("2026-03-02", "2026-03-02"), event("2026-03-05"))
    period = parse("2026-03", TODAY)

    found = figures(("spent", "mean"), period, measures, held, TODAY)
    assert (found["spent"].value, found["mean"].value) == (3, Decimal("1.5"))
    assert "发现日期到结案日期的天数之和" in explain("spent", period, measures, held, TODAY).definition


def test_a_record_that_lacks_one_of_the_days_adds_none() -> None:
    measures = read(spent={**SPENT, "on": "found_on"})

    assert (
        figures(("spent",), parse("2026-03", TODAY), measures, data(event("2026-03-05")), TODAY)["spent"].value is None
    )


def test_what_is_open_is_added_up_as_it_stood_at_the_end() -> None:
    measures = read(area=OPEN_AREA, cost={**OPEN_AREA, "title": "在用费用", "value": "open 费用"})
    held = data(
        event("2026-01-05", "2026-02-10", area=Decimal("12.5"), cost=Decimal("3.10")),
        event("2026-02-01", area=Decimal(30), cost=Decimal("0.20")),
        event("2026-03-01"),
    )

    def at(name: str, period: str) -> object:
        return figures((name,), parse(period, TODAY), measures, held, TODAY)[name].value

    assert [at("area", month) for month in ("2026-01", "2026-02", "2026-03")] == [Decimal("12.5"), 30, 30]
    assert [at("cost", month) for month in ("2026-01", "2026-02")] == [Decimal("3.10"), Decimal("0.20")]
    assert figures(("area",), parse("2026-02", TODAY), measures, held, TODAY)["area"].previous == Decimal("12.5")


def test_a_month_without_the_series_is_not_reported_and_not_0() -> None:
    rows = (("2026-08", "支部", 3), ("2026-09", "支部", 4), ("2026-10", "会议", 2))
    held = Held().add(TOTAL, [{"month": month, "item": item, "number": number} for month, item, number in rows])
    series = read(branches={**BRANCHES, "series": True})

    def value(measures: dict[str, Measure], period: str) -> object:
        return figures(("branches",), parse(period, TODAY), measures, held, TODAY)["branches"].value

    assert [value(series, period) for period in ("2026-09", "2026-10", "2026")] == [4, None, 4]
    assert value(read(branches=BRANCHES), "2026-10") == 0
    assert explain("branches", parse("2026", TODAY), series, held, TODAY).records == ("total-0002",)


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ({**SPENT, "value": "days 发现日期 面积"}, "面积 不是日期"),
        ({**SPENT, "value": "days 发现日期"}, "看不懂 value"),
        ({**OPEN_AREA, "value": "open 结案日期"}, "不是数"),
        ({**OPEN_AREA, "until": ""}, "until"),
        ({**BRANCHES, "series": "item"}, "series"),
        ({"title": "面积", "from": "event", "value": "sum area", "series": True}, "series"),
        ({"title": "面积", "from": "event", "value": "last area", "series": True}, "series"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(definition: dict[Any, Any], said: str) -> None:
    with pytest.raises(BadDefinition, match=said):
        read(wrong=definition)
