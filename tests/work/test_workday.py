"""Workdays and deadlines (民法典第二百零一至二百零三条) on the official calendar of 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.words.errors import BadDefinition, ShequError
from shequ_cli.work.duration import Duration, duration
from shequ_cli.work.workday import MissingYear, WorkCalendar, read_calendar

RAW = {
    "年份": 2026,
    "来源": "国务院办公厅通知（2025-11-04）",
    "放假": [
        {"名称": "元旦", "自": "2026-01-01", "至": "2026-01-03"},
        {"名称": "春节", "自": "2026-02-15", "至": "2026-02-23"},
        "2026-04-04..2026-04-06",
        "2026-05-01..2026-05-05",
        "2026-06-19..2026-06-21",
        "2026-09-25..2026-09-27",
        "2026-10-01..2026-10-07",
    ],
    "上班": ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
}
CALENDAR = read_calendar({"2026": RAW})


def due(start: str, within: str) -> str:
    return CALENDAR.due(date.fromisoformat(start), duration(within)).isoformat()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-16", False),
        ("2026-02-24", True),
        ("2026-03-07", False),
        ("2026-10-10", True),
        ("2026-10-08", True),
        ("2026-10-11", False),
    ],
)
def test_days_off_and_days_worked_in_exchange_are_as_announced(day: str, works: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) is works


def test_the_year_has_the_workdays_of_the_notice() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]

    assert sum(CALENDAR.is_workday(day) for day in days) == 248


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("2026-03-12", "1 month", "2026-04-12"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2026-03-12", "30 days", "2026-04-11"),
        ("2026-03-12", "2 weeks", "2026-03-26"),
        ("2026-02-13", "1 workday", "2026-02-14"),
        ("2026-02-14", "3 workdays", "2026-02-26"),
        ("2026-09-30", "5 workdays", "2026-10-13"),
        ("2026-03-05", "1 month, moved", "2026-04-07"),
        ("2026-09-02", "30日，顺延", "2026-10-08"),
    ],
)
def test_the_first_day_is_not_counted_and_a_last_day_off_is_moved_when_the_rule_says_so(
    start: str, within: str, expected: str
) -> None:
    assert due(start, within) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 month", Duration(1, "month")),
        ("30 days", Duration(30, "day")),
        ("5 workdays", Duration(5, "workday")),
        ("1 year", Duration(1, "year")),
        ("1个月", Duration(1, "month")),
        ("6月", Duration(6, "month")),
        ("30日", Duration(30, "day")),
        ("7天", Duration(7, "day")),
        ("5个工作日", Duration(5, "workday")),
        ("10工作日", Duration(10, "workday")),
        ("2周", Duration(2, "week")),
        ("30 days, moved", Duration(30, "day", moved=True)),
    ],
)
def test_durations_are_read_in_both_languages(text: str, expected: Duration) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "a month", "1.5 months", "-3 days", "5 workday s", "99999 days"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="5 workdays"):
        duration(text)


def test_a_missing_year_is_said_with_the_way_out_and_never_guessed() -> None:
    with pytest.raises(MissingYear, match=r"calendar/2027\.yaml") as caught:
        CALENDAR.add_workdays(date(2026, 12, 30), 5)
    assert isinstance(caught.value, ShequError)
    assert caught.value.year == 2027
    assert CALENDAR.knows(2026)
    assert not CALENDAR.knows(2027)
    assert CALENDAR.due(date(2026, 12, 30), duration("5 days")) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"放假": ["2026-13-01"]}, "不是日期"),
        ({"放假": ["2026-01-03..2026-01-01"]}, "前后颠倒"),
        ({"放假": ["2025-12-31..2026-01-01"]}, "不在 2026 年内"),
        ({"放假": ["2026-01-01"], "上班": ["2026-01-01"]}, "既放假又上班"),
        ({"年份": "今年"}, "四位数字"),
    ],
)
def test_a_calendar_that_cannot_be_right_is_refused(raw: dict[str, object], why: str) -> None:
    with pytest.raises(BadDefinition, match=why):
        read_calendar({"2026": raw})


def test_english_keys_do_as_well() -> None:
    found = read_calendar({"2026": {"year": 2026, "off": ["2026-01-01..2026-01-03"], "work": ["2026-01-04"]}})

    assert found.years[2026].off == CALENDAR.years[2026].off & {date(2026, 1, day) for day in (1, 2, 3)}
    assert found.is_workday(date(2026, 1, 4))


@given(st.dates(date(2026, 1, 1), date(2026, 10, 1)), st.integers(min_value=1, max_value=40))
def test_n_workdays_after_a_day_there_are_n_workdays_between(start: date, number: int) -> None:
    last = CALENDAR.add_workdays(start, number)
    between = [start + timedelta(days=step) for step in range(1, (last - start).days + 1)]

    assert CALENDAR.is_workday(last)
    assert sum(CALENDAR.is_workday(day) for day in between) == number


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(min_value=1, max_value=48))
def test_a_deadline_in_months_falls_on_the_same_day_or_the_months_last(start: date, number: int) -> None:
    last = WorkCalendar().due(start, Duration(number, "month"))

    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == number
    assert last.day == start.day or (last.day < start.day and (last + timedelta(days=1)).day == 1)
