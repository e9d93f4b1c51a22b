"""Months, quarters, halves and years of a task: what each is to bring, what it brought, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planstore
from shequ_cli.work.compare import Number
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.plan import Plan, Task, spanning, terms
from shequ_cli.work.planshape import as_json
from shequ_cli.work.planstatus import Standing, State, TaskStatus, status
from shequ_cli.work.planterms import term_label

START, END = date(2026, 1, 1), date(2026, 12, 31)
DRILL = Task("drill", "组织应急演练", "安全", START, END, measure="drills", target=Decimal(2), unit="次", per="quarter")


def day(text: str) -> date:
    return date.fromisoformat(text)


def stands(task: Task, today: str, held: Mapping[str, int] | None = None) -> TaskStatus:
    """`held` are days and how many there were on each."""

    def asked(_name: str, _where: str, span: Period) -> Number | None:
        return sum(number for on, number in (held or {}).items() if day(on) in span)

    (found,) = status(Plan(2026, "计划", (task,)), Standing(planstore.measures(), asked, frozenset(), day(today)))
    return found


def codes(per: str, first: str, last: str) -> list[str]:
    return [term.code for term in terms(per, spanning(day(first), day(last)), planstore.calendar())]


@pytest.mark.parametrize(
    ("per", "first", "last", "expected"),
    [
        ("quarter", "2026-01-01", "2026-12-31", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("half", "2026-01-01", "2026-12-31", ["2026H1", "2026H2"]),
        ("year", "2026-01-01", "2026-12-31", ["2026"]),
        ("month", "2026-03-01", "2026-05-10", ["2026-03", "2026-04", "2026-05"]),
        ("month", "2026-03-02", "2026-05-31", ["2026-04", "2026-05"]),
        ("quarter", "2026-02-01", "2026-09-30", ["2026Q2", "2026Q3"]),
        ("half", "2026-01-02", "2026-12-31", ["2026H2"]),
        ("quarter", "2026-02-01", "2026-03-20", []),
    ],
)
def test_terms_are_those_that_begin_within_the_tasks_days(per: str, first: str, last: str, expected: list[str]) -> None:
    assert codes(per, first, last) == expected


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(st.sampled_from(("month", "quarter", "half", "year")), DAYS, DAYS)
def test_terms_follow_each_other_without_gap_or_overlap(per: str, one: date, other: date) -> None:
    span = spanning(*sorted((one, other)))
    found = list(terms(per, span, planstore.calendar()))

    assert all(span.start <= term.start < span.end for term in found)
    assert all(before.end == after.start for before, after in zip(found, found[1:], strict=False))
    if found:
        assert found[-1].end >= span.end


@pytest.mark.parametrize(
    ("per", "today", "held", "state", "detail"),
    [
        ("quarter", "2026-02-10", {}, State.NOT_STARTED, "本季度还差2次"),
        ("quarter", "2026-02-10", {"2026-01-05": 1}, State.ON_TRACK, "本季度还差1次"),
        ("quarter", "2026-04-01", {"2026-01-05": 1}, State.BEHIND, "每季度不少于2次：第一季度差1次；本季度还差2次"),
        ("quarter", "2026-04-01", {"2026-01-05": 2}, State.ON_TRACK, "本季度还差2次"),
        (
            "quarter",
            "2026-10-01",
            {"2026-02-05": 5},
            State.BEHIND,
            "每季度不少于2次：第二季度、第三季度缺；本季度还差2次",
        ),
        ("half", "2026-06-30", {}, State.NOT_STARTED, "本半年还差2次"),
        ("half", "2026-07-01", {"2026-02-05": 1}, State.BEHIND, "每半年不少于2次：上半年差1次；本半年还差2次"),
        ("half", "2026-12-31", {"2026-02-05": 2, "2026-12-31": 2}, State.DONE, ""),
        ("month", "2026-02-28", {"2026-01-31": 2, "2026-02-01": 1}, State.ON_TRACK, "本月还差1次"),
        (
            "month",
            "2027-01-01",
            {},
            State.OVERDUE,
            "每月不少于2次：" + "、".join(f"{n}月" for n in range(1, 13)) + "缺",
        ),
        ("year", "2026-12-31", {"2026-02-05": 1}, State.BEHIND, ""),
        ("year", "2027-01-01", {"2026-02-05": 1}, State.OVERDUE, ""),
        ("year", "2026-02-06", {"2026-02-05": 3}, State.DONE, ""),
    ],
)
def test_each_term_is_to_bring_its_own(per: str, today: str, held: dict[str, int], state: State, detail: str) -> None:
    found = stands(replace(DRILL, per=per), today, held)

    assert (found.state, found.detail) == (state, detail)


def test_what_one_term_has_too_much_another_still_lacks() -> None:
    found = stands(DRILL, "2026-12-31", {"2026-01-05": 50, "2026-12-30": 2})

    assert (found.done, found.total, found.share) == (52, Decimal(8), Decimal("0.5"))
    assert [term.code for term in found.short] == ["2026Q2", "2026Q3"]


def test_a_task_of_a_few_weeks_in_which_no_term_begins_is_one_term_itself() -> None:
    """A clerk's own task, every quarter, from February to 20 March: it was said to be done before anything was."""
    task = replace(DRILL, start=day("2026-02-01"), due=day("2026-03-20"))

    assert stands(task, "2026-01-10").state is State.PENDING
    early, late = stands(task, "2026-02-05"), stands(task, "2026-03-21")
    assert (early.state, early.share, early.total, early.running) == (State.NOT_STARTED, Decimal(0), Decimal(2), None)
    assert late.state is State.OVERDUE
    assert late.detail == "每季度不少于2次：2月1日—3月20日缺"
    assert stands(task, "2026-02-20", {"2026-02-10": 2}).state is State.DONE
    assert stands(task, "2026-02-20", {"2026-01-31": 2}).state is State.NOT_STARTED


