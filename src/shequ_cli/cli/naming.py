"""Names that do not exist, told with the ones that do."""

from __future__ import annotations

from collections.abc import Iterable

from shequ_cli.words.errors import UnknownName
from shequ_cli.words.nearest import nearest


def unknown(kind: str, given: str, names: Iterable[str]) -> UnknownName:
    """No such name: with the nearest ones, or with all of them when none is near."""
    known = list(dict.fromkeys(names))
    near = nearest(given, known)
    return UnknownName(kind, given, near, () if near else known)
