"""What differs between the files and the index, file by file."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from shequ_cli.store.fileread import FileRead, Task, digest_of
from shequ_cli.store.gather import bytes_of
from shequ_cli.store.ledgerreader import Readers
from shequ_cli.store.packed import packed
from shequ_cli.store.scan import RECORDS, Entry, Folder, stamp_of
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

_TICK = 100_000_000
"""Nanoseconds: two writes so close together may leave the same time on a file."""
_COARSE_TICK = 2_000_000_000
"""The same where the file system counts whole seconds (FAT, some network shares)."""
_MISTAKEN = re.compile(r".+\.(ya?ml|csv|json|xlsx?|et)", re.IGNORECASE)
"""Names of files that somebody may take for records."""
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_MONTH_FILE = re.compile(r"\d{4}-(0[1-9]|1[0-2])\.csv")


class Known(NamedTuple):
    """A file as the index has it."""

    id: int
    ledger: str
    stamp: str
    digest: str
    racy: int
    """Whether it was so young when read that its times prove nothing."""
    due: int
    """Whether its problems were judged by another day, or told in another language."""
    clean: int
    """Whether it has no problems."""


class Change(NamedTuple):
    """A file to be read, as it is now and as the index had it."""

    task: Task
    entry: Entry
    known: Known | None


@dataclass(slots=True)
class Changes:
    """What a refresh has to do."""

    gone: list[Known] = field(default_factory=list)
    unread: list[Change] = field(default_factory=list)
    grown: list[Change] = field(default_factory=list)
    """Tables of which only new rows at the end had to be read."""
    misplaced: list[Change] = field(default_factory=list)
    touched: list[tuple[Entry, Known]] = field(default_factory=list)
    """Files whose times changed, or were too young, and whose content did not change."""

    @property
    def stale(self) -> list[Known]:
        """Files whose rows must go, for good or before they are read again."""
        return [*self.gone, *(change.known for change in (*self.unread, *self.misplaced) if change.known)]


def changes(root: Path, readers: Readers, folders: list[Folder], known: dict[tuple[str, str], Known]) -> Changes:
    """What changed in these folders, given every file that the index knows in them."""
    found = Changes()
    left = dict(known)
    for folder in folders:
        for entry in folder.files or ():
            before = left.pop((folder.path, entry[0]), None)
            if not before or before.stamp != stamp_of(entry) or before.racy or before.due:
                change = Change(Task(folder.ledger, folder.path, entry[0], entry[3]), entry, before)
                _judge(found, root, readers, change)
    found.gone = list(left.values())
    return found


def _judge(found: Changes, root: Path, readers: Readers, change: Change) -> None:
    known = change.known
    if not _is_expected(readers, change.task):
        found.misplaced.append(change)
    elif known and not known.due and _digest_now(root, change.task) == known.digest:
        found.touched.append((change.entry, known))
    else:
        found.unread.append(change)


def _is_expected(readers: Readers, task: Task) -> bool:
    """Whether a record file of this name may lie there."""
    if not task.ledger:
        return False
    if readers[task.ledger].ledger.storage == "csv":
        return task.folder == f"{RECORDS}/{task.ledger}" and bool(_MONTH_FILE.fullmatch(task.name))
    return task.name.endswith(".yaml") and _is_month_folder(task.ledger, task.folder)


@lru_cache
def _is_month_folder(ledger: str, folder: str) -> bool:
    top, _slash, month = folder.rpartition("/")
    return top == f"{RECORDS}/{ledger}" and bool(_MONTH.fullmatch(month))


def _digest_now(root: Path, task: Task) -> str:
    try:
        return digest_of(bytes_of(f"{root}/{task.path}"))
    except OSError:
        return ""


def misplaced(task: Task) -> FileRead:
    """What the index keeps of a file that does not belong where it lies: a problem, if it looks like records."""
    if not _MISTAKEN.fullmatch(task.name):
        return FileRead([], None, "", "")
    why = _("文件不在该在的地方，没有读取；应放在 {yaml} 或 {csv}").format(
        yaml="records/台账/年-月/编号.yaml", csv="records/台账/年-月.csv"
    )
    problem = Problem("E-misplaced", Level.ERROR, why, place=Place(task.path), value=task.name)
    return FileRead([], packed([problem]), "", "")


def is_young(entry: Entry, now: int) -> bool:
    """Whether the file may be changed again without another time: as young as our look at it."""
    latest = max(entry[1], entry[2]) if os.name == "posix" else entry[1]
    tick = _COARSE_TICK if entry[1] % 1_000_000_000 == 0 else _TICK
    return now - tick <= latest <= now + _COARSE_TICK


def file_clock(folder: Path) -> int:
    """The time, in ns, as the store's file system tells it."""
    path = folder / "clock"
    try:
        path.write_bytes(b"")
        return path.stat().st_mtime_ns
    except OSError:
        return time.time_ns()
