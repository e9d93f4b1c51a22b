"""Record ids: making new ones, and finding the one that a tail names."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Container, Iterable

from shequ_cli.store.columns import table_of

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u, so that ids can be read aloud."""

_LOOK_ALIKES = str.maketrans("oil", "011")
_LENGTH = 4


def new_id(ledger: str, day: str, taken: Container[str]) -> str:
    """A fresh id of a record dated `day` (2026-03-12, or a month)."""
    digits = day.replace("-", "").ljust(8, "0")[:8] if len(day) > 7 else day.replace("-", "") + "01"
    while (id := f"{ledger}-{digits}-{_random()}") in taken:
        continue
    return id


def _random() -> str:
    import secrets

    return "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))


def ledger_of(id: str) -> str:
    """The ledger that a full id belongs to; "" for other texts."""
    found = re.fullmatch(r"(.+)-\d{8}-[0-9a-z]{4}", id)
    return found[1] if found else ""


def is_id(text: str, ledger: str) -> bool:
    """Whether a text is a full id of this ledger."""
    return re.fullmatch(rf"{re.escape(ledger)}-\d{{8}}-[{ALPHABET}]{{{_LENGTH}}}", text) is not None


def normal_tail(tail: str) -> str:
    """A tail as ids are written: small letters, and o i l in the random part as the digits they look like."""
    head, dash, code = tail.strip().lower().rpartition("-")
    return head + dash + code.translate(_LOOK_ALIKES)


def ids_ending(connection: sqlite3.Connection, ledgers: Iterable[str], tail: str) -> list[str]:
    """Every id that ends so."""
    found: list[str] = []
    for ledger in ledgers:
        rows = connection.execute(
            f"SELECT DISTINCT id FROM {table_of(ledger)} WHERE substr(id, -length(?)) = ? ORDER BY id", (tail, tail)
        )
        found.extend(id for (id,) in rows)
    return found


def ids_like(connection: sqlite3.Connection, ledgers: Iterable[str], tail: str, most: int = 3) -> tuple[str, ...]:
    """Ids whose random part differs from that of `tail` in one character at most."""
    code = tail.rpartition("-")[2][-_LENGTH:]
    if len(code) < _LENGTH:
        return ()
    patterns = [f"%{code[:place]}_{code[place + 1 :]}" for place in range(_LENGTH)]
    either = " OR ".join("id LIKE ?" for _ in patterns)
    found: list[str] = []
    for ledger in ledgers:
        select = f"SELECT DISTINCT id FROM {table_of(ledger)} WHERE {either} ORDER BY id DESC LIMIT ?"
        found.extend(id for (id,) in connection.execute(select, (*patterns, most)))
    return tuple(found[:most])
