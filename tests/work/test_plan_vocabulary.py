"""Every word that the top of annual.yaml explains: what it does to the tasks of a plan, and what is said of a slip in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planstore
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.campaign import Occurrence
from shequ_cli.work.clock import ClockStanding, ClockState, OpenClock
from shequ_cli.work.compare import Number
from shequ_cli.work.period import between, containing
from shequ_cli.work.plan import Plan, Task
from shequ_cli.work.planmaking import Basis, generate, recurring
from shequ_cli.work.planrulefile import PlanRules, read_rules
from shequ_cli.work.workday import read_calendar

TODAY = date(2027, 1, 5)
RULE: Mapping[str, Any] = {"id": "one", "section": "law", "title": "举办法治讲座", "lead": "居民委员会"}
SPRING = Occurrence("spring_festival", "春节", date(2027, 2, 6), date(2027, 2, 7))
SAFETY = Occurrence("safety", "安全生产月", date(2027, 6, 1), date(2027, 7, 1))


def rules(**parts: object) -> PlanRules:
    sections = [{"id": "law", "title": "法治宣传"}, {"id": "safety", "title": "安全检查"}]
    raw: dict[str, Any] = {"sections": sections, **parts}
    return read_rules("sample", raw, planstore.measures(), planstore.ledgers())


def plan(found: PlanRules, **around: Any) -> Plan:  # noqa: ANN401 - any part of a basis
    usual = Basis(TODAY, containing("year", date(2026, 1, 1)), planstore.measures(), community="幸福社区")
    return generate(found, 2027, replace(usual, **around))


def made(part: str, around: Mapping[str, object] | None = None, **words: object) -> Task:
    """The one task that a rule of this part makes."""
    (task,) = plan(rules(**{part: [{**RULE, **words}]}), **(around or {})).tasks
    return task


def complaint(**parts: object) -> str:
    with pytest.raises(BadDefinition) as caught:
        rules(**parts)
    return str(caught.value)


# what every rule says


def test_sections_stand_in_their_order_whatever_the_order_of_the_rules() -> None:
    found = plan(rules(tasks=[{**RULE, "id": "b", "section": "safety"}, {**RULE, "id": "a"}]))

    assert [task.id for task in found.tasks] == ["a", "b"]
    assert found.headings == ("法治宣传", "安全检查")


def test_the_pattern_names_community_and_year() -> None:
    assert plan(rules()).title == "幸福社区2027年工作计划"
    assert plan(rules(pattern="{year}年{community}要点")).title == "2027年幸福社区要点"


def test_a_rule_without_days_runs_all_year_and_one_with_days_from_and_to_them() -> None:
    whole, part = made("tasks"), made("tasks", start="03-15", due="09-30")

    assert (whole.start, whole.due) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (part.start, part.due) == (date(2027, 3, 15), date(2027, 9, 30))


def test_source_and_note_go_into_the_task() -> None:
    task = made("tasks", source="法制课（R34 S31）", note="每季度一次")

    assert (task.source, task.remark) == ("法制课（R34 S31）", "每季度一次")


@pytest.mark.parametrize(
    ("said", "read"), [("居委会", ("居委会",)), (["甲", "乙"], ("甲", "乙")), ("", ()), (None, ()), (3, ())]
)
def test_duties_are_one_word_or_several(said: object, read: tuple[str, ...]) -> None:
    assert made("tasks", cooperate=said).duty.cooperate == read


CALENDAR = read_calendar({"2027": {"放假": ["2027-10-01..2027-10-07"], "上班": ["2027-09-26"]}})


@pytest.mark.parametrize(
    ("start", "due", "day"),
    [
        ("01-01", "10-05", date(2027, 9, 30)),  # within National Day: the Thursday before
        ("01-01", "09-26", date(2027, 9, 26)),  # a Sunday that is worked
        ("01-01", "09-25", date(2027, 9, 24)),  # a Saturday
        ("10-03", "10-05", date(2027, 10, 3)),  # never before it begins
        ("01-01", "01-02", date(2027, 1, 1)),  # 2027-01-01 is a Friday, here not a day off
    ],
)
def test_a_last_day_on_a_day_off_comes_before_it_but_never_before_the_first(start: str, due: str, day: date) -> None:
    assert made("tasks", {"calendar": CALENDAR}, start=start, due=due).due == day


def test_a_year_that_begins_with_days_off_has_its_first_last_day_after_them() -> None:
    calendar = read_calendar({"2027": {"放假": ["2027-01-01..2027-01-03"]}})

    assert made("tasks", {"calendar": calendar}, due="01-02").due == date(2027, 1, 4)


# tasks: minimum counts


@pytest.mark.parametrize(
    ("per", "said"), [("month", "每月"), ("quarter", "每季度"), ("half", "每半年"), ("year", "全年")]
)
def test_a_minimum_count_says_how_often(per: str, said: str) -> None:
    task = made("tasks", measure="law_classes", at_least=2, per=per)

    assert (task.per, task.target) == (per, Decimal(2))
    assert task.demand == f"{said}不少于2{planstore.measures()['law_classes'].unit}"


def test_a_count_without_per_is_for_the_year_and_unit_takes_the_place_of_the_measures() -> None:
    task = made("tasks", measure="law_classes", at_least="1.5", unit="学时")

    assert (task.per, task.unit, task.demand) == ("year", "学时", "全年不少于1.5学时")


def test_where_stays_as_it_is_written() -> None:
    assert made("tasks", measure="law_classes", at_least=1, where="attendance > 20").where == "attendance > 20"


def test_without_a_measure_nothing_is_wanted_but_the_day() -> None:
    task = made("tasks", per="quarter", due="06-30")

    assert (task.measure, task.target, task.per, task.demand) == ("", None, "", "")


def test_a_year_without_a_plan_still_knows_its_counts() -> None:
    found = rules(tasks=[{**RULE, "measure": "law_classes", "at_least": 1, "per": "month"}, {**RULE, "id": "two"}])

    assert [task.id for task in recurring(found, 2027, planstore.measures())] == ["one"]


# campaigns: named days


def test_a_named_day_is_filled_into_title_and_condition() -> None:
    task = made(
        "campaigns",
        {"days": [SPRING, SAFETY]},
        title="开展{name}活动",
        days="spring_festival",
        measure="activities",
        where="campaign = '{name}' or theme = '{id}'",
    )

    assert (task.id, task.title) == ("one-spring_festival", "开展春节活动")
    assert task.where == "campaign = '春节' or theme = 'spring_festival'"
    assert (task.start, task.due, task.target, task.occasion) == (SPRING.start, SPRING.start, 1, "春节（2月6日）")


def test_before_and_after_widen_the_days_but_stay_in_the_year() -> None:
    words = {"measure": "activities", "days": ["spring_festival"], "at_least": 2}
    near = made("campaigns", {"days": [SPRING]}, before=7, after=3, **words)
    far = made("campaigns", {"days": [SPRING]}, before=300, after=400, **words)

    assert (near.start, near.due, near.target) == (date(2027, 1, 30), date(2027, 2, 9), 2)
    assert (far.start, far.due) == (date(2027, 1, 1), date(2027, 12, 31))


def test_days_come_by_their_dates_and_those_not_announced_only_as_a_remark() -> None:
    found = rules(campaigns=[{**RULE, "days": ["safety", "later", "spring_festival"], "measure": "activities"}])

    held = plan(found, days=[SAFETY, SPRING], unannounced=["后来的日子"])

    assert [task.id for task in held.tasks] == ["one-spring_festival", "one-safety"]
    assert "后来的日子的日期逐年公布，尚未排入" in held.remarks


# carry_over


def clock(id: str, name: str, due: date | None = None) -> OpenClock:
    return OpenClock(id.split("-")[0], id, "", ClockStanding(name, due, ClockState.OPEN))


OPEN = [
    clock("case-20261101-bbbb", "调结", date(2026, 12, 1)),
    clock("case-20260901-aaaa", "归档", date(2027, 3, 1)),
    clock("case-20260901-aaaa", "调结", None),
    clock("case-20270103-cccc", "调结"),
    clock("hazard-20261101-dddd", "整改"),
]


def test_carried_records_are_those_of_the_ledger_on_these_clocks_each_once() -> None:
    one = made("carry_over", {"open_clocks": OPEN}, ledger="case", clocks="调结")
    all_clocks = made("carry_over", {"open_clocks": OPEN}, ledger="case")

    assert one.records == ("case-20260901-aaaa", "case-20261101-bbbb")
    assert (one.clocks, one.unit) == (("调结",), "件")
    assert one.remark == "截至2027年1月5日未办结2件，其中已超期1件"
    assert all_clocks.records == one.records
    assert set(all_clocks.clocks) == {each.name for each in planstore.ledgers()["case"].clocks}


def test_nothing_open_makes_no_task() -> None:
    assert plan(rules(carry_over=[{**RULE, "ledger": "request"}]), open_clocks=OPEN).tasks == ()


# unfinished


def test_unfinished_tasks_take_days_and_source_from_the_rule_and_the_rest_from_themselves() -> None:
    old = Task("自定-1", "修订居民公约", "议事", date(2026, 2, 1), date(2026, 5, 1), remark="旧备注", target=Decimal(3))
    found = rules(unfinished={**RULE, "id": "left", "due": "06-30", "source": "上年结转"})

    (task,) = plan(found, unfinished=[old]).tasks

    assert (task.id, task.title, task.section, task.target) == ("left-自定-1", "修订居民公约", "议事", Decimal(3))
    assert (task.start, task.due, task.source) == (date(2027, 1, 1), date(2027, 6, 30), "上年结转")
    assert task.remark == "2026年计划未完成，接着办"


def test_without_that_rule_nothing_goes_on() -> None:
    old = Task("自定-1", "修订居民公约", "议事", date(2026, 2, 1), date(2026, 5, 1))

    assert plan(rules(), unfinished=[old]).tasks == ()


# targets


def goal(measure: str, last: Number | None, **words: object) -> Task:
    return made("targets", {"numbers": {"one": last}}, measure=measure, **words)


@pytest.mark.parametrize(
    ("measure", "last", "words", "target", "remark"),
    [
        ("visits", 120, {"grow": 5}, "126", "2026年为120人次，增长5%"),
        ("visits", 121, {"grow": 5}, "128", "2026年为121人次，增长5%"),  # 127.05: rounded to the harder side
        ("visits", 120, {}, "120", "2026年为120人次，保持这一水平"),
        ("visits", 120, {"grow": -10, "at_most": True}, "108", "2026年为120人次，压减10%"),
        ("visits", 121, {"grow": -10, "at_most": True}, "108", "2026年为121人次，压减10%"),  # 108.9: the harder side
        ("visits", 120, {"fixed": 300}, "300", "2026年为120人次"),
        ("visits", None, {"fixed": 300}, "300", ""),
        ("visits", 120, {"floor": 150}, "150", "2026年为120人次"),
        ("visits", None, {"floor": 150}, "150", "2026年没有记录"),
        ("visits", None, {}, None, "2026年没有记录，目标待定"),
        ("visits", 0, {"grow": 10}, None, "2026年为0人次，目标待定"),
        ("visits", 0, {"at_most": True}, "0", "2026年为0人次，保持这一水平"),
        ("request_reply_rate", Decimal("91.5"), {"grow": 2}, "93.5", "2026年为91.5%，提高2个百分点"),
        ("request_reply_rate", Decimal("91.5"), {"grow": "-1.5"}, "90.0", "2026年为91.5%，降低1.5个百分点"),
        ("request_reply_rate", Decimal("99.5"), {"grow": 2}, "100", "2026年为99.5%，提高2个百分点"),
        ("request_reply_rate", Decimal("80.0"), {"floor": 95}, "95", "2026年为80.0%"),
        ("relief_paid", Decimal("1000.50"), {"grow": 10}, "1100.55", "2026年为1000.50元，增长10%"),
    ],
)
def test_a_goal_is_reckoned_from_last_years_number(
    measure: str, last: Number | None, words: dict[str, object], target: str | None, remark: str
) -> None:
    task = goal(measure, last, **words)

    assert (task.target, task.remark) == (None if target is None else Decimal(target), remark)


def test_a_ceiling_is_never_above_its_floor_word() -> None:
    assert goal("visits", 120, floor=100, at_most=True).target == 100
    assert goal("visits", 80, floor=100, at_most=True).target == 80


def test_a_flow_is_for_the_year_and_a_level_for_any_day() -> None:
    assert goal("visits", 3).per == "year"
    assert goal("request_reply_rate", Decimal(90)).per == ""
    assert goal("hazards_overdue", 3).per == ""


def test_the_note_of_the_rule_comes_after_what_the_number_was_made_from() -> None:
    assert goal("visits", 3, note="重点对象每月一次").remark == "2026年为3人次，保持这一水平；重点对象每月一次"


@pytest.mark.parametrize(("months", "target"), [(10, 12), (3, 40), (7, 18), (12, 10)])
def test_a_year_that_still_runs_is_reckoned_up_by_its_months(months: int, target: int) -> None:
    end = date(2026, months + 1, 1) if months < 12 else date(2027, 1, 1)
    around = {"numbers": {"one": 10}, "period": between(date(2026, 1, 1), end)}

    task = made("targets", around, measure="visits", grow=0)

    # 10 × 12 ÷ 7 = 17.1: reckoned up to the nearest whole number first
    assert task.target == (17 if months == 7 else target)
    assert ("折算全年" in task.remark) == (months != 12)


@given(st.integers(1, 5000), st.integers(0, 60), st.integers(0, 60))
def test_more_growth_never_asks_for_less(last: int, small: int, more: int) -> None:
    low, high = (goal("visits", last, grow=grow).target for grow in sorted((small, more)))

    assert low is not None and high is not None
    assert last <= low <= high


# slips, each with the file and the rule


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"sections": [{"id": "law"}]}, "每个部分都要有 id 和 title，这里没有：{'id': 'law'}"),
        ({"sections": [{"title": "法治宣传"}]}, "每个部分都要有 id 和 title"),
        ({"sections": ["law"]}, "sections 里要写成一项一项的“名字: 内容”，不能是“law”"),
        ({"tasks": ["lecture"]}, "tasks 里要写成一项一项的“名字: 内容”，不能是“lecture”"),
        ({"unfinished": "left"}, "unfinished 里要写成一项一项的“名字: 内容”"),
        ({"unfinished": {**RULE, "section": "lwa"}}, "one：没有叫“lwa”的部分，是不是“law”？"),
        ({"pattern": "{comunity}{year}"}, "“{comunity}{year}”的花括号里只能写 {community}、{year}"),
        ({"pattern": "{year"}, "“{year”的花括号里只能写 {community}、{year}"),
        ({"campaigns": [{**RULE, "measure": "visits", "title": "开展{nam}活动"}]}, "one：“开展{nam}活动”的花括号里只能写 {name}"),
        ({"campaigns": [{**RULE, "measure": "visits", "where": "theme = '{}'"}]}, "one：“theme = '{}'”的花括号里只能写 {name}、{id}"),
        ({"campaigns": [{**RULE, "measure": "visits", "before": "一周"}]}, "one：before 要写数字，不能是“一周”"),
        ({"campaigns": [RULE]}, "one：没有叫“”的指标"),
        ({"targets": [{**RULE, "measure": "visits", "grow": "5%"}]}, "one：grow 要写数字，不能是“5%”"),
        ({"targets": [{**RULE, "measure": "visits", "floor": "多"}]}, "one：floor 要写数字"),
        ({"targets": [{**RULE, "measure": "visits", "fixed": "无"}]}, "one：fixed 要写数字"),
        ({"targets": [{**RULE, "measure": "visit"}]}, "one：没有叫“visit”的指标，是不是“visits"),
        ({"tasks": [{**RULE, "start": "1-1"}]}, "one：日子要写成 03-31 的样子，不能是“1-1”"),
        ({"tasks": [{**RULE, "due": "02-29"}]}, "不能是“02-29”"),
        ({"tasks": [RULE], "targets": [{**RULE, "measure": "visits"}]}, "编号重复：one"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_the_file(parts: dict[str, object], said: str) -> None:
    told = complaint(**parts)

    assert told.startswith("schemas/plans/sample.yaml 定义有误：")
    assert said in told


def test_a_part_that_is_left_empty_is_no_slip() -> None:
    found = rules(tasks=None, campaigns=None, carry_over=None, targets=None)

    assert found.ids == ()
