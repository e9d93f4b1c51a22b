"""The promised JSON shapes (design §6.1): fields are only ever added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.problem import Problem
from shequ_cli.words.record import Record, Value


def problem_shape(problem: Problem) -> dict[str, Any]:
    """One entry of problems/1."""
    return {
        "code": problem.code,
        "level": problem.level.value,
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "record": problem.record or None,
        "field": problem.field or None,
        "title": problem.title or None,
        "value": problem.value or None,
        "message": problem.message,
        "allowed": list(problem.allowed),
        "suggestion": problem.suggestion or None,
    }


def values_shape(ledger: Ledger, record: Record, shown: Callable[[Field, Value], Value]) -> dict[str, Any]:
    """Field name → value, only fields that were filled in, as the audience may see them."""
    pairs = ((field, record.values.get(field.name)) for field in ledger.fields)
    return {field.name: shown(field, value) for field, value in pairs if value is not None}
