"""A kill at any moment leaves a store that works, its history included (issue: bad input, named)."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from clerk import Shell

CASE = ("add", "纠纷", "--set", "受理日期=2026-04-10", "--set", "纠纷类型=邻里纠纷", "--set", "摘要=漏水", "--json")


def left(path: Path, seconds: float) -> Path:
    """A file as a process that was killed so long ago has left it."""
    path.write_bytes(b"")
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/main.lock"])
def test_a_lock_of_a_killed_run_does_not_end_the_history(shell: Shell, name: str) -> None:
    assert shell(*CASE).json["commit"]
    left(shell.root / ".shequ" / "committing", 30)
    lock = left(shell.root / ".git" / name, 29)

    answer = shell(*CASE)

    assert answer.json["commit"], answer
    assert not answer.err
    assert not lock.exists()
    assert not (shell.root / ".shequ" / "committing").exists()


@pytest.mark.parametrize("killed", [False, True])
def test_a_lock_that_another_git_holds_is_left_alone(shell: Shell, killed: bool) -> None:
    assert shell(*CASE).code == 0
    if killed:
        left(shell.root / ".shequ" / "committing", 3600)
    lock = left(shell.root / ".git" / "index.lock", 30)

    answer = shell(*CASE)

    assert answer.code == 0
    assert answer.json["commit"] is None
    assert lock.exists()
    assert "没有别的 git 在运行时，请删去" in answer.err
    lock.unlink()
    assert shell(*CASE).json["commit"]
