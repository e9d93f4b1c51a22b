"""Checks beside blank words, personal values, counts and passed doubts; and definitions of checks seen from every side."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rulebook import CODELISTS, TODAY, codes, ledger, reading

from shequ_cli.rules.checks import KINDS, references, unique_fields
from shequ_cli.rules.definition import hold_together
from shequ_cli.rules.reading import Reader, Reading
from shequ_cli.words.errors import BadDefinition

FIELDS = """
    a: {title: 甲日, type: string, format: date, x-blank: [不适用]}
    b: {title: 乙日, type: string, format: date, x-blank: [不适用]}
    born: {title: 出生, type: string, format: date, x-privacy: personal}
    pay: {title: 收入, type: number, x-money: true, x-privacy: sensitive}
    cap: {title: 上限, type: number, x-money: true, x-mask: bank}
    low: {title: 下限, type: number, x-money: true}
    n: {title: 合计, type: integer, x-blank: [未报, 不适用]}
    x: {title: 男, type: integer, x-blank: [未报, 不适用]}
    y: {title: 女, type: integer, x-blank: [未报, 不适用]}
    share: {title: 比例, type: number}
    rate: {title: 系数, type: number}
    kind: {title: 类型, x-codelist: dispute_type}
    month: {title: 月份, type: string, format: month}
    on: {title: 当日, type: string, format: date}
