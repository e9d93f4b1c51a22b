"""shequ: records of a residents' committee in plain files, checked, counted and written up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from shequ_cli.store.store import Store

__version__ = "0.1.0"


def open_store(path: Path | str = ".") -> Store:
    """The store at or above `path`; `open_store(path).table("case")` is a pandas DataFrame of one ledger."""
    from pathlib import Path

    from shequ_cli.store.store import Store

    return Store.open(Path(path))
