"""Conditions as clerks type them: no wrong list without a word."""

from __future__ import annotations

import pytest

from clerk import Shell


@pytest.fixture
def cases(shell: Shell) -> Shell:
    for day in ("2026-02-10", "2026-03-12", "2026-04-01"):
        shell.add("纠纷", 受理日期=day, 纠纷类型="邻里纠纷", 摘要="楼上漏水", 网格="第一网格", 涉及金额="1000")
    for month in ("2026-02", "2026-03"):
        shell.add("低保", 月份=month, 户编码="DB-001", 保障人数="1", 月保障金="500")
    return shell


@pytest.mark.parametrize(
    ("ledger", "where", "count"),
    [
        ("纠纷", "受理日期 >= 2026-03-12", 2),
        ("纠纷", "受理日期 >= 2026/3/12", 2),
        ("纠纷", "受理日期 between 2026-03-01 and 2026-03-31", 1),
        ("纠纷", "受理日期 in (2026-03-12, 2026-04-01)", 2),
        ("纠纷", "受理日期 >= 20260312", 2),
        ("纠纷", "2026-03-12 < 受理日期", 1),
        ("纠纷", "受理日期 >= 2026-03", 2),
        ("低保", "月份 = 2026-03", 1),
        ("纠纷", "涉及金额 = 2000-1000", 3),
        ("纠纷", '网格 = "第一网格"', 3),
        ("纠纷", "\"网格\" = '第一网格'", 3),
    ],
)
def test_a_date_needs_no_quotes(cases: Shell, ledger: str, where: str, count: int) -> None:
    answer = cases("list", ledger, "--where", where, "--json")
    assert answer.code == 0, answer
    assert answer.json["count"] == count


@pytest.mark.parametrize("where", ["网格=第一网格", "纠纷类型 in (邻里纠纷)", "摘要 like 漏水", "网格 <> 第一网格"])
def test_a_text_without_quotes_is_told_how_to_write(cases: Shell, where: str) -> None:
    answer = cases("list", "纠纷", "--where", where)
    assert answer.code == 2
    assert "请加单引号，写成 '" in answer.err


def test_a_misspelt_field_is_still_told_as_one(cases: Shell) -> None:
    answer = cases("list", "纠纷", "--where", "网各 = '第一网格'")
    assert answer.code == 2
    assert "没有叫“网各”的字段，是不是“网格”？" in answer.err


def test_a_word_for_a_blank_is_told_how_to_ask_for(shell: Shell) -> None:
    answer = shell("list", "检查", "--where", "用电 = '不适用'")
    assert answer.code == 2
    assert "用电 is null" in answer.err
