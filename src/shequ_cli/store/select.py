"""A clerk's own SQL: it reads the ledgers by their names, titles and aliases, and can do nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from shequ_cli.rules.schema import ID_TITLE, Field, Ledger
from shequ_cli.store.index import Index
from shequ_cli.store.refusal import refusal
from shequ_cli.store.wording import worded
from shequ_cli.words.errors import QueryRefused
from shequ_cli.words.language import _
from shequ_cli.words.query import Row


@dataclass(frozen=True, slots=True)
class Selected:
    """A result, with values as they were recorded: whoever shows it masks it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    fields: tuple[Field | None, ...]
    """For each column the field that it shows, when its name tells."""
    ids: tuple[bool, ...]
    """For each column whether it holds records' ids, which are nobody's."""
    counts: tuple[bool, ...]
    """For each column whether it is a mere count, which tells of nobody."""
    read: tuple[Field, ...]
    """Every field that the query looked at: a column without a known field may show any of these."""


def select(index: Index, ledgers: Mapping[str, Ledger], sql: str, seconds: float) -> Selected:
    """Run one SELECT for at most `seconds`; QueryRefused, with the nearest names, for anything else."""
    if not sql.strip():
        raise QueryRefused(_("没有写查询语句"))
    query = worded(sql, ledgers)
    tables = [word for ledger in ledgers.values() for word in ledger.words]
    with index.asking(seconds, views_only=True) as (connection, read):
        try:
            answer = connection.execute(query.sql)
            rows = answer.fetchall()
        except sqlite3.Error as error:
            raise refusal(error, seconds, query.words, tables) or error from None
        except sqlite3.Warning as error:
            raise QueryRefused(_("一次只能查询一句，请去掉分号后面的内容")) from error
        if answer.description is None:
            raise QueryRefused(_("没有写查询语句"))
        columns = tuple(column[0] for column in answer.description)
    shown = tuple(query.shown.get(column, column) for column in columns)
    fields = tuple(query.field(column) for column in columns)
    ids = tuple(column in ("id", ID_TITLE) and query.is_known(column) for column in columns)
    counts = query.counts if len(query.counts) == len(columns) else (False,) * len(columns)
    return Selected(shown, tuple(rows), fields, ids, counts, _fields_read(ledgers, read))


def _fields_read(ledgers: Mapping[str, Ledger], read: set[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields behind the columns of the views that were read, however the SQL spelled or quoted their names."""
    by_view = {word.lower(): ledger for ledger in ledgers.values() for word in (ledger.name, *ledger.words)}
    found = {
        (view, column): by_view[view.lower()].field(column)
        for view, column in sorted(read)
        if view.lower() in by_view and by_view[view.lower()].has(column)
    }
    return tuple(found.values())
