"""A connection on which nothing can be written, attached or run for ever."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_VALUE = 20_000_000
"""Bytes that one value may take: zeroblob(1e9) is refused."""

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})
_SHAPES = frozenset({"json_each", "json_tree"})
_UNSAFE_FUNCTIONS = frozenset({"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"})


@contextmanager
def guarded(connection: sqlite3.Connection, seconds: float, *, views_only: bool) -> Iterator[set[tuple[str, str]]]:
    """Let `connection` only read, and only for `seconds`; gives the (table, column) pairs as they are read.

    With `views_only` the index's own tables can be read through its views alone.
    """
    read: set[tuple[str, str]] = set()
    views = _views(connection) if views_only else frozenset()

    def may_read(table: str, column: str, inside: str | None) -> bool:
        if not views_only or not column or table in views or table in _SHAPES:
            return True
        return inside in views and not column.startswith("_")

    def judged(action: int, first: str | None, second: str | None, _base: str | None, inside: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            read.add((first or "", second or ""))
            allowed = may_read(first or "", second or "", inside)
        elif action == sqlite3.SQLITE_FUNCTION:
            allowed = second not in _UNSAFE_FUNCTIONS
        else:
            allowed = action in _ALLOWED
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    # Their first use asks for more than reading, so it happens before the guard stands.
    connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')").fetchall()
    end = time.monotonic() + seconds
    connection.set_authorizer(judged)
    connection.set_progress_handler(lambda: time.monotonic() > end, 20_000)
    longest = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    try:
        yield read
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)


def _views(connection: sqlite3.Connection) -> frozenset[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
    return frozenset(name for (name,) in found)
