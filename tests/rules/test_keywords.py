"""The standard keywords one by one: the last value that is kept, the first that breaks, and what is said of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import NOTHING, Schema, codes, ledger, one, reading

from shequ_cli.rules.keywords import field_at, record_validator
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.problem import Problem

MONEY = "type: number, x-money: true"
LIST = "type: array, items: {type: string}"


def only(definition: str, given: object) -> Problem:
    (problem,) = one(definition, given).problems
    return problem


@pytest.mark.parametrize(
    ("definition", "kept", "broken"),
    [
        ("type: integer, minimum: 1", "1", "0"),
        ("type: integer, maximum: 9", "9", "10"),
        ("type: integer, exclusiveMinimum: 1", "2", "1"),
        ("type: integer, exclusiveMaximum: 9", "8", "9"),
        ("type: integer, multipleOf: 5", "-10", "7"),
        ("type: number, minimum: 0.1", "0.1", "0.09"),
        ("type: number, maximum: 99.9", "99.90", "99.91"),
        ("type: number, multipleOf: 0.1", "0.3", "0.35"),
        (f"{MONEY}, minimum: 0.01", "0.01", "0"),
        (f"{MONEY}, maximum: 2000", "2,000.00", "2000.01"),
        (f"{MONEY}, multipleOf: 0.05", "4.35", "4.36"),
        ("type: string, minLength: 2", "漏水", "漏"),
        ("type: string, maxLength: 3", "卫生间", "卫生间漏"),
        ("type: string, maxLength: 1", "𠮷", "𠮷𠮷"),
        ("type: string, pattern: '^[A-Z]{2}[0-9]+$'", "AB12", "ab12"),
        ("type: string, format: email", "a@example.org", "a@"),
        ("type: string, format: uri", "https://example.org/a", "example"),
        (f"{LIST}, minItems: 2", "甲、乙", "甲"),
        (f"{LIST}, maxItems: 2", "甲、乙", "甲、乙、丙"),
        (f"{LIST}, uniqueItems: true", "甲、乙", "甲、乙、甲"),
        ("type: array, items: {type: integer, minimum: 1}", "1、2", "1、0"),
        ("type: array, items: {type: string, maxLength: 1}", ["甲", "乙"], ["甲", "乙丙"]),
    ],
)
def test_the_bound_itself_is_kept_and_the_next_value_breaks_it(definition: str, kept: object, broken: object) -> None:
    assert one(definition, kept).problems == ()
    assert len(one(definition, broken).problems) == 1


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_a_range_is_kept_exactly_by_the_numbers_between_its_ends(end: int, number: int) -> None:
    assert bool(one(f"type: integer, minimum: {end}", str(number)).problems) == (number < end)
    assert bool(one(f"type: integer, maximum: {end}", str(number)).problems) == (number > end)


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_bounds_of_money_are_exact_to_the_fen(end: Decimal, amount: Decimal) -> None:
    assert bool(one(f"{MONEY}, minimum: {end:.2f}", f"{amount:.2f}").problems) == (amount < end)


@given(st.text(st.sampled_from("甲乙丙A1"), min_size=1, max_size=9), st.integers(1, 9))
def test_the_length_of_a_text_counts_characters(text: str, most: int) -> None:
    problems = one(f"type: string, maxLength: {most}", text).problems
    assert [problem.message for problem in problems] == (
        [f"最多 {most} 个字，现有 {len(text)} 个"] if len(text) > most else []
    )


@pytest.mark.parametrize(
    ("definition", "given", "value"),
    [
        (f"{MONEY}, maximum: 100", "1,234,567.80", "1234567.80"),
        (f"{MONEY}, maximum: 100", "99999999999.99", "99999999999.99"),
        ("type: number, maximum: 1", "1.50", "1.50"),
        ("type: integer, maximum: 1", "1,200", "1200"),
        ("type: string, maxLength: 1", "甲乙", "甲乙"),
        (f"{LIST}, maxItems: 1", "甲、乙", ""),
    ],
)
def test_a_problem_shows_the_value_as_it_was_read(definition: str, given: str, value: str) -> None:
    assert only(definition, given).value == value


@pytest.mark.parametrize(
    ("definition", "given", "message"),
    [
        ("type: number, minimum: 0.50, x-unit: 平方米", "0.1", "不能小于 0.5平方米"),
        ("type: string, format: uri", "example", "格式不对，应为：网址"),
        ("type: string, format: uri, description: 以 https 开头的网址", "x", "格式不对，应为：以 https 开头的网址"),
        ("type: string, pattern: '^A', description: 甲, x-hint: A 加四位数字", "B", "格式不对，应为：A 加四位数字"),
        ("type: integer, minimum: 1, x-message: 至少一人", "0", "至少一人"),
        (f"{LIST}, minItems: 2, x-message: 双方都要写", "甲", "双方都要写"),
        ("type: array, items: {type: integer, maximum: 9, x-unit: 岁}", "10", "不能大于 9岁"),
        ("type: array, x-message: 各项不合要求, items: {type: integer, maximum: 9}", "10", "各项不合要求"),
        ("type: array, items: {type: integer, maximum: 9, x-message: 一位数}", "10", "一位数"),
    ],
)
def test_the_words_of_a_field_come_before_those_of_the_program(definition: str, given: str, message: str) -> None:
    assert only(definition, given).message == message


def test_a_field_that_breaks_two_keywords_is_told_both() -> None:
    found = one("type: string, minLength: 4, pattern: '^A'", "B")
    assert sorted(codes(found)) == ["E-length", "E-pattern"]


def test_blank_breaks_nothing() -> None:
    for definition in ("type: integer, minimum: 1", "type: string, minLength: 2", f"{LIST}, minItems: 1"):
        assert one(definition, " ").problems == ()


def test_a_ledger_without_keywords_has_no_judge() -> None:
    plain = ledger("one: {title: 项, type: string}")
    judge = record_validator(plain)
    judge.holds()
    assert judge.schema == {} and list(judge.broken({"one": "甲"})) == []


def test_keywords_of_another_kind_of_field_are_not_judged() -> None:
    assert one("type: string, minimum: 5", "3").problems == ()
    assert one("type: integer, maxLength: 1", "123").problems == ()
    assert one("enum: [一, 二二二], maxLength: 1", "二二二").problems == ()


@pytest.mark.parametrize(
    "definition",
    [
        "type: integer, minimum: 很小",
        "type: string, maxLength: -1",
        "type: string, pattern: '['",
        f"{LIST}, minItems: 1.5",
    ],
)
def test_an_impossible_keyword_is_refused_when_the_definition_is_looked_at(definition: str) -> None:
    with pytest.raises(BadDefinition):
        record_validator(ledger(f"one: {{{definition}}}")).holds()


FIELDS = """
    state: {title: 状态, enum: [受理, 已履行]}
    done: {title: 履行日期, type: string, format: date}
    n: {title: 人数, type: integer}
    amount: {title: 金额, type: number, x-money: true}
    urgent: {title: 疑难, type: boolean}
    deal:
      title: 协议
      type: object
      properties:
        on: {title: 签订日期, type: string, format: date}
        sum: {title: 数额, type: number, x-money: true, minimum: 1}
      dependentRequired: {sum: ["on"]}
    parties:
      title: 当事人
      type: array
      items: {type: object, properties: {name: {title: 姓名}, ages: {title: 年龄, type: array, items: {type: integer, maximum: 150}}}}
