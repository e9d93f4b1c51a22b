"""责任分工 and 领导小组: the eighteen fire duties with who leads, cooperates and carries out, and the leading groups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from making.town import Town, Values

SET_ON = date(2025, 12, 19)
"""The day on which the division of duties was laid down."""

_DATES = ("set_up_on", "adjusted_on", "reviewed_on", "ended_on")


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """The matrix of duties, then the groups by the days on which they were set up."""
    words = town.words["duty"]
    yield "duty", [_duty(words, entry) for entry in words["duties"]]
    yield "group", sorted(map(_group, words["groups"]), key=lambda group: group["set_up_on"])


def _duty(words: Values, entry: dict[str, Any]) -> Values:
    level = words["levels"][entry["number"].partition("-")[0]]
    return {"scheme": words["scheme"], "level": level, **entry, "set_on": SET_ON}


def _group(entry: dict[str, Any]) -> Values:
    return entry | {name: date.fromisoformat(str(entry[name])) for name in _DATES if name in entry}
