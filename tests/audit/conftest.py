"""Every test here begins with a new store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk import Shell, somebody


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    """No settings of whoever runs the tests."""
    with somebody():
        yield


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A new store, and a shell in it."""
    shell = Shell(tmp_path / "库 一")
    assert shell("init", str(shell.root), "--name", "幸福社区居民委员会").code == 0
    return shell
