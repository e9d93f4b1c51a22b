"""Checks across records: ids and other unique values, references, balances. The index answers, the files give the places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from shequ_cli.rules.check_balance import balances
from shequ_cli.rules.checks import code_of, period_fields, references, said, unique_fields
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.fault import level_of
from shequ_cli.rules.privacy import Audience, masked
from shequ_cli.rules.schema import Check, Field, Ledger
from shequ_cli.rules.writing import text_of
from shequ_cli.store.accounts import Accounts
from shequ_cli.store.columns import Cell, from_cell, quoted, table_of
from shequ_cli.store.ids import ids_ending, ids_like, normal_tail
from shequ_cli.store.index import Index
from shequ_cli.store.located import Locator
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Value


class Unique(NamedTuple):
    """Fields that, taken together, no two records share."""

    check: Check
    fields: tuple[Field, ...]


class Reference(NamedTuple):
    """A field that names a record of another ledger."""

    field: Field
    target: str
    check: Check | None = None

    @property
    def code(self) -> str:
        """E-refers, or another letter when the check has another level."""
        return code_of(self.check) if self.check else "E-refers"


def uniques(ledger: Ledger) -> list[Unique]:
    """Every `unique` check, a list of lists being several, and every `once` that is about records."""
    found: list[Unique] = []
    for check in ledger.checks:
        if check.kind == "unique":
            found += [Unique(check, fields) for fields in unique_fields(ledger, check)]
        elif check.kind == "once" and (fields := period_fields(ledger, check)):
            found.append(Unique(check, fields))
    return found


def reference_fields(ledger: Ledger, ledgers: Mapping[str, Ledger]) -> list[Reference]:
    """Every `refers` check and `x-refers` field whose ledger is known, once a field."""
    found: dict[str, Reference] = {}
    for check in ledger.checks:
        if check.kind == "refers":
            for field, word in references(ledger, check):
                found[field.name] = Reference(field, _named(ledgers, word), check)
    for field in ledger.fields:
        if field.refers and field.name not in found:
            found[field.name] = Reference(field, _named(ledgers, field.refers))
    return [reference for reference in found.values() if reference.target]


def _named(ledgers: Mapping[str, Ledger], word: str) -> str:
    return next((ledger.name for ledger in ledgers.values() if word in ledger.words), "")


def needed_ledgers(ledgers: Mapping[str, Ledger], names: Sequence[str]) -> list[str]:
    """The ledgers that checks across these ledgers' records look into."""
    targets = [reference.target for name in names for reference in reference_fields(ledgers[name], ledgers)]
    return list(dict.fromkeys([*names, *targets]))


