"""A second process that works beside this one, where the system can fork. Its answers are plain data."""

from __future__ import annotations

import marshal
import os
import threading
from collections.abc import Callable
from typing import Any, NamedTuple


class Child(NamedTuple):
    """A process under way, and the pipe through which it will answer."""

    process: int
    pipe: int

    def answer(self) -> Any | None:  # noqa: ANN401 - what the work gave
        """What its work gave, once it is done; None when it failed."""
        with open(self.pipe, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
            sent = stream.read()
        os.waitpid(self.process, 0)
        return marshal.loads(sent) if sent else None


def may_fork() -> bool:
    """Whether a second process is possible, safe and of use."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def child(work: Callable[[], Any]) -> Child:
    """A forked process that does `work` and sends what it gives, of the types that marshal knows."""
    receiving, sending = os.pipe()
    process = os.fork()
    if process:
        os.close(sending)
        return Child(process, receiving)
    try:
        os.close(receiving)
        answer = marshal.dumps(work())
        with open(sending, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            stream.write(answer)
    finally:
        os._exit(0)