def test_of_a_task_of_some_months_as_much_is_expected_as_days_have_passed() -> None:
    task = replace(DRILL, per="year", start=day("2026-04-01"), due=day("2026-04-30"), target=Decimal(10))

    assert stands(task, "2026-03-31").state is State.PENDING
    assert stands(task, "2026-04-01").expected == Decimal(1) / 30
    half = stands(task, "2026-04-15", {"2026-04-02": 4})
    assert (half.expected, half.state) == (Decimal("0.5"), State.BEHIND)
    assert stands(task, "2026-04-15", {"2026-04-02": 5}).state is State.ON_TRACK
    assert stands(task, "2026-05-05").expected == 1


def test_what_was_done_outside_the_tasks_days_does_not_count() -> None:
    task = replace(DRILL, per="year", start=day("2026-04-01"), due=day("2026-06-30"))

    found = stands(task, "2026-07-02", {"2026-03-31": 9, "2026-06-30": 1, "2026-07-01": 9})

    assert (found.done, found.state) == (1, State.OVERDUE)


def test_a_ceiling_of_a_flow_holds_until_it_is_broken() -> None:
    task = replace(DRILL, per="year", at_most=True, target=Decimal(3))

    assert stands(task, "2026-05-01", {"2026-02-01": 3}).state is State.ON_TRACK
    assert stands(task, "2026-05-01", {"2026-02-01": 4}).state is State.BEHIND
    assert stands(task, "2027-01-01", {"2026-02-01": 3}).state is State.DONE
    assert stands(task, "2027-01-01", {"2026-02-01": 4}).state is State.OVERDUE
    assert stands(task, "2026-05-01", {"2026-02-01": 3}).share is None


def test_a_done_date_wins_over_every_number_but_not_before_its_day() -> None:
    task = replace(DRILL, finished=day("2026-05-10"))

    assert (stands(task, "2026-05-10").state, stands(task, "2026-05-10").share) == (State.DONE, Decimal(1))
    assert stands(task, "2026-05-09").state is State.BEHIND


