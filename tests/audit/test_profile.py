"""The profile as `init` and clerks write it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clerk import Shell
from shequ_cli.store.store import Store


def test_grids_given_in_one_breath_are_several(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "库")
    given = ("--name", "幸福社区居民委员会", "--set", "网格=第一网格、第二网格", "--set", "岗位=主任")
    assert shell("init", str(shell.root), *given).code == 0

    profile = Store.open(shell.root, date(2026, 4, 15)).profile

    assert profile.grids == ("第一网格", "第二网格")
    assert profile.posts == ("主任",)
