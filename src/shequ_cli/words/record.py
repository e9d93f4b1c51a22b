"""A record as typed values; how it is stored or shown is not its business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

# A raw value is what a file holds: text, lists and mappings of text, nothing typed yet.
Raw = str | list["Raw"] | dict[str, "Raw"]

# Typed values: money and other numbers are Decimal, counts int, code values the code's title.
Value = None | str | bool | int | Decimal | date | datetime | tuple["Value", ...] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a ledger. `values` is keyed by field name and holds only fields that were filled in."""

    ledger: str
    id: str
    values: Mapping[str, Value]
    path: str = ""
    line: int = 0
    passed: Mapping[str, str] = field(default_factory=dict)
    """Doubts passed by the clerk: problem code → written reason (疑问说明)."""
    unknown: Mapping[str, Raw] = field(default_factory=dict)
    """Keys the schema does not know, kept as written."""
