"""The shipped definitions, and a store in memory that holds what a test writes into it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Ledger
from shequ_cli.store.assets import Assets
from shequ_cli.store.columns import Packer, columns, table_of
from shequ_cli.words.query import Query, Row
from shequ_cli.words.record import Value
from shequ_cli.work.campaign import Campaign, read_campaigns
from shequ_cli.work.measure import Measure
from shequ_cli.work.measurefile import read_measures
from shequ_cli.work.planrulefile import PlanRules, read_rules
from shequ_cli.work.source import Source
from shequ_cli.work.workday import WorkCalendar, read_calendar

Cell = str | int | bool | tuple[str, ...] | None


@cache
def assets() -> Assets:
    return Assets()


def ledgers() -> Mapping[str, Ledger]:
    return assets().ledgers()


def codelists() -> Mapping[str, Codelist]:
    return assets().codelists()


@cache
def measures() -> Mapping[str, Measure]:
    files = {name: assets().raw("indicators", name) for name in assets().names("indicators")}
    return read_measures(files, ledgers(), codelists())


@cache
def campaigns() -> tuple[Campaign, ...]:
    return read_campaigns(assets().raw("calendar", "campaigns"))


@cache
def calendar() -> WorkCalendar:
    years = {name: assets().raw("calendar", name) for name in assets().names("calendar") if name.isdecimal()}
    return read_calendar(years)


@cache
def rules() -> PlanRules:
    return read_rules("annual", assets().raw("plans", "annual"), measures(), ledgers())


class Memory:
    """Answers queries from tables laid out as the index lays them out."""

    def __init__(self) -> None:
        self.base = sqlite3.connect(":memory:")
        self.number = 0
        self.cells: dict[tuple[str, str], list[Row]] = {}
        self.answers: dict[str, list[Row]] = {}
        for ledger in ledgers().values():
            fields = ", ".join(f'"{name}" {kind}' for name, kind in columns(ledger))
            self.base.execute(f"CREATE TABLE {table_of(ledger.name)} (id TEXT PRIMARY KEY, {fields})")

    def add(self, ledger: str, **values: Cell) -> str:
        """One record; ISO dates as text, money as text or number. Gives its id."""
        schema = ledgers()[ledger]
        typed = {name: _typed(schema, name, value) for name, value in values.items() if value is not None}
        cells, _blanks = Packer(schema).cells(typed)
        self.forget()
        self.number += 1
        id = f"{ledger}-{str(values[schema.date]).replace('-', '')[:6]}01-{self.number:04}"
        marks = ", ".join("?" for _cell in cells)
        self.base.execute(f"INSERT INTO {table_of(ledger)} VALUES (?, {marks})", (id, *cells))
        return id

    def change(self, id: str, **values: Cell) -> None:
        self.forget()
        ledger = ledgers()[id.split("-")[0]]
        for name, value in values.items():
            self.base.execute(f'UPDATE {table_of(ledger.name)} SET "{name}" = ? WHERE id = ?', (value, id))

    def rows(self, query: Query) -> Sequence[Row]:
        return list(self.base.execute(query.sql, dict(query.parameters)))

    def forget(self) -> None:
        self.cells.clear()
        self.answers.clear()

    def kept(self, query: Query) -> Sequence[Row]:
        key = f"{query.sql} {sorted(query.parameters.items())}"
        if key not in self.answers:
            self.answers[key] = list(self.rows(query))
        return self.answers[key]

    def monthly(self, query: Query, months: Sequence[str]) -> Mapping[str, Sequence[Row]]:
        if lacking := [month for month in months if (query.sql, month) not in self.cells]:
            spans = {"start": f"{min(lacking)}-01", "end": f"{_after(max(lacking))}-01"}
            found = self.base.execute(query.sql, {**query.parameters, **spans}).fetchall()
            for month in lacking:
                self.cells[query.sql, month] = [tuple(row[1:]) for row in found if row[0] == month]
        return {month: self.cells[query.sql, month] for month in months}


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def _typed(ledger: Ledger, name: str, value: Cell) -> Value:
    kind = ledger.field(name).kind
    if kind == "date":
        return date.fromisoformat(str(value))
    return Decimal(str(value)) if kind in ("money", "number") else value


def source(data: Memory, today: str) -> Source:
    day = date.fromisoformat(today)
    return Source(measures(), data, day, ledgers(), codelists(), community="幸福社区")
