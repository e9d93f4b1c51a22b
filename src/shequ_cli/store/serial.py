"""Paper numbers (案号, 档号): a pattern with {year} and {number}, the number one more than the highest so far."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.store.columns import quoted, table_of
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _


@dataclass(frozen=True, slots=True)
class Serial:
    """A field's `x-serial`: counted `per` year or (with "") for ever, given `at` a state or (with "") when entered."""

    field: Field
    pattern: str
    per: str
    at: str

    def text(self, year: int, number: int) -> str:
        """The paper number."""
        return self.pattern.format(year=year, number=number)

    def number(self, text: str, year: int) -> int:
        """The number in a paper number of that year; 0 for those of other years and other patterns."""
        found = re.fullmatch(self._expression, text)
        if not found:
            return 0
        told = found.groupdict().get("year")
        return int(found["number"]) if self.per != "year" or told is None or int(told) == year else 0

    @property
    def _expression(self) -> str:
        parts = {"year": r"(?P<year>\d{4})", "number": r"(?P<number>\d+)"}
        pieces = Formatter().parse(self.pattern)
        return "".join(re.escape(literal) + parts.get(name or "", "") for literal, name, _spec, _conversion in pieces)


def serials(ledger: Ledger) -> list[Serial]:
    """The fields of a ledger that hold paper numbers; BadDefinition when a pattern has no {number}, or another word."""
    return [_serial(ledger, field, field.serial) for field in ledger.fields if field.serial]


def _serial(ledger: Ledger, field: Field, raw: Mapping[str, str]) -> Serial:
    pattern = str(raw.get("pattern", ""))
    words = {word for _literal, word, _spec, _conversion in Formatter().parse(pattern) if word is not None}
    if "number" not in words or words - {"year", "number"}:
        why = _("{title}的 x-serial 要写 pattern，里面用 {{number}} 和 {{year}}").format(title=field.title)
        raise BadDefinition(ledger.name, why)
    return Serial(field, pattern, str(raw.get("per", "")), str(raw.get("at", "")))


def next_text(connection: sqlite3.Connection, ledger: str, serial: Serial, year: int, given: Iterable[str] = ()) -> str:
    """The next free paper number, after those in the index and those just `given`."""
    column = quoted(serial.field.name)
    known = connection.execute(f"SELECT {column} FROM {table_of(ledger)} WHERE {column} IS NOT NULL")
    numbers = [serial.number(str(text), year) for (text,) in known]
    numbers += [serial.number(text, year) for text in given]
    return serial.text(year, max(numbers, default=0) + 1)
