"""The shipped calendars say what the State Council's notices said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import planstore

YEARS = (2024, 2025, 2026)


def test_2026_is_as_the_notice_of_4_november_2025_has_it() -> None:
    days = planstore.calendar().years[2026]
    spans = [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21")]
    spans += [("09-25", "09-27"), ("10-01", "10-07")]
    off = {day for first, last in spans for day in _days(f"2026-{first}", f"2026-{last}")}
    work = {date(2026, *pair) for pair in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))}

    assert days.off == off
    assert days.work == work


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_the_chinesecalendar_package_where_it_is_installed(year: int) -> None:
    package = pytest.importorskip("chinese_calendar")
    calendar = planstore.calendar()

    for day in _days(f"{year}-01-01", f"{year}-12-31"):
        assert calendar.is_workday(day) == package.is_workday(day), day


@pytest.mark.parametrize("year", YEARS)
def test_days_worked_in_exchange_are_weekend_days(year: int) -> None:
    assert all(day.weekday() >= 5 for day in planstore.calendar().years[year].work)


def test_2027_is_not_guessed() -> None:
    assert not planstore.calendar().knows(2027)


def _days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
