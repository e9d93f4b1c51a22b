"""Where a value stands in the store."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A path relative to the store (forward slashes), a line and a column, both from 1; 0 means unknown."""

    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        known = [str(part) for part in (self.path, self.line, self.column) if part]
        return ":".join(known)
