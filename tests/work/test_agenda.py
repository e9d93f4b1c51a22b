"""What a run of days brings: every kind in order of day, spans cut by nothing, daily duties said once (issue 3 point 6)."""

from __future__ import annotations

from datetime import date

import planstore
from shequ_cli.work.agenda import Entry, Sources, agenda, as_json, missing_years, unannounced
from shequ_cli.work.campaign import read_campaigns
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.plan import Duty, Task
from shequ_cli.work.submissionfile import read_submissions
from shequ_cli.work.workday import WorkCalendar

TODAY = date(2026, 10, 28)
CAMPAIGNS = read_campaigns(
    {
        "campaigns": [
            {"id": "zongzhi", "name": "综治宣传月", "month": 3, "by": "政法"},
            {
                "id": "water",
                "name": "世界水日",
                "fixed": "03-22",
                "to": "03-28",
                "basis": "水法",
                "note": "连同中国水周",
            },
            {"id": "fire", "name": "消防宣传日", "monthly": [1, 1]},
            {"id": "cyber", "name": "网络安全宣传周", "announced": "9月"},
            {"id": "energy", "name": "节能宣传周", "announced": "6—7月", "dates": {2026: "06-08..06-14"}},
        ]
    }
)
DUTIES = read_submissions(
    {
        "d": {
            "title": "日报",
            "every": "workday",
            "due": "16:00",
            "to": "创城办",
            "by": "专人",
            "form": "邮件",
            "copies": 2,
        },
        "m": {"title": "月报", "every": "month", "due": "3 days"},
        "e": {"title": "隐患报告", "every": "event"},
    },
    {},
).obligations


def span(text: str) -> Period:
    return parse(text, TODAY)


def task(id: str, due: str, **more: object) -> Task:
    about = {"section": "安全", "start": date(2026, 1, 1), "duty": Duty(("居委会", "物业")), **more}
    return Task(id, f"任务{id}", due=date.fromisoformat(due), **about)  # type: ignore[arg-type]


def found(text: str, sources: Sources) -> list[tuple[str, str, str]]:
    """Kind, title and days."""
    return [
        (
            one.kind.value,
            one.title,
            f"{one.start:%m-%d}" + (f"..{one.last_day:%m-%d}" if one.last_day > one.start else ""),
        )
        for one in agenda(span(text), sources)
    ]


def test_days_off_come_first_then_worked_days_then_named_days() -> None:
    sources = Sources(planstore.calendar(), CAMPAIGNS)

    assert found("2026-10-01..2026-10-11", sources) == [
        ("off", "国庆节放假", "10-01..10-07"),
        ("campaign", "消防宣传日", "10-05"),
        ("work", "调休上班", "10-10"),
    ]


def test_what_touches_the_days_is_there_whole_even_when_it_began_before() -> None:
    sources = Sources(planstore.calendar(), CAMPAIGNS)

    assert found("2026-03-28", sources) == [
        ("campaign", "世界水日", "03-22..03-28"),
        ("campaign", "综治宣传月", "03-01..03-31"),
    ]
    assert ("off", "春节放假", "02-15..02-23") in found("2026-02-23..2026-02-28", sources)
    assert found("2026-03-29..2026-03-31", sources) == [("campaign", "综治宣传月", "03-01..03-31")]


def test_a_span_over_new_year_has_both_years() -> None:
    days = found("2025-12-25..2026-01-06", Sources(planstore.calendar(), CAMPAIGNS))

    assert days == [
        ("off", "元旦放假", "01-01..01-03"),
        ("work", "调休上班", "01-04"),
        ("campaign", "消防宣传日", "01-05"),
    ]


def test_an_entry_says_who_and_on_what_ground() -> None:
    (water,) = (one for one in agenda(span("2026-03"), Sources(campaigns=CAMPAIGNS)) if one.id == "water")

    assert (water.who, water.detail) == ("", "水法，连同中国水周")


def test_tasks_stand_at_their_last_day_but_not_what_recurs_is_done_or_is_a_ceiling() -> None:
    tasks = [
        task("a", "2026-10-30", unit="次"),
        task("b", "2026-10-31", per="month"),
        task("c", "2026-10-31", at_most=True),
        task("d", "2026-10-31", finished=date(2026, 10, 20)),
        task("e", "2026-11-01"),
    ]
    (entry,) = agenda(span("2026-10"), Sources(tasks=tasks))

    assert (entry.kind.value, entry.id, entry.start, entry.who) == ("task", "a", date(2026, 10, 30), "居委会、物业")


def daily(text: str) -> Entry:
    return next(one for one in agenda(span(text), Sources(planstore.calendar(), obligations=DUTIES)) if one.days)


def test_a_daily_duty_is_one_entry_with_its_days_and_its_hour() -> None:
    entry = daily("2026-09-28..2026-10-10")

    assert (entry.title, entry.time, entry.who) == ("每个工作日报送日报", "16:00", "专人")
    assert entry.detail == "报创城办，邮件，2份"
    assert [day.day for day in entry.days] == [28, 29, 30, 8, 9, 10]
    assert (entry.start, entry.last_day) == (date(2026, 9, 28), date(2026, 10, 10))


def test_other_duties_stand_at_their_last_days_and_events_nowhere() -> None:
    entries = agenda(span("2026Q4"), Sources(obligations=DUTIES[1:]))

    assert [(one.title, one.start.isoformat()) for one in entries] == [
        ("报送月报（2026年9月）", "2026-10-03"),
        ("报送月报（2026年10月）", "2026-11-03"),
        ("报送月报（2026年11月）", "2026-12-03"),
    ]


def test_years_without_days_off_are_named_and_nothing_is_guessed() -> None:
    only = WorkCalendar({2026: planstore.calendar().years[2026]})

    assert missing_years(span("2026Q4"), only) == ()
    assert missing_years(span("2026-12..2028-01"), only) == (2027, 2028)
    assert [one.kind.value for one in agenda(span("2027-10"), Sources(only))] == []


def test_what_a_notice_has_still_to_fix_is_named_in_its_usual_months() -> None:
    assert [one.id for one in unannounced(span("2026-09"), CAMPAIGNS)] == ["cyber"]
    assert [one.id for one in unannounced(span("2026Q2"), CAMPAIGNS)] == []
    assert [one.id for one in unannounced(span("2027Q2"), CAMPAIGNS)] == ["energy"]


def test_the_json_keeps_its_promise() -> None:
    days = span("2026-03-22")
    (entry, *_rest) = agenda(days, Sources(campaigns=CAMPAIGNS))
    shape = as_json(days, [entry], [2026])

    assert shape == {
        "from": "2026-03-22",
        "to": "2026-03-22",
        "missing_years": [2026],
        "entries": [
            {
                "kind": "campaign",
                "id": "water",
                "title": "世界水日",
                "start": "2026-03-22",
                "end": "2026-03-28",
                "time": None,
                "who": "",
                "detail": "水法，连同中国水周",
                "days": [],
            }
        ],
    }
