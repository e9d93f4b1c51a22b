"""A broken definition of the store's own is told, and keeps as little as possible from working."""

from __future__ import annotations

import pytest

from clerk import Shell


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("templates/own.md", "---\ntitle: [\n---\n"),
        ("templates/own.md", "---\ntitle: 自己的\nperiods: [month]\nfigures: [nothing_of_the_kind]\n---\n"),
    ],
)
def test_the_days_work_is_listed_beside_a_broken_template(shell: Shell, path: str, text: str) -> None:
    shell.add("case", 受理日期="2026-03-20", 纠纷类型="邻里纠纷", 摘要="楼上漏水")
    (shell.root / path).parent.mkdir(exist_ok=True)
    (shell.root / path).write_text(text, "utf-8")

    said = shell("today")

    assert said.code == 1
    assert "要办" in said.err
    assert "调结：" in said.out
    assert path in said.err


def test_check_tells_of_a_measure_that_names_no_ledger(shell: Shell) -> None:
    (shell.root / "schemas" / "indicators").mkdir(parents=True)
    own = "own: {title: 自己的, unit: 件, kind: flow, from: nowhere, on: day, value: count}\n"
    (shell.root / "schemas" / "indicators" / "own.yaml").write_text(own, "utf-8")

    said = shell("check")

    assert said.code == 1
    assert "schemas/indicators/own.yaml" in said.err
    assert "nowhere" in said.err


def test_a_broken_ledger_is_told_by_every_command_also_once_the_index_is_warm(shell: Shell) -> None:
    shell.add("case", 受理日期="2026-03-20", 纠纷类型="邻里纠纷", 摘要="楼上漏水")
    assert shell("list", "纠纷").code == 0
    (shell.root / "schemas" / "ledgers").mkdir(parents=True)
    own = "title: 树\nx-ledger: {date: 没有}\nproperties: {day: {title: 日, type: string}}\n"
    (shell.root / "schemas" / "ledgers" / "tree.yaml").write_text(own, "utf-8")

    for _again in range(2):
        said = shell("list", "纠纷")
        assert said.code == 1
        assert "schemas/ledgers/tree.yaml" in said.err


def test_a_broken_measure_is_told_by_every_command_that_counts_also_once_the_index_is_warm(shell: Shell) -> None:
    assert shell("report", "monthly", "2026-03", "--json").code == 0
    (shell.root / "schemas" / "indicators").mkdir(parents=True)
    own = "own: {title: 自己的, unit: 件, kind: flow, from: nowhere, on: day, value: count}\n"
    (shell.root / "schemas" / "indicators" / "own.yaml").write_text(own, "utf-8")

    for _again in range(2):
        said = shell("report", "monthly", "2026-03", "--json")
        assert said.code == 1
        assert "schemas/indicators/own.yaml" in said.err
