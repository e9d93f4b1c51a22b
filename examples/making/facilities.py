"""功能室阵地 and 便民网点: what the community has, as it stands today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from making.town import Town, Values

_DATES = {
    "opened": "opened_on",
    "closed": "closed_on",
    "updated": "updated_on",
    "accepted": "accepted_on",
    "lease": "lease_until",
}
_NUMBERS = ("area", "board_area", "board_height", "cost", "rent", "income")


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Both ledgers, oldest first."""
    words = town.words["facilities"]
    for name, rows in (("facility", words["facilities"]), ("service_point", words["points"])):
        yield name, sorted(map(_record, rows), key=lambda one: one["opened_on"])


def _record(row: Mapping[str, Any]) -> Values:
    found: Values = {}
    for name, value in row.items():
        if name in _DATES:
            found[_DATES[name]] = date.fromisoformat(value)
        else:
            found[name] = Decimal(str(value)) if name in _NUMBERS else value
    return found
