"""Take back the last change of the store as a new change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shequ_cli.store import git, history, journal
from shequ_cli.store.save import FileEdit, Saved, apply
from shequ_cli.words.errors import NothingToUndo, UndoRefused
from shequ_cli.words.language import _

_TRAILER = re.compile(r"^撤销: ([0-9a-f]{40,64})$", re.MULTILINE)
_SEARCHED = 200
"""Commits looked at before the whole history is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One commit as it touched the store; `files` are (A, M or D; path)."""

    sha: str
    when: datetime
    author: str
    message: str
    files: tuple[tuple[str, str], ...]
    diff: str


def last_change(root: Path) -> Change:
    """The newest commit that touches the store, is not an undo and was not undone; NothingToUndo otherwise."""
    if git.repository(root) is None:
        raise NothingToUndo(_("库没有 git 历史"))
    for count in (_SEARCHED, 0):
        undone: set[str] = set()
        entries = history.log(root, count)
        for entry in entries:
            if taken_back := _TRAILER.findall(entry.message):
                undone.update(taken_back)
            elif entry.sha not in undone:
                files = history.changes(root, entry.sha)
                if ("A", "shequ.yaml") in files:
                    raise NothingToUndo(_("最早的一次改动是建库"))
                return Change(entry.sha, entry.when, entry.author, entry.message, files, history.diff(root, entry.sha))
        if len(entries) < count:
            break
    raise NothingToUndo(_("没有可以撤销的改动"))


def undo_edits(root: Path, change: Change) -> list[FileEdit]:
    """The edits that bring back what was before; UndoRefused names files that have changed since."""
    edits: list[FileEdit] = []
    moved_on: list[str] = []
    for _status, path in change.files:
        file = root / path
        now = file.read_bytes() if file.is_file() else None
        if _unix(now) != _unix(history.show(root, change.sha, path)):
            moved_on.append(path)
        edits.append(FileEdit(path, now, _ended_as(now, history.show(root, f"{change.sha}^", path))))
    if moved_on:
        raise UndoRefused(moved_on)
    return edits


def _unix(data: bytes | None) -> bytes | None:
    """git keeps YAML with \n, whatever a clerk's editor writes."""
    return None if data is None else data.replace(b"\r\n", b"\n")


def _ended_as(now: bytes | None, before: bytes | None) -> bytes | None:
    """What was before, with the line ends that the file has now."""
    if before is None or now is None or b"\r\n" not in now or b"\r\n" in before:
        return before
    return before.replace(b"\n", b"\r\n")


def undo_message(change: Change) -> str:
    """The message of the commit that takes `change` back; its last line is how it is known as an undo."""
    subject = change.message.splitlines()[0] if change.message else change.sha[:8]
    return _("撤销 {change}").format(change=subject) + f"\n\n撤销: {change.sha}"


def undo(root: Path, who: str = "") -> Saved:
    """Take back the last change; the next undo goes one further back."""
    if waiting := journal.pending(root):
        raise UndoRefused(waiting)
    change = last_change(root)
    return apply(root, undo_edits(root, change), undo_message(change), who=who)
