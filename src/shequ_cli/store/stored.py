"""One record as it stands in its file: what was written, what it means, and the bytes around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from shequ_cli.rules.reading import Reading
from shequ_cli.rules.schema import ID_TITLE, Ledger
from shequ_cli.store import csvfile, yamlfile
from shequ_cli.store.ledgerreader import LedgerReader
from shequ_cli.words.errors import Refused, UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.record import Raw, Record


@dataclass(frozen=True, slots=True)
class Stored:
    """A record in its file. `raw` is keyed as written (YAML) or by titles (CSV)."""

    ledger: Ledger
    id: str
    path: str
    line: int
    raw: dict[str, Raw]
    reading: Reading
    data: bytes = field(repr=False)

    @property
    def record(self) -> Record:
        """The record as typed values."""
        found = self.reading
        return Record(self.ledger.name, self.id, found.values, self.path, self.line, found.passed, found.unknown)

    def key(self, word: str) -> str:
        """The key under which a field stands in the file, or would: its title."""
        known = self.ledger.field(word)
        return self.reading.written.get(known.name, known.title)


def stored(root: Path, reader: LedgerReader, id: str, path: str, line: int = 1) -> Stored:
    """The record, read anew; UnknownName when its file does not hold it any more, Refused when it cannot be parsed."""
    try:
        data = (root / path).read_bytes()
    except OSError:
        raise UnknownName(_("记录"), id) from None
    if reader.ledger.storage == "csv":
        number, raw = csv_row(data, reader.ledger, path, id, line)
        return Stored(reader.ledger, id, path, number, raw, reader.reader.read(raw), data)
    parsed = yamlfile.parse(data, path)
    if parsed.broken:
        raise Refused(parsed.problems)
    return Stored(reader.ledger, id, path, 1, parsed.tree, reader.reader.read(parsed.tree), data)


def csv_row(data: bytes, ledger: Ledger, path: str, id: str, line: int = 0) -> tuple[int, dict[str, Raw]]:
    """Line and cells of the row with this id (the one in `line` first, should there be two)."""
    rows = csvfile.parse(data, ledger, path).rows
    named = [(number, row) for number, row in rows if str(row.get(ID_TITLE, "")).strip() == id]
    nameless = [(number, row) for number, row in rows if f"{path}:{number}" == id]
    found = named or nameless
    if not found:
        raise UnknownName(_("记录"), id)
    return next((each for each in found if each[0] == line), found[0])
