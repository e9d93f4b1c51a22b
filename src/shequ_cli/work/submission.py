"""Submissions (报送): what is reported to whom and how often, when each one is due, and which of them are not recorded as sent."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from shequ_cli.rules.schema import Ledger
from shequ_cli.words.language import _
from shequ_cli.words.query import Data, Query
from shequ_cli.work.clock import ClockState, Timing
from shequ_cli.work.conditiontext import column
from shequ_cli.work.duration import Duration, duration
from shequ_cli.work.measurequery import table
from shequ_cli.work.period import Period, containing
from shequ_cli.work.reportfile import ReportDefinition, title_of
from shequ_cli.work.today import Item, ItemKind, state_of
from shequ_cli.work.workday import MissingYear, WorkCalendar

_DAY = timedelta(days=1)

EVERY: Mapping[str, str] = {
    "day": "每日", "workday": "每个工作日", "week": "每周", "month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年",
    "event": "随事",
}  # fmt: skip
"""How often, as definitions say it and as people read it; an event falls due by no calendar."""


_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True, slots=True)
class Due:
    """When in or after its period: so long `after` its end, on a `weekday` (1 Monday), on month-days, else its last day."""

    after: Duration | None = None
    weekday: int = 0
    days: tuple[str, ...] = ()
    time: str = ""
    """By which time of that day ("16:00")."""
    words: str = ""
    """As it was written."""

    @property
    def said(self) -> str:
        """In words: 16:00前, 周五, 期末后3天, 10月28日, 期末."""
        if self.after:
            return _("期末后{words}").format(words=self.words) if self.words.isascii() else self.words
        day = _WEEKDAYS[self.weekday - 1] if self.weekday else "、".join(self.days)
        time = _("{time}前").format(time=self.time) if self.time else ""
        return f"{day} {time}".strip() or _("期末")


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that is reported. `aliases` are further words by which records name it; `made_from` is its report, if it has one."""

    name: str
    title: str
    every: str
    due: Due = Due()
    to: str = ""
    by: str = ""
    form: str = ""
    copies: int = 1
    report: str = ""
    basis: str = ""
    note: str = ""
    systems: tuple[str, ...] = ()
    default: bool = False
    aliases: tuple[str, ...] = ()
    made_from: ReportDefinition | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that names it in a record."""
        return (self.name, self.title, *self.aliases)

    def titled(self, period: Period) -> str:
        """What is handed in for a period: 创城日报, 2026年3月工作月报, 消防工作情况报告（2026年10月）."""
        if self.made_from:
            return title_of(self.made_from, period, community="")
        return self.title if period.kind == "day" else f"{self.title}（{period.label}）"

    @property
    def often(self) -> str:
        """How often, in words."""
        return EVERY[self.every]

    @property
    def by_when(self) -> str:
        """When it is due, in words; nothing for what falls due by no calendar."""
        return "" if self.every == "event" else self.due.said

    @property
    def told(self) -> str:
        """To whom, in which form: 报创城办，邮件，2份."""
        copies = _("{n}份").format(n=self.copies) if self.copies > 1 else ""
        return _("，").join(
            part for part in (_("报{to}").format(to=self.to) if self.to else "", self.form, copies) if part
        )

    def as_json(self) -> dict[str, object]:
        """What it says of itself, for submissions/1."""
        return {
            "name": self.name,
            "title": self.title,
            "every": self.every,
            "due": self.due.words or None,
            "by": self.by,
            "to": self.to,
            "form": self.form,
            "copies": self.copies,
            "report": self.report or None,
            "basis": self.basis,
        }


class Slot(NamedTuple):
    """One handing in: of which period, and its last day."""

    obligation: Obligation
    period: Period
    due: date


class Sent(NamedTuple):
    """A record of one handing in: by the words of the record what and of which period, its last day, and whether it went out."""

    what: str
    period: str
    due: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """Which ledger records submissions, and the names of its fields."""

    ledger: Ledger
    what: str
    period: str
    due: str
    sent: str


def sent_query(recorded: Recorded) -> Query:
    """Every record as the row of a `Sent`."""
    columns = [column(word) for word in (recorded.what, recorded.period, recorded.due)]
    sql = f"SELECT {', '.join(columns)}, {column(recorded.sent)} IS NOT NULL FROM {table(recorded.ledger)}"
    return Query(sql, {}, recorded.ledger.name)


def sent(recorded: Recorded, data: Data) -> tuple[Sent, ...]:
    """What the ledger says was, or is still to be, handed in."""
    rows = data.kept(sent_query(recorded))
    return tuple(
        Sent(str(what), str(period), date.fromisoformat(str(due)) if due else None, bool(done))
        for what, period, due, done in rows
    )


def from_reports(
    definitions: Iterable[ReportDefinition], taken: Container[tuple[str, str]] = ()
) -> Iterator[Obligation]:
    """The reports that say themselves when they are due, but for those (report, every) that are `taken` already."""
    for definition in definitions:
        for kind, within in definition.due.items():
            if (definition.name, kind) not in taken and (due := _after(within)):
                words = (*definition.aliases, _kind_of(definition, kind))
                yield Obligation(definition.name, definition.title, kind, due, aliases=words, made_from=definition)


def _kind_of(definition: ReportDefinition, kind: str) -> str:
    """What the report of a kind of period is called whatever the period is: 工作季报."""
    word = definition.kinds.get(kind, "")
    return definition.pattern.format(community="", period="", kind=word, year="")


def _after(within: str) -> Due | None:
    try:
        return Due(after=duration(within), words=within)
    except ValueError:
        return None


def active(known: Iterable[Obligation], own: Iterable[str], records: Iterable[Sent]) -> list[Obligation]:
    """Those that this community hands in: by default, named in its own file, or recorded at least once."""
    recorded, listed = {record.what for record in records}, set(own)
    return [one for one in known if one.default or one.name in listed or not recorded.isdisjoint(one.words)]


def slots(obligation: Obligation, span: Period, calendar: WorkCalendar) -> Iterator[Slot]:
    """Every handing in that is due within `span`; where days off are not known, those that hang on them are left out."""
    if obligation.every == "event":
        return
    kind = "day" if obligation.every == "workday" else obligation.every
    period = containing(kind, span.start).previous()
    while period.start < span.end:
        yield from (slot for slot in _slots(obligation, period, calendar) if slot.due in span)
        period = containing(kind, period.end)


def _slots(obligation: Obligation, period: Period, calendar: WorkCalendar) -> Iterator[Slot]:
    try:
        if obligation.every == "workday" and not calendar.is_workday(period.start):
            return
        due = obligation.due
        if due.after:
            yield Slot(obligation, period, calendar.due(period.last_day, due.after))
        elif due.weekday:
            yield Slot(obligation, period, period.start + (due.weekday - 1) * _DAY)
        elif due.days:
            days = [date.fromisoformat(f"{period.start.year}-{day}") for day in due.days]
            yield from (Slot(obligation, period if len(days) == 1 else containing("day", day), day) for day in days)
        else:
            yield Slot(obligation, period, period.last_day)
    except MissingYear:
        return


def due_submissions(obligations: Iterable[Obligation], records: Sequence[Sent], timing: Timing) -> Iterator[Item]:
    """What is to be handed in now: of the period that runs, and of the one before it, which may be late.

    Nothing is late that was due before the first record of it (or, without one, of anything): who has not begun to
    record what was sent is not told every day that all is overdue. What has a record is silent; the record's own clock speaks.
    """
    recorded = {(record.what, record.period) for record in records}
    for obligation in obligations:
        begun = _begun(obligation, records)
        for slot in _now(obligation, timing):
            told = any((word, slot.period.code) in recorded for word in obligation.words)
            late = slot.due < timing.today
            if not told and (not late or (begun is not None and begun <= slot.due)):
                yield _item(slot, timing)


def _begun(obligation: Obligation, records: Sequence[Sent]) -> date | None:
    own = [record.due for record in records if record.what in obligation.words and record.due]
    return min(own or [record.due for record in records if record.due], default=None)


def _now(obligation: Obligation, timing: Timing) -> Iterator[Slot]:
    """The slots of this period, once it can be handed in, and of the one before; of workdays, the last that there was."""
    if obligation.every == "event":
        return
    kind = "day" if obligation.every == "workday" else obligation.every
    period = containing(kind, timing.today)
    before = _last_workday(period, timing.calendar) if obligation.every == "workday" else period.previous()
    yield from _slots(obligation, before, timing.calendar)
    if not obligation.due.after:
        yield from _slots(obligation, period, timing.calendar)


def _last_workday(day: Period, calendar: WorkCalendar) -> Period:
    found = day.previous()
    while calendar.knows(found.start.year) and not calendar.is_workday(found.start):
        found = found.previous()
    return found


def _item(slot: Slot, timing: Timing) -> Item:
    obligation, due = slot.obligation, slot.due
    state = state_of(due, timing.today, timing.soon)
    said = [obligation.told]
    if obligation.due.time:
        said.insert(0, _("{time}前").format(time=obligation.due.time))
    if state is ClockState.OVERDUE:
        said.append(_("逾期{n}天，未及时上报视为未完成").format(n=(timing.today - due).days))
    elif timing.calendar.knows(due.year) and not timing.calendar.is_workday(due) and obligation.every != "day":
        said.append(_("当天休息，宜提前报"))
    title = _("报送{title}").format(title=obligation.titled(slot.period))
    id = f"{obligation.name}-{slot.period.code}"
    detail = _("，").join(part for part in said if part)
    return Item(ItemKind.REPORT, title, due, state, id, detail=detail, time=obligation.due.time)
