"""Every week, every day, every workday (R50 R54 R68): what each term is to bring, and how those that lack it are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planstore
from planstore import Memory
from shequ_cli.work.compare import Number
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.plan import REGULAR, SHORT, Plan, Task, spanning, terms
from shequ_cli.work.plandue import minimums
from shequ_cli.work.planstatus import Standing, State, TaskStatus, status
from shequ_cli.work.planterms import missing_words, now_word, week_label
from shequ_cli.work.today import items
from shequ_cli.work.workday import WorkCalendar, read_calendar

START, END = date(2026, 1, 1), date(2026, 12, 31)
CHECK = Task(
    "key", "检查重点行业场所", "安全", START, END, measure="inspections_key", target=Decimal(1), unit="家次", per="week"
)
CALENDAR = planstore.calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


def checks(*days: str) -> Memory:
    data = Memory()
    for on in days:
        data.add("inspection", checked_on=on, object_type="小餐饮场所", kind="重点行业检查", object="饭店")
    return data


def stands(task: Task, today: str, data: Memory, calendar: WorkCalendar = CALENDAR) -> TaskStatus:
    source = planstore.source(data, today)
    standing = Standing(source.measures, source.asked, frozenset(), source.today, source.each, calendar)
    (found,) = status(Plan(2026, "计划", (task,)), standing)
    return found


def test_every_week_wants_its_own_from_monday_to_sunday_r50_s14() -> None:
    task = replace(CHECK, start=day("2026-03-02"), due=day("2026-03-29"))  # four whole weeks

    found = stands(task, "2026-03-25", checks("2026-03-02", "2026-03-15", "2026-03-15"))

    assert (found.done, found.total, found.share) == (3, Decimal(4), Decimal("0.5"))
    assert (found.state, found.detail) == (State.BEHIND, "每周不少于1家次：3月第三周缺；本周还差1家次")
    assert found.running == parse("2026-W13", END)


def test_a_week_belongs_to_the_month_that_has_most_of_its_days() -> None:
    assert [week_label(parse(code, END)) for code in ("2026-W01", "2026-W09", "2026-W40", "2026-W53")] == [
        "1月第一周",  # 2025-12-29 to 2026-01-04
        "2月第四周",
        "10月第一周",  # 2026-09-28 to 2026-10-04
        "12月第五周",
    ]


def test_of_many_missing_weeks_their_number_and_the_last_few_are_said() -> None:
    found = stands(CHECK, "2026-03-09", checks())

    assert found.missing == "2月第三周、2月第四周、3月第一周等9周缺"  # the nine weeks from 5 January to 8 March
    assert len(found.short) == 9


def test_every_day_is_every_day_and_every_workday_only_those_r50_r68() -> None:
    week = replace(CHECK, start=day("2026-10-05"), due=day("2026-10-11"))
    data = checks("2026-10-08", "2026-10-09")

    daily, working = (stands(replace(week, per=per), "2026-10-12", data) for per in ("day", "workday"))

    assert (daily.total, daily.detail) == (
        Decimal(7),
        "每日不少于1家次：10月5日、10月6日、10月7日、10月10日、10月11日缺",
    )
    # 1 to 7 October are days off, and Saturday the 10th is worked in exchange
    assert (working.total, working.detail) == (Decimal(3), "每个工作日不少于1家次：10月10日缺")


def test_two_a_day_as_humidity_is_read_r68_s08() -> None:
    task = replace(CHECK, start=day("2026-10-12"), due=day("2026-10-16"), per="workday", target=Decimal(2))

    found = stands(task, "2026-10-15", checks("2026-10-12", "2026-10-12", "2026-10-13"))

    assert found.detail == "每个工作日不少于2家次：10月14日缺，10月13日差1家次；今天还差2家次"


def test_a_year_whose_days_off_nobody_entered_is_said_and_not_guessed() -> None:
    found = stands(replace(CHECK, per="workday"), "2026-10-15", checks("2026-10-12"), read_calendar({}))

    assert (found.state, found.share) == (State.PENDING, None)
    assert "没有 2026 年的放假安排" in found.detail


def test_missing_terms_are_counted_without_asking_day_by_day() -> None:
    data = checks("2026-01-05", "2026-02-10", "2026-02-10")
    asked: list[Period] = []

    def each(_name: str, _where: str, terms: Sequence[Period]) -> Mapping[Period, Number]:
        asked.extend(terms)
        return dict.fromkeys(terms, 1)

    source = planstore.source(data, "2026-10-15")
    standing = Standing(source.measures, source.asked, frozenset(), source.today, each, CALENDAR)
    (found,) = status(Plan(2026, "计划", (replace(CHECK, per="day"),)), standing)

    assert (len(asked), found.done, found.short) == (288, 288, ())


DAYS = st.lists(st.dates(day("2026-01-01"), day("2026-03-31")), max_size=8)


@settings(max_examples=25)
@given(st.sampled_from(REGULAR), DAYS)
def test_days_added_up_are_what_each_term_asked_alone_says(per: str, held: list[date]) -> None:
    data = checks(*(str(on) for on in held))
    source = planstore.source(data, "2026-04-10")
    wanted = list(terms(per, spanning(day("2026-01-01"), day("2026-03-31")), CALENDAR))

    assert source.each("inspections_key", "", wanted) == {
        term: source.asked("inspections_key", "", term) or 0 for term in wanted
    }


def test_what_is_counted_once_a_term_is_asked_for_alone() -> None:
    data = Memory()
    for on in ("2026-03-02", "2026-03-03", "2026-03-10"):
        data.add("activity", held_on=on, kind="法治讲座", theme="样例", state="已完成", law="民法典")
    source = planstore.source(data, "2026-04-10")
    weeks = list(terms("week", spanning(day("2026-03-02"), day("2026-03-15")), CALENDAR))

    assert list(source.each("laws_covered", "", weeks).values()) == [1, 1]  # one law, met twice in the first week
    assert source.each("laws_covered", "", []) == {}


def test_a_condition_narrows_the_days_as_well() -> None:
    source = planstore.source(checks("2026-03-02"), "2026-04-10")
    weeks = list(terms("week", spanning(day("2026-03-02"), day("2026-03-08")), CALENDAR))

    assert [*source.each("inspections_key", "object = '饭店'", weeks).values()] == [1]
    assert [*source.each("inspections_key", "object = '旅馆'", weeks).values()] == [0]


SHORTS = [parse(code, END) for code in ("2026-03", "2026-09")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "3月、9月缺"),
        ({SHORTS[0]: 1}, "9月缺，3月差2场"),
        ({SHORTS[0]: 1, SHORTS[1]: 2}, "3月差2场，9月差1场"),
    ],
)
def test_missing_periods_are_named_with_what_each_lacks(values: dict[Period, int], said: str) -> None:
    assert missing_words(SHORTS, values, Decimal(3), "场") == said


def test_of_many_terms_that_brought_something_the_lack_is_not_told_one_by_one() -> None:
    days = [parse(f"2026-03-{n:02}", END) for n in range(1, 9)]

    assert missing_words(days, dict.fromkeys(days, 1), Decimal(2), "次") == "3月6日、3月7日、3月8日等8天不足"


def test_today_says_which_months_before_this_one_lack_it_story_22() -> None:
    data = Memory()
    for month in (1, 2, 4, 5, 6, 7, 8):
        data.add("activity", held_on=f"2026-{month:02}-05", kind="健康知识讲座", theme="样例", state="已完成")
    task = replace(CHECK, title="举办健康知识讲座", measure="health_lectures", unit="场", per="month")
    found = stands(task, "2026-10-28", data)

    (minimum,) = minimums([found])
    from shequ_cli.work.clock import Timing

    (item,) = [one for one in items(Timing(CALENDAR, day("2026-10-28")), minimums=[minimum]) if one.id == "key"]
    assert item.detail == "2026年10月应不少于1场，已有0场；3月、9月缺"
    assert item.missing == ("2026-03", "2026-09")


def test_today_calls_the_running_week_and_day_what_people_call_them() -> None:
    from shequ_cli.work.clock import Timing

    timing = Timing(CALENDAR, day("2026-10-28"))
    found = [stands(replace(CHECK, per=per), "2026-10-28", checks("2026-10-05")) for per in ("week", "day")]

    said = {one.due: one.detail for one in items(timing, minimums=minimums(found)) if one.id == "key"}
    assert said[day("2026-11-01")].startswith("本周应不少于1家次，已有0家次；")
    assert said[day("2026-10-28")].startswith("今天应不少于1家次，已有0家次；")
    assert [now_word(kind) for kind in ("month", "quarter", "half")] == ["本月", "本季度", "本半年"]


@given(st.sampled_from(SHORT), st.dates(START, END), st.integers(0, 40))
def test_short_terms_follow_each_other_within_the_tasks_days(per: str, first: date, length: int) -> None:
    span = spanning(first, min(END, first + timedelta(days=length)))
    found = list(terms(per, span, CALENDAR))

    assert all(span.start <= term.start < span.end for term in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))
    assert per != "workday" or all(CALENDAR.is_workday(term.start) for term in found)
