"""Checks of a record against its own lists: declared counts and totals, 户 added to 人, periods named twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rulebook import reading

from shequ_cli.rules.reading import Reading
from shequ_cli.words.errors import BadDefinition

FIELDS = """
    groups: {title: 组数, type: integer}
    names: {title: 组名, type: array, items: {title: 组名, type: string}}
    stars: {title: 星数, type: integer}
    scores:
      title: 评分
      type: array
      items:
        type: object
        properties:
          item: {title: 项目, type: string}
          score: {title: 得分, type: number}
          met: {title: 达标, type: boolean}
    persons: {title: 人数, type: integer, x-unit: 人, x-blank: [未报]}
    households: {title: 户数, type: integer, x-unit: 户}
    heads: {title: 头数, type: integer}
    amount: {title: 总额, type: number, x-money: true}
    lines:
      title: 明细
      type: array
      items:
        type: object
        properties:
          item: {title: 项目, type: string}
          number: {title: 数量, type: integer}
          paid: {title: 金额, type: number, x-money: true}
          unit: {title: 单位, enum: [户, 人, 件]}
          year: {title: 年度, type: integer}
          quarter: {title: 季度, enum: [一季度, 二季度]}
"""
STARS = {"count": {"stars": {"of": "scores", "at_least": {"score": 9}}}}
PERSONS = {"total": {"persons": {"of": "lines", "value": "number", "when": {"unit": "人"}}}}


def checked(check: dict[str, Any], **raw: object) -> Reading:
    """What one check says of a record, keyed by names."""
    return reading(FIELDS, raw, {"x-checks": [check]})


def said(check: dict[str, Any], **raw: object) -> list[tuple[str, str, str]]:
    """Code, message and suggestion of every problem."""
    return [(each.code, each.message, each.suggestion) for each in checked(check, **raw).problems]


def lines(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"数量": number, "单位": unit} for number, unit in pairs]


def test_twelve_groups_of_which_eleven_are_listed() -> None:
    """L04: a plan says 12 groups and lists 11."""
    eleven = [f"第{n}组" for n in range(11)]
    assert said({"count": {"groups": "names"}}, groups="12", names=eleven) == [("E-count", "组名里有 11 项", "11")]
    assert said({"count": {"groups": "names"}}, groups="12", names=[*eleven, "医疗"]) == []


def test_a_count_is_silent_without_the_number_or_the_list() -> None:
    assert said({"count": {"groups": "names"}}, groups="12") == []
    assert said({"count": {"groups": "names"}}, names=["消防"]) == []


def test_stars_are_counted_from_nine_points_upward() -> None:
    """F26: 8.9 is no star."""
    scores = [{"得分": score} for score in ("9", "9", "9.5", "9", "9", "9", "9", "8.9", "8", "7")]
    assert said(STARS, stars="7", scores=scores) == []
    assert said(STARS, stars="8", scores=scores) == [("E-count", "评分里得分不低于9的有 7 项", "7")]


def test_items_are_counted_by_what_they_say_and_by_several_conditions_at_once() -> None:
    scores = [{"得分": "9", "达标": "是"}, {"得分": "9.5", "达标": "否"}, {"达标": "是"}]
    assert said({"count": {"stars": {"of": "scores", "when": {"met": True}}}}, stars="2", scores=scores) == []
    both = {"count": {"stars": {"of": "scores", "when": {"met": "是"}, "at_least": {"得分": 9}}}}
    assert said(both, stars="2", scores=scores) == [("E-count", "评分里达标为是，得分不低于9的有 1 项", "1")]


def test_a_total_is_the_sum_of_the_items_that_match() -> None:
    assert said(PERSONS, persons="14", lines=lines(("12", "人"), ("7", "户"), ("2", "人"))) == []
    assert said(PERSONS, persons="15", lines=lines(("12", "人"), ("7", "户"), ("2", "人"))) == [
        ("E-total", "应等于明细里数量之和（单位为人）", "14")
    ]


@pytest.mark.parametrize(
    ("persons", "why"),
    [
        ("23", "单位不同不能相加：加进了单位为户的 2 项，共 9"),
        ("21", "单位不同不能相加：加进了单位为户的 1 项，共 7"),
        ("18", "单位不同不能相加：加进了单位为件的 1 项，共 4"),
        ("27", "单位不同不能相加：加进了单位为户、件的 3 项，共 13"),
    ],
)
def test_a_total_that_took_in_another_unit_is_a_problem_of_its_own(persons: str, why: str) -> None:
    mixed = lines(("12", "人"), ("7", "户"), ("2", "户"), ("2", "人"), ("4", "件"))
    assert said(PERSONS, persons=persons, lines=mixed) == [("E-mixed-units", why, "14")]


def test_units_are_mixed_only_where_the_total_has_the_unit_that_is_asked_for() -> None:
    check = {"total": {"heads": {"of": "lines", "value": "number", "when": {"unit": "人"}}}}
    assert [code for code, *_rest in said(check, heads="19", lines=lines(("12", "人"), ("7", "户")))] == ["E-total"]


def test_a_total_of_all_items_and_of_money_is_exact() -> None:
    check = {"total": {"amount": {"of": "lines", "value": "paid"}}}
    paid = [{"金额": "0.10"}, {"金额": "0.20"}, {"项目": "未发"}]
    assert said(check, amount="0.30", lines=paid) == []
    assert said(check, amount="0.31", lines=paid) == [("E-total", "应等于明细里金额之和", "0.30")]


def test_a_total_is_silent_without_total_or_list_and_zero_when_nothing_matches() -> None:
    assert said(PERSONS, persons="未报", lines=lines(("12", "人"))) == []
    assert said(PERSONS, persons="12") == []
    assert said(PERSONS, persons="0", lines=lines(("7", "户"))) == []


@given(st.lists(st.tuples(st.integers(0, 999), st.sampled_from(["户", "人", "件"])), min_size=1, max_size=8))
def test_only_the_sum_of_its_own_unit_passes_and_the_sum_of_all_is_mixed(pairs: list[tuple[int, str]]) -> None:
    given_lines = lines(*((str(number), unit) for number, unit in pairs))
    own = sum(number for number, unit in pairs if unit == "人")
    everything = sum(number for number, _unit in pairs)
    assert said(PERSONS, persons=str(own), lines=given_lines) == []
    assume(everything != own)
    ((code, _message, right),) = said(PERSONS, persons=str(everything), lines=given_lines)
    assert (code, right) == ("E-mixed-units", str(own))


def test_a_quarter_named_twice_in_one_list_is_told_at_the_second() -> None:
    """L05: sentences about the third and fourth quarter both say 第一季度."""
    check = {"once": {"lines": "quarter"}}
    given_lines = [{"季度": "一季度"}, {"季度": "二季度"}, {"季度": "一季度"}, {"项目": "其他"}]
    (problem,) = checked(check, lines=given_lines).problems
    assert (problem.code, problem.message) == ("E-period", "季度与第1项相同，一期只能写一次")
    assert (problem.keys, problem.title) == (("lines", 2, "季度"), "明细·第3项·季度")


def test_a_period_may_be_of_several_fields_and_a_part_that_is_blank_names_none() -> None:
    check = {"once": {"lines": ["year", "quarter"]}}
    assert said(check, lines=[{"年度": "2025", "季度": "一季度"}, {"年度": "2026", "季度": "一季度"}]) == []
    assert said(check, lines=[{"季度": "一季度"}, {"季度": "一季度"}]) == []
    assert len(said(check, lines=[{"年度": "2026", "季度": "一季度"}] * 3)) == 2
    assert said(check) == []


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ({"count": {"groups": "stars"}}, "星数不是一列"),
        ({"count": {"amount": "names"}}, "总额不能用在这里"),
        ({"count": {"groups": {"of": "names", "when": {"item": "甲"}}}}, "组名不是由几个字段组成的一列"),
        (
            {"count": {"groups": {"of": "scores", "at_most": {"score": 9}}}},
            "没有“at_most”这一项，可用：of、when、at_least",
        ),
        ({"count": {"groups": {"of": "scores", "at_least": {"score": "九"}}}}, "得分：“九”不是数"),
        ({"count": {"groups": {"of": "scores", "at_least": {"item": 9}}}}, "项目不能用在这里"),
        ({"count": {"groups": {"when": {"met": "是"}}}}, "字段"),
        ({"total": {"persons": {"of": "lines"}}}, "persons 下面要写 of、value"),
        ({"total": {"persons": {"of": "lines", "value": "paid"}}}, "不能放在一起比较：人数、金额"),
        ({"total": {"persons": {"of": "lines", "value": "number", "when": {"unit": "斤"}}}}, "单位：不在可选值里"),
        ({"total": {"persons": {"of": "names", "value": "number"}}}, "组名不是由几个字段组成的一列"),
        ({"once": {"lines": "month"}}, "没有叫“month”的字段"),
        ({"once": {"lines": []}}, "至少 1 个"),
        ({"once": "quarter"}, "应写一列字段"),
    ],
)
def test_what_does_not_fit_the_fields_is_a_bad_definition(check: dict[str, Any], why: str) -> None:
    with pytest.raises(BadDefinition, match=why):
        checked(check)
