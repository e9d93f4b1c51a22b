"""Clocks that begin anew with every record of another ledger: a visit starts the month within which the next one is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shequ_cli.rules.schema import Clock, Ledger
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.query import Data, Query
from shequ_cli.words.record import Value
from shequ_cli.work.conditiontext import column
from shequ_cli.work.measurequery import table


def began_sql(clock: Clock, ledger: Ledger, others: Mapping[str, Ledger]) -> str:
    """The day on which the clock last began, as SQL on the ledger's own table."""
    own = f"{table(ledger)}.{column(clock.from_)}"
    renewal = clock.renewed
    if renewal is None:
        return own
    other = others.get(renewal.ledger)
    if other is None or not all(other.has(word) for word in (renewal.on, *renewal.match)):
        why = _("时限“{name}”：renewed 里的台账“{ledger}”没有这些字段：{words}")
        words = "、".join((renewal.on, *renewal.match))
        raise BadDefinition(ledger.name, why.format(name=clock.name, ledger=renewal.ledger, words=words))
    on = f"{table(other)}.{column(renewal.on)}"
    same = [f"{table(other)}.{column(a)} = {table(ledger)}.{column(b)}" for a, b in renewal.match.items()]
    where = " AND ".join([*same, f"{on} >= {own}"])
    return f"COALESCE((SELECT MAX({on}) FROM {table(other)} WHERE {where}), {own})"


def began(clock: Clock, values: Mapping[str, Value], data: Data | None) -> Mapping[str, Value]:
    """One record's values, with the day on which the clock last began in place of the one on which it first did."""
    renewal, first = clock.renewed, values.get(clock.from_)
    if renewal is None or data is None or not isinstance(first, date):
        return values
    named = {f"match{place}": str(values.get(own)) for place, own in enumerate(renewal.match.values())}
    same = [f"{column(word)} = :{key}" for word, key in zip(renewal.match, named, strict=True)]
    where = " AND ".join([*same, f"{column(renewal.on)} >= :first"])
    sql = f"SELECT MAX({column(renewal.on)}) FROM _{renewal.ledger} WHERE {where}"
    [(last,)] = data.rows(Query(sql, {**named, "first": first.isoformat()}, renewal.ledger))
    return {**values, clock.from_: date.fromisoformat(str(last))} if last else values
