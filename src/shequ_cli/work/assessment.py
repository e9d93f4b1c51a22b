"""Assessments (考评) as values: what is scored, from what, in which way, and which titles and awards the total earns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.work.condition import Condition
from shequ_cli.work.planrule import MonthDay

ALL = Decimal("Infinity")
"""The level that only everything reaches (`at_least: all`)."""


class Total(StrEnum):
    """What is added up."""

    POINTS = "points"
    STARS = "stars"
    """Items that reach `Assessment.star`."""
    MET = "met"
    """Items that are met."""


@dataclass(frozen=True, slots=True)
class Count:
    """Where a number comes from: a measure narrowed by `where`, or the records of a ledger that meet `condition`.

    Records count in the period of their date; with `ever` those that have begun by its end and are not over (`until`).
    `subject` is the field that names the assessed object, where records are of several.
    """

    measure: str = ""
    where: str = ""
    ledger: Ledger | None = None
    condition: Condition | None = None
    ever: bool = False
    until: str = ""
    subject: str = ""
    title: str = ""
    unit: str = ""
    decimals: int = 0
    """Places of a rate or quantity as it is printed."""
    flow: bool = True
    """Whether it grows over the period; a rate or stock is settled only when the period is over."""


@dataclass(frozen=True, slots=True)
class Judge:
    """How a number becomes points. Nothing set: the number is the points.

    `least` and `most` say when an item is met; `linear` gives the reached share of the points; `steps` are (bound, points), best first.
    """

    least: Decimal | None = None
    most: Decimal | None = None
    per: str = ""
    linear: bool = False
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    falling: bool = False
    """Whether the steps are ceilings (`steps: {at_most: …}`)."""
    each: Decimal | None = None
    """Points for every one."""

    @property
    def judges(self) -> bool:
        """Whether the number is something else than the points."""
        return (self.least, self.most, self.each) != (None, None, None) or bool(self.steps)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an item is to show: a material by its title, or with `count` so many (`least`) in every `per`."""

    title: str
    by: MonthDay | None = None
    count: Count | None = None
    least: Decimal = Decimal(1)
    per: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """Score by rank among the objects of a ledger: `current` × the rank of `this` + `improvement` × the rank of this − last."""

    ledger: Ledger
    year: str
    subject: str
    indicator: str
    this: str
    last: str
    direction: str
    smaller: str
    """The value of `direction` that says that less is better."""
    false_report: str
    current: Decimal
    improvement: Decimal
    ranks: tuple[tuple[int, Decimal], ...] = ()
    """(rank, points of 100); later ranks have the last one. Empty: each rank costs 100 ÷ number of objects."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a weighted score: fields with the score and with its weight in per cent ("" for the rest), and the least weight."""

    title: str
    value: str
    weight: str = ""
    least: Decimal = Decimal(0)
    least_of: Mapping[str, Decimal] = field(default_factory=dict)
    """The least weight of single objects, by name."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weighted score out of one record for each object and year."""

    ledger: Ledger
    year: str
    subject: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One 评分项. Without `count`, `rank` and `weighted` it is scored by hand in the ledger of scores.

    `points` None: it is only met or not. `filed` are the words of the assessment under which hand scores stand.
    """

    id: str
    title: str
    filed: tuple[str, ...]
    section: str = ""
    points: Decimal | None = None
    criteria: str = ""
    source: str = ""
    note: str = ""
    by: MonthDay | None = None
    unit: str = ""
    """Of a number entered by hand that is not points."""
    judge: Judge = Judge()
    count: Count | None = None
    rank: Rank | None = None
    weighted: Weighted | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether somebody enters its score."""
        return not (self.count or self.rank or self.weighted)

    @property
    def words(self) -> tuple[str, ...]:
        """What names it in a hand score."""
        return self.title, self.id


@dataclass(frozen=True, slots=True)
class Extra:
    """Bonus or deduction items; together never more than `cap`."""

    items: tuple[Item, ...] = ()
    cap: Decimal | None = None


class Level(NamedTuple):
    """A title that the total earns from `least` on (ALL: only by everything)."""

    title: str
    least: Decimal = Decimal(0)
    note: str = ""


class Award(NamedTuple):
    """Money (元) for one of these ranks among the objects, or for one of these items being met."""

    title: str
    yuan: Decimal
    ranks: tuple[int, ...] = ()
    items: tuple[str, ...] = ()


class Version(NamedTuple):
    """Which assessment this is a version of, its name (`of@name`), since when it holds, and where it was taken from."""

    of: str = ""
    name: str = ""
    since: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One definition. `levels` stand best first, `scorers` in order of precedence; `objects` is what is assessed, "" for the community itself."""

    name: str
    title: str
    items: tuple[Item, ...]
    total: Total = Total.POINTS
    aliases: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    version: Version = Version()
    periods: tuple[str, ...] = ("year",)
    objects: str = ""
    scores: Ledger | None = None
    scorers: tuple[str, ...] = ()
    star: Decimal | None = None
    bonus: Extra = Extra()
    deductions: Extra = Extra()
    veto: tuple[Item, ...] = ()
    levels: tuple[Level, ...] = ()
    awards: tuple[Award, ...] = ()
    leader_share: Decimal = Decimal(0)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that names it."""
        versioned = (f"{self.version.of}@{self.version.name}",) if self.version.name else ()
        return tuple(dict.fromkeys((self.name, self.title, *self.aliases, *versioned)))

    @property
    def full(self) -> Decimal:
        """The most that the total can be, without bonus."""
        if self.total is Total.POINTS:
            return sum((item.points or Decimal(0) for item in self.items), Decimal(0))
        return Decimal(len(self.items))
