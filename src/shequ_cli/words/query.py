"""A question to whoever holds the data: portable SQL text, parameters, and what its answer depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """`ledger` and `column` say which dates of which ledger the answer depends on; "" means every one."""

    sql: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    ledger: str = ""
    column: str = ""


class Data(Protocol):
    """What a figure asks of a data holder. A store answers from its SQLite index."""

    def rows(self, query: Query) -> Sequence[Row]:
        """The answer now."""
        ...

    def kept(self, query: Query) -> Sequence[Row]:
        """The answer, kept until a record of `query.ledger` changes."""
        ...

    def monthly(self, query: Query, months: Sequence[str]) -> Mapping[str, Sequence[Row]]:
        """The answer for each month ("2026-03"), kept until a record with a `query.column` date in it changes.

        The query takes :start and :end (ISO dates, half open) and gives the month as its first column, which
        the mapping's rows leave out. Every month asked for is a key, with no rows where there is nothing.
        """
        ...
