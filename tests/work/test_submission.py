"""What is to be handed in, by when, and what today says of it (S06, S90, R08, R36, R50, R52, R53, R54, R56; story 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

import planstore
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.clock import Timing
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.reportfile import read_definition
from shequ_cli.work.submission import Obligation, Sent, active, due_submissions, from_reports, sent_query, slots
from shequ_cli.work.submissionfile import read_submissions
from shequ_cli.work.today import Item
from shequ_cli.work.workday import WorkCalendar

CALENDAR = planstore.calendar()
TODAY = date(2026, 10, 28)
DAILY = {"title": "创城日报", "every": "day", "due": "16:00", "to": "创城办", "form": "邮件"}
FIRE = {"title": "消防工作情况报告", "every": "month", "due": "period_end", "to": "街道网格办"}
MEDIATION = {"title": "人民调解月报", "every": "month", "due": "次月3日前"}


def one(raw: dict[str, Any], name: str = "thing") -> Obligation:
    return read_submissions({name: raw}, {}).obligations[0]


def period(text: str) -> Period:
    return parse(text, TODAY)


def dues(raw: dict[str, Any], span: str, calendar: WorkCalendar = CALENDAR) -> list[str]:
    """Period and last day of everything that is due in a span."""
    return [f"{slot.period.code} {slot.due:%m-%d}" for slot in slots(one(raw), period(span), calendar)]


def due_now(raw: dict[str, Any], today: str, *records: Sent) -> list[tuple[str, str]]:
    """Id and state of what today says."""
    timing = Timing(CALENDAR, date.fromisoformat(today))
    return [(item.id, item.state.value) for item in due_submissions([one(raw)], records, timing)]


def item(raw: dict[str, Any], today: str, records: Sequence[Sent] = ()) -> Item:
    return next(due_submissions([one(raw)], records, Timing(CALENDAR, date.fromisoformat(today))))


@pytest.mark.parametrize(
    ("every", "due", "span", "expected"),
    [
        ("week", "周五", "2026-10-01..2026-10-18", ["2026-W40 10-02", "2026-W41 10-09", "2026-W42 10-16"]),
        ("week", "period_end", "2026-W42", ["2026-W42 10-18"]),
        ("month", None, "2026Q1", ["2026-01 01-31", "2026-02 02-28", "2026-03 03-31"]),
        ("month", "月底", "2026-02", ["2026-02 02-28"]),
        ("month", "3 days", "2026-10", ["2026-09 10-03"]),
        ("month", "次月3日前", "2026-11", ["2026-10 11-03"]),
        ("month", "3 days, moved", "2026-10", ["2026-09 10-08"]),
        ("month", "5 workdays", "2026-10", ["2026-09 10-13"]),
        ("quarter", "10 days", "2026H2", ["2026Q2 07-10", "2026Q3 10-10"]),
        ("half", None, "2026", ["2026H1 06-30", "2026H2 12-31"]),
        ("year", "10-28", "2026", ["2026 10-28"]),
        ("year", ["06-30", "12-15"], "2026", ["2026-06-30 06-30", "2026-12-15 12-15"]),
        ("year", "15 days", "2026-01", ["2025 01-15"]),
        ("event", None, "2026", []),
    ],
)
def test_every_cadence_falls_due_on_its_days(every: str, due: object, span: str, expected: list[str]) -> None:
    assert dues({"title": "材料", "every": every, "due": due}, span) == expected


def test_a_thing_of_workdays_skips_days_off_and_says_nothing_of_a_year_that_nobody_entered() -> None:
    raw = {"title": "日报", "every": "workday", "due": "16:00"}

    assert dues(raw, "2026-09-29..2026-10-12") == [
        "2026-09-29 09-29", "2026-09-30 09-30", "2026-10-08 10-08", "2026-10-09 10-09", "2026-10-10 10-10", "2026-10-12 10-12",
    ]  # fmt: skip
    assert dues(raw, "2027-01") == []
    assert len(dues(DAILY, "2027-01")) == 31


def test_the_daily_report_is_due_today_at_four() -> None:
    """S90, R52, story 7: 今晚16点的创城日报."""
    found = item(DAILY, "2026-10-28", [Sent("创城日报", "2026-10-27", date(2026, 10, 27), True)])

    assert (found.kind.value, found.title, found.due, found.time) == ("report", "报送创城日报", TODAY, "16:00")
    assert found.detail == "16:00前，报创城办，邮件"
    assert found.id == "thing-2026-10-28"


def test_the_fire_report_is_due_on_the_months_last_day() -> None:
    """S06, R50, story 7: 月底的消防报告. 2026-10-31 is a Saturday, which is said."""
    found = item(FIRE, "2026-10-28")

    assert (found.due, found.state.value) == (date(2026, 10, 31), "soon")
    assert found.title == "报送消防工作情况报告（2026年10月）"
    assert found.detail == "报街道网格办，当天休息，宜提前报"


def test_what_is_due_after_its_period_is_not_asked_for_before_the_period_is_over() -> None:
    """R36: 次月3日前."""
    assert due_now(MEDIATION, "2026-10-31") == []
    assert due_now(MEDIATION, "2026-11-01") == [("thing-2026-10", "soon")]
    assert due_now(MEDIATION, "2026-11-03") == [("thing-2026-10", "soon")]


def test_nothing_is_late_before_the_first_record_and_then_one_period_back_only() -> None:
    """R08: 未及时上报视为未完成; but who records nothing is not told so every day."""
    august = Sent("人民调解月报", "2026-08", date(2026, 9, 3), True)

    assert due_now(MEDIATION, "2026-10-28") == []
    assert due_now(MEDIATION, "2026-10-28", august) == [("thing-2026-09", "overdue")]
    assert "逾期25天，未及时上报视为未完成" in item(MEDIATION, "2026-10-28", [august]).detail
    assert due_now(MEDIATION, "2026-12-28", august) == [("thing-2026-11", "overdue")]
    assert due_now(FIRE, "2026-10-28", Sent("别的", "2026-09", date(2026, 9, 20), True)) == [
        ("thing-2026-09", "overdue"),
        ("thing-2026-10", "soon"),
    ]


@pytest.mark.parametrize("word", ["thing", "消防工作情况报告", "消防报告"])
def test_what_has_a_record_under_any_of_its_names_is_silent(word: str) -> None:
    raw = FIRE | {"aliases": ["消防报告"]}
    records = [Sent(word, month, date(2026, 10, 30), done) for month, done in (("2026-09", True), ("2026-10", False))]

    assert due_now(raw, "2026-10-28", *records) == []


def test_the_daily_report_of_a_workday_looks_back_to_the_workday_before() -> None:
    """After the holidays the last one that could be missing is that of 30 September."""
    raw = {"title": "日报", "every": "workday", "due": "16:00"}
    before = Sent("日报", "2026-09-29", date(2026, 9, 29), True)

    assert due_now(raw, "2026-10-08", before) == [("thing-2026-09-30", "overdue"), ("thing-2026-10-08", "soon")]
    assert due_now(raw, "2026-10-04", before) == [("thing-2026-09-30", "overdue")]


def test_obligations_are_in_force_by_default_by_the_stores_own_file_or_by_a_record() -> None:
    known = [
        one(FIRE, "fire"),
        one(DAILY, "daily"),
        one(MEDIATION | {"default": True}, "mediation"),
        one({"title": "旧", "every": "year"}, "old"),
    ]
    found = active(known, ["daily"], [Sent("消防工作情况报告", "2026-09", None, True)])

    assert [obligation.name for obligation in found] == ["fire", "daily", "mediation"]


def reports(**due: str) -> list[Obligation]:
    raw = {"title": "工作月报", "pattern": "{period}工作{kind}", "aliases": ["月报"], "due": due}
    return list(from_reports([read_definition("monthly", raw, planstore.measures(), planstore.ledgers())]))


@pytest.mark.parametrize("word", ["monthly", "工作月报", "月报"])
def test_a_report_recorded_as_sent_is_no_longer_due_and_one_not_sent_is_overdue(word: str) -> None:
    """What issue 2 left open: today marks a report overdue, and stops when its record is there."""
    found, timing = reports(month="5 days"), Timing(CALENDAR, TODAY)
    august = Sent(word, "2026-08", date(2026, 9, 5), True)

    (late,) = due_submissions(found, [august], timing)
    assert (late.id, late.title, late.state.value) == ("monthly-2026-09", "报送2026年9月工作月报", "overdue")
    assert list(due_submissions(found, [august, Sent(word, "2026-09", date(2026, 10, 5), True)], timing)) == []


def test_a_quarters_report_has_a_name_of_its_own() -> None:
    (quarter,) = reports(quarter="10 days")

    assert "工作季报" in quarter.words
    taken = from_reports([quarter.made_from] if quarter.made_from else [], {("monthly", "quarter")})
    assert list(taken) == []


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"title": "甲"}, "缺少 every"),
        ({"title": "甲", "every": "fortnight"}, "没有叫“fortnight”的周期"),
        ({"title": "甲", "every": "monthly"}, "是不是“month”"),
        ({"title": "甲", "every": "month", "due": "sometime"}, "看不懂期限“sometime”"),
        ({"title": "甲", "every": "month", "due": "2 months"}, "比一期还长"),
        ({"title": "甲", "every": "month", "due": "周五"}, "看不懂期限“周五”"),
        ({"title": "甲", "every": "month", "due": "10-28"}, "看不懂期限“10-28”"),
        ({"title": "甲", "every": "year", "due": "02-30"}, "不是月-日"),
        ({"title": "甲", "every": "month", "due": ["10-28"]}, "every 要写 year"),
        ({"title": "甲", "every": "day", "due": "25:00"}, "看不懂期限“25:00”"),
        ({"title": "甲", "every": "day", "recipient": "街道"}, "没有叫“recipient”的键"),
        ({"title": "甲", "every": "day", "copies": "两份"}, "copies 要写份数"),
        ({"title": "甲", "every": "day", "default": "是"}, "default 要写 true 或 false"),
        ({"title": "甲", "every": "month", "report": "monthy"}, "是不是“monthly”"),
        ("每天报", "一项一项"),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused_with_its_name(raw: object, why: str) -> None:
    with pytest.raises(BadDefinition, match=why) as caught:
        read_submissions({"jia": raw}, {}, ["monthly"], {"jia": "schemas/submissions/own.yaml:3"})
    assert "schemas/submissions/own.yaml:3" in str(caught.value)


def test_two_of_one_name_are_refused() -> None:
    twice = {
        "a": {"title": "创城日报", "every": "day"},
        "b": {"title": "日报", "aliases": ["创城日报"], "every": "day"},
    }

    with pytest.raises(BadDefinition, match="“创城日报”已经是“a”（a）的名称"):
        read_submissions(twice, {})


@pytest.mark.parametrize(
    ("recorded", "why"),
    [
        ({"ledger": "submission", "what": "obligation", "period": "period", "due": "due_on"}, "缺少 sent"),
        ({"ledger": "nowhere", "what": "a", "period": "b", "due": "c", "sent": "d"}, "没有叫“nowhere”的台账"),
        ({"ledger": "submission", "what": "obligations", "period": "period", "due": "due_on", "sent": "sent_on"}, "“obligation”"),
    ],
)  # fmt: skip
def test_the_ledger_of_submissions_must_have_the_fields(recorded: dict[str, str], why: str) -> None:
    with pytest.raises(BadDefinition, match=why):
        read_submissions({"recorded": recorded}, planstore.ledgers())


def test_the_question_to_the_ledger_names_its_fields() -> None:
    raw = {"ledger": "submission", "what": "obligation", "period": "period", "due": "due_on", "sent": "sent_on"}
    recorded = read_submissions({"recorded": raw}, planstore.ledgers()).recorded

    assert recorded is not None
    assert sent_query(recorded).ledger == "submission"
