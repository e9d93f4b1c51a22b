"""Figures: what holds whatever the records are – sums over months, rates, views, one record more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from measured import CASE, LEAVES, MEASURES, TODAY, figure, held

from shequ_cli.work.figure import figures
from shequ_cli.work.period import containing
from shequ_cli.work.periodwords import parse

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
