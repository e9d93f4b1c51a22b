"""What the YAML parser says in English is told in Chinese (text for the clerk)."""

from __future__ import annotations

import re

import pytest

from shequ_cli.store import definitionfile, yamlfile
from shequ_cli.words.errors import BadDefinition

SLIPS = [
    "备注: *重要",
    "备注: %甲\n%乙: 丙",
    '备注: "a\\d"',
    '备注: "a\\x1"',
    "备注: !甲",
    "备注: !<x",
    "备注: !!` a",
    "备注: !%～",
    "备注: |x",
    "当事人:\n  - 姓名: 甲\n  乙: 丙\n    电话: 1",
    "标签: [\n - 丙]",
    "| \n  x\n y: 甲",
    "%-\n备注: 甲",
    "备注: [",
    "备注: {甲",
    "备注: '甲",
    "备注: 甲: 乙",
    "\t备注: 甲",
]


@pytest.mark.parametrize("text", SLIPS)
def test_no_english_reaches_the_clerk(text: str) -> None:
    problems = yamlfile.parse(f"受理日期: 2026-03-12\n{text}\n".encode(), "a.yaml").problems
    assert problems
    assert not [problem.message for problem in problems if re.search("[a-z]{5}", problem.message)]


@pytest.mark.parametrize("text", ["标题: [", "a: b: c", "a: 'x", "a: 1\na: 2"])
def test_nor_from_a_definition(text: str) -> None:
    with pytest.raises(BadDefinition) as caught:
        definitionfile.parse(text, "schemas/x.yaml")
    assert not re.search("[a-z]{5}", caught.value.why)


def test_a_merge_that_was_not_settled_is_called_by_its_name() -> None:
    text = "受理日期: 2026-03-12\n<<<<<<< HEAD\n状态: 受理\n=======\n状态: 调解中\n>>>>>>> other\n"
    (problem,) = yamlfile.parse(text.encode(), "a.yaml").problems
    assert problem.place.line == 2
    assert "冲突" in problem.message
