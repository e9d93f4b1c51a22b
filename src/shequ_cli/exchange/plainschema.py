"""A ledger as plain JSON Schema 2020-12 for editors: keyed by titles as files are, code lists as enumerations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import PASSED_TITLE, Field, Ledger
from shequ_cli.words.language import _

_COPIED = (
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
)

_PLAIN: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": ["string", "number"]},
    "date": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
    "time": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "money": {"type": "number"},
    "boolean": {"enum": ["是", "否"]},
}
"""How a file's text looks to an editor: a phone number without quotes is a number to it, so text may be one."""


def plain_schema(ledger: Ledger, codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    """The schema of one record of a YAML ledger, or of one row of a CSV ledger."""
    schema = _object(ledger.fields, codelists)
    if ledger.storage == "yaml":
        reasons = {"type": "object", "additionalProperties": {"type": "string"}}
        schema["properties"][PASSED_TITLE] = {"description": _("疑问代码和理由"), **reasons}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"shequ:plain/{ledger.name}",
        "title": ledger.title,
        **({"description": str(ledger.raw["description"])} if ledger.raw.get("description") else {}),
        **schema,
        "additionalProperties": ledger.open_fields,
    }


def _object(fields: Sequence[Field], codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [field.title for field in fields if field.required],
        "properties": {field.title: _field(field, codelists) for field in fields},
    }


def _field(field: Field, codelists: Mapping[str, Codelist]) -> dict[str, Any]:
    said = {"description": field.hint} if field.hint else {}
    limits = {key: field.raw[key] for key in _COPIED if key in field.raw}
    if field.kind == "list" and field.item:
        return {**said, "type": "array", "items": _field(field.item, codelists), **limits}
    if field.kind == "group":
        return {**said, **_object(field.fields, codelists), "additionalProperties": False}
    if field.kind == "code":
        return {**said, "enum": titles(field, codelists)}
    plain = {**said, **_PLAIN[field.kind], **limits}
    blanks = [str(word) for word in field.raw.get("x-blank", ())]
    return {"anyOf": [plain, {"enum": blanks}]} if blanks else plain


def titles(field: Field, codelists: Mapping[str, Codelist]) -> list[str]:
    """What a coded field may say."""
    codes = codelists.get(field.codelist)
    return list(codes.titles) if codes else [str(word) for word in field.raw.get("enum", ())]
