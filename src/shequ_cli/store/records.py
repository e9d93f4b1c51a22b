"""Drafts: records checked against their schema and against all others before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shequ_cli.rules.reading import Reading
from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE, Field, Ledger
from shequ_cli.rules.states import moved, state_named, states_of
from shequ_cli.rules.writing import raw_of, text_of, to_raw
from shequ_cli.store.draft import EDIT, NEW, STATE, Draft
from shequ_cli.store.drafting import Batch, duplicate_id
from shequ_cli.store.ids import is_id, new_id
from shequ_cli.store.saving import save
from shequ_cli.store.stored import Stored
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Raw, Record, Value

if TYPE_CHECKING:
    from shequ_cli.store.store import Store

__all__ = ["Draft", "draft_edit", "draft_new", "draft_state", "save"]

Changes = Mapping[str, Raw | None]


def draft_new(
    store: Store, ledger: str, raws: Sequence[Mapping[str, Raw]], today: date, passed: Mapping[str, str] | None = None
) -> list[Draft]:
    """New records of a ledger: default values, the first state, ids; checked one by one and among each other.

    `raws` are keyed by any word of a field. `passed` gives reasons for doubts, by their code.
    """
    known = store.ledger(ledger)
    batch = Batch(store, known, today)
    drafts = [batch.checked(_new(store, known, raw, today, batch), passed or {}) for raw in raws]
    return batch.together(drafts, passed or {})


def _new(store: Store, ledger: Ledger, given: Mapping[str, Raw], today: date, batch: Batch) -> Draft:
    raw = {word: value for word, value in given.items() if _says(value)}
    wanted = str(raw.pop(ID_TITLE, "") or raw.pop("id", "")).strip()
    words = {field.name for field in ledger.fields for word in field.words if word in raw}
    for field in ledger.fields:
        if field.default is not None and field.name not in words:
            raw[field.title] = field.default
    if ledger.states and not words & {ledger.field(ledger.states.field).name}:
        raw[ledger.field(ledger.states.field).title] = ledger.states.first
    reading = store.reader(ledger.name).reader.read(raw)
    dated = reading.values.get(ledger.field(ledger.date).name)
    id = wanted or new_id(ledger.name, str(dated or today), batch.ids)
    record = Record(ledger.name, id, reading.values, passed=reading.passed, unknown=reading.unknown)
    raw = to_raw(ledger, reading.values, passed=reading.passed, unknown=reading.unknown)
    draft = Draft(NEW, record, raw, reading.problems)
    if wanted and not is_id(wanted, ledger.name):
        return replace(draft, problems=(*draft.problems, _bad_id(ledger, wanted)))
    if wanted and batch.is_taken(draft):
        return replace(draft, problems=(*draft.problems, duplicate_id(draft)))
    return draft


def _bad_id(ledger: Ledger, given: str) -> Problem:
    why = _("编号应是 {ledger}-八位日期-四位数字或字母；不写则自动编号").format(ledger=ledger.name)
    return Problem("E-id", Level.ERROR, why, title=ID_TITLE, value=given)


def _says(raw: Raw | None) -> bool:
    return bool(raw.strip() if isinstance(raw, str) else raw)


def draft_edit(store: Store, id: str, changes: Changes, today: date, passed: Mapping[str, str] | None = None) -> Draft:
    """A record (full id or tail) with some fields changed: any word of a field; None or "" clears it.

    A change of state has to follow the flow. Faults that the record had before do not keep it from being saved.
    """
    before = store.stored(id)
    return _edited(store, before, changes, today, passed or {}, EDIT)


def draft_state(
    store: Store, id: str, state: str, today: date, also: Changes | None = None, passed: Mapping[str, str] | None = None
) -> Draft:
    """A record moved on to `state`; its dates stamped, its paper number given where the state asks for one.

    StateRefused, naming the allowed next states, when the flow does not lead there.
    """
    before = store.stored(id)
    states = states_of(before.ledger)
    wanted = state_named(before.ledger, store.codelists, state)
    return _edited(store, before, {**(also or {}), states.field: wanted}, today, passed or {}, STATE)


def _edited(store: Store, before: Stored, changes: Changes, today: date, passed: Mapping[str, str], kind: str) -> Draft:
    ledger, reader = before.ledger, store.reader(before.ledger.name).reader
    given = {_key(before, word): value for word, value in changes.items()}
    given |= _stamped(before, given, store, today)
    after = reader.read(_with(before.raw, given))
    written = {key: _written(ledger, after, key, value) for key, value in given.items()}
    written = {key: value for key, value in written.items() if value != before.raw.get(key)}
    id = before.id
    if not is_id(id, ledger.name) and ledger.storage == "csv" and ":" in id:
        id = new_id(ledger.name, str(after.values.get(ledger.field(ledger.date).name) or today), ())
        written[ID_TITLE] = id
    record = Record(ledger.name, id, after.values, before.path, before.line, after.passed, after.unknown)
    draft = Draft(kind, record, _with(before.raw, written), _added(before.reading, after), written, before)
    batch = Batch(store, ledger, today)
    return batch.together([batch.checked(draft, passed)], passed)[0]


def _key(before: Stored, word: str) -> str:
    """The key in the file that a word means."""
    if word in before.reading.unknown or word == PASSED_TITLE:
        return word
    if word in (ID_TITLE, "id"):
        raise UnknownName(_("可改的字段"), word)
    return word if before.ledger.open_fields and not before.ledger.has(word) else before.key(word)


def _stamped(before: Stored, given: Changes, store: Store, today: date) -> Changes:
    """The dates that a change of state fills in where they are still empty and not given as well."""
    ledger = before.ledger
    if not ledger.states or (key := before.key(ledger.states.field)) not in given:
        return {}
    state = state_named(ledger, store.codelists, str(given[key] or "").strip())
    if state == before.reading.values.get(ledger.field(ledger.states.field).name):
        return {key: state}
    after = moved(ledger, before.reading.values, state, today)
    stamps = {name: value for name, value in after.items() if name not in before.reading.values}
    added = {before.key(name): text_of(ledger.field(name), value) for name, value in stamps.items()}
    return {key: state, **{name: text for name, text in added.items() if not _says(given.get(name))}}


def _with(raw: Mapping[str, Raw], changes: Changes) -> dict[str, Raw]:
    after = {key: changes.get(key, value) for key, value in raw.items()} | dict(changes)
    return {key: value for key, value in after.items() if value is not None and _says(value)}


def _written(ledger: Ledger, after: Reading, key: str, given: Raw | None) -> Raw | None:
    """How a changed value is written: as the schema has it, once it can be read."""
    if given is None or not _says(given):
        return None
    value: Value = after.values.get(ledger.field(key).name) if ledger.has(key) else None
    if value is None:
        return given
    field = ledger.field(key)
    return text_of(field, value) if ledger.storage == "csv" else _under_its_keys(given, raw_of(field, value), field)


def _under_its_keys(given: Raw, read: Raw, field: Field) -> Raw:
    """What was read, under the keys that the clerk used; what could not be read stays as it was given."""
    if isinstance(given, dict) and isinstance(read, dict):
        inner = {word: one for one in field.fields for word in one.words}
        said = {key: value for key, value in given.items() if _says(value)}
        known = {key: inner[key] for key in said if key in inner and inner[key].title in read}
        return {
            key: _under_its_keys(v, read[known[key].title], known[key]) if key in known else v
            for key, v in said.items()
        }
    if isinstance(given, list) and isinstance(read, list):
        filled = [item for item in given if _says(item)]
        if len(filled) != len(read) or not field.item:
            return filled
        return [_under_its_keys(item, one, field.item) for item, one in zip(filled, read, strict=True)]
    return read if isinstance(given, str) else given


def _added(before: Reading, after: Reading) -> tuple[Problem, ...]:
    """What is wrong after a change and was not before."""
    old = Counter(map(_same, before.problems))
    found = []
    for problem in after.problems:
        old[_same(problem)] -= 1
        if old[_same(problem)] < 0:
            found.append(problem)
    return tuple(found)


def _same(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code, problem.field, problem.value, problem.message
