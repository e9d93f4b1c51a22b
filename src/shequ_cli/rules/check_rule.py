"""What the rules of checks are made of: what breaks one, which of its fields a record fills, how a value is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shequ_cli.rules.check_terms import Values
from shequ_cli.rules.schema import Field
from shequ_cli.rules.texts import blank_words
from shequ_cli.rules.writing import text_of
from shequ_cli.words.problem import Keys
from shequ_cli.words.record import Value


@dataclass(frozen=True, slots=True)
class Breach:
    """The field at which a check fails, why, and the value that would be right where it can be calculated."""

    field: Field
    why: str
    right: str = ""
    code: str = ""
    """The name of the problem's code, where it is not the check's usual one: a total may mix units."""
    at: Keys = ()
    """The way from the record to the item that holds the field: name of the list, position."""


Rule = Callable[[Values], Sequence[Breach]]
"""Run on every record read: a kept rule gives () at once."""

Filled = list[tuple[Field, Any]]
"""Fields that are not blank, with their values."""


def filled_of(fields: Sequence[Field]) -> Callable[[Values], Filled]:
    """Finds which of these fields a record fills in, in their order."""
    names = [(field.name, field) for field in fields]
    blanks = frozenset().union(*map(blank_words, fields))

    def filled(values: Values) -> Filled:
        found = [(field, value) for name, field in names if (value := values.get(name)) is not None]
        if not blanks:
            return found
        return [(field, value) for field, value in found if not isinstance(value, str) or value not in blanks]

    return filled


def shown(field: Field, value: Value) -> str:
    """A value inside a message, which nobody masks later: that of a personal field is not said."""
    return "" if field.mask or field.privacy in ("personal", "sensitive") else text_of(field, value)


def meant(total: Field, right: Value) -> str:
    """What a number should be, as its field can hold it; nothing where a count would need decimals."""
    if total.kind == "integer" and isinstance(right, Decimal):
        return str(int(right)) if right == int(right) else ""
    return text_of(total, right)
