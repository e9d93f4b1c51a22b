"""Deadlines where calendars are hard: holidays, year ends, kinds and exceptions; and the order in which today tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from held import Held
from hypothesis import given
from hypothesis import strategies as st

import planstore
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import Ledger
from shequ_cli.work.ahead import ahead, following, named
from shequ_cli.work.campaign import Occurrence
from shequ_cli.work.clock import ClockStanding, ClockState, OpenClock, Timing, clocks_of, open_clocks
from shequ_cli.work.period import between
from shequ_cli.work.periodwords import parse
from shequ_cli.work.plan import Task
from shequ_cli.work.plandue import due_tasks, minimums
from shequ_cli.work.planstatus import State, TaskStatus
from shequ_cli.work.reportfile import ReportDefinition, read_definition
from shequ_cli.work.submission import due_submissions, from_reports
from shequ_cli.work.today import AHEAD, Item, ItemKind, Minimum, items, state_of
from shequ_cli.work.workday import WorkCalendar, YearDays, read_calendar

CALENDAR = read_calendar(
    {
        "2026": {"放假": ["2026-01-01..2026-01-03", "2026-10-01..2026-10-07"], "上班": ["2026-01-04", "2026-10-10"]},
        "2027": {"放假": ["2027-01-01..2027-01-03"]},
    }
)
PROPERTIES: Mapping[str, Any] = {
    "begun": {"title": "开始", "type": "string", "format": "date"},
    "ended": {"title": "结束", "type": "string", "format": "date"},
    "due": {"title": "期限", "type": "string", "format": "date"},
    "kind": {"title": "类别", "enum": ["急", "缓"]},
    "amount": {"title": "金额", "type": "number", "x-money": True},
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def ledger(label: str = "{kind}", **clock: object) -> Ledger:
    spec = {"name": "办结", "until": "ended", **clock}
    return read_ledger(
        "thing",
        {"title": "事情", "x-ledger": {"date": "begun", "label": label, "clocks": [spec]}, "properties": PROPERTIES},
    )


def standing(
    clock: Mapping[str, object], today: str = "2026-09-30", calendar: WorkCalendar = CALENDAR, **values: object
) -> ClockStanding | None:
    record: Any = values
    found = clocks_of(ledger(**clock), record, Timing(calendar, day(today)))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("within", "begun", "due"),
    [
        ("1 workday", "2026-09-30", "2026-10-08"),  # National Day between
        ("2 workdays", "2026-09-30", "2026-10-09"),
        ("3 workdays", "2026-09-30", "2026-10-10"),  # a Saturday that is worked
        ("4 workdays", "2026-09-30", "2026-10-12"),
        ("5 days", "2026-09-30", "2026-10-05"),  # calendar days stay where they fall
        ("5 days, moved", "2026-09-30", "2026-10-08"),
        ("30日，顺延", "2026-09-03", "2026-10-08"),
        ("1 month", "2026-12-31", "2027-01-31"),
        ("1 month, moved", "2026-12-02", "2027-01-04"),
        ("2个工作日", "2026-12-31", "2027-01-05"),
        ("1 year", "2026-02-28", "2027-02-28"),
    ],
)
def test_a_deadline_is_reckoned_over_holidays_and_year_ends(within: str, begun: str, due: str) -> None:
    found = standing({"from": "begun", "within": within}, begun=day(begun))

    assert found is not None
    assert found.due == day(due)


def test_workdays_into_a_year_that_nobody_entered_are_unknown_and_calendar_days_are_not() -> None:
    only = WorkCalendar({2026: YearDays()})

    far = standing({"from": "begun", "within": "3 workdays"}, "2026-12-30", only, begun=day("2026-12-30"))
    plain = standing({"from": "begun", "within": "3 days"}, "2026-12-30", only, begun=day("2026-12-30"))

    assert far is not None and plain is not None
    assert (far.state, far.days_left, far.due) == (ClockState.UNKNOWN, None, None)
    assert "calendar/2027.yaml" in far.why
    assert (plain.state, plain.due) == (ClockState.SOON, day("2027-01-02"))


def test_a_clock_by_kind_has_each_kinds_time_and_says_what_it_lacks() -> None:
    by_kind = {"from": "begun", "by": "kind", "within": {"急": "1 workday", "缓": "1 month"}}
    begun = day("2026-09-30")

    dues = [standing(by_kind, begun=begun, kind=kind) for kind in ("急", "缓", "别的", None)]

    assert [one and one.due for one in dues] == [day("2026-10-08"), day("2026-10-30"), None, None]
    assert [one and one.why for one in dues[2:]] == ["没有为“别的”定期限", "没有填写决定期限的一栏"]


def test_a_written_deadline_needs_neither_kind_nor_calendar() -> None:
    by_kind = {"from": "begun", "due": "due", "by": "kind", "within": {"急": "1 workday"}}

    found = standing(by_kind, calendar=WorkCalendar(), begun=day("2026-09-01"), due=day("2026-09-29"))

    assert found is not None
    assert (found.state, found.word) == (ClockState.OVERDUE, "逾期1天")


def test_a_clock_with_only_a_written_deadline_runs_once_it_is_written() -> None:
    assert standing({"due": "due"}, begun=day("2026-09-01")) is None
    found = standing({"from": "begun", "due": "due"}, begun=day("2026-09-01"))
    assert found is None
    assert standing({"due": "due"}, due=day("2026-10-30")) == ClockStanding(
        "办结", day("2026-10-30"), ClockState.OPEN, 30
    )


@pytest.mark.parametrize(("kind", "runs"), [("急", False), ("缓", True), (None, True)])
def test_a_condition_excepts_records_whether_asked_one_by_one_or_together(kind: str | None, runs: bool) -> None:
    schema = ledger(**{"from": "begun", "within": "3 days", "unless": "kind = '急'"})
    record: dict[str, Any] = {"begun": day("2026-09-29")} | ({"kind": kind} if kind else {})
    now = Timing(CALENDAR, day("2026-09-30"))

    assert bool(clocks_of(schema, record, now)) is runs
    assert bool(open_clocks([schema], Held().add(schema, [record]), now)) is runs


def test_a_clock_met_before_it_was_due_is_done_however_late_it_is_looked_at() -> None:
    found = standing(
        {"from": "begun", "within": "3 days"}, "2030-01-01", begun=day("2026-09-01"), ended=day("2026-09-04")
    )

    assert found is not None
    assert (found.state, found.late, found.word) == (ClockState.DONE, False, "已办结")


def test_money_in_a_label_is_in_yuan() -> None:
    schema = ledger("{kind}：{amount}元", **{"from": "begun", "within": "3 days"})
    data = Held().add(schema, [{"begun": day("2026-09-29"), "amount": "12.50", "kind": "急"}])

    (found,) = open_clocks([schema], data, Timing(CALENDAR, day("2026-09-30")))

    assert found.label == "急：12.50元"


STATES = st.sampled_from(list(ClockState))
ITEMS = st.lists(
    st.builds(
        Item,
        kind=st.sampled_from(list(ItemKind)),
        title=st.sampled_from(("甲", "乙", "丙")),
        due=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31))),
        state=STATES,
        id=st.sampled_from(("1", "2", "3")),
    ),
    max_size=10,
)
TODAY = date(2026, 6, 15)
NOW = Timing(CALENDAR, TODAY)


@given(ITEMS, st.integers(0, 60))
def test_what_is_shown_is_near_not_done_and_in_order_of_urgency(others: list[Item], far: int) -> None:
    found = items(NOW, others=others, ahead=far)

    assert all(item.state is not ClockState.DONE for item in found)
    assert all(item.due is None or item.due <= TODAY + timedelta(days=far) for item in found)
    order = [ClockState.OVERDUE, ClockState.SOON, ClockState.OPEN, ClockState.UNKNOWN]
    assert [order.index(item.state) for item in found] == sorted(order.index(item.state) for item in found)
    for before, after in zip(found, found[1:], strict=False):
        if before.state is after.state:
            assert (before.due or date.max) <= (after.due or date.max)


@given(ITEMS, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(others: list[Item], dice: Any) -> None:  # noqa: ANN401
    shuffled = others[:]
    dice.shuffle(shuffled)

    assert items(NOW, others=shuffled) == items(NOW, others=others)


@given(ITEMS, st.integers(0, 30), st.integers(0, 30))
def test_looking_further_ahead_never_hides_anything(others: list[Item], one: int, other: int) -> None:
    near, far = (items(NOW, others=others, ahead=days) for days in sorted((one, other)))

    assert set(near) <= set(far)


@pytest.mark.parametrize(
    ("due", "soon", "state"),
    [
        (TODAY - timedelta(days=1), 7, ClockState.OVERDUE),
        (TODAY, 7, ClockState.SOON),
        (TODAY, 0, ClockState.SOON),
        (TODAY + timedelta(days=7), 7, ClockState.SOON),
        (TODAY + timedelta(days=8), 7, ClockState.OPEN),
        (TODAY + timedelta(days=1), 0, ClockState.OPEN),
    ],
)
def test_the_state_of_a_last_day(due: date, soon: int, state: ClockState) -> None:
    assert state_of(due, TODAY, soon) is state


def test_a_minimum_that_is_reached_is_not_shown_and_one_that_lacks_a_half_is() -> None:
    month = parse("2026-06", TODAY)
    found = items(
        Timing(CALENDAR, date(2026, 6, 25)),
        minimums=[Minimum("a", "讲座", month, 2, 2, "场"), Minimum("b", "学时", month, 2, 1, "学时")],
    )

    assert [(item.id, item.due, item.detail) for item in found] == [
        ("b", date(2026, 6, 30), "2026年6月应不少于2学时，已有1学时")
    ]


def test_a_named_day_that_is_over_or_far_is_not_shown() -> None:
    days = [
        Occurrence("over", "过去", TODAY - timedelta(days=3), TODAY),
        Occurrence("last", "最后一天", TODAY - timedelta(days=3), TODAY + timedelta(days=1)),
        Occurrence("edge", "刚好", TODAY + timedelta(days=AHEAD), TODAY + timedelta(days=AHEAD + 1)),
        Occurrence("far", "太远", TODAY + timedelta(days=AHEAD + 1), TODAY + timedelta(days=AHEAD + 2)),
    ]

    assert [item.id for item in items(NOW, occurrences=days)] == ["last", "edge"]


# tasks of the plan


def told(state: State, today: str = "2026-06-15", **more: object) -> list[Item]:
    words: Any = {"due": date(2026, 6, 20), "occasion": "端午节（6月19日）"} | more
    task = Task("t", "端午活动", "文体", date(2026, 6, 12), **words)
    return list(due_tasks([TaskStatus(task, state)], Timing(CALENDAR, day(today))))


def test_a_task_is_told_while_it_runs_and_is_not_in_order() -> None:
    (item,) = told(State.NOT_STARTED)

    assert (item.kind, item.state, item.due, item.detail) == (
        ItemKind.TASK,
        ClockState.SOON,
        date(2026, 6, 20),
        "端午节（6月19日），未开始",
    )
    assert told(State.NOT_STARTED, "2026-06-11") == []
    assert told(State.DONE) == told(State.ON_TRACK) == []
    assert told(State.BEHIND, due=date(2026, 12, 31))[0].state is ClockState.OPEN
    assert told(State.OVERDUE, "2026-06-21")[0].state is ClockState.OVERDUE


def test_a_task_without_a_running_term_asks_for_no_minimum() -> None:
    task = Task("t", "活动", "文体", date(2026, 1, 1), date(2026, 12, 31))

    assert list(minimums([TaskStatus(task, State.PENDING)])) == []


# reports


def report(**due: str) -> ReportDefinition:
    return read_definition(
        "sample", {"title": "样表", "pattern": "{period}样表", "due": due}, planstore.measures(), planstore.ledgers()
    )


@pytest.mark.parametrize(
    ("kind", "within", "today", "due"),
    [
        ("month", "3 workdays", "2026-10-08", "2026-10-10"),
        ("quarter", "10 days", "2026-10-03", "2026-10-10"),
        ("half", "10 days", "2026-07-10", "2026-07-10"),
        ("year", "15 days", "2027-01-02", "2027-01-15"),
        ("month", "1 month", "2026-06-30", "2026-06-30"),
    ],
)
def test_reports_of_every_kind_of_period_fall_due(kind: str, within: str, today: str, due: str) -> None:
    (found,) = due_submissions(from_reports([report(**{kind: within})]), (), Timing(CALENDAR, day(today)))

    assert found.due == day(due)
    assert found.id == f"sample-{parse(found.title.removeprefix('报送').removesuffix('样表'), TODAY).code}"


def test_a_report_due_in_workdays_of_a_year_that_nobody_entered_is_passed_over() -> None:
    found = from_reports([report(month="3 workdays")])

    assert list(due_submissions(found, (), Timing(WorkCalendar(), TODAY))) == []


# what comes after a report


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ("2026-03-01..2026-03-10", "2026-03-11..2026-03-20"),
        ("2026-03-31", "2026-04-01"),
        ("2026-W53", "2027-W01"),
        ("2026-01..2026-02", "2026-03-01..2026-04-28"),
    ],
)
def test_after_a_span_of_days_comes_one_as_long(period: str, after: str) -> None:
    assert following(parse(period, TODAY)).code == after


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-05-12", "2026-05-12", "某日（5月12日）"),
        ("2026-04-20", "2026-04-26", "某日（4月20日至4月26日）"),
        ("2026-06-01", "2026-06-30", "某日（6月）"),
        ("2026-12-30", "2027-01-02", "某日（12月30日至1月2日）"),
    ],
)
def test_a_named_day_is_told_with_its_days(first: str, last: str, said: str) -> None:
    assert named(Occurrence("x", "某日", day(first), day(last) + timedelta(days=1))) == said


def test_deadlines_stand_in_the_order_of_ledgers_and_clocks_and_far_ones_are_left_out() -> None:
    def clock(ledger: str, name: str, due: str | None) -> OpenClock:
        last = day(due) if due else None
        left = (last - TODAY).days if last else None
        return OpenClock(ledger, "x", "", ClockStanding(name, last, ClockState.OPEN, left))

    names = [each.name for each in planstore.ledgers()["case"].clocks]
    held = [clock("visit", planstore.ledgers()["visit"].clocks[0].name, "2026-07-01")]
    held += [clock("case", name, "2026-07-31") for name in reversed(names)]
    held += [
        clock("case", names[0], "2026-08-01"),
        clock("case", names[0], None),
        clock("case", names[0], "2026-06-14"),
    ]

    found = ahead(parse("2026-06", TODAY), TODAY, planstore.ledgers(), held)

    assert [each.ledger for each in found.deadlines] == ["矛盾纠纷调解", "走访探访"]
    assert [one.name for one in found.deadlines[0].clocks] == names
    assert (found.deadlines[0].clocks[0].due, found.late) == (2, 1)


def test_named_days_are_those_that_begin_in_the_next_period() -> None:
    days = [
        Occurrence("a", "甲", date(2026, 6, 30), date(2026, 7, 2)),
        Occurrence("b", "乙", date(2026, 7, 1), date(2026, 7, 2)),
        Occurrence("c", "丙", date(2026, 8, 1), date(2026, 8, 2)),
    ]

    assert ahead(parse("2026-06", TODAY), TODAY, {}, (), days).days == ("乙（7月1日）",)
    assert ahead(between(date(2026, 6, 1), date(2026, 6, 16)), TODAY, {}, (), days).days == ("甲（6月30日至7月1日）",)
