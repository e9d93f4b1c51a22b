"""Many files to rows, by several processes at once where that pays."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from shequ_cli.store.child import child, end, may_fork
from shequ_cli.store.fileread import FileRead, Task
from shequ_cli.store.ledgerreader import LedgerReader, Readers
from shequ_cli.store.packed import packed
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

MANY = 1_500_000
"""So many bytes to read, and a second process is worth its start."""
_PER_FILE = 500
"""What opening a file costs, measured in bytes."""
_MOST_PROCESSES = 4
_STRETCH = 400_000
"""So many bytes are read, by all processes together, before their rows are entered."""
_ENTERING = 0.2
"""What entering a file's rows costs, measured in reading it."""

Reads = list[FileRead | None]
"""What each file gave; None for a file that is gone or cannot be opened any more."""


def gathered(root: Path, readers: Readers, tasks: Sequence[Task]) -> Iterator[Reads]:
    """What the files gave, in their order and in stretches: while one is entered, other processes read on."""
    total = sum(map(_weight, tasks))
    stretches = _cut(tasks, range(_STRETCH, total, _STRETCH))
    if total < MANY or not may_fork():
        yield from (_all_read(root, readers, stretch) for stretch in stretches if stretch)
        return
    for ledger in {task.ledger for task in tasks}:
        readers[ledger].prepared()
    yield from _read_by_several(root, readers, stretches, min(os.cpu_count() or 1, _MOST_PROCESSES))


def _weight(task: Task) -> int:
    return task.size + _PER_FILE


def _cut(tasks: Sequence[Task], limits: Iterable[float]) -> list[Sequence[Task]]:
    """The tasks in pieces, each ending where so many bytes are reached."""
    reached = list(accumulate(map(_weight, tasks)))
    ends = [0, *(bisect_left(reached, limit) for limit in limits), len(tasks)]
    return [tasks[start:end] for start, end in pairwise(ends)]


def _shares(tasks: Sequence[Task], number: int) -> list[Sequence[Task]]:
    """A stretch cut for so many processes: less for this one, which has all the rows to enter as well."""
    own = max((1 - _ENTERING * (number - 1)) / number, 0)
    each = (1 - own) / (number - 1)
    total = sum(map(_weight, tasks))
    return _cut(tasks, [total * (own + each * place) for place in range(number - 1)])


def _all_read(root: Path, readers: Readers, tasks: Sequence[Task]) -> Reads:
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


def _read_by_several(root: Path, readers: Readers, stretches: Sequence[Sequence[Task]], number: int) -> Iterator[Reads]:
    """The first share of each stretch is read here, each other one by a child that sends its rows back."""
    shared = [_shares(stretch, number) for stretch in stretches]
    others = zip(*(shares[1:] for shares in shared), strict=True)
    children = [child(partial(_plainly_read, root, readers, shares)) for shares in others]
    try:
        for own, *rest in shared:
            yield _all_read(root, readers, own)
            for share, one in zip(rest, children, strict=True):
                sent = one.answer()
                yield _all_read(root, readers, share) if sent is None else _received(sent)
    finally:
        end(children)


def _plainly_read(root: Path, readers: Readers, shares: Sequence[Sequence[Task]]) -> Iterator[list[object]]:
    for share in shares:
        yield [tuple(one) if one else None for one in _all_read(root, readers, share)]


def _received(sent: Sequence[tuple[Any, ...] | None]) -> Reads:
    return [FileRead(*one) if one else None for one in sent]
