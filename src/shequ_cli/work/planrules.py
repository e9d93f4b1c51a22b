"""Plan rules (schemas/plans/*.yaml): what a plan is made from; the vocabulary is explained at the top of annual.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.measure import Measure
from shequ_cli.work.plan import CADENCES, Duty


class MonthDay(NamedTuple):
    """A day of any year ("03-31")."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """That day in a year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule says: which tasks it makes, where they stand, who answers for them, and on what ground."""

    id: str
    section: str
    title: str
    duty: Duty
    start: MonthDay
    due: MonthDay
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Minimum:
    """`least` of `measure` in every `per`; without a measure the clerk says when it is finished."""

    rule: Rule
    measure: str = ""
    where: str = ""
    least: Decimal | None = None
    per: str = "year"
    unit: str = ""
    """What a record of it is called here; blank: the measure's unit."""


@dataclass(frozen=True, slots=True)
class Occasions:
    """One task for each named day or month of the calendar, done by `least` records between `before` and `after` it."""

    rule: Rule
    campaigns: tuple[str, ...]
    measure: str
    where: str
    least: Decimal
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Carried:
    """One task for the records of a ledger that last year left open on one of these clocks."""

    rule: Rule
    ledger: str
    clocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A yearly number. `fixed` is the number itself; else last year's number and `grow` per cent of it (of a rate: points).

    Never below `floor`; `at_most` makes it a ceiling.
    """

    rule: Rule
    measure: str
    where: str = ""
    fixed: Decimal | None = None
    grow: Decimal = Decimal(0)
    floor: Decimal | None = None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class PlanRules:
    """All rules of one kind of plan. `pattern` of its title knows {community} and {year}."""

    name: str
    title: str
    pattern: str
    sections: tuple[str, ...]
    minimums: tuple[Minimum, ...] = ()
    occasions: tuple[Occasions, ...] = ()
    carried: tuple[Carried, ...] = ()
    goals: tuple[Goal, ...] = ()
    unfinished: Rule | None = None
    """How the clerk's own tasks that last year left unfinished go on."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules."""
        parts: tuple[Minimum | Occasions | Carried | Goal, ...]
        parts = (*self.minimums, *self.occasions, *self.carried, *self.goals)
        return tuple(each.rule.id for each in parts)


def read_rules(
    name: str,
    raw: Mapping[str, Any],
    measures: Mapping[str, Measure],
    ledgers: Mapping[str, Ledger],
    where: object = "",
) -> PlanRules:
    """Plan rules from their file; BadDefinition names the rule that does not hold together."""
    return _Reader(raw, measures, ledgers, where or f"schemas/plans/{name}.yaml").rules(name)


