"""Many files to rows, by several processes at once where that pays."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from shequ_cli.store.child import child, may_fork
from shequ_cli.store.ledgerreader import FileRead, LedgerReader, Readers, Task
from shequ_cli.store.packed import packed
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

MANY = 1500
"""So many files, and a second process is worth its start."""
_MOST_PROCESSES = 4
_ENTERING = 0.2
"""What entering a file's rows costs, measured in reading it."""
_PER_FILE = 500
"""What opening a file costs, measured in bytes."""


def gathered(root: Path, readers: Readers, tasks: Sequence[Task]) -> list[FileRead | None]:
    """What each file gave; None for a file that is gone or cannot be opened any more."""
    if len(tasks) < MANY or not may_fork():
        return _all_read(root, readers, tasks)
    for ledger in {task.ledger for task in tasks}:
        readers[ledger].prepared()
    return _read_by_several(root, readers, _shares(tasks, min(os.cpu_count() or 1, _MOST_PROCESSES)))


def _shares(tasks: Sequence[Task], number: int) -> list[Sequence[Task]]:
    """The tasks cut into stretches by their bytes: less for this process, which has all the rows to enter as well."""
    own = max((1 - _ENTERING * (number - 1)) / number, 0)
    each = (1 - own) / (number - 1)
    limits = [own + each * place for place in range(number - 1)]
    ends: list[int] = []
    total, seen = sum(task.size + _PER_FILE for task in tasks), 0
    for place, task in enumerate(tasks):
        while len(ends) < len(limits) and seen >= total * limits[len(ends)]:
            ends.append(place)
        seen += task.size + _PER_FILE
    return [tasks[start:end] for start, end in zip([0, *ends], [*ends, len(tasks)], strict=True)]


def _all_read(root: Path, readers: Readers, tasks: Sequence[Task]) -> list[FileRead | None]:
    return [_read(root, readers[task.ledger], task) for task in tasks]


def _read(root: Path, reader: LedgerReader, task: Task) -> FileRead | None:
    try:
        data = bytes_of(f"{root}/{task.path}")
    except FileNotFoundError:
        return None
    except OSError as error:
        why = _("文件打不开：{why}").format(why=error.strerror)
        return FileRead([], packed([Problem("E-unreadable", Level.ERROR, why, place=Place(task.path))]), "", "")
    return reader.rows.read(task, data)


def bytes_of(path: Path | str) -> bytes:
    """A whole file, with as few system calls as a small one needs."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        first = os.read(file, 65536)
        if len(first) < 65536:
            return first
        parts = [first]
        while more := os.read(file, 1 << 20):
            parts.append(more)
        return b"".join(parts)
    finally:
        os.close(file)


def _read_by_several(root: Path, readers: Readers, shares: Sequence[Sequence[Task]]) -> list[FileRead | None]:
    """The first share is read here, each other one by a child that sends its rows back."""
    children = [child(partial(_plainly_read, root, readers, share)) for share in shares[1:]]
    found = _all_read(root, readers, shares[0])
    for share, one in zip(shares[1:], children, strict=True):
        sent = one.answer()
        found += (
            _all_read(root, readers, share) if sent is None else [FileRead(*each) if each else None for each in sent]
        )
    return found


def _plainly_read(root: Path, readers: Readers, tasks: Sequence[Task]) -> list[tuple[object, ...] | None]:
    return [tuple(one) if one else None for one in _all_read(root, readers, tasks)]
