"""Batches: the same records in every format, each problem at its line in the batch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.exchange.batch import read_batch
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import UsageFault

LEDGER = read_ledger(
    "visit",
    yaml.safe_load(
        """
title: 走访
x-ledger: {date: day}
required: [day, summary]
properties:
  day: {title: 日期, type: string, format: date}
  summary: {title: 摘要, type: string}
  room: {title: 房号, type: string}
  cost: {title: 费用, type: number, x-money: true}
  done: {title: 办结, type: boolean}
  tags: {title: 标签, type: array, items: {type: string}}
"""
    ),
)

YAML_LIST = """# 三月走访
- 日期: 2026-03-01
  摘要: 送米
  房号: 0203
- {日期: 2026-03-02, 摘要: 修灯}
"""
YAML_DOCUMENTS = """---
日期: 2026-03-01
摘要: 送米
房号: 0203
---
日期: 2026-03-02
摘要: 修灯
"""
JSON = """[
  {"日期": "2026-03-01", "摘要": "送米", "房号": "0203"},
  {"日期": "2026-03-02", "摘要": "修灯"}
]
"""
JSON_LINES = """{"日期": "2026-03-01", "摘要": "送米", "房号": "0203"}

{"日期": "2026-03-02", "摘要": "修灯"}
"""
CSV = "日期,摘要,房号\n2026-03-01,送米,0203\n2026-03-02,修灯,\n"


@pytest.mark.parametrize(
    ("suffix", "text", "lines"),
    [
        ("yaml", YAML_LIST, [2, 5]),
        ("yml", YAML_DOCUMENTS, [2, 6]),
        ("json", JSON, [2, 3]),
        ("jsonl", JSON_LINES, [1, 3]),
        ("csv", CSV, [2, 3]),
    ],
)
def test_every_format_says_the_same_records_and_their_lines(suffix: str, text: str, lines: list[int]) -> None:
    for path in (f"三月.{suffix}", ""):
        batch = read_batch(text.encode(), path, LEDGER)

        assert not batch.problems
        assert [entry.raw for entry in batch.entries] == [
            {"日期": "2026-03-01", "摘要": "送米", "房号": "0203"},
            {"日期": "2026-03-02", "摘要": "修灯"},
        ]
        assert [entry.place.line for entry in batch.entries] == lines


def test_json_keeps_digits_and_tells_truth_in_chinese() -> None:
    batch = read_batch(b'{"cost": 1428.50, "done": true, "tags": ["a", 7], "summary": null}', "x.json", LEDGER)

    assert batch.entries[0].raw == {"cost": "1428.50", "done": "是", "tags": ["a", "7"], "summary": ""}


@pytest.mark.parametrize(
    ("path", "text", "code", "line"),
    [
        ("x.json", '[{"摘要": "a"},\n {"摘要": }]', "E-json", 2),
        ("x.json", '[{"摘要": "a"}\n {"摘要": "b"}]', "E-json", 2),
        ("x.json", '{"摘要": "a"}\n{"摘要": "b"}', "E-json", 2),
        ("x.json", '{"摘要": "a", "摘要": "b"}', "E-json", 1),
        ("x.json", '["a"]', "E-batch", 1),
        ("x.json", "", "E-json", 1),
        ("x.json", "[]", "E-batch", 1),
        ("x.jsonl", '{"摘要": "a"}\n{"摘要"}\n', "E-json", 2),
        ("x.yaml", "- 摘要: a\n- 摘要: b\n  摘要: c\n", "E-yaml-duplicate", 3),
        ("x.yaml", "- 摘要: &x a\n- 摘要: *x\n", "E-yaml-alias", 1),
        ("x.yaml", "- 摘要: a\n- [1, 2\n", "E-yaml", 3),
        ("x.yaml", "", "E-batch", 1),
        ("x.csv", "日期,房号\n2026-03-01,1\n", "E-header", 1),
        ("x.csv", "编号,日期,摘要\nvisit-20260301-7k3f,2026-03-01,a\n", "E-batch", 2),
    ],
)
def test_a_fault_is_a_problem_at_its_line(path: str, text: str, code: str, line: int) -> None:
    batch = read_batch(text.encode(), path, LEDGER)

    assert [(problem.code, problem.place.line) for problem in batch.problems][0] == (code, line)
    assert batch.problems[0].place.path == path


def test_a_column_may_be_missing_when_its_field_comes_from_the_command() -> None:
    data = "摘要\n送米\n".encode()

    assert read_batch(data, "x.csv", LEDGER).problems
    assert not read_batch(data, "x.csv", LEDGER, ["日期"]).problems


def test_gb18030_is_read_and_told(tmp_path: Path) -> None:
    batch = read_batch(CSV.encode("gb18030"), "x.csv", LEDGER)

    assert batch.entries[0].raw["摘要"] == "送米"
    assert [problem.code for problem in batch.problems] == ["H-encoding"]


def test_a_workbook_is_sent_back_with_the_way_out() -> None:
    with pytest.raises(UsageFault, match="另存为 CSV"):
        read_batch(b"PK", "二月.xlsx", LEDGER)


RECORDS = st.lists(
    st.dictionaries(
        st.sampled_from(["摘要", "房号", "备注"]),
        st.text(alphabet="漏水 ,:\"#'-{}[]=1.0", min_size=1, max_size=8).map(str.strip).filter(bool),
        min_size=1,
    ),
    min_size=1,
    max_size=4,
)


@given(RECORDS)
def test_json_and_json_lines_hold_the_same(records: list[dict[str, str]]) -> None:
    whole = read_batch(json.dumps(records, ensure_ascii=False).encode(), "x.json", LEDGER)
    lines = read_batch("\n".join(json.dumps(one) for one in records).encode(), "x.jsonl", LEDGER)

    assert [entry.raw for entry in whole.entries] == records == [entry.raw for entry in lines.entries]


def test_the_ledger_of_these_tests_reads() -> None:
    assert isinstance(LEDGER, Ledger)
