"""The x-checks of one record, rule by rule: kept, breached, and silent where there is nothing to say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import CODELISTS, TODAY, codes, ledger, reading

from shequ_cli.rules.checks import code_of, references, said, unique_fields
from shequ_cli.rules.reading import Reader, Reading
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.problem import Level
from shequ_cli.words.record import Raw

FIELDS = """
    a: {title: 甲日, type: string, format: date}
    b: {title: 乙日, type: string, format: date}
    c: {title: 丙日, type: string, format: date}
    m: {title: 月份, type: string, format: month}
    begins: {title: 开始, type: string, format: time}
    ends: {title: 结束, type: string, format: time}
    n: {title: 合计, type: integer}
    x: {title: 男, type: integer, x-blank: [未报]}
    y: {title: 女, type: integer}
    share: {title: 比例, type: number}
    total: {title: 金额, type: number, x-money: true}
    unit: {title: 标准, type: number, x-money: true}
    cash: {title: 现金, type: number, x-money: true}
    state: {title: 状态, enum: [受理, 已履行, 撤回]}
    urgent: {title: 疑难, type: boolean}
    place: {title: 地点, type: string}
    tags: {title: 标签, type: array, items: {type: string}}
"""


def checked(check: dict[str, Any], **raw: str) -> Reading:
    """What one check says of a record, keyed by names."""
    return reading(FIELDS, dict(raw), {"x-checks": [check]})


def said_of(check: dict[str, Any], **raw: str) -> list[tuple[str, str, str]]:
    """Code, title and message of every problem."""
    return [(problem.code, problem.title, problem.message) for problem in checked(check, **raw).problems]


ORDER = {"order": ["a", "b", "c"]}


def test_dates_in_order_pass_and_equal_days_are_in_order() -> None:
    assert said_of(ORDER, a="2026-03-01", b="2026-03-01", c="2026-03-02") == []


def test_a_date_before_the_one_ahead_of_it_is_named_with_it() -> None:
    assert said_of(ORDER, a="2026-03-02", b="2026-03-01") == [("E-order", "乙日", "不能早于甲日 2026-03-02")]


def test_order_skips_what_is_blank() -> None:
    assert said_of(ORDER, a="2026-03-02", c="2026-03-01") == [("E-order", "丙日", "不能早于甲日 2026-03-02")]
    assert said_of(ORDER, b="2026-03-01") == []


def test_order_compares_days_with_months_by_month_and_times_by_the_clock() -> None:
    assert said_of({"order": ["m", "a"]}, m="2026-03", a="2026-03-01") == []
    assert [code for code, *_rest in said_of({"order": ["m", "a"]}, m="2026-03", a="2026-02-28")] == ["E-order"]
    assert said_of({"order": ["begins", "ends"]}, begins="9:30", ends="10:00") == []
    assert said_of({"order": ["begins", "ends"]}, begins="9:30", ends="9:00") == [
        ("E-order", "结束", "不能早于开始 09:30")
    ]
    assert said_of({"order": ["x", "y"]}, x="3", y="2") == [("E-order", "女", "不能小于男 3")]


def test_a_sum_is_its_parts() -> None:
    check = {"sum": {"n": ["x", "y"]}}
    assert said_of(check, n="3", x="1", y="2") == []
    (problem,) = checked(check, n="4", x="1", y="2").problems
    assert (problem.code, problem.keys, problem.value, problem.suggestion) == ("E-sum", ("n",), "4", "3")
    assert problem.message == "应等于 男、女 之和"


def test_a_blank_part_counts_nothing_beside_a_filled_one() -> None:
    check = {"sum": {"n": ["x", "y"]}}
    assert said_of(check, n="2", y="2") == []
    assert said_of(check, n="2", x="未报", y="2") == []
    assert [code for code, *_rest in said_of(check, n="3", y="2")] == ["E-sum"]


def test_a_sum_is_silent_without_total_or_without_any_part() -> None:
    check = {"sum": {"n": ["x", "y"]}}
    assert said_of(check, n="3") == []
    assert said_of(check, x="1", y="2") == []


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=2, max_size=2))
def test_sums_of_money_are_exact(parts: list[Decimal]) -> None:
    check = {"sum": {"total": ["unit", "cash"]}}
    unit, cash = (f"{part:.2f}" for part in parts)
    assert said_of(check, total=f"{sum(parts):.2f}", unit=unit, cash=cash) == []
    (problem,) = checked(check, total=f"{sum(parts) + Decimal('0.01'):.2f}", unit=unit, cash=cash).problems
    assert problem.suggestion == f"{sum(parts):.2f}"


def test_at_most_compares_each_number_with_the_next() -> None:
    assert said_of({"at_most": ["x", "y"]}, x="2", y="2") == []
    assert said_of({"at_most": ["x", "y"]}, x="3", y="2") == [("E-at-most", "男", "不能大于女 2")]
    assert said_of({"at_most": ["x", "y"]}, x="3") == []
    assert said_of({"at_most": ["x", "y"]}, x="未报", y="2") == []
    assert len(said_of({"at_most": ["n", "x", "y"]}, n="3", x="2", y="1")) == 2


def test_parts_in_a_list_of_their_own_come_to_at_most_the_total() -> None:
    check = {"at_most": [["x", "y"], "n"]}
    assert said_of(check, x="1", y="2", n="3") == said_of(check, x="1", n="3") == said_of(check, x="9") == []
    assert said_of(check, n="3") == said_of(check, x="未报", y="3", n="3") == []
    assert said_of(check, x="2", y="2", n="3") == [("E-at-most", "合计", "男、女 之和不能大于合计")]


def test_together_names_each_that_is_missing() -> None:
    check = {"together": ["x", "y", "place"]}
    assert said_of(check) == []
    assert said_of(check, x="1", y="2", place="3栋") == []
    assert said_of(check, x="1") == [
        ("E-together", "女", "要和 男 一起填写"),
        ("E-together", "地点", "要和 男 一起填写"),
    ]


def test_zero_and_no_are_filled_in() -> None:
    assert said_of({"together": ["x", "urgent"]}, x="0", urgent="否") == []


def test_exclusive_lets_one_stand() -> None:
    check = {"exclusive": ["x", "y"]}
    assert said_of(check, x="1") == []
    assert said_of(check, x="1", y="未报", n="2")[0][0] == "E-integer"
    assert said_of(check, x="未报", y="1") == []
    assert said_of(check, x="1", y="2") == [("E-exclusive", "女", "男、女 只能填一个")]


def test_require_asks_for_fields_when_its_condition_holds() -> None:
    check = {"require": {"when": {"state": ["已履行", "撤回"]}, "fields": ["a", "place"]}}
    assert said_of(check, state="受理") == []
    assert said_of(check) == []
    assert said_of(check, state="撤回", place="3栋") == [("E-require", "甲日", "状态为已履行或撤回时必须填写")]


def test_require_takes_one_value_booleans_and_several_fields_at_once() -> None:
    check = {"require": {"when": {"状态": "已履行", "urgent": True}, "fields": ["place"]}}
    assert said_of(check, state="已履行", urgent="否") == []
    assert said_of(check, state="已履行", urgent="有") == [("E-require", "地点", "状态为已履行，疑难为是时必须填写")]


def test_forbid_asks_for_empty_fields_when_its_condition_holds() -> None:
    check = {"forbid": {"when": {"state": "受理"}, "fields": ["b"]}}
    assert said_of(check, state="受理") == []
    assert said_of(check, state="已履行", b="2026-03-01") == []
    assert said_of(check, state="受理", b="2026-03-01") == [("E-forbid", "乙日", "状态为受理时不应填写")]


def test_a_product_is_exact_and_money_is_rounded_half_up() -> None:
    check = {"product": {"total": ["unit", "n"]}}
    assert said_of(check, total="300", unit="100.00", n="3") == []
    (problem,) = checked(check, total="299", unit="100", n="3").problems
    assert (problem.code, problem.message, problem.suggestion) == ("E-product", "应等于 标准×合计", "300.00")
    assert said_of({"product": {"total": ["unit", "share"]}}, total="0.13", unit="0.25", share="0.5") == []


def test_a_product_is_silent_while_a_factor_is_blank() -> None:
    assert said_of({"product": {"total": ["unit", "n"]}}, total="299", unit="100") == []


@pytest.mark.parametrize(("level", "code"), [("错误", "E-order"), ("疑问", "D-order"), ("提示", "H-order")])
def test_the_level_of_a_check_changes_the_letter_of_its_code(level: str, code: str) -> None:
    found = checked(ORDER | {"level": level}, a="2026-03-02", b="2026-03-01")
    assert codes(found) == [code]
    assert found.problems[0].level == {"错误": Level.ERROR, "疑问": Level.DOUBT, "提示": Level.HINT}[level]


def test_a_check_may_have_words_and_a_source_of_its_own() -> None:
    check = ORDER | {"message": "先受理后调解", "source": "人民调解法"}
    assert said_of(check, a="2026-03-02", b="2026-03-01") == [("E-order", "乙日", "先受理后调解（依据：人民调解法）")]


def test_a_doubt_of_a_check_is_passed_with_a_reason() -> None:
    made = ledger(FIELDS, {"x-checks": [ORDER | {"level": "疑问"}]})
    raw: dict[str, Raw] = {"a": "2026-03-02", "b": "2026-03-01", "疑问说明": {"D-order": "补签"}}
    assert Reader(made, CODELISTS, TODAY).read(raw).problems == ()


def test_checks_are_silent_about_fields_that_could_not_be_read() -> None:
    assert [code for code, *_rest in said_of(ORDER, a="2026-03-02", b="昨天")] == ["E-date"]


def test_what_cross_record_checks_ask_for_is_parsed_here() -> None:
    repeated = [{"unique": "place"}, {"unique": ["年月", "place"], "level": "疑问"}]
    made = ledger(FIELDS, {"x-checks": [*repeated, {"refers": {"地点": "case"}}]})
    one, several, refers = made.checks
    assert [[field.name for field in group] for group in unique_fields(made, one)] == [["place"]]
    assert [(field.name, target) for field, target in references(made, refers)] == [("place", "case")]
    assert (code_of(several), said(several, "重复")) == ("D-unique", "重复")
    with pytest.raises(BadDefinition, match="年月"):
        unique_fields(made, several)


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ({"orders": ["a", "b"]}, "没有“orders”这种检查"),
        ({"order": ["a", "d"]}, "没有叫“d”的字段"),
        ({"order": ["a"]}, "至少 2 个"),
        ({"order": "a"}, "至少 2 个"),
        ({"order": ["a", "n"]}, "不能放在一起比较：甲日、合计"),
        ({"order": ["place", "state"]}, "不能放在一起比较"),
        ({"at_most": ["n", "total"]}, "不能放在一起比较"),
        ({"sum": ["n", "x", "y"]}, "合计字段: "),
        ({"sum": {"n": ["x"], "total": ["unit"]}}, "合计字段: "),
        ({"sum": {"n": ["x", "place"]}}, "不能放在一起比较"),
        ({"product": {"place": ["x", "y"]}}, "不能放在一起比较"),
        ({"require": {"when": {"state": "已履行"}}}, "when 和 fields"),
        ({"require": {"when": {}, "fields": ["a"]}}, "when 应写成"),
        ({"require": {"when": {"state": "已完成"}, "fields": ["a"]}}, "状态：不在可选值里"),
        ({"require": {"when": {"tags": "甲"}, "fields": ["a"]}}, "标签不能作条件"),
        ({"forbid": {"when": {"stat": "受理"}, "fields": ["a"]}}, "没有叫“stat”的字段"),
    ],
)
def test_a_check_that_does_not_fit_the_fields_is_a_bad_definition(check: dict[str, Any], why: str) -> None:
    with pytest.raises(BadDefinition, match=why):
        checked(check)
