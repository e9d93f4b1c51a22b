"""A store for each test of the trade's ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fieldstore import FieldStore


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FieldStore]:
    """An empty store on 2026-10-28."""
    found = FieldStore(tmp_path)
    with found.store:
        yield found
