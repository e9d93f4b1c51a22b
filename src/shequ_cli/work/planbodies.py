"""What ledgers say about who answers for a plan: leading groups in force, the duty matrix, and which ledgers are kept at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.query import Data, Query
from shequ_cli.work.conditiontext import column
from shequ_cli.work.listtable import within
from shequ_cli.work.measure import Measure
from shequ_cli.work.measurequery import first_day, table
from shequ_cli.work.plan import Duty
from shequ_cli.work.planmaking import counted_ledgers
from shequ_cli.work.planrule import DutyRule, Goal, GroupRule, Minimum, Occasions, PlanRules

_SEPARATORS = re.compile(r"[、,，;；]\s*")

Group = Mapping[str, str]
"""A leading group as templates read it: field name → text, "" where nothing was written."""


def groups(rule: GroupRule, data: Data, day: date) -> tuple[Group, ...]:
    """The groups in force on `day`, in the order in which they were set up; nothing that is anybody's personal data."""
    fields = [field for field in rule.ledger.fields if _is_open(field)]
    where = [within(rule.on, rule.until), rule.where.sql if rule.where else ""]
    order = f"{column(rule.on)}, id"
    sql = _select(rule.ledger, fields, f"WHERE {' AND '.join(filter(None, where))} ORDER BY {order}")
    rows = data.kept(Query(sql, {"end": (day + timedelta(days=1)).isoformat()}, rule.ledger.name))
    return tuple({field.name: _text(cell) for field, cell in zip(fields, row, strict=True)} for row in rows)


def _is_open(field: Field) -> bool:
    return field.privacy in ("public", "internal") and not field.mask and field.kind not in ("group", "list")


def _text(cell: str | int | float | None) -> str:
    return "" if cell is None else str(cell)


def _select(ledger: Ledger, fields: Iterable[Field], rest: str) -> str:
    return f"SELECT {', '.join(column(field.name) for field in fields)} FROM {table(ledger)} {rest}"


def duties(rule: DutyRule, data: Data) -> Mapping[str, Duty]:
    """Who leads, cooperates and carries out, by key; of two records with one key the later wins."""
    ledger = rule.ledger
    fields = [ledger.field(name) for name in (*rule.key, *Duty._fields)]
    rows = data.kept(Query(_select(ledger, fields, f"ORDER BY {column(ledger.date)}, id"), {}, ledger.name))
    found: dict[str, Duty] = {}
    for row in rows:
        key, bodies = row[: len(rule.key)], row[len(rule.key) :]
        found[" ".join(map(_text, key))] = Duty(*(_names(_text(cell)) for cell in bodies))
    return found


def _names(text: str) -> tuple[str, ...]:
    return tuple(word for word in _SEPARATORS.split(text) if word)


def empty_ledgers(
    rules: PlanRules, measures: Mapping[str, Measure], ledgers: Mapping[str, Ledger], data: Data
) -> frozenset[str]:
    """The ledgers without any record, of those that rules with `if_kept` count."""
    parts: tuple[Minimum | Occasions | Goal, ...] = (*rules.minimums, *rules.occasions, *rules.goals)
    asked = [part.measure for part in parts if part.rule.if_kept and part.measure]
    counted = {name for measure in asked for name in counted_ledgers(measure, measures)}
    return frozenset(name for name in counted if data.kept(first_day(ledgers[name]))[0][0] is None)
