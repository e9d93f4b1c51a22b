"""Standard JSON Schema keywords, judged by jsonschema-rs on typed values and said in Chinese.

Types, code lists and required fields are read elsewhere, so only what is left goes into the derived schema: limits, lengths,
patterns, numbers of items, and the conditions that join fields (if/then, anyOf, dependentRequired …).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from shequ_cli.rules.fault import Fault
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.rules.texts import blank_words
from shequ_cli.rules.writing import text_of
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.problem import Keys
from shequ_cli.words.record import Value

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

_NUMERIC = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_LIMITS: Mapping[str, tuple[str, ...]] = {
    "text": ("minLength", "maxLength", "pattern", "format"),
    "integer": _NUMERIC,
    "number": _NUMERIC,
    "money": _NUMERIC,
    "list": ("minItems", "maxItems", "uniqueItems"),
}
CONDITIONS = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas")
"""Keywords that join fields; `x-message` beside them says in words what they ask for."""


class Broken(NamedTuple):
    """A keyword that a record breaks, and the way (by names) to the value that breaks it."""

    path: Keys
    fault: Fault
    given: str = ""


@dataclass(frozen=True)
class RecordValidator:
    """The standard keywords of one ledger, compiled when they are first needed."""

    ledger: Ledger
    schema: Mapping[str, Any] = field(default_factory=dict)
    """Derived; empty when there is nothing left to judge."""

    @cached_property
    def _judge(self) -> Draft202012Validator:
        import jsonschema_rs

        try:
            return jsonschema_rs.Draft202012Validator(dict(self.schema), validate_formats=True, offline=True)
        except (ValueError, jsonschema_rs.ValidationError) as error:
            raise BadDefinition(self.ledger.name, str(error).splitlines()[0]) from None

    @cached_property
    def _judged(self) -> tuple[tuple[str, frozenset[str], bool], ...]:
        """Name, words that stand for no value, and whether there are days to be made text; only for fields in question."""
        all_fields = any(keyword in self.schema for keyword in CONDITIONS)
        named = self.ledger.fields if all_fields else [self.ledger.field(name) for name in self.schema["properties"]]
        return tuple((each.name, blank_words(each), _holds_days(each)) for each in named)

    def holds(self) -> None:
        """Compile now; BadDefinition when a keyword has an impossible value."""
        if self.schema:
            _ = self._judge

    def broken(self, values: Mapping[str, Value], unread: Collection[str] = ()) -> Iterator[Broken]:
        """The keywords that these values break; where fields could not be read, nothing is said of them or of conditions."""
        if not self.schema:
            return
        instance = {}
        for name, blanks, days in self._judged:
            value = values.get(name)
            if value is not None and not (isinstance(value, str) and value in blanks):
                instance[name] = _plain(value) if days else value
        if self._judge.is_valid(instance):
            return
        for error in self._judge.iter_errors(instance):
            if not unread or _concerns_others(error, unread):
                yield _told(error, self.schema, self.ledger, instance)


def record_validator(ledger: Ledger) -> RecordValidator:
    """The judge of a ledger's standard keywords; keep it, it compiles once."""
    return RecordValidator(ledger, _derived(ledger.raw, ledger.fields))


