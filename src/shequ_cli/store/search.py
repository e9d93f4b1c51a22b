"""Finds records by any part of their texts: two-character words too, which a word index would miss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shequ_cli.rules.privacy import Audience, masked
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.rules.writing import text_of
from shequ_cli.store.columns import Unpacker, quoted
from shequ_cli.store.index import Index
from shequ_cli.store.label import label_of
from shequ_cli.store.searchtext import normal
from shequ_cli.words.record import Record

_AROUND = 16
"""Characters shown on each side of what was found."""


@dataclass(frozen=True)
class Hit:
    """A record that holds every word. What is shown of it is worked out when it is asked for: there may be thousands."""

    definition: Ledger
    id: str
    _row: Sequence[Any]
    _unpacker: Unpacker
    _words: Sequence[str]
    _audience: Audience

    @property
    def ledger(self) -> str:
        """The name of its ledger."""
        return self.definition.name

    @cached_property
    def record(self) -> Record:
        """The record, as recorded."""
        return self._unpacker.record(self._row)

    @cached_property
    def label(self) -> str:
        """The record in one line, masked unless the search was private."""
        return label_of(self.definition, self.record, self._audience)

    @property
    def field(self) -> Field | None:
        """The first field that holds one of the words."""
        return self._found[0]

    @property
    def snippet(self) -> str:
        """The text around the word, masked unless the search was private."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[Field | None, str]:
        for word in self._words:
            for known in self.definition.fields:
                text = text_of(known, masked(known, self.record.values.get(known.name), self._audience))
                if (at := normal(text).find(word)) >= 0:
                    return known, _around(text, at, len(word))
        return None, ""


def _around(text: str, at: int, length: int) -> str:
    """The text around a hit; `at` counts in the normal form, which is nearly always as long."""
    start, end = max(at - _AROUND, 0), at + length + _AROUND
    shown = text[start:end].replace("\n", " ")
    return ("…" if start else "") + shown + ("…" if end < len(text) else "")


def search(index: Index, ledgers: Iterable[Ledger], text: str, *, private: bool, limit: int = 0) -> list[Hit]:
    """Records that hold all words of `text`, newest first within each ledger.

    Open texts hold personal values masked, and so do the hits; `private` looks through them and shows them as recorded.
    """
    words = normal(text).split()
    return [hit for ledger in ledgers for hit in _in_ledger(index, ledger, words, private, limit)] if words else []


def _in_ledger(index: Index, ledger: Ledger, words: Sequence[str], private: bool, limit: int) -> list[Hit]:
    unpacker = Unpacker(ledger)
    audience = Audience.INTERNAL if private else Audience.UPWARD
    holds = "(instr(_text, ?) OR instr(_private, ?))" if private else "instr(_text, ?)"
    where = " AND ".join(holds for _word in words)
    parameters = [word for word in words for _each in range(2 if private else 1)]
    order = f"{quoted(ledger.field(ledger.date).name)} DESC, id"
    bound = f" LIMIT {limit:d}" if limit else ""
    rows = index.connection.execute(f"{unpacker.select} WHERE {where} ORDER BY {order}{bound}", parameters)
    return [Hit(ledger, row[0], row, unpacker, words, audience) for row in rows]
