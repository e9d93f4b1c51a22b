"""A ledger as a pandas table, for everybody who works with pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from shequ_cli.rules.schema import ID_TITLE, Field, Ledger
from shequ_cli.words.record import Record

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_TYPES: Mapping[str, str] = {"date": "datetime64[s]", "integer": "Int64", "boolean": "boolean"}


def frame(ledger: Ledger, records: Sequence[Record]) -> DataFrame:
    """A row a record, columns by titles behind 编号; dates are datetime64, counts Int64, money and numbers Decimal.

    Blank is missing (never 0); 不适用 and 未报 are missing as well.
    """
    from pandas import DataFrame, Series

    columns: dict[str, Series] = {ID_TITLE: Series([record.id for record in records], dtype="object")}
    for field in ledger.fields:
        columns[field.title] = _column(field, records)
    return DataFrame(columns)


def _column(field: Field, records: Sequence[Record]) -> Series:
    from pandas import Series

    values = [record.values.get(field.name) for record in records]
    kind = _TYPES.get(field.kind)
    if kind is None:
        return Series(values, dtype="object")
    return Series([None if isinstance(value, str) else value for value in values], dtype=kind)
