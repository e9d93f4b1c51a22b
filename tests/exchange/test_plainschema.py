"""Ledgers as plain JSON Schema and as a Data Package, for programs that know nothing of shequ."""

from __future__ import annotations

import jsonschema_rs
import pytest
import yaml

from shequ_cli.exchange.datapackage import CsvFile, descriptor
from shequ_cli.exchange.plainschema import plain_schema
from shequ_cli.rules.codelist import read_codelist
from shequ_cli.rules.ledgerfile import read_ledger

KINDS = {"kinds": read_codelist("kinds", {"title": "类型", "codes": [{"code": "1", "title": "邻里"}, "消费"]})}
PROPERTIES = """
  day: {title: 日期, type: string, format: date, description: 受理之日}
  month: {title: 月份, type: string, format: month}
  at: {title: 时间, type: string, format: time}
  kind: {title: 类型, x-codelist: kinds}
  level: {title: 级别, enum: [一般, 重大]}
  room: {title: 房号, type: string, maxLength: 6}
  done: {title: 办结, type: boolean}
  count: {title: 人数, type: integer, minimum: 0, x-blank: [不适用]}
  amount: {title: 金额, type: number, x-money: true, minimum: 0}
  tags: {title: 标签, type: array, items: {title: 标签, x-codelist: kinds}}
"""
GROUPS = """
  parties: {title: 当事人, type: array, items: {type: object, required: [name], properties: {name: {title: 姓名, type: string}}}}
"""


def ledger(storage: str = "yaml") -> object:
    text = f"title: 纠纷\nx-ledger: {{date: day, storage: {storage}}}\nrequired: [day, kind]\nproperties:\n{PROPERTIES}"
    return read_ledger("case", yaml.safe_load(text + (GROUPS if storage == "yaml" else "")))


def judge() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(plain_schema(ledger(), KINDS), validate_formats=True)  # type: ignore[arg-type]


GOOD = {"日期": "2026-03-12", "类型": "邻里"}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"房号": "0203"},
        {"房号": 203},
        {"人数": 3},
        {"人数": "不适用"},
        {"金额": 12.5},
        {"办结": "是"},
        {"标签": ["邻里", "消费"]},
        {"当事人": [{"姓名": "张某某"}]},
        {"月份": "2026-03", "时间": "09:30", "级别": "重大"},
        {"疑问说明": {"D-x": "属实"}},
    ],
)
def test_what_shequ_writes_is_accepted(more: dict[str, object]) -> None:
    assert judge().is_valid({**GOOD, **more})


@pytest.mark.parametrize(
    "record",
    [
        {"日期": "2026-03-12"},
        {**GOOD, "类型": "01"},
        {**GOOD, "日期": "2026-02-30"},
        {**GOOD, "类行": "x"},
        {**GOOD, "房号": "太长太长的房号"},
        {**GOOD, "人数": -1},
        {**GOOD, "人数": "未报"},
        {**GOOD, "月份": "2026-13"},
        {**GOOD, "办结": True},
        {**GOOD, "标签": ["噪音"]},
        {**GOOD, "当事人": [{"电话": "1"}]},
    ],
)
def test_what_check_would_refuse_is_refused(record: dict[str, object]) -> None:
    assert not judge().is_valid(record)


def test_editors_get_titles_hints_and_choices() -> None:
    schema = plain_schema(ledger(), KINDS)  # type: ignore[arg-type]

    assert schema["title"] == "纠纷"
    assert schema["required"] == ["日期", "类型"]
    assert schema["properties"]["日期"]["description"] == "受理之日"
    assert schema["properties"]["类型"]["enum"] == ["邻里", "消费"]


def test_columns_are_typed_in_the_order_of_the_files_header() -> None:
    file = CsvFile(ledger("csv"), "records/case/2026-03.csv", ("编号", "类型", "日期", "人数", "办结", "备用"))  # type: ignore[arg-type]

    (resource,) = descriptor("x", "幸福社区", [file], KINDS)["resources"]

    assert (resource["name"], resource["path"], resource["encoding"]) == (
        "case-2026-03",
        "records/case/2026-03.csv",
        "utf-8-sig",
    )
    fields = resource["schema"]["fields"]
    assert [(field["name"], field["type"]) for field in fields] == [
        ("编号", "string"),
        ("类型", "string"),
        ("日期", "date"),
        ("人数", "integer"),
        ("办结", "boolean"),
        ("备用", "string"),
    ]
    assert fields[1]["constraints"] == {"required": True, "enum": ["邻里", "消费"]}
    assert fields[3]["constraints"] == {"minimum": 0}
    assert resource["schema"]["primaryKey"] == ["编号"]
    assert "不适用" in resource["schema"]["missingValues"]
