"""A copy of the example store to follow the pages on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk import somebody

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests" / "cli"))  # `typed` types commands there


@pytest.fixture(scope="session", autouse=True)
def reader() -> Iterator[None]:
    """Somebody with git, and none of our own settings."""
    with somebody():
        yield


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as `shequ demo` and `cp` leave it, with history and an index; nobody changes it."""
    from docpages import run
    from typed import git

    root = tmp_path_factory.mktemp("warm") / "store"
    shutil.copytree(ROOT / "examples" / "xingfu", root, ignore=shutil.ignore_patterns(".shequ", ".git"))
    git(root.parent, "init", "--quiet", str(root))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "start")
    assert run("shequ check", root).code == 0
    return root


@pytest.fixture
def example(warm: Path, tmp_path: Path) -> Path:
    """A store of one's own."""
    root = tmp_path / "store"
    shutil.copytree(warm, root)
    return root
