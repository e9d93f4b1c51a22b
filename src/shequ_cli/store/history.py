"""What git remembers of a store: who changed a file when, how it was then, and what one change touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shequ_cli.store.git import run
from shequ_cli.words.errors import GitFailed


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One commit, and the file's path (relative to the store) as it was called then."""

    sha: str
    when: datetime
    author: str
    message: str
    path: str = ""


def history(root: Path, path: str, containing: str = "") -> tuple[HistoryEntry, ...]:
    """The commits that changed a file, newest first, through its renames; () when it has no history.

    `containing` keeps those that touched a line with this text: the history of one row of a CSV ledger. Renames are
    not followed then, as git takes the first file of a month for a copy of the month before.
    """
    chosen = [f"-G{_literal(containing)}"] if containing else ["--follow"]
    layout = "--format=%x01%H%x00%cI%x00%an%x00%B%x00"
    try:
        told = run(root, "log", "--name-only", "-z", "--relative", layout, *chosen, "--", path)
    except GitFailed:
        return ()
    return tuple(_entry(part) for part in told.decode("utf-8", "replace").split("\x01")[1:])


def _literal(text: str) -> str:
    """`text` as a POSIX regular expression that means itself."""
    return "".join(f"[{character}]" if character in ".*+?()[{|$" else character for character in text)


def _entry(part: str) -> HistoryEntry:
    sha, when, author, message, *rest = part.split("\0")
    path = next((name.strip("\n") for name in rest if name.strip("\n")), "")
    return HistoryEntry(sha, datetime.fromisoformat(when), author, message.strip(), path)


def show(root: Path, sha: str, path: str) -> bytes | None:
    """A file's bytes as a checkout of that commit would write them; None when it did not exist."""
    try:
        return run(root, "cat-file", "--filters", f"{sha}:./{path}")
    except GitFailed:
        return None


def changes(root: Path, sha: str) -> tuple[tuple[str, str], ...]:
    """What a commit did below the store against its first parent: (A, M or D; path), renames as D and A."""
    options = (
        "--root",
        "--no-commit-id",
        "--name-status",
        "-r",
        "-z",
        "--relative",
        "--no-renames",
        "-m",
        "--first-parent",
    )
    fields = run(root, "diff-tree", *options, sha).decode("utf-8", "replace").split("\0")
    return tuple(zip(fields[0::2], fields[1::2], strict=False))


def diff(root: Path, sha: str) -> str:
    """What a commit changed below the store, as a unified diff."""
    options = (
        "--root",
        "--no-commit-id",
        "-p",
        "-r",
        "--relative",
        "--no-color",
        "--no-ext-diff",
        "-m",
        "--first-parent",
    )
    return run(root, "diff-tree", *options, sha).decode("utf-8", "replace")


def uncommitted(root: Path) -> tuple[tuple[str, str], ...]:
    """Files of the store that differ from the last commit: (two letters as `git status --short` gives, path)."""
    told = run(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    prefix = run(root, "rev-parse", "--show-prefix").decode().strip()
    lines = [line for line in told.decode("utf-8", "replace").split("\0") if line]
    return tuple((line[:2], line[3:].removeprefix(prefix)) for line in lines)


def log(root: Path, count: int = 0) -> Sequence[HistoryEntry]:
    """The commits that touched the store, newest first; the newest `count`, or all."""
    limit = [f"-{count}"] if count else []
    try:
        told = run(root, "log", "-z", "--no-merges", "--format=%x01%H%x00%cI%x00%an%x00%B", *limit, "--", ".")
    except GitFailed:
        return ()
    return tuple(_entry(part) for part in told.decode("utf-8", "replace").split("\x01")[1:])
