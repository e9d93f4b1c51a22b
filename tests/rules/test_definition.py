"""A ledger that does not hold together is refused when it is read, with what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rulebook import CODELISTS, NOTHING, Schema, ledger

from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.definition import hold_together
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.store import definitionfile
from shequ_cli.words.errors import BadDefinition

SCHEMAS = Path(__file__).parents[2] / "schemas"
SOUND = """
    state: {title: 状态, type: string}
    done: {title: 完成日期, type: string, format: date}
    kind: {title: 类型, x-codelist: dispute_type, default: 邻里纠纷}
    n: {title: 人数, type: integer}
"""


def refused(properties: str, schema: Schema = NOTHING, *, about: Schema = NOTHING) -> str:
    """Why this ledger does not hold together."""
    with pytest.raises(BadDefinition) as bad:
        hold_together(ledger(properties, schema, ledger=about), CODELISTS, where="schemas/ledgers/sample.yaml")
    assert str(bad.value).startswith("schemas/ledgers/sample.yaml 定义有误：")
    return bad.value.why


def test_a_sound_ledger_holds_together() -> None:
    about = {
        "label": "{kind}：{状态} {id}",
        "states": {"field": "state", "flow": {"受理": ["完成"]}, "stamps": {"完成": "done"}},
    }
    sound = ledger(
        SOUND, ledger=about, schema={"required": ["day"], "if": {"required": ["n"]}, "then": {"required": ["kind"]}}
    )
    hold_together(sound, CODELISTS)


@pytest.mark.parametrize("path", sorted((SCHEMAS / "ledgers").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_ledger_holds_together(path: Path) -> None:
    lists = {each.stem: read_codelist(each.stem, _raw(each)) for each in (SCHEMAS / "codelists").glob("*.yaml")}
    names = {each.stem for each in (SCHEMAS / "ledgers").glob("*.yaml")}
    hold_together(read_ledger(path.stem, _raw(path)), lists, ledgers=names, where=path.name)


def _raw(path: Path) -> dict[str, Any]:
    raw: dict[str, Any] = definitionfile.read(path, path.name).raw
    return raw


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("x-codelist: dispute_typo", "没有代码表“dispute_typo”，是不是“dispute_type”？"),
        ("x-mask: idcard", "x-mask 不能是“idcard”，可用：name、id_card"),
        ("x-privcy: personal", "没有 x-privcy，是不是 x-privacy？"),
        ("x-codlist: dispute_type", "是不是 x-codelist？"),
        ("type: integer, default: 几个", "default 的值“几个”读不通"),
        ("x-codelist: dispute_type, default: 山林纠纷", "default 的值“山林纠纷”读不通"),
        ("title: 编号", "字段不能叫“编号”"),
        ("title: 疑问说明", "字段不能叫“疑问说明”"),
        ("title: 日期", "“日期”是两个字段的名字"),
        ("x-aliases: [day]", "“day”是两个字段的名字"),
        ("type: string, pattern: '('", "regex"),
        ("type: integer, minimum: 很小", "number"),
        ("type: object, required: [b], properties: {a: {title: 甲}}", "required 里的“b”"),
        ("type: array, items: {type: object, properties: {a: {x-mask: ids}}}", "x-mask 不能是“ids”"),
        ("$ref: other.yaml", "不支持 $ref"),
    ],
)
def test_a_field_that_does_not_fit_is_named(field: str, why: str) -> None:
    assert why in refused(f"one: {{{field}}}")


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("id: {title: 证号}", "字段名不能叫“id”"),
        ("证号: {title: 证号}", "字段名“证号”要用小写字母"),
        ("Docket: {title: 案号}", "字段名“Docket”要用小写字母"),
        ("tags: {title: 标签, type: array, items: {}}\ntags_count: {title: 标签数}", "不能叫“tags_count”"),
    ],
)
def test_a_name_that_cannot_be_a_column_is_refused(field: str, why: str) -> None:
    assert why in refused(field)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"label": "{kind}：{简要}"}, "label 里的“简要”不是字段"),
        ({"states": {"field": "n", "flow": {"受理": []}}}, "状态字段人数要是文字或代码"),
        ({"states": {"field": "kind", "flow": {"受理": []}}}, "状态“受理”不在类型的可选值里"),
        (
            {"states": {"field": "state", "flow": {"受理": []}, "stamps": {"完成": "done"}}},
            "stamps 里的“完成”不在流程里",
        ),
        ({"states": {"field": "state", "flow": {"受理": []}, "stamps": {"受理": "n"}}}, "stamps 里的人数不是日期"),
        ({"clocks": [{"name": "办结", "from": "n", "until": "done", "within": "3 days"}]}, "时限“办结”：人数不是日期"),
        ({"clocks": [{"name": "办结", "from": "day", "until": "done", "within": {"重大": "3 days"}}]}, "要写 by"),
    ],
)
def test_states_clocks_and_labels_speak_of_fields(about: dict[str, Any], why: str) -> None:
    assert why in refused(SOUND, about=about)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"required": ["whatever"]}, "required 里的“whatever”不是字段名"),
        ({"anyOf": [{"required": ["n"]}, {"required": ["m"]}]}, "条件里的“m”不是字段名"),
        ({"if": {"properties": {"stat": {"const": "完成"}}}, "then": {}}, "条件里的“stat”不是字段名"),
        ({"dependentRequired": {"n": ["number"]}}, "条件里的“number”不是字段名"),
        ({"x-checks": [{"order": ["day", "dine"]}]}, "没有叫“dine”的字段"),
        ({"x-checks": [{"unique": ["docket"]}]}, "没有叫“docket”的字段"),
        ({"x-checks": [{"refers": "case"}]}, "refers"),
    ],
)
def test_conditions_and_checks_speak_of_fields(about: dict[str, Any], why: str) -> None:
    assert why in refused(SOUND, about)


def test_a_reference_to_an_unknown_ledger_is_found_when_the_ledgers_are_known() -> None:
    made = ledger("case: {title: 案件, x-refers: cases}")
    hold_together(made, CODELISTS)
    with pytest.raises(BadDefinition, match="没有台账“cases”"):
        hold_together(made, CODELISTS, ledgers=["case"])


@pytest.mark.parametrize("name", ["on", "yes", "12"])
def test_a_field_name_that_yaml_takes_for_something_else_is_refused(name: str) -> None:
    with pytest.raises(BadDefinition, match="请加引号"):
        ledger(f"{name}: {{title: 项}}")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"clock": []}, "x-ledger 里没有“clock”这一项，是不是“clocks”？"),
        ({"clocks": [{"name": "办结", "form": "day", "until": "done", "within": "1 day"}]}, "是不是“from”？"),
        ({"states": {"field": "state", "flow": {"甲": []}, "stamp": {}}}, "是不是“stamps”？"),
    ],
)
def test_a_misspelt_key_is_refused_because_it_would_switch_something_off(about: dict[str, object], said: str) -> None:
    raw = {
        "title": "试",
        "x-ledger": {"date": "day", **about},
        "properties": {
            "day": {"title": "日期", "type": "string", "format": "date"},
            "done": {"title": "办结", "type": "string", "format": "date"},
            "state": {"title": "状态", "enum": ["甲"]},
        },
    }

    with pytest.raises(BadDefinition, match=said):
        read_ledger("trial", raw)
