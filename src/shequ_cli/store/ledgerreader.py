"""What reads the files of one ledger. What it needs for that is loaded when the first file has to be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.place import Place

if TYPE_CHECKING:
    from shequ_cli.rules.reading import Reader
    from shequ_cli.store.filerows import FileRows


@dataclass(frozen=True)
class LedgerReader:
    """A ledger with what its records are judged by."""

    ledger: Ledger
    codelists: Mapping[str, Codelist]
    today: date
    place: Place = Place()
    """Where the definition stands."""

    def prove(self, ledgers: Collection[str]) -> None:
        """Raise BadDefinition, with file, unless the definition holds together; `ledgers` are the words of all."""
        from shequ_cli.rules.definition import hold_together

        hold_together(self.ledger, self.codelists, ledgers=ledgers, where=self.place)

    @cached_property
    def reader(self) -> Reader:
        """The rules, compiled."""
        from shequ_cli.rules.reading import Reader

        return Reader(self.ledger, self.codelists, self.today)

    @cached_property
    def rows(self) -> FileRows:
        """Files to rows of the index."""
        from shequ_cli.store.filerows import FileRows

        return FileRows(self.ledger, self.reader)

    def prepared(self) -> FileRows:
        """`rows`, compiled now, so that child processes need not."""
        return self.rows


Readers = Mapping[str, LedgerReader]
