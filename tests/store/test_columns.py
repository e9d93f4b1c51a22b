"""Values to columns and back: nothing is lost, money stays exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.store.columns import Packer, columns, from_cell, to_cell

RAW: dict[str, Any] = {
    "title": "样",
    "x-ledger": {"date": "day"},
    "properties": {
        "day": {"title": "日", "type": "string", "format": "date"},
        "month": {"title": "月", "type": "string", "format": "month"},
        "time": {"title": "时", "type": "string", "format": "time"},
        "text": {"title": "文", "type": "string", "x-blank": ["未报"]},
        "count": {"title": "数", "type": "integer", "x-blank": ["不适用"]},
        "number": {"title": "量", "type": "number"},
        "money": {"title": "钱", "type": "number", "x-money": True},
        "yes": {"title": "否", "type": "boolean"},
        "list": {"title": "列", "type": "array", "items": {"type": "string"}},
        "group": {
            "title": "组",
            "type": "object",
            "properties": {
                "on": {"title": "日", "type": "string", "format": "date"},
                "sum": {"title": "钱", "type": "number", "x-money": True},
                "n": {"title": "数", "type": "integer"},
                "who": {"title": "谁", "type": "array", "items": {"type": "string"}},
            },
        },
    },
}
LEDGER: Ledger = read_ledger("sample", RAW)

days = st.dates()
money = st.integers(-(10**12), 10**12).map(lambda fen: Decimal(fen).scaleb(-2))
group = st.fixed_dictionaries(
    {}, optional={"on": days, "sum": money, "n": st.integers(), "who": st.lists(st.text()).map(tuple)}
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "day": days,
    "month": st.just("2026-03"),
    "time": st.just("08:30"),
    "text": st.text(),
    "count": st.integers(-(2**60), 2**60),
    "number": st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
    "money": money,
    "yes": st.booleans(),
    "list": st.lists(st.text(), min_size=1).map(tuple),
    "group": group,
}


@pytest.mark.parametrize("field", LEDGER.fields, ids=lambda field: field.name)
def test_a_value_comes_back_from_its_column(field: Field) -> None:
    @given(VALUES[field.name])
    def check(value: Any) -> None:  # noqa: ANN401 - a value of any kind
        cell = to_cell(field)(value)
        assert cell is None or isinstance(cell, (str, int, float))
        assert from_cell(field)(cell) == value

    check()


def test_money_is_counted_in_fen() -> None:
    assert to_cell(LEDGER.field("money"))(Decimal("0.1")) == 10
    assert from_cell(LEDGER.field("money"))(1250) == Decimal("12.50")
    assert str(from_cell(LEDGER.field("money"))(1250)) == "12.50"


def test_a_list_has_a_column_for_its_length() -> None:
    names = [name for name, _kind in columns(LEDGER)]
    row, _blanks = Packer(LEDGER).cells({"list": ("a", "b")})

    assert names[names.index("list") + 1] == "list_count"
    assert row[names.index("list_count")] == 2


def test_words_for_blank_are_null_and_kept_aside() -> None:
    row, blanks = Packer(LEDGER).cells({"count": "不适用", "text": "未报", "day": date(2026, 3, 1)})

    assert row.count(None) == len(row) - 2
    assert blanks == {"count": "不适用", "text": "未报"}
