"""What a draft must share with all other records: paper numbers, unique values, references, and reasons for doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shequ_cli.rules.check_balance import balances
from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE, Field, Ledger
from shequ_cli.rules.writing import passed_text
from shequ_cli.store.columns import Cell, to_cell
from shequ_cli.store.cross import Reference, Unique, not_unique, reference_fields, uniques
from shequ_cli.store.draft import NEW, Draft
from shequ_cli.store.fileedits import path_of
from shequ_cli.store.ids import new_id
from shequ_cli.store.serial import Serial, next_text, serials
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Raw, Value

if TYPE_CHECKING:
    from shequ_cli.store.store import Store


class Batch:
    """Drafts of one ledger that will be saved together; each sees those before it."""

    def __init__(self, store: Store, ledger: Ledger, today: date) -> None:
        self._store, self._ledger, self._today = store, ledger, today
        self.ids: set[str] = set()
        self._serials: dict[str, list[str]] = {}
        self._owners: dict[tuple[int, tuple[Cell, ...]], tuple[str, int]] = {}
        self._uniques = uniques(ledger)

    def checked(self, draft: Draft, passed: Mapping[str, str]) -> Draft:
        """The draft with its paper numbers and every problem that is not passed with a reason."""
        draft = self._numbered(draft)
        self.ids.add(draft.record.id)
        problems = [*draft.problems, *self._taken(draft), *self._dangling(draft)]
        return _passed_over(draft, [problem.at(problem.place, draft.record.id) for problem in problems], passed)

    def settled(self, draft: Draft) -> Draft:
        """The draft once more, under the lock: with another id or paper number where somebody was faster."""
        if draft.kind == NEW and self.is_taken(draft):
            dated = draft.record.values[self._ledger.field(self._ledger.date).name]
            draft = replace(draft, record=replace(draft.record, id=new_id(self._ledger.name, str(dated), self.ids)))
        for name in draft.serials:
            draft = _changed(draft, self._ledger.field(name), None, None)
        return self.checked(replace(draft, serials={}), {})

    def together(self, drafts: Sequence[Draft], passed: Mapping[str, str]) -> list[Draft]:
        """The drafts with what only all of them show: balances, whatever the order in which they were given."""
        own = [draft for draft in drafts if draft.record.ledger == self._ledger.name]
        if not own or not balances(self._ledger, self._store.codelists):
            return list(drafts)
        self._store.ensure([self._ledger.name])
        found: dict[str, list[Problem]] = {}
        for accounts in self._store.across().accounts(self._ledger):
            for number, problem in accounts.worsened(own):
                found.setdefault(own[number].record.id, []).append(problem.at(problem.place, own[number].record.id))
        return [
            _passed_over(draft, [*draft.problems, *found[draft.record.id]], passed)
            if draft.record.id in found
            else draft
            for draft in drafts
        ]

    def is_taken(self, draft: Draft) -> bool:
        """Whether another record has this id."""
        path = self._store.root / path_of(self._ledger, draft.record)
        if draft.record.id in self.ids:
            return True
        if self._ledger.storage == "yaml":
            return path.exists()
        return path.exists() and draft.record.id.encode() in path.read_bytes()

    def _is_changed(self, draft: Draft, fields: tuple[Field, ...]) -> bool:
        """Whether a draft brings these values; those that stood before are `check`'s business."""
        before = draft.before.reading.values if draft.before else {}
        return any(draft.record.values.get(field.name) != before.get(field.name) for field in fields)

    def _numbered(self, draft: Draft) -> Draft:
        for serial in serials(self._ledger):
            if self._is_due(draft, serial):
                self._store.ensure([self._ledger.name])
                given = self._serials.setdefault(serial.field.name, [])
                year = self._year(draft, serial)
                text = next_text(self._store.index.connection, self._ledger.name, serial, year, given)
                given.append(text)
                draft = _changed(draft, serial.field, text, text)
                draft = replace(draft, serials={**draft.serials, serial.field.name: text})
        return draft

    def _is_due(self, draft: Draft, serial: Serial) -> bool:
        """Whether the number is still missing and now is the time for it."""
        if draft.record.values.get(serial.field.name) is not None:
            return False
        if not serial.at:
            return draft.kind == NEW
        states = self._ledger.states
        if not states:
            return False
        field = self._ledger.field(states.field)
        return draft.record.values.get(field.name) == serial.at and self._is_changed(draft, (field,))

    def _year(self, draft: Draft, serial: Serial) -> int:
        """A number belongs to the year in which it is given; one given on entry, to the year of the record."""
        dated = draft.record.values.get(self._ledger.field(self._ledger.date).name)
        return self._today.year if serial.at or dated is None else int(str(dated)[:4])

    def _taken(self, draft: Draft) -> Iterator[Problem]:
        for number, unique in enumerate(self._uniques):
            values = [draft.record.values.get(field.name) for field in unique.fields]
            if None in values or not self._is_changed(draft, unique.fields):
                continue
            cells = tuple(to_cell(field)(value) for field, value in zip(unique.fields, values, strict=True))
            owner = self._owner(draft, unique, cells) or self._owner_inside(draft, number, cells)
            if owner:
                yield not_unique(unique, values, *owner)

    def _owner(self, draft: Draft, unique: Unique, cells: tuple[Cell, ...]) -> tuple[str, Place] | None:
        self._store.ensure([self._ledger.name])
        own = draft.before.id if draft.before else ""
        return self._store.across().owner(self._ledger, unique, cells, but=own)

    def _owner_inside(self, draft: Draft, number: int, cells: tuple[Cell, ...]) -> tuple[str, Place] | None:
        first, place = self._owners.setdefault((number, cells), (draft.record.id, len(self.ids)))
        return (_("这一批的第 {n} 条").format(n=place), Place()) if first != draft.record.id else None

    def _dangling(self, draft: Draft) -> Iterator[Problem]:
        for reference in reference_fields(self._ledger, self._store.ledgers):
            if self._is_changed(draft, (reference.field,)):
                yield from self._bad_references(draft, reference)

    def _bad_references(self, draft: Draft, reference: Reference) -> Iterator[Problem]:
        value: Value = draft.record.values.get(reference.field.name)
        given = value if isinstance(value, tuple) else () if value is None else (value,)
        for each in given:
            if str(each) not in self.ids:
                self._store.ensure([reference.target])
                if problem := self._store.across().reference_problem(reference, str(each)):
                    yield problem


