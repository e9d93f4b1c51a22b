"""What a schema file says of a ledger, read as it stands, and the complaints that reading it alone can make."""

from __future__ import annotations

from typing import Any

import pytest
from rulebook import ledger

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import PRIVACY
from shequ_cli.words.errors import BadDefinition, UnknownName
from shequ_cli.words.problem import Level

STATES = {
    "field": "state",
    "flow": {"受理": ["调解中"], "调解中": ["达成协议", "调解不成"], "达成协议": ["已履行"]},
    "stamps": {"达成协议": ["done"], "调解不成": "done"},
}
STATE_FIELDS = """
    state: {title: 状态, type: string}
    done: {title: 调结日期, type: string, format: date}
"""
DAY = {"title": "日期", "type": "string", "format": "date"}


def made(properties: dict[str, Any] | None = None, about: dict[str, Any] | None = None, **schema: Any) -> Any:  # noqa: ANN401
    raw = {
        "title": "样例",
        "x-ledger": {"date": "day", **(about or {})},
        "properties": {"day": DAY, **(properties or {})},
    }
    return read_ledger("sample", raw | {key.replace("_", "-"): value for key, value in schema.items()}, "x.yaml")


def refused(properties: dict[str, Any] | None = None, about: dict[str, Any] | None = None, **schema: Any) -> str:  # noqa: ANN401
    with pytest.raises(BadDefinition) as bad:
        made(properties, about, **schema)
    assert bad.value.place == "x.yaml"
    return bad.value.why


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({}, "text"),
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "email"}, "text"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "string", "format": "month"}, "month"),
        ({"type": "string", "format": "time"}, "time"),
        ({"type": "integer"}, "integer"),
        ({"type": "number"}, "number"),
        ({"type": "number", "x-money": True}, "money"),
        ({"type": "integer", "x-money": True}, "money"),
        ({"type": "boolean"}, "boolean"),
        ({"type": "array", "items": {"type": "integer"}}, "list"),
        ({"type": "object", "properties": {}}, "group"),
        ({"enum": ["甲"]}, "code"),
        ({"type": "string", "x-codelist": "dispute_type"}, "code"),
    ],
)
def test_a_field_is_of_the_kind_that_its_keywords_say(raw: dict[str, Any], kind: str) -> None:
    assert made({"one": raw}).field("one").kind == kind


@pytest.mark.parametrize("declared", ["date", "str", "null"])
def test_a_type_that_no_field_has_is_refused(declared: str) -> None:
    assert refused({"one": {"type": declared}}) == f"one 的 type 不能是“{declared}”"


def test_a_privacy_class_that_is_none_is_refused_with_those_there_are() -> None:
    assert refused({"one": {"x-privacy": "secret"}}) == f"one 的 x-privacy 不能是“secret”，可选：{'、'.join(PRIVACY)}"
    assert made({"one": {}}).field("one").privacy == "internal"


def test_a_default_is_kept_as_text_whatever_yaml_made_of_it() -> None:
    properties = {"a": {"default": 0}, "b": {"default": "甲"}, "c": {}}
    assert [made(properties).field(name).default for name in "abc"] == ["0", "甲", None]


def test_required_fields_are_known_at_every_depth() -> None:
    inner = {"type": "object", "required": ["b"], "properties": {"a": {}, "b": {}}}
    found = made({"deal": inner, "rows": {"type": "array", "items": inner}}, required=["deal"])
    assert [field.name for field in found.fields if field.required] == ["deal"]
    assert [field.required for field in found.field("deal").fields] == [False, True]
    assert [field.required for field in found.field("rows").item.fields] == [False, True]


def test_without_titles_names_are_shown() -> None:
    bare = read_ledger("bare", {"x-ledger": {"date": "day"}, "properties": {"day": {"format": "date"}}})
    assert (bare.title, bare.words, bare.field("day").words) == ("bare", ("bare", "bare"), ("day",))
    assert (bare.unit, bare.label, bare.storage, bare.open_fields) == ("件", "{id}", "yaml", False)


def test_a_word_that_is_no_field_is_refused_with_the_nearest_or_with_all() -> None:
    found = made({"place": {"title": "发生地点", "x-aliases": ["地点"]}})
    assert found.field("地点") is found.field("place") is found.field("发生地点")
    assert found.has("地点") and not found.has("地址")
    with pytest.raises(UnknownName) as nearly:
        found.field("发生地址")
    assert (nearly.value.near, nearly.value.allowed) == (("发生地点",), ())
    with pytest.raises(UnknownName) as strange:
        found.field("zzz")
    assert strange.value.allowed == ("日期", "发生地点")


