"""The x-checks: rules between the fields of one record as pure functions, and what cross-record checks ask for.

A field counts as blank when it is absent or holds one of its x-blank words (不适用, 未报). Rules that compare or calculate are
silent where a value is blank; only `together`, `exclusive`, `require` and `forbid` speak of blank fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from shequ_cli.rules import check_lists, check_numbers
from shequ_cli.rules.check_balance import balance
from shequ_cli.rules.check_rule import Breach, Rule, filled_of, shown
from shequ_cli.rules.check_terms import Terms, Values, titles_of
from shequ_cli.rules.fault import Fault, prefix_of
from shequ_cli.rules.schema import Check, Field, Ledger
from shequ_cli.rules.texts import Tools
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _

_SORTED = ({"date", "month"}, {"time"}, {"integer", "number"}, {"money"})


@dataclass(frozen=True, slots=True)
class Compiled:
    """A check of one ledger, ready to run."""

    check: Check
    rule: Rule

    def fault(self, breach: Breach) -> Fault:
        """A breach of this check, in its words and at its level."""
        return Fault(code_of(self.check, breach.code), said(self.check, breach.why), suggestion=breach.right)


_CODES = {"at_most": ("at-most",), "once": ("period",), "total": ("total", "mixed-units")}


def code_names(kind: str) -> tuple[str, ...]:
    """What the problem codes of a kind of check are called behind their letter, the usual one first."""
    return _CODES.get(kind, (kind,))


def code_of(check: Check, name: str = "") -> str:
    """The problem code of a check's breaches (E-sum, D-order), or the one of this name; cross-record ones too."""
    return f"{prefix_of(check.level)}-{name or code_names(check.kind)[0]}"


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
        if check.each and check.kind in ACROSS_RECORDS:
            raise _no_item(Terms(ledger, check))
    rules = ((check, _rule(ledger, check, tools)) for check in ledger.checks if check.kind in KINDS)
    return tuple(Compiled(check, rule) for check, rule in rules if rule)


def _rule(ledger: Ledger, check: Check, tools: Tools) -> Rule | None:
    terms, make = Terms(ledger, check, tools), KINDS[check.kind]
    if not check.each:
        return make(terms, check.argument)
    field = terms.list_field(check.each)
    rule = make(terms.inside(field), check.argument)
    if rule is None:
        raise _no_item(terms)
    return _for_each(field, rule)


def _no_item(terms: Terms) -> BadDefinition:
    return terms.fail(_("跨记录的检查不能写 each"))


def _for_each(field: Field, rule: Rule) -> Rule:
    """The same rule for every item of a list."""

    def each(values: Values) -> Sequence[Breach]:
        items: Any = values.get(field.name) or ()
        return [
            replace(breach, at=(field.name, index, *breach.at))
            for index, item in enumerate(items)
            for breach in rule(item)
        ]

    return each


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


def period_fields(ledger: Ledger, check: Check) -> tuple[Field, ...]:
    """The fields that name a period which only one record may be for; none where `once` is about items of a list."""
    return () if isinstance(check.argument, Mapping) else Terms(ledger, check).fields(check.argument)


ACROSS_RECORDS: Mapping[str, Callable[[Ledger, Check], object]] = {"unique": unique_fields, "refers": references}
"""Kinds that need other records: whoever holds the records judges them, from these arguments."""


def _order(terms: Terms, argument: object) -> Rule:
    """In this order: each filled field is not before the one filled ahead of it (a day against a month: by month)."""
    fields = terms.fields(argument, _SORTED, least=2)
    by_month = len({field.kind for field in fields}) > 1 and fields[0].kind in ("date", "month")
    filled = filled_of(fields)
    is_number = fields[0].kind in ("integer", "number", "money")
    wording = _("不能小于{title} {value}") if is_number else _("不能早于{title} {value}")

    def rule(values: Values) -> Sequence[Breach]:
        found = filled(values)
        keys = [_month(value) if by_month else value for _field, value in found]
        if keys == sorted(keys):
            return ()
        return [
            Breach(later[0], wording.format(title=first[0].title, value=shown(*first)).rstrip())
            for (first, later), (key, next_key) in zip(pairwise(found), pairwise(keys), strict=True)
            if next_key < key
        ]

    return rule


def _month(value: date | str) -> str:
    return value.isoformat()[:7] if isinstance(value, date) else value


def _at_most(terms: Terms, argument: object) -> Rule:
    """Each filled number is at most the next filled one: `[married, women]`; `[[schools, shops], units]` adds parts up."""
    if isinstance(argument, Sequence) and len(argument) == 2 and not isinstance(argument[0], str):
        return check_numbers.parts_at_most(terms, argument)
    filled = filled_of(terms.fields(argument, check_numbers.ADDED, least=2))

    def rule(values: Values) -> Sequence[Breach]:
        return [
            Breach(field, _("不能大于{title} {value}").format(title=above.title, value=shown(above, most)).rstrip())
            for (field, number), (above, most) in pairwise(filled(values))
            if number > most
        ]

    return rule


def _together(terms: Terms, argument: object) -> Rule:
    """All of these are filled, or none; shown at each one missing."""
    fields = terms.fields(argument, least=2)
    filled = filled_of(fields)

    def rule(values: Values) -> Sequence[Breach]:
        present = [field for field, _value in filled(values)]
        if len(present) in (0, len(fields)):
            return ()
        why = _("要和 {titles} 一起填写").format(titles=titles_of(present))
        return [Breach(field, why) for field in fields if field not in present]

    return rule


def _exclusive(terms: Terms, argument: object) -> Rule:
    """At most one of these is filled; shown at the second."""
    filled = filled_of(terms.fields(argument, least=2))

    def rule(values: Values) -> Sequence[Breach]:
        present = [field for field, _value in filled(values)]
        if len(present) < 2:
            return ()
        return [Breach(present[1], _("{titles} 只能填一个").format(titles=titles_of(present)))]

    return rule


def _require(terms: Terms, argument: object) -> Rule:
    """When every entry of `when` holds, each of `fields` is filled."""
    condition, fields = terms.when_and_fields(argument)
    filled = filled_of(fields)

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
    filled = filled_of(fields)

    def rule(values: Values) -> Sequence[Breach]:
        if not condition.holds(values):
            return ()
        why = _("{condition}时不应填写").format(condition=condition.words)
        return [Breach(field, why) for field, _value in filled(values)]

    return rule


KINDS: Mapping[str, Callable[[Terms, object], Rule | None]] = {
    "order": _order,
    "at_most": _at_most,
    "sum": check_numbers.sum_of_parts,
    "product": check_numbers.product,
    "rate": check_numbers.rate,
    "change": check_numbers.change,
    "percent": check_numbers.percent,
    "count": check_lists.count,
    "total": check_lists.total,
    "together": _together,
    "exclusive": _exclusive,
    "require": _require,
    "forbid": _forbid,
    "once": check_lists.once,
    "whole": check_lists.whole,
    "balance": balance,
}
"""Kind → what makes its argument a rule on one record; None where only several records together can break it."""
