"""Records held in memory as the index holds them: what figures ask in the tests."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.query import Query, Row


def cell_of(value: object) -> object:
    """A typed value as its column holds it; money is told by the caller."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (tuple, dict)):
        return json.dumps(value, ensure_ascii=False)
    return float(value) if isinstance(value, Decimal) else value


class Held:
    """A holder of data for figures (words.query.Data); counts what it was asked cold."""

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:")
        self.cold: list[Query] = []
        self.cells: dict[tuple[str, str], list[Row]] = {}
        self.answers: dict[tuple[str, str], list[Row]] = {}

    def add(self, ledger: Ledger, records: Sequence[Mapping[str, Any]]) -> Held:
        """Put records (typed values by field name) into the ledger's physical table."""
        names = ["id"]
        for field in ledger.fields:
            names += [field.name, f"{field.name}_count"] if field.kind == "list" else [field.name]
        quoted = ", ".join(f'"{name}"' for name in names)
        self.database.execute(f'CREATE TABLE IF NOT EXISTS "_{ledger.name}" ({quoted})')
        (known,) = self.database.execute(f'SELECT COUNT(*) FROM "_{ledger.name}"').fetchone()
        for place, record in enumerate(records, known + 1):
            row = {"id": f"{ledger.name}-{place:04}"} | {name: cell_of(value) for name, value in record.items()}
            for field in ledger.fields:
                if field.kind == "money" and field.name in record:
                    row[field.name] = int(Decimal(str(record[field.name])) * 100)
                if field.kind == "list":
                    row[f"{field.name}_count"] = len(record.get(field.name, ()))
            cells = [row.get(name) for name in names]
            self.database.execute(f'INSERT INTO "_{ledger.name}" VALUES ({", ".join("?" * len(names))})', cells)
        self.cells.clear()
        self.answers.clear()
        return self

    def rows(self, query: Query) -> list[Row]:
        self.cold.append(query)
        return self.database.execute(query.sql, dict(query.parameters)).fetchall()

    def kept(self, query: Query) -> list[Row]:
        key = query.sql, str(sorted(query.parameters.items()))
        if key not in self.answers:
            self.answers[key] = self.rows(query)
        return self.answers[key]

    def monthly(self, query: Query, months: Sequence[str]) -> Mapping[str, list[Row]]:
        if lacking := [month for month in months if (query.sql, month) not in self.cells]:
            ends = {"start": f"{lacking[0]}-01", "end": _after(lacking[-1])}
            found = self.rows(Query(query.sql, ends, query.ledger, query.column))
            for month in lacking:
                self.cells[query.sql, month] = [row[1:] for row in found if row[0] == month]
        return {month: self.cells[query.sql, month] for month in months}


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}-01"
