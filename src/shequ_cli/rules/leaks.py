"""Personal values in texts that are to be posted: what a field may hold by its class, somebody may still have written into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unicodedata import normalize

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.record import Value

_NUMBERS = re.compile(
    r"""(?<!\d) 1[3-9]\d ([\ .-]?) \d{4} \1 \d{4} (?!\d)
    | (?<![\dA-Za-z]) (?: \d{17}[\dXx] | \d{15} | \d{16,19}
        | \d{6}[\ -]\d{8}[\ -]\d{3}[\dXx] | [3-6]\d{3}(?:[\ -]\d{4}){3}(?:[\ -]\d{1,3})? ) (?![\dA-Za-z])""",
    re.VERBOSE,
)
"""Mobile numbers, whatever stands before them; citizen numbers and bank cards; all of them also as they are grouped."""

_PERSONAL = ("personal", "sensitive")
_SHORTEST = 2  # characters: a name; what is shorter stands in other words too


def leak(ledger: Ledger, values: Mapping[str, Value], posted: Mapping[str, str]) -> str:
    """The title of the first posted field whose text holds a personal number, or a personal value of its own record; "" if none."""
    secrets = {
        _plain(text) for field in ledger.fields for text in _secrets(field, values.get(field.name), closed=False)
    }
    for name, text in posted.items():
        field = ledger.field(name)
        numbers = not field.mask and has_number(text)
        if numbers or any(secret in _plain(text) for secret in secrets):
            return field.title
    return ""


def has_number(text: str) -> bool:
    """Whether a text holds a mobile, citizen or card number, in whatever digits (１３９ as well)."""
    return _NUMBERS.search(normalize("NFKC", text)) is not None


def _plain(text: str) -> str:
    """What a text says, however its letters are set."""
    return "".join(normalize("NFKC", text).split())


def _secrets(field: Field, value: Value, *, closed: bool) -> Iterator[str]:
    """The texts inside a personal field, or inside what such a field holds."""
    closed = closed or field.privacy in _PERSONAL
    if isinstance(value, tuple):
        for each in value:
            yield from _secrets(field.item or field, each, closed=closed)
    elif isinstance(value, Mapping):
        for part in field.fields:
            yield from _secrets(part, value.get(part.name), closed=closed)
    elif closed and field.kind == "text" and isinstance(value, str) and len(value) >= _SHORTEST:
        yield value
