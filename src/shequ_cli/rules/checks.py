"""The x-checks: rules between the fields of one record as pure functions, and what cross-record checks ask for.

A field counts as blank when it is absent or holds one of its x-blank words (不适用, 未报). Rules that compare or calculate are
silent where a value is blank; only `together`, `exclusive`, `require` and `forbid` speak of blank fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import prod
from typing import Any

from shequ_cli.rules.fault import Fault, prefix_of
from shequ_cli.rules.schema import Check, Field, Ledger
from shequ_cli.rules.terms import Terms, Values, titles_of
from shequ_cli.rules.texts import Tools, blank_words
from shequ_cli.rules.writing import text_of
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.words.record import Value

_CENT = Decimal("0.01")
_SORTED = ({"date", "month"}, {"time"}, {"integer", "number"}, {"money"})
_ADDED = ({"integer", "number"}, {"money"})
_MULTIPLIED = ({"integer", "number", "money"},)


@dataclass(frozen=True, slots=True)
class Breach:
    """The field at which a check fails, why, and the value that would be right where it can be calculated."""

    field: Field
    why: str
    right: str = ""


Rule = Callable[[Values], Sequence[Breach]]
"""Run on every record read: a kept rule gives () at once."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A check of one ledger, ready to run."""

    check: Check
    rule: Rule

    @property
    def code(self) -> str:
        """E-sum, D-order …: the letter of the level, and the kind."""
        return code_of(self.check)

    def fault(self, breach: Breach) -> Fault:
        """A breach of this check, in its words and at its level."""
        return Fault(self.code, said(self.check, breach.why), suggestion=breach.right)


def code_of(check: Check) -> str:
    """The problem code of a check's breaches; cross-record ones too (E-unique, D-refers)."""
    return f"{prefix_of(check.level)}-{check.kind.replace('_', '-')}"


def said(check: Check, why: str) -> str:
    """The sentence of a breach: the check's own message, or `why`, and the rule's source."""
    source = _("（依据：{source}）").format(source=check.source) if check.source else ""
    return (check.message or why) + source


def compiled(ledger: Ledger, tools: Tools) -> tuple[Compiled, ...]:
    """The ledger's single-record checks; BadDefinition when one does not fit the fields."""
    for check in ledger.checks:
        if check.kind not in KINDS and check.kind not in ACROSS_RECORDS:
            why = _("没有“{kind}”这种检查，可用：{kinds}")
            kinds = "、".join((*KINDS, *ACROSS_RECORDS))
            raise BadDefinition(ledger.name, why.format(kind=check.kind, kinds=kinds))
    return tuple(
        Compiled(check, KINDS[check.kind](Terms(ledger, check, tools), check.argument))
        for check in ledger.checks
        if check.kind in KINDS
    )


def unique_fields(ledger: Ledger, check: Check) -> tuple[tuple[Field, ...], ...]:
    """Groups of fields that, taken together, no two records may share.

    `{unique: docket}` and `{unique: [year, number]}` are one group, `{unique: [[docket], [year, number]]}` two.
    """
    terms, argument = Terms(ledger, check), check.argument
    if isinstance(argument, str):
        return (terms.fields([argument]),)
    several = isinstance(argument, list) and any(isinstance(each, list) for each in argument)
    return tuple(terms.fields(each) for each in (argument if several else [argument]))


def references(ledger: Ledger, check: Check) -> tuple[tuple[Field, str], ...]:
    """Each field with the ledger whose record ids it holds: `{refers: {case: case}}`."""
    terms = Terms(ledger, check)
    if not isinstance(check.argument, Mapping):
        raise terms.fail(_("应写成 字段: 台账"))
    return tuple((terms.field(word), str(target)) for word, target in check.argument.items())


ACROSS_RECORDS: Mapping[str, Callable[[Ledger, Check], object]] = {"unique": unique_fields, "refers": references}
"""Kinds that need other records: whoever holds the records judges them, from these arguments."""


Filled = list[tuple[Field, Any]]
"""Fields that are not blank, with their values."""


def _filled_of(fields: Sequence[Field]) -> Callable[[Values], Filled]:
    """Finds which of these fields a record fills in, in their order."""
    names = [(field.name, field) for field in fields]
    blanks = frozenset().union(*map(blank_words, fields))

    def filled(values: Values) -> Filled:
        found = [(field, value) for name, field in names if (value := values.get(name)) is not None]
        if not blanks:
            return found
        return [(field, value) for field, value in found if not isinstance(value, str) or value not in blanks]

    return filled


def _order(terms: Terms, argument: object) -> Rule:
    """In this order: each filled field is not before the one filled ahead of it (a day against a month: by month)."""
    fields = terms.fields(argument, _SORTED, least=2)
    by_month = len({field.kind for field in fields}) > 1 and fields[0].kind in ("date", "month")
    filled = _filled_of(fields)
    is_number = fields[0].kind in ("integer", "number", "money")
    wording = _("不能小于{title} {value}") if is_number else _("不能早于{title} {value}")

    def rule(values: Values) -> Sequence[Breach]:
        found = filled(values)
        keys = [_month(value) if by_month else value for _field, value in found]
        if keys == sorted(keys):
            return ()
        return [
            Breach(later[0], wording.format(title=first[0].title, value=_shown(*first)).rstrip())
            for (first, later), (key, next_key) in zip(pairwise(found), pairwise(keys), strict=True)
            if next_key < key
        ]

    return rule


