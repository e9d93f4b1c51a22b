"""Clocks: deadlines of records, one by one and for everything that runs today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from held import Held

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.privacy import Audience
from shequ_cli.work.clock import ClockStanding, ClockState, OpenClock, Timing, clocks_of, open_clock_query, open_clocks
from shequ_cli.work.workday import WorkCalendar, read_calendar

TODAY = date(2026, 3, 31)
CALENDAR = read_calendar(
    {"2026": {"放假": ["2026-02-15..2026-02-23", "2026-04-04..2026-04-06"], "上班": ["2026-02-28"]}}
)
NOW = Timing(CALENDAR, TODAY)
CASE = read_ledger(
    "case",
    {
        "title": "矛盾纠纷调解",
        "x-ledger": {
            "date": "accepted_on",
            "label": "{category}：{party}",
            "clocks": [
                {
                    "name": "调结",
                    "from": "accepted_on",
                    "until": "concluded_on",
                    "within": "1 month",
                    "unless": "state = '登记'",
                },
                {"name": "回访", "from": "agreed_on", "until": "revisited_on", "within": "30 days"},
                {"name": "履行", "due": "due_on", "until": "fulfilled_on"},
            ],
        },
        "properties": {
            "accepted_on": {"title": "受理日期", "type": "string", "format": "date"},
            "concluded_on": {"title": "调结日期", "type": "string", "format": "date"},
            "agreed_on": {"title": "协议日期", "type": "string", "format": "date"},
            "revisited_on": {"title": "回访日期", "type": "string", "format": "date"},
            "due_on": {"title": "履行期限", "type": "string", "format": "date"},
            "fulfilled_on": {"title": "履行日期", "type": "string", "format": "date"},
            "category": {"title": "纠纷类型", "type": "string"},
            "party": {"title": "当事人", "type": "string", "x-privacy": "personal", "x-mask": "name"},
            "state": {"title": "状态", "enum": ["登记", "受理", "达成协议"]},
        },
    },
)
REQUEST = read_ledger(
    "request",
    {
        "title": "居民诉求",
        "x-ledger": {
            "date": "received_on",
            "label": "{content}",
            "clocks": [
                {
                    "name": "办结", "from": "received_on", "until": "done_on", "due": "due_on", "by": "urgency",
                    "within": {"紧急": "1 workday", "一般": "10 workdays"},
                },
            ],
        },
        "properties": {
            "received_on": {"title": "受理日期", "type": "string", "format": "date"},
            "done_on": {"title": "办结日期", "type": "string", "format": "date"},
            "due_on": {"title": "办理期限", "type": "string", "format": "date"},
            "urgency": {"title": "紧急程度", "enum": ["紧急", "较急", "一般"]},
            "content": {"title": "内容", "type": "string"},
        },
    },
)  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text)


def standing(name: str, now: Timing = NOW, **values: object) -> ClockStanding:
    ledger = REQUEST if name == "办结" else CASE
    return next(one for one in clocks_of(ledger, values, now) if one.name == name)


@pytest.mark.parametrize(
    ("accepted", "due", "state", "left", "word"),
    [
        ("2026-02-27", "2026-03-27", ClockState.OVERDUE, -4, "逾期4天"),
        ("2026-02-28", "2026-03-28", ClockState.OVERDUE, -3, "逾期3天"),
        ("2026-03-07", "2026-04-07", ClockState.SOON, 7, "还剩7天"),
        ("2026-03-08", "2026-04-08", ClockState.OPEN, 8, "还剩8天"),
    ],
)
def test_a_case_is_to_be_concluded_within_a_month(
    accepted: str, due: str, state: ClockState, left: int, word: str
) -> None:
    """S29, story 21."""
    found = standing("调结", accepted_on=day(accepted))

    assert (found.due, found.state, found.days_left, found.word) == (day(due), state, left, word)


def test_the_last_day_itself_is_not_overdue() -> None:
    found = standing("履行", due_on=TODAY)

    assert (found.state, found.days_left, found.word) == (ClockState.SOON, 0, "今天到期")


def test_a_met_clock_says_when_and_whether_it_was_late() -> None:
    in_time = standing("调结", accepted_on=day("2026-03-01"), concluded_on=day("2026-03-09"))
    late = standing("调结", accepted_on=day("2026-01-01"), concluded_on=day("2026-03-09"))

    assert (in_time.state, in_time.met_on, in_time.late, in_time.word) == (
        ClockState.DONE,
        day("2026-03-09"),
        False,
        "已办结",
    )
    assert (late.state, late.late, late.word) == (ClockState.DONE, True, "已办结（逾期）")


def test_a_clock_that_has_not_begun_or_is_excepted_does_not_run() -> None:
    assert [one.name for one in clocks_of(CASE, {"accepted_on": TODAY, "state": "受理"}, NOW)] == ["调结"]
    assert clocks_of(CASE, {"accepted_on": TODAY, "state": "登记"}, NOW) == ()


def test_the_kind_of_a_record_chooses_its_duration_and_a_written_deadline_wins() -> None:
    """S80, story 43."""
    received = day("2026-02-14")

    assert standing("办结", received_on=received, urgency="紧急").due == day("2026-02-24")
    assert standing("办结", received_on=day("2026-03-25"), urgency="一般").due == day("2026-04-09")
    assert standing("办结", received_on=received, urgency="紧急", due_on=day("2026-04-01")).due == day("2026-04-01")


def test_what_cannot_be_reckoned_is_unknown_with_its_reason_and_never_guessed() -> None:
    unset = standing("办结", received_on=TODAY)
    odd = standing("办结", received_on=TODAY, urgency="较急")
    missing = standing("办结", Timing(WorkCalendar(), TODAY), received_on=TODAY, urgency="紧急")

    assert [one.state for one in (unset, odd, missing)] == [ClockState.UNKNOWN] * 3
    assert "没有填写" in unset.word
    assert "较急" in odd.why
    assert "calendar/2026.yaml" in missing.word
    assert missing.due is None


def test_how_many_days_are_soon_can_be_set() -> None:
    assert standing("调结", Timing(CALENDAR, TODAY, soon=10), accepted_on=day("2026-03-08")).state is ClockState.SOON


def test_every_open_clock_of_every_record_is_found_with_a_masked_label() -> None:
    data = (
        Held()
        .add(
            CASE,
            [
                {"accepted_on": day("2026-02-01"), "category": "邻里纠纷", "party": "李小明", "state": "受理"},
                {"accepted_on": day("2026-02-01"), "concluded_on": TODAY, "agreed_on": TODAY, "category": "物业纠纷"},
                {
                    "accepted_on": day("2026-02-01"),
                    "category": "物业纠纷",
                    "state": "登记",
                    "due_on": day("2026-04-02"),
                },
            ],
        )
        .add(REQUEST, [{"received_on": day("2026-03-30"), "content": "路灯不亮"}])
    )

    found = open_clocks((CASE, REQUEST), data, NOW)

    assert [(one.ledger, one.id, one.standing.name, one.standing.state.value) for one in found] == [
        ("case", "case-0001", "调结", "overdue"),
        ("case", "case-0002", "回访", "open"),
        ("case", "case-0003", "履行", "soon"),
        ("request", "request-0001", "办结", "unknown"),
    ]
    assert [one.label for one in found] == ["邻里纠纷：李*明", "物业纠纷", "物业纠纷", "路灯不亮"]
    inside = open_clocks((CASE,), data, NOW, audience=Audience.INTERNAL)
    assert inside[0] == OpenClock("case", "case-0001", "邻里纠纷：李小明", found[0].standing)


def test_one_record_and_the_whole_ledger_agree() -> None:
    records: list[dict[str, Any]] = [
        {"accepted_on": day("2026-01-31")},
        {"accepted_on": day("2026-03-05"), "state": "登记", "agreed_on": day("2026-03-05")},
        {"accepted_on": day("2026-03-05"), "concluded_on": day("2026-03-06"), "due_on": TODAY},
    ]
    found = open_clocks((CASE,), Held().add(CASE, records), NOW)

    for place, record in enumerate(records, 1):
        running = [one for one in clocks_of(CASE, record, NOW) if one.state is not ClockState.DONE]
        assert [one.standing for one in found if one.id == f"case-{place:04}"] == running


def test_the_answer_is_kept_until_a_record_of_the_ledger_changes() -> None:
    data = Held().add(CASE, [{"accepted_on": TODAY}])
    open_clocks((CASE,), data, NOW)
    data.cold.clear()

    open_clocks((CASE,), data, NOW)

    assert not data.cold
    assert open_clock_query(CASE, CASE.clocks[0]).ledger == "case"
