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
