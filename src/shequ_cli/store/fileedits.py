"""Drafts to edits of files: one a file, however many records of a month's table change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE, Ledger
from shequ_cli.store import csvfile, yamledit, yamlfile
from shequ_cli.store.draft import Draft
from shequ_cli.store.encoding import decoded
from shequ_cli.store.save import FileEdit
from shequ_cli.store.scan import RECORDS
from shequ_cli.store.stored import Stored, csv_row
from shequ_cli.words.errors import FileChanged
from shequ_cli.words.problem import Keys
from shequ_cli.words.record import Raw, Record


def month_of(ledger: Ledger, record: Record) -> str:
    """The month in whose folder or table a record lies; "" when its date cannot be read."""
    dated = record.values.get(ledger.field(ledger.date).name)
    return str(dated)[:7] if isinstance(dated, (date, str)) else ""


def path_of(ledger: Ledger, record: Record) -> str:
    """Where a record belongs."""
    month = month_of(ledger, record)
    if ledger.storage == "csv":
        return f"{RECORDS}/{ledger.name}/{month}.csv"
    return f"{RECORDS}/{ledger.name}/{month}/{record.id}.yaml"


def edits_of(root: Path, ledgers: Mapping[str, Ledger], drafts: Sequence[Draft]) -> list[FileEdit]:
    """What the drafts make of the files as they are now; FileChanged when a record is no longer what was read."""
    files = _Files(root)
    rows: dict[tuple[str, str], list[Mapping[str, Raw]]] = {}
    for draft in drafts:
        ledger = ledgers[draft.record.ledger]
        if draft.before:
            _must_be_as_read(files, draft.before)
        place = _placed_row if ledger.storage == "csv" else _placed_file
        if row := place(files, ledger, draft):
            rows.setdefault((ledger.name, path_of(ledger, draft.record)), []).append(row)
    for (name, path), added in rows.items():
        files.put(path, csvfile.append(files.now(path), ledgers[name], added))
    return files.edits()


class _Files:
    """Files as they were and as they shall be."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}

    def now(self, path: str) -> bytes | None:
        if path not in self._before:
            try:
                self._before[path] = (self._root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                self._before[path] = None
            self._after[path] = self._before[path]
        return self._after[path]

    def held(self, path: str) -> bytes:
        found = self.now(path)
        if found is None:
            raise FileChanged(path)
        return found

    def put(self, path: str, data: bytes | None) -> None:
        self.now(path)
        self._after[path] = data

    def edits(self) -> list[FileEdit]:
        return [FileEdit(path, self._before[path], after) for path, after in self._after.items()]


def _must_be_as_read(files: _Files, before: Stored) -> None:
    data = files.held(before.path)
    if data == before.data:
        return
    if before.ledger.storage == "yaml" or _row_now(data, before)[1] != before.raw:
        raise FileChanged(before.path)


def _row_now(data: bytes, before: Stored) -> tuple[int, Mapping[str, Raw]]:
    return csv_row(data, before.ledger, before.path, before.id, before.line)


def _placed_file(files: _Files, ledger: Ledger, draft: Draft) -> None:
    before = draft.before
    if before is None:
        path = path_of(ledger, draft.record)
        if files.now(path) is not None:
            raise FileChanged(path)
        files.put(path, yamlfile.dump(draft.raw).encode())
        return
    file = decoded(files.held(before.path))
    order = [*(field.title for field in ledger.fields), PASSED_TITLE]
    changes: dict[Keys, Raw | None] = {(key,): value for key, value in draft.changes.items()}
    text = yamledit.edit(file.text, changes, order)
    data = text.encode("utf-8-sig" if file.encoding == "utf-8-sig" else "utf-8")
    path = _moved_to(ledger, draft)
    if path != before.path:
        files.put(before.path, None)
        if files.now(path) is not None:
            raise FileChanged(path)
    files.put(path, data)


def _moved_to(ledger: Ledger, draft: Draft) -> str:
    """Another month's folder or table when the record's date has moved there; a file put elsewhere by hand stays."""
    before = draft.before
    assert before is not None
    month = month_of(ledger, draft.record)
    return before.path if month in ("", month_of(ledger, before.record)) else path_of(ledger, draft.record)


def _placed_row(files: _Files, ledger: Ledger, draft: Draft) -> Mapping[str, Raw] | None:
    """Changes or removes the row where it stands; gives a row that has to be added to its month's table."""
    before = draft.before
    if before is None:
        return {ID_TITLE: draft.record.id, **draft.raw}
    data = files.held(before.path)
    line, _row = _row_now(data, before)
    if _moved_to(ledger, draft) != before.path:
        files.put(before.path, csvfile.remove(data, ledger, line))
        return {**draft.raw, ID_TITLE: draft.record.id}
    cells: dict[str, Raw] = {key: "" if value is None else value for key, value in draft.changes.items()}
    files.put(before.path, csvfile.replace(data, ledger, line, cells))
    return None
