"""Clocks (时限): deadlines derived from a record, never stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.privacy import Audience, masked
from shequ_cli.rules.schema import Clock, Ledger
from shequ_cli.words.language import _
from shequ_cli.words.query import Data, Query, Row
from shequ_cli.words.record import Value
from shequ_cli.work.condition import NO_CODELISTS, condition
from shequ_cli.work.conditiontext import column
from shequ_cli.work.duration import duration
from shequ_cli.work.measurequery import table
from shequ_cli.work.renewal import began, began_sql
from shequ_cli.work.workday import MissingYear, WorkCalendar

SOON = 7
"""Days before a deadline from which it is soon."""


class ClockState(StrEnum):
    """Where a clock stands today."""

    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    DONE = "done"
    UNKNOWN = "unknown"
    """It runs, but its deadline cannot be told: `why` says what is missing."""


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """One clock of one record today. `days_left` is negative when it is overdue; `run` says which day of it today is."""

    name: str
    due: date | None
    state: ClockState
    days_left: int | None = None
    met_on: date | None = None
    why: str = ""
    run: str = ""

    @property
    def late(self) -> bool:
        """Whether it was met, but after its last day."""
        return self.met_on is not None and self.due is not None and self.met_on > self.due

    @property
    def word(self) -> str:
        """The state as shown to the clerk: 逾期3天, 今天到期, 还剩5天."""
        if self.state is ClockState.DONE:
            return _("已办结（逾期）") if self.late else _("已办结")
        return _("，").join(filter(None, (self.run, self._left)))

    @property
    def _left(self) -> str:
        if self.days_left is None:
            return _("期限不明：{why}").format(why=self.why)
        if self.days_left < 0:
            return _("逾期{n}天").format(n=-self.days_left)
        return _("还剩{n}天").format(n=self.days_left) if self.days_left else _("今天到期")


NO_LEDGERS: Mapping[str, Ledger] = {}


@dataclass(frozen=True, slots=True)
class OpenClock:
    """A clock that still runs, of a record that `label` describes."""

    ledger: str
    id: str
    label: str
    standing: ClockStanding


@dataclass(frozen=True, slots=True)
class Timing:
    """What every clock is held against: the calendars, the day, and how many days ahead is soon."""

    calendar: WorkCalendar
    today: date
    soon: int = SOON


def clocks_of(
    ledger: Ledger,
    values: Mapping[str, Value],
    timing: Timing,
    codelists: Mapping[str, Codelist] = NO_CODELISTS,
    data: Data | None = None,
) -> tuple[ClockStanding, ...]:
    """The clocks that run or ran for a record; one whose beginning has not come, or that `unless` excepts, is left out.

    A clock that records of another ledger renew is reckoned from the last of them only where `data` are given.
    """
    return tuple(
        standing
        for clock in ledger.clocks
        if not (clock.unless and condition(clock.unless, ledger, codelists).holds(values))
        if (standing := _standing(clock, began(clock, values, data), timing)) is not None
    )


def _standing(clock: Clock, values: Mapping[str, Value], timing: Timing) -> ClockStanding | None:
    met = _day(values.get(clock.until))
    start, due, why = _day(values.get(clock.from_)), _day(values.get(clock.due)), ""
    if due is None and start is None:
        return None
    if due is None and start is not None:
        due, why = _due(clock, start, values, timing)
    if due is None and not why:
        return None
    if met:
        return ClockStanding(clock.name, due, ClockState.DONE, met_on=met)
    run = _run(clock, start, timing) if clock.counted and start else ""
    if due is None:
        return ClockStanding(clock.name, None, ClockState.UNKNOWN, why=why, run=run)
    left = (due - timing.today).days
    state = ClockState.OVERDUE if left < 0 else ClockState.SOON if left <= timing.soon else ClockState.OPEN
    return ClockStanding(clock.name, due, state, left, run=run)


def _run(clock: Clock, start: date, timing: Timing) -> str:
    """Which day or workday of the clock today is; the day on which it begins is not counted (民法典第二百零一条)."""
    if timing.today <= start:
        return _("今天开始") if timing.today == start else ""
    if not clock.within or not isinstance(clock.within, str) or duration(clock.within).unit != "workday":
        return _("第{n}天").format(n=(timing.today - start).days)
    try:
        return _("第{n}个工作日").format(n=timing.calendar.workdays(start, timing.today))
    except MissingYear:
        return ""


def _due(clock: Clock, start: date, values: Mapping[str, Value], timing: Timing) -> tuple[date | None, str]:
    """The deadline by `within`, or why there is none; neither where only the field `due` sets one."""
    within = clock.within
    if isinstance(within, Mapping):
        kind = values.get(clock.by)
        if str(kind) not in within:
            return None, _("没有为“{kind}”定期限").format(kind=kind) if kind else _("没有填写决定期限的一栏")
        within = within[str(kind)]
    if not within:
        return None, ""
    try:
        return timing.calendar.due(start, duration(within)), ""
    except (MissingYear, ValueError) as error:
        return None, str(error)


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def open_clock_query(
    ledger: Ledger,
    clock: Clock,
    codelists: Mapping[str, Codelist] = NO_CODELISTS,
    others: Mapping[str, Ledger] = NO_LEDGERS,
) -> Query:
    """Records for which the clock runs and is not met: (id, from, due, by, then the label's fields)."""
    begun = [f"{column(word)} IS NOT NULL" for word in (clock.from_ if clock.within else "", clock.due) if word]
    where = [f"{column(clock.until)} IS NULL", f"({' OR '.join(begun)})"]
    if clock.unless:
        excepted = condition(clock.unless, ledger, codelists).sql
        where.append(f"CASE WHEN {excepted} THEN 0 ELSE 1 END = 1")
    words = [column(word) if word else "NULL" for word in (clock.from_, clock.due, clock.by)]
    if clock.renewed:
        words[0] = began_sql(clock, ledger, others)
    columns = ["id", *words, *(column(name) for name in _label_fields(ledger))]
    sql = f"SELECT {', '.join(columns)} FROM {table(ledger)} WHERE {' AND '.join(where)} ORDER BY id"
    return Query(sql, {}, "" if clock.renewed else ledger.name)


_PLACE = re.compile(r"\{(\w+)\}")


def _label_fields(ledger: Ledger) -> list[str]:
    return [word for word in dict.fromkeys(_PLACE.findall(ledger.label)) if ledger.has(word)]


def open_clocks(
    ledgers: Iterable[Ledger],
    data: Data,
    timing: Timing,
    codelists: Mapping[str, Codelist] = NO_CODELISTS,
    audience: Audience = Audience.UPWARD,
) -> tuple[OpenClock, ...]:
    """Every clock that runs today in these ledgers; labels are masked for the audience."""
    known = {ledger.name: ledger for ledger in ledgers}
    return tuple(
        found
        for ledger in known.values()
        for clock in ledger.clocks
        for rows in (data.kept(open_clock_query(ledger, clock, codelists, known)),)
        for found in _still_open(ledger, clock, rows, timing, audience)
    )


def _still_open(
    ledger: Ledger, clock: Clock, rows: Sequence[Row], timing: Timing, audience: Audience
) -> Iterator[OpenClock]:
    for id, start, due, kind, *held in rows:
        values: dict[str, Value] = {}
        for name, cell in ((clock.from_, start), (clock.due, due)):
            values[name] = date.fromisoformat(str(cell)) if cell else None
        values[clock.by] = None if kind is None else str(kind)
        if standing := _standing(clock, values, timing):
            yield OpenClock(ledger.name, str(id), _label(ledger, str(id), held, audience), standing)


def _label(ledger: Ledger, id: str, held: Sequence[str | int | float | None], audience: Audience) -> str:
    said = {"id": id}
    for name, cell in zip(_label_fields(ledger), held, strict=True):
        field = ledger.field(name)
        value = Decimal(str(cell)).scaleb(-2) if field.kind == "money" and cell is not None else cell
        seen = masked(field, value if isinstance(value, Decimal) or value is None else str(value), audience)
        said[name] = "" if seen is None else str(seen)
    return _PLACE.sub(lambda place: said.get(place[1], ""), ledger.label).strip("：，、 ")
