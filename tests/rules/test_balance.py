"""Balances over many records, as pure values: any order of rows gives the same answer, and exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import CODELISTS, ledger

from shequ_cli.rules.check_balance import Balance, Entry, balances, overdrawn, worsened
from shequ_cli.rules.definition import hold_together
from shequ_cli.words.errors import BadDefinition

FIELDS = """
    member: {title: 成员, type: string}
    kind: {title: 种类, enum: [存入, 转入, 支取, 转出, 更正]}
    done: {title: 已办, type: boolean}
    hours: {title: 时长, type: number}
    tags: {title: 标签, type: array, items: {type: string}}
"""
TIME = {"amount": "hours", "by": "member", "plus": {"kind": ["存入", "转入"]}, "minus": {"kind": ["支取", "转出"]}}


def made(argument: object) -> Balance:
    (found,) = balances(ledger(FIELDS, {"x-checks": [{"balance": argument}]}), CODELISTS)
    return found


def entry(day: int, amount: str, id: str = "") -> Entry:
    return Entry(f"2026-03-{day:02}", Decimal(amount), id or f"{day}{amount}")


def test_what_is_taken_beyond_what_was_put_in_is_named_with_what_was_there() -> None:
    found = overdrawn([entry(1, "4"), entry(2, "-3"), entry(3, "-1.5"), entry(4, "10"), entry(5, "-9.5")])
    assert [(each.entry.date, each.before, each.after) for each in found] == [
        ("2026-03-03", Decimal(1), Decimal("-0.5"))
    ]


def test_everything_may_be_taken_and_tenths_add_up_to_nothing() -> None:
    assert overdrawn([entry(1, "0.1"), entry(2, "0.2"), entry(3, "-0.3")]) == []


def test_what_is_put_in_on_the_same_day_counts_first() -> None:
    assert overdrawn([entry(1, "-3", "a"), entry(1, "3", "b")]) == []


def test_what_is_put_in_while_there_is_less_than_nothing_is_no_fault() -> None:
    assert [each.entry.id for each in overdrawn([entry(1, "-3", "a"), entry(2, "1", "b"), entry(3, "-1", "c")])] == [
        "a",
        "c",
    ]


ENTRIES = st.lists(
    st.builds(
        lambda day, amount, n: entry(day, str(amount), f"{n:04}"),
        st.integers(1, 5),
        st.decimals(-9, 9, places=1),
        st.integers(0, 9999),
    ),
    max_size=9,
    unique_by=lambda each: each.id,
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(entries: list[Entry], random: Any) -> None:  # noqa: ANN401
    shuffled = entries.copy()
    random.shuffle(shuffled)
    assert overdrawn(entries) == overdrawn(shuffled)


@given(ENTRIES)
def test_something_is_overdrawn_if_and_only_if_some_day_ends_below_zero(entries: list[Entry]) -> None:
    ends = [sum(each.amount for each in entries if each.date <= day) for day in {each.date for each in entries}]
    assert (overdrawn(entries) != []) == any(end < 0 for end in ends)


@given(ENTRIES, ENTRIES)
def test_a_change_that_only_puts_more_in_worsens_nothing(entries: list[Entry], more: list[Entry]) -> None:
    added = [Entry(each.date, abs(each.amount), f"x{each.id}") for each in more]
    assert worsened(entries, [*entries, *added]) == []
    assert worsened(entries, entries) == []


def test_an_old_overdraft_is_not_the_fault_of_a_change_that_does_not_deepen_it() -> None:
    before = [entry(1, "1", "a"), entry(2, "-3", "b")]
    assert worsened(before, [*before, entry(1, "1", "c")]) == []
    assert [each.entry.id for each in worsened(before, [*before, entry(1, "-0.5", "c")])] == ["b"]


def test_a_record_takes_part_by_its_kind_and_only_when_all_is_known() -> None:
    balance = made(TIME)
    record: dict[str, Any] = {"day": "2026-03-01", "member": "ZY-001", "kind": "转出", "hours": Decimal(2)}
    assert (balance.account(record), balance.signed(record)) == (("ZY-001",), Decimal(-2))
    assert balance.signed(record | {"kind": "转入"}) == 2
    for blank in ({"kind": "更正"}, {"hours": None}, {"hours": "未报"}, {"member": None}, {"day": None}):
        assert balance.account(record | blank) is None, blank


def test_without_by_all_records_share_one_balance() -> None:
    balance = made({name: TIME[name] for name in ("amount", "plus", "minus")})
    assert balance.account({"day": "2026-03-01", "kind": "存入", "hours": Decimal(1)}) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"amount": "kind"}, "种类不能用在这里"),
        ({"amount": "hour"}, "没有叫“hour”的字段"),
        ({"by": "tags"}, "标签不能用在这里"),
        ({"plus": {"kind": "存"}}, "种类：不在可选值里"),
        ({"minus": ["支取"]}, "minus 应写成"),
        ({"per": "member"}, "没有“per”这一项，可用：amount、plus、minus、by"),
    ],
)
def test_a_balance_that_does_not_fit_the_fields_is_a_bad_definition(change: dict[str, Any], why: str) -> None:
    bad = ledger(FIELDS, {"x-checks": [{"balance": TIME | change}]})
    with pytest.raises(BadDefinition, match=why):
        hold_together(bad, CODELISTS)


def test_a_balance_needs_all_its_words() -> None:
    with pytest.raises(BadDefinition, match="要写 amount、plus、minus"):
        made({"amount": "hours", "plus": {"kind": "存入"}})
