"""How a ledger's fields lie in the index: one column a field, money as integer 分, lists and groups as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from json.encoder import encode_basestring
from typing import Any

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.record import Record, Value

Cell = str | int | float | None

_TYPES: Mapping[str, str] = {"integer": "INTEGER", "boolean": "INTEGER", "money": "INTEGER", "number": "REAL"}
_HUNDRED = Decimal(100)
_JSON = json.JSONEncoder(ensure_ascii=False, default=str)
"""Dates and exact numbers inside lists and groups are kept as text."""


def quoted(name: str) -> str:
    """A name as SQL takes it whatever it is: case is a keyword."""
    return '"' + name.replace('"', '""') + '"'


def table_of(ledger: str) -> str:
    """The physical table of a ledger, quoted."""
    return quoted(f"_{ledger}")


def columns(ledger: Ledger) -> list[tuple[str, str]]:
    """Names and SQL types of a ledger's field columns, in order; a list is followed by its count."""
    found: list[tuple[str, str]] = []
    for field in ledger.fields:
        found.append((field.name, _TYPES.get(field.kind, "TEXT")))
        if field.kind == "list":
            found.append((f"{field.name}_count", "INTEGER"))
    return found


def to_cell(field: Field) -> Callable[[Any], Cell]:
    """The function that turns a field's typed value into its column's."""
    if field.kind in ("list", "group"):
        return _texts if field.item and field.item.kind in ("text", "code") else _JSON.encode
    return _CELLS.get(field.kind, str)


def _texts(values: Sequence[str]) -> str:
    """The same as the encoder writes, in half its time."""
    return f"[{', '.join(map(encode_basestring, values))}]"


def _fen(value: Decimal) -> int:
    return int((value * _HUNDRED).to_integral_value(ROUND_HALF_UP))


_CELLS: Mapping[str, Callable[[Any], Cell]] = {
    "date": date.isoformat,
    "integer": int,
    "boolean": int,
    "money": _fen,
    "number": float,
}


def _unpacked(field: Field, value: Any) -> Value:  # noqa: ANN401 - what JSON gave
    if field.kind == "list" and isinstance(value, list) and field.item:
        return tuple(_unpacked(field.item, item) for item in value)
    if field.kind == "group" and isinstance(value, dict):
        inner = {item.name: item for item in field.fields}
        return {name: _unpacked(inner[name], item) if name in inner else item for name, item in value.items()}
    if field.kind == "date" and isinstance(value, str):
        return _date_or_text(value)
    if field.kind in ("money", "number") and isinstance(value, str):
        return _number_or_text(value)
    return value  # type: ignore[no-any-return]


def _date_or_text(text: str) -> Value:
    """A field may hold an allowed blank word (不适用) in place of a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _number_or_text(text: str) -> Value:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def from_cell(field: Field) -> Callable[[Any], Value]:
    """The function that turns a column's value (never NULL) back into the field's typed value."""
    if field.kind in ("list", "group"):
        return lambda cell: _unpacked(field, json.loads(cell))
    return _VALUES.get(field.kind, str)


_VALUES: Mapping[str, Callable[[Any], Value]] = {
    "date": date.fromisoformat,
    "integer": int,
    "boolean": bool,
    "money": lambda cell: Decimal(cell).scaleb(-2),
    "number": lambda cell: Decimal(repr(cell)) if cell != int(cell) else Decimal(int(cell)),
}


class Packer:
    """Turns a ledger's records into rows; built once a ledger, called for every record."""

    def __init__(self, ledger: Ledger) -> None:
        names = [name for name, _ in columns(ledger)]
        self.names = ("id", "_line", *names, "_extra", "_text", "_private", "_file")
        self._empty: list[Cell] = [0 if name.endswith("_count") and name[:-6] in names else None for name in names]
        self._places = {
            field.name: (
                names.index(field.name),
                None if field.kind in ("text", "code", "month", "time") else to_cell(field),
                frozenset(map(str, field.raw.get("x-blank", ()))),
                field.kind == "list",
            )
            for field in ledger.fields
        }

    def cells(self, values: Mapping[str, Value]) -> tuple[list[Cell], Mapping[str, str]]:
        """The field columns in order, and the blank words (不适用, 未报) that stand as NULL among them."""
        row = self._empty.copy()
        blanks: dict[str, str] = {}
        for name, value in values.items():
            place, cell_of, blank_words, counted = self._places[name]
            if blank_words and value in blank_words:
                blanks[name] = str(value)
                continue
            row[place] = cell_of(value) if cell_of else value  # type: ignore[assignment]
            if counted:
                row[place + 1] = len(value)  # type: ignore[arg-type]
        return row, blanks


def extra(passed: Mapping[str, str], unknown: Mapping[str, Any], blanks: Mapping[str, str]) -> str | None:
    """What a record has beside its fields, as JSON; None for most."""
    if not (passed or unknown or blanks):
        return None
    return json.dumps({"passed": dict(passed), "unknown": dict(unknown), "blank": dict(blanks)}, ensure_ascii=False)


class Unpacker:
    """Turns rows of the index back into records."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger.name
        self._fields = [(field.name, from_cell(field)) for field in ledger.fields]
        path = "(SELECT folder || '/' || name FROM shequ_files WHERE shequ_files.id = _file)"
        names = ["id", path, "_line", "_extra", *(quoted(field.name) for field in ledger.fields)]
        self.select = f"SELECT {', '.join(names)} FROM {table_of(ledger.name)}"
        """No other table is in sight, so that conditions need not say whose a column is."""

    def record(self, row: Sequence[Any]) -> Record:
        """The record of one row of `select`."""
        id, path, line, more = row[:4]
        values = {
            name: value_of(cell)
            for (name, value_of), cell in zip(self._fields, row[4:], strict=True)
            if cell is not None
        }
        if more is None:
            return Record(self._ledger, id, values, path, line)
        kept = json.loads(more)
        return Record(self._ledger, id, values | kept["blank"], path, line, kept["passed"], kept["unknown"])

    def records(self, rows: Iterable[Sequence[Any]]) -> list[Record]:
        """The records of many rows."""
        return [self.record(row) for row in rows]
