"""Numbers in the text run on: no gap, no duplicate, no orphan."""

from __future__ import annotations

import pytest

from shequ_cli.documents.blocks import parse
from shequ_cli.documents.lint import numbering
from shequ_cli.words.problem import Level

GOOD = """# 计划

## 一、甲
### （一）甲一
#### 1．甲一一
（1）正文
（2）正文
#### 2．甲一二
（1）正文
### （二）甲二
## 二、乙
### （一）乙一
**一是**健全。**二是**落实；三是回访。

1. 项

另起一列：

1. 项

---

# 附件

## 一、重新起
"""


def said(markdown: str) -> list[str]:
    return [problem.message for problem in numbering(parse(markdown), "templates/x.md")]


def test_numbers_that_run_on_are_fine() -> None:
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("## 一、甲\n## 三、丙", "“三、”与前面的第 1 项不连续"),
        ("## 一、甲\n## 一、乙", "“一、”出现了两次"),
        ("## 二、乙", "“二、”前面没有第一项"),
        ("## 一、甲\n### （二）乙", "“（二）”前面没有第一项"),
        ("## 一、甲\n### （一）乙\n## 二、丙\n### （二）丁", "“（二）”前面没有第一项"),
        ("1．甲\n\n3．丙", "“3．”与前面的第 1 项不连续"),
        ("（1）甲\n\n（1）乙\n\n（3）丙", "“（3）”与前面的第 1 项不连续"),
        ("一是甲；三是丙。", "“三是”与前面的第 1 项不连续"),
        ("要求：三是丙。", "“三是”前面没有第一项"),
        ("一是甲，二是乙，二是丙。", "“二是”出现了两次"),
        ("## 十、甲", "“十、”前面没有第一项"),
    ],
)
def test_a_break_is_said(markdown: str, message: str) -> None:
    assert said(markdown) == [message]


@pytest.mark.parametrize("markdown", ["2026年3月5日", "3.5万元", "统一是关键，不一是问题", "100.5元", "第三是重点"])
def test_what_is_no_number_of_a_section_is_left_alone(markdown: str) -> None:
    assert said(markdown) == []


def test_a_break_is_a_doubt_with_its_place() -> None:
    (problem,) = numbering(parse("## 二、乙"), "templates/x.md")
    assert (problem.code, problem.level, str(problem.place)) == ("D-numbering", Level.DOUBT, "templates/x.md")
    assert problem.value == "二、乙"
