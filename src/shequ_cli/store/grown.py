"""A table to which rows were added at its end: what every `add` does to a CSV ledger, and cheap to see."""

from __future__ import annotations

from pathlib import Path

from shequ_cli.store.changes import Change, Known
from shequ_cli.store.fileread import FileRead, digest_of
from shequ_cli.store.gather import bytes_of
from shequ_cli.store.ledgerreader import LedgerReader


def grown(root: Path, reader: LedgerReader, change: Change) -> FileRead | None:
    """The new rows, where nothing else changed and nothing is wrong before them or with them; None: read it whole."""
    known = change.known
    if known is None or not known.clean or known.due or reader.ledger.storage != "csv":
        return None
    try:
        data = bytes_of(f"{root}/{change.task.path}")
    except OSError:
        return None
    rest = _rest(data, known)
    if rest is None:
        return None
    read = reader.rows.read_rest(change.task, *rest)
    return None if read.problems else read._replace(digest=digest_of(data))


def _rest(data: bytes, known: Known) -> tuple[bytes, int] | None:
    """The first line with what stands behind the known content, and how many lines lie between."""
    size = int(known.stamp.rpartition(" ")[2])
    before, behind = data[:size], data[size:]
    lines = before.count(b"\n")
    if not behind or not before.endswith(b"\n") or digest_of(before) != known.digest:
        return None
    if before.count(b"\r") not in (0, lines):  # a lone one ends a line too
        return None
    return before[: before.index(b"\n") + 1] + behind, lines - 1
