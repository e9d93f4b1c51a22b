"""A report's lists: records of the period, or those in force at its end, one a row."""

from __future__ import annotations

from decimal import Decimal

from shequ_cli.rules.schema import Field
from shequ_cli.words.language import _
from shequ_cli.words.query import Query, Row
from shequ_cli.work.compare import rounded
from shequ_cli.work.condition import condition
from shequ_cli.work.conditiontext import column
from shequ_cli.work.measurequery import table as table_of
from shequ_cli.work.period import Period
from shequ_cli.work.source import Source
from shequ_cli.work.table import Cell, Column, Table, TableRow
from shequ_cli.work.tablecells import Figures
from shequ_cli.work.tablespec import TableSpec


def built(spec: TableSpec, period: Period, figures: Figures, source: Source) -> Table:
    """Records by date; only fields that are nobody's personal data (the reader has seen to that).

    With `until` those in force when the period ends: begun by then and not ended. With `order` by these fields.
    """
    ledger = source.ledgers[spec.ledger]
    fields = [ledger.field(name) for name in spec.fields]
    names = ", ".join(("id", *(column(each.name) for each in fields)))
    where = [within(spec.on, spec.until), condition(spec.where, ledger, source.codelists).sql if spec.where else ""]
    order = ", ".join((*(column(name) for name in spec.order), column(spec.on), "id"))
    sql = f"SELECT {names} FROM {table_of(ledger)} WHERE {' AND '.join(filter(None, where))} ORDER BY {order}"
    parameters = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    rows = source.data.kept(Query(sql, parameters, ledger.name, spec.on))
    kinds = ["text", *(each.kind for each in fields)]
    columns = (
        Column("id", _("编号"), "text"),
        *(Column(each.name, headed(each), _alignment(each.kind)) for each in fields),
    )
    cells = [_typed(row, kinds) for row in rows]
    if spec.numbered:
        columns = (Column("place", _("序号")), *columns[1:])
        cells = [(place, *row[1:]) for place, row in enumerate(cells, 1)]
    return Table(spec.name, spec.title, columns, tuple(map(TableRow, cells)), spec.notes)


def within(on: str, until: str = "") -> str:
    """SQL for records dated in :start to :end; with `until` for those begun before :end and not ended by its eve."""
    if not until:
        return f"{column(on)} >= :start AND {column(on)} < :end"
    return f"{column(on)} < :end AND ({column(until)} IS NULL OR {column(until)} >= :end)"


def headed(field: Field) -> str:
    """A column's title, with the unit of its numbers: 预算经费（元）."""
    return _("{title}（{unit}）").format(title=field.title, unit=field.unit) if field.unit else field.title


def _alignment(kind: str) -> str:
    return "number" if kind in ("integer", "number", "money") else "text"


def _typed(row: Row, kinds: list[str]) -> tuple[Cell, ...]:
    return tuple(_held(value, kind) for value, kind in zip(row, kinds, strict=True))


def _held(value: str | int | float | None, kind: str) -> Cell:
    """What the index holds, as a cell: money is kept in 分, yes and no as 1 and 0, whole numbers without idle zeros."""
    if value is None or value == "":
        return None
    if kind == "money":
        return rounded(Decimal(str(value)) / 100, 2)
    if kind == "boolean":
        return _("是") if value else _("否")
    if not isinstance(value, float):
        return value
    return int(value) if value.is_integer() else Decimal(str(value))