class Across:
    """The checks across records of one state of the index."""

    def __init__(
        self, index: Index, root: Path, ledgers: Mapping[str, Ledger], codelists: Mapping[str, Codelist]
    ) -> None:
        self._connection, self._ledgers, self._locator = index.connection, ledgers, Locator(root)
        self._codelists = codelists

    def problems(self, names: Sequence[str]) -> Iterator[Problem]:
        """Everything wrong across the records of these ledgers; passed doubts are left out."""
        for name in names:
            ledger = self._ledgers[name]
            yield from self._same_ids(ledger)
            for unique in uniques(ledger):
                yield from self._not_unique(ledger, unique)
            for reference in reference_fields(ledger, self._ledgers):
                yield from self._dangling(ledger, reference)
            for accounts in self.accounts(ledger):
                yield from self._overdrawn(ledger, accounts)

    def accounts(self, ledger: Ledger) -> list[Accounts]:
        """The accounts of every `balance` check."""
        return [Accounts(self._connection, ledger, each) for each in balances(ledger, self._codelists)]

    def _overdrawn(self, ledger: Ledger, accounts: Accounts) -> Iterator[Problem]:
        for row, problem in accounts.overdrawn():
            if not _is_passed(row.extra, problem.code):
                place = self._locator.place(ledger, row.path, row.line, accounts.balance.amount)
                yield problem.at(place, row.entry.id)

    def _same_ids(self, ledger: Ledger) -> Iterator[Problem]:
        table = table_of(ledger.name)
        rows = self._connection.execute(
            f"SELECT t.id, {_PATH}, t._line FROM {table} t JOIN shequ_files f ON f.id = t._file"
            f" WHERE t.id IN (SELECT id FROM {table} GROUP BY id HAVING count(*) > 1) ORDER BY 1, 2, 3"
        )
        first: dict[str, Place] = {}
        for id, path, line in rows.fetchall():
            if id not in first:
                first[id] = Place(path, line)
                continue
            why = _("编号与 {place} 的记录相同").format(place=first[id])
            place = self._locator.place(ledger, path, line, None)
            yield Problem("E-duplicate-id", Level.ERROR, why, place=place, title=_("编号"), value=id, record=id)

    def _not_unique(self, ledger: Ledger, unique: Unique) -> Iterator[Problem]:
        table = table_of(ledger.name)
        names = ", ".join(quoted(field.name) for field in unique.fields)
        filled = " AND ".join(f"{quoted(field.name)} IS NOT NULL" for field in unique.fields)
        ours = ", ".join(f"t.{quoted(field.name)}" for field in unique.fields)
        rows = self._connection.execute(
            f"SELECT t.id, {_PATH}, t._line, t._extra, {ours}"
            f" FROM {table} t JOIN shequ_files f ON f.id = t._file WHERE ({ours}) IN"
            f" (SELECT {names} FROM {table} WHERE {filled} GROUP BY {names} HAVING count(*) > 1) ORDER BY 2, 3"
        )
        first: dict[tuple[object, ...], tuple[str, Place]] = {}
        for id, path, line, extra, *values in rows.fetchall():
            there = first.setdefault(tuple(values), (id, Place(path, line)))
            if there != (id, Place(path, line)) and not _is_passed(extra, code_of(unique.check)):
                field = unique.fields[0]
                known = [from_cell(each)(value) for each, value in zip(unique.fields, values, strict=True)]
                yield not_unique(unique, known, *there).at(self._locator.place(ledger, path, line, field), id)

    def _dangling(self, ledger: Ledger, reference: Reference) -> Iterator[Problem]:
        column, table = f"t.{quoted(reference.field.name)}", table_of(ledger.name)
        each = f", json_each({column}) v" if reference.field.kind == "list" else ""
        value = "v.value" if each else column
        rows = self._connection.execute(
            f"SELECT t.id, {_PATH}, t._line, t._extra, {value} FROM {table} t JOIN shequ_files f ON f.id = t._file{each}"
            f" WHERE {value} IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {table_of(reference.target)} r WHERE r.id = {value})"
        )
        for id, path, line, extra, given in rows.fetchall():
            problem = self.reference_problem(reference, str(given))
            if problem and not _is_passed(extra, problem.code):
                yield problem.at(self._locator.place(ledger, path, line, reference.field), id)

    def reference_problem(self, reference: Reference, given: str) -> Problem | None:
        """What is wrong with a reference; any tail that only one record has names it."""
        tail = normal_tail(given)
        found = ids_ending(self._connection, [reference.target], tail)
        if len(found) == 1:
            return None
        target = self._ledgers[reference.target].title
        if found:
            why = _("{title}里有 {n} 条记录的编号以它结尾，请写全").format(title=target, n=len(found))
        else:
            why = _("{title}里没有这个编号").format(title=target)
        near = found[:3] or ids_like(self._connection, [reference.target], tail)
        field = reference.field
        return Problem(
            code=reference.code,
            level=level_of(reference.code),
            message=said(reference.check, why) if reference.check else why,
            field=field.name,
            title=field.title,
            value=given,
            suggestion=near[0] if len(near) == 1 else "",
            allowed=tuple(near) if len(near) > 1 else (),
        )

    def owner(self, ledger: Ledger, unique: Unique, cells: Sequence[Cell], but: str) -> tuple[str, Place] | None:
        """A record that has these values; not the one with the id `but`."""
        where = " AND ".join(f"t.{quoted(field.name)} = ?" for field in unique.fields)
        rows = self._connection.execute(
            f"SELECT t.id, {_PATH}, t._line FROM {table_of(ledger.name)} t JOIN shequ_files f ON f.id = t._file WHERE {where}"
            " ORDER BY 2, 3",
            tuple(cells),
        )
        return next(((id, Place(path, line)) for id, path, line in rows.fetchall() if id != but), None)


_PATH = "f.folder || '/' || f.name"


def _is_passed(extra: str | None, code: str) -> bool:
    return extra is not None and code in json.loads(extra)["passed"]


def not_unique(unique: Unique, values: Sequence[Value], other: str, place: Place) -> Problem:
    """The later of two records with the same values is at fault."""
    titles = "、".join(field.title for field in unique.fields)
    if unique.check.kind == "once":
        why = _("{message}，已有 {id}").format(
            message=unique.check.message or _("同一{titles}只能有一条").format(titles=titles), id=other
        )
    elif unique.check.message:
        why = _("{message}，已有 {id}").format(message=unique.check.message, id=other)
    else:
        why = _("{titles}与 {id} 相同").format(titles=titles, id=other)
    why += _("（{place}）").format(place=place) if place.path else ""
    seen = [masked(field, value, Audience.UPWARD) for field, value in zip(unique.fields, values, strict=True)]
    shown = "，".join(text_of(field, value) for field, value in zip(unique.fields, seen, strict=True))
    field, code = unique.fields[0], code_of(unique.check)
    return Problem(
        code, level_of(code), said(replace(unique.check, message=""), why), (), Place(), field.name, field.title, shown
    )
