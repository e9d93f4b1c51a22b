"""What the record files of a store say, read without shequ: the stories reckon their numbers from this."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def lines(root: Path, ledger: str) -> list[dict[str, str]]:
    """The rows of a ledger kept as tables, file by file: header → text."""
    found: list[dict[str, str]] = []
    for path in sorted((root / "records" / ledger).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += csv.DictReader(file)
    return found


def papers(root: Path, ledger: str) -> dict[str, Mapping[str, Any]]:
    """The records of a ledger kept as one file each: id → key → text."""
    files = sorted((root / "records" / ledger).rglob("*.yaml"))
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader) for path in files}


def bytes_of(root: Path) -> dict[str, bytes]:
    """Every record file of a store: what a refused command must not have touched."""
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "records").rglob("*") if path.is_file()}
