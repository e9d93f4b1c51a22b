"""The SQLite index: derived from the files, never trusted over them, thrown away at the first doubt."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from shequ_cli.store.guard import guarded
from shequ_cli.store.layout import LAYOUT, create, layout_of

FOLDER = ".shequ"
BUSY_SECONDS = 60.0

_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_NO_ROOM = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_PERM,
)


class Index:
    """One open index: a file below .shequ/, or memory where no file can be written."""

    def __init__(self, root: Path) -> None:
        self._path = root / FOLDER / "index.sqlite"
        self._guarded: sqlite3.Connection | None = None
        self.in_memory = False
        self.connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                return self._from_file()
            except sqlite3.DatabaseError as error:
                if not _is(error, _BROKEN) or not self._deleted():
                    break
            except OSError:
                break
        return self._from_memory()

    def _from_file(self) -> sqlite3.Connection:
        """A connection to the file, made anew when it is another version's."""
        self._path.parent.mkdir(exist_ok=True)
        connection = _connect(str(self._path))
        try:
            if layout_of(connection) not in (LAYOUT, None):
                connection.close()
                self._path.unlink()
                connection = _connect(str(self._path))
            if layout_of(connection) is None:
                create(connection)
            # Proves that the file can be written: a full disk or a read-only folder shows here.
            connection.execute("UPDATE shequ_meta SET value = value WHERE name = 'layout'")
        except BaseException:
            connection.close()
            raise
        return connection

    def _from_memory(self) -> sqlite3.Connection:
        """A copy in memory of what the file knows, so that little has to be read again."""
        self.in_memory = True
        connection = _connect(":memory:")
        with suppress(sqlite3.DatabaseError):
            kept = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)
            try:
                if layout_of(kept) == LAYOUT:
                    kept.backup(connection)
            finally:
                kept.close()
        if layout_of(connection) != LAYOUT:
            create(connection)
        return connection

    def _deleted(self) -> bool:
        try:
            self._path.unlink(missing_ok=True)
            self._path.with_name(self._path.name + "-journal").unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def replaced(self, error: sqlite3.DatabaseError, *, own: bool) -> bool:
        """Whether another index stands in for this one after `error`: a new file for a broken one, or memory.

        `own` says that the statement was shequ's own, so that a missing table means a broken index too.
        """
        broken = _is(error, _BROKEN) or (own and _is(error, (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT)))
        if self.in_memory or not (broken or _is(error, _NO_ROOM)):
            return False
        self.close()
        self.connection = self._opened() if broken and self._deleted() else self._from_memory()
        return True

    def close(self) -> None:
        """Let go of the file."""
        if self._guarded:
            self._guarded.close()
            self._guarded = None
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else writes beside."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            if self.connection.in_transaction:  # a full disk has ended it already
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def asking(
        self, seconds: float, *, views_only: bool = False
    ) -> Iterator[tuple[sqlite3.Connection, set[tuple[str, str]]]]:
        """A connection that can only read, for at most `seconds`, and the (table, column) pairs that were read."""
        if self.in_memory:
            connection = self.connection
        else:
            connection = self._guarded = self._guarded or _connect(f"{self._path.as_uri()}?mode=ro")
        with guarded(connection, seconds, views_only=views_only) as read:
            yield connection, read

    def generation(self) -> int:
        """Counts the refreshes that changed something: an answer is kept only for the data that it was made from."""
        row = self.connection.execute("SELECT value FROM shequ_meta WHERE name = 'generation'").fetchone()
        return int(row[0])


class KeptDefinitions:
    """Parsed schemas and templates in the index (assets.AssetCache): parsing them is half of a warm start."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def get(self, key: str, stamp: str) -> Any | None:  # noqa: ANN401 - parsed YAML
        """What was put under `key` with this very stamp."""
        wanted = "SELECT parsed FROM shequ_assets WHERE path = ? AND stamp = ?"
        with suppress(sqlite3.DatabaseError):
            if row := self._index.connection.execute(wanted, (key, stamp)).fetchone():
                return json.loads(row[0])
        return None

    def put(self, key: str, stamp: str, parsed: Any) -> None:  # noqa: ANN401 - parsed YAML
        """Keep it; what JSON would change, or the disk refuses, is parsed again next time."""
        with suppress(sqlite3.DatabaseError, TypeError, ValueError):
            text = json.dumps(parsed, ensure_ascii=False)
            if json.loads(text) == parsed:
                self._index.connection.execute(
                    "INSERT OR REPLACE INTO shequ_assets VALUES (?, ?, ?)", (key, stamp, text)
                )


def _is(error: sqlite3.DatabaseError, codes: Iterable[int]) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in codes


def _connect(where: str) -> sqlite3.Connection:
    uri = where.startswith("file:")
    connection = sqlite3.connect(where, BUSY_SECONDS, isolation_level=None, cached_statements=512, uri=uri)
    connection.execute("PRAGMA cache_size = -65536")
    if not uri:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = OFF")
    return connection
