"""What is written is read back the same, in YAML and in a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import CODELISTS, TODAY, ledger

from shequ_cli.rules.reading import read
from shequ_cli.rules.schema import Ledger
from shequ_cli.rules.writing import passed_text, raw_of, read_passed, text_of, to_raw
from shequ_cli.words.record import Value

SCALARS = """
    text: {title: 文字, type: string}
    kind: {title: 类型, x-codelist: dispute_type}
    month: {title: 月份, type: string, format: month}
    time: {title: 时刻, type: string, format: time}
    count: {title: 人数, type: integer, x-blank: [不适用, 未报]}
    share: {title: 比例, type: number}
    amount: {title: 金额, type: number, x-money: true}
    hard: {title: 疑难, type: boolean}
    tags: {title: 标签, type: array, items: {type: string}}
    days: {title: 各日, type: array, items: {type: string, format: date}}
"""
NESTED = (
    SCALARS
    + """
    deal: {title: 协议, type: object, properties: {day: {title: 日, type: string, format: date}, sum: {title: 额, type: number, x-money: true}}}
    parties: {title: 当事人, type: array, items: {type: object, properties: {name: {title: 姓名}, age: {title: 年龄, type: integer}}}}
"""
)

YAML, CSV = ledger(NESTED), ledger(SCALARS, storage="csv")

_days = st.dates(date(1900, 1, 1), TODAY)
_words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(str.strip).filter(bool)
_text = _words.filter(lambda text: "+" not in text)
_item = _text.filter(lambda text: "；" not in text and ";" not in text and "、" not in (text[0], text[-1]))
_money = st.decimals(-(10**12), 10**12, places=2)
_number = st.decimals(-(10**9), 10**9, places=4)
SCALAR_VALUES = {
    "day": _days,
    "text": _text,
    "kind": st.sampled_from(CODELISTS["dispute_type"].titles),
    "month": _days.map(lambda day: day.isoformat()[:7]),
    "time": st.times().map(lambda time: f"{time:%H:%M}"),
    "count": st.integers(-(10**14), 10**14) | st.sampled_from(["不适用", "未报"]),
    "share": _number,
    "amount": _money,
    "hard": st.booleans(),
    "days": st.lists(_days, min_size=1, max_size=3).map(tuple),
}
_parties = st.fixed_dictionaries({"name": _text}, optional={"age": st.integers(0, 120)})
NESTED_VALUES = SCALAR_VALUES | {
    "tags": st.lists(_text, min_size=1, max_size=3).map(tuple),
    "deal": st.fixed_dictionaries({"day": _days}, optional={"sum": _money}),
    "parties": st.lists(_parties, min_size=1, max_size=3).map(tuple),
}
TABLE_VALUES = SCALAR_VALUES | {"tags": st.lists(_item, min_size=1, max_size=3).map(tuple)}
_passed = st.dictionaries(st.sampled_from(["D-order", "D-sum", "D-citizen"]), _item, max_size=2)


def back(made: Ledger, values: Mapping[str, Value], passed: Mapping[str, str]) -> None:
    raw = to_raw(made, values, passed=passed, unknown={"旁注": "甲"})
    found = read(made, CODELISTS, raw, TODAY)
    assert dict(found.values) == dict(values)
    assert (found.passed, found.unknown) == (passed, {"旁注": "甲"})
    assert [problem.code for problem in found.problems] == ["E-unknown-field"]


@given(st.fixed_dictionaries({}, optional=NESTED_VALUES), _passed)
def test_what_a_yaml_ledger_writes_is_read_back_the_same(
    values: Mapping[str, Value], passed: Mapping[str, str]
) -> None:
    back(YAML, values, passed)


@given(st.fixed_dictionaries({}, optional=TABLE_VALUES), _passed)
def test_what_a_table_writes_is_read_back_the_same(values: Mapping[str, Value], passed: Mapping[str, str]) -> None:
    back(CSV, values, passed)


@given(st.fixed_dictionaries({}, optional=NESTED_VALUES))
def test_writing_twice_is_writing_once(values: Mapping[str, Value]) -> None:
    raw = to_raw(YAML, values)
    assert to_raw(YAML, read(YAML, CODELISTS, raw, TODAY).values) == raw


def test_keys_are_titles_in_the_order_of_the_schema_and_passed_doubts_come_last() -> None:
    values: Mapping[str, Value] = {"hard": False, "amount": Decimal("1200"), "day": date(2026, 3, 12), "text": "甲"}
    raw = to_raw(YAML, values, passed={"D-sum": "已核"}, unknown={"旁注": "乙"})
    assert list(raw.items()) == [
        ("日期", "2026-03-12"),
        ("文字", "甲"),
        ("金额", "1200.00"),
        ("疑难", "否"),
        ("旁注", "乙"),
        ("疑问说明", {"D-sum": "已核"}),
    ]


def test_groups_keep_their_shape_in_yaml() -> None:
    values: Mapping[str, Value] = {"parties": ({"name": "张某某", "age": 30}, {"name": "李某"})}
    assert to_raw(YAML, values) == {"当事人": [{"姓名": "张某某", "年龄": "30"}, {"姓名": "李某"}]}


def test_a_table_holds_lists_and_passed_doubts_as_text() -> None:
    values: Mapping[str, Value] = {"tags": ("噪音", "漏水")}
    assert to_raw(CSV, values, passed={"D-sum": "已核", "D-order": "补签"}) == {
        "标签": "噪音、漏水",
        "疑问说明": "D-sum=已核；D-order=补签",
    }


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("day", date(2026, 3, 1), "2026-03-01"),
        ("amount", Decimal("0"), "0.00"),
        ("share", Decimal("1E+3"), "1000"),
        ("hard", True, "是"),
        ("count", 0, "0"),
        ("count", "未报", "未报"),
        ("text", None, ""),
        ("tags", ("甲、乙",), "甲、乙；"),
        ("tags", ("甲、乙", "丙"), "甲、乙；丙"),
        ("deal", {"day": date(2026, 3, 1), "sum": Decimal("5")}, "日：2026-03-01，额：5.00"),
    ],
)
def test_a_value_is_written_as_a_person_would(name: str, value: Value, text: str) -> None:
    assert text_of(YAML.field(name), value) == text


def test_raw_of_a_single_value_is_its_text() -> None:
    assert raw_of(YAML.field("count"), 12) == "12"


def test_passed_doubts_are_parsed_leniently() -> None:
    assert read_passed("D-a=甲；乙；D-b＝丙; D-c=") == {"D-a": "甲；乙", "D-b": "丙", "D-c": ""}
    assert read_passed({"D-a": " 甲 ", "D-b": ["乙"]}) == {"D-a": "甲", "D-b": ""}
    assert read_passed([]) == {}
    assert read_passed(passed_text({"D-a": "甲", "D-b": "乙"})) == {"D-a": "甲", "D-b": "乙"}
