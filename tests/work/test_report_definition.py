"""What a template's front matter may ask for, word by word, and what is said of a slip in it, with its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

import planstore
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.reportfile import ReportDefinition, read_definition, read_outline
from shequ_cli.work.reportwords import KIND_WORDS
from shequ_cli.work.table import Role
from shequ_cli.work.tablespec import COLUMNS, RowSpec

ROWS = {"name": "a", "rows": ["visits"]}


def definition(**front: object) -> ReportDefinition:
    return read_definition("sample", front, planstore.measures(), planstore.ledgers(), "templates/样表.md:3")


def complaint(**front: object) -> str:
    with pytest.raises(BadDefinition) as caught:
        definition(**front)
    return str(caught.value)


def test_what_is_left_out_has_its_usual_value() -> None:
    found = definition()

    assert (found.title, found.pattern, found.genre) == ("sample", "{community}{period}sample", "")
    assert (dict(found.kinds), found.audience) == (dict(KIND_WORDS), "上报")
    assert (found.groups, found.tables, found.charts, found.aliases, dict(found.due)) == ((), (), (), (), {})


def test_kinds_may_have_other_words_and_be_fewer() -> None:
    found = definition(periods=["quarter", "year"], kinds={"year": "年度总结", "month": "不用"})

    assert dict(found.kinds) == {"quarter": "季报", "year": "年度总结"}


def test_a_plans_template_asks_for_its_parts_under_plan() -> None:
    tables = [{"name": name, "plan": name} for name in ("targets", "schedule", "duties")]
    found = definition(title="计划", plan={"tables": tables, "figures": ["visits"]})

    assert [(table.kind, table.part) for table in found.tables] == [
        ("plan", name) for name in ("targets", "schedule", "duties")
    ]
    assert found.figures == ("visits",)


def test_an_outline_says_all_but_what_the_document_holds_and_knows_no_measure() -> None:
    front = {"title": "月报", "aliases": ["简报"], "due": {"month": "5 days"}, "kinds": {"month": "工作月报"}}
    whole = definition(**front, figures=["visits"], tables=[ROWS])
    outline = read_outline("sample", {**front, "figures": ["nothing_of_the_kind"], "tables": [{}]}, "templates/样表.md")

    assert whole.figures == ("visits",)
    assert outline == replace(whole, groups=(), tables=())
    with pytest.raises(BadDefinition, match="templates/样表.md"):
        read_outline("sample", {**front, "due": {"month": "soon"}}, "templates/样表.md")


def test_a_table_without_rows_shows_the_groups_with_their_headings() -> None:
    groups = ["mediation_accepted", {"heading": "走访", "figures": "visits"}]
    (table,) = definition(figures=groups, tables=[{"name": "a"}]).tables

    assert table.rows == (
        RowSpec("mediation_accepted"),
        RowSpec(heading="走访", role=Role.HEADING),
        RowSpec("visits"),
    )
    assert table.columns == ("unit", "value")


def test_every_column_may_be_asked_for() -> None:
    (table,) = definition(tables=[{**ROWS, "columns": list(COLUMNS)}]).tables

    assert table.columns == COLUMNS


@pytest.mark.parametrize(("word", "role"), [("figure", Role.ITEM), ("part", Role.PART), ("total", Role.TOTAL)])
def test_a_row_says_what_it_is(word: str, role: Role) -> None:
    (table,) = definition(
        tables=[{"name": "a", "rows": [{word: "受理矛盾纠纷", "by": "纠纷类型", "all": True}]}]
    ).tables

    assert table.rows == (RowSpec("mediation_accepted", by="category", role=role, all=True),)


def test_cross_takes_one_figure_by_something_or_several() -> None:
    one, several = definition(
        tables=[
            {"name": "a", "cross": {"figure": "受理矛盾纠纷", "by": "category", "across": "quarters"}},
            {"name": "b", "cross": {"figures": ["visits", "受理矛盾纠纷"], "turned": True}},
        ]
    ).tables

    assert (one.kind, one.figures, one.by, one.across) == ("cross", ("mediation_accepted",), "category", "quarters")
    assert (several.figures, several.by, several.turned) == (("visits", "mediation_accepted"), "", True)


def test_a_list_names_fields_by_title_and_leaves_out_what_has_no_cell() -> None:
    spec = {"ledger": "case", "fields": ["受理日期", "summary", "tags"], "on": "调结日期", "where": "状态 = '受理'"}
    (table,) = definition(tables=[{"name": "a", "list": spec, "notes": ["一"], "periods": ["month"]}]).tables

    assert (table.ledger, table.fields, table.on) == ("case", ("accepted_on", "summary"), "concluded_on")
    assert (table.where, table.notes, table.periods) == ("状态 = '受理'", ("一",), ("month",))


def test_a_list_is_dated_by_its_ledgers_date_when_nothing_else_is_said() -> None:
    (table,) = definition(tables=[{"name": "a", "list": {"ledger": "visit"}}]).tables

    assert table.on == planstore.ledgers()["visit"].date


def test_a_chart_has_its_usual_words_too() -> None:
    plain, full = definition(
        tables=[ROWS],
        charts=[
            {"name": "c", "table": "a"},
            {"name": "d", "table": "a", "kind": "pie", "title": "占比", "labels": "title", "values": ["value", "ytd"]},
        ],
    ).charts

    assert (plain.title, plain.kind, plain.labels, plain.values) == ("c", "bar", "title", ("value",))
    assert (full.title, full.kind, full.values) == ("占比", "pie", ("value", "ytd"))


def test_measures_are_gathered_once_in_order_of_first_use() -> None:
    found = definition(
        figures=["visits"],
        tables=[
            {"name": "a", "rows": ["mediation_accepted", "visits", {"heading": "甲"}, {"part": "mediation_accepted"}]},
            {"name": "b", "slices": {"figures": ["relief_paid", "relief_persons"], "by": "kind"}},
        ],
    )

    assert found.figures == ("visits", "mediation_accepted", "relief_paid", "relief_persons")


def table(**words: object) -> Mapping[str, Any]:
    return {"tables": [{"name": "a", **words}]}


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({"tables": ["visits"]}, "tables 里要写成一项一项的“名字: 内容”，不能是“visits”"),
        ({"tables": [{"title": "没有名字"}]}, "每张表要有 name"),
        ({"tables": [ROWS, ROWS]}, "表的 name 重复：a"),
        (table(rows=["visits"], periods=["monthly"]), "没有叫“monthly”的期间种类，是不是“month”"),
        (table(cross="visits"), "cross 里要写成一项一项的“名字: 内容”，不能是“visits”"),
        (table(cross={"figures": ["visits"], "across": "weeks"}), "没有叫“weeks”的横栏"),
        (table(cross={"figures": ["visits", "relief_paid"], "by": "kind"}), "cross 要么写 figure 和 by，要么写 figures"),
        (table(cross={"figure": "mediation_accepted", "by": "纠纷类"}), "没有叫“纠纷类”的受理矛盾纠纷 的分组，是不是“纠纷类型”"),
        (table(slices={"figures": ["relief_paid"]}), "slices 要写 figures，和它们共有的一个分组 by"),
        (table(slices={"by": "kind"}), "slices 要写 figures"),
        (table(list={"ledger": "case", "fields": ["受理日"]}), "没有叫“受理日”的字段，是不是“受理日期”"),
        (table(list={"ledger": "case", "on": "调结日"}), "没有叫“调结日”的字段，是不是“调结日期”"),
        (table(list={"ledger": "visit", "fields": ["没有的"]}), "没有叫“没有的”的字段"),
        (table(plan="target"), "没有叫“target”的计划表，是不是“targets”"),
        ({"charts": ["c"]}, "charts 里要写成一项一项的“名字: 内容”"),
        ({**table(rows=["visits"]), "charts": [{"table": "a"}]}, "每张图要有 name，这里没有：{'table': 'a'}"),
        ({**table(rows=["visits"]), "charts": [{"name": "c", "table": "a", "kind": "bars"}]}, "没有叫“bars”的图形，是不是“bar”"),
        ({"pattern": "{comunity}月报"}, "“{comunity}月报”的花括号里只能写 {community}、{period}、{kind}、{year}"),
        ({"pattern": "{}月报"}, "的花括号里只能写"),
        ({"pattern": "{period.nothing}"}, "的花括号里只能写"),
        ({"due": {"week": "5 days"}}, "没有叫“week”的期间种类"),
        ({"due": {"month": "5 dayz"}}, "看不懂时长“5 dayz”"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_file_and_line(front: Mapping[str, Any], said: str) -> None:
    told = complaint(**front)

    assert told.startswith("templates/样表.md:3 定义有误：")
    assert said in told


def test_no_ledger_lets_a_report_list_anything_masked() -> None:
    for name, ledger in planstore.ledgers().items():
        for field in ledger.fields:
            if field.mask:
                told = complaint(**table(list={"ledger": name, "fields": [field.title]}))
                assert told.endswith(f"报表不能列出个人信息：{field.title}")


def test_a_field_that_is_masked_is_personal_whatever_its_class() -> None:
    properties = {
        "day": {"title": "日期", "type": "string", "format": "date"},
        "plate": {"title": "联系方式", "type": "string", "x-privacy": "internal", "x-mask": "phone"},
    }
    ledger = read_ledger("own", {"title": "自建", "x-ledger": {"date": "day"}, "properties": properties})
    front = {"tables": [{"name": "a", "list": {"ledger": "own", "fields": ["day", "plate"]}}]}

    with pytest.raises(BadDefinition, match="报表不能列出个人信息：联系方式"):
        read_definition("sample", front, planstore.measures(), {"own": ledger})


def test_a_wide_table_names_the_columns_of_its_word_page() -> None:
    figures = {"name": "a", "rows": ["visits"], "columns": ["unit", "value", "yoy"], "word": ["value"]}
    records = {"name": "b", "list": {"ledger": "case", "fields": ["受理日期", "category"]}, "word": ["category"]}

    assert [table.word for table in definition(tables=[figures, records]).tables] == [("value",), ("category",)]
    assert "没有叫“share”的word 的列" in complaint(tables=[{**figures, "word": ["share"]}])
    assert "没有叫“value”的word 的列" in complaint(tables=[{**records, "word": ["value"]}])
