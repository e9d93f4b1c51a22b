"""Checks of numbers that follow from others: rates, changes and percentages; and any check run on each item of a list."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rulebook import ledger, reading

from shequ_cli.rules.privacy import Audience, masked_problem
from shequ_cli.rules.reading import Reading
from shequ_cli.words.errors import BadDefinition

FIELDS = """
    employed: {title: 就业, type: integer, x-blank: [未报]}
    unemployed: {title: 失业, type: integer}
    rate: {title: 就业率, type: number, x-unit: "%", x-blank: [不适用]}
    death: {title: 死亡率, type: number, x-unit: "‰"}
    whole: {title: 整数比, type: integer, x-unit: "%"}
    this: {title: 本期, type: integer}
    last: {title: 上年同期, type: integer}
    change: {title: 同比, type: number, x-unit: "%"}
    paid: {title: 实发, type: number, x-money: true}
    due: {title: 应发, type: number, x-money: true}
    households: {title: 户数, type: integer, x-unit: 户}
    persons: {title: 人数, type: integer, x-unit: 人}
    kind: {title: 种类, enum: [甲, 乙]}
    tags: {title: 标签, type: array, items: {type: string}}
    lines:
      title: 明细
      type: array
      items:
        type: object
        properties:
          standard: {title: 标准, type: number, x-money: true}
          number: {title: 数量, type: integer}
          amount: {title: 金额, type: number, x-money: true}
          share: {title: 比例, type: number, x-unit: "%", x-privacy: personal, x-mask: bank}
          begun: {title: 起, type: string, format: month}
          ended: {title: 止, type: string, format: month}
