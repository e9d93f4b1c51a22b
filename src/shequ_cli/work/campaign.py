"""主题日与宣传月: named days that are data, and on which days of a year they fall."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.work.period import Period, between, containing

_TABLES = range(1901, 2100)
"""Years that the lunar tables reach; outside them no lunar day and no solar term is known."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)

Days = Iterator[tuple[date, date]]
"""First and last days."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One named day, week or month. `rule` is one of `_RULES`; `words` its arguments as written."""

    id: str
    name: str
    rule: str
    words: tuple[str, ...]
    by: str = ""
    basis: str = ""
    since: int = 0
    dates: Mapping[int, str] = field(default_factory=dict)
    """Days that a year's notice fixed ("09-14..09-20"); of an announced campaign the only ones."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A campaign in a year: the days [start, end)."""

    id: str
    name: str
    start: date
    end: date
    by: str = ""
    basis: str = ""

    @property
    def span(self) -> Period:
        """Its days."""
        return between(self.start, self.end)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.end - _DAY


def occurrences(campaigns: Iterable[Campaign], year: int) -> tuple[Occurrence, ...]:
    """Everything that begins in `year`, by day; what is announced each year is left out until its notice is entered."""
    found = [
        Occurrence(campaign.id, campaign.name, first, last + _DAY, campaign.by, campaign.basis)
        for campaign in campaigns
        for first, last in _days(campaign, year)
        if first.year == year
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.id)))


def undated(campaigns: Iterable[Campaign], year: int) -> tuple[Campaign, ...]:
    """The announced campaigns whose days in `year` nobody has entered yet."""
    return tuple(
        campaign
        for campaign in campaigns
        if campaign.rule == "announced" and year >= campaign.since and year not in campaign.dates
    )


def _days(campaign: Campaign, year: int) -> Days:
    if year < campaign.since:
        return
    if year in campaign.dates:
        first, dots, last = campaign.dates[year].partition("..")
        yield _fixed(first, year), _fixed(last if dots else first, year)
        return
    yield from _RULES[campaign.rule](campaign.words, year)


def _fixed(month_day: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def _on_fixed(words: tuple[str, ...], year: int) -> Days:
    yield _fixed(words[0], year), _fixed(words[-1], year)


def _on_nth(words: tuple[str, ...], year: int) -> Days:
    """The nth weekday (1 Monday … 7 Sunday) of a month; −1 is the last."""
    month, weekday, number = (int(word) for word in words)
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    day = [day for day in days if day.isoweekday() == weekday][number - 1 if number > 0 else number]
    yield day, day


def _on_monthly(words: tuple[str, ...], year: int) -> Days:
    """The nth weekday of every month: 第一周周一 is the first Monday, which always lies in the month itself."""
    for month in range(1, 13):
        yield from _on_nth((str(month), *words), year)


def _on_month(words: tuple[str, ...], year: int) -> Days:
    month = containing("month", date(year, int(words[0]), 1))
    yield month.start, month.last_day


_NUMBERS = "一二三四五"
_WEEK_OF = re.compile(rf"(?P<month>\d{{1,2}})月第(?P<number>[{_NUMBERS}1-5])周")
_WEEK_AROUND = re.compile(r"(?P<day>\d{2}-\d{2})所在周")


def _on_week(words: tuple[str, ...], year: int) -> Days:
    """A week runs Monday to Sunday and belongs to the month that has most of its days."""
    if around := _WEEK_AROUND.fullmatch(words[0]):
        monday = containing("week", _fixed(around["day"], year)).start
    else:
        match = _WEEK_OF.fullmatch(words[0])
        assert match is not None, words
        number = _NUMBERS.find(match["number"]) + 1 or int(match["number"])
        fourth = date(year, int(match["month"]), 4)
        monday = containing("week", fourth).start + (number - 1) * _WEEK
    yield monday, monday + 6 * _DAY


def _on_lunar(words: tuple[str, ...], year: int) -> Days:
    """Lunar month and day, never of a leap month; 12-末 is the year's last day. A lunar year ends in the next solar one."""
    if year not in _TABLES:
        return
    from borax.calendars.lunardate import LunarDate

    month, _dash, day = words[0].partition("-")
    for lunar_year in (year - 1, year):
        if day == "末":
            found = LunarDate(lunar_year + 1, 1, 1).to_solar_date() - _DAY
        else:
            found = LunarDate(lunar_year, int(month), int(day)).to_solar_date()
        if found.year == year:
            yield found, found


def _on_term(words: tuple[str, ...], year: int) -> Days:
    if year not in _TABLES:
        return
    from borax.calendars.lunardate import TermUtils

    day: date = TermUtils.nth_term_day(year, term_name=words[0])
    yield day, day


def _on_announced(words: tuple[str, ...], year: int) -> Days:
    yield from ()


_RULES: Mapping[str, Callable[[tuple[str, ...], int], Days]] = {
    "fixed": _on_fixed,
    "nth": _on_nth,
    "monthly": _on_monthly,
    "month": _on_month,
    "week": _on_week,
    "lunar": _on_lunar,
    "term": _on_term,
    "announced": _on_announced,
}


def read_campaigns(raw: Mapping[str, Any], where: object = "calendar/campaigns.yaml") -> tuple[Campaign, ...]:
    """The campaigns of a file (key `campaigns`); BadDefinition names the one that cannot be read."""
    found = tuple(_campaign(entry, where) for entry in raw.get("campaigns") or ())
    ids = [campaign.id for campaign in found]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise BadDefinition(where, _("编号重复：{ids}").format(ids="、".join(twice)))
    return found


def _campaign(raw: Mapping[str, Any], where: object) -> Campaign:
    name = str(raw.get("name") or raw.get("id") or "")
    rules = [rule for rule in _RULES if rule in raw]
    if not raw.get("id") or len(rules) != 1:
        raise BadDefinition(
            where, _("“{name}”要有 id，并且只写一种日期：{rules}").format(name=name, rules="、".join(_RULES))
        )
    given = raw[rules[0]]
    words = tuple(str(word) for word in (given if isinstance(given, list) else [given]))
    campaign = Campaign(
        id=str(raw["id"]),
        name=name,
        rule=rules[0],
        words=(*words, str(raw["to"])) if "to" in raw else words,
        by=str(raw.get("by", "")),
        basis=str(raw.get("basis", "")),
        since=int(str(raw.get("from", 0))),
        dates={int(str(year)): str(days) for year, days in (raw.get("dates") or {}).items()},
        note=str(raw.get("note", "")),
    )
    _try(campaign, where)
    return campaign


def _try(campaign: Campaign, where: object) -> None:
    """A rule that gives no day in a plain year is a slip of the pen; the lunar ones are tried only when asked for."""
    if campaign.rule in ("lunar", "term"):
        return
    try:
        for year in (2027, *campaign.dates):
            list(_days(campaign, year))
    except (ValueError, IndexError, AssertionError):
        raise BadDefinition(where, _("看不懂“{name}”的日期").format(name=campaign.name)) from None
