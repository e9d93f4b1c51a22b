"""Today: what is overdue and what comes, from clocks, plan, reports, minimums, named days and the calendar."""

from __future__ import annotations

from datetime import date

from shequ_cli.work.campaign import occurrences, read_campaigns
from shequ_cli.work.clock import ClockStanding, ClockState, OpenClock, Timing
from shequ_cli.work.periodwords import parse
from shequ_cli.work.today import Item, ItemKind, Minimum, as_json, items, state_of
from shequ_cli.work.workday import WorkCalendar, YearDays

TODAY = date(2026, 3, 31)
CALENDAR = WorkCalendar({2026: YearDays(), 2027: YearDays()})
NOW = Timing(CALENDAR, TODAY)


def clock(id: str, due: str, state: ClockState) -> OpenClock:
    last = date.fromisoformat(due) if due else None
    left = (last - TODAY).days if last else None
    return OpenClock(
        "case", id, "邻里纠纷：楼上漏水", ClockStanding("调结", last, state, left, why="没有填写决定期限的一栏")
    )


def test_the_most_overdue_comes_first_and_what_cannot_be_dated_last() -> None:
    """S29, story 21: 哪些超期."""
    found = items(
        NOW,
        clocks=[
            clock("case-4", "", ClockState.UNKNOWN),
            clock("case-3", "2026-04-03", ClockState.SOON),
            clock("case-2", "2026-03-30", ClockState.OVERDUE),
            clock("case-1", "2026-03-01", ClockState.OVERDUE),
            clock("case-5", "2026-06-01", ClockState.OPEN),
        ],
        others=[
            Item(ItemKind.REPORT, "3月月报", date(2026, 4, 5), state_of(date(2026, 4, 5), TODAY), "monthly"),
            Item(ItemKind.TASK, "春季普法", date(2026, 3, 20), ClockState.OVERDUE, "t-1"),
            Item(ItemKind.TASK, "已经办完", date(2026, 3, 20), ClockState.DONE, "t-2"),
        ],
    )

    assert [item.id for item in found] == ["case-1", "t-1", "case-2", "case-3", "monthly", "case-4"]
    assert [item.detail for item in found[:1]] == ["逾期30天"]
    assert found[0].title == "调结：邻里纠纷：楼上漏水"


def test_a_minimum_that_lacks_something_is_due_at_its_periods_end() -> None:
    """story 22 and 34: 够数没有."""
    month, year = parse("2026-03", TODAY), parse("2026", TODAY)
    found = items(
        NOW,
        minimums=[
            Minimum("lecture", "健康知识讲座", month, 1, 0, "场"),
            Minimum("board", "宣传栏更换", month, 1, 1, "期"),
            Minimum("drill", "应急演练", parse("2026-02", TODAY), 1, 0, "次"),
            Minimum("consult", "公众健康咨询", year, 9, 2, "次"),
        ],
    )

    assert [(item.id, item.state.value, item.detail) for item in found] == [
        ("drill", "overdue", "2026年2月应不少于1次，已有0次"),
        ("lecture", "soon", "2026年3月应不少于1场，已有0场"),
    ]


def test_named_days_of_the_next_days_and_those_running_are_shown() -> None:
    campaigns = read_campaigns(
        {
            "campaigns": [
                {"id": "aiwei", "name": "爱国卫生月", "month": 4, "by": "爱卫会"},
                {"id": "zongzhi", "name": "综治宣传月", "month": 3},
                {"id": "who", "name": "世界卫生日", "fixed": "04-07"},
                {"id": "natsec", "name": "全民国家安全教育日", "fixed": "04-15"},
                {"id": "water", "name": "世界水日", "fixed": "03-22", "to": "03-28"},
            ]
        }
    )
    found = items(NOW, occurrences=occurrences(campaigns, 2026))

    assert [(item.id, item.due, item.state.value) for item in found] == [
        ("aiwei", date(2026, 4, 1), "soon"),
        ("who", date(2026, 4, 7), "soon"),
        ("zongzhi", TODAY, "open"),
    ]
    assert found[0].detail == "2026年4月，主办：爱卫会"
    later = items(Timing(CALENDAR, date(2026, 4, 10)), occurrences=occurrences(campaigns, 2026))
    assert [(item.id, item.due) for item in later] == [("natsec", date(2026, 4, 15)), ("aiwei", date(2026, 4, 30))]


def test_from_december_on_a_missing_calendar_of_next_year_is_said() -> None:
    only_2026 = WorkCalendar({2026: YearDays()})

    assert items(Timing(only_2026, date(2026, 11, 30))) == ()
    (reminder,) = items(Timing(only_2026, date(2026, 12, 1)))
    assert (reminder.id, reminder.due, reminder.state.value) == ("calendar-2027", date(2026, 12, 31), "soon")
    (late,) = items(Timing(only_2026, date(2027, 1, 4)))
    assert (late.id, late.state.value) == ("calendar-2027", "overdue")
    assert "calendar/2027.yaml" in late.detail


def test_the_json_keeps_its_promise() -> None:
    found = items(
        NOW, clocks=[clock("case-20260301-7k3f", "2026-03-30", ClockState.OVERDUE), clock("x", "", ClockState.UNKNOWN)]
    )

    assert as_json(TODAY, found) == {
        "date": "2026-03-31",
        "items": [
            {
                "kind": "clock",
                "title": "调结：邻里纠纷：楼上漏水",
                "due": "2026-03-30",
                "state": "overdue",
                "id": "case-20260301-7k3f",
                "ledger": "case",
                "detail": "逾期1天",
                "time": None,
                "missing": [],
            },
            {
                "kind": "clock",
                "title": "调结：邻里纠纷：楼上漏水",
                "due": None,
                "state": "unknown",
                "id": "x",
                "ledger": "case",
                "detail": "期限不明：没有填写决定期限的一栏",
                "time": None,
                "missing": [],
            },
        ],
    }
