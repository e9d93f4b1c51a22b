"""Checks of a record's own lists: a declared count, a declared total, no period named twice, no step left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from shequ_cli.rules.check_numbers import ADDED
from shequ_cli.rules.check_rule import Breach, Rule, filled_of, meant
from shequ_cli.rules.check_terms import Terms, Values, titles_of
from shequ_cli.rules.schema import Field
from shequ_cli.rules.writing import text_of
from shequ_cli.words.language import _

_COUNTS = ({"integer"},)


class Chosen(NamedTuple):
    """Which items of a list a check is about."""

    field: Field
    holds: Callable[[Values], bool]
    words: str
    """In words: 单位为人; "" for all items."""

    def of(self, values: Values) -> tuple[list[Values], list[Values]] | None:
        """The items that are meant, and the others; None without a list."""
        items: Any = values.get(self.field.name)
        if items is None:
            return None
        meant = [item for item in items if self.holds(item)]
        return meant, [item for item in items if not self.holds(item)]


def count(terms: Terms, argument: object) -> Rule:
    """The declared number is how many items the list has, or how many of them are meant."""
    declared, about = terms.one_entry(argument)
    field = terms.of_kind(terms.field(declared), _COUNTS)
    chosen = _chosen(terms, about if isinstance(about, Mapping) else {"of": about}, ("of", "when", "at_least"))
    given_of = filled_of([field])

    def rule(values: Values) -> Sequence[Breach]:
        if not (given := given_of(values)) or (items := chosen.of(values)) is None:
            return ()
        number = len(items[0])
        if given[0][1] == number:
            return ()
        which = _("{words}的").format(words=chosen.words) if chosen.words else ""
        why = _("{list}里{which}有 {n} 项").format(list=chosen.field.title, which=which, n=number)
        return [Breach(field, why, str(number))]

    return rule


def total(terms: Terms, argument: object) -> Rule:
    """The declared total is the sum over the items that are meant.

    One that has taken in items of another unit – the total's own unit is what `when` asks for – is a problem of its own kind.
    """
    declared, about = terms.one_entry(argument, ("of", "value"), ("when", "at_least"))
    chosen = _chosen(terms, about, ("of", "value", "when", "at_least"))
    inner = terms.inside(chosen.field)
    field, value = inner.same_kind(terms.field(declared), inner.field(about["value"]), ADDED)
    divided = inner.condition(about["when"]).wanted if about.get("when") else ()
    of_units = bool(field.unit) and any(field.unit in each.values for each in divided)
    given_of = filled_of([field])

    def rule(values: Values) -> Sequence[Breach]:
        if not (given := given_of(values)) or (items := chosen.of(values)) is None:
            return ()
        right, surplus = _sum(value, items[0]), given[0][1] - _sum(value, items[0])
        if not surplus:
            return ()
        mixed = _mixed(value, [each.field for each in divided], items[1], surplus) if of_units else ""
        which = _("（{words}）").format(words=chosen.words) if chosen.words else ""
        names = {"list": chosen.field.title, "value": value.title, "which": which}
        why = mixed or _("应等于{list}里{value}之和{which}").format(**names)
        return [Breach(field, why, meant(field, right), "mixed-units" if mixed else "")]

    return rule


def _sum(field: Field, items: Iterable[Values]) -> Any:  # noqa: ANN401 - a count stays int, money Decimal
    numbers = [item.get(field.name) for item in items]
    return sum(number for number in numbers if isinstance(number, int | Decimal))


def _mixed(value: Field, units: Sequence[Field], others: Sequence[Values], surplus: object) -> str:
    """Says which items of another unit make up what the total has too much: one of them, one unit's, or all; else ""."""
    groups: dict[str, list[Values]] = {}
    for item in others:
        groups.setdefault("、".join(text_of(unit, item.get(unit.name)) for unit in units), []).append(item)
    tried = [*groups.items(), ("、".join(groups), list(others))]
    tried += [(unit, [item]) for unit, items in groups.items() for item in items]
    for unit, items in tried:
        if _sum(value, items) == surplus:
            why = _("单位不同不能相加：加进了单位为{unit}的 {n} 项，共 {sum}")
            return why.format(unit=unit, n=len(items), sum=surplus)
    return ""


def _chosen(terms: Terms, about: Mapping[str, Any], words: Sequence[str]) -> Chosen:
    """The list and its items that `{of, when, at_least}` mean."""
    terms.only(about, words)
    field = terms.list_field(about.get("of"))
    tests: list[Callable[[Values], bool]] = []
    said: list[str] = []
    if about.get("when"):
        condition = terms.inside(field).condition(about["when"])
        tests.append(condition.holds)
        said.append(condition.words)
    for word, least in (about.get("at_least") or {}).items():
        each, number = terms.inside(field).least(word, least)
        tests.append(lambda item, name=each.name, number=number: _is_at_least(item.get(name), number))  # type: ignore[misc]
        said.append(_("{title}不低于{number}").format(title=each.title, number=number))
    return Chosen(field, lambda item: all(test(item) for test in tests), _("，").join(said))


def _is_at_least(value: object, least: Decimal) -> bool:
    return isinstance(value, int | Decimal) and value >= least


def once(terms: Terms, argument: object) -> Rule | None:
    """`{lines: quarter}`: no two items of the list name the same period. A list of fields speaks of all records instead."""
    if not isinstance(argument, Mapping):
        terms.fields(argument)
        return None
    word, named = terms.one_entry(argument)
    field = terms.list_field(word)
    periods = terms.inside(field).fields([named] if isinstance(named, str) else named)
    titles = titles_of(periods)

    def rule(values: Values) -> Sequence[Breach]:
        items: Any = values.get(field.name)
        if items is None or len(items) < 2:
            return ()
        found: list[Breach] = []
        first: dict[tuple[object, ...], int] = {}
        for index, item in enumerate(items):
            key = tuple(item.get(period.name) for period in periods)
            if None in key:
                continue
            if key in first:
                why = _("{titles}与第{n}项相同，一期只能写一次").format(titles=titles, n=first[key])
                found.append(Breach(periods[-1], why, at=(field.name, index)))
            first.setdefault(key, index + 1)
        return found

    return rule


def whole(terms: Terms, argument: object) -> Rule:
    """A list of codes that was begun holds every code of its code list, at least once `when` holds; the missing ones are named."""
    about = argument if isinstance(argument, Mapping) else {"of": argument}
    terms.only(about, ("of", "when"))
    field = terms.list_field(about.get("of"))
    codelist = terms.tools.codelists.get(field.item.codelist) if terms.tools and field.item else None
    if codelist is None:
        raise terms.fail(_("{title}的各项不是代码").format(title=field.title))
    condition = terms.condition(about["when"]) if about.get("when") else None

    def rule(values: Values) -> Sequence[Breach]:
        items: Any = values.get(field.name)
        if not items or (condition and not condition.holds(values)):
            return ()
        missing = [title for title in codelist.titles if title not in items]
        return [Breach(field, _("还缺：{titles}").format(titles="、".join(missing)))] if missing else ()

    return rule