""".replace("on: {title", '"on": {title')


def told(schema: Schema, **raw: Any) -> list[tuple[str, str, str, tuple[str, ...]]]:  # noqa: ANN401
    found = reading(FIELDS, raw, schema)
    return [(problem.code, problem.title, problem.value, problem.allowed) for problem in found.problems]


def when(keyword: str, value: object) -> dict[str, object]:
    """If there is a 人数, then this of that."""
    return {"if": {"required": ["n"]}, "then": {keyword: value}}


@pytest.mark.parametrize(
    ("schema", "raw", "wanted"),
    [
        (when("properties", {"urgent": {"const": True}}), {"urgent": "否"}, ("E-condition", "疑难", "否", ("是",))),
        (when("properties", {"amount": {"const": 100}}), {"amount": "12.5"}, ("E-condition", "金额", "12.50", ("100",))),
        (when("properties", {"amount": {"minimum": 100}}), {"amount": "99.9"}, ("E-range", "金额", "99.90", ())),
        (when("properties", {"done": {"const": "2026-03-01"}}), {"done": "2026.3.2"},
         ("E-condition", "履行日期", "2026-03-02", ("2026-03-01",))),
        (when("required", ["done"]), {}, ("E-required", "履行日期", "", ())),
        (when("not", {"required": ["done"]}), {"done": "2026-03-01"}, ("E-condition", "", "", ())),
        ({"dependentSchemas": {"n": {"required": ["done"]}}}, {}, ("E-required", "履行日期", "", ())),
        ({"allOf": [{"properties": {"n": {"minimum": 5}}}]}, {}, ("E-range", "人数", "1", ())),
        ({"oneOf": [{"required": ["n"]}, {"required": ["done"]}]}, {"done": "2026-03-01"}, ("E-condition", "", "", ())),
        ({"if": {"required": ["n"]}, "then": False}, {}, ("E-condition", "", "", ())),
        ({"if": {"required": ["done"]}, "else": {"required": ["urgent"]}}, {}, ("E-required", "疑难", "", ())),
    ],
)  # fmt: skip
def test_each_condition_says_field_value_and_what_is_allowed(
    schema: Schema, raw: dict[str, str], wanted: tuple[str, str, str, tuple[str, ...]]
) -> None:
    assert told(schema, n="1", **raw) == [wanted]
    assert told(schema, **{"done": "2026-03-01", **raw} if "oneOf" in schema or "else" in schema else raw) != [wanted]


def test_keywords_and_conditions_inside_a_group_are_judged_there() -> None:
    assert told(NOTHING, deal={"sum": "5"}) == [("E-required", "协议·签订日期", "", ())]
    assert told(NOTHING, deal={"sum": "0.50", "on": "2026-03-01"}) == [("E-range", "协议·数额", "0.50", ())]
    assert told(NOTHING, deal={"sum": "5", "on": "2026-03-01"}) == []


def test_a_list_in_a_group_in_a_list_is_judged_at_its_item() -> None:
    found = reading(FIELDS, {"当事人": [{"姓名": "甲", "年龄": ["30", "", "200"]}]})
    (problem,) = found.problems
    assert (problem.keys, problem.title) == (("当事人", 0, "年龄", 2), "当事人·第1项·年龄·第2项")
    assert (problem.field, problem.value) == ("parties.ages", "200")


def test_a_message_of_the_ledger_speaks_for_its_conditions_and_not_for_its_fields() -> None:
    schema = {**when("required", ["done"]), "x-message": "有人数就要有日期"}
    found = reading("n: {title: 人数, type: integer, minimum: 5}\ndone: {title: 完成}", {"人数": "1"}, schema)
    assert sorted(problem.message for problem in found.problems) == ["不能小于 5", "有人数就要有日期"]


def test_a_path_that_leads_nowhere_finds_no_field() -> None:
    made = ledger(FIELDS)
    assert field_at(made.fields, ()) is None
    assert field_at(made.fields, ("none",)) is None
    assert field_at(made.fields, (0,)) is None
    found = field_at(made.fields, ("parties", 3, "ages", 0))
    assert found is not None and found.kind == "integer"