def _shown(field: Field, value: Value) -> str:
    """A value inside a message, which nobody masks later: that of a personal field is not said."""
    return "" if field.mask or field.privacy in ("personal", "sensitive") else text_of(field, value)


def _month(value: date | str) -> str:
    return value.isoformat()[:7] if isinstance(value, date) else value


def _at_most(terms: Terms, argument: object) -> Rule:
    """Each filled number is at most the next filled one: `[married, women]`."""
    filled = _filled_of(terms.fields(argument, _ADDED, least=2))

    def rule(values: Values) -> Sequence[Breach]:
        return [
            Breach(field, _("不能大于{title} {value}").format(title=above.title, value=_shown(above, most)).rstrip())
            for (field, number), (above, most) in pairwise(filled(values))
            if number > most
        ]

    return rule


def _sum(terms: Terms, argument: object) -> Rule:
    """The total equals the sum of its parts; blank parts count 0 beside filled ones; all blank, or no total: silent."""
    total, parts = terms.total_and_parts(argument, _ADDED)
    why = _("应等于 {titles} 之和").format(titles=titles_of(parts))
    return _equals((total, parts), why, lambda numbers: sum(numbers) if numbers else None)


def _meant(total: Field, right: Value) -> str:
    """What the total should be, as its field can hold it; nothing where a count would need decimals."""
    if total.kind == "integer" and isinstance(right, Decimal):
        return str(int(right)) if right == int(right) else ""
    return text_of(total, right)


def _product(terms: Terms, argument: object) -> Rule:
    """The total equals the product of its factors, money to the 分 (half up); silent where one is blank."""
    total, factors = terms.total_and_parts(argument, _MULTIPLIED)

    def right(numbers: Sequence[Any]) -> Decimal | None:
        if len(numbers) < len(factors):
            return None
        product = Decimal(prod(numbers))
        return product.quantize(_CENT, ROUND_HALF_UP) if total.kind == "money" else product

    why = _("应等于 {titles}").format(titles="×".join(factor.title for factor in factors))
    return _equals((total, factors), why, right)


def _equals(terms: tuple[Field, Sequence[Field]], why: str, right: Callable[[Sequence[Any]], Value | None]) -> Rule:
    """The total is what `right` makes of the filled parts; silent without a total, and where that is None."""
    total, parts = terms
    whole, filled = _filled_of([total]), _filled_of(parts)

    def rule(values: Values) -> Sequence[Breach]:
        given = whole(values)
        wanted = right([value for _field, value in filled(values)]) if given else None
        if wanted is None or given[0][1] == wanted:
            return ()
        return [Breach(total, why, _meant(total, wanted))]

    return rule


def _together(terms: Terms, argument: object) -> Rule:
    """All of these are filled, or none; shown at each one missing."""
    fields = terms.fields(argument, least=2)
    filled = _filled_of(fields)

    def rule(values: Values) -> Sequence[Breach]:
        present = [field for field, _value in filled(values)]
        if len(present) in (0, len(fields)):
            return ()
        why = _("要和 {titles} 一起填写").format(titles=titles_of(present))
        return [Breach(field, why) for field in fields if field not in present]

    return rule


def _exclusive(terms: Terms, argument: object) -> Rule:
    """At most one of these is filled; shown at the second."""
    filled = _filled_of(terms.fields(argument, least=2))

    def rule(values: Values) -> Sequence[Breach]:
        present = [field for field, _value in filled(values)]
        if len(present) < 2:
            return ()
        return [Breach(present[1], _("{titles} 只能填一个").format(titles=titles_of(present)))]

    return rule


def _require(terms: Terms, argument: object) -> Rule:
    """When every entry of `when` holds, each of `fields` is filled."""
    condition, fields = terms.when_and_fields(argument)
    filled = _filled_of(fields)

    def rule(values: Values) -> Sequence[Breach]:
        if not condition.holds(values) or len(found := filled(values)) == len(fields):
            return ()
        present = [field for field, _value in found]
        why = _("{condition}时必须填写").format(condition=condition.words)
        return [Breach(field, why) for field in fields if field not in present]

    return rule


def _forbid(terms: Terms, argument: object) -> Rule:
    """When every entry of `when` holds, each of `fields` is blank."""
    condition, fields = terms.when_and_fields(argument)
    filled = _filled_of(fields)

    def rule(values: Values) -> Sequence[Breach]:
        if not condition.holds(values):
            return ()
        why = _("{condition}时不应填写").format(condition=condition.words)
        return [Breach(field, why) for field, _value in filled(values)]

    return rule


KINDS: Mapping[str, Callable[[Terms, object], Rule]] = {
    "order": _order,
    "at_most": _at_most,
    "sum": _sum,
    "product": _product,
    "together": _together,
    "exclusive": _exclusive,
    "require": _require,
    "forbid": _forbid,
}
"""Checks of one record: kind → what makes its argument a rule."""
