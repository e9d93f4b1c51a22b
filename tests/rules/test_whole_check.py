"""A list of steps that was begun has to be whole: what is missing is named (R27, story 34)."""

from __future__ import annotations

import pytest
from rulebook import reading

from shequ_cli.words.errors import BadDefinition

FIELDS = """
    kinds: {title: 类型, type: array, items: {title: 类型, x-codelist: dispute_type}}
    words: {title: 字词, type: array, items: {title: 字词, type: string}}
    state: {title: 状态, enum: [办理中, 已完成]}
"""
WHOLE = {"x-checks": [{"whole": {"of": "kinds", "when": {"state": "已完成"}}}]}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"类型": ["邻里纠纷"], "状态": "已完成"}, ["还缺：婚姻家庭纠纷、劳动争议纠纷、拖欠农民工工资纠纷"]),
        ({"类型": ["邻里纠纷", "家庭纠纷", "10"], "状态": "已完成"}, ["还缺：拖欠农民工工资纠纷"]),
        ({"类型": ["邻里纠纷", "家庭纠纷", "10", "1001"], "状态": "已完成"}, []),
        ({"类型": ["邻里纠纷"], "状态": "办理中"}, []),
        ({"类型": [], "状态": "已完成"}, []),
        ({"状态": "已完成"}, []),
    ],
)
def test_what_is_missing_of_a_list_that_was_begun_is_named(raw: dict[str, object], said: list[str]) -> None:
    found = reading(FIELDS, raw, WHOLE).problems

    assert [problem.message for problem in found] == said
    assert {problem.code for problem in found} <= {"E-whole"}


def test_without_a_condition_it_holds_from_the_first_item_on() -> None:
    doubted = {"x-checks": [{"whole": "kinds", "level": "疑问"}]}

    assert [problem.code for problem in reading(FIELDS, {"类型": ["邻里纠纷"]}, doubted).problems] == ["D-whole"]


@pytest.mark.parametrize(
    ("argument", "why"),
    [("words", "不是代码"), ("state", "不是一列"), ({"of": "kinds", "if": {}}, "没有“if”"), ({"of": "steps"}, "steps")],
)
def test_what_is_no_list_of_codes_is_a_bad_definition(argument: object, why: str) -> None:
    with pytest.raises(BadDefinition, match=why):
        reading(FIELDS, {}, {"x-checks": [{"whole": argument}]})
