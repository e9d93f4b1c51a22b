"""What the period after a report brings (下步工作): deadlines of open records, counted, and the plan's named days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.language import _
from shequ_cli.work.campaign import Occurrence
from shequ_cli.work.clock import OpenClock
from shequ_cli.work.period import Period, between, containing


class DueClock(NamedTuple):
    """How many records have to meet a clock, and how many of them are late already."""

    name: str
    due: int
    late: int


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The clocks of one ledger's records, counted in its unit."""

    ledger: str
    unit: str
    clocks: tuple[DueClock, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """`deadlines` are only known of a period that is not over yet: they are those of today."""

    span: Period
    deadlines: tuple[Deadlines, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def late(self) -> int:
        """How many deadlines are missed already."""
        return sum(clock.late for each in self.deadlines for clock in each.clocks)


def ahead(
    period: Period,
    today: date,
    ledgers: Mapping[str, Ledger],
    clocks: Iterable[OpenClock] = (),
    days: Iterable[Occurrence] = (),
) -> Ahead:
    """What falls into the period after `period`: clocks due by its end (late ones too), and the named days that begin in it."""
    span = following(period)
    soon = tuple(named(day) for day in days if day.start in span)
    return Ahead(span, _deadlines(span, ledgers, list(clocks)) if today < span.end else (), soon)


def following(period: Period) -> Period:
    """The period just after, of the same kind."""
    return (
        containing(period.kind, period.end)
        if period.kind != "range"
        else between(period.end, period.end + (period.end - period.start))
    )


def named(day: Occurrence) -> str:
    """A named day and when it is: 全国防灾减灾日（5月12日）, 全民阅读活动周（4月19日至4月25日）, 安全生产月（6月）."""
    if day.span.kind == "month":
        return _("{name}（{m}月）").format(name=day.name, m=day.start.month)
    first, last = (_("{m}月{d}日").format(m=each.month, d=each.day) for each in (day.start, day.last_day))
    when = first if first == last else _("{first}至{last}").format(first=first, last=last)
    return f"{day.name}（{when}）"


def _deadlines(span: Period, ledgers: Mapping[str, Ledger], clocks: Sequence[OpenClock]) -> tuple[Deadlines, ...]:
    """In the order of the ledgers and of their clocks."""
    near = [(each.ledger, each.standing) for each in clocks if each.standing.due and each.standing.due < span.end]
    due = Counter((ledger, standing.name) for ledger, standing in near)
    late = Counter((ledger, standing.name) for ledger, standing in near if (standing.days_left or 0) < 0)
    found = {
        name: tuple(
            DueClock(clock.name, due[name, clock.name], late[name, clock.name])
            for clock in ledger.clocks
            if due[name, clock.name]
        )
        for name, ledger in ledgers.items()
    }
    return tuple(Deadlines(ledgers[name].title, ledgers[name].unit, held) for name, held in found.items() if held)
