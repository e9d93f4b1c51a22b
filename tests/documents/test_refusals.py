"""What a template is refused, where, and in which words; and what it may do with the values that it sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shequ_cli.documents.blocks import parse
from shequ_cli.documents.compose import composed
from shequ_cli.documents.document import (
    Block,
    ChartBlock,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    TableBlock,
    Title,
    plain,
)
from shequ_cli.documents.lint import numbering
from shequ_cli.documents.template import render, split
from shequ_cli.words.errors import TemplateFault
from shequ_cli.work.figure import Figure
from shequ_cli.work.period import month
from shequ_cli.work.table import Chart, Table

Made = Callable[..., Figure]
PATH = "templates/x.md"


def fault(body: str, **values: object) -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        render(split(body, PATH), values)
    return caught.value


def blocks(body: str, **values: object) -> tuple[Block, ...]:
    return parse(render(split(body, PATH), values))


@settings(max_examples=30)
@given(
    st.integers(0, 12),
    st.integers(0, 12),
    st.sampled_from(["{{ missing }}", "{{ 1 / 0 }}", "{% if %}", "{{ 1|frob }}"]),
)
def test_a_fault_names_the_line_of_the_file_and_not_of_the_body(front: int, before: int, wrong: str) -> None:
    head = "---\n" + "a: 1\n" * front + "---\n" if front else ""
    found = fault(head + "甲\n" * before + wrong + "\n乙\n")
    assert (found.place.path, found.place.line) == (PATH, (front + 2 if front else 0) + before + 1)
    assert str(found).startswith(f"{PATH}:{found.place.line} 模板有误：")


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("{% for n in names %}\n{{ n }}\n{{ nmes }}\n{% endfor %}", 3),
        ("{% set a = 1 %}\n{% if a %}\n\n{{ a.b }}\n{% endif %}", 4),
        ("{% macro m(x) %}\n{{ x / 0 }}\n{% endmacro %}\n\n{{ m(1) }}", 2),
    ],
)
def test_a_fault_inside_loops_conditions_and_macros_has_its_own_line(body: str, line: int) -> None:
    assert fault(body, names=("甲",)).place.line == line


@pytest.mark.parametrize(
    "body",
    [
        "{{ names.__init__ }}",
        "{{ names.__class__.__base__.__subclasses__() }}",
        "{{ say.__code__ }}",
        "{{ say.__globals__ }}",
        "{{ (names|list).__len__ }}",
        "{{ names|map(attribute='__class__')|list }}",
        "{{ names|groupby('__class__') }}",
        "{{ names|selectattr('__doc__')|list }}",
        "{{ names|sum(attribute='__class__') }}",
        "{{ ''['__class__'] }}",
        "{{ day.__reduce__() }}",
    ],
)
def test_no_way_leads_behind_a_value(body: str) -> None:
    assert fault(f"一\n{body}", names=("甲",), say=lambda: "", day=date(2026, 3, 1)).place.line == 2


@pytest.mark.parametrize(
    "body",
    ["{% extends 'a.md' %}", "{% import 'a.md' as a %}", "{% from 'a.md' import b %}", "{% include 'a.md' %}"],
)
def test_a_template_reads_no_other(body: str) -> None:
    assert fault(f"一\n二\n{body}").place.line == 3


@pytest.mark.parametrize("name", ["lipsum", "cycler", "self.__init__.__globals__", "open", "config"])
def test_nothing_is_there_but_what_is_given(name: str) -> None:
    fault("{{ " + name + " }}")


@pytest.mark.parametrize(
    "body", ["{{ row.update({'a': 2}) }}", "{{ row.clear() }}", "{{ rows.append(3) }}", "{{ rows.sort() }}"]
)
def test_what_a_template_sees_stays_as_it_was(body: str) -> None:
    row, rows = {"a": 1}, [2, 1]
    fault(body, row=row, rows=rows)
    assert (row, rows) == ({"a": 1}, [2, 1])


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 99999999 }}",
        "{{ 9 ** 99999 }}",
        "{{ [0] * 99999999 }}",
    ],
)
def test_a_slip_ends_in_a_message_and_not_in_a_standstill(body: str) -> None:
    assert fault(f"一\n{body}").place.line == 2


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "是"),
        (False, "否"),
        (None, "—"),
        (0, "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("12.50"), "12.50"),
        (date(2026, 3, 5), "2026年3月5日"),
        (month("2026-03"), "2026年3月"),
        (("甲", 3, date(2026, 3, 5)), "甲、3、2026年3月5日"),
        ((), ""),
        ("# 甲", "# 甲"),
        ("甲\n\n- 乙", "甲 - 乙"),
        ("```table x", "```table x"),
        ("{{ 甲 }}", "{{ 甲 }}"),
    ],
)
def test_a_value_reads_as_the_trade_writes_it_and_is_never_markup(value: object, said: str) -> None:
    (block,) = blocks("前{{ value }}后", value=value)
    assert isinstance(block, Paragraph) and plain(block.runs) == f"前{said}后"


@pytest.mark.parametrize("value", [{"a": 1}, len, lambda: 1])
def test_what_is_no_value_is_not_printed(value: object) -> None:
    assert "请写明要它的哪一项" in str(fault("{{ value }}", value=value))


def test_a_signature_keeps_its_lines_whatever_they_hold() -> None:
    found = blocks("{{ signature(unit, day) }}", unit="甲\n```\n社区", day=date(2026, 4, 3))
    assert found == (Signature(("甲 ``` 社区", "2026年4月3日")),)


def test_a_template_makes_a_document_with_its_tables_and_charts(stat: Table) -> None:
    chart = Chart("cmp", "与上年同期比较", "bar", "stat", "title", ("value",))
    body = "# 月报\n\n{{ table('主要指标完成情况') }}\n{{ chart('cmp') }}\n\n共{{ table('stat').rows|length }}行。\n"
    document = composed(split(body, PATH), {}, (stat,), (chart,))
    assert document.blocks == (TableBlock(stat), ChartBlock(chart, stat), Paragraph((Run("共6行。"),)))
    assert (document.tables, document.charts, document.name) == ((stat,), (chart,), "月报")
    with pytest.raises(TemplateFault, match=r"x\.md:1 .*没有叫“sta”的表，是不是“stat”"):
        composed(split("{{ table('sta') }}", PATH), {}, (stat,))


def test_a_value_may_take_the_place_of_a_function_and_a_filter_be_added(figure: Made) -> None:
    source = split("{{ table }}{{ n|double }}", PATH)
    document = composed(source, {"table": "表", "n": 2}, filters={"double": lambda n: n * 2})
    assert document.blocks == (Paragraph((Run("表4"),)),)


def test_blocks_and_loops_leave_no_blank_lines_behind() -> None:
    body = "{% for n in names %}\n- {{ n }}\n{% endfor %}\n{% if false %}\n不\n{% endif %}\n后\n"
    assert render(split(body), {"names": ("甲", "乙")}) == "- 甲\n- 乙\n后\n"


@pytest.mark.parametrize(
    ("front", "body", "line"),
    [
        ("", "甲\n", 1),
        ("---\n---\n", "甲\n", 3),
        ("---\na: 1\nb: 2\n---\n", "甲\n", 5),
        ("---  \na: 1\n--- \n", "甲\n", 4),
    ],
)
def test_front_matter_ends_at_its_second_rule(front: str, body: str, line: int) -> None:
    source = split(front + body + "---\n")
    assert (source.body, source.line) == (body + "---\n", line)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def said(*texts: str) -> list[str]:
    """What is said of headings and paragraphs with these beginnings."""
    return [problem.message for problem in numbering([Heading(1, (Run(text),)) for text in texts])]


@given(st.integers(1, 30))
def test_headings_that_run_on_are_fine_at_every_level(count: int) -> None:
    from shequ_cli.documents.chinese import numeral

    for form in ("{}、甲", "（{}）甲"):
        assert said(*(form.format(numeral(n)) for n in range(1, count + 1))) == []
    for form in ("{}．甲", "（{}）甲"):
        assert said(*(form.format(n) for n in range(1, count + 1))) == []


@given(st.integers(2, 30), st.integers(2, 30))
def test_one_gap_or_repetition_is_said_once(first: int, second: int) -> None:
    texts = [f"{n}．甲" for n in [*range(1, first + 1), second]]
    found = said(*texts)
    if second == first + 1:
        assert found == []
    elif second == first:
        assert found == [f"“{second}．”出现了两次"]
    else:
        assert found == [f"“{second}．”与前面的第 {first} 项不连续"]


def test_a_level_begins_again_below_the_next_of_the_level_above() -> None:
    assert said("一、甲", "（一）甲", "（二）乙", "二、乙", "（一）丙") == []
    assert said("一、甲", "（一）甲", "二、乙", "（二）丙") == ["“（二）”前面没有第一项"]


@pytest.mark.parametrize("between", [Title(("附件",)), PageBreak()])
def test_an_attachment_counts_for_itself(between: Block) -> None:
    first = [Heading(1, (Run("一、甲"),)), Heading(1, (Run("二、乙"),))]
    assert numbering([*first, between, *first]) == ()


def test_items_of_a_list_and_points_of_a_paragraph_are_looked_at() -> None:
    found = numbering([ListItem((Run("甲"),), "1．"), ListItem((Run("乙"),), "3．"), paragraph("一是甲。三是乙。")])
    assert [problem.message for problem in found] == ["“3．”与前面的第 1 项不连续", "“三是”与前面的第 1 项不连续"]
    assert {problem.code for problem in found} == {"D-numbering"}
    assert [problem.value for problem in found] == ["3．乙", "一是甲。三是乙。"]


@pytest.mark.parametrize("text", ["3.5万元用于救助", "2026年完成三项任务", "第三是重点", "十二楼", "2.3%"])
def test_numbers_that_count_nothing_are_left_alone(text: str) -> None:
    assert numbering([paragraph(text)]) == ()
