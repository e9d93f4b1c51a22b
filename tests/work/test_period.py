"""Periods: reading what people write, and the algebra of months, quarters, halves and years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.words.errors import BadPeriod
from shequ_cli.work.period import Period, between, containing
from shequ_cli.work.periodwords import parse

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
MADE_OF_MONTHS = ("month", "quarter", "half", "year")
PERIODS = st.builds(containing, st.sampled_from(("day", "week", *MADE_OF_MONTHS)), DAYS)
RANGES = st.builds(
    lambda first, days: between(first, first + timedelta(days=days)), DAYS, st.integers(min_value=1, max_value=900)
)
MONTH_RANGES = st.builds(
    lambda first, last: between(containing("month", min(first, last)).start, containing("month", max(first, last)).end),
    DAYS,
    DAYS,
)
ANY = st.one_of(PERIODS, RANGES, MONTH_RANGES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-03", "2026-03"),
        ("202603", "2026-03"),
        ("2026年3月", "2026-03"),
        ("2026 年 3 月份", "2026-03"),
        ("3月", "2026-03"),
        ("十二月", "2026-12"),
        ("２０２６－０３", "2026-03"),
        ("2026Q1", "2026Q1"),
        ("2026q1", "2026Q1"),
        ("2026年第一季度", "2026Q1"),
        ("三季度", "2026Q3"),
        ("2026H1", "2026H1"),
        ("2026上半年", "2026H1"),
        ("2026年下半年", "2026H2"),
        ("2026", "2026"),
        ("2026年度", "2026"),
        ("2026-03-05", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("3月5日", "2026-03-05"),
        ("2026-W12", "2026-W12"),
        ("2026年第12周", "2026-W12"),
        ("2026-01..2026-03", "2026-01..2026-03"),
        ("2026年1—3月", "2026-01..2026-03"),
        ("1至3月", "2026-01..2026-03"),
        ("2025年11月—2026年2月", "2025-11..2026-02"),
        ("3月1日—15日", "2026-03-01..2026-03-15"),
        ("2026-01..2026-12", "2026"),
        ("今天", "2026-11-21"),
        ("昨天", "2026-11-20"),
        ("本周", "2026-W47"),
        ("上周", "2026-W46"),
        ("本月", "2026-11"),
        ("上月", "2026-10"),
        ("下月", "2026-12"),
        ("本季度", "2026Q4"),
        ("上季度", "2026Q3"),
        ("上半年", "2026H1"),
        ("下半年", "2026H2"),
        ("今年", "2026"),
        ("去年", "2025"),
        ("去年同期", "2025-11"),
        ("去年3月", "2025-03"),
        ("去年上半年", "2025H1"),
        ("年初至今", "2026-01-01..2026-11-21"),
        ("last-month", "2026-10"),
    ],
)
def test_periods_are_read_as_people_write_them(text: str, code: str) -> None:
    assert parse(text, TODAY).code == code


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-02-30", "2026-W54", "0099", "9999", "上上月", "1-3", "2026-03..2026-01", "Q5", "十三月"],
)
def test_what_is_no_period_is_said_with_what_may_be_written(text: str) -> None:
    with pytest.raises(BadPeriod, match="2026Q1"):
        parse(text, TODAY)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2026-03", "2026年3月"),
        ("2026Q1", "2026年第一季度"),
        ("2026H2", "2026年下半年"),
        ("2026", "2026年"),
        ("2026-03-05", "2026年3月5日"),
        ("2026-01..2026-03", "2026年1—3月"),
        ("2025-11..2026-02", "2025年11月—2026年2月"),
        ("2024-01..2026-12", "2024—2026年"),
        ("2026-03-01..2026-03-15", "2026年3月1日—3月15日"),
    ],
)
def test_labels_are_official_chinese(code: str, label: str) -> None:
    assert parse(code, TODAY).label == label


@given(ANY)
def test_codes_and_labels_are_read_back(period: Period) -> None:
    assert parse(period.code, TODAY) == period
    assert parse(period.label, TODAY) == period


@given(DAYS, st.sampled_from(MADE_OF_MONTHS))
def test_every_day_lies_in_exactly_one_month_quarter_half_and_year(day: date, kind: str) -> None:
    period = containing(kind, day)

    assert day in period
    assert period.start - timedelta(days=1) not in period
    assert period.end not in period
    assert containing(kind, period.end).start == period.end


@given(DAYS, st.sampled_from(("quarter", "half", "year")))
def test_months_tile_quarters_halves_and_years(day: date, kind: str) -> None:
    period = containing(kind, day)
    months = [parse(code, TODAY) for code in period.months()]

    assert months[0].start == period.start
    assert months[-1].end == period.end
    assert all(before.end == after.start for before, after in zip(months, months[1:], strict=False))


@given(ANY)
def test_the_period_before_ends_where_this_one_begins(period: Period) -> None:
    before = period.previous()

    assert before.end == period.start
    assert before.is_whole_months or not period.is_whole_months


@given(st.builds(containing, st.sampled_from(MADE_OF_MONTHS), DAYS))
def test_the_same_period_a_year_earlier_is_the_same_months(period: Period) -> None:
    before = period.last_year()

    assert before.kind == period.kind
    assert (before.start.month, before.start.year) == (period.start.month, period.start.year - 1)
    assert len(before.months()) == len(period.months())


@given(ANY)
def test_the_year_to_date_begins_on_new_years_day_and_ends_with_the_period(period: Period) -> None:
    so_far = period.to_date()

    assert (so_far.start.month, so_far.start.day) == (1, 1)
    assert so_far.end == period.end
    assert so_far.year == period.year


def test_a_leap_day_a_year_earlier_is_the_28th_and_never_an_empty_period() -> None:
    assert parse("2024-02-29", TODAY).last_year().code == "2023-02-28"
    assert parse("2024-02-28", TODAY).last_year().code == "2023-02-28"
    assert parse("2024-02-01..2024-02-29", TODAY).last_year().code == "2023-02"


def test_week_53_a_year_earlier_is_the_last_week_there_was() -> None:
    assert parse("2026-W53", TODAY).last_year().code == "2025-W52"


def test_the_year_to_date_of_a_first_quarter_is_the_quarter_itself() -> None:
    assert parse("2026Q1", TODAY).to_date().code == "2026Q1"
    assert parse("2026-03", TODAY).to_date().label == "2026年1—3月"
    assert parse("2026H2", TODAY).to_date().code == "2026"
