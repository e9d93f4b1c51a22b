"""民法典第二百零一至二百零三条 by hand, over Spring Festival and National Day of 2026 (issue 3 point 6)."""

from __future__ import annotations

from datetime import date

import pytest

import planstore
from shequ_cli.work.duration import duration

# 2026: off 2.15–23, worked 2.14 (Saturday) and 2.28 (Saturday); off 10.1–7, worked 9.20 (Sunday) and 10.10 (Saturday).
SPRING = [
    # From Wednesday 2.11: 12, 13, 14 | 24, 25 | 26, 27, 28, 3.2, 3 | 4, 5, 6, 9, 10.
    ("2026-02-11", "5 workdays", "2026-02-25"),
    ("2026-02-11", "10 workdays", "2026-03-03"),
    ("2026-02-11", "15 workdays", "2026-03-10"),
    # From Friday 2.13: 14 | 24, 25, 26, 27 | 28, 3.2, 3, 4, 5 | 6, 9, 10, 11, 12.
    ("2026-02-13", "5 workdays", "2026-02-27"),
    ("2026-02-13", "10 workdays", "2026-03-05"),
    ("2026-02-13", "15 workdays", "2026-03-12"),
    # From a day off, 2.16: the first day counted is 2.24.
    ("2026-02-16", "5 workdays", "2026-02-28"),
]
NATIONAL = [
    # From Monday 9.28: 29, 30 | 8, 9, 10 | 12, 13, 14, 15, 16 | 19, 20, 21, 22, 23.
    ("2026-09-28", "5 workdays", "2026-10-10"),
    ("2026-09-28", "10 workdays", "2026-10-16"),
    ("2026-09-28", "15 workdays", "2026-10-23"),
    # From Friday 9.18, the 20th is worked, 25–27 are off: 20, 21, 22, 23, 24 | 28, 29, 30, 10.8, 9 | 10, 12, 13, 14, 15.
    ("2026-09-18", "5 workdays", "2026-09-24"),
    ("2026-09-18", "10 workdays", "2026-10-09"),
    ("2026-09-18", "15 workdays", "2026-10-15"),
]


@pytest.mark.parametrize(("start", "within", "last"), [*SPRING, *NATIONAL])
def test_five_ten_and_fifteen_workdays_by_hand(start: str, within: str, last: str) -> None:
    """R56: 社区五个、镇十个、县十五个工作日."""
    assert planstore.calendar().due(date.fromisoformat(start), duration(within)) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "within", "stays", "moves"),
    [
        ("2026-09-28", "5 days", "2026-10-03", "2026-10-08"),  # in the National Day holidays
        ("2026-02-12", "5 days", "2026-02-17", "2026-02-24"),  # in the Spring Festival holidays
        ("2026-10-06", "5 days", "2026-10-11", "2026-10-12"),  # a plain Sunday
        ("2026-10-05", "5 days", "2026-10-10", "2026-10-10"),  # a Saturday that is worked
        ("2026-09-03", "1 month", "2026-10-03", "2026-10-08"),
        ("2026-10-12", "5 days", "2026-10-17", "2026-10-19"),
    ],
)
def test_a_last_day_off_moves_on_only_where_the_rule_says_so(start: str, within: str, stays: str, moves: str) -> None:
    calendar, first = planstore.calendar(), date.fromisoformat(start)

    assert calendar.due(first, duration(within)) == date.fromisoformat(stays)
    assert calendar.due(first, duration(f"{within}, moved")) == date.fromisoformat(moves)


def test_the_first_day_is_never_counted() -> None:
    """第二百零一条: 开始的当日不计入."""
    calendar = planstore.calendar()

    assert calendar.due(date(2026, 3, 12), duration("1 day")) == date(2026, 3, 13)
    assert calendar.due(date(2026, 3, 12), duration("1 workday")) == date(2026, 3, 13)
    assert calendar.due(date(2026, 3, 31), duration("1 month")) == date(2026, 4, 30)


@pytest.mark.parametrize(("year", "off", "workdays"), [(2024, 11, 251), (2025, 13, 248), (2026, 13, 248)])
def test_each_shipped_year_has_as_many_workdays_as_weekdays_less_the_laws_days(
    year: int, off: int, workdays: int
) -> None:
    from datetime import timedelta

    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]

    assert sum(map(planstore.calendar().is_workday, days)) == workdays
    assert sum(day.weekday() < 5 for day in days) - off == workdays
