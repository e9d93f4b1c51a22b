"""Typed values to what a file holds; reading what was written gives the same values back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from shequ_cli.rules.schema import PASSED_TITLE, Field, Ledger
from shequ_cli.words.record import Raw, Value

_PASSED = re.compile(r"[；;]\s*(?=[A-Z]-[\w-]+\s*[=＝])")


def text_of(field: Field, value: Value) -> str:
    """A value as a person writes it: 2026-03-12, 1200.00, 是, 甲、乙; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:.2f}" if field.kind == "money" else format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _joined([text_of(field.item or field, item) for item in value])
    if isinstance(value, Mapping):
        parts = {each.title: text_of(each, value.get(each.name)) for each in field.fields}
        return "，".join(f"{title}：{text}" for title, text in parts.items() if text)
    return str(value)


def _joined(texts: list[str]) -> str:
    """Items of a list in one cell; a text that itself holds 、 makes ； the joint, which even one item then ends with."""
    if not any("、" in text for text in texts):
        return "、".join(texts)
    return "；".join(texts) if len(texts) > 1 else f"{texts[0]}；"


def raw_of(field: Field, value: Value) -> Raw:
    """A value as a YAML file holds it: lists and groups keep their shape, keyed by titles."""
    if isinstance(value, tuple):
        return [raw_of(field.item or field, item) for item in value]
    if isinstance(value, Mapping):
        return {each.title: raw_of(each, value[each.name]) for each in field.fields if value.get(each.name) is not None}
    return text_of(field, value)


def to_raw(
    ledger: Ledger,
    values: Mapping[str, Value],
    *,
    passed: Mapping[str, str] | None = None,
    unknown: Mapping[str, Raw] | None = None,
) -> dict[str, Raw]:
    """What a file holds for these values: by title in the schema's order, then unknown keys, then passed doubts.

    A CSV ledger's lists become one text each. Fields without a value are left out.
    """
    write = text_of if ledger.storage == "csv" else raw_of
    filled = [field for field in ledger.fields if values.get(field.name) is not None]
    raw: dict[str, Raw] = {field.title: write(field, values[field.name]) for field in filled}
    raw.update(unknown or {})
    if passed:
        raw[PASSED_TITLE] = passed_text(passed) if ledger.storage == "csv" else dict(passed)
    return raw


def passed_text(passed: Mapping[str, str]) -> str:
    """Passed doubts in one cell: D-sum=理由；D-order=理由."""
    return "；".join(f"{code}={reason}" for code, reason in passed.items())


def read_passed(raw: Raw) -> dict[str, str]:
    """Doubts passed with a reason: code → reason, "" where the reason is missing; from a mapping or from one text."""
    if isinstance(raw, dict):
        return {code.strip(): reason.strip() if isinstance(reason, str) else "" for code, reason in raw.items()}
    pairs = [text.replace("＝", "=", 1).partition("=") for text in _PASSED.split(raw)] if isinstance(raw, str) else []
    return {code.strip(): reason.strip() for code, _equals, reason in pairs if code.strip()}
