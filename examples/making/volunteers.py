"""时间储蓄 (S64): volunteers by code who save hours, redeem some, and never more than they have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from making.chance import Chance
from making.town import TODAY, Town, Values, months

_TEAMS = {
    "青少年志愿队": ("科普宣传", "文体组织", "助学托管"),
    "巾帼志愿队": ("助老服务", "环境保洁"),
    "党员志愿队": ("助老服务", "文明劝导", "法律服务"),
    "治安巡逻队": ("治安巡逻",),
}
_MEMBERS = 24


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """Every entry, oldest first."""
    yield "time_bank", _Bank(town).entries()


class _Bank:
    def __init__(self, town: Town) -> None:
        self.town, self.chance = town, Chance("xingfu time bank")
        self.teams = {f"ZY-{number:03d}": self.chance.one(tuple(_TEAMS)) for number in range(1, _MEMBERS + 1)}
        self.balance = dict.fromkeys(self.teams, Decimal(0))

    def entries(self) -> list[Values]:
        found: list[Values] = []
        for year, month in months():
            days = sorted(self.town.workday(year, month, self.chance) for _ in range(self.chance.between(4, 6)))
            found += [self.entry(day) for day in days]
        return found

    def entry(self, day: date) -> Values:
        """A service, or now and then what was saved is redeemed or given away."""
        member = self.chance.one(tuple(self.teams))
        entry: Values = {"date": day, "member": member, "team": self.teams[member], "consented": True}
        if self.balance[member] >= 3 and self.chance.often(0.45):
            hours = min(self.balance[member], Decimal(self.chance.between(2, 6)) / 2)
            kind = self.chance.weighted({"支取": 85, "转出": 15})
            self.balance[member] -= hours
            entry |= {"kind": kind, "hours": hours}
            entry |= {"service": self.chance.one(("优先服务", "邻里互助"))} if kind == "支取" else {"note": "转给家人"}
        else:
            hours = Decimal(self.chance.between(2, 8)) / 2
            self.balance[member] += hours
            entry |= {"kind": "存入", "hours": hours, "service": self.chance.one(_TEAMS[self.teams[member]])}
        confirmed = self.town.later(day, 1, 5, self.chance)
        return entry | ({"confirmed_on": confirmed, "confirmed_by": "文体专干"} if confirmed <= TODAY else {})