class _Reader:
    """Reads one file of rules; kept in a class only to say `where` in every complaint."""

    def __init__(
        self, raw: Mapping[str, Any], measures: Mapping[str, Measure], ledgers: Mapping[str, Ledger], where: object
    ) -> None:
        self.raw, self.measures, self.ledgers, self.where = raw, measures, ledgers, where
        entries = self.several("sections")
        if faulty := [each for each in entries if not (each.get("id") and each.get("title"))]:
            raise self.fail("", _("每个部分都要有 id 和 title，这里没有：{entry}").format(entry=dict(faulty[0])))
        self.sections = {str(each["id"]): str(each["title"]) for each in entries}

    def fail(self, rule: str, why: str) -> BadDefinition:
        return judged.fault(self.where, why, rule)

    def entry(self, part: str, raw: object) -> Mapping[str, Any]:
        return judged.entry(self.where, part, raw)

    def several(self, part: str) -> list[Mapping[str, Any]]:
        return [self.entry(part, each) for each in self.raw.get(part) or ()]

    def filled(self, rule: str, text: str, *names: str) -> str:
        return judged.filled(self.where, text, names, rule)

    def known(self, rule: str, what: str, word: object, names: Sequence[str]) -> str:
        """`word` itself, which must be one of `names`."""
        return judged.one_of(self.where, what, str(word), names, rule)

    def rules(self, name: str) -> PlanRules:
        raw = self.raw
        found = PlanRules(
            name=name,
            title=str(raw.get("title", name)),
            pattern=self.filled("", str(raw.get("pattern", "{community}{year}年工作计划")), "community", "year"),
            sections=tuple(self.sections.values()),
            minimums=tuple(self.minimum(entry) for entry in self.several("tasks")),
            occasions=tuple(self.occasion(entry) for entry in self.several("campaigns")),
            carried=tuple(self.carried(entry) for entry in self.several("carry_over")),
            goals=tuple(self.goal(entry) for entry in self.several("targets")),
            unfinished=self.rule(self.entry("unfinished", raw["unfinished"])) if raw.get("unfinished") else None,
        )
        if twice := judged.repeated(found.ids):
            raise self.fail("", _("编号重复：{ids}").format(ids=twice))
        return found

    def rule(self, raw: Mapping[str, Any]) -> Rule:
        if not raw.get("id"):
            raise self.fail("", _("每条规则都要有 id，这里没有：{entry}").format(entry=dict(raw)))
        id = str(raw["id"])
        section = self.known(id, _("部分"), raw.get("section", ""), list(self.sections))
        start, due = (
            self.day(id, str(raw.get(key, default))) for key, default in (("start", "01-01"), ("due", "12-31"))
        )
        duty = Duty(*(_words(raw.get(key)) for key in ("lead", "cooperate", "implement")))
        if not duty.lead:
            raise self.fail(id, _("要写明由谁牵头（lead）"))
        about = (str(raw.get(key, "")) for key in ("source", "note"))
        return Rule(id, self.sections[section], str(raw.get("title", "")), duty, start, due, *about)

    def day(self, rule: str, text: str) -> MonthDay:
        if found := re.fullmatch(r"(\d\d)-(\d\d)", text):
            month, day = int(found[1]), int(found[2])
            try:
                date(2027, month, day)  # not a leap year: a day that every year has
            except ValueError:
                pass
            else:
                return MonthDay(month, day)
        raise self.fail(rule, _("日子要写成 03-31 的样子，不能是“{text}”").format(text=text))

    def number(self, rule: str, raw: Mapping[str, Any], key: str) -> Decimal | None:
        if raw.get(key) is None:
            return None
        try:
            return Decimal(str(raw[key]))
        except InvalidOperation:
            raise self.fail(rule, _("{key} 要写数字，不能是“{text}”").format(key=key, text=raw[key])) from None

    def measured(self, rule: str, raw: Mapping[str, Any]) -> str:
        return self.known(rule, _("指标"), raw.get("measure", ""), list(self.measures))

    def minimum(self, raw: Mapping[str, Any]) -> Minimum:
        rule = self.rule(raw)
        per = self.known(rule.id, _("频次"), raw.get("per", "year"), list(CADENCES))
        if not raw.get("measure"):
            return Minimum(rule, per=per)
        least = self.number(rule.id, raw, "at_least")
        if least is None:
            raise self.fail(rule.id, _("有指标就要写最少多少（at_least）"))
        return Minimum(
            rule, self.measured(rule.id, raw), str(raw.get("where", "")), least, per, str(raw.get("unit", ""))
        )

    def occasion(self, raw: Mapping[str, Any]) -> Occasions:
        rule = self.rule(raw)
        least = self.number(rule.id, raw, "at_least") or Decimal(1)
        before, after = (int(self.number(rule.id, raw, key) or 0) for key in ("before", "after"))
        where = self.filled(rule.id, str(raw.get("where", "")), "name", "id")
        self.filled(rule.id, rule.title, "name")
        return Occasions(rule, _words(raw.get("days")), self.measured(rule.id, raw), where, least, before, after)

    def carried(self, raw: Mapping[str, Any]) -> Carried:
        rule = self.rule(raw)
        ledger = self.ledgers[self.known(rule.id, _("台账"), raw.get("ledger", ""), list(self.ledgers))]
        names = [clock.name for clock in ledger.clocks]
        clocks = tuple(self.known(rule.id, _("时限"), clock, names) for clock in _words(raw.get("clocks")) or names)
        return Carried(rule, ledger.name, clocks)

    def goal(self, raw: Mapping[str, Any]) -> Goal:
        rule = self.rule(raw)
        return Goal(
            rule,
            self.measured(rule.id, raw),
            str(raw.get("where", "")),
            fixed=self.number(rule.id, raw, "fixed"),
            grow=self.number(rule.id, raw, "grow") or Decimal(0),
            floor=self.number(rule.id, raw, "floor"),
            at_most=bool(raw.get("at_most", False)),
        )


def _words(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    return (
        (value,)
        if isinstance(value, str)
        else tuple(str(word) for word in value)
        if isinstance(value, Sequence)
        else ()
    )
