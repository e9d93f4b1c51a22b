"""The tables of the index: those of every store, and one for each ledger with its views for people."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from shequ_cli import __version__
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.store.columns import columns, quoted, table_of

LAYOUT = f"1 {__version__}"
"""Another layout or another version of shequ makes a new index."""

_TABLES = """
CREATE TABLE shequ_meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE shequ_assets (path TEXT PRIMARY KEY, stamp TEXT, parsed TEXT) WITHOUT ROWID;
CREATE TABLE shequ_folders (path TEXT PRIMARY KEY, ledger TEXT, stamp TEXT) WITHOUT ROWID;
CREATE TABLE shequ_files (id INTEGER PRIMARY KEY, ledger TEXT, folder TEXT, name TEXT, stamp TEXT, digest TEXT,
    racy INTEGER, records INTEGER, latest TEXT, seen TEXT, told TEXT, problems TEXT, UNIQUE (folder, name));
CREATE INDEX files_ahead ON shequ_files (folder) WHERE latest > seen;
CREATE INDEX files_latest ON shequ_files (latest);
CREATE INDEX files_told ON shequ_files (folder) WHERE problems IS NOT NULL;
CREATE INDEX files_racy ON shequ_files (folder) WHERE racy;
CREATE TABLE shequ_answers (key TEXT PRIMARY KEY, ledger TEXT, rows TEXT) WITHOUT ROWID;
CREATE TABLE shequ_months (key TEXT, month TEXT, ledger TEXT, field TEXT, rows TEXT, PRIMARY KEY (key, month)) WITHOUT ROWID;
CREATE INDEX months_by_field ON shequ_months (ledger, field, month);
"""


def layout_of(connection: sqlite3.Connection) -> str | None:
    """The layout that the index was made with; None for an empty file."""
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return None
    try:
        row = connection.execute("SELECT value FROM shequ_meta WHERE name = 'layout'").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            return ""
        raise
    return str(row[0]) if row else ""


def create(connection: sqlite3.Connection) -> None:
    """Lay out an empty index; another process may have been first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if layout_of(connection) is None:
            for statement in _TABLES.split(";\n")[:-1]:
                connection.execute(statement)
            connection.execute("INSERT INTO shequ_meta VALUES ('layout', ?), ('generation', 0)", (LAYOUT,))
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def definition_stamp(ledger: Ledger, codelists: Mapping[str, Codelist]) -> str:
    """Changes whenever the ledger's definition, or a code list that it uses, changes."""
    used = sorted(set(_codelists_of(ledger.fields)))
    whole = [ledger.name, ledger.raw, [(name, repr(codelists.get(name))) for name in used]]
    return hashlib.blake2b(json.dumps(whole, default=str).encode(), digest_size=16).hexdigest()


def _codelists_of(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        if field.codelist:
            yield field.codelist
        yield from _codelists_of((*field.fields, *([field.item] if field.item else [])))


def drop_ledger(connection: sqlite3.Connection, name: str) -> None:
    """Forget everything about a ledger."""
    mark = f"/* {name} */"
    views = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' AND instr(sql, ?)", (mark,))
    for (view,) in views.fetchall():
        connection.execute(f"DROP VIEW {quoted(view)}")
    connection.execute(f"DROP TABLE IF EXISTS {table_of(name)}")
    for table in ("folders", "files", "answers", "months"):
        connection.execute(f"DELETE FROM shequ_{table} WHERE ledger = ?", (name,))
    connection.execute("DELETE FROM shequ_answers WHERE ledger = ''")
    connection.execute("DELETE FROM shequ_months WHERE ledger = ''")
    connection.execute("DELETE FROM shequ_meta WHERE name = ?", (f"ledger {name}",))


def create_ledger(connection: sqlite3.Connection, ledger: Ledger, stamp: str) -> None:
    """Lay out a ledger's table and its views for people.

    Ids are not unique here: two rows of one id are a problem in the files, and both stay visible. Texts come last,
    because SQLite walks over what stands before a column.
    """
    fields = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns(ledger))
    connection.execute(
        f"CREATE TABLE {table_of(ledger.name)} (id TEXT NOT NULL, _file INTEGER, _line INTEGER, {fields},"
        " _extra TEXT, _text TEXT, _private TEXT)"
    )
    for word in dict.fromkeys((ledger.name, *ledger.words)):
        connection.execute(_view(ledger, word, titles=word != ledger.name))
    connection.execute("INSERT OR REPLACE INTO shequ_meta VALUES (?, ?)", (f"ledger {ledger.name}", stamp))


def index_ledger(connection: sqlite3.Connection, ledger: Ledger) -> None:
    """The access paths; made after the first filling, which is faster."""
    table = table_of(ledger.name)
    for column in ("id", "_file", ledger.field(ledger.date).name):
        connection.execute(
            f"CREATE INDEX IF NOT EXISTS {quoted(f'{ledger.name} {column}')} ON {table} ({quoted(column)})"
        )


def _view(ledger: Ledger, word: str, *, titles: bool) -> str:
    shown = [f"id AS {quoted('编号')}" if titles else "id"]
    for field in ledger.fields:
        value = f"{quoted(field.name)} / 100.0" if field.kind == "money" else quoted(field.name)
        shown.append(f"{value} AS {quoted(field.title if titles else field.name)}")
    return (
        f"CREATE VIEW IF NOT EXISTS {quoted(word)} AS SELECT {', '.join(shown)} FROM {table_of(ledger.name)}"
        f" /* {ledger.name} */"
    )
