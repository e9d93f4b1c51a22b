"""Every test here begins with a new store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk import Shell


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings of whoever runs the tests."""
    for name in ("SHEQU_DIR", "SHEQU_LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "李小明")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "li@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    yield


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A new store, and a shell in it."""
    shell = Shell(tmp_path / "库 一")
    assert shell("init", str(shell.root), "--name", "幸福社区居民委员会").code == 0
    return shell
