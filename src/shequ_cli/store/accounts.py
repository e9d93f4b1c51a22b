"""Balances over many records: the index says whose account ever runs dry, its entries say at which record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from shequ_cli.rules.check_balance import Balance, Entry, Overdrawn, overdrawn, worsened
from shequ_cli.rules.check_rule import shown
from shequ_cli.rules.check_terms import Condition
from shequ_cli.rules.checks import code_of, said
from shequ_cli.rules.fault import level_of
from shequ_cli.rules.privacy import Audience, masked
from shequ_cli.rules.schema import Ledger
from shequ_cli.rules.writing import text_of
from shequ_cli.store.columns import Cell, from_cell, quoted, table_of, to_cell
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Problem
from shequ_cli.words.record import Value

if TYPE_CHECKING:
    from shequ_cli.store.draft import Draft

Account = tuple[Value, ...]


class Row(NamedTuple):
    """An entry of an account, and where its record stands."""

    entry: Entry
    path: str
    line: int
    extra: str | None


class Accounts:
    """The accounts of one `balance` check, in one state of the index."""

    def __init__(self, connection: sqlite3.Connection, ledger: Ledger, balance: Balance) -> None:
        self._connection, self.balance = connection, balance
        self._table, self._by = table_of(ledger.name), [quoted(field.name) for field in balance.by]
        self._date = quoted(balance.date)
        plus, plus_cells = _in_sql(balance.plus)
        minus, minus_cells = _in_sql(balance.minus)
        self._sign, self._cells = f"CASE WHEN {plus} THEN 1 WHEN {minus} THEN -1 END", (*plus_cells, *minus_cells)

    def run_dry(self) -> list[Account]:
        """Whose balance is below zero after some record. Sums of the index are not exact: a millionth is nothing."""
        by, filled = ", ".join(self._by), " AND ".join(f"{name} IS NOT NULL" for name in (*self._by, self._date))
        signed = f"{self._sign} * {quoted(self.balance.amount.name)}"
        parts = f"PARTITION BY {by} " if by else ""
        rows = self._connection.execute(
            f"SELECT DISTINCT {by or 1} FROM (SELECT *, sum(_n) OVER ({parts}ORDER BY {self._date}, _n < 0, id"
            f" ROWS UNBOUNDED PRECEDING) AS _sum FROM (SELECT *, {signed} AS _n FROM {self._table} WHERE {filled})"
            " WHERE _n IS NOT NULL) WHERE round(_sum, 6) < 0 ORDER BY 1",
            self._cells,
        )
        fields = self.balance.by
        return [tuple(from_cell(each)(cell) for each, cell in zip(fields, row, strict=False)) for row in rows]

    def rows(self, account: Account) -> dict[str, Row]:
        """Every record of an account, by id."""
        amount = self.balance.amount
        where = "".join(f" AND t.{name} = ?" for name in self._by)
        found = self._connection.execute(
            f"SELECT t.id, t.{self._date}, {self._sign}, t.{quoted(amount.name)}, f.folder || '/' || f.name, t._line, t._extra"
            f" FROM {self._table} t JOIN shequ_files f ON f.id = t._file WHERE t.{self._date} IS NOT NULL{where}",
            (*self._cells, *(to_cell(field)(value) for field, value in zip(self.balance.by, account, strict=True))),
        )
        return {
            id: Row(Entry(date, sign * from_cell(amount)(cell), id), path, line, extra)
            for id, date, sign, cell, path, line, extra in found
            if sign is not None and cell is not None
        }

    def overdrawn(self) -> Iterator[tuple[Row, Problem]]:
        """Each record that takes more than there is."""
        for account in self.run_dry():
            rows = self.rows(account)
            for each in overdrawn(row.entry for row in rows.values()):
                yield rows[each.entry.id], problem_of(self.balance, account, each)

    def worsened(self, drafts: Sequence[Draft]) -> Iterator[tuple[int, Problem]]:
        """What these drafts together would overdraw, with the number of the draft that is to blame."""
        touched: dict[Account, list[int]] = {}
        for number, draft in enumerate(drafts):
            before = draft.before.reading.values if draft.before else {}
            for values in (before, draft.record.values):
                if (account := self.balance.account(values)) is not None:
                    touched.setdefault(account, []).append(number)
        for account, numbers in touched.items():
            yield from self._worsened(account, drafts, numbers)

    def _worsened(
        self, account: Account, drafts: Sequence[Draft], numbers: Sequence[int]
    ) -> Iterator[tuple[int, Problem]]:
        rows = self.rows(account)
        changed = {draft.before.id for draft in drafts if draft.before}
        after = [row.entry for id, row in rows.items() if id not in changed]
        own = {drafts[number].record.id: number for number in numbers}
        for id, number in own.items():
            values = drafts[number].record.values
            amount = self.balance.signed(values)
            if amount is not None and self.balance.account(values) == account:
                after.append(Entry(str(values[self.balance.date]), amount, id))
        for each in worsened([row.entry for row in rows.values()], after):
            row = None if each.entry.id in own else rows[each.entry.id]
            yield own.get(each.entry.id, numbers[-1]), problem_of(self.balance, account, each, row)


def _in_sql(condition: Condition) -> tuple[str, list[Cell]]:
    tests = [f"{quoted(each.field.name)} IN ({', '.join('?' * len(each.values))})" for each in condition.wanted]
    return " AND ".join(tests), [to_cell(each.field)(value) for each in condition.wanted for value in each.values]


def problem_of(balance: Balance, account: Account, each: Overdrawn, later: Row | None = None) -> Problem:
    """What is said of a record that takes too much; `later`: of a change after which another record does."""
    field, code = balance.amount, code_of(balance.check)
    seen = [(one, masked(one, value, Audience.UPWARD)) for one, value in zip(balance.by, account, strict=True)]
    whose = "，".join(f"{one.title} {text_of(one, value)}".rstrip() for one, value in seen)
    before, after = (f"{shown(field, number)}{field.unit}" for number in (each.before, each.after))
    if later:
        why = _("{whose}余额不足：这样一来 {id}（{place}）之后只有 {after}")
    else:
        why = _("{whose}余额不足：这一笔之前是 {before}，之后是 {after}")
    place = Place(later.path, later.line) if later else ""
    words: Mapping[str, object] = {
        "whose": whose,
        "id": each.entry.id,
        "place": place,
        "before": before,
        "after": after,
    }
    value = text_of(field, abs(each.entry.amount)) if not later else ""
    message = said(balance.check, why.format(**words).strip())
    return Problem(code, level_of(code), message, field=field.name, title=field.title, value=value)
