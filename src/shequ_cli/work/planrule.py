"""What plan rules say, as values: minimum counts, named days, carried work, goals, phases (docs/schemas.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.work.condition import Condition
from shequ_cli.work.plan import Duty, Phase


class MonthDay(NamedTuple):
    """A day of any year ("03-31")."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """That day in a year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule says: which tasks it makes, where they stand, who answers for them, and on what ground.

    `years` are how many years after the plan's first one `start` and `due` lie.
    """

    id: str
    section: str
    title: str
    duty: Duty
    start: MonthDay
    due: MonthDay
    source: str = ""
    note: str = ""
    years: tuple[int, int] = (0, 0)
    duty_key: str = ""
    """Key of the record ("消防 2-4") that says who answers for it; where there is none, `duty` does."""
    if_kept: bool = False
    """Only for a store that has records of the ledger that the measure counts."""
    exact: bool = False
    """The due day stands as it is, even on a day off."""

    def days(self, year: int) -> tuple[date, date]:
        """Its first and last day in a plan that begins in `year`."""
        first, last = self.years
        return self.start.of(year + first), self.due.of(year + last)


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
    unit: str = "件"
    """What the ledger's records are counted in."""


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
class PhaseRule:
    """A stretch of a scheme (阶段); its tasks stand among the plan's minimums, its acceptance (验收) as one of them."""

    id: str
    title: str
    start: MonthDay
    due: MonthDay
    years: tuple[int, int]
    accept: MonthDay | None = None

    @property
    def accept_years(self) -> int:
        """How many years after the plan's first the acceptance lies: it is the first such day that the phase has begun by."""
        first, last = self.years
        early = self.accept is not None and (last, self.accept) < (first, self.start)
        return last + early

    def of(self, year: int) -> Phase:
        """The phase in a scheme that begins in `year`."""
        first, last = self.years
        accept = self.accept.of(year + self.accept_years) if self.accept else None
        return Phase(self.title, self.start.of(year + first), self.due.of(year + last), accept)


@dataclass(frozen=True, slots=True)
class GroupRule:
    """The leading groups (领导小组) that a plan prints: records of `ledger` that are in force and meet `where`.

    They begin on the day `on` and are in force until the day `until`. `title` is what is missed where there is none.
    """

    ledger: Ledger
    on: str
    until: str
    where: Condition | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class DutyRule:
    """The ledger of the duty matrix (责任分工): `key` are the fields that a rule's `duty` names, with a space between."""

    ledger: Ledger
    key: tuple[str, ...]


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
    phases: tuple[PhaseRule, ...] = ()
    basis: str = ""
    """What the scheme rests on (为…，根据…), the beginning of its document."""
    aims: tuple[str, ...] = ()
    """总体目标, in sentences."""
    group: GroupRule | None = None
    duties: DutyRule | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules but that for unfinished tasks."""
        parts: tuple[Minimum | Occasions | Carried | Goal, ...]
        parts = (*self.minimums, *self.occasions, *self.carried, *self.goals)
        return tuple(each.rule for each in parts)

    @property
    def years(self) -> int:
        """How many years a plan runs."""
        last = [rule.years[1] for rule in self.rules] + [phase.years[1] for phase in self.phases]
        return 1 + max(last, default=0)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules."""
        return tuple(rule.id for rule in self.rules)
