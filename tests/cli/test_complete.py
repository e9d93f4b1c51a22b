"""Shell completion: what the Tab key offers, fast and without a word when it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typed import ids, shequ

PROGRAM = "from shequ_cli.cli.app import main; main()"


def offers(root: Path, line: str) -> list[str]:
    """What bash is told for a line whose last word is being typed; bash breaks words at =."""
    words = line.replace("=", " = ").split(" ")
    asked = {"_SHEQU_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    environment = {**os.environ, "SHEQU_DIR": str(root), **asked}
    command = [sys.executable, "-c", PROGRAM]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert run.stderr == ""
    return [word for word in run.stdout.splitlines() if word]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("shequ ad", ["add", "advance"]),
        ("shequ add ca", ["case"]),
        ("shequ add 矛盾", ["矛盾纠纷调解", "矛盾纠纷"]),
        ("shequ list case --sort 受理", ["受理日期"]),
        ("shequ list case --state 调解", ["调解中", "调解不成"]),
        ("shequ list case --period 2026Q", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("shequ report mon", ["monthly"]),
        ("shequ plan generate ann", ["annual"]),
        ("shequ explain 调解成功", ["调解成功率", "调解成功"]),
        ("shequ explain E-enu", ["E-enum"]),
        ("shequ show case-20260203", ["case-20260203-"]),
        ("shequ --no-c", ["--no-color"]),
    ],
)
def test_words_are_offered(made: Path, line: str, expected: list[str]) -> None:
    found = offers(made, line)

    for word in expected:
        assert any(offer.startswith(word) for offer in found), (word, found)


def test_settings_offer_fields_and_then_codes(made: Path) -> None:
    assert "纠纷类型=" in offers(made, "shequ add case --set 纠纷")
    assert offers(made, "shequ add case --set 纠纷类型=邻") == ["邻里纠纷"]
    assert "一般" not in offers(made, "shequ add case --set 纠纷类型=")


def test_the_next_states_of_a_record_are_offered(made: Path) -> None:
    assert offers(made, f"shequ advance {ids(made)[0]} ") == ["调解中", "撤回"]


def test_a_record_is_offered_by_its_tail(made: Path) -> None:
    tail = ids(made)[0][-4:]

    assert tail in offers(made, f"shequ show {tail[:3]}")


def test_where_there_is_no_store_nothing_is_said(tmp_path: Path) -> None:
    assert offers(tmp_path, "shequ show ") == []


def test_the_script_can_be_shown() -> None:
    environment = {**os.environ, "_SHEQU_COMPLETE": "source_bash"}

    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=environment, check=False)

    assert "_SHEQU_COMPLETE=complete_bash" in run.stdout
    assert "显示补全脚本" in shequ("--help").stdout
