"""Figures: flows, stocks and rates over records held as the index holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from held import Held
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.work.compare import Reason
from shequ_cli.work.figure import Figure, as_json, figures
from shequ_cli.work.measure import BLANK
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.pace import Light
from shequ_cli.work.period import containing
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


def test_slices_follow_the_code_list_and_the_blank_ones_are_said() -> None:
    cases = [
        case("2026-03-01", category="物业纠纷"),
        case("2026-03-02"),
        case("2026-03-03", category=None),
        case("2025-03-01", category="拖欠工资纠纷"),
    ]
    found = figure("accepted", "2026-03", held([one | {"category": one["category"]} for one in cases]))

    assert list(found.by["category"].items()) == [("邻里纠纷", 1), ("物业纠纷", 1), ("拖欠工资纠纷", 0), (BLANK, 1)]


def test_a_type_is_counted_together_with_those_below_it() -> None:
    cases = [case("2026-03-01", category=one) for one in ("劳动争议纠纷", "拖欠工资纠纷", "其他劳动争议", "物业纠纷")]
    found = figure("accepted", "2026-03", held(cases))

    assert found.families["category"]["劳动争议纠纷"].value == 3
    assert found.by["category"]["拖欠工资纠纷"] == 1


def test_yes_and_no_are_slices_too() -> None:
    found = figure(
        "won",
        "2026-03",
        held([case("2026-03-01", success=True), case("2026-03-02", success=False), case("2026-03-02")]),
    )

    assert dict(found.by["success"]) == {"是": 1, "否": 1, BLANK: 1}


def test_a_rate_is_the_quotient_of_sums_and_compared_in_points() -> None:
    """S28 调解成功率; a mean of the months' rates would say 75.0."""
    cases = [case("2026-01-02", "2026-01-05", success=True)]
    cases += [case("2026-02-02", "2026-02-05", success=number < 1) for number in range(2)]
    cases += [case("2025-01-02", "2025-02-05", success=number < 2) for number in range(3)]
    found = figure("rate", "2026-01..2026-02", held(cases))

    assert found.value == Decimal("66.7")
    assert found.last_year == Decimal("66.7")
    assert (found.yoy.value, found.yoy.points) == (Decimal("0.0"), True)
    assert found.light is Light.RED
    assert (found.parts["success"].value, found.parts["concluded"].value, found.count) == (2, 3, 3)


def test_a_rate_without_a_denominator_is_no_number() -> None:
    found = figure("rate", "2026-03", held([case("2026-01-02", "2026-01-05", success=True)]))

    assert found.value is None
    assert found.previous is None
    assert found.ytd == Decimal("100.0")
    assert found.measure.zero == "—"


def test_a_rate_has_slices_where_both_of_its_parts_have() -> None:
    cases = [
        case("2026-03-01", "2026-03-02", success=True),
        case("2026-03-01", "2026-03-02", category="物业纠纷", success=False),
    ]
    found = figure("rate", "2026-03", held(cases))

    assert dict(found.by["category"]) == {"邻里纠纷": Decimal("100.0"), "物业纠纷": Decimal("0.0")}


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


def test_people_are_counted_once_over_months_and_over_types() -> None:
    """人 and not 人次: distinct counts are not added."""
    cases = [
        case("2026-01-10", party="甲", category="拖欠工资纠纷"),
        case("2026-02-10", party="甲", category="其他劳动争议"),
        case("2026-02-11", party="乙", category="其他劳动争议"),
        case("2026-02-12"),
    ]
    found = figure("parties", "2026-02", held(cases))

    assert (found.value, found.ytd, found.previous, found.count) == (2, 2, 1, 3)
    assert found.families["category"]["劳动争议纠纷"].ytd == 2
    assert found.by["category"] == {"邻里纠纷": 0, "拖欠工资纠纷": 0, "其他劳动争议": 2}


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


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
CASES = st.lists(
    st.builds(
        lambda day, category, party: {
            "accepted_on": day,
            "concluded_on": day,
            "category": category,
            "party": party,
            "success": party != "甲",
        },
        DAYS,
        st.sampled_from((*LEAVES, None)),
        st.sampled_from("甲乙丙"),
    ),
    max_size=25,
)
LATE = date(2027, 6, 1)


@given(CASES)
def test_months_add_up_to_the_year_and_slices_to_the_whole(cases: list[dict[str, Any]]) -> None:
    data = held(cases)
    year = figure("accepted", "2026", data, LATE)
    months = [figure("accepted", code, data, LATE) for code in parse("2026", TODAY).months()]

    assert sum(one.value or 0 for one in months) == (year.value or 0)
    assert year.value == sum(one["accepted_on"].year == 2026 for one in cases) or not cases
    for one in (year, *months):
        assert sum(number or 0 for number in one.by["category"].values()) == (one.value or 0)


@given(CASES, DAYS)
def test_a_rate_is_the_sum_of_numerators_over_the_sum_of_denominators(cases: list[dict[str, Any]], day: date) -> None:
    data = held(cases)
    year = figure("rate", "2026", data, LATE)
    inside = [one for one in cases if one["accepted_on"].year == 2026]

    if inside:
        exact = Decimal(sum(one["success"] for one in inside)) * 100 / len(inside)
        assert year.value is not None
        assert abs(Decimal(year.value) - exact) <= Decimal("0.05")
    else:
        assert year.value is None


@given(CASES, DAYS, st.sampled_from(("month", "quarter", "half", "year")))
def test_views_are_the_figures_of_their_own_periods(cases: list[dict[str, Any]], day: date, kind: str) -> None:
    data, period = held(cases), containing(kind, day)
    found = figures(("accepted", "parties", "open"), period, MEASURES, data, LATE)

    for name in ("accepted", "parties", "open"):
        assert found[name].previous == figures((name,), period.previous(), MEASURES, data, LATE)[name].value
        assert found[name].last_year == figures((name,), period.last_year(), MEASURES, data, LATE)[name].value
    assert found["accepted"].ytd == figures(("accepted",), period.to_date(), MEASURES, data, LATE)["accepted"].value


@given(CASES, DAYS)
def test_one_more_record_never_lowers_a_count(cases: list[dict[str, Any]], day: date) -> None:
    data, code = held(cases), f"{day:%Y-%m}"
    before = figures(("accepted", "parties"), parse(code, TODAY), MEASURES, data, LATE)
    data.add(CASE, [{"accepted_on": day, "category": "邻里纠纷", "party": "丁"}])
    after = figures(("accepted", "parties"), parse(code, TODAY), MEASURES, data, LATE)

    for name in before:
        assert (after[name].value or 0) >= (before[name].value or 0)
    assert after["accepted"].value == (before["accepted"].value or 0) + 1
