"""Balances: what was put in and taken out over many records, in order of their dates, never below zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from shequ_cli.rules.check_numbers import ADDED
from shequ_cli.rules.check_terms import Condition, Terms, Values
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Check, Field, Ledger
from shequ_cli.words.language import _
from shequ_cli.words.record import Value

_WORDS = ("amount", "plus", "minus")
_SCALAR = ({"text", "code", "integer", "date", "month", "boolean"},)


@dataclass(frozen=True, slots=True)
class Balance:
    """A `balance` check: `amount` counts for or against the account that the fields `by` name."""

    check: Check
    amount: Field
    by: tuple[Field, ...]
    date: str
    plus: Condition
    minus: Condition

    def account(self, values: Values) -> tuple[Value, ...] | None:
        """Whose balance a record changes; None when it changes none: it takes no part, or something is blank."""
        account = tuple(values.get(field.name) for field in self.by)
        blank = None in account or values.get(self.date) is None
        return None if blank or self.signed(values) is None else account

    def signed(self, values: Values) -> Decimal | None:
        """The amount with its sign; None when the record takes no part."""
        amount = values.get(self.amount.name)
        if not isinstance(amount, int | Decimal):
            return None
        if self.plus.holds(values):
            return Decimal(amount)
        return -Decimal(amount) if self.minus.holds(values) else None


def balance(terms: Terms, argument: object) -> None:
    """Nothing to say of one record alone; complains about a check that does not fit the fields."""
    _compiled(terms, argument)


def balances(ledger: Ledger, codelists: Mapping[str, Codelist]) -> list[Balance]:
    """Every `balance` check of a ledger."""
    return [
        _compiled(Terms.of(ledger, check, codelists), check.argument)
        for check in ledger.checks
        if check.kind == "balance"
    ]


def _compiled(terms: Terms, argument: object) -> Balance:
    if not isinstance(argument, Mapping) or not set(_WORDS) <= set(argument):
        raise terms.fail(_("要写 {words}").format(words="、".join(_WORDS)))
    terms.only(argument, (*_WORDS, "by"))
    by = argument.get("by") or []
    fields = terms.fields([by] if isinstance(by, str) else by, least=0)
    return Balance(
        check=terms.check,
        amount=terms.of_kind(terms.field(argument["amount"]), ADDED),
        by=tuple(terms.of_kind(field, _SCALAR) for field in fields),
        date=terms.field(terms.ledger.date).name,
        plus=terms.condition(argument["plus"], "plus"),
        minus=terms.condition(argument["minus"], "minus"),
    )


class Entry(NamedTuple):
    """What one record adds to a balance, or takes from it."""

    date: str
    amount: Decimal
    id: str


class Overdrawn(NamedTuple):
    """A record that takes more than there is, and the balance before and after it."""

    entry: Entry
    before: Decimal
    after: Decimal


def overdrawn(entries: Iterable[Entry]) -> list[Overdrawn]:
    """Every entry that leaves less than nothing, by date; on one day what is put in comes first."""
    found: list[Overdrawn] = []
    balance = Decimal(0)
    for entry in sorted(entries, key=lambda entry: (entry.date, entry.amount < 0, entry.id)):
        after = balance + entry.amount
        if entry.amount < 0 and after < 0:
            found.append(Overdrawn(entry, balance, after))
        balance = after
    return found


def worsened(before: Iterable[Entry], after: Iterable[Entry]) -> list[Overdrawn]:
    """What is overdrawn after a change and was not, or not as much, before it."""
    known = {each.entry.id: each.after for each in overdrawn(before)}
    return [each for each in overdrawn(after) if each.after < known.get(each.entry.id, Decimal(0))]
