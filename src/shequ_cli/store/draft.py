"""A record as it would be saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shequ_cli.store.stored import Stored
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Raw, Record

NEW, EDIT, STATE = "new", "edit", "state"


@dataclass(frozen=True, slots=True)
class Draft:
    """A new record, or a change of one. `problems` are those that the change brings; old faults are left out."""

    kind: str
    """new, edit or state."""
    record: Record
    raw: Mapping[str, Raw]
    """What the file would hold, keyed as in the file."""
    problems: tuple[Problem, ...] = ()
    changes: Mapping[str, Raw | None] = field(default_factory=dict)
    """The keys of the file that change, as they would be written; None removes."""
    before: Stored | None = None
    """The record as it stands; None for a new one."""
    serials: Mapping[str, str] = field(default_factory=dict)
    """Paper numbers that were given here, by field name: the next ones free."""

    @property
    def refusing(self) -> tuple[Problem, ...]:
        """The problems that keep it from being saved: errors, and doubts without a reason. Hints never do."""
        return tuple(problem for problem in self.problems if problem.level is not Level.HINT)
