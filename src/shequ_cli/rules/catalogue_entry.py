"""One entry of the catalogue of problem codes."""

from __future__ import annotations

from typing import NamedTuple


class Explained(NamedTuple):
    """A problem code: its name, what it means, and how to mend it."""

    code: str
    title: str
    meaning: str
    mend: str
