"""What commits did to records, told as the fields that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from shequ_cli.rules.schema import ID_TITLE, Ledger
from shequ_cli.store import csvfile, history, yamlfile
from shequ_cli.words.record import Record, Value

if TYPE_CHECKING:
    from shequ_cli.cli.viewer import Viewer
    from shequ_cli.store.history import HistoryEntry
    from shequ_cli.store.store import Store
    from shequ_cli.store.undo import Change

Values = Mapping[str, Value]
Differences = tuple[tuple[str, str, str], ...]
"""Title, value before, value after; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Version:
    """One commit of a record, as the audience may see it."""

    sha: str
    when: datetime
    author: str
    subject: str
    changes: Differences


def versions(store: Store, ledger: Ledger, record: Record, viewer: Viewer) -> list[Version]:
    """Newest first; commits of the file that left this record as it was are passed over."""
    entries = _row_entries(store, record) if ledger.storage == "csv" else history.history(store.root, record.path)
    states = [*(_values(store, ledger, record.id, entry) for entry in entries), {}]
    found = [
        Version(
            entry.sha, entry.when, entry.author, entry.message.split("\n")[0], differences(ledger, old, new, viewer)
        )
        for entry, (new, old) in zip(entries, pairwise(states), strict=True)
    ]
    return [one for one in found if one.changes]


def _row_entries(store: Store, record: Record) -> Sequence[HistoryEntry]:
    """The commits of a table's row, also from before its date moved it here from another month's file."""
    entries = list(history.history(store.root, record.path, record.id))
    while entries and (before := _came_from(store, entries[-1], record.id)):
        older = history.history(store.root, before, record.id)
        shas = [entry.sha for entry in older]
        older = older[shas.index(entries[-1].sha) + 1 :] if entries[-1].sha in shas else older
        if not older:
            break
        entries += older
    return entries


def _came_from(store: Store, first: HistoryEntry, id: str) -> str:
    """The file that lost the row in the commit in which this one got it."""
    folder = f"{PurePosixPath(first.path).parent}/"
    for _mark, path in history.changes(store.root, first.sha):
        beside = path.startswith(folder) and path != first.path
        if beside and id.encode() in (history.show(store.root, f"{first.sha}^", path) or b""):
            return path
    return ""


def _values(store: Store, ledger: Ledger, id: str, entry: HistoryEntry) -> Values:
    held = _records(store, ledger, entry.path, history.show(store.root, entry.sha, entry.path))
    return held.get(id, {}) if ledger.storage == "csv" else next(iter(held.values()), {})


def touched(store: Store, change: Change, viewer: Viewer) -> Iterator[tuple[str, Differences]]:
    """Every record of a commit with what changed in it; other files by their path alone."""
    for _status, path in change.files:
        parts = PurePosixPath(path).parts
        ledger = store.ledgers.get(parts[1]) if len(parts) > 2 and parts[0] == "records" else None
        if ledger is None:
            yield path, ()
            continue
        before, after = (
            _records(store, ledger, path, history.show(store.root, sha, path)) for sha in (f"{change.sha}^", change.sha)
        )
        for id in dict.fromkeys((*after, *before)):
            if found := differences(ledger, before.get(id, {}), after.get(id, {}), viewer):
                yield f"{ledger.title} {id}", found


def _records(store: Store, ledger: Ledger, path: str, data: bytes | None) -> Mapping[str, Values]:
    """The records that a file held, by id."""
    if data is None:
        return {}
    read = store.reader(ledger.name).reader.read
    if ledger.storage == "yaml":
        return {PurePosixPath(path).stem: read(yamlfile.parse(data).tree).values}
    rows = csvfile.parse(data, ledger).rows
    return {str(row.get(ID_TITLE) or line): read(row).values for line, row in rows}


def differences(ledger: Ledger, old: Values, new: Values, viewer: Viewer) -> Differences:
    """The fields that differ, as the audience may see them."""
    return tuple(
        (field.title, viewer.text(field, old.get(field.name)), viewer.text(field, new.get(field.name)))
        for field in ledger.fields
        if old.get(field.name) != new.get(field.name)
    )


def as_pairs(changes: Sequence[tuple[str, str, str]], nothing: str) -> list[tuple[str, str]]:
    """Title and `old → new`; of what was wholly new or is wholly gone only the values."""
    one_sided = all(not old for _title, old, _new in changes) or all(not new for _title, _old, new in changes)
    return [
        (f"  {title}", (new or old) if one_sided and len(changes) > 1 else f"{old or nothing} → {new or nothing}")
        for title, old, new in changes
    ]
