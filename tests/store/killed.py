"""Kills a save at every one of its steps, and says what was found afterwards. Run as a script by test_save.py.

Each attempt is a process of its own (a fork) that ends by SIGKILL before, after or halfway through one step.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import filelock  # noqa: F401 - loaded once, before the forks

from shequ_cli.store import git, history, journal
from shequ_cli.store.save import FileEdit, apply

STEPS: tuple[tuple[Any, str], ...] = (
    (os, "open"),
    (os, "write"),
    (os, "fsync"),
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "write_bytes"),
    (Path, "open"),
    (Path, "mkdir"),
    (subprocess, "run"),
)
MOMENTS = ("before", "after", "half")


class Death:
    """Counts steps, and ends the process at one of them."""

    def __init__(self, at: int, moment: str) -> None:
        self.at, self.moment, self.count = at, moment, 0

    def wrapped(self, step: Callable[..., Any], name: str) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for any function of os
            self.count += 1
            if self.count == self.at and self.moment == "before":
                self.die()
            if self.count == self.at and self.moment == "half" and name == "write":
                step(arguments[0], arguments[1][: len(arguments[1]) // 2])
                self.die()
            result = step(*arguments, **named)
            if self.count == self.at:
                self.die()
            return result

        return run

    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def attempt(root: Path, edits: Sequence[FileEdit], death: Death) -> bool:
    """Whether the save was killed."""
    child = os.fork()
    if child == 0:
        for holder, name in STEPS:
            setattr(holder, name, death.wrapped(getattr(holder, name), name))
        apply(root, edits, "修改", commit=(root / ".git").exists())
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status == signal.SIGKILL


def contents(root: Path, edits: Sequence[FileEdit]) -> list[bytes | None]:
    files = [root / edit.path for edit in edits]
    return [file.read_bytes() if file.exists() else None for file in files]


def check(root: Path, edits: Sequence[FileEdit]) -> str:
    """Old or new, never half or mixed; then the next save works and commits everything. Gives what was found."""
    for edit, now in zip(edits, contents(root, edits), strict=True):
        assert now in (edit.before, edit.after), (edit.path, now)
    journal.recover(root)
    found = contents(root, edits)
    assert found in ([edit.before for edit in edits], [edit.after for edit in edits]), found
    assert not (root / journal.JOURNAL).exists()
    under_git = (root / ".git").exists()
    again = apply(
        root,
        [FileEdit(edit.path, now, edit.after) for edit, now in zip(edits, found, strict=True)],
        "再来",
        commit=under_git,
    )
    assert not again.remark
    assert contents(root, edits) == [edit.after for edit in edits]
    assert not list(root.rglob(".~*"))
    assert not under_git or (journal.pending(root), history.uncommitted(root)) == ((), ())
    return "new" if found == [edit.after for edit in edits] else "old"


def main(home: Path, count: int, *, under_git: bool) -> None:
    os.environ["GIT_TEST_FSYNC"] = "0"
    os.fsync = lambda fd: None  # a kill loses nothing that was written; only a power cut would
    start = home / "库"
    start.mkdir()
    if under_git:
        git.init(start)
    edits = [
        FileEdit("records/case/2026-03/a.yaml", "摘要: 旧\n".encode(), "摘要: 新\n".encode() * 50),
        FileEdit("records/case/2026-04/b.yaml", None, "摘要: 乙\n".encode()),
        FileEdit("records/case/2026-03/c.yaml", "摘要: 丙\n".encode(), None),
    ][:count]
    old = [FileEdit(edit.path, None, edit.before) for edit in edits if edit.before]
    apply(start, [*old, FileEdit(".gitignore", None, b".shequ/\n.~*\n")], "建库", commit=under_git)
    found: list[str] = []
    at, killed = 0, {moment: True for moment in MOMENTS}
    while any(killed.values()):
        at += 1
        for moment in [moment for moment, still in killed.items() if still]:
            root = home / f"{at}-{moment}"
            shutil.copytree(start, root)
            killed[moment] = attempt(root, edits, Death(at, moment))
            found.append(check(root, edits))
            shutil.rmtree(root)
    sys.stdout.write(" ".join(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), under_git=sys.argv[3] == "git")
