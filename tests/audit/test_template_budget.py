"""A template cannot make the computer stand still (issue: bad input, named)."""

from __future__ import annotations

import pytest

from shequ_cli.documents.template import render, split
from shequ_cli.words.errors import TemplateFault


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "循环太多"),
        (
            "{% for a in 'x' * 1000 %}{% for b in 'x' * 1000 %}{% for c in 'xx' %}{% endfor %}{% endfor %}{% endfor %}",
            "循环太多",
        ),
        ("{{ 'a' * 10**10 }}", "写出的内容太长"),
        ("{{ 10**10 * [1] }}", "写出的内容太长"),
        ("{{ 9**(9**9) }}", "算出的数太大"),
        (
            "{% set s = namespace(t='ab') %}{% for i in range(60) %}{% set s.t = s.t + s.t %}{% endfor %}",
            "写出的内容太长",
        ),
        ("{% for i in range(1000) %}{{ 'abcdefghij' * 1000 }}{% endfor %}", "写出的内容太长"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "RecursionError"),
        ("{% for i in range(10**9) %}{% endfor %}", "Range too big"),
    ],
)
def test_a_template_that_never_ends_is_stopped_with_its_line(body: str, why: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        render(split(f"一\n{body}", "templates/x.md"), {})
    assert str(caught.value).startswith("templates/x.md:2 模板有误：")
    assert why in str(caught.value)


def test_loops_keep_their_words() -> None:
    loop = (
        "{% for a in [1, 2] %}{{ loop.index }}{{ loop.length }}{{ '' if loop.last else ' ' }}{% else %}无{% endfor %}"
    )
    assert render(split(loop), {}).strip() == "12 22"
    assert render(split(loop.replace("[1, 2]", "[]")), {}).strip() == "无"
    assert render(split("{{ 2 ** 10 }} {{ 'ab' * 2 }} {{ 1 + 2 }}"), {}).strip() == "1024 abab 3"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("{{ 1|yoyo }}", "没有叫“yoyo”的过滤器，是不是“yoy”？"),
        ("{% include 'a.md' %}", "不能引用其他文件"),
        ("{% if 1 %}", "少了 endif"),
        ("{{ [1]|map('nosuch')|list }}", "没有叫“nosuch”的过滤器"),
    ],
)
def test_the_commonest_slips_are_told_in_chinese(body: str, why: str) -> None:
    with pytest.raises(TemplateFault, match="templates/x.md:2 ") as caught:
        render(split(f"一\n{body}", "templates/x.md"), {})
    assert why in str(caught.value)
