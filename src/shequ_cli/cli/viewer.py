"""What an audience may see: every value that a command shows goes through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shequ_cli.rules.privacy import Audience, masked, masked_problem, masked_values
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.language import _
from shequ_cli.words.problem import Problem
from shequ_cli.words.record import Record, Value


@dataclass(frozen=True, slots=True)
class Viewer:
    """Masks for one audience."""

    audience: Audience

    @property
    def sees_all(self) -> bool:
        """Whether nothing is masked."""
        return self.audience is Audience.INTERNAL

    def hides(self, field: Field) -> bool:
        """Whether anything of the field is masked or kept back."""
        if self.sees_all:
            return False
        upward = self.audience is Audience.UPWARD and field.privacy == "internal" and not field.mask
        inner = (*field.fields, *((field.item,) if field.item else ()))
        return not (upward or field.privacy == "public") or any(self.hides(one) for one in inner)

    def value(self, field: Field, value: Value) -> Value:
        """The value as the audience may see it; None where it may not."""
        return None if value is None else masked(field, value, self.audience)

    def text(self, field: Field, value: Value) -> str:
        """The same as one line or several."""
        return spelled(field, self.value(field, value))

    def values(self, ledger: Ledger, record: Record) -> Mapping[str, Value]:
        """A record's values as the audience may see them."""
        return masked_values(ledger, record.values, self.audience)

    def label(self, ledger: Ledger, record: Record) -> str:
        """The record's one line, as the ledger's `label` says."""
        known = {field.name: self.text(field, record.values.get(field.name)) for field in ledger.fields}
        return ledger.label.format_map(_Blank(known | {"id": record.id})).strip("：，、 ")


def veiled(problem: Problem, ledgers: Mapping[str, Ledger], viewer: Viewer) -> Problem:
    """The problem without a value that the audience may not see: its place still leads there."""
    parts = problem.place.path.split("/")
    ledger = ledgers.get(parts[1]) if len(parts) > 2 and parts[0] == "records" else None
    return masked_problem(ledger, problem, viewer.audience) if ledger else problem


class _Blank(dict[str, str]):
    """A field that is empty leaves nothing in a label."""

    def __missing__(self, name: str) -> str:
        return ""


def spelled(field: Field, value: Value) -> str:
    """A value as text; groups are `姓名：张*，电话：138****5678`, items of such lists stand on lines of their own."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        inner = {one.name: one for one in field.fields}
        parts = ((inner[name], item) for name, item in value.items() if name in inner and item is not None)
        return _("，").join(f"{one.title}：{spelled(one, item)}" for one, item in parts)
    if isinstance(value, tuple):
        items = [spelled(field.item or field, item) for item in value]
        return ("\n" if field.item and field.item.kind == "group" else "、").join(items)
    return plain(value)


def plain(value: object) -> str:
    """A single value: 是 or 否, dates and numbers as files hold them."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
