"""A file that has to be read, and what reading it gave: what changes, readers and child processes hand to each other."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple

from shequ_cli.store.columns import Cell


class Task(NamedTuple):
    """A file to read: where it lies, and whose records it should hold."""

    ledger: str
    folder: str
    name: str
    size: int

    @property
    def path(self) -> str:
        """Its path in the store."""
        return f"{self.folder}/{self.name}"


class FileRead(NamedTuple):
    """What a file gave: rows without their file's number, problems as JSON, the latest day that today may judge."""

    rows: list[tuple[Cell, ...]]
    problems: str | None
    latest: str
    digest: str


def digest_of(data: bytes) -> str:
    """Tells two contents of a file apart."""
    return blake2b(data, digest_size=12).hexdigest()
