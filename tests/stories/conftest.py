"""The example store, as the clerk of 幸福社区 finds it on the morning of 2026-10-28."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typed import git

from clerk import somebody

EXAMPLE = Path(__file__).parents[2] / "examples" / "xingfu"


@pytest.fixture(scope="session", autouse=True)
def clerk() -> Iterator[None]:
    """Somebody with git, and none of our own settings."""
    with somebody("岑小满", "cen@example.org"):
        yield


@pytest.fixture(scope="session")
def xingfu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its history and index. Nobody changes it: a story that writes takes `mine`."""
    from story import shequ

    root = tmp_path_factory.mktemp("xingfu") / "幸福社区"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".shequ", ".git"))
    git(root.parent, "init", "--quiet", str(root))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "起点")
    git(root, "gc", "--quiet")  # one pack instead of a file for each record: `mine` copies them all
    assert shequ("check", at=root).code == 0
    return root


@pytest.fixture
def mine(xingfu: Path, tmp_path: Path) -> Path:
    """A copy of one's own."""
    root = tmp_path / "幸福社区"
    shutil.copytree(xingfu, root)
    return root