def test_a_target_that_nobody_set_waits_for_its_day() -> None:
    task = replace(DRILL, target=None)

    assert stands(task, "2026-12-31", {"2026-02-01": 3}).state is State.PENDING
    assert stands(task, "2027-01-01", {"2026-02-01": 3}).state is State.OVERDUE


def test_a_measure_that_no_longer_exists_leaves_only_the_day() -> None:
    assert stands(replace(DRILL, measure="gone"), "2026-06-01").state is State.PENDING


@pytest.mark.parametrize(
    ("code", "said"),
    [("2026-03", "3月"), ("2026Q2", "第二季度"), ("2026H1", "上半年"), ("2026H2", "下半年")],
)
def test_a_term_is_called_without_its_year(code: str, said: str) -> None:
    assert term_label(parse(code, END)) == said


@pytest.mark.parametrize(
    ("target", "words", "said"),
    [
        (Decimal(1), {"per": "month", "unit": "次"}, "每月不少于1次"),
        (Decimal(2), {"per": "half", "unit": "次"}, "每半年不少于2次"),
        (Decimal("12.50"), {"per": "year", "unit": "元"}, "全年不少于12.50元"),
        (Decimal(95), {"per": "", "unit": "%"}, "不低于95%"),
        (Decimal(100), {"per": "", "unit": "%"}, "达到100%"),
        (Decimal(0), {"per": "", "unit": "处", "at_most": True}, "为零"),
        (Decimal(3), {"per": "quarter", "unit": "处", "at_most": True}, "每季度不超过3处"),
        (Decimal(100), {"per": "", "unit": "%", "at_most": True}, "不超过100%"),
        (None, {"per": "month", "unit": "次"}, ""),
    ],
)
def test_what_is_wanted_is_said_in_words(target: Decimal | None, words: dict[str, object], said: str) -> None:
    assert replace(DRILL, target=target, **words).demand == said  # type: ignore[arg-type]


HELD = st.dictionaries(st.dates(START, END).map(str), st.integers(1, 3), max_size=12)


@given(st.sampled_from(("month", "quarter", "half", "year")), HELD, st.dates(START, END + timedelta(days=40)))
def test_states_and_numbers_of_a_task_agree(per: str, held: dict[str, int], today: date) -> None:
    found = stands(replace(DRILL, per=per), today.isoformat(), held)

    assert found.share is not None and found.total is not None and found.done is not None
    assert 0 <= found.share <= 1
    assert found.share * found.total <= found.done
    assert (found.state is State.DONE) == (found.share == 1)
    assert (found.state is State.OVERDUE) == (found.share < 1 and today > END)
    assert not (found.short and found.state in (State.DONE, State.ON_TRACK, State.NOT_STARTED))
    assert (found.lacking > 0) <= (found.running is not None)


@given(HELD, st.dates(START, END))
def test_one_more_never_makes_a_plan_worse(held: dict[str, int], on: date) -> None:
    order = [State.OVERDUE, State.BEHIND, State.NOT_STARTED, State.ON_TRACK, State.DONE]
    before = stands(DRILL, "2026-12-31", held)
    more = stands(DRILL, "2026-12-31", {**held, on.isoformat(): held.get(on.isoformat(), 0) + 1})

    assert order.index(more.state) >= order.index(before.state)
    assert (more.share or 0) >= (before.share or 0)
    assert set(more.short) <= set(before.short)


def test_json_tells_detail_and_shares_of_a_term() -> None:
    found = stands(DRILL, "2026-04-02", {"2026-01-05": 1})
    shape = as_json([(Plan(2026, "计划", (DRILL,), remarks=("一", "二")), (found,))])

    assert shape["remarks"] == ["一", "二"]
    (task,) = shape["tasks"]  # type: ignore[misc]
    assert (task["per"], task["total"], task["done"], task["share"]) == ("quarter", 8, 1, "12.5")  # type: ignore[has-type]
    assert (task["state"], task["detail"]) == ("behind", "每季度不少于2次：第一季度差1次；本季度还差2次")  # type: ignore[has-type]
    assert (task["expected"], task["where"], task["source"]) == ("25.0", None, None)  # type: ignore[has-type]
