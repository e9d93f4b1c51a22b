"""What is due: clocks of records, tasks of the plan, reports, named days, minimums, the calendar of next year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shequ_cli.words.language import _
from shequ_cli.work.campaign import Occurrence
from shequ_cli.work.clock import SOON, ClockState, OpenClock, Timing
from shequ_cli.work.compare import Number
from shequ_cli.work.period import Period
from shequ_cli.work.planterms import now_word

AHEAD = 14
"""How many days ahead is looked."""


class ItemKind(StrEnum):
    """Where an item comes from."""

    CLOCK = "clock"
    TASK = "task"
    REPORT = "report"
    MINIMUM = "minimum"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `id` is a record's, a task's or a campaign's; `detail` says the rest in words."""

    kind: ItemKind
    title: str
    due: date | None
    state: ClockState
    id: str = ""
    ledger: str = ""
    detail: str = ""
    time: str = ""
    """By which time of the due day ("16:00"), where one is set."""
    missing: tuple[str, ...] = ()
    """Of a minimum: the codes of the periods before this one that fell short."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """`least` of something is wanted in a period (每月讲座不少于1场), `done` is there."""

    id: str
    title: str
    period: Period
    least: Number
    done: Number
    unit: str = ""
    missing: str = ""
    """The periods before this one that fell short, in words (3月、9月缺) …"""
    short: tuple[str, ...] = ()
    """… and by their codes."""


def state_of(due: date, today: date, soon: int = SOON) -> ClockState:
    """Where something that is not done stands, by its last day."""
    if due < today:
        return ClockState.OVERDUE
    return ClockState.SOON if (due - today).days <= soon else ClockState.OPEN


def items(
    timing: Timing,
    *,
    clocks: Iterable[OpenClock] = (),
    others: Iterable[Item] = (),
    minimums: Iterable[Minimum] = (),
    occurrences: Iterable[Occurrence] = (),
    ahead: int = AHEAD,
) -> tuple[Item, ...]:
    """What is overdue, what is due in the next days, and what cannot be dated; the most overdue first, nothing that is done.

    `others` are tasks of the plan and reports, with the state that they themselves know.
    """
    dated = [*(_clock(clock) for clock in clocks), *others, *(_minimum(minimum, timing) for minimum in minimums)]
    last = timing.today + timedelta(days=ahead)
    near = [item for item in dated if item.state is not ClockState.DONE and (item.due is None or item.due <= last)]
    named = _campaigns(occurrences, timing.today, ahead)
    return tuple(sorted([*near, *named, *_calendar(timing)], key=_urgency))


_RANK = {
    state: place
    for place, state in enumerate((ClockState.OVERDUE, ClockState.SOON, ClockState.OPEN, ClockState.UNKNOWN))
}
_KINDS = {kind: place for place, kind in enumerate(ItemKind)}


def _urgency(item: Item) -> tuple[int, date, int, str, str]:
    return _RANK[item.state], item.due or date.max, _KINDS[item.kind], item.title, item.id


def _clock(clock: OpenClock) -> Item:
    standing = clock.standing
    title = _("{clock}：{label}").format(clock=standing.name, label=clock.label)
    return Item(ItemKind.CLOCK, title, standing.due, standing.state, clock.id, clock.ledger, standing.word)


def _minimum(minimum: Minimum, timing: Timing) -> Item:
    due = minimum.period.last_day
    state = ClockState.DONE if minimum.done >= minimum.least else state_of(due, timing.today, timing.soon)
    detail = _("{period}应不少于{least}{unit}，已有{done}{unit}").format(
        period=_called(minimum.period), least=f"{minimum.least}", done=f"{minimum.done}", unit=minimum.unit
    )
    said = "；".join(part for part in (detail, minimum.missing) if part)
    return Item(ItemKind.MINIMUM, minimum.title, due, state, minimum.id, detail=said, missing=minimum.short)


def _called(period: Period) -> str:
    """今天, 本周, 2026年10月: nobody knows a week by its number."""
    return now_word(period.kind) if period.kind in ("day", "week") else period.label


def _campaigns(occurrences: Iterable[Occurrence], today: date, ahead: int) -> Iterator[Item]:
    """Named days that come in the next days, or are running: a running one is due by its last day."""
    for one in occurrences:
        if one.end > today and one.start <= today + timedelta(days=ahead):
            running = one.start < today
            due = one.last_day if running else one.start
            detail = _("{days}，主办：{by}").format(days=one.span.label, by=one.by) if one.by else one.span.label
            state = ClockState.OPEN if running else state_of(due, today)
            yield Item(ItemKind.CAMPAIGN, one.name, due, state, one.id, detail=detail)


def _calendar(timing: Timing) -> Iterator[Item]:
    """The notice of next year's days off comes in November; from December on its absence is said."""
    today = timing.today
    missing = [year for year in (today.year, today.year + 1) if not timing.calendar.knows(year)]
    for year in missing:
        due = date(year - 1, 12, 31)
        if today >= date(year - 1, 12, 1):
            title = _("录入{year}年放假和调休上班日").format(year=year)
            detail = _(
                "没有 calendar/{year}.yaml，{year}年的工作日时限算不出来；通知下来后用 shequ calendar import 录入"
            ).format(year=year)
            yield Item(ItemKind.TASK, title, due, state_of(due, today, 31), f"calendar-{year}", detail=detail)


def as_json(today: date, found: Iterable[Item]) -> dict[str, object]:
    """The promised shape of `today --json` (today/1), without its `shequ` key."""
    return {
        "date": today.isoformat(),
        "items": [
            {
                "kind": item.kind.value,
                "title": item.title,
                "due": item.due.isoformat() if item.due else None,
                "state": item.state.value,
                "id": item.id or None,
                "ledger": item.ledger or None,
                "detail": item.detail,
                "time": item.time or None,
                "missing": list(item.missing),
            }
            for item in found
        ],
    }
