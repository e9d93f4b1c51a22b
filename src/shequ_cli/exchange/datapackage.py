"""The CSV ledgers as a Data Package (Frictionless): every file a resource, its columns typed by the ledger's schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from shequ_cli.exchange.plainschema import titles
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import ID_TITLE, Field, Ledger

MISSING = ["", "不适用", "未报"]

_TYPES: Mapping[str, Mapping[str, Any]] = {
    "date": {"type": "date"},
    "month": {"type": "yearmonth"},
    "time": {"type": "time", "format": "%H:%M"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "money": {"type": "number"},
    "boolean": {"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]},
}
_LIMITS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "minLength",
    "maxLength": "maxLength",
    "pattern": "pattern",
}


class CsvFile(NamedTuple):
    """A file of a ledger: its path beside the descriptor, and its header."""

    ledger: Ledger
    path: str
    header: tuple[str, ...]


def descriptor(name: str, title: str, files: Iterable[CsvFile], codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    """datapackage.json; with --dir at its folder, `frictionless validate` reads every file through it."""
    resources = [_resource(file, codelists) for file in files]
    return {"name": name, "title": title, "profile": "data-package", "resources": resources}


def _resource(file: CsvFile, codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    stem = file.path.rpartition("/")[2].removesuffix(".csv").lower()
    ledger = file.ledger
    fields = [_column(ledger, key, codelists) for key in file.header]
    schema: dict[str, Any] = {"fields": fields, "missingValues": MISSING}
    if ID_TITLE in file.header:
        schema["primaryKey"] = [ID_TITLE]
    name = ledger.name if stem == ledger.name else f"{ledger.name}-{stem}"
    return {
        "name": name,
        "title": ledger.title,
        "path": file.path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": schema,
    }


def _column(ledger: Ledger, key: str, codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    if not ledger.has(key):
        return {"name": key, "type": "string"}
    field = ledger.field(key)
    constraints = {theirs: field.raw[ours] for ours, theirs in _LIMITS.items() if ours in field.raw}
    if field.required:
        constraints["required"] = True
    if field.kind == "code":
        constraints["enum"] = titles(field, codelists)
    return {"name": key, **_type(field), **({"constraints": constraints} if constraints else {})}


def _type(field: Field) -> Mapping[str, Any]:
    return {**_TYPES.get(field.kind, {"type": "string"}), **({"description": field.hint} if field.hint else {})}
