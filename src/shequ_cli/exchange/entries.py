"""Records on their way in: what was written, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shequ_cli.words.place import Place
from shequ_cli.words.problem import Keys, Problem
from shequ_cli.words.record import Raw


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it was written, and where it begins.

    `columns` are those of a table by key; `text` is that of a YAML record, with blank lines for all that stands above it.
    """

    raw: dict[str, Raw]
    place: Place
    columns: Mapping[str, int] = field(default_factory=dict)
    text: str = ""

    def spot(self, keys: Keys) -> Place:
        """Where the value under these keys stands, as nearly as it is known."""
        if keys and keys[0] in self.columns:
            return self.place._replace(column=self.columns[str(keys[0])])
        if self.text and keys:
            from shequ_cli.store import yamlfile

            known = yamlfile.places(self.text)
            line, column = next((known[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in known), (0, 0))
            return Place(self.place.path, line, column) if line else self.place
        return self.place


@dataclass(frozen=True, slots=True)
class Batch:
    """What a file holds. With problems it is not to be saved: all or nothing."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
