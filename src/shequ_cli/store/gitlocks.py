"""Locks that git leaves behind when it is killed together with shequ: nobody else would ever remove them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

MARK = ".shequ/committing"
"""Lies there while git writes for shequ; what is found of it later was left by a run that was killed."""

_QUIET = 2.0
"""Seconds after which a git that outlived its shequ is done."""

_LONGEST = 60.0
"""A lock made later than this after the mark is somebody else's."""


@contextlib.contextmanager
def committing(root: Path, folder: Path) -> Iterator[None]:
    """While git writes, under the store's lock; `folder` is git's own. Locks of a killed run are removed first."""
    mark = root / MARK
    if mark.exists():
        _remove_left(mark.stat().st_mtime, folder)
    with contextlib.suppress(OSError):
        mark.parent.mkdir(exist_ok=True)
        mark.write_bytes(b"")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            mark.unlink(missing_ok=True)


def _remove_left(begun: float, folder: Path) -> None:
    for lock in _locks(folder):
        with contextlib.suppress(OSError):
            made = lock.stat().st_mtime
            if begun - 1 <= made <= begun + _LONGEST:
                time.sleep(min(max(made + _QUIET - time.time(), 0), _QUIET))
                lock.unlink()


def _locks(folder: Path) -> Iterator[Path]:
    yield folder / "index.lock"
    yield folder / "HEAD.lock"
    with contextlib.suppress(OSError):
        name = (folder / "HEAD").read_text("utf-8").strip().removeprefix("ref: ")
        if name.startswith("refs/"):
            yield folder / f"{name}.lock"
