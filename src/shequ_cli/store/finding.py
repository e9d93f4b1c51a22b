"""Where records are: by the tail of an id, by a condition, by their texts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.store.columns import Unpacker, quoted, table_of
from shequ_cli.store.ids import ids_ending, ids_like, ledger_of, normal_tail
from shequ_cli.store.scan import RECORDS
from shequ_cli.words.errors import AmbiguousTail, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.query import Query
from shequ_cli.words.record import Record


class Located(NamedTuple):
    """A record's ledger, id, file and line."""

    ledger: str
    id: str
    path: str
    line: int


def ledgers_for(tail: str, ledgers: Iterable[str]) -> list[str]:
    """The ledgers in which a tail may be found: one, for a full id or a row without one."""
    known = list(ledgers)
    parts = tail.split("/")
    own = parts[1] if parts[0] == RECORDS and len(parts) > 1 else ledger_of(normal_tail(tail))
    return [own] if own in known else known


def located(connection: sqlite3.Connection, ledgers: Iterable[str], tail: str) -> Located:
    """The record that a tail names; UnknownName with near ones, AmbiguousTail when several records share it."""
    given, names = tail.strip(), ledgers_for(tail, ledgers)
    found = list(_found(connection, names, given)) if given else []
    ids = list(dict.fromkeys(each.id for each in found))
    if len(ids) > 1:
        raise AmbiguousTail(tail, ids)
    if not found:
        raise UnknownName(_("记录"), tail, ids_like(connection, names, normal_tail(given)))
    return found[0]


def _found(connection: sqlite3.Connection, names: Sequence[str], given: str) -> Iterator[Located]:
    for name in names:
        rowless = given.startswith(f"{RECORDS}/{name}/")
        as_written = [given] if rowless else ids_ending(connection, [name], given)
        for id in as_written or ids_ending(connection, [name], normal_tail(given)):
            rows = connection.execute(
                f"SELECT t.id, f.folder || '/' || f.name, t._line FROM {table_of(name)} t"
                " JOIN shequ_files f ON f.id = t._file WHERE t.id = ? ORDER BY 2, 3",
                (id,),
            )
            yield from (Located(name, *row) for row in rows)


def by_ids(connection: sqlite3.Connection, ledger: Ledger, ids: Sequence[str]) -> list[Record]:
    """The records with these ids, in this order; those that are not there are left out."""
    unpacker = Unpacker(ledger)
    wanted = f"{unpacker.select} WHERE id IN (SELECT value FROM json_each(?))"
    found = {record.id: record for record in unpacker.records(connection.execute(wanted, (json.dumps(list(ids)),)))}
    return [found[id] for id in ids if id in found]


def chosen(
    ledger: Ledger, condition: str, parameters: Mapping[str, str | int], order: str, limit: int
) -> tuple[Query, Unpacker]:
    """The question for the records that meet a condition, and what turns its answer into records."""
    unpacker = Unpacker(ledger)
    where = f" WHERE {condition}" if condition else ""
    by = order or quoted(ledger.field(ledger.date).name)
    bound = f" LIMIT {limit:d}" if limit else ""
    return Query(f"{unpacker.select}{where} ORDER BY {by}, id{bound}", parameters, ledger.name), unpacker


def ids_beginning(connection: sqlite3.Connection, ledger: Ledger, beginning: str, limit: int) -> list[Record]:
    """The newest records whose id, or the random part of it, begins so: for completing what is typed."""
    unpacker = Unpacker(ledger)
    start = beginning.strip().lower()
    where = "WHERE substr(id, 1, length(?1)) = ?1 OR substr(id, -4, length(?1)) = ?1"
    order = f"ORDER BY {quoted(ledger.field(ledger.date).name)} DESC, id LIMIT ?2"
    return unpacker.records(connection.execute(f"{unpacker.select} {where} {order}", (start, limit)))
