"""A second process that works beside this one, where the system can fork. Its answers are plain data."""

from __future__ import annotations

import marshal
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

_LENGTH = 8
"""Bytes that tell how long an answer is."""
_AHEAD = 1 << 20
"""Bytes that may wait in a pipe: the most that Linux grants to anybody."""


class Child(NamedTuple):
    """A process under way, and the pipe through which it answers."""

    process: int
    stream: BinaryIO

    def answer(self) -> Any | None:  # noqa: ANN401 - what the work gave
        """Its next answer, once it is there; None when there is none, because the work is done or has failed."""
        length = int.from_bytes(self.stream.read(_LENGTH), "big")
        sent = self.stream.read(length)
        return marshal.loads(sent) if length and len(sent) == length else None


def may_fork() -> bool:
    """Whether a second process is possible, safe and of use."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def child(work: Callable[[], Iterable[Any]]) -> Child:
    """A forked process that sends what `work` gives, one after the other; all of the types that marshal knows."""
    receiving, sending = os.pipe()
    _widen(sending)
    process = os.fork()
    if process:
        os.close(sending)
        return Child(process, open(receiving, "rb"))  # noqa: PTH123 - a descriptor; `end` closes it
    try:
        os.close(receiving)
        with open(sending, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            for each in work():
                answer = marshal.dumps(each)
                stream.write(len(answer).to_bytes(_LENGTH, "big") + answer)
                stream.flush()
    finally:
        os._exit(0)


def _widen(pipe: int) -> None:
    """Let a child go on while nobody listens yet; where the system cannot, it only waits more often."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AHEAD)


def end(children: Sequence[Child]) -> None:
    """Let them go; one that still has something to send is told by its closed pipe that nobody listens."""
    for each in children:
        each.stream.close()
    for each in children:
        os.waitpid(each.process, 0)