def test_a_title_comes_before_another_fields_alias() -> None:
    found = made({"a": {"title": "甲"}, "b": {"title": "乙", "x-aliases": ["甲"]}})
    assert found.field("甲").name == "a"


@pytest.mark.parametrize("date", ["", "none", "place"])
def test_the_date_of_a_ledger_is_one_of_its_date_fields(date: str) -> None:
    assert f"不能是“{date}”" in refused({"place": {"title": "地点"}}, {"date": date})


def test_a_month_will_do_as_date_and_a_profile_needs_none() -> None:
    assert made({"m": {"format": "month"}}, {"date": "m"}).date == "m"
    raw = {"title": "基本信息", "properties": {"name": {"title": "名称"}}}
    assert read_ledger("profile", raw, dated=False).date == ""
    with pytest.raises(BadDefinition):
        read_ledger("profile", raw)


def test_a_table_cannot_hold_groups_and_a_store_only_two_kinds_of_files() -> None:
    deal = {"deal": {"title": "协议", "type": "object", "properties": {"a": {}}}}
    assert refused(deal, {"storage": "csv"}) == "csv 台账不能有成组的字段：协议"
    assert made(deal).field("deal").kind == "group"
    assert refused({}, {"storage": "xlsx"}) == "storage 只能是 yaml 或 csv"


@pytest.mark.parametrize(
    ("about", "word"),
    [
        ({"states": {"field": "state", "flow": {"受理": []}}}, "state"),
        ({"clocks": [{"name": "办结", "until": "done", "within": "3 days"}]}, "done"),
        ({"clocks": [{"name": "办结", "until": "day", "due": "duo"}]}, "duo"),
        ({"clocks": [{"name": "办结", "until": "day", "within": {"重大": "3 days"}, "by": "grade"}]}, "grade"),
    ],
)
def test_states_and_clocks_speak_of_fields_there_are(about: dict[str, Any], word: str) -> None:
    assert refused({}, about).startswith(f"没有字段“{word}”")
    assert "是不是“dye”？" in refused({"dye": {}}, {"clocks": [{"name": "办结", "until": "die", "within": "1 day"}]})


def test_a_clock_says_how_long_or_until_when() -> None:
    assert refused({}, {"clocks": [{"name": "办结", "until": "day"}]}) == "时限“办结”要写 within 或 due"
    (clock,) = made({"due": DAY}, {"clocks": [{"name": "办结", "until": "day", "due": "due", "source": "条例"}]}).clocks
    assert (clock.due, clock.within, clock.from_, clock.source) == ("due", "", "", "条例")


@pytest.mark.parametrize("check", [{}, {"level": "疑问"}, {"order": ["a", "b"], "sum": {"n": ["x"]}}])
def test_an_entry_of_checks_is_one_check(check: dict[str, Any]) -> None:
    assert "只能有一种检查" in refused({}, None, x_checks=[check])


def test_a_check_has_a_level_of_three() -> None:
    assert refused({}, None, x_checks=[{"order": ["a", "b"], "level": "警告"}]) == "level 只能是 错误、疑问、提示"
    checks = [{"order": ["day", "day"], "level": level} for level in ("错误", "疑问", "提示")]
    assert [check.level for check in made({}, None, x_checks=checks).checks] == [Level.ERROR, Level.DOUBT, Level.HINT]


def test_states_stand_in_the_order_of_the_flow_each_once() -> None:
    states = ledger(STATE_FIELDS, ledger={"states": STATES}).states
    assert states is not None
    assert states.names == ("受理", "调解中", "达成协议", "调解不成", "已履行")
    assert (states.first, states.stamps["调解不成"]) == ("受理", ("done",))


def test_a_single_word_stands_for_a_list_of_one() -> None:
    """`flow: {受理: 完成}` must not become the states 完 and 成."""
    states = {"field": "state", "flow": {"受理": "完成", "完成": None}, "stamps": {"完成": "done"}}
    single = ledger(STATE_FIELDS, ledger={"states": states, "aliases": "台账"})
    assert single.states is not None
    assert (single.states.names, single.states.flow["受理"]) == (("受理", "完成"), ("完成",))
    assert single.aliases == ("台账",)
    assert made({"a": {"title": "甲", "x-aliases": "旧名"}}).field("旧名").name == "a"


def test_unknown_keys_are_welcome_only_where_the_schema_says_so() -> None:
    assert made({}, None, unevaluatedProperties=True).open_fields
    assert made({}, None, unevaluatedProperties={"type": "string"}).open_fields
    assert not made({}, None, unevaluatedProperties=False).open_fields
