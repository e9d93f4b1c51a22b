"""Figures: flows, stocks and rates over records held as the index holds them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from held import Held
from measured import MEASURES, TODAY, case, figure, held, household

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.work.compare import Reason
from shequ_cli.work.figure import as_json, figures
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.pace import Light
from shequ_cli.work.periodwords import parse


def test_a_flow_has_this_period_the_last_last_years_and_the_years_sums() -> None:
    """S28, story 20."""
    days = [
        "2026-03-01",
        "2026-03-31",
        "2026-02-28",
        "2026-01-01",
        "2025-03-15",
        "2025-12-31",
        "2025-01-01",
        "2024-06-01",
    ]
    found = figure("accepted", "2026-03", held([case(day) for day in days]))

    assert (found.value, found.previous, found.last_year, found.ytd, found.ytd_last_year) == (2, 1, 1, 4, 2)
    assert (found.change.value, found.change.difference) == (Decimal("100.0"), 1)
    assert found.yoy.value == Decimal("100.0")
    assert found.ytd_yoy.value == Decimal("100.0")
    assert found.count == 2


def test_no_record_is_0_once_the_ledger_is_kept_and_unreported_before() -> None:
    found = figure("accepted", "2026-03", held([case("2025-11-02")]))

    assert (found.value, found.previous, found.ytd) == (0, 0, 0)
    assert (found.last_year, found.ytd_last_year) == (None, None)
    assert found.yoy.reason is Reason.BASE_MISSING
    assert found.change.reason is Reason.BASE_ZERO


def test_a_ledger_without_records_reports_nothing() -> None:
    found = figure("accepted", "2026-03", held())

    assert found.views.value is None
    assert found.yoy.reason is Reason.VALUE_MISSING
    assert found.light is Light.NONE


def test_a_month_that_has_not_begun_is_unreported() -> None:
    data = held([case("2025-11-02")])

    assert figure("accepted", "2026-12", data).value is None
    assert figure("accepted", "2026-11", data).value == 0


def test_a_stock_is_the_last_months_number_and_never_a_sum() -> None:
    """S38, story 24: twelve months of two households are two households, not 24."""
    rows = [household(code, persons=3) for code in parse("2026", TODAY).months() for _each in range(2)]
    data = held(dibao=rows)

    year = figure("households", "2026", data, date(2027, 1, 5))
    assert (year.value, year.ytd, year.previous) == (2, 2, None)
    assert figure("persons", "2026Q1", data).value == 6
    assert figure("paid", "2026Q1", data).value == Decimal("3000.00")


def test_the_last_month_with_records_counts_for_a_stock() -> None:
    data = held(dibao=[household("2026-01"), household("2026-01"), household("2026-02")])

    assert figure("households", "2026Q1", data).value == 1
    assert figure("households", "2026-03", data).value is None
    assert figure("households", "2026-03", data).previous == 1


def test_a_month_whose_records_all_fail_the_condition_is_0_and_not_the_month_before() -> None:
    data = held(dibao=[household("2026-01", change="停发"), household("2026-02", change="新增")])

    assert figure("stopped", "2026-01", data).value == 1
    assert figure("stopped", "2026Q1", data).value == 0
    assert figure("households", "2026Q1", data).value == 1


def test_a_sum_of_blanks_is_unreported_and_not_0() -> None:
    assert figure("persons", "2026-01", held(dibao=[household("2026-01", persons=None)])).value is None
    assert (
        figure(
            "persons", "2026-01", held(dibao=[household("2026-01", persons=None), household("2026-01", persons=2)])
        ).value
        == 2
    )


def test_money_is_exact_to_the_fen() -> None:
    data = held(
        dibao=[household("2026-01", amount="0.10") for _each in range(3)] + [household("2026-01", amount="1428.55")]
    )

    assert str(figure("paid", "2026-01", data).value) == "1428.85"
    assert str(figure("paid", "2026-02", data).value) == "0.00"


RELIEF = read_ledger(
    "relief",
    {
        "title": "救助慰问发放",
        "x-ledger": {"date": "paid_on", "storage": "csv", "unit": "笔"},
        "properties": {
            "paid_on": {"title": "发放日期", "type": "string", "format": "date"},
            "kind": {"title": "发放种类", "enum": ["租金补贴", "低保金", "临时救助"]},
            "counted_as": {"title": "计数单位", "enum": ["户", "人"]},
            "number": {"title": "数量", "type": "integer"},
            "amount": {"title": "金额", "type": "number", "x-money": True},
        },
    },
)


def test_relief_says_how_many_kinds_how_much_and_how_much_each_without_adding_households_to_persons() -> None:
    """S39, story 25: 二月发了几类救助、共多少钱、人均多少."""
    persons = {"from": "relief", "where": "计数单位 = '人'"}
    known = read_measures(
        {
            "relief": {
                "kinds": {"unit": "类", "from": "relief", "value": "count distinct kind"},
                "paid": {"unit": "元", "from": "relief", "value": "sum amount", "by": ["kind"]},
                "paid_persons": persons | {"unit": "元", "value": "sum amount", "by": ["kind"]},
                "persons": persons | {"unit": "人", "value": "sum number", "by": ["kind"]},
                "each": {"unit": "元", "numerator": "paid_persons", "denominator": "persons", "by": ["kind"]},
            }
        },
        {"relief": RELIEF},
        {},
    )
    rows = [("租金补贴", "人", 8, "12960"), ("低保金", "户", 2, "1428.50"), ("临时救助", "人", 12, "15000")]
    paid = [
        {"paid_on": date(2026, 2, 9), "kind": kind, "counted_as": unit, "number": number, "amount": Decimal(amount)}
        for kind, unit, number, amount in rows
    ]
    found = figures(known, parse("2026-02", TODAY), known, Held().add(RELIEF, paid), TODAY)

    assert (found["kinds"].value, found["persons"].value) == (3, 20)
    assert str(found["paid"].value) == "29388.50"
    assert found["each"].by["kind"] == {"租金补贴": Decimal("1620.00"), "临时救助": Decimal("1250.00")}
    assert str(found["each"].value) == "1398.00"


def test_open_cases_are_those_begun_and_not_ended_at_the_end() -> None:
    """S28 期末未结, story 21."""
    cases = [
        case("2026-01-10"),
        case("2026-02-10", "2026-03-01"),
        case("2026-03-31", "2026-04-01"),
        case("2026-04-01"),
        case("2025-03-01", "2025-04-01"),
    ]
    found = figure("open", "2026-03", held(cases))

    assert (found.value, found.previous, found.last_year, found.ytd) == (2, 2, 1, 2)
    assert dict(found.by["category"]) == {"邻里纠纷": 2}
    assert figure("open", "2026-03", held([])).value is None


def test_a_total_adds_what_is_known() -> None:
    found = figure("both", "2026-03", held([case("2026-03-01", "2026-03-05"), case("2026-03-02", category="物业纠纷")]))

    assert found.value == 3
    assert dict(found.by["category"]) == {"邻里纠纷": 2, "物业纠纷": 1}


def test_a_day_a_week_and_a_part_of_a_month_are_asked_by_their_days() -> None:
    data = held([case(day) for day in ("2026-03-02", "2026-03-08", "2026-03-09", "2025-03-05")], [household("2026-03")])

    assert figure("accepted", "2026-03-02", data).value == 1
    week = figure("accepted", "2026-W10", data)
    assert (week.value, week.previous, week.last_year, week.ytd) == (2, 0, 1, 2)
    assert figure("accepted", "2026-03-08..2026-03-09", data).value == 2
    assert figure("households", "2026-02-20..2026-03-10", data).value == 1
    assert figure("households", "2026-03-05", data).value is None


def test_every_measure_is_asked_once_and_never_again_while_nothing_changes() -> None:
    data = held([case("2026-03-01", "2026-03-05")], [household("2026-03")])
    names = [*MEASURES, "受理矛盾纠纷"]
    period = parse("2026-03", TODAY)

    cold = figures(names, period, MEASURES, data, TODAY)
    counted = sum(1 for measure in MEASURES.values() if not measure.parts)
    assert len(data.cold) == counted + 2  # and each ledger's first day
    assert list(cold) == list(MEASURES)

    data.cold.clear()
    assert figures(names, period, MEASURES, data, TODAY) == cold
    assert not data.cold


def test_the_json_of_a_figure_keeps_its_promise() -> None:
    cases = [case(f"2026-03-0{day}") for day in range(1, 5)] + [case(f"2025-03-0{day}") for day in range(1, 6)]
    shape = as_json(figure("accepted", "2026-03", held(cases)))

    assert shape == {
        "title": "受理矛盾纠纷",
        "unit": "件",
        "kind": "flow",
        "value": 4,
        "previous": 0,
        "last_year": 5,
        "ytd": 4,
        "ytd_last_year": 5,
        "change": None,
        "yoy": "-20.0",
        "ytd_yoy": "-20.0",
        "difference": {"previous": 4, "last_year": -1},
        "reasons": {"change": "base_zero"},
        "target": "20",
        "share": "20.0",
        "expected": "25.0",
        "light": "yellow",
        "by": {"category": {"邻里纠纷": 4}},
        "count": 4,
    }


def test_exact_numbers_are_decimal_texts_in_json() -> None:
    data = held([], [household("2026-01", persons=3, amount="1428.50")])

    assert as_json(figure("paid", "2026-01", data))["value"] == "1428.50"
    assert as_json(figure("each", "2026-01", data))["value"] == "476.17"
    assert as_json(figure("persons", "2026-01", data))["light"] is None
