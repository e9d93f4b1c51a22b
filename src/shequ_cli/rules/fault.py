"""What is wrong with one value, before its place in a file is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from shequ_cli.words.problem import Keys, Level
from shequ_cli.words.record import Raw, Value


@dataclass(frozen=True, slots=True)
class Fault:
    """A code of the catalogue and why; `value` is what the text means nevertheless (None: it means nothing)."""

    code: str
    message: str
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    value: Value = None


class Located(NamedTuple):
    """A fault inside a field: keys, titles and names lead from the field to it, and `given` is what stands there."""

    fault: Fault
    given: str = ""
    keys: Keys = ()
    titles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def below(self, key: str | int, title: str, name: str = "") -> Located:
        """The same fault, seen from one step further out."""
        names = (name, *self.names) if name else self.names
        return self._replace(keys=(key, *self.keys), titles=(title, *self.titles), names=names)


@dataclass(frozen=True, slots=True)
class Flawed:
    """A group or list in which something is wrong, with what could be read of it."""

    value: Value
    faults: tuple[Located, ...]


ReadText = Callable[[str], "Value | Fault"]
"""Reads stripped text that is not blank."""

Read = Callable[[Raw], "Value | Fault | Flawed"]
"""Reads what a file holds; None means that the field is absent."""

_LEVELS = {"E": Level.ERROR, "D": Level.DOUBT, "H": Level.HINT}


def level_of(code: str) -> Level:
    """The level that a problem code's first letter stands for: E- error, D- doubt, H- hint."""
    return _LEVELS[code[0]]


def prefix_of(level: Level) -> str:
    """The letter with which the codes of a level begin."""
    return next(letter for letter, known in _LEVELS.items() if known is level)
