"""Checks of numbers that follow from others: sums, products, rates, changes and percentages.

They calculate exactly and round half up (四舍五入). Where a field is blank or holds a word of its x-blank they are silent, but for
the parts of a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import prod
from typing import Any

from shequ_cli.rules.check_rule import Breach, Rule, filled_of, meant
from shequ_cli.rules.check_terms import Terms, Values, titles_of
from shequ_cli.rules.schema import Field
from shequ_cli.words.language import _
from shequ_cli.words.record import Value

ADDED = ({"integer", "number"}, {"money"})
"""Kinds of fields that may be added up and compared."""

_MULTIPLIED = ({"integer", "number", "money"},)
_NUMBERS = ({"integer", "number"},)
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


def sum_of_parts(terms: Terms, argument: object) -> Rule:
    """The total equals the sum of its parts; blank parts count 0 beside filled ones; all blank, or no total: silent."""
    total, parts = terms.total_and_parts(argument, ADDED)
    if {"户", "人"} <= {field.unit for field in (total, *parts)}:
        raise terms.fail(_("户和人不能相加"))
    why = _("应等于 {titles} 之和").format(titles=titles_of(parts))
    return _equals((total, parts), why, lambda numbers: sum(numbers) if numbers else None)


def parts_at_most(terms: Terms, argument: Sequence[Any]) -> Rule:
    """`[[part, part], total]`: the parts come to no more than the total, which may have others that nobody listed."""
    total, parts = terms.total_and_parts({argument[1]: argument[0]}, ADDED)
    whole, filled = filled_of([total]), filled_of(parts)
    why = _("{titles} 之和不能大于{total}").format(titles=titles_of(parts), total=total.title)

    def rule(values: Values) -> Sequence[Breach]:
        given = whole(values)
        numbers = [value for _field, value in filled(values)]
        return [Breach(total, why)] if given and numbers and sum(numbers) > given[0][1] else []

    return rule


def product(terms: Terms, argument: object) -> Rule:
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
    whole, filled = filled_of([total]), filled_of(parts)

    def rule(values: Values) -> Sequence[Breach]:
        given = whole(values)
        wanted = right([value for _field, value in filled(values)]) if given else None
        if wanted is None or given[0][1] == wanted:
            return ()
        return [Breach(total, why, meant(total, wanted))]

    return rule


def rounded_as(given: Value, right: Decimal) -> Decimal:
    """`right` with as many decimals as were written, half up: 98.18 beside 98.97, 98 beside 99."""
    written = given.as_tuple().exponent if isinstance(given, Decimal) else 0
    return right.quantize(Decimal(1).scaleb(min(int(written), 0)), ROUND_HALF_UP)


def rate(terms: Terms, argument: object) -> Rule:
    """The declared rate is Σof ÷ Σto, in its unit (% or ‰) and with the decimals it is written with."""
    declared, about = terms.one_entry(argument, ("of", "to"))
    field = terms.of_kind(terms.field(declared), _NUMBERS)
    above, below = (terms.fields(about[key], _MULTIPLIED) for key in ("of", "to"))
    base = Decimal(1000) if field.unit == "‰" else _HUNDRED
    formula = f"{_bracketed(above)}÷{_bracketed(below)}"

    def right(numbers: Mapping[str, Any]) -> Decimal | None:
        whole = sum(Decimal(numbers[each.name]) for each in below)
        return sum(Decimal(numbers[each.name]) for each in above) * base / whole if whole else None

    nothing = _("{titles}为 0，没有这个比率，不应填写").format(titles=_added(below))
    return _follows(field, (*above, *below), right, (_("应等于 {formula}").format(formula=formula), nothing))


def _added(fields: Sequence[Field]) -> str:
    return "＋".join(field.title for field in fields)


def _bracketed(fields: Sequence[Field]) -> str:
    return f"（{_added(fields)}）" if len(fields) > 1 else fields[0].title


def change(terms: Terms, argument: object) -> Rule:
    """The declared change in % is (this − last) ÷ last; against a last of 0 there is none (R16)."""
    declared, (this, last) = terms.total_and_two(argument, ADDED)
    field = terms.of_kind(declared, _NUMBERS)
    names = {"this": this.title, "last": last.title}

    def right(numbers: Mapping[str, Any]) -> Decimal | None:
        base = Decimal(numbers[last.name])
        return (Decimal(numbers[this.name]) - base) * _HUNDRED / base if base else None

    why = _("应等于（{this}－{last}）÷{last}").format(**names)
    nothing = _("{last}为 0，没有增减百分比，不应填写").format(**names)
    return _follows(field, (this, last), right, (why, nothing))


def _follows(
    declared: Field,
    parts: Sequence[Field],
    right: Callable[[Mapping[str, Any]], Decimal | None],
    said: tuple[str, str],
) -> Rule:
    """A declared percentage is what follows from its parts; where nothing follows (a base of 0) it may not be declared."""
    given_of, filled = filled_of([declared]), filled_of(parts)
    wrong, nothing = said
    needed = {part.name for part in parts}

    def rule(values: Values) -> Sequence[Breach]:
        if not (given := given_of(values)):
            return ()
        numbers = {field.name: value for field, value in filled(values)}
        if numbers.keys() != needed:
            return ()
        wanted = right(numbers)
        if wanted is None:
            return [Breach(declared, nothing)]
        wanted = rounded_as(given[0][1], wanted)
        return () if given[0][1] == wanted else [Breach(declared, wrong, meant(declared, wanted))]

    return rule


def percent(terms: Terms, argument: object) -> Rule:
    """Each filled one lies between 0 and 100."""
    filled = filled_of(terms.fields(argument, _NUMBERS))

    def rule(values: Values) -> Sequence[Breach]:
        return [
            Breach(field, _("百分比不能超过 100") if number > 0 else _("百分比不能小于 0"))
            for field, number in filled(values)
            if not 0 <= number <= 100
        ]

    return rule
