"""One lock for the whole store: whoever writes holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shequ_cli.store.atomic import reason
from shequ_cli.words.errors import LockHeld, WriteFailed

LOCK = ".shequ/lock"

SECONDS = 5.0
"""How long to wait for another shequ: it writes for a fraction of a second."""


@contextmanager
def lock(root: Path, seconds: float = SECONDS) -> Iterator[None]:
    """Hold the store's lock; a holder may take it again. LockHeld after `seconds`, WriteFailed when it cannot be made.

    The lock protects processes of one machine; on network shares and synchronised folders it may not.
    """
    import filelock

    path = root / LOCK
    try:
        path.parent.mkdir(exist_ok=True)
        held = filelock.FileLock(path, is_singleton=True)
        held.acquire(timeout=seconds)
    except filelock.Timeout:
        raise LockHeld(LOCK) from None
    except OSError as error:
        raise WriteFailed(LOCK, reason(error)) from error
    try:
        yield
    finally:
        held.release()
