"""Answers to queries, and those that are kept in the index for as long as they hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby

from shequ_cli.rules.schema import Ledger
from shequ_cli.store.columns import quoted, table_of
from shequ_cli.store.index import Index
from shequ_cli.store.refusal import refusal
from shequ_cli.words.query import Query, Row

SECONDS = 10.0
_MANY = 2000
"""So many changed files at once, and every kept answer of their ledger is dropped unseen."""


class Answers:
    """Runs queries on one state of the index. New answers wait until `keep` writes them all at once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._generation = index.generation()
        self._answers: dict[str, tuple[str, Sequence[Row]]] = {}
        self._months: dict[tuple[str, str], tuple[Query, Sequence[Row]]] = {}

    def rows(self, query: Query, more: Mapping[str, str] | None = None) -> Sequence[Row]:
        """The answer now."""
        with self._index.asking(SECONDS) as (connection, _read):
            try:
                return connection.execute(query.sql, {**query.parameters, **(more or {})}).fetchall()
            except sqlite3.Error as error:
                raise refusal(error, SECONDS) or error from None

    def kept(self, query: Query) -> Sequence[Row]:
        """The answer, from the index when it is kept there."""
        key = _key(query)
        if key in self._answers:
            return self._answers[key][1]
        found = self._index.connection.execute("SELECT rows FROM shequ_answers WHERE key = ?", (key,)).fetchone()
        if found:
            return _read(found[0])
        answer = self.rows(query)
        self._answers[key] = (query.ledger, answer)
        return answer

    def monthly(self, query: Query, months: Sequence[str]) -> Mapping[str, Sequence[Row]]:
        """The answer for each month; the missing ones are asked for in as few runs as they lie in."""
        if not months:
            return {}
        key = _key(query)
        known = {month: self._months[key, month][1] for month in months if (key, month) in self._months}
        between = (key, min(months), max(months))
        found = self._index.connection.execute(
            "SELECT month, rows FROM shequ_months WHERE key = ? AND month BETWEEN ? AND ?", between
        )
        known |= {month: _read(rows) for month, rows in found}
        for first, last in _runs(month for month in dict.fromkeys(months) if month not in known):
            for month, rows in self._asked(query, first, last).items():
                known[month] = rows
                self._months[key, month] = (query, rows)
        return {month: known[month] for month in months}

    def _asked(self, query: Query, first: str, last: str) -> Mapping[str, list[Row]]:
        """The rows of each month from `first` to `last`, without their first column."""
        wanted = list(_months_between(first, last))
        answer: dict[str, list[Row]] = {month: [] for month in wanted}
        for month, *row in self.rows(query, {"start": f"{first}-01", "end": f"{_after(last)}-01"}):
            if month in answer:
                answer[str(month)].append(tuple(row))
        return answer

    def keep(self) -> None:
        """Write the new answers, unless another process has changed the data since they were made."""
        if not (self._answers or self._months):
            return
        with self._index.writing() as connection:
            if self._index.generation() == self._generation:
                self._write(connection)
        self._answers, self._months = {}, {}

    def _write(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT OR REPLACE INTO shequ_answers VALUES (?, ?, ?)",
            [(key, ledger, json.dumps(rows, ensure_ascii=False)) for key, (ledger, rows) in self._answers.items()],
        )
        connection.executemany(
            "INSERT OR REPLACE INTO shequ_months VALUES (?, ?, ?, ?, ?)",
            [
                (key, month, query.ledger, query.column, json.dumps(rows, ensure_ascii=False))
                for (key, month), (query, rows) in self._months.items()
            ],
        )
        for ledger, column in {(query.ledger, query.column) for query, _ in self._months.values()}:
            _index_column(connection, ledger, column)


def _index_column(connection: sqlite3.Connection, ledger: str, column: str) -> None:
    """An access path for a date that figures are counted on, so that one month is found among many."""
    if ledger and column in _columns(connection, ledger):
        name = quoted(f"{ledger} {column}")
        connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table_of(ledger)} ({quoted(column)})")


def _columns(connection: sqlite3.Connection, ledger: str) -> frozenset[str]:
    found = connection.execute("SELECT name FROM pragma_table_info(?)", (f"_{ledger}",))
    return frozenset(name for (name,) in found)


def _key(query: Query) -> str:
    whole = json.dumps([query.sql, sorted(query.parameters.items())], ensure_ascii=False)
    return blake2b(whole.encode(), digest_size=12).hexdigest()


def _read(rows: str) -> list[Row]:
    return [tuple(row) for row in json.loads(rows)]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _after(month: str) -> str:
    return _name(_number(month) + 1)


def _months_between(first: str, last: str) -> Iterable[str]:
    return map(_name, range(_number(first), _number(last) + 1))


def _runs(months: Iterable[str]) -> Iterable[tuple[str, str]]:
    """First and last of each stretch of months without a gap."""
    numbers = sorted(map(_number, months))
    for _, stretch in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        inside = [number for _, number in stretch]
        yield _name(inside[0]), _name(inside[-1])


def forget(connection: sqlite3.Connection, ledger: Ledger, files: Sequence[int]) -> None:
    """Drop the kept answers that depend on the records of these files, as the index has them now.

    Called before their rows go and again after the new ones came, so that old and new dates both count.
    """
    connection.execute("DELETE FROM shequ_answers WHERE ledger IN ('', ?)", (ledger.name,))
    connection.execute("DELETE FROM shequ_months WHERE ledger = ''")
    dated = connection.execute("SELECT DISTINCT field FROM shequ_months WHERE ledger = ?", (ledger.name,))
    names = {field.name for field in ledger.fields}
    for (column,) in dated.fetchall():
        if len(files) > _MANY or column not in names:
            connection.execute("DELETE FROM shequ_months WHERE ledger = ? AND field = ?", (ledger.name, column))
        else:
            _forget_months(connection, ledger.name, column, files)


def _forget_months(connection: sqlite3.Connection, ledger: str, column: str, files: Sequence[int]) -> None:
    marks = ", ".join("?" * len(files))
    connection.execute(
        f"DELETE FROM shequ_months WHERE ledger = ? AND field = ? AND month IN"
        f" (SELECT DISTINCT substr({quoted(column)}, 1, 7) FROM {table_of(ledger)} WHERE _file IN ({marks}))",
        (ledger, column, *files),
    )
