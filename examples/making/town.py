"""The invented community: its grids, buildings, streets and posts, its calendar, and the last day that has happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from making.chance import Chance
from shequ_cli.work.workday import WorkCalendar, read_calendar

Values = dict[str, Any]
"""A record's typed values by field name."""

FIRST = date(2025, 1, 1)
TODAY = date(2026, 10, 28)
"""What happens later is not in the store, except as a plan or a deadline."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Town:
    """What every maker needs of the place."""

    words: Mapping[str, Any]
    calendar: WorkCalendar

    @property
    def grids(self) -> tuple[str, ...]:
        """The grids' names."""
        return tuple(self.words["community"]["grids"])

    def estate(self, grid: str) -> str:
        """The housing estate of a grid."""
        return str(self.words["community"]["grids"][grid]["estate"])

    def street(self, grid: str) -> str:
        """The street of a grid."""
        return str(self.words["community"]["grids"][grid]["street"])

    def building(self, grid: str, chance: Chance) -> str:
        """Some building of a grid's estate."""
        about = self.words["community"]["grids"][grid]
        return f"{about['estate']}{chance.between(1, int(about['buildings']))}栋"

    def person(self, chance: Chance) -> str:
        """An invented name."""
        community = self.words["community"]
        return str(chance.one(community["surnames"])) + str(chance.one(community["given"]))

    def phone(self, chance: Chance) -> str:
        """A mobile number of a block that nobody has."""
        return f"1990000{chance.between(0, 9999):04d}"

    def filled(self, text: str, grid: str, chance: Chance) -> str:
        """A text with <楼>, <路>, <区> and <格> in their places."""
        slots = {
            "<楼>": self.building(grid, chance),
            "<路>": self.street(grid),
            "<区>": self.estate(grid),
            "<格>": grid,
        }
        for slot, word in slots.items():
            text = text.replace(slot, word)
        return text

    def workday(self, year: int, month: int, chance: Chance) -> date:
        """Some workday of a month that has already come."""
        return self.open_day(date(year, month, chance.between(1, _last_day(year, month))))

    def open_day(self, day: date) -> date:
        """The workday on or after a day, or the one before it where that would leave the month or the past."""
        found = self.calendar.next_workday(day)
        while found > TODAY or found.month != day.month:
            found -= timedelta(days=1)
            while not self.calendar.is_workday(found):
                found -= timedelta(days=1)
        return found

    def later(self, day: date, low: int, high: int, chance: Chance) -> date:
        """The workday `low` to `high` days after a day; may lie after TODAY."""
        return self.calendar.next_workday(day + timedelta(days=chance.between(low, high)))


def months() -> Iterator[tuple[int, int]]:
    """Every month from FIRST to TODAY."""
    for number in range(FIRST.year * 12, TODAY.year * 12 + TODAY.month):
        yield number // 12, number % 12 + 1


def _last_day(year: int, month: int) -> int:
    if (year, month) == (TODAY.year, TODAY.month):
        return TODAY.day
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def town(calendars: Path) -> Town:
    """The town with its words and the days off of calendars/<year>.yaml."""
    import yaml

    words = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((HERE / "words").glob("*.yaml"))
    }
    found = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(calendars.glob("*.yaml"))}
    # 2027 has no notice yet; nothing here needs its workdays but a deadline or two at the end of 2026.
    return Town(words, read_calendar({year: raw for year, raw in found.items() if year.isdecimal()}))