"""
RATE = {"rate": {"rate": {"of": ["employed"], "to": ["employed", "unemployed"]}}}
CHANGE = {"change": {"change": ["this", "last"]}}
COUNTS = st.integers(0, 10**7)


def checked(check: dict[str, Any], **raw: object) -> Reading:
    """What one check says of a record, keyed by names."""
    return reading(FIELDS, raw, {"x-checks": [check]})


def said(check: dict[str, Any], **raw: object) -> list[tuple[str, str, str]]:
    """Code, message and suggestion of every problem."""
    return [(each.code, each.message, each.suggestion) for each in checked(check, **raw).problems]


@pytest.mark.parametrize("written", ["98.18", "98.2", "98", "98.178"])
def test_a_rate_is_right_to_the_decimals_it_is_written_with(written: str) -> None:
    """R13: 1347 of 1372 are 98.17784…%."""
    assert said(RATE, employed="1347", unemployed="25", rate=written) == []


@pytest.mark.parametrize(
    ("written", "right"), [("98.97", "98.18"), ("98.17", "98.18"), ("99", "98"), ("98.20", "98.18")]
)
def test_a_rate_that_does_not_follow_is_told_with_the_one_that_does(written: str, right: str) -> None:
    expected = ("E-rate", "应等于 就业÷（就业＋失业）", right)
    assert said(RATE, employed="1347", unemployed="25", rate=written) == [expected]


def test_a_half_is_rounded_up() -> None:
    """1 of 8 is 12.5 %, 7 of 16 are 43.75 %."""
    check = {"rate": {"rate": {"of": ["this"], "to": ["last"]}}}
    assert said(check, this="1", last="8", rate="13") == []
    assert said(check, this="1", last="8", rate="12")[0][2] == "13"
    assert said(check, this="7", last="16", rate="43.8") == []


def test_a_rate_is_silent_while_a_part_or_the_rate_is_blank() -> None:
    assert said(RATE, employed="未报", unemployed="25", rate="98.97") == []
    assert said(RATE, employed="1347", rate="98.97") == []
    assert said(RATE, employed="1347", unemployed="25", rate="不适用") == []
    assert said(RATE, employed="1347", unemployed="25") == []


def test_over_nothing_there_is_no_rate() -> None:
    assert said(RATE, employed="0", unemployed="0") == []
    assert said(RATE, employed="0", unemployed="0", rate="100") == [
        ("E-rate", "就业＋失业为 0，没有这个比率，不应填写", "")
    ]


def test_a_rate_per_thousand_and_a_whole_one_and_one_of_money() -> None:
    per_thousand = {"rate": {"death": {"of": ["this"], "to": ["last"]}}}
    assert said(per_thousand, this="5", last="1000", death="5.0") == []
    assert said(per_thousand, this="5", last="1000", death="0.5")[0][2] == "5.0"
    assert said({"rate": {"whole": {"of": ["this"], "to": ["last"]}}}, this="2", last="3", whole="67") == []
    assert said({"rate": {"rate": {"of": ["paid"], "to": ["due"]}}}, paid="0.50", due="4", rate="12.5") == []


@given(part=COUNTS, rest=COUNTS, places=st.integers(0, 6))
def test_the_exact_quotient_rounded_half_up_is_the_only_rate_that_passes(part: int, rest: int, places: int) -> None:
    assume(part + rest)
    exact = Fraction(part * 100, part + rest) * 10**places
    right = Decimal(int(exact + Fraction(1, 2))).scaleb(-places)
    raw = {"employed": str(part), "unemployed": str(rest)}
    assert said(RATE, **raw, rate=f"{right:f}") == []
    off = right + Decimal(1).scaleb(-places)
    assert [code for code, *_rest in said(RATE, **raw, rate=f"{off:f}")] == ["E-rate"]


def test_a_change_follows_from_this_and_last_year() -> None:
    """R16; F16: 108 falls to 48 are 60 less, −55.6 %, never −50 %."""
    assert said(CHANGE, this="48", last="108", change="-55.6") == []
    assert said(CHANGE, this="48", last="108", change="-56") == []
    assert said(CHANGE, this="48", last="108", change="-50") == [
        ("E-change", "应等于（本期－上年同期）÷上年同期", "-56")
    ]
    assert said(CHANGE, this="0", last="5", change="-100") == []


def test_from_nothing_there_is_no_change_in_per_cent() -> None:
    assert said(CHANGE, this="3", last="0") == []
    assert said(CHANGE, this="3", last="0", change="300") == [
        ("E-change", "上年同期为 0，没有增减百分比，不应填写", "")
    ]
    assert said(CHANGE, this="3", change="300") == []


@given(this=COUNTS, last=st.integers(1, 10**7), places=st.integers(0, 4))
def test_a_change_and_its_rounding_agree_with_fractions(this: int, last: int, places: int) -> None:
    exact = Fraction((this - last) * 100, last)
    right = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert said(CHANGE, this=str(this), last=str(last), change=f"{right:f}") == []


@pytest.mark.parametrize(
    ("value", "message"),
    [("0", ""), ("100", ""), ("100.1", "百分比不能超过 100"), ("-0.1", "百分比不能小于 0"), ("不适用", "")],
)
def test_a_percentage_lies_between_none_and_all(value: str, message: str) -> None:
    found = said({"percent": ["rate", "whole"]}, rate=value)
    assert found == ([("E-percent", message, "")] if message else [])


def test_each_percentage_that_is_too_large_is_told() -> None:
    assert [code for code, *_rest in said({"percent": ["rate", "whole"]}, rate="120", whole="101")] == ["E-percent"] * 2


def line(**values: str) -> dict[str, str]:
    return values


def test_a_check_may_be_run_on_each_item_of_a_list_and_stands_at_the_item() -> None:
    """F02: 8 rents of 1,620 are 12,960; the second line is wrong."""
    check = {"product": {"amount": ["standard", "number"]}, "each": "lines"}
    lines = [line(标准="1620", 数量="8", 金额="12960"), line(标准="660", 数量="40", 金额="26000"), line(数量="3")]
    (problem,) = checked(check, 明细=lines).problems
    assert (problem.code, problem.message, problem.suggestion) == ("E-product", "应等于 标准×数量", "26400.00")
    assert (problem.keys, problem.title, problem.field) == (("明细", 1, "金额"), "明细·第2项·金额", "lines.amount")
    assert problem.value == "26000.00"


def test_each_counts_items_as_they_stand_in_the_file_and_needs_no_key() -> None:
    check = {"together": ["number", "amount"], "each": "明细"}
    lines: list[object] = [{"数量": ""}, line(amount="3", 数量="1"), line(amount="3")]
    (problem,) = checked(check, lines=lines).problems
    assert (problem.keys, problem.message) == (("lines", 2), "要和 金额 一起填写")
    assert said(check) == []


def test_each_item_may_be_required_to_say_more() -> None:
    check = {"order": ["begun", "ended"], "each": "lines", "level": "疑问", "message": "起止月份写反"}
    lines = [line(起="2026-03", 止="2026-02")]
    assert said(check, lines=lines) == [("D-order", "起止月份写反", "")]


def test_the_value_of_a_personal_field_in_a_list_is_masked_where_it_is_shown() -> None:
    check = {"percent": ["share"], "each": "lines"}
    (problem,) = checked(check, lines=[line(比例="123456789")]).problems
    assert problem.value == "123456789"
    assert masked_problem(ledger(FIELDS), problem, Audience.UPWARD).value == "****6789"


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ({"rate": {"rate": ["employed", "unemployed"]}}, "rate 下面要写 of、to"),
        ({"rate": {"rate": {"of": ["employed"]}}}, "rate 下面要写 of、to"),
        ({"rate": {"rate": {"of": ["employed"], "to": ["unemployd"]}}}, "没有叫“unemployd”的字段"),
        ({"rate": {"rate": {"of": ["employed"], "to": ["employed"], "by": "kind"}}}, "没有“by”这一项，可用：of、to"),
        ({"rate": {"kind": {"of": ["employed"], "to": ["employed"]}}}, "种类不能用在这里"),
        ({"rate": {"rate": {"of": ["kind"], "to": ["employed"]}}}, "不能放在一起比较"),
        ({"rate": {"rate": {"of": [], "to": ["employed"]}}}, "至少 1 个"),
        ({"change": {"change": ["this"]}}, "至少 2 个"),
        ({"change": {"change": ["this", "last", "employed"]}}, "应写两个字段"),
        ({"change": {"change": ["this", "paid"]}}, "不能放在一起比较"),
        ({"change": {"kind": ["this", "last"]}}, "种类不能用在这里"),
        ({"percent": ["kind"]}, "不能放在一起比较"),
        ({"percent": "rate"}, "至少 1 个"),
        ({"sum": {"persons": ["households"]}}, "户和人不能相加"),
        ({"percent": ["share"], "each": "tags"}, "标签不是由几个字段组成的一列"),
        ({"percent": ["share"], "each": "kind"}, "种类不是一列"),
        ({"percent": ["rate"], "each": "lines"}, "没有叫“rate”的字段"),
        ({"once": ["number"], "each": "lines"}, "跨记录的检查不能写 each"),
        ({"unique": ["number"], "each": "lines"}, "跨记录的检查不能写 each"),
    ],
)
def test_what_does_not_fit_the_fields_is_a_bad_definition(check: dict[str, Any], why: str) -> None:
    with pytest.raises(BadDefinition, match=why):
        checked(check)
