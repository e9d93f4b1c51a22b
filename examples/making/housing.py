"""住房困难家庭 (S44): one survey of the autumn of 2026, each household somewhere between 申请 and 认定, two of them late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from making.chance import Chance
from making.town import TODAY, Town, Values

LOCAL_INCOME = Decimal(36000)
"""当地人均收入 of the year before, invented."""

_EVIDENCE = ("has_form", "has_income", "has_housing", "has_identity", "has_marriage")
_PROOFS = {"单位证明": 30, "劳动保障部门证明": 20, "民政低保证明": 20, "本人说明": 20, "收入纳税证明": 10}
_HOMES = {"私有房屋": 30, "租住公房": 25, "房改房": 25, "二手房": 12, "经济适用房": 8}
_FIRST = date(2026, 9, 1)
_LATEST, _POSTED = range(37, 43), date(2026, 10, 26)
"""Households that came in late, and the day on which they were posted together."""


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """The survey's households, oldest first."""
    maker = _Survey(town)
    yield "housing", sorted(map(maker.household, range(1, 43)), key=lambda home: home["surveyed_on"])


class _Survey:
    def __init__(self, town: Town) -> None:
        self.town, self.chance = town, Chance("xingfu housing")

    def household(self, number: int) -> Values:
        """A form that was handed in, and how far it has come by today."""
        chance = self.chance
        day = self.town.calendar.next_workday(_FIRST + timedelta(days=chance.below(37)))
        if number in _LATEST:
            day = date(2026, 10, 19) + timedelta(days=number % 3)
        grid = chance.one(self.town.grids)
        home: Values = {
            "surveyed_on": day,
            "household": f"ZF-{number:03d}",
            "grid": grid,
            "members": chance.weighted({1: 15, 2: 30, 3: 40, 4: 15}),
            "income": LOCAL_INCOME * chance.between(18, 99) / 100,
            "local_income": LOCAL_INCOME,
            "registered_on": date(chance.between(1998, 2024), chance.between(1, 12), chance.between(1, 28)),
            "income_proof": chance.weighted(_PROOFS),
            "surveyor": f"{grid}网格员",
        }
        home |= self.dwelling(number)
        home |= dict.fromkeys(_EVIDENCE, True)
        return home | self.course(home, number)

    def dwelling(self, number: int) -> Values:
        if number % 6 == 0:
            return {"per_capita_area": Decimal(0), "property": "无房"}
        area = Decimal(self.chance.between(40, 100)) / 10
        return {
            "per_capita_area": Decimal("11.5") if number in (11, 29) else area,
            "property": self.chance.weighted(_HOMES),
        }

    def course(self, home: Values, number: int) -> Values:
        """The reviews and postings that have come by today; 11 and 29 have too much room, 17 is late at the community."""
        checked = date(2026, 10, 23) if number in _LATEST else self.workday(home["surveyed_on"], 3, 5)
        if checked > TODAY or number == 17:
            return {"state": "社区核实" if number == 17 else "申请"} | ({"has_marriage": False} if number == 17 else {})
        course: Values = {"community_checked_on": checked, "community_signer": "社区主任", "community_result": "符合"}
        if home["per_capita_area"] > 10:
            return course | {"state": "不符合", "community_result": "不符合", "note": "人均住房面积超过 10 平方米"}
        posted = _POSTED if number in _LATEST else self.workday(checked, 1, 1)
        course |= {"community_posted_on": posted, "state": "社区公示"}
        return course | self.above(posted)

    def above(self, posted: date) -> Values:
        """From the end of the community's posting on."""
        ended = posted + timedelta(days=5)
        if ended > TODAY:
            return {}
        town: Values = {"community_ended_on": ended, "state": "镇审核"}
        checked = self.workday(ended, 6, 9)
        shown = self.workday(checked, 1, 1)
        if shown > TODAY:
            return town
        town |= {"town_checked_on": checked, "town_result": "符合", "town_signer": "镇分管负责人"}
        town |= {"town_posted_on": shown, "state": "镇公示"}
        over = shown + timedelta(days=5)
        return town | ({"town_ended_on": over, "state": "县审核"} | self.county(over) if over <= TODAY else {})

    def county(self, ended: date) -> Values:
        checked = self.workday(ended, 8, 12)
        shown = self.workday(checked, 1, 1)
        if shown > TODAY:
            return {}
        county: Values = {
            "county_checked_on": checked,
            "county_result": "符合",
            "county_posted_on": shown,
            "state": "县公示",
        }
        over = shown + timedelta(days=5)
        if over > TODAY:
            return county
        return county | {"county_ended_on": over, "objections": 0, "recorded_on": over, "state": "已认定"}

    def workday(self, day: date, low: int, high: int) -> date:
        return self.town.calendar.add_workdays(day, self.chance.between(low, high))