def _derived(raw: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    properties = {each.name: schema for each in fields if (schema := _limits(each))}
    conditions = {keyword: raw[keyword] for keyword in CONDITIONS if keyword in raw}
    if conditions and "x-message" in raw:
        conditions["x-message"] = raw["x-message"]
    return ({"properties": properties} | conditions) if properties or conditions else {}


def _limits(each: Field) -> dict[str, Any]:
    limits = {keyword: each.raw[keyword] for keyword in _LIMITS.get(each.kind, ()) if keyword in each.raw}
    if each.kind == "list" and each.item and (items := _limits(each.item)):
        limits["items"] = items
    if each.kind == "group":
        return _derived(each.raw, each.fields)
    return limits | {"x-message": each.raw["x-message"]} if limits and "x-message" in each.raw else limits


def _holds_days(each: Field) -> bool:
    return each.kind == "date" or any(map(_holds_days, (*each.fields, *([each.item] if each.item else []))))


def _plain(value: Value) -> Any:  # noqa: ANN401  (whatever JSON can hold)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {name: _plain(item) for name, item in value.items()} if isinstance(value, Mapping) else value


def _concerns_others(error: ValidationError, unread: Collection[str]) -> bool:
    own = bool(error.instance_path) and error.instance_path[0] in unread
    return not own and not any(step in CONDITIONS for step in error.schema_path)


def _told(error: ValidationError, schema: Mapping[str, Any], ledger: Ledger, instance: Mapping[str, Value]) -> Broken:
    kind, limit, path = error.kind.name, error.kind.value, tuple(error.instance_path)
    message = _message_of(schema, error.schema_path)
    if missing := error.kind.as_dict().get("property"):
        return Broken((*path, str(missing)), Fault("E-required", message or _("必须填写")))
    where = field_at(ledger.fields, path)
    given = _given(instance, path, where)
    if kind in ("const", "enum"):
        options = tuple(_shown(option) for option in (limit if kind == "enum" else (limit,)))
        return Broken(path, Fault("E-condition", message or _("与其他字段不相符"), options), given)
    code, wording = _wording(kind)
    hint = (where.raw.get("x-hint") or where.hint) if where else ""
    form = hint or {"email": _("电子邮箱地址"), "uri": _("网址")}.get(str(limit), limit)
    filled = wording.format(limit=_shown(limit), unit=where.unit if where else "", n=len(given), form=form)
    return Broken(path, Fault(code, message or filled), given)


def _given(instance: Value, path: Keys, where: Field | None) -> str:
    """The value in question as a person writes it; nothing for a whole list, group or record."""
    for step in path:
        instance = instance[step]  # type: ignore[index]
    return "" if where is None or isinstance(instance, (tuple, list, Mapping)) else text_of(where, instance)


def _wording(kind: str) -> tuple[str, str]:
    return {
        "minimum": ("E-range", _("不能小于 {limit}{unit}")),
        "maximum": ("E-range", _("不能大于 {limit}{unit}")),
        "exclusiveMinimum": ("E-range", _("要大于 {limit}{unit}")),
        "exclusiveMaximum": ("E-range", _("要小于 {limit}{unit}")),
        "multipleOf": ("E-range", _("应是 {limit} 的倍数")),
        "minLength": ("E-length", _("至少 {limit} 个字，现有 {n} 个")),
        "maxLength": ("E-length", _("最多 {limit} 个字，现有 {n} 个")),
        "pattern": ("E-pattern", _("格式不对，应为：{form}")),
        "format": ("E-pattern", _("格式不对，应为：{form}")),
        "minItems": ("E-items", _("至少要有 {limit} 项")),
        "maxItems": ("E-items", _("最多 {limit} 项")),
        "uniqueItems": ("E-items", _("有重复的项")),
    }.get(kind, ("E-condition", _("不符合台账规定的条件")))


def _shown(limit: object) -> str:
    if isinstance(limit, bool):
        return "是" if limit else "否"
    return format(limit, "f") if isinstance(limit, Decimal) else str(limit)


def _message_of(schema: Any, path: list[str | int]) -> str:  # noqa: ANN401  (a schema is any JSON)
    """The nearest x-message on the way down to the keyword; that of the whole ledger speaks for its conditions only."""
    message = ""
    for depth, step in enumerate(path):
        if isinstance(schema, Mapping) and not (depth == 0 and step == "properties"):
            message = str(schema.get("x-message", message))
        schema = schema[step]
    return message


def field_at(fields: tuple[Field, ...], path: Keys) -> Field | None:
    """The field that a path of names and positions leads to."""
    found: Field | None = None
    for step in path:
        if isinstance(step, int):
            found = found.item if found else None
        else:
            found = next((each for each in fields if each.name == step), None)
        fields = found.item.fields if found and found.item else found.fields if found else ()
    return found
