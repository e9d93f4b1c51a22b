"""Stores under git, apart from the settings of whoever runs the tests."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from shequ_cli.store import git

Git = Callable[..., str]


@pytest.fixture
def quiet_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of this machine, no name, no waiting for the disk."""
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-such-file"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_TEST_FSYNC", "0")


@pytest.fixture
def repository(quiet_git: None, tmp_path: Path) -> Path:
    """An empty store under git."""
    if not git.available():
        pytest.skip("needs git")
    root = tmp_path / "库 一"
    root.mkdir()
    git.init(root)
    return root


@pytest.fixture
def git_in(repository: Path) -> Git:
    """The git program, in the repository."""

    def run(*arguments: str, at: Path = repository) -> str:
        command = ["git", "-C", str(at), "-c", "user.name=甲", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return run
