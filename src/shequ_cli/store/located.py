"""The line and column of a field's value, looked up in its file: only for records that have a problem."""

from __future__ import annotations

from pathlib import Path

from shequ_cli.rules.schema import ID_TITLE, Field, Ledger
from shequ_cli.store import csvfile, yamlfile
from shequ_cli.store.encoding import decoded
from shequ_cli.words.place import Place


class Locator:
    """Remembers the tables it has read, for a ledger's other problems."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._tables: dict[str, csvfile.CsvTable] = {}

    def place(self, ledger: Ledger, path: str, line: int, field: Field | None) -> Place:
        """Where the field's value stands in a record that begins in `line`; without a field, where its id does."""
        try:
            if ledger.storage == "csv":
                column = self._table(ledger, path).column(field.title if field else ID_TITLE)
                return Place(path, line, column or 1)
            return Place(path, *self._in_yaml(path, field)) if field else Place(path, line, 1)
        except OSError:
            return Place(path, line)

    def _table(self, ledger: Ledger, path: str) -> csvfile.CsvTable:
        if path not in self._tables:
            self._tables[path] = csvfile.parse((self._root / path).read_bytes(), ledger, path)
        return self._tables[path]

    def _in_yaml(self, path: str, field: Field) -> tuple[int, int]:
        places = yamlfile.places(decoded((self._root / path).read_bytes()).text)
        return next((places[word,] for word in field.words if (word,) in places), (1, 1))