""".replace("    on:", '    "on":')
BLANK = st.sampled_from(["未报", "不适用", ""])
COUNT = st.integers(0, 500)


def checked(check: dict[str, Any], **raw: str) -> Reading:
    return reading(FIELDS, dict(raw), {"x-checks": [check]})


def said(check: dict[str, Any], **raw: str) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.title, problem.message) for problem in checked(check, **raw).problems]


@pytest.mark.parametrize(
    ("check", "raw"),
    [
        ({"order": ["a", "b"]}, {"a": "不适用", "b": "2026-03-01"}),
        ({"order": ["a", "b"]}, {"a": "2026-03-01", "b": "不适用"}),
        ({"at_most": ["x", "y"]}, {"x": "3", "y": "未报"}),
        ({"sum": {"n": ["x", "y"]}}, {"n": "未报", "x": "1", "y": "2"}),
        ({"sum": {"n": ["x", "y"]}}, {"n": "3", "x": "未报", "y": "不适用"}),
        ({"product": {"n": ["x", "y"]}}, {"n": "9", "x": "2", "y": "未报"}),
        ({"product": {"n": ["x", "y"]}}, {"n": "不适用", "x": "2", "y": "3"}),
        ({"exclusive": ["a", "b"]}, {"a": "不适用", "b": "2026-03-01"}),
        ({"forbid": {"when": {"n": 0}, "fields": ["x"]}}, {"n": "0", "x": "不适用"}),
        ({"together": ["x", "y"]}, {"x": "未报", "y": "不适用"}),
    ],
)
def test_a_word_that_says_why_there_is_no_value_counts_as_blank(check: dict[str, Any], raw: dict[str, str]) -> None:
    assert checked(check, **raw).problems == ()


@pytest.mark.parametrize(
    ("check", "raw", "wanted"),
    [
        ({"together": ["x", "y"]}, {"x": "1", "y": "未报"}, [("E-together", "女", "要和 男 一起填写")]),
        (
            {"require": {"when": {"n": 0}, "fields": ["x"]}},
            {"n": "0", "x": "不适用"},
            [("E-require", "男", "合计为0时必须填写")],
        ),
    ],
)
def test_checks_that_ask_for_a_value_take_no_excuse(
    check: dict[str, Any], raw: dict[str, str], wanted: list[tuple[str, str, str]]
) -> None:
    assert said(check, **raw) == wanted


@settings(max_examples=40)
@given(COUNT, st.lists(COUNT | BLANK, min_size=2, max_size=2))
def test_a_sum_is_breached_exactly_when_the_filled_parts_do_not_add_up(total: int, parts: list[int | str]) -> None:
    filled = [part for part in parts if isinstance(part, int)]
    found = checked({"sum": {"n": ["x", "y"]}}, n=str(total), x=str(parts[0]), y=str(parts[1]))
    assert codes(found) == (["E-sum"] if filled and sum(filled) != total else [])
    assert all(problem.suggestion == str(sum(filled)) for problem in found.problems)


@settings(max_examples=40)
@given(st.lists(COUNT | BLANK, min_size=3, max_size=3))
def test_at_most_and_order_of_numbers_say_the_same_of_filled_fields(values: list[int | str]) -> None:
    raw = dict(zip(("n", "x", "y"), map(str, values), strict=True))
    most = codes(checked({"at_most": ["n", "x", "y"]}, **raw))
    order = codes(checked({"order": ["n", "x", "y"]}, **raw))
    assert len(most) == len(order)
    filled = [value for value in values if isinstance(value, int)]
    assert bool(most) == (filled != sorted(filled))


@settings(max_examples=40)
@given(st.decimals(0, 10**4, places=2), COUNT)
def test_a_product_of_money_suggests_what_then_passes(price: Decimal, count: int) -> None:
    check = {"product": {"pay": ["low", "x"]}}
    wrong = checked(check, pay=f"{price * count + 1:.2f}", low=f"{price:.2f}", x=str(count))
    (problem,) = wrong.problems
    assert checked(check, pay=problem.suggestion, low=f"{price:.2f}", x=str(count)).problems == ()


@pytest.mark.parametrize(
    ("check", "raw", "suggestion"),
    [
        ({"sum": {"n": ["share", "rate"]}}, {"n": "1", "share": "1.5", "rate": "1.50"}, "3"),
        ({"sum": {"n": ["share", "rate"]}}, {"n": "1", "share": "1.5", "rate": "1.2"}, ""),
        ({"product": {"n": ["share", "x"]}}, {"n": "1", "share": "0.50", "x": "4"}, "2"),
        ({"product": {"n": ["x", "y"]}}, {"n": "1", "x": "2", "y": "4"}, "8"),
        ({"sum": {"share": ["rate", "x"]}}, {"share": "1", "rate": "1.50", "x": "1"}, "2.50"),
    ],
)
def test_a_suggestion_is_what_the_field_can_hold(check: dict[str, Any], raw: dict[str, str], suggestion: str) -> None:
    (problem,) = checked(check, **raw).problems
    assert problem.suggestion == suggestion


@pytest.mark.parametrize(
    ("check", "raw", "message"),
    [
        ({"order": ["born", "a"]}, {"born": "1990-01-02", "a": "1990-01-01"}, "不能早于出生"),
        ({"order": ["pay", "low"]}, {"pay": "5", "low": "3"}, "不能小于收入"),
        ({"at_most": ["low", "pay"]}, {"low": "5", "pay": "3"}, "不能大于收入"),
        ({"at_most": ["low", "cap"]}, {"low": "5", "cap": "3"}, "不能大于上限"),
        ({"at_most": ["pay", "low"]}, {"pay": "5", "low": "3"}, "不能大于下限 3.00"),
    ],
)
def test_a_message_never_says_another_fields_personal_value(
    check: dict[str, Any], raw: dict[str, str], message: str
) -> None:
    assert [problem.message for problem in checked(check, **raw).problems] == [message]


def test_a_condition_takes_titles_codes_aliases_days_and_months() -> None:
    for word in ("婚姻家庭纠纷", "01", "家庭纠纷"):
        check = {"require": {"when": {"类型": word}, "fields": ["甲日"]}}
        assert said(check, kind="婚姻家庭纠纷") == [("E-require", "甲日", "类型为婚姻家庭纠纷时必须填写")]
    dated = {"forbid": {"when": {"on": "2026-03-01", "month": "2026年3月"}, "fields": ["x"]}}
    wanted = [("E-forbid", "男", "当日为2026-03-01，月份为2026-03时不应填写")]
    assert said(dated, on="2026.3.1", month="202603", x="1") == wanted
    assert said(dated, on="2026.3.2", month="202603", x="1") == []


def test_a_condition_may_name_a_day_that_is_still_to_come() -> None:
    check = {"forbid": {"when": {"on": "2027-01-01"}, "fields": ["x"]}}
    assert codes(checked(check, on="2027-01-01", x="1")) == ["D-future", "E-forbid"]


def test_every_check_runs_and_each_is_told() -> None:
    checks = [{"order": ["a", "b"]}, {"at_most": ["x", "y"], "level": "疑问"}, {"together": ["n", "share"]}]
    raw = {"a": "2026-03-02", "b": "2026-03-01", "x": "2", "y": "1", "n": "3"}
    found = reading(FIELDS, raw, {"x-checks": checks})
    assert codes(found) == ["E-order", "D-at-most", "E-together"]


def test_a_problem_stands_at_the_key_as_written_or_at_none() -> None:
    together = checked({"together": ["x", "y"]}, 男="1").problems[0]
    assert (together.keys, together.value) == ((), "")
    order = checked({"order": ["a", "b"]}, 甲日="2026-03-02", 乙日="2026.3.1").problems[0]
    assert (order.keys, order.value) == (("乙日",), "2026-03-01")


@pytest.mark.parametrize("passed", [["D-at-most"], [{"D-at-most": "已核"}]])
def test_a_list_of_passed_doubts_passes_nothing_and_says_so(passed: list[Any]) -> None:
    """It would look passed to whoever wrote it."""
    raw: dict[str, Any] = {"x": "2", "y": "1", "疑问说明": passed}
    found = reading(FIELDS, raw, {"x-checks": [{"at_most": ["x", "y"], "level": "疑问"}]})
    assert codes(found) == ["E-passed", "D-at-most"]
    assert found.problems[0].keys == ("疑问说明",)


@pytest.mark.parametrize("blank", ["", [], {}])
def test_an_empty_place_for_passed_doubts_is_nothing(blank: object) -> None:
    assert reading(FIELDS, {"疑问说明": blank}).problems == ()  # type: ignore[dict-item]


def test_a_hint_and_an_error_cannot_be_passed() -> None:
    found = reading(
        FIELDS,
        {"x": "2", "y": "1", "疑问说明": {"H-at-most": "已核", "at-most": "已核"}},
        {"x-checks": [{"at_most": ["x", "y"], "level": "提示"}]},
    )
    assert codes(found) == ["E-passed", "E-passed", "H-at-most"]


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("argument", [None, 3, "n", {}, []])
def test_a_check_without_a_proper_argument_is_refused_when_the_ledger_is_compiled(kind: str, argument: object) -> None:
    made = ledger(FIELDS, {"x-checks": [{kind: argument}]})
    with pytest.raises(BadDefinition, match=f"检查 {kind}："):
        Reader(made, CODELISTS, TODAY)
    with pytest.raises(BadDefinition, match="schemas/x.yaml 定义有误"):
        hold_together(made, CODELISTS, where="schemas/x.yaml")


@pytest.mark.parametrize(
    ("argument", "groups"),
    [
        ("kind", [["kind"]]),
        (["kind", "乙日"], [["kind", "b"]]),
        ([["kind"], ["a", "b"]], [["kind"], ["a", "b"]]),
    ],
)
def test_what_must_be_unique_is_one_field_several_together_or_several_groups(
    argument: object, groups: list[list[str]]
) -> None:
    made = ledger(FIELDS, {"x-checks": [{"unique": argument}]})
    assert [[field.name for field in group] for group in unique_fields(made, made.checks[0])] == groups


@pytest.mark.parametrize("argument", [None, [], [["kind"], []], [["kind"], "a"], 3])
def test_what_must_be_unique_names_fields(argument: object) -> None:
    made = ledger(FIELDS, {"x-checks": [{"unique": argument}]})
    with pytest.raises(BadDefinition, match="检查 unique"):
        unique_fields(made, made.checks[0])


@pytest.mark.parametrize("argument", ["kind", ["kind"], {"kin": "case"}])
def test_references_say_of_each_field_which_ledger(argument: object) -> None:
    made = ledger(FIELDS, {"x-checks": [{"refers": argument}]})
    with pytest.raises(BadDefinition, match="检查 refers"):
        references(made, made.checks[0])