def _changed(draft: Draft, field: Field, value: Value, raw: Raw | None) -> Draft:
    """The draft with one more field set, or cleared."""
    key = draft.before.key(field.name) if draft.before else field.title
    values = {**draft.record.values, field.name: value}
    record = replace(draft.record, values={name: each for name, each in values.items() if each is not None})
    whole = {name: each for name, each in {**draft.raw, key: raw}.items() if each is not None}
    changes = {**draft.changes, key: raw} if draft.before else draft.changes
    return replace(draft, record=record, raw=whole, changes=changes)


def _passed_over(draft: Draft, problems: list[Problem], passed: Mapping[str, str]) -> Draft:
    """The draft with the reasons for its doubts, and the problems that are left."""
    doubted = {problem.code for problem in problems if problem.level is Level.DOUBT}
    given = {code: reason for code, reason in passed.items() if code in doubted and reason.strip()}
    known = {**draft.record.passed, **given}
    left = tuple(problem for problem in problems if not (problem.level is Level.DOUBT and problem.code in known))
    if not given:
        return replace(draft, problems=left)
    written: Raw = passed_text(known) if draft.before and draft.before.ledger.storage == "csv" else dict(known)
    changes = {**draft.changes, PASSED_TITLE: written} if draft.before else draft.changes
    record = replace(draft.record, passed=known)
    return replace(draft, record=record, raw={**draft.raw, PASSED_TITLE: written}, changes=changes, problems=left)


def duplicate_id(draft: Draft) -> Problem:
    """An id given by hand that another record has."""
    why = _("已有一条记录用了这个编号")
    return Problem("E-duplicate-id", Level.ERROR, why, title=ID_TITLE, value=draft.record.id, record=draft.record.id)
