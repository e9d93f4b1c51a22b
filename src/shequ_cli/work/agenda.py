"""What a run of days brings: days off and days worked in exchange, named days, tasks that fall due, what is to be handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from shequ_cli.words.language import _
from shequ_cli.work.campaign import Campaign, Occurrence, occurrences, undated
from shequ_cli.work.period import Period, between
from shequ_cli.work.plan import REGULAR, Task
from shequ_cli.work.submission import EVERY, Obligation, Slot, slots
from shequ_cli.work.workday import WorkCalendar

_DAY = timedelta(days=1)


class EntryKind(StrEnum):
    """What an entry is."""

    OFF = "off"
    WORK = "work"
    CAMPAIGN = "campaign"
    TASK = "task"
    SUBMISSION = "submission"

    @property
    def word(self) -> str:
        """As people read it."""
        words = {
            "off": _("放假"),
            "work": _("上班"),
            "campaign": _("主题日"),
            "task": _("任务"),
            "submission": _("报送"),
        }
        return words[self.value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar: the days [start, end), or each of `days` where it comes again and again."""

    kind: EntryKind
    id: str
    title: str
    start: date
    end: date
    who: str = ""
    detail: str = ""
    time: str = ""
    days: tuple[date, ...] = ()

    @property
    def span(self) -> Period:
        """Its days, from the first to the last."""
        return between(self.start, self.end)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.end - _DAY


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that the calendar is put together from."""

    calendar: WorkCalendar = WorkCalendar()
    campaigns: Sequence[Campaign] = ()
    tasks: Sequence[Task] = ()
    obligations: Sequence[Obligation] = ()


def agenda(span: Period, sources: Sources) -> tuple[Entry, ...]:
    """Every entry that has a day in `span`, by day; a task or submission by its last day."""
    found = chain(
        _days_off(span, sources.calendar),
        _campaigns(span, sources.campaigns),
        _tasks(span, sources.tasks),
        chain.from_iterable(_submissions(one, span, sources.calendar) for one in sources.obligations),
    )
    return tuple(sorted(found, key=lambda one: (max(one.start, span.start), _KINDS[one.kind], one.end, one.title)))


_KINDS = {kind: place for place, kind in enumerate(EntryKind)}


def missing_years(span: Period, calendar: WorkCalendar) -> tuple[int, ...]:
    """Years of the span whose days off nobody has entered."""
    return tuple(year for year in range(span.start.year, span.year + 1) if not calendar.knows(year))


def unannounced(span: Period, campaigns: Sequence[Campaign]) -> tuple[Campaign, ...]:
    """Named days that a notice has still to fix, and that are usual in the months of the span ("6—7月")."""
    months = {int(code[5:]): int(code[:4]) for code in span.months()}
    return tuple(
        one
        for one in campaigns
        if one.rule == "announced"
        for month in [int(number) for number in re.findall(r"\d+", one.words[0])][:1]
        if month in months and one in undated(campaigns, months[month])
    )


def _days_off(span: Period, calendar: WorkCalendar) -> Iterator[Entry]:
    for year in range(span.start.year, span.year + 1):
        known = calendar.years.get(year)
        for name, first, last in known.holidays if known else ():
            if _touch(span, first, last):
                title = _("{name}放假").format(name=name) if name else _("放假")
                yield Entry(EntryKind.OFF, "off", title, first, last + _DAY, detail=_count(first, last))
        for day in sorted(known.work) if known else ():
            if day in span:
                yield Entry(EntryKind.WORK, "work", _("调休上班"), day, day + _DAY)


def _count(first: date, last: date) -> str:
    return _("共{n}天").format(n=(last - first).days + 1)


def _touch(span: Period, first: date, last: date) -> bool:
    return first < span.end and last >= span.start


def _campaigns(span: Period, campaigns: Iterable[Campaign]) -> Iterator[Entry]:
    known: Mapping[str, Campaign] = {one.id: one for one in campaigns}
    for year in range(span.start.year, span.year + 1):
        for one in occurrences(known.values(), year):
            if _touch(span, one.start, one.last_day):
                yield _named(one, known[one.id].note)


def _named(one: Occurrence, note: str) -> Entry:
    detail = _("，").join(part for part in (one.basis, note) if part)
    return Entry(EntryKind.CAMPAIGN, one.id, one.name, one.start, one.end, one.by, detail)


def _tasks(span: Period, tasks: Iterable[Task]) -> Iterator[Entry]:
    """What the plan wants by a day; what comes back every month and ceilings over the year have none of their own."""
    for task in tasks:
        if task.due in span and task.per not in REGULAR and not task.at_most and not task.finished:
            who = "、".join(task.duty.lead)
            yield Entry(EntryKind.TASK, task.id, task.title, task.due, task.due + _DAY, who, task.demand)


def _submissions(obligation: Obligation, span: Period, calendar: WorkCalendar) -> Iterator[Entry]:
    """What is due every day is one entry; everything else stands at its last day."""
    found = list(slots(obligation, span, calendar))
    if obligation.every in ("day", "workday") and found:
        days = tuple(slot.due for slot in found)
        title = _("{often}报送{title}").format(often=EVERY[obligation.every], title=obligation.title)
        yield _handed_in(obligation, obligation.name, title, days)
    else:
        yield from (_once(slot) for slot in found)


def _once(slot: Slot) -> Entry:
    title = _("报送{title}").format(title=slot.obligation.titled(slot.period))
    return _handed_in(slot.obligation, f"{slot.obligation.name}-{slot.period.code}", title, (slot.due,))


def _handed_in(obligation: Obligation, id: str, title: str, days: tuple[date, ...]) -> Entry:
    return Entry(
        EntryKind.SUBMISSION,
        id,
        title,
        days[0],
        days[-1] + _DAY,
        obligation.by,
        obligation.told,
        obligation.due.time,
        days if len(days) > 1 else (),
    )


def as_json(span: Period, found: Iterable[Entry], missing: Sequence[int]) -> dict[str, object]:
    """The promised shape of `calendar --json` (calendar/1), without its `shequ` key."""
    return {
        "from": span.start.isoformat(),
        "to": span.last_day.isoformat(),
        "missing_years": list(missing),
        "entries": [
            {
                "kind": one.kind.value,
                "id": one.id,
                "title": one.title,
                "start": one.start.isoformat(),
                "end": one.last_day.isoformat(),
                "time": one.time or None,
                "who": one.who,
                "detail": one.detail,
                "days": [day.isoformat() for day in one.days],
            }
            for one in found
        ],
    }
