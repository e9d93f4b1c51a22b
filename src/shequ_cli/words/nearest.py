"""Which known name was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(given: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Known names close to `given`, best first; a name that contains it, or the reverse, counts as close."""
    known = list(dict.fromkeys(names))
    close = get_close_matches(given, known, n=most, cutoff=0.5)
    inside = [name for name in known if given and (given in name or name in given) and name not in close]
    return tuple((close + inside)[:most])
