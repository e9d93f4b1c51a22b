"""What an assessment came to: each item's score with its why and what it still lacks, the total, title and award."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shequ_cli.words.language import _
from shequ_cli.work.assessment import ALL, Assessment, Award, Item, Level, Total
from shequ_cli.work.compare import rounded
from shequ_cli.work.period import Period


class Wanted(StrEnum):
    """Where a lack stands: still to be done in time, late but to be made good, or past mending."""

    TODO = "todo"
    OVERDUE = "overdue"
    LOST = "lost"

    @property
    def word(self) -> str:
        """The state as shown to the clerk."""
        return {"todo": _("待办"), "overdue": _("逾期"), "lost": _("不能补")}[self.value]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that an item lacks, in words, and by when it is wanted."""

    title: str
    text: str
    state: Wanted
    by: date | None = None

    def as_json(self) -> dict[str, object]:
        """One entry of `missing`."""
        by = self.by.isoformat() if self.by else None
        return {"title": self.title, "text": self.text, "state": self.state.value, "by": by}


@dataclass(frozen=True, slots=True)
class ItemResult:
    """`score` None: nobody has scored it. `met` None: not yet decided. `best` is what it can still reach."""

    item: Item
    score: Decimal | None = None
    met: bool | None = None
    why: str = ""
    missing: tuple[Missing, ...] = ()
    materials: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    best: Decimal = Decimal(0)
    can_be_met: bool = True
    false_report: bool = False
    optional: bool = False
    """Whether it only opens a way to an award and nobody has to be scored by it."""

    @property
    def open(self) -> bool:
        """Whether somebody still has to score or decide it; what is counted decides itself."""
        if self.optional:
            return False
        undecided = self.score is None if self.item.points is not None else self.met is None
        return undecided and (self.item.by_hand or self.item.points is not None)

    def star(self, least: Decimal | None) -> bool:
        """Whether the score is a star."""
        return least is not None and self.score is not None and self.score >= least

    def as_json(self, star: Decimal | None) -> dict[str, object]:
        """One entry of `items`."""
        item = self.item
        return {
            "id": item.id,
            "name": item.title,
            "section": item.section or None,
            "points": number(item.points),
            "score": number(self.score),
            "met": self.met,
            **({"star": self.star(star)} if star is not None else {}),
            "criteria": item.criteria or None,
            "source": item.source or None,
            "why": self.why,
            "missing": [one.as_json() for one in self.missing],
            "materials": list(self.materials),
            "measure": item.count.measure or None if item.count else None,
            "records": list(self.records),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """An assessment in one period, of one object ("" for the community itself). `place` is its rank among the objects."""

    assessment: Assessment
    period: Period
    object: str
    items: tuple[ItemResult, ...]
    bonus: tuple[ItemResult, ...] = ()
    deductions: tuple[ItemResult, ...] = ()
    veto: tuple[ItemResult, ...] = ()
    remarks: tuple[str, ...] = ()
    place: int | None = None
    running: bool = False
    """Whether the period is not over yet."""

    @property
    def every(self) -> tuple[ItemResult, ...]:
        """Items, bonus, deductions and vetoes."""
        return (*self.items, *self.bonus, *self.deductions, *self.veto)

    @property
    def vetoed(self) -> tuple[str, ...]:
        """The vetoes that hold (一票否决)."""
        return tuple(one.item.title for one in self.veto if one.met)

    @property
    def base(self) -> Decimal:
        """The items' points, stars or items met."""
        rules = self.assessment
        if rules.total is Total.STARS:
            return Decimal(sum(one.star(rules.star) for one in self.items))
        if rules.total is Total.MET:
            return Decimal(sum(one.met is True for one in self.items))
        return sum((one.score or Decimal(0) for one in self.items), Decimal(0))

    @property
    def extra(self) -> Decimal:
        """Bonus less deductions, each within its cap."""
        rules = self.assessment
        return capped(self.bonus, rules.bonus.cap) - capped(self.deductions, rules.deductions.cap)

    @property
    def score(self) -> Decimal:
        """The total, never below 0."""
        return max(self.base + self.extra, Decimal(0))

    @property
    def best(self) -> Decimal:
        """What the total can still become."""
        rules = self.assessment
        if rules.total is Total.STARS:
            base = Decimal(sum(one.best >= (rules.star or ALL) for one in self.items))
        elif rules.total is Total.MET:
            base = Decimal(sum(one.can_be_met for one in self.items))
        else:
            base = sum((one.best for one in self.items), Decimal(0))
        bonus = capped(tuple(replace(one, score=one.best) for one in self.bonus), rules.bonus.cap)
        return max(base + bonus - capped(self.deductions, rules.deductions.cap), Decimal(0))

    @property
    def level(self) -> Level | None:
        """What the total earns; None without levels, where a veto holds, and before anything is scored."""
        if self.vetoed or (self.items and all(one.open for one in self.items)):
            return None
        return self.level_of(self.score)

    @property
    def short(self) -> tuple[str, ...]:
        """Items that are scored and have no star, or are judged and not met."""
        star = self.assessment.star
        if self.assessment.total is Total.STARS:
            return tuple(one.item.title for one in self.items if one.score is not None and not one.star(star))
        judged = (one for one in self.items if one.item.points is None and not one.optional)
        return tuple(one.item.title for one in judged if one.met is False)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Vetoes that nobody has looked into yet."""
        return tuple(one.item.title for one in self.veto if one.met is None)

    @property
    def best_level(self) -> Level | None:
        """What it can still earn."""
        return None if self.vetoed else self.level_of(self.best)

    def level_of(self, total: Decimal) -> Level | None:
        """The first level whose least the total reaches."""
        full = self.assessment.full
        reached = (one for one in self.assessment.levels if total >= (full if one.least == ALL else one.least))
        return next(reached, None)

    @property
    def title(self) -> str:
        """The title in words; a veto wins over every score."""
        if self.vetoed:
            return _("一票否决")
        return self.level.title if self.level else ""

    @property
    def standing(self) -> str:
        """The title, and whether it is only that for now."""
        now = (self.running or self.open) and self.level and not self.vetoed
        return _("目前{title}").format(title=self.title) if now else self.title

    @property
    def award(self) -> Award | None:
        """The first award whose rank or item it has; none under a veto, before the vetoes are looked into, or after a false report (R05)."""
        met = {one.item.id for one in self.items if one.met}
        fits = (one for one in self.assessment.awards if self.place in one.ranks or met & set(one.items))
        barred = self.vetoed or self.unchecked or any(one.false_report for one in self.every)
        return None if barred else next(fits, None)

    @property
    def leader_yuan(self) -> Decimal | None:
        """What the leaders get each: a share of the award (元, to the 分)."""
        return rounded(self.award.yuan * self.assessment.leader_share, 2) if self.award else None

    @property
    def open(self) -> int:
        """How many items nobody has scored or decided."""
        return sum(one.open for one in (*self.items, *self.veto))

    @property
    def missing(self) -> tuple[tuple[Item, Missing], ...]:
        """Everything lacking, item by item."""
        return tuple((one.item, lack) for one in self.every for lack in one.missing)

    def shown(self, total: Decimal) -> int | str:
        """A total as JSON: stars and items met are counts, points exact."""
        return f"{total:f}" if self.assessment.total is Total.POINTS else int(total)


def capped(items: tuple[ItemResult, ...], cap: Decimal | None) -> Decimal:
    """The items' points together, never more than the cap."""
    total = sum((one.score or Decimal(0) for one in items), Decimal(0))
    return total if cap is None else min(total, cap)


def number(value: Decimal | None) -> str | None:
    """An exact number as its text."""
    return None if value is None else f"{value:f}"


def as_json(result: Result) -> dict[str, object]:
    """The promised shape assessment/1."""
    rules, star, award = result.assessment, result.assessment.star, result.award
    return {
        "shequ": "assessment/1",
        "name": rules.name,
        "assessment": rules.title,
        "period": result.period.code,
        "object": result.object or None,
        "total": rules.total.value,
        "score": result.shown(result.score),
        "full": result.shown(rules.full),
        "best": result.shown(result.best),
        "title": result.title or None,
        "best_title": result.best_level.title if result.best_level else None,
        "vetoed": list(result.vetoed),
        "unchecked": list(result.unchecked),
        "short": list(result.short),
        "open": result.open,
        "running": result.running,
        "place": result.place,
        "award": {"title": award.title, "yuan": number(award.yuan), "leader_yuan": number(result.leader_yuan)}
        if award
        else None,
        "items": [one.as_json(star) for one in result.items],
        "bonus": [one.as_json(None) for one in result.bonus],
        "deductions": [one.as_json(None) for one in result.deductions],
        "veto": [one.as_json(None) for one in result.veto],
        "remarks": list(result.remarks),
    }


def listed_json(assessment: Assessment, period: Period, results: Sequence[Result]) -> dict[str, object]:
    """assessment/1 of several objects: `objects` holds each one's whole shape, best first."""
    return {
        "shequ": "assessment/1",
        "name": assessment.name,
        "assessment": assessment.title,
        "period": period.code,
        "object": None,
        "total": assessment.total.value,
        "score": None,
        "title": None,
        "items": [],
        "objects": [as_json(one) for one in results],
    }
